//! Filed volumes: found by number, title or unit, with how long they are kept; the list to be handed over, on paper and as
//! a file.

use banjie::ledger::{Needle, Row};
use banjie::order::Id;
use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::volume::{FiledLine, is_filed};
use crate::app::desk::Desk;
use crate::app::pages::supervision::record::order_address;
use crate::app::parts::printing::Printing;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Rows drawn at first, and with every click on more.
const PAGE: usize = 100;
/// Most rows put on paper.
const MOST_PRINTED: usize = 1000;
/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 30.0;

const HEADS: [&str; 8] = ["卷号", "工单编号", "标题", "承办单位", "归档时间", "保存至", "依据", "备注"];

/// Filed orders that match, the latest completed first.
fn find(rows: &[Row], text: &str) -> (Vec<Id>, usize) {
    let words: Vec<Needle> = text.split_whitespace().map(Needle::new).collect();
    let filed: Vec<&Row> = rows.iter().filter(|row| is_filed(row.stage)).collect();
    let all = filed.len();
    let mut found: Vec<(Option<NaiveDateTime>, Id)> = filed
        .into_iter()
        .filter(|row| words.iter().all(|word| row.says(word)))
        .map(|row| (row.completed.or(row.registered), row.id))
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    (found.into_iter().map(|(_, id)| id).collect(), all)
}

#[component]
pub fn Filed() -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let text = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let found = Memo::new(move |_| text.with(|text| desk.with_rows(|rows| find(rows, text))));
    let count = Memo::new(move |_| found.with(|(ids, _)| ids.len()));
    let printing = Printing::listen();
    let lines_of = move |most: usize| {
        let now = session.now.get();
        found.with(|(ids, _)| ids.iter().take(most).filter_map(|id| FiledLine::of(desk, *id, now)).collect::<Vec<_>>())
    };
    let lines = Memo::new(move |_| lines_of(limit.get()));
    let busy = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, &'static str>>);
    let table = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        said.set(Some(Ok(say::supervision::MAKING.to_owned())));
        let ids = found.with_untracked(|(ids, _)| ids.clone());
        spawn_local(async move {
            platform::breathe().await;
            let now = session.now.get_untracked();
            let mut rows: Vec<Vec<String>> = Vec::with_capacity(ids.len());
            let mut began = platform::elapsed_ms();
            for id in ids {
                rows.extend(untrack(|| FiledLine::of(desk, id, now)).map(|line| line.cells()));
                if platform::elapsed_ms() - began > SLICE_MS {
                    platform::breathe().await;
                    began = platform::elapsed_ms();
                }
            }
            let (name, count) = (say::archive::file_name(now), rows.len());
            said.set(Some(match platform::save_table(&name, &HEADS, rows.into_iter()) {
                Ok(()) => Ok(say::ledger::exported_table(&name, count)),
                Err(_) => Err(say::ledger::NO_DOWNLOAD),
            }));
            busy.set(false);
        });
    };
    let none = Memo::new(move |_| busy.get() || count.get() == 0);
    let left = move || count.get().saturating_sub(limit.get());
    let empty =
        move || found.with(|(_, all)| if *all == 0 { say::archive::NONE_FILED } else { say::archive::NONE_FOUND });
    view! {
        <section class="panel filed no-print">
            <p class="quiet">{say::archive::FILED_ABOUT}</p>
            <div class="toolbar">
                <label class="field find"><span>"查找"</span>
                    <input type="search" name="find" autocomplete="off" maxlength="60" placeholder=say::archive::FIND
                        prop:value=move || text.get() on:input=move |event| { limit.set(PAGE); text.set(event_target_value(&event)); }/></label>
                <b class="counts" role="status">{move || found.with(|(ids, all)| say::archive::counted(ids.len(), *all))}</b>
                <span class="space"></span>
                <span class="outcome failed" role="alert">{move || said.get().and_then(Result::err)}</span>
                <span class="outcome said" role="status">{move || said.get().and_then(Result::ok)}</span>
                <button type="button" data-action="csv" disabled=move || none.get() on:click=table>"列表导出 CSV"</button>
                <button type="button" data-action="print" disabled=move || none.get() on:click=move |_| printing.print()>"打印移交清单"</button>
            </div>
            <Show when=move || count.get() != 0 fallback=move || view! { <p class="empty">{empty}</p> }>
                <div class="scroll" tabindex="0" role="region" aria-label="已归档">
                    <table class="grid docket">
                        <thead><tr>
                            <th scope="col" class="c-volume">"卷号"</th><th scope="col" class="c-order">"工单"</th>
                            <th scope="col" class="c-lead">"承办单位"</th><th scope="col" class="c-limit">"归档时间"</th>
                            <th scope="col" class="c-limit">"保存期限"</th><th scope="col">"备注"</th>
                        </tr></thead>
                        <tbody><For each=move || lines.get() key=FiledLine::clone let:line>{row(line)}</For></tbody>
                    </table>
                </div>
                <Show when=move || left() != 0>
                    <p class="more"><button type="button" data-more="1" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                        {move || say::supervision::more(PAGE, left())}</button></p>
                </Show>
            </Show>
        </section>
        <Show when=move || printing.is_on()>{paper(untrack(|| lines_of(MOST_PRINTED)), count.get_untracked(), session.now.get_untracked())}</Show>
    }
}

