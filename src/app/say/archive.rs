//! 措辞：归档 — volumes to be filed, filed ones, and the filing of the month in words.

use chrono::NaiveDateTime;

use super::moment;

pub const PENDING_ABOUT: &str =
    "已经结案、直接办结、不予受理或不再派单，还没有归档的工单。每件列出归档还缺什么，以及条文依据。";
pub const FILED_ABOUT: &str = "已经归档的工单，最近办结的在前。保存期限按规则包推算。";
pub const MONTHS_ABOUT: &str = "条文规定按月整理归档的，逐月列出谁已经整理。";
pub const NONE_PENDING: &str = "没有待归档的工单。";
pub const NONE_FILED: &str = "还没有归档的工单。";
pub const NONE_FOUND: &str = "没有符合查找条件的工单。";
pub const NO_MONTHS: &str = "所用规则包的文件没有规定按月整理归档。";
pub const RECORD_HINT: &str =
    "逐件归档和一起归档都用这里填的内容，每件各自按规则核对，核不过的写明原因、不归档。卷号末尾的数字每归一件加一。";
pub const COMPLETE: &str = "材料已齐";
pub const FILED_OK: &str = "已填";
pub const NO_VOLUME: &str = "（无卷号）";
pub const PAPER_TITLE: &str = "卷宗移交清单";
pub const PAPER_SIGN: &str = "移交人：　　　　　　　　接收人：　　　　　　　　日期：";
pub const FIND: &str = "编号、标题或单位";
pub const CENTRE: &str = "热线中心";
pub const NOBODY: &str = "还没有登记";
pub const UNIT_WANTED: &str = "请填写单位名称。";
pub const CHOOSE_ALL: &str = "选择列出的全部工单";

pub fn choose(number: &str) -> String {
    format!("选择 {number}")
}

pub fn one(number: &str) -> String {
    format!("归档 {number}")
}

pub fn several(count: usize) -> String {
    format!("归档所选（{count} 件）")
}

pub fn working(done: usize, all: usize) -> String {
    format!("正在归档：{done} / {all}")
}

/// What came of filing.
pub fn filed(filed: usize, refused: usize) -> String {
    match (filed, refused) {
        (filed, 0) => format!("已归档 {filed} 件。"),
        (0, refused) => format!("{refused} 件没有归档，原因写在各件下面。"),
        (filed, refused) => format!("已归档 {filed} 件；{refused} 件没有归档，原因写在各件下面。"),
    }
}

pub fn counted(shown: usize, all: usize) -> String {
    if shown == all { format!("共 {all} 件") } else { format!("找到 {shown} 件，共 {all} 件") }
}

/// How long a volume is kept.
pub fn kept_until(until: &str) -> String {
    format!("至少保存到{until}")
}

pub fn paper_line(count: usize, now: NaiveDateTime) -> String {
    format!("共 {count} 卷　　打印时间：{}", moment(now))
}

pub fn file_name(now: NaiveDateTime) -> String {
    format!("办结-卷宗移交清单-{}.csv", now.format("%Y-%m-%d-%H%M"))
}

/// The month a filing is about.
pub fn month(month: &str) -> String {
    match month.split_once('-') {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => month.to_owned(),
    }
}

pub fn month_heading(pack: &str) -> String {
    format!("按月整理归档：{pack}")
}

/// Who filed a month.
pub fn filed_by(unit: &str, at: NaiveDateTime) -> String {
    let unit = if unit.is_empty() { CENTRE } else { unit };
    format!("{unit}（{}）", moment(at))
}

pub fn month_noted(unit: &str, month: &str) -> String {
    let unit = if unit.is_empty() { CENTRE } else { unit };
    format!("已登记：{unit}已整理归档{}的工单。", self::month(month))
}

pub fn note_month(month: &str) -> String {
    format!("登记{}已整理归档", self::month(month))
}
