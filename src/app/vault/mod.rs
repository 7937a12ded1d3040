//! 保险柜 — IndexedDB behind the session: a tail of what was done last, segments of what was done before, the personal
//! side apart, attachments as blobs. A step is written with strict durability and awaited before the page says 已保存.
//!
//! | store | key | value |
//! |---|---|---|
//! | `tail` | counted on | facts of one step, JSON lines |
//! | `segments` | counted on | about a thousand facts, JSON lines, packed since version 2 |
//! | `details` | counted on | personal details, JSON lines; of one order the latest holds |
//! | `files` | SHA-256 | blob |
//! | `meta` | name | what the vault knows of itself: `cleared`, another number after every emptying |

mod idb;
mod migrate;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use banjie::ledger::{lines, packed, unpacked};
use banjie::order::{Details, Fact, Id};
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

pub use idb::Broken;
use idb::{Transaction, await_request, with_lock};

const LOCK: &str = "banjie.writer";
const CHANNEL: &str = "banjie.changed";
/// Where `meta` keeps the mark of the last emptying.
const CLEARED: &str = "cleared";
/// Facts a segment holds.
const SEGMENT_FACTS: usize = 1000;
/// Rows of the tail from which it is worth folding.
const TAIL_ROWS: u32 = 64;
/// Rows read at a time.
const BATCH: u32 = 96;

/// 一行个人信息: a line of the `details` store.
#[derive(Serialize, Deserialize)]
pub struct DetailsLine {
    pub order: Id,
    #[serde(flatten)]
    pub details: Details,
}

/// What one transaction brings.
#[derive(Default)]
pub struct Batch<'a> {
    pub facts: Vec<&'a Fact>,
    pub details: &'a [DetailsLine],
    /// Orders of which nothing older is to stay among the personal details.
    pub gone: &'a [Id],
    /// SHA-256, blob.
    pub files: Vec<(String, web_sys::Blob)>,
}

pub struct Vault {
    db: web_sys::IdbDatabase,
    channel: Option<web_sys::BroadcastChannel>,
    /// Last keys of each store taken in.
    seen: RefCell<Seen>,
}

#[derive(Default, Clone, Copy)]
struct Seen {
    tail: f64,
    segments: f64,
    details: f64,
    /// The mark of the last emptying, if there ever was one: what was read under another is no longer there.
    cleared: Option<f64>,
}

