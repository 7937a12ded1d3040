//! 回访 — whom to call back, a sheet to be used by the keys alone while on the phone, what follows at once, and the day's
//! summary for the units.

mod ask;
mod draft;
mod follow;
mod form;
mod print;
mod queue;
mod summary;
mod who;

use banjie::order::Id;
use banjie::term::Role;
use leptos::prelude::*;

use crate::app::desk::{Desk, Me, Opening};
use crate::app::pages::units::NotOpen;
use crate::app::parts::field::Choice;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::vault::Broken;
use crate::app::{platform, say};

use follow::{News, Told};
use form::CallForm;
use print::Paper;
use queue::{List, Queue};
use summary::{Summary, Sums};
use who::{About, Head};

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Waiting,
    Broken(Broken),
    /// No orders at all.
    Empty,
    Orders,
}

/// Whose sheet is open, and where the keys are in the list.
#[derive(Clone, Copy)]
pub struct Places {
    pub open: RwSignal<Option<Id>>,
    pub cursor: RwSignal<Option<Id>>,
}

impl Places {
    /// Opens a sheet, or closes the one that is open: then the list goes on where it was left.
    pub fn show(self, id: Option<Id>) {
        let before = self.open.get_untracked();
        self.open.set(id);
        match id.or(before) {
            Some(at) if id.is_none() => queue::focus(at),
            Some(at) => self.cursor.set(Some(at)),
            None => {}
        }
        if Route::current().page == Some(Page::Callback) {
            let pair = id.map(|id| ("id".to_owned(), id.to_string()));
            route::replace(&route::address(Page::Callback, pair.as_slice()));
        }
    }
}

/// The unit whose orders one calls about; none at the desks that call about all.
fn own_unit(me: &Me) -> String {
    match me.role {
        Some(Role::Clerk | Role::Office | Role::Deputy | Role::Principal | Role::LineDeputy) => me.unit.clone(),
        _ => String::new(),
    }
}

#[component]
pub fn CallbackPage(route: RwSignal<Route>) -> impl IntoView {
    let desk = Desk::get();
    let phase = Memo::new(move |_| {
        let none = desk.with_rows(|rows| rows.is_empty());
        match desk.opening.get() {
            Opening::Broken(broken) => Phase::Broken(broken),
            _ if !none => Phase::Orders,
            Opening::Ready => Phase::Empty,
            _ => Phase::Waiting,
        }
    });
    view! {
        <h1 class="visually-hidden">{say::page(Page::Callback)}</h1>
        {move || match phase.get() {
            Phase::Broken(broken) => view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any(),
            Phase::Waiting => view! { <NotOpen desk/> }.into_any(),
            Phase::Empty => view! {
                <p class="empty">{say::callback::NO_ORDERS}" "<a href=route::address(Page::Ledger, &[])>"去台账"</a></p>
            }.into_any(),
            Phase::Orders => view! { <Calls route/> }.into_any(),
        }}
    }
}

