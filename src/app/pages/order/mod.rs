//! 工单 — one order: what it is, where it stands, what may be done and by which clause, what is owed, everything that
//! happened, and every running clock with its days.

mod act;
mod correct;
mod draft;
mod files;
mod log;
mod paper;
mod request;
mod reread;
mod view;

use banjie::order::{Id, Step, WorkOrder};
use banjie::pack::Choices;
use banjie::term::Term;
use leptos::prelude::*;

use crate::app::desk::{Desk, Opening};
use crate::app::pages::deadline::present::Case;
use crate::app::pages::deadline::results::Results;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::{platform, say};

use act::Acts;
use files::Files;
use log::Log;
use paper::Paper;
use request::Request;
use view::Look;

#[component]
pub fn OrderPage(route: RwSignal<Route>) -> impl IntoView {
    let desk = Desk::get();
    let id = Memo::new(move |_| route.with(|route| route.value("id").and_then(Id::parse)));
    let order = Memo::new(move |_| id.get().and_then(|id| desk.order(id)));
    // The page is made once for an order; a change of the order changes what stands in it.
    let there = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.id)));
    let broken = Memo::new(move |_| match desk.opening.get() {
        Opening::Broken(broken) => Some(broken),
        _ => None,
    });
    let ready = Memo::new(move |_| desk.is_ready());
    // Another order is read from its beginning.
    Effect::new(move |_| {
        there.track();
        platform::scroll_to_top();
    });
    view! {
        {move || match (broken.get(), there.get()) {
            (Some(broken), _) => view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any(),
            (None, Some(_)) => view! { <Whole order route/> }.into_any(),
            (None, None) if ready.get() => view! {
                <p class="empty">{say::order::NO_ORDER}" "<a href=route::address(Page::Ledger, &[])>"回到台账"</a></p>
            }.into_any(),
            _ => view! { <p class="empty" role="status">{say::order::NOT_READY}</p> }.into_any(),
        }}
    }
}

