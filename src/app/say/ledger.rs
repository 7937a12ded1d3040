//! 措辞：台账 — the list of orders, its filters, saved views, exports and print in words.

use banjie::ledger::Filter;
use banjie::term::{Stage, Term};
use chrono::NaiveDateTime;

use super::moment;
use super::order::row_standing;

pub const LIST: &str = "工单列表，上下键选行，回车打开，空格勾选";
pub const FIND_HINT: &str = "中文或拼音首字母，按 / 到这里";
pub const NOTHING_FOUND: &str = "没有符合筛选条件的工单。";
pub const BACKWARDS: &str = "“登记起”晚于“登记止”，所以没有工单，请改日期。";
pub const VIEW_NOT_KEPT: &str = "浏览器没有存下这个常用视图（空间不足，或禁止了本地存储），关闭页面后会丢失。";
pub const VIEW_HINT: &str = "把现在的筛选和排序存下来，以后一点就到";
pub const NO_DOWNLOAD: &str = "浏览器不允许下载，没有导出。请在浏览器设置里允许本页下载后再试。";
pub const TOO_BIG: &str = "所选工单太多，文件会大到读不回来，没有导出。请少选一些，分几次导出。";
pub const NO_LEADS: &str = "所选工单都还没有承办单位，不能交办。请先派单。";
pub const WORKING: &str = "正在整理文件…";
pub const DETAILS_HINT: &str = "姓名、电话、地址和来电内容一并导出，只交给有权查看的人";
pub const HANDOVER_HINT: &str = "按承办单位各出一个文件，含诉求人信息，供单位导入办理";
pub const ODD: &str = "记录前后对不上，请打开核对";

pub fn counts(shown: usize, all: usize, overdue: usize) -> String {
    format!("显示 {shown} / 共 {all} 件，逾期 {overdue} 件")
}

/// How many are ticked; `hidden` of them are not in the list as filtered now.
pub fn chosen(count: usize, hidden: usize) -> String {
    match hidden {
        0 => format!("已选 {count} 件"),
        _ => format!("已选 {count} 件（{hidden} 件不在当前列表）"),
    }
}

/// The button that unfolds the filters; `chosen` of them are in use.
pub fn filters(chosen: usize) -> String {
    if chosen == 0 { "筛选".to_owned() } else { format!("筛选（{chosen}）") }
}

pub fn choose_order(number: &str) -> String {
    format!("选择工单 {number}")
}

pub fn unread(pairs: &[String]) -> String {
    format!("地址中的“{}”不是台账认识的筛选条件，已略过。", super::shortened(&pairs.join("、")))
}

/// A filter in words, for paper; empty for one that lets everything through.
pub fn filter(filter: &Filter, open: &[Stage]) -> String {
    let mut parts = Vec::new();
    if !filter.text.trim().is_empty() {
        parts.push(format!("查找“{}”", filter.text.trim()));
    }
    if filter.stages == open {
        parts.push("阶段：在办".to_owned());
    } else if !filter.stages.is_empty() {
        let words: Vec<&str> = filter.stages.iter().map(|stage| stage.word()).collect();
        parts.push(format!("阶段：{}", words.join("、")));
    }
    if !filter.standings.is_empty() {
        let words: Vec<&str> = filter.standings.iter().map(|standing| row_standing(*standing)).collect();
        parts.push(format!("时限：{}", words.join("、")));
    }
    if let Some(nature) = filter.nature {
        parts.push(format!("性质：{}", nature.word()));
    }
    if !filter.lead.is_empty() {
        parts.push(format!("承办单位：{}", filter.lead));
    }
    match (filter.from, filter.to) {
        (Some(from), Some(to)) => parts.push(format!("登记于 {from} 至 {to}")),
        (Some(from), None) => parts.push(format!("登记于 {from} 起")),
        (None, Some(to)) => parts.push(format!("登记于 {to} 止")),
        (None, None) => {}
    }
    parts.join("，")
}

pub fn paper_line(filter: &str, counts: &str, now: NaiveDateTime) -> String {
    let filter = if filter.is_empty() { "全部工单" } else { filter };
    format!("{filter}　　{counts}　　打印时间：{}", moment(now))
}

pub fn printed_in_part(printed: usize, all: usize) -> String {
    format!("共 {all} 件，这里只打印前 {printed} 件。要看全部，请缩小筛选范围，或导出 CSV。")
}

pub fn exported(name: &str, count: usize, details: bool) -> String {
    let remark = if details { "，含诉求人信息" } else { "，不含诉求人信息" };
    format!("已导出 {count} 件{remark}：{name}")
}

pub fn exported_table(name: &str, count: usize) -> String {
    format!("已导出 {count} 行：{name}")
}

/// What was handed over to how many units; `without` orders have none.
pub fn handed_over(count: usize, units: usize, without: usize) -> String {
    let rest = match without {
        0 => String::new(),
        _ => format!("。另有 {without} 件还没有承办单位，没有导出"),
    };
    format!("已导出 {count} 件，{units} 个单位各一个文件，含诉求人信息，请只交给相应单位{rest}")
}

pub fn view_kept(name: &str) -> String {
    format!("已存为常用视图“{name}”")
}

pub fn view_deleted(name: &str) -> String {
    format!("已删除常用视图“{name}”")
}

pub fn delete_view(name: &str) -> String {
    format!("删除常用视图“{name}”")
}
