//! Which orders and cases stand in which list: one pass over what is owed and one over the ledger.

use std::collections::{BTreeMap, BTreeSet};

use banjie::guidance::What;
use banjie::ledger::Task;
use banjie::order::{Id, Step};
use banjie::term::{Act, Consequence};
use chrono::NaiveDateTime;

use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// The row whose clause counts the share of closed cases; packs without it have no such figure.
const SHARE_ROW: &str = "XH-2.5";

/// The lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tab {
    /// A clause asks for a case.
    #[default]
    ToOpen,
    Open,
    Closed,
    /// A clause asks for accountability.
    Accountability,
    /// A clause asks for a list to be reported.
    Report,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::ToOpen, Self::Open, Self::Closed, Self::Accountability, Self::Report];

    pub fn code(self) -> &'static str {
        match self {
            Self::ToOpen => "to_open",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Accountability => "accountability",
            Self::Report => "report",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    /// What the circumstances in it lead to, and the step that does it; none for lists of cases.
    pub fn leads_to(self) -> Option<(Consequence, Step)> {
        match self {
            Self::ToOpen => Some((Consequence::Supervision, Step::OpenSupervision)),
            Self::Accountability => Some((Consequence::Accountability, Step::Refer)),
            Self::Report => Some((Consequence::Report, Step::ReportOutward)),
            Self::Open | Self::Closed => None,
        }
    }

    /// The list in which a consequence stands.
    fn of(consequence: Consequence) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.leads_to().is_some_and(|(leads_to, _)| leads_to == consequence))
    }
}

/// An order, and which of its cases; 0 where no case is meant.
pub type Place = (Id, u32);

/// Share of closed cases under one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub rule: String,
    pub clause: String,
    pub gist: String,
    pub closed: usize,
    pub all: usize,
}

/// Every list, of all units or of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    places: BTreeMap<Tab, Vec<Place>>,
    /// Units to choose from, whichever is chosen.
    pub units: Vec<String>,
    pub shares: Vec<Share>,
}

/// What a task tells.
enum Told {
    Ground(Tab),
    /// Until when a case must be answered.
    Until(NaiveDateTime),
}

fn told(task: &Task) -> Option<Told> {
    match task.what {
        What::Ground(consequence) | What::Proposed(consequence) => Tab::of(consequence).map(Told::Ground),
        What::Within(Act::Supervision) => task.until.map(|due| Told::Until(due.at)),
        _ => None,
    }
}

impl Lists {
    /// The lists; `unit` is empty for all units.
    pub fn of(desk: Desk, session: Session, unit: &str) -> Self {
        let mut lists = Self::default();
        let mut units: BTreeSet<String> = BTreeSet::new();
        let mut until: BTreeMap<Id, NaiveDateTime> = BTreeMap::new();
        let mut seen: BTreeSet<(Id, Tab)> = BTreeSet::new();
        let owed: Vec<(Id, Told)> =
            desk.with_tasks(|tasks| tasks.iter().filter_map(|task| Some((task.order, told(task)?))).collect());
        for (id, told) in owed {
            let tab = match told {
                Told::Ground(tab) => tab,
                Told::Until(at) => {
                    until.entry(id).or_insert(at);
                    continue;
                }
            };
            // Several circumstances of one order stand in one line.
            if !seen.insert((id, tab)) {
                continue;
            }
            let Some(row) = desk.row(id) else { continue };
            if unit.is_empty() || row.lead == unit {
                lists.put(tab, (id, 0));
            }
            units.insert(row.lead);
        }
        // (order, cases, whether the last is open, unit, pack), the newest order first.
        let cased: Vec<(Id, u32, bool, String, String)> = desk.with_rows(|rows| {
            let cased = rows.iter().rev().filter(|row| row.cases > 0);
            cased.map(|row| (row.id, row.cases, row.supervised, row.lead.clone(), row.pack.clone())).collect()
        });
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (id, cases, supervised, lead, pack) in cased {
            let wanted = unit.is_empty() || lead == unit;
            units.insert(lead);
            if !wanted {
                continue;
            }
            let (closed, all) = counts.entry(pack).or_default();
            for nth in (1..=cases).rev() {
                let open = supervised && nth == cases;
                *all += 1;
                *closed += usize::from(!open);
                lists.put(if open { Tab::Open } else { Tab::Closed }, (id, nth));
            }
        }
        if let Some(open) = lists.places.get_mut(&Tab::Open) {
            open.sort_by_key(|(id, _)| until.get(id).copied().unwrap_or(NaiveDateTime::MAX));
        }
        lists.units = units.into_iter().filter(|name| !name.is_empty()).collect();
        lists.shares = counts.iter().filter_map(|(pack, (closed, all))| share(session, pack, *closed, *all)).collect();
        lists
    }

    /// What stands in a list.
    pub fn at(&self, tab: Tab) -> &[Place] {
        self.places.get(&tab).map(Vec::as_slice).unwrap_or_default()
    }

    fn put(&mut self, tab: Tab, place: Place) {
        self.places.entry(tab).or_default().push(place);
    }
}

/// The share, where the pack counts it.
fn share(session: Session, pack: &str, closed: usize, all: usize) -> Option<Share> {
    let pack = session.pack(pack)?;
    let rule = pack.rules().iter().find(|rule| rule.row() == SHARE_ROW)?;
    Some(Share {
        rule: rule.id.clone(),
        clause: say::order::clause(rule, &pack),
        gist: rule.citation.gist.clone(),
        closed,
        all,
    })
}
