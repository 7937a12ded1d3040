//! 时刻 — times of day as people and packs write them: `08:30`.

use chrono::{NaiveDateTime, NaiveTime, Timelike};

/// Reads `08:30` or `08:30:15`.
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let mut parts = text.trim().split(':');
    let mut part = || {
        let digits =
            parts.next().filter(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|part| part.parse::<u32>().ok())
    };
    let (hour, minute) = (part()?, part()?);
    let second = part();
    let nothing_more = text.matches(':').count() == if second.is_some() { 2 } else { 1 };
    NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0)).filter(|_| nothing_more)
}

/// `08:30`.
pub fn hour_minute(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `2026-10-08T16:00`.
pub fn minute_text(moment: NaiveDateTime) -> String {
    format!("{}T{}", moment.date(), hour_minute(moment.time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_written() {
        for text in ["00:00", "08:30", "23:59"] {
            assert_eq!(time_of_day(text).map(hour_minute).as_deref(), Some(text));
        }
        for text in ["24:00", "8", "08:60", "08:30:", "08:30:15:1", "ab:cd", "008:30", ""] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
        assert!(time_of_day("08:30:15").is_some());
    }
}