fn row(line: FiledLine) -> impl IntoView {
    let FiledLine { id, number, title, lead, volume, at, until, remarks } = line;
    let until = until.map(|(until, clause)| {
        view! { <span>{say::archive::kept_until(&until)}</span>" "<small class="cite">{clause}</small> }
    });
    view! {
        <tr data-order=id.to_string()>
            <td class="c-volume" data-head="卷号">{volume}</td>
            <td class="c-order" data-head="工单"><span class="cut" title=title><a href=order_address(id)>{number}</a>" "{title.clone()}</span></td>
            <td class="c-lead" data-head="承办单位">{lead}</td>
            <td class="c-limit" data-head="归档时间">{at}</td>
            <td class="c-limit" data-head="保存期限">{until}</td>
            <td data-head="备注">{remarks}</td>
        </tr>
    }
}

/// 卷宗移交清单.
fn paper(lines: Vec<FiledLine>, all: usize, now: NaiveDateTime) -> impl IntoView {
    let rest = (all > lines.len()).then(|| say::supervision::printed_in_part(lines.len(), all));
    let count = lines.len();
    view! {
        <section class="print-only archive-paper">
            <h1>{say::archive::PAPER_TITLE}</h1>
            <p class="sub">{say::archive::paper_line(count, now)}</p>
            {rest.map(|words| view! { <p class="message warn">{words}</p> })}
            <table class="grid">
                <thead><tr>
                    <th scope="col" class="c-at">"序号"</th><th scope="col" class="c-volume">"卷号"</th>
                    <th scope="col" class="c-number">"工单编号"</th><th scope="col">"标题"</th><th scope="col" class="c-lead">"承办单位"</th>
                    <th scope="col" class="c-limit">"归档时间"</th><th scope="col" class="c-limit">"保存至"</th><th scope="col" class="c-remark">"备注"</th>
                </tr></thead>
                <tbody>{lines.into_iter().enumerate().map(|(at, line)| {
                    let until = line.until.map(|(until, _)| until).unwrap_or_default();
                    view! {
                        <tr>
                            <td>{at + 1}</td><td>{line.volume}</td><td>{line.number}</td><td>{line.title}</td><td>{line.lead}</td>
                            <td>{line.at}</td><td>{until}</td><td>{line.remarks}</td>
                        </tr>
                    }
                }).collect_view()}</tbody>
            </table>
            <p class="sign">{say::archive::PAPER_SIGN}</p>
        </section>
    }
}
