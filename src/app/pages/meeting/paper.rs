//! The agenda and the sign-in sheet on A4, made only while they are printed.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::agenda::Item;
use super::day::Day;
use super::draft::Kept;
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// Empty lines of the sign-in sheet, for those who come without being named.
const SPARE: usize = 8;

/// Which paper is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    Agenda,
    SignIn,
}

/// The units that have or assist with the orders of the agenda.
fn units(desk: Desk, kept: Kept) -> Vec<String> {
    let orders = kept.agenda.get_untracked().into_iter().filter_map(|id| desk.order(id));
    let mut seen = BTreeSet::new();
    let names = orders.flat_map(|order| std::iter::once(order.lead).chain(order.assisting));
    names.filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}

#[component]
pub fn Paper(kept: Kept, sheet: RwSignal<Sheet>, days: Memo<Vec<Day>>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let now = session.now.get_untracked();
    move || match sheet.get() {
        Sheet::Agenda => {
            let ids = kept.agenda.get_untracked();
            let remarks = kept.remarks.get_untracked();
            let rows = ids.iter().enumerate().map(|(at, id)| {
                let Item { number, title, lead, .. } = untrack(|| Item::of(desk, *id));
                let remark = remarks.get(id).cloned().unwrap_or_default();
                view! { <tr><td>{at + 1}</td><td>{number}</td><td>{title}</td><td>{lead}</td><td class="told">{remark}</td></tr> }
            });
            let rows = rows.collect_view();
            view! {
                <article class="print-only statement meeting-paper">
                    <h1>{say::meeting::PAPER_TITLE}</h1>
                    <p class="sub">{say::meeting::paper_line(ids.len(), now)}</p>
                    <table class="grid items">
                        <thead><tr><th scope="col">"序号"</th><th scope="col">"工单编号"</th><th scope="col">"诉求标题"</th>
                            <th scope="col">"承办单位"</th><th scope="col">"备注"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <p class="sign">{say::meeting::PAPER_SIGN}</p>
                </article>
            }
            .into_any()
        }
        Sheet::SignIn => {
            let day = days.with_untracked(|days| days.last().map(|day| day.ahead().to_owned())).unwrap_or_default();
            let names = untrack(|| units(desk, kept)).into_iter().chain([say::meeting::EXPERTS.to_owned()]);
            let names = names.chain(std::iter::repeat_n(String::new(), SPARE));
            let rows = names.enumerate().map(|(at, name)| {
                view! { <tr><td>{at + 1}</td><td>{name}</td><td></td><td></td><td></td><td></td></tr> }
            });
            let rows = rows.collect_view();
            view! {
                <article class="print-only statement meeting-paper">
                    <h1>{say::meeting::SIGN_IN_TITLE}</h1>
                    <p class="sub">{say::meeting::sign_in_line(&day)}</p>
                    <table class="grid sign-in">
                        <thead><tr><th scope="col">"序号"</th><th scope="col">"单位"</th><th scope="col">"姓名"</th>
                            <th scope="col">"职务"</th><th scope="col">"电话"</th><th scope="col">"签名"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </article>
            }
            .into_any()
        }
    }
}
