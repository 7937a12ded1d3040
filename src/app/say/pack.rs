//! Words of packs: rules, conditions, what is wrong with a pack.

use banjie::cite::Source;
use banjie::pack::{
    Choices, Condition, Diagnostic, Edge, Effect, Extension, Ground, Length, Limit, Number, Pack, PackProblem, Rule,
    Setting, Value,
};
use banjie::term::{Term, Unit};

pub const NO_RULES: &str = "没有符合筛选条件的条款。";
pub const NOT_LOADED: &str = "规则包没有载入，原有内容未变：";
pub const SURE_TO_REMOVE: &str = "删除这个载入的规则包？它的口径与本地设定一并删除；可先导出备份。";
pub const READINGS_HINT: &str = "条文不明确的地方，先按默认口径计算；改了立即生效并保存，时限台会说明对日期的影响。";
pub const SETTINGS_HINT: &str = "条文没有给出的数字。用到它们的时限都标有“本地设定”。";
const SAVED: &str = "已保存在本机";

/// Name of the file a pack is saved under.
pub fn file_name(id: &str) -> String {
    format!("规则包-{id}.json")
}

pub fn exported(name: &str) -> String {
    format!("已导出 {name}")
}

pub fn loaded(name: &str) -> String {
    format!("已载入“{name}”，在上方选择使用")
}

pub fn size(version: u32, rules: usize) -> String {
    format!("第 {version} 版，{rules} 条规则")
}

pub fn sources_heading(sources: usize) -> String {
    format!("文件来源（{sources}）")
}

/// A document of a pack, after its id.
pub fn source(source: &Source) -> String {
    let number = source.number.as_ref().map(|number| format!("，{number}")).unwrap_or_default();
    let force = source.in_force.map_or_else(|| "未施行".to_owned(), |day| format!("{day} 起施行"));
    let note = source.note.as_ref().map(|note| format!("（{note}）")).unwrap_or_default();
    format!("《{}》{number}，{force}{note}", source.title)
}

pub fn reading_saved(label: &str, option: &str) -> String {
    format!("{SAVED}：{label}改为“{option}”")
}

pub fn setting_saved(label: &str, value: &str) -> String {
    format!("{SAVED}：{label} = {value}")
}

pub fn rule_count(rules: usize) -> String {
    format!("{rules} 条")
}

pub fn kinds_line(kinds: &str) -> String {
    format!("类别：{kinds}")
}

pub fn flow_heading(pack: &str) -> String {
    format!("{pack}工单办理流程与时限")
}

/// When a rule of the flow applies.
pub fn applies(when: &str) -> String {
    format!("适用：{when}")
}

/// What the app does with a row of the clause matrix.
pub fn treatment(rule: &Rule) -> &'static str {
    match rule.effect {
        Effect::Guidance { .. } => "提示",
        Effect::AtOnce { .. } => "列出义务",
        Effect::Decides { .. } => "判定由谁签批",
        Effect::Extension(_) | Effect::Suspension { .. } => "计算并限制",
        _ => "计算时点",
    }
}

/// Letters of the matrix as words.
pub fn kinds(rule: &Rule) -> String {
    let word = |letter| match letter {
        'R' => Some("计算"),
        'G' => Some("关口"),
        'O' => Some("输出"),
        'N' => Some("说明"),
        _ => None,
    };
    rule.kind.chars().filter_map(word).collect::<Vec<_>>().join("、")
}

/// When a rule applies.
pub fn conditions(rule: &Rule) -> String {
    let one = |condition: &Condition| match condition {
        Condition::CallsAtLeast(n) => format!("来电 {n} 次及以上"),
        Condition::OneOf(attribute, allowed) => {
            let values = attribute.values();
            let words: Vec<&str> = values
                .iter()
                .enumerate()
                .filter(|(at, _)| allowed & (1 << at) != 0)
                .map(|(_, (_, word))| *word)
                .collect();
            format!("{}：{}", attribute.word(), words.join("、"))
        }
    };
    rule.when.iter().map(one).collect::<Vec<_>>().join("；")
}

