//! 督办 — what must be put under supervision, the open and the closed cases, accountability, the list to report; and one
//! case as one file (一案一档).

mod case;
mod cases;
mod evidence;
mod found;
mod inspection;
mod ledger;
mod lists;
pub mod record;
mod sheet;

use banjie::order::Id;
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::pages::units::NotOpen;
use crate::app::route::{Page, Route};

use case::CasePage;
use inspection::InspectionList;
use ledger::Ledger;
pub use lists::Tab;

/// The case an address asks for; without its number the last one of the order.
type Asked = Option<(Id, Option<u32>)>;

#[component]
pub fn SupervisionPage(route: RwSignal<Route>) -> impl IntoView {
    let desk = Desk::get();
    let asked: Memo<Asked> = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| {
            // On the way to another page the address is no longer ours.
            if route.page != Some(Page::Supervision) {
                return before.copied().flatten();
            }
            let id = route.value("id").and_then(Id::parse)?;
            Some((id, route.value("case").and_then(|nth| nth.parse().ok())))
        })
    });
    let inspecting = Memo::new(move |_| {
        route.with(|route| route.page == Some(Page::Supervision) && route.value("list") == Some("units"))
    });
    // Once open it stays open: counting anew takes nothing away.
    let ready = Memo::new(move |was: Option<&bool>| was.copied().unwrap_or(false) || desk.is_ready());
    view! {
        <Show when=move || ready.get() fallback=move || view! { <NotOpen desk/> }>
            {move || match asked.get() {
                _ if inspecting.get() => view! { <InspectionList/> }.into_any(),
                Some((id, nth)) => view! { <CasePage id nth/> }.into_any(),
                None => view! { <Ledger route/> }.into_any(),
            }}
        </Show>
    }
}
