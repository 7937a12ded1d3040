//! 单位 — the registry of handling units with what a pack misses in it and what each has in hand; at which desk one works
//! here.

mod form;
mod list;
mod me;
mod paste;

use std::collections::BTreeMap;

use banjie::ledger::{Standing, Unit};
use banjie::order::{Record, Step};
use leptos::prelude::*;

use crate::app::desk::{Desk, Opening};
use crate::app::parts::pack_choice::PackChoice;
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::session::Session;
use crate::app::vault::Broken;

use form::{Draft, UnitForm};
use list::{Registry, Unregistered};
use me::MePanel;
use paste::Paste;

/// What came of the last button.
pub type Said = RwSignal<Option<Result<String, String>>>;

/// What a unit has in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Orders that ever went to it last.
    pub all: usize,
    pub open: usize,
    pub overdue: usize,
    pub soon: usize,
}

/// Writes a unit to the office log.
async fn save(desk: Desk, unit: &Unit) -> Result<(), Broken> {
    let mut record = Record::default();
    for (key, value) in unit.record() {
        record.put(key, value);
    }
    desk.note_office(Step::SetUnit, record).await
}

fn loads(desk: Desk, session: Session) -> BTreeMap<String, Load> {
    let now = session.now.get();
    desk.with_rows(|rows| {
        let mut loads: BTreeMap<String, Load> = BTreeMap::new();
        for row in rows.iter().filter(|row| !row.lead.is_empty()) {
            let standing = row.standing(now);
            let one = Load {
                all: 1,
                open: usize::from(standing < Standing::InTime),
                overdue: usize::from(standing == Standing::Overdue),
                soon: usize::from(standing == Standing::Soon),
            };
            match loads.get_mut(&row.lead) {
                Some(load) => {
                    load.all += one.all;
                    load.open += one.open;
                    load.overdue += one.overdue;
                    load.soon += one.soon;
                }
                None => drop(loads.insert(row.lead.clone(), one)),
            }
        }
        loads
    })
}

#[component]
pub fn UnitsPage() -> impl IntoView {
    let (session, desk) = (Session::get(), Desk::get());
    let pack = session.pack_memo(String::new);
    let chosen = Signal::derive(move || pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default());
    let said: Said = RwSignal::new(None);
    // Once open it stays open: counting anew must not take away what is being typed.
    let ready = Memo::new(move |was: Option<&bool>| was.copied().unwrap_or(false) || desk.is_ready());
    let units = Memo::new(move |_| desk.units());
    let loads = Memo::new(move |_| loads(desk, session));
    let editing = RwSignal::new(None::<Draft>);
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let edit = Callback::new(move |draft: Draft| {
        said.set(None);
        editing.set(Some(draft));
        // Only what has been drawn can take the focus.
        request_animation_frame(move || {
            if let Some(dialog) = dialog.try_get_untracked().flatten() {
                drop(dialog.show_modal());
            }
        });
    });
    let close = move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    };
    let done = Callback::new(move |words: Option<String>| {
        close();
        if let Some(words) = words {
            said.set(Some(Ok(words)));
        }
    });
    view! {
        <h1 class="visually-hidden">{say::page(Page::Units)}</h1>
        <News said/>
        <MePanel units/>
        <PackChoice packs=Signal::derive(move || session.pack_names()) chosen
            on_choose=move |id: String| { session.change(|prefs| prefs.pack = id); }/>
        <Show when=move || ready.get() fallback=move || view! { <NotOpen desk/> }>
            <Registry units loads pack edit said/>
            <Unregistered units loads edit/>
            <Paste units said/>
        </Show>
        <dialog class="unit-dialog" node_ref=dialog aria-labelledby="unit-dialog-title" on:close=move |_| editing.set(None)>
            {move || editing.get().map(|draft| view! { <UnitForm draft units done/> })}
        </dialog>
    }
}

/// While nothing can be shown yet, why.
#[component]
pub fn NotOpen(desk: Desk) -> impl IntoView {
    move || match desk.opening.get() {
        Opening::Broken(broken) => {
            view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any()
        }
        Opening::Counting(done, all) => {
            view! { <p class="message ok" role="status">{say::order::counting(done, all)}</p> }.into_any()
        }
        Opening::Reading | Opening::Ready => {
            view! { <p class="message ok" role="status">{say::order::NOT_READY}</p> }.into_any()
        }
    }
}

/// The last outcome, where one is looking.
#[component]
pub fn News(
    said: Said,
    /// Whether a good outcome is followed by the way to the ledger.
    #[prop(optional)]
    to_ledger: Option<RwSignal<bool>>,
) -> impl IntoView {
    let there = move || to_ledger.is_some_and(|to_ledger| to_ledger.get());
    let good = move || said.with(|said| said.as_ref().and_then(|said| said.as_ref().ok().cloned()));
    let bad = move || said.with(|said| said.as_ref().and_then(|said| said.as_ref().err().cloned()));
    view! {
        <div class="news no-print">
            <div role="status">{move || good().map(|words| view! {
                <p class="message ok">{words}
                    {there().then(|| view! { " "<a href=route::address(Page::Ledger, &[])>{say::data::TO_LEDGER}</a> })}
                </p>
            })}</div>
            <div role="alert">{move || bad().map(|words| view! { <p class="message error">{words}</p> })}</div>
        </div>
    }
}
