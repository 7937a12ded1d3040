//! stub
use leptos::prelude::*;
#[component]
pub fn RulesPage(route: RwSignal<crate::app::route::Route>) -> impl IntoView {
    view! { <p>"rules"</p> }
}
