//! The list of those to be called, on paper: names and numbers stay masked there too.

use leptos::prelude::*;

use super::queue::{Line, Queue};
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// Most orders put on paper.
const MOST_PRINTED: usize = 3000;

#[component]
pub fn Paper(queue: Memo<Queue>, counts: Memo<String>, unit: RwSignal<String>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let now = session.now.get_untracked();
    let (all, lines) = untrack(|| {
        queue.with(|queue| {
            let calls = queue.calls.iter().take(MOST_PRINTED);
            let lines = calls.filter_map(|call| Line::of(desk, session, call, now)).collect::<Vec<_>>();
            (queue.calls.len(), lines)
        })
    });
    let unit = unit.get_untracked();
    let about = if unit.is_empty() { counts.get_untracked() } else { format!("{unit}　{}", counts.get_untracked()) };
    let line = say::callback::paper_line(&about, now);
    let rest = (all > lines.len()).then(|| say::callback::printed_in_part(lines.len(), all));
    view! {
        <article class="print-only call-paper">
            <h1>"待回访名单"</h1>
            <p class="sub">{line}</p>
            {rest.map(|words| view! { <p class="message warn">{words}</p> })}
            <table class="grid">
                <thead><tr>
                    <th scope="col" class="c-at">"序号"</th><th scope="col" class="c-number">"工单编号"</th><th scope="col">"标题"</th>
                    <th scope="col" class="c-lead">"承办单位"</th><th scope="col" class="c-who">"诉求人"</th>
                    <th scope="col" class="c-until">"回访期限"</th><th scope="col" class="c-tries">"未接"</th><th scope="col" class="c-note">"回访结果"</th>
                </tr></thead>
                <tbody>{lines.into_iter().enumerate().map(|(at, line)| view! {
                    <tr>
                        <td>{at + 1}</td><td>{line.number}</td><td>{line.title}</td><td>{line.lead}</td><td>{line.who}</td>
                        <td>{line.due}</td><td>{line.attempts}</td><td></td>
                    </tr>
                }).collect_view()}</tbody>
            </table>
        </article>
    }
}
