//! 措辞：工单 — steps, refusals, duties, the log, the ledger and exchange in words.

use banjie::deadline::Regime;
use banjie::exchange::{Problem, Purpose, Report, Trouble};
use banjie::guidance::{Duty, What};
use banjie::ledger::{Likeness, Standing as RowStanding, UnitGap};
use banjie::order::{AnomalyKind, Field, Item, Shape, Step, Value};
use banjie::pack::{FieldTest, Pack, Rule};
use banjie::term::{Flag, Role, Term, Unit};
use banjie::workflow::{Reason, Sequence, StepView, Why};

use super::{due, end, moment};
use crate::app::vault::Broken;

/// A reason in words, with the clause it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonText {
    pub text: String,
    /// Id of the rule.
    pub rule: Option<String>,
    /// `工作规定 第七条第4款`.
    pub clause: Option<String>,
    /// What the clause says, in a line.
    pub gist: Option<String>,
}

/// `GD 第七条第4款`: the clause as cited beside a sentence.
pub fn clause(rule: &Rule, pack: &Pack) -> String {
    let title = pack.source(&rule.citation.source).map(|source| source.title.as_str()).unwrap_or_default();
    let short = title.rsplit_once('“').map_or(title, |_| title);
    let short: String = if short.chars().count() > 18 { rule.citation.source.clone() } else { short.to_owned() };
    format!("{short} {}", rule.citation.clause)
}

/// Reasons in words; what several clauses say alike stands once, with all of them.
pub fn reasons(reasons: &[Reason<'_>], regime: &Regime<'_>) -> Vec<ReasonText> {
    let mut texts: Vec<ReasonText> = Vec::new();
    for reason in reasons {
        let text = why(&reason.why, regime.pack);
        let rules: Vec<&Rule> = reason.rule.into_iter().chain(reason.also.iter().copied()).collect();
        let clauses: Vec<String> = rules.iter().map(|rule| clause(rule, regime.pack)).collect();
        match texts.iter_mut().find(|known| known.text == text) {
            Some(known) => {
                let all = known.clause.iter().cloned().chain(clauses);
                let mut unique: Vec<String> = Vec::new();
                all.filter(|clause| !clause.is_empty()).for_each(|clause| {
                    if !unique.contains(&clause) {
                        unique.push(clause);
                    }
                });
                known.clause = (!unique.is_empty()).then(|| unique.join("；"));
            }
            None => texts.push(ReasonText {
                text,
                rule: reason.rule.map(|rule| rule.id.clone()),
                clause: (!clauses.is_empty()).then(|| clauses.join("；")),
                gist: reason.rule.map(|rule| rule.citation.gist.clone()),
            }),
        }
    }
    texts
}

fn words(field: Field, codes: &[String]) -> String {
    let known = field.choices();
    let word = |code: &String| {
        if field.shape() == Shape::Flag {
            return Flag::from_code(code).map_or_else(|| code.clone(), |flag| flag.word().to_owned());
        }
        known.iter().find(|(known, _)| known == code).map_or_else(|| code.clone(), |(_, word)| (*word).to_owned())
    };
    codes.iter().map(word).collect::<Vec<_>>().join("或")
}

fn tests(tests: &[FieldTest]) -> String {
    let said: Vec<String> = tests
        .iter()
        .map(|test| match test.one_of.is_empty() {
            true => format!("写明{}", test.field.word()),
            false if test.field.shape() == Shape::Flag => test.field.word().to_owned(),
            false => format!("{}：{}", test.field.word(), words(test.field, &test.one_of)),
        })
        .collect();
    if said.is_empty() { String::new() } else { format!("（{}）", said.join("，")) }
}

pub fn why(why: &Why, pack: &Pack) -> String {
    match why {
        Why::Sequence(sequence) => self::sequence(*sequence),
        Why::Needs(field, codes) if codes.is_empty() => format!("要填写“{}”", field.word()),
        Why::Needs(field, _) if field.shape() == Shape::Flag => format!("要确认“{}”", field.word()),
        Why::Needs(field, codes) => format!("“{}”须为：{}", field.word(), words(*field, codes)),
        Why::OnFile(field, codes) if codes.is_empty() || field.shape() == Shape::Flag => {
            format!("登记内容还缺“{}”，请先补充登记或改分类", field.word())
        }
        Why::OnFile(field, codes) => format!("登记的“{}”须为：{}", field.word(), words(*field, codes)),
        Why::NeedsAny(fields) => {
            format!("{}至少填一项", fields.iter().map(|field| format!("“{}”", field.word())).collect::<String>())
        }
        Why::NeedsStep(done) if done.by.is_empty() => format!("先要{}{}", done.step.word(), tests(&done.with)),
        Why::NeedsStep(done) => format!("先要由{}{}{}", roles(&done.by), done.step.word(), tests(&done.with)),
        Why::Barred(step) => format!("{}，不能再办这一步", step.past()),
        Why::TooLate(until) => format!("已过最后时刻：{}", due(*until)),
        Why::AskedTooLate(until) => format!("已过申请的最后时刻：{}", end(*until)),
        Why::NotCovered => "不符合条文规定的情形".to_owned(),
        Why::TooMany(0, _) => "不能再延期".to_owned(),
        Why::TooMany(most, unit) => format!("最多还可以延 {most} {}", unit_word(*unit)),
        Why::TooLong(max) => format!("挂单最长 {max} 个自然日"),
        Why::NotAllowedHere => format!("{}的文件没有规定，本地设定为不允许", pack.text().name),
        Why::WrongDecider(role) => format!("应由{}签批决定", role.word()),
        Why::OutOfRange => "时间超出 2000 年至 2069 年，请检查年份".to_owned(),
        Why::NothingChanged => "没有改动任何内容".to_owned(),
        Why::KeepsTheOrder => "登记不能撤销：写错了请用“更正”，诉求人不要办了请用“撤回诉求”".to_owned(),
        Why::BadValue(Field::Item(Item::Into)) => "本机没有这个编号的工单".to_owned(),
        Why::InFuture => "时间晚于现在，请改为实际发生的时间".to_owned(),
        Why::TooEarly => "时间早于登记或派单，请核对".to_owned(),
        Why::BadValue(field) => format!("“{}”填写的内容不合要求", field.word()),
    }
}

fn unit_word(unit: Unit) -> &'static str {
    unit.word()
}

