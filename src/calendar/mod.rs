//! 日历 — civil days in China (UTC+08:00): which are worked, which are not, and who says so.
//!
//! This is the only room that adds days. Monday to Friday are worked; State Council notices change that, later ones
//! over earlier ones; local days change it again. A year without a notice is *provisional*: weekends and statutory
//! festivals only. The last days of a year stay provisional until the next year's notice is known, because New Year
//! usually moves them.
//!
//! Arithmetic is by rank and select over prefix counts of working days, so that one due day costs two look-ups.
//! What a person reads, day by day, is made by [`clock`] only when asked for.

mod book;
pub mod civil;
pub mod clock;

pub use book::{BookProblem, CalendarBook, LocalDay, Notice, Problem};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Years the calendar answers for.
pub const YEARS: RangeInclusive<i32> = 2000..=2069;
/// Milliseconds of UTC+08:00 ahead of UTC.
const OFFSET_MS: f64 = 8.0 * 3_600_000.0;
const DAY_MS: f64 = 86_400_000.0;

/// 日期超出范围: a day or a result lies outside [`YEARS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange;

/// 日别: what kind of day it is.
#[doc(alias = "日别")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// 工作日.
    Working,
    /// 周末.
    Weekend,
    /// 节假日 (放假), by notice.
    Holiday,
    /// 调休上班, by notice.
    MakeUpWorkday,
    /// 法定节日 of a year without a notice.
    Festival,
    /// 本地休息日.
    LocalRest,
    /// 本地工作日.
    LocalWork,
}

impl DayKind {
    /// Whether work is done on such a day.
    pub fn works(self) -> bool {
        matches!(self, Self::Working | Self::MakeUpWorkday | Self::LocalWork)
    }
}

/// 日别效力: how sure the kind of a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 已公布: a known notice covers the day.
    Gazetted,
    /// 暂定: no notice yet.
    Provisional,
    /// 本地设定.
    Local,
}

/// 一天: a day with its kind and the reason for it.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    /// The civil date.
    pub date: NaiveDate,
    /// What kind of day it is.
    pub kind: DayKind,
    /// How sure that is.
    pub standing: Standing,
    /// Festival or local name, where the day has one.
    pub name: Option<&'a str>,
    /// The notice that says so.
    pub notice: Option<&'a Notice>,
    /// The local day that says so.
    pub local: Option<&'a LocalDay>,
}

#[derive(Debug, Clone, Copy)]
struct Special {
    kind: DayKind,
    notice: Option<usize>,
    local: Option<usize>,
}

/// 工作日历: every day of [`YEARS`] as known on one date.
#[doc(alias = "日历")]
#[derive(Debug, Clone)]
pub struct Calendar {
    book: Arc<CalendarBook>,
    known: Option<NaiveDate>,
    first: i32,
    /// `rank[i]`: working days before day `i`.
    rank: Vec<u16>,
    /// `select[k]`: the day that is working day `k`.
    select: Vec<u16>,
    /// `open[i]`: provisional days before day `i`.
    open: Vec<u16>,
    special: BTreeMap<NaiveDate, Special>,
    gazetted_years: Vec<i32>,
}

impl Calendar {
    /// The calendar of this book, with only the notices published by `known` (all of them if absent).
    pub fn new(book: Arc<CalendarBook>, known: Option<NaiveDate>) -> Self {
        let mut special = BTreeMap::new();
        for date in book.festivals().keys() {
            special.insert(*date, Special { kind: DayKind::Festival, notice: None, local: None });
        }
        // By day of publication; of one day, in order of entry.
        let mut order: Vec<usize> = Vec::new();
        for (at, notice) in book.notices().iter().enumerate() {
            let earlier =
                |known: &usize| book.notices().get(*known).is_some_and(|known| known.published <= notice.published);
            order.insert(order.partition_point(earlier), at);
        }
        let mut gazetted_years = Vec::new();
        for at in order {
            let Some(notice) = book.notices().get(at) else { continue };
            if known.is_some_and(|known| notice.published > known) {
                continue;
            }
            if !gazetted_years.contains(&notice.covers) {
                gazetted_years.push(notice.covers);
                special.retain(|date, day| day.kind != DayKind::Festival || date.year() != notice.covers);
            }
            for date in &notice.revokes {
                special.remove(date);
            }
            let mut name_days = |days: &BTreeMap<NaiveDate, String>, kind| {
                for date in days.keys() {
                    special.insert(*date, Special { kind, notice: Some(at), local: None });
                }
            };
            name_days(&notice.off, DayKind::Holiday);
            name_days(&notice.work, DayKind::MakeUpWorkday);
        }
        for (at, local) in book.local_days().iter().enumerate() {
            let kind = if local.works { DayKind::LocalWork } else { DayKind::LocalRest };
            special.insert(local.date, Special { kind, notice: None, local: Some(at) });
        }
        let start = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or_default();
        let mut calendar = Self {
            first: start.to_epoch_days(),
            book,
            known,
            rank: Vec::new(),
            select: Vec::new(),
            open: Vec::new(),
            special,
            gazetted_years,
        };
        calendar.count(start);
        calendar
    }

