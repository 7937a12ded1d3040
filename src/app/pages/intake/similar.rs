//! Orders that may be about the same thing, while one types: to open, or to note this call on.

use std::time::Duration;

use banjie::ledger::{Likeness, Row, similar};
use banjie::order::{Id, Item};
use banjie::term::Term;
use leptos::prelude::*;

use super::draft::Sheet;
use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::say;

/// Quiet before looking.
const QUIET: Duration = Duration::from_millis(300);
/// Most shown.
const MOST: usize = 5;

/// What is looked for: title, place, telephone.
type Wanted = (String, String, String);

/// One order found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    id: Id,
    number: String,
    title: String,
    stage: &'static str,
    stage_class: &'static str,
    alike: String,
    no_further: bool,
    calls: u32,
}

impl Hit {
    fn of(row: &Row, alike: &[Likeness]) -> Self {
        Self {
            id: row.id,
            number: row.number.clone(),
            title: row.title.clone(),
            stage: row.stage.word(),
            stage_class: row.stage.code(),
            alike: say::order::likeness(alike),
            no_further: row.no_further,
            calls: row.calls,
        }
    }
}

#[component]
pub fn SimilarOrders(
    sheet: Sheet,
    /// Notes this call on that order instead of registering.
    again: Callback<Id>,
    #[prop(into)] idle: Signal<bool>,
) -> impl IntoView {
    let desk = Desk::get();
    let wanted = Memo::new(move |_| -> Wanted {
        let (title, place) = sheet
            .record
            .with(|record| (record.text(Item::Title).trim().to_owned(), record.text(Item::Place).trim().to_owned()));
        (title, place, sheet.details.with(|details| details.phone.trim().to_owned()))
    });
    let settled = RwSignal::new(Wanted::default());
    let mut settle = debounce(QUIET, move |wanted: Wanted| settled.set(wanted));
    Effect::new(move |_| settle(wanted.get()));
    let hits = Memo::new(move |_| {
        let (title, place, phone) = settled.get();
        if title.is_empty() && place.is_empty() && phone.is_empty() {
            return Vec::new();
        }
        let same = desk.with_phone(&phone);
        desk.with_rows(|rows| {
            let found = similar(rows, &title, &place, &|row: &Row| same.contains(&row.id), MOST);
            let hits = found.iter().filter_map(|found| Some(Hit::of(rows.get(found.at)?, &found.alike)));
            hits.collect::<Vec<_>>()
        })
    });
    view! {
        <section class="panel similar" aria-labelledby="intake-similar">
            <h2 id="intake-similar">"疑似重复"</h2>
            <p class="quiet" role="status">{move || hits.with(|hits| say::intake::similar(hits.len()))}</p>
            <ul>{move || hits.get().into_iter().map(|hit| {
                let id = hit.id;
                let address = route::address(Page::Order, &[("id".to_owned(), id.to_string())]);
                view! {
                    <li data-order=id.to_string()>
                        <p><small class="number">{hit.number.clone()}</small>" "<b>{hit.title.clone()}</b></p>
                        <p class="badges">
                            <i class=format!("badge stage {}", hit.stage_class)>{hit.stage}</i>
                            <i class="badge">{hit.alike}</i>
                            {(hit.calls > 1).then(|| view! { <i class="badge">{say::intake::calls(hit.calls)}</i> })}
                            {hit.no_further.then(|| view! { <i class="badge before-force">{say::order::NO_FURTHER}</i> })}
                        </p>
                        <p class="toolbar">
                            <a class="button" href=address aria-label=format!("打开 {}", hit.number)>"打开"</a>
                            <button type="button" disabled=move || !idle.get() title=say::intake::AGAIN_HINT
                                aria-label=say::intake::again_on(&hit.number)
                                on:click=move |_| again.run(id)>"记为该件的重复来电"</button>
                        </p>
                    </li>
                }
            }).collect_view()}</ul>
        </section>
    }
}
