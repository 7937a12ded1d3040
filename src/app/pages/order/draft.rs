//! What was typed into a step and not yet confirmed: kept until it is, so that leaving the page loses nothing.

use std::collections::BTreeMap;

use banjie::order::{Id, Record, Step};
use banjie::term::Term;
use serde::{Deserialize, Serialize};

use crate::app::platform;

/// Where drafts of steps are kept; emptied with everything else on this machine.
const KEY: &str = "banjie.step.1";
/// Most drafts kept; the oldest goes first.
const MOST: usize = 40;

/// A step half filled in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    /// The moment as typed; empty for now.
    pub at: String,
    pub record: Record,
    /// Counts up with every draft.
    age: u64,
}

fn name(order: Id, step: Step) -> String {
    format!("{order}/{}", step.code())
}

fn read() -> BTreeMap<String, StepDraft> {
    platform::stored(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn write(drafts: &BTreeMap<String, StepDraft>) -> bool {
    serde_json::to_string(drafts).is_ok_and(|text| platform::store(KEY, &text))
}

/// What was typed for this step before, if anything.
pub fn kept(order: Id, step: Step) -> Option<StepDraft> {
    read().remove(&name(order, step))
}

/// Keeps what is typed; false when the browser does not.
pub fn keep(order: Id, step: Step, at: String, record: Record) -> bool {
    let mut drafts = read();
    let age = drafts.values().map(|draft| draft.age).max().unwrap_or(0) + 1;
    drafts.insert(name(order, step), StepDraft { at, record, age });
    while drafts.len() > MOST {
        let oldest = drafts.iter().min_by_key(|(_, draft)| draft.age).map(|(name, _)| name.clone());
        oldest.and_then(|name| drafts.remove(&name));
    }
    write(&drafts)
}

/// Forgets what was typed, once it is confirmed or given up.
pub fn strike(order: Id, step: Step) {
    let mut drafts = read();
    if drafts.remove(&name(order, step)).is_some() {
        write(&drafts);
    }
}
