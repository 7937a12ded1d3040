//! 导入 — a file read, checked, and compared with what is here, before anything is written.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDateTime};
use serde::Deserialize;

use crate::calendar::YEARS;
use crate::ledger::{ById, Log, OFFICE};
use crate::order::{Details, Fact, Id, Value, WorkOrder, same_id};
use crate::pack::path_at;

use super::{Envelope, FORMAT, VERSION, fingerprint};

/// Longest file read, bytes.
pub const MOST_BYTES: usize = 400_000_000;
/// Most facts in one file.
pub const MOST_FACTS: usize = 3_000_000;
/// Most fields in one fact, and most entries in a list: what a step lets through.
const MOST_FIELDS: usize = 200;
const MOST_ENTRIES: usize = 200;
/// Longest text in one field, characters.
const MOST_TEXT: usize = Details::MOST_TEXT;
/// Most problems listed.
const MOST_PROBLEMS: usize = 50;

/// 读不了: what is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Path in the file, e.g. `orders[3].facts[2].at`; empty for the whole.
    pub path: String,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Longer than [`MOST_BYTES`].
    TooLong,
    /// Not JSON, or cut off: line and column.
    Syntax(usize, usize),
    /// Nested too deeply.
    TooDeep,
    /// JSON, but not ours.
    Foreign,
    /// Written by a later version of the app.
    Later(u32),
    /// A value that does not fit.
    BadValue(String),
    /// The contents do not match the digest.
    Changed,
    /// More facts than [`MOST_FACTS`].
    TooMany,
    /// A fact of another order.
    WrongOrder,
    /// Outside the years the calendar knows.
    OutOfRange,
    /// One id, two different facts.
    SameId,
    /// The same order twice.
    OrderTwice,
    /// An attachment whose contents are not what its fingerprint says.
    BadFile,
}

/// 读入的文件: checked in itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The envelope.
    pub envelope: Envelope,
}

/// 试导入报告: what an import would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Orders of which nothing is known here.
    pub new_orders: usize,
    /// Orders known here that get further facts.
    pub changed_orders: usize,
    /// Orders that bring nothing new.
    pub known_orders: usize,
    /// Facts not known here.
    pub new_facts: usize,
    /// Facts known here.
    pub known_facts: usize,
    /// New facts of the office log.
    pub office_facts: usize,
    /// Personal details that are new or hold in place of those here.
    pub details: usize,
    /// Facts known here under the same id, but different.
    pub conflicts: Vec<Id>,
    /// Facts of kinds that this version does not know; they are kept and carried.
    pub unknown_facts: usize,
    /// Orders whose log does not fit together after the import.
    pub odd: Vec<Id>,
    /// What comes of each order, as listed: new or changed ones.
    pub news: Vec<OrderNews>,
}

/// What comes of one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderNews {
    /// The order.
    pub id: Id,
    /// Its number and title.
    pub name: (String, String),
    /// Whether nothing of it is known here.
    pub new: bool,
    /// Facts it gets.
    pub facts: usize,
}

#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

