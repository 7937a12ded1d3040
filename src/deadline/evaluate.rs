//! The evaluation itself: which rules match, which displace which, and when each is due.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::clock::{DayClock, Endless, Pause};
use crate::order::{Attribute, Attributes, OrderInput, OwnNumber};
use crate::pack::{Effect, Length, Limit, Rule, Snap};
use crate::term::{Act, MomentKind, Track, Unit};

use super::course::{Course, Due, Plan};
use super::extend::extend;
use super::regime::{Regime, decider, is_open_return};
use super::{Deadline, State};

impl<'a> Regime<'a> {
    /// 全部时限: what every applicable rule says of this order at `now`, in matrix order. Guidance computes no time and
    /// is left out.
    pub fn deadlines(&self, order: &OrderInput, now: NaiveDateTime) -> Vec<Deadline<'a>> {
        self.deadlines_where(order, now, &|_| true)
    }

    /// The limits of one act on one track only; what the bulk checks need.
    pub fn deadlines_of(&self, act: Act, track: Track, order: &OrderInput, now: NaiveDateTime) -> Vec<Deadline<'a>> {
        self.deadlines_where(order, now, &|rule| {
            rule.track == track && rule.limit().is_some_and(|limit| limit.act == act)
        })
    }

    fn deadlines_where(
        &self,
        order: &OrderInput,
        now: NaiveDateTime,
        wanted: &dyn Fn(&Rule) -> bool,
    ) -> Vec<Deadline<'a>> {
        let mut pass = Pass { regime: self, order, attributes: self.attributes(order), now, found: Vec::new() };
        pass.gather(wanted);
        pass.displace();
        // Limits first, then what runs from their end, then what is cut to them, then what follows from them.
        for stage in 0..4 {
            for at in 0..pass.found.len() {
                pass.settle(at, stage);
            }
            if stage == 0 {
                pass.drop_longer();
            }
        }
        pass.found
    }
}

/// One order being evaluated under one regime.
pub(super) struct Pass<'r, 'a> {
    pub(super) regime: &'r Regime<'a>,
    pub(super) order: &'r OrderInput,
    pub(super) attributes: Attributes,
    pub(super) now: NaiveDateTime,
    pub(super) found: Vec<Deadline<'a>>,
}

