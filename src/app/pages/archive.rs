//! 归档 — stub.

use leptos::prelude::*;

#[component]
pub fn ArchivePage() -> impl IntoView {
    view! { <h1>"归档"</h1> }
}