/// Reads and checks a file.
pub fn read(bytes: &[u8]) -> Result<Import, Vec<Trouble>> {
    let whole = |problem| vec![Trouble { path: String::new(), problem }];
    if bytes.len() > MOST_BYTES {
        return Err(whole(Problem::TooLong));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    // A picture or a table opened by mistake is no broken file of ours.
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first.is_some_and(|first| *first != b'{') {
        return Err(whole(Problem::Foreign));
    }
    let head: Result<Head, _> = serde_json::from_slice(bytes);
    match &head {
        Err(error) if error.is_data() => return Err(whole(Problem::Foreign)),
        Err(error) => return Err(vec![trouble(bytes, error)]),
        Ok(Head { format, .. }) if format.as_deref() != Some(FORMAT) => return Err(whole(Problem::Foreign)),
        Ok(Head { version: Some(version), .. }) if *version > VERSION => return Err(whole(Problem::Later(*version))),
        Ok(Head { version: None, .. }) => return Err(whole(Problem::Foreign)),
        Ok(_) => {}
    }
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(|error| vec![trouble(bytes, &error)])?;
    let found = check(&envelope);
    if !found.is_empty() {
        return Err(found);
    }
    // Changed on the way: told only once every part can be read, because a place says more than a sum.
    if envelope.digest != envelope.digest_now() {
        return Err(whole(Problem::Changed));
    }
    Ok(Import { envelope })
}

fn trouble(bytes: &[u8], error: &serde_json::Error) -> Trouble {
    let said = error.to_string();
    let text = String::from_utf8_lossy(bytes);
    let place = || path_at(&text, error.line(), error.column());
    if said.starts_with("recursion limit") {
        Trouble { path: place(), problem: Problem::TooDeep }
    } else if error.is_data() {
        // What the parser says of the value, without its own line and column.
        let what = said.split(" at line ").next().unwrap_or_default().to_owned();
        Trouble { path: place(), problem: Problem::BadValue(what) }
    } else {
        Trouble { path: place(), problem: Problem::Syntax(error.line(), error.column()) }
    }
}

fn check(envelope: &Envelope) -> Vec<Trouble> {
    let mut found = Vec::new();
    let mut add = |path: String, problem| {
        if found.len() < MOST_PROBLEMS {
            found.push(Trouble { path, problem });
        }
    };
    let count = envelope.orders.iter().map(|order| order.facts.len()).sum::<usize>() + envelope.office.len();
    if count > MOST_FACTS {
        add(String::new(), Problem::TooMany);
        return found;
    }
    let mut orders = BTreeSet::new();
    let mut seen: ById<(usize, usize)> = ById::default();
    let mut facts = |at: Option<usize>, id: Id, list: &[Fact], add: &mut dyn FnMut(String, Problem)| {
        for (n, fact) in list.iter().enumerate() {
            let path = |field: &str| match at {
                Some(at) => format!("orders[{at}].facts[{n}]{field}"),
                None => format!("office[{n}]{field}"),
            };
            if fact.order != id {
                add(path(".order"), Problem::WrongOrder);
            }
            for (field, moment) in [(".at", fact.at), (".noted", fact.noted)] {
                if !YEARS.contains(&moment.year()) {
                    add(path(field), Problem::OutOfRange);
                }
            }
            if fact.with.iter().count() > MOST_FIELDS {
                add(path(".with"), Problem::TooMany);
            }
            let (unit, name) = (fact.by.unit.as_str(), fact.by.name.as_str());
            let by = [(".by.role", fact.by.code()), (".by.unit", unit), (".by.name", name)];
            for (field, _) in by.into_iter().filter(|(_, text)| is_long(text)) {
                add(path(field), Problem::TooLong);
            }
            let long = |value: &Value| match value {
                Value::Text(text) => is_long(text),
                Value::List(list) => list.len() > MOST_ENTRIES || list.iter().any(|text| is_long(text)),
                _ => false,
            };
            if let Some((key, _)) = fact.with.iter().find(|(_, value)| long(value)) {
                add(path(&format!(".with.{}", key.code())), Problem::TooLong);
            }
            let first = *seen.entry(fact.id).or_insert((at.map_or(0, |at| at + 1), n));
            let other = match first.0 {
                0 => envelope.office.get(first.1),
                order => envelope.orders.get(order - 1).and_then(|order| order.facts.get(first.1)),
            };
            if other.is_some_and(|other| other != fact) {
                add(path(".id"), Problem::SameId);
            }
        }
    };
    for (at, order) in envelope.orders.iter().enumerate() {
        if !orders.insert(order.id) || order.id == OFFICE {
            add(format!("orders[{at}].id"), Problem::OrderTwice);
        }
        facts(Some(at), order.id, &order.facts, &mut add);
        if let Some(details) = &order.details {
            let path = |field: &str| format!("orders[{at}].details.{field}");
            if let Some(field) = details.too_long() {
                add(path(field), Problem::TooLong);
            }
            // Where it was left out, it reads as the first moment of all.
            let noted = Some(details.noted).filter(|noted| *noted != NaiveDateTime::default());
            for (field, moment) in [("noted", noted), ("erased_at", details.erased_at)] {
                if moment.is_some_and(|moment| !YEARS.contains(&moment.year())) {
                    add(path(field), Problem::OutOfRange);
                }
            }
        }
    }
    facts(None, OFFICE, &envelope.office, &mut add);
    for (at, file) in envelope.files.iter().enumerate() {
        let sound = decode(&file.data).is_some_and(|bytes| fingerprint(&bytes) == file.hash);
        if !sound {
            add(format!("files[{at}]"), Problem::BadFile);
        }
    }
    found
}

/// Whether a text is longer than [`MOST_TEXT`]; it has no more characters than bytes.
fn is_long(text: &str) -> bool {
    text.len() > MOST_TEXT && text.chars().count() > MOST_TEXT
}

/// Reads base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// What importing it would change here. `later` tells whether these details of an order would hold in place of those here.
pub fn report(import: &Import, log: &Log, later: &dyn Fn(Id, &Details) -> bool) -> Report {
    let mut report = Report::default();
    for bundle in &import.envelope.orders {
        let known = log.known(bundle.id);
        let fresh: Vec<&Fact> = bundle.facts.iter().filter(|fact| !known.contains_key(&fact.id)).collect();
        report.conflicts.extend(
            bundle
                .facts
                .iter()
                .filter(|fact| known.get(&fact.id).is_some_and(|have| have != *fact))
                .map(|fact| fact.id),
        );
        report.new_facts += fresh.len();
        report.known_facts += bundle.facts.len() - fresh.len();
        report.unknown_facts += bundle.facts.iter().filter(|fact| fact.step().is_none()).count();
        let new = known.is_empty();
        match (new, fresh.is_empty()) {
            (true, _) => report.new_orders += 1,
            (false, true) => report.known_orders += 1,
            (false, false) => report.changed_orders += 1,
        }
        if let Some(details) = &bundle.details
            && later(bundle.id, details)
        {
            report.details += 1;
        }
        if !fresh.is_empty() {
            let facts = fresh.len();
            let all = known.into_values().chain(fresh.into_iter().cloned());
            let order = WorkOrder::fold(bundle.id, all);
            if !order.anomalies.is_empty() {
                report.odd.push(bundle.id);
            }
            let name = (order.number().to_owned(), order.title().to_owned());
            report.news.push(OrderNews { id: bundle.id, name, new, facts });
        }
    }
    let office = log.known(OFFICE);
    report.office_facts = import.envelope.office.iter().filter(|fact| !office.contains_key(&fact.id)).count();
    report.conflicts.extend(
        import
            .envelope
            .office
            .iter()
            .filter(|fact| office.get(&fact.id).is_some_and(|have| have != *fact))
            .map(|fact| fact.id),
    );
    report
}

impl Import {
    /// The facts that are not known here.
    pub fn fresh(&self, log: &Log) -> Vec<&Fact> {
        let bundles = self.envelope.orders.iter().map(|bundle| (bundle.id, bundle.facts.as_slice()));
        let office = std::iter::once((OFFICE, self.envelope.office.as_slice()));
        let mut fresh = Vec::new();
        for (id, facts) in bundles.chain(office) {
            if !log.knows(id) {
                fresh.extend(facts);
                continue;
            }
            let known = log.known(id);
            // Of two facts with one id all machines keep the same one.
            let fresher = |fact: &&Fact| known.get(&fact.id).is_none_or(|have| same_id(fact, have).is_lt());
            fresh.extend(facts.iter().filter(fresher));
        }
        fresh
    }

    /// The attachments, as bytes by fingerprint.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str, Vec<u8>)> {
        self.envelope
            .files
            .iter()
            .filter_map(|file| Some((file.hash.as_str(), file.kind.as_str(), decode(&file.data)?)))
    }
}
