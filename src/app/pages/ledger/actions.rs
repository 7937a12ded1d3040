//! What can be done with the orders found or ticked: files, a table, paper.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use banjie::deadline::minute_text;
use banjie::exchange::{MOST_BYTES, Purpose, file_name};
use banjie::ledger::Row;
use banjie::order::Id;
use banjie::term::Term;
use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::Desk;
use crate::app::parts::printing::Printing;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Long enough for the browser to draw, and to take one download after another, milliseconds.
const BREATH_MS: f64 = 250.0;

const CSV_HEADS: [&str; 15] = [
    "工单编号",
    "标题",
    "阶段",
    "性质",
    "紧急程度",
    "发生地点",
    "承办单位",
    "登记时间",
    "派单时间",
    "提交办结时间",
    "下一时限",
    "到期",
    "暂定",
    "时限状态",
    "来电次数",
];

async fn pause() {
    let began = platform::elapsed_ms();
    platform::breathe().await;
    while platform::elapsed_ms() - began < BREATH_MS {
        platform::breathe().await;
    }
}

/// Offers these orders as a file; its name, or why there is none.
fn save(desk: Desk, kind: Purpose, ids: &[Id], details: bool, subject: &str) -> Result<String, &'static str> {
    let envelope = desk.envelope(kind, ids, details, false);
    let name = file_name(kind, envelope.exported_at, &envelope.device, subject);
    let bytes = serde_json::to_vec(&envelope).map_err(|_| say::ledger::TOO_BIG)?;
    if bytes.len() > MOST_BYTES {
        return Err(say::ledger::TOO_BIG);
    }
    let blob = platform::blob("application/json", &bytes).map_err(|_| say::ledger::NO_DOWNLOAD)?;
    platform::save_blob(&name, &blob).map_err(|_| say::ledger::NO_DOWNLOAD)?;
    Ok(name)
}

/// Buttons for what is ticked, then for the whole list; what came of the last one.
#[component]
pub fn Actions(
    found: Memo<Arc<Vec<u32>>>,
    chosen: RwSignal<BTreeSet<Id>>,
    /// How many of what was found are ticked.
    seen: Memo<usize>,
    printing: Printing,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let details = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, &'static str>>);
    let none = Memo::new(move |_| busy.get() || chosen.with(BTreeSet::is_empty));
    let ids = move || chosen.with_untracked(|chosen| chosen.iter().copied().collect::<Vec<Id>>());
    let export = move |_| {
        let (ids, details) = (ids(), details.get_untracked());
        busy.set(true);
        said.set(Some(Ok(say::ledger::WORKING.to_owned())));
        spawn_local(async move {
            pause().await;
            let saved = save(desk, Purpose::Selection, &ids, details, "");
            said.set(Some(saved.map(|name| say::ledger::exported(&name, ids.len(), details))));
            busy.set(false);
        });
    };
    let hand_over = move |_| {
        let ids = ids();
        busy.set(true);
        said.set(Some(Ok(say::ledger::WORKING.to_owned())));
        spawn_local(async move {
            pause().await;
            said.set(Some(hand_out(desk, &ids).await));
            busy.set(false);
        });
    };
    let table = move |_| {
        let now = session.now.get_untracked();
        let name = format!("办结-台账-{}.csv", now.format("%Y-%m-%d-%H%M"));
        let found = found.get_untracked();
        let saved = untrack(|| {
            desk.with_rows(|rows| {
                let rows = found.iter().filter_map(|place| rows.get(*place as usize));
                platform::save_table(&name, &CSV_HEADS, rows.map(|row| Vec::from(cells(row, now))))
            })
        });
        said.set(Some(match saved {
            Ok(()) => Ok(say::ledger::exported_table(&name, found.len())),
            Err(_) => Err(say::ledger::NO_DOWNLOAD),
        }));
    };
    let words = move || {
        let count = chosen.with(BTreeSet::len);
        (count != 0).then(|| say::ledger::chosen(count, count.saturating_sub(seen.get())))
    };
    view! {
        <span class="chosen" role="status">{words}</span>
        <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
            <button type="button" on:click=move |_| chosen.update(BTreeSet::clear)>"取消选择"</button>
        </Show>
        <label class="check" title=say::ledger::DETAILS_HINT><input type="checkbox" name="with_details" prop:checked=move || details.get()
            on:change=move |event| details.set(event_target_checked(&event))/>"含诉求人信息"</label>
        <button type="button" data-action="export" disabled=move || none.get() on:click=export>"导出所选"</button>
        <button type="button" data-action="handover" title=say::ledger::HANDOVER_HINT disabled=move || none.get() on:click=hand_over>"交承办单位"</button>
        <button type="button" data-action="csv" disabled=move || found.with(|found| found.is_empty()) on:click=table>"列表导出 CSV"</button>
        <button type="button" data-action="print" disabled=move || found.with(|found| found.is_empty())
            on:click=move |_| printing.print()>"打印列表"</button>
        <span class="outcome" role="alert">{move || said.get().and_then(Result::err).map(|words| view! { <span class="failed">{words}</span> })}</span>
        <span class="outcome said" role="status">{move || said.get().and_then(Result::ok)}</span>
    }
}

/// A file for each unit: none gets to see what is another's.
async fn hand_out(desk: Desk, ids: &[Id]) -> Result<String, &'static str> {
    let mut by_lead: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let mut without = 0usize;
    for row in ids.iter().filter_map(|id| untrack(|| desk.row(*id))) {
        match row.lead.is_empty() {
            true => without += 1,
            false => by_lead.entry(row.lead).or_default().push(row.id),
        }
    }
    if by_lead.is_empty() {
        return Err(say::ledger::NO_LEADS);
    }
    let (units, mut count) = (by_lead.len(), 0);
    for (at, (lead, ids)) in by_lead.into_iter().enumerate() {
        if at != 0 {
            pause().await;
        }
        save(desk, Purpose::Handover, &ids, true, &lead)?;
        count += ids.len();
    }
    Ok(say::ledger::handed_over(count, units, without))
}

/// An order as a row of the table.
fn cells(row: &Row, now: NaiveDateTime) -> [String; CSV_HEADS.len()] {
    let moment = |at: Option<NaiveDateTime>| at.map(|at| minute_text(at).replace('T', " ")).unwrap_or_default();
    [
        row.number.clone(),
        row.title.clone(),
        row.stage.word().to_owned(),
        row.nature.word().to_owned(),
        row.urgency.word().to_owned(),
        row.place.clone(),
        row.lead.clone(),
        moment(row.registered),
        moment(row.dispatched),
        moment(row.completed),
        row.next.map(|next| next.act.word().to_owned()).unwrap_or_default(),
        row.next.map(|next| next.due.machine_text().replace('T', " ")).unwrap_or_default(),
        if row.next.is_some_and(|next| next.provisional) { "暂定" } else { "" }.to_owned(),
        say::order::row_standing(row.standing(now)).to_owned(),
        row.calls.to_string(),
    ]
}
