//! 事项 — what a fact can record: attributes of the order, its own numbers, and the papers and particulars of a step.

use std::borrow::Borrow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::term::{
    Caller, CloseGround, Degree, DirectClose, ExtensionAbout, Flag, Means, Mode, Reply, Role, SourceMark, Statement,
    SupervisedResult, Term, Unit, Verdict, vocabulary,
};

use super::input::{Attribute, OwnNumber};

/// 填法: how a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line of text.
    Line,
    /// Several lines of text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// `YYYY-MM-DD`.
    Day,
    /// `YYYY-MM-DDTHH:MM`.
    Moment,
    /// One of a closed vocabulary.
    Choice,
    /// One of a list of the pack.
    Listed(List),
    /// The name of a unit.
    HandlingUnit,
    /// Names of units.
    HandlingUnits,
    /// Id of another fact or order; filled by the app.
    Reference,
    /// Codes of fields; filled by the app.
    Codes,
}

/// 规则包清单: lists that a pack names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// 来源渠道.
    Channel,
    /// 归口类别.
    Subject,
    /// 不予受理理由.
    Refusal,
    /// 督办事由: the grounds of supervision that the pack names.
    Supervision,
    /// 问责情形: the grounds of accountability that the pack names.
    Accountability,
    /// 不再办理情形.
    Cease,
}

macro_rules! items {
    ($($item:ident $code:literal $word:literal $shape:ident $(($of:ident))?,)+) => {
        vocabulary! {
            /// 事项: a paper, signature or particular that a step records.
            #[doc(alias = "事项")]
            Item { $($item $code $word,)+ }
        }
        impl Item {
            fn shape(self) -> Shape {
                match self { $(Self::$item => items!(@shape $shape $($of)?),)+ }
            }
            fn choices(self) -> Vec<(&'static str, &'static str)> {
                match self { $(Self::$item => items!(@choices $shape $($of)?),)+ }
            }
        }
    };
    (@shape Choice $of:ident) => { Shape::Choice };
    (@shape Listed $of:ident) => { Shape::Listed(List::$of) };
    (@shape $shape:ident) => { Shape::$shape };
    (@choices Choice $of:ident) => { $of::ALL.iter().map(|value| (value.code(), value.word())).collect() };
    (@choices $shape:ident $($of:ident)?) => { Vec::new() };
}

