//! 次序 — what must come before what on the way of any order, whatever the document.

use crate::order::{Phase, Step, WorkOrder};
use crate::term::{MomentKind as M, Stage};

/// 次序不符: why it is not a step's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// The order is not registered yet.
    NotRegistered,
    /// It is registered already.
    AlreadyRegistered,
    /// It is not accepted yet.
    NotAccepted,
    /// It is accepted already.
    AlreadyAccepted,
    /// It does not lie with the reviewer.
    NotInReview,
    /// No unit has it yet.
    NotDispatched,
    /// A unit has it already.
    AlreadyDispatched,
    /// It came back and awaits another unit.
    AwaitsReassignment,
    /// Done already.
    AlreadyDone,
    /// A request to return awaits its ruling.
    ReturnPending,
    /// There is no request that awaits a ruling.
    NothingPending,
    /// A request of the kind awaits its ruling already.
    AlreadyPending,
    /// The clock stands still.
    Suspended,
    /// The clock runs.
    NotSuspended,
    /// The completion is handed in.
    Completed,
    /// The order has ended so.
    Ended(Stage),
    /// Nothing was ruled that could be objected to.
    NothingRuled,
    /// Nothing of the kind was filed.
    NothingFiled,
    /// The completion is not handed in.
    NotHandedIn,
    /// No review order is out.
    NotUnderReview,
    /// A case of supervision is open.
    CaseOpen,
    /// No case of supervision is open.
    NoCase,
    /// The unit was not told of the supervision.
    NotNoticed,
    /// The unit did not answer the supervision.
    NotAnswered,
    /// It is not closed yet.
    NotClosed,
}

/// Why a step is not possible now; `None` where it is its turn.
pub(super) fn out_of_turn(order: Option<&WorkOrder>, step: Step) -> Option<Sequence> {
    use Sequence as S;
    let Some(order) = order.filter(|order| order.input.moments.get(M::Registered).is_some()) else {
        return (step != Step::Register).then_some(S::NotRegistered);
    };
    if step == Step::Register {
        return Some(S::AlreadyRegistered);
    }
    if step.phase() == Phase::Record || step == Step::Supplement {
        return None;
    }
    let stage = order.stage;
    let not = |possible: bool, why: S| (!possible).then_some(why);
    if step == Step::Archive {
        return match stage {
            Stage::Archived => Some(S::AlreadyDone),
            _ => not(order.is_over(), S::NotClosed).or(not(!order.is_supervised, S::CaseOpen)),
        };
    }
    match stage {
        Stage::ClosedAtIntake if step == Step::CallBack => return None,
        Stage::Refused | Stage::ClosedAtIntake | Stage::Merged | Stage::Withdrawn | Stage::NoFurther => {
            // Telling the requester where a refused matter belongs is never too late, nor is closing a case.
            let telling = stage == Stage::Refused && matches!(step, Step::Explain | Step::ReportOutward);
            let closing = step == Step::CloseSupervision && order.is_supervised;
            return (!telling && !closing).then_some(S::Ended(stage));
        }
        _ => {}
    }
    let handed_in = order.is_handed_in() || matches!(stage, Stage::UnderReview | Stage::Closed | Stage::Archived);
    let ruling = matches!(step, Step::GrantExtension | Step::DenyExtension) && order.extension_pending().is_some();
    let once_more = step.is_work() && order.is_in_hand_again();
    let open = step.may_follow_completion() || ruling || once_more;
    if handed_in && !open {
        return Some(S::Completed);
    }
    if matches!(step.phase(), Phase::Review | Phase::Supervision) || step == Step::AnswerReview {
        return out_of_turn_after(order, step);
    }
    let before_dispatch = matches!(stage, Stage::Registered | Stage::BackAtIntake | Stage::Accepted | Stage::InReview);
    let ready = order.is_back
        || matches!(stage, Stage::Accepted | Stage::InReview)
        || (stage == Stage::Escalated && !order.is_dispatched());
    let with_unit = order.is_dispatched() && !order.is_back;
    let at_unit = |why| if order.is_back { S::AwaitsReassignment } else { why };
    match step {
        Step::Accept => match stage {
            Stage::Registered | Stage::BackAtIntake => None,
            _ => Some(S::AlreadyAccepted),
        },
        Step::Refuse => not(before_dispatch || order.is_back, S::AlreadyDispatched),
        Step::CloseAtIntake => not(before_dispatch, S::AlreadyDispatched),
        Step::SubmitForReview => match stage {
            Stage::Registered | Stage::BackAtIntake | Stage::Accepted => None,
            Stage::InReview => Some(S::AlreadyDone),
            _ => Some(S::AlreadyDispatched),
        },
        Step::SendBackToIntake => not(stage == Stage::InReview, S::NotInReview),
        Step::NameUnits | Step::DecideUnit => not(before_dispatch || order.is_back, S::AlreadyDispatched),
        Step::NotifyUnits | Step::TextCaller | Step::Mark | Step::Classify => None,
        Step::FileStatutory | Step::ReportOutward | Step::Merge | Step::Withdraw | Step::Explain => None,
        Step::AgreeStatutory => not(order.ever_done(Step::FileStatutory).next().is_some(), S::NothingFiled),
        Step::Dispatch if ready => None,
        Step::Dispatch if before_dispatch => Some(S::NotAccepted),
        Step::Dispatch => Some(S::AlreadyDispatched),
        Step::Escalate if order.input.moments.get(M::Escalated).is_some() => Some(S::AlreadyDone),
        Step::Escalate => not(!matches!(stage, Stage::Registered | Stage::BackAtIntake), S::NotAccepted),
        Step::Contact | Step::Reply => None,
        Step::UpholdReturn | Step::RejectReturn => not(order.return_pending().is_some(), S::NothingPending),
        Step::GrantExtension | Step::DenyExtension => not(order.extension_pending().is_some(), S::NothingPending),
        Step::Suspend | Step::DenySuspension => not(order.suspension_pending().is_some(), S::NothingPending),
        Step::Resume => not(order.is_suspended(), S::NotSuspended),
        Step::LodgeObjection if order.objection_pending().is_some() => Some(S::AlreadyPending),
        // A ruling on it is the last word.
        Step::LodgeObjection if order.done(Step::RuleOnObjection).next().is_some() => Some(S::AlreadyDone),
        Step::LodgeObjection => not(order.done(Step::RejectReturn).next().is_some(), S::NothingRuled),
        Step::RuleOnObjection => not(order.objection_pending().is_some(), S::NothingPending),
        Step::ApplyNoFurther if order.no_further_pending().is_some() => Some(S::AlreadyPending),
        Step::GrantNoFurther | Step::DenyNoFurther => not(order.no_further_pending().is_some(), S::NothingPending),
        Step::ReviewStatement => not(order.done(Step::FileStatement).next().is_some(), S::NothingFiled),
        _ if !with_unit => Some(at_unit(S::NotDispatched)),
        Step::SignFor => not(order.input.moments.get(M::Signed).is_none(), S::AlreadyDone),
        Step::RequestReturn => match stage {
            Stage::ReturnPending => Some(S::AlreadyPending),
            Stage::Suspended => Some(S::Suspended),
            _ => not(order.input.moments.get(M::Finished).is_none(), S::AlreadyDone),
        },
        Step::RequestExtension if order.extension_pending().is_some() => Some(S::AlreadyPending),
        Step::RequestSuspension if order.suspension_pending().is_some() => Some(S::AlreadyPending),
        Step::RequestExtension | Step::RequestSuspension | Step::Complete | Step::CeaseHandling | Step::Finish
            if order.is_suspended() =>
        {
            Some(S::Suspended)
        }
        Step::Finish if order.done(Step::Finish).next().is_some() => Some(S::AlreadyDone),
        Step::Finish | Step::Complete | Step::CeaseHandling => not(stage != Stage::ReturnPending, S::ReturnPending),
        _ => None,
    }
}

