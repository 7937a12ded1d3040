//! 合并 — a set union of facts by id: idempotent, commutative, associative.

use crate::ledger::ById;
use crate::order::{Details, Fact, same_id};

/// The facts of both, each once, sorted by id. Of two different facts with one id all machines keep the same one.
pub fn union(one: impl IntoIterator<Item = Fact>, other: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    let mut known: ById<Fact> = ById::default();
    for fact in one.into_iter().chain(other) {
        match known.entry(fact.id) {
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(fact);
            }
            std::collections::hash_map::Entry::Occupied(mut slot) => {
                if same_id(&fact, slot.get()).is_lt() {
                    slot.insert(fact);
                }
            }
        }
    }
    let mut facts: Vec<Fact> = known.into_values().collect();
    facts.sort_by_key(|fact| fact.id);
    facts
}

/// Of two versions of the personal side the one that holds by [`Details::later`].
pub fn union_details(one: Option<Details>, other: Option<Details>) -> Option<Details> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.later(other)),
        (one, other) => one.or(other),
    }
}
