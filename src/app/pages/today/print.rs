//! The list on paper: lying A4, a table a group, made only while it is printed.

use banjie::ledger::Weight;
use leptos::prelude::*;

use super::board::{Asked, Board, Line};
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// Most tasks put on paper.
const MOST_PRINTED: usize = 3000;

#[component]
pub fn Paper(asked: RwSignal<Asked>, board: Memo<Board>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let now = session.now.get_untracked();
    let asked = asked.get_untracked();
    let mut room = MOST_PRINTED;
    let mut groups: Vec<(Weight, usize, Vec<Line>)> = Vec::new();
    let (shown, all) = untrack(|| {
        board.with(|board| {
            for weight in Weight::ALL.into_iter().filter(|weight| asked.group.is_none_or(|group| group == *weight)) {
                let fit = board.lines(weight, room);
                room -= fit.len();
                if !fit.is_empty() {
                    groups.push((weight, board.group(weight).len(), Line::all(desk, session, &fit)));
                }
            }
            (board.shown(&asked), board.all)
        })
    });
    let printed = MOST_PRINTED - room;
    let title = if asked.until.is_some() { say::today::SPECIAL } else { say::today::BOARD };
    let filter = say::today::filter(asked.role, &asked.unit, asked.group, asked.until);
    let line = say::today::paper_line(&filter, &say::today::counts(shown, all), now);
    let rest = (printed < shown).then(|| say::today::printed_in_part(printed, shown));
    view! {
        <article class="print-only today-paper">
            <h1>{title}</h1>
            <p class="sub">{line}</p>
            {rest.map(|words| view! { <p class="message warn">{words}</p> })}
            {groups.into_iter().map(|(weight, count, lines)| view! {
                <h2>{say::today::weight(weight)}" "{count}</h2>
                <table class="grid">
                    <thead><tr>
                        <th scope="col" class="c-at">"序号"</th><th scope="col" class="c-number">"工单编号"</th><th scope="col">"标题"</th>
                        <th scope="col" class="c-what">"事项"</th><th scope="col" class="c-owes">"由谁"</th>
                        <th scope="col" class="c-until">"到期"</th><th scope="col" class="c-cite">"依据"</th>
                    </tr></thead>
                    <tbody>{lines.into_iter().enumerate().map(|(at, line)| {
                        let until = match line.until {
                            Some((_, full)) if line.provisional => say::today::provisional(&full),
                            Some((_, full)) => full,
                            None => say::today::no_limit(weight).to_owned(),
                        };
                        view! {
                            <tr>
                                <td>{at + 1}</td><td>{line.number}</td><td>{line.title}</td><td>{line.what}</td>
                                <td>{line.owes}</td><td>{until}</td><td>{line.clause}</td>
                            </tr>
                        }
                    }).collect_view()}</tbody>
                </table>
            }).collect_view()}
        </article>
    }
}