/// What a rule computes, in one line.
pub fn effect(rule: &Rule, pack: &Pack, choices: &Choices) -> String {
    match &rule.effect {
        Effect::Limit(limit) => self::limit(limit, pack, choices),
        Effect::Extension(extension) => self::extension(extension, pack, choices),
        Effect::Suspension { max_days, own, .. } => {
            let statutory = own.map(|_| "法定时间内，").unwrap_or_default();
            format!("可挂单，{statutory}累计至多 {max_days} 个自然日")
        }
        Effect::AtOnce { act, from } => format!("自{}起立即{}", from.word().trim_end_matches("（转交）"), act.word()),
        Effect::OnOverdue { of, grace } => match grace {
            Some(n) => format!("{}逾期后再过 {}", of.word(), length(n, "个工作日", pack, choices)),
            None => format!("{}逾期时", of.word()),
        },
        Effect::BeforeDue { of, edge, unit } => {
            let day = if *unit == Unit::CalendarDay { "个自然日" } else { "个工作日" };
            match edge {
                Edge::FewerThan(n) => format!("距{}期限不足 {n} {day}时", of.word()),
                Edge::ClosesBefore(n) => format!("{}到期前 {n} {day}截止", of.word()),
            }
        }
        Effect::Monthly { day, months_later, .. } => {
            let month = if *months_later == 1 { "次月" } else { "每月" };
            format!("{month} {day} 日")
        }
        Effect::Decides { who, otherwise, windows, .. } => match otherwise {
            Some(other) if !windows.is_empty() => format!("规定时段内由{}，其余由{}", who.word(), other.word()),
            _ => format!("由{}", who.word()),
        },
        Effect::Ground(ground) => self::ground(ground),
        Effect::EveryMonth { step, day, of_previous, by_unit, .. } => {
            let who = if *by_unit { "各承办单位" } else { "" };
            let about = if *of_previous { "上月的" } else { "" };
            let day = if *day == 0 { "月底".to_owned() } else { format!("{day} 日") };
            format!("每月{day}前，{who}{about}{}", step.word())
        }
        Effect::Guidance { act } => act.map(|act| format!("用于“{}”环节", act.word())).unwrap_or_default(),
    }
}

/// What circumstances lead to what.
fn ground(ground: &Ground) -> String {
    let mut shown: Vec<String> = Vec::new();
    shown.extend(ground.overdue.map(|act| format!("{}逾期", act.word())));
    for evidence in &ground.evidence {
        let often = if evidence.at_least > 1 { format!("{} 次以上", evidence.at_least) } else { String::new() };
        let row = if evidence.in_a_row { "连续" } else { "" };
        shown.push(format!("有{row}{often}“{}”记录", evidence.done.step.past()));
    }
    shown.extend(ground.lacking.iter().map(|done| format!("没有“{}”记录", done.step.past())));
    let how = match (shown.is_empty(), ground.proposed) {
        (true, _) => "由人认定".to_owned(),
        (false, true) => format!("{}，提示核实", shown.join("、")),
        (false, false) => shown.join("、"),
    };
    format!("{how} → {}", ground.leads_to.word())
}

/// `5 个工作日`, and whether the number is the office's own.
fn length(n: &Number, unit: &str, pack: &Pack, choices: &Choices) -> String {
    let value = pack.number(choices, n).map_or_else(|| "？".to_owned(), |n| n.to_string());
    match n {
        Number::Given(_) => format!("{value} {unit}"),
        Number::Setting(_) => format!("{value} {unit}（本地设定）"),
    }
}

fn limit(limit: &Limit, pack: &Pack, choices: &Choices) -> String {
    let from = limit.from.word().trim_end_matches("（转交）");
    let unit = limit.unit.word();
    let length = match &limit.length {
        Length::Of(n) => self::length(n, unit, pack, choices),
        Length::Own(own, fallback) => {
            let printed = if limit.or_printed_due { "，否则按平台打印的办结日" } else { "" };
            let otherwise = fallback.as_ref().map(|n| format!("，再否则 {}", self::length(n, unit, pack, choices)));
            format!("按{}{printed}{}", own.word(), otherwise.unwrap_or_default())
        }
        Length::SameAs(act) => format!("与{}时限相同", act.word()),
        Length::Fixed => unit.to_owned(),
    };
    let how = if limit.from_the_moment { "（自时点起连续计算，休息日不走）" } else { "" };
    let cut = limit.not_past.map(|act| format!("，不超过{}时限", act.word())).unwrap_or_default();
    format!("{}：自{from}起 {length}{how}{cut}", limit.act.word())
}