fn sequence(sequence: Sequence) -> String {
    match sequence {
        Sequence::NotRegistered => "还没有登记".to_owned(),
        Sequence::AlreadyRegistered => "已经登记过".to_owned(),
        Sequence::NotAccepted => "还没有受理".to_owned(),
        Sequence::AlreadyAccepted => "已经受理".to_owned(),
        Sequence::NotInReview => "不在审核环节".to_owned(),
        Sequence::NotDispatched => "还没有派单".to_owned(),
        Sequence::AlreadyDispatched => "已经派给承办单位".to_owned(),
        Sequence::AwaitsReassignment => "已退回中心，等待改派".to_owned(),
        Sequence::AlreadyDone => "已经办过".to_owned(),
        Sequence::ReturnPending => "退单申请还没有裁定".to_owned(),
        Sequence::NothingPending => "没有待裁定的申请".to_owned(),
        Sequence::AlreadyPending => "上一份申请还没有裁定".to_owned(),
        Sequence::Suspended => "挂单中，先恢复办理".to_owned(),
        Sequence::NotSuspended => "没有挂单".to_owned(),
        Sequence::Completed => "已经提交办结".to_owned(),
        Sequence::Ended(stage) => format!("工单已结束（{}）", stage.word()),
        Sequence::NothingRuled => "没有被裁定不成立的退单".to_owned(),
        Sequence::NothingFiled => "没有待处理的材料".to_owned(),
        Sequence::NotHandedIn => "还没有提交办结".to_owned(),
        Sequence::NotUnderReview => "没有待上报的回访复核单".to_owned(),
        Sequence::CaseOpen => "督办案还没有结".to_owned(),
        Sequence::NoCase => "没有督办立案".to_owned(),
        Sequence::NotNoticed => "还没有下达督办".to_owned(),
        Sequence::NotAnswered => "承办单位还没有答复督办".to_owned(),
        Sequence::NotClosed => "还没有结案".to_owned(),
    }
}

pub const UNREGULATED: &str =
    "本规则包的文件没有规定这一步，按本地设定允许；可在“规则”页的“口径与本地设定”里改为不允许。";

/// Until when a step may be taken.
pub fn until(view: &StepView<'_>) -> Option<String> {
    view.until.map(|(until, _, provisional)| {
        let word = if view.step == Step::Complete || view.step.act().is_some_and(|act| act != banjie::term::Act::Return)
        {
            "到期"
        } else {
            "最迟"
        };
        format!("{word}：{}{}", due(until), if provisional { "（暂定）" } else { "" })
    })
}

