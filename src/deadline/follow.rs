//! What follows from limits: the rights that end with them, what is due ahead of them, and what their missing brings.

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use crate::calendar::clock::DayClock;
use crate::calendar::end_of;
use crate::pack::{Edge, Snap};
use crate::term::{Act, Unit};

use super::course::{Course, Due, Plan};
use super::evaluate::Pass;
use super::regime::Regime;
use super::{Deadline, State};

impl<'a> Pass<'_, 'a> {
    /// A right to extend: it may be used until the last moment to ask.
    pub(super) fn settle_extension(&self, deadline: &mut Deadline<'a>, acts: &[Act]) {
        let limit = self.found.iter().find(|found| {
            found.rule.track == deadline.rule.track
                && found.is_live()
                && found.rule.limit().is_some_and(|limit| acts.contains(&limit.act))
                && found.extension.as_ref().is_some_and(|right| right.rules.contains(&deadline.rule))
        });
        let right = limit.and_then(|found| Some((found.from, found.due?, found.extension.as_ref()?)));
        let Some((from, due, right)) = right else {
            deadline.state = acts.first().map_or(State::OutOfRange, |act| State::WaitingFor(*act));
            return;
        };
        let until = right.ask_until.unwrap_or(due.at);
        deadline.state = State::Right;
        deadline.from = from;
        deadline.due = Some(if until == due.at {
            due
        } else {
            Due { at: until, day: due.day.map(|_| Due { at: until, day: None }.last_day()) }
        });
        deadline.extension = Some(right.clone());
        deadline.provisional = limit.is_some_and(|found| found.provisional);
    }

    /// A right to suspend: it may be used until the limit ends.
    pub(super) fn settle_suspension(&self, deadline: &mut Deadline<'a>, acts: &[Act]) {
        let Some((act, (_, due))) = acts.iter().find_map(|act| Some((*act, self.binding(*act)?))) else {
            deadline.state = acts.first().map_or(State::OutOfRange, |act| State::WaitingFor(*act));
            return;
        };
        deadline.state = State::Right;
        deadline.due = Some(due);
        self.carry_provisional(deadline, act);
    }

    pub(super) fn settle_after(&self, deadline: &mut Deadline<'a>, of: Act, grace: Option<u32>) {
        let Some((_, due)) = self.binding(of) else {
            deadline.state = State::WaitingFor(of);
            return;
        };
        deadline.done = self.order.fulfilled(of);
        match (grace, due.day) {
            (Some(n), _) => {
                let start = due.day.map_or(due.at, |day| day.and_time(NaiveTime::MIN));
                let plan = Plan::Days { n, clock: DayClock::Working, roll: false };
                let course = Course { start, plan, added: Vec::new(), pauses: Vec::new() };
                self.put_course(deadline, course);
            }
            (None, _) => deadline.due = Some(due),
        }
        self.carry_provisional(deadline, of);
    }

    pub(super) fn settle_before(&self, deadline: &mut Deadline<'a>, of: Act, edge: Edge, unit: Unit) {
        let Some((_, due)) = self.binding(of) else {
            deadline.state = State::WaitingFor(of);
            return;
        };
        let (calendar, due_day) = (self.regime.calendar, due.last_day());
        let back = |n: u32| match unit {
            Unit::CalendarDay => due_day.checked_sub_days(chrono::Days::new(u64::from(n))),
            _ => calendar.working_day_before(due_day, n).ok(),
        };
        let day = match edge {
            Edge::ClosesBefore(n) => back(n),
            Edge::FewerThan(n) => {
                let off = unit != Unit::CalendarDay && calendar.works(due_day) == Ok(false);
                back(n.saturating_sub(u32::from(!off)))
            }
        };
        deadline.due = day.map(|day| match edge {
            Edge::ClosesBefore(_) => Due { at: end_of(day), day: Some(day) },
            Edge::FewerThan(_) => Due { at: day.and_time(NaiveTime::MIN), day: Some(day) },
        });
        if deadline.due.is_none() {
            deadline.state = State::OutOfRange;
        }
        deadline.done = self.order.fulfilled(of);
        deadline.provisional =
            unit != Unit::CalendarDay && day.is_some_and(|day| calendar.is_provisional(day, due_day));
        self.carry_provisional(deadline, of);
    }

    pub(super) fn carry_provisional(&self, deadline: &mut Deadline<'a>, of: Act) {
        let binding = self.binding(of).map(|(rule, _)| rule);
        let from = self.found.iter().find(|found| Some(found.rule) == binding);
        deadline.provisional |= from.is_some_and(|found| found.provisional);
    }
}

/// The day of the month: of a later month, or the next one from the day on.
pub(super) fn monthly(
    regime: &Regime<'_>,
    from: NaiveDate,
    day: u32,
    months_later: u32,
    snap: Snap,
) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(from.year(), from.month(), 1)?;
    let of_month = |months: u32| {
        let date = first.checked_add_months(Months::new(months))?.with_day(day)?;
        match snap {
            Snap::None => Some(date),
            Snap::NearestWorking => (0..15).find_map(|away| {
                let around =
                    [date.checked_sub_days(chrono::Days::new(away)), date.checked_add_days(chrono::Days::new(away))];
                around.into_iter().flatten().find(|near| regime.calendar.works(*near) == Ok(true))
            }),
        }
    };
    let date = of_month(months_later)?;
    if months_later == 0 && date < from { of_month(1) } else { Some(date) }
}
