//! Dates and times as people and spreadsheets write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::YEARS;
use crate::order::{Attribute, Attributes};

use super::CellTrouble;

/// 日期时间: a date, with a time of day where the cell has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateCell {
    /// The date.
    pub date: NaiveDate,
    /// The time of day, if written.
    pub time: Option<NaiveTime>,
}

impl DateCell {
    /// The moment; a date alone is its 00:00.
    pub fn moment(self) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or(NaiveTime::MIN))
    }
}

/// Reads `2019/4/25 9:32:09`, `2019-04-25T09:32`, `2019年4月25日 9时`, `2019.4.25 下午3:05`, `20190425`, or a spreadsheet's
/// day number such as `43580.397`.
pub fn date_cell(text: &str) -> Result<DateCell, CellTrouble> {
    let text = to_half_width(text);
    let text = text.trim();
    if let Some(cell) = day_number(text) {
        return in_range(cell?);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (numbers, rest) = match digits {
        8 | 14 => {
            let number = |from, to| text.get(from..to).and_then(|part: &str| part.parse::<u32>().ok());
            let numbers: Option<Vec<u32>> = [number(0, 4), number(4, 6), number(6, 8)].into_iter().collect();
            let rest = if digits == 14 {
                format!(
                    "{}:{}:{}",
                    text.get(8..10).unwrap_or(""),
                    text.get(10..12).unwrap_or(""),
                    text.get(12..).unwrap_or("")
                )
            } else {
                text.get(8..).unwrap_or("").to_owned()
            };
            (numbers.ok_or(CellTrouble::NotAMoment)?, rest)
        }
        4 => split_date(text)?,
        _ => return Err(CellTrouble::NotAMoment),
    };
    let [year, month, day] = numbers.as_slice() else { return Err(CellTrouble::NotAMoment) };
    let year = i32::try_from(*year).map_err(|_| CellTrouble::Impossible)?;
    let date = NaiveDate::from_ymd_opt(year, *month, *day).ok_or(CellTrouble::Impossible)?;
    if matches!(rest.trim().trim_start_matches('T'), "24:00" | "24:00:00" | "24时") {
        let next = date.succ_opt().ok_or(CellTrouble::OutOfRange)?;
        return in_range(DateCell { date: next, time: Some(NaiveTime::MIN) });
    }
    in_range(DateCell { date, time: time_of_day(&rest)? })
}

fn in_range(cell: DateCell) -> Result<DateCell, CellTrouble> {
    if YEARS.contains(&cell.date.year()) { Ok(cell) } else { Err(CellTrouble::OutOfRange) }
}

/// Year, month and day at the beginning of the text, and what follows.
fn split_date(text: &str) -> Result<(Vec<u32>, String), CellTrouble> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while numbers.len() < 3 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(digits).ok_or(CellTrouble::NotAMoment)?;
        numbers.push(number.parse().map_err(|_| CellTrouble::NotAMoment)?);
        let mark = after.chars().next();
        let expected: &[char] = match numbers.len() {
            1 => &['-', '/', '.', '年'],
            2 => &['-', '/', '.', '月'],
            _ => &['日', '号', 'T', 't'],
        };
        match mark {
            Some(mark) if expected.contains(&mark) => rest = after.get(mark.len_utf8()..).unwrap_or(""),
            _ if numbers.len() == 3 => rest = after,
            _ => return Err(CellTrouble::NotAMoment),
        }
    }
    Ok((numbers, rest.to_owned()))
}

fn time_of_day(text: &str) -> Result<Option<NaiveTime>, CellTrouble> {
    let mut text = text.trim().trim_start_matches(['T', 't', ',', '，']).trim();
    // A weekday some spreadsheets print between date and time.
    if let Some(after) = ["星期", "周"].iter().find_map(|word| text.strip_prefix(word)) {
        text = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or("").trim();
    }
    if text.is_empty() {
        return Ok(None);
    }
    let lower = text.to_ascii_lowercase();
    let afternoon = ["下午", "晚上", "pm"].iter().any(|word| lower.contains(word));
    let morning = ["上午", "凌晨", "早上", "am"].iter().any(|word| lower.contains(word));
    let bare: String = lower.chars().filter(|c| c.is_ascii_digit() || ":时点分秒.".contains(*c)).collect();
    let words = lower.chars().filter(|c| !c.is_ascii_digit() && !":时点分秒. ".contains(*c)).count();
    let known_words = if afternoon || morning { 2 } else { 0 };
    let mut parts = bare.split([':', '时', '点', '分', '秒', '.']).filter(|part| !part.is_empty());
    let mut part = || parts.next().map_or(Some(0), |part| part.parse::<u32>().ok());
    let (hour, minute, second) = (part(), part(), part());
    let (Some(mut hour), Some(minute), Some(second)) = (hour, minute, second) else {
        return Err(CellTrouble::NotAMoment);
    };
    if words > known_words || bare.is_empty() {
        return Err(CellTrouble::NotAMoment);
    }
    let midnight = lower.contains("晚上") && hour == 12;
    if midnight {
        return Err(CellTrouble::NotAMoment);
    }
    if afternoon && hour < 12 {
        hour += 12;
    } else if morning && hour == 12 {
        hour = 0;
    }
    NaiveTime::from_hms_opt(hour, minute, second).map(Some).ok_or(CellTrouble::Impossible)
}

