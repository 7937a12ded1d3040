//! What a callback asks: the questions of the pack with their own scale, and whatever else the step can record.

use std::collections::BTreeSet;

use banjie::deadline::Regime;
use banjie::order::{Attribute, Field, Item, Key, Record, Shape, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::term::{Caller, Flag, Means, Role, Term};
use banjie::workflow::asks;
use leptos::prelude::*;

use crate::app::parts::record::{Blank, blanks};

/// What the form shows, in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Who calls, and how.
    pub head: Vec<Blank>,
    /// One after the other, each answered by a digit.
    pub questions: Vec<Blank>,
    /// Demanded, and to be written.
    pub lines: Vec<Blank>,
    /// What the requester said.
    pub remarks: Option<Blank>,
    /// What the pack does not ask for.
    pub more: Vec<Blank>,
}

impl Asked {
    /// What is asked under these rules; `first` is what stands in the form when it is opened.
    pub fn of(regime: &Regime<'_>, order: &WorkOrder, first: &Record, record: &Record) -> Self {
        let asks = |with: &Record| asks(regime, Some(order), Step::CallBack, with);
        // What is demanded from the beginning is asked first; what an answer brings up does not change that order.
        let opening: Vec<Field> = asks(first).iter().filter(|ask| ask.must).map(|ask| ask.field).collect();
        let named = named(regime, &opening);
        let mut asked = Self::default();
        for blank in blanks(&asks(record), regime) {
            let field = blank.field;
            let choice = matches!(field.shape(), Shape::Choice | Shape::Flag);
            match field {
                Field::Item(Item::Reached) => {}
                Field::Item(Item::Said) => asked.remarks = Some(blank),
                Field::Item(Item::CallbackBy | Item::Means) => asked.head.push(blank),
                _ if choice && (blank.must || named.contains(&field)) => {
                    let options = answers(&blank, regime.pack);
                    asked.questions.push(Blank { options, ..blank });
                }
                _ if blank.must => asked.lines.push(blank),
                _ => asked.more.push(blank),
            }
        }
        let fields = Step::CallBack.fields();
        let place = |field: Field| fields.iter().position(|known| *known == field);
        asked.questions.sort_by_key(|blank| (!opening.contains(&blank.field), place(blank.field)));
        asked
    }

    /// The question with this code.
    pub fn question(&self, code: &str) -> Option<&Blank> {
        self.questions.iter().find(|blank| blank.field.code() == code)
    }

    /// The question after the one with this code; the first where there is none with it.
    pub fn after(&self, code: Option<&str>) -> Option<&Blank> {
        let at = code.and_then(|code| self.questions.iter().position(|blank| blank.field.code() == code));
        self.questions.get(at.map_or(0, |at| at + 1))
    }
}

/// What the pack draws consequences from, demanded or not; how satisfied one is, in any case.
fn named(regime: &Regime<'_>, opening: &[Field]) -> Vec<Field> {
    let grounds = regime.rules().iter().filter_map(|rule| rule.ground());
    let read = grounds.flat_map(|ground| &ground.evidence).map(|evidence| &evidence.done);
    let read = read.filter(|done| done.step == Step::CallBack).flat_map(|done| &done.with);
    let mut named: Vec<Field> = read.map(|test| test.field).collect();
    let verdict = Field::from(Attribute::Verdict);
    let other = opening.iter().any(|field| *field != verdict && is_scale(*field));
    let conditions = regime.rules().iter().any(|rule| rule.reads(Attribute::Verdict));
    if conditions || !other {
        named.push(verdict);
    }
    named
}

/// Whether a field is answered on the scale of satisfaction.
fn is_scale(field: Field) -> bool {
    field.choices() == Field::from(Attribute::Verdict).choices()
}

/// The answers to choose from. What nobody said stays open, and needs no answer of its own.
fn answers(blank: &Blank, pack: &Pack) -> Vec<(String, String)> {
    if blank.field.shape() == Shape::Flag {
        return [Flag::Yes, Flag::No].map(|flag| (flag.code().to_owned(), flag.word().to_owned())).to_vec();
    }
    let mut answers = blank.options.clone();
    answers.retain(|(code, _)| code != "none");
    // Every scale of a pack is its own, unless a gate says otherwise.
    let own = pack.text().vocabulary.get(Attribute::Verdict.code()).filter(|_| is_scale(blank.field) && !blank.must);
    if let Some(own) = own {
        answers.retain(|(code, _)| own.contains(code));
    }
    answers
}

/// What is filled in so far. A no to a plain question leaves nothing in the record, but it was answered.
#[derive(Clone, Copy)]
pub struct Filled {
    pub record: RwSignal<Record>,
    denied: RwSignal<BTreeSet<&'static str>>,
}

impl Filled {
    pub fn new(record: Record) -> Self {
        Self { record: RwSignal::new(record), denied: RwSignal::new(BTreeSet::new()) }
    }

    /// Code of the answer given.
    pub fn answer(self, field: Field) -> Option<String> {
        if field.shape() == Shape::Flag {
            let yes = self.record.with(|record| record.is(field)).then_some(Flag::Yes);
            let no = self.denied.with(|denied| denied.contains(field.code())).then_some(Flag::No);
            return yes.or(no).map(|flag| flag.code().to_owned());
        }
        let code = self.record.with(|record| record.text(field).to_owned());
        (!code.is_empty()).then_some(code)
    }

    /// Answers a question; no code takes the answer back.
    pub fn put(self, field: Field, code: Option<&str>) {
        if field.shape() == Shape::Flag {
            let no = code == Some(Flag::No.code());
            self.denied.update(|denied| match no {
                true => drop(denied.insert(field.code())),
                false => drop(denied.remove(field.code())),
            });
            let yes = code == Some(Flag::Yes.code());
            self.record.update(|record| record.put(Key::Known(field), yes));
        } else {
            self.record.update(|record| record.put(Key::Known(field), code.unwrap_or_default()));
        }
    }

    /// What is recorded of a call nobody answered.
    pub fn unreached(self) -> Record {
        self.record.with_untracked(|record| {
            let kept = [Item::CallbackBy, Item::Means, Item::Said];
            let mut call = Record::default().with(Item::Reached, Flag::No.code());
            for item in kept {
                if let Some(value) = record.get(item) {
                    call.put(item, value.clone());
                }
            }
            call
        })
    }
}

/// What stands in the form when it is opened at this desk.
pub fn fresh(role: Option<Role>) -> Record {
    let caller = match role {
        Some(Role::CityCentre) => Caller::City,
        Some(Role::Clerk | Role::Office | Role::Deputy | Role::Principal | Role::LineDeputy | Role::Liaison) => {
            Caller::Unit
        }
        _ => Caller::Centre,
    };
    Record::default()
        .with(Item::Reached, Flag::Yes.code())
        .with(Item::CallbackBy, caller.code())
        .with(Item::Means, Means::Phone.code())
}
