//! 可办步骤 — every step with its clause and its last moment, or with the clause that forbids it. The page shows exactly
//! this list.

use chrono::NaiveDateTime;

use crate::deadline::{Due, Regime};
use crate::order::{Attribute, Field, Item, Record, Step, WorkOrder};
use crate::pack::{FieldTest, Rule};
use crate::term::{Role, Term};

use super::{Reason, Why, attributes, barriers, bounds, concerning, given, intrinsic, is_unregulated};

/// 可否: how a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A clause provides for it.
    Allowed,
    /// 条文未规定: no clause speaks of it; the local setting allows it.
    Unregulated,
    /// It only keeps the log.
    Record,
    /// Forbidden.
    Refused,
}

/// 步骤一览: one step and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView<'a> {
    /// The step.
    pub step: Step,
    /// How it stands.
    pub standing: Standing,
    /// The rules that concern it, as far as they match the order.
    pub rules: Vec<&'a Rule>,
    /// What forbids it.
    pub reasons: Vec<Reason<'a>>,
    /// The last moment to take it, the rule that sets it, and whether it is provisional.
    pub until: Option<(Due, &'a Rule, bool)>,
    /// The role that decides, where a clause names one.
    pub decider: Option<Role>,
}

impl StepView<'_> {
    /// Whether only its turn has not come, or is over.
    pub fn is_out_of_turn(&self) -> bool {
        self.reasons.iter().any(|reason| matches!(reason.why, Why::Sequence(_)))
    }

    /// Whether the last moment has passed.
    pub fn is_late(&self, now: NaiveDateTime) -> bool {
        self.until.is_some_and(|(due, ..)| now > due.at)
    }
}

/// 要填的: a field a step asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The field.
    pub field: Field,
    /// Codes allowed; empty where any will do.
    pub codes: Vec<String>,
    /// Whether the step is refused without it.
    pub must: bool,
    /// The rule that demands it.
    pub rule: Option<&'a Rule>,
    /// Further rules that demand it.
    pub also: Vec<&'a Rule>,
}

impl Ask<'_> {
    pub(super) fn test(&self) -> FieldTest {
        FieldTest { field: self.field, one_of: self.codes.clone() }
    }
}

/// Every step of the field, in the order of the way.
pub fn steps<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Vec<StepView<'a>> {
    let of_an_order = |step: &Step| *step != Step::Register && step.is_of_an_order();
    Step::ALL.iter().copied().filter(of_an_order).map(|step| view(regime, order, step, now)).collect()
}

/// How one step stands.
pub fn view<'a>(regime: &Regime<'a>, order: &WorkOrder, step: Step, now: NaiveDateTime) -> StepView<'a> {
    let blank = Record::default();
    let reasons = barriers(regime, Some(order), step, &blank, now);
    let standing = if !reasons.is_empty() {
        Standing::Refused
    } else if step.is_record() {
        Standing::Record
    } else if is_unregulated(regime, step) {
        Standing::Unregulated
    } else {
        Standing::Allowed
    };
    let turn = !reasons.iter().any(|reason| matches!(reason.why, Why::Sequence(_)));
    StepView {
        step,
        standing,
        rules: concerning(regime, Some(order), step, &blank),
        until: if turn { bounds::until(regime, order, step, now) } else { None },
        decider: (step == Step::DecideUnit && turn)
            .then(|| bounds::decider(regime, order, now).map(|(_, role)| role))
            .flatten(),
        reasons,
    }
}

/// What a step asks for, given what it says so far: demanded fields with their rule, then what it may record beside.
pub fn asks<'a>(regime: &Regime<'a>, order: Option<&WorkOrder>, step: Step, with: &Record) -> Vec<Ask<'a>> {
    let attributes = attributes(regime, order, with);
    let mut demanded: Vec<Ask<'a>> = Vec::new();
    let mut demand = |field: Field, codes: &[String], rule: Option<&'a Rule>| {
        let Some(ask) = demanded.iter_mut().find(|ask| ask.field == field) else {
            demanded.push(Ask { field, codes: codes.to_vec(), must: true, rule, also: Vec::new() });
            return;
        };
        // Of several demands on one field the narrowest binds, and is cited first.
        if !codes.is_empty() {
            let narrower: Vec<String> = ask.codes.iter().filter(|code| codes.contains(code)).cloned().collect();
            ask.codes = if narrower.is_empty() { codes.to_vec() } else { narrower };
            let before = ask.rule;
            ask.rule = rule.or(before);
            ask.also.extend(before.filter(|other| Some(*other) != ask.rule));
        } else if ask.rule.is_none() {
            ask.rule = rule;
        } else {
            ask.also.extend(rule);
        }
    };
    for rule in regime.rules().iter().copied().filter(|rule| rule.matches(&attributes, None)) {
        for gate in rule.gates.iter().filter(|gate| gate.step == step && given(&gate.given, with)) {
            for test in &gate.with {
                demand(test.field, &test.one_of, Some(rule));
            }
        }
    }
    for item in intrinsic(step) {
        demand((*item).into(), &[], None);
    }
    if step == Step::RequestReturn {
        let grounds: Vec<String> =
            crate::term::ReturnGround::ALL.iter().skip(1).map(|ground| ground.code().to_owned()).collect();
        demand(Attribute::ReturnGround.into(), &grounds, None);
    }
    let free = step.fields().into_iter();
    free.map(|field| {
        let at = demanded.iter().position(|ask| ask.field == field);
        let free = Ask { field, codes: Vec::new(), must: false, rule: None, also: Vec::new() };
        at.map_or(free, |at| demanded.remove(at))
    })
    .collect::<Vec<_>>()
    .into_iter()
    .filter(|ask| ask.must || !is_filled_by_app(ask.field))
    .collect()
}

/// What nobody types.
fn is_filled_by_app(field: Field) -> bool {
    matches!(
        field,
        Field::Item(
            Item::Pack
                | Item::PackVersion
                | Item::Target
                | Item::FileHash
                | Item::FileName
                | Item::FileSize
                | Item::FileType
                | Item::TakenName
                | Item::TakenPhone
                | Item::TakenAddress
                | Item::TakenStory
        )
    )
}
