//! 走法 — how far an order goes, how long ago it came in, and what it must be to go that way.

use crate::deadline::Regime;
use crate::order::{Attribute, Step};
use crate::pack::Effect;

use super::requests::Lane;

use Step as S;

/// 快慢.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// In time.
    Usual,
    /// Every step soon after the other.
    Brisk,
    /// The work takes longer than allowed.
    Late,
}

/// 走法: one way an order goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The steps after its registration; the driver adds what they need.
    pub(super) goals: &'static [Step],
    /// Hours ago it came in: from, to.
    pub(super) age: (i64, i64),
    /// How fast.
    pub(super) pace: Pace,
    /// What kind of request goes this way.
    pub(super) lane: Lane,
    /// Attributes it must have, where the pack lists them.
    pub(super) wish: &'static [(Attribute, &'static str)],
    /// A step of which the pack must speak.
    needs: Option<Step>,
}

const fn plan(goals: &'static [Step], from: i64, to: i64) -> Plan {
    Plan { goals, age: (from, to), pace: Pace::Usual, lane: Lane::Unit, wish: &[], needs: None }
}

impl Plan {
    const fn paced(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    const fn lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    const fn needs(mut self, step: Step) -> Self {
        self.needs = Some(step);
        self
    }

    const fn wish(mut self, wish: &'static [(Attribute, &'static str)]) -> Self {
        self.wish = wish;
        self
    }

    /// Itself where the pack speaks of what it needs, otherwise an ordinary order as far on its way.
    pub(super) fn under(self, regime: &Regime<'_>) -> Self {
        let (from, to) = self.age;
        if self.needs.is_none_or(|step| provides(regime, step)) {
            self
        } else if self.goals.contains(&Step::Complete) {
            plan(WHOLE, from, to)
        } else {
            plan(HANDLING, 24, 200)
        }
    }
}

/// Whether the pack says anything of a step.
fn provides(regime: &Regime<'_>, step: Step) -> bool {
    regime.rules().iter().any(|rule| {
        let by_effect = match &rule.effect {
            Effect::Suspension { .. } => step == Step::RequestSuspension,
            Effect::Extension(_) => step == Step::RequestExtension,
            Effect::Limit(limit) => step.act() == Some(limit.act),
            Effect::AtOnce { act, .. } => step.act() == Some(*act),
            _ => false,
        };
        by_effect || rule.gates.iter().any(|gate| gate.step == step)
    })
}

const HANDLING: &[Step] = &[S::Accept, S::Dispatch, S::SignFor, S::Assign, S::Contact];
const WHOLE: &[Step] = &[S::Accept, S::Dispatch, S::SignFor, S::Assign, S::Contact, S::Finish, S::Reply, S::Complete];
const VISITED: &[Step] = &[
    S::Accept,
    S::Dispatch,
    S::SignFor,
    S::Assign,
    S::Contact,
    S::Visit,
    S::ReportProgress,
    S::Finish,
    S::Reply,
    S::Complete,
];
const EXTENDED: &[Step] = &[
    S::Accept,
    S::Dispatch,
    S::SignFor,
    S::Contact,
    S::RequestExtension,
    S::GrantExtension,
    S::Finish,
    S::Reply,
    S::Complete,
];
const REASSIGNED: &[Step] = &[
    S::Accept,
    S::Dispatch,
    S::SignFor,
    S::RequestReturn,
    S::UpholdReturn,
    S::Dispatch,
    S::SignFor,
    S::Contact,
    S::Finish,
    S::Reply,
    S::Complete,
];
const URGED: &[Step] =
    &[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::CallAgain, S::Remind, S::Finish, S::Reply, S::Complete];
const RETURNING: &[Step] = &[S::Accept, S::Dispatch, S::SignFor, S::RequestReturn];

const GOVERNED: &[(Attribute, &str)] = &[(Attribute::Statutory, "governed"), (Attribute::Difficulty, "complex")];
const LIMITED: &[(Attribute, &str)] = &[(Attribute::Statutory, "limited")];
const COMPLEX: &[(Attribute, &str)] = &[(Attribute::Difficulty, "complex"), (Attribute::Urgency, "ordinary")];

