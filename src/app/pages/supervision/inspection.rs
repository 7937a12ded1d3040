//! 督查清单 — the units of a stretch of time by satisfaction, timeliness, reminders and returns; printed as it stands.

use banjie::deadline::query::date;
use banjie::ledger::{Inspected, Inspection};
use banjie::order::Id;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 30.0;

const HEADS: [&str; 13] = [
    "承办单位",
    "承办件",
    "已办结",
    "按时",
    "逾期办结",
    "逾期未结",
    "按时率",
    "回访",
    "满意",
    "不满意",
    "催办",
    "退单（不成立）",
    "退回重办",
];

/// What the page shows.
#[derive(Clone, Default)]
struct Shown {
    units: Vec<(String, Inspected)>,
    done: usize,
    all: usize,
}

fn cells((name, unit): &(String, Inspected)) -> Vec<String> {
    let share = |part: u32, whole: u32| {
        if whole == 0 { "—".to_owned() } else { format!("{:.1}%", f64::from(part) * 100.0 / f64::from(whole)) }
    };
    vec![
        name.clone(),
        unit.orders.to_string(),
        unit.handed_in.to_string(),
        unit.in_time.to_string(),
        unit.late.to_string(),
        unit.overdue.to_string(),
        share(unit.in_time, unit.handed_in + unit.overdue),
        unit.called.to_string(),
        unit.satisfied.to_string(),
        unit.unsatisfied.to_string(),
        unit.reminders.to_string(),
        format!("{}（{}）", unit.returns, unit.returns_rejected),
        unit.sent_back.to_string(),
    ]
}

#[component]
pub fn InspectionList() -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let today = session.now.get_untracked().date();
    let (from, to) = (RwSignal::new(today.with_day(1).unwrap_or(today)), RwSignal::new(today));
    let shown = RwSignal::new(Shown::default());
    let failed = RwSignal::new(false);
    // Only the latest count goes on.
    let run = StoredValue::new(0u32);
    Effect::new(move |_| {
        let (from, to) = (from.get(), to.get());
        let own = run.try_update_value(|run| {
            *run += 1;
            *run
        });
        let ids: Vec<Id> = desk.with_rows(|rows| {
            let within = |day: NaiveDate| from <= day && day <= to;
            let dispatched = rows.iter().filter(|row| row.dispatched.is_some_and(|at| within(at.date())));
            dispatched.map(|row| row.id).collect()
        });
        shown.set(Shown { all: ids.len(), ..Shown::default() });
        spawn_local(async move {
            let now = session.now.get_untracked();
            let mut list = Inspection::default();
            let mut began = platform::elapsed_ms();
            for (done, id) in ids.iter().enumerate() {
                if let Some((order, row)) = untrack(|| desk.order(*id).zip(desk.row(*id))) {
                    list.take(&order, &row, now);
                }
                if platform::elapsed_ms() - began > SLICE_MS {
                    shown.try_update(|shown| shown.done = done);
                    platform::breathe().await;
                    if run.try_get_value() != own {
                        return;
                    }
                    began = platform::elapsed_ms();
                }
            }
            // The page may have been left meanwhile.
            let units: Vec<(String, Inspected)> = list.units.into_iter().collect();
            let _ = shown.try_set(Shown { units, done: ids.len(), all: ids.len() });
        });
    });
    let day = move |into: RwSignal<NaiveDate>| {
        move |event: leptos::ev::Event| {
            if let Ok(day) = date(&event_target_value(&event)) {
                into.set(day);
            }
        }
    };
    let table = move |_| {
        let rows: Vec<Vec<String>> = shown.with_untracked(|shown| shown.units.iter().map(cells).collect());
        let name = say::supervision::inspection_file(from.get_untracked(), to.get_untracked());
        failed.set(platform::save_table(&name, &HEADS, rows.into_iter()).is_err());
    };
    let none = move || shown.with(|shown| shown.units.is_empty());
    view! {
        <section class="panel inspection">
            <div class="toolbar">
                <h1>"督查清单"</h1>
                <span class="space"></span>
                <a class="button no-print" href=route::address(Page::Supervision, &[])>{say::supervision::BACK}</a>
            </div>
            <p class="quiet">{say::supervision::INSPECTION}</p>
            <div class="toolbar no-print">
                <label class="field"><span>"派单日期自"</span>
                    <input type="date" name="from" prop:value=move || from.get().to_string() on:change=day(from)/></label>
                <label class="field"><span>"至"</span>
                    <input type="date" name="to" prop:value=move || to.get().to_string() on:change=day(to)/></label>
                <span class="space"></span>
                <button type="button" data-action="csv" disabled=none on:click=table>"列表导出 CSV"</button>
                <button type="button" data-action="print" disabled=none on:click=move |_| platform::print()>"打印清单"</button>
            </div>
            <p class="sub">{move || say::supervision::inspection_line(from.get(), to.get(), session.now.get())}</p>
            <Show when=move || failed.get()><p class="message error" role="alert">{say::ledger::NO_DOWNLOAD}</p></Show>
            {move || {
                let now = shown.get();
                if now.done < now.all {
                    return view! { <p class="quiet" role="status">{say::order::counting(now.done, now.all)}</p> }.into_any();
                }
                if now.units.is_empty() {
                    return view! { <p class="empty">{say::supervision::NOTHING_INSPECTED}</p> }.into_any();
                }
                view! {
                    <div class="scroll"><table class="grid figures">
                        <thead><tr>{HEADS.map(|head| view! { <th>{head}</th> }).collect_view()}</tr></thead>
                        <tbody>{now.units.iter().map(|unit| {
                            let mut row = cells(unit).into_iter();
                            let name = row.next();
                            view! { <tr data-unit=unit.0.clone()><th scope="row">{name}</th>{row.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
                        }).collect_view()}</tbody>
                    </table></div>
                }.into_any()
            }}
        </section>
    }
}
