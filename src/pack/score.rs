//! 考核表 — what a pack says of assessment: indicators with their points, what is left out, grades, and what follows from
//! ranks; as written, checked, and as used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::order::Step;
use crate::term::{Degree, Outcome, Role, Term, Track, Verdict, vocabulary};

use super::rule::Number;
use super::text::{PackText, Setting};

vocabulary! {
    /// 考核指标: what is measured of a unit.
    #[doc(alias = "考核指标")]
    Measure {
        Volume "volume" "办理数量", FirstContact "first_contact" "先行联系率", Sign "sign" "及时签收率", Return "return" "退单率",
        ReturnRejected "return_rejected" "退单不成立率", OnTime "on_time" "按时办结率", Completion "completion" "办结率",
        Extension "extension" "延期率", HandlingTime "handling_time" "平均办理用时", Resolution "resolution" "诉求解决率",
        Satisfaction "satisfaction" "满意率", Responded "responded" "响应率", Settled "settled" "诉求人评价的解决率",
        Overdue "overdue" "超期件", Redo "redo" "退回重办", Reminder "reminder" "被催办", Supervised "supervised" "督办办结率",
        Deduction "deduction" "记录扣分", Knowledge "knowledge" "知识库准确率", KnowledgeUpdate "knowledge_update" "知识库更新",
    }
}
vocabulary! {
    /// 归属月份: by which moment an order belongs to a month.
    #[doc(alias = "归属月份")]
    Anchor {
        Dispatched "dispatched" "派单所在月", Completed "completed" "办结所在月", Settled "settled" "办结与到期较早者所在月",
        Answered "answered" "回访所在月",
    }
}
vocabulary! {
    /// 计分方式: how a figure becomes points.
    #[doc(alias = "计分方式")]
    ScoreKind {
        Share "share" "按比例得分", Short "short" "不足扣分", Over "over" "超出扣分", Each "each" "按件加减分", Band "band" "分档加减分",
        Recorded "recorded" "按记录扣分",
    }
}
vocabulary! {
    /// 剔除事由: why an order does not count.
    #[doc(alias = "剔除")]
    Removal {
        Ground "ground" "条文所列情形", NoFurther "no_further" "已同意不再派单", Withdrawn "withdrawn" "诉求人撤回",
        Merged "merged" "重复并单", GivenBack "given_back" "已退单改派",
    }
}
vocabulary! {
    /// 排名周期: how often units are ranked for what follows from it.
    Every { Month "month" "月度", Quarter "quarter" "季度", }
}

/// 指标形态: what a figure amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// So many.
    Count,
    /// Part of a whole.
    Share,
    /// Working days each.
    Mean,
    /// Points, in hundredths.
    Sum,
}

impl Measure {
    /// What its figure amounts to.
    pub fn form(self) -> Form {
        match self {
            Self::Volume | Self::Overdue | Self::Redo | Self::Reminder | Self::KnowledgeUpdate => Form::Count,
            Self::HandlingTime => Form::Mean,
            Self::Deduction => Form::Sum,
            _ => Form::Share,
        }
    }

    /// Codes of the answers that may be worth part of a whole.
    pub fn answers(self) -> Vec<&'static str> {
        fn codes<T: Term>() -> Vec<&'static str> {
            T::ALL.iter().map(|value| value.code()).collect()
        }
        match self {
            Self::Resolution => codes::<Outcome>(),
            Self::Satisfaction => codes::<Verdict>(),
            Self::Settled => codes::<Degree>(),
            _ => Vec::new(),
        }
    }

    /// What an answer is worth where the pack says nothing, percent of a whole.
    pub fn worth(self, answer: usize) -> u16 {
        let whole = match self {
            Self::Resolution => answer == usize::from(Outcome::Solved.index()),
            Self::Satisfaction => {
                [Verdict::Satisfied, Verdict::Mostly].iter().any(|v| usize::from(v.index()) == answer)
            }
            Self::Settled => answer == usize::from(Degree::Solved.index()),
            _ => false,
        };
        if whole { 100 } else { 0 }
    }

    /// The month an order belongs to where the pack says nothing.
    pub fn anchor(self) -> Anchor {
        match self {
            Self::OnTime | Self::Overdue => Anchor::Settled,
            Self::HandlingTime | Self::Resolution => Anchor::Completed,
            Self::Satisfaction | Self::Responded | Self::Settled => Anchor::Answered,
            _ => Anchor::Dispatched,
        }
    }
}

/// 数文本: a number of the document, or the id of a local setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum NumberText {
    Given(u32),
    Setting(String),
}

