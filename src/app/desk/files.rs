//! What comes in and goes out as files, and emptying the desk.

use banjie::exchange::{Bundle, Envelope, Import, Purpose, Report};
use banjie::ledger::OFFICE;
use banjie::order::{Details, Fact, Id};
use leptos::prelude::*;

use super::Desk;
use crate::app::platform;
use crate::app::vault::{Batch, Broken, DetailsLine};

impl Desk {
    /// Compares a file with what is here.
    pub fn report(&self, import: &Import) -> Report {
        self.store.with_value(|store| {
            let later = |id: Id, details: &Details| store.would_take(id, details);
            banjie::exchange::report(import, &store.log, &later)
        })
    }

    /// Takes a file in, all or nothing.
    pub async fn import(self, import: &Import) -> Result<usize, Broken> {
        let Some(vault) = self.vault.get_value() else { return Err(Broken::Forbidden) };
        let held = vault.clone();
        vault
            .alone(async move {
                self.catch_up().await?;
                let (facts, details, gone) = self.store.with_value(|store| {
                    let details = import.envelope.orders.iter().filter_map(|bundle| {
                        let details = bundle.details.clone()?;
                        let newer = store.would_take(bundle.id, &details);
                        newer.then_some(DetailsLine { order: bundle.id, details })
                    });
                    let details: Vec<DetailsLine> = details.collect();
                    // What was erased elsewhere is not to stay here either.
                    let erased = |line: &&DetailsLine| {
                        let have = store.details.get(&line.order);
                        have.is_some_and(|have| line.details.erasure() > have.erasure())
                    };
                    let gone: Vec<Id> = details.iter().filter(erased).map(|line| line.order).collect();
                    (import.fresh(&store.log), details, gone)
                });
                let files = import
                    .files()
                    .filter_map(|(hash, kind, bytes)| Some((hash.to_owned(), platform::blob(kind, &bytes).ok()?)));
                let files = files.collect();
                let count = facts.len();
                held.append_bulk(Batch { facts, details: &details, gone: &gone, files }).await?;
                platform::mark("import-written");
                self.take_bulk().await?;
                Ok(count)
            })
            .await
    }

    /// Takes in much at once: rows are made in slices.
    async fn take_bulk(self) -> Result<(), Broken> {
        let Some(vault) = self.vault.get_value() else { return Err(Broken::Forbidden) };
        vault.facts_since(&mut |segment| self.take(segment)).await?;
        self.count_again().await;
        self.take_details().await
    }

    /// Writes bundles that were made here (the demo), all or nothing.
    pub async fn load(self, orders: Vec<Bundle>, office: Vec<Fact>) -> Result<(), Broken> {
        let import = Import { envelope: Envelope::seal(Purpose::Backup, platform::now(), "", orders, office) };
        self.import(&import).await.map(drop)
    }

    /// These orders as a file to be; without personal details where they are not needed.
    pub fn envelope(&self, kind: Purpose, ids: &[Id], with_details: bool, with_office: bool) -> Envelope {
        let device = self.me.with_untracked(|me| me.device.clone());
        self.store.with_value(|store| {
            let bundles = ids.iter().map(|id| Bundle {
                id: *id,
                facts: banjie::exchange::union(store.log.facts(*id), []),
                details: store.details.get(id).filter(|_| with_details).cloned(),
            });
            let office = if with_office { banjie::exchange::union(store.log.facts(OFFICE), []) } else { Vec::new() };
            Envelope::seal(kind, platform::now(), &device, bundles.collect(), office)
        })
    }

    /// Every order known.
    pub fn ids(&self) -> Vec<Id> {
        self.store.with_value(|store| store.log.orders().collect())
    }

    /// Empties everything on this machine; other tabs find out by themselves.
    pub async fn clear(self) -> Result<(), Broken> {
        let Some(vault) = self.vault.get_value() else { return Err(Broken::Forbidden) };
        vault.clear().await?;
        // Drafts hold what callers told.
        platform::forget("banjie.drafts");
        platform::forget("banjie.step");
        self.forget();
        Ok(())
    }
}
