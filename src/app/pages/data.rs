//! 数据 — what lies on this machine; files out and in; demonstration data, and emptying everything.

mod export;
mod import;
mod local;
mod pack_up;

use chrono::TimeDelta;
use leptos::prelude::*;

use crate::app::desk::{Desk, Opening};
use crate::app::pages::units::{News, Said};
use crate::app::route::Page;
use crate::app::session::Session;
use crate::app::{platform, say};

use export::Export;
use import::ImportPanel;
use local::Local;

/// After so many days a backup is old.
const OLD_DAYS: i64 = 7;
/// Long enough for the browser to draw once, milliseconds; and most breaths taken for it.
const DRAWN_MS: f64 = 40.0;
const MOST_BREATHS: usize = 40;

/// One long work at a time, and what came of the last.
#[derive(Clone, Copy)]
pub struct Work {
    desk: Desk,
    /// What is being done now.
    busy: RwSignal<Option<String>>,
    said: Said,
    /// Whether there are orders to look at after it.
    to_ledger: RwSignal<bool>,
}

impl Work {
    /// Whether something new may begin.
    pub fn is_free(&self) -> bool {
        self.busy.with(Option::is_none) && self.desk.is_ready()
    }

    /// Begins, if nothing else is under way.
    pub fn begin(&self) -> bool {
        let free = untrack(|| self.is_free());
        if free {
            self.said.set(None);
        }
        free
    }

    /// Says what comes now, and waits until it has been drawn.
    pub async fn phase(&self, words: String) {
        self.busy.set(Some(words));
        let began = platform::elapsed_ms();
        for _ in 0..MOST_BREATHS {
            platform::breathe().await;
            if platform::elapsed_ms() - began >= DRAWN_MS {
                break;
            }
        }
    }

    /// Says how far it is.
    pub fn progress(&self, words: String) {
        self.busy.set(Some(words));
    }

    /// Ends without a word of its own.
    pub fn rest(&self) {
        self.busy.set(None);
    }

    /// Ends, and says what came of it.
    pub fn end(&self, outcome: Result<String, String>) {
        self.busy.set(None);
        self.to_ledger.set(false);
        self.said.set(Some(outcome));
    }

    /// Ends with orders that can be looked at now.
    pub fn end_with_orders(&self, words: String) {
        self.end(Ok(words));
        self.to_ledger.set(true);
    }
}

#[component]
pub fn DataPage() -> impl IntoView {
    let desk = Desk::get();
    let work = Work { desk, busy: RwSignal::new(None), said: RwSignal::new(None), to_ledger: RwSignal::new(false) };
    let busy = work.busy;
    // What is being written goes on when the page is left, but not when the window is closed.
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if busy.with_untracked(Option::is_some) {
            event.prevent_default();
            event.set_return_value("1");
        }
    });
    on_cleanup(move || guard.remove());
    view! {
        <h1 class="visually-hidden">{say::page(Page::Data)}</h1>
        <Standing desk/>
        <News said=work.said to_ledger=work.to_ledger/>
        <div class="news busy no-print" role="status">
            {move || busy.get().map(|words| view! {
                <p class="message warn"><progress aria-label="进度"></progress><span>{words}</span>
                    {move || match desk.opening.get() {
                        Opening::Counting(done, all) => Some(view! { <span>{say::order::counting(done, all)}</span> }),
                        _ => None,
                    }}
                </p>
            })}
        </div>
        <Export work/>
        <ImportPanel work/>
        <section class="panel help">
            <details>
                <summary>"两台机器怎样交换工单"</summary>
                <ol>{say::data::HELP.map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
            </details>
        </section>
        <Local work/>
    }
}

/// How much there is, and when it was last saved elsewhere.
#[component]
fn Standing(desk: Desk) -> impl IntoView {
    let session = Session::get();
    let backed_up = Memo::new(move |_| desk.me.with(|me| me.backed_up));
    let warning = move || {
        if !desk.is_ready() || desk.size().0 == 0 {
            return None;
        }
        match backed_up.get() {
            None => Some(say::data::NEVER_BACKED_UP),
            Some(at) if session.now.get() - at > TimeDelta::days(OLD_DAYS) => Some(say::data::SEVEN_DAYS),
            Some(_) => None,
        }
    };
    let count = move |label: &'static str, value: Signal<String>| {
        view! { <div><dt>{label}</dt><dd>{move || value.get()}</dd></div> }
    };
    view! {
        <section class="panel data-standing">
            {move || match desk.opening.get() {
                Opening::Broken(broken) => {
                    view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any()
                }
                Opening::Counting(done, all) => {
                    view! { <p class="cite" role="status">{say::order::counting(done, all)}</p> }.into_any()
                }
                Opening::Reading => view! { <p class="cite" role="status">{say::order::NOT_READY}</p> }.into_any(),
                Opening::Ready => ().into_any(),
            }}
            <dl class="data-counts">
                {count("工单", Signal::derive(move || desk.size().0.to_string()))}
                {count("记录", Signal::derive(move || desk.size().1.to_string()))}
                {count("上次备份", Signal::derive(move || say::data::last_backup(backed_up.get())))}
                <Show when=move || { desk.unreadable() > 0 }>
                    {count("读不出的记录", Signal::derive(move || desk.unreadable().to_string()))}
                </Show>
            </dl>
            {move || warning().map(|words| view! { <p class="message warn">{words}</p> })}
            <Show when=move || { desk.unreadable() > 0 }>
                <p class="message error">{say::data::UNREADABLE_LINES}</p>
            </Show>
        </section>
    }
}
