//! 时限计算说明书 — the answer on A4, with every day and every source.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use leptos::prelude::*;

use super::present::{Case, EntryView, Group, Shown};
use super::share::inputs;
use super::{CaseMemo, ShownMemo};
use crate::app::parts::month::DayCell;
use crate::app::say;

/// Columns of one day table on A4.
const COLUMNS: usize = 6;
/// Longest table of days, rows.
const ROWS: usize = 500;

#[component]
pub fn Statement(case: CaseMemo, shown: ShownMemo) -> impl IntoView {
    view! {
        <article class="print-only statement">
            {move || case.get().map(|case| { let shown = shown.get(); statement(&case, &shown) })}
        </article>
    }
}

fn statement(case: &Case, shown: &Shown) -> impl IntoView + use<> {
    let text = case.pack.text();
    let entries: Vec<_> = shown.entries.iter().filter(|entry| entry.group != Group::Waiting).cloned().collect();
    let notices = cited(case, shown);
    let tables = tables(case, shown, &notices);
    view! {
        <h1>"时限计算说明书"</h1>
        <p class="sub">{say::deadline::statement_line(&text.name, case.now)}</p>
        {shown.draft.clone().map(|draft| view! { <p class="sub">{draft}</p> })}
        <h2>"一、工单情况"</h2>
        <ul class="inputs">{inputs(case).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        <h2>"二、时限与依据"</h2>
        <table class="grid">
            <thead><tr><th>"事项"</th><th>"口径"</th><th>"到期"</th><th>"依据与说明"</th></tr></thead>
            <tbody>{entries.into_iter().map(|entry| {
                let due = entry.due.map(|(_, words)| words).or(entry.state).unwrap_or_default();
                let badges: Vec<String> = entry.badges.into_iter().map(|(_, words)| words).collect();
                view! {
                    <tr>
                        <td>{entry.subject}</td><td>{entry.track}</td>
                        <td>{due}{(!badges.is_empty()).then(|| format!("（{}）", badges.join("、")))}</td>
                        <td><b>{entry.row}</b>" "{entry.citation}<br/>{entry.gist}
                            {entry.lines.into_iter().map(|line| view! { <br/>{line} }).collect_view()}</td>
                    </tr>
                }
            }).collect_view()}</tbody>
        </table>
        <h2>"三、逐日推算"</h2>
        {tables.into_iter().map(|(heads, rows)| view! {
            <table class="grid days">
                <thead><tr><th>"日期"</th><th>"日别"</th>{heads.into_iter().map(|head| view! { <th>{head}</th> }).collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(|(date, reason, cells)| view! {
                    <tr><td>{date}</td><td>{reason}</td>{cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr>
                }).collect_view()}</tbody>
            </table>
        }).collect_view()}
        <h2>"四、放假安排与计算口径"</h2>
        <ul class="inputs">
            {notices.into_iter().enumerate().map(|(at, notice)| view! { <li>{format!("〔{}〕{notice}", at + 1)}</li> }).collect_view()}
            <li>{say::deadline::COUNTED_SO}</li>
            {shown.readings.iter().map(|effect| view! { <li>{say::deadline::reading_why(&effect.label, &effect.chosen, &effect.why)}</li> }).collect_view()}
        </ul>
        <p class="sign">{say::deadline::SIGNATURES}</p>
    }
}

type Rows = Vec<(String, String, Vec<String>)>;

/// Every day of every sheet, a column for rules that count alike, a few columns a table.
fn tables(case: &Case, shown: &Shown, notices: &[String]) -> Vec<(Vec<String>, Rows)> {
    let mut sheets: Vec<(String, BTreeMap<NaiveDate, String>)> = Vec::new();
    for entry in counted(shown) {
        let cells = case.sheet(&entry.id).into_iter().flatten().filter(|cell| !cell.note.is_empty());
        let mark = |cell: DayCell| if cell.class.contains("skipped") { "—".to_owned() } else { cell.note };
        let mut days = BTreeMap::new();
        cells.for_each(|cell| drop(days.insert(cell.date, mark(cell))));
        let head = format!("{} {}", entry.row, entry.subject);
        match sheets.iter_mut().find(|(_, known)| *known == days) {
            Some((heads, _)) => *heads = format!("{heads}\n{head}"),
            None if days.len() <= ROWS => sheets.push((head, days)),
            None => {}
        }
    }
    sheets
        .chunks(COLUMNS)
        .map(|sheets| {
            let mut dates = BTreeSet::new();
            sheets.iter().for_each(|(_, days)| dates.extend(days.keys().copied()));
            let rows = dates.into_iter().map(|date| {
                let day = case.calendar.day(date);
                let notice = day.notice.map(say::deadline::notice_line);
                let notice = notices.iter().position(|known| Some(known) == notice.as_ref());
                let cells = sheets.iter().map(|(_, days)| days.get(&date).cloned().unwrap_or_default()).collect();
                (say::date(date), say::deadline::day_mark(&day, notice), cells)
            });
            (sheets.iter().map(|(head, _)| head.clone()).collect(), rows.collect())
        })
        .collect()
}

fn counted(shown: &Shown) -> impl Iterator<Item = &EntryView> {
    shown.entries.iter().filter(|entry| entry.has_sheet && entry.due.is_some() && entry.group != Group::Waiting)
}

/// The notices that decided a day of some sheet, in order of publication.
fn cited(case: &Case, shown: &Shown) -> Vec<String> {
    case.notices(counted(shown).flat_map(|entry| case.sheet(&entry.id)).flatten())
}
