//! 措辞：会商 — the meeting day, the agenda, minutes and what was held in words.

use chrono::NaiveDateTime;

use super::moment;

pub const NO_DAY: &str = "所用规则包的文件没有规定会商日，可随时开会并在这里记录。";
pub const DAY_DONE: &str = "已开";
pub const DAY_MISSED: &str = "会商日已过，还没有会议记录";
pub const PROPOSED: &str = "按条文应提交会商的工单";
pub const PROPOSED_HINT: &str = "勾选的列入本次议题。情形出现以后已经上过会的，不再列出。";
pub const NONE_PROPOSED: &str = "没有条文要求提交会商而还没有上会的工单。也可以按工单编号加入议题。";
pub const AGENDA: &str = "本次议题";
pub const NO_AGENDA: &str = "还没有议题。从左边勾选，或填工单编号加入。";
pub const ADD_HINT: &str = "填工单编号，回车加入";
pub const REMARK: &str = "备注，如汇报单位、要议定的事";
pub const REMARKS_KEPT: &str = "各件的备注随会议内容一并记入。";
pub const DRAFT_HINT: &str = "议题和会议内容填到一半也会留在本机，登记后清空。";
pub const RECORD: &str = "登记会议";
pub const NOTHING_TO_RECORD: &str = "请先列入议题，或写明会议内容。";
pub const TOO_MANY: &str = "一次会议最多列 200 件议题，没有加入。";
pub const HELD: &str = "已召开的会议";
pub const NONE_HELD: &str = "还没有会议记录。";
pub const NO_SUCH_ORDER: &str = "不在本机的工单";
pub const NO_NUMBER_GIVEN: &str = "请填工单编号。";
pub const PAPER_TITLE: &str = "会商议题";
pub const SIGN_IN_TITLE: &str = "会商会议签到表";
pub const PAPER_SIGN: &str = "主持人：　　　　　　　　记录人：　　　　　　　　日期：";
pub const EXPERTS: &str = "法律专家";
pub const CONVENOR: &str = "主持人";

pub fn working(done: usize, all: usize) -> String {
    if all == 0 {
        "正在逐件核对条文…".to_owned()
    } else {
        format!("正在逐件核对条文：{done} / {all}")
    }
}

/// The next meeting day of a pack.
pub fn day(pack: &str, day: &str) -> String {
    format!("{pack}：会商日 {day}")
}

pub fn next_day(day: &str) -> String {
    format!("下次会商日 {day}")
}

pub fn done_at(times: &[NaiveDateTime]) -> String {
    let times: Vec<String> = times.iter().map(|at| moment(*at)).collect();
    format!("{DAY_DONE}：{}", times.join("、"))
}

pub fn proposed_heading(count: usize) -> String {
    format!("{PROPOSED}（{count}）")
}

pub fn agenda_heading(count: usize) -> String {
    format!("{AGENDA}（{count}）")
}

pub fn held_heading(count: usize) -> String {
    format!("{HELD}（{count}）")
}

pub fn since(at: NaiveDateTime) -> String {
    format!("{}起", moment(at))
}

pub fn not_found(number: &str) -> String {
    format!("本机没有编号为“{}”的工单，没有加入。", super::shortened(number))
}

pub fn there_already(number: &str) -> String {
    format!("“{}”已在议题里。", super::shortened(number))
}

pub fn added(number: &str) -> String {
    format!("已加入“{}”。", super::shortened(number))
}

pub fn take_out(number: &str) -> String {
    format!("移出议题 {number}")
}

pub fn remark_for(number: &str) -> String {
    format!("{number} 的备注")
}

pub fn pick(number: &str) -> String {
    format!("列入议题 {number}")
}

/// Remarks on single orders, as they stand in the minutes.
pub fn remark_line(number: &str, remark: &str) -> String {
    format!("{number}：{remark}")
}

/// What a clause still demands of the minutes.
pub fn missing(fields: &[&str]) -> String {
    format!("还要填写：{}。", fields.join("、"))
}

pub fn recorded(count: usize) -> String {
    format!("会议已登记，议题 {count} 件。")
}

pub fn paper_line(count: usize, now: NaiveDateTime) -> String {
    format!("议题 {count} 件　　打印时间：{}", moment(now))
}

pub fn sign_in_line(day: &str) -> String {
    format!("会议时间：{day}　　　　地点：")
}
