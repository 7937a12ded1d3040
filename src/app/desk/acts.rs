//! What is done to orders: every change is decided on what is stored now, written, awaited, and taken in again.

use banjie::ledger::OFFICE;
use banjie::order::{Details, Fact, Id, Item, Kind, Record, Step, Value};
use banjie::pack::BUILTIN;
use banjie::workflow::{Command, decide};
use chrono::{NaiveDateTime, TimeDelta};
use leptos::prelude::*;

use super::{Desk, NotDone};
use crate::app::vault::{Batch, Broken, DetailsLine};
use crate::app::{platform, say};

/// A change of the personal side. It is made to what is stored when it is written, because another tab may have changed
/// or erased it since the page was opened.
pub enum Change {
    /// What somebody changed in a form, and only that; refused where it was erased since.
    Edited {
        /// What the form showed at first.
        seen: Details,
        /// What it holds now.
        to: Details,
    },
    /// What is made of whatever is stored.
    Told(Box<dyn FnOnce(&Details) -> Details>),
}

impl Change {
    fn made_to(self, stored: &Details) -> Result<Details, NotDone> {
        let refused = |reason| NotDone::Refused(vec![reason]);
        let made = match self {
            Self::Edited { seen, to } => {
                stored.amended(&seen, &to).ok_or_else(|| refused(say::order::erased_meanwhile()))?
            }
            Self::Told(make) => make(stored),
        };
        match made.too_long() {
            None => Ok(made),
            Some(_) => Err(refused(say::order::details_too_long(Details::MOST_TEXT))),
        }
    }
}

/// After what was noted last, whatever the clock says.
fn after(last: Option<NaiveDateTime>, now: NaiveDateTime) -> NaiveDateTime {
    last.map_or(now, |last| now.max(last + TimeDelta::seconds(1)))
}

/// What a supplement says was taken.
fn taken(details: &Details) -> [(Item, bool); 4] {
    let some = |text: &str| !text.trim().is_empty();
    [
        (Item::TakenName, some(&details.name)),
        (Item::TakenPhone, some(&details.phone)),
        (Item::TakenAddress, some(&details.address)),
        (Item::TakenStory, some(&details.story)),
    ]
}

impl Desk {
    /// Registers a new order; its id once it is on disk.
    pub async fn register(self, at: NaiveDateTime, with: Record, details: Details) -> Result<Id, NotDone> {
        let id = platform::new_id();
        let pack = with.text(Item::Pack).to_owned();
        let by = self.actor(Step::Register);
        let command = Command { step: Step::Register, at, by, with };
        let change = (!details.is_empty()).then(|| Change::Told(Box::new(move |_: &Details| details)));
        self.carry_out(id, &pack, true, command, change, Vec::new()).await?;
        platform::ask_to_keep();
        Ok(id)
    }

    /// Takes a step on an order; done once it is on disk.
    pub async fn act(self, id: Id, command: Command, change: Option<Change>) -> Result<(), NotDone> {
        let pack = untrack(|| self.order(id)).map(|order| order.pack().0.to_owned()).unwrap_or_default();
        self.carry_out(id, &pack, false, command, change, Vec::new()).await
    }

    /// Adds an attachment to an order.
    pub async fn attach(self, id: Id, file: web_sys::File) -> Result<(), NotDone> {
        let bytes = platform::read_bytes(&file).await.map_err(|_| NotDone::Broken(Broken::Failed))?;
        let hash = banjie::exchange::fingerprint(&bytes);
        let mut with = Record::default().with(Item::FileName, file.name()).with(Item::FileHash, hash.as_str());
        with.put(Item::FileSize, Value::Number(i64::try_from(bytes.len()).unwrap_or(i64::MAX)));
        with.put(Item::FileType, file.type_());
        let by = self.actor(Step::Attach);
        let command = Command { step: Step::Attach, at: platform::now(), by, with };
        let pack = untrack(|| self.order(id)).map(|order| order.pack().0.to_owned()).unwrap_or_default();
        self.carry_out(id, &pack, false, command, None, vec![(hash, file.into())]).await
    }

