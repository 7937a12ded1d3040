//! The lists of supervision, one at a time; which one and of which unit stands in the address.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cases::{self, CaseList};
use super::found::{self, FoundList};
use super::lists::{Lists, Share, Tab};
use crate::app::desk::Desk;
use crate::app::parts::field::Choice;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 30.0;

fn asked(route: &Route) -> (Tab, String) {
    let tab = route.value("tab").and_then(Tab::from_code).unwrap_or_default();
    (tab, route.value("unit").unwrap_or_default().to_owned())
}

/// Puts what is shown into the address, as long as it is this page's.
fn write(tab: Tab, unit: String) {
    let tab = if tab == Tab::default() { "" } else { tab.code() };
    let pairs = [("tab", tab.to_owned()), ("unit", unit)].into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_owned(), value)).collect();
    if Route::current().page == Some(Page::Supervision) {
        route::replace(&route::address(Page::Supervision, &pairs));
    }
}

#[component]
pub fn Ledger(route: RwSignal<Route>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let (first_tab, first_unit) = route.with_untracked(asked);
    let (tab, unit) = (RwSignal::new(first_tab), RwSignal::new(first_unit));
    Effect::new(move |before: Option<()>| {
        let read = route.with(|route| (route.page == Some(Page::Supervision)).then(|| asked(route)));
        if let Some((to, of)) = read.filter(|_| before.is_some()) {
            tab.set(to);
            unit.set(of);
        }
    });
    let lists = Memo::new(move |_| unit.with(|unit| Lists::of(desk, session, unit)));
    let printing = Printing::listen();
    let inspection = route::address(Page::Supervision, &[("list".to_owned(), "units".to_owned())]);
    let choose = move |to: Tab| {
        tab.set(to);
        write(to, unit.get_untracked());
    };
    let of_unit = move |name: String| {
        write(tab.get_untracked(), name.clone());
        unit.set(name);
    };
    let waiting = move || !desk.tasks_ready();
    let count = move |tab: Tab| match waiting() && tab.leads_to().is_some() {
        true => "…".to_owned(),
        false => lists.with(|lists| lists.at(tab).len()).to_string(),
    };
    let units = Memo::new(move |_| {
        // One that only the address names stays to be chosen too.
        let own = unit.get();
        let mut units = lists.with(|lists| lists.units.clone());
        if !own.is_empty() && !units.contains(&own) {
            units.push(own);
        }
        units
    });
    view! {
        <h1 class="visually-hidden">{say::page(Page::Supervision)}</h1>
        <div class="toolbar tabs no-print" role="group" aria-label="督办台账">
            {Tab::ALL.map(|own| view! {
                <button type="button" data-tab=own.code() aria-pressed=move || (tab.get() == own).to_string()
                    on:click=move |_| choose(own)>{say::supervision::tab(own)}" "<b>{move || count(own)}</b></button>
            }).collect_view()}
        </div>
        {move || lists.with(|lists| lists.shares.clone()).into_iter().map(share).collect_view()}
        <section class="panel supervision">
            <h2 class="print-only">{move || say::supervision::paper_title(tab.get())}</h2>
            <p class="print-only sub">{move || {
                let (tab, unit) = (tab.get(), unit.get());
                say::supervision::list_line(&unit, lists.with(|lists| lists.at(tab).len()), session.now.get())
            }}</p>
            <p class="quiet no-print">{move || say::supervision::about(tab.get())}</p>
            <div class="toolbar no-print">
                <div class="of-unit">{move || {
                    let mut options = vec![(String::new(), say::supervision::ALL_UNITS.to_owned())];
                    options.extend(units.get().into_iter().map(|name| (name.clone(), name)));
                    view! { <Choice label="承办单位" options value=Signal::derive(move || unit.get()) on_change=of_unit/> }
                }}</div>
                <span class="space"></span>
                <a class="button" data-inspection href=inspection>"督查清单"</a>
                <Actions lists tab printing/>
            </div>
            <Show when=move || waiting() && tab.get().leads_to().is_some()>
                <p class="quiet" role="status">{say::supervision::WORKING}</p>
            </Show>
            {move || {
                let (tab, unit) = (tab.get(), unit.get());
                let list = Memo::new(move |_| lists.with(|lists| lists.at(tab).to_vec()));
                let none = Memo::new(move |_| list.with(Vec::is_empty));
                view! {
                    <Show when=move || !none.get() fallback=move || view! { <Nothing tab unit=unit.clone()/> }>
                        {match tab {
                            Tab::Open | Tab::Closed => view! { <CaseList list tab printing/> }.into_any(),
                            _ => view! { <FoundList list tab printing/> }.into_any(),
                        }}
                    </Show>
                }
            }}
        </section>
    }
}

