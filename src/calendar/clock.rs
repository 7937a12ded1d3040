//! 计时 — clocks that run on civil time, pause while an order is suspended, and can say every day they passed.
//!
//! Two kinds: *day* clocks count days that are running at their end (24:00); *second* clocks run through stretches of
//! each day (all of it, working days only, or working time only) until a length is used up.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::civil::time_of_day;
use super::{Calendar, OutOfRange, end_of};

/// No clock of the field runs longer; beyond it something is wrong with the input.
const MOST_DAYS: u32 = 40_000;

/// 停止计时: a stretch in which the clock does not run; open when not yet resumed.
#[doc(alias = "挂单")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub from: NaiveDateTime,
    /// When the clock ran on, if it did.
    pub to: Option<NaiveDateTime>,
}

impl Pause {
    /// Whether the clock stands still at this moment.
    pub fn covers(&self, moment: NaiveDateTime) -> bool {
        self.from < moment && self.to.is_none_or(|to| moment < to)
    }
}

/// 工作时间: the stretches of a working day in which work is done.
#[doc(alias = "工作时间")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeHours(Vec<(NaiveTime, NaiveTime)>);

impl OfficeHours {
    /// Reads `08:30-12:00,14:00-17:30`: at least one stretch, each in order and none overlapping.
    pub fn parse(text: &str) -> Option<Self> {
        let time = time_of_day;
        let mut stretches = Vec::new();
        for part in text.split([',', '，', '、']) {
            let (from, to) = part.split_once(['-', '—', '–'])?;
            let stretch = (time(from)?, time(to)?);
            let after_last = stretches.last().is_none_or(|last: &(NaiveTime, NaiveTime)| last.1 <= stretch.0);
            if stretch.0 >= stretch.1 || !after_last {
                return None;
            }
            stretches.push(stretch);
        }
        Some(Self(stretches))
    }

    /// Seconds of work in one working day.
    pub fn seconds(&self) -> i64 {
        self.0.iter().map(|(from, to)| (*to - *from).num_seconds()).sum()
    }

    /// When work begins.
    pub fn opening(&self) -> NaiveTime {
        self.0.first().map_or(NaiveTime::MIN, |first| first.0)
    }

    /// When work ends.
    pub fn closing(&self) -> NaiveTime {
        self.0.last().map_or(NaiveTime::MIN, |last| last.1)
    }
}

/// 夜间: the stretch of a day, usually across midnight, that counts as night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NightHours {
    from: NaiveTime,
    to: NaiveTime,
}

impl NightHours {
    /// Reads `17:30-08:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let time = time_of_day;
        let (from, to) = text.split_once(['-', '—', '–'])?;
        Some(Self { from: time(from)?, to: time(to)? })
    }

    /// Whether this moment lies at night.
    pub fn contains(&self, moment: NaiveDateTime) -> bool {
        let time = moment.time();
        if self.from <= self.to { time >= self.from && time < self.to } else { time >= self.from || time < self.to }
    }
}

/// Which days a day clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayClock {
    /// Working days.
    Working,
    /// Every day.
    Calendar,
}

/// Which part of each day a second clock runs through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondClock<'a> {
    /// Every hour of every day.
    Always,
    /// Every hour of working days.
    WorkingDays,
    /// Working time of working days.
    WorkingTime(&'a OfficeHours),
}

/// What became of one day while a clock ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// The day the clock started on; not counted (the counting starts on the next).
    Start,
    /// Counted as the nth.
    Counted(u32),
    /// Not counted: the clock does not run on such a day.
    Skipped,
    /// Not counted: suspended at its end.
    Paused,
    /// Seconds of this day used up.
    Ran(i64),
    /// Past the last counted day: the end rolls on over a day off.
    Rolled,
}

/// 逐日推算: one day of a working-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub date: NaiveDate,
    /// What became of it.
    pub passed: Passed,
}

/// Why a clock has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endless {
    /// Suspended and not yet resumed.
    Suspended,
    /// Outside the calendar.
    OutOfRange,
}

impl From<OutOfRange> for Endless {
    fn from(_: OutOfRange) -> Self {
        Self::OutOfRange
    }
}

/// The `n`th counted day after `start`; only days running at their end count. `note` hears every day passed.
pub fn count_days(
    calendar: &Calendar,
    start: NaiveDate,
    n: u32,
    clock: DayClock,
    pauses: &[Pause],
    note: &mut dyn FnMut(Line),
) -> Result<NaiveDate, Endless> {
    let mut date = start;
    let mut counted = 0;
    for _ in 0..MOST_DAYS {
        if counted == n {
            return Ok(date);
        }
        date = date.succ_opt().ok_or(Endless::OutOfRange)?;
        let runs = clock == DayClock::Calendar || calendar.works(date)?;
        let passed = if let Some(pause) = pauses.iter().find(|pause| pause.covers(end_of(date))) {
            if pause.to.is_none() {
                return Err(Endless::Suspended);
            }
            Passed::Paused
        } else if runs {
            counted += 1;
            Passed::Counted(counted)
        } else {
            Passed::Skipped
        };
        note(Line { date, passed });
    }
    Err(Endless::OutOfRange)
}

