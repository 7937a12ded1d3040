//! What of the tasks is asked for, the one pass that finds it, and a task as it is listed.

use std::collections::{BTreeMap, BTreeSet};

use banjie::deadline::query::date;
use banjie::ledger::{ById, Row, Task, Weight};
use banjie::order::{Id, Phase, Step};
use banjie::term::{Role, Term};
use chrono::NaiveDate;

use crate::app::desk::{Desk, Me};
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::session::Session;

/// How many groups there are.
pub const GROUPS: usize = Weight::ALL.len();
/// What `desk=` says for every desk.
const EVERY_DESK: &str = "all";
/// Desks of a handling unit.
const OF_A_UNIT: [Role; 6] =
    [Role::Clerk, Role::Office, Role::Deputy, Role::Principal, Role::LineDeputy, Role::Liaison];

/// Code of a group, for addresses and style classes.
pub fn code(weight: Weight) -> &'static str {
    match weight {
        Weight::AtOnce => "at_once",
        Weight::Overdue => "overdue",
        Weight::Consequence => "consequence",
        Weight::Today => "today",
        Weight::Awaited => "awaited",
        Weight::Later => "later",
        Weight::Next => "next",
        Weight::Proposed => "proposed",
    }
}

/// Which tasks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Owed at this desk; none for every desk.
    pub role: Option<Role>,
    /// Of orders this unit has; empty for all.
    pub unit: String,
    /// Of this group only.
    pub group: Option<Weight>,
    /// 节前、重要会议前: what is to be done by the end of this day.
    pub until: Option<NaiveDate>,
}

impl Asked {
    /// What one asks for at one's own desk.
    pub fn usual(me: &Me) -> Self {
        let unit = me.role.is_some_and(|role| OF_A_UNIT.contains(&role)).then(|| me.unit.clone());
        Self { role: me.role, unit: unit.unwrap_or_default(), ..Self::default() }
    }

    /// What an address asks beyond the usual, and what of it cannot be read.
    pub fn read(pairs: &[(String, String)], usual: &Self) -> (Self, Vec<String>) {
        let mut asked = usual.clone();
        let strange = |(name, value): &&(String, String)| asked.take(name, value.trim()).is_none();
        let unread = pairs.iter().filter(strange).map(|(name, value)| format!("{name}={value}")).collect();
        (asked, unread)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "desk" if value == EVERY_DESK => self.role = None,
            "desk" => self.role = Some(Role::from_code(value)?),
            "unit" => value.clone_into(&mut self.unit),
            "group" => self.group = Some(Weight::ALL.into_iter().find(|weight| code(*weight) == value)?),
            "until" => self.until = Some(date(value).ok()?),
            _ => return None,
        }
        Some(())
    }

    /// Names and values for the address; what is as usual is not said.
    pub fn pairs(&self, usual: &Self) -> Vec<(String, String)> {
        let role = self.role.map_or(EVERY_DESK, Term::code).to_owned();
        let said = [
            ("desk", (self.role != usual.role).then_some(role)),
            ("unit", (self.unit != usual.unit).then(|| self.unit.clone())),
            ("group", self.group.map(|group| code(group).to_owned())),
            ("until", self.until.map(|until| until.to_string())),
        ];
        said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    fn takes(&self, task: &Task, lead: &str) -> bool {
        let here = self.role.is_none_or(|role| task.by.is_empty() || task.by.contains(&role));
        let theirs = self.unit.is_empty() || self.unit == lead;
        here && theirs && self.until.is_none_or(|day| is_until(task, day))
    }
}

/// Whether it is to be done by the end of a day: due by then, or due already.
fn is_until(task: &Task, day: NaiveDate) -> bool {
    match task.until {
        Some(until) => until.last_day() <= day,
        None => task.weight <= Weight::Overdue,
    }
}

/// What was found: places among all tasks, by group; the group asked for does not matter here. What one step does on one
/// order stands once, with the most pressing of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    groups: [Vec<u32>; GROUPS],
    /// Places of what else that step does, by the place that is listed.
    further: BTreeMap<u32, Vec<u32>>,
    /// How many there are at every desk and unit.
    pub all: usize,
    /// Units with an order on which something is owed.
    pub units: Vec<String>,
}

impl Board {
    /// One pass over all tasks.
    pub fn of(desk: Desk, asked: &Asked) -> Self {
        desk.with_tasks_and_rows(|tasks, row_of| {
            let mut board = Self::default();
            let mut units: BTreeSet<&str> = BTreeSet::new();
            // Where a step on an order is listed; none while nothing asked for was found.
            let mut steps: ById<Vec<(Step, Option<u32>)>> = ById::default();
            for (place, task) in (0_u32..).zip(tasks) {
                let lead = row_of(task.order).map_or("", |row| row.lead.as_str());
                units.insert(lead);
                let known = steps.entry(task.order).or_default();
                let at = task.step.and_then(|step| known.iter().position(|(other, _)| *other == step));
                let first = at.and_then(|at| known.get(at)).and_then(|(_, first)| *first);
                board.all += usize::from(at.is_none());
                let taken = asked.takes(task, lead);
                match (taken, first) {
                    (true, Some(first)) => board.further.entry(first).or_default().push(place),
                    (true, None) => {
                        if let Some(group) = board.groups.get_mut(task.weight as usize) {
                            group.push(place);
                        }
                    }
                    (false, _) => {}
                }
                let listed = first.or(taken.then_some(place));
                match (task.step, at.and_then(|at| known.get_mut(at))) {
                    (Some(_), Some(slot)) => slot.1 = listed,
                    (Some(step), None) => known.push((step, listed)),
                    (None, _) => {}
                }
            }
            // A unit that only the address names stays to be chosen.
            units.insert(&asked.unit);
            units.remove("");
            board.units = units.into_iter().map(str::to_owned).collect();
            board
        })
    }

