//! 核对 — a whole sheet recomputed: paste or open it, check the columns, see what was late and where the printed due day
//! is not ours. 100,000 rows go through in slices, so the page stays alive.

mod report;
mod work;

use banjie::audit::{ColumnKind, Columns, Table};
use banjie::order::{Attributes, OrderInput};
use banjie::term::{Nature, Term, Track};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::parts::field::{Choice, Entry, Field};
use crate::app::parts::pack_choice::PackChoice;
use crate::app::route::Page;
use crate::app::session::Session;
use crate::app::{platform, say};

use report::Report;
use work::{Job, Outcome};

/// Rows shown so that the columns can be judged.
const PREVIEW: usize = 4;

/// The sheet as opened.
#[derive(Clone, PartialEq)]
struct Sheet {
    text: ArcStoredValue<String>,
    heading: Vec<String>,
    first: Vec<Vec<String>>,
}

/// What the page was left with: going to look at a rule loses nothing.
#[derive(Clone, Copy)]
pub struct AuditState {
    text: RwSignal<String>,
    sheet: RwSignal<Option<Sheet>>,
    columns: RwSignal<Columns>,
    problem: RwSignal<String>,
    track: RwSignal<Track>,
    nature: RwSignal<Nature>,
    known: RwSignal<Option<NaiveDate>>,
    job: Job,
}

impl AuditState {
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            sheet: RwSignal::new(None),
            columns: RwSignal::new(Columns::default()),
            problem: RwSignal::new(String::new()),
            track: RwSignal::new(Track::Handling),
            nature: RwSignal::new(Nature::Other),
            known: RwSignal::new(None),
            job: Job::new(),
        }
    }
}

#[component]
pub fn AuditPage() -> impl IntoView {
    let session = Session::get();
    let pack = session.pack_memo(String::new);
    let chosen = Signal::derive(move || pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default());
    let AuditState { text, sheet, columns, problem, track, nature, known, job } = expect_context::<AuditState>();
    let open = Callback::new(move |text: String| match Table::open(text.clone()) {
        Ok(mut table) => {
            problem.set(String::new());
            columns.set(Columns::recognise(table.heading()));
            let heading = table.heading().to_vec();
            let first = table.by_ref().take(PREVIEW).map(|row| row.cells).collect();
            sheet.set(Some(Sheet { text: ArcStoredValue::new(text), heading, first }));
            job.clear();
        }
        Err(found) => problem.set(say::audit::table_problem(found).to_owned()),
    });
    let start = move |_| {
        let (Some(sheet), Some(pack)) = (sheet.get(), pack.get()) else { return };
        if columns.with(|columns| columns.find(ColumnKind::Moment(banjie::term::MomentKind::Dispatched)).is_none()) {
            problem.set(say::audit::NO_RECEIPT_COLUMN.to_owned());
            return;
        }
        problem.set(String::new());
        let choices = session.choices(pack.id(), &Default::default());
        job.run(work::Order {
            text: sheet.text.get_value(),
            heading: sheet.heading,
            columns: columns.get(),
            pack,
            choices,
            calendar: session.calendar(known.get()),
            track: track.get(),
            defaults: OrderInput {
                attributes: Attributes { nature: nature.get(), ..Attributes::default() },
                ..OrderInput::default()
            },
            now: session.now.get_untracked(),
        });
    };
    let choose = move |id: String| {
        session.change(|prefs| prefs.pack = id);
        job.clear();
    };
    let tracks = [Track::Handling, Track::Assessment]
        .map(|track| (track.code().to_owned(), say::audit::track_choice(track)))
        .to_vec();
    let natures: Vec<(String, String)> =
        Nature::ALL.iter().map(|nature| (nature.code().to_owned(), nature.word().to_owned())).collect();
    view! {
        <h1 class="visually-hidden">{say::page(Page::Audit)}</h1>
        <PackChoice packs=Signal::derive(move || session.pack_names()) chosen on_choose=choose/>
        <section class="panel no-print">
            <Source text open/>
            <Show when=move || !problem.with(String::is_empty)><p class="message error" role="alert">{problem}</p></Show>
            {move || sheet.get().map(|sheet| view! {
                <ColumnTable sheet columns/>
                <div class="fields narrow">
                    <Choice label="按哪种口径" options=tracks.clone() value=Signal::derive(move || track.get().code().to_owned())
                        on_change=move |code: String| { track.set(Track::from_code(&code).unwrap_or(Track::Handling)); job.clear(); }/>
                    <Choice label="没有性质一列时按" options=natures.clone() value=Signal::derive(move || nature.get().code().to_owned())
                        on_change=move |code: String| { nature.set(Nature::from_code(&code).unwrap_or(Nature::Other)); job.clear(); }/>
                    <Entry label="按何日已知的放假通知" kind="date" name="known"
                        value=Signal::derive(move || known.get().map(|day| day.to_string()).unwrap_or_default())
                        on_change=move |text: String| { known.set(banjie::deadline::query::date(&text).ok()); job.clear(); }/>
                    <div class="toolbar">
                        <button type="button" class="primary" disabled=move || job.progress.get().is_some() on:click=start>"开始核对"</button>
                    </div>
                </div>
            })}
            {move || job.progress.get().map(|done| view! {
                <div class="toolbar" role="status">
                    <progress max="100" value=done.to_string() aria-label="核对进度"></progress>
                    <span>{format!("{done}%")}</span>
                    <button type="button" on:click=move |_| job.cancel()>"取消"</button>
                </div>
            })}
            {move || (job.outcome.get() == Outcome::Cancelled).then(|| view! { <p class="message warn">{say::audit::CANCELLED}</p> })}
        </section>
        <Show when=move || job.outcome.get() == Outcome::Done><Report job/></Show>
    }
}

