//! stub
use leptos::prelude::*;
#[component]
pub fn CalendarPage() -> impl IntoView {
    view! { <p>"calendar"</p> }
}
