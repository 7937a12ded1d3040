//! A group of tasks: as many as fit a look, the others on demand. Each leads to its step in one click.

use banjie::ledger::Weight;
use banjie::term::Term;
use leptos::prelude::*;

use super::board::{Asked, Board, Line, code};
use crate::app::desk::Desk;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Tasks of a group drawn at first, beside the other groups.
const FIRST: usize = 20;
/// Tasks drawn when only this group is looked at, and added with every click.
const STEP: usize = 50;

#[component]
pub fn Group(weight: Weight, asked: RwSignal<Asked>, board: Memo<Board>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let name = code(weight);
    let count = Memo::new(move |_| {
        let wanted = asked.with(|asked| asked.group.is_none_or(|group| group == weight));
        if wanted { board.with(|board| board.group(weight).len()) } else { 0 }
    });
    let limit = RwSignal::new(FIRST);
    // Other tasks: from the beginning.
    Effect::new(move |_| {
        let alone = asked.with(|asked| asked.group == Some(weight));
        limit.set(if alone { STEP } else { FIRST });
    });
    let lines = Memo::new(move |_| {
        if count.get() == 0 {
            return Vec::new();
        }
        let limit = limit.get();
        let lines = board.with(|board| board.lines(weight, limit));
        Line::all(desk, session, &lines)
    });
    let left = Memo::new(move |_| count.get().saturating_sub(limit.get()));
    let more = move |_| {
        let before = limit.get_untracked();
        limit.set(before + STEP);
        // The clerk goes on where the list went on.
        let next = format!("[data-group=\"{name}\"] li:nth-child({}) a", before + 1);
        request_animation_frame(move || platform::focus_on(&next));
    };
    let heading = format!("group-{name}");
    view! {
        <Show when=move || count.get() != 0>
            <section class=format!("panel weight {name}") data-group=name aria-labelledby=heading.clone()>
                <h2 id=heading.clone()>{say::today::weight(weight)}" "<b class="count">{move || count.get()}</b></h2>
                <ul class="tasks">
                    <For each=move || lines.get() key=Line::clone let:line>{task(line, weight)}</For>
                </ul>
                <Show when=move || left.get() != 0>
                    <button type="button" class="more" on:click=more>{move || say::today::more(left.get(), STEP)}</button>
                </Show>
            </section>
        </Show>
    }
}

fn task(line: Line, weight: Weight) -> impl IntoView {
    let order = line.order_address();
    let title = if line.title.is_empty() { "（无标题）".to_owned() } else { line.title.clone() };
    let named = format!("{} {title}", line.number);
    let what = match line.step_address() {
        Some(step) => view! { <a class="what" href=step title=named.clone()>{line.what}</a> }.into_any(),
        None => view! { <b class="what">{line.what}</b> }.into_any(),
    };
    let until = match line.until {
        Some((short, full)) => {
            let full = if line.provisional { say::today::provisional(&full) } else { full };
            view! {
                <time class="until" title=full>{short}{line.provisional.then(|| view! { " "<i class="badge provisional">"暂定"</i> })}</time>
            }
            .into_any()
        }
        None => view! { <span class="until none">{say::today::no_limit(weight)}</span> }.into_any(),
    };
    view! {
        <li data-order=line.order.to_string() data-step=line.step.map(Term::code) data-rule=line.rule>
            {until}
            {what}
            <a class="order" href=order title=named><small>{line.number}</small>" "{title}</a>
            <span class="owes" title=line.owes>{line.owes.clone()}</span>
            <small class="cite" title=line.gist>{line.clause}</small>
        </li>
    }
}
