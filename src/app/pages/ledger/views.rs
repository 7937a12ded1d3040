//! 常用视图 — filters with a name, kept in this browser.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::filters::{Asked, Asking};
use crate::app::{platform, say};

/// Where the views are kept; the number grows with their shape.
const KEY: &str = "banjie.views.1";
/// Most characters of a name.
const LONGEST: &str = "20";

/// A filter and its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Named {
    name: String,
    /// As the address has them.
    pairs: Vec<(String, String)>,
}

fn read() -> Vec<Named> {
    platform::stored(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The views as buttons, and a small form for one more.
#[component]
pub fn Views(asking: Asking) -> impl IntoView {
    let views = RwSignal::new(read());
    let naming = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let said = RwSignal::new(None::<Result<String, &'static str>>);
    let keep = move |words: String| {
        let text = views.with_untracked(serde_json::to_string).unwrap_or_default();
        said.set(Some(if platform::store(KEY, &text) { Ok(words) } else { Err(say::ledger::VIEW_NOT_KEPT) }));
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = name.with_untracked(|name| name.trim().to_owned());
        if named.is_empty() {
            return;
        }
        let pairs = asking.asked.with_untracked(Asked::pairs);
        views.update(|views| {
            let new = Named { name: named.clone(), pairs };
            // The same name again means the new filter.
            match views.iter_mut().find(|view| view.name == named) {
                Some(view) => *view = new,
                None => views.push(new),
            }
        });
        naming.set(false);
        name.set(String::new());
        keep(say::ledger::view_kept(&named));
    };
    let remove = move |named: &str| {
        views.update(|views| views.retain(|view| view.name != named));
        keep(say::ledger::view_deleted(named));
    };
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            drop(input.focus());
        }
    });
    view! {
        <div class="views" role="group" aria-label="常用视图">
            <For each=move || views.get() key=Named::clone let:view>
                {
                    let Named { name, pairs } = view;
                    let asked = Asked::read(&pairs).0;
                    let own = asked.clone();
                    let pressed = Memo::new(move |_| asking.asked.with(|now| *now == own));
                    let named = name.clone();
                    view! {
                        <span class="view">
                            <button type="button" aria-pressed=move || pressed.get().to_string()
                                on:click=move |_| asking.change(|now| *now = asked.clone())>{name.clone()}</button>
                            <button type="button" class="plain remove" aria-label=say::ledger::delete_view(&name) title="删除"
                                on:click=move |_| remove(&named)>"×"</button>
                        </span>
                    }
                }
            </For>
            <button type="button" title=say::ledger::VIEW_HINT aria-expanded=move || naming.get().to_string()
                on:click=move |_| { said.set(None); naming.update(|naming| *naming = !*naming); }>"保存为常用视图"</button>
            <Show when=move || naming.get()>
                <form class="naming" on:submit=add on:keydown=move |event| if event.key() == "Escape" { naming.set(false) }>
                    <input type="text" name="view_name" node_ref=input aria-label="视图名称" placeholder="视图名称" autocomplete="off" maxlength=LONGEST
                        prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                    <button type="submit" class="primary" disabled=move || name.with(|name| name.trim().is_empty())>"保存"</button>
                </form>
            </Show>
            <span role="alert">{move || said.get().and_then(Result::err).map(|words| view! { <span class="failed">{words}</span> })}</span>
            <span class="said" role="status">{move || said.get().and_then(Result::ok)}</span>
        </div>
    }
}
