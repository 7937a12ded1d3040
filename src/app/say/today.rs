//! 措辞：今日 — what is owed on many orders, by weight and time, in words.

use banjie::deadline::Due;
use banjie::guidance::Duty;
use banjie::ledger::{Task, Weight};
use banjie::term::{Role, Term};
use chrono::{NaiveDate, NaiveDateTime};

use super::{date, due, moment, order};

pub const WORKING: &str = "正在整理待办…";
pub const NO_ORDERS: &str = "本机还没有工单，所以没有待办。";
pub const NOTHING: &str = "没有待办事项。";
pub const NOTHING_FOUND: &str = "没有符合筛选条件的待办。";
pub const STILL_COUNTING: &str = "待办还没有算完，这里先列已经算出的。";
pub const SPECIAL_HINT: &str = "列出到所选日期为止要办的全部事项，含已逾期和要立即办的";
pub const SPECIAL: &str = "节前、重要会议前清单";
pub const BOARD: &str = "今日待办";
pub const MONTHLY: &str = "本月事务";
pub const MONTH_WANTED: &str = "月份要写成 2026-09 这样。";
pub const UNIT_WANTED: &str = "请填写是哪个单位的。";

/// The heading of a group.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::AtOnce => "立即办",
        Weight::Overdue => "已逾期",
        Weight::Consequence => "依条文应办",
        Weight::Today => "今天到期",
        Weight::Awaited => "等待裁定",
        Weight::Later => "以后到期",
        Weight::Next => "下一步",
        Weight::Proposed => "建议核实",
    }
}

/// Said in place of the moment until which it is to be done.
pub fn no_limit(weight: Weight) -> &'static str {
    match weight {
        Weight::AtOnce => "立即",
        Weight::Overdue => "已逾期",
        _ => "不定时限",
    }
}

/// What else the same step does, by when, and what the clause says.
pub fn why(words: &str, until: Option<Due>, gist: &str) -> String {
    match until {
        Some(until) => format!("{words}，{}：{gist}", due(until)),
        None => format!("{words}：{gist}"),
    }
}

/// What a task asks for: the words of the duty it was made from.
pub fn task(task: &Task) -> String {
    order::duty(&Duty {
        what: task.what,
        step: task.step,
        rule: None,
        by: Vec::new(),
        until: None,
        provisional: false,
        overdue: false,
    })
}

/// Who owes it: the unit for what its own desks do, and the desks.
pub fn owes(by: &[Role], of_unit: bool, lead: &str) -> String {
    let desks = order::roles(by);
    match (of_unit && !lead.is_empty(), desks.is_empty()) {
        (true, true) => lead.to_owned(),
        (true, false) => format!("{lead}　{desks}"),
        (false, _) => desks,
    }
}

pub fn provisional(until: &str) -> String {
    format!("{until}（暂定）")
}

/// How many there are, and how many of them stand in the list as filtered.
pub fn counts(shown: usize, all: usize) -> String {
    if shown == all { format!("共 {all} 项待办") } else { format!("显示 {shown} / 共 {all} 项待办") }
}

pub fn more(left: usize, step: usize) -> String {
    format!("再显示 {} 项（还有 {left} 项）", left.min(step))
}

pub fn unread(pairs: &[String]) -> String {
    format!("地址中的“{}”不是今日页认识的筛选条件，已略过。", super::shortened(&pairs.join("、")))
}

/// What is asked for, in words, for paper.
pub fn filter(role: Option<Role>, unit: &str, group: Option<Weight>, until: Option<NaiveDate>) -> String {
    let mut parts = vec![role.map_or_else(|| "全部岗位".to_owned(), |role| format!("岗位：{}", role.word()))];
    if !unit.is_empty() {
        parts.push(format!("承办单位：{unit}"));
    }
    if let Some(group) = group {
        parts.push(weight(group).to_owned());
    }
    if let Some(until) = until {
        parts.push(format!("{}前要办的", date(until)));
    }
    parts.join("，")
}

pub fn paper_line(filter: &str, counts: &str, now: NaiveDateTime) -> String {
    format!("{filter}　　{counts}　　打印时间：{}", moment(now))
}

pub fn printed_in_part(printed: usize, all: usize) -> String {
    format!("共 {all} 项，这里只打印前 {printed} 项。要看全部，请缩小筛选范围分几次打印。")
}

/// `2026年9月`, of `2026-09`.
pub fn month(month: &str) -> String {
    match month.split_once('-') {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => month.to_owned(),
    }
}

/// What the office owes of a month.
pub fn monthly(word: &str, month: &str) -> String {
    format!("{word}（{}）", self::month(month))
}

/// How far it is done: by how many units, or when.
pub fn done(by_unit: bool, units: usize, of: usize, last: Option<NaiveDateTime>) -> String {
    match (by_unit, last) {
        (true, _) if of > 0 => format!("已登记 {units} / {of} 个单位"),
        (true, _) => format!("已登记 {units} 个单位"),
        (false, Some(at)) => format!("已办：{}", moment(at)),
        (false, None) => "还没有登记".to_owned(),
    }
}

/// The units that have not done it.
pub fn undone(units: &[String]) -> String {
    const MOST: usize = 8;
    let named = units.iter().take(MOST).cloned().collect::<Vec<_>>().join("、");
    match units.len() > MOST {
        true => format!("还没有登记的：{named}等 {} 个单位", units.len()),
        false => format!("还没有登记的：{named}"),
    }
}

pub fn recorded(word: &str, month: &str) -> String {
    format!("{}，已保存", monthly(word, month))
}
