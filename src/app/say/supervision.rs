//! 措辞：督办 — grounds, cases, the case file and its lists in words.

use banjie::supervision::CaseStage;
use chrono::{NaiveDate, NaiveDateTime};

use super::moment;
use crate::app::pages::supervision::Tab;

pub const WORKING: &str = "正在逐件核对条文所列的情形，稍候…";
pub const PROPOSED: &str = "建议，请核实";
pub const NO_NUMBER: &str = "（无编号）";
pub const ALL_UNITS: &str = "全部单位";
pub const MAKING: &str = "正在整理表格…";
pub const NO_LIMIT: &str = "未写明督办时限";
pub const NOT_NOTICED: &str = "尚未下达，不计时限";
pub const NO_GROUND_NOW: &str = "按现在的记录看不出这一情形（立案以后记录有更正，或情形已变）。立案时的说明见下。";
pub const BY_HAND: &str = "这一情形由人认定，记录本身不能显示。立案时的说明见下。";
pub const UNKNOWN_GROUND: &str = "本机的规则包里没有这一事由，按登记的代号显示。";
pub const NO_LADDER: &str = "本规则包的文件没有规定督办方式的先后。";
pub const NO_NOTICES: &str = "还没有审签或下达督办。";
pub const NO_ANSWER: &str = "承办单位还没有答复。";
pub const NO_CHECKS: &str = "还没有核查。";
pub const NO_OTHERS: &str = "没有其他记录。";
pub const NO_FILES: &str = "本案没有附件。";
pub const NO_CASE: &str = "这件工单没有这一次督办。可能还没有导入，或链接不完整。";
pub const BACK: &str = "回到督办台账";
pub const CLOSED_CASE: &str = "本案已结，没有可办的步骤。";
pub const EARLIER_CASE: &str = "这是较早的一次督办，只供查阅。";
pub const NO_STEPS: &str = "现在没有可办的督办步骤。";
pub const NO_POSTS: &str = "单位名册里没有这个单位的人员。";
pub const SHEET_LINK: &str = "逐日推算";
pub const SIGNATURES: &str = "立卷人：　　　　　　　　审核人：　　　　　　　　日期：";

/// Where a case stands.
pub fn stage(stage: CaseStage) -> &'static str {
    match stage {
        CaseStage::Opened => "已立案",
        CaseStage::Noticed => "已下达",
        CaseStage::Answered => "已答复",
        CaseStage::Verified => "已核查",
        CaseStage::Closed => "已结案",
    }
}

pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::ToOpen => "待立案",
        Tab::Open => "在办督办",
        Tab::Closed => "已结督办",
        Tab::Accountability => "问责情形",
        Tab::Report => "报送名单",
    }
}

/// What stands in a list.
pub fn about(tab: Tab) -> &'static str {
    match tab {
        Tab::ToOpen => "条文规定应列入督办、还没有立案的工单。每件写明条文和记录里的依据。",
        Tab::Open => "已立案、还没有结案的督办，按督办时限先后排列。",
        Tab::Closed => "已经结案的督办，一案一档。",
        Tab::Accountability => "条文列明应启动问责、还没有移送的情形。展开可看到每一条记录的时间、步骤和内容。",
        Tab::Report => "条文规定要列入名单报送营商办等部门督办、还没有报送的工单。",
    }
}

pub fn empty(tab: Tab) -> &'static str {
    match tab {
        Tab::ToOpen => "没有应列入督办而未立案的工单。",
        Tab::Open => "没有在办的督办。",
        Tab::Closed => "还没有结案的督办。",
        Tab::Accountability => "没有应启动问责的情形。",
        Tab::Report => "没有要报送的工单。",
    }
}

/// What is in a list, where only one unit's is shown.
pub fn empty_for(tab: Tab, unit: &str) -> String {
    format!("“{unit}”名下：{}", empty(tab))
}

/// The limit that was missed.
pub fn missed(act: &str, due: &str) -> String {
    format!("{act}时限{due}已过")
}

pub fn evidence(count: usize) -> String {
    format!("记录依据 {count} 条")
}

/// 办结率: what of the cases is closed.
pub fn share(closed: usize, all: usize) -> String {
    let percent = closed.saturating_mul(100).checked_div(all).unwrap_or(0);
    format!("督办件办结率：{closed}/{all}（{percent}%）")
}

pub fn share_left(left: usize) -> String {
    if left == 0 { "已全部办结".to_owned() } else { format!("还有 {left} 件没有办结") }
}

/// The limit of a case as a list says it.
pub fn limit(words: &str, late: bool, provisional: bool, done: Option<&str>) -> String {
    let remark = if provisional { "（暂定）" } else { "" };
    match (done, late) {
        (Some(done), true) => format!("{words}{remark}，{done}才答复，逾期"),
        (Some(done), false) => format!("{words}{remark}，已于{done}答复"),
        (None, true) => format!("{words}{remark}，已逾期"),
        (None, false) => format!("{words}{remark}"),
    }
}

/// `第 2 次督办（共 3 次）`.
pub fn nth(nth: u32, all: u32) -> String {
    if all > 1 { format!("第 {nth} 次督办（共 {all} 次）") } else { "第 1 次督办".to_owned() }
}

/// Heading of a case file.
pub fn case_title(number: &str) -> String {
    if number.is_empty() { "督办案卷".to_owned() } else { format!("督办案卷 {number}") }
}

pub fn case_line(order: &str, stage: &str, now: NaiveDateTime) -> String {
    format!("工单编号：{order}　　督办环节：{stage}　　打印时间：{}", moment(now))
}

pub fn paper_title(tab: Tab) -> String {
    format!("督办台账（{}）", self::tab(tab))
}

pub fn list_line(unit: &str, count: usize, now: NaiveDateTime) -> String {
    let unit = if unit.is_empty() { ALL_UNITS } else { unit };
    format!("{unit}　　{count} 件　　打印时间：{}", moment(now))
}

pub fn printed_in_part(printed: usize, all: usize) -> String {
    format!("共 {all} 件，这里只打印前 {printed} 件。要看全部，请按单位筛选，或导出 CSV。")
}

/// The button for more; `left` are not drawn yet.
pub fn more(step: usize, left: usize) -> String {
    if left > step { format!("再显示 {step} 件（还有 {left} 件）") } else { format!("再显示 {left} 件") }
}

pub fn file_name(tab: Tab, now: NaiveDateTime) -> String {
    format!("办结-督办-{}-{}.csv", self::tab(tab), now.format("%Y-%m-%d-%H%M"))
}

/// A mode was used then.
pub fn used(at: &str) -> String {
    format!("{at}已用")
}

/// What an answer lacks of what a clause demands.
pub fn lacks(count: usize) -> String {
    format!("条文要求而答复未写明的 {count} 项：")
}

/// What an answer must say.
pub fn wanted(count: usize) -> String {
    format!("条文要求答复写明 {count} 项：")
}

pub const INSPECTION: &str = "按现承办单位统计这段时间派出的工单：满意、按时、催办、退单情况，供督查和内部通报。按时率＝按时办结 ÷（已办结＋逾期未结）。";
pub const NOTHING_INSPECTED: &str = "这段时间没有派出的工单，请改日期。";

pub fn inspection_line(from: NaiveDate, to: NaiveDate, now: NaiveDateTime) -> String {
    format!("派单日期：{}至{}　制表时间：{}", super::date(from), super::date(to), super::moment(now))
}

pub fn inspection_file(from: NaiveDate, to: NaiveDate) -> String {
    format!("督查清单-{from}-{to}.csv")
}
