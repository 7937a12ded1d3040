//! 文句 — short plausible texts for the fields that clerks fill in by hand.

use crate::order::{Item, Step};

use super::plan::Answer;

/// What a clerk writes in a field of a step.
pub(super) fn words(step: Step, item: Item) -> &'static str {
    match item {
        Item::Reason => reason(step),
        Item::What => what(step),
        Item::Opinion => opinion(step),
        Item::Process => "接单后联系诉求人并到现场核实，研究后组织处理",
        Item::Contacting => "已电话联系诉求人，诉求人表示知晓",
        Item::Investigation => "经现场核查，所反映情况基本属实",
        Item::Basis => "本单位职责清单和相关政策规定",
        Item::Measures => "已设警示标志并安排专人值守",
        Item::AnswerLine => "已安排处理，结果将及时告知",
        Item::Said => "询问办理进展，希望尽快处理",
        Item::Told => "已告知办理情况和后续安排",
        Item::To => to(step),
        Item::Plan => "由牵头单位办理，配合单位按职责落实",
        Item::Tasks => "牵头单位负责办理和答复，配合单位负责协助",
        Item::TransferredTo => "已告知有权处理的机关及途径",
        Item::Knowledge => "示例知识条目第12条",
        Item::AssignBasis => "按问题性质、部门职责和属地",
        Item::WhyNotMet => "诉求人在外地，改为电话联系",
        Item::Procedure => "受理、核实、处置、审签、答复",
        Item::Exception => "情况特殊，经集体研究记明",
        Item::Owner => "测试户",
        Item::BuiltWhen => "今年上半年",
        Item::BuiltArea => "约20平方米",
        Item::Legality => "未取得规划许可，依法责令限期拆除",
        _ => "按规定办理",
    }
}

/// What the requester says on the telephone.
pub(super) fn heard(answer: Answer) -> &'static str {
    match answer {
        Answer::Nobody => "电话无人接听",
        Answer::Satisfied => "问题已解决，没有其他意见",
        Answer::Unsatisfied => "办理结果与预期有差距",
        Answer::Wanting => "问题没有真正解决，希望再处理",
        Answer::Contradicts => "现场情况与答复所说不一致",
        Answer::City => "对办理结果不认可",
        Answer::Unit => "知晓办理结果，表示认可",
    }
}

fn to(step: Step) -> &'static str {
    match step {
        Step::Refer => "督查部门",
        Step::Circulate => "各承办单位",
        _ => "上级主管部门",
    }
}

fn reason(step: Step) -> &'static str {
    match step {
        Step::SendBackCompletion => "办理过程和佐证材料不全，请补充",
        Step::IssueReview => "回访反映仍有问题，请复核后上报",
        Step::OrderRedo => "回访不满意，请重新办理并答复",
        Step::OpenSupervision => "问题未得到有效解决，列入督办",
        Step::Meet => "涉及面广，需共同商定办法",
        Step::Deduct => "按考核规定",
        Step::Refuse => "所反映事项应通过法定途径解决，不属热线受理范围",
        Step::SendBackToIntake => "发生地点不具体，请补充",
        Step::Withdraw => "诉求人称问题已自行解决",
        Step::Merge => "与在办工单为同一事项",
        Step::Mark => "涉及部门多，责任界限不清",
        Step::NameUnits => "涉及多个单位职责，明确主办和协办",
        Step::Escalate => "问题复杂，需上级统筹协调",
        Step::RequestReturn => "经核实不属本单位职责范围",
        Step::RejectReturn => "属该单位职责，请继续办理",
        Step::RequestExtension => "涉及多方协调，原时限内难以办结",
        Step::DenyExtension => "不符合延期条件",
        Step::RequestSuspension => "需等待鉴定结论",
        Step::Resume => "鉴定结论已出，恢复办理",
        Step::ApplyNoFurther => "已依法依规办理，诉求人以同一理由反复反映",
        _ => "按核实情况处理",
    }
}

fn what(step: Step) -> &'static str {
    match step {
        Step::Contact => "向诉求人说明受理情况、办理程序和期限",
        Step::Visit => "到现场查看并拍照留存",
        Step::ReportProgress => "已查明情况，正在组织处理",
        Step::Explain => "说明政策规定，诉求人表示理解",
        Step::FileStatement => "办理经过、政策依据和解释情况说明",
        Step::ApplyNoFurther => "已两次答复并当面解释政策",
        Step::Remind => "请抓紧办理并答复",
        Step::VerifyAnswer => "已向承办单位和诉求人再次核实",
        Step::MarkSource => "要求尽快办理并报送结果",
        Step::NotifySupervision => "请在限期内办结并书面答复",
        Step::Attend => "现场听取意见，明确办理措施和完成时间",
        Step::Circulate => "通报办理中存在的问题和整改要求",
        Step::Refer => "未按规定办理，造成不良影响，附办理记录",
        Step::ReportOutward => "报告情况和已采取的措施",
        Step::TextCaller => "您的诉求已受理，正在转办",
        _ => "已按要求办理",
    }
}

fn opinion(step: Step) -> &'static str {
    match step {
        Step::Propose => "拟交业务科室办理",
        Step::SignOff => "请业务科室抓紧办理，按时答复",
        Step::DecideUnit => "由该单位主办",
        Step::UpholdReturn => "退单成立，另行改派",
        Step::GrantExtension => "情况复杂，同意延期",
        Step::GrantNoFurther => "办理到位，同意不再派单",
        Step::ApproveAnswer => "同意答复",
        Step::ReviewStatement => "情况属实，同意备案",
        Step::Complete => "按政策规定办理并做好解释",
        Step::AcceptCompletion => "材料齐全，审核通过",
        Step::RuleFault => "经核实，已查明责任情况",
        Step::IssueReview | Step::OrderRedo => "请按期上报",
        Step::AnswerReview | Step::AnswerSupervision => "已重新核实办理，并向诉求人说明",
        Step::Close => "符合结案条件，同意结案",
        Step::ApproveNotice => "同意下达",
        Step::VerifySupervision => "核查情况与答复一致",
        Step::CloseSupervision => "督办事项已办结",
        _ => "同意",
    }
}
