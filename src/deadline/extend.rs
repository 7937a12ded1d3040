//! 延期 — which rules let a limit be extended, by how much under every cap, and until when one may ask.

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::clock::DayClock;
use crate::calendar::end_of;
use crate::order::{Attributes, Extended, ExtensionScope, OrderInput};
use crate::pack::{Effect, Exception, Extension, Limit, Rule};
use crate::term::{Act, MomentKind, Track, Unit};

use super::course::{Added, Course, Plan};
use super::regime::Regime;

/// 延期权: what the rules say of extending one limit.
#[doc(alias = "延期")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionRight<'a> {
    /// The rules that grant it or cap it; empty where the pack is silent (条文未规定).
    pub rules: Vec<&'a Rule>,
    /// The rule whose condition the order does not meet: no extension.
    pub barred_by: Option<&'a Rule>,
    /// What was asked for, in order, and what came of it.
    pub grants: Vec<Grant<'a>>,
    /// Days one more extension may have at `now`; `None`: no cap.
    pub most: Option<u32>,
    /// The same where a reason for an exception is on record.
    pub most_excepted: Option<u32>,
    /// The rule that allows fewest.
    pub capped_by: Option<&'a Rule>,
    /// The last moment to ask.
    pub ask_until: Option<NaiveDateTime>,
    /// The day the asking opens, where a clause names one.
    pub ask_opens: Option<NaiveDate>,
    /// Unit of the days.
    pub unit: Unit,
}

/// One extension asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant<'a> {
    /// Days asked for.
    pub days: u32,
    /// Days that would have been allowed, and the rule that says so, if it was too many.
    pub refused: Option<(u32, &'a Rule)>,
}

struct Offer<'a> {
    rule: &'a Rule,
    extension: &'a Extension,
}

/// The right to extend this limit, and the days the order's own extensions add.
#[allow(clippy::too_many_arguments)]
pub(super) fn extend<'a>(
    regime: &Regime<'a>,
    order: &OrderInput,
    attributes: &Attributes,
    rule: &Rule,
    limit: &Limit,
    course: &Course,
    original: Option<(u32, Unit)>,
    now: NaiveDateTime,
) -> (Option<ExtensionRight<'a>>, Vec<Added>) {
    let asked: Vec<Extended> =
        order.extensions.iter().filter(|asked| asked.scope == scope(rule, limit)).copied().collect();
    let offers: Vec<Offer<'a>> = regime
        .rules()
        .iter()
        .filter_map(|offer| match &offer.effect {
            Effect::Extension(extension) => Some(Offer { rule: offer, extension }),
            _ => None,
        })
        .filter(|offer| offer.rule.track == rule.track && offer.extension.acts.contains(&limit.act))
        .collect();
    let can_grow = !matches!(course.plan, Plan::Years(_) | Plan::NextMorning);
    if !can_grow || (offers.is_empty() && (asked.is_empty() || limit.act != Act::Handling)) {
        return (None, Vec::new());
    }
    let silent = offers.is_empty();
    let (offers, unmet): (Vec<_>, Vec<_>) = offers.into_iter().partition(|offer| offer.rule.matches(attributes, None));
    let granting = offers.iter().find(|offer| !offer.extension.cap_only);
    // "No longer than the original" means its unit too.
    let as_original = original.filter(|_| granting.is_some_and(|offer| offer.extension.within_original));
    let unit = match (as_original, granting) {
        (Some((_, Unit::Hour)), _) => Unit::CalendarDay,
        (Some((_, unit)), _) => unit,
        (None, Some(offer)) => offer.extension.unit,
        (None, None) => Unit::WorkingDay,
    };
    let mut right = ExtensionRight {
        rules: offers.iter().map(|offer| offer.rule).collect(),
        barred_by: None,
        grants: Vec::new(),
        most: None,
        most_excepted: None,
        capped_by: None,
        ask_until: None,
        ask_opens: None,
        unit,
    };
    if granting.is_none() && !silent {
        let bar = unmet.iter().find(|offer| !offer.extension.cap_only).or(unmet.first()).map(|offer| offer.rule);
        right.barred_by = bar.or(offers.first().map(|offer| offer.rule));
        right.grants = asked
            .iter()
            .map(|asked| Grant { days: asked.days, refused: right.barred_by.map(|rule| (0, rule)) })
            .collect();
        right.most = Some(0);
        right.most_excepted = Some(0);
        return (Some(right), Vec::new());
    }
    let rolls = matches!(course.plan, Plan::Days { roll: true, .. });
    let mut course = course.clone();
    for Extended { days, excepted, .. } in asked {
        let so_far = right.grants.iter().filter(|grant| grant.refused.is_none()).count();
        let cap = most(regime, order, &offers, &course, original, so_far, excepted);
        let refused = cap.filter(|(most, _)| days > *most);
        right.grants.push(Grant { days, refused });
        if refused.is_none() && days > 0 {
            course.added.push(Added {
                days,
                clock: if unit == Unit::CalendarDay { DayClock::Calendar } else { DayClock::Working },
                roll: granting.is_some_and(|offer| offer.extension.roll) || rolls,
            });
        }
    }
    let granted = right.grants.iter().filter(|grant| grant.refused.is_none()).count();
    let cap = |excepted| most(regime, order, &offers, &course, original, granted, excepted);
    right.most = cap(false).map(|(most, _)| most);
    right.capped_by = cap(false).map(|(_, rule)| rule);
    right.most_excepted = cap(true).map(|(most, _)| most);
    if let Ok(due) = course.due(regime.place()) {
        let before = |n: u32| regime.calendar.working_day_before(due.last_day(), n).ok();
        let closes = offers.iter().filter_map(|offer| offer.extension.ask_closes_before).max();
        right.ask_until = closes.map_or(Some(due.at), |n| before(n).map(end_of));
        right.ask_opens = offers.iter().filter_map(|offer| offer.extension.ask_opens_before).max().and_then(before);
        if right.ask_until.is_some_and(|until| now > until) {
            right.most = Some(0);
            right.most_excepted = Some(0);
        }
    }
    (Some(right), course.added)
}

