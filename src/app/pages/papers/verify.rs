//! Opening a volume again: whether it is as it was made, and where it is not.

use banjie::order::{Fact, Id};
use banjie::paper::open;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::app::{platform, say};

/// What stands under the file: words, and whether all is well.
#[derive(Clone, PartialEq)]
enum Said {
    Nothing,
    Reading,
    Whole(String),
    Broken(String, Vec<String>),
    Refused(String),
}

#[component]
pub fn Verify() -> impl IntoView {
    let said = RwSignal::new(Said::Nothing);
    let name = RwSignal::new(String::new());
    let check = move |event: leptos::ev::Event| {
        let input: Option<web_sys::HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        input.set_value("");
        name.set(file.name());
        said.set(Said::Reading);
        spawn_local(async move {
            let text = platform::read_text(&file).await.unwrap_or_default();
            said.set(match open(&text) {
                Ok(opened) if opened.breaks.is_empty() => Said::Whole(say::papers::verified(&opened)),
                Ok(opened) => {
                    let facts = &opened.volume.order.facts;
                    let what = |id: Id| facts.iter().find(|fact: &&Fact| fact.id == id).map(say::order::fact);
                    let at = opened.breaks.iter();
                    let places = at.map(|found| say::papers::broken_at(found, found.fact.and_then(what))).collect();
                    Said::Broken(say::papers::verified(&opened), places)
                }
                Err(trouble) => Said::Refused(say::papers::not_a_volume(&trouble)),
            });
        });
    };
    view! {
        <section class="panel verify no-print">
            <h2>"核对卷宗文件"</h2>
            <p class="quiet">{say::papers::VERIFY_INTRO}</p>
            <p class="file"><label class="button">{say::papers::CHOOSE_FILE}
                <input class="visually-hidden" type="file" name="volume" accept=".html,.json" on:change=check/></label>
                " "{move || name.get()}</p>
            <div role="status" data-verified>{move || match said.get() {
                Said::Nothing => ().into_any(),
                Said::Reading => view! { <p>{say::papers::READING}</p> }.into_any(),
                Said::Whole(words) => view! { <p class="message good">{words}</p> }.into_any(),
                Said::Refused(words) => view! { <p class="message error">{words}</p> }.into_any(),
                Said::Broken(words, places) => view! {
                    <div class="message error"><p>{words}</p><ul>{places.into_iter().map(|place| view! { <li>{place}</li> }).collect_view()}</ul></div>
                }.into_any(),
            }}</div>
        </section>
    }
}
