//! 走法 — how far an order goes and what follows its completion, how long ago it came in, and what it must be for that.

use crate::deadline::Regime;
use crate::order::{Attribute, Step};
use crate::pack::Effect;
use crate::term::Role;

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
    /// Nobody urges it before its limit is well past.
    Idle,
    /// The work is done on the morning of the working day so many before now, everything else soon after.
    Fresh(u32),
}

/// 回访所得: what a callback brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// 联系不上.
    Nobody,
    /// Satisfied, as far as the pack's scale goes.
    Satisfied,
    /// Not satisfied.
    Unsatisfied,
    /// Not satisfied with anything, and more could have been done.
    Wanting,
    /// Not satisfied, and it was not as the unit says.
    Contradicts,
    /// The city centre calls: not satisfied.
    City,
    /// The unit calls itself: satisfied.
    Unit,
}

impl Answer {
    /// Code of who calls.
    pub(super) fn caller(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Unit => "unit",
            _ => "centre",
        }
    }

    /// The desk it is called from, where that is not the centre's.
    pub(super) fn desk(self) -> Option<Role> {
        match self {
            Self::City => Some(Role::CityCentre),
            Self::Unit => Some(Role::Clerk),
            _ => None,
        }
    }

    /// Whether the requester is content.
    pub(super) fn is_good(self) -> bool {
        matches!(self, Self::Satisfied | Self::Unit)
    }
}

/// 办结之后: what comes next of an order that was handed in, or that nobody handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A step; a case of supervision that is open is brought to its end before the order is closed.
    Do(Step),
    /// A callback that brings this.
    Call(Answer),
    /// What the clauses ask for now.
    Owed,
    /// What was sent back is handed in again, and accepted.
    Again,
    /// A case of supervision, up to this step.
    Case(Step),
    /// The unit is found to have done nothing, with harm.
    Fault,
}

/// 走法: one way an order goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The steps after its registration; the driver adds what they need.
    pub(super) goals: &'static [Step],
    /// What comes after them.
    pub(super) after: &'static [After],
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
    Plan { goals, after: &[], age: (from, to), pace: Pace::Usual, lane: Lane::Unit, wish: &[], needs: None }
}

/// Worked on until the morning of the working day so many before now; when it comes in follows from that.
const fn fresh(days: u32, after: &'static [After]) -> Plan {
    plan(WHOLE, 0, 0).paced(Pace::Fresh(days)).then(after)
}

