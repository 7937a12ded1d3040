//! The list: whatever the number of orders, only the rows in sight are drawn. One stop of the Tab key; arrows go from row
//! to row.

use std::collections::BTreeSet;
use std::sync::Arc;

use banjie::deadline::minute_text;
use banjie::ledger::{Column, Row};
use banjie::order::Id;
use banjie::term::{Term, Urgency};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Kept;
use super::filters::{Asking, LIST_ID};
use super::order_address;
use crate::app::desk::Desk;
use crate::app::route;
use crate::app::say;
use crate::app::session::Session;

/// Height of a row, pixels; the style sheet says the same.
const ROW: usize = 30;
/// Height of the head that stays in sight, pixels.
const HEAD: i32 = 31;
/// Rows drawn beyond those in sight, above and below.
const MARGIN: usize = 12;
/// The first row drawn moves by so many at once.
const STRIDE: usize = 4;

/// Style class, heading, and what a click on it sorts by.
pub const HEADS: [(&str, &str, Option<Column>); 8] = [
    ("c-number", "工单编号", Some(Column::Number)),
    ("c-title", "标题", None),
    ("c-stage", "阶段", Some(Column::Stage)),
    ("c-nature", "性质", None),
    ("c-lead", "承办单位", Some(Column::Lead)),
    ("c-registered", "登记时间", Some(Column::Registered)),
    ("c-due", "下一时限", Some(Column::Due)),
    ("c-standing", "时限", Some(Column::Standing)),
];

/// The next limit as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DueCell {
    pub act: &'static str,
    pub short: String,
    pub full: String,
    pub provisional: bool,
}

/// One row as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    pub at: usize,
    pub id: Id,
    pub number: String,
    pub title: String,
    pub stage: &'static str,
    pub stage_code: &'static str,
    pub nature: &'static str,
    pub urgency: Option<&'static str>,
    pub lead: String,
    pub registered: String,
    pub due: Option<DueCell>,
    pub standing: &'static str,
    pub standing_code: &'static str,
    pub odd: bool,
}

impl Line {
    pub fn of(at: usize, row: &Row, now: NaiveDateTime) -> Self {
        let standing = row.standing(now);
        Self {
            at,
            id: row.id,
            number: row.number.clone(),
            title: row.title.clone(),
            stage: row.stage.word(),
            stage_code: row.stage.code(),
            nature: row.nature.word(),
            urgency: Some(row.urgency).filter(|urgency| *urgency >= Urgency::Urgent).map(Term::word),
            lead: row.lead.clone(),
            registered: row.registered.map(|at| minute_text(at).replace('T', " ")).unwrap_or_default(),
            due: row.next.map(|next| DueCell {
                act: next.act.word(),
                short: say::short_due(next.due),
                full: format!("{} {}", next.act.word(), say::due(next.due)),
                provisional: next.provisional,
            }),
            standing: say::order::row_standing(standing),
            standing_code: standing.code(),
            odd: row.odd,
        }
    }
}

fn window_height() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    height.map_or(800, |height| height.max(0.0) as usize)
}

/// Whether an event began in a control that has keys and clicks of its own.
fn on_control(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| element.closest("a, button, input, label").ok().flatten().is_some())
}

