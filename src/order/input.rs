//! 时限要素 — an order as deadlines see it: its attributes, its moments, what was extended and suspended.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::term::{
    Act, AtOnce, Difficulty, Emergency, Finding, Flag, Jurisdiction, Merit, MomentKind, Nature, Outcome, Privacy,
    ReturnGround, Route, Statutory, SuggestionOutcome, Term, Unit, Urgency, Verdict,
};

macro_rules! attributes {
    ($($attribute:ident $field:ident $kind:ident $code:literal $word:literal $default:ident,)+) => {
        /// 属性名: an attribute that conditions of a rule may read.
        #[doc(alias = "属性")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Attribute { $(#[doc = $word] $attribute,)+ }

        impl Attribute {
            /// Every attribute, in the order a form asks for them.
            pub const ALL: &'static [Self] = &[$(Self::$attribute,)+];
            /// Code used in addresses, packs and files.
            pub fn code(self) -> &'static str { match self { $(Self::$attribute => $code,)+ } }
            /// What a clerk calls it.
            pub fn word(self) -> &'static str { match self { $(Self::$attribute => $word,)+ } }
            /// Codes and words of its values, by index.
            pub fn values(self) -> Vec<(&'static str, &'static str)> {
                match self { $(Self::$attribute => $kind::ALL.iter().map(|value| (value.code(), value.word())).collect(),)+ }
            }
            /// Index of what an absent attribute means.
            pub fn default_index(self) -> u8 { match self { $(Self::$attribute => $kind::$default.index(),)+ } }
        }

        /// 工单属性: an order's attributes; an absent one is ordinary, none or no.
        #[doc(alias = "属性")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Attributes {
            $(#[doc = $word] pub $field: $kind,)+
            /// 来电次数, the first included.
            pub calls: u32,
            /// Numbers of the order's own that replace a rule's.
            pub own: OwnNumbers,
        }

        impl Default for Attributes {
            fn default() -> Self {
                Self { $($field: $kind::$default,)+ calls: 1, own: OwnNumbers::default() }
            }
        }

        impl Attributes {
            /// Index of the value this attribute has.
            pub fn index(&self, attribute: Attribute) -> u8 {
                match attribute { $(Attribute::$attribute => self.$field.index(),)+ }
            }
            /// Sets an attribute by code, or by statutory word; false when there is no such value.
            pub fn set(&mut self, attribute: Attribute, value: &str) -> bool {
                match attribute {
                    $(Attribute::$attribute => {
                        let found = $kind::from_code(value).or_else(|| $kind::from_word(value));
                        if let Some(found) = found { self.$field = found; }
                        found.is_some()
                    })+
                }
            }
        }
    };
}

attributes! {
    Nature nature Nature "nature" "诉求性质" Other,
    Urgency urgency Urgency "urgency" "紧急程度" Ordinary,
    Difficulty difficulty Difficulty "difficulty" "难易" Ordinary,
    Emergency emergency Emergency "emergency" "应急类别" None,
    AtOnce at_once AtOnce "at_once" "需当即处理" None,
    Statutory statutory Statutory "statutory" "法定时限" None,
    AgreedByCity agreed_by_city Flag "agreed_by_city" "市中心同意法定时限" No,
    ReturnGround return_ground ReturnGround "return_ground" "退单理由" None,
    Jurisdiction jurisdiction Jurisdiction "jurisdiction" "管辖" Ours,
    Joint joint Flag "joint" "多单位联办" No,
    OnSite on_site Flag "on_site" "有现场要素" No,
    Major major Flag "major" "情况重大" No,
    Shirked shirked Flag "shirked" "推诿" No,
    Key key Flag "key" "重点疑难" No,
    UnitFault unit_fault Flag "unit_fault" "承办单位责任" No,
    IllegalBuilding illegal_building Flag "illegal_building" "违法建筑" No,
    SupervisedCase supervised_case Flag "supervised_case" "督办件" No,
    Merit merit Merit "merit" "诉求认定" Justified,
    Finding finding Finding "finding" "事实认定" True,
    Outcome outcome Outcome "outcome" "办理结果" None,
    SuggestionOutcome suggestion_outcome SuggestionOutcome "suggestion_outcome" "建议处理结果" None,
    Verdict verdict Verdict "verdict" "满意度" None,
    Route route Route "route" "办理方式" Dispatched,
    Privacy privacy Privacy "privacy" "信息公开" Public,
    OffDuty off_duty Flag "off_duty" "夜间或非工作日" No,
}

