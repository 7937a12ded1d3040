//! 步骤 — everything that can be done to an order: the word for doing it, the word for having done it, whose desk it is
//! done at, and what it records.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::term::{Act, Role, Term, vocabulary};

use super::field::{Field, Item as I};
use super::input::{Attribute as A, OwnNumber as O};

vocabulary! {
    /// 阶段: which part of the way a step belongs to.
    Phase {
        Intake "intake" "登记受理", Dispatch "dispatch" "派单", Unit "unit" "单位办理", Ruling "ruling" "中心裁定", Review "review" "审核与回访", Supervision "supervision" "督办", Record "record" "台账记录", Office "office" "本单位事务",
    }
}

macro_rules! steps {
    ($($step:ident $code:literal $fact:literal $word:literal $past:literal $phase:ident [$($desk:ident)*] [$($field:expr),* $(,)?],)+) => {
        /// 步骤: a command; what is recorded when it was done is its fact.
        #[doc(alias = "步骤")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Step { $(#[doc = $word] $step,)+ }

        impl Term for Step {
            const ALL: &'static [Self] = &[$(Self::$step,)+];
            fn code(self) -> &'static str { match self { $(Self::$step => $code,)+ } }
            fn word(self) -> &'static str { match self { $(Self::$step => $word,)+ } }
            fn index(self) -> u8 { self as u8 }
            fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$step),)+ _ => None } }
        }

        impl Step {
            /// Code of the fact that it was done, e.g. `dispatched`.
            pub fn fact_code(self) -> &'static str { match self { $(Self::$step => $fact,)+ } }
            /// The step whose fact has this code.
            pub fn from_fact_code(code: &str) -> Option<Self> { match code { $($fact => Some(Self::$step),)+ _ => None } }
            /// What the log says of it, e.g. `已派单`.
            pub fn past(self) -> &'static str { match self { $(Self::$step => $past,)+ } }
            /// Which part of the way it belongs to.
            pub fn phase(self) -> Phase { match self { $(Self::$step => Phase::$phase,)+ } }
            /// The desks it is done at; none means any.
            pub fn desks(self) -> &'static [Role] { match self { $(Self::$step => &[$(Role::$desk,)*],)+ } }
            /// What it can record, in the order a form asks for it.
            pub fn fields(self) -> Vec<Field> { match self { $(Self::$step => vec![$($field.into(),)*],)+ } }
        }
    };
}