/// What stands in place of an empty list; while tasks are still being worked out, nothing.
#[component]
fn Nothing(tab: Tab, unit: String) -> impl IntoView {
    let desk = Desk::get();
    move || {
        let known = desk.tasks_ready() || tab.leads_to().is_none();
        known.then(|| {
            let words = match unit.is_empty() {
                true => say::supervision::empty(tab).to_owned(),
                false => say::supervision::empty_for(tab, &unit),
            };
            view! { <p class="empty">{words}</p> }
        })
    }
}

fn share(share: Share) -> impl IntoView {
    let Share { rule, clause, gist, closed, all } = share;
    view! {
        <p class="message share" class:ok=closed == all class:warn=closed != all data-rule=rule title=gist>
            <b>{say::supervision::share(closed, all)}</b>" "
            {say::supervision::share_left(all.saturating_sub(closed))}" "
            <small class="cite">{clause}"　"{gist.clone()}</small>
        </p>
    }
}

/// Files and paper.
#[component]
fn Actions(lists: Memo<Lists>, tab: RwSignal<Tab>, printing: Printing) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let busy = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, &'static str>>);
    let none = Memo::new(move |_| busy.get() || lists.with(|lists| lists.at(tab.get()).is_empty()));
    let table = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        said.set(Some(Ok(say::supervision::MAKING.to_owned())));
        let tab = tab.get_untracked();
        let places = lists.with_untracked(|lists| lists.at(tab).to_vec());
        spawn_local(async move {
            platform::breathe().await;
            let now = session.now.get_untracked();
            let mut rows: Vec<Vec<String>> = Vec::new();
            let mut began = platform::elapsed_ms();
            for place in places {
                match tab {
                    Tab::Open | Tab::Closed => {
                        rows.extend(untrack(|| cases::Line::of(desk, place, now)).map(|line| line.cells()));
                    }
                    _ => {
                        let line = untrack(|| found::Line::of(desk, place.0, tab, now));
                        rows.extend(line.map(|line| line.cells()).unwrap_or_default());
                    }
                }
                if platform::elapsed_ms() - began > SLICE_MS {
                    platform::breathe().await;
                    began = platform::elapsed_ms();
                }
            }
            let (name, count) = (say::supervision::file_name(tab, now), rows.len());
            let heads: &[&str] = if tab.leads_to().is_some() { &found::HEADS } else { &cases::HEADS };
            let saved = platform::save_table(&name, heads, rows.into_iter());
            said.set(Some(match saved {
                Ok(()) => Ok(say::ledger::exported_table(&name, count)),
                Err(_) => Err(say::ledger::NO_DOWNLOAD),
            }));
            busy.set(false);
        });
    };
    view! {
        <span class="outcome" role="alert">{move || said.get().and_then(Result::err).map(|words| view! { <span class="failed">{words}</span> })}</span>
        <span class="outcome said" role="status">{move || said.get().and_then(Result::ok)}</span>
        <button type="button" data-action="csv" disabled=move || none.get() on:click=table>"列表导出 CSV"</button>
        <button type="button" data-action="print" disabled=move || none.get() on:click=move |_| printing.print()>"打印列表"</button>
    }
}