/// What a duty asks for.
pub fn duty(duty: &Duty<'_>) -> String {
    match duty.what {
        What::Within(act) => format!("{}到期", act.word()),
        What::AtOnce(act) => format!("马上{}", act.word()),
        What::Ruling => format!("等待裁定：{}", duty.step.map(Step::word).unwrap_or_default()),
        What::BeforeCompletion => format!("须先{}", duty.step.map(Step::word).unwrap_or_default()),
        What::Ground(consequence) => format!("应{}", consequence.word()),
        What::Proposed(consequence) => format!("建议{}，请核实", consequence.word()),
        What::Ahead(act) => format!("{}到期前催办", act.word()),
        What::Missed(act) => format!("{}已逾期，须跟进", act.word()),
        What::Decision(role) => format!("请{}定承办单位", role.word()),
        What::Next => format!("下一步：{}", duty.step.map(Step::word).unwrap_or_default()),
    }
}

pub fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| role.word()).collect::<Vec<_>>().join("、")
}

/// A recorded value, as read.
pub fn value(field: Field, value: &Value, pack: Option<&Pack>) -> String {
    let text = match value {
        Value::Flag(yes) => return if *yes { "是" } else { "否" }.to_owned(),
        Value::Number(n) => return n.to_string(),
        Value::List(list) => return list.join("、"),
        Value::Other(other) => return other.to_string(),
        Value::Text(text) => text,
    };
    match field.shape() {
        Shape::Choice => words(field, std::slice::from_ref(text)),
        Shape::Listed(list) => {
            let known = pack.and_then(|pack| pack.list(list).iter().find(|value| value.id == *text));
            known.map_or_else(|| text.clone(), |value| value.label.clone())
        }
        Shape::Moment => banjie::order::moment::parse(text).map_or_else(|| text.clone(), moment),
        Shape::Day => text.parse().map_or_else(|_| text.clone(), super::date),
        _ => text.clone(),
    }
}

/// Whether a field is worth a line of its own in the log.
pub fn shown(field: Field) -> bool {
    !matches!(
        field,
        Field::Item(
            Item::Pack
                | Item::PackVersion
                | Item::TakenName
                | Item::TakenPhone
                | Item::TakenAddress
                | Item::TakenStory
                | Item::Cleared
                | Item::FileHash
                | Item::FileSize
                | Item::FileType
                | Item::Target
        )
    )
}

pub fn anomaly(kind: AnomalyKind) -> &'static str {
    match kind {
        AnomalyKind::Twice => "同一步骤记了两次，以先发生的为准；多余的一条请撤销",
        AnomalyKind::BeforeDispatch => "发生在派单之前，请核对时间或补记派单",
        AnomalyKind::BeforeRegistration => "发生在登记之前，请核对时间",
        AnomalyKind::WithoutRequest => "没有对应的申请，请补记申请或撤销这一条",
        AnomalyKind::AfterEnd => "发生在工单结束之后，请核对",
        AnomalyKind::AfterDispatch => "受理环节的记录发生在派单之后，请核对时间",
        AnomalyKind::Suspension => "挂单和恢复对不上，请核对时间",
        AnomalyKind::NoTarget => "所指的记录不在本机，可能还没有导入",
    }
}

pub fn row_standing(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::Overdue => "逾期",
        RowStanding::Soon => "临期",
        RowStanding::Open => "在期内",
        RowStanding::NoLimit => "无时限",
        RowStanding::InTime => "按时办结",
        RowStanding::DoneLate => "逾期办结",
        RowStanding::Ended => "已结束",
    }
}

pub fn likeness(alike: &[Likeness]) -> String {
    let word = |likeness: &Likeness| match likeness {
        Likeness::Phone => "同一电话",
        Likeness::Place => "同一地点",
        Likeness::Words => "内容相近",
    };
    alike.iter().map(word).collect::<Vec<_>>().join("、")
}

pub fn gap(gap: &UnitGap) -> String {
    match gap {
        UnitGap::Post(post) => format!("缺{}", post.word()),
        UnitGap::Mechanism => "未建立内部工作机制".to_owned(),
    }
}