    /// Places of the tasks of a group.
    pub fn group(&self, weight: Weight) -> &[u32] {
        self.groups.get(weight as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first lines of a group: of each the place that is listed, then what else its step does.
    pub fn lines(&self, weight: Weight, most: usize) -> Vec<Vec<u32>> {
        let line = |place: &u32| {
            let further = self.further.get(place).into_iter().flatten();
            std::iter::once(place).chain(further).copied().collect::<Vec<u32>>()
        };
        self.group(weight).iter().take(most).map(line).collect()
    }

    /// How many there are in the groups asked for.
    pub fn shown(&self, asked: &Asked) -> usize {
        let wanted = |weight: &Weight| asked.group.is_none_or(|group| group == *weight);
        Weight::ALL.into_iter().filter(wanted).map(|weight| self.group(weight).len()).sum()
    }

    /// How many there are in all groups.
    pub fn found(&self) -> usize {
        self.groups.iter().map(Vec::len).sum()
    }
}

/// One task as listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    pub place: u32,
    pub order: Id,
    pub number: String,
    pub title: String,
    pub what: String,
    pub step: Option<Step>,
    pub rule: Option<String>,
    pub clause: Option<String>,
    /// What the clause says, in a line.
    pub gist: Option<String>,
    pub owes: String,
    /// As there is room for it, and in full.
    pub until: Option<(String, String)>,
    pub provisional: bool,
}

impl Line {
    /// Of what is listed, and of what else its step does.
    fn of(session: Session, place: u32, task: &Task, further: &[&Task], row: Option<&Row>) -> Self {
        let lead = row.map_or("", |row| row.lead.as_str());
        let pack = row.and_then(|row| session.pack(&row.pack));
        let pack = pack.as_deref();
        let (mut clauses, mut gists): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for asks in std::iter::once(task).chain(further.iter().copied()) {
            let rules = asks.rule.iter().chain(&asks.also).filter_map(|id| Some((pack?.rule(id)?, pack?)));
            for (rule, pack) in rules {
                // Two rules of one clause are one clause.
                let clause = say::order::clause(rule, pack);
                if !clauses.contains(&clause) {
                    clauses.push(clause);
                }
                let gist = &rule.citation.gist;
                gists.push(match (asks.what, asks.until) == (task.what, task.until) {
                    true => gist.clone(),
                    false => say::today::why(&say::today::task(asks), asks.until, gist),
                });
            }
        }
        // What its own desks do, the unit owes; the centre's own steps it does not.
        let of_unit = task.step.is_some_and(|step| step.phase() == Phase::Unit)
            || (!task.by.is_empty() && task.by.iter().all(|role| OF_A_UNIT.contains(role)));
        // At once is at once; what has no moment of its own is done by the next one.
        let dated = std::iter::once(task).chain(further.iter().copied()).find(|asks| asks.until.is_some());
        let dated = dated.filter(|_| task.weight != Weight::AtOnce || task.until.is_some()).unwrap_or(task);
        Self {
            place,
            order: task.order,
            number: row.map(|row| row.number.clone()).unwrap_or_default(),
            title: row.map(|row| row.title.clone()).unwrap_or_default(),
            what: say::today::task(task),
            step: task.step,
            rule: task.rule.as_deref().map(str::to_owned),
            clause: (!clauses.is_empty()).then(|| clauses.join("、")),
            gist: (!gists.is_empty()).then(|| gists.join("\n")),
            owes: say::today::owes(&task.by, of_unit, lead),
            until: dated.until.map(|until| (say::short_due(until), say::due(until))),
            provisional: dated.provisional,
        }
    }

    /// The lines with these places, in words.
    pub fn all(desk: Desk, session: Session, lines: &[Vec<u32>]) -> Vec<Self> {
        desk.with_tasks(|tasks| {
            let line = |places: &Vec<u32>| {
                let found: Vec<&Task> =
                    places.iter().filter_map(|place| tasks.get(*place as usize)).map(AsRef::as_ref).collect();
                let (task, further) = found.split_first()?;
                let row = desk.row(task.order);
                Some(Self::of(session, places.first().copied()?, task, further, row.as_ref()))
            };
            lines.iter().filter_map(line).collect()
        })
    }

    /// The page of its order.
    pub fn order_address(&self) -> String {
        route::address(Page::Order, &[("id".to_owned(), self.order.to_string())])
    }

    /// The step that does it, its form open.
    pub fn step_address(&self) -> Option<String> {
        let step = self.step?;
        let pairs = [("id".to_owned(), self.order.to_string()), ("step".to_owned(), step.code().to_owned())];
        Some(route::address(Page::Order, &pairs))
    }
}
