//! Words of the units page.

use banjie::term::{Role, Term};

pub const INTRO: &str = "派单、催办按这里的单位名称认单位。名册要求随规则包不同，缺项按上方所选规则包列出。";
pub const EMPTY: &str = "名册还是空的。登记承办单位以后，派单时可以直接选单位，这里会显示各单位在办多少件，并指出名册缺了规则要求的哪些岗位。可以逐个登记，也可以把单位名称成批粘贴进来。";
pub const NO_REGISTRY_RULE: &str = "所选规则包的文件没有规定名册要有哪些岗位，不列缺项。";
pub const NAMES_HINT: &str = "默认隐去姓名和电话，打印也按此处所见。";
pub const SEVERAL_PEOPLE: &str = "同一岗位有几个人时，姓名用顿号分开。";
pub const RENAMING: &str = "改名会以新名另立一条，旧名停用；已派给旧名的工单不变。";
pub const NO_NAME: &str = "请填写单位名称。";
pub const TWO_NAMES: &str = "单位名称里不要有顿号或逗号：一条只登记一个单位。";
pub const LONG_NAME: &str = "单位名称太长，最多 60 个字。";

pub const PASTE_HINT: &str = "每行一个单位名称；从表格里粘贴多列时只取第一列。名称以镇、乡、街道或其政府、办事处结尾的登记为乡镇（街道），其余登记为部门，登记后可逐个修改。";
pub const NAMES: &str = "单位名称，每行一个";
pub const NOTHING_PASTED: &str = "还没有可登记的单位名称。";

pub const UNREGISTERED_HINT: &str = "工单派给过这些单位，名册里却没有。名称写法不同也会出现在这里，请核对后登记。";

pub const ME_INTRO: &str = "这台机器上由谁、在哪个岗位办理。只影响本机：工单页按岗位列出可办的步骤，新的记录按此署名；不是账号，也不限制查看。";
pub const ME_SAVED: &str = "已记住";
pub const UNIT_WANTED: &str = "单位的岗位请填写本单位名称，交回工单时按它挑选。";

pub const POSTS_TITLE: &str = "单位名册";

/// How what is recorded here will be signed.
pub fn signature(role: Option<Role>, unit: &str, name: &str) -> String {
    let steps = match role {
        Some(role) => format!("工单页只列“{}”可办的步骤", role.word()),
        None => "工单页列出全部步骤".to_owned(),
    };
    let desk = role.map_or("该步骤通常的岗位", Term::word);
    let signed: Vec<&str> = [unit, desk, name].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{steps}；新记录署名：{}。", signed.join(" "))
}

/// How many units there are.
pub fn count(all: usize, retired: usize) -> String {
    if retired == 0 { format!("{all} 个单位") } else { format!("{all} 个单位，其中停用 {retired} 个") }
}

/// What a unit has in hand.
pub fn load(open: usize, overdue: usize, soon: usize) -> String {
    let mut parts = Vec::new();
    if overdue > 0 {
        parts.push(format!("逾期 {overdue}"));
    }
    if soon > 0 {
        parts.push(format!("临期 {soon}"));
    }
    if parts.is_empty() { open.to_string() } else { format!("{open}（{}）", parts.join("，")) }
}

pub fn taken(name: &str) -> String {
    format!("“{name}”已经登记过，请直接修改那一条，或换一个名称。")
}

pub fn added(name: &str) -> String {
    format!("已登记“{name}”")
}

pub fn changed(name: &str) -> String {
    format!("已保存“{name}”")
}

pub fn renamed(old: &str, new: &str) -> String {
    format!("已登记“{new}”，“{old}”已停用")
}

pub fn retired(name: &str, retired: bool) -> String {
    if retired {
        format!("已停用“{name}”，原有工单和记录不变")
    } else {
        format!("已恢复“{name}”")
    }
}

/// What a pasted list would bring.
pub fn pasted(fresh: usize, known: usize, bad: usize) -> String {
    let mut words = format!("将登记 {fresh} 个单位");
    if known > 0 {
        words.push_str(&format!("，{known} 个已在名册里或重复，略过"));
    }
    if bad > 0 {
        words.push_str(&format!("，{bad} 行不像单位名称（太长，或含顿号、逗号），略过"));
    }
    words
}

pub fn adding(done: usize, all: usize) -> String {
    format!("正在登记：{done} / {all}")
}

pub fn added_many(count: usize) -> String {
    format!("已登记 {count} 个单位")
}

/// Where a pasted list stopped.
pub fn stopped(done: usize, all: usize, why: &str) -> String {
    format!("登记到第 {done} 个时停下（共 {all} 个），已登记的有效，再按一次会接着登记其余的。{why}")
}

/// Orders that went to a unit nobody registered.
pub fn sent_to(all: usize, open: usize) -> String {
    if open == 0 { format!("派过 {all} 件，都已办结") } else { format!("派过 {all} 件，在办 {open} 件") }
}
