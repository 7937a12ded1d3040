//! 台账 — every order of this desk: filtered, sorted, ticked, taken out as files and on paper. What is asked for stands
//! whole in the address, so it can be kept and sent.

mod actions;
mod filters;
mod list;
mod print;
mod views;

use std::collections::BTreeSet;
use std::sync::Arc;

use banjie::ledger::{Filter, Standing, select};
use banjie::order::Id;
use leptos::prelude::*;

use crate::app::desk::{Desk, Opening};
use crate::app::pages::start::{Start, Told};
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::vault::Broken;
use crate::app::{platform, say};

use actions::Actions;
use filters::{Asked, Asking, FilterBar, QuickBar};
use list::List;
use print::Paper;
use views::Views;

/// The address of an order's page.
fn order_address(id: Id) -> String {
    route::address(Page::Order, &[("id".to_owned(), id.to_string())])
}

/// What the page was left with: opening an order and coming back loses neither ticks nor place.
#[derive(Clone, Copy)]
pub struct Kept {
    chosen: RwSignal<BTreeSet<Id>>,
    top: RwSignal<usize>,
    at: RwSignal<usize>,
}

impl Kept {
    pub fn new() -> Self {
        Self { chosen: RwSignal::new(BTreeSet::new()), top: RwSignal::new(0), at: RwSignal::new(0) }
    }
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Waiting,
    Broken(Broken),
    /// No orders at all.
    Empty,
    Orders,
}

/// Places of the rows found, and how long that took.
#[derive(Debug, Clone, PartialEq)]
struct Selection {
    places: Arc<Vec<u32>>,
    ms: f64,
}

#[component]
pub fn LedgerPage(route: RwSignal<Route>) -> impl IntoView {
    let desk = Desk::get();
    let told = Told::new();
    provide_context(told);
    let (first, unread) = route.with_untracked(|route| Asked::read(&route.pairs));
    let asking = Asking::new(first);
    let unread = RwSignal::new(unread);
    Effect::new(move |_| {
        // On the way to another page the address is no longer ours.
        let read = route.with(|route| (route.page == Some(Page::Ledger)).then(|| Asked::read(&route.pairs)));
        let Some((now, bad)) = read else { return };
        if asking.asked.with_untracked(|asked| *asked != now) {
            asking.asked.set(now);
        }
        unread.set(bad);
    });
    let phase = Memo::new(move |before: Option<&Phase>| {
        let none = desk.with_rows(|rows| rows.is_empty());
        match desk.opening.get() {
            Opening::Broken(broken) => Phase::Broken(broken),
            _ if !none => Phase::Orders,
            Opening::Ready => Phase::Empty,
            // What fills an empty ledger says itself how far it is.
            _ if before == Some(&Phase::Empty) => Phase::Empty,
            _ => Phase::Waiting,
        }
    });
    // What fills an empty ledger stands far down on a narrow page; what came of it is told at the top.
    Effect::new(move |before: Option<Phase>| {
        let now = phase.get();
        if before == Some(Phase::Empty) && now == Phase::Orders {
            platform::scroll_to_top();
        }
        now
    });
    view! {
        <h1 class="visually-hidden">{say::page(Page::Ledger)}</h1>
        <Show when=move || !unread.with(Vec::is_empty)>
            <p class="message warn no-print" role="alert">{move || unread.with(|unread| say::ledger::unread(unread))}</p>
        </Show>
        <Show when=move || told.is_something()>
            <p class="message ok told no-print" role="status"><span>{move || told.words()}</span>
                <button type="button" on:click=move |_| told.clear()>"知道了"</button></p>
        </Show>
        {move || match phase.get() {
            Phase::Broken(broken) => view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any(),
            Phase::Waiting => view! { <Waiting/> }.into_any(),
            Phase::Empty => view! { <Start/> }.into_any(),
            Phase::Orders => view! { <Orders asking/> }.into_any(),
        }}
    }
}

/// How far the opening is.
#[component]
fn Waiting() -> impl IntoView {
    let desk = Desk::get();
    let counting = move || match desk.opening.get() {
        Opening::Counting(done, all) => Some((done, all)),
        _ => None,
    };
    view! {
        <div class="empty waiting">
            <p role="status">{move || match counting() {
                Some((done, all)) => say::order::counting(done, all),
                None => say::order::NOT_READY.to_owned(),
            }}</p>
            {move || counting().map(|(done, all)| view! {
                <progress max=all.to_string() value=done.to_string() aria-label="计算进度"></progress>
            })}
        </div>
    }
}

#[component]
fn Orders(asking: Asking) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let selection = Memo::new(move |_| {
        let now = session.now.get();
        asking.asked.with(|asked| {
            desk.with_rows(|rows| {
                let began = platform::elapsed_ms();
                // A telephone is not the ledger's: whose it is, is asked of the personal side.
                let mut filter = asked.filter.clone();
                filter.known = desk.with_phone(&filter.text);
                let places = select(rows, &filter, asked.column, asked.descending, now);
                Selection { places: Arc::new(places), ms: platform::elapsed_ms() - began }
            })
        })
    });
    let found = Memo::new(move |_| selection.with(|selection| selection.places.clone()));
    let took = Signal::derive(move || selection.with(|selection| format!("{:.2}", selection.ms)));
    let Kept { chosen, .. } = expect_context::<Kept>();
    let seen = Memo::new(move |_| {
        chosen.with(|chosen| match chosen.is_empty() {
            true => 0,
            false => found.with(|found| {
                desk.with_rows(|rows| {
                    let found = found.iter().filter_map(|place| rows.get(*place as usize));
                    found.filter(|row| chosen.contains(&row.id)).count()
                })
            }),
        })
    });
    let counts = Memo::new(move |_| {
        let now = session.now.get();
        found.with(|found| {
            desk.with_rows(|rows| {
                let overdue = found.iter().filter_map(|place| rows.get(*place as usize));
                let overdue = overdue.filter(|row| row.standing(now) == Standing::Overdue).count();
                say::ledger::counts(found.len(), rows.len(), overdue)
            })
        })
    });
    let printing = Printing::listen();
    let backwards =
        move || asking.asked.with(|asked| asked.filter.from.zip(asked.filter.to).is_some_and(|(from, to)| from > to));
    let counting = move || match desk.opening.get() {
        Opening::Counting(done, all) => Some(say::order::counting(done, all)),
        _ => None,
    };
    view! {
        <div class="ledger no-print">
            <div class="ledger-top"><QuickBar asking/><Views asking/></div>
            <section class="panel">
                <FilterBar asking/>
                <div class="toolbar ledger-actions">
                    <b class="ledger-counts" role="status">{move || counts.get()}</b>
                    <small>{counting}</small>
                    <span class="space"></span>
                    <Actions found chosen seen printing/>
                </div>
                <Show when=move || found.with(|found| !found.is_empty()) fallback=move || view! {
                    <div class="empty">
                        <p>{move || if backwards() { say::ledger::BACKWARDS } else { say::ledger::NOTHING_FOUND }}</p>
                        <button type="button" on:click=move |_| asking.change(|asked| asked.filter = Filter::default())>"清除筛选"</button>
                    </div>
                }>
                    <List asking found took chosen seen/>
                </Show>
            </section>
        </div>
        <Show when=move || printing.is_on()><Paper asking found counts/></Show>
    }
}
