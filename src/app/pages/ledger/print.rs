//! The list on paper: a table of its own, lying A4, made only while it is printed.

use std::sync::Arc;

use leptos::prelude::*;

use super::filters::{Asking, open_stages};
use super::list::{HEADS, Line};
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// Most rows put on paper.
const MOST_PRINTED: usize = 3000;

#[component]
pub fn Paper(asking: Asking, found: Memo<Arc<Vec<u32>>>, counts: Memo<String>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let now = session.now.get_untracked();
    let (all, lines) = untrack(|| {
        found.with(|found| {
            let lines = desk.with_rows(|rows| {
                let places = found.iter().take(MOST_PRINTED).enumerate();
                places.filter_map(|(at, place)| Some(Line::of(at, rows.get(*place as usize)?, now))).collect::<Vec<_>>()
            });
            (found.len(), lines)
        })
    });
    let filter = asking.asked.with_untracked(|asked| say::ledger::filter(&asked.filter, &open_stages()));
    let line = say::ledger::paper_line(&filter, &counts.get_untracked(), now);
    let rest = (all > lines.len()).then(|| say::ledger::printed_in_part(lines.len(), all));
    view! {
        <section class="print-only ledger-paper">
            <h1>"12345 工单台账"</h1>
            <p class="sub">{line}</p>
            {rest.map(|words| view! { <p class="message warn">{words}</p> })}
            <table class="grid">
                <thead><tr>
                    <th scope="col" class="c-at">"序号"</th>
                    {HEADS.map(|(class, word, _)| view! { <th scope="col" class=class>{word}</th> }).into_iter().collect_view()}
                </tr></thead>
                <tbody>{lines.into_iter().map(|line| view! {
                    <tr>
                        <td>{line.at + 1}</td><td>{line.number}</td><td>{line.title}</td><td>{line.stage}</td><td>{line.nature}</td>
                        <td>{line.lead}</td><td>{line.registered}</td>
                        <td>{line.due.map(|due| {
                            let provisional = if due.provisional { "（暂定）" } else { "" };
                            format!("{} {}{provisional}", due.act, due.short)
                        })}</td>
                        <td>{line.standing}</td>
                    </tr>
                }).collect_view()}</tbody>
            </table>
        </section>
    }
}
