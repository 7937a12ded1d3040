//! 措辞：登记 — the intake form: drafts, duplicates, what lacks, what cannot wait.

use banjie::calendar::civil::hour_minute;
use banjie::order::{Field, Item, Shape, Step};
use banjie::pack::FieldTest;
use chrono::NaiveDateTime;

use super::order::SAVED;
use super::short_date;

pub const STILL_READING: &str = "正在读取本机的工单，可以先填；读完才能登记。";
pub const DRAFT_NOT_SAVED: &str =
    "浏览器没有存下草稿（空间不足，或禁止了本地存储）。已填的内容只在本页，请不要关闭，先登记或另行复制。";
pub const UNTITLED: &str = "（未填标题）";
pub const PERSON_APART: &str = "这四项单独存放，不进办理记录，可以遮盖和抹除。";
pub const NUMBER_HINT: &str = "自动取当年的下一个号，可以改；清空则恢复自动";
pub const NUMBER_TWICE: &str = "本机已有同号的工单，请核对。";
pub const NO_DUES: &str = "按目前所填，派单后没有可以算出的时限。";
pub const OFF_DUTY: &str = "现在是夜间或非工作日。属于下列情形的不能等到上班，要马上处理：";
pub const AGAIN_HINT: &str = "不另立工单，把这次来电记在该件上";
pub const MORE: &str = "更多（法定时限、联办、来电次数等）";
pub const CLOSING: &str = "直接办结（当场答复、热线直办、表扬、无效）";
pub const KEYS: &str = "Ctrl+Enter 登记，Ctrl+Shift+Enter 登记并受理";
pub const WAY_KEYS: &str = "在此处按 Ctrl+Enter 也可以";
pub const HALF: &str =
    "这张表已经登记成工单，只是后一步没有存下。再按一次只补后一步，不会重复登记；表上后来的改动请到工单页补充。";

/// `已保存：2026-000123 已受理`.
pub fn saved(number: &str, step: Step) -> String {
    format!("{SAVED}：{number} {}", step.past())
}

pub fn drafts(count: usize) -> String {
    format!("其他草稿（{count}）")
}

/// `10月12日 14:05`.
pub fn kept(at: NaiveDateTime) -> String {
    format!("{} {}", short_date(at.date()), hour_minute(at.time()))
}

pub fn similar(count: usize) -> String {
    match count {
        0 => "填写电话、标题或地点后，在这里列出本机的相近工单。目前没有。".to_owned(),
        count => format!("本机有 {count} 件相近的工单，请看是不是同一件事。"),
    }
}

pub fn calls(calls: u32) -> String {
    format!("来电 {calls} 次")
}

pub fn again_on(number: &str) -> String {
    format!("记为该件的重复来电：{number}")
}

pub fn lacking_heading(count: usize) -> String {
    format!("派单前必须补齐（{count}）")
}

/// What a test asks for, as the form calls it.
pub fn lacking(test: &FieldTest) -> String {
    let word = match test.field {
        Field::Item(Item::TakenName) => "诉求人姓名",
        Field::Item(Item::TakenPhone) => "诉求人电话",
        Field::Item(Item::TakenAddress) => "联系地址",
        Field::Item(Item::TakenStory) => "来电内容",
        field => field.word(),
    };
    if test.one_of.is_empty() || test.field.shape() == Shape::Flag {
        return word.to_owned();
    }
    let choices = test.field.choices();
    let name = |code: &String| {
        let known = choices.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.clone(), |(_, word)| (*word).to_owned())
    };
    let allowed: Vec<String> = test.one_of.iter().map(name).collect();
    format!("{word}（须为{}）", allowed.join("或"))
}

/// The story of a further call under the earlier ones, with who called this time where it was another.
pub fn told_again(
    had: &banjie::order::Details,
    at: chrono::NaiveDateTime,
    told: &banjie::order::Details,
    place: &str,
) -> String {
    let other = |new: &str, old: &str| (!new.is_empty() && new != old).then(|| new.to_owned());
    let parts = [
        other(&told.name, &had.name),
        other(&told.phone, &had.phone),
        other(&told.address, &had.address),
        other(place, ""),
    ];
    let who = parts.into_iter().flatten().collect::<Vec<_>>().join("，");
    let mark = if who.is_empty() { String::new() } else { format!("（{who}）") };
    let again = format!("【{}再次来电{mark}】{}", super::moment(at), told.story);
    if had.story.is_empty() { again } else { format!("{}\n{again}", had.story) }
}

pub fn number_taken(number: &str) -> super::order::ReasonText {
    let text = format!("编号“{number}”已被别的工单使用，请换一个，或清空由本软件编号");
    super::order::ReasonText { text, rule: None, clause: None, gist: None }
}
