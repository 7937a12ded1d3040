//! 措辞：回访 — the queue, the call sheet, what follows a callback, and the day's summary in words.

use banjie::guidance::{Duty, What};
use banjie::order::{Attribute, Field, Record, Shape, Value};
use banjie::pack::Pack;
use banjie::term::Consequence;
use chrono::{NaiveDate, NaiveDateTime};

use super::{date, due, moment, order};

pub const LIST: &str = "待回访工单，上下键选择，回车打开";
pub const EMPTY: &str = "没有待回访的工单。提交办结的工单会出现在这里。";
pub const NOTHING_FOUND: &str = "这个单位没有待回访的工单。";
pub const NO_ORDERS: &str = "本机还没有工单，所以没有待回访的。";
pub const STILL_COUNTING: &str = "待办还没有算完，回访期限可能还没有列全。";
pub const CHOOSE_ONE: &str = "从名单里选一件，在这里记录回访。";
pub const KEYS: &str = "数字键选答案，0 清空，Enter 下一题，Ctrl+Enter 保存并到下一件，Alt+N 没打通，Esc 收起";
pub const NO_PHONE: &str = "没有登记电话";
pub const NO_NAME: &str = "没有登记姓名";
pub const NO_CONTACT: &str = "诉求人要求无需联系";
pub const CONFIDENTIAL: &str = "诉求人要求保密";
pub const NO_REPORT: &str = "没有办结时填写的内容。";
pub const NO_ORDER: &str = "本机没有这件工单，可能还没有导入。";
pub const NOT_WAITING: &str = "这件工单现在不在待回访名单里。";
pub const MISSING: &str = "还差：";
pub const NOTHING_FOLLOWS: &str = "没有需要跟进的事项。";
pub const DONE: &str = "名单上的都已打过。";
pub const LEFT_OFF: &str = "没打通";
pub const OTHERS: &str = "其他可记的内容";
pub const REMARKS: &str = "诉求人说了什么";
pub const SUMMARY: &str = "当日回访汇总";
pub const NO_CALLBACKS: &str = "这一天没有回访记录。";
pub const FEEDBACK: &str = "需反馈承办单位的";
pub const NOTHING_TO_FEED_BACK: &str = "没有不满意或称未联系过的。";
pub const NO_UNIT: &str = "（无承办单位）";
const EXCLUDED: &str = "考核时可以剔除";

/// How many are waiting.
pub fn counts(all: usize, today: usize, late: usize) -> String {
    let mut words = format!("待回访 {all} 件");
    if today > 0 {
        words.push_str(&format!("，今天到期 {today} 件"));
    }
    if late > 0 {
        words.push_str(&format!("，已逾期 {late} 件"));
    }
    words
}

/// How often nobody answered.
pub fn attempts(unreached: usize) -> Option<String> {
    (unreached > 0).then(|| format!("已打 {unreached} 次未接"))
}

pub fn until(until: &str, late: bool, provisional: bool) -> String {
    let word = if late { "应于" } else { "最迟" };
    let remark = if provisional { "（暂定）" } else { "" };
    format!("{word}{until}{remark}")
}

pub fn more(left: usize, step: usize) -> String {
    format!("再显示 {} 件（还有 {left} 件）", left.min(step))
}

/// The heading of what the unit reported.
pub fn reported(by: &str, at: NaiveDateTime) -> String {
    if by.is_empty() {
        format!("办结情况（{}）", moment(at))
    } else {
        format!("{by}报的办结情况（{}）", moment(at))
    }
}

pub fn earlier(count: usize) -> String {
    format!("以前的回访（{count}）")
}

/// What a callback recorded, in one line.
pub fn recorded(with: &Record, fields: &[Field], pack: Option<&Pack>) -> String {
    let said = fields.iter().filter_map(|field| {
        let value = with.get(*field)?;
        Some(format!("{}：{}", field.word(), order::value(*field, value, pack)))
    });
    said.collect::<Vec<_>>().join("；")
}

/// The head of what came of a callback.
pub fn saved(number: &str, title: &str, reached: bool) -> String {
    let named = if number.is_empty() { title } else { number };
    if reached { format!("{named} 的回访已保存。") } else { format!("{named} 没打通，已记下一次。") }
}

/// An answer that a clause reads, as short as it can be said.
pub fn said(field: Field, value: &Value, pack: Option<&Pack>) -> String {
    let words = order::value(field, value, pack);
    match field {
        _ if field.shape() == Shape::Flag => field.word().to_owned(),
        Field::Attribute(Attribute::Verdict) => words,
        _ => format!("{}：{words}", field.word()),
    }
}

/// What a clause draws from what was said.
pub fn follows(consequence: Consequence, proposed: bool, said: &[String]) -> String {
    let what = match (consequence, proposed) {
        (Consequence::Exclusion, _) => EXCLUDED.to_owned(),
        (_, true) => order::duty(&plain(What::Proposed(consequence))),
        (_, false) => order::duty(&plain(What::Ground(consequence))),
    };
    if said.is_empty() { what } else { format!("{}，{what}", said.join("、")) }
}

fn plain(what: What) -> Duty<'static> {
    Duty { what, step: None, rule: None, by: Vec::new(), until: None, provisional: false, overdue: false }
}

/// The key of an answer, and the answer.
pub fn answer(at: usize, word: &str) -> String {
    format!("{} {word}", at + 1)
}

pub fn scanning(done: usize, all: usize) -> String {
    format!("正在统计：{done} / {all}")
}

pub fn summary_heading(day: NaiveDate) -> String {
    format!("{}回访汇总", date(day))
}

/// How many calls there were on a day.
pub fn summary_counts(calls: usize, reached: usize, satisfied: usize, not: usize) -> String {
    format!("共回访 {calls} 次，联系上 {reached} 次，满意 {satisfied} 次，不满意 {not} 次")
}

pub fn paper_line(counts: &str, now: NaiveDateTime) -> String {
    format!("{counts}　　打印时间：{}", moment(now))
}

pub fn printed_in_part(printed: usize, all: usize) -> String {
    format!("共 {all} 件，这里只打印前 {printed} 件。要看全部，请按单位分次打印。")
}

pub fn due_in_full(until: banjie::deadline::Due, provisional: bool) -> String {
    let remark = if provisional { "（暂定）" } else { "" };
    format!("{}{remark}", due(until))
}
