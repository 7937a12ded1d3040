//! 督办 — stub.

use leptos::prelude::*;

use crate::app::route::Route;

#[component]
pub fn SupervisionPage(route: RwSignal<Route>) -> impl IntoView {
    let _ = route;
    view! { <h1>"督办"</h1> }
}
