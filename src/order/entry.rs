//! 记录条目 — the facts of one order as they stand today: each once, retractions and corrections worked in, sorted.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::Fact;
use super::field::{Field, Item, Key};
use super::id::Id;
use super::step::Step;

/// 记录条目: a fact with what later facts made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The fact, corrections laid over it.
    pub fact: Fact,
    /// The fact as first noted, if it was corrected since.
    pub original: Option<Box<Fact>>,
    /// 承办轮次: which unit in turn had the order; 0 before the first dispatch.
    pub turn: u32,
    /// 办理次数: 0 until the first redo.
    pub round: u32,
    /// 督办次数: which case of supervision was open, or last; 0 before the first.
    pub case: u32,
    /// Whether it was not retracted.
    pub live: bool,
}

/// The facts as entries: each once, retracted ones marked, corrections laid over, sorted.
pub(super) fn entries(facts: impl IntoIterator<Item = Fact>) -> Vec<Entry> {
    let mut facts: Vec<Fact> = facts.into_iter().collect();
    if any_twice(&facts) {
        // Of two facts that claim one id, all machines must keep the same one.
        facts.sort_by(|one, other| one.id.cmp(&other.id).then_with(|| same_id(one, other)));
        facts.dedup_by_key(|fact| fact.id);
    }
    // Most logs were never amended.
    let amended = facts.iter().any(|fact| matches!(fact.step(), Some(Step::Correct | Step::Retract)));
    if !amended {
        let entry = |fact| Entry::new(fact, true);
        let mut entries: Vec<Entry> = facts.into_iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.fact.rank());
        return entries;
    }
    let of = |step: Step| {
        let mut list: Vec<&Fact> = facts.iter().filter(|fact| fact.step() == Some(step)).collect();
        list.sort_by_key(|fact| (fact.noted, fact.id));
        list
    };
    // The latest word counts: a retraction may itself be retracted.
    let mut dead = BTreeSet::new();
    for fact in of(Step::Retract).into_iter().rev() {
        if let Some(target) = fact.with.id(Item::Target).filter(|_| !dead.contains(&fact.id)) {
            dead.insert(target);
        }
    }
    let mut corrections: BTreeMap<Id, Vec<Fact>> = BTreeMap::new();
    for fact in of(Step::Correct) {
        if let Some(target) = fact.with.id(Item::Target).filter(|_| !dead.contains(&fact.id)) {
            corrections.entry(target).or_default().push(fact.clone());
        }
    }
    let mut entries: Vec<Entry> = facts
        .into_iter()
        .map(|fact| {
            let live = !dead.contains(&fact.id);
            let mut entry = Entry::new(fact, live);
            for correction in corrections.remove(&entry.fact.id).unwrap_or_default() {
                entry.correct(&correction);
            }
            entry
        })
        .collect();
    entries.sort_by_key(|entry| entry.fact.rank());
    entries
}

fn any_twice(facts: &[Fact]) -> bool {
    let mut ids: Vec<Id> = facts.iter().map(|fact| fact.id).collect();
    ids.sort_unstable();
    ids.windows(2).any(|pair| pair.first() == pair.last())
}

/// Which of two facts with one id is kept: none is the original for all, so their texts decide.
pub fn same_id(one: &Fact, other: &Fact) -> std::cmp::Ordering {
    if one == other {
        return std::cmp::Ordering::Equal;
    }
    let text = |fact: &Fact| serde_json::to_string(fact).unwrap_or_default();
    text(one).cmp(&text(other))
}

impl Entry {
    fn new(fact: Fact, live: bool) -> Self {
        Self { fact, original: None, turn: 0, round: 0, case: 0, live }
    }

    fn correct(&mut self, by: &Fact) {
        self.original.get_or_insert_with(|| Box::new(self.fact.clone()));
        if let Some(at) = by.with.moment(Item::CorrectedAt) {
            self.fact.at = at;
        }
        for code in by.with.list(Item::Cleared) {
            self.fact.with.put(Key::from(code.as_str()), "");
        }
        for (key, value) in by.with.iter() {
            let about_itself =
                matches!(key, Key::Known(Field::Item(Item::Target | Item::CorrectedAt | Item::Cleared | Item::Why)));
            if !about_itself {
                self.fact.with.put(key.clone(), value.clone());
            }
        }
    }
}