steps! {
    // 登记受理
    Register "register" "registered" "登记" "已登记" Intake [Centre] [
        I::Number, I::Title, A::Nature, I::Subject, I::Channel, A::Urgency, A::Difficulty, A::Emergency, A::AtOnce, A::Jurisdiction, A::Privacy,
        A::Route, I::Place, I::Occurred, I::Persons, I::Cause, I::Demand, I::SourceNumber, I::PrintedDue, I::Calls, A::Joint, A::OnSite, A::Major, A::Key,
        A::IllegalBuilding, A::Merit, A::Statutory, O::StatutoryLimit, I::StatutoryUnit, A::AgreedByCity, O::UnitLimit,
        I::TakenName, I::TakenPhone, I::TakenAddress, I::TakenStory, I::Pack, I::PackVersion],
    Supplement "supplement" "supplemented" "补充登记" "已补充登记" Intake [Centre] [
        I::Title, I::Subject, I::Channel, I::Place, I::Occurred, I::Persons, I::Cause, I::Demand, I::SourceNumber, I::PrintedDue,
        I::TakenName, I::TakenPhone, I::TakenAddress, I::TakenStory],
    Accept "accept" "accepted" "受理" "已受理" Intake [Centre] [I::Basis],
    Refuse "refuse" "refused" "不予受理" "不予受理" Intake [Centre] [
        I::RefusalGround, I::Reason, I::Explained, I::TransferredTo, I::ContactGiven, I::ReportedUp],
    CloseAtIntake "close_at_intake" "closed_at_intake" "直接办结" "已直接办结" Intake [Centre] [I::DirectClose, I::Answer, I::Knowledge],
    SubmitForReview "submit_for_review" "submitted_for_review" "提交审核" "已提交审核" Intake [Centre] [],
    SendBackToIntake "send_back_to_intake" "sent_back_to_intake" "退回受理席" "已退回受理席" Dispatch [Reviewer Centre] [I::Reason],
    Classify "classify" "classified" "改分类" "已改分类" Intake [Centre Reviewer] [
        A::Nature, I::Subject, A::Urgency, A::Difficulty, A::Emergency, A::AtOnce, A::Jurisdiction, A::Privacy, A::Route, A::Joint, A::OnSite, A::Major, A::Key,
        A::IllegalBuilding, A::Merit, A::Statutory, O::StatutoryLimit, I::StatutoryUnit, O::UnitLimit, I::Reason],
    CallAgain "call_again" "called_again" "重复来电" "再次来电" Record [Centre] [I::Urged, I::Said],
    Merge "merge" "merged" "并单" "已并单" Intake [Centre] [I::Into, I::Reason],
    Withdraw "withdraw" "withdrawn" "撤回诉求" "诉求人撤回" Intake [Centre] [I::Reason],
    // 派单
    Mark "mark" "marked" "标记疑难、推诿" "已标记疑难、推诿" Dispatch [Centre Reviewer] [A::Difficulty, A::Shirked, A::Key, I::Reason],
    DecideUnit "decide_unit" "unit_decided" "领导定承办单位" "领导已定承办单位" Dispatch [Centre VisitingLeader CountyLeader HotlineLeader] [I::Lead, I::SignedBy, I::Opinion],
    NameUnits "name_units" "units_named" "定主办协办" "已定主办协办" Dispatch [Centre] [I::Lead, I::Assisting, I::Reason],
    NotifyUnits "notify_units" "units_notified" "发配合办理通知" "已发配合办理通知" Dispatch [Centre] [I::Assisting, I::Means],
    Dispatch "dispatch" "dispatched" "派单" "已派单" Dispatch [Centre Reviewer] [
        I::Lead, I::Assisting, I::NoticeSent, I::How, I::AssignBasis, I::PhoneConfirmed, I::TextSent],
    TextCaller "text_caller" "caller_texted" "发受理短信" "已发受理短信" Dispatch [Centre] [I::What],
    FileStatutory "file_statutory" "statutory_filed" "报法定时限依据" "已报法定时限依据" Dispatch [Centre Clerk] [
        O::StatutoryLimit, I::StatutoryUnit, I::Basis],
    AgreeStatutory "agree_statutory" "statutory_agreed" "市中心同意法定时限" "市中心已同意法定时限" Ruling [Centre CityCentre] [I::Opinion],
    Escalate "escalate" "escalated" "提级转办" "已提级转办" Dispatch [Centre] [I::To, I::Reason, I::Told],
    ReportOutward "report_outward" "reported_outward" "上报有关部门" "已上报有关部门" Dispatch [Centre Clerk] [I::To, I::What, I::Means],
    // 单位办理
    SignFor "sign_for" "signed_for" "签收" "已签收" Unit [Clerk] [],
    Propose "propose" "proposed" "拟办意见" "已拟办" Unit [Clerk] [I::Opinion],
    SignOff "sign_off" "signed_off" "领导签批" "领导已签批" Unit [Clerk Principal Deputy LineDeputy] [
        I::SignedBy, I::LeadPerson, I::Handler, O::SignoffLimit, I::Opinion],
    Assign "assign" "assigned" "分办到科室或个人" "已分办" Unit [Clerk] [I::Handler],
    Contact "contact" "contacted" "先行联系" "已先行联系" Unit [Clerk Office Centre] [
        I::Means, I::ToldAcceptance, I::ToldProcedure, I::ToldLimit, I::WhyNotMet, I::RecordKept, I::What],
    RequestReturn "request_return" "return_requested" "申请退单" "已申请退单" Unit [Clerk] [
        A::ReturnGround, I::Reason, I::Basis, I::SuggestedUnit, I::SignedBy],
    RequestExtension "request_extension" "extension_requested" "申请延期" "已申请延期" Unit [Clerk] [
        I::Days, I::NewDue, I::Reason, I::Basis, I::Written, I::Online, I::Sealed, I::SignedBy, I::Exception, I::Internal, I::About],
    RequestSuspension "request_suspension" "suspension_requested" "申请挂单" "已申请挂单" Unit [Clerk] [I::Reason, I::Basis, I::Days],
    Visit "visit" "site_visited" "现场查看" "已到现场" Unit [Clerk Office] [I::Handler, I::Arrived, I::Photos, I::What],
    ReportProgress "report_progress" "progress_reported" "报告进展" "已报告进展" Unit [Clerk Office] [I::What, I::Measures, I::AnswerLine],
    Explain "explain" "explained" "向诉求人解释" "已向诉求人解释" Unit [Clerk Office Deputy Centre] [I::Means, I::Handler, I::What, I::RecordKept],
    Promise "promise" "promise_made" "作出承诺" "已作出承诺" Unit [Clerk Office] [I::What, I::NewDue],
    ReportToLeaders "report_to_leaders" "leaders_told" "报分管和主要领导" "已报分管和主要领导" Unit [Clerk] [I::Reason],
    Finish "finish" "finished" "办理完毕" "已办理完毕" Unit [Clerk Office] [I::Result],
    ApproveAnswer "approve_answer" "answer_approved" "答复审签" "答复已审签" Unit [Clerk Principal Deputy LineDeputy] [
        I::SignedBy, I::LeadPerson, I::Procedure, I::Sealed, I::Opinion],
    Reply "reply" "replied" "答复诉求人" "已答复诉求人" Unit [Clerk Office Centre] [
        I::Means, I::Answer, I::RecordKept, I::WrittenWanted, I::WrittenGiven, I::Publishable, I::SurveyFilled],
    FileStatement "file_statement" "statement_filed" "提交情况说明" "已提交情况说明" Unit [Clerk] [I::Statement, I::What, I::SignedBy],
    ReviewStatement "review_statement" "statement_reviewed" "审核备案情况说明" "情况说明已备案" Ruling [Centre] [I::Statement, I::Opinion],
    Complete "complete" "completion_submitted" "提交办结" "已提交办结" Unit [Clerk] [
        A::Outcome, A::Finding, A::Merit, A::SuggestionOutcome, I::Process, I::Result, I::Opinion, I::Told, I::Contacting, I::Investigation, I::Basis,
        I::CheckRequest, I::CheckFacts, I::CheckBasis, I::CheckProcess, I::CheckOpinion, I::CheckReply, I::CheckFeedback,
        I::AskedSatisfaction, I::Written, I::SheetSigned, I::Owner, I::BuildingPlace, I::BuiltWhen, I::BuiltArea, I::Legality],
    // 中心裁定
    UpholdReturn "uphold_return" "return_upheld" "退单成立" "退单成立" Ruling [Centre] [I::Opinion],
    RejectReturn "reject_return" "return_rejected" "退单不成立" "退单不成立" Ruling [Centre] [I::Reason],
    LodgeObjection "lodge_objection" "objection_lodged" "提出申诉" "已提出申诉" Unit [Clerk] [I::Reason],
    RuleOnObjection "rule_on_objection" "objection_ruled" "申诉裁定" "申诉已裁定" Ruling [Centre] [I::Upheld, I::Opinion],
    GrantExtension "grant_extension" "extension_granted" "同意延期" "已同意延期" Ruling [Centre] [I::Days, I::Exception, I::Opinion],
    DenyExtension "deny_extension" "extension_denied" "不同意延期" "未同意延期" Ruling [Centre] [I::Reason],
    Suspend "suspend" "suspended" "挂单" "已挂单" Ruling [Centre] [I::Days, I::Basis],
    DenySuspension "deny_suspension" "suspension_denied" "不同意挂单" "未同意挂单" Ruling [Centre] [I::Reason],
    Resume "resume" "resumed" "恢复办理" "已恢复办理" Ruling [Centre Clerk] [I::Reason],
    ApplyNoFurther "apply_no_further" "no_further_applied" "申请不再派单" "已申请不再派单" Unit [Clerk] [I::What, I::Reason, I::Basis, I::SignedBy],
    GrantNoFurther "grant_no_further" "no_further_granted" "同意不再派单" "已同意不再派单" Ruling [Centre] [I::Opinion],
    DenyNoFurther "deny_no_further" "no_further_denied" "不同意不再派单" "未同意不再派单" Ruling [Centre] [I::Reason],
    // 审核与回访
    AcceptCompletion "accept_completion" "completion_accepted" "办结审核通过" "办结审核通过" Review [Centre] [I::Opinion],
    SendBackCompletion "send_back_completion" "completion_sent_back" "退回补办" "已退回补办" Review [Centre] [I::Reason, A::UnitFault, I::Means],
    VerifyAnswer "verify_answer" "answer_verified" "答复核实" "已核实答复" Review [Centre] [I::Means, I::What, I::Contradicts],
    CallBack "call_back" "called_back" "回访" "已回访" Review [Centre CityCentre Clerk] [
        I::CallbackBy, I::Means, I::Reached, I::Answerer, I::AskedContacted, I::ProcessVerdict, I::ResultVerdict, I::Efficiency, I::Attitude,
        A::Verdict, I::Degree, A::Merit, I::Improper, I::Contradicts, I::ShouldSolve, I::CouldSolve, I::Said],
    RuleFault "rule_fault" "fault_ruled" "核实责任" "已核实责任" Review [Centre] [
        A::UnitFault, A::Finding, A::Merit, I::FalseReport, I::DutyUndone, I::Harmed, I::Opinion],
    IssueReview "issue_review" "review_issued" "下发回访复核单" "已下发回访复核单" Review [Centre] [I::Reason, A::OnSite, I::Opinion],
    AnswerReview "answer_review" "review_answered" "上报复核结果" "已上报复核结果" Unit [Clerk] [
        I::Process, I::Result, I::Opinion, I::Told, I::Handler, I::Arrived, I::Photos, I::SignedBy],
    OrderRedo "order_redo" "redo_ordered" "退回重办" "已退回重办" Review [Centre] [I::Reason, A::UnitFault, I::Opinion],
    CeaseHandling "cease_handling" "handling_ceased" "不再办理" "不再办理" Unit [Clerk] [I::CeaseGround, I::What, I::Written, I::Told, I::Basis, I::SignedBy],
    Close "close" "closed" "结案" "已结案" Review [Centre] [I::CloseGround, I::Opinion],
    Archive "archive" "archived" "归档" "已归档" Review [Centre Clerk] [
        I::VolumeNumber, I::VolumeComplete, I::CopySent, I::AudioKept, I::What],
    // 督办
    MarkSource "mark_source" "source_marked" "登记批示、媒体、上级交办" "已登记批示、媒体、上级交办" Supervision [Centre] [I::SourceMark, I::What],
    OpenSupervision "open_supervision" "supervision_opened" "督办立案" "已督办立案" Supervision [Centre Authority] [
        I::Ground, I::SupervisionNumber, I::Reason],
    ApproveNotice "approve_notice" "notice_approved" "审签督办通知" "督办通知已审签" Supervision [Centre TownLeader HotlineLeader Deputy] [I::Mode, I::SignedBy, I::Opinion],
    NotifySupervision "notify_supervision" "supervision_noticed" "下达督办" "已下达督办" Supervision [Centre Authority] [
        I::Mode, O::SupervisionLimit, I::Means, I::What],
    Attend "attend" "attended" "现场督办、会议到场" "已记到场情况" Supervision [Centre] [I::LedBy, I::Attended, I::Spoke, I::Acted, I::What],
    Meet "meet" "met" "召开协调会" "已召开协调会" Supervision [Centre TownLeader] [I::Convenor, I::Reason, I::Plan, I::NewDue, I::Tasks, I::Result],
    Interview "interview" "interviewed" "约谈" "已约谈" Supervision [Centre TownLeader HotlineLeader] [
        I::Interviewer, I::Interviewee, I::Reason, I::What, I::NewDue],
    AnswerSupervision "answer_supervision" "supervision_answered" "督办答复" "已督办答复" Supervision [Clerk] [
        A::Finding, A::Merit, I::Settled, I::Means, A::Verdict, I::Problem, I::Facts, I::Opinion, I::Basis, I::Told, I::Investigation, I::Measures, I::Result,
        I::Contacting, I::ResultChanged, I::ToldAgain, I::SignedBy, I::Sealed, I::Online, I::Evidence, I::MeetingNotice, I::SignInSheet, I::MinutesKept,
        I::PhotosBefore, I::PhotosAfter, I::PolicyTexts],
    VerifySupervision "verify_supervision" "supervision_verified" "督办核查" "已督办核查" Supervision [Centre Authority] [
        I::VerifiedByCall, I::VerifiedOnSite, I::Passed, I::Opinion],
    CloseSupervision "close_supervision" "supervision_closed" "督办结案" "已督办结案" Supervision [Centre Authority] [I::Settled, I::Opinion],
    Circulate "circulate" "circulated" "内部通报" "已内部通报" Supervision [Centre] [I::To, I::What],
    Refer "refer" "referred" "移送问责" "已移送问责" Supervision [Centre Authority] [
        I::AccountGround, I::To, I::What, I::Basis, I::PenRectify, I::PenCircular, I::PenDeduct, I::PenCriticism, I::PenSelfCriticism, I::PenApology,
        I::PenDisqualified],
    Deduct "deduct" "deducted" "扣分" "已扣分" Supervision [Centre] [I::Points, I::Reason],
    // 台账记录
    ConfirmByPhone "confirm_by_phone" "phone_confirmed" "电话确认收到" "已电话确认" Record [Centre] [I::What],
    Remind "remind" "reminded" "催办" "已催办" Record [Centre Clerk] [I::Means, I::ToRole, I::What],
    Note "note" "noted" "备注" "备注" Record [] [I::What],
    Attach "attach" "attached" "加附件" "已加附件" Record [] [I::FileName, I::FileHash, I::FileSize, I::FileType],
    Correct "correct" "corrected" "更正" "已更正" Record [] [I::Target, I::CorrectedAt, I::Cleared, I::Why],
    Retract "retract" "retracted" "撤销记录" "已撤销记录" Record [] [I::Target, I::Why],
    Erase "erase" "details_erased" "抹除个人信息" "已抹除个人信息" Record [Centre] [I::Reason],
    // 本单位事务（不属于任何工单）
    HoldMeeting "hold_meeting" "meeting_held" "会商会议" "已召开会商会议" Office [Centre HotlineLeader] [
        I::Convenor, I::Agenda, I::Persons, I::What, I::Solutions],
    InterviewUnit "interview_unit" "unit_interviewed" "约谈单位" "已约谈单位" Office [Centre TownLeader HotlineLeader] [
        I::UnitName, I::Interviewer, I::Interviewee, I::Reason, I::What, I::NewDue],
    OrderRectification "order_rectification" "rectification_ordered" "责令限期整改" "已责令限期整改" Office [Centre Authority] [I::UnitName, I::Reason, I::NewDue],
    FileMonth "file_month" "month_filed" "按月整理归档" "已按月整理归档" Office [Clerk Centre] [I::UnitName, I::Month, I::What],
    SummariseMonth "summarise_month" "month_summarised" "月度汇总分析" "已月度汇总分析" Office [Clerk Centre] [I::UnitName, I::Month, I::What],
    SetUnit "set_unit" "unit_set" "登记单位" "已登记单位" Office [Centre] [
        I::UnitName, I::UnitTown, I::UnitPrincipal, I::UnitDeputy, I::UnitLiaison, I::UnitOffice, I::UnitClerk, I::UnitPhone, I::UnitMechanism, I::UnitRetired],
    Reread "reread" "reread_under" "改按另一规则包" "已改按另一规则包" Record [Centre] [I::Pack, I::PackVersion, I::Reason],
}

