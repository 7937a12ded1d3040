//! What is prepared for the next meeting: kept in this browser until the meeting is recorded.

use std::collections::BTreeMap;

use banjie::order::{Id, Record};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::platform;
use crate::app::session::Session;

/// Where it is kept; emptied with every other draft of this machine.
const KEY: &str = "banjie.drafts.meeting.1";
/// Most orders on one agenda: what a file takes in as one list.
pub const MOST: usize = 200;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Draft {
    agenda: Vec<Id>,
    remarks: BTreeMap<Id, String>,
    record: Record,
}

/// The agenda with a remark on each order, and the minutes so far.
#[derive(Clone, Copy)]
pub struct Kept {
    /// In the order in which they were put down.
    pub agenda: RwSignal<Vec<Id>>,
    pub remarks: RwSignal<BTreeMap<Id, String>>,
    pub record: RwSignal<Record>,
}

impl Kept {
    /// What was left here, kept again with every change.
    pub fn read(session: Session) -> Self {
        let draft = platform::stored(KEY).and_then(|text| serde_json::from_str::<Draft>(&text).ok());
        let Draft { agenda, remarks, record } = draft.unwrap_or_default();
        let kept =
            Self { agenda: RwSignal::new(agenda), remarks: RwSignal::new(remarks), record: RwSignal::new(record) };
        Effect::new(move |before: Option<()>| {
            let draft = Draft { agenda: kept.agenda.get(), remarks: kept.remarks.get(), record: kept.record.get() };
            let text = serde_json::to_string(&draft).unwrap_or_default();
            if before.is_some() && !platform::store(KEY, &text) {
                session.unsaved.set(true);
            }
        });
        kept
    }

    /// Puts an order on the agenda, or takes it off; false where there is no room.
    pub fn toggle(self, id: Id) -> bool {
        let there = self.agenda.with_untracked(|agenda| agenda.contains(&id));
        if there {
            self.agenda.update(|agenda| agenda.retain(|known| *known != id));
            self.remarks.update(|remarks| drop(remarks.remove(&id)));
            return true;
        }
        let room = self.agenda.with_untracked(|agenda| agenda.len() < MOST);
        if room {
            self.agenda.update(|agenda| agenda.push(id));
        }
        room
    }

    /// Empties it, once the meeting is recorded.
    pub fn clear(self) {
        // The page may be gone by now; what it kept goes all the same.
        platform::forget(KEY);
        self.agenda.set(Vec::new());
        self.remarks.set(BTreeMap::new());
        self.record.set(Record::default());
    }
}