/// Orders handed in as completed.
static CLOSED: [Plan; 10] = [
    plan(WHOLE, 480, 2880),
    plan(WHOLE, 240, 480),
    plan(VISITED, 480, 2880),
    plan(URGED, 480, 2800),
    plan(WHOLE, 900, 2400).paced(Pace::Late),
    plan(WHOLE, 480, 2880),
    plan(EXTENDED, 700, 2600).needs(S::RequestExtension).wish(GOVERNED),
    plan(WHOLE, 240, 600),
    plan(REASSIGNED, 600, 2700).paced(Pace::Brisk).needs(S::RequestReturn),
    plan(WHOLE, 700, 2880).paced(Pace::Late),
];

/// All the others, in every state on the way.
static OTHERS: [Plan; 32] = [
    plan(&[], 0, 6),
    plan(HANDLING, 24, 60),
    plan(&[S::Accept, S::Dispatch], 3, 20),
    plan(RETURNING, 4, 26).paced(Pace::Brisk).needs(S::RequestReturn),
    plan(HANDLING, 168, 176),
    plan(&[S::Refuse], 200, 2800).lane(Lane::Refused),
    plan(&[S::Accept], 1, 17),
    plan(HANDLING, 300, 700),
    plan(&[S::CloseAtIntake], 24, 2800).lane(Lane::Desk),
    plan(&[S::Accept, S::SubmitForReview], 2, 20).needs(S::SubmitForReview),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::CallAgain], 72, 150),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::RequestReturn, S::UpholdReturn], 24, 60)
        .paced(Pace::Brisk)
        .needs(S::RequestReturn),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::RequestSuspension, S::Suspend], 90, 400)
        .needs(S::RequestSuspension)
        .wish(LIMITED),
    plan(HANDLING, 48, 100),
    plan(&[S::Accept, S::Withdraw], 100, 2700),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Assign, S::Contact, S::Finish], 150, 260),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::Escalate], 120, 600).needs(S::Escalate).wish(COMPLEX),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::RequestExtension], 72, 110)
        .needs(S::RequestExtension)
        .wish(GOVERNED),
    plan(&[], 1, 17),
    plan(&[S::Accept, S::Dispatch], 40, 90),
    plan(&[S::Accept, S::Merge], 30, 900),
    plan(HANDLING, 100, 168),
    plan(&[S::Accept, S::SubmitForReview, S::SendBackToIntake], 3, 20).needs(S::SendBackToIntake),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::Explain, S::FileStatement, S::ApplyNoFurther], 90, 300),
    plan(HANDLING, 400, 1200),
    plan(&[S::CloseAtIntake], 2, 400).lane(Lane::Desk),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::RequestReturn, S::RejectReturn, S::Contact], 60, 160)
        .paced(Pace::Brisk)
        .needs(S::RequestReturn),
    plan(HANDLING, 24, 48),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::RequestExtension, S::GrantExtension], 120, 200)
        .needs(S::RequestExtension)
        .wish(GOVERNED),
    plan(
        &[
            S::Accept,
            S::Dispatch,
            S::SignFor,
            S::Contact,
            S::Explain,
            S::FileStatement,
            S::ApplyNoFurther,
            S::GrantNoFurther,
        ],
        400,
        1500,
    ),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Assign, S::Contact, S::Visit, S::ReportProgress], 90, 190),
    plan(&[S::Accept], 2, 18),
];

/// The way the nth order goes: three in five are completed, the others take turns.
pub(super) fn nth(n: usize) -> Plan {
    let (round, turn) = (n / 5, n % 5);
    let way = match turn {
        0 | 2 | 4 => CLOSED.get((round * 3 + turn / 2) % CLOSED.len()),
        _ => OTHERS.get((round * 2 + turn / 2) % OTHERS.len()),
    };
    way.copied().unwrap_or(plan(HANDLING, 24, 200))
}
