//! 措辞 — every Chinese sentence of the app. The library gives terms and reasons; here they become words.

pub mod archive;
pub mod audit;
pub mod calendar;
pub mod callback;
pub mod data;
pub mod deadline;
pub mod intake;
pub mod ledger;
pub mod meeting;
pub mod order;
pub mod pack;
pub mod papers;
pub mod start;
pub mod supervision;
pub mod today;
pub mod units;

use banjie::calendar::civil::hour_minute;
use banjie::deadline::Due;
use banjie::deadline::query::{BadInput, InputProblem};
use banjie::pack::Status;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::route::Page;

pub const BRAND: &str = "办结";
pub const TAGLINE: &str = "12345 工单台";
pub const LOCAL_ONLY: &str = "数据只存在本机，不上传任何内容";
pub const NOT_SAVED: &str = "浏览器没有存下刚才的改动（空间不足，或禁止了本地存储）。改动在本页仍有效，请先到“规则”页的“口径与本地设定”里备份全部设定。";
pub const CORRUPT: &str = "本机原来保存的设定读不出来，已另存一份备查（键名 banjie.desk.1.broken），现按默认设定运行。";
pub const NO_PAGE: &str = "没有这个页面。请从上方菜单进入。";
pub const FIND: &str = "页面名、工单编号、标题或拼音首字母";
pub const KEYS: [(&str, &str); 11] = [
    ("Ctrl + K", "快速前往页面或工单"),
    ("?", "显示或收起本表"),
    ("/", "台账：到搜索框"),
    ("↑ ↓ Enter", "台账、回访：上下选行，打开这一件"),
    ("空格", "台账：勾选当前行"),
    ("1 至 9", "回访：选当前一题的答案，0 清空"),
    ("Enter", "回访：到下一题"),
    ("Alt + N", "回访：没打通，记下一次"),
    ("Ctrl + Enter", "登记、办理：保存。回访：保存并到下一件"),
    ("Esc", "收起表单或本窗口"),
    ("Tab", "依次到下一个控件"),
];
pub const CHOOSE: &str = "请选择";
pub const SEVERAL: &str = "多个单位用顿号分开";
pub const UNREADABLE_FILE: &str = "文件读不出来，或超过 100 MB，请重新选择。";

pub fn page(page: Page) -> &'static str {
    match page {
        Page::Today => "今日",
        Page::Callback => "回访",
        Page::Supervision => "督办",
        Page::Meeting => "会商",
        Page::Archive => "归档",
        Page::Papers => "文书",
        Page::Ledger => "台账",
        Page::Intake => "登记",
        Page::Order => "工单",
        Page::Units => "单位",
        Page::Data => "数据",
        Page::Deadline => "时限台",
        Page::Audit => "核对",
        Page::Rules => "规则",
        Page::Calendar => "日历",
    }
}

pub fn weekday(date: NaiveDate) -> &'static str {
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        .get(date.weekday().num_days_from_monday() as usize)
        .copied()
        .unwrap_or_default()
}

/// `2026年10月`.
pub fn month(day: NaiveDate) -> String {
    format!("{}年{}月", day.year(), day.month())
}

/// `2026年10月12日（周一）`.
pub fn date(date: NaiveDate) -> String {
    format!("{}年{}月{}日（{}）", date.year(), date.month(), date.day(), weekday(date))
}

/// `10月12日`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// `2026年10月8日（周四）16:00`; 00:00 is 24:00 of the day before when it ends something.
pub fn moment(at: NaiveDateTime) -> String {
    format!("{}{}", date(at.date()), hour_minute(at.time()))
}

/// As the field of a form holds it.
pub fn input_moment(at: NaiveDateTime) -> String {
    format!("{}T{}", at.date(), hour_minute(at.time()))
}

/// The end of a limit: at 00:00 it is 24:00 of the day before.
pub fn end(at: NaiveDateTime) -> String {
    match at.date().pred_opt() {
        Some(before) if at.time() == NaiveTime::MIN => format!("{}24:00", date(before)),
        _ if at.second() != 0 => format!("{}{}:{:02}", date(at.date()), hour_minute(at.time()), at.second()),
        _ => moment(at),
    }
}

pub fn due(due: Due) -> String {
    match due.day {
        Some(day) if due.at.date() == day => format!("{}{}", date(day), hour_minute(due.at.time())),
        Some(day) => format!("{}24:00", date(day)),
        None => end(due.at),
    }
}

/// `10月12日 周一 24:00`, where room is short and the year is plain.
pub fn short_due(due: Due) -> String {
    let day = due.last_day();
    let time = match due.day {
        Some(day) if due.at.date() == day => hour_minute(due.at.time()),
        None if due.at.time() != NaiveTime::MIN => hour_minute(due.at.time()),
        _ => "24:00".to_owned(),
    };
    format!("{} {} {time}", short_date(day), weekday(day))
}

pub fn due_or_none(due: Option<Due>) -> String {
    due.map(self::due).unwrap_or_default()
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::InForce => "施行",
        Status::Trial => "试行",
        Status::Draft => "征求意见稿",
    }
}

/// Papers and signatures a rule needs.
pub fn needs(needs: &str) -> String {
    format!("需要：{needs}")
}

/// What follows if a rule is missed.
pub fn consequence(then: &str) -> String {
    format!("后续：{then}")
}

/// The first characters of what somebody entered.
pub fn shortened(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

pub fn no_pack(id: &str) -> String {
    format!("本机没有规则包“{}”。请在上方选择一个，或到“规则”页载入它。", shortened(id))
}

pub fn bad_input(bad: &BadInput) -> String {
    let name = deadline::input_name(&shortened(&bad.name));
    let value = shortened(&bad.value);
    match bad.problem {
        InputProblem::UnknownName => format!("地址中的“{}”不是本页认识的项目，已略过。", shortened(&bad.name)),
        InputProblem::UnknownValue => format!("{name}：没有“{value}”这个取值，已按默认处理。"),
        InputProblem::NotADate => format!("{name}：“{value}”不是存在的日期，应写成 2026-09-29 这样。"),
        InputProblem::NotAMoment => format!("{name}：“{value}”不是存在的日期时间，应写成 2026-09-29T10:00 这样。"),
        InputProblem::OutOfRange => format!("{name}：“{value}”超出日历范围，只能填 2000 年至 2069 年。"),
        InputProblem::NotANumber => format!("{name}：“{value}”不是可用的整数，应为 1 至 3650。"),
        InputProblem::Backwards => format!("{name}：结束早于开始（{value}），请检查两个时间。"),
    }
}