impl Attribute {
    /// The attribute with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|attribute| attribute.code() == code)
    }

    /// Derived from the moments; nobody sets it.
    pub fn is_derived(self) -> bool {
        self == Self::OffDuty
    }
}

/// 工单自带的数: limits an order carries itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnNumbers {
    /// 承办单位原有办理时限, working days.
    pub unit_limit: Option<u32>,
    /// 签批确定的办理时限, working days.
    pub signoff_limit: Option<u32>,
    /// 督办指定时限, working days.
    pub supervision_limit: Option<u32>,
    /// 法定办理时限, in `statutory_unit`.
    pub statutory_limit: Option<u32>,
    /// Unit of `statutory_limit`; working days if absent.
    pub statutory_unit: Option<Unit>,
}

/// 自带数名: which of [`OwnNumbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnNumber {
    /// 承办单位原有办理时限.
    UnitLimit,
    /// 签批时限.
    SignoffLimit,
    /// 督办时限.
    SupervisionLimit,
    /// 法定时限.
    StatutoryLimit,
}

impl OwnNumber {
    /// Every own number, in the order a form asks for them.
    pub const ALL: [Self; 4] = [Self::UnitLimit, Self::SignoffLimit, Self::SupervisionLimit, Self::StatutoryLimit];

    /// Code used in addresses, packs and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnitLimit => "unit_limit",
            Self::SignoffLimit => "signoff_limit",
            Self::SupervisionLimit => "supervision_limit",
            Self::StatutoryLimit => "statutory_limit",
        }
    }

    /// What a clerk calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::UnitLimit => "单位原有时限",
            Self::SignoffLimit => "签批时限",
            Self::SupervisionLimit => "督办时限",
            Self::StatutoryLimit => "法定时限天数",
        }
    }
}

impl OwnNumbers {
    /// The number, if the order has it.
    pub fn get(&self, which: OwnNumber) -> Option<u32> {
        match which {
            OwnNumber::UnitLimit => self.unit_limit,
            OwnNumber::SignoffLimit => self.signoff_limit,
            OwnNumber::SupervisionLimit => self.supervision_limit,
            OwnNumber::StatutoryLimit => self.statutory_limit,
        }
    }

    /// Sets or clears the number.
    pub fn set(&mut self, which: OwnNumber, n: Option<u32>) {
        match which {
            OwnNumber::UnitLimit => self.unit_limit = n,
            OwnNumber::SignoffLimit => self.signoff_limit = n,
            OwnNumber::SupervisionLimit => self.supervision_limit = n,
            OwnNumber::StatutoryLimit => self.statutory_limit = n,
        }
    }
}

/// 时点表: when what happened, as far as known.
#[doc(alias = "时点")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moments([Option<NaiveDateTime>; MomentKind::ALL.len()]);

impl Moments {
    /// The moment, if known.
    pub fn get(&self, kind: MomentKind) -> Option<NaiveDateTime> {
        self.0.get(usize::from(kind.index())).copied().flatten()
    }

    /// Sets or clears a moment.
    pub fn set(&mut self, kind: MomentKind, moment: Option<NaiveDateTime>) {
        if let Some(slot) = self.0.get_mut(usize::from(kind.index())) {
            *slot = moment;
        }
    }

