//! 界限 — what limits, caps and conditions of the pack say of a step: until when, for whom, how many days.

use chrono::NaiveDateTime;

use crate::deadline::{Deadline, Due, ExtensionRight, Regime, State};
use crate::order::{Attribute, ExtensionScope, Item, OrderInput, Record, Step, WorkOrder};
use crate::pack::{Effect, Rule};
use crate::term::{Act, ExtensionAbout, MomentKind, Role, Stage, Term, Track};

use super::{Reason, Why, laid_over};

/// Whether a rule concerns a step: it has a gate on it, or its effect is about the step's act.
pub(super) fn regulates(rule: &Rule, step: Step) -> bool {
    let by_effect = match &rule.effect {
        Effect::Limit(limit) => step.act() == Some(limit.act) && rule.track != Track::Assessment,
        Effect::AtOnce { act, .. } => step.act() == Some(*act),
        Effect::Extension(_) => step == Step::RequestExtension && rule.track != Track::Assessment,
        Effect::Suspension { .. } => step == Step::RequestSuspension,
        Effect::Decides { .. } => step == Step::DecideUnit,
        Effect::Ground(ground) => {
            ground.bars.contains(&step) || ground.answered_by.first().is_some_and(|done| done.step == step)
        }
        _ => false,
    };
    by_effect || rule.gates.iter().any(|gate| gate.step == step)
}

/// What limits, caps and conditions forbid.
pub(super) fn bounds<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    step: Step,
    with: &Record,
    at: NaiveDateTime,
) -> Vec<Reason<'a>> {
    match step {
        Step::RequestReturn => returning(regime, order, with, at),
        Step::RequestExtension => extending(regime, order, with, at, with.get(Item::Exception).is_some()),
        Step::OpenSupervision => stated(regime, order, with, Item::Ground, at),
        Step::Refer => stated(regime, order, with, Item::AccountGround, at),
        Step::GrantExtension => granting(regime, order, with),
        Step::RequestSuspension | Step::Suspend => suspending(regime, order, step, with, at),
        Step::Escalate => covered(regime, order, with, Act::Escalation),
        Step::DecideUnit => deciding(regime, order, with, at),
        Step::Dispatch => as_decided(regime, order, with),
        _ => Vec::new(),
    }
}

fn returning<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record, at: NaiveDateTime) -> Vec<Reason<'a>> {
    let input = asked(&order.input, with);
    let about = |rule: &&Rule| rule.limit().is_some_and(|limit| limit.act == Act::Return) && !rule.beside;
    let rules: Vec<&'a Rule> = regime.rules().iter().copied().filter(about).collect();
    let ground = input.attributes.index(Attribute::ReturnGround);
    let attributes = regime.attributes(&input);
    let unknown = ground != 0 && !rules.iter().any(|rule| rule.matches(&attributes, None));
    if let Some(rule) = rules.first().filter(|_| unknown) {
        return vec![Reason { rule: Some(rule), why: Why::NotCovered, also: Vec::new() }];
    }
    // Without a ground yet, the latest of the limits is the one that ends the right.
    let ends = limits_of(regime, Act::Return, &input, at);
    let latest = ends
        .iter()
        .filter(|end| !end.rule.beside && matches!(end.state, State::Due | State::Right))
        .filter_map(|end| Some((end.rule, end.due?)))
        .max_by_key(|(_, due)| due.at);
    let late = latest.filter(|(_, due)| at > due.at);
    late.map(|(rule, due)| Reason { rule: Some(rule), why: Why::TooLate(due), also: Vec::new() }).into_iter().collect()
}

/// The handling limits of an act. A return may run from the end of another limit, a reply or a redo be as long as
/// another, so for them all are worked out.
pub(super) fn limits_of<'a>(regime: &Regime<'a>, act: Act, input: &OrderInput, at: NaiveDateTime) -> Vec<Deadline<'a>> {
    if !matches!(act, Act::Return | Act::Reply | Act::Redo) {
        return regime.deadlines_of(act, Track::Handling, input, at);
    }
    let all = regime.deadlines(input, at).into_iter();
    all.filter(|found| found.rule.limit().is_some_and(|limit| limit.act == act)).collect()
}

