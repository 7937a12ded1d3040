//! 规则 — a pack laid open: every clause, the readings and local settings, the flow, and beside another pack.

mod flow;
mod matrix;
mod tuning;

use std::sync::Arc;

use banjie::pack::Pack;
use leptos::prelude::*;

use crate::app::parts::pack_choice::PackChoice;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::{platform, say};

use flow::{Beside, Flow};
use matrix::Matrix;
use tuning::Tuning;

/// The views of the page.
const VIEWS: [(&str, &str); 4] =
    [("matrix", "条款对照"), ("tuning", "口径与本地设定"), ("flow", "办理流程"), ("compare", "两地比较")];

/// The pack on show.
pub type PackMemo = Memo<Option<Arc<Pack>>>;

#[component]
pub fn RulesPage(route: RwSignal<Route>) -> impl IntoView {
    let session = Session::get();
    let value = move |name: &'static str| route.with(|route| route.value(name).unwrap_or_default().to_owned());
    let pack: PackMemo = session.pack_memo(move || value("pack"));
    let chosen = Signal::derive(move || pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default());
    let view_name = Memo::new(move |_| {
        let asked = value("view");
        VIEWS.iter().find(|(id, _)| *id == asked).map_or("matrix", |(id, _)| *id)
    });
    let go = move |pack: String, view: &str| {
        let pairs = [("pack".to_owned(), pack), ("view".to_owned(), view.to_owned())];
        route::replace(&route::address(Page::Rules, &pairs));
        route.set(Route::current());
    };
    let choose = move |id: String| {
        session.change(|prefs| prefs.pack.clone_from(&id));
        go(id, view_name.get_untracked());
    };
    view! {
        <h1 class="visually-hidden">{say::page(Page::Rules)}</h1>
        <PackChoice packs=Signal::derive(move || session.pack_names()) chosen on_choose=choose/>
        {move || pack.get().map(|pack| view! { <Head pack/> })}
        <div class="toolbar tabs no-print" role="group" aria-label="查看方式">
            {VIEWS.map(|(id, word)| view! {
                <button type="button" aria-pressed=move || (view_name.get() == id).to_string()
                    on:click=move |_| go(chosen.get_untracked(), id)>{word}</button>
            }).collect_view()}
            <button type="button" on:click=|_| platform::print()>"打印本页"</button>
        </div>
        {move || match view_name.get() {
            "tuning" => view! { <Tuning pack/> }.into_any(),
            "flow" => view! { <Flow pack/> }.into_any(),
            "compare" => view! { <Beside pack/> }.into_any(),
            _ => view! { <Matrix pack/> }.into_any(),
        }}
    }
}

/// What the pack is, and taking packs in and out.
#[component]
fn Head(pack: Arc<Pack>) -> impl IntoView {
    let session = Session::get();
    let problems = RwSignal::new(Vec::<String>::new());
    let said = RwSignal::new(String::new());
    let text = pack.text().clone();
    let id = pack.id().to_owned();
    let own = untrack(|| session.is_own(&id));
    let export = {
        let (text, name) = (text.clone(), say::pack::file_name(pack.id()));
        move |_| {
            let json = serde_json::to_string_pretty(&text).unwrap_or_default();
            if platform::save_text(&name, "application/json", &json).is_ok() {
                said.set(say::pack::exported(&name));
            }
        }
    };
    let load = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            let read = platform::read_text(&file).await;
            input.set_value("");
            let loaded = match read {
                Ok(json) => session.load_pack(&json).map_err(|found| found.iter().map(say::pack::diagnostic).collect()),
                Err(_) => Err(vec![say::UNREADABLE_FILE.to_owned()]),
            };
            match loaded {
                Ok(pack) => {
                    problems.set(Vec::new());
                    said.set(say::pack::loaded(&pack.text().name));
                }
                Err(found) => {
                    said.set(String::new());
                    problems.set(found);
                }
            }
        });
    };
    let remove = move |_| {
        let sure = window().confirm_with_message(say::pack::SURE_TO_REMOVE);
        if sure.unwrap_or(false) {
            session.drop_pack(&id);
        }
    };
    let sources = text.source.clone().into_iter().map(|source| {
        let words = say::pack::source(&source);
        view! { <li><b>{source.id}</b>" "{words}</li> }
    });
    view! {
        <section class="panel pack-head">
            <h2>{format!("{} · {}", text.name, text.title)}
                <span class="badge" class:provisional=text.status == banjie::pack::Status::Draft>{say::status(text.status)}</span>
                <small>{say::pack::size(text.version, pack.rules().len())}</small></h2>
            {text.note.map(|note| view! { <p class="cite">{note}</p> })}
            <details><summary>{say::pack::sources_heading(text.source.len())}</summary><ul class="lines">{sources.collect_view()}</ul></details>
            <div class="toolbar no-print">
                <button type="button" on:click=export>"导出规则包"</button>
                <label class="button">"载入规则包…"<input class="visually-hidden" type="file" accept=".json,application/json" on:change=load/></label>
                {own.then(|| view! { <button type="button" class="danger" on:click=remove>"删除此规则包"</button> })}
                <span class="said" role="status">{said}</span>
            </div>
            <Show when=move || !problems.with(Vec::is_empty)>
                <div class="message error" role="alert">
                    <p>{say::pack::NOT_LOADED}</p>
                    <ul class="lines">{move || problems.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </div>
            </Show>
        </section>
    }
}