/// Pasting and opening.
#[component]
fn Source(text: RwSignal<String>, open: Callback<String>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let load = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        note.set(say::audit::opening(&file.name()));
        leptos::task::spawn_local(async move {
            match platform::read_text(&file).await {
                Ok(content) => {
                    note.set(say::audit::opened(&file.name()));
                    open.run(content);
                }
                Err(_) => note.set(say::audit::unreadable_file(&file.name())),
            }
            input.set_value("");
        });
    };
    // A long paste is taken as it comes and never put into the box: drawing it would freeze the page.
    let pasted = move |event: web_sys::Event| {
        let data = js_sys::Reflect::get(&event, &"clipboardData".into()).ok();
        let get = data.as_ref().and_then(|data| js_sys::Reflect::get(data, &"getData".into()).ok());
        let Some((data, get)) = data.zip(get) else { return };
        let Ok(get) = wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(get) else { return };
        let content =
            get.call1(&data, &"text/plain".into()).ok().and_then(|value| value.as_string()).unwrap_or_default();
        if content.len() > 200_000 {
            event.prevent_default();
            note.set(say::audit::pasted(content.lines().count()));
            open.run(content);
        }
    };
    view! {
        <p class="cite">{say::audit::INTRO}</p>
        <Field label="表格内容" wide=true>
            <textarea rows="5" name="sheet" spellcheck="false" placeholder="在此粘贴…" prop:value=move || text.get()
                on:paste=move |event| pasted(event.into())
                on:input=move |event| text.set(event_target_value(&event))></textarea>
        </Field>
        <div class="toolbar source">
            <button type="button" class="primary" on:click=move |_| open.run(text.get())>"读取表格"</button>
            <label class="button">"打开文件…"<input class="visually-hidden" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" on:change=load/></label>
            <button type="button" on:click=move |_| { text.set(say::audit::EXAMPLE.to_owned()); open.run(say::audit::EXAMPLE.to_owned()); }>"填入示例"</button>
            <span class="said" role="status">{note}</span>
        </div>
    }
}

/// What each column holds, told from the heading and correctable, over the first rows.
#[component]
fn ColumnTable(sheet: Sheet, columns: RwSignal<Columns>) -> impl IntoView {
    let selects = (0..sheet.heading.len()).map(|at| {
        let kind = move || columns.with(|columns| columns.kinds().get(at).copied().unwrap_or(ColumnKind::Ignored));
        let changed = move |event: leptos::ev::Event| {
            let chosen = event_target_value(&event).parse().ok().and_then(|chosen: usize| ColumnKind::ALL.get(chosen).copied());
            columns.update(|columns| columns.set(at, chosen.unwrap_or(ColumnKind::Ignored)));
        };
        view! {
            <td><select aria-label=say::audit::column_question(at + 1) on:change=changed class:used=move || kind() != ColumnKind::Ignored>
                {ColumnKind::ALL.into_iter().enumerate().map(|(index, known)| view! {
                    <option value=index.to_string() selected=move || kind() == known>{say::audit::column(known)}</option>
                }).collect_view()}
            </select></td>
        }
    });
    let heads = sheet.heading.iter().map(|cell| view! { <th scope="col">{cell.clone()}</th> }).collect_view();
    let rows = sheet.first.into_iter().map(
        |cells| view! { <tr>{cells.into_iter().map(|cell| view! { <td>{short(&cell)}</td> }).collect_view()}</tr> },
    );
    view! {
        <h2>{say::audit::COLUMNS_HEADING}</h2>
        <div class="scroll columns" tabindex="0" role="region" aria-label="列对应">
            <table class="grid"><thead><tr>{heads}</tr></thead><tbody><tr>{selects.collect_view()}</tr>{rows.collect_view()}</tbody></table>
        </div>
    }
}

fn short(cell: &str) -> String {
    let short: String = cell.chars().take(30).collect();
    if short.len() < cell.len() { short + "…" } else { short }
}
