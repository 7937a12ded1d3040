//! 工单台 — the orders of this desk in memory, and the way every change takes: command → decide → vault (awaited) → fold.
//! Only this and the session touch the vault.

mod acts;
mod board;
mod files;

use std::rc::Rc;
use std::sync::Arc;

use banjie::calendar::Calendar;
use banjie::deadline::Regime;
use banjie::ledger::{ById, Log, OFFICE, Row, Unit, units};
use banjie::order::{Actor, Details, Id, Step, WorkOrder};
use banjie::pack::{Choices, Pack};
use banjie::term::{Role, Term};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use crate::app::session::Session;
use crate::app::vault::{Broken, DetailsLine, Vault};
use crate::app::{platform, say};

pub use acts::Change;

/// Database of this app; local files share one bucket, so the name says whose it is.
const DATABASE: &str = "banjie.desk";
/// Where this browser keeps at which desk it works.
const ME: &str = "banjie.me.1";
/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 36.0;

/// 本机身份: which desk is worked at here; filters steps and signs facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Me {
    /// The desk; none shows every step.
    pub role: Option<Role>,
    /// 单位, for a unit's desks.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// 设备名, for file names.
    pub device: String,
    /// 单位抬头, at the head of papers.
    pub header: String,
    /// When a whole backup was last made here.
    pub backed_up: Option<NaiveDateTime>,
}

impl Default for Me {
    fn default() -> Self {
        Self {
            role: Some(Role::Centre),
            unit: String::new(),
            name: String::new(),
            device: String::new(),
            header: String::new(),
            backed_up: None,
        }
    }
}

/// Where the opening stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Reading from storage.
    Reading,
    /// Making the ledger: done, of how many.
    Counting(usize, usize),
    /// Everything is here.
    Ready,
    /// Storage cannot be used.
    Broken(Broken),
}

/// Why a change was not made; nothing was written.
#[derive(Debug, Clone, PartialEq)]
pub enum NotDone {
    /// The rules forbid it.
    Refused(Vec<say::order::ReasonText>),
    /// It could not be written.
    Broken(Broken),
    /// The pack of the order is not here.
    NoPack(String),
}

impl From<Broken> for NotDone {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

#[derive(Default)]
struct Store {
    log: Log,
    rows: Vec<Row>,
    at: ById<usize>,
    details: ById<Details>,
    board: board::Board,
    /// Orders that changed while all rows are being made anew.
    touched: Option<Vec<Id>>,
    /// The same while what is owed is worked out.
    board_touched: Option<Vec<Id>>,
    /// Counts the times all rows were begun anew, and the times everything was forgotten: only the latest run goes on.
    run: u64,
}

/// Rows after which the list is worth showing while the others are made.
const FIRST_ROWS: usize = 4000;

/// The desk, handed down as context.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Where the opening stands.
    pub opening: RwSignal<Opening>,
    /// Counts changes to the log and the ledger.
    pub version: RwSignal<u64>,
    /// Counts changes to personal details.
    pub details_version: RwSignal<u64>,
    pub me: RwSignal<Me>,
    store: StoredValue<Store, LocalStorage>,
    vault: StoredValue<Option<Rc<Vault>>, LocalStorage>,
    session: Session,
}

/// Pack and choices by id, and today's calendar: what regimes are made of.
pub struct Rulebook {
    packs: Vec<(String, Arc<Pack>, Choices)>,
    calendar: Arc<Calendar>,
}

impl Rulebook {
    /// Every pack of the session.
    pub fn of(session: Session) -> Self {
        let packs = session.pack_names().into_iter().filter_map(|(id, _)| {
            let pack = session.pack(&id)?;
            let choices = session.choices(&id, &Choices::default());
            Some((id, pack, choices))
        });
        Self { packs: packs.collect(), calendar: session.calendar(None) }
    }