    fn count(&mut self, start: NaiveDate) {
        let (mut worked, mut open) = (0u16, 0u16);
        for (at, date) in start.iter_days().take_while(|date| date.year() <= *YEARS.end()).enumerate() {
            self.rank.push(worked);
            let weekday = date.weekday().number_from_monday() <= 5;
            if self.special.get(&date).map_or(weekday, |day| day.kind.works()) {
                self.select.push(u16::try_from(at).unwrap_or(u16::MAX));
                worked += 1;
            }
            self.open.push(open);
            open += u16::from(self.day(date).standing == Standing::Provisional);
        }
        self.rank.push(worked);
        self.open.push(open);
    }

    /// The date up to which notices are taken as known; `None`: all.
    pub fn known(&self) -> Option<NaiveDate> {
        self.known
    }

    /// The book behind this calendar.
    pub fn book(&self) -> &Arc<CalendarBook> {
        &self.book
    }

    /// Whether a known notice covers this year.
    pub fn is_gazetted(&self, year: i32) -> bool {
        self.gazetted_years.contains(&year)
    }

    /// The kind of a day and why.
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        let special = self.special.get(&date);
        let weekday = date.weekday().number_from_monday() <= 5;
        let kind = special.map_or(if weekday { DayKind::Working } else { DayKind::Weekend }, |day| day.kind);
        let notice = special.and_then(|day| day.notice).and_then(|at| self.book.notices().get(at));
        let local = special.and_then(|day| day.local).and_then(|at| self.book.local_days().get(at));
        let name = match (notice, local) {
            (Some(notice), _) => notice.off.get(&date).or_else(|| notice.work.get(&date)).map(String::as_str),
            (None, Some(local)) => Some(local.name.as_str()),
            (None, None) if kind == DayKind::Festival => self.book.festivals().get(&date).map(String::as_str),
            (None, None) => None,
        };
        let standing = if local.is_some() {
            Standing::Local
        } else if notice.is_some() || self.is_settled(date) {
            Standing::Gazetted
        } else {
            Standing::Provisional
        };
        Day { date, kind, standing, name, notice, local }
    }

    /// A day no notice names is settled when its year is gazetted and New Year can no longer move it.
    fn is_settled(&self, date: NaiveDate) -> bool {
        let new_year_may_move = self.book.unsettled_from(date.year()).is_some_and(|from| date >= from);
        self.is_gazetted(date.year()) && (!new_year_may_move || self.is_gazetted(date.year() + 1))
    }

    /// Whether work is done on this day.
    pub fn works(&self, date: NaiveDate) -> Result<bool, OutOfRange> {
        Ok(self.rank_at(date, 1)? > self.rank_at(date, 0)?)
    }

    /// Whether any day from `from` to `to` (both included) is provisional.
    pub fn is_provisional(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let open_before = |date: NaiveDate, ahead: i32| {
            let at = usize::try_from(date.to_epoch_days() - self.first + ahead).ok()?;
            self.open.get(at).copied()
        };
        open_before(from, 0).zip(open_before(to, 1)).is_none_or(|(before, after)| after > before)
    }

    /// 第 n 个工作日: the `n`th working day after `date`; `n = 0` is `date` itself.
    pub fn working_day_after(&self, date: NaiveDate, n: u32) -> Result<NaiveDate, OutOfRange> {
        match n.checked_sub(1) {
            None => Ok(date),
            Some(more) => self.nth(u32::from(self.rank_at(date, 1)?).saturating_add(more)),
        }
    }

    /// The `n`th working day before `date`; `n = 0` is `date` itself.
    pub fn working_day_before(&self, date: NaiveDate, n: u32) -> Result<NaiveDate, OutOfRange> {
        match n {
            0 => Ok(date),
            _ => self.nth(u32::from(self.rank_at(date, 0)?).checked_sub(n).ok_or(OutOfRange)?),
        }
    }

    /// Working days after `from`, up to and including `to`; negative when `to` is earlier.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<i32, OutOfRange> {
        Ok(i32::from(self.rank_at(to, 1)?) - i32::from(self.rank_at(from, 1)?))
    }

    /// Due days in bulk: for each instant (milliseconds since 1970 UTC) the epoch day of the `n`th working day after it.
    /// A pair outside [`YEARS`], or with `n = 0`, gives `i32::MIN`.
    pub fn due_days(&self, instants_ms: &[f64], n: &[u8]) -> Vec<i32> {
        let (rank, select, first) = (self.rank.as_slice(), self.select.as_slice(), self.first);
        let due = |(instant, n): (&f64, &u8)| {
            let day = (((instant + OFFSET_MS) / DAY_MS).floor() as i32).wrapping_sub(first).wrapping_add(1);
            let worked = *rank.get(day as usize)?;
            let at = (usize::from(worked) + usize::from(*n)).wrapping_sub(1);
            let nth = select.get(at)?;
            if *n == 0 { None } else { Some(first + i32::from(*nth)) }
        };
        instants_ms.iter().zip(n).map(|pair| due(pair).unwrap_or(i32::MIN)).collect()
    }

    fn rank_at(&self, date: NaiveDate, ahead: i32) -> Result<u16, OutOfRange> {
        let at = usize::try_from(date.to_epoch_days() - self.first + ahead).map_err(|_| OutOfRange)?;
        self.rank.get(at).copied().ok_or(OutOfRange)
    }

    fn nth(&self, k: u32) -> Result<NaiveDate, OutOfRange> {
        let day = self.select.get(k as usize).ok_or(OutOfRange)?;
        NaiveDate::from_epoch_days(self.first + i32::from(*day)).ok_or(OutOfRange)
    }
}