#[component]
fn Whole(order: Memo<Option<WorkOrder>>, route: RwSignal<Route>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let left = expect_context::<route::Left>();
    let pack = Memo::new(move |_| {
        order.with(|order| order.as_ref().map(|order| order.pack().0.to_owned())).unwrap_or_default()
    });
    // What the rules make of it, in words; again with every minute, because rights end.
    let look = Memo::new(move |_| {
        let now = session.now.get();
        order.with(|order| order.as_ref().map(|order| Look::of(desk, order, now))).unwrap_or_default()
    });
    let case = Memo::new_with_compare(
        move |_| {
            let pack = session.pack(&pack.get())?;
            let order = order.get()?;
            let query = banjie::deadline::query::Query {
                pack: pack.id().to_owned(),
                number: order.number().to_owned(),
                order: order.input.clone(),
                ..Default::default()
            };
            let choices = session.choices(pack.id(), &Choices::default());
            let today = session.calendar(None);
            Some(Case { choices, calendar: today.clone(), now: session.now.get(), today, pack, query })
        },
        |_, _| true,
    );
    // Names and numbers are masked, on the page and on paper, until somebody asks to see them.
    let shown_details = RwSignal::new(false);
    // The step whose form is open: from its button, or from a duty that asks for it.
    let step = RwSignal::new(None);
    // An address may ask for it, as the board and the queues do.
    let asked = Memo::new(move |_| route.with(|route| route.value("step").and_then(Step::from_code)));
    Effect::new(move |_| {
        if let Some(asked) = asked.get() {
            step.set(Some(asked));
            platform::bring(".step-form");
        }
    });
    let clocks_open = RwSignal::new(false);
    let shown = Memo::new(move |_| match clocks_open.get() {
        true => case.get().map(|case| case.show()).unwrap_or_default(),
        false => Default::default(),
    });
    let printing = Printing::listen();
    let show_clocks = move |_| {
        clocks_open.set(true);
        platform::bring(".clocks > summary");
    };
    let papers = move || {
        let id = order.with(|order| order.as_ref().map(|order| order.id.to_string())).unwrap_or_default();
        route::address(Page::Papers, &[("id".to_owned(), id)])
    };
    let desk_address = move || {
        let pairs = case.get().map(|case| case.query.pairs()).unwrap_or_default();
        route::address(Page::Deadline, &pairs)
    };
    view! {
        <div class="no-print">
            <header class="order-head">
                <h1>{move || order.with(|order| order.as_ref().map(|order| {
                    view! { <small>{order.number().to_owned()}</small>" "{order.title().to_owned()} }
                }))}</h1>
                <div class="toolbar">
                    {move || look.with(|look| view! {
                        <i class=format!("badge stage {}", look.stage_code) data-stage=look.stage_code>{look.stage}</i>
                        {look.headline.clone().map(|(words, class)| view! { <b class=format!("headline-due {class}")>{words}</b> })}
                        {look.badges.iter().map(|badge| view! { <i class="badge setting">{badge.clone()}</i> }).collect_view()}
                    })}
                    <span class="space"></span>
                    <button type="button" on:click=show_clocks>"逐日推算"</button>
                    <button type="button" on:click=move |_| printing.print()>"打印工单"</button>
                    <a class="button" data-papers href=papers>"文书、卷宗"</a>
                    <a class="button" href=move || left.of(Page::Ledger)>"回到台账"</a>
                </div>
                {move || look.with(|look| look.trouble.clone()).map(|words| view! { <p class="message warn" role="alert">{words}</p> })}
                {move || look.with(|look| (!look.anomalies.is_empty()).then(|| view! {
                    <div class="message warn" role="alert"><ul>
                        {look.anomalies.iter().map(|(words, at)| view! { <li>{words.clone()}<small>{at.clone()}</small></li> }).collect_view()}
                    </ul></div>
                }))}
            </header>
            <div class="order-grid">
                <div>
                    <Acts order look open=step/>
                    <Log order/>
                </div>
                <div>
                    <Duties look open=step/>
                    <Request order shown=shown_details/>
                    <Files order/>
                </div>
                <details class="panel clocks" prop:open=move || clocks_open.get() on:toggle=move |event| {
                    let details: web_sys::Element = event_target(&event);
                    clocks_open.set(details.has_attribute("open"));
                }>
                    <summary><h2>"全部时限与逐日推算"</h2></summary>
                    <Show when=move || clocks_open.get()>
                        <p class="toolbar"><a href=desk_address>"在时限台打开（试算延期、挂单等）"</a></p>
                        <Results case shown/>
                    </Show>
                </details>
            </div>
        </div>
        <Show when=move || printing.is_on()><Paper order look shown=shown_details/></Show>
    }
}

#[component]
fn Duties(look: Memo<Look>, open: RwSignal<Option<Step>>) -> impl IntoView {
    view! {
        <section class="panel duties" aria-label="待办">
            <h2>"待办"</h2>
            {move || {
                let duties = look.with(|look| look.duties.clone());
                if duties.is_empty() {
                    return view! { <p class="quiet">{say::order::NO_DUTIES}</p> }.into_any();
                }
                view! {
                    <ul>{duties.into_iter().map(|duty| { let rule = duty.clauses.first().map(|(rule, _)| rule.clone()); view! {
                        <li class:overdue=duty.overdue data-duty=rule>
                            {match duty.step {
                                Some(step) => view! { <button type="button" class="plain duty" on:click=move |_| open.set(Some(step))>{duty.words}</button> }.into_any(),
                                None => view! { <b>{duty.words}</b> }.into_any(),
                            }}
                            {duty.until.map(|until| view! { <time>{until}</time> })}
                            <small>{duty.by}</small>
                            {duty.clauses.into_iter().map(|(rule, clause)| view! { <small class="cite" data-rule=rule>{clause}</small> }).collect_view()}
                            {duty.consequence.map(|then| view! { <small class="then">{then}</small> })}
                        </li>
                    } }).collect_view()}</ul>
                }.into_any()
            }}
        </section>
    }
}