/// The list of what was found.
#[component]
pub fn List(
    asking: Asking,
    found: Memo<Arc<Vec<u32>>>,
    /// Milliseconds the last filter took, for measuring tools.
    #[prop(into)]
    took: Signal<String>,
    chosen: RwSignal<BTreeSet<Id>>,
    /// How many of what was found are chosen.
    seen: Memo<usize>,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let area = NodeRef::<leptos::html::Div>::new();
    let Kept { top, at, .. } = expect_context::<Kept>();
    let height = RwSignal::new(window_height());
    // The row the keys are at.
    let resized = window_event_listener(leptos::ev::resize, move |_| height.set(window_height()));
    on_cleanup(move || resized.remove());
    let count = Memo::new(move |_| found.with(|found| found.len()));
    let range = Memo::new(move |_| {
        let count = count.get();
        let first = ((top.get() / ROW).saturating_sub(MARGIN) / STRIDE * STRIDE).min(count);
        (first, (first + height.get() / ROW + 2 * MARGIN + STRIDE).min(count))
    });
    let lines = Memo::new(move |_| {
        let (first, last) = range.get();
        let now = session.now.get();
        found.with(|found| {
            desk.with_rows(|rows| {
                let line = |at: usize| Some(Line::of(at, rows.get(*found.get(at)? as usize)?, now));
                (first..last).filter_map(line).collect::<Vec<_>>()
            })
        })
    });
    // Other orders, or in another order: from the beginning.
    Effect::new(move |before: Option<()>| {
        asking.asked.track();
        if before.is_some() {
            at.set(0);
            top.set(0);
            if let Some(area) = area.get_untracked() {
                area.set_scroll_top(0);
            }
        }
    });
    // Back where it was left.
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            area.set_scroll_top(i32::try_from(top.get_untracked()).unwrap_or(0));
        }
    });
    let scrolled = move |event: web_sys::Event| {
        let area: web_sys::Element = event_target(&event);
        top.set(usize::try_from(area.scroll_top()).unwrap_or(0));
    };
    let id_at = move |at: usize| {
        untrack(|| {
            let place = found.with(|found| found.get(at).copied())?;
            desk.with_rows(|rows| rows.get(place as usize).map(|row| row.id))
        })
    };
    let bring = move |at: usize| {
        let Some(area) = area.get_untracked() else { return };
        let place = i32::try_from(at * ROW).unwrap_or(i32::MAX);
        let room = area.client_height() - HEAD - ROW as i32;
        if place < area.scroll_top() {
            area.set_scroll_top(place);
        } else if place > area.scroll_top() + room {
            area.set_scroll_top(place - room);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (now, last) = (at.get_untracked(), count.get_untracked().saturating_sub(1));
        let in_sight = area.get_untracked().map_or(10, |area| usize::try_from(area.client_height()).unwrap_or(0) / ROW);
        let page = in_sight.saturating_sub(2).max(1);
        let next = match event.key().as_str() {
            "ArrowDown" => now + 1,
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => now + page,
            "PageUp" => now.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" | " " if on_control(&event) => return,
            "Enter" => {
                event.prevent_default();
                if let Some(id) = id_at(now) {
                    route::go(&order_address(id));
                }
                return;
            }
            " " => {
                event.prevent_default();
                if let Some(id) = id_at(now) {
                    toggle(chosen, id);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        at.set(next.min(last));
        bring(next.min(last));
    };
    let choose_all = move |event: web_sys::Event| {
        let all = event_target_checked(&event);
        let mut ids: Vec<Id> = untrack(|| {
            found.with(|found| {
                desk.with_rows(|rows| {
                    found.iter().filter_map(|place| rows.get(*place as usize)).map(|row| row.id).collect()
                })
            })
        });
        ids.sort_unstable();
        chosen.update(|chosen| match all {
            true => chosen.extend(ids),
            false => chosen.retain(|id| ids.binary_search(id).is_err()),
        });
    };
    let active = move || {
        let (first, last) = range.get();
        let at = at.get();
        (first <= at && at < last).then(|| row_id(at))
    };
    let pixels = |rows: usize| format!("{}px", rows * ROW);
    view! {
        <div class="ledger-rows scroll no-print" node_ref=area on:scroll=scrolled data-filter-ms=move || took.get()>
            <table id=LIST_ID class="grid" role="grid" tabindex="0" aria-label=say::ledger::LIST aria-multiselectable="true"
                aria-rowcount=move || (count.get() + 1).to_string() aria-activedescendant=active on:keydown=key>
                <thead><tr aria-rowindex="1">
                    <th scope="col" class="c-pick"><label><input type="checkbox" aria-label="选择列表中的全部工单"
                        prop:checked=move || { seen.get() != 0 && seen.get() == count.get() }
                        prop:indeterminate=move || { seen.get() != 0 && seen.get() != count.get() }
                        on:change=choose_all/></label></th>
                    {HEADS.map(|(class, word, column)| head(class, word, column, asking)).into_iter().collect_view()}
                </tr></thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true"><td style:height=move || pixels(range.get().0)></td></tr>
                    <For each=move || lines.get() key=Line::clone let:line>
                        {row(line, at, chosen)}
                    </For>
                    <tr class="spacer" aria-hidden="true"><td style:height=move || pixels(count.get().saturating_sub(range.get().1))></td></tr>
                </tbody>
            </table>
        </div>
    }
}

fn row_id(at: usize) -> String {
    format!("ledger-row-{at}")
}

fn toggle(chosen: RwSignal<BTreeSet<Id>>, id: Id) {
    chosen.update(|chosen| {
        if !chosen.remove(&id) {
            chosen.insert(id);
        }
    });
}

/// A heading; one that can be sorted by is a button.
fn head(class: &'static str, word: &'static str, column: Option<Column>, asking: Asking) -> AnyView {
    let Some(column) = column else {
        return view! { <th scope="col" class=class>{word}</th> }.into_any();
    };
    let descending =
        Memo::new(move |_| asking.asked.with(|asked| (asked.column == column).then_some(asked.descending)));
    let sort = move |_| {
        asking.change(|asked| {
            asked.descending = asked.column == column && !asked.descending;
            asked.column = column;
        });
    };
    let arrow = move || descending.get().map(|descending| if descending { "▼" } else { "▲" });
    view! {
        <th scope="col" class=class
            aria-sort=move || descending.get().map(|descending| if descending { "descending" } else { "ascending" })>
            <button type="button" class="sort" data-sort=column.code() on:click=sort>
                {word}<span class="arrow" aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
    .into_any()
}

fn row(line: Line, at: RwSignal<usize>, chosen: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let Line { at: own, id, .. } = line;
    let address = order_address(id);
    let picked = Memo::new(move |_| chosen.with(|chosen| chosen.contains(&id)));
    let named = if line.number.is_empty() { line.title.clone() } else { line.number.clone() };
    let title = if line.title.is_empty() { "（无标题）".to_owned() } else { line.title };
    let due_title = line.due.as_ref().map(|due| due.full.clone());
    let open = move |event: leptos::ev::MouseEvent| {
        at.set(own);
        if !on_control(&event) {
            route::go(&order_address(id));
        }
    };
    view! {
        <tr id=row_id(own) data-id=id.to_string() aria-rowindex=(own + 2).to_string() aria-selected=move || picked.get().to_string()
            class:current=move || at.get() == own on:click=open>
            <td class="c-pick"><label><input type="checkbox" tabindex="-1" aria-label=say::ledger::choose_order(&named)
                prop:checked=move || picked.get() on:change=move |_| toggle(chosen, id)/></label></td>
            <td class="c-number" title=line.number><a href=address.clone() tabindex="-1">{line.number.clone()}</a></td>
            <td class="c-title" title=title>
                {line.urgency.map(|word| view! { <i class="badge urgent">{word}</i>" " })}
                {line.odd.then(|| view! { <i class="badge provisional" title=say::ledger::ODD>"待核对"</i>" " })}
                <a href=address tabindex="-1">{title.clone()}</a>
            </td>
            <td class="c-stage"><i class=format!("badge stage {}", line.stage_code)>{line.stage}</i></td>
            <td class="c-nature">{line.nature}</td>
            <td class="c-lead" title=line.lead>{line.lead.clone()}</td>
            <td class="c-registered">{line.registered}</td>
            <td class="c-due" title=due_title>{line.due.map(|due| view! {
                <span class="act">{due.act}</span>" "<time>{due.short}</time>
                {due.provisional.then(|| view! { " "<i class="badge provisional">"暂定"</i> })}
            })}</td>
            <td class="c-standing"><i class=format!("badge due-state {}", line.standing_code)>{line.standing}</i></td>
        </tr>
    }
}
