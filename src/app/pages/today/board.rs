//! What of the tasks is asked for, the one pass that finds it, and a task as it is listed.

use std::collections::BTreeSet;

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

/// What was found: places among all tasks, by group; the group asked for does not matter here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    groups: [Vec<u32>; GROUPS],
    /// Tasks of every desk and unit.
    pub all: usize,
    /// Units with an order on which something is owed.
    pub units: Vec<String>,
}

impl Board {
    /// One pass over all tasks.
    pub fn of(desk: Desk, asked: &Asked) -> Self {
        desk.with_rows(|rows| {
            let at: ById<usize> = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
            desk.with_tasks(|tasks| {
                let mut board = Self { all: tasks.len(), ..Self::default() };
                let mut units: BTreeSet<&str> = BTreeSet::new();
                for (place, task) in tasks.iter().enumerate() {
                    let row = at.get(&task.order).and_then(|at| rows.get(*at));
                    let lead = row.map_or("", |row| row.lead.as_str());
                    units.insert(lead);
                    let group = board.groups.get_mut(task.weight as usize).filter(|_| asked.takes(task, lead));
                    if let (Some(group), Ok(place)) = (group, u32::try_from(place)) {
                        group.push(place);
                    }
                }
                // A unit that only the address names stays to be chosen.
                units.insert(&asked.unit);
                units.remove("");
                board.units = units.into_iter().map(str::to_owned).collect();
                board
            })
        })
    }

    /// Places of the tasks of a group.
    pub fn group(&self, weight: Weight) -> &[u32] {
        self.groups.get(weight as usize).map(Vec::as_slice).unwrap_or_default()
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
    fn of(session: Session, place: u32, task: &Task, row: Option<&Row>) -> Self {
        let lead = row.map_or("", |row| row.lead.as_str());
        let pack = row.and_then(|row| session.pack(&row.pack));
        let rules: Vec<_> = task.rule.iter().chain(&task.also).filter_map(|id| pack.as_deref()?.rule(id)).collect();
        // Two rules of one clause are one clause.
        let clauses: BTreeSet<String> = pack
            .as_deref()
            .map(|pack| rules.iter().map(|rule| say::order::clause(rule, pack)).collect())
            .unwrap_or_default();
        let gists: Vec<&str> = rules.iter().map(|rule| rule.citation.gist.as_str()).collect();
        // What its own desks do, the unit owes; the centre's own steps it does not.
        let of_unit = task.step.is_some_and(|step| step.phase() == Phase::Unit)
            || (!task.by.is_empty() && task.by.iter().all(|role| OF_A_UNIT.contains(role)));
        Self {
            place,
            order: task.order,
            number: row.map(|row| row.number.clone()).unwrap_or_default(),
            title: row.map(|row| row.title.clone()).unwrap_or_default(),
            what: say::today::task(task),
            step: task.step,
            rule: task.rule.as_deref().map(str::to_owned),
            clause: (!clauses.is_empty()).then(|| clauses.into_iter().collect::<Vec<_>>().join("、")),
            gist: (!gists.is_empty()).then(|| gists.join("\n")),
            owes: say::today::owes(&task.by, of_unit, lead),
            until: task.until.map(|until| (say::short_due(until), say::due(until))),
            provisional: task.provisional,
        }
    }

    /// The tasks at these places, in words.
    pub fn all(desk: Desk, session: Session, places: &[u32]) -> Vec<Self> {
        desk.with_tasks(|tasks| {
            let line = |place: &u32| {
                let task = tasks.get(*place as usize)?;
                Some(Self::of(session, *place, task, desk.row(task.order).as_ref()))
            };
            places.iter().filter_map(line).collect()
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