    /// A regime by pack id.
    pub fn regimes(&self) -> Vec<(&str, Regime<'_>)> {
        self.packs.iter().map(|(id, pack, choices)| (id.as_str(), Regime::new(pack, choices, &self.calendar))).collect()
    }
}

fn find<'r, 'a>(regimes: &'r [(&str, Regime<'a>)], id: &str) -> Option<&'r Regime<'a>> {
    regimes.iter().find(|(known, _)| *known == id).map(|(_, regime)| regime)
}

impl Desk {
    /// The desk, opening in the background.
    pub fn start(session: Session) -> Self {
        let me = platform::stored(ME).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let desk = Self {
            opening: RwSignal::new(Opening::Reading),
            version: RwSignal::new(0),
            details_version: RwSignal::new(0),
            me: RwSignal::new(me),
            store: StoredValue::new_local(Store::default()),
            vault: StoredValue::new_local(None),
            session,
        };
        spawn_local(async move {
            // The first screen comes first.
            platform::breathe().await;
            if let Err(broken) = desk.open().await {
                desk.opening.set(Opening::Broken(broken));
            }
        });
        // Other readings or notices: other due moments.
        let rules = Memo::new(move |_| {
            session.prefs.with(|prefs| {
                (prefs.choices.clone(), prefs.notices.clone(), prefs.local_days.clone(), prefs.packs.clone())
            })
        });
        // A count that is under way was begun under what held before: a newer one takes its place.
        let again = move || {
            if matches!(desk.opening.get_untracked(), Opening::Ready | Opening::Counting(..)) {
                spawn_local(desk.count_again());
            }
        };
        Effect::new(move |before: Option<()>| {
            // Read, not only tracked: a memo nobody reads is never worked out.
            rules.with(|_| ());
            if before.is_some() {
                again();
            }
        });
        // Rights end and silence becomes acceptance as time goes on.
        let hour = Memo::new(move |_| session.now.get().format("%Y-%m-%dT%H").to_string());
        Effect::new(move |before: Option<()>| {
            hour.with(|_| ());
            if before.is_some() {
                again();
            }
        });
        desk
    }

    pub fn get() -> Self {
        expect_context::<Self>()
    }

    async fn open(self) -> Result<(), Broken> {
        let vault = Rc::new(Vault::open(DATABASE).await?);
        self.vault.set_value(Some(vault.clone()));
        vault.facts_since(&mut |segment| self.take(segment)).await?;
        platform::mark("facts-read");
        self.count_again().await;
        platform::mark("ledger-ready");
        self.take_details().await?;
        vault.on_change(move || {
            spawn_local(async move {
                // What cannot be read now is read with the next change.
                let _ = self.catch_up().await;
            });
        });
        // What others wrote while this one was opening.
        self.catch_up().await?;
        vault.tidy().await
    }

    /// Makes every row anew, in slices; gives way as soon as a newer run has begun.
    async fn count_again(self) {
        let begun = self.store.try_update_value(|store| {
            store.run += 1;
            // What changed before is in the log this run reads.
            store.touched = Some(Vec::new());
            store.run
        });
        let is_latest = || begun.is_some() && self.store.try_with_value(|store| store.run) == begun;
        // The newest first: they are what one opens the desk for, and the list shows them before the rest is ready.
        let mut ids: Vec<Id> = self.store.with_value(|store| store.log.orders().collect());
        ids.reverse();
        let mut opening = self.store.with_value(|store| store.rows.is_empty());
        let book = untrack(|| Rulebook::of(self.session));
        let regimes = book.regimes();
        let now = self.session.now.get_untracked();
        let mut rows: Vec<Row> = Vec::with_capacity(ids.len());
        let mut began = platform::elapsed_ms();
        for id in &ids {
            let row = self.store.with_value(|store| {
                let order = store.log.skimmed(*id);
                Row::of(&order, find(&regimes, order.pack().0), now)
            });
            rows.push(row);
            if platform::elapsed_ms() - began > SLICE_MS {
                self.stands(Opening::Counting(rows.len(), ids.len()));
                if opening && rows.len() >= FIRST_ROWS {
                    opening = false;
                    self.put_rows(rows.clone());
                    platform::mark("ledger-usable");
                }
                platform::breathe().await;
                if !is_latest() {
                    return;
                }
                began = platform::elapsed_ms();
            }
        }
        rows.reverse();
        self.put_rows(rows);
        let touched = self.store.try_update_value(|store| store.touched.take()).flatten().unwrap_or_default();
        self.stands(Opening::Ready);
        self.refresh(&touched);
        spawn_local(self.survey(begun));
    }