/// 考核文本: what holds of the whole sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct AssessmentText {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The document names its indicators: the common ones are not added.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub named: bool,
    /// Whole points to start from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<NumberText>,
    /// Reading with the options `scored` and `twelve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year_by: Option<String>,
    /// Reading with the options `one` and `kinds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool_by: Option<String>,
}

/// 指标文本: one indicator. Points stand in hundredths of a point, worths and marks in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct IndicatorText {
    pub id: String,
    pub measure: Measure,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Rules or rows that name it; the office's own where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Anchor>,
    /// Reading whose options are codes of [`Anchor`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_by: Option<String>,
    /// Reading with the options `month` and `year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_by: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub worth: BTreeMap<String, NumberText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<NumberText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full: Option<NumberText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<NumberText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<NumberText>,
    /// Points per order are added, not taken off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bonus: bool,
    /// Greatest number of each band but the last, which has no end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adds: Vec<NumberText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deducts: Vec<NumberText>,
}

/// 剔除文本: orders that do not count for some measures, or for any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ExclusionText {
    pub id: String,
    pub what: Removal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<String, String>,
    /// The measures; none means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Measure>,
}

/// 等次文本: grades by shares of the units, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct GradesText {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    pub names: Vec<String>,
    pub percents: Vec<u32>,
    /// Reading with the options `half_up` and `down`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail: Option<String>,
    /// Whole points below which a unit fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail_below: Option<NumberText>,
}

/// 排名后果文本: what follows from standing among the last; lighter ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RankRuleText {
    pub id: String,
    pub rule: String,
    pub every: Every,
    pub bottom: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_a_row: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_year: Option<u32>,
    /// Reading with the options `strict` and `tiebreak`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_by: Option<String>,
    /// Reading with the options `newly` and `each`; every time where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_by: Option<String>,
    /// Step of the office log that does it.
    pub step: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<Role>,
}

/// 通用考核表: what packs have that do not name their indicators, and what none needs to say.
#[derive(Debug, Deserialize)]
pub(super) struct CommonSheet {
    assessment: AssessmentText,
    indicator: Vec<IndicatorText>,
    exclusion: Vec<ExclusionText>,
    setting: Vec<Setting>,
}

/// 考核: what a pack says of assessment, checked.
#[doc(alias = "考核")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Rules or rows on how the score comes about.
    pub rules: Vec<String>,
    /// Whole points to start from.
    pub base: Option<Number>,
    /// Reading on the months of a year.
    pub year_by: Option<String>,
    /// Reading on the pools of units; one pool where there is none.
    pub pool_by: Option<String>,
    /// 指标, in the order of the document.
    pub indicators: Vec<Indicator>,
    /// 剔除.
    pub exclusions: Vec<Exclusion>,
    /// 等次.
    pub grades: Option<Grades>,
    /// 排名后果, lighter ones first.
    pub consequences: Vec<RankRule>,
}

/// 指标: one indicator, checked.
#[doc(alias = "指标")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Id within the pack.
    pub id: String,
    /// What a clerk calls it.
    pub label: String,
    /// Rules or rows that name it; 本地指标 where there are none.
    pub rules: Vec<String>,
    /// What it measures.
    pub measure: Measure,
    /// Whose limit counts, where it asks for one.
    pub track: Track,
    /// By which moment an order belongs to a month.
    pub month: Anchor,
    /// Reading that says otherwise.
    pub month_by: Option<String>,
    /// Reading on whether a count is that of the month or the mean of the year so far.
    pub mean_by: Option<String>,
    /// What an answer is worth in percent of a whole, by its index.
    pub worth: Vec<(u8, Number)>,
    /// How it becomes points; shown only where it does not.
    pub scoring: Option<Scoring>,
}

/// 计分: how a figure becomes points. Numbers are hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scoring {
    /// So many points for the whole, and as much of them as the share is.
    Share {
        /// For the whole.
        points: Number,
    },
    /// Off for each percentage point (day, piece) below the mark.
    Short {
        /// The mark; the whole where there is none. In percent for a share.
        full: Option<Number>,
        /// Off for each.
        each: Number,
        /// Off at most.
        most: Option<Number>,
    },
    /// Off for each percentage point (day, piece) above the mark.
    Over {
        /// The mark; nothing where there is none. In percent for a share.
        full: Option<Number>,
        /// Off for each.
        each: Number,
        /// Off at most.
        most: Option<Number>,
    },
    /// On or off for each order.
    Each {
        /// For each.
        each: Number,
        /// At most.
        most: Option<Number>,
        /// Whether on, not off.
        bonus: bool,
    },
    /// By the band the number lies in.
    Band {
        /// Greatest number of each band but the last.
        bands: Vec<u32>,
        /// On, for each band.
        adds: Vec<Number>,
        /// Off, for each band.
        deducts: Vec<Number>,
    },
    /// Off as recorded.
    Recorded {
        /// Off at most.
        most: Option<Number>,
    },
}