impl Vault {
    /// Opens the database, brings it up to date, and listens to other tabs.
    pub async fn open(name: &str) -> Result<Self, Broken> {
        migrate::begin_a_new_log().await;
        let db = migrate::open(name).await?;
        // An upgrade in another tab must not wait for this one.
        let held = db.clone();
        let close = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || held.close());
        db.set_onversionchange(Some(close.as_ref().unchecked_ref()));
        close.forget();
        let channel = web_sys::BroadcastChannel::new(CHANNEL).ok();
        let vault = Self { db, channel, seen: RefCell::default() };
        vault.was_cleared().await?;
        Ok(vault)
    }

    /// Whether everything was emptied since this was last asked, by whichever tab: what was taken in before is then no
    /// longer there, and everything is handed on anew. The mark lies in the database, so that no message can be missed.
    pub async fn was_cleared(&self) -> Result<bool, Broken> {
        let tx = Transaction::read(&self.db, &["meta"])?;
        let request = tx.store("meta")?.get(&JsValue::from_str(CLEARED))?;
        let cleared = await_request(&request).await?.as_f64();
        let mut seen = self.seen.borrow_mut();
        let anew = seen.cleared != cleared;
        if anew {
            *seen = Seen { cleared, ..Seen::default() };
        }
        Ok(anew)
    }

    /// Calls back whenever another tab wrote or emptied something.
    pub fn on_change(self: &Rc<Self>, heard: impl Fn() + 'static) {
        if let Some(channel) = &self.channel {
            let vault = self.clone();
            let hear = move |event: web_sys::MessageEvent| match event.data().as_string() {
                Some(tidied) => vault.skip(&tidied),
                None => heard(),
            };
            let closure = wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::MessageEvent)>::new(hear);
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
            closure.forget();
        }
    }

    /// Facts written since the last time: all of them at first.
    pub async fn facts_since(&self, take: &mut dyn FnMut(Vec<u8>)) -> Result<(), Broken> {
        // The tail first: what moves from it to a segment meanwhile is then seen twice rather than not at all.
        self.rows_since("tail", |seen| &mut seen.tail, take).await?;
        self.rows_since("segments", |seen| &mut seen.segments, take).await
    }

    /// Personal details written since the last time.
    pub async fn details_since(&self, take: &mut dyn FnMut(Vec<u8>)) -> Result<(), Broken> {
        self.rows_since("details", |seen| &mut seen.details, take).await
    }

    /// Hands on every row not yet seen, in the same breath in which it is marked as seen: whoever asks next finds it taken.
    async fn rows_since(
        &self,
        store: &str,
        seen: fn(&mut Seen) -> &mut f64,
        take: &mut dyn FnMut(Vec<u8>),
    ) -> Result<(), Broken> {
        loop {
            let (last, cleared) = {
                let mut before = self.seen.borrow_mut();
                (*seen(&mut before), before.cleared)
            };
            let tx = Transaction::read(&self.db, &[store])?;
            let from = tx.store(store)?;
            let range = web_sys::IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(last), true)?;
            let keys = from.get_all_keys_with_key_and_limit(&range, BATCH)?;
            let values = from.get_all_with_key_and_limit(&range, BATCH)?;
            let keys: Array = await_request(&keys).await?.unchecked_into();
            let values: Array = await_request(&values).await?.unchecked_into();
            let mut borrowed = self.seen.borrow_mut();
            // Emptied while this waited: what was read is no longer there.
            if borrowed.cleared != cleared {
                continue;
            }
            if keys.length() == 0 {
                return Ok(());
            }
            // Somebody else may have been here while this waited: what was taken in once is not taken in again.
            let taken = seen(&mut borrowed);
            for (key, value) in keys.iter().zip(values.iter()) {
                let key = key.as_f64().unwrap_or(0.0);
                if key > *taken {
                    *taken = key;
                    take(unpacked(Uint8Array::new(&value).to_vec()));
                }
            }
        }
    }

    /// Writes a step: one row of the tail, awaited until it is on disk.
    pub async fn append(&self, batch: Batch<'_>) -> Result<(), Broken> {
        let tail = (!batch.facts.is_empty()).then(|| lines(batch.facts));
        let gone = self.without(batch.gone).await?;
        self.write("tail", tail.into_iter(), details_lines(batch.details), gone, batch.files).await
    }

    /// Writes much at once, all or nothing: segments of about a thousand facts.
    pub async fn append_bulk(&self, batch: Batch<'_>) -> Result<(), Broken> {
        let segments = batch.facts.chunks(SEGMENT_FACTS).map(|chunk| packed(&lines(chunk.iter().copied())));
        let gone = self.without(batch.gone).await?;
        self.write("segments", segments, details_lines(batch.details), gone, batch.files).await
    }

    async fn write(
        &self,
        store: &str,
        rows: impl Iterator<Item = Vec<u8>>,
        details: Vec<Vec<u8>>,
        gone: Vec<(JsValue, Option<Uint8Array>)>,
        files: Vec<(String, web_sys::Blob)>,
    ) -> Result<(), Broken> {
        // Nothing is awaited inside the transaction. Each row is made as it is put in: the browser writes the ones before
        // meanwhile.
        let details: Vec<Uint8Array> = details.iter().map(|row| Uint8Array::from(row.as_slice())).collect();
        let tx = Transaction::write(&self.db, &[store, "details", "files"])?;
        let (to, personal, blobs) = (tx.store(store)?, tx.store("details")?, tx.store("files")?);
        tx.all_or_nothing(|| {
            for row in rows {
                to.add(&Uint8Array::from(row.as_slice()))?;
            }
            for (key, rest) in &gone {
                match rest {
                    Some(rest) => personal.put_with_key(rest, key)?,
                    None => personal.delete(key)?,
                };
            }
            for row in &details {
                personal.add(row)?;
            }
            for (hash, blob) in &files {
                blobs.put_with_key(blob, &JsValue::from_str(hash))?;
            }
            Ok(())
        })?;
        tx.done().await?;
        self.tell();
        Ok(())
    }

    fn tell(&self) {
        if let Some(channel) = &self.channel {
            // Nobody listening is no failure.
            drop(channel.post_message(&JsValue::TRUE));
        }
    }

    /// Runs while no other tab writes.
    pub async fn alone<T>(&self, work: impl Future<Output = T>) -> T {
        with_lock(LOCK, work).await
    }

    /// Folds the tail into segments, in one transaction, when it has grown long.
    pub async fn tidy(&self) -> Result<(), Broken> {
        let count = {
            let tx = Transaction::read(&self.db, &["tail"])?;
            let request = tx.store("tail")?.count()?;
            await_request(&request).await?.as_f64().unwrap_or(0.0)
        };
        if count < f64::from(TAIL_ROWS) {
            return Ok(());
        }
        self.alone(async {
            let tx = Transaction::read(&self.db, &["tail"])?;
            let store = tx.store("tail")?;
            let keys = store.get_all_keys()?;
            let values = store.get_all()?;
            let keys: Array = await_request(&keys).await?.unchecked_into();
            let values: Array = await_request(&values).await?.unchecked_into();
            let mut segments: Vec<Vec<u8>> = Vec::new();
            let mut facts = SEGMENT_FACTS;
            for value in values.iter() {
                let row = Uint8Array::new(&value).to_vec();
                if facts >= SEGMENT_FACTS {
                    segments.push(Vec::new());
                    facts = 0;
                }
                facts += row.iter().filter(|byte| **byte == b'\n').count();
                if let Some(segment) = segments.last_mut() {
                    segment.extend_from_slice(&row);
                }
            }
            let segments: Vec<Uint8Array> =
                segments.iter().map(|row| Uint8Array::from(packed(row).as_slice())).collect();
            let tx = Transaction::write(&self.db, &["tail", "segments"])?;
            let (tail, to) = (tx.store("tail")?, tx.store("segments")?);
            let mut added = Vec::new();
            tx.all_or_nothing(|| {
                for segment in &segments {
                    added.push(to.add(segment)?);
                }
                for key in keys.iter() {
                    tail.delete(&key)?;
                }
                Ok(())
            })?;
            tx.done().await?;
            // These facts are known here already.
            let key = |request: Option<&web_sys::IdbRequest>| request?.result().ok()?.as_f64();
            if let (Some(first), Some(key)) = (key(added.first()), key(added.last())) {
                let last = keys.length().checked_sub(1).and_then(|at| keys.get(at).as_f64()).unwrap_or(0.0);
                let tidied = format!("{last} {first} {key}");
                self.skip(&tidied);
                if let Some(channel) = &self.channel {
                    // Nobody listening is no failure.
                    drop(channel.post_message(&JsValue::from_str(&tidied)));
                }
            }
            Ok(())
        })
        .await
    }

    /// The tail up to a key was folded into segments up to another: who knew that tail need not read them.
    fn skip(&self, tidied: &str) {
        let mut keys = tidied.split(' ').filter_map(|key| key.parse::<f64>().ok());
        let (Some(tail), Some(first), Some(segments)) = (keys.next(), keys.next(), keys.next()) else { return };
        let mut seen = self.seen.borrow_mut();
        // Only where nothing unread lies between.
        if seen.tail >= tail && seen.segments + 1.0 >= first {
            seen.segments = seen.segments.max(segments);
        }
    }

    /// An attachment.
    pub async fn file(&self, hash: &str) -> Result<Option<web_sys::Blob>, Broken> {
        let tx = Transaction::read(&self.db, &["files"])?;
        let request = tx.store("files")?.get(&JsValue::from_str(hash))?;
        Ok(await_request(&request).await?.dyn_into().ok())
    }

    /// The rows of personal details that say something of these orders, as they are without it; none where nothing is left.
    /// The caller holds the lock.
    async fn without(&self, orders: &[Id]) -> Result<Vec<(JsValue, Option<Uint8Array>)>, Broken> {
        let mut changed = Vec::new();
        if orders.is_empty() {
            return Ok(changed);
        }
        let tx = Transaction::read(&self.db, &["details"])?;
        let store = tx.store("details")?;
        let keys = store.get_all_keys()?;
        let values = store.get_all()?;
        let keys: Array = await_request(&keys).await?.unchecked_into();
        let values: Array = await_request(&values).await?.unchecked_into();
        let known: BTreeSet<Id> = orders.iter().copied().collect();
        let marks: Vec<String> = orders.iter().map(|order| format!("\"order\":\"{order}\"")).collect();
        // At its fixed place as we write it, else anywhere in the line.
        let is_gone = |line: &str| {
            let id = line.strip_prefix("{\"order\":\"").and_then(|rest| rest.get(..16)).and_then(Id::parse);
            id.map_or_else(|| marks.iter().any(|mark| line.contains(mark)), |id| known.contains(&id))
        };
        for (key, value) in keys.iter().zip(values.iter()) {
            let row = Uint8Array::new(&value).to_vec();
            let text = String::from_utf8_lossy(&row);
            if text.lines().any(&is_gone) {
                let rest: String = text.split_inclusive('\n').filter(|line| !is_gone(line)).collect();
                changed.push((key, (!rest.is_empty()).then(|| Uint8Array::from(rest.as_bytes()))));
            }
        }
        Ok(changed)
    }

    /// Empties the vault, and leaves a mark by which every tab finds out.
    pub async fn clear(&self) -> Result<(), Broken> {
        let emptied = async {
            let cleared = js_sys::Math::random();
            let stores = ["tail", "segments", "details", "files"];
            let tx = Transaction::write(&self.db, &["tail", "segments", "details", "files", "meta"])?;
            tx.all_or_nothing(|| {
                for store in stores {
                    tx.store(store)?.clear()?;
                }
                tx.store("meta")?.put_with_key(&JsValue::from_f64(cleared), &JsValue::from_str(CLEARED))?;
                Ok(())
            })?;
            tx.done().await?;
            self.seen.replace(Seen { cleared: Some(cleared), ..Seen::default() });
            Ok::<(), Broken>(())
        };
        self.alone(emptied).await?;
        self.tell();
        Ok(())
    }
}

fn details_lines(details: &[DetailsLine]) -> Vec<Vec<u8>> {
    details
        .chunks(SEGMENT_FACTS)
        .map(|chunk| {
            let mut page = Vec::new();
            for line in chunk {
                if serde_json::to_writer(&mut page, line).is_ok() {
                    page.push(b'\n');
                }
            }
            page
        })
        .collect()
}