/// The order as it stands when a return is asked for: the request itself does not fulfil the limit.
fn asked(input: &OrderInput, with: &Record) -> OrderInput {
    let mut input = laid_over(input, with);
    input.moments.set(MomentKind::Returned, None);
    input
}

/// A ground that a log can show is given only where it does.
fn stated<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record, item: Item, at: NaiveDateTime) -> Vec<Reason<'a>> {
    let given = with.text(item);
    let rule = regime.rules().iter().copied().find(|rule| rule.id == given);
    let unshown = rule.filter(|rule| !super::grounds::may_be_stated(regime, order, rule, at));
    unshown.map(|rule| Reason { rule: Some(rule), why: Why::NotCovered, also: Vec::new() }).into_iter().collect()
}

/// The right to extend a binding limit, or the internal one.
pub(super) fn right<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    scope: ExtensionScope,
    at: NaiveDateTime,
) -> Option<ExtensionRight<'a>> {
    let internal = scope == ExtensionScope::Internal;
    let track = if internal { Track::Internal } else { Track::Handling };
    let limits = regime.deadlines_of(scope.act(), track, &order.input, at);
    let binding = |limit: &&Deadline<'a>| limit.is_live() && (internal || !limit.rule.beside);
    limits.iter().filter(binding).find_map(|limit| limit.extension.clone())
}

fn extending<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    with: &Record,
    at: NaiveDateTime,
    excepted: bool,
) -> Vec<Reason<'a>> {
    let scope = ExtensionScope::of(with);
    if order.is_in_hand_again() && scope.act() == Act::Handling {
        let open = [
            (order.stage == Stage::UnderReview, ExtensionAbout::ReviewOrder),
            (order.is_supervised, ExtensionAbout::Supervision),
        ];
        let codes = open.iter().filter(|(open, _)| *open).map(|(_, about)| about.code().to_owned()).collect();
        // Which limit is meant must be said: the handling is over.
        let needs = Why::Needs(Item::About.into(), codes);
        return if with.is_empty() { Vec::new() } else { vec![Reason { rule: None, why: needs, also: Vec::new() }] };
    }
    let Some(right) = right(regime, order, scope, at) else { return Vec::new() };
    if let Some(rule) = right.barred_by {
        return vec![Reason { rule: Some(rule), why: Why::NotCovered, also: Vec::new() }];
    }
    // The tightest of the caps is the last the right was asked of; every one of them is cited with the step.
    let rule = right.rules.first().copied();
    if let Some(until) = right.ask_until.filter(|until| at > *until) {
        let closes =
            |rule: &&&'a Rule| matches!(&rule.effect, Effect::Extension(own) if own.ask_closes_before.is_some());
        let rule = right.rules.iter().find(closes).copied().or(rule);
        return vec![Reason { rule, why: Why::AskedTooLate(until), also: Vec::new() }];
    }
    let most = if excepted { right.most_excepted } else { right.most };
    let days = with.number(Item::Days);
    match most {
        Some(0) if days.is_none() => {
            vec![Reason { rule: right.capped_by.or(rule), why: Why::TooMany(0, right.unit), also: Vec::new() }]
        }
        Some(most) if days.is_some_and(|days| days > most) => {
            vec![Reason { rule: right.capped_by.or(rule), why: Why::TooMany(most, right.unit), also: Vec::new() }]
        }
        _ => Vec::new(),
    }
}

fn granting<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record) -> Vec<Reason<'a>> {
    let Some(request) = order.extension_pending() else { return Vec::new() };
    let mut granted = with.clone();
    granted.put(Item::Internal, request.fact.with.is(Item::Internal));
    granted.put(Item::About, request.fact.with.text(Item::About));
    let excepted = [with, &request.fact.with].iter().any(|record| record.get(Item::Exception).is_some());
    // Asked in time is in time, whenever it is granted.
    extending(regime, order, &granted, request.fact.at, excepted)
}

