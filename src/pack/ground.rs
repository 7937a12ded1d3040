//! 情形 — circumstances that a clause names and what they lead to: found in the log of an order, or stated by hand.

use crate::order::{Entry, Item, Step, WorkOrder};
use crate::term::{Act, Consequence, Mode, Role};

use super::check::{Found, PackProblem};
use super::gate::Done;
use super::text::{DoneText, EvidenceText, PackText, RuleText};

/// 情形: circumstances that lead to something. The rule's conditions and all that stands here must hold; where nothing
/// stands that a log could show, only people can state it.
#[doc(alias = "情形")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What it leads to.
    pub leads_to: Consequence,
    /// In which manner, where the clause says so.
    pub mode: Option<Mode>,
    /// What the log shows only suggests it; people decide.
    pub proposed: bool,
    /// What must have been done.
    pub evidence: Vec<Evidence>,
    /// What must not have been done.
    pub lacking: Vec<Done>,
    /// The limit of this act must have been missed.
    pub overdue: Option<Act>,
    /// Ids of grounds that take it away.
    pub unless: Vec<String>,
    /// What answers it once done after it arose; the first is what is proposed to be done.
    pub answered_by: Vec<Done>,
    /// Steps held up until it is answered.
    pub bars: Vec<Step>,
    /// Who has to act, where the clause says so.
    pub who: Option<Role>,
}

/// 证据: something done, perhaps several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What was done.
    pub done: Done,
    /// How often at least.
    pub at_least: usize,
    /// One after the other, with no other outcome of the same step between.
    pub in_a_row: bool,
    /// The day it promised has passed.
    pub past_due: bool,
}

impl Ground {
    /// Whether nothing in a log could show it.
    pub fn is_by_hand(&self) -> bool {
        self.evidence.is_empty() && self.overdue.is_none()
    }
}

impl Evidence {
    /// The entries that show it, oldest first; none where they are too few. `today` is the day it is asked on.
    pub fn found<'o>(&self, order: &'o WorkOrder, today: chrono::NaiveDate) -> Option<Vec<&'o Entry>> {
        let fits = |entry: &Entry| {
            let promised = entry.fact.with.day(Item::NewDue);
            self.done.fits(entry) && (!self.past_due || promised.is_some_and(|day| today > day))
        };
        let of_step: Vec<&Entry> = self.done.times(order).collect();
        let found: Vec<&Entry> = if self.in_a_row {
            let tail = of_step.iter().rev().take_while(|entry| fits(entry)).count();
            of_step.into_iter().rev().take(tail).rev().collect()
        } else {
            of_step.into_iter().filter(|entry| fits(entry)).collect()
        };
        (!found.is_empty() && found.len() >= self.at_least).then_some(found)
    }
}

impl Found {
    /// Reads the circumstances of a rule, noting what is wrong with them.
    pub(super) fn ground(&mut self, path: &str, text: &RuleText, pack: &PackText) -> Option<Ground> {
        let Some(leads_to) = text.leads_to else {
            self.add(path.to_owned(), PackProblem::Needs("leads_to"));
            return None;
        };
        for other in text.unless.iter().filter(|other| !pack.rule.iter().any(|rule| rule.id == **other)) {
            self.add(format!("{path}.unless"), PackProblem::NoRule(other.clone()));
        }
        let dones = |found: &mut Self, field: &str, list: &[DoneText]| -> Vec<Done> {
            list.iter().map(|done| found.done(&format!("{path}.{field}"), done)).collect()
        };
        let evidence = text.evidence.iter().map(|evidence| self.evidence(path, evidence)).collect();
        Some(Ground {
            leads_to,
            mode: text.mode,
            proposed: text.proposed,
            evidence,
            lacking: dones(self, "lacking", &text.lacking),
            overdue: text.overdue,
            unless: text.unless.clone(),
            answered_by: dones(self, "answered_by", &text.answered_by),
            bars: text.bars.iter().map(|code| self.step(path, code)).collect(),
            who: text.who,
        })
    }

    fn evidence(&mut self, path: &str, text: &EvidenceText) -> Evidence {
        let path = format!("{path}.evidence");
        if !(1..=1000).contains(&text.at_least) {
            self.add(format!("{path}.at_least"), PackProblem::BadNumber(text.at_least));
        }
        let with = self.tests(&path, &text.with);
        let step = self.step(&path, &text.step);
        let since = text.since.iter().map(|code| self.step(&path, code)).collect();
        Evidence {
            done: Done { step, with, by: text.by.clone(), ever: text.ever, since, at_least: 1 },
            at_least: usize::try_from(text.at_least).unwrap_or(1),
            in_a_row: text.in_a_row,
            past_due: text.past_due,
        }
    }
}
