//! 记录 — what stands in the fields of a fact: values, and the record they make, sorted by field.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::term::Term;

use super::fact::moment;
use super::field::{Field, Key};
use super::id::Id;

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
    pub(super) fn of(fields: Vec<(Key, Value)>) -> Self {
        let fields: Vec<(Key, Value)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
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
