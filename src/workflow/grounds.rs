//! 情形认定 — which circumstances named by the pack hold on an order, by what in its log, and whether they were answered.

use chrono::NaiveDateTime;

use crate::deadline::{Due, Regime};
use crate::order::{Attributes, Entry, Id, Item, Step, WorkOrder};
use crate::pack::{Ground, Rule};
use crate::term::{Act, Consequence, SupervisedResult};

use super::bounds::limits_of;
use super::{Reason, Why};

/// 认定的情形: circumstances that hold.
#[doc(alias = "情形")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// The rule that names them.
    pub rule: &'a Rule,
    /// What it says.
    pub ground: &'a Ground,
    /// The facts that show them, oldest first.
    pub facts: Vec<Id>,
    /// The limit missed, where that is what it takes.
    pub missed: Option<Due>,
    /// Since when they hold, as far as the log tells.
    pub since: Option<NaiveDateTime>,
    /// The fact that answered them since.
    pub answered: Option<Id>,
}

/// Every ground of the pack that holds on this order at `now`, in matrix order.
pub fn grounds<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Vec<Found<'a>> {
    let asked = Asked { regime, order, attributes: regime.attributes(&order.input), now };
    let held: Vec<Found<'a>> = regime.rules().iter().filter_map(|rule| asked.found(rule)).collect();
    let takes_away = |found: &Found<'a>| {
        found.ground.unless.iter().any(|id| held.iter().any(|other| other.rule.id == *id || other.rule.row() == id))
    };
    held.iter().filter(|found| !takes_away(found)).cloned().collect()
}

/// What holds a step up until it is answered.
pub(super) fn barring<'a>(regime: &Regime<'a>, order: &WorkOrder, step: Step, now: NaiveDateTime) -> Vec<Reason<'a>> {
    let bars = |rule: &&Rule| rule.ground().is_some_and(|ground| ground.bars.contains(&step));
    if !regime.rules().iter().any(bars) {
        return Vec::new();
    }
    let open = grounds(regime, order, now).into_iter().filter(|found| found.answered.is_none() && bars(&found.rule));
    let needs = |found: Found<'a>| {
        let done = found.ground.answered_by.first()?.clone();
        Some(Reason { rule: Some(found.rule), why: Why::NeedsStep(done), also: Vec::new() })
    };
    open.filter_map(needs).collect()
}

/// Whether a ground may be given for something: it holds, or only people can state it.
pub(super) fn may_be_stated(regime: &Regime<'_>, order: &WorkOrder, rule: &Rule, now: NaiveDateTime) -> bool {
    let free = |ground: &Ground| ground.is_by_hand() || ground.proposed;
    rule.ground().is_some_and(free) || grounds(regime, order, now).iter().any(|found| found.rule.id == rule.id)
}

struct Asked<'r, 'a> {
    regime: &'r Regime<'a>,
    order: &'r WorkOrder,
    attributes: Attributes,
    now: NaiveDateTime,
}

impl<'a> Asked<'_, 'a> {
    fn found(&self, rule: &'a Rule) -> Option<Found<'a>> {
        let ground = rule.ground()?;
        // What only people can state is never found.
        if ground.is_by_hand() || !rule.matches(&self.attributes, None) {
            return None;
        }
        if ground.lacking.iter().any(|done| done.holds(self.order)) {
            return None;
        }
        let mut shown: Vec<&Entry> = Vec::new();
        for evidence in &ground.evidence {
            shown.extend(evidence.found(self.order, self.now.date())?);
        }
        let missed = match ground.overdue {
            Some(act) => Some(self.missed(act)?),
            None => None,
        };
        shown.sort_by_key(|entry| entry.fact.rank());
        shown.dedup_by_key(|entry| entry.fact.id);
        let since = shown.last().map(|entry| entry.fact.at).max(missed.map(|due| due.at));
        Some(Found {
            rule,
            ground,
            facts: shown.iter().map(|entry| entry.fact.id).collect(),
            missed,
            since,
            answered: self.answered(ground, &shown, missed),
        })
    }

    /// The binding limit of an act, if it was missed.
    fn missed(&self, act: Act) -> Option<Due> {
        let limits = limits_of(self.regime, act, &self.order.input, self.now);
        let late = limits.iter().filter(|limit| limit.binds() && limit.is_late(self.now) == Some(true));
        late.filter_map(|limit| limit.due).min_by_key(|due| due.at)
    }

    /// What was done about it after the last thing that shows it.
    fn answered(&self, ground: &Ground, shown: &[&Entry], missed: Option<Due>) -> Option<Id> {
        let last = shown.last().map(|entry| entry.fact.rank());
        let after = |entry: &&Entry| {
            let later = last.is_none_or(|last| entry.fact.rank() > last);
            later && missed.is_none_or(|due| entry.fact.at >= due.at)
        };
        let answers = |entry: &&Entry| {
            // What came up while a case was open is answered with it, unless it was closed unsolved.
            let open = matches!(
                entry.fact.with.term(Item::Settled),
                Some(SupervisedResult::Unsolved | SupervisedResult::Partly)
            );
            let with_case = ground.leads_to == Consequence::Supervision
                && entry.fact.step() == Some(Step::CloseSupervision)
                && !open;
            with_case || ground.answered_by.iter().any(|done| entry.fact.step() == Some(done.step) && done.fits(entry))
        };
        self.order.entries.iter().filter(|entry| entry.live).filter(answers).find(after).map(|entry| entry.fact.id)
    }
}
