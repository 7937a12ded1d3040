//! 放假安排 — notices, local days and statutory festivals, as facts; what contradicts itself is refused.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::YEARS;

/// 放假通知: one holiday arrangement as published.
#[doc(alias = "放假通知")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Unique id, e.g. `2026-annual`.
    pub id: String,
    /// 文号, where known.
    #[serde(default)]
    pub number: Option<String>,
    /// Day of publication: from then on it is known.
    pub published: NaiveDate,
    /// The year it arranges.
    pub covers: i32,
    /// Where it was published.
    #[serde(default)]
    pub source: String,
    /// Days off, each with its festival.
    #[serde(default)]
    pub off: BTreeMap<NaiveDate, String>,
    /// 调休上班: make-up working days, each with its festival.
    #[serde(default)]
    pub work: BTreeMap<NaiveDate, String>,
    /// Make-up days of an earlier notice that this one withdraws.
    #[serde(default)]
    pub revokes: Vec<NaiveDate>,
}

impl Notice {
    /// Whether it says something of a day from `from` to `to`.
    pub fn names(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let days = self.off.keys().chain(self.work.keys()).chain(&self.revokes);
        days.into_iter().any(|day| (from..=to).contains(day))
    }
}

/// 本地日: a day this office works or rests by its own notice.
#[doc(alias = "本地日")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether it is worked.
    pub works: bool,
    /// What it is called.
    pub name: String,
    /// The local paper that says so.
    #[serde(default)]
    pub basis: String,
}

/// 放假安排问题: what is wrong with a notice or local day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookProblem {
    /// Id of the notice, or the date of the local day.
    pub place: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with an entry of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The id is empty.
    NoId,
    /// Another notice has the same id.
    SameId,
    /// The year or a day lies outside [`YEARS`].
    OutOfRange(NaiveDate),
    /// The same day is named as off and as worked.
    OffAndWork(NaiveDate),
    /// A make-up working day on a Monday to Friday: it is worked anyway.
    WorkOnWeekday(NaiveDate),
    /// A day far from the year the notice covers.
    WrongYear(NaiveDate),
    /// A revoked day that no earlier notice made a working day.
    RevokesNothing(NaiveDate),
    /// The notice names no day.
    Empty,
    /// The local day is entered twice.
    SameLocalDay(NaiveDate),
}

#[derive(Deserialize)]
struct NoticeFile {
    notices: Vec<Notice>,
}

#[derive(Deserialize)]
struct FestivalFile {
    source: String,
    /// Month and day from which the next year's notice may still move days.
    unsettled_from: (u32, u32),
    /// Festivals on a fixed day (`MM-DD`), for years the table below does not reach.
    fixed: BTreeMap<String, String>,
    festivals: BTreeMap<NaiveDate, String>,
}

impl FestivalFile {
    fn every_year(self) -> BTreeMap<NaiveDate, String> {
        let mut days = self.festivals;
        let tabled: Vec<i32> = days.keys().map(Datelike::year).collect();
        for year in YEARS.filter(|year| !tabled.contains(year)) {
            for (day, name) in &self.fixed {
                if let Ok(date) = format!("{year}-{day}").parse() {
                    days.insert(date, name.clone());
                }
            }
        }
        days
    }
}

/// 放假安排册: every notice and local day the app knows, by order of entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarBook {
    notices: Vec<Notice>,
    builtin: usize,
    local: Vec<LocalDay>,
    festivals: BTreeMap<NaiveDate, String>,
    festival_source: String,
    unsettled_from: Option<(u32, u32)>,
}

impl CalendarBook {
    /// The notices and festivals that come with the app.
    pub fn builtin() -> Self {
        let notices = serde_json::from_str::<NoticeFile>(include_str!("data/notices.json"));
        let festivals = serde_json::from_str::<FestivalFile>(include_str!("data/festivals.json"));
        let notices = notices.map(|file| file.notices).unwrap_or_default();
        let (festivals, festival_source, unsettled_from) = match festivals {
            Ok(file) => {
                let (source, unsettled_from) = (file.source.clone(), file.unsettled_from);
                (file.every_year(), source, Some(unsettled_from))
            }
            Err(_) => (BTreeMap::new(), String::new(), None),
        };
        Self { builtin: notices.len(), notices, local: Vec::new(), festivals, festival_source, unsettled_from }
    }