/// 24:00 of a day, written as 00:00 of the next.
pub fn end_of(date: NaiveDate) -> NaiveDateTime {
    date.succ_opt().unwrap_or(date).and_time(NaiveTime::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn known(on: &str) -> Calendar {
        Calendar::new(Arc::new(CalendarBook::builtin()), (!on.is_empty()).then(|| date(on)))
    }

    #[test]
    fn five_working_days_over_national_day_2026() {
        // 09-30, 10-08, 10-09, make-up Saturday 10-10, Monday 10-12
        assert_eq!(known("").working_day_after(date("2026-09-29"), 5), Ok(date("2026-10-12")));
    }

    #[test]
    fn the_extended_spring_festival_of_2020_moves_what_was_known_before_it() {
        assert_eq!(known("2020-01-22").working_day_after(date("2020-01-21"), 5), Ok(date("2020-02-03")));
        assert_eq!(known("2020-02-01").working_day_after(date("2020-01-21"), 5), Ok(date("2020-02-05")));
    }

    #[test]
    fn late_december_is_provisional_until_the_next_notice() {
        let standing = |on, day| known(on).day(date(day)).standing;
        assert_eq!(standing("", "2026-12-25"), Standing::Gazetted);
        assert_eq!(standing("", "2026-12-28"), Standing::Provisional);
        assert_eq!(standing("", "2025-12-28"), Standing::Gazetted);
        assert_eq!(standing("2025-11-01", "2025-12-30"), Standing::Provisional);
        assert_eq!(standing("", "2027-03-02"), Standing::Provisional);
    }

    #[test]
    fn bulk_agrees_with_one_by_one_and_refuses_what_is_outside() {
        let calendar = known("");
        let noon = |day: &str| f64::from(date(day).to_epoch_days()) * DAY_MS + 4.0 * 3_600_000.0;
        let due = calendar.due_days(&[noon("2026-09-29"), noon("2026-09-29"), -1e15], &[5, 0, 5]);
        assert_eq!(due, [date("2026-10-12").to_epoch_days(), i32::MIN, i32::MIN]);
    }

    #[test]
    fn counting_back_undoes_counting_on() {
        let calendar = known("");
        let due = calendar.working_day_after(date("2026-09-29"), 5).unwrap();
        assert_eq!(calendar.working_day_before(due, 4), Ok(date("2026-09-30")));
        assert_eq!(calendar.working_days_between(date("2026-09-29"), due), Ok(5));
        assert_eq!(calendar.works(date("2026-10-10")), Ok(true));
        assert_eq!(calendar.works(date("1999-12-31")), Err(OutOfRange));
    }
}