#[component]
fn Calls(route: RwSignal<Route>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let unit = RwSignal::new(desk.me.with_untracked(own_unit));
    let queue = Memo::new(move |_| {
        let now = session.now.get();
        unit.with(|unit| Queue::of(desk, unit, now))
    });
    let places = Places { open: RwSignal::new(None), cursor: RwSignal::new(None) };
    let told = RwSignal::new(None::<Told>);
    let sums = Sums::new(session.now.get_untracked().date());
    Effect::new(move |_| {
        // On the way to another page the address is no longer ours.
        let asked =
            route.with(|route| (route.page == Some(Page::Callback)).then(|| route.value("id").and_then(Id::parse)));
        if let Some(asked) = asked.filter(|asked| places.open.get_untracked() != *asked) {
            places.show(asked);
        }
    });
    let shown = Memo::new(move |_| places.open.get());
    let printing = Printing::listen();
    let counts =
        Memo::new(move |_| queue.with(|queue| say::callback::counts(queue.calls.len(), queue.today, queue.late)));
    let units = Memo::new(move |_| queue.with(|queue| queue.units.clone()));
    let none = Memo::new(move |_| queue.with(|queue| queue.calls.is_empty()));
    view! {
        <div class="callback no-print" class:opened=move || shown.get().is_some()>
            <div class="toolbar call-top">
                <b class="call-counts" role="status">{move || counts.get()}</b>
                {move || (!desk.tasks_ready()).then(|| view! { <small>{say::callback::STILL_COUNTING}</small> })}
                <span class="space"></span>
                {move || {
                    let mut options = vec![(String::new(), "全部".to_owned())];
                    options.extend(units.get().into_iter().map(|unit| (unit.clone(), unit)));
                    view! {
                        <Choice label="承办单位" options value=Signal::derive(move || unit.get())
                            on_change=move |name: String| unit.set(name)/>
                    }
                }}
                <button type="button" data-action="summary" aria-expanded=move || sums.open.get().to_string()
                    on:click=move |_| {
                        sums.open.update(|open| *open = !*open);
                        // It stands below the list.
                        request_animation_frame(|| {
                            if let Ok(Some(summary)) = document().query_selector(".call-summary") {
                                summary.scroll_into_view();
                            }
                        });
                    }>{say::callback::SUMMARY}</button>
                <button type="button" data-action="print" on:click=move |_| printing.print()>
                    {move || if sums.open.get() { "打印汇总" } else { "打印名单" }}</button>
            </div>
            <News told/>
            <div class="call-grid">
                <section class="panel call-list" aria-label="待回访">
                    <Show when=move || !none.get() fallback=move || view! { <Nobody unit told/> }>
                        <List queue places/>
                    </Show>
                </section>
                <section class="panel call-sheet" aria-label="回访记录">
                    {move || match shown.get() {
                        Some(id) => view! { <Sheet id queue places told/> }.into_any(),
                        None => view! {
                            <Show when=move || !none.get()><p class="quiet choose">{say::callback::CHOOSE_ONE}</p></Show>
                        }
                        .into_any(),
                    }}
                </section>
            </div>
        </div>
        <Show when=move || sums.open.get()><Summary sums told printing/></Show>
        <Show when=move || printing.is_on() && !sums.open.get()><Paper queue counts unit/></Show>
    }
}

/// Why there is nobody to call.
#[component]
fn Nobody(unit: RwSignal<String>, told: RwSignal<Option<Told>>) -> impl IntoView {
    let desk = Desk::get();
    // After the last call the keys go on with what follows from it.
    Effect::new(move |_| {
        if told.with(Option::is_some) {
            request_animation_frame(move || {
                if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
                    platform::focus_on(".told-call a");
                }
            });
        }
    });
    view! {
        <div class="empty">
            <p>{move || match (unit.with(String::is_empty), desk.tasks_ready(), told.with(Option::is_some)) {
                (false, ..) => say::callback::NOTHING_FOUND,
                (true, false, _) => say::callback::STILL_COUNTING,
                (true, true, true) => say::callback::DONE,
                (true, true, false) => say::callback::EMPTY,
            }}</p>
            <Show when=move || !unit.with(String::is_empty)>
                <button type="button" on:click=move |_| unit.set(String::new())>"看全部单位"</button>
            </Show>
        </div>
    }
}

/// The sheet of one order.
#[component]
fn Sheet(id: Id, queue: Memo<Queue>, places: Places, told: RwSignal<Option<Told>>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let order = Memo::new(move |_| desk.order(id));
    let there = Memo::new(move |_| order.with(Option::is_some));
    let close = Callback::new(move |()| places.show(None));
    // Until when, and which clause says so.
    let due = Memo::new(move |_| {
        let now = session.now.get();
        let call = queue.with(|queue| queue.place(id).and_then(|at| queue.calls.get(at)).cloned());
        call.map(|call| queue::Line::of(desk, session, &call, now))
    });
    view! {
        <Show when=move || there.get() fallback=|| view! { <p class="empty">{say::callback::NO_ORDER}</p> }>
            <Head order on_close=close/>
            {move || match due.get() {
                None => Some(view! { <p class="message warn not-waiting">{say::callback::NOT_WAITING}</p> }.into_any()),
                Some(line) => line.map(|line| view! {
                    <p class="call-due" class:late=line.late data-rule=line.rule>
                        {line.due.map(|due| view! { <time>{due}</time> })}
                        {line.attempts.map(|words| view! { <i class="badge provisional">{words}</i> })}
                        {line.clause.map(|clause| view! { <small class="cite" title=line.gist>{clause}</small> })}
                    </p>
                }.into_any()),
            }}
            <div class="call-body">
                <About order/>
                <CallForm id order queue places told/>
            </div>
        </Show>
    }
}
