//! One labelled field of a form.

use leptos::prelude::*;

/// A label above its control.
#[component]
pub fn Field(
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="field" class:wide=wide>
            <span>{label}{hint.map(|hint| view! { <small>{hint}</small> })}</span>
            {children()}
        </label>
    }
}

/// A choice among (value, word) pairs.
#[component]
pub fn Choice(
    #[prop(into)] label: String,
    /// (value, word), the first being the default.
    options: Vec<(String, String)>,
    #[prop(into)] value: Signal<String>,
    on_change: impl Fn(String) + Send + 'static,
) -> impl IntoView {
    view! {
        <Field label>
            <select prop:value=move || value.get() on:change=move |event| on_change(event_target_value(&event))>
                {options
                    .into_iter()
                    .map(|(code, word)| {
                        let own = code.clone();
                        view! { <option value=code selected=move || value.get() == own>{word}</option> }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}

/// A text-like input that reports what was entered when it is complete.
#[component]
pub fn Entry(
    #[prop(into)] label: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(into)] value: Signal<String>,
    on_change: impl Fn(String) + Send + 'static,
) -> impl IntoView {
    let (min, max) = match kind {
        "date" => (Some("2000-01-01"), Some("2069-12-31")),
        "datetime-local" => (Some("2000-01-01T00:00"), Some("2069-12-31T23:59")),
        "number" => (Some("0"), None),
        _ => (None, None),
    };
    view! {
        <Field label hint=hint.unwrap_or_default()>
            <input
                type=kind
                name=name
                min=min
                max=max
                autocomplete="off"
                prop:value=move || value.get()
                on:change=move |event| on_change(event_target_value(&event))
            />
        </Field>
    }
}
