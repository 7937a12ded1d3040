//! 提示 — duties: what must be done next on an order, by whom, by when, and what follows if it is not, each with its clause.

mod grounds;
mod office;

pub use office::{OfficeDuty, office_duties};

use chrono::NaiveDateTime;

use crate::deadline::{Deadline, Due, Regime, State};
use crate::order::{Step, WorkOrder};
use crate::pack::{Effect, Rule};
use crate::supervision::{CaseStage, cases};
use crate::term::{Act, Consequence, MomentKind, MomentKind as M, Role, Stage, Track};
use crate::workflow::{self, Found, Why, view};

/// 待办: one thing owed on an order.
#[doc(alias = "待办")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty<'a> {
    /// What is owed.
    pub what: What,
    /// The step that does it, if it is one.
    pub step: Option<Step>,
    /// The rule that says so; none where only the way itself does.
    pub rule: Option<&'a Rule>,
    /// The desks that owe it.
    pub by: Vec<Role>,
    /// Until when, if there is a moment.
    pub until: Option<Due>,
    /// 暂定.
    pub provisional: bool,
    /// Whether the moment has passed.
    pub overdue: bool,
}

/// 待办内容.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// To be done within a limit.
    Within(Act),
    /// To be done at once.
    AtOnce(Act),
    /// Asked for, awaiting a ruling.
    Ruling,
    /// Needed before a completion can be handed in.
    BeforeCompletion,
    /// To be urged ahead of the due day.
    Ahead(Act),
    /// What follows now that a limit was missed.
    Missed(Act),
    /// What circumstances that a clause names lead to.
    Ground(Consequence),
    /// The same, where the log only suggests it: people decide.
    Proposed(Consequence),
    /// This role decides which unit has it.
    Decision(Role),
    /// The next step on the way.
    Next,
}

/// 默认接受: the limit whose missing counts as acceptance, if the order was not signed for in time.
#[doc(alias = "默认接受")]
pub fn deemed_accepted<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Option<(&'a Rule, Due)> {
    let limits = regime.deadlines_of(Act::SignFor, Track::Handling, &order.input, now);
    limits
        .iter()
        .find(|limit| {
            let deems = limit.rule.limit().is_some_and(|limit| limit.deemed);
            deems && limit.is_live() && limit.is_late(now) == Some(true)
        })
        .and_then(|limit| Some((limit.rule, limit.due?)))
}

/// Everything owed on this order at `now`, the most pressing first.
pub fn duties<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Vec<Duty<'a>> {
    if order.input.moments.get(MomentKind::Registered).is_none() {
        return Vec::new();
    }
    let handled = order.is_closed() || order.stage == Stage::UnderReview;
    if order.stage == Stage::Archived && !order.is_supervised {
        return grounds::owed(regime, order, now, order.input.moments.get(M::Archived));
    }
    if order.is_over() && !matches!(order.stage, Stage::Closed | Stage::Archived) {
        return Vec::new();
    }
    let deadlines = regime.deadlines(&order.input, now);
    // Of an order that is handed in only what begins then is owed.
    let begins_then = |found: &&Deadline<'a>| {
        found.from.is_none_or(|(kind, _)| {
            matches!(
                kind,
                M::Completed | M::ReviewOrder | M::Supervised | M::Redo | M::Redone | M::CalledBack | M::Closed
            )
        })
    };
    let owed = deadlines.iter().filter(|found| found.is_live() && (!handled || begins_then(found)));
    let mut duties: Vec<Duty<'a>> = owed.filter_map(|found| of_deadline(order, found, now)).collect();
    // What a missed limit leads to is named once: by the circumstances, where the same clause has them, until answered.
    let held = workflow::grounds(regime, order, now);
    duties.retain(|duty| {
        let Some(rule) = duty.rule.filter(|rule| matches!(rule.effect, Effect::OnOverdue { grace: None, .. })) else {
            return true;
        };
        let same = |found: &Found<'_>| found.missed.is_some() && found.rule.row() == rule.row();
        !held.iter().any(|found| same(found) && found.answered.is_some())
    });
    duties.extend(rulings(regime, order, now));
    duties.extend(grounds::owed(regime, order, now, None));
    duties.extend(preparations(regime, order, now));
    duties.extend(next(order, &duties));
    duties.extend(next_in_case(order, &duties));
    // What has a moment comes first, by it; what is at once before all.
    duties.sort_by_key(|duty| {
        let rank = match duty.what {
            What::AtOnce(_) => 0,
            _ if duty.until.is_some() => 1,
            What::Missed(_) | What::Decision(_) | What::Ruling | What::Ground(_) => 2,
            What::Next => 3,
            _ => 4,
        };
        (rank, duty.until.map(|due| due.at))
    });
    duties
}

