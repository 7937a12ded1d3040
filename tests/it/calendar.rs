//! The calendar against an oracle: every day 2010–2026 as the package `chinesecalendar` 1.11.0 knows it.
//!
//! `calendar-oracle.txt` names, for each year, the weekdays that are off (`-MMDD`) and the weekend days that are worked
//! (`+MMDD`); `script/oracle` makes it anew. The browser tests hold the built app against `chinese-days`.

use banjie::calendar::{Calendar, CalendarBook};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;
use std::sync::Arc;

#[test]
fn every_day_from_2010_to_2026_agrees_with_the_oracle() {
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    let mut years = 0;
    for line in include_str!("calendar-oracle.txt").lines() {
        let (year, days) = line.split_once(':').unwrap();
        let year: i32 = year.parse().unwrap();
        let odd: BTreeSet<&str> = days.split_whitespace().collect();
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        for date in first.iter_days().take_while(|date| date.year() == year) {
            let weekday = date.weekday().number_from_monday() <= 5;
            let mark = format!("{}{}", if weekday { '-' } else { '+' }, date.format("%m%d"));
            assert_eq!(calendar.works(date), Ok(weekday != odd.contains(mark.as_str())), "{date}");
        }
        years += 1;
    }
    assert_eq!(years, 17);
}
