//! 外壳 — the web shell: session, routes, pages and parts. The domain knows nothing of it.

mod bench;
mod desk;
mod pages;
mod parts;
mod platform;
mod route;
mod say;
mod session;
mod vault;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use desk::Desk;
use pages::{
    archive::ArchivePage,
    audit::{AuditPage, AuditState},
    calendar::CalendarPage,
    callback::CallbackPage,
    data::DataPage,
    deadline::DeadlinePage,
    intake::IntakePage,
    ledger::{Kept, LedgerPage},
    meeting::MeetingPage,
    order::OrderPage,
    palette::Palette,
    papers::PapersPage,
    rules::RulesPage,
    supervision::SupervisionPage,
    today::TodayPage,
    units::UnitsPage,
};
use route::{Page, Route};
use session::Session;

/// Mounts the app in place of the boot message.
pub fn start() {
    let Some(root) = document().get_element_by_id("app") else { return };
    root.set_text_content(None);
    mount_to(root.unchecked_into(), App).forget();
    platform::mark("app-ready");
}

#[component]
fn App() -> impl IntoView {
    let session = Session::start();
    provide_context(session);
    let desk = Desk::start(session);
    provide_context(desk);
    bench::offer(desk, session);
    let route = RwSignal::new(Route::current());
    // Where each page was left, so that the menu leads back to it.
    let left = RwSignal::new(Page::ALL.map(|page| route::address(page, &[])));
    provide_context(route::Left(left));
    let heard = window_event_listener(leptos::ev::hashchange, move |event| {
        let old = event.old_url();
        if let Some((page, address)) = route::page_of(&old) {
            left.update(|left| {
                left.iter_mut()
                    .zip(Page::ALL)
                    .filter(|(_, known)| *known == page)
                    .for_each(|(kept, _)| kept.clone_from(&address))
            });
        }
        route.set(Route::current());
    });
    on_cleanup(move || heard.remove());
    provide_context(AuditState::new());
    provide_context(Kept::new());
    let page = Memo::new(move |_| route.with(|route| route.page));
    Effect::new(move |_| {
        page.track();
        platform::scroll_to_top();
    });
    Effect::new(move |_| {
        let name = page.get().map_or(say::TAGLINE, say::page);
        document().set_title(&format!("{name} · {} 12345", say::BRAND));
    });
    view! {
        <a class="skip" href="#main" on:click=|event| {
            event.prevent_default();
            if let Some(main) = document().get_element_by_id("main") {
                drop(main.unchecked_into::<web_sys::HtmlElement>().focus());
            }
        }>"跳到正文"</a>
        <header class="top no-print">
            <a class="brand" href="#/orders"><b>{say::BRAND}</b><span>{say::TAGLINE}</span></a>
            <nav aria-label="主菜单">
                {Page::ALL.into_iter().enumerate().filter(|(_, known)| Page::MENU.contains(known)).map(|(at, known)| view! {
                    <a href=move || left.with(|left| left.get(at).cloned()) aria-current=move || (page.get() == Some(known)).then_some("page")>
                        {say::page(known)}
                    </a>
                }).collect_view()}
            </nav>
            <small class="local-only">{say::LOCAL_ONLY}</small>
        </header>
        <Show when=move || session.unsaved.get()>
            <p class="message error no-print" role="alert">{say::NOT_SAVED}</p>
        </Show>
        <Show when=move || session.corrupt.get()>
            <p class="message warn no-print" role="alert">{say::CORRUPT}</p>
        </Show>
        <Palette/>
        <main id="main" tabindex="-1">
            {move || match page.get() {
                Some(Page::Today) => view! { <TodayPage/> }.into_any(),
                Some(Page::Callback) => view! { <CallbackPage route/> }.into_any(),
                Some(Page::Supervision) => view! { <SupervisionPage route/> }.into_any(),
                Some(Page::Meeting) => view! { <MeetingPage/> }.into_any(),
                Some(Page::Archive) => view! { <ArchivePage/> }.into_any(),
                Some(Page::Papers) => view! { <PapersPage route/> }.into_any(),
                Some(Page::Order) => view! { <OrderPage route/> }.into_any(),
                Some(Page::Ledger) => view! { <LedgerPage route/> }.into_any(),
                Some(Page::Intake) => view! { <IntakePage route/> }.into_any(),
                Some(Page::Units) => view! { <UnitsPage/> }.into_any(),
                Some(Page::Data) => view! { <DataPage/> }.into_any(),
                Some(Page::Deadline) => view! { <DeadlinePage route/> }.into_any(),
                Some(Page::Audit) => view! { <AuditPage/> }.into_any(),
                Some(Page::Rules) => view! { <RulesPage route/> }.into_any(),
                Some(Page::Calendar) => view! { <CalendarPage/> }.into_any(),
                None => view! { <p class="message warn">{say::NO_PAGE}</p> }.into_any(),
            }}
        </main>
    }
}