items! {
    // 登记
    Number "number" "工单编号" Line, Title "title" "诉求标题" Line, Place "place" "发生地点" Line,
    Occurred "occurred" "发生时间" Line, Persons "persons" "涉及人员或单位" Line, Cause "cause" "起因" Text, Demand "demand" "诉求目的" Text,
    Channel "channel" "来源渠道" Listed(Channel), Subject "subject" "归口类别" Listed(Subject),
    SourceNumber "source_number" "上级平台编号" Line, PrintedDue "printed_due" "平台打印的到期日" Day,
    TakenName "taken_name" "已登记姓名" Flag, TakenPhone "taken_phone" "已登记电话" Flag,
    TakenAddress "taken_address" "已登记地址" Flag, TakenStory "taken_story" "已登记来电内容" Flag,
    Calls "calls" "来电次数" Number, StatutoryUnit "statutory_unit" "法定时限单位" Choice(Unit),
    Pack "pack" "规则包" Line, PackVersion "pack_version" "规则包版本" Number,
    // 不予受理、直接办结、并单
    RefusalGround "refusal_ground" "不予受理理由" Listed(Refusal), Explained "explained" "已向诉求人解释" Flag,
    TransferredTo "transferred_to" "告知或转接去向" Line, ContactGiven "contact_given" "已告知部门联系方式" Flag, ReportedUp "reported_up" "已逐级上报" Flag,
    DirectClose "direct_close" "直接办结情形" Choice(DirectClose), Answer "answer" "答复内容" Text, Knowledge "knowledge" "所据知识条目" Line,
    Into "into" "并入的工单（填工单编号）" Reference, Urged "urged" "来电催办" Flag, Said "said" "来电说了什么" Text,
    // 派单
    Lead "lead" "主办（承办）单位" HandlingUnit, Assisting "assisting" "协办单位" HandlingUnits, NoticeSent "notice_sent" "配合办理通知已发" Flag,
    How "how" "派单方式" Choice(Means), AssignBasis "assign_basis" "派单依据（问题性质、职责、属地）" Line,
    PhoneConfirmed "phone_confirmed" "已电话确认" Flag, TextSent "text_sent" "受理短信已发" Flag,
    // 通用
    Reason "reason" "理由" Text, Basis "basis" "依据（法规、职责或政策）" Text, Opinion "opinion" "意见" Text,
    SignedBy "signed_by" "签发（批准）人" Choice(Role), Sealed "sealed" "已盖公章" Flag, Written "written" "附书面材料" Flag, Online "online" "平台已操作" Flag,
    To "to" "报送或告知对象" Line, What "what" "内容" Text, Means "means" "方式" Choice(Means), ToRole "to_role" "对象" Choice(Role),
    // 单位内
    Handler "handler" "承办科室或经办人" Line, LeadPerson "lead_person" "牵头负责人" Line,
    // 先行联系、答复
    ToldAcceptance "told_acceptance" "已告知受理" Flag, ToldProcedure "told_procedure" "已告知程序" Flag, ToldLimit "told_limit" "已告知期限" Flag,
    WhyNotMet "why_not_met" "未能见面的原因" Line, RecordKept "record_kept" "通话或见面记录已存" Flag,
    WrittenWanted "written_wanted" "来电人要书面结果" Flag, WrittenGiven "written_given" "已给书面结果" Flag,
    Procedure "procedure" "办理流程" Text, Publishable "publishable" "可否对外公开" Choice(Flag),
    // 退单、延期、挂单
    SuggestedUnit "suggested_unit" "建议改派单位" HandlingUnit, Upheld "upheld" "成立" Flag,
    Days "days" "天数" Number, NewDue "new_due" "新的办结时限" Day, Exception "exception" "作为例外记明的理由" Text,
    Internal "internal" "只延内部时限" Flag,
    // 办理、现场、上报
    Measures "measures" "已采取的措施或预案" Text, AnswerLine "answer_line" "答复口径" Text,
    Arrived "arrived" "到场时间" Moment, Photos "photos" "现场照片已留存" Flag,
    // 情况说明
    Statement "statement" "说明事项" Choice(Statement),
    // 办结
    CheckRequest "check_request" "诉求表述清楚" Flag, CheckFacts "check_facts" "事实查明" Flag, CheckBasis "check_basis" "依据写明" Flag,
    CheckProcess "check_process" "过程完整" Flag, CheckOpinion "check_opinion" "处理意见明确" Flag, CheckReply "check_reply" "已答复" Flag,
    CheckFeedback "check_feedback" "来电人意见已记" Flag,
    Process "process" "办理过程" Text, Result "result" "办理结果说明" Text, Told "told" "告知来电人的情况" Text,
    AskedSatisfaction "asked_satisfaction" "已问来电人是否满意" Flag, Contacting "contacting" "联系来电人情况" Text,
    Investigation "investigation" "调查过程和结果" Text, SheetSigned "sheet_signed" "处置单已签" Flag, SurveyFilled "survey_filled" "满意度测评表已填" Flag,
    Owner "owner" "违建户主" Line, BuildingPlace "building_place" "违建地址" Line, BuiltWhen "built_when" "建筑时间" Line,
    BuiltArea "built_area" "建造面积" Line, Legality "legality" "是否合法及依据或下一步" Text,
    // 更正、附件
    Target "target" "所指记录" Reference, CorrectedAt "corrected_at" "更正后的时间" Moment, Why "why" "原因" Line, Cleared "cleared" "清空的内容" Codes, FileName "file_name" "附件名称" Line,
    FileHash "file_hash" "附件指纹" Reference, FileSize "file_size" "附件大小" Number, FileType "file_type" "附件类型" Line,
    // 单位名册
    UnitName "unit_name" "单位名称" Line, UnitTown "unit_town" "乡镇（街道）" Flag, UnitPrincipal "unit_principal" "主要负责人" Line,
    UnitDeputy "unit_deputy" "分管领导" Line, UnitLiaison "unit_liaison" "联络员" Line, UnitOffice "unit_office" "承办科室" Line,
    UnitClerk "unit_clerk" "专职负责人（经办人）" Line, UnitPhone "unit_phone" "单位电话" Line, UnitMechanism "unit_mechanism" "内部工作机制已建立" Flag,
    UnitRetired "unit_retired" "已停用" Flag,
    // 回访、复核、重办
    CallbackBy "callback_by" "回访部门" Choice(Caller), Reached "reached" "是否联系上" Choice(Flag), Answerer "answerer" "被回访人" Line,
    AskedContacted "asked_contacted" "单位是否联系过您" Choice(Reply), ProcessVerdict "process_verdict" "对办理过程" Choice(Verdict),
    ResultVerdict "result_verdict" "对办理结果" Choice(Verdict), Efficiency "efficiency" "对办理效率" Choice(Verdict),
    Attitude "attitude" "对办理态度" Choice(Verdict), Degree "degree" "解决程度" Choice(Degree),
    Contradicts "contradicts" "与单位反馈不符" Flag, ShouldSolve "should_solve" "依法应当解决" Flag, CouldSolve "could_solve" "通过努力可以解决" Flag,
    FalseReport "false_report" "查实虚报、谎报或瞒报" Flag, DutyUndone "duty_undone" "事实清楚、依据明确而未履职" Flag,
    Harmed "harmed" "造成危害或不良影响" Flag, Improper "improper" "属不合规诉求" Flag,
    CloseGround "close_ground" "结案情形" Choice(CloseGround), CeaseGround "cease_ground" "不再办理情形" Listed(Cease),
    // 督办
    Ground "ground" "督办事由" Listed(Supervision), Mode "mode" "督办方式" Choice(Mode), SupervisionNumber "supervision_number" "督办编号" Line,
    SourceMark "source_mark" "来源标记" Choice(SourceMark), About "about" "延期对象" Choice(ExtensionAbout),
    LedBy "led_by" "带队或主持人" Choice(Role), Attended "attended" "到场负责人" Choice(Role), Spoke "spoke" "已当场表态或答复" Flag, Acted "acted" "已当场处理或落实" Flag,
    Problem "problem" "市民反映的问题" Text, Facts "facts" "查明的事实和证据" Text, Evidence "evidence" "佐证材料已附" Flag,
    Settled "settled" "解决结果" Choice(SupervisedResult), ResultChanged "result_changed" "办理结果有变化" Flag, ToldAgain "told_again" "已重新答复来电人" Flag,
    MeetingNotice "meeting_notice" "会议通知已附" Flag, SignInSheet "sign_in_sheet" "签到单已附" Flag, MinutesKept "minutes_kept" "会议纪要已附" Flag,
    PhotosBefore "photos_before" "督办前现场资料已附" Flag, PhotosAfter "photos_after" "处理后现场资料已附" Flag, PolicyTexts "policy_texts" "政策法规材料已附" Flag,
    VerifiedByCall "verified_by_call" "已回访核实" Flag, VerifiedOnSite "verified_on_site" "已现场核实" Flag, Passed "passed" "核查通过" Choice(Flag),
    Interviewer "interviewer" "约谈人" Choice(Role), Interviewee "interviewee" "被约谈人" Choice(Role),
    Plan "plan" "处理方案" Text, Tasks "tasks" "责任分工" Text, Convenor "convenor" "召集（主持）人" Choice(Role), Solutions "solutions" "解决措施" Text,
    Agenda "agenda" "议题工单" Codes,
    // 问责
    AccountGround "account_ground" "问责情形" Listed(Accountability), PenRectify "pen_rectify" "责令整改" Flag, PenCircular "pen_circular" "通报批评" Flag,
    PenDeduct "pen_deduct" "扣分" Flag, PenCriticism "pen_criticism" "批评（个人）" Flag, PenSelfCriticism "pen_self_criticism" "书面检查（个人）" Flag,
    PenApology "pen_apology" "公开道歉（个人）" Flag, PenDisqualified "pen_disqualified" "取消评优（个人）" Flag,
    // 归档、按月事务
    VolumeNumber "volume_number" "卷号" Line, VolumeComplete "volume_complete" "一件一卷，材料齐全" Flag, CopySent "copy_sent" "已送热线中心备份" Flag,
    AudioKept "audio_kept" "电话录音已存档" Flag, Month "month" "月份" Line, Points "points" "分值" Number,
}

