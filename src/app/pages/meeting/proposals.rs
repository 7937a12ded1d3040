//! Which orders a clause brings before the meeting: worked out beside everything else, again with every change.

use std::collections::{BTreeMap, BTreeSet};

use banjie::guidance::What;
use banjie::ledger::Standing;
use banjie::order::{Fact, Id, Item, Step, WorkOrder};
use banjie::pack::{Effect, Rule};
use banjie::term::Consequence;
use banjie::workflow::grounds;
use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::Desk;
use crate::app::pages::supervision::record::named;
use crate::app::session::Session;
use crate::app::{platform, say};

/// The row whose monthly rules bring orders before the meeting.
const MEETING_ROW: &str = "SC-2";
/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 12.0;

/// Why an order is to be brought before the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Because {
    pub rule: String,
    pub clause: String,
    pub gist: String,
    pub proposed: bool,
    pub since: Option<NaiveDateTime>,
}

/// An order to be brought before the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Proposal {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub lead: String,
    pub because: Vec<Because>,
}

/// What was found, and how far a search is that is under way.
#[derive(Clone, Copy)]
pub struct Found {
    pub list: RwSignal<Vec<Proposal>>,
    pub working: RwSignal<Option<(usize, usize)>>,
}

/// When each order was last on an agenda.
pub fn last_met(office: &[Fact]) -> BTreeMap<Id, NaiveDateTime> {
    let mut met: BTreeMap<Id, NaiveDateTime> = BTreeMap::new();
    for fact in office.iter().filter(|fact| fact.step() == Some(Step::HoldMeeting)) {
        for id in fact.with.list(Item::Agenda).iter().filter_map(|id| Id::parse(id)) {
            let last = met.entry(id).or_insert(fact.at);
            *last = fact.at.max(*last);
        }
    }
    met
}

fn brings_monthly(rule: &Rule) -> bool {
    rule.row() == MEETING_ROW && matches!(rule.effect, Effect::Monthly { .. })
}

/// Orders to look at: those that owe it by their grounds, then open ones under packs that bring orders by the month.
fn candidates(desk: Desk, session: Session, now: NaiveDateTime) -> Vec<Id> {
    let agenda = |what: What| matches!(what, What::Ground(Consequence::Agenda) | What::Proposed(Consequence::Agenda));
    let mut ids: Vec<Id> =
        desk.with_tasks(|tasks| tasks.iter().filter(|task| agenda(task.what)).map(|task| task.order).collect());
    let open: Vec<(Id, String)> = desk.with_rows(|rows| {
        let open = rows.iter().filter(|row| row.standing(now) < Standing::InTime);
        open.map(|row| (row.id, row.pack.clone())).collect()
    });
    let mut monthly: BTreeMap<String, bool> = BTreeMap::new();
    for (id, pack) in open {
        let brings = *monthly
            .entry(pack)
            .or_insert_with_key(|pack| session.pack(pack).is_some_and(|pack| pack.rules().iter().any(brings_monthly)));
        if brings {
            ids.push(id);
        }
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

/// Why an order is to be brought before the next meeting; what arose before it was last on an agenda is dealt with.
fn because(desk: Desk, order: &WorkOrder, met: Option<NaiveDateTime>, now: NaiveDateTime) -> Vec<Because> {
    let is_new = |since: Option<NaiveDateTime>| met.is_none_or(|met| since.is_some_and(|since| since > met));
    let found = desk.under(order.pack().0, |regime| {
        let line = |rule: &Rule, proposed: bool, since: Option<NaiveDateTime>| Because {
            rule: rule.id.clone(),
            clause: say::order::clause(rule, regime.pack),
            gist: rule.citation.gist.clone(),
            proposed,
            since,
        };
        let mut found: Vec<Because> = grounds(regime, order, now)
            .iter()
            .filter(|found| found.ground.leads_to == Consequence::Agenda && found.answered.is_none())
            .map(|found| line(found.rule, found.ground.proposed, found.since))
            .collect();
        let attributes = regime.attributes(&order.input);
        let monthly = regime.rules().iter().copied().filter(|rule| brings_monthly(rule));
        for rule in monthly.filter(|rule| rule.matches(&attributes, None)) {
            if let Effect::Monthly { from, .. } = &rule.effect
                && let Some(at) = order.input.moments.get(*from)
            {
                found.push(line(rule, false, Some(at)));
            }
        }
        found
    });
    found.unwrap_or_default().into_iter().filter(|because| is_new(because.since)).collect()
}

/// Looks for orders to be brought before the meeting, again whenever something changed.
pub fn proposals(desk: Desk, session: Session) -> Found {
    let found = Found { list: RwSignal::new(Vec::new()), working: RwSignal::new(Some((0, 0))) };
    let run = StoredValue::new(0usize);
    leptos::prelude::Effect::new(move |_| {
        desk.version.track();
        if !desk.is_ready() || !desk.tasks_ready() {
            return;
        }
        run.update_value(|run| *run += 1);
        let mine = run.get_value();
        spawn_local(async move {
            let now = session.now.get_untracked();
            let (ids, met) = untrack(|| (candidates(desk, session, now), last_met(&desk.office())));
            let mut list = Vec::new();
            let mut began = platform::elapsed_ms();
            for (at, id) in ids.iter().enumerate() {
                if let Some(order) = untrack(|| desk.order(*id)) {
                    let because = untrack(|| because(desk, &order, met.get(id).copied(), now));
                    if !because.is_empty() {
                        list.push(Proposal {
                            id: *id,
                            number: named(order.number()),
                            title: order.title().to_owned(),
                            lead: order.lead.clone(),
                            because,
                        });
                    }
                }
                if platform::elapsed_ms() - began > SLICE_MS {
                    found.working.set(Some((at + 1, ids.len())));
                    platform::breathe().await;
                    // The page is gone, or there is something new to look for.
                    if run.try_get_value() != Some(mine) {
                        return;
                    }
                    began = platform::elapsed_ms();
                }
            }
            found.list.set(list);
            found.working.set(None);
        });
    });
    found
}
