//! 会商 — stub.

use leptos::prelude::*;

#[component]
pub fn MeetingPage() -> impl IntoView {
    view! { <h1>"会商"</h1> }
}
