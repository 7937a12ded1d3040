//! What a paper is about, where there are several records of its kind: which call, which request, which case.

use banjie::order::{Fact, Id, Item, WorkOrder};
use banjie::paper::{Concerns, Paper};
use banjie::supervision::cases;

use crate::app::say;

/// Something a paper can be about: as an address names it, and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub value: String,
    pub words: String,
}

impl Record {
    fn of(fact: &Fact) -> Self {
        Self { value: fact.id.to_string(), words: say::papers::record(fact) }
    }
}

/// The records of an order, the last first: facts of its step, or cases of supervision.
pub fn of_order(paper: &Paper, order: &WorkOrder) -> Vec<Record> {
    if paper.step.is_some() {
        let fitting = order.entries.iter().rev().filter(|entry| entry.live && paper.fits(&entry.fact));
        return fitting.map(|entry| Record::of(&entry.fact)).collect();
    }
    if paper.of != Concerns::Case {
        return Vec::new();
    }
    let all = cases(order).into_iter().rev();
    all.map(|case| Record { value: case.nth.to_string(), words: say::papers::case(case.nth, case.number()) }).collect()
}

/// The records of the office log, the last first.
pub fn of_office(paper: &Paper, mut facts: Vec<Fact>) -> Vec<Record> {
    facts.retain(|fact| paper.fits(fact));
    facts.sort_by_key(Fact::rank);
    facts.iter().rev().map(Record::of).collect()
}

/// The orders that a meeting was about.
pub fn agenda(fact: &Fact) -> Vec<Id> {
    fact.with.list(Item::Agenda).iter().filter_map(|id| Id::parse(id)).collect()
}
