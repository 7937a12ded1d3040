//! 督查清单 — how the units do, one line each: satisfaction, timeliness, reminders, returns. Counts only; what they are
//! worth is for assessment.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::order::{Item, Step, WorkOrder};
use crate::term::{Caller, Flag, Term, Verdict};

use super::row::{Row, Standing};

/// 督查清单一行: what is counted of one unit.
#[doc(alias = "督查清单")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspected {
    /// 承办件数.
    pub orders: u32,
    /// 已提交办结.
    pub handed_in: u32,
    /// Handed in within the binding limit, or with none.
    pub in_time: u32,
    /// Handed in after it.
    pub late: u32,
    /// Open and past a binding limit.
    pub overdue: u32,
    /// Called back and reached by others than the unit itself; the last answer counts.
    pub called: u32,
    /// Of these satisfied, or mostly so.
    pub satisfied: u32,
    /// Of these not satisfied.
    pub unsatisfied: u32,
    /// 催办次数.
    pub reminders: u32,
    /// 申请退单次数.
    pub returns: u32,
    /// Of these found groundless.
    pub returns_rejected: u32,
    /// 退回补办、重办次数.
    pub sent_back: u32,
}

/// 督查清单: by unit, the unit that has the order now.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// By name of the unit.
    pub units: BTreeMap<String, Inspected>,
}

impl Inspection {
    /// Counts an order in; one that no unit has is left out.
    pub fn take(&mut self, order: &WorkOrder, row: &Row, now: NaiveDateTime) {
        if !order.is_dispatched() || order.lead.is_empty() {
            return;
        }
        let unit = self.units.entry(order.lead.clone()).or_default();
        unit.orders += 1;
        match row.standing(now) {
            Standing::InTime => (unit.handed_in, unit.in_time) = (unit.handed_in + 1, unit.in_time + 1),
            Standing::DoneLate => (unit.handed_in, unit.late) = (unit.handed_in + 1, unit.late + 1),
            Standing::Overdue => unit.overdue += 1,
            _ => {}
        }
        match last_answer(order) {
            Some(Verdict::Satisfied | Verdict::Mostly) => {
                (unit.called, unit.satisfied) = (unit.called + 1, unit.satisfied + 1)
            }
            Some(Verdict::Unsatisfied | Verdict::VeryUnsatisfied) => {
                (unit.called, unit.unsatisfied) = (unit.called + 1, unit.unsatisfied + 1);
            }
            Some(_) => unit.called += 1,
            None => {}
        }
        let times = |step| u32::try_from(order.done(step).count()).unwrap_or(u32::MAX);
        unit.reminders += times(Step::Remind);
        unit.returns += times(Step::RequestReturn);
        unit.returns_rejected += times(Step::RejectReturn);
        unit.sent_back += order.round;
    }
}

/// What the requester last said when others than the unit called.
fn last_answer(order: &WorkOrder) -> Option<Verdict> {
    let reached = order.ever_done(Step::CallBack).filter(|entry| {
        let with = &entry.fact.with;
        with.text(Item::Reached) == Flag::Yes.code() && with.text(Item::CallbackBy) != Caller::Unit.code()
    });
    reached.last().map(|entry| entry.fact.with.term(crate::order::Attribute::Verdict).unwrap_or(Verdict::None))
}