/// Days since 1899-12-30, as spreadsheets keep dates: whole days and a decimal fraction of a day.
fn day_number(text: &str) -> Option<Result<DateCell, CellTrouble>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(fraction) {
        return None;
    }
    // Nine decimals are finer than a tenth of a second.
    let fraction = fraction.get(..fraction.len().min(9)).unwrap_or(fraction);
    let part = fraction.parse::<i64>().unwrap_or(0);
    let parts = 10i64.pow(u32::try_from(fraction.len()).ok()?);
    let seconds = (part * 86_400 * 2 + parts) / (parts * 2);
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
    let moment = start + TimeDelta::days(whole.parse().ok()?) + TimeDelta::seconds(seconds);
    let time = (part != 0).then(|| moment.time());
    Some(Ok(DateCell { date: moment.date(), time }))
}

/// Sets an attribute from the words of a cell: its statutory word or code, with what sheets commonly add or say instead.
pub fn set_attribute(attributes: &mut Attributes, attribute: Attribute, text: &str) -> bool {
    const SAME: &[(Attribute, &str, &str)] = &[
        (Attribute::Nature, "建议", "suggestion"),
        (Attribute::Nature, "意见", "suggestion"),
        (Attribute::Nature, "意见建议", "suggestion"),
        (Attribute::Nature, "建议意见", "suggestion"),
        (Attribute::Nature, "投诉举报", "complaint"),
        (Attribute::Nature, "其他", "other"),
        (Attribute::Urgency, "普通", "ordinary"),
        (Attribute::Urgency, "正常", "ordinary"),
        (Attribute::Urgency, "非紧急", "ordinary"),
        (Attribute::Urgency, "加急", "urgent"),
        (Attribute::Urgency, "特急", "very_urgent"),
        (Attribute::Difficulty, "普通", "ordinary"),
        (Attribute::Difficulty, "简单", "ordinary"),
        (Attribute::Difficulty, "疑难复杂", "difficult"),
        (Attribute::Emergency, "无", "none"),
        (Attribute::Emergency, "否", "none"),
        (Attribute::Emergency, "是", "incident"),
        (Attribute::Emergency, "应急", "incident"),
        (Attribute::Statutory, "否", "none"),
    ];
    let text = to_half_width(text);
    let text = text.trim();
    let bare = ["类", "件", "事项", "工单"].iter().fold(text, |text, tail| text.strip_suffix(tail).unwrap_or(text));
    let same = SAME.iter().find(|(of, word, _)| *of == attribute && *word == bare).map(|(_, _, code)| *code);
    [Some(text), Some(bare), same].into_iter().flatten().any(|word| attributes.set(attribute, word))
}

/// Full-width digits and marks as their usual forms.
fn to_half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' => ' ',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, CellTrouble> {
        date_cell(text).map(|cell| match cell.time {
            Some(time) => format!("{} {}", cell.date, time.format("%H:%M:%S")),
            None => cell.date.to_string(),
        })
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2019/4/25 9:32:09", "2019-04-25 09:32:09"),
            ("2019-04-25", "2019-04-25"),
            ("2019年4月25日 9时", "2019-04-25 09:00:00"),
            ("2019年4月25日9时32分", "2019-04-25 09:32:00"),
            ("2019.4.25 下午3:05", "2019-04-25 15:05:00"),
            ("2019-04-25T09:32", "2019-04-25 09:32:00"),
            ("20190425", "2019-04-25"),
            ("2019-04-25 24:00", "2019-04-26 00:00:00"),
            ("２０１９／４／２５　９：３２", "2019-04-25 09:32:00"),
            ("2019/4/25 星期四 9:32", "2019-04-25 09:32:00"),
            ("43580.5", "2019-04-25 12:00:00"),
            ("43580.3973263889", "2019-04-25 09:32:09"),
            ("43580", "2019-04-25"),
            ("20190425093209", "2019-04-25 09:32:09"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_so() {
        assert_eq!(read("2019-02-30"), Err(CellTrouble::Impossible));
        assert_eq!(read("2019年13月1日"), Err(CellTrouble::Impossible));
        assert_eq!(read("2019-04-25 25:00"), Err(CellTrouble::Impossible));
        assert_eq!(read("昨天"), Err(CellTrouble::NotAMoment));
        assert_eq!(read("2019-04"), Err(CellTrouble::NotAMoment));
        assert_eq!(read("2019-04-25 左右"), Err(CellTrouble::NotAMoment));
        assert_eq!(read("1019-04-25"), Err(CellTrouble::OutOfRange));
    }
}
