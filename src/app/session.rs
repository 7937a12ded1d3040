//! 会话 — the one reactive store: what the office chose, the packs, the calendar, the time.

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::calendar::{BookProblem, Calendar, CalendarBook, LocalDay, Notice};
use banjie::pack::{BUILTIN, Choices, Diagnostic, Pack};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::platform;

/// Where the office's choices are kept; the number grows with their shape.
const KEY: &str = "banjie.desk.1";

/// 本机设定: what this office chose and added. Everything else comes with the app.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Pack last used.
    pub pack: String,
    /// Readings and settings by pack.
    pub choices: BTreeMap<String, Choices>,
    /// Notices added here.
    pub notices: Vec<Notice>,
    /// Local days.
    pub local_days: Vec<LocalDay>,
    /// Packs loaded here, as JSON text.
    pub packs: Vec<String>,
}

/// The built-in book with every entry of the office's own that is sound beside it. A later release may bring a notice the
/// office had entered itself: then that one entry is not needed any more, and the others stay.
fn as_far_as_sound(builtin: &CalendarBook, notices: &[Notice], days: &[LocalDay]) -> CalendarBook {
    let mut book = builtin.clone();
    for notice in notices {
        book = book.with(std::slice::from_ref(notice), &[]).unwrap_or(book);
    }
    for day in days {
        book = book.with(&[], std::slice::from_ref(day)).unwrap_or(book);
    }
    book
}

/// What was kept, and whether it could be read; what could not is set aside, not lost.
fn read_prefs() -> (Prefs, bool) {
    let Some(text) = platform::stored(KEY) else { return (Prefs::default(), true) };
    match serde_json::from_str(&text) {
        Ok(prefs) => (prefs, true),
        Err(_) => {
            platform::store(&format!("{KEY}.broken"), &text);
            (Prefs::default(), false)
        }
    }
}

/// What a backup of the settings says it is.
const FORMAT: &str = "banjie-settings";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Backup {
    format: String,
    version: u32,
    prefs: Prefs,
}

/// The session, handed down as context.
#[derive(Clone, Copy)]
pub struct Session {
    pub prefs: RwSignal<Prefs>,
    /// Whether the last saving failed.
    pub unsaved: RwSignal<bool>,
    /// Whether what was kept before could not be read.
    pub corrupt: RwSignal<bool>,
    /// Civil time, ticking by the minute.
    pub now: RwSignal<NaiveDateTime>,
    book: Memo<Arc<CalendarBook>>,
    packs: StoredValue<BTreeMap<String, Arc<Pack>>>,
    own_packs: Memo<Vec<Arc<Pack>>>,
    calendars: StoredValue<BTreeMap<Option<NaiveDate>, Arc<Calendar>>>,
}

