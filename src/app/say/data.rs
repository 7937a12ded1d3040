//! Words of the data page.

use banjie::exchange::Purpose;
use chrono::NaiveDateTime;

use super::{moment, shortened};

pub const UNREADABLE_LINES: &str = "本机有读不出来的记录，原样留着，没有删改。请先导出全部备份，再请维护人员查看。";
pub const NEVER_BACKED_UP: &str =
    "还没有备份过。数据只在这个浏览器里，清理浏览器数据、重装系统或换机都会丢失，请导出一份存到别处。";
pub const SEVEN_DAYS: &str = "上次备份已超过 7 天，请再导出一份存到别处。";

pub const BACKUP_HINT: &str =
    "全部工单、诉求人信息、单位名册、设定和自有规则包，存成一个文件。文件里有个人信息，请妥善保管。";
pub const HANDOVER_HINT: &str = "把某个单位的在办工单（含诉求人信息）存成一个文件，拷给该单位导入办理。";
pub const NO_OPEN_LEADS: &str = "现在没有派给单位的在办工单。";
pub const RETURN_HINT: &str =
    "承办单位把本单位工单的办理记录存成一个文件，拷回热线中心导入。不带诉求人信息，中心已有。";
pub const NO_UNIT: &str = "还没有填写本单位名称，请先到“单位”页的“我的岗位”里填写。";
pub const FILES_COUNTING: &str = "正在统计附件…";
pub const NO_FILES: &str = "没有附件";
pub const FILES_LARGE: &str = "附件较多，默认不带；需要时请勾选。";
pub const NOTHING_TO_EXPORT: &str = "没有可导出的工单，未生成文件。";
pub const TOO_BIG: &str = "文件会超过 400 MB，导出后读不回来，没有生成。请去掉“含附件”，附件在工单页逐个另存。";
pub const NOT_DOWNLOADED: &str = "浏览器不允许下载，文件没有存下。请允许本页下载后再试。";
pub const PACKING: &str = "正在生成文件…";

pub const IMPORT_HINT: &str =
    "选择或拖入本软件导出的文件（.json）。先检查、列出会带来什么，确认后才写入；同一文件导入几次结果一样。";
pub const DROP_HERE: &str = "把文件拖到这里，或";
pub const NOTHING_CHANGED: &str = "文件不能导入，本机数据没有任何改动：";
pub const CHECKING: &str = "正在检查文件…";
pub const COMPARING: &str = "正在与本机数据比较…";
pub const CHECKED: &str = "文件检查无误，还没有写入。请看下面会带来什么，再点“确认导入”";
pub const CHECKED_NOTHING_NEW: &str = "文件检查无误，里面没有本机缺少的内容";
pub const NOTHING_NEW: &str = "文件里的记录本机都已经有了，不必导入。";
pub const ONLY_SETTINGS: &str = "只想恢复文件里的设定或规则包时，勾选下面一项，再确认导入。";
pub const TO_LEDGER: &str = "到台账查看";
pub const CANCELLED: &str = "已取消，本机数据没有改动";
pub const WITH_SETTINGS: &str = "同时恢复设定和自有规则包（替换本机现有的设定）";
pub const WITH_PACKS: &str = "同时载入文件里的自有规则包";
pub const SETTINGS_RESTORED: &str = "设定和自有规则包已恢复。";
pub const SETTINGS_REFUSED: &str =
    "文件里的设定读不出来，或其中的规则包、放假安排有误，没有恢复，本机设定未变；工单已正常导入。";
pub const SETTINGS_UNSAVED: &str = "设定已在本页生效，但浏览器没有存下来，关闭后会失去。";

pub const DEMO_HINT: &str = "载入 200 件虚构的工单和单位，用来熟悉操作或培训。与真实工单混在一起后不能单独删除，只能清空本机数据，请在没有真实工单的机器上使用。";
pub const DEMO_MAKING: &str = "正在生成演示工单…";
pub const NO_DEMO_PACK: &str = "没有可用的规则包，不能生成演示数据。请先到“规则”页选择一个。";
pub const CLEAR_HINT: &str =
    "删除这个浏览器里的全部工单、诉求人信息、附件和单位名册，不能撤销。设定和自有规则包不删。请先导出全部备份。";
pub const CLEAR_WORD: &str = "清空";
pub const CLEAR_LABEL: &str = "确认请输入“清空”二字";
pub const CLEARING: &str = "正在清空…";
pub const CLEARED: &str = "本机数据已清空";

