//! 回访 — stub.

use leptos::prelude::*;

use crate::app::route::Route;

#[component]
pub fn CallbackPage(route: RwSignal<Route>) -> impl IntoView {
    let _ = route;
    view! { <h1>"回访"</h1> }
}
