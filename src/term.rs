//! 术语 — the closed vocabularies of the field, each value with its code and its statutory Chinese word.
//!
//! Codes are what addresses, packs and exchange files say; words are what people read. A value never
//! leaves a vocabulary: other versions may have written it down.

/// A closed vocabulary 术语表: an attribute of an order whose values are fixed.
pub trait Term: Copy + Eq + 'static {
    /// Every value, in statutory order; the first is what an absent attribute means, unless said otherwise.
    const ALL: &'static [Self];
    /// Code used in addresses, packs and files, e.g. `complaint`.
    fn code(self) -> &'static str;
    /// Statutory Chinese word, e.g. `投诉`.
    fn word(self) -> &'static str;
    /// Place in [`Term::ALL`].
    fn index(self) -> u8;
    /// The value with this code.
    fn from_code(code: &str) -> Option<Self>;
    /// The value with this statutory word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($value:ident $code:literal $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $word] $value,)+ }
        impl Term for $name {
            const ALL: &'static [Self] = &[$(Self::$value,)+];
            fn code(self) -> &'static str { match self { $(Self::$value => $code,)+ } }
            fn word(self) -> &'static str { match self { $(Self::$value => $word,)+ } }
            fn index(self) -> u8 { self as u8 }
            fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$value),)+ _ => None } }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> { out.serialize_str(self.code()) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str>>::deserialize(input)?;
                Self::from_code(&code).ok_or_else(|| serde::de::Error::unknown_variant(&code, &[$($code),+]))
            }
        }
    };
}

