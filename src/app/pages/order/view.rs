//! From an order under its rules to what the page shows: owned words, nothing borrowed.

use banjie::guidance::{deemed_accepted, duties};
use banjie::ledger::{Row, Standing as RowStanding};
use banjie::order::{Phase, Step, WorkOrder};
use banjie::term::{Role, Term};
use banjie::workflow::{Standing, steps};
use chrono::NaiveDateTime;

use crate::app::desk::Desk;
use crate::app::say;
use crate::app::say::order::ReasonText;

/// One step as listed.
#[derive(Debug, Clone, PartialEq)]
pub struct StepItem {
    pub step: Step,
    pub standing: Standing,
    pub out_of_turn: bool,
    pub until: Option<String>,
    pub late: bool,
    /// (rule, clause, gist).
    pub clauses: Vec<(String, String, String)>,
    pub reasons: Vec<ReasonText>,
}

/// One duty as listed.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyItem {
    pub words: String,
    /// The step that does it, if it is possible now.
    pub step: Option<Step>,
    pub until: Option<String>,
    pub overdue: bool,
    pub by: String,
    /// (rule, clause) of every clause that asks for it.
    pub clauses: Vec<(String, String)>,
    pub consequence: Option<String>,
}

/// Everything the page says of an order at one moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    pub stage: &'static str,
    pub stage_code: &'static str,
    /// Whether a unit has or had it.
    pub dispatched: bool,
    pub headline: Option<(String, &'static str)>,
    pub badges: Vec<String>,
    /// Why the rules cannot be asked.
    pub trouble: Option<String>,
    pub steps: Vec<StepItem>,
    pub duties: Vec<DutyItem>,
    /// (what, at which entries).
    pub anomalies: Vec<(String, String)>,
}

/// Steps that have a place of their own on the page.
fn has_own_place(step: Step) -> bool {
    matches!(step, Step::Register | Step::Correct | Step::Retract | Step::Attach | Step::Erase | Step::Reread)
}

impl Look {
    pub fn of(desk: Desk, order: &WorkOrder, now: NaiveDateTime) -> Self {
        let (pack, version) = order.pack();
        let mut look = Self {
            stage: order.stage.word(),
            stage_code: order.stage.code(),
            dispatched: order.is_dispatched(),
            anomalies: anomalies(order),
            ..Self::default()
        };
        let asked = desk.under(pack, |regime| {
            let row = Row::of(order, Some(regime), now);
            look.headline = headline(&row, now);
            if let Some((rule, due)) = deemed_accepted(regime, order, now) {
                look.badges.push(say::order::deemed(&say::due(due), &say::order::clause(rule, regime.pack)));
            }
            if order.no_further {
                look.badges.push(say::order::NO_FURTHER.to_owned());
            }
            if regime.pack.text().version != version {
                look.trouble = Some(say::order::other_version(version, regime.pack.text().version));
            }
            look.steps = steps(regime, order, now)
                .into_iter()
                .filter(|view| !has_own_place(view.step))
                .map(|view| StepItem {
                    step: view.step,
                    standing: view.standing,
                    out_of_turn: view.is_out_of_turn(),
                    until: say::order::until(&view).or(view.decider.map(say::order::decider)),
                    late: view.is_late(now),
                    clauses: view
                        .rules
                        .iter()
                        .map(|rule| {
                            (rule.id.clone(), say::order::clause(rule, regime.pack), rule.citation.gist.clone())
                        })
                        .collect(),
                    reasons: say::order::reasons(&view.reasons, regime),
                })
                .collect();
            look.duties = duties(regime, order, now)
                .iter()
                .map(|duty| DutyItem {
                    words: say::order::duty(duty),
                    step: duty.step.filter(|step| {
                        look.steps.iter().any(|item| item.step == *step && item.standing != Standing::Refused)
                    }),
                    until: duty.until.map(|until| {
                        let provisional = if duty.provisional { "（暂定）" } else { "" };
                        format!("{}{provisional}", say::short_due(until))
                    }),
                    overdue: duty.overdue,
                    by: say::order::roles(&duty.by),
                    clauses: duty
                        .rule
                        .map(|rule| (rule.id.clone(), say::order::clause(rule, regime.pack)))
                        .into_iter()
                        .collect(),
                    consequence: duty.rule.and_then(|rule| rule.consequence.as_deref()).map(say::consequence),
                })
                .fold(Vec::new(), grouped);
        });
        if asked.is_none() {
            look.trouble = Some(say::order::no_pack(pack));
        }
        look
    }
}

/// What several clauses ask for stands once, with all of them.
fn grouped(mut list: Vec<DutyItem>, duty: DutyItem) -> Vec<DutyItem> {
    match list.iter_mut().find(|known| known.words == duty.words && known.until == duty.until) {
        Some(known) => known.clauses.extend(duty.clauses),
        None => list.push(duty),
    }
    list
}

/// What does not fit together: each kind once, with the entries it shows at.
fn anomalies(order: &WorkOrder) -> Vec<(String, String)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for anomaly in &order.anomalies {
        let words = say::order::anomaly(anomaly.kind).to_owned();
        let at = order
            .entry(anomaly.fact)
            .map(|entry| format!("{} {}", say::moment(entry.fact.at), say::order::fact(&entry.fact)));
        match found.iter_mut().find(|(known, _)| *known == words) {
            Some((_, list)) => list.extend(at),
            None => found.push((words, at.into_iter().collect())),
        }
    }
    found.into_iter().map(|(words, at)| (words, at.join("、"))).collect()
}

fn headline(row: &Row, now: NaiveDateTime) -> Option<(String, &'static str)> {
    let standing = row.standing(now);
    match (standing, row.next) {
        (RowStanding::Ended, _) | (_, None) => None,
        (RowStanding::InTime | RowStanding::DoneLate, Some(_)) => {
            Some((say::order::row_standing(standing).to_owned(), standing.code()))
        }
        (_, Some(next)) => Some((
            say::order::next_due(
                next.act.word(),
                &say::due(next.due),
                standing == RowStanding::Overdue,
                next.provisional,
            ),
            standing.code(),
        )),
    }
}

/// Whether a step is done at this desk; a desk that is not chosen sees all. Before a unit has the order, only the centre
/// does what otherwise units do.
pub fn at_desk(step: Step, role: Option<Role>, dispatched: bool) -> bool {
    let desks = step.desks();
    let early = !dispatched && step.phase() == Phase::Unit;
    role.is_none_or(|role| desks.is_empty() || (desks.contains(&role) && (!early || role == Role::Centre)))
}