pub fn broken(broken: Broken) -> &'static str {
    match broken {
        Broken::Full => "浏览器空间已满，这一步没有存下，内容仍在本页。请先到“数据”页导出备份，再清理磁盘后重试。",
        Broken::Forbidden => {
            "浏览器不让本页存数据（无痕窗口，或禁止了本地存储），工单功能不能用。请换普通窗口打开；已填的内容请先复制。"
        }
        Broken::Later => "本机的数据由更新的版本写成，这个版本打不开。请使用新版；数据没有改动。",
        Broken::Failed => "写入没有成功，什么也没有改动，内容仍在本页。请重试；再不成功，请到“数据”页导出备份。",
    }
}

pub const SAVED: &str = "已保存";
pub const NOT_READY: &str = "正在读取本机的工单…";
pub const NO_ORDER: &str = "本机没有这件工单。可能还没有导入，或链接不完整。";

pub fn no_pack(id: &str) -> String {
    format!("这件工单所依据的规则包“{id}”不在本机，请先到“规则”页载入；工单内容不受影响。")
}

pub fn counting(done: usize, all: usize) -> String {
    format!("正在计算时限：{done} / {all}")
}

pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Backup => "全部备份",
        Purpose::Selection => "所选工单",
        Purpose::Handover => "交承办单位",
        Purpose::Return => "承办单位交回",
    }
}

pub fn trouble(trouble: &Trouble) -> String {
    // A path as deep as the file is told by its beginning.
    let mut path: String = trouble.path.chars().take(60).collect();
    if path.len() < trouble.path.len() {
        path.push('…');
    }
    let place = if path.is_empty() { "文件".to_owned() } else { format!("“{path}”处") };
    let what = match &trouble.problem {
        Problem::TooLong => "太长".to_owned(),
        Problem::Syntax(line, column) => format!("第 {line} 行第 {column} 列起不是完整的 JSON，文件可能被截断或改动过"),
        Problem::TooDeep => "嵌套太深，不像本软件导出的文件".to_owned(),
        Problem::Foreign => "不是“办结”导出的文件".to_owned(),
        Problem::Later(version) => format!("由更新的版本（格式 {version}）导出，请先升级本机的软件"),
        Problem::BadValue(what) => format!("取值不合要求（{what}）"),
        Problem::Changed => "内容与校验码不符，文件被改动过或传输中损坏，请重新导出".to_owned(),
        Problem::TooMany => "记录太多".to_owned(),
        Problem::WrongOrder => "记录不属于所在的工单".to_owned(),
        Problem::OutOfRange => "时间超出 2000 年至 2069 年".to_owned(),
        Problem::SameId => "同一编号有两条不同的记录".to_owned(),
        Problem::OrderTwice => "同一工单出现两次".to_owned(),
        Problem::BadFile => "附件损坏".to_owned(),
    };
    format!("{place}：{what}。")
}

/// What an import would change, line by line.
pub fn report(report: &Report) -> Vec<String> {
    let mut lines = vec![
        format!(
            "新工单 {} 件，有新记录的工单 {} 件，已有且无变化的 {} 件",
            report.new_orders, report.changed_orders, report.known_orders
        ),
        format!("新记录 {} 条，已有记录 {} 条", report.new_facts, report.known_facts),
    ];
    if report.office_facts > 0 {
        lines.push(format!("本单位事务（单位名册等）新记录 {} 条", report.office_facts));
    }
    if report.details > 0 {
        lines.push(format!("诉求人信息新增或更新 {} 件", report.details));
    }
    if report.unknown_facts > 0 {
        lines.push(format!("新版本写的记录 {} 条，本版本不认识，原样保留", report.unknown_facts));
    }
    if !report.odd.is_empty() {
        lines.push(format!("导入后有 {} 件工单的记录前后对不上，会在工单页上指出", report.odd.len()));
    }
    if !report.conflicts.is_empty() {
        lines.push(format!("有 {} 条记录编号相同但内容不同，各机一律取同一条", report.conflicts.len()));
    }
    lines
}

pub const NO_DUTIES: &str = "没有待办事项。";
pub const NO_FURTHER: &str = "已批准不再派单";
pub const NO_DETAILS: &str = "没有登记诉求人信息。";
pub const ERASED: &str = "诉求人信息已抹除。";
pub const MASKED: &str = "（已遮盖）";
pub const ERASE_HINT: &str =
    "抹除后，姓名、电话、地址和来电内容从本机彻底删掉，不能恢复；办理记录保留。已经导出的文件不受影响。";