fn of_deadline<'a>(order: &WorkOrder, found: &Deadline<'a>, now: NaiveDateTime) -> Option<Duty<'a>> {
    let rule = found.rule;
    let overdue = found.due.is_some_and(|due| now > due.at);
    let duty = |what, step: Option<Step>, until| Duty {
        what,
        step,
        rule: Some(rule),
        by: step.map(|step| step.desks().to_vec()).unwrap_or_default(),
        until,
        provisional: found.provisional,
        overdue,
    };
    match (&rule.effect, found.state) {
        // For assessment and for information only: nobody owes it.
        (Effect::Limit(limit), State::Due)
            if found.binds()
                || rule.track == Track::Internal
                || (rule.beside && matches!(limit.act, Act::Progress | Act::Feedback)) =>
        {
            let owed = !matches!(limit.act, Act::Return | Act::Retention | Act::Escalation);
            let progressed = limit.act == Act::Progress && order.done(Step::ReportProgress).next().is_some();
            let open = owed && found.is_owed(&order.input) && !progressed;
            open.then(|| duty(What::Within(limit.act), step_of(limit.act), found.due))
        }
        (Effect::AtOnce { act, .. }, State::AtOnce) => {
            let step = Step::of_act(*act);
            // What was owed from the registration on may have been done before any unit had it.
            let early = found.from.is_some_and(|(kind, _)| kind == MomentKind::Registered)
                && step.is_some_and(|step| order.ever_done(step).next().is_some());
            let progressed = *act == Act::Progress && order.done(Step::ReportProgress).next().is_some();
            let done = order.input.fulfilled(*act).is_some() || early || progressed;
            let open = found.from.is_some() && !done;
            open.then(|| duty(What::AtOnce(*act), step_of(*act), None))
        }
        (Effect::Decides { .. }, State::Decided(role)) => {
            let away = !order.is_dispatched() || order.is_back;
            let open = away && order.done(Step::DecideUnit).next().is_none();
            open.then(|| duty(What::Decision(role), Some(Step::DecideUnit), None))
        }
        (Effect::BeforeDue { of, .. }, _) => {
            let due = found.due?;
            let open = found.done.is_none() && order.input.fulfilled(*of).is_none();
            open.then(|| duty(What::Ahead(*of), Some(Step::Remind), Some(due)))
        }
        (Effect::OnOverdue { of, .. }, _) => {
            let open = overdue && order.input.fulfilled(*of).is_none();
            open.then(|| duty(What::Missed(*of), Some(Step::Remind), found.due))
        }
        _ => None,
    }
}

fn step_of(act: Act) -> Option<Step> {
    match act {
        Act::Feedback | Act::Redo => Some(Step::Complete),
        other => Step::of_act(other),
    }
}

/// Requests that await a ruling.
fn rulings<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Vec<Duty<'a>> {
    let pending = [
        (order.return_pending().is_some(), Step::UpholdReturn),
        (order.extension_pending().is_some(), Step::GrantExtension),
        (order.suspension_pending().is_some(), Step::Suspend),
        (order.objection_pending().is_some(), Step::RuleOnObjection),
        (order.no_further_pending().is_some(), Step::GrantNoFurther),
    ];
    pending
        .into_iter()
        .filter(|(pending, _)| *pending)
        .map(|(_, step)| {
            let rule = view(regime, order, step, now).rules.first().copied();
            Duty::plain(What::Ruling, step, rule)
        })
        .collect()
}

/// What a completion would still be refused for.
fn preparations<'a>(regime: &Regime<'a>, order: &WorkOrder, now: NaiveDateTime) -> Vec<Duty<'a>> {
    let last = match order.stage {
        Stage::Dispatched | Stage::Handling | Stage::Finished | Stage::Escalated | Stage::Redoing => Step::Complete,
        Stage::CalledBack => Step::Close,
        Stage::Closed => Step::Archive,
        _ => return Vec::new(),
    };
    view(regime, order, last, now)
        .reasons
        .into_iter()
        .filter_map(|reason| match reason.why {
            Why::NeedsStep(done) => Some((done.step, reason.rule)),
            _ => None,
        })
        .map(|(step, rule)| Duty::plain(What::BeforeCompletion, step, rule))
        .collect()
}

/// The next step on the way, where no limit names it already.
fn next<'a>(order: &WorkOrder, duties: &[Duty<'a>]) -> Option<Duty<'a>> {
    let step = match order.stage {
        Stage::Registered | Stage::BackAtIntake => Step::Accept,
        Stage::Accepted | Stage::InReview | Stage::Returned => Step::Dispatch,
        Stage::Dispatched => Step::SignFor,
        Stage::Finished | Stage::Redoing => Step::Complete,
        Stage::Completed => Step::AcceptCompletion,
        Stage::Checked => Step::CallBack,
        Stage::UnderReview => Step::AnswerReview,
        Stage::Closed => Step::Archive,
        // What the callback brought up comes before closing.
        Stage::CalledBack if order.is_supervised || duties.iter().any(|duty| duty.is_consequence()) => return None,
        Stage::CalledBack => Step::Close,
        _ => return None,
    };
    let named = duties.iter().any(|duty| duty.step == Some(step) && duty.what != What::BeforeCompletion);
    (!named).then(|| Duty::plain(What::Next, step, None))
}

/// The next step of an open case of supervision, where no limit names it already.
fn next_in_case<'a>(order: &WorkOrder, duties: &[Duty<'a>]) -> Option<Duty<'a>> {
    if !order.is_supervised {
        return None;
    }
    let step = match cases(order).last()?.stage() {
        CaseStage::Opened => Step::NotifySupervision,
        CaseStage::Noticed => Step::AnswerSupervision,
        CaseStage::Answered => Step::VerifySupervision,
        CaseStage::Verified => Step::CloseSupervision,
        CaseStage::Closed => return None,
    };
    let named = duties.iter().any(|duty| duty.step == Some(step));
    (!named).then(|| Duty::plain(What::Next, step, None))
}

impl<'a> Duty<'a> {
    fn plain(what: What, step: Step, rule: Option<&'a Rule>) -> Self {
        let by = step.desks().to_vec();
        Self { what, step: Some(step), rule, by, until: None, provisional: false, overdue: false }
    }

    /// Whether it follows from what a callback or a review brought up.
    fn is_consequence(&self) -> bool {
        use Consequence as C;
        matches!(self.what, What::Ground(C::ReviewOrder | C::Redo | C::Supervision | C::Explain | C::Statement))
    }
}