vocabulary! {
    /// 诉求性质: what kind of request it is.
    #[doc(alias = "诉求性质")]
    Nature {
        Other "other" "其它", Inquiry "inquiry" "咨询", Help "help" "求助", Complaint "complaint" "投诉",
        Report "report" "举报", Suggestion "suggestion" "建议/意见", Praise "praise" "表扬", Invalid "invalid" "无效",
    }
}
vocabulary! {
    /// 紧急程度: how pressing a request is.
    #[doc(alias = "紧急程度")]
    Urgency { Ordinary "ordinary" "一般", Pressing "pressing" "较为紧急", Urgent "urgent" "紧急", VeryUrgent "very_urgent" "非常紧急", }
}
vocabulary! {
    /// 难易: how hard a request is.
    #[doc(alias = "难易")]
    Difficulty { Ordinary "ordinary" "一般", Complex "complex" "复杂", Difficult "difficult" "疑难", }
}
vocabulary! {
    /// 应急类别: the kind of public emergency, if any.
    #[doc(alias = "应急类别")]
    Emergency {
        None "none" "非应急", Utility "utility" "水电气暖网", Road "road" "道路", Fire "fire" "火灾",
        Disaster "disaster" "自然/地质灾害", Accident "accident" "事故", Health "health" "公共卫生",
        Security "security" "社会安全", Incident "incident" "公共突发", Linked "linked" "紧急热线联动",
    }
}
vocabulary! {
    /// 需当即处理: why an order cannot wait for the morning.
    #[doc(alias = "需当即处理")]
    AtOnce {
        None "none" "否", Threat "threat" "扬言", Incident "incident" "突发", Hazard "hazard" "安全隐患",
        Vulnerable "vulnerable" "特殊困难", Forwarded "forwarded" "市办转",
    }
}
vocabulary! {
    /// 法定时限: whether a law governs the matter, with or without a number of its own.
    #[doc(alias = "法定时限")]
    Statutory { None "none" "无", Governed "governed" "受法律调整", Limited "limited" "法律另定时限", }
}
vocabulary! {
    /// 退单理由: why a unit returns an order.
    #[doc(alias = "退单理由")]
    ReturnGround {
        None "none" "不退单", NotOurs "not_ours" "非本单位", Countersign "countersign" "会签", Unclear "unclear" "难以查清",
        CrossRegion "cross_region" "跨地区", CrossDepartment "cross_department" "跨部门", Complex "complex" "特别复杂",
        NotAcceptable "not_acceptable" "不予受理情形",
    }
}
vocabulary! {
    /// 管辖: whose matter it is.
    #[doc(alias = "管辖")]
    Jurisdiction { Ours "ours" "属本级", NotOurs "not_ours" "不属本级", Undeterminable "undeterminable" "难以明确", }
}
vocabulary! {
    /// 诉求认定: whether the request is justified.
    #[doc(alias = "诉求认定")]
    Merit { Justified "justified" "合理合法", NoBasis "no_basis" "无政策依据", Excessive "excessive" "诉求过高", Improper "improper" "不合规", }
}
vocabulary! {
    /// 事实认定: whether what was reported is true.
    #[doc(alias = "事实认定")]
    Finding { True "true" "属实", Partly "partly" "部分属实", Untrue "untrue" "不属实", }
}
vocabulary! {
    /// 办理结果: how the request ended.
    #[doc(alias = "办理结果")]
    Outcome {
        None "none" "未填", Solved "solved" "实际解决", Explained "explained" "解释说明", Recorded "recorded" "参考备案",
        Excessive "excessive" "诉求过高", Unsolved "unsolved" "未解决",
    }
}
vocabulary! {
    /// 建议处理结果: what became of a suggestion.
    #[doc(alias = "建议处理结果")]
    SuggestionOutcome { None "none" "未填", Adopted "adopted" "采纳", Reference "reference" "留作参考", Filed "filed" "留存", }
}
vocabulary! {
    /// 满意度: what the requester says at the callback.
    #[doc(alias = "满意度")]
    Verdict {
        None "none" "未评价", Satisfied "satisfied" "满意", Mostly "mostly" "基本满意", Fair "fair" "一般",
        Unsatisfied "unsatisfied" "不满意", VeryUnsatisfied "very_unsatisfied" "非常不满意",
    }
}
vocabulary! {
    /// 办理方式: dispatched to a unit, or closed by the desk itself.
    #[doc(alias = "办理方式")]
    Route { Dispatched "dispatched" "转办", Direct "direct" "直办", }
}
vocabulary! {
    /// 信息公开: what the requester allows.
    #[doc(alias = "信息公开")]
    Privacy { Public "public" "公开", Confidential "confidential" "保密", NoContact "no_contact" "无需联系", }
}
vocabulary! {
    /// 是否: a plain flag.
    Flag { No "no" "否", Yes "yes" "是", }
}
vocabulary! {
    /// 单位: what a length of time is counted in.
    #[doc(alias = "计时单位")]
    Unit {
        WorkingDay "working_day" "个工作日", CalendarDay "calendar_day" "个自然日", Hour "hour" "小时",
        HalfWorkingDay "half_working_day" "个半工作日", SameDay "same_day" "当日", Year "year" "年",
        NextWorkingMorning "next_working_morning" "下一工作日开始前", Minute "minute" "分钟", Count "count" "次",
    }
}
vocabulary! {
    /// 考察口径: which clock a limit belongs to (binding on the case, inside the unit, or for scoring).
    #[doc(alias = "时限口径")]
    Track { Handling "handling" "办理", Internal "internal" "内部", Assessment "assessment" "考核", }
}
vocabulary! {
    /// 环节: the step a limit or a duty concerns.
    #[doc(alias = "环节")]
    Act {
        Dispatch "dispatch" "审核派转", SignFor "sign_for" "签收", Return "return" "退单", FirstContact "first_contact" "先行联系",
        Handling "handling" "办结", Progress "progress" "中途报告", Feedback "feedback" "办结后反馈", Reply "reply" "答复",
        Escalation "escalation" "提级", Petition "petition" "信访办理", Callback "callback" "回访", ReviewOrder "review_order" "回访复核",
        Redo "redo" "重办", Supervision "supervision" "督办办理", Deduction "deduction" "扣分", Filing "filing" "归档", Retention "retention" "保存",
    }
}
vocabulary! {
    /// 时点: the moments of an order that limits run from or are met by.
    #[doc(alias = "时点")]
    MomentKind {
        Registered "registered" "登记", SubmittedForReview "submitted_for_review" "提交审核", Dispatched "dispatched" "派单（转交）",
        Signed "signed" "签收", Contacted "contacted" "先行联系", Returned "returned" "申请退单", Reassigned "reassigned" "改派新单位",
        Marked "marked" "标记疑难/推诿", SignedOff "signed_off" "领导签批", Escalated "escalated" "提级转办", Finished "finished" "办理完毕",
        Replied "replied" "答复群众", Completed "completed" "提交办结", ReviewOrder "review_order" "收到回访复核单", Redo "redo" "退回重办",
        Supervised "supervised" "收到督办单", Archived "archived" "归档", Redone "redone" "重办后上报",
        ReviewAnswered "review_answered" "复核结果上报", SupervisionAnswered "supervision_answered" "督办答复", CalledBack "called_back" "回访",
        Closed "closed" "结案",
    }
}
vocabulary! {
    /// 角色: who decides or signs.
    #[doc(alias = "角色")]
    Role {
        Principal "principal" "主要负责人", Deputy "deputy" "分管领导", LineDeputy "line_deputy" "条线分管领导", Liaison "liaison" "联络员",
        Clerk "clerk" "专职负责人", Office "office" "承办科室", Centre "centre" "热线中心", Reviewer "reviewer" "审核岗",
        Authority "authority" "主管部门", VisitingLeader "visiting_leader" "接访县领导", CountyLeader "county_leader" "相关工作分管县领导",
        HotlineLeader "hotline_leader" "县政府热线分管领导", TownLeader "town_leader" "镇主要领导", CityCentre "city_centre" "市热线中心",
    }
}

