//! Ctrl+K: go to a page or an order by a few letters; `?`: the keys.

use banjie::ledger::{Column, Filter, select};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::session::Session;

/// Orders listed.
const MOST: usize = 9;

/// Whether a key event belongs to a control one types in.
fn typing(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str()))
}

#[component]
pub fn Palette() -> impl IntoView {
    let open = RwSignal::new(false);
    let keys = RwSignal::new(false);
    let heard = window_event_listener(leptos::ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            keys.set(false);
            open.set(true);
        } else if event.key() == "?" && !typing(&event) {
            event.prevent_default();
            keys.update(|keys| *keys = !*keys);
        } else if event.key() == "Escape" {
            open.set(false);
            keys.set(false);
        }
    });
    on_cleanup(move || heard.remove());
    view! {
        <Show when=move || open.get()><Finder open/></Show>
        <Show when=move || keys.get()>
            <div class="veil no-print" on:click=move |_| keys.set(false)>
                <section class="palette panel" role="dialog" aria-modal="true" aria-label="快捷键">
                    <h2>"快捷键"</h2>
                    <dl>{say::KEYS.map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> }).collect_view()}</dl>
                </section>
            </div>
        </Show>
    }
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    // (address, name, remark)
    let found = Memo::new(move |_| {
        let text = text.get();
        let wanted = text.trim().to_lowercase();
        let pages = Page::MENU.into_iter().filter(|page| wanted.is_empty() || say::page(*page).contains(&wanted));
        let mut found: Vec<(String, String, String)> =
            pages.map(|page| (route::address(page, &[]), say::page(page).to_owned(), String::new())).collect();
        if !wanted.is_empty() {
            desk.with_rows(|rows| {
                let filter = Filter { text: wanted, ..Filter::default() };
                let places = select(rows, &filter, Column::Registered, true, session.now.get_untracked());
                for row in places.into_iter().take(MOST).filter_map(|place| rows.get(place as usize)) {
                    let address = route::address(Page::Order, &[("id".to_owned(), row.id.to_string())]);
                    found.push((address, format!("{} {}", row.number, row.title), row.lead.clone()));
                }
            });
        }
        found
    });
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            drop(input.focus());
        }
    });
    let go = move |place: usize| {
        if let Some((address, ..)) = found.with_untracked(|found| found.get(place).cloned()) {
            open.set(false);
            route::go(&address);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Enter" => go(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="veil no-print" on:click=move |_| open.set(false)>
            <section class="palette panel" role="dialog" aria-modal="true" aria-label="快速前往" on:click=|event| event.stop_propagation()>
                <input type="text" node_ref=input aria-label=say::FIND placeholder=say::FIND autocomplete="off"
                    prop:value=move || text.get() on:keydown=key
                    on:input=move |event| { at.set(0); text.set(event_target_value(&event)); }/>
                <ul aria-label="结果">
                    {move || found.get().into_iter().enumerate().map(|(place, (address, name, remark))| view! {
                        <li class:current=move || at.get() == place>
                            <a href=address aria-current=move || (at.get() == place).then_some("true") on:click=move |_| open.set(false)>{name}" "<small>{remark}</small></a>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        </div>
    }
}