/// 剔除: orders that do not count.
#[doc(alias = "剔除")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Id within the pack.
    pub id: String,
    /// Why they do not.
    pub what: Removal,
    /// The rule or row that says so; 本地设定 where there is none.
    pub rule: Option<String>,
    /// Readings under which it holds: (reading, option).
    pub readings: Vec<(String, String)>,
    /// For which measures; none means all.
    pub from: Vec<Measure>,
}

/// 等次: grades by shares of the units, the best first.
#[doc(alias = "等次")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    /// Rules or rows that say so.
    pub rules: Vec<String>,
    /// What each is called, and its share in percent.
    pub shares: Vec<(String, u32)>,
    /// Reading on how the numbers are rounded.
    pub rounding_by: Option<String>,
    /// What a unit taken out before is called, and below how many whole points it is.
    pub fail: Option<(String, Number)>,
}

/// 排名后果: what follows from standing among the last.
#[doc(alias = "排名后果")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankRule {
    /// Id within the pack.
    pub id: String,
    /// The rule or row that says so.
    pub rule: String,
    /// How often units are ranked.
    pub every: Every,
    /// How many of the last.
    pub bottom: usize,
    /// Times in a row at least; runs cross the New Year.
    pub in_a_row: Option<u32>,
    /// Times in one calendar year at least.
    pub in_year: Option<u32>,
    /// Reading on equal scores.
    pub tie_by: Option<String>,
    /// Reading on whether it follows only when newly reached.
    pub again_by: Option<String>,
    /// What is to be done.
    pub step: Step,
    /// By whom.
    pub who: Option<Role>,
    /// To whom.
    pub whom: Option<Role>,
}

/// Adds the common sheet to a pack, and of its settings those that are used.
pub(super) fn complete(text: &mut PackText, common: CommonSheet) {
    let named = text.assessment.get_or_insert(common.assessment).named;
    if !named {
        super::put(&mut text.indicator, common.indicator, |indicator| &indicator.id);
    }
    super::put(&mut text.exclusion, common.exclusion, |exclusion| &exclusion.id);
    let used = numbers(text);
    let used = |setting: &Setting| used.iter().any(|n| matches!(n, NumberText::Setting(id) if *id == setting.id));
    let settings = common.setting.into_iter().filter(used).collect();
    super::put(&mut text.setting, settings, |setting| &setting.id);
}

/// What the overlay says of assessment replaces what the base says under the same id, in its place.
pub(super) fn overlay(base: &mut PackText, over: &mut PackText) {
    over.assessment = over.assessment.take().or(base.assessment.take());
    over.grades = over.grades.take().or(base.grades.take());
    over.indicator = laid(&mut base.indicator, &mut over.indicator, |indicator| &indicator.id);
    over.exclusion = laid(&mut base.exclusion, &mut over.exclusion, |exclusion| &exclusion.id);
    over.consequence = laid(&mut base.consequence, &mut over.consequence, |rule| &rule.id);
}

fn laid<T>(base: &mut Vec<T>, over: &mut Vec<T>, id: impl Fn(&T) -> &String) -> Vec<T> {
    let mut list = std::mem::take(base);
    for entry in std::mem::take(over) {
        match list.iter_mut().find(|known| id(known) == id(&entry)) {
            Some(known) => *known = entry,
            None => list.push(entry),
        }
    }
    list
}

fn numbers(text: &PackText) -> Vec<NumberText> {
    let of_sheet = text.assessment.iter().filter_map(|assessment| assessment.base.as_ref());
    let of_grades = text.grades.iter().filter_map(|grades| grades.fail_below.as_ref());
    let of_indicator = |indicator: &IndicatorText| {
        let single = [&indicator.points, &indicator.full, &indicator.each, &indicator.most];
        let mut all: Vec<NumberText> = single.into_iter().flatten().cloned().collect();
        all.extend(indicator.worth.values().chain(&indicator.adds).chain(&indicator.deducts).cloned());
        all
    };
    of_sheet.chain(of_grades).cloned().chain(text.indicator.iter().flat_map(of_indicator)).collect()
}
