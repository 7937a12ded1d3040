//! 推算 — how one due moment comes about: a start, a plan, what was added, when the clock stood still.
//!
//! The due moment takes the fast path over prefix counts; [`Course::sheet`] walks the same course day by day. A law in
//! the tests holds the two together.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::civil::minute_text;
use crate::calendar::clock::{
    DayClock, Endless, Line, OfficeHours, Passed, Pause, SecondClock, count_days, run_seconds,
};
use crate::calendar::{Calendar, end_of};

/// 到期: a due moment, as a day (its end) or as a moment.
#[doc(alias = "到期")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The last instant in time.
    pub at: NaiveDateTime,
    /// The due day, for limits that count days.
    pub day: Option<NaiveDate>,
}

impl Due {
    /// The due day, or the day of the due moment.
    pub fn date(&self) -> NaiveDate {
        self.day.unwrap_or_else(|| self.at.date())
    }

    /// The last day it touches: 00:00 still belongs to the day before.
    pub fn last_day(self) -> NaiveDate {
        match self.day {
            None if self.at.time() == NaiveTime::MIN => self.at.date().pred_opt().unwrap_or(self.at.date()),
            _ => self.date(),
        }
    }

    /// `2026-10-12`, or `2026-10-08T16:00` for limits that do not count days.
    pub fn machine_text(&self) -> String {
        match self.day {
            Some(day) => day.to_string(),
            None => minute_text(self.at),
        }
    }
}

/// What a course does from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Counts days from the next one on.
    Days {
        /// How many.
        n: u32,
        /// Which.
        clock: DayClock,
        /// Whether a last day on a day off rolls on.
        roll: bool,
    },
    /// Runs n × 24 hours in which days off do not run.
    WorkingDaySeconds(i64),
    /// Runs clock time, nights and days off included.
    Seconds(i64),
    /// Runs working time only.
    OfficeSeconds(i64),
    /// Ends with the starting day, or with the next working day when that is off and the day rolls.
    SameDay {
        /// Whether it rolls.
        roll: bool,
    },
    /// Ends n calendar years later.
    Years(u32),
    /// Ends when the next working day begins.
    NextMorning,
    /// Ends with this day.
    Until(NaiveDate),
}

/// 延长: days added to the end of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// How many.
    pub days: u32,
    /// Which days count.
    pub clock: DayClock,
    /// Whether a last day on a day off rolls on.
    pub roll: bool,
}

/// 推算过程.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Where it starts.
    pub start: NaiveDateTime,
    /// What it does.
    pub plan: Plan,
    /// What was added.
    pub added: Vec<Added>,
    /// When the clock stood still.
    pub pauses: Vec<Pause>,
}

/// What a course needs to know of the place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its calendar.
    pub calendar: &'a Calendar,
    /// Its working time.
    pub hours: &'a OfficeHours,
    /// When a counted day ends, if not at 24:00.
    pub closing: Option<NaiveTime>,
}

impl Course {
    /// The due moment.
    pub fn due(&self, place: Place<'_>) -> Result<Due, Endless> {
        if let Plan::Days { n, clock: DayClock::Working, roll: _ } = self.plan
            && self.pauses.is_empty()
            && self.added.is_empty()
        {
            let day = place.calendar.working_day_after(self.start.date(), n)?;
            return Ok(day_due(day, place));
        }
        self.run(place, &mut |_| ())
    }

    /// 逐日推算: every day passed, in order.
    pub fn sheet(&self, place: Place<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        // An endless course still shows the days it passed.
        let _ = self.run(place, &mut |line| lines.push(line));
        if lines.first().is_none_or(|line| line.date > self.start.date()) {
            lines.insert(0, Line { date: self.start.date(), passed: Passed::Start });
        }
        lines
    }

    /// Whether the due moment hangs on which days are worked.
    pub fn reads_calendar(&self) -> bool {
        let added = self.added.iter().any(|added| added.clock == DayClock::Working || added.roll);
        added
            || match self.plan {
                Plan::Days { clock, roll, .. } => clock == DayClock::Working || roll,
                Plan::SameDay { roll } => roll,
                Plan::WorkingDaySeconds(_) | Plan::OfficeSeconds(_) | Plan::NextMorning => true,
                Plan::Seconds(_) | Plan::Years(_) | Plan::Until(_) => false,
            }
    }

