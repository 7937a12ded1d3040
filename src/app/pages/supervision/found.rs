//! Orders on which circumstances hold that lead to the same: each with its clauses, what shows them, and one step on.

use banjie::order::{Id, Step};
use banjie::term::Term;
use chrono::NaiveDateTime;
use leptos::prelude::*;

use super::evidence;
use super::lists::{Place, Tab};
use super::record::{GroundLine, named, open_grounds, order_address, step_address};
use crate::app::desk::Desk;
use crate::app::parts::printing::Printing;
use crate::app::say;
use crate::app::session::Session;

/// Rows drawn at first, and with every click on more.
pub const PAGE: usize = 100;
/// Most rows put on paper.
pub const MOST_PRINTED: usize = 1000;

/// Headings of the table that is taken out as a file.
pub const HEADS: [&str; 7] = ["工单编号", "标题", "承办单位", "情形", "依据", "核实", "记录"];

/// One order as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    id: Id,
    number: String,
    title: String,
    lead: String,
    grounds: Vec<GroundLine>,
    step: Option<Step>,
}

impl Line {
    pub fn of(desk: Desk, id: Id, tab: Tab, now: NaiveDateTime) -> Option<Self> {
        let (leads_to, step) = tab.leads_to()?;
        let order = desk.order(id)?;
        let grounds = open_grounds(desk, &order, leads_to, now);
        Some(Self {
            id,
            number: named(order.number()),
            title: order.title().to_owned(),
            lead: order.lead.clone(),
            step: grounds.iter().find_map(|ground| ground.step).or(Some(step)),
            grounds,
        })
    }

    /// The order as rows of a table: a row for each of its grounds.
    pub fn cells(&self) -> Vec<Vec<String>> {
        let row = |ground: &GroundLine| {
            let facts: Vec<String> =
                ground.missed.iter().cloned().chain(ground.facts.iter().map(|fact| fact.text())).collect();
            let proposed = if ground.proposed { say::supervision::PROPOSED } else { "" };
            vec![
                self.number.clone(),
                self.title.clone(),
                self.lead.clone(),
                ground.gist.clone(),
                ground.clause.clone(),
                proposed.to_owned(),
                facts.join("\n"),
            ]
        };
        self.grounds.iter().map(row).collect()
    }
}

#[component]
pub fn FoundList(list: Memo<Vec<Place>>, tab: Tab, printing: Printing) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let limit = RwSignal::new(PAGE);
    let count = Memo::new(move |_| list.with(Vec::len));
    let lines = Memo::new(move |_| {
        let now = session.now.get();
        let drawn = if printing.is_on() { MOST_PRINTED } else { limit.get() };
        list.with(|list| {
            let places = list.iter().take(drawn);
            places.filter_map(|(id, _)| Line::of(desk, *id, tab, now)).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=say::supervision::tab(tab)>
            <table class="grid docket">
                <thead><tr>
                    <th scope="col" class="c-order">"工单"</th><th scope="col" class="c-lead">"承办单位"</th>
                    <th scope="col">"情形、依据和记录"</th><th scope="col" class="c-act no-print">"办理"</th>
                </tr></thead>
                <tbody><For each=move || lines.get() key=Line::clone let:line>{row(line, printing)}</For></tbody>
            </table>
        </div>
        <More count limit/>
    }
}

fn row(line: Line, printing: Printing) -> impl IntoView {
    let Line { id, number, title, lead, grounds, step } = line;
    let label = step.map(|step| format!("{} {number}", step.word()));
    view! {
        <tr data-order=id.to_string()>
            <td class="c-order" data-head="工单"><span class="cut" title=title>
                <a href=order_address(id)>{number}</a>" "{title.clone()}</span></td>
            <td class="c-lead" data-head="承办单位">{lead}</td>
            <td class="c-why">{grounds.into_iter().map(|line| evidence::ground(line, printing)).collect_view()}</td>
            <td class="c-act no-print">{step.map(|step| view! {
                <a class="button" href=step_address(id, step) data-step=step.code() aria-label=label>{step.word()}</a>
            })}</td>
        </tr>
    }
}

/// The button for the rows that are not drawn yet; on paper, words about them.
#[component]
pub fn More(count: Memo<usize>, limit: RwSignal<usize>) -> impl IntoView {
    let left = move || count.get().saturating_sub(limit.get());
    let beyond = move || count.get() > MOST_PRINTED;
    view! {
        <Show when=move || left() != 0>
            <p class="more no-print"><button type="button" data-more="1" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                {move || say::supervision::more(PAGE, left())}</button></p>
        </Show>
        <Show when=beyond>
            <p class="print-only">{move || say::supervision::printed_in_part(MOST_PRINTED, count.get())}</p>
        </Show>
    }
}
