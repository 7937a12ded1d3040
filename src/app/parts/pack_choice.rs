//! The row of packs to choose from.

use leptos::prelude::*;

/// One button a pack; the chosen one is pressed.
#[component]
pub fn PackChoice(
    /// (id, name).
    #[prop(into)]
    packs: Signal<Vec<(String, String)>>,
    #[prop(into)] chosen: Signal<String>,
    on_choose: impl Fn(String) + Clone + Send + 'static,
) -> impl IntoView {
    view! {
        <div class="packs no-print" role="group" aria-label="规则包">
            {move || {
                let on_choose = on_choose.clone();
                packs.get().into_iter().map(move |(id, name)| {
                    let (own, on_choose) = (id.clone(), on_choose.clone());
                    let pressed = Memo::new(move |_| chosen.get() == own);
                    view! {
                        <button type="button" aria-pressed=move || pressed.get().to_string() data-pack=id.clone()
                            on:click=move |_| on_choose(id.clone())>{name}</button>
                    }
                }).collect_view()
            }}
        </div>
    }
}
