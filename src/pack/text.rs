//! 规则包文本 — a pack as it is written down and exchanged: flat, every field named, unknown fields refused.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::cite::Source;
use crate::order::OwnNumber;
use crate::term::{Act, Consequence, Mode, MomentKind, Role, Track, Unit};

use super::score::{AssessmentText, ExclusionText, GradesText, IndicatorText, RankRuleText};

/// 规则包状态: what the documents of a pack are worth today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 施行.
    #[default]
    InForce,
    /// 试行、暂行.
    Trial,
    /// 征求意见稿.
    Draft,
}

/// 规则包文本: one pack as exchanged. Lists are in matrix order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PackText {
    pub id: String,
    pub name: String,
    /// Full title; the name if absent.
    #[serde(default)]
    pub title: String,
    #[serde(default = "first_version")]
    pub version: u32,
    #[serde(default)]
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Id of the pack whose rules this one replaces by id or adds to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Source>,
    /// Attributes the pack asks for, with the values it knows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// Lists a clerk chooses from: `channel`, `subject`, `refusal`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<Listed>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub setting: Vec<Setting>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reading: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule: Vec<RuleText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicator: Vec<IndicatorText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusion: Vec<ExclusionText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<GradesText>,
    /// What follows from ranks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequence: Vec<RankRuleText>,
}

fn first_version() -> u32 {
    1
}

/// 本地设定: a number or time the documents do not give.
#[doc(alias = "本地设定")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Id used by rules.
    pub id: String,
    /// What a clerk calls it.
    pub label: String,
    /// Matrix row it belongs to; empty for settings every pack has.
    #[serde(default)]
    pub row: String,
    /// What it is measured in: a unit code, `time_ranges` or `time_range`.
    pub unit: String,
    /// Value as long as nobody sets another.
    pub default: Value,
    /// Least allowed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Greatest allowed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
}

/// Value of a local setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Number(u32),
    /// Times of day, e.g. `08:30-12:00,14:00-17:30`.
    Text(String),
}

/// 解释口径: a named switch between readings of an unclear clause; the first option is the default.
#[doc(alias = "口径")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Reading {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub row: String,
    pub why: String,
    pub options: Vec<ReadingOption>,
}

/// One way to read a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ReadingOption {
    pub id: String,
    pub label: String,
}

/// 清单项: one value of a list of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Code used in facts.
    pub id: String,
    /// What a clerk reads.
    pub label: String,
}

/// 例外: what the reason for an exception on record lifts of an extension's caps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exception {
    /// How often.
    Times,
    /// How long.
    Length,
    /// Both.
    Both,
}

/// 关口文本: a step that is held up until something is on record. `"*"` means filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct GateText {
    pub step: String,
    /// It holds only when the step itself says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, TestText>,
    /// What the step itself must record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, TestText>,
    /// Of these fields the step itself must fill in one at least.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// What must be on file of the request.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub on_file: BTreeMap<String, TestText>,
    /// Steps that must have been done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<DoneText>,
    /// Steps that must not have been done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<DoneText>,
}

/// Test of one field: filled in (`"*"`), a value, or one of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum TestText {
    Is(String),
    OneOf(Vec<String>),
}

/// A step that was done, perhaps in a particular way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum DoneText {
    Step(String),
    With {
        step: String,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, TestText>,
        /// At one of these desks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<Role>,
        /// By whichever unit had the order.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ever: bool,
        /// Since the last of these steps.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        since: Vec<String>,
        #[serde(default = "once", skip_serializing_if = "is_once")]
        at_least: u32,
    },
}

/// 证据文本: something done, perhaps several times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct EvidenceText {
    pub step: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, TestText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Role>,
    /// By whichever unit, in whichever round or case.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ever: bool,
    /// Since the last of these steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<String>,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub at_least: u32,
    /// One after the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_a_row: bool,
    /// The day it promised has passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub past_due: bool,
}

fn once() -> u32 {
    1
}

fn is_once(n: &u32) -> bool {
    *n == 1
}

/// Condition on one attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum ConditionText {
    Is(String),
    OneOf(Vec<String>),
    AtLeast { at_least: u32 },
}

/// 效果: what kind of thing a rule does; which fields it needs is checked when the pack is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Something must be done within a length of time.
    Limit,
    /// A right to extend a limit, or a cap on it.
    Extension,
    /// A right to suspend the clock.
    Suspension,
    /// A duty without a due moment.
    AtOnce,
    /// What follows when a limit is missed.
    OnOverdue,
    /// Something to do ahead of a due day.
    BeforeDue,
    /// Something due on a day of the month.
    Monthly,
    /// Who decides.
    Decides,
    /// Circumstances that lead to something.
    Ground,
    /// Something the office owes every month.
    EveryMonth,
    /// Computes no time.
    Guidance,
}

/// Working-day convention of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// The next working day is the first; ends at 24:00 of the nth.
    Day,
    /// n × 24 hours from the moment, during which days off do not run.
    Moment,
}

/// Whether a day of the month moves to a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snap {
    /// It stays.
    None,
    /// It moves to the nearest working day; the earlier one when both are as near.
    NearestWorking,
}

/// A stretch of one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// 1 is Monday.
    pub weekday: u32,
    /// From this time of day (included).
    #[serde(with = "hour_minute")]
    pub start: NaiveTime,
    /// To this time of day (not included); `24:00` reads as `00:00` and means the end of the day.
    #[serde(with = "hour_minute")]
    pub end: NaiveTime,
}

/// 规则文本: one rule, flat. Which of the optional fields an effect needs is checked when the pack is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RuleText {
    pub id: String,
    pub source: String,
    pub clause: String,
    pub gist: String,
    pub kind: String,
    pub effect: EffectKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, ConditionText>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<MomentKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_end_of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_from: Option<OwnNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roll: Option<bool>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub or_printed_due: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_past: Option<Act>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prevails_if_shorter: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_after: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt_if_done_within: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deemed: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_each: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_each_setting: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_total: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_from: Option<MomentKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within_original: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_opens_before: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_closes_before: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cap_only: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Exception>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_before: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_later: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snap: Option<Snap>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Role>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Consequence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// What the log shows only suggests it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<DoneText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Act>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered_by: Vec<DoneText>,
    /// Steps held up until it is answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bars: Vec<String>,
    /// Step of the office log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_previous: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_unit: bool,
    /// Posts that a unit must have filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registry: Vec<Role>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mechanism: bool,
}

mod hour_minute {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &NaiveTime, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&crate::calendar::civil::hour_minute(*time))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<NaiveTime, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        if text == "24:00" {
            return Ok(NaiveTime::MIN);
        }
        crate::calendar::civil::time_of_day(&text).ok_or_else(|| D::Error::custom("time of day, HH:MM"))
    }
}
