//! One case with everything that belongs to it, in words (一案一档).

use banjie::deadline::Regime;
use banjie::deadline::query::Query;
use banjie::order::{Entry, Item, Phase, Step, Value, WorkOrder};
use banjie::pack::{Ground, Rule};
use banjie::supervision::{Case, CaseStage, cases};
use banjie::term::{Consequence, Term};
use banjie::workflow::{Found, Standing, asks, grounds, steps};
use chrono::NaiveDateTime;

use super::cases::result_of;
use super::record::{EntryLine, GroundLine, LimitLine, case_limit, named, stage_code};
use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::say::order::ReasonText;

/// 审签和下达.
const NOTICES: [Step; 2] = [Step::ApproveNotice, Step::NotifySupervision];
/// 延期.
const EXTENSIONS: [Step; 3] = [Step::RequestExtension, Step::GrantExtension, Step::DenyExtension];
/// 核查和结案.
const CHECKS: [Step; 2] = [Step::VerifySupervision, Step::CloseSupervision];

/// One rung of the ladder of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    pub rule: String,
    pub mode: &'static str,
    pub gist: String,
    pub clause: String,
    /// When it was used in this case.
    pub used: Option<String>,
    /// Whether its circumstances hold now.
    pub holds: bool,
}

/// A step that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLink {
    pub step: Step,
    pub until: Option<String>,
    pub clause: Option<String>,
}

/// What a clause demands of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub field: &'static str,
    pub clause: Option<String>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    pub hash: String,
    pub name: String,
    pub size: String,
}

/// The case as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub nth: u32,
    pub all: u32,
    pub number: String,
    pub order_number: String,
    pub title: String,
    pub stage: &'static str,
    pub stage_code: &'static str,
    pub is_last: bool,
    pub is_closed: bool,
    pub is_noticed: bool,
    pub result: String,
    /// (name, value), empty values left out.
    pub basics: Vec<(&'static str, String)>,
    /// The units that have or assist with the order.
    pub units: Vec<String>,
    pub ground: String,
    pub ground_rule: String,
    /// Clause of the ground; none where the pack does not know it.
    pub ground_clause: Option<String>,
    /// Only people can state it.
    pub by_hand: bool,
    /// The ground as the log shows it now.
    pub shown: Option<GroundLine>,
    pub modes: String,
    pub ladder: Vec<Rung>,
    pub limit: Option<LimitLine>,
    /// The day sheet of the limit.
    pub days: String,
    pub opening: Vec<EntryLine>,
    pub notices: Vec<EntryLine>,
    pub extensions: Vec<EntryLine>,
    pub answers: Vec<EntryLine>,
    /// What the answer lacks, or before it, must say.
    pub demands: Vec<Demand>,
    pub checks: Vec<EntryLine>,
    pub others: Vec<EntryLine>,
    pub files: Vec<Attached>,
    pub possible: Vec<StepLink>,
    pub forbidden: Vec<(Step, Vec<ReasonText>)>,
}

impl Sheet {
    /// The case with this number, or the last one; what is said where there is none.
    pub fn of(desk: Desk, order: &WorkOrder, nth: Option<u32>, now: NaiveDateTime) -> Result<Self, String> {
        let all = cases(order);
        let wanted = nth.or(all.last().map(|case| case.nth));
        let case = all.iter().find(|case| Some(case.nth) == wanted);
        let case = case.ok_or_else(|| say::supervision::NO_CASE.to_owned())?;
        let pack = order.pack().0;
        desk.under(pack, |regime| Self::under(regime, order, case, now)).ok_or_else(|| say::order::no_pack(pack))
    }

    fn under(regime: &Regime<'_>, order: &WorkOrder, case: &Case<'_>, now: NaiveDateTime) -> Self {
        let is_last = case.nth == order.cases;
        let stage = case.stage();
        let held = grounds(regime, order, now);
        let rule = regime.pack.rule(case.ground());
        let shown = held.iter().find(|found| found.rule.id == case.ground());
        let modes: Vec<&str> = case.modes().into_iter().map(Term::word).collect();
        let lines = |wanted: &dyn Fn(Step) -> bool| -> Vec<EntryLine> {
            let of = case.entries.iter().filter(|entry| entry.fact.step().is_some_and(wanted));
            of.map(|entry| EntryLine::of(entry, Some(regime.pack))).collect()
        };
        let apart = |step: Step| {
            let own = [Step::OpenSupervision, Step::AnswerSupervision, Step::Attach].contains(&step);
            own || NOTICES.contains(&step) || EXTENSIONS.contains(&step) || CHECKS.contains(&step)
        };
        let (possible, forbidden) = if is_last { ways(regime, order, now) } else { (Vec::new(), Vec::new()) };
        let query = Query {
            pack: order.pack().0.to_owned(),
            number: order.number().to_owned(),
            order: order.input.clone(),
            ..Query::default()
        };
        Self {
            nth: case.nth,
            all: order.cases,
            number: case.number().to_owned(),
            order_number: named(order.number()),
            title: order.title().to_owned(),
            stage: say::supervision::stage(stage),
            stage_code: stage_code(stage),
            is_last,
            is_closed: stage == CaseStage::Closed,
            is_noticed: case.last(Step::NotifySupervision).is_some(),
            result: result_of(case, regime.pack),
            basics: basics(order),
            units: std::iter::once(&order.lead)
                .chain(&order.assisting)
                .filter(|name| !name.is_empty())
                .cloned()
                .collect(),
            ground: case.ground_words(regime.pack).to_owned(),
            ground_rule: case.ground().to_owned(),
            ground_clause: rule.map(|rule| say::order::clause(rule, regime.pack)),
            by_hand: rule.and_then(|rule| rule.ground()).is_some_and(Ground::is_by_hand),
            shown: shown.map(|found| GroundLine::of(found, order, regime)),
            modes: modes.join("、"),
            ladder: ladder(regime, case, &held),
            limit: is_last.then(|| case_limit(regime, order, now)).flatten(),
            days: route::address(Page::Deadline, &query.pairs()),
            opening: lines(&|step: Step| step == Step::OpenSupervision),
            notices: lines(&|step: Step| NOTICES.contains(&step)),
            extensions: lines(&|step: Step| EXTENSIONS.contains(&step)),
            answers: lines(&|step: Step| step == Step::AnswerSupervision),
            demands: if is_last { demands(regime, order, case) } else { Vec::new() },
            checks: lines(&|step: Step| CHECKS.contains(&step)),
            others: lines(&|step: Step| !apart(step)),
            files: case.entries.iter().filter_map(|entry| attached(entry)).collect(),
            possible,
            forbidden,
        }
    }
}

