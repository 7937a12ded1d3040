//! 今日 — stub.

use leptos::prelude::*;

#[component]
pub fn TodayPage() -> impl IntoView {
    view! { <h1>"今日"</h1> }
}