    /// Says how far the counting is; that storage cannot be used is not said away by it.
    fn stands(self, at: Opening) {
        if !matches!(self.opening.get_untracked(), Opening::Broken(_)) {
            self.opening.set(at);
        }
    }

    /// Forgets everything in memory once storage was emptied, here or in another tab. A count under way ends with that.
    fn forget(self) {
        self.store.update_value(|store| *store = Store { run: store.run + 1, ..Store::default() });
        if matches!(self.opening.get_untracked(), Opening::Counting(..)) {
            self.opening.set(Opening::Ready);
        }
        self.version.update(|version| *version += 1);
        self.details_version.update(|version| *version += 1);
    }

    fn put_rows(self, rows: Vec<Row>) {
        self.store.update_value(|store| {
            store.at = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
            store.rows = rows;
        });
        self.version.update(|version| *version += 1);
    }

    fn take(self, segment: Vec<u8>) {
        self.store.update_value(|store| {
            store.log.take(segment);
        });
    }

    async fn take_details(self) -> Result<(), Broken> {
        let Some(vault) = self.vault.get_value() else { return Ok(()) };
        vault
            .details_since(&mut |page| {
                self.store.update_value(|store| {
                    for line in page.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                        if let Ok(DetailsLine { order, details }) = serde_json::from_slice(line) {
                            store.put_details(order, details);
                        }
                    }
                });
            })
            .await?;
        self.details_version.update(|version| *version += 1);
        Ok(())
    }

    /// Takes in what other tabs wrote, or that one of them emptied everything.
    async fn catch_up(self) -> Result<(), Broken> {
        let Some(vault) = self.vault.get_value() else { return Err(Broken::Forbidden) };
        if vault.was_cleared().await? {
            self.forget();
        }
        let mut touched: Vec<Id> = Vec::new();
        vault
            .facts_since(&mut |segment| {
                touched.extend(orders_in(&segment));
                self.take(segment);
            })
            .await?;
        if !touched.is_empty() {
            touched.sort_unstable();
            touched.dedup();
            self.refresh(&touched);
        }
        self.take_details().await
    }

    /// Makes the rows of these orders anew.
    fn refresh(self, ids: &[Id]) {
        let book = untrack(|| Rulebook::of(self.session));
        let regimes = book.regimes();
        let now = self.session.now.get_untracked();
        self.store.update_value(|store| {
            if let Some(touched) = &mut store.touched {
                touched.extend_from_slice(ids);
            }
            for id in ids.iter().filter(|id| **id != OFFICE) {
                // Emptied meanwhile.
                if !store.log.knows(*id) {
                    continue;
                }
                let order = store.log.skimmed(*id);
                let row = Row::of(&order, find(&regimes, order.pack().0), now);
                let next = store.rows.len();
                let at = *store.at.entry(*id).or_insert(next);
                match store.rows.get_mut(at) {
                    Some(slot) => *slot = row,
                    None => store.rows.push(row),
                }
            }
        });
        self.ask_again(ids);
        self.version.update(|version| *version += 1);
    }

    /// Whether everything is in memory.
    pub fn is_ready(&self) -> bool {
        self.opening.get() == Opening::Ready
    }

    /// Looks at every row; wakes with every change.
    pub fn with_rows<T>(&self, look: impl FnOnce(&[Row]) -> T) -> T {
        self.version.track();
        self.store.with_value(|store| look(&store.rows))
    }

    /// The row of an order.
    pub fn row(&self, id: Id) -> Option<Row> {
        self.version.track();
        self.store.with_value(|store| store.at.get(&id).and_then(|at| store.rows.get(*at)).cloned())
    }

    /// The order; wakes with every change.
    pub fn order(&self, id: Id) -> Option<WorkOrder> {
        self.version.track();
        self.store.with_value(|store| store.log.knows(id).then(|| store.log.order(id)))
    }

    /// Personal details of an order.
    pub fn details(&self, id: Id) -> Option<Details> {
        self.details_version.track();
        self.store.with_value(|store| store.details.get(&id).cloned())
    }

    /// Orders whose requester has this telephone.
    pub fn with_phone(&self, phone: &str) -> Vec<Id> {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let wanted = digits(phone);
        if wanted.len() < 7 {
            return Vec::new();
        }
        self.details_version.track();
        self.store.with_value(|store| {
            store.details.iter().filter(|(_, details)| digits(&details.phone) == wanted).map(|(id, _)| *id).collect()
        })
    }

    /// The registry of units.
    pub fn units(&self) -> Vec<Unit> {
        self.version.track();
        self.store.with_value(|store| units(store.log.facts(OFFICE)))
    }

    /// Lines of storage that cannot be read, as far as they were asked for.
    pub fn unreadable(&self) -> usize {
        self.version.track();
        self.store.with_value(|store| store.log.unreadable())
    }

    /// How many orders and facts there are.
    pub fn size(&self) -> (usize, usize) {
        self.version.track();
        self.store.with_value(|store| (store.log.order_count(), store.log.len()))
    }

    /// Asks something of the rules an order stands under; none where its pack is not here.
    pub fn under<T>(&self, pack: &str, ask: impl FnOnce(&Regime<'_>) -> T) -> Option<T> {
        let pack = self.session.pack(pack)?;
        let choices = self.session.choices(pack.id(), &Choices::default());
        let calendar = self.session.calendar(None);
        Some(ask(&Regime::new(&pack, &choices, &calendar)))
    }

    /// Who acts here.
    pub fn actor(&self, step: Step) -> Actor {
        self.me.with_untracked(|me| {
            let usual = step.desks().first().copied().unwrap_or(Role::Centre);
            let role = me.role.unwrap_or(usual);
            Actor { role, unit: me.unit.clone(), name: me.name.clone(), ..Actor::default() }
        })
    }

    /// Changes at which desk one works here.
    pub fn set_me(&self, change: impl FnOnce(&mut Me)) {
        self.me.update(change);
        let text = self.me.with_untracked(serde_json::to_string).unwrap_or_default();
        if !platform::store(ME, &text) {
            self.session.unsaved.set(true);
        }
    }
}

impl Store {
    /// Whether this version of the personal side would hold, were it taken in.
    fn would_take(&self, order: Id, details: &Details) -> bool {
        self.details.get(&order).is_none_or(|have| have.clone().later(details.clone()) != *have)
    }

    fn put_details(&mut self, order: Id, details: Details) {
        let details = match self.details.remove(&order) {
            Some(have) => have.later(details),
            None => details,
        };
        self.details.insert(order, details);
    }
}

fn orders_in(segment: &[u8]) -> Vec<Id> {
    let mut log = Log::default();
    log.take(segment.to_vec());
    let mut ids: Vec<Id> = log.orders().collect();
    if log.knows(OFFICE) {
        ids.push(OFFICE);
    }
    ids
}

/// The usual word for a desk, `全部` where none is chosen.
pub fn role_word(role: Option<Role>) -> &'static str {
    role.map_or("全部岗位", Term::word)
}
