//! 依据 — who says so: a source, a place in it, and a one-line paraphrase.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 文件来源: one published document, as its pack describes it.
#[doc(alias = "文件")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short id used by citations, e.g. `GD`.
    pub id: String,
    /// Full title of the document.
    pub title: String,
    /// 文号, where the document has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// First day in force; a draft has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<NaiveDate>,
    /// A remark on the source, e.g. how exact its date is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 依据: a place in a source.
#[doc(alias = "依据")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// [`Source::id`].
    pub source: String,
    /// Article, paragraph and item, in Chinese.
    pub clause: String,
    /// Our paraphrase, one line.
    pub gist: String,
}

/// 期间规则: the general law that says how a length of time is counted on a given day.
///
/// 民法通则 until 2017-09-30, 民法总则 until 2020-12-31, 民法典 since: the earlier code applies to what began under it.
#[doc(alias = "期间")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountingCode {
    /// 民法通则 第一百五十四条.
    GeneralPrinciples,
    /// 民法总则 第二百零一条、第二百零三条.
    GeneralProvisions,
    /// 民法典 第二百零一条、第二百零三条.
    CivilCode,
}

impl CountingCode {
    /// The code in force on the day the counting starts.
    pub fn on(day: NaiveDate) -> Self {
        let since = |year, month| NaiveDate::from_ymd_opt(year, month, 1).is_some_and(|first| day >= first);
        if since(2021, 1) {
            Self::CivilCode
        } else if since(2017, 10) {
            Self::GeneralProvisions
        } else {
            Self::GeneralPrinciples
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_follows_the_first_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
        assert_eq!(CountingCode::on(day(2017, 9, 30)), CountingCode::GeneralPrinciples);
        assert_eq!(CountingCode::on(day(2017, 10, 1)), CountingCode::GeneralProvisions);
        assert_eq!(CountingCode::on(day(2020, 12, 31)), CountingCode::GeneralProvisions);
        assert_eq!(CountingCode::on(day(2021, 1, 1)), CountingCode::CivilCode);
    }
}