impl Plan {
    const fn paced(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    const fn then(mut self, after: &'static [After]) -> Self {
        self.after = after;
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
            plan(WHOLE, from, to).then(self.after)
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
const CALLING: &[Step] = &[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::CallAgain];
const RETURNING: &[Step] = &[S::Accept, S::Dispatch, S::SignFor, S::RequestReturn];

const GOVERNED: &[(Attribute, &str)] = &[(Attribute::Statutory, "governed"), (Attribute::Difficulty, "complex")];
const LIMITED: &[(Attribute, &str)] = &[(Attribute::Statutory, "limited")];
const COMPLEX: &[(Attribute, &str)] = &[(Attribute::Difficulty, "complex"), (Attribute::Urgency, "ordinary")];

const PASS: After = After::Do(S::AcceptCompletion);
const SEND_BACK: After = After::Do(S::SendBackCompletion);
const NOBODY: After = After::Call(Answer::Nobody);
const HAPPY: After = After::Call(Answer::Satisfied);
const UNHAPPY: After = After::Call(Answer::Unsatisfied);
const WANTING: After = After::Call(Answer::Wanting);
const CONTRADICTS: After = After::Call(Answer::Contradicts);
const CITY: After = After::Call(Answer::City);
const OWN: After = After::Call(Answer::Unit);
const OWED: After = After::Owed;
const AGAIN: After = After::Again;
const FAULT: After = After::Fault;
const MARK: After = After::Do(S::MarkSource);
const REMIND: After = After::Do(S::Remind);
const MEET: After = After::Do(S::Meet);
const REFER: After = After::Do(S::Refer);
const OPENED: After = After::Case(S::OpenSupervision);
const NOTICED: After = After::Case(S::NotifySupervision);
const ANSWERED: After = After::Case(S::AnswerSupervision);
const VERIFIED: After = After::Case(S::VerifySupervision);
const SETTLED: After = After::Case(S::CloseSupervision);
const CLOSE: After = After::Do(S::Close);
const FILE: After = After::Do(S::Archive);

/// What mostly follows.
const FILED: &[After] = &[PASS, HAPPY, CLOSE, FILE];
/// Not satisfied at first.
const REDONE: &[After] = &[PASS, UNHAPPY, OWED, AGAIN, HAPPY, CLOSE, FILE];

/// Orders whose whole way lies behind them.
static CLOSED: [Plan; 20] = [
    plan(WHOLE, 480, 2880).then(FILED),
    plan(WHOLE, 300, 700).then(FILED),
    plan(WHOLE, 480, 2880).then(REDONE),
    plan(VISITED, 480, 2880).then(FILED),
    plan(WHOLE, 480, 2880).then(&[PASS, NOBODY, HAPPY, CLOSE, FILE]),
    plan(URGED, 480, 2800).then(FILED),
    plan(WHOLE, 900, 2400).paced(Pace::Late).then(FILED),
    plan(WHOLE, 720, 2880).then(&[PASS, WANTING, OWED, AGAIN, HAPPY, CLOSE, FILE]),
    plan(EXTENDED, 700, 2600).needs(S::RequestExtension).wish(GOVERNED).then(FILED),
    plan(WHOLE, 480, 2880).then(&[PASS, OWN, HAPPY, CLOSE, FILE]),
    plan(WHOLE, 960, 2880).then(&[PASS, UNHAPPY, OWED, AGAIN, UNHAPPY, MEET, OWED, AGAIN, HAPPY, CLOSE, FILE]),
    plan(REASSIGNED, 600, 2700).paced(Pace::Brisk).needs(S::RequestReturn).then(FILED),
    plan(WHOLE, 600, 2880).then(&[SEND_BACK, AGAIN, OWED, HAPPY, CLOSE, FILE]),
    plan(WHOLE, 700, 2880).paced(Pace::Late).then(FILED),
    plan(VISITED, 900, 2880).then(&[PASS, MARK, SETTLED, HAPPY, CLOSE, FILE]),
    plan(WHOLE, 480, 2880).then(&[PASS, NOBODY, NOBODY, NOBODY, CLOSE, FILE]),
    plan(URGED, 1100, 2800).paced(Pace::Late).then(&[PASS, FAULT, OWED, REFER, HAPPY, CLOSE, FILE]),
    plan(WHOLE, 720, 2880).then(&[PASS, UNHAPPY, OWED, AGAIN, UNHAPPY, CLOSE, FILE]),
    plan(WHOLE, 960, 2880).then(&[PASS, HAPPY, CITY, OWED, AGAIN, HAPPY, CLOSE, FILE]),
    plan(WHOLE, 600, 2880).then(&[PASS, CONTRADICTS, OWED, AGAIN, HAPPY, CLOSE, FILE]),
];

/// Orders handed in of late, left in every state that follows.
static RECENT: [Plan; 20] = [
    fresh(1, &[]),
    fresh(3, &[PASS, WANTING, OPENED]),
    fresh(1, &[PASS]),
    fresh(2, &[PASS, WANTING, OWED]),
    fresh(1, &[PASS, HAPPY]),
    fresh(5, &[PASS, WANTING, NOTICED]),
    fresh(1, &[PASS, UNHAPPY]),
    fresh(2, &[PASS, HAPPY, CLOSE]),
    fresh(6, &[PASS, WANTING, ANSWERED]),
    fresh(2, &[PASS, NOBODY, NOBODY]),
    fresh(2, &[SEND_BACK]),
    fresh(8, &[PASS, WANTING, VERIFIED]),
    fresh(7, &[PASS, UNHAPPY, OWED, AGAIN, UNHAPPY]),
    fresh(1, &[PASS, MARK]),
    fresh(9, &[PASS, WANTING, SETTLED]),
    fresh(3, &[PASS, UNHAPPY, OWED]),
    fresh(2, &[PASS, HAPPY, CITY]),
    fresh(1, &[PASS, CONTRADICTS]),
    fresh(4, &[PASS, HAPPY, CLOSE]),
    fresh(3, &[PASS, UNHAPPY, FAULT]),
];

/// All the others, in every state on the way.
static OTHERS: [Plan; 36] = [
    plan(&[], 0, 6),
    plan(HANDLING, 24, 60),
    plan(&[S::Accept, S::Dispatch], 3, 20),
    plan(HANDLING, 560, 900).paced(Pace::Idle).then(&[REMIND, REMIND, NOTICED]),
    plan(RETURNING, 4, 26).paced(Pace::Brisk).needs(S::RequestReturn),
    plan(HANDLING, 168, 176),
    plan(&[S::Refuse], 200, 2800).lane(Lane::Refused),
    plan(&[S::Accept], 1, 17),
    plan(HANDLING, 300, 700),
    plan(HANDLING, 520, 900).paced(Pace::Idle).then(&[REMIND, REMIND]),
    plan(&[S::CloseAtIntake], 24, 2800).lane(Lane::Desk),
    plan(&[S::Accept, S::SubmitForReview], 2, 20).needs(S::SubmitForReview),
    plan(CALLING, 72, 150),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::RequestReturn, S::UpholdReturn], 24, 60)
        .paced(Pace::Brisk)
        .needs(S::RequestReturn),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::RequestSuspension, S::Suspend], 90, 400)
        .needs(S::RequestSuspension)
        .wish(LIMITED),
    plan(HANDLING, 48, 100),
    plan(HANDLING, 300, 700).then(&[MARK, OPENED]),
    plan(&[S::Accept, S::Withdraw], 100, 2700),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Assign, S::Contact, S::Finish], 150, 260),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::Escalate], 120, 600).needs(S::Escalate).wish(COMPLEX),
    plan(&[S::Accept, S::Dispatch, S::SignFor, S::Contact, S::RequestExtension], 72, 110)
        .needs(S::RequestExtension)
        .wish(GOVERNED),
    plan(&[], 1, 17),
    plan(CALLING, 560, 1000).paced(Pace::Idle).then(&[REFER]),
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

/// The way the nth order goes: of ten, four lie behind, three were handed in of late, the others take turns.
pub(super) fn nth(n: usize) -> Plan {
    let (round, turn, place) = (n / 10, n % 10 % 3, n % 10 / 3);
    let way = match turn {
        0 => CLOSED.get((round * 4 + place) % CLOSED.len()),
        1 => RECENT.get((round * 3 + place) % RECENT.len()),
        _ => OTHERS.get((round * 3 + place) % OTHERS.len()),
    };
    way.copied().unwrap_or(plan(HANDLING, 24, 200))
}
