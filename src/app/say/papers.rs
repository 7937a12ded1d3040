//! 文书, in words.

use banjie::exchange::Trouble;
use banjie::order::Fact;
use banjie::paper::{Break, BreakKind, Opened};
use banjie::term::Term;

pub const INTRO: &str = "按工单记录自动填写，没有记录的留空手填。打印用 A4 纸，也可以存成 Word 文件再改。";
pub const BLANK_INTRO: &str = "这里是空白表和本单位事务的文书。工单的文书要自动填写，请从工单页点“文书”进来。";
pub const NO_ORDER: &str = "本机没有这件工单，可能还没有导入。可先打印空白表。";
pub const CHOOSE: &str = "请从左边选一份文书。";
pub const RECORDED: &str = "已有记录";
pub const BY_CLAUSE: &str = "本规则包条文涉及";
pub const OTHERS: &str = "其他文书";
pub const BLANK: &str = "空白表";
pub const RECORD_HINT: &str = "按哪一次的记录填写";
pub const CHOOSE_FILE: &str = "选择文件…";
pub const MASKED: &str = "姓名电话已遮盖。对外发出或归档需要写明的，请勾选“填入诉求人信息”。";
pub const VOLUME: &str = "一案一档（整卷）";
pub const VOLUME_INTRO: &str =
    "封面、目录、各份文书和办理记录合成一卷。存成的网页或数据文件带校验链，以后任何一处改动都能查出来。";
pub const VERIFY_INTRO: &str =
    "选择从本软件存出的卷宗文件（网页或数据文件），检查它存出之后有没有被改过。文件只在本机读取。";
pub const NOT_SAVED: &str = "文件没有存成，请检查浏览器是否允许下载。";
pub const READING: &str = "正在读取…";
pub const HEADER_HINT: &str = "印在文书最上方，存在本机";

pub fn lacks(words: &[String]) -> String {
    format!("卷内尚缺：{}", words.join("、"))
}

/// A record a paper can be about: when, and by whom.
pub fn record(fact: &Fact) -> String {
    let name = if fact.by.name.is_empty() { fact.by.role.word() } else { fact.by.name.as_str() };
    [super::moment(fact.at).as_str(), fact.by.unit.as_str(), name].join(" ").replace("  ", " ")
}

/// A case of supervision a paper can be about.
pub fn case(nth: u32, number: &str) -> String {
    format!("第 {nth} 次督办 {number}")
}

/// What came of verifying a volume.
pub fn verified(opened: &Opened) -> String {
    let facts = opened.volume.order.facts.len();
    let made = super::moment(opened.volume.made_at);
    if opened.breaks.is_empty() {
        format!("卷宗完整：{made}存出，{facts} 条记录与校验链逐条相符，没有改动。")
    } else {
        format!("卷宗被改动过：{made}存出，共有 {} 处与校验链不符。", opened.breaks.len())
    }
}

/// One place where a volume is not as it was made.
pub fn broken_at(found: &Break, what: Option<String>) -> String {
    let place = match (found.at, what) {
        (0, _) => "卷首（工单编号、诉求人信息、规则包）".to_owned(),
        (at, Some(what)) => format!("第 {at} 条“{what}”"),
        (at, None) => format!("第 {at} 条"),
    };
    let kind = match found.kind {
        BreakKind::Changed => "内容被改过",
        BreakKind::Missing => "被删去",
        BreakKind::Added => "是后来加进去的",
        BreakKind::Reordered => "次序被调换",
    };
    format!("{place}：{kind}。")
}

pub fn not_a_volume(trouble: &Trouble) -> String {
    format!("{} 请选择本软件“存成卷宗”得到的文件。", super::order::trouble(trouble))
}
