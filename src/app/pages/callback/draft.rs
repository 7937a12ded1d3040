//! What was filled in of a callback and not yet saved: kept until it is, so that a line cut off loses nothing.

use banjie::order::{Id, Record};

use crate::app::platform;

/// Where drafts of callbacks are kept; emptied with those of other steps.
const KEY: &str = "banjie.step.calls.1";
/// Most drafts kept; the oldest goes first.
const MOST: usize = 40;

/// (order, what was filled in), the oldest first.
fn read() -> Vec<(String, Record)> {
    platform::stored(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn write(drafts: &[(String, Record)]) -> bool {
    serde_json::to_string(drafts).is_ok_and(|text| platform::store(KEY, &text))
}

/// What was filled in for this order before, if anything.
pub fn kept(order: Id) -> Option<Record> {
    let name = order.to_string();
    read().into_iter().find(|(known, _)| *known == name).map(|(_, record)| record)
}

/// Keeps what is filled in; false when the browser does not.
pub fn keep(order: Id, record: Record) -> bool {
    let name = order.to_string();
    let mut drafts = read();
    drafts.retain(|(known, _)| *known != name);
    drafts.push((name, record));
    let over = drafts.len().saturating_sub(MOST);
    drafts.drain(..over);
    write(&drafts)
}

/// Forgets what was filled in, once it is saved.
pub fn strike(order: Id) {
    let name = order.to_string();
    let mut drafts = read();
    let before = drafts.len();
    drafts.retain(|(known, _)| *known != name);
    if drafts.len() != before {
        write(&drafts);
    }
}
