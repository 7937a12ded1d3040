//! What stands in a log, in words: entries, circumstances with what shows them, the limit of a case; and where to go on.

use std::collections::BTreeSet;

use banjie::deadline::Regime;
use banjie::order::{Entry, Field, Id, Key, Step, Value, WorkOrder};
use banjie::pack::Pack;
use banjie::supervision::CaseStage;
use banjie::term::{Act, Consequence, Term, Track};
use banjie::workflow::{Found, Why, grounds, view};
use chrono::NaiveDateTime;

use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::session::Session;

/// One entry of a log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryLine {
    /// Code of the fact.
    pub kind: String,
    pub what: String,
    pub at: String,
    pub by: String,
    /// (name, value), in the order in which the step asks for them.
    pub with: Vec<(String, String)>,
}

/// Circumstances that hold, with the clause that names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroundLine {
    pub rule: String,
    pub clause: String,
    pub gist: String,
    /// The log only suggests it.
    pub proposed: bool,
    pub mode: Option<&'static str>,
    /// The limit that was missed.
    pub missed: Option<String>,
    pub facts: Vec<EntryLine>,
    /// What the clause has done about it.
    pub step: Option<Step>,
}

/// The limit of the last case of an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LimitLine {
    pub rule: String,
    pub words: String,
    pub clause: String,
    pub done: Option<String>,
    pub late: bool,
    pub provisional: bool,
}

impl EntryLine {
    pub fn of(entry: &Entry, pack: Option<&Pack>) -> Self {
        let fact = &entry.fact;
        let asked = fact.step().map(Step::fields).unwrap_or_default();
        let place = |field: Field| asked.iter().position(|known| *known == field).unwrap_or(usize::MAX);
        let known = fact.with.iter().filter_map(|(key, value)| match key {
            Key::Known(field) if say::order::shown(*field) => Some((*field, value)),
            _ => None,
        });
        let mut known: Vec<(Field, &Value)> = known.collect();
        known.sort_by_key(|(field, _)| place(*field));
        let who = [fact.by.role.word(), fact.by.unit.as_str(), fact.by.name.as_str()];
        Self {
            kind: fact.kind.code().to_owned(),
            what: say::order::fact(fact),
            at: say::moment(fact.at),
            by: who.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
            with: known
                .into_iter()
                .map(|(field, value)| (field.word().to_owned(), say::order::value(field, value, pack)))
                .collect(),
        }
    }

    /// In one cell of a table.
    pub fn text(&self) -> String {
        let with: Vec<String> = self.with.iter().map(|(name, value)| format!("{name}：{value}")).collect();
        let parts = [self.at.clone(), self.what.clone(), with.join("，")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl GroundLine {
    pub fn of(found: &Found<'_>, order: &WorkOrder, regime: &Regime<'_>) -> Self {
        let (rule, ground) = (found.rule, found.ground);
        let facts = found.facts.iter().filter_map(|id| order.entry(*id));
        let missed = found.missed.zip(ground.overdue);
        Self {
            rule: rule.id.clone(),
            clause: say::order::clause(rule, regime.pack),
            gist: rule.citation.gist.clone(),
            proposed: ground.proposed,
            mode: ground.mode.map(Term::word),
            missed: missed.map(|(due, act)| say::supervision::missed(act.word(), &say::due(due))),
            facts: facts.map(|entry| EntryLine::of(entry, Some(regime.pack))).collect(),
            step: ground.answered_by.first().map(|done| done.step),
        }
    }
}

/// What holds on an order, leads to this, and was not answered.
pub fn open_grounds(desk: Desk, order: &WorkOrder, leads_to: Consequence, now: NaiveDateTime) -> Vec<GroundLine> {
    let asked = desk.under(order.pack().0, |regime| {
        let found = grounds(regime, order, now);
        let open = found.iter().filter(|found| found.ground.leads_to == leads_to && found.answered.is_none());
        open.map(|found| GroundLine::of(found, order, regime)).collect::<Vec<_>>()
    });
    asked.unwrap_or_default()
}

/// Until when the unit has to answer the case that is open, or last was; none before it was told, or without a limit.
pub fn case_limit(regime: &Regime<'_>, order: &WorkOrder, now: NaiveDateTime) -> Option<LimitLine> {
    let limits = regime.deadlines_of(Act::Supervision, Track::Handling, &order.input, now);
    let binding = limits.iter().filter(|limit| limit.binds());
    let (limit, due) = binding.filter_map(|limit| Some((limit, limit.due?))).min_by_key(|(_, due)| due.at)?;
    Some(LimitLine {
        rule: limit.rule.id.clone(),
        words: say::due(due),
        clause: say::order::clause(limit.rule, regime.pack),
        done: limit.done.map(say::moment),
        late: limit.is_late(now) == Some(true),
        provisional: limit.provisional,
    })
}

/// What comes next in an open case: the step of its stage, or what a clause wants before that.
pub fn next_step(regime: &Regime<'_>, order: &WorkOrder, stage: CaseStage, now: NaiveDateTime) -> Option<Step> {
    let step = match stage {
        CaseStage::Opened => Step::NotifySupervision,
        CaseStage::Noticed => Step::AnswerSupervision,
        CaseStage::Answered => Step::VerifySupervision,
        CaseStage::Verified => Step::CloseSupervision,
        CaseStage::Closed => return None,
    };
    let wanted = view(regime, order, step, now).reasons.into_iter().find_map(|reason| match reason.why {
        Why::NeedsStep(done) => Some(done.step),
        _ => None,
    });
    Some(wanted.unwrap_or(step))
}

/// Style class of a stage.
pub fn stage_code(stage: CaseStage) -> &'static str {
    match stage {
        CaseStage::Opened => "opened",
        CaseStage::Noticed => "noticed",
        CaseStage::Answered => "answered",
        CaseStage::Verified => "verified",
        CaseStage::Closed => "closed",
    }
}

/// The page of an order.
pub fn order_address(id: Id) -> String {
    route::address(Page::Order, &[("id".to_owned(), id.to_string())])
}

/// The page of an order, with the form of a step open.
pub fn step_address(id: Id, step: Step) -> String {
    route::address(Page::Order, &[("id".to_owned(), id.to_string()), ("step".to_owned(), step.code().to_owned())])
}

/// The file of a case.
pub fn case_address(id: Id, nth: u32) -> String {
    route::address(Page::Supervision, &[("id".to_owned(), id.to_string()), ("case".to_owned(), nth.to_string())])
}

/// What an order is called where its number is asked for.
pub fn named(number: &str) -> String {
    if number.is_empty() { say::supervision::NO_NUMBER.to_owned() } else { number.to_owned() }
}

/// The packs of the orders here, and the one last worked with.
pub fn packs_in_use(desk: Desk, session: Session) -> BTreeSet<String> {
    let mut packs: BTreeSet<String> = desk.with_rows(|rows| {
        let packs: BTreeSet<&str> = rows.iter().map(|row| row.pack.as_str()).collect();
        packs.into_iter().map(str::to_owned).collect()
    });
    packs.extend(session.pack_or_last("").map(|pack| pack.id().to_owned()));
    packs
}