fn extension(extension: &Extension, pack: &Pack, choices: &Choices) -> String {
    let unit = if extension.unit == Unit::CalendarDay { "日" } else { "个工作日" };
    let mut parts = vec![if extension.cap_only { "延期上限".to_owned() } else { "可申请延期".to_owned() }];
    parts.extend(extension.max_each.as_ref().map(|n| format!("每次至多 {}", length(n, unit, pack, choices))));
    parts.extend(extension.within_original.then(|| "不超过原时限".to_owned()));
    parts.extend(extension.times.map(|n| format!("限 {n} 次")));
    parts.extend(extension.max_total.map(|(n, from)| format!("自{}起总共不超过 {n} 个工作日", from.word())));
    parts.join("，")
}

pub fn setting_range(setting: &Setting) -> String {
    match (&setting.default, setting.min, setting.max) {
        (Value::Text(_), ..) if setting.unit == "time_ranges" => "写成 08:30-12:00,14:00-17:30".to_owned(),
        (Value::Text(_), ..) => "写成 17:30-08:30".to_owned(),
        (Value::Number(_), Some(min), Some(max)) => format!("{min}—{max} {}", unit(&setting.unit)),
        (Value::Number(_), ..) => unit(&setting.unit).to_owned(),
    }
}

fn unit(code: &str) -> &'static str {
    Unit::from_code(code).filter(|unit| *unit != Unit::Count).map_or("", Unit::word)
}

pub fn setting_refused(setting: &Setting, text: &str) -> String {
    format!(
        "“{}”不能填“{text}”，应{}。原值未变。",
        setting.label,
        match setting.default {
            Value::Text(_) => setting_range(setting),
            Value::Number(_) => format!("为 {} 的整数", setting_range(setting)),
        }
    )
}

pub fn value(value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::Text(text) => text.clone(),
    }
}

pub fn diagnostic(found: &Diagnostic) -> String {
    let place = if found.path.is_empty() || found.path == "." {
        "文件".to_owned()
    } else {
        format!("“{}”处", found.path)
    };
    let what = match &found.problem {
        PackProblem::Syntax(line, column) => {
            format!("第 {line} 行第 {column} 列不是正确的 JSON，请检查逗号、引号和括号")
        }
        PackProblem::UnknownField(name) => format!("没有“{name}”这个字段，请检查拼写"),
        PackProblem::MissingField(name) => format!("缺少必填字段“{name}”"),
        PackProblem::UnknownStep(code) => format!("没有“{code}”这个步骤"),
        PackProblem::NoField(code) => format!("步骤里没有“{code}”这个事项"),
        PackProblem::BadValue => "取值的类型不对，请对照导出的规则包改写".to_owned(),
        PackProblem::TooLong => "超过 2 MB，不像规则包".to_owned(),
        PackProblem::UnknownValue(value, known) if known.is_empty() => format!("没有“{value}”这个取值"),
        PackProblem::UnknownValue(value, known) => format!("没有“{value}”这个取值，可用：{}", known.join("、")),
        PackProblem::UnknownAttribute(name) => format!("没有“{name}”这个属性"),
        PackProblem::UnknownBase(id) => format!("所扩展的规则包“{id}”不存在，只能扩展内置的规则包"),
        PackProblem::NoSource(id) => format!("引用的文件“{id}”没有在 source 中列出"),
        PackProblem::NoRule(id) => format!("引用的规则“{id}”不存在"),
        PackProblem::NoSetting(id) => format!("引用的本地设定“{id}”不存在"),
        PackProblem::NoReading(id) => format!("引用的口径选项“{id}”不存在"),
        PackProblem::SameId(id) => format!("编号“{id}”重复或与内置规则包相同，请换一个"),
        PackProblem::Needs(field) => format!("这种规则还需要“{field}”"),
        PackProblem::EmptyCondition => "条件里没有列出任何取值".to_owned(),
        PackProblem::BadNumber(n) => format!("数字 {n} 不合适"),
        PackProblem::Overlap(other, ours, theirs) => {
            format!("与规则“{other}”会同时适用于同一工单（{ours}／{theirs}），须用 overrides 写明哪一条优先")
        }
    };
    format!("{place}：{what}。")
}

pub const BACKUP_FILE: &str = "办结-设定备份.json";
pub const BACKED_UP: &str = "已备份：各规则包的口径与本地设定、加入的通知和本地日、载入的规则包";
pub const RESTORED: &str = "已恢复备份中的全部设定";
pub const NO_BACKUP: &str = "这不是可用的设定备份，现有设定未变。请选择“备份全部设定”导出的文件。";