    fn run(&self, place: Place<'_>, note: &mut dyn FnMut(Line)) -> Result<Due, Endless> {
        let Place { calendar, hours, .. } = place;
        let start = self.start.date();
        let seconds = |seconds, clock, note: &mut dyn FnMut(Line)| {
            run_seconds(calendar, self.start, seconds, clock, &self.pauses, note).map(|at| Due { at, day: None })
        };
        let mut due = match self.plan {
            Plan::Days { n, clock, roll } => {
                let day = count_days(calendar, start, n, clock, &self.pauses, note)?;
                day_due(if roll { rolled(calendar, day, note)? } else { day }, place)
            }
            Plan::WorkingDaySeconds(n) => seconds(n, SecondClock::WorkingDays, note)?,
            Plan::Seconds(n) => seconds(n, SecondClock::Always, note)?,
            Plan::OfficeSeconds(n) => seconds(n, SecondClock::WorkingTime(hours), note)?,
            Plan::SameDay { roll } => self.same_day(place, roll, note)?,
            Plan::Years(n) => {
                let later = start.checked_add_months(Months::new(n.saturating_mul(12)));
                let day = later.filter(|day| crate::calendar::YEARS.contains(&day.year()));
                day_due(day.ok_or(Endless::OutOfRange)?, place)
            }
            // Received in the small hours of a working day: the work that day begins with is the next.
            Plan::NextMorning if calendar.works(start)? && self.start.time() < hours.opening() => {
                Due { at: start.and_time(hours.opening()), day: None }
            }
            Plan::NextMorning => {
                let day = count_days(calendar, start, 1, DayClock::Working, &self.pauses, note)?;
                Due { at: day.and_time(NaiveTime::MIN), day: None }
            }
            Plan::Until(day) => day_due(day, place),
        };
        // The count goes on where the plan ended.
        let mut counted = if let Plan::Days { n, .. } = self.plan { n } else { 0 };
        for added in &self.added {
            let before = counted;
            counted = counted.saturating_add(added.days);
            let note = &mut |line: Line| {
                let passed = match line.passed {
                    Passed::Counted(n) => Passed::Counted(before.saturating_add(n)),
                    other => other,
                };
                note(Line { passed, ..line });
            };
            due = match due.day {
                Some(day) => {
                    let day = count_days(calendar, day, added.days, added.clock, &self.pauses, note)?;
                    day_due(if added.roll { rolled(calendar, day, note)? } else { day }, place)
                }
                None => {
                    let clock = match added.clock {
                        DayClock::Working => SecondClock::WorkingDays,
                        DayClock::Calendar => SecondClock::Always,
                    };
                    let more = i64::from(added.days) * 86_400;
                    Due { at: run_seconds(calendar, due.at, more, clock, &self.pauses, note)?, day: None }
                }
            };
        }
        Ok(due)
    }
}

impl Course {
    /// The starting day, or the first one after it that is worked (if it rolls) and running at its end.
    fn same_day(&self, place: Place<'_>, roll: bool, note: &mut dyn FnMut(Line)) -> Result<Due, Endless> {
        let mut day = self.start.date();
        loop {
            let paused = self.pauses.iter().find(|pause| pause.covers(end_of(day)));
            if paused.is_some_and(|pause| pause.to.is_none()) {
                return Err(Endless::Suspended);
            }
            if day > self.start.date() {
                note(Line { date: day, passed: if paused.is_some() { Passed::Paused } else { Passed::Rolled } });
            }
            if paused.is_none() && (!roll || place.calendar.works(day)?) {
                break;
            }
            day = day.succ_opt().ok_or(Endless::OutOfRange)?;
        }
        // What comes in after closing time has at least the rest of its day.
        let due = day_due(day, place);
        Ok(if due.at <= self.start { Due { at: end_of(day), day: Some(day) } } else { due })
    }
}

fn day_due(day: NaiveDate, place: Place<'_>) -> Due {
    Due { at: place.closing.map_or_else(|| end_of(day), |closing| day.and_time(closing)), day: Some(day) }
}

fn rolled(calendar: &Calendar, day: NaiveDate, note: &mut dyn FnMut(Line)) -> Result<NaiveDate, Endless> {
    let mut day = day;
    while !calendar.works(day)? {
        day = day.succ_opt().ok_or(Endless::OutOfRange)?;
        note(Line { date: day, passed: Passed::Rolled });
    }
    Ok(day)
}
