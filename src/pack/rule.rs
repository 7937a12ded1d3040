//! 规则 — one checked rule: where it stands, when it applies, and its one effect.

use crate::cite::Citation;
use crate::order::{Attribute, Attributes, OwnNumber, Step};
use crate::term::{Act, MomentKind, Role, Track, Unit};

use super::gate::Gate;
use super::ground::Ground;
use super::text::{Exception, Snap, Window};

/// 规则: one rule of a pack, checked.
#[doc(alias = "规则")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Row id, with `:suffix` where one row holds several rules.
    pub id: String,
    /// Where it stands.
    pub citation: Citation,
    /// Letters of the clause matrix: R computed, G gate, O output, N guidance.
    pub kind: String,
    /// Whose clock it belongs to.
    pub track: Track,
    /// When it applies.
    pub when: Vec<Condition>,
    /// Readings under which it exists: (reading, option).
    pub readings: Vec<(String, String)>,
    /// Rules it displaces when both match.
    pub overrides: Vec<String>,
    /// Shown for information beside the binding rule.
    pub beside: bool,
    /// What follows if it is missed.
    pub consequence: Option<String>,
    /// Papers and signatures it needs.
    pub needs: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// 关口: steps it holds up until something is on record.
    pub gates: Vec<Gate>,
    /// 名册: posts that a unit must have filled.
    pub registry: Vec<Role>,
    /// A unit must have its internal mechanism.
    pub mechanism: bool,
}

impl Rule {
    /// Id of the row of the clause matrix.
    pub fn row(&self) -> &str {
        self.id.split(':').next().unwrap_or(&self.id)
    }

    /// The limit, if that is its effect.
    pub fn limit(&self) -> Option<&Limit> {
        match &self.effect {
            Effect::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// The circumstances it names, if that is its effect.
    pub fn ground(&self) -> Option<&Ground> {
        match &self.effect {
            Effect::Ground(ground) => Some(ground),
            _ => None,
        }
    }

    /// The step it concerns.
    pub fn act(&self) -> Option<Act> {
        match &self.effect {
            Effect::Limit(limit) => Some(limit.act),
            Effect::AtOnce { act, .. } => Some(*act),
            Effect::Extension(extension) => extension.acts.first().copied(),
            Effect::Suspension { acts, .. } => acts.first().copied(),
            Effect::OnOverdue { of, .. } | Effect::BeforeDue { of, .. } => Some(*of),
            Effect::Guidance { act } => *act,
            Effect::Monthly { .. } | Effect::Decides { .. } | Effect::Ground(_) | Effect::EveryMonth { .. } => None,
        }
    }

    /// Whether all conditions hold, leaving out those on `except`.
    pub fn matches(&self, attributes: &Attributes, except: Option<Attribute>) -> bool {
        let left_out = |condition: &Condition| except.is_some() && condition.attribute() == except;
        self.when.iter().all(|condition| left_out(condition) || condition.holds(attributes))
    }

    /// Whether a condition reads this attribute.
    pub fn reads(&self, attribute: Attribute) -> bool {
        self.when.iter().any(|condition| condition.attribute() == Some(attribute))
    }
}

/// 条件: "is one of" on a closed vocabulary, or "at least n calls".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// The attribute's index is one of these bits.
    OneOf(Attribute, u32),
    /// 来电次数 at least this.
    CallsAtLeast(u32),
}

impl Condition {
    /// The attribute read, if it is one of a closed vocabulary.
    pub fn attribute(self) -> Option<Attribute> {
        match self {
            Self::OneOf(attribute, _) => Some(attribute),
            Self::CallsAtLeast(_) => None,
        }
    }

