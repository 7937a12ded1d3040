//! 演示数据 — orders that plainly exist nowhere, to try the app with: every state on the way and after it, every colour
//! of time, and nobody's name. All of it follows from the arguments: the same seed gives the same orders.
//!
//! - [`demo`]: some hundred orders, each led through the workflow of the pack; the registry of their units, and what
//!   the office does every month.
//! - [`bulk`]: as many as wanted, short and cheap, made without asking the workflow; for measuring.

mod after;
mod bulk;
mod case;
mod chance;
mod fill;
mod heard;
mod months;
mod people;
mod plan;
mod requests;
mod words;

pub use bulk::bulk;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDateTime, Timelike};

use crate::deadline::Regime;
use crate::exchange::Bundle;
use crate::order::{Attribute, Details, Fact, Id, Step, WorkOrder};
use crate::term::Stage;

use case::{Case, later};
use chance::Chance;
use months::Topic;
use people::Caller;
use plan::{Answer, Pace, Plan};
use requests::{Lane, Request, requests};

/// Keeps the ids apart from those of [`bulk`] under the same seed.
const PURPOSE: u64 = 0x6465_6d6f;
/// Every so many orders the caller is one who called before.
const REPEAT: usize = 19;
/// Fewer orders than this are all in order.
const MOST_IN_ORDER: usize = 20;
/// Minutes before now at which the registry was set: a little more than the oldest order.
const REGISTRY_AGE: i64 = 125 * 24 * 60;
/// Working days from the day an order comes in to the morning its work is done, where the plan sets that morning.
const AHEAD: u32 = 2;

/// 演示数据: plainly fictional orders of one pack in various states, dates relative to now.
#[doc(alias = "演示数据")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demo {
    /// 工单, in the order they came in.
    pub orders: Vec<Bundle>,
    /// 本单位流水: the units, and what is done every month.
    pub office: Vec<Fact>,
}

/// A call that came in.
struct Call<'r> {
    id: Id,
    request: &'r Request,
    caller: Caller,
}

/// 演示数据 for this pack: `count` orders of the last four months, each as far on its way as its workflow let it.
pub fn demo(regime: &Regime<'_>, now: NaiveDateTime, count: usize, seed: u64) -> Demo {
    let now = whole_minute(now);
    let mut chance = Chance::new(seed, PURPOSE);
    let table = requests();
    let since = later(now, -REGISTRY_AGE);
    let mut office = people::office(&mut chance, since);
    let mut begun: Vec<(NaiveDateTime, Plan)> = Vec::with_capacity(count);
    for n in 0..count {
        let plan = plan::nth(n).under(regime);
        begun.push((opening(regime, &plan, now, &mut chance), plan));
    }
    begun.sort_by_key(|(at, _)| *at);

    let mut orders: Vec<Bundle> = Vec::with_capacity(count);
    let mut numbers: BTreeMap<i32, u32> = BTreeMap::new();
    let mut calls: Vec<Call<'_>> = Vec::new();
    let mut topics: Vec<Topic> = Vec::new();
    // Two orders in whose log something does not fit: a completion and a receipt noted on two machines.
    let mut odd = vec![(count * 2 / 3, Step::SignFor), (count / 3, Step::Complete)];
    if count < MOST_IN_ORDER {
        odd.clear();
    }
    for (n, (at, plan)) in begun.into_iter().enumerate() {
        let id = chance.id();
        let again = again(&calls, &plan, n);
        let (request, caller) = match again {
            Some(call) => (call.request, call.caller.clone()),
            None => match of_lane(&table, plan.lane, chance.below(table.len())) {
                Some(request) => (request, Caller::new(&mut chance)),
                None => continue,
            },
        };
        let into = again.map(|call| call.id);
        let title = request.title(caller.road);
        let title = if into.is_some() { format!("再次反映{title}") } else { title };
        let number = numbers.entry(at.year()).or_default();
        *number += 1;
        let mut case = Case {
            regime,
            request,
            caller,
            plan,
            id,
            into,
            number: format!("{}-{number:06}", at.year()),
            title,
            unit: people::unit_named(&request.unit),
            facts: Vec::new(),
            order: None,
            at,
            now,
            days: 3,
            decider: None,
            answer: Answer::Satisfied,
            luck: chance.below(10_000),
            chance: Chance::new(chance.draw(), PURPOSE),
        };
        case.drive();
        let whole = case.order.as_ref().is_some_and(is_whole);
        if let Some((_, step)) = odd.last().copied().filter(|(from, _)| whole && n >= *from)
            && case.twice(step)
        {
            odd.pop();
        }
        if case.facts.is_empty() {
            continue;
        }
        topics.extend(case.order.as_ref().and_then(Topic::of));
        let details = details(&case);
        orders.push(Bundle { id, facts: case.facts, details: Some(details) });
        if plan.lane == Lane::Unit {
            calls.push(Call { id, request, caller: case.caller });
        }
    }
    office.extend(months::kept(regime, since, now, &topics, &mut chance));
    Demo { orders, office }
}

