//! 事实 — one thing that was done to an order. Facts are only added; a correction is a fact of its own.

use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error, ser::SerializeStruct};

use crate::term::{Role, Term};

use super::id::Id;
use super::record::Record;
use super::step::Step;

/// 事实类别: a step done, or a kind a later version wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A step known here.
    Done(Step),
    /// One that is only carried.
    Other(Box<str>),
}

impl Kind {
    /// Its code, e.g. `dispatched`.
    pub fn code(&self) -> &str {
        match self {
            Self::Done(step) => step.fact_code(),
            Self::Other(code) => code,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Ok(Step::from_fact_code(&code).map_or_else(|| Self::Other(code.into()), Self::Done))
    }
}

/// 记录人: at which desk, in which unit, and who.
#[doc(alias = "记录人")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Actor {
    /// The desk; the centre stands in for one that is not known here.
    pub role: Role,
    /// 单位; empty for the hotline centre.
    pub unit: String,
    /// 姓名, where given.
    pub name: String,
    /// The code of a desk that a later version wrote; only carried.
    pub other: Option<Box<str>>,
}

impl Actor {
    /// The desk, if it is one known here.
    pub fn desk(&self) -> Option<Role> {
        self.other.is_none().then_some(self.role)
    }

    /// Its code, e.g. `centre`.
    pub fn code(&self) -> &str {
        self.other.as_deref().unwrap_or(self.role.code())
    }
}

impl Default for Actor {
    fn default() -> Self {
        Self { role: Role::Centre, unit: String::new(), name: String::new(), other: None }
    }
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let optional = [("unit", &self.unit), ("name", &self.name)].into_iter().filter(|(_, text)| !text.is_empty());
        let mut out = out.serialize_struct("Actor", 1 + optional.clone().count())?;
        out.serialize_field("role", self.code())?;
        for (field, text) in optional {
            out.serialize_field(field, text)?;
        }
        out.end()
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written<'a> {
            #[serde(borrow)]
            role: std::borrow::Cow<'a, str>,
            #[serde(default)]
            unit: String,
            #[serde(default)]
            name: String,
        }
        let Written { role, unit, name } = Written::deserialize(input)?;
        Ok(match Role::from_code(&role) {
            Some(role) => Self { role, unit, name, other: None },
            None => Self { unit, name, other: Some(role.into()), ..Self::default() },
        })
    }
}

/// 事实: one thing done to an order.
///
/// As JSON: `{"id":"…","order":"…","kind":"dispatched","at":"2026-09-29T10:00","noted":"2026-09-29T10:01:20",
/// "by":{"role":"centre"},"with":{"lead":"城管局"}}`. All times are UTC+08:00.
#[doc(alias = "事实")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Random, unique.
    pub id: Id,
    /// The order it belongs to.
    pub order: Id,
    /// What was done.
    pub kind: Kind,
    /// When it happened.
    #[serde(with = "moment")]
    pub at: NaiveDateTime,
    /// When it was written down.
    #[serde(with = "moment")]
    pub noted: NaiveDateTime,
    /// By whom.
    #[serde(default)]
    pub by: Actor,
    /// What was recorded.
    #[serde(default, skip_serializing_if = "Record::is_empty")]
    pub with: Record,
}

impl Fact {
    /// The step that was done, if it is one known here.
    pub fn step(&self) -> Option<Step> {
        if let Kind::Done(step) = self.kind { Some(step) } else { None }
    }

    /// How facts sort: when it happened, when it was noted, id.
    pub fn rank(&self) -> (NaiveDateTime, NaiveDateTime, Id) {
        (self.at, self.noted, self.id)
    }
}

/// 时刻 as it stands in facts: `2026-09-29T10:00`, seconds where they are not zero.
pub mod moment {
    use super::{Deserialize, Deserializer, Error, NaiveDateTime, Serializer};
    use chrono::{NaiveDate, Timelike};

