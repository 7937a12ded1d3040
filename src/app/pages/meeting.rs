//! 会商 — the next meeting day, which orders clauses bring before the meeting, the agenda, the minutes, and what was held.

mod agenda;
mod day;
mod draft;
mod held;
mod minutes;
mod paper;
mod proposals;

use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::pages::units::NotOpen;
use crate::app::parts::printing::Printing;
use crate::app::route::Page;
use crate::app::say;
use crate::app::session::Session;

use agenda::{Agenda, Proposed};
use day::{Days, days};
use draft::Kept;
use held::Held;
use minutes::Minutes;
use paper::{Paper, Sheet};
use proposals::proposals;

#[component]
pub fn MeetingPage() -> impl IntoView {
    let desk = Desk::get();
    // Once open it stays open: counting anew must not take away what is being typed.
    let ready = Memo::new(move |was: Option<&bool>| was.copied().unwrap_or(false) || desk.is_ready());
    view! {
        <h1 class="visually-hidden">{say::page(Page::Meeting)}</h1>
        <Show when=move || ready.get() fallback=move || view! { <NotOpen desk/> }><Meeting/></Show>
    }
}

#[component]
fn Meeting() -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let kept = Kept::read(session);
    let found = proposals(desk, session);
    let days = Memo::new(move |_| days(desk, session));
    // Which paper is wanted; the browser's own print command takes the agenda.
    let sheet = RwSignal::new(Sheet::Agenda);
    let printing = Printing::listen();
    view! {
        <div class="meeting no-print">
            <Days days/>
            <div class="meeting-grid">
                <Proposed found kept/>
                <Agenda kept sheet printing/>
            </div>
            <Minutes kept days/>
            <Held/>
        </div>
        <Show when=move || printing.is_on()><Paper kept sheet days/></Show>
    }
}
