//! 归档 — what is closed and not yet filed with what its volume lacks, filed volumes and how long they are kept, and the
//! filing of the month.

mod filed;
mod months;
mod pending;
mod volume;

use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::pages::units::NotOpen;
use crate::app::route::Page;
use crate::app::say;

use filed::Filed;
use months::Months;
use pending::Pending;
use volume::{is_filed, is_pending};

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Pending,
    Filed,
    Months,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Pending, Self::Filed, Self::Months];

    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Filed => "filed",
            Self::Months => "months",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Pending => "待归档",
            Self::Filed => "已归档",
            Self::Months => "按月整理",
        }
    }
}

#[component]
pub fn ArchivePage() -> impl IntoView {
    let desk = Desk::get();
    let tab = RwSignal::new(Tab::Pending);
    // Once open it stays open: counting anew must not take away what is being typed.
    let ready = Memo::new(move |was: Option<&bool>| was.copied().unwrap_or(false) || desk.is_ready());
    let count = move |tab: Tab| {
        let of = |wanted: fn(banjie::term::Stage) -> bool| {
            desk.with_rows(|rows| rows.iter().filter(|row| wanted(row.stage)).count()).to_string()
        };
        match tab {
            Tab::Pending => of(is_pending),
            Tab::Filed => of(is_filed),
            Tab::Months => String::new(),
        }
    };
    view! {
        <h1 class="visually-hidden">{say::page(Page::Archive)}</h1>
        <Show when=move || ready.get() fallback=move || view! { <NotOpen desk/> }>
            <div class="toolbar tabs no-print" role="group" aria-label="归档">
                {Tab::ALL.map(|own| view! {
                    <button type="button" data-tab=own.code() aria-pressed=move || (tab.get() == own).to_string()
                        on:click=move |_| tab.set(own)>{own.word()}" "<b>{move || count(own)}</b></button>
                }).collect_view()}
            </div>
            {move || match tab.get() {
                Tab::Pending => view! { <Pending/> }.into_any(),
                Tab::Filed => view! { <Filed/> }.into_any(),
                Tab::Months => view! { <Months/> }.into_any(),
            }}
        </Show>
    }
}