impl Step {
    /// Whether it is done to an order, not to the office log.
    pub fn is_of_an_order(self) -> bool {
        self.phase() != Phase::Office
    }

    /// The act whose limits say until when.
    pub fn act(self) -> Option<Act> {
        Some(match self {
            Self::Dispatch => Act::Dispatch,
            Self::SignFor => Act::SignFor,
            Self::RequestReturn => Act::Return,
            Self::Contact => Act::FirstContact,
            Self::Complete => Act::Handling,
            Self::Reply => Act::Reply,
            Self::Escalate => Act::Escalation,
            Self::ReportProgress => Act::Progress,
            Self::CallBack => Act::Callback,
            Self::AnswerReview => Act::ReviewOrder,
            Self::AnswerSupervision => Act::Supervision,
            Self::Archive => Act::Filing,
            Self::Deduct => Act::Deduction,
            _ => return None,
        })
    }

    /// Whether it starts anew with every unit the order goes to.
    pub fn is_of_the_unit(self) -> bool {
        self.phase() == Phase::Unit
            || matches!(
                self,
                Self::UpholdReturn
                    | Self::RejectReturn
                    | Self::GrantExtension
                    | Self::DenyExtension
                    | Self::Suspend
                    | Self::DenySuspension
                    | Self::Resume
                    | Self::ReviewStatement
                    | Self::RuleOnObjection
            )
    }