fn suspending<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    step: Step,
    with: &Record,
    at: NaiveDateTime,
) -> Vec<Reason<'a>> {
    let input = laid_over(&order.input, with);
    let attributes = regime.attributes(&input);
    let known: Vec<(&'a Rule, u32)> = regime
        .rules()
        .iter()
        .filter_map(|rule| match rule.effect {
            Effect::Suspension { max_days, own, .. } => {
                let most = regime.suspension_days(&attributes, at, max_days, own);
                Some((*rule, u32::try_from(most).unwrap_or(0)))
            }
            _ => None,
        })
        .collect();
    let Some((first, _)) = known.first() else { return Vec::new() };
    let Some((rule, max)) = known.iter().find(|(rule, _)| rule.matches(&attributes, None)) else {
        return vec![Reason { rule: Some(first), why: Why::NotCovered, also: Vec::new() }];
    };
    let request = order.suspension_pending().and_then(|entry| entry.fact.with.number(Item::Days));
    let days = with.number(Item::Days).or(request.filter(|_| step == Step::Suspend));
    let long = days.filter(|days| days > max);
    long.map(|_| Reason { rule: Some(rule), why: Why::TooLong(*max), also: Vec::new() }).into_iter().collect()
}

/// A step that the pack ties to conditions is open only where one of them is met.
fn covered<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record, act: Act) -> Vec<Reason<'a>> {
    let attributes = regime.attributes(&laid_over(&order.input, with));
    let about = |rule: &&&'a Rule| match &rule.effect {
        Effect::Limit(limit) => limit.act == act,
        Effect::AtOnce { act: other, .. } => *other == act,
        _ => false,
    };
    let rules: Vec<&'a Rule> = regime.rules().iter().filter(about).copied().collect();
    let met = rules.iter().any(|rule| rule.matches(&attributes, None));
    let unmet = rules.first().filter(|_| !met);
    unmet.map(|rule| Reason { rule: Some(rule), why: Why::NotCovered, also: Vec::new() }).into_iter().collect()
}

/// The role that decides, and the rule that says so.
pub(super) fn decider<'a>(regime: &Regime<'a>, order: &WorkOrder, at: NaiveDateTime) -> Option<(&'a Rule, Role)> {
    regime.deadlines(&order.input, at).iter().find_map(|found| match found.state {
        State::Decided(role) => Some((found.rule, role)),
        _ => None,
    })
}

fn deciding<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record, at: NaiveDateTime) -> Vec<Reason<'a>> {
    let signed: Option<Role> = with.term(Item::SignedBy);
    let wrong = decider(regime, order, at).filter(|(_, role)| signed.is_some_and(|signed| signed != *role));
    wrong
        .map(|(rule, role)| Reason { rule: Some(rule), why: Why::WrongDecider(role), also: Vec::new() })
        .into_iter()
        .collect()
}

/// What a leader decided is where the order goes.
fn as_decided<'a>(regime: &Regime<'a>, order: &WorkOrder, with: &Record) -> Vec<Reason<'a>> {
    let decided = order.done(Step::DecideUnit).last().map(|entry| entry.fact.with.text(Item::Lead).to_owned());
    let lead = with.text(Item::Lead);
    let other = decided.filter(|decided| !decided.is_empty() && !lead.is_empty() && decided != lead);
    let rule = regime.rules().iter().copied().find(|rule| matches!(rule.effect, Effect::Decides { .. }));
    other
        .map(|decided| Reason { rule, why: Why::Needs(Item::Lead.into(), vec![decided]), also: Vec::new() })
        .into_iter()
        .collect()
}

/// The last moment to take a step, and the rule that sets it; the earliest of those that bind.
pub(super) fn until<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    step: Step,
    at: NaiveDateTime,
) -> Option<(Due, &'a Rule, bool)> {
    if step == Step::RequestExtension {
        let scope = match order.stage {
            Stage::UnderReview => ExtensionScope::ReviewOrder,
            _ if order.is_in_hand_again() => ExtensionScope::Supervision,
            _ => ExtensionScope::Handling,
        };
        let right = right(regime, order, scope, at)?;
        let rule = right.rules.first()?;
        return Some((Due { at: right.ask_until?, day: None }, rule, false));
    }
    let act = step.act()?;
    let limits = limits_of(regime, act, &order.input, at);
    let binding = limits.iter().filter(|limit| limit.binds() && limit.is_owed(&order.input));
    let ends = binding.filter_map(|limit| Some((limit.due?, limit.rule, limit.provisional)));
    // A right lasts until the latest of its limits, a duty until the earliest.
    if step == Step::RequestReturn { ends.max_by_key(|end| end.0.at) } else { ends.min_by_key(|end| end.0.at) }
}