    /// When this act was done, if it was.
    pub fn fulfilled(&self, act: Act) -> Option<NaiveDateTime> {
        use MomentKind as M;
        match act {
            Act::Dispatch => self.get(M::Dispatched),
            Act::SignFor => self.get(M::Signed),
            Act::Return => self.get(M::Returned),
            Act::FirstContact => self.get(M::Contacted),
            Act::Handling => self.get(M::Completed).or(self.get(M::Finished)),
            Act::Reply => self.get(M::Replied),
            Act::Escalation => self.get(M::Escalated),
            Act::Feedback | Act::Redo | Act::ReviewOrder | Act::Supervision | Act::Petition => self.get(M::Completed),
            Act::Filing => self.get(M::Archived),
            Act::Callback => self.get(M::CalledBack),
            Act::Progress | Act::Deduction | Act::Retention => None,
        }
    }
}

/// 延期: an extension granted (or tried out) on the limits of one act.
#[doc(alias = "延期")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extended {
    /// What was extended.
    pub scope: ExtensionScope,
    /// By how many days (of the rule's unit).
    pub days: u32,
    /// 例外: granted past a cap that knows exceptions, with its reason on record.
    pub excepted: bool,
}

/// 延期对象: which limits an extension lengthens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionScope {
    /// The handling limits, binding and for assessment.
    Handling,
    /// The unit's internal limits.
    Internal,
    /// The limit of a review order.
    ReviewOrder,
    /// The limit of a supervised order.
    Supervision,
}

impl ExtensionScope {
    /// What a request asks to lengthen.
    pub fn of(request: &super::record::Record) -> Self {
        use super::field::Item;
        use crate::term::ExtensionAbout as About;
        match request.term(Item::About) {
            Some(About::ReviewOrder) => Self::ReviewOrder,
            Some(About::Supervision) => Self::Supervision,
            _ if request.is(Item::Internal) => Self::Internal,
            _ => Self::Handling,
        }
    }

    /// The act whose limit it lengthens.
    pub fn act(self) -> Act {
        match self {
            Self::Handling | Self::Internal => Act::Handling,
            Self::ReviewOrder => Act::ReviewOrder,
            Self::Supervision => Act::Supervision,
        }
    }
}

/// 挂单: a stretch in which the order was suspended; open when not yet resumed.
#[doc(alias = "挂单")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspended {
    /// From this moment.
    pub from: NaiveDateTime,
    /// Until this moment, if resumed.
    pub to: Option<NaiveDateTime>,
}

/// 工单时限要素: all that deadlines are computed from.
#[doc(alias = "工单")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderInput {
    /// What the order is.
    pub attributes: Attributes,
    /// When what happened.
    pub moments: Moments,
    /// Extensions, in order.
    pub extensions: Vec<Extended>,
    /// 挂单: when the clock stood still.
    pub suspensions: Vec<Suspended>,
    /// 平台打印的办结日: the due day printed by the upstream platform.
    pub printed_due: Option<NaiveDate>,
    /// The moments come out of a log, where what answers a redo, a review order or a supervision is a fact of its own;
    /// typed in by hand, the completion answers them.
    pub logged: bool,
}

impl OrderInput {
    /// When this act was done, if it was.
    pub fn fulfilled(&self, act: Act) -> Option<NaiveDateTime> {
        use MomentKind as M;
        let own = match act {
            Act::Redo => self.moments.get(M::Redone),
            Act::ReviewOrder => self.moments.get(M::ReviewAnswered),
            Act::Supervision => self.moments.get(M::SupervisionAnswered),
            _ => return self.moments.fulfilled(act),
        };
        own.or_else(|| if self.logged { None } else { self.moments.fulfilled(act) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_attributes_are_ordinary() {
        let attributes = Attributes::default();
        assert_eq!(attributes.nature, Nature::Other);
        assert_eq!(attributes.calls, 1);
        for attribute in Attribute::ALL {
            assert_eq!(attributes.index(*attribute), attribute.default_index());
        }
    }

    #[test]
    fn attributes_are_set_by_code_or_word() {
        let mut attributes = Attributes::default();
        assert!(attributes.set(Attribute::Nature, "complaint"));
        assert!(attributes.set(Attribute::Difficulty, "疑难"));
        assert!(!attributes.set(Attribute::Urgency, "soon"));
        assert_eq!((attributes.nature, attributes.difficulty), (Nature::Complaint, Difficulty::Difficult));
        assert_eq!(attributes.urgency, Urgency::Ordinary);
    }
}
