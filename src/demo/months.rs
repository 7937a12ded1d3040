//! 按月事务 — what the pack has the office and its units do every month: filed, summed up, and the meeting with its agenda.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

use crate::deadline::Regime;
use crate::ledger::{OFFICE, Post};
use crate::order::{Actor, Fact, Id, Item, Kind, Record, Step, Value, WorkOrder};
use crate::pack::Effect;
use crate::term::{Difficulty, Flag, MomentKind, Role};

use super::case::later;
use super::chance::Chance;
use super::people;

/// Months kept, the present one included.
const KEPT: u32 = 4;
/// Units that have not yet done what is due in the present month.
const BEHIND: usize = 2;
/// Most orders on one agenda.
const MOST_TOPICS: usize = 5;

/// 议题: an order to be brought before a meeting, from its dispatch until it is handed in.
pub(super) struct Topic {
    id: Id,
    from: NaiveDateTime,
    until: Option<NaiveDateTime>,
}

impl Topic {
    /// An order that is hard to handle, or the matter of several units.
    pub(super) fn of(order: &WorkOrder) -> Option<Self> {
        let attributes = &order.input.attributes;
        let hard = attributes.difficulty != Difficulty::Ordinary
            || [attributes.joint, attributes.shirked, attributes.key].contains(&Flag::Yes);
        let from = order.input.moments.get(MomentKind::Dispatched).filter(|_| hard)?;
        Some(Self { id: order.id, from, until: order.input.moments.get(MomentKind::Completed) })
    }

    fn is_open(&self, at: NaiveDateTime) -> bool {
        self.from <= at && self.until.is_none_or(|until| until > at)
    }
}

/// 按月事务 of the last months as facts of the office log, none before the registry was set or after now.
pub(super) fn kept(
    regime: &Regime<'_>,
    since: NaiveDateTime,
    now: NaiveDateTime,
    topics: &[Topic],
    chance: &mut Chance,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for rule in regime.rules() {
        let Effect::EveryMonth { step, day, of_previous, by_unit, .. } = rule.effect else { continue };
        for back in (0..KEPT).rev() {
            let first = NaiveDate::from_ymd_opt(now.year(), now.month(), 1);
            let Some(first) = first.and_then(|first| first.checked_sub_months(Months::new(back))) else { continue };
            let about = if of_previous { first.checked_sub_months(Months::new(1)) } else { Some(first) };
            let (Some(about), Some(due)) = (about, due(first, day)) else { continue };
            let month = about.format("%Y-%m").to_string();
            // Without units of its own the office does it once.
            let last = people::units() - if back == 0 { BEHIND } else { 0 };
            let units: Vec<Option<usize>> = if by_unit { (0..last).map(Some).collect() } else { vec![None] };
            for unit in units {
                let ahead = unit.map_or(0, |unit| unit as u64 % 4);
                let Some(at) = moment(regime, due, ahead, chance).filter(|at| (since..=now).contains(at)) else {
                    continue;
                };
                let with = record(step, unit, &month, topics, at);
                let noted = later(at, 20).min(now);
                let (id, kind, by) = (chance.id(), Kind::Done(step), actor(step, unit));
                facts.push(Fact { id, order: OFFICE, kind, at, noted, by, with });
            }
        }
    }
    facts
}

/// The day of the month; 0 is its last.
fn due(first: NaiveDate, day: u32) -> Option<NaiveDate> {
    match day {
        0 => first.checked_add_months(Months::new(1))?.pred_opt(),
        day => first.with_day(day),
    }
}

/// Some time in the working hours of that day or, where nobody works on it, of the last working day before.
fn moment(regime: &Regime<'_>, due: NaiveDate, ahead: u64, chance: &mut Chance) -> Option<NaiveDateTime> {
    let mut day = due.checked_sub_days(Days::new(ahead))?;
    for _ in 0..15 {
        if regime.calendar.works(day) != Ok(false) {
            break;
        }
        day = day.pred_opt()?;
    }
    day.and_hms_opt(14, 0, 0).map(|at| later(at, chance.between(5, 190)))
}

fn actor(step: Step, unit: Option<usize>) -> Actor {
    match unit {
        Some(unit) => Actor {
            role: Role::Clerk,
            unit: people::unit(unit).to_owned(),
            name: people::holder(unit, Post::Clerk),
            ..Actor::default()
        },
        None => {
            let role = step.desks().iter().copied().find(|desk| *desk != Role::Clerk).unwrap_or(Role::Centre);
            Actor { role, name: people::person(200), ..Actor::default() }
        }
    }
}

fn record(step: Step, unit: Option<usize>, month: &str, topics: &[Topic], at: NaiveDateTime) -> Record {
    let mut with = Record::default();
    match step {
        Step::HoldMeeting => {
            let open = topics.iter().rev().filter(|topic| topic.is_open(at)).take(MOST_TOPICS);
            with.put(Item::Agenda, Value::List(open.map(|topic| topic.id.to_string()).collect()));
            with.put(Item::Convenor, "hotline_leader");
            with.put(Item::Persons, "涉及单位负责人、法律专家");
            with.put(Item::What, "逐件听取办理情况，商定主办单位和完成时间");
            with.put(Item::Solutions, "由主办单位牵头办理，配合单位按职责落实，结果报热线中心");
        }
        _ => {
            with.put(Item::UnitName, unit.map_or("", people::unit));
            with.put(Item::Month, month);
            with.put(Item::What, if step == Step::FileMonth { "已整理归档" } else { "已汇总分析并报送" });
        }
    }
    with
}