/// 字段: anything a fact can record under a code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// An attribute of the order.
    Attribute(Attribute),
    /// A limit the order carries itself.
    Own(OwnNumber),
    /// A particular.
    Item(Item),
}

impl Field {
    /// The field with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Item::from_code(code)
            .map(Self::Item)
            .or_else(|| Attribute::from_code(code).filter(|attribute| !attribute.is_derived()).map(Self::Attribute))
            .or_else(|| OwnNumber::ALL.into_iter().find(|own| own.code() == code).map(Self::Own))
    }

    /// Code used in facts and packs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Attribute(attribute) => attribute.code(),
            Self::Own(own) => own.code(),
            Self::Item(item) => item.code(),
        }
    }

    /// What a clerk calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Attribute(attribute) => attribute.word(),
            Self::Own(own) => own.word(),
            Self::Item(item) => item.word(),
        }
    }

    /// How it is filled in.
    pub fn shape(self) -> Shape {
        match self {
            Self::Attribute(_) => Shape::Choice,
            Self::Own(_) => Shape::Number,
            Self::Item(item) => item.shape(),
        }
    }

    /// Code of what nothing stated means, for a choice or a flag.
    pub fn ordinary(self) -> &'static str {
        match self {
            Self::Attribute(attribute) => {
                attribute.values().get(usize::from(attribute.default_index())).map_or("", |(code, _)| code)
            }
            Self::Item(Item::About) => ExtensionAbout::Handling.code(),
            Self::Item(item) if item.choices().iter().any(|(code, _)| *code == "none") => "none",
            _ => Flag::No.code(),
        }
    }

    /// Codes and words to choose from, for a [`Shape::Choice`].
    pub fn choices(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Attribute(attribute) => attribute.values(),
            Self::Own(_) => Vec::new(),
            Self::Item(item) => item.choices(),
        }
    }
}

