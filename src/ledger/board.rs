//! 今日 — everything owed on many orders, by what the law attaches to it and by time.

use chrono::NaiveDateTime;

use crate::calendar::end_of;
use crate::deadline::{Due, Regime};
use crate::guidance::{Duty, What, duties};
use crate::order::{Id, Step, WorkOrder};
use crate::term::{Consequence, Role};

/// 待办件: one thing owed on one order. Made from its log, never stored.
#[doc(alias = "今日")]
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The order.
    pub order: Id,
    /// What is owed.
    pub what: What,
    /// The step that does it, if it is one.
    pub step: Option<Step>,
    /// Id of the rule that says so, in the pack of the order.
    pub rule: Option<Box<str>>,
    /// Further rules that ask for the same.
    pub also: Vec<Box<str>>,
    /// The desks that owe it.
    pub by: Vec<Role>,
    /// Until when, if there is a moment.
    pub until: Option<Due>,
    /// 暂定.
    pub provisional: bool,
    /// How pressing it is.
    pub weight: Weight,
}

/// 次序: what tasks sort by.
pub type Rank = (Weight, u8, NaiveDateTime, Id);

/// 轻重: how pressing a task is, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// At once: emergencies.
    AtOnce,
    /// A binding limit was missed.
    Overdue,
    /// A clause draws consequences.
    Consequence,
    /// Due today.
    Today,
    /// Someone waits for a ruling or a decision.
    Awaited,
    /// Due later.
    Later,
    /// To be done, without a moment.
    Next,
    /// The log suggests it.
    Proposed,
}

impl Weight {
    /// Every weight, the most pressing first.
    pub const ALL: [Self; 8] = [
        Self::AtOnce,
        Self::Overdue,
        Self::Consequence,
        Self::Today,
        Self::Awaited,
        Self::Later,
        Self::Next,
        Self::Proposed,
    ];

    fn of(duty: &Duty<'_>, now: NaiveDateTime) -> Self {
        match (duty.what, duty.until) {
            (What::AtOnce(_), _) => Self::AtOnce,
            (What::Missed(_), _) => Self::Overdue,
            _ if duty.overdue => Self::Overdue,
            (What::Ground(_), _) => Self::Consequence,
            (What::Proposed(_), _) => Self::Proposed,
            (_, Some(due)) if due.at <= end_of(now.date()) => Self::Today,
            (_, Some(_)) => Self::Later,
            (What::Ruling | What::Decision(_), None) => Self::Awaited,
            _ => Self::Next,
        }
    }
}

impl Task {
    /// Everything owed on an order at `now`.
    pub fn all(order: &WorkOrder, regime: &Regime<'_>, now: NaiveDateTime) -> Vec<Self> {
        let task = |duty: Duty<'_>| Self {
            order: order.id,
            weight: Weight::of(&duty, now),
            what: duty.what,
            step: duty.step,
            rule: duty.rule.map(|rule| rule.id.as_str().into()),
            also: Vec::new(),
            by: duty.by,
            until: duty.until,
            provisional: duty.provisional,
        };
        // One thing to do is one task, whatever number of clauses ask for it.
        let mut tasks: Vec<Self> = Vec::new();
        for mut task in duties(regime, order, now).into_iter().map(task) {
            let same =
                |known: &&mut Self| (known.what, known.step, known.weight) == (task.what, task.step, task.weight);
            match tasks.iter_mut().find(same) {
                Some(known) => {
                    known.also.extend(task.rule.take());
                    known.until = match (known.until, task.until) {
                        (Some(one), Some(other)) => Some(if other.at < one.at { other } else { one }),
                        (one, other) => one.or(other),
                    };
                }
                None => tasks.push(task),
            }
        }
        tasks
    }

    /// How tasks sort: by weight, by what the clause leads to, by time.
    pub fn rank(&self) -> Rank {
        // What has no moment comes after what has one.
        let until = self.until.map_or(NaiveDateTime::MAX, |due| due.at);
        (self.weight, severity(self.what), until, self.order)
    }
}

/// What the law attaches to it, the gravest first.
fn severity(what: What) -> u8 {
    use Consequence as C;
    match what {
        What::Ground(consequence) | What::Proposed(consequence) => match consequence {
            C::Accountability => 0,
            C::Supervision => 1,
            C::Interview | C::Circulate | C::Report | C::Deduct => 2,
            C::Redo | C::ReviewOrder => 3,
            C::Explain | C::Statement | C::Verify | C::Visit | C::Remind => 4,
            C::Agenda | C::Exclusion => 5,
        },
        What::Missed(_) => 1,
        _ => 2,
    }
}