    /// Whether it starts anew when the order is to be handled once more.
    pub fn is_of_the_round(self) -> bool {
        use Step as S;
        matches!(self, S::Finish | S::ApproveAnswer | S::Reply | S::Complete | S::AcceptCompletion)
    }

    /// Whether it belongs to one 督办 case, not to the order as a whole.
    pub fn is_of_the_case(self) -> bool {
        use Step as S;
        matches!(
            self,
            S::OpenSupervision
                | S::ApproveNotice
                | S::NotifySupervision
                | S::Attend
                | S::AnswerSupervision
                | S::VerifySupervision
                | S::CloseSupervision
        )
    }

    /// Whether a unit does it on an order that is handed in and yet in its hands again: under review or supervised.
    pub fn is_work(self) -> bool {
        use Step as S;
        matches!(
            self,
            S::Contact | S::Visit | S::ReportProgress | S::Explain | S::Promise | S::RequestExtension | S::Assign
        )
    }

    /// Whether it is still done once the completion is handed in.
    pub fn may_follow_completion(self) -> bool {
        matches!(
            self,
            Self::LodgeObjection
                | Self::RuleOnObjection
                | Self::ApplyNoFurther
                | Self::GrantNoFurther
                | Self::DenyNoFurther
                | Self::Explain
                | Self::Reply
                | Self::FileStatement
                | Self::ReviewStatement
                | Self::ReportOutward
                | Self::Classify
                | Self::Mark
        ) || matches!(self.phase(), Phase::Review | Phase::Supervision)
            || self == Self::AnswerReview
    }

    /// The step for an act, to say who owes it.
    pub fn of_act(act: Act) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.act() == Some(act))
    }

    /// Whether it only keeps the log: no clause is asked.
    pub fn is_record(self) -> bool {
        matches!(self.phase(), Phase::Record | Phase::Office) || matches!(self, Self::Supplement | Self::Classify)
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("unknown step `{code}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_step_has_one_fact() {
        let mut codes = BTreeSet::new();
        for step in Step::ALL {
            assert!(codes.insert(step.fact_code()), "{}", step.fact_code());
            assert_eq!(Step::from_fact_code(step.fact_code()), Some(*step));
            assert_eq!(Step::from_code(step.code()), Some(*step));
        }
    }
}