    /// This book with the office's own notices and local days added, or everything that is wrong with them.
    pub fn with(&self, notices: &[Notice], local: &[LocalDay]) -> Result<Self, Vec<BookProblem>> {
        let mut book = self.clone();
        book.notices.extend_from_slice(notices);
        book.local.extend_from_slice(local);
        let problems = book.problems();
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }

    /// Every notice, built-in ones first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The notices added by the office.
    pub fn own_notices(&self) -> &[Notice] {
        self.notices.get(self.builtin..).unwrap_or_default()
    }

    /// Local days.
    pub fn local_days(&self) -> &[LocalDay] {
        &self.local
    }

    /// Statutory festivals of years to come.
    pub fn festivals(&self) -> &BTreeMap<NaiveDate, String> {
        &self.festivals
    }

    /// The regulation the festivals come from.
    pub fn festival_source(&self) -> &str {
        &self.festival_source
    }

    /// First day of `year` that the next year's notice may still move.
    pub fn unsettled_from(&self, year: i32) -> Option<NaiveDate> {
        self.unsettled_from.and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
    }

    /// Everything that is wrong, in order of entry.
    pub fn problems(&self) -> Vec<BookProblem> {
        let mut problems = Vec::new();
        for (at, notice) in self.notices.iter().enumerate() {
            let earlier = self.notices.get(..at).unwrap_or_default();
            problems.extend(
                notice_problems(notice, earlier)
                    .into_iter()
                    .map(|problem| BookProblem { place: notice.id.clone(), problem }),
            );
        }
        for (at, day) in self.local.iter().enumerate() {
            let mut report = |problem| problems.push(BookProblem { place: day.date.to_string(), problem });
            if !YEARS.contains(&day.date.year()) {
                report(Problem::OutOfRange(day.date));
            }
            if self.local.iter().take(at).any(|other| other.date == day.date) {
                report(Problem::SameLocalDay(day.date));
            }
        }
        problems
    }
}

fn notice_problems(notice: &Notice, earlier: &[Notice]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if notice.id.trim().is_empty() {
        problems.push(Problem::NoId);
    }
    if earlier.iter().any(|other| other.id == notice.id) {
        problems.push(Problem::SameId);
    }
    if notice.off.is_empty() && notice.work.is_empty() && notice.revokes.is_empty() {
        problems.push(Problem::Empty);
    }
    for date in notice.off.keys().chain(notice.work.keys()).chain(&notice.revokes) {
        if !YEARS.contains(&date.year()) {
            problems.push(Problem::OutOfRange(*date));
        } else if date.year().abs_diff(notice.covers) > 1 {
            problems.push(Problem::WrongYear(*date));
        }
    }
    for date in notice.work.keys() {
        if notice.off.contains_key(date) {
            problems.push(Problem::OffAndWork(*date));
        } else if date.weekday().number_from_monday() <= 5 && !earlier.iter().any(|other| other.off.contains_key(date))
        {
            problems.push(Problem::WorkOnWeekday(*date));
        }
    }
    for date in &notice.revokes {
        if !earlier.iter().any(|other| other.work.contains_key(date)) {
            problems.push(Problem::RevokesNothing(*date));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(json: &str) -> Notice {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_built_in_book_is_sound() {
        let book = CalendarBook::builtin();
        assert_eq!(book.problems(), []);
        assert_eq!(book.notices().len(), 20);
        assert!(book.festivals().len() >= 4 * 12);
    }

    #[test]
    fn a_notice_that_contradicts_itself_changes_nothing() {
        let book = CalendarBook::builtin();
        let bad = notice(
            r#"{"id":"2027-annual","published":"2026-11-10","covers":2027,
                "off":{"2027-01-01":"元旦","2027-01-03":"元旦"},"work":{"2027-01-03":"元旦","2027-01-04":"元旦"},"revokes":["2027-02-20"]}"#,
        );
        let problems: Vec<Problem> =
            book.with(&[bad], &[]).unwrap_err().into_iter().map(|found| found.problem).collect();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(
            problems,
            [
                Problem::OffAndWork(day("2027-01-03")),
                Problem::WorkOnWeekday(day("2027-01-04")),
                Problem::RevokesNothing(day("2027-02-20")),
            ]
        );
    }
}