impl<'a> Pass<'_, 'a> {
    fn gather(&mut self, wanted: &dyn Fn(&Rule) -> bool) {
        for rule in self.regime.timed().iter().copied().filter(|rule| wanted(rule)) {
            let open = is_open_return(rule, &self.attributes);
            let matches = rule.matches(&self.attributes, open.then_some(Attribute::ReturnGround));
            let measured = rule.limit().is_none_or(|limit| self.has_length(limit));
            if matches && measured {
                let state = if open { State::Right } else { State::Due };
                self.found.push(Deadline {
                    rule,
                    state,
                    from: None,
                    due: None,
                    course: None,
                    provisional: false,
                    cut_by: None,
                    remind: None,
                    done: None,
                    extension: None,
                    presumed: false,
                    suspension_refused_by: None,
                    suspension_unregulated: false,
                    before_force: false,
                });
            }
        }
    }

    fn has_length(&self, limit: &Limit) -> bool {
        match &limit.length {
            Length::Own(own, None) => {
                self.attributes.own.get(*own).is_some() || (limit.or_printed_due && self.order.printed_due.is_some())
            }
            _ => true,
        }
    }

    /// A rule displaces another while it runs from a known moment, or from the same one.
    fn displace(&mut self) {
        let moment = |rule: &Rule| match &rule.effect {
            Effect::Limit(limit) => Some(limit.from),
            Effect::AtOnce { from, .. } | Effect::Decides { from, .. } | Effect::Monthly { from, .. } => Some(*from),
            _ => None,
        };
        let rules: Vec<&'a Rule> = self.found.iter().map(|deadline| deadline.rule).collect();
        for deadline in &mut self.found {
            let other = rules.iter().find(|other| {
                let known = moment(other).is_none_or(|kind| self.order.moments.get(kind).is_some());
                let same = moment(other) == moment(deadline.rule);
                other.overrides.contains(&deadline.rule.id) && (known || same)
            });
            if let Some(other) = other {
                deadline.state = State::Overridden(other);
            }
        }
    }

    /// A unit's own limit prevails only when it is shorter.
    fn drop_longer(&mut self) {
        let binding: Vec<Option<(&'a Rule, Option<Due>)>> = self
            .found
            .iter()
            .map(|found| found.rule.limit().filter(|limit| limit.prevails_if_shorter))
            .map(|limit| limit.and_then(|limit| self.binding_rule(limit.act)))
            .collect();
        for (found, binding) in self.found.iter_mut().zip(binding) {
            if let (Some((rule, Some(end))), Some(due)) = (binding, found.due)
                && due.at >= end.at
            {
                found.state = State::Overridden(rule);
            }
        }
    }

    fn settle(&mut self, at: usize, stage: u8) {
        let Some(mut deadline) = self.found.get(at).cloned() else { return };
        if matches!(deadline.state, State::Overridden(_)) {
            return;
        }
        match &deadline.rule.effect {
            Effect::Limit(limit) if stage_of(limit) == stage => self.settle_limit(&mut deadline, limit),
            Effect::AtOnce { from, .. } if stage == 0 => {
                deadline.from = self.moment(*from).map(|moment| (*from, moment));
                deadline.state = State::AtOnce;
            }
            Effect::Decides { from, who, otherwise, windows } if stage == 0 => match self.moment(*from) {
                Some(moment) => {
                    deadline.from = Some((*from, moment));
                    deadline.state = State::Decided(decider(windows, *who, *otherwise, moment));
                }
                None => deadline.state = State::Waiting(*from),
            },
            Effect::Monthly { from, day, months_later, snap } if stage == 0 => match self.moment(*from) {
                Some(moment) => {
                    deadline.from = Some((*from, moment));
                    let day = super::follow::monthly(self.regime, moment.date(), *day, *months_later, *snap);
                    self.put_day(&mut deadline, moment, day);
                    let near = |day: NaiveDate| self.regime.calendar.is_provisional(day, day);
                    deadline.provisional = *snap == Snap::NearestWorking && day.is_some_and(near);
                }
                None => deadline.state = State::Waiting(*from),
            },
            Effect::OnOverdue { of, grace } if stage == 3 => {
                let grace = grace.as_ref().and_then(|grace| self.regime.number(grace));
                self.settle_after(&mut deadline, *of, grace);
            }
            Effect::Extension(extension) if stage == 3 => self.settle_extension(&mut deadline, &extension.acts),
            Effect::Suspension { acts, .. } if stage == 3 => self.settle_suspension(&mut deadline, acts),
            Effect::BeforeDue { of, edge, unit } if stage == 3 => self.settle_before(&mut deadline, *of, *edge, *unit),
            _ => return,
        }
        self.finish(&mut deadline);
        if let Some(slot) = self.found.get_mut(at) {
            *slot = deadline;
        }
    }

    fn finish(&self, deadline: &mut Deadline<'a>) {
        let received = self.order.moments.get(MomentKind::Dispatched).or(deadline.from.map(|(_, moment)| moment));
        let in_force = self.regime.pack.source(&deadline.rule.citation.source).and_then(|source| source.in_force);
        deadline.before_force = received.zip(in_force).is_some_and(|(moment, since)| moment.date() < since);
    }

    /// The moment a limit runs from; what ran from the dispatch runs from the reassignment for the new unit.
    fn moment(&self, kind: MomentKind) -> Option<NaiveDateTime> {
        let moments = &self.order.moments;
        match kind {
            MomentKind::Dispatched => moments.get(MomentKind::Reassigned).or(moments.get(kind)),
            // What the old unit did before does not count for the new one.
            _ => moments.get(kind).filter(|moment| {
                let old = matches!(kind, MomentKind::Signed | MomentKind::Contacted | MomentKind::Returned);
                !old || moments.get(MomentKind::Reassigned).is_none_or(|reassigned| *moment >= reassigned)
            }),
        }
    }

    fn settle_limit(&self, deadline: &mut Deadline<'a>, limit: &Limit) {
        let start = self.moment(limit.from).map(|moment| (limit.from, moment)).or_else(|| {
            let other = limit.from_end_of.as_ref()?;
            let due = self.found.iter().find(|found| found.rule.id == *other)?.due?;
            // Whole days go on from the day that ended; what runs from a moment goes on from its end.
            let start = due.day.filter(|_| !limit.from_the_moment).map(|day| day.and_time(NaiveTime::MIN));
            Some((limit.from, start.unwrap_or(due.at)))
        });
        let Some((from, start)) = start else {
            deadline.state = State::Waiting(limit.from);
            return;
        };
        deadline.from = Some((from, start));
        deadline.presumed = self.moment(limit.from).is_none();
        let Some((plan, original)) = self.plan(limit) else {
            let awaited = if let Length::SameAs(act) = limit.length { act } else { limit.act };
            deadline.state = State::WaitingFor(awaited);
            return;
        };
        let pauses = self.pauses(deadline, limit);
        let mut course = Course { start, plan, added: Vec::new(), pauses };
        let (right, added) =
            extend(self.regime, self.order, &self.attributes, deadline.rule, limit, &course, original, self.now);
        course.added = added;
        deadline.extension = right;
        // A redo, a review order, a supervised or reassigned order is done by what came after it.
        let again = matches!(limit.act, Act::Redo | Act::ReviewOrder | Act::Supervision | Act::Callback)
            || self.order.moments.get(MomentKind::Reassigned).is_some();
        deadline.done = self.order.fulfilled(limit.act).filter(|done| !again || *done >= start);
        match course.due(self.regime.place()) {
            Ok(due) => self.put(deadline, limit, course, due),
            Err(endless) => {
                deadline.state = if endless == Endless::Suspended { State::Suspended } else { State::OutOfRange };
                deadline.course = Some(course);
            }
        }
    }

    fn put(&self, deadline: &mut Deadline<'a>, limit: &Limit, course: Course, due: Due) {
        let mut due = due;
        if let Some((cutter, end)) = limit.not_past.and_then(|act| self.binding(act)).filter(|(_, end)| end.at < due.at)
        {
            due = end;
            deadline.cut_by = Some(cutter);
        }
        deadline.provisional =
            course.reads_calendar() && self.regime.calendar.is_provisional(course.start.date(), due.date());
        deadline.remind = limit.remind_after.and_then(|n| {
            let plan = Plan::Days { n, clock: DayClock::Working, roll: false };
            Course { plan, added: Vec::new(), ..course.clone() }.due(self.regime.place()).ok()
        });
        let within = |moment: Option<NaiveDateTime>| moment.is_some_and(|moment| moment <= due.at);
        let finished = self.order.fulfilled(Act::Handling);
        let replied = self.order.moments.get(MomentKind::Replied);
        let answered = limit.act == Act::Escalation || within(replied);
        if limit.exempt_if_done_within && within(finished) && answered {
            deadline.state = State::Exempt;
        }
        deadline.due = Some(due);
        deadline.course = Some(course);
    }

    /// How the limit runs, and its length where it counts days.
    fn plan(&self, limit: &Limit) -> Option<(Plan, Option<(u32, Unit)>)> {
        let mut unit = limit.unit;
        let printed = self.order.printed_due.filter(|_| limit.or_printed_due);
        let n = match &limit.length {
            Length::Of(_) | Length::Own(..) if self.own(limit).is_none() && printed.is_some() => {
                return printed.map(|day| (Plan::Until(day), None));
            }
            Length::Of(number) => self.regime.number(number)?,
            Length::Own(own, fallback) => {
                if let (OwnNumber::StatutoryLimit, Some(stated)) = (own, self.attributes.own.statutory_unit) {
                    unit = stated;
                }
                self.own(limit).or_else(|| self.regime.number(fallback.as_ref()?))?
            }
            Length::SameAs(act) => {
                let cut = self.binding(*act).map(|(rule, _)| rule);
                let rule = cut.or_else(|| self.binding_rule(*act).map(|(rule, _)| rule))?;
                // As long as something that is itself as long as another: nothing to hold on to.
                let other = rule.limit().filter(|other| !matches!(other.length, Length::SameAs(_)))?;
                return self.plan(other);
            }
            Length::Fixed => 1,
        };
        let seconds = i64::from(n) * 86_400;
        Some(match unit {
            Unit::WorkingDay if limit.from_the_moment => (Plan::WorkingDaySeconds(seconds), Some((n, unit))),
            Unit::WorkingDay => (Plan::Days { n, clock: DayClock::Working, roll: false }, Some((n, unit))),
            Unit::CalendarDay => (Plan::Days { n, clock: DayClock::Calendar, roll: limit.roll }, Some((n, unit))),
            Unit::Hour => (Plan::Seconds(i64::from(n) * 3_600), Some((n, unit))),
            Unit::Minute => (Plan::Seconds(i64::from(n) * 60), None),
            Unit::HalfWorkingDay => (Plan::OfficeSeconds(i64::from(n) * self.regime.place().hours.seconds() / 2), None),
            Unit::SameDay => (Plan::SameDay { roll: limit.roll }, None),
            Unit::Year => (Plan::Years(n), None),
            Unit::NextWorkingMorning => (Plan::NextMorning, None),
            Unit::Count => return None,
        })
    }

    fn own(&self, limit: &Limit) -> Option<u32> {
        match &limit.length {
            Length::Own(own, _) => self.attributes.own.get(*own),
            _ => None,
        }
    }

    /// The pauses that count for this limit: none where the pack knows suspension and forbids this one.
    fn pauses(&self, deadline: &mut Deadline<'a>, limit: &Limit) -> Vec<Pause> {
        let known: Vec<(&'a Rule, &[Act], u32, Option<OwnNumber>)> = self
            .regime
            .rules()
            .iter()
            .filter_map(|rule| match &rule.effect {
                Effect::Suspension { acts, max_days, own } => Some((*rule, acts.as_slice(), *max_days, *own)),
                _ => None,
            })
            .collect();
        // A limit as long as another stands still with it.
        let act = match limit.length {
            Length::SameAs(act) if limit.from == MomentKind::Dispatched => act,
            _ => limit.act,
        };
        let stops = match known.first() {
            None => act == Act::Handling,
            Some(_) => known.iter().any(|(_, acts, ..)| acts.contains(&act)),
        };
        if !stops {
            return Vec::new();
        }
        let mut pauses = Vec::new();
        let mut used = 0;
        for span in &self.order.suspensions {
            let Some((rule, _, max_days, own)) = known.first() else {
                deadline.suspension_unregulated = true;
                pauses.push(Pause { from: span.from, to: span.to });
                continue;
            };
            let left = self.regime.suspension_days(&self.attributes, span.from, *max_days, *own) - used;
            let end = span.to.or(span.from.checked_add_signed(TimeDelta::days(left)));
            let days = end.map_or(0, |to| (to.date() - span.from.date()).num_days());
            if !rule.matches(&self.attributes, None) || days > left || left <= 0 {
                deadline.suspension_refused_by = Some(rule);
            } else {
                used += days;
                pauses.push(Pause { from: span.from, to: end });
            }
        }
        pauses
    }

    /// The binding rule of an act: the earliest due on the handling track.
    fn binding_rule(&self, act: Act) -> Option<(&'a Rule, Option<Due>)> {
        self.found
            .iter()
            .filter(|found| {
                let limit = found.rule.limit().filter(|limit| limit.act == act);
                limit.is_some() && found.rule.track == Track::Handling && !found.rule.beside && found.is_live()
            })
            .min_by_key(|found| found.due.map_or(NaiveDateTime::MAX, |due| due.at))
            .map(|found| (found.rule, found.due))
    }

    /// The binding due moment of an act, cut by a unit's own shorter limit.
    pub(super) fn binding(&self, act: Act) -> Option<(&'a Rule, Due)> {
        let legal = self.binding_rule(act).and_then(|(rule, due)| Some((rule, due?)));
        let shorter = self.found.iter().filter(|found| {
            found.rule.limit().is_some_and(|limit| limit.act == act && limit.prevails_if_shorter) && found.is_live()
        });
        let all = shorter.filter_map(|found| Some((found.rule, found.due?))).chain(legal);
        all.min_by_key(|(_, due)| due.at)
    }

    pub(super) fn put_course(&self, deadline: &mut Deadline<'a>, course: Course) {
        match course.due(self.regime.place()) {
            Ok(due) => {
                deadline.provisional =
                    course.reads_calendar() && self.regime.calendar.is_provisional(course.start.date(), due.date());
                deadline.due = Some(due);
            }
            Err(_) => deadline.state = State::OutOfRange,
        }
        deadline.course = Some(course);
    }

    fn put_day(&self, deadline: &mut Deadline<'a>, start: NaiveDateTime, day: Option<NaiveDate>) {
        match day {
            Some(day) => {
                self.put_course(
                    deadline,
                    Course { start, plan: Plan::Until(day), added: Vec::new(), pauses: Vec::new() },
                );
            }
            None => deadline.state = State::OutOfRange,
        }
    }
}

/// 0: stands alone; 1: runs from another's end or is as long as another; 2: cut to another.
fn stage_of(limit: &Limit) -> u8 {
    if limit.not_past.is_some() {
        2
    } else if limit.from_end_of.is_some() || matches!(limit.length, Length::SameAs(_)) {
        1
    } else {
        0
    }
}
