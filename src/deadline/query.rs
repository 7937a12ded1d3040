//! 输入 — the input of the deadline desk as names and values: what its address says, and what the cases say.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::calendar::YEARS;
use crate::calendar::civil::{minute_text, time_of_day};
use crate::order::{Attribute, Extended, ExtensionScope, OrderInput, OwnNumber, Suspended};
use crate::pack::{Choices, Value};
use crate::term::{MomentKind, Term, Unit};

/// Most working days an order's own number may have.
const MOST_DAYS: u32 = 3650;
/// Longest 工单编号 kept, characters.
const MOST_NUMBER: usize = 60;

/// 查询: everything the desk was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Pack id; empty if not said.
    pub pack: String,
    /// 工单编号, as typed; for the reader only.
    pub number: String,
    /// The order.
    pub order: OrderInput,
    /// 按某日已知的通知.
    pub known: Option<NaiveDate>,
    /// The moment taken for now, if not the present one.
    pub now: Option<NaiveDateTime>,
    /// Readings and settings that differ for this query only.
    pub choices: Choices,
}

/// What is wrong with one name and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadInput {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What is wrong.
    pub problem: InputProblem,
}

/// What can be wrong with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputProblem {
    /// No such name.
    UnknownName,
    /// Not a value of this attribute.
    UnknownValue,
    /// Not a date that exists, `YYYY-MM-DD`.
    NotADate,
    /// Not a moment that exists, `YYYY-MM-DDTHH:MM`.
    NotAMoment,
    /// Outside [`YEARS`].
    OutOfRange,
    /// Not a whole number in range.
    NotANumber,
    /// Ends before it begins.
    Backwards,
}

const EXTENSIONS: [(&str, ExtensionScope); 4] = [
    ("extend", ExtensionScope::Handling),
    ("extend_internal", ExtensionScope::Internal),
    ("extend_review_order", ExtensionScope::ReviewOrder),
    ("extend_supervision", ExtensionScope::Supervision),
];