pub const HELP: [&str; 6] = [
    "各机器之间不联网，靠文件来往：一台导出，用 U 盘、内网邮件等拷给另一台，另一台导入。",
    "热线中心派单后，在“交承办单位”里选单位导出，把文件交给该单位。",
    "承办单位导入后签收、办理、答复、提交办结；办好后用“交回”导出，把文件交回中心。",
    "中心导入交回的文件，新的办理记录就接在原工单后面，时限和下一步随之更新。",
    "导入只增加、不覆盖：记录按编号合并，先后次序不影响结果，同一文件导入几次都一样；两台机器都改过的工单，两边的记录都留下，对不上的地方会在工单页指出。",
    "换机或重装时，在旧机导出“全部备份”，在新机导入；需要时勾选恢复设定。",
];

/// When a backup was last made.
pub fn last_backup(at: Option<NaiveDateTime>) -> String {
    at.map_or_else(|| "从未".to_owned(), moment)
}

/// `3.4 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

pub fn files(count: usize, bytes: u64) -> String {
    if count == 0 { NO_FILES.to_owned() } else { format!("全部附件 {count} 个，{}", size(bytes)) }
}

pub fn collecting(orders: usize) -> String {
    format!("正在整理 {orders} 件工单…")
}

pub fn collecting_files(done: usize, all: usize) -> String {
    format!("正在整理附件：{done} / {all}")
}

/// What was exported.
pub fn exported(name: &str, orders: usize, files: usize, missing: usize, bytes: usize) -> String {
    let mut words = format!("已导出 {name}：工单 {orders} 件");
    if files > 0 {
        words.push_str(&format!("，附件 {files} 个"));
    }
    words.push_str(&format!("，{}。", size(u64::try_from(bytes).unwrap_or(u64::MAX))));
    if missing > 0 {
        words.push_str(&format!("另有 {missing} 个附件不在本机，没有带上。"));
    }
    words
}

pub fn open_of(unit: &str, orders: usize) -> String {
    format!("{unit}（在办 {orders} 件）")
}

pub fn of_my_unit(unit: &str, orders: usize) -> String {
    format!("本单位：{unit}，工单 {orders} 件")
}

pub fn reading(name: &str, bytes: f64) -> String {
    format!("正在读取 {}（{}）…", shortened(name), size(bytes as u64))
}

pub fn unreadable(name: &str) -> String {
    format!("{} 读不出来，可能被其他程序占用。本机数据没有改动，请关闭占用它的程序后重试。", shortened(name))
}

/// What kind of file it is, and whence.
pub fn about(kind: Purpose, at: NaiveDateTime, device: &str, orders: usize) -> String {
    let device = if device.is_empty() { String::new() } else { format!("，设备“{}”", shortened(device)) };
    format!("{}，{}导出{device}，工单 {orders} 件", super::order::purpose(kind), moment(at))
}

/// Attachments of a file, `new` of them not here yet.
pub fn with_files(count: usize, new: usize) -> String {
    match new {
        0 => format!("附件 {count} 个，本机都已有"),
        _ if new == count => format!("附件 {count} 个，本机都没有"),
        _ => format!("附件 {count} 个，其中本机没有的 {new} 个"),
    }
}

pub fn unknown_packs(ids: &[String]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("“{}”", shortened(id))).collect();
    format!(
        "有工单所据的规则包{}不在本机，导入后这些工单暂不计算时限；到“规则”页载入规则包后即可计算。",
        ids.join("、")
    )
}

pub fn news_heading(shown: usize, more: usize) -> String {
    if more == 0 {
        format!("有变化的工单（{shown} 件）")
    } else {
        format!("有变化的工单（列出前 {shown} 件，另有 {more} 件）")
    }
}

pub fn writing(orders: usize) -> String {
    format!("正在写入 {orders} 件工单，请不要关闭或离开本页…")
}

pub fn imported(facts: usize, new: usize, changed: usize) -> String {
    format!("已导入：新工单 {new} 件，有新记录的工单 {changed} 件，共写入记录 {facts} 条。")
}

/// Asks before demonstration data goes beside what is here.
pub fn sure_to_mix(orders: usize) -> String {
    format!("本机已有 {orders} 件工单。演示工单会和它们混在一起，不能单独删除。确定载入吗？")
}

pub fn demo_pack(name: &str) -> String {
    format!("按“{name}”生成；要换规则包，请先在“规则”页或“单位”页选定。")
}

pub fn demo_loaded(orders: usize) -> String {
    format!("已载入 {orders} 件演示工单")
}

/// A failure, and that nothing was changed by it.
pub fn failed(what: &str, why: &str) -> String {
    format!("{what}没有成功。{why}")
}
