//! 考核周期 — months, quarters and years of civil time.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// 月: one month of one year.
#[doc(alias = "月")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i16);

impl Month {
    /// The month of a year, 1 to 12; years of four digits only.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let known = (1000..=2700).contains(&year) && (1..=12).contains(&month);
        let months = i64::from(year) * 12 + i64::from(month) - 1;
        i16::try_from(months).ok().filter(|_| known).map(Self)
    }

    /// The month a day belongs to.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Self::new(day.year(), day.month())
    }

    /// Reads `2026-09`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
        let right = digits(year, 4) && digits(month, 2);
        Self::new(year.parse().ok()?, month.parse().ok()?).filter(|_| right)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        i32::from(self.0).div_euclid(12)
    }

    /// Which month of its year, from 1.
    pub fn month(self) -> u32 {
        u32::from(self.0.rem_euclid(12).unsigned_abs()) + 1
    }

    /// The month so many later, or earlier.
    pub fn plus(self, months: i16) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Months from an earlier one to this.
    pub fn since(self, earlier: Self) -> i16 {
        self.0.saturating_sub(earlier.0)
    }

    /// January of its year.
    pub fn january(self) -> Self {
        Self(self.0 - self.0.rem_euclid(12))
    }

    pub(super) fn number(self) -> i16 {
        self.0
    }

    pub(super) fn of_number(number: i16) -> Self {
        Self(number)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year(), self.month())
    }
}

/// 考核周期: a month, a quarter or a year.
#[doc(alias = "考核周期")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Month,
    months: u8,
}

impl Period {
    /// One month.
    pub fn month(month: Month) -> Self {
        Self { first: month, months: 1 }
    }

    /// The quarter a month belongs to.
    pub fn quarter(month: Month) -> Self {
        Self { first: Month(month.0 - month.0.rem_euclid(3)), months: 3 }
    }

    /// The calendar year a month belongs to.
    pub fn year(month: Month) -> Self {
        Self { first: month.january(), months: 12 }
    }

    /// Its first month.
    pub fn first(self) -> Month {
        self.first
    }

    /// Its last month.
    pub fn last(self) -> Month {
        self.first.plus(i16::from(self.months) - 1)
    }

    /// How many months it has.
    pub fn size(self) -> usize {
        usize::from(self.months)
    }

    /// Its months, in order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (0..i16::from(self.months)).map(move |n| self.first.plus(n))
    }

    /// Whether a month belongs to it.
    pub fn contains(self, month: Month) -> bool {
        (self.first..=self.last()).contains(&month)
    }

    /// The period of the same kind that follows.
    pub fn following(self) -> Self {
        Self { first: self.first.plus(i16::from(self.months)), months: self.months }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months {
            1 => self.first.fmt(out),
            3 => write!(out, "{:04}-Q{}", self.first.year(), (self.first.month() - 1) / 3 + 1),
            _ => write!(out, "{:04}", self.first.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_over_the_new_year() {
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.plus(1).to_string(), "2027-01");
        assert_eq!(december.plus(1).since(december), 1);
        assert_eq!(
            (december.year(), december.month(), december.january().to_string()),
            (2026, 12, "2026-01".to_owned())
        );
        for text in ["2026-13", "2026-00", "26-01", "2026-1", "2026", "2026-+1", ""] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_hold_their_months() {
        let may = Month::parse("2026-05").unwrap();
        let (quarter, year) = (Period::quarter(may), Period::year(may));
        assert_eq!((quarter.to_string(), year.to_string()), ("2026-Q2".to_owned(), "2026".to_owned()));
        assert_eq!(
            (quarter.first().to_string(), quarter.last().to_string()),
            ("2026-04".to_owned(), "2026-06".to_owned())
        );
        assert_eq!(quarter.months().count(), 3);
        assert!(quarter.contains(may) && !quarter.contains(may.plus(2)));
        assert_eq!(Period::quarter(may).following().following().following().to_string(), "2027-Q1");
        assert_eq!(Period::month(may).following(), Period::month(may.plus(1)));
    }
}
