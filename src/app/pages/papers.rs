//! 文书 — stub.

use leptos::prelude::*;

use crate::app::route::Route;

#[component]
pub fn PapersPage(route: RwSignal<Route>) -> impl IntoView {
    let _ = route;
    view! { <h1>"文书"</h1> }
}
