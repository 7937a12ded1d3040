//! Attachments: added, listed, opened.

use banjie::order::{Item, Step, WorkOrder};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::act::not_done;
use crate::app::desk::{Desk, NotDone};
use crate::app::{platform, say};

/// Largest attachment, bytes.
const MOST_BYTES: f64 = 50_000_000.0;

#[component]
pub fn Files(order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let desk = Desk::get();
    let said = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<NotDone>);
    let list = Memo::new(move |_| {
        order
            .with(|order| {
                let order = order.as_ref()?;
                let files = order.ever_done(Step::Attach).map(|entry| {
                    let with = &entry.fact.with;
                    let size = with.number(Item::FileSize).unwrap_or(0);
                    (with.text(Item::FileHash).to_owned(), with.text(Item::FileName).to_owned(), say::order::size(size))
                });
                Some(files.collect::<Vec<_>>())
            })
            .unwrap_or_default()
    });
    let add = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let files = input.files();
        let Some(id) = order.with_untracked(|order| order.as_ref().map(|order| order.id)) else { return };
        spawn_local(async move {
            let count = files.as_ref().map_or(0, web_sys::FileList::length);
            for file in (0..count).filter_map(|at| files.as_ref().and_then(|files| files.get(at))) {
                if file.size() > MOST_BYTES {
                    said.set(say::order::too_large(&file.name()));
                    continue;
                }
                match desk.attach(id, file).await {
                    Ok(()) => said.set(say::order::SAVED.to_owned()),
                    Err(why) => refused.set(Some(why)),
                }
            }
            input.set_value("");
        });
    };
    let open = move |hash: String, name: String| {
        spawn_local(async move {
            let saved = match desk.file(hash).await {
                Ok(Some(blob)) => platform::save_blob(&name, &blob).is_ok(),
                _ => false,
            };
            said.set(if saved { say::order::FILE_SAVED.to_owned() } else { say::order::NO_FILE.to_owned() });
        });
    };
    view! {
        <section class="panel files" aria-label="附件">
            <div class="toolbar"><h2>"附件"</h2>
                <label class="button">"添加文件"<input type="file" class="visually-hidden" multiple=true on:change=add/></label>
                <span class="said" role="status">{move || said.get()}</span></div>
            {move || refused.get().map(not_done)}
            {move || {
                let list = list.get();
                if list.is_empty() {
                    return view! { <p class="quiet">{say::order::NO_FILES}</p> }.into_any();
                }
                view! { <ul>{list.into_iter().map(|(hash, name, size)| {
                    let file = name.clone();
                    view! { <li><button type="button" class="plain" on:click=move |_| open(hash.clone(), file.clone())>{name}</button>" "<small>{size}</small></li> }
                }).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}
