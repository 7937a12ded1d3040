//! 虚构诉求 — what people call about, read from `requests.json`; `{}` stands for the road it is about.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::order::Attribute;

const TEXT: &str = include_str!("requests.json");

/// 去向: what the centre does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Lane {
    /// It goes to a unit.
    #[default]
    Unit,
    /// The desk closes it itself.
    Desk,
    /// It is refused.
    Refused,
}

/// 诉求: one kind of call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    title: String,
    /// Code of its nature.
    pub(super) nature: String,
    /// Id in the pack's list of subjects.
    pub(super) subject: String,
    /// Name of the unit whose matter it is.
    pub(super) unit: String,
    /// Where on the road.
    pub(super) at: String,
    /// 涉及人员或单位.
    pub(super) persons: String,
    /// 起因.
    pub(super) cause: String,
    /// 诉求目的.
    pub(super) demand: String,
    story: String,
    /// How it ends.
    pub(super) result: String,
    /// Where it goes.
    #[serde(default)]
    pub(super) lane: Lane,
    /// Further attributes by code; those the pack does not list are left out.
    #[serde(default)]
    pub(super) with: BTreeMap<String, String>,
}

impl Request {
    /// 诉求标题.
    pub(super) fn title(&self, road: &str) -> String {
        self.title.replace("{}", road)
    }

    /// 来电内容.
    pub(super) fn story(&self, road: &str) -> String {
        self.story.replace("{}", road)
    }

    /// Code of a further attribute, empty where it says nothing.
    pub(super) fn says(&self, attribute: Attribute) -> &str {
        self.with.get(attribute.code()).map(String::as_str).unwrap_or_default()
    }

    /// Whether it does not wait for office hours.
    pub(super) fn is_pressing(&self) -> bool {
        self.says(Attribute::Urgency) == "urgent"
    }
}

/// Every request of the table; empty if the table cannot be read, which a test forbids.
pub(super) fn requests() -> Vec<Request> {
    serde_json::from_str(TEXT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::{Nature, Term};

    #[test]
    fn the_table_is_readable_and_its_titles_are_short() {
        let requests = requests();
        assert!(requests.len() >= 40);
        for request in &requests {
            assert!(request.title("样例大道").chars().count() <= 20, "{}", request.title);
            assert!(Nature::from_code(&request.nature).is_some(), "{}", request.title);
            for (code, value) in &request.with {
                let known = Attribute::from_code(code)
                    .is_some_and(|attribute| attribute.values().iter().any(|(known, _)| known == value));
                assert!(known, "{}: {code}={value}", request.title);
            }
        }
        for lane in [Lane::Unit, Lane::Desk, Lane::Refused] {
            assert!(requests.iter().any(|request| request.lane == lane));
        }
    }
}