impl Session {
    pub fn start() -> Self {
        let (kept, readable) = read_prefs();
        let prefs = RwSignal::new(kept);
        let calendars = StoredValue::new(BTreeMap::new());
        let builtin = Arc::new(CalendarBook::builtin());
        // Made again only when a notice or local day was added or taken out.
        let entries = Memo::new(move |_| prefs.with(|prefs| (prefs.notices.clone(), prefs.local_days.clone())));
        let book = Memo::new_with_compare(
            move |_| {
                calendars.set_value(BTreeMap::new());
                entries.with(|(notices, days)| Arc::new(as_far_as_sound(&builtin, notices, days)))
            },
            |_, _| true,
        );
        // Read again only when a pack was loaded or taken out.
        let texts = Memo::new(move |_| prefs.with(|prefs| prefs.packs.clone()));
        let own_packs = Memo::new_with_compare(
            move |_| texts.get().iter().filter_map(|json| Pack::read(json).ok()).map(Arc::new).collect::<Vec<_>>(),
            |_, _| true,
        );
        let now = RwSignal::new(platform::now());
        set_interval(
            move || {
                let later = platform::now();
                if later != now.get_untracked() {
                    now.set(later);
                }
            },
            std::time::Duration::from_secs(5),
        );
        let session = Self {
            prefs,
            unsaved: RwSignal::new(false),
            corrupt: RwSignal::new(!readable),
            now,
            book,
            packs: StoredValue::new(BTreeMap::new()),
            own_packs,
            calendars,
        };
        // Another tab saved: take what it wrote.
        let heard = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() == Some(KEY) {
                prefs.set(read_prefs().0);
            }
        });
        on_cleanup(move || heard.remove());
        session
    }

    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Changes what the office chose, and saves it at once; false when the browser did not keep it.
    pub fn change(&self, change: impl FnOnce(&mut Prefs)) -> bool {
        self.prefs.update(change);
        let text = self.prefs.with_untracked(serde_json::to_string);
        let saved = text.is_ok_and(|text| platform::store(KEY, &text));
        self.unsaved.set(!saved);
        saved
    }

    /// Everything set here, as text to be kept elsewhere.
    pub fn backup(&self) -> String {
        let prefs = self.prefs.get_untracked();
        serde_json::to_string_pretty(&Backup { format: FORMAT.to_owned(), version: 1, prefs }).unwrap_or_default()
    }

    /// Puts a backup in the place of everything set here; a text that is none changes nothing.
    pub fn restore(&self, text: &str) -> Option<bool> {
        let backup: Backup = serde_json::from_str(text).ok()?;
        let sound = backup.format == FORMAT
            && backup.version == 1
            && backup.prefs.packs.iter().all(|json| Pack::read(json).is_ok());
        let book = CalendarBook::builtin().with(&backup.prefs.notices, &backup.prefs.local_days);
        (sound && book.is_ok()).then(|| self.change(|prefs| *prefs = backup.prefs))
    }

    /// Ids and names of every pack: built-in ones, then the office's own.
    pub fn pack_names(&self) -> Vec<(String, String)> {
        let builtin = BUILTIN.iter().filter_map(|id| self.pack(id));
        let own = self.own_packs.get();
        builtin.chain(own).map(|pack| (pack.id().to_owned(), pack.text().name.clone())).collect()
    }

    /// The pack with this id; read once, on first use.
    pub fn pack(&self, id: &str) -> Option<Arc<Pack>> {
        if let Some(own) = self.own_packs.get().into_iter().find(|pack| pack.id() == id) {
            return Some(own);
        }
        if let Some(pack) = self.packs.with_value(|packs| packs.get(id).cloned()) {
            return Some(pack);
        }
        let pack = Arc::new(Pack::builtin(id).ok()?);
        self.packs.update_value(|packs| drop(packs.insert(id.to_owned(), pack.clone())));
        Some(pack)
    }

    /// The pack with this id, or the one last used.
    pub fn pack_or_last(&self, id: &str) -> Option<Arc<Pack>> {
        let last = self.prefs.with(|prefs| prefs.pack.clone());
        // An address that names a pack means that one and no other.
        if !id.is_empty() {
            return self.pack(id);
        }
        [last.as_str(), "hualong"].into_iter().find_map(|id| self.pack(id))
    }

    /// The pack an address asks for, or the one last used, as a memo that wakes only for another pack.
    pub fn pack_memo(self, asked: impl Fn() -> String + Send + Sync + 'static) -> Memo<Option<Arc<Pack>>> {
        Memo::new_with_compare(
            move |_| self.pack_or_last(&asked()),
            |before, after| match (before.cloned().flatten(), after.cloned().flatten()) {
                (Some(before), Some(after)) => !Arc::ptr_eq(&before, &after),
                (before, after) => before.is_some() != after.is_some(),
            },
        )
    }

    /// Whether a pack was loaded here.
    pub fn is_own(&self, id: &str) -> bool {
        self.own_packs.with(|packs| packs.iter().any(|pack| pack.id() == id))
    }

    /// Loads a pack; one with a built-in id is refused, one with a known id replaces it.
    pub fn load_pack(&self, json: &str) -> Result<Arc<Pack>, Vec<Diagnostic>> {
        let pack = Pack::read(json)?;
        if BUILTIN.contains(&pack.id()) {
            let problem = banjie::pack::PackProblem::SameId(pack.id().to_owned());
            return Err(vec![Diagnostic { path: "id".to_owned(), problem }]);
        }
        let id = pack.id().to_owned();
        self.change(|prefs| {
            prefs.packs.retain(|json| !Pack::read(json).is_ok_and(|known| known.id() == id));
            prefs.packs.push(json.to_owned());
        });
        Ok(Arc::new(pack))
    }

    /// Takes a loaded pack out again.
    pub fn drop_pack(&self, id: &str) {
        self.change(|prefs| {
            prefs.packs.retain(|json| !Pack::read(json).is_ok_and(|known| known.id() == id));
            prefs.choices.remove(id);
            if prefs.pack == id {
                prefs.pack.clear();
            }
        });
    }

    /// The office's choices for a pack, with what a query asks otherwise laid over.
    pub fn choices(&self, pack: &str, over: &Choices) -> Choices {
        let mut choices = self.prefs.with(|prefs| prefs.choices.get(pack).cloned().unwrap_or_default());
        choices.readings.extend(over.readings.clone());
        choices.settings.extend(over.settings.clone());
        choices
    }

    /// The calendar as known on a date; made once for each.
    pub fn calendar(&self, known: Option<NaiveDate>) -> Arc<Calendar> {
        let book = self.book.get();
        if let Some(calendar) = self.calendars.with_value(|calendars| calendars.get(&known).cloned()) {
            return calendar;
        }
        let calendar = Arc::new(Calendar::new(book, known));
        self.calendars.update_value(|calendars| {
            // Typing a date passes through many; only the latest few are worth keeping.
            if calendars.len() > 8 {
                calendars.clear();
            }
            calendars.insert(known, calendar.clone());
        });
        calendar
    }

    /// The book with these entries in place of the office's own, or what is wrong with them.
    pub fn try_book(&self, notices: &[Notice], days: &[LocalDay]) -> Result<CalendarBook, Vec<BookProblem>> {
        CalendarBook::builtin().with(notices, days)
    }
}
