//! 时限 — order, pack and calendar in; every due moment out, each with its reason and its working-out.
//!
//! Start with [`Regime::deadlines`]. A [`Deadline`] borrows its rule from the pack, so that ten thousand orders cost no
//! copies; the day-by-day sheet is made only when unfolded ([`Deadline::sheet`]).

mod course;
mod evaluate;
mod extend;
mod follow;
pub mod query;
mod regime;

pub use crate::calendar::civil::minute_text;
pub use course::{Added, Course, Due, Place, Plan};
pub use extend::{ExtensionRight, Grant};
pub use regime::Regime;

use chrono::NaiveDateTime;

use crate::calendar::clock::Line;
use crate::calendar::{Calendar, OutOfRange};
use crate::order::OrderInput;
use crate::pack::Rule;
use crate::term::{Act, MomentKind, Role, Track};

/// 时限: what one rule says of one order.
#[doc(alias = "时限")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it amounts to.
    pub state: State<'a>,
    /// The moment it runs from, if known.
    pub from: Option<(MomentKind, NaiveDateTime)>,
    /// The due moment, if there is one.
    pub due: Option<Due>,
    /// How it came about.
    pub course: Option<Course>,
    /// 暂定: whether a day not yet gazetted decides it.
    pub provisional: bool,
    /// A rule that cut it short.
    pub cut_by: Option<&'a Rule>,
    /// When to remind.
    pub remind: Option<Due>,
    /// When what it asks for was done, if it was.
    pub done: Option<NaiveDateTime>,
    /// What may still be, or was, extended.
    pub extension: Option<ExtensionRight<'a>>,
    /// The moment it runs from was not given: it is taken to be the end of the limit before.
    pub presumed: bool,
    /// 挂单 that was left out because this rule forbids it.
    pub suspension_refused_by: Option<&'a Rule>,
    /// 挂单 counted although the pack says nothing of it (条文未规定).
    pub suspension_unregulated: bool,
    /// 施行前: the order is older than the rule.
    pub before_force: bool,
}

/// 时限状态.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a> {
    /// It has a due moment.
    Due,
    /// A right that may be used until the due moment; its condition is not stated by the order.
    Right,
    /// It waits for this moment to happen.
    Waiting(MomentKind),
    /// It waits for the limit of this act.
    WaitingFor(Act),
    /// At once, without a due moment.
    AtOnce,
    /// Not needed: done within it.
    Exempt,
    /// This role decides.
    Decided(Role),
    /// The clock stands still.
    Suspended,
    /// The result lies outside the calendar.
    OutOfRange,
    /// Displaced by this rule.
    Overridden(&'a Rule),
}

impl Deadline<'_> {
    /// Whether the act was done, or else `now` is, after the due moment. `None` without a due moment.
    pub fn is_late(&self, now: NaiveDateTime) -> Option<bool> {
        // What is kept for a time at least is never late.
        let due = self.due.filter(|_| self.rule.act() != Some(Act::Retention))?;
        Some(self.done.unwrap_or(now) > due.at)
    }

    /// Working days from `now` to the due day; negative when overdue. The calendar is today's, whatever was known when.
    pub fn remaining_working_days(&self, today: &Calendar, now: NaiveDateTime) -> Option<Result<i32, OutOfRange>> {
        Some(today.working_days_between(now.date(), self.due?.last_day()))
    }

    /// Whether what it asks for is said to be done before it began.
    pub fn is_done_too_early(&self) -> bool {
        self.done.zip(self.from).is_some_and(|(done, (_, from))| done < from)
    }

    /// 逐日推算: every day passed, in order.
    pub fn sheet(&self, regime: &Regime<'_>) -> Vec<Line> {
        self.course.as_ref().map(|course| course.sheet(regime.place())).unwrap_or_default()
    }

    /// Whether what it asks for is still owed. Finished in time is in time; yet until the completion is submitted the
    /// handling is not off the desk.
    pub fn is_owed(&self, order: &OrderInput) -> bool {
        let unsubmitted = self.rule.act() == Some(Act::Handling) && order.moments.get(MomentKind::Completed).is_none();
        self.done.is_none() || unsubmitted
    }

    /// Whether it is a limit that counts: live, and neither for information only nor for assessment. A unit's own shorter
    /// limit counts once it prevails.
    pub fn binds(&self) -> bool {
        let prevails = self.rule.limit().is_some_and(|limit| limit.prevails_if_shorter);
        self.is_live() && self.rule.track == Track::Handling && (!self.rule.beside || prevails)
    }

    /// Whether it still binds: not displaced, not exempt.
    pub fn is_live(&self) -> bool {
        !matches!(self.state, State::Overridden(_) | State::Exempt)
    }
}