/// The moment at which `seconds` of this clock are used up, starting at `start`. `note` hears every day passed.
pub fn run_seconds(
    calendar: &Calendar,
    start: NaiveDateTime,
    seconds: i64,
    clock: SecondClock<'_>,
    pauses: &[Pause],
    note: &mut dyn FnMut(Line),
) -> Result<NaiveDateTime, Endless> {
    let mut left = seconds;
    let mut date = start.date();
    for _ in 0..MOST_DAYS {
        let mut ran = 0;
        for stretch in stretches(calendar, date, clock)? {
            let from = stretch.0.max(start);
            for (from, to) in without(from, stretch.1, pauses) {
                let length = (to - from).num_seconds();
                if length >= left {
                    note(Line { date, passed: Passed::Ran(ran + left) });
                    return Ok(from + TimeDelta::seconds(left));
                }
                left -= length;
                ran += length;
            }
        }
        let paused = pauses.iter().find(|pause| pause.covers(end_of(date)));
        if paused.is_some_and(|pause| pause.to.is_none()) {
            return Err(Endless::Suspended);
        }
        note(Line {
            date,
            passed: match (ran, paused) {
                (0, Some(_)) => Passed::Paused,
                (0, None) => Passed::Skipped,
                (ran, _) => Passed::Ran(ran),
            },
        });
        date = date.succ_opt().ok_or(Endless::OutOfRange)?;
    }
    Err(Endless::OutOfRange)
}

type Stretch = (NaiveDateTime, NaiveDateTime);

fn stretches(calendar: &Calendar, date: NaiveDate, clock: SecondClock<'_>) -> Result<Vec<Stretch>, OutOfRange> {
    let whole = vec![(date.and_time(NaiveTime::MIN), end_of(date))];
    Ok(match clock {
        SecondClock::Always => whole,
        _ if !calendar.works(date)? => Vec::new(),
        SecondClock::WorkingDays => whole,
        SecondClock::WorkingTime(hours) => {
            hours.0.iter().map(|(from, to)| (date.and_time(*from), date.and_time(*to))).collect()
        }
    })
}

/// What is left of a stretch when the pauses are cut out.
fn without(from: NaiveDateTime, to: NaiveDateTime, pauses: &[Pause]) -> Vec<Stretch> {
    let mut left = if from < to { vec![(from, to)] } else { Vec::new() };
    for pause in pauses {
        let resumed = pause.to.unwrap_or(NaiveDateTime::MAX);
        left = left
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(pause.from)), (from.max(resumed), to)])
            .filter(|(from, to)| from < to)
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CalendarBook;
    use std::sync::Arc;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        Calendar::new(Arc::new(CalendarBook::builtin()), None)
    }

    fn run(start: &str, seconds: i64, clock: SecondClock<'_>, pauses: &[Pause]) -> Result<NaiveDateTime, Endless> {
        run_seconds(&calendar(), at(start), seconds, clock, pauses, &mut |_| ())
    }

    const DAY: i64 = 86_400;

    #[test]
    fn from_the_moment_days_off_do_not_run() {
        let run = |start| run(start, DAY, SecondClock::WorkingDays, &[]);
        assert_eq!(run("2026-09-02T16:00:00"), Ok(at("2026-09-03T16:00:00"))); // Wednesday to Thursday
        assert_eq!(run("2026-09-05T10:00:00"), Ok(at("2026-09-08T00:00:00"))); // Saturday: all of Monday
        assert_eq!(run("2026-09-30T16:00:00"), Ok(at("2026-10-08T16:00:00"))); // over National Day
    }

    #[test]
    fn half_a_working_day_runs_in_working_time_only() {
        let hours = OfficeHours::parse("08:30-12:00,14:00-17:30").unwrap();
        let run = |start| run(start, hours.seconds() / 2, SecondClock::WorkingTime(&hours), &[]);
        assert_eq!(run("2026-09-02T10:00:00"), Ok(at("2026-09-02T15:30:00")));
        assert_eq!(run("2026-09-04T16:00:00"), Ok(at("2026-09-07T10:30:00")));
    }

    #[test]
    fn a_day_counts_only_if_running_at_its_end() {
        let pause = |to: Option<&str>| [Pause { from: at("2026-09-03T09:00:00"), to: to.map(at) }];
        let count = |pauses: &[Pause]| {
            count_days(&calendar(), "2026-09-01".parse().unwrap(), 3, DayClock::Working, pauses, &mut |_| ())
        };
        assert_eq!(count(&[]), Ok("2026-09-04".parse().unwrap()));
        assert_eq!(count(&pause(Some("2026-09-04T00:00:00"))), Ok("2026-09-04".parse().unwrap()));
        assert_eq!(count(&pause(Some("2026-09-04T00:01:00"))), Ok("2026-09-07".parse().unwrap()));
        assert_eq!(count(&pause(None)), Err(Endless::Suspended));
    }

    #[test]
    fn night_crosses_midnight() {
        let night = NightHours::parse("17:30-08:30").unwrap();
        assert!(night.contains(at("2026-09-02T17:30:00")) && night.contains(at("2026-09-02T08:29:00")));
        assert!(!night.contains(at("2026-09-02T08:30:00")) && !night.contains(at("2026-09-02T13:00:00")));
    }

    #[test]
    fn office_hours_out_of_order_are_refused() {
        assert_eq!(OfficeHours::parse("14:00-17:30,08:30-12:00"), None);
        assert_eq!(OfficeHours::parse("08:30-25:00"), None);
    }
}
