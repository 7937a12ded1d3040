//! The measuring hook, `?bench=1`: behind it stands only what the app itself uses.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use banjie::calendar::{Calendar, CalendarBook};
use banjie::exchange::{Bundle, Envelope, Import, Purpose};
use banjie::ledger::{Column, Filter, select};
use banjie::order::{Details, Id, Item, Record, Step};
use banjie::workflow::Command;
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::{GetUntracked, untrack, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::desk::Desk;
use super::platform;
use super::session::Session;

/// Sets `window.__bench` when the address asks for it.
pub fn offer(desk: Desk, session: Session) {
    let asked = window().location().search().is_ok_and(|search| search.contains("bench=1"));
    if !asked {
        return;
    }
    let hook = Object::new();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    let deadline = Closure::<dyn Fn(js_sys::Float64Array, js_sys::Uint8Array) -> js_sys::Int32Array>::new(
        move |instants: js_sys::Float64Array, n: js_sys::Uint8Array| {
            js_sys::Int32Array::from(calendar.due_days(&instants.to_vec(), &n.to_vec()).as_slice())
        },
    );
    put(&hook, "deadline", deadline.into_js_value());
    storage(&hook, desk, session);
    put(&window(), "__bench", hook.into());
}

fn put(to: &JsValue, name: &str, value: JsValue) {
    drop(Reflect::set(to, &JsValue::from_str(name), &value));
}

fn failed(why: impl std::fmt::Debug) -> JsValue {
    js_sys::Error::new(&format!("{why:?}")).into()
}

fn storage(hook: &Object, desk: Desk, session: Session) {
    let made: Rc<RefCell<Vec<Bundle>>> = Rc::default();

    // prepare(n): makes n orders; the number of facts.
    let held = made.clone();
    let prepare = Closure::<dyn Fn(u32) -> f64>::new(move |count: u32| {
        let Some(pack) = untrack(|| session.pack("hualong")) else { return 0.0 };
        let bundles: Vec<Bundle> = banjie::demo::bulk(&pack, platform::now(), count as usize, 12345).collect();
        let facts: usize = bundles.iter().map(|bundle| bundle.facts.len()).sum();
        held.replace(bundles);
        facts as f64
    });
    put(hook, "prepare", prepare.into_js_value());

    // records(from, count): the same orders as JSON, for others to store.
    let held = made.clone();
    let records = Closure::<dyn Fn(u32, u32) -> String>::new(move |from: u32, count: u32| {
        let made = held.borrow();
        let part: Vec<&Bundle> = made.iter().skip(from as usize).take(count as usize).collect();
        serde_json::to_string(&part).unwrap_or_default()
    });
    put(hook, "records", records.into_js_value());

    // importMade(): takes the orders in, as a file is; resolves when the ledger has them.
    let held = made;
    let import = Closure::<dyn Fn() -> Promise>::new(move || {
        let bundles = held.take();
        future_to_promise(async move {
            let import = Import { envelope: Envelope::seal(Purpose::Backup, platform::now(), "", bundles, Vec::new()) };
            platform::mark("import-begins");
            let count = desk.import(&import).await.map_err(failed)?;
            platform::mark("import-done");
            Ok(JsValue::from_f64(count as f64))
        })
    });
    put(hook, "importMade", import.into_js_value());

    // register(title): one order through the workflow; its id once it is on disk.
    let register = Closure::<dyn Fn(String) -> Promise>::new(move |title: String| {
        future_to_promise(async move {
            let with = Record::default().with(Item::Title, title).with(Item::Pack, "hualong");
            let id = desk.register(platform::now(), with, Details::default()).await.map_err(failed)?;
            Ok(JsValue::from_str(&id.to_string()))
        })
    });
    put(hook, "register", register.into_js_value());

    // note(id, text): one more fact, once it is on disk.
    let note = Closure::<dyn Fn(String, String) -> Promise>::new(move |id: String, text: String| {
        future_to_promise(async move {
            let id = Id::parse(&id).ok_or_else(|| failed("no such id"))?;
            let with = Record::default().with(Item::What, text);
            let command = Command { step: Step::Note, at: platform::now(), by: desk.actor(Step::Note), with };
            desk.act(id, command, None).await.map_err(failed)?;
            Ok(JsValue::TRUE)
        })
    });
    put(hook, "note", note.into_js_value());

    // orders(): [[id, stage, [what was noted]]] of every order, as JSON; and lines that are no facts.
    let orders = Closure::<dyn Fn() -> String>::new(move || {
        untrack(|| {
            let orders: Vec<(String, Vec<String>)> = desk
                .ids()
                .into_iter()
                .filter_map(|id| desk.order(id))
                .map(|order| {
                    let texts = order.entries.iter().map(|entry| {
                        let with = &entry.fact.with;
                        format!("{} {}{}", entry.fact.kind.code(), with.text(Item::Title), with.text(Item::What))
                    });
                    (order.id.to_string(), texts.collect())
                })
                .collect();
            serde_json::to_string(&(orders, desk.unreadable())).unwrap_or_default()
        })
    });
    put(hook, "orders", orders.into_js_value());

    // filter(text): milliseconds and how many rows, for a filter and sort as the ledger does them.
    let filter = Closure::<dyn Fn(String) -> js_sys::Array>::new(move |text: String| {
        let filter = Filter { text, ..Filter::default() };
        let now = session.now.get_untracked();
        let began = platform::elapsed_ms();
        let found = untrack(|| desk.with_rows(|rows| select(rows, &filter, Column::Due, false, now).len()));
        js_sys::Array::of2(&(platform::elapsed_ms() - began).into(), &(found as f64).into())
    });
    put(hook, "filter", filter.into_js_value());

    // clear(): empties everything.
    let clear = Closure::<dyn Fn() -> Promise>::new(move || {
        future_to_promise(async move { desk.clear().await.map(|()| JsValue::TRUE).map_err(failed) })
    });
    put(hook, "clear", clear.into_js_value());
}
