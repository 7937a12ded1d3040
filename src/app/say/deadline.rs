//! Words of the deadline desk.

use banjie::calendar::clock::{DayClock, Passed};
use banjie::calendar::{Calendar, Day, DayKind, Notice, Standing};
use banjie::cite::{CountingCode, Source};
use banjie::deadline::{Deadline, Due, ExtensionRight, Plan, State};
use banjie::order::{Attribute, OwnNumber};
use banjie::pack::{Edge, Effect, Pack, Rule, Status};
use banjie::term::{Act, MomentKind, Term, Track, Unit};
use chrono::NaiveDateTime;

pub const PROVISIONAL: &str = "暂定";
pub const PROVISIONAL_WHY: &str =
    "期限经过的日子里，有的还没有国务院放假通知，只按周末和法定节日推算；通知公布后请重新计算。";
pub const BEFORE_FORCE: &str = "施行前";
pub const NOTHING: &str = "填入收到（派单）时间，这里就列出全部时限。";
pub const NO_HANDLING: &str = "条文没有给这类诉求规定办结时限。如果还没选诉求性质，请先在左边选定。";
pub const SUSPENSION_LOCAL: &str = "挂单期间停止计时：本规则包没有挂单条款（条文未规定），按本地设定准予";
pub const NOT_HERE: &str = "本单不适用";
pub const SILENT: &str = "条文未规定";
pub const INTERNAL_CUT: &str = "不得超过办理时限，截至";
pub const WHAT_IF: &str = "试算：延期、挂单、退单改派";
pub const NUMBER_HINT: &str = "可不填";
pub const DAYS_HINT: &str = "天，多次用逗号";
pub const SWITCH_READINGS: &str = "在“规则”页可切换并保存口径。";
pub const COPY_REFUSED: &str = "浏览器不允许复制，已改为下载文本";
pub const COUNTED_SO: &str = "按工作日计算的期限自次一工作日起算，最后一日 24:00 届满（另选“下班时间”口径的除外）。";
pub const SIGNATURES: &str = "经办人：　　　　　　　　复核人：　　　　　　　　日期：";

/// Name of an input by its code in the address.
pub fn input_name(code: &str) -> String {
    let attribute = Attribute::from_code(code).map(Attribute::word);
    let own = OwnNumber::ALL.into_iter().find(|own| own.code() == code).map(OwnNumber::word);
    let moment = MomentKind::from_code(if code == "received" { "dispatched" } else { code }).map(moment);
    let known = match code {
        "pack" => Some("规则包"),
        "number" => Some("工单编号"),
        "known" => Some("按何日已知的通知"),
        "now" => Some("此刻"),
        "printed_due" => Some("平台打印的办结日"),
        "calls" => Some("来电次数"),
        "statutory_unit" => Some("法定时限单位"),
        "suspend" => Some("挂单起止"),
        "extend" => Some("延期"),
        "extend_internal" => Some("内部延期"),
        "extend_review_order" => Some("复核单延期"),
        "extend_supervision" => Some("督办延期"),
        _ => None,
    };
    known.or(attribute).or(own).or(moment).map_or_else(|| code.to_owned(), str::to_owned)
}

/// What a clerk calls a moment on a form.
pub fn moment(kind: MomentKind) -> &'static str {
    match kind {
        MomentKind::Dispatched => "收到（派单）时间",
        MomentKind::Signed => "签收时间",
        MomentKind::Contacted => "先行联系时间",
        MomentKind::Returned => "申请退单时间",
        MomentKind::Reassigned => "改派新单位时间",
        MomentKind::Registered => "登记时间",
        MomentKind::SubmittedForReview => "提交审核时间",
        MomentKind::Marked => "标记疑难、推诿时间",
        MomentKind::SignedOff => "领导签批时间",
        MomentKind::Escalated => "提级转办时间",
        MomentKind::Finished => "办理完毕时间",
        MomentKind::Replied => "答复群众时间",
        MomentKind::Completed => "提交办结时间",
        MomentKind::ReviewOrder => "收到回访复核单时间",
        MomentKind::Redo => "退回重办时间",
        MomentKind::Supervised => "收到督办单时间",
        MomentKind::Archived => "归档时间",
        MomentKind::Redone => "重办后上报时间",
        MomentKind::ReviewAnswered => "复核结果上报时间",
        MomentKind::SupervisionAnswered => "督办答复时间",
        MomentKind::CalledBack => "回访时间",
        MomentKind::Closed => "结案时间",
    }
}

