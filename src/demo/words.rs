//! 文句 — short plausible texts for the fields that clerks fill in by hand.

use crate::order::{Item, Step};

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
        Item::To => "上级主管部门",
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

fn reason(step: Step) -> &'static str {
    match step {
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
        Step::Remind => "临近到期，请抓紧办理并答复",
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
        _ => "同意",
    }
}
