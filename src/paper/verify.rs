//! 核验 — a volume read back, out of its JSON or its page, and every link of its chain made again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value as Json;

use crate::exchange::{Bundle, Problem, Trouble};
use crate::order::{Details, Fact, Id, moment};

use super::volume::{FORMAT, Link, PackRef, SCRIPT, VERSION, Volume, head, link};

/// Longest volume read, bytes.
pub const MOST_BYTES: usize = 30_000_000;
/// Most facts of one volume.
pub const MOST_FACTS: usize = 20_000;

/// 打开的卷宗: what could be read of a volume, and where its chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The volume.
    pub volume: Volume,
    /// Every place where it is not as it was made, first things first; none when it is whole.
    pub breaks: Vec<Break>,
    /// How many of its facts cannot be read here.
    pub unreadable: usize,
}

/// 断点: a place where a volume is not as it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Place in the chain; 0 is its head: the order, its personal side, the pack.
    pub at: usize,
    /// The fact; none for the head, and for what says no longer which fact it is.
    pub fact: Option<Id>,
    /// What is wrong there.
    pub kind: BreakKind,
}

/// 断点类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// It says something else.
    Changed,
    /// It is gone.
    Missing,
    /// It was not there.
    Added,
    /// It stood elsewhere.
    Reordered,
}

/// A link as it stands in the file.
struct Told<'v> {
    fact: Option<&'v str>,
    sum: &'v str,
}

/// 开卷: reads a volume, JSON or page, and verifies it. What is no volume at all is refused.
pub fn open(text: &str) -> Result<Opened, Trouble> {
    if text.len() > MOST_BYTES {
        return Err(trouble("", Problem::TooLong));
    }
    let json = json_of(text).ok_or_else(|| trouble("", Problem::Foreign))?;
    let raw: Json = serde_json::from_str(json).map_err(|error| {
        let deep = error.to_string().starts_with("recursion limit");
        trouble("", if deep { Problem::TooDeep } else { Problem::Syntax(error.line(), error.column()) })
    })?;
    if raw.get("format").and_then(Json::as_str) != Some(FORMAT) {
        return Err(trouble("", Problem::Foreign));
    }
    let version = number(&raw, "/version").ok_or_else(|| bad("version"))?;
    if version > VERSION {
        return Err(trouble("", Problem::Later(version)));
    }
    let list = |path: &str| raw.pointer(path).and_then(Json::as_array).map(Vec::as_slice);
    let facts = list("/order/facts").ok_or_else(|| bad("order.facts"))?;
    let links = list("/chain").ok_or_else(|| bad("chain"))?;
    if facts.len() > MOST_FACTS || links.len() > MOST_FACTS + 1 {
        return Err(trouble("", Problem::TooMany));
    }
    let links: Vec<Told<'_>> = links.iter().map(Told::of).collect();
    let volume = typed(&raw, version, facts, &links)?;
    let unreadable = facts.len() - volume.order.facts.len();
    Ok(Opened { breaks: breaks(&raw, facts, &links), volume, unreadable })
}

fn trouble(path: &str, problem: Problem) -> Trouble {
    Trouble { path: path.to_owned(), problem }
}

fn bad(path: &str) -> Trouble {
    trouble(path, Problem::BadValue(path.to_owned()))
}

/// The volume in a text: the text itself, or what a page holds of it.
fn json_of(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return Some(text);
    }
    let (_, script) = text.split_once(SCRIPT)?;
    let (_, json) = script.split_once('>')?;
    Some(json.split_once("</script").map_or(json, |(json, _)| json))
}

fn number(raw: &Json, path: &str) -> Option<u32> {
    raw.pointer(path).and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok())
}

/// What of it can be read as what it is.
fn typed(raw: &Json, version: u32, facts: &[Json], links: &[Told<'_>]) -> Result<Volume, Trouble> {
    let text = |path: &str| raw.pointer(path).and_then(Json::as_str);
    let id = text("/order/id").and_then(Id::parse).ok_or_else(|| bad("order.id"))?;
    let made_at = text("/made_at").and_then(moment::parse).ok_or_else(|| bad("made_at"))?;
    let details = raw.pointer("/order/details").and_then(|details| Details::deserialize(details).ok());
    let facts: Vec<Fact> = facts.iter().filter_map(|fact| Fact::deserialize(fact).ok()).collect();
    let chain = links.iter().map(|link| Link { fact: link.fact.and_then(Id::parse), sum: link.sum.to_owned() });
    Ok(Volume {
        format: FORMAT.to_owned(),
        version,
        made_at,
        pack: PackRef {
            id: text("/pack/id").unwrap_or_default().to_owned(),
            version: number(raw, "/pack/version").unwrap_or_default(),
        },
        count: usize::try_from(number(raw, "/count").unwrap_or_default()).unwrap_or_default(),
        order: Bundle { id, facts, details },
        chain: chain.collect(),
    })
}

impl<'v> Told<'v> {
    fn of(raw: &'v Json) -> Self {
        let text = |key: &str| raw.get(key).and_then(Json::as_str);
        Self { fact: text("fact"), sum: text("sum").unwrap_or_default() }
    }
}

/// Makes every link again from the one before it, as that stands in the file: so one change shows once.
fn breaks(raw: &Json, facts: &[Json], links: &[Told<'_>]) -> Vec<Break> {
    let mut found: Vec<Break> = Vec::new();
    let mut add = |at: usize, id: Option<&str>, kind| found.push(Break { at, fact: id.and_then(Id::parse), kind });
    let id_of = |fact: &'_ Json| fact.get("id").and_then(Json::as_str).map(str::to_owned);
    let known: BTreeSet<&str> = links.iter().skip(1).filter_map(|link| link.fact).collect();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut extra: Vec<usize> = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        match id_of(fact).filter(|id| known.contains(id.as_str()) && !places.contains_key(id)) {
            Some(id) => {
                places.insert(id, at);
            }
            None => extra.push(at),
        }
    }
    let sound = links.first().is_some_and(|first| first.fact.is_none() && first.sum == link("", &head(raw)));
    if !sound {
        add(0, None, BreakKind::Changed);
    }
    let mut before = links.first().map(|first| first.sum).unwrap_or_default();
    let mut gone = false;
    for (at, told) in links.iter().enumerate().skip(1) {
        let place = told.fact.and_then(|id| places.get(id).copied());
        match place.and_then(|place| facts.get(place)) {
            None => {
                gone = true;
                add(at, told.fact, BreakKind::Missing);
            }
            Some(fact) if link(before, &fact.to_string()) != told.sum => add(at, told.fact, BreakKind::Changed),
            Some(_) => {}
        }
        before = told.sum;
    }
    // The head says how many there were: an end cut off or put on with its link shows there.
    let count = number(raw, "/count").and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    let made = links.len().saturating_sub(1);
    if made < count {
        gone = true;
        add(made + 1, None, BreakKind::Missing);
    }
    if made > count {
        add(count + 1, links.get(count + 1).and_then(|link| link.fact), BreakKind::Added);
    }
    for at in &extra {
        add(at + 1, facts.get(*at).and_then(id_of).as_deref(), BreakKind::Added);
    }
    if !gone && extra.is_empty() {
        let told = links.iter().skip(1).map(|link| link.fact);
        let stands = facts.iter().map(id_of);
        let differs = told.zip(stands).position(|(told, stands)| told != stands.as_deref());
        if let Some(at) = differs {
            let id = facts.get(at).and_then(id_of);
            add(at + 1, id.as_deref(), BreakKind::Reordered);
        }
    }
    found.sort_by_key(|found| found.at);
    found
}
