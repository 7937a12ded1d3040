//! 略读 — a line of the log as far as the fold needs it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer};

use crate::term::Term;

use super::fact::{Actor, Fact, Kind, moment};
use super::field::{Field, Key};
use super::id::Id;
use super::record::Record;
use super::step::Step;

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
                | I::Upheld
                | I::Reached
                | I::About
                | I::Mode
                | I::CallbackBy
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
}
