//! 措辞：开始 — the first run: which rules, which desk, demonstration or blank.

pub const WELCOME: &str = "台账里还没有工单。先选规则和岗位，再从演示数据或空白开始；这两项以后随时可改。";
pub const PACK_HINT: &str =
    "时限、步骤和依据都按所选规则计算。每件工单登记时记下自己的规则，以后改选不影响已登记的工单。";
pub const ME_HINT: &str = "岗位决定工单页先列哪些步骤；姓名和单位写进办理记录；设备名用在导出的文件名里。";
pub const DEMO_HINT: &str =
    "约 200 件虚构工单，日期以今天为准，各个阶段、各种时限都有。不能单独删除，正式使用前请到“数据”页清空。";
pub const BLANK_HINT: &str = "从登记第一件诉求开始。";
pub const MAKING: &str = "正在生成演示工单…";
pub const NO_PACK: &str = "没有可用的规则包，不能生成演示数据。请先选一个规则。";
pub const RESTORE: &str = "已有备份或交办文件？到“数据”页导入";
pub const DEADLINE_ONLY: &str = "只想算一件工单的时限？到时限台，不必登记";

pub fn storing(count: usize) -> String {
    format!("已生成 {count} 件，正在写入本机…")
}

pub fn loaded(count: usize) -> String {
    format!("已载入 {count} 件演示工单，全部是虚构的。正式使用前请到“数据”页清空。")
}

pub fn failed(why: &str) -> String {
    format!("没有载入演示数据。{why}")
}