pub fn track(track: Track) -> &'static str {
    match track {
        Track::Handling => "办理",
        Track::Internal => "内部",
        Track::Assessment => "考核",
    }
}

/// Heading of an entry.
pub fn subject(rule: &Rule) -> String {
    match &rule.effect {
        Effect::OnOverdue { of, .. } => format!("逾期未{}的后果", of.word()),
        Effect::BeforeDue { of, .. } => format!("{}到期前提醒", of.word()),
        Effect::Monthly { .. } => "每月定期事项".to_owned(),
        Effect::Extension(_) => rule.act().map_or_else(String::new, |act| format!("{}延期", act.word())),
        Effect::Suspension { .. } => "挂单".to_owned(),
        Effect::Decides { .. } => "由谁签批".to_owned(),
        _ => rule.act().map_or_else(String::new, |act| act.word().to_owned()),
    }
}

/// How much time is left or how late, in a few words; `None` where that says nothing.
pub fn left(deadline: &Deadline<'_>, today: &Calendar, now: NaiveDateTime) -> Option<(String, bool)> {
    let due = deadline.due?;
    if matches!(deadline.rule.effect, Effect::BeforeDue { edge: Edge::FewerThan(_), .. } | Effect::OnOverdue { .. }) {
        return None;
    }
    let late = deadline.is_late(now)?;
    if deadline.rule.act() == Some(Act::Escalation) && late {
        return Some(("已满期，应当提级".to_owned(), false));
    }
    if deadline.is_done_too_early() {
        return Some(("完成早于起算，请核实时间".to_owned(), true));
    }
    if deadline.done.is_some() {
        return Some(if late { ("已逾期完成".to_owned(), true) } else { ("已按时完成".to_owned(), false) });
    }
    let expires = deadline.rule.act() == Some(Act::Return) || !matches!(deadline.rule.effect, Effect::Limit(_));
    if late && expires {
        return Some(("已过最迟时间".to_owned(), true));
    }
    let days = deadline.remaining_working_days(today, now)?.ok()?;
    Some(match (late, days) {
        (true, 0) => (format!("已逾期 {}", span(now - due.at)), true),
        (true, days) => (format!("已逾期 {} 个工作日", -days), true),
        (false, 0) if due.day.is_some() => ("今天到期".to_owned(), false),
        (false, 0) => (format!("还剩 {}", span(due.at - now)), false),
        (false, days) => (format!("还剩 {days} 个工作日"), false),
    })
}

fn span(delta: chrono::TimeDelta) -> String {
    match (delta.num_hours(), delta.num_minutes()) {
        (0, minutes) => format!("{} 分钟", minutes.max(1)),
        (hours, minutes) if hours < 48 => format!("{hours} 小时 {} 分钟", minutes - hours * 60),
        (hours, _) => format!("{} 天", hours / 24),
    }
}

/// What an entry says in place of a due moment.
pub fn state(state: State<'_>) -> Option<String> {
    Some(match state {
        State::Due | State::Right => return None,
        State::Waiting(kind) => format!("自“{}”起算，尚未填写", kind.word()),
        State::WaitingFor(act) => format!("随“{}”时限确定，目前没有", act.word()),
        State::AtOnce => "立即办理，条文不设时点".to_owned(),
        State::Exempt => "已在期限内办结并答复，不再要求".to_owned(),
        State::Decided(role) => format!("由{}签批", role.word()),
        State::Suspended => "挂单中，停止计时".to_owned(),
        State::OutOfRange => "结果超出日历范围（2000—2069年）".to_owned(),
        State::Overridden(by) => format!("由 {} 优先", by.row()),
    })
}

/// What it will run from, where room is short.
pub fn awaits(kind: MomentKind) -> String {
    format!("待{}起算", kind.word())
}

/// What it runs from, and by which law days are counted.
pub fn start(deadline: &Deadline<'_>) -> Option<String> {
    let (kind, at) = deadline.from?;
    let how = deadline.course.as_ref().map(|course| convention(course.plan)).unwrap_or_default();
    let kind = kind.word().trim_end_matches("（转交）");
    if deadline.presumed {
        return Some(format!("没有填{kind}时间，按上一环节期限届满（{}）推定起算{how}", super::short_date(at.date())));
    }
    Some(format!("自 {} {kind}起算{how}", super::moment(at)))
}

