//! 事实 — one thing that was done to an order. Facts are only added; a correction is a fact of its own.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::term::{Role, Term};

use super::field::{Field, Key};
use super::id::Id;
use super::step::Step;

/// 记录值: what stands in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text; also days, moments and codes.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// What a later version wrote; only carried.
    Other(serde_json::Value),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> serde::de::Visitor<'de> for Any {
            type Value = Value;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a value")
            }
            fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
                Ok(Value::Flag(yes))
            }
            fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
                Ok(Value::Number(n))
            }
            fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
                Ok(i64::try_from(n).map_or_else(|_| Value::Other(n.into()), Value::Number))
            }
            fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
                Ok(Value::Other(n.into()))
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Other(serde_json::Value::Null))
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_seq<S: serde::de::SeqAccess<'de>>(self, mut seq: S) -> Result<Value, S::Error> {
                let mut list: Vec<serde_json::Value> = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push(value);
                }
                let texts: Option<Vec<String>> = list.iter().map(|value| value.as_str().map(str::to_owned)).collect();
                Ok(texts.map_or(Value::Other(serde_json::Value::Array(list)), Value::List))
            }
            fn visit_map<M: serde::de::MapAccess<'de>>(self, map: M) -> Result<Value, M::Error> {
                let map = serde_json::Map::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Value::Other(serde_json::Value::Object(map)))
            }
        }
        input.deserialize_any(Any)
    }
}

impl Value {
    /// Whether it says nothing: an empty text, an empty list, no.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Flag(yes) => !yes,
            Self::Number(_) | Self::Other(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.iter().all(|text| text.trim().is_empty()),
        }
    }

    /// Its text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Flag(yes)
    }
}

/// 记录: the fields of one fact, or of everything on file. Sorted by code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record(Vec<(Key, Value)>);

impl Record {
    /// What stands in a field.
    pub fn get(&self, field: impl Into<Field>) -> Option<&Value> {
        let field = field.into();
        self.0.iter().find(|(key, _)| matches!(key, Key::Known(known) if *known == field)).map(|(_, value)| value)
    }

    /// The text in a field; empty where there is none.
    pub fn text(&self, field: impl Into<Field>) -> &str {
        self.get(field).and_then(Value::text).unwrap_or_default()
    }

    /// The texts in a field.
    pub fn list(&self, field: impl Into<Field>) -> &[String] {
        match self.get(field) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// Whether a field says yes.
    pub fn is(&self, field: impl Into<Field>) -> bool {
        matches!(self.get(field), Some(Value::Flag(true)))
    }

    /// The number in a field.
    pub fn number(&self, field: impl Into<Field>) -> Option<u32> {
        match self.get(field)? {
            Value::Number(n) => u32::try_from(*n).ok(),
            _ => None,
        }
    }

    /// The vocabulary value in a field.
    pub fn term<T: Term>(&self, field: impl Into<Field>) -> Option<T> {
        T::from_code(self.text(field))
    }

    /// The day in a field.
    pub fn day(&self, field: impl Into<Field>) -> Option<NaiveDate> {
        self.text(field).parse().ok()
    }

    /// The moment in a field.
    pub fn moment(&self, field: impl Into<Field>) -> Option<NaiveDateTime> {
        moment::parse(self.text(field))
    }

    /// The id in a field.
    pub fn id(&self, field: impl Into<Field>) -> Option<Id> {
        Id::parse(self.text(field))
    }

    /// The record of these fields. What we wrote is sorted already; of a field named twice the later one holds.
    fn of(fields: Vec<(Key, Value)>) -> Self {
        if fields.is_sorted_by(|(one, _), (other, _)| one < other) {
            return Self(fields);
        }
        let mut record = Self::default();
        for (key, value) in fields {
            record.set(key, value);
        }
        record
    }

    /// Puts a value in place of what stood there; an empty one takes it out.
    pub fn put(&mut self, key: impl Into<Key>, value: impl Into<Value>) {
        self.set(key.into(), value.into());
    }

    fn set(&mut self, key: Key, value: Value) {
        let at = self.0.binary_search_by(|(known, _)| known.cmp(&key));
        match (at, value.is_empty()) {
            (Ok(at), true) => drop(self.0.remove(at)),
            (Ok(at), false) => drop(self.0.get_mut(at).map(|slot| slot.1 = value)),
            (Err(_), true) => {}
            (Err(at), false) => self.0.insert(at, (key, value)),
        }
    }

    /// The same with a field filled in.
    pub fn with(mut self, key: impl Into<Key>, value: impl Into<Value>) -> Self {
        self.put(key, value);
        self
    }

    /// Every field that says something, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Lays another record over this one.
    pub fn lay(&mut self, over: &Self) {
        for (key, value) in over.iter() {
            self.set(key.clone(), value.clone());
        }
    }

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> serde::de::Visitor<'de> for Fields {
            type Value = Record;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("fields and what stands in them")
            }
            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Record, M::Error> {
                let mut fields = Vec::with_capacity(4);
                while let Some((key, value)) = map.next_entry::<Key, Value>()? {
                    fields.push((key, value));
                }
                Ok(Record::of(fields))
            }
        }
        input.deserialize_map(Fields)
    }
}

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Actor {
    /// The desk.
    pub role: Role,
    /// 单位; empty for the hotline centre.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// 姓名, where given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Default for Actor {
    fn default() -> Self {
        Self { role: Role::Centre, unit: String::new(), name: String::new() }
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

/// 略读: a fact as far as the fold needs it. What was recorded for people to read, and who recorded it, is passed over:
/// a hundred thousand orders open in half the time.
#[derive(Deserialize)]
struct Skimmed {
    id: Id,
    order: Id,
    kind: Kind,
    #[serde(with = "moment")]
    at: NaiveDateTime,
    #[serde(with = "moment")]
    noted: NaiveDateTime,
    #[serde(default, deserialize_with = "skim")]
    with: Record,
}

/// What stands in quotes after a prefix, and what follows.
fn quoted<'l>(line: &'l [u8], prefix: &[u8]) -> Option<(&'l str, &'l [u8])> {
    let rest = line.strip_prefix(prefix)?;
    let end = rest.iter().position(|byte| *byte == b'"')?;
    Some((std::str::from_utf8(rest.get(..end)?).ok()?, rest.get(end + 1..)?))
}

/// Whether the fold reads this field.
fn is_folded(field: Field) -> bool {
    use super::field::Item as I;
    match field {
        Field::Attribute(_) | Field::Own(_) => true,
        Field::Item(item) => matches!(
            item,
            I::Number
                | I::Title
                | I::Place
                | I::Subject
                | I::SourceNumber
                | I::PrintedDue
                | I::Calls
                | I::StatutoryUnit
                | I::Pack
                | I::PackVersion
                | I::Lead
                | I::Assisting
                | I::Target
                | I::CorrectedAt
                | I::Cleared
                | I::Days
                | I::Internal
                | I::Exception
        ),
    }
}

/// Whether a step records anything the fold reads.
fn is_folded_step(step: Step) -> bool {
    static KNOWN: std::sync::OnceLock<Vec<bool>> = std::sync::OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        // A correction may name any field.
        let folded = |step: &Step| *step == Step::Correct || step.fields().into_iter().any(is_folded);
        Step::ALL.iter().map(folded).collect()
    });
    known.get(usize::from(step.index())).copied().unwrap_or(true)
}

