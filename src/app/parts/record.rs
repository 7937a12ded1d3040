//! The fields of a step as a form: only what is asked, demanded ones first, each with the clause that demands it.

use banjie::deadline::Regime;
use banjie::order::{Field as OrderField, Key, Record, Shape, Value};
use banjie::pack::Pack;
use banjie::workflow::Ask;
use leptos::prelude::*;

use crate::app::say;

/// One field to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    pub field: OrderField,
    /// Whether the step is refused without it.
    pub must: bool,
    /// The clause that demands it.
    pub clause: Option<String>,
    /// (code, word) to choose from.
    pub options: Vec<(String, String)>,
}

/// What a step asks for, in words.
pub fn blanks(asks: &[Ask<'_>], regime: &Regime<'_>) -> Vec<Blank> {
    let mut blanks: Vec<Blank> = asks
        .iter()
        .map(|ask| Blank {
            field: ask.field,
            must: ask.must,
            clause: ask.rule.map(|rule| say::order::clause(rule, regime.pack)),
            options: options(ask.field, &ask.codes, regime.pack),
        })
        .collect();
    blanks.sort_by_key(|blank| !blank.must);
    blanks
}

/// What a field may hold under a pack: its vocabulary there, narrowed to `codes` if there are any.
pub fn options(field: OrderField, codes: &[String], pack: &Pack) -> Vec<(String, String)> {
    let own = |(code, word): (&str, &str)| (code.to_owned(), word.to_owned());
    match field.shape() {
        Shape::Choice => {
            let known = pack.text().vocabulary.get(field.code());
            let wanted = |code: &str| {
                let known = known.is_none_or(|known| known.iter().any(|known| known == code));
                let allowed = codes.is_empty() || codes.iter().any(|allowed| allowed == code);
                // A gate may ask for a value that the pack's own list does not offer.
                allowed && (known || !codes.is_empty())
            };
            field.choices().into_iter().filter(|(code, _)| wanted(code)).map(own).collect()
        }
        Shape::Listed(list) => pack.list(list).iter().map(|value| own((&value.id, &value.label))).collect(),
        _ => Vec::new(),
    }
}

/// The form. `record` holds what was filled in so far.
#[component]
pub fn RecordForm(
    #[prop(into)] blanks: Signal<Vec<Blank>>,
    record: RwSignal<Record>,
    /// Names of units, to choose from.
    #[prop(into)]
    units: Signal<Vec<String>>,
) -> impl IntoView {
    view! {
        {move || (!units.with(Vec::is_empty)).then(|| view! {
            <datalist id="unit-names">
                {units.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
        })}
        <div class="fields record">
            <For each=move || blanks.get() key=|blank| (blank.field.code(), blank.must, blank.options.clone()) let:blank>
                <BlankField blank record/>
            </For>
        </div>
    }
}

#[component]
fn BlankField(blank: Blank, record: RwSignal<Record>) -> impl IntoView {
    let Blank { field, must, clause, options } = blank;
    let put = move |value: Value| record.update(|record| record.put(Key::Known(field), value));
    let text = move || record.with(|record| record.get(field).and_then(Value::text).unwrap_or_default().to_owned());
    let name = field.code();
    let label = field.word();
    let title = clause.clone();
    let head = view! {
        <span title=title>
            {label}{must.then(|| view! { <b class="must" aria-hidden="true">"*"</b> })}
            {clause.map(|clause| view! { <small class="clause">{clause}</small> })}
        </span>
    };
    let required = must.then_some("true");
    let entered = move |event: leptos::ev::Event| put(Value::Text(event_target_value(&event)));
    let counted = move |event: leptos::ev::Event| {
        let n: Result<i64, _> = event_target_value(&event).parse();
        put(n.map_or(Value::Text(String::new()), Value::Number));
    };
    match field.shape() {
        Shape::Flag => view! {
            <label class="field flag">
                <input type="checkbox" name=name prop:checked=move || record.with(|record| record.is(field))
                    on:change=move |event| put(Value::Flag(event_target_checked(&event)))/>
                {head}
            </label>
        }
        .into_any(),
        Shape::Choice | Shape::Listed(_) => {
            // What nobody chose stays open.
            let words = options.clone();
            view! {
                <label class="field">
                    {head}
                    <select name=name aria-required=required prop:value=text on:change=entered>
                        <option value="" selected=move || text().is_empty()>{say::CHOOSE}</option>
                        {words.into_iter().map(|(code, word)| {
                            let own = code.clone();
                            view! { <option value=code selected=move || text() == own>{word}</option> }
                        }).collect_view()}
                    </select>
                </label>
            }
            .into_any()
        }
        Shape::Text => view! {
            <label class="field wide">
                {head}
                <textarea name=name rows="2" aria-required=required prop:value=text on:input=entered></textarea>
            </label>
        }
        .into_any(),
        Shape::Number => view! {
            <label class="field">
                {head}
                <input type="number" name=name min="0" max="3650" aria-required=required
                    prop:value=move || record.with(|record| record.number(field)).map(|n| n.to_string()).unwrap_or_default()
                    on:input=counted/>
            </label>
        }
        .into_any(),
        Shape::HandlingUnits => view! {
            <label class="field wide">
                {head}
                <input type="text" name=name autocomplete="off" aria-required=required placeholder=say::SEVERAL
                    prop:value=move || record.with(|record| record.list(field).join("、"))
                    on:change=move |event| {
                        let names = event_target_value(&event);
                        let names = names.split(['、', '，', ',', ' ']).map(str::trim).filter(|name| !name.is_empty());
                        put(Value::List(names.map(str::to_owned).collect()));
                    }/>
            </label>
        }
        .into_any(),
        shape => {
            let kind = match shape {
                Shape::Day => "date",
                Shape::Moment => "datetime-local",
                _ => "text",
            };
            let list = (shape == Shape::HandlingUnit).then_some("unit-names");
            view! {
                <label class="field">
                    {head}
                    <input type=kind name=name list=list autocomplete="off" aria-required=required
                        prop:value=text on:input=entered/>
                </label>
            }
            .into_any()
        }
    }
}