pub const WHY: &str = "原因";
pub const LATE_ENTRY: &str = "补记的改成实际时间，留空按现在";
pub const SAVING: &str = "正在保存…";
pub const CORRECT_HINT: &str = "只改需要改的内容。原来的记录保留在台账里，按更正后的计算。";
pub const RETRACT_HINT: &str = "撤销后这一条不再起作用，但仍留在记录里。";
pub const NO_FILES: &str = "还没有附件。";
pub const NO_FILE: &str = "这份附件的内容不在本机，可能导入时没有带上附件。";
pub const FILE_SAVED: &str = "已另存到下载文件夹";

pub fn deemed(due: &str, clause: &str) -> String {
    format!("{due}未签收，视为默认接受（{clause}）")
}

pub fn other_version(pinned: u32, here: u32) -> String {
    format!("这件工单登记时依据规则包第 {pinned} 版，本机现为第 {here} 版，时限按现版计算，请核对。")
}

pub fn next_due(act: &str, due: &str, overdue: bool, provisional: bool) -> String {
    let late = if overdue { "已逾期，应于" } else { "最迟" };
    format!("{act}{late}{due}{}", if provisional { "（暂定）" } else { "" })
}

pub fn decider(role: Role) -> String {
    format!("由{}签批", role.word())
}

pub fn unregulated_heading(count: usize) -> String {
    format!("条文未规定的其他步骤（{count}）")
}

pub fn no_steps(others: usize) -> String {
    if others > 0 {
        format!("本岗位现在没有可办的步骤，其他岗位有 {others} 个；把“本机岗位”改为全部岗位可以查看。")
    } else {
        "现在没有可办的步骤。".to_owned()
    }
}

pub fn forbidden_heading(count: usize) -> String {
    format!("暂不能办（{count}）")
}

pub fn later_heading(count: usize) -> String {
    format!("不在当前环节的步骤（{count}）")
}

pub fn saved(past: &str) -> String {
    format!("{past}，{SAVED}")
}

pub fn confirm(word: &str) -> String {
    format!("确认{word}")
}

pub fn log_heading(count: usize) -> String {
    format!("办理记录（{count}）")
}

/// What a fact says was done.
pub fn fact(fact: &banjie::order::Fact) -> String {
    match fact.step() {
        Some(step) => step.past().to_owned(),
        None => format!("新版本的记录（{}）", fact.kind.code()),
    }
}

pub fn noted_late(noted: chrono::NaiveDateTime) -> String {
    format!("{}补记", moment(noted))
}

pub fn amend_heading(word: &str, what: &str) -> String {
    format!("{word}：{what}")
}

pub fn size(bytes: u32) -> String {
    match bytes {
        0..1_000 => format!("{bytes} 字节"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

pub fn too_large(name: &str) -> String {
    format!("“{name}”超过 50 MB，没有添加。请压缩或分开后再试。")
}

pub fn paper_line(number: &str, stage: &str, now: chrono::NaiveDateTime) -> String {
    format!("编号：{number}　　状态：{stage}　　打印时间：{}", moment(now))
}

pub const REREAD_HINT: &str = "工单登记时依据的规则包不会自动变。确需改按另一套（或新的一版）时在此确认，办理记录里会留下这一条，以后的时限和步骤都按新的算。";

pub fn pinned(pack: &str, version: u32, packs: &[(String, String)]) -> String {
    let name = packs.iter().find(|(id, _)| id == pack).map_or(pack, |(_, name)| name);
    format!("依据：{name}（第 {version} 版）")
}

pub fn reread_effect(before: Option<&str>, after: Option<&str>) -> String {
    let word = |due: Option<&str>| due.map_or_else(|| "没有办结时限".to_owned(), |due| format!("办结最迟{due}"));
    format!("现在：{}；改后：{}。", word(before), word(after))
}

fn plain(text: String) -> ReasonText {
    ReasonText { text, rule: None, clause: None, gist: None }
}

/// The personal side was erased while a form about it stood open.
pub fn erased_meanwhile() -> ReasonText {
    plain("诉求人信息在本表打开之后已被抹除，这次没有存下。确需重新登记的，请取消后再打开填写".to_owned())
}

pub fn details_too_long(most: usize) -> ReasonText {
    plain(format!("诉求人信息有一项超过 {most} 字，没有存下，请缩短"))
}

/// A field as it was before a correction.
pub fn formerly(word: &str) -> String {
    format!("原{word}")
}
