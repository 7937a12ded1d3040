//! The order on A4: request, requester, running limits, the whole log.

use banjie::order::WorkOrder;
use leptos::prelude::*;

use super::log::items;
use super::request;
use super::view::Look;
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

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
                <table class="grid pairs"><tbody>{rows.chunks(2).map(|pair| {
                    let cells = pair.iter().map(|(name, value)| view! { <th>{name.clone()}</th><td>{value.clone()}</td> }).collect_view();
                    let rest = (pair.len() == 1).then(|| view! { <th></th><td></td> });
                    view! { <tr>{cells}{rest}</tr> }
                }).collect_view()}</tbody></table>
                {(!details.story.is_empty()).then(|| view! { <h2>"来电内容"</h2><p>{details.story.clone()}</p> })}
                {(!look.duties.is_empty()).then(|| view! {
                    <h2>"待办"</h2>
                    <table class="grid"><thead><tr><th>"事项"</th><th>"到期"</th><th>"由谁"</th><th>"依据"</th></tr></thead>
                    <tbody>{look.duties.iter().map(|duty| view! {
                        <tr><td>{duty.words.clone()}</td><td>{duty.until.clone()}</td><td>{duty.by.clone()}</td><td>{duty.clauses.iter().map(|(_, clause)| clause.as_str()).collect::<Vec<_>>().join("\n")}</td></tr>
                    }).collect_view()}</tbody></table>
                })}
                <h2>"办理记录"</h2>
                <table class="grid"><thead><tr><th>"时间"</th><th>"事项"</th><th>"内容"</th><th>"记录人"</th></tr></thead>
                <tbody>{log.into_iter().map(|item| {
                    let lines: Vec<String> = item.lines.into_iter().map(|(name, value)| format!("{name}：{value}")).collect();
                    let what = if item.live { item.what } else { format!("{}（已撤销）", item.what) };
                    view! { <tr><td>{item.at}</td><td>{what}</td><td class="told">{lines.join("\n")}</td><td>{item.by}</td></tr> }
                }).collect_view()}</tbody></table>
                <p class="sign">"经办人：________________　　审核人：________________　　日期：________________"</p>
            </article>
        })
    }
}