/// Whether it was handled once and handed in, and nothing of it was opened again.
fn is_whole(order: &WorkOrder) -> bool {
    let filed = order.is_dispatched() && matches!(order.stage, Stage::Closed | Stage::Archived);
    (order.is_handed_in() || filed) && order.round == 0 && order.cases == 0
}

/// An earlier call that this one repeats.
fn again<'k, 'r>(calls: &'k [Call<'r>], plan: &Plan, n: usize) -> Option<&'k Call<'r>> {
    let repeats = plan.goals.contains(&Step::Merge) || (plan.lane == Lane::Unit && n % REPEAT == REPEAT - 1);
    calls.iter().rev().nth(4).filter(|_| repeats)
}

/// A request of this lane, by luck.
fn of_lane(table: &[Request], lane: Lane, luck: usize) -> Option<&Request> {
    let fit: Vec<&Request> = table.iter().filter(|request| request.lane == lane).collect();
    fit.get(luck % fit.len().max(1)).copied()
}

fn whole_minute(now: NaiveDateTime) -> NaiveDateTime {
    now.with_second(0).and_then(|now| now.with_nanosecond(0)).unwrap_or(now)
}

/// When an order comes in: mostly in working time, some at night and on days off.
fn opening(regime: &Regime<'_>, plan: &Plan, now: NaiveDateTime, chance: &mut Chance) -> NaiveDateTime {
    let (least, most) = plan.age;
    let latest = later(now, -least * 60);
    let at = later(now, -chance.between(least * 60, most * 60));
    let minute = chance.between(0, 419);
    let fresh = match plan.pace {
        Pace::Fresh(days) => regime.calendar.working_day_before(now.date(), days + AHEAD).ok(),
        _ => None,
    };
    if fresh.is_none() && chance.one_in(7) {
        return at;
    }
    let mut day = fresh.unwrap_or(at.date());
    for _ in 0..15 {
        if regime.calendar.works(day) != Ok(false) {
            break;
        }
        day = day.pred_opt().unwrap_or(day);
    }
    let lunch = if minute < 210 { 0 } else { 120 };
    day.and_hms_opt(8, 30, 0).map_or(at, |morning| later(morning, minute + lunch)).min(latest)
}

/// 诉求人信息 of an order.
fn details(case: &Case<'_>) -> Details {
    let caller = &case.caller;
    let on_file = case.order.as_ref().map(|order| order.on_file.text(Attribute::Privacy));
    let confidential = on_file.is_some_and(|privacy| privacy == "confidential");
    let story = case.request.story(caller.road);
    Details {
        name: caller.name.clone(),
        phone: caller.phone.clone(),
        address: caller.address.clone(),
        story: if confidential { format!("{story}（要求保密）") } else { story },
        noted: case.facts.first().map_or(case.at, |fact| fact.noted),
        ..Details::default()
    }
}
