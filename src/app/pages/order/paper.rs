//! The order on A4: request, requester, running limits, the whole log.

use banjie::order::WorkOrder;
use leptos::prelude::*;

use super::log::items;
use super::request;
use super::view::Look;
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// Longest particular that shares a row or a line with another, characters.
const SHORT: usize = 36;

fn is_short(value: &str) -> bool {
    value.chars().count() <= SHORT
}

/// Two short particulars a row; a long one has the row to itself.
fn paired(lines: Vec<(String, String)>) -> Vec<Vec<(String, String)>> {
    let short = |(_, value): &(String, String)| is_short(value);
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if row.len() == 1 && short(&line) && row.iter().all(short) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows
}

#[component]
pub fn Paper(order: Memo<Option<WorkOrder>>, look: Memo<Look>, shown: RwSignal<bool>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    move || {
        let order = order.get()?;
        let pack = session.pack(order.pack().0);
        let details = desk.details(order.id).unwrap_or_default();
        let look = look.get();
        // As on the screen, so on paper.
        let details = if shown.get() { details } else { details.masked() };
        let person = [("诉求人", details.name), ("电话", details.phone), ("联系地址", details.address)];
        let person = person.map(|(name, value)| (name.to_owned(), value));
        let rows: Vec<(String, String)> = person
            .into_iter()
            .chain(request::lines(&order, pack.as_deref()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let log = items(&order, pack.as_deref(), &|id| desk.row(id).map(|row| row.number));
        Some(view! {
            <article class="print-only statement order-paper">
                <h1>"热线工单"</h1>
                <p class="sub">{say::order::paper_line(order.number(), look.stage, session.now.get())}</p>
                <h2>{order.title().to_owned()}</h2>
                <table class="grid pairs">
                    <colgroup><col class="name"/><col/><col class="name"/><col/></colgroup>
                    <tbody>{paired(rows).into_iter().map(|row| {
                        let span = if row.len() == 1 { "3" } else { "1" };
                        let cells = row.into_iter().map(|(name, value)| view! {
                            <th>{name}</th><td class="told" colspan=span>{value}</td>
                        });
                        view! { <tr>{cells.collect_view()}</tr> }
                    }).collect_view()}</tbody>
                </table>
                {(!details.story.is_empty()).then(|| view! {
                    <h2>"来电内容"</h2>
                    <p class="told">{details.story.clone()}</p>
                })}
                {(!look.duties.is_empty()).then(|| view! {
                    <h2>"待办"</h2>
                    <table class="grid owed">
                    <thead><tr><th>"事项"</th><th>"到期"</th><th>"由谁"</th><th>"依据"</th></tr></thead>
                    <tbody>{look.duties.iter().map(|duty| {
                        let until = duty.until.clone().unwrap_or_else(|| "—".to_owned());
                        let clauses: Vec<&str> = duty.clauses.iter().map(|(_, clause)| clause.as_str()).collect();
                        view! {
                            <tr><td>{duty.words.clone()}</td><td>{until}</td><td>{duty.by.clone()}</td>
                                <td class="told">{clauses.join("\n")}</td></tr>
                        }
                    }).collect_view()}</tbody></table>
                })}
                <h2>"办理记录"</h2>
                <table class="grid noted"><thead><tr><th>"时间"</th><th>"事项"</th><th>"内容"</th><th>"记录人"</th></tr></thead>
                <tbody>{log.into_iter().map(|item| {
                    let lines = item.lines.into_iter().map(|(name, value)| {
                        let long = !is_short(&value);
                        view! { <span class:long=long>{format!("{name}：{value}")}</span>" " }
                    });
                    let what = if item.live { item.what } else { format!("{}（已撤销）", item.what) };
                    view! {
                        <tr><td>{item.at}</td><td>{what}</td><td class="told">{lines.collect_view()}</td><td>{item.by}</td></tr>
                    }
                }).collect_view()}</tbody></table>
                <p class="sign">{say::deadline::SIGNATURES}</p>
            </article>
        })
    }
}