impl From<Item> for Field {
    fn from(item: Item) -> Self {
        Self::Item(item)
    }
}

impl From<Attribute> for Field {
    fn from(attribute: Attribute) -> Self {
        Self::Attribute(attribute)
    }
}

impl From<OwnNumber> for Field {
    fn from(own: OwnNumber) -> Self {
        Self::Own(own)
    }
}

/// 字段名: a field of this version, or the name of one a later version wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A field known here.
    Known(Field),
    /// One that is only carried.
    Other(Box<str>),
}

impl Key {
    /// Its code.
    pub fn code(&self) -> &str {
        match self {
            Self::Known(field) => field.code(),
            Self::Other(code) => code,
        }
    }
}

impl From<&str> for Key {
    fn from(code: &str) -> Self {
        Field::from_code(code).map_or_else(|| Self::Other(code.into()), Self::Known)
    }
}

impl<T: Into<Field>> From<T> for Key {
    fn from(field: T) -> Self {
        Self::Known(field.into())
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        self.code()
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Ok(Self::from(code.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_names_one_field() {
        let mut codes = BTreeSet::new();
        let items = Item::ALL.iter().copied().map(Field::Item);
        let attributes = Attribute::ALL.iter().copied().filter(|known| !known.is_derived()).map(Field::Attribute);
        for field in items.chain(attributes).chain(OwnNumber::ALL.map(Field::Own)) {
            assert!(codes.insert(field.code()), "{} twice", field.code());
            assert_eq!(Field::from_code(field.code()), Some(field));
            assert_eq!(field.choices().is_empty(), field.shape() != Shape::Choice, "{}", field.code());
        }
    }
}