/// The same for what follows the completion, and for supervision.
fn out_of_turn_after(order: &WorkOrder, step: Step) -> Option<Sequence> {
    use Sequence as S;
    let not = |possible: bool, why: S| (!possible).then_some(why);
    let stage = order.stage;
    let in_case = || not(order.is_supervised, S::NoCase);
    match step {
        // A callback may come before it.
        Step::AcceptCompletion if matches!(stage, Stage::Checked | Stage::CalledBack) => {
            not(order.done(Step::AcceptCompletion).next().is_none(), S::AlreadyDone)
        }
        Step::AcceptCompletion => not(stage == Stage::Completed, S::NotHandedIn),
        Step::SendBackCompletion => not(matches!(stage, Stage::Completed | Stage::Checked), S::NotHandedIn),
        // Whoever stands above may still call after it is closed and filed, and it may have to be done again.
        Step::CallBack | Step::VerifyAnswer if stage == Stage::UnderReview => None,
        Step::CallBack | Step::VerifyAnswer | Step::OrderRedo => {
            not(order.is_handed_in() || matches!(stage, Stage::Closed | Stage::Archived), S::NotHandedIn)
        }
        Step::IssueReview if stage == Stage::UnderReview => Some(S::AlreadyDone),
        Step::IssueReview => not(order.is_handed_in() || stage == Stage::Closed, S::NotHandedIn),
        Step::AnswerReview => not(stage == Stage::UnderReview, S::NotUnderReview),
        Step::Close if matches!(stage, Stage::Closed | Stage::Archived) => Some(S::AlreadyDone),
        Step::Close => not(order.is_handed_in(), S::NotHandedIn).or(not(!order.is_supervised, S::CaseOpen)),
        Step::RuleFault => not(order.is_dispatched(), S::NotDispatched),
        Step::OpenSupervision if order.is_supervised => Some(S::CaseOpen),
        Step::OpenSupervision => not(order.is_dispatched(), S::NotDispatched),
        Step::ApproveNotice | Step::NotifySupervision | Step::Attend | Step::CloseSupervision => in_case(),
        Step::AnswerSupervision => {
            in_case().or(not(order.done(Step::NotifySupervision).next().is_some(), S::NotNoticed))
        }
        Step::VerifySupervision => {
            in_case().or(not(order.done(Step::AnswerSupervision).next().is_some(), S::NotAnswered))
        }
        _ => None,
    }
}