fn skim<'de, D: Deserializer<'de>>(input: D) -> Result<Record, D::Error> {
    struct Fields;
    impl<'de> serde::de::Visitor<'de> for Fields {
        type Value = Record;
        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("fields and what stands in them")
        }
        fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Record, M::Error> {
            let mut fields = Vec::with_capacity(8);
            while let Some(code) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                match Field::from_code(&code).filter(|field| is_folded(*field)) {
                    Some(field) => fields.push((Key::Known(field), map.next_value()?)),
                    None => drop(map.next_value::<serde::de::IgnoredAny>()?),
                }
            }
            Ok(Record::of(fields))
        }
    }
    input.deserialize_map(Fields)
}

impl Fact {
    /// Reads a line of the log as far as the fold needs it.
    pub fn skim(line: &[u8]) -> Option<Self> {
        if let Some(fact) = Self::glance(line) {
            return Some(fact);
        }
        let Skimmed { id, order, kind, at, noted, with } = serde_json::from_slice(line).ok()?;
        Some(Self { id, order, kind, at, noted, by: Actor::default(), with })
    }

    /// A line as we write it, of a step that records nothing the fold reads: its head is all there is to know.
    fn glance(line: &[u8]) -> Option<Self> {
        let (id, rest) = quoted(line, b"{\"id\":\"")?;
        let (order, rest) = quoted(rest, b",\"order\":\"")?;
        let (kind, rest) = quoted(rest, b",\"kind\":\"")?;
        let step = Step::from_fact_code(kind).filter(|step| !is_folded_step(*step))?;
        let (at, rest) = quoted(rest, b",\"at\":\"")?;
        let (noted, _) = quoted(rest, b",\"noted\":\"")?;
        Some(Self {
            id: Id::parse(id)?,
            order: Id::parse(order)?,
            kind: Kind::Done(step),
            at: moment::parse(at)?,
            noted: moment::parse(noted)?,
            by: Actor::default(),
            with: Record::default(),
        })
    }

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
    fn moments_that_do_not_exist_are_refused() {
        for text in
            ["2026-02-30T10:00", "2026-09-29T24:00", "2026-09-29 10:00", "2026-9-29T10:00", "", "2026-09-29T10:00:"]
        {
            assert_eq!(moment::parse(text), None, "{text}");
        }
    }
}