    fn holds(self, attributes: &Attributes) -> bool {
        match self {
            Self::OneOf(attribute, allowed) => allowed & (1 << attributes.index(attribute)) != 0,
            Self::CallsAtLeast(n) => attributes.calls >= n,
        }
    }
}

/// 效果: what a rule does. A closed set; what it cannot say is a change of the program, with a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Something must be done within a length of time.
    Limit(Limit),
    /// A right to extend, or a cap on it.
    Extension(Extension),
    /// 挂单: a right to suspend the limits of these acts for at most this long.
    Suspension {
        /// Acts whose clock stops.
        acts: Vec<Act>,
        /// Longest time in all, calendar days.
        max_days: u32,
        /// The order's own number that may make it shorter.
        own: Option<OwnNumber>,
    },
    /// A duty without a due moment.
    AtOnce {
        /// What is to be done.
        act: Act,
        /// From when.
        from: MomentKind,
    },
    /// What follows when the limit of `of` is missed.
    OnOverdue {
        /// The missed act.
        of: Act,
        /// Further working days before it follows.
        grace: Option<Number>,
    },
    /// Something to do ahead of the due day of `of`.
    BeforeDue {
        /// The act that is due.
        of: Act,
        /// Which day.
        edge: Edge,
        /// Working days, or calendar days.
        unit: Unit,
    },
    /// Something due on a day of the month.
    Monthly {
        /// Moment whose month counts.
        from: MomentKind,
        /// Day of the month.
        day: u32,
        /// Months after that of the moment; 0 is the next such day from the moment on.
        months_later: u32,
        /// Whether it moves to a working day.
        snap: Snap,
    },
    /// Who decides, by the time something happened.
    Decides {
        /// What happened.
        from: MomentKind,
        /// Who decides within the windows.
        who: Role,
        /// Who decides outside them.
        otherwise: Option<Role>,
        /// The windows; none means always.
        windows: Vec<Window>,
    },
    /// Circumstances that lead to something.
    Ground(Ground),
    /// Something the office owes every month, whatever the orders.
    EveryMonth {
        /// The step of the office log that does it.
        step: Step,
        /// Day of the month; 0 is the last one.
        day: u32,
        /// Whether it is about the month before.
        of_previous: bool,
        /// Whether it moves to a working day.
        snap: Snap,
        /// Whether every unit owes it, not the centre.
        by_unit: bool,
    },
    /// Computes no time.
    Guidance {
        /// The step it concerns.
        act: Option<Act>,
    },
}

/// 时限规则: something to be done within a length of time from a moment.
#[doc(alias = "时限")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What is to be done.
    pub act: Act,
    /// What the time runs from.
    pub from: MomentKind,
    /// Rule whose due moment it runs from when `from` is not known.
    pub from_end_of: Option<String>,
    /// How long.
    pub length: Length,
    /// In what unit.
    pub unit: Unit,
    /// Working days from the moment (n × 24 hours) instead of whole days.
    pub from_the_moment: bool,
    /// Whether a last day on a day off rolls on.
    pub roll: bool,
    /// The due day printed by the platform comes before the length.
    pub or_printed_due: bool,
    /// Never later than the binding limit of this act.
    pub not_past: Option<Act>,
    /// Prevails over the binding limit when shorter.
    pub prevails_if_shorter: bool,
    /// Working days after which to remind.
    pub remind_after: Option<u32>,
    /// Not needed when finished and replied within it.
    pub exempt_if_done_within: bool,
    /// 视为: missing it counts as having done it.
    pub deemed: bool,
}

/// 数: a number of the text, or a local setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// From the text.
    Given(u32),
    /// Id of a local setting.
    Setting(String),
}

/// 期限长度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Length {
    /// A number.
    Of(Number),
    /// The order's own number, else another, else the rule does not apply.
    Own(OwnNumber, Option<Number>),
    /// As long as the binding limit of this act.
    SameAs(Act),
    /// Given by the unit alone (same day, next morning).
    Fixed,
}

/// Which day ahead of a due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The first day on which fewer than this many days remain after it.
    FewerThan(u32),
    /// The end of the nth day before.
    ClosesBefore(u32),
}

/// 延期规则.
#[doc(alias = "延期")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Limits of these acts, on the rule's track.
    pub acts: Vec<Act>,
    /// Longest single extension.
    pub max_each: Option<Number>,
    /// Longest total from a moment, working days, original included.
    pub max_total: Option<(u32, MomentKind)>,
    /// How many times.
    pub times: Option<u32>,
    /// Each at most as long as the original limit, in its unit.
    pub within_original: bool,
    /// Unit of the extension.
    pub unit: Unit,
    /// Whether a last day on a day off rolls on.
    pub roll: bool,
    /// The asking opens with this many working days before the due day; earlier requests are not refused.
    pub ask_opens_before: Option<u32>,
    /// The asking closes at the end of this many working days before the due day.
    pub ask_closes_before: Option<u32>,
    /// Grants nothing by itself.
    pub cap_only: bool,
    /// What may be exceeded where the reason for an exception is on record.
    pub exception: Option<Exception>,
}
