//! Numbered migrations, gapless: each takes the database from one version to the next and is never changed again.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::idb::{Broken, await_request, factory};

type Step = fn(&web_sys::IdbDatabase) -> Result<(), JsValue>;

/// Migration n brings the database to version n + 1.
const MIGRATIONS: &[Step] = &[first, second];

/// Version 1: the five stores.
fn first(db: &web_sys::IdbDatabase) -> Result<(), JsValue> {
    for counted in ["tail", "segments", "details"] {
        let options = web_sys::IdbObjectStoreParameters::new();
        options.set_auto_increment(true);
        db.create_object_store_with_optional_parameters(counted, &options)?;
    }
    for named in ["files", "meta"] {
        db.create_object_store(named)?;
    }
    Ok(())
}

/// Version 2: segments may be packed. What is there stays as it is; an earlier version of the app must not read on.
fn second(_: &web_sys::IdbDatabase) -> Result<(), JsValue> {
    Ok(())
}

/// Opens the database and runs the migrations it has not had.
pub async fn open(name: &str) -> Result<web_sys::IdbDatabase, Broken> {
    let version = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let request = factory()?.open_with_u32(name, version)?;
    let upgrade = Closure::once_into_js(move |event: web_sys::IdbVersionChangeEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::IdbOpenDbRequest>().ok());
        let Some(request) = target else { return };
        let db = request.result().ok().and_then(|db| db.dyn_into::<web_sys::IdbDatabase>().ok());
        let had = event.old_version() as usize;
        let migrated = db.map(|db| MIGRATIONS.iter().skip(had).try_for_each(|step| step(&db)));
        // A migration that fails is undone whole.
        if !matches!(migrated, Some(Ok(())))
            && let Some(tx) = request.transaction()
        {
            drop(tx.abort());
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    await_request(&request).await?.dyn_into().map_err(|_| Broken::Failed)
}

/// Makes and deletes an empty database, before anything else is written.
///
/// Chromium keeps IndexedDB in LevelDB. A browser killed between the two writes of a log record leaves half a record; the
/// next start goes on writing behind it, and the one after that finds the damage and throws the whole database away.
/// Making and deleting a database has LevelDB begin a new log, in which what is written from now on is safe. Costs some
/// milliseconds; a failure here is none of the vault's.
pub async fn begin_a_new_log() {
    let rolled = async {
        let request = factory()?.open_with_u32(ROLL, 1)?;
        let made = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Some(db) = made.result().ok().and_then(|db| db.dyn_into::<web_sys::IdbDatabase>().ok()) {
                drop(db.create_object_store("x"));
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let db: web_sys::IdbDatabase = await_request(&request).await?.dyn_into().map_err(|_| Broken::Failed)?;
        db.close();
        await_request(&factory()?.delete_database(ROLL)?.into()).await
    };
    // The vault opens either way.
    let _: Result<JsValue, Broken> = rolled.await;
}

const ROLL: &str = "banjie.roll";