fn scope(rule: &Rule, limit: &Limit) -> ExtensionScope {
    match (rule.track, limit.act) {
        (Track::Internal, _) => ExtensionScope::Internal,
        (_, Act::ReviewOrder) => ExtensionScope::ReviewOrder,
        (_, Act::Supervision) => ExtensionScope::Supervision,
        _ => ExtensionScope::Handling,
    }
}

/// Days one more extension may have under every cap, and the tightest rule.
fn most<'a>(
    regime: &Regime<'a>,
    order: &OrderInput,
    offers: &[Offer<'a>],
    course: &Course,
    original: Option<(u32, Unit)>,
    so_far: usize,
    excepted: bool,
) -> Option<(u32, &'a Rule)> {
    let due = course.due(regime.place()).ok().map(super::Due::last_day);
    let cap = |offer: &Offer<'a>| {
        let extension = offer.extension;
        // What the reason for an exception on record lifts.
        let lifted = |which| excepted && [Some(which), Some(Exception::Both)].contains(&extension.exception);
        let each = extension.max_each.as_ref().and_then(|number| regime.number(number));
        let each = each.filter(|_| !lifted(Exception::Length));
        // Hours are extended by whole days, as far as they make any.
        let length = |(n, unit)| if unit == Unit::Hour { n / 24 } else { n };
        let as_original = original.filter(|_| extension.within_original).map(length);
        let times = extension.times.filter(|_| !lifted(Exception::Times));
        let used_up = times.filter(|times| so_far >= *times as usize).map(|_| 0);
        let total = extension.max_total.and_then(|(n, from)| {
            // The new unit's total runs from the reassignment, as its limit does.
            let known = match from {
                MomentKind::Dispatched => order.moments.get(MomentKind::Reassigned).or(order.moments.get(from)),
                _ => order.moments.get(from),
            };
            let start = known.unwrap_or(course.start);
            let plan = Plan::Days { n, clock: DayClock::Working, roll: false };
            let whole = Course { start, plan, added: Vec::new(), pauses: course.pauses.clone() };
            let end = whole.due(regime.place()).ok()?.date();
            let left = regime.calendar.working_days_between(due?, end).ok()?;
            Some(u32::try_from(left).unwrap_or(0))
        });
        let least = [each, as_original, used_up, total].into_iter().flatten().min();
        least.map(|most| (most, offer.rule))
    };
    offers.iter().filter_map(cap).min_by_key(|(most, _)| *most)
}
