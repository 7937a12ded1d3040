//! Making a file: the envelope, with attachments where they are wanted, saved through the browser.

use std::collections::{BTreeMap, BTreeSet};

use banjie::exchange::{self, Attachment, Envelope, MOST_BYTES, Purpose};
use banjie::order::{Id, Item, Step, WorkOrder};
use base64::Engine;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::Work;
use crate::app::desk::Desk;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Milliseconds of counting between two looks at the page.
const SLICE_MS: f64 = 8.0;
/// Attachments read between two words about it.
const STRIDE: usize = 8;

/// What is to go into a file.
pub struct Ask {
    pub kind: Purpose,
    pub ids: Vec<Id>,
    /// Named in the file's name.
    pub subject: String,
    pub details: bool,
    pub files: bool,
}

/// Fingerprints of the live attachments of an order, with their sizes.
fn attached(order: &WorkOrder) -> impl Iterator<Item = (&str, u64)> {
    order.ever_done(Step::Attach).filter_map(|entry| {
        let with = &entry.fact.with;
        let hash = with.text(Item::FileHash);
        (!hash.is_empty()).then(|| (hash, u64::from(with.number(Item::FileSize).unwrap_or(0))))
    })
}

/// How many attachments there are and how large they are together, counted beside everything else.
pub fn census(desk: Desk) -> RwSignal<Option<(usize, u64)>> {
    let found = RwSignal::new(None);
    let run = StoredValue::new(0usize);
    Effect::new(move |_| {
        desk.version.track();
        if !untrack(|| desk.is_ready()) {
            return;
        }
        run.update_value(|run| *run += 1);
        let mine = run.get_value();
        spawn_local(async move {
            let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
            let mut began = platform::elapsed_ms();
            for id in desk.ids() {
                if let Some(order) = untrack(|| desk.order(id)) {
                    sizes.extend(attached(&order).map(|(hash, bytes)| (hash.to_owned(), bytes)));
                }
                if platform::elapsed_ms() - began > SLICE_MS {
                    platform::breathe().await;
                    // The page is gone, or there is something new to count.
                    if run.try_get_value() != Some(mine) {
                        return;
                    }
                    began = platform::elapsed_ms();
                }
            }
            found.set(Some((sizes.len(), sizes.values().sum())));
        });
    });
    found
}

/// Makes the file and offers it; what came of it, in words.
pub async fn pack_up(work: Work, session: Session, ask: Ask) -> Result<String, String> {
    let desk = work.desk;
    let orders = ask.ids.len();
    let whole = ask.kind == Purpose::Backup;
    if orders == 0 && !whole {
        return Err(say::data::NOTHING_TO_EXPORT.to_owned());
    }
    work.phase(say::data::collecting(orders)).await;
    let mut envelope = desk.envelope(ask.kind, &ask.ids, ask.details, whole);
    if whole {
        envelope.packs = session.prefs.with_untracked(|prefs| prefs.packs.clone());
        envelope.settings = session.prefs.with_untracked(|prefs| serde_json::to_value(prefs).ok());
    }
    let missing = if ask.files { put_files(work, &mut envelope).await? } else { 0 };
    work.phase(say::data::PACKING.to_owned()).await;
    let name = exchange::file_name(ask.kind, envelope.exported_at, &envelope.device, &ask.subject);
    let envelope = envelope.resealed();
    let files = envelope.files.len();
    let bytes = serde_json::to_vec(&envelope).map_err(|_| say::data::TOO_BIG.to_owned())?;
    drop(envelope);
    if bytes.len() > MOST_BYTES {
        return Err(say::data::TOO_BIG.to_owned());
    }
    // As bytes: a text this long would be copied once more on its way.
    platform::blob("application/json", &bytes)
        .and_then(|blob| platform::save_blob(&name, &blob))
        .map_err(|_| say::data::NOT_DOWNLOADED.to_owned())?;
    Ok(say::data::exported(&name, orders, files, missing, bytes.len()))
}

/// Puts the attachments of its orders into an envelope; how many are not on this machine.
async fn put_files(work: Work, envelope: &mut Envelope) -> Result<usize, String> {
    let mut hashes: BTreeSet<String> = BTreeSet::new();
    let with_files =
        envelope.orders.iter().filter(|bundle| bundle.facts.iter().any(|fact| fact.step() == Some(Step::Attach)));
    for bundle in with_files {
        let order = WorkOrder::fold(bundle.id, bundle.facts.iter().cloned());
        hashes.extend(attached(&order).map(|(hash, _)| hash.to_owned()));
    }
    let (all, mut missing, mut length) = (hashes.len(), 0, 0);
    for (at, hash) in hashes.into_iter().enumerate() {
        if at.is_multiple_of(STRIDE) {
            work.progress(say::data::collecting_files(at, all));
        }
        let failed = |broken| say::data::failed("导出", say::order::broken(broken));
        let Some(blob) = work.desk.file(hash.clone()).await.map_err(failed)? else {
            missing += 1;
            continue;
        };
        // A file is a blob with a name, and only its contents are read.
        let Ok(bytes) = platform::read_bytes(blob.unchecked_ref()).await else {
            missing += 1;
            continue;
        };
        let data = base64::engine::general_purpose::STANDARD.encode(&bytes);
        length += data.len();
        if length > MOST_BYTES {
            return Err(say::data::TOO_BIG.to_owned());
        }
        envelope.files.push(Attachment { hash, kind: blob.type_(), data });
    }
    Ok(missing)
}