fn convention(plan: Plan) -> &'static str {
    match plan {
        Plan::Days { clock: DayClock::Working, .. } => "，次一工作日为第 1 日",
        Plan::Days { clock: DayClock::Calendar, .. } => "，次日为第 1 日，节假日计入",
        Plan::WorkingDaySeconds(_) => "，自该时点连续计时，休息日不走",
        Plan::Seconds(_) => "，按钟点连续计时，夜间和节假日照算",
        Plan::OfficeSeconds(_) => "，只在工作时间内计时",
        Plan::SameDay { roll: true } => "，当日 24:00 截止，休息日收到的顺延到下一工作日",
        Plan::SameDay { roll: false } => "，当日 24:00 截止，休息日也是当天",
        Plan::Years(_) => "，按年计算",
        Plan::NextMorning => "，到下一工作日开始为止",
        Plan::Until(_) => "",
    }
}

/// The law the counting follows.
pub fn counting(deadline: &Deadline<'_>) -> Option<&'static str> {
    let course = deadline.course.as_ref()?;
    matches!(course.plan, Plan::Days { .. } | Plan::SameDay { .. } | Plan::Years(_)).then(|| {
        match CountingCode::on(course.start.date()) {
            CountingCode::CivilCode => "期间计算：《民法典》第二百零一条、第二百零三条",
            CountingCode::GeneralProvisions => "期间计算：《民法总则》第二百零一条、第二百零三条",
            CountingCode::GeneralPrinciples => "期间计算：《民法通则》第一百五十四条",
        }
    })
}

/// 《…》第九条（文号）.
pub fn citation(rule: &Rule, source: Option<&Source>) -> String {
    let title = source.map_or(rule.citation.source.as_str(), |source| source.title.as_str());
    let number =
        source.and_then(|source| source.number.as_deref()).map(|number| format!("，{number}")).unwrap_or_default();
    format!("《{}》{}{number}", title.trim_matches(['《', '》']), rule.citation.clause)
}

/// That the pack is a draft.
pub fn draft(title: &str, status: Status) -> String {
    format!("《{title}》尚是{}，未正式施行，结果仅供参考。", super::status(status))
}

pub fn group_heading(title: &str, entries: usize) -> String {
    format!("{title}（{entries} 条）")
}

/// The due moment without the what-if.
pub fn without_trial(was: &str) -> String {
    format!("未试算前：{was}")
}

pub fn overridden_heading(rules: usize) -> String {
    format!("被优先条款取代（{rules} 条）")
}

/// The row that goes before a displaced rule.
pub fn gives_way(by: &str) -> String {
    format!("—— 由 {by} 优先适用")
}

pub fn readings_heading(effects: usize) -> String {
    format!("解释口径的影响（{effects} 种换法会改变结果）")
}

/// How a reading stands and what it is compared with, after its name.
pub fn reading_choice(chosen: &str, other: &str) -> String {
    format!("：现按“{chosen}”。若按“{other}”：")
}

/// A reading with its reason.
pub fn reading_why(label: &str, chosen: &str, why: &str) -> String {
    format!("口径·{label}：按“{chosen}”；{why}")
}

/// A reading among the inputs.
pub fn reading_line(label: &str, chosen: &str) -> String {
    format!("口径·{label}：{chosen}")
}

/// The pack among the inputs.
pub fn pack_line(pack: &Pack) -> String {
    let text = pack.text();
    format!("规则包：{}《{}》第 {} 版", text.name, text.title, text.version)
}

/// First line of the answer as text.
pub fn text_heading(pack: &str) -> String {
    format!("{pack} 时限计算")
}

/// What the statement is about, and when it was made.
pub fn statement_line(pack: &str, now: NaiveDateTime) -> String {
    format!("{pack}12345 热线工单　计算时间：{}", super::moment(now))
}

pub fn reminder(at: Due) -> String {
    format!("{}提醒", super::due(at))
}

pub fn suspension_refused(by: &Rule) -> String {
    format!("挂单不予计入：{}（{}）", by.citation.gist, by.row())
}

pub fn extension(right: &ExtensionRight<'_>) -> Vec<String> {
    let unit = if right.unit == Unit::CalendarDay { "日" } else { "个工作日" };
    let mut lines = Vec::new();
    for grant in &right.grants {
        lines.push(match grant.refused {
            None => format!("延期 {} {unit}，已计入", grant.days),
            Some((0, rule)) => format!("延期 {} {unit}不予计入：{}（{}）", grant.days, rule.citation.gist, rule.row()),
            Some((most, rule)) => {
                format!("延期 {} {unit}超过上限，最多 {most} {unit}（{}），未计入", grant.days, rule.row())
            }
        });
    }
    let rules = |right: &ExtensionRight<'_>| right.rules.iter().map(|rule| rule.row()).collect::<Vec<_>>().join("、");
    if let Some(rule) = right.barred_by {
        if right.grants.is_empty() {
            lines.push(format!("不能延期：{}（{}）", rule.citation.gist, rule.row()));
        }
        return lines;
    }
    if right.rules.is_empty() {
        lines.push("本规则包没有延期条款（条文未规定），按本地设定准予".to_owned());
        return lines;
    }
    let granted = right.grants.iter().filter(|grant| grant.refused.is_none()).count();
    let until = right.ask_until.map(|at| format!("，最迟 {} 提出", super::end(at))).unwrap_or_default();
    let opens = right.ask_opens.map(|day| format!("（条文自{}起）", super::short_date(day))).unwrap_or_default();
    lines.push(match right.most {
        Some(0) => format!("不能再延期（{}）", rules(right)),
        Some(most) if granted > 0 => format!("还可再申请延期，每次至多 {most} {unit}{until}（{}）", rules(right)),
        Some(most) => format!("可申请延期，至多 {most} {unit}{until}{opens}（{}）", rules(right)),
        None => format!("可申请延期，条文不限日数{until}（{}）", rules(right)),
    });
    lines
}

/// A day on the sheet: what became of it.
pub fn passed(passed: Passed, day: &Day<'_>) -> String {
    match passed {
        Passed::Start => "起算日".to_owned(),
        Passed::Counted(n) => format!("第 {n} 日"),
        Passed::Skipped => day_kind(day),
        Passed::Paused => "挂单，不计".to_owned(),
        Passed::Ran(seconds) => running(seconds),
        Passed::Rolled => "顺延".to_owned(),
    }
}

/// The note of a day on which the limit ends.
pub fn last_day(note: &str) -> String {
    if note.is_empty() { "到期".to_owned() } else { format!("{note}·到期") }
}

fn running(seconds: i64) -> String {
    match (seconds / 3600, seconds % 3600 / 60) {
        (0, minutes) => format!("走 {minutes} 分"),
        (hours, 0) => format!("走 {hours} 小时"),
        (hours, minutes) => format!("走 {hours} 时 {minutes} 分"),
    }
}

pub fn day_kind(day: &Day<'_>) -> String {
    let name = day.name.unwrap_or_default();
    match day.kind {
        DayKind::Working => "工作日".to_owned(),
        DayKind::Weekend => "周末".to_owned(),
        DayKind::Holiday => format!("{name}放假"),
        DayKind::MakeUpWorkday => "调休上班".to_owned(),
        DayKind::Festival => format!("{name}（法定）"),
        DayKind::LocalRest | DayKind::LocalWork => format!("本地：{name}"),
    }
}

/// What a day is, with the number of the notice in the list of sources.
pub fn day_mark(day: &Day<'_>, notice: Option<usize>) -> String {
    let kind = day_kind(day);
    match (notice, day.standing) {
        (Some(at), _) => format!("{kind}〔{}〕", at + 1),
        (None, Standing::Provisional) => format!("{kind}（{PROVISIONAL}）"),
        (None, _) => kind,
    }
}

/// Why a day is what it is, in full.
pub fn day_reason(day: &Day<'_>, festival_source: &str) -> String {
    let kind = day_kind(day);
    match (day.notice, day.local, day.standing) {
        (Some(notice), _, _) => format!("{kind}，依据{}", notice_name(notice)),
        (_, Some(local), _) if local.basis.is_empty() => format!("{kind}（本地设定）"),
        (_, Some(local), _) => format!("{kind}，依据{}", local.basis),
        (_, _, Standing::Provisional) if day.kind == DayKind::Festival => {
            format!("{kind}，依据《{festival_source}》，暂定")
        }
        (_, _, Standing::Provisional) => format!("{kind}，暂定（尚无放假通知）"),
        _ => kind,
    }
}

/// A notice with where it was published.
pub fn notice_line(notice: &Notice) -> String {
    let source = if notice.source.is_empty() { String::new() } else { format!("　{}", notice.source) };
    format!("{}{source}", notice_name(notice))
}

pub fn notice_name(notice: &Notice) -> String {
    match &notice.number {
        Some(number) => format!("{number}（{}公布）", notice.published),
        None => format!("国务院办公厅{}年放假安排通知（{}公布）", notice.covers, notice.published),
    }
}

/// What another reading does to one row.
pub fn moved(row: &str, now: &str, then: &str) -> String {
    format!("{row} {now} → {then}；")
}

pub fn guidance_heading(count: usize) -> String {
    format!("各环节的其他要求（{count} 条）")
}