impl Query {
    /// Reads names and values; what cannot be read is reported and left out.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<BadInput>) {
        let mut query = Self::default();
        let mut bad = Vec::new();
        for (name, value) in pairs {
            if let Err(problem) = query.take(name, value.trim()) {
                bad.push(BadInput { name: name.to_owned(), value: value.to_owned(), problem });
            }
        }
        (query, bad)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), InputProblem> {
        if value.is_empty() {
            return Ok(());
        }
        let attribute = Attribute::from_code(name).filter(|attribute| !attribute.is_derived());
        let own = OwnNumber::ALL.into_iter().find(|own| own.code() == name);
        let moment = moment_named(name);
        let extension = EXTENSIONS.iter().find(|(known, _)| *known == name);
        match name {
            "pack" => self.pack = value.to_owned(),
            "number" => self.number = value.chars().take(MOST_NUMBER).collect(),
            "known" => self.known = Some(date(value)?),
            "now" => self.now = Some(moment_of(value)?),
            "printed_due" => self.order.printed_due = Some(date(value)?),
            "calls" => self.order.attributes.calls = number(value, 1..=9999)?,
            "statutory_unit" => {
                let unit = Unit::from_code(value).ok_or(InputProblem::UnknownValue)?;
                if ![Unit::WorkingDay, Unit::CalendarDay, Unit::Hour, Unit::Year].contains(&unit) {
                    return Err(InputProblem::UnknownValue);
                }
                self.order.attributes.own.statutory_unit = Some(unit);
            }
            "suspend" => {
                let spans: Result<Vec<Suspended>, InputProblem> = value.split(',').map(suspended).collect();
                self.order.suspensions.extend(spans?);
            }
            _ => {
                if let Some(attribute) = attribute {
                    let value = match value {
                        "true" | "1" if attribute.values().iter().any(|(code, _)| *code == "yes") => "yes",
                        "false" | "0" => "no",
                        other => other,
                    };
                    return self.order.attributes.set(attribute, value).then_some(()).ok_or(InputProblem::UnknownValue);
                } else if let Some(own) = own {
                    self.order.attributes.own.set(own, Some(number(value, 1..=MOST_DAYS)?));
                } else if let Some(kind) = moment {
                    self.order.moments.set(kind, Some(moment_of(value)?));
                } else if let Some((_, scope)) = extension {
                    let days: Result<Vec<u32>, InputProblem> =
                        value.split(',').map(|days| number(days.trim(), 1..=MOST_DAYS)).collect();
                    self.order.extensions.extend(days?.into_iter().map(|days| Extended {
                        scope: *scope,
                        days,
                        excepted: false,
                    }));
                } else if let Some(reading) = name.strip_prefix("reading.") {
                    self.choices.readings.insert(reading.to_owned(), value.to_owned());
                } else if let Some(setting) = name.strip_prefix("setting.") {
                    let value = value.parse().map_or_else(|_| Value::Text(value.to_owned()), Value::Number);
                    self.choices.settings.insert(setting.to_owned(), value);
                } else {
                    return Err(InputProblem::UnknownName);
                }
            }
        }
        Ok(())
    }

    /// The query as names and values; what is ordinary is left out. Reading it back gives the same query.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let order = &self.order;
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if !self.pack.is_empty() {
            put("pack", self.pack.clone());
        }
        if !self.number.is_empty() {
            put("number", self.number.clone());
        }
        for attribute in Attribute::ALL.iter().filter(|attribute| !attribute.is_derived()) {
            let index = order.attributes.index(*attribute);
            if index != attribute.default_index()
                && let Some((code, _)) = attribute.values().get(usize::from(index))
            {
                put(attribute.code(), (*code).to_owned());
            }
        }
        if order.attributes.calls != 1 {
            put("calls", order.attributes.calls.to_string());
        }
        for own in OwnNumber::ALL {
            if let Some(n) = order.attributes.own.get(own) {
                put(own.code(), n.to_string());
            }
        }
        if let Some(unit) = order.attributes.own.statutory_unit {
            put("statutory_unit", unit.code().to_owned());
        }
        for kind in MomentKind::ALL {
            if let Some(moment) = order.moments.get(*kind) {
                put(moment_name(*kind), minute_text(moment));
            }
        }
        for (name, scope) in EXTENSIONS {
            let days: Vec<String> = order
                .extensions
                .iter()
                .filter(|asked| asked.scope == scope)
                .map(|asked| asked.days.to_string())
                .collect();
            if !days.is_empty() {
                put(name, days.join(","));
            }
        }
        if !order.suspensions.is_empty() {
            let spans = order
                .suspensions
                .iter()
                .map(|span| format!("{}/{}", minute_text(span.from), span.to.map(minute_text).unwrap_or_default()));
            put("suspend", spans.collect::<Vec<_>>().join(","));
        }
        let dates = [("printed_due", order.printed_due), ("known", self.known)];
        for (name, date) in dates {
            if let Some(date) = date {
                put(name, date.to_string());
            }
        }
        if let Some(now) = self.now {
            put("now", minute_text(now));
        }
        for (id, option) in &self.choices.readings {
            put(&format!("reading.{id}"), option.clone());
        }
        for (id, value) in &self.choices.settings {
            let value = match value {
                Value::Number(n) => n.to_string(),
                Value::Text(text) => text.clone(),
            };
            put(&format!("setting.{id}"), value);
        }
        pairs
    }
}

/// Name of a moment in an address: the dispatch is when the unit received the order.
pub fn moment_name(kind: MomentKind) -> &'static str {
    if kind == MomentKind::Dispatched { "received" } else { kind.code() }
}

fn moment_named(name: &str) -> Option<MomentKind> {
    if name == "received" { Some(MomentKind::Dispatched) } else { MomentKind::from_code(name) }
}

/// Reads `YYYY-MM-DD` within [`YEARS`].
pub fn date(text: &str) -> Result<NaiveDate, InputProblem> {
    let date = text.parse::<NaiveDate>().map_err(|_| InputProblem::NotADate)?;
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(InputProblem::OutOfRange) }
}

/// Reads `YYYY-MM-DDTHH:MM` (seconds allowed, and a date alone for its 00:00) within [`YEARS`].
pub fn moment_of(text: &str) -> Result<NaiveDateTime, InputProblem> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let day = date(day).map_err(|problem| match problem {
        InputProblem::NotADate => InputProblem::NotAMoment,
        other => other,
    })?;
    // The end of a day is the beginning of the next.
    if time == "24:00" {
        return Ok(crate::calendar::end_of(day));
    }
    time_of_day(time).map(|time| day.and_time(time)).ok_or(InputProblem::NotAMoment)
}

fn number(text: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, InputProblem> {
    text.parse().ok().filter(|n| range.contains(n)).ok_or(InputProblem::NotANumber)
}

fn suspended(text: &str) -> Result<Suspended, InputProblem> {
    let (from, to) = text.split_once('/').unwrap_or((text, ""));
    let from = moment_of(from.trim())?;
    let to = if to.trim().is_empty() { None } else { Some(moment_of(to.trim())?) };
    if to.is_some_and(|to| to <= from) { Err(InputProblem::Backwards) } else { Ok(Suspended { from, to }) }
}
