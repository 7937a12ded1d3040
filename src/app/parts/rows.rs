//! A long table of which only the rows in sight are drawn.

use leptos::prelude::*;

use super::printing::Printing;

/// Height of one row, pixels; the style sheet says the same.
const ROW: usize = 30;
/// Rows drawn beyond those in sight, above and below.
const MARGIN: usize = 8;
/// Most rows put on paper.
const MOST_PRINTED: usize = 3000;

/// A table of `count` rows, each made by `row` when it comes into sight.
#[component]
pub fn Rows(
    #[prop(into)] label: String,
    heads: Vec<&'static str>,
    #[prop(into)] count: Signal<usize>,
    row: impl Fn(usize) -> Vec<String> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let top = RwSignal::new(0usize);
    let height = RwSignal::new(480usize);
    let printing = Printing::listen();
    let range = Memo::new(move |_| {
        let count = count.get();
        if printing.is_on() {
            return (0, count.min(MOST_PRINTED));
        }
        let first = (top.get() / ROW).saturating_sub(MARGIN).min(count);
        (first, (first + height.get() / ROW + 2 * MARGIN).min(count))
    });
    let scrolled = move |event: leptos::ev::Event| {
        let area: web_sys::Element = event_target(&event);
        top.set(usize::try_from(area.scroll_top()).unwrap_or(0));
        height.set(usize::try_from(area.client_height()).unwrap_or(480));
    };
    let pixels = |rows: usize| format!("{}px", rows * ROW);
    let heading = heads.clone();
    view! {
        <div class="rows scroll" tabindex="0" role="region" aria-label=label on:scroll=scrolled>
            <table class="grid" aria-rowcount=move || (count.get() + 1).to_string()>
                <thead><tr>{heading.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true"><td colspan=heads.len() style:height=move || pixels(range.get().0)></td></tr>
                    {move || {
                        let (first, last) = range.get();
                        (first..last).map(|at| view! {
                            <tr>{row(at).into_iter().map(|cell| { let title = cell.clone(); view! { <td title=title>{cell}</td> } }).collect_view()}</tr>
                        }).collect_view()
                    }}
                    <tr class="spacer" aria-hidden="true"><td colspan=heads.len() style:height=move || pixels(count.get() - range.get().1.min(count.get()))></td></tr>
                </tbody>
            </table>
        </div>
    }
}

/// Scrolls the first long table back to its beginning, when other rows come into it.
pub fn to_top() {
    if let Ok(Some(area)) = document().query_selector(".rows") {
        area.set_scroll_top(0);
    }
}