    /// Reads a moment that exists.
    pub fn parse(text: &str) -> Option<NaiveDateTime> {
        let bytes = text.as_bytes();
        let digits = |from: usize, to: usize| {
            bytes
                .get(from..to)?
                .iter()
                .try_fold(0u32, |n, byte| byte.is_ascii_digit().then(|| n * 10 + u32::from(byte - b'0')))
        };
        let marks = |at: usize, mark: u8| bytes.get(at) == Some(&mark);
        let seconds = bytes.len() == 19 && marks(16, b':');
        if !(bytes.len() == 16 || seconds) || !marks(4, b'-') || !marks(7, b'-') || !marks(10, b'T') || !marks(13, b':')
        {
            return None;
        }
        let year = i32::try_from(digits(0, 4)?).ok()?;
        let day = NaiveDate::from_ymd_opt(year, digits(5, 7)?, digits(8, 10)?)?;
        day.and_hms_opt(digits(11, 13)?, digits(14, 16)?, if seconds { digits(17, 19)? } else { 0 })
    }

    /// Writes a moment.
    pub fn write(moment: NaiveDateTime) -> String {
        let time = moment.time();
        let mut text = format!("{}T{:02}:{:02}", moment.date(), time.hour(), time.minute());
        if time.second() != 0 {
            text.push_str(&format!(":{:02}", time.second()));
        }
        text
    }

    /// For serde.
    pub fn serialize<S: Serializer>(moment: &NaiveDateTime, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&write(*moment))
    }

    /// For serde.
    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<NaiveDateTime, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        parse(&text).ok_or_else(|| D::Error::custom("moment, YYYY-MM-DDTHH:MM"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Item;

    #[test]
    fn a_fact_comes_back_as_written_and_unknown_parts_survive() {
        let json = r#"{"id":"0123456789abcdef","order":"00000000000000ff","kind":"dispatched","at":"2026-09-29T10:00","noted":"2026-09-29T10:01:20","by":{"role":"centre"},"with":{"assisting":["水利局"],"lead":"城管局","zz_later":"kept","zz_nested":{"a":[1,null]}}}"#;
        let fact: Fact = serde_json::from_str(json).unwrap();
        assert_eq!(fact.step(), Some(Step::Dispatch));
        assert_eq!(fact.with.text(Item::Lead), "城管局");
        assert_eq!(serde_json::to_string(&fact).unwrap(), json);
        let later = json.replace("dispatched", "teleported");
        let fact: Fact = serde_json::from_str(&later).unwrap();
        assert_eq!((fact.step(), serde_json::to_string(&fact).unwrap()), (None, later));
    }

    #[test]
    fn a_desk_of_a_later_version_is_carried() {
        let json = r#"{"id":"0123456789abcdef","order":"00000000000000ff","kind":"dispatched","at":"2026-09-29T10:00","noted":"2026-09-29T10:01:20","by":{"role":"night_watch","unit":"城管局","name":"李四"},"with":{"lead":"城管局"}}"#;
        let fact: Fact = serde_json::from_str(json).unwrap();
        assert_eq!((fact.step(), fact.by.desk(), fact.by.code()), (Some(Step::Dispatch), None, "night_watch"));
        assert_eq!(serde_json::to_string(&fact).unwrap(), json);
        let known: Fact = serde_json::from_str(&json.replace("night_watch", "clerk")).unwrap();
        assert_eq!((known.by.desk(), known.by.code()), (Some(Role::Clerk), "clerk"));
        assert_eq!(Fact::skim(json.as_bytes()).map(|fact| fact.step()), Some(Some(Step::Dispatch)));
        assert!(serde_json::from_str::<Fact>(&json.replace("\"night_watch\"", "7")).is_err());
    }

    #[test]
    fn moments_that_do_not_exist_are_refused() {
        for text in
            ["2026-02-30T10:00", "2026-09-29T24:00", "2026-09-29 10:00", "2026-9-29T10:00", "", "2026-09-29T10:00:"]
        {
            assert_eq!(moment::parse(text), None, "{text}");
        }
    }
}