vocabulary! {
    /// 环节状态: where an order stands on its way.
    #[doc(alias = "阶段")]
    Stage {
        Registered "registered" "待受理", Accepted "accepted" "待派单", InReview "in_review" "待审核",
        BackAtIntake "back_at_intake" "待补正", Dispatched "dispatched" "待签收", Handling "handling" "办理中",
        ReturnPending "return_pending" "退单待裁", Returned "returned" "待改派", Suspended "suspended" "挂单中",
        Finished "finished" "待答复上报", Completed "completed" "已提交办结", Escalated "escalated" "已提级",
        NoFurther "no_further" "不再派单", Refused "refused" "不予受理", ClosedAtIntake "closed_at_intake" "直接办结",
        Merged "merged" "已并单", Withdrawn "withdrawn" "已撤回", Checked "checked" "待回访", UnderReview "under_review" "回访复核中",
        Redoing "redoing" "重办中", CalledBack "called_back" "已回访待结案", Closed "closed" "已结案", Archived "archived" "已归档",
    }
}
vocabulary! {
    /// 办理方式: how the answer or the contact was made.
    #[doc(alias = "联系方式")]
    Means {
        Platform "platform" "平台", Phone "phone" "电话", InPerson "in_person" "当面", AtDoor "at_door" "上门",
        Written "written" "书面", Text "text" "短信", WeChat "wechat" "微信", Mail "mail" "邮箱", Fax "fax" "传真", System "system" "系统提醒",
        Machine "machine" "智能外呼", Survey "survey" "问卷", Other "other" "其他",
    }
}
vocabulary! {
    /// 直接办结情形: why an order needs no unit.
    #[doc(alias = "直接办结")]
    DirectClose {
        Answered "answered" "查知识库当场答复", Direct "direct" "热线直办", Praise "praise" "表扬，登记转达", Invalid "invalid" "无效诉求",
    }
}
vocabulary! {
    /// 情况说明: what a written statement is about.
    #[doc(alias = "情况说明")]
    Statement {
        Untrue "untrue" "不属实", NoBasis "no_basis" "无政策依据", Overrun "overrun" "未能如期或受政策限制", Other "other" "其他",
    }
}
vocabulary! {
    /// 回答: what the requester says to a plain question.
    #[doc(alias = "回答")]
    Reply { None "none" "未问", Yes "yes" "是", No "no" "否", }
}
vocabulary! {
    /// 解决程度: how far the request is settled, as the requester sees it.
    #[doc(alias = "解决程度")]
    Degree { None "none" "未评价", Solved "solved" "已解决", Partly "partly" "部分解决", Unsolved "unsolved" "未解决", }
}
vocabulary! {
    /// 回访主体: who called back.
    #[doc(alias = "回访部门")]
    Caller { Centre "centre" "本级热线中心", Unit "unit" "承办单位", City "city" "上级（市、区）热线办", }
}
vocabulary! {
    /// 督办方式: how a unit is urged.
    #[doc(alias = "督办方式")]
    Mode {
        Phone "phone" "电话督办", Online "online" "网络（平台）督办", Text "text" "短信督办", Written "written" "书面督办", OnSite "on_site" "现场督办",
        Leader "leader" "领导派单督办", Meeting "meeting" "专题会议督办", Interview "interview" "约谈督办", Circular "circular" "通报督办",
        Report "report" "督查专报", Rectify "rectify" "整改通知", Advice "advice" "督查建议", Radio "radio" "政风热线", Media "media" "媒体监督",
    }
}
vocabulary! {
    /// 来源标记: who else spoke of the matter.
    #[doc(alias = "来源标记")]
    SourceMark { Superior "superior" "上级交办、督办", Media "media" "媒体披露", Leader "leader" "领导批示", }
}
vocabulary! {
    /// 督办解决结果: what came of a supervised matter.
    #[doc(alias = "解决结果")]
    SupervisedResult {
        None "none" "未填", Solved "solved" "解决", Partly "partly" "部分解决", Unsolved "unsolved" "未解决", ShouldNot "should_not" "不应解决",
    }
}
vocabulary! {
    /// 结案情形: why an order is closed.
    #[doc(alias = "结案情形")]
    CloseGround {
        Accepted "accepted" "回访认可", Explained "explained" "已再次解释", NoBasis "no_basis" "无政策法规依据", Unreachable "unreachable" "多次联系不上",
        Ceased "ceased" "不再办理，附书面说明", Verified "verified" "督办核实后", Other "other" "其他",
    }
}
vocabulary! {
    /// 延期对象: which limit an extension is asked for.
    #[doc(alias = "延期对象")]
    ExtensionAbout { Handling "handling" "办理时限", ReviewOrder "review_order" "复核单时限", Supervision "supervision" "督办时限", }
}
vocabulary! {
    /// 后果: what a ground that a clause names leads to.
    #[doc(alias = "后果")]
    Consequence {
        ReviewOrder "review_order" "下发回访复核单", Redo "redo" "退回重办", Supervision "supervision" "列入督办", Remind "remind" "催办", Visit "visit" "到现场",
        Explain "explain" "当面或再次解释", Statement "statement" "交书面说明", Verify "verify" "再次核实", Report "report" "报送名单", Circulate "circulate" "通报",
        Agenda "agenda" "提交会商", Interview "interview" "约谈", Deduct "deduct" "扣分", Accountability "accountability" "启动问责", Exclusion "exclusion" "考核剔除",
    }
}
pub(crate) use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_come_back_as_the_value_they_named() {
        for nature in Nature::ALL {
            assert_eq!(Nature::from_code(nature.code()), Some(*nature));
            assert_eq!(Nature::from_word(nature.word()), Some(*nature));
        }
        assert_eq!(Nature::from_code("投诉"), None);
    }
}
