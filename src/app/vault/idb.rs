//! IndexedDB as futures: requests, transactions, and the lock between tabs.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why storage failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// No room left.
    Full,
    /// The browser keeps nothing for this page (private mode, or forbidden).
    Forbidden,
    /// Written by a later version of the app.
    Later,
    /// Anything else; what is stored may still be sound.
    Failed,
}

impl From<JsValue> for Broken {
    fn from(error: JsValue) -> Self {
        let name = Reflect::get(&error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("QuotaExceededError") => Self::Full,
            Some("SecurityError" | "InvalidStateError" | "UnknownError") => Self::Forbidden,
            Some("VersionError") => Self::Later,
            _ => Self::Failed,
        }
    }
}

/// The database of this browser.
pub fn factory() -> Result<web_sys::IdbFactory, Broken> {
    window().indexed_db().ok().flatten().ok_or(Broken::Forbidden)
}

/// Waits for a request.
pub async fn await_request(request: &web_sys::IdbRequest) -> Result<JsValue, Broken> {
    let promise = Promise::new(&mut |resolve, reject| {
        let asked = request.clone();
        request.set_onsuccess(Some(
            Closure::once_into_js(move || {
                let result = asked.result().unwrap_or(JsValue::UNDEFINED);
                drop(resolve.call1(&JsValue::NULL, &result));
            })
            .unchecked_ref(),
        ));
        let asked = request.clone();
        request.set_onerror(Some(
            Closure::once_into_js(move || {
                let error = asked.error().ok().flatten().map_or(JsValue::NULL, JsValue::from);
                drop(reject.call1(&JsValue::NULL, &error));
            })
            .unchecked_ref(),
        ));
    });
    let result = JsFuture::from(promise).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    Ok(result?)
}

/// A transaction and its end.
pub struct Transaction(web_sys::IdbTransaction);

impl Transaction {
    pub fn read(db: &web_sys::IdbDatabase, stores: &[&str]) -> Result<Self, Broken> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        Ok(Self(db.transaction_with_str_sequence(&names)?))
    }

    /// For writing, on disk before it is said to be done.
    pub fn write(db: &web_sys::IdbDatabase, stores: &[&str]) -> Result<Self, Broken> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        // The options are not in the bindings; a browser that does not know them ignores them.
        let options = js_sys::Object::new();
        Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"))?;
        let open: Function = Reflect::get(db, &JsValue::from_str("transaction"))?.unchecked_into();
        let tx = open.call3(db, &names, &JsValue::from_str("readwrite"), &options)?;
        Ok(Self(tx.unchecked_into()))
    }

    /// Puts rows in, and takes all back when one of them cannot be: what was asked before would be written otherwise.
    pub fn all_or_nothing(&self, put: impl FnOnce() -> Result<(), Broken>) -> Result<(), Broken> {
        let done = put();
        if done.is_err() {
            drop(self.0.abort());
        }
        done
    }

    pub fn store(&self, name: &str) -> Result<web_sys::IdbObjectStore, Broken> {
        Ok(self.0.object_store(name)?)
    }

    /// Waits until everything is written; nothing is when it fails.
    pub async fn done(self) -> Result<(), Broken> {
        let tx = &self.0;
        let promise = Promise::new(&mut |resolve, reject| {
            tx.set_oncomplete(Some(Closure::once_into_js(move || drop(resolve.call0(&JsValue::NULL))).unchecked_ref()));
            let ended = tx.clone();
            tx.set_onabort(Some(
                Closure::once_into_js(move || {
                    let error = ended.error().map_or(JsValue::NULL, JsValue::from);
                    drop(reject.call1(&JsValue::NULL, &error));
                })
                .unchecked_ref(),
            ));
        });
        JsFuture::from(promise).await?;
        Ok(())
    }
}

/// Runs while no other tab holds the lock. A browser without locks has the work done at once.
pub async fn with_lock<T>(name: &str, work: impl Future<Output = T>) -> T {
    let locks = Reflect::get(&window().navigator(), &JsValue::from_str("locks")).ok().filter(JsValue::is_object);
    let request = locks.as_ref().and_then(|locks| Reflect::get(locks, &JsValue::from_str("request")).ok());
    let (Some(locks), Some(Ok(request))) = (locks, request.map(JsCast::dyn_into::<Function>)) else {
        return work.await;
    };
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut asked = None;
    let entered = Promise::new(&mut |got, _| {
        let held = held.clone();
        let enter = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            drop(got.call0(&JsValue::NULL));
            held.into()
        });
        asked = request.call2(&locks, &JsValue::from_str(name), &enter).ok();
    });
    // What was asked for is answered when the work is done, or before it where the lock is refused: no reason not to save.
    if let Some(asked) = asked {
        drop(JsFuture::from(Promise::race(&Array::of2(&entered, &asked))).await);
    }
    let result = work.await;
    if let Some(release) = release {
        drop(release.call0(&JsValue::NULL));
    }
    result
}