    /// An attachment's contents.
    pub async fn file(self, hash: String) -> Result<Option<web_sys::Blob>, Broken> {
        match self.vault.get_value() {
            Some(vault) => vault.file(&hash).await,
            None => Err(Broken::Forbidden),
        }
    }

    async fn carry_out(
        self,
        id: Id,
        pack: &str,
        new: bool,
        mut command: Command,
        change: Option<Change>,
        files: Vec<(String, web_sys::Blob)>,
    ) -> Result<(), NotDone> {
        let Some(vault) = self.vault.get_value() else { return Err(NotDone::Broken(Broken::Forbidden)) };
        let held = vault.clone();
        vault
            .alone(async move {
                // Another tab may have gone first: what is decided, is decided on what is there now.
                self.catch_up().await?;
                let order = untrack(|| self.order(id)).filter(|_| !new);
                // Facts of one second would sort by their random ids: each is noted after the one before.
                let last = order.iter().flat_map(|order| &order.entries).map(|entry| entry.fact.noted).max();
                let now = platform::now_to_the_second();
                let noted = after(last, now);
                let had = untrack(|| self.details(id));
                let told = after(had.as_ref().map(Details::latest), noted);
                let had = had.unwrap_or_default();
                let details = change.map(|change| change.made_to(&had)).transpose()?;
                if let Some(details) = details.as_ref().filter(|_| command.step == Step::Supplement) {
                    for (item, taken) in taken(details) {
                        command.with.put(item, taken);
                    }
                }
                // What only keeps the log asks no pack, and is possible where the order's own is not here.
                let known = untrack(|| self.session.pack(pack)).is_some();
                let pack_or_any = if known || !command.step.is_record() { pack } else { BUILTIN[0] };
                let decided = untrack(|| {
                    self.under(pack_or_any, |regime| {
                        decide(regime, order.as_ref(), &command, now)
                            .map_err(|refusal| say::order::reasons(&refusal.reasons, regime))
                    })
                });
                let facts = decided.ok_or_else(|| NotDone::NoPack(pack.to_owned()))?.map_err(NotDone::Refused)?;
                let facts: Vec<Fact> =
                    facts.into_iter().map(|fact| fact.noted(platform::new_id(), id, noted)).collect();
                let erased = facts.iter().any(|fact| fact.step() == Some(Step::Erase));
                let own = [id];
                let gone: &[Id] = if erased { &own } else { &[] };
                let details = match erased {
                    true => Some(Details::gone(told)),
                    false => details.map(|details| had.followed_by(details, told)),
                };
                let details: Vec<DetailsLine> =
                    details.into_iter().map(|details| DetailsLine { order: id, details }).collect();
                held.append(Batch { facts: facts.iter().collect(), details: &details, gone, files }).await?;
                // What was just written comes back by the same way as what others write. It is on disk: should reading
                // fail now, it is read with the next change.
                let _ = self.catch_up().await;
                Ok(())
            })
            .await
    }

    /// Writes facts of the office log.
    pub async fn note_office(self, step: Step, with: Record) -> Result<(), Broken> {
        let Some(vault) = self.vault.get_value() else { return Err(Broken::Forbidden) };
        let noted = platform::now_to_the_second();
        let by = self.actor(step);
        let kind = Kind::Done(step);
        let fact = Fact { id: platform::new_id(), order: OFFICE, kind, at: noted, noted, by, with };
        let held = vault.clone();
        vault.alone(async move { held.append(Batch { facts: vec![&fact], ..Batch::default() }).await }).await?;
        self.catch_up().await?;
        self.version.update(|version| *version += 1);
        Ok(())
    }

    /// Erases the personal side of an order, and says so in its log: both or neither.
    pub async fn erase(self, id: Id, reason: String) -> Result<(), NotDone> {
        let with = Record::default().with(Item::Reason, reason);
        let command = Command { step: Step::Erase, at: platform::now(), by: self.actor(Step::Erase), with };
        let pack = untrack(|| self.order(id)).map(|order| order.pack().0.to_owned()).unwrap_or_default();
        self.carry_out(id, &pack, false, command, None, Vec::new()).await
    }
}