/// What the order is.
fn basics(order: &WorkOrder) -> Vec<(&'static str, String)> {
    let on_file = |item: Item| order.on_file.text(item).to_owned();
    let last = |step: Step, item: Item| {
        order.done(step).last().map(|entry| entry.fact.with.text(item).to_owned()).unwrap_or_default()
    };
    let attributes = &order.input.attributes;
    let lines = [
        ("事项名称", order.title().to_owned()),
        ("诉求性质", attributes.nature.word().to_owned()),
        ("紧急程度", attributes.urgency.word().to_owned()),
        ("来电次数", order.calls().to_string()),
        ("发生地点", on_file(Item::Place)),
        ("涉及人员或单位", on_file(Item::Persons)),
        ("诉求目的", on_file(Item::Demand)),
        ("承办单位", order.lead.clone()),
        ("协办单位", order.assisting.join("、")),
        ("牵头负责人", last(Step::SignOff, Item::LeadPerson)),
        ("承办科室或经办人", last(Step::Assign, Item::Handler)),
    ];
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// How the pack has units urged, one manner after the other.
fn ladder(regime: &Regime<'_>, case: &Case<'_>, held: &[Found<'_>]) -> Vec<Rung> {
    // Of several rungs of one manner the ground of the case tells which it was.
    let own = case.ground();
    let own_mode = regime.rules().iter().find(|rule| rule.id == own).and_then(|rule| rule.ground()?.mode);
    let rung = |rule: &&Rule| {
        let ground = rule.ground()?;
        let mode = ground.mode?;
        if !matches!(ground.leads_to, Consequence::Supervision | Consequence::Remind) {
            return None;
        }
        let used = case.entries.iter().find(|entry| {
            entry.fact.step() == Some(Step::NotifySupervision) && entry.fact.with.text(Item::Mode) == mode.code()
        });
        let used = used.filter(|_| own_mode != Some(mode) || rule.id == own);
        Some(Rung {
            rule: rule.id.clone(),
            mode: mode.word(),
            gist: rule.citation.gist.clone(),
            clause: say::order::clause(rule, regime.pack),
            used: used.map(|entry| say::moment(entry.fact.at)),
            holds: held.iter().any(|found| found.rule.id == rule.id),
        })
    };
    regime.rules().iter().filter_map(rung).collect()
}

/// What the clauses demand of the answer and it does not say; of a case that was not answered, all of it.
fn demands(regime: &Regime<'_>, order: &WorkOrder, case: &Case<'_>) -> Vec<Demand> {
    let answer = case.last(Step::AnswerSupervision).map(|entry| entry.fact.with.clone()).unwrap_or_default();
    let asked = asks(regime, Some(order), Step::AnswerSupervision, &answer);
    let open = asked.into_iter().filter(|ask| ask.must && answer.get(ask.field).is_none_or(Value::is_empty));
    open.map(|ask| Demand {
        field: ask.field.word(),
        clause: ask.rule.map(|rule| say::order::clause(rule, regime.pack)),
    })
    .collect()
}

fn attached(entry: &Entry) -> Option<Attached> {
    let with = &entry.fact.with;
    (entry.fact.step() == Some(Step::Attach)).then(|| Attached {
        hash: with.text(Item::FileHash).to_owned(),
        name: with.text(Item::FileName).to_owned(),
        size: say::order::size(with.number(Item::FileSize).unwrap_or(0)),
    })
}

/// What can be done in the case now, and what only a clause forbids.
fn ways(regime: &Regime<'_>, order: &WorkOrder, now: NaiveDateTime) -> (Vec<StepLink>, Vec<(Step, Vec<ReasonText>)>) {
    let (mut possible, mut forbidden) = (Vec::new(), Vec::new());
    let of_case =
        |step: Step| step.phase() == Phase::Supervision || (order.is_supervised && EXTENSIONS.contains(&step));
    for view in steps(regime, order, now).into_iter().filter(|view| of_case(view.step)) {
        if view.standing != Standing::Refused {
            possible.push(StepLink {
                step: view.step,
                until: say::order::until(&view),
                clause: view.rules.first().map(|rule| say::order::clause(rule, regime.pack)),
            });
        } else if !view.is_out_of_turn() {
            forbidden.push((view.step, say::order::reasons(&view.reasons, regime)));
        }
    }
    (possible, forbidden)
}
