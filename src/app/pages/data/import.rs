//! A file in: read, checked, compared, shown, and written only then, all or nothing.

use std::collections::BTreeSet;

use banjie::exchange::{self, Envelope, Import, MOST_BYTES, Problem, Purpose, Trouble};
use banjie::order::{Item, Step};
use banjie::pack::Pack;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::Work;
use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::session::{Prefs, Session};
use crate::app::{platform, say};

/// Most orders listed before they are written.
const MOST_LISTED: usize = 200;

/// One order as listed: number, title, whether it is new here, facts.
type NewsLine = (String, String, bool, usize);

/// What a file would bring.
#[derive(Clone, PartialEq)]
struct Preview {
    name: String,
    about: String,
    lines: Vec<String>,
    news: Vec<NewsLine>,
    more: usize,
    /// New orders, and known ones that get something new.
    orders: (usize, usize),
    nothing_new: bool,
    /// Settings, and packs.
    carries: (bool, bool),
    unknown_packs: Vec<String>,
}

/// Where the import stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Choose,
    Refused(Vec<String>),
    Ready(Preview),
    /// What came in, what became of the settings.
    Done(String, Option<Result<&'static str, &'static str>>),
}

/// How many attachments of a file are not on this machine.
async fn new_files(desk: Desk, envelope: &Envelope) -> usize {
    let mut new = 0;
    for file in &envelope.files {
        // One that cannot be looked for counts too: taking it in again does no harm.
        if !matches!(desk.file(file.hash.clone()).await, Ok(Some(_))) {
            new += 1;
        }
    }
    new
}

fn preview(desk: Desk, session: Session, name: String, import: &Import, new_files: usize) -> Preview {
    let report = desk.report(import);
    let envelope = &import.envelope;
    let mut lines = say::order::report(&report);
    if !envelope.files.is_empty() {
        lines.push(say::data::with_files(envelope.files.len(), new_files));
    }
    let news = report.news.iter().take(MOST_LISTED);
    let whole = envelope.kind == Purpose::Backup;
    Preview {
        name,
        about: say::data::about(envelope.kind, envelope.exported_at, &envelope.device, envelope.orders.len()),
        lines,
        news: news.map(|news| (news.name.0.clone(), news.name.1.clone(), news.new, news.facts)).collect(),
        more: report.news.len().saturating_sub(MOST_LISTED),
        orders: (report.new_orders, report.changed_orders),
        nothing_new: report.new_facts == 0 && report.office_facts == 0 && report.details == 0 && new_files == 0,
        carries: (whole && envelope.settings.is_some(), whole && !envelope.packs.is_empty()),
        unknown_packs: unknown_packs(session, envelope),
    }
}

/// Packs that orders of the file stand under and that are not here.
fn unknown_packs(session: Session, envelope: &Envelope) -> Vec<String> {
    let facts = envelope.orders.iter().flat_map(|bundle| &bundle.facts);
    let pinned = facts.filter(|fact| matches!(fact.step(), Some(Step::Register | Step::Reread)));
    let ids: BTreeSet<&str> = pinned.map(|fact| fact.with.text(Item::Pack)).filter(|id| !id.is_empty()).collect();
    let unknown = ids.into_iter().filter(|id| untrack(|| session.pack(id)).is_none());
    unknown.map(str::to_owned).collect()
}

/// Puts the settings of a backup in place of those here, or its packs beside them where it has no settings.
fn restore(session: Session, envelope: &Envelope) -> Result<&'static str, &'static str> {
    let Some(settings) = &envelope.settings else {
        let loaded = envelope.packs.iter().filter(|json| session.load_pack(json).is_ok()).count();
        let all = loaded == envelope.packs.len();
        return if all { Ok(say::data::SETTINGS_RESTORED) } else { Err(say::data::SETTINGS_REFUSED) };
    };
    let prefs = serde_json::from_value::<Prefs>(settings.clone()).ok().filter(|prefs| {
        let packs = prefs.packs.iter().all(|json| Pack::read(json).is_ok());
        packs && session.try_book(&prefs.notices, &prefs.local_days).is_ok()
    });
    let Some(restored) = prefs else { return Err(say::data::SETTINGS_REFUSED) };
    if session.change(|prefs| *prefs = restored) {
        Ok(say::data::SETTINGS_RESTORED)
    } else {
        Err(say::data::SETTINGS_UNSAVED)
    }
}

#[component]
pub fn ImportPanel(work: Work) -> impl IntoView {
    let (session, desk) = (Session::get(), Desk::get());
    let stage = RwSignal::new(Stage::Choose);
    let held = StoredValue::new(None::<Import>);
    let settings_too = RwSignal::new(false);
    let over = RwSignal::new(false);
    let take = move |file: web_sys::File| {
        if !work.begin() {
            return;
        }
        held.set_value(None);
        settings_too.set(false);
        stage.set(Stage::Choose);
        spawn_local(async move {
            let refused = |lines| {
                stage.set(Stage::Refused(lines));
                work.rest();
            };
            let name = file.name();
            if file.size() > MOST_BYTES as f64 {
                let trouble = Trouble { path: String::new(), problem: Problem::TooLong };
                return refused(vec![say::order::trouble(&trouble)]);
            }
            work.phase(say::data::reading(&name, file.size())).await;
            let Ok(bytes) = platform::read_bytes(&file).await else {
                return refused(vec![say::data::unreadable(&name)]);
            };
            work.phase(say::data::CHECKING.to_owned()).await;
            let import = match exchange::read(&bytes) {
                Ok(import) => import,
                Err(troubles) => return refused(troubles.iter().map(say::order::trouble).collect()),
            };
            drop(bytes);
            work.phase(say::data::COMPARING.to_owned()).await;
            let new_files = new_files(desk, &import.envelope).await;
            let preview = preview(desk, session, name, &import, new_files);
            let checked = if preview.nothing_new { say::data::CHECKED_NOTHING_NEW } else { say::data::CHECKED };
            held.set_value(Some(import));
            stage.set(Stage::Ready(preview));
            work.end(Ok(checked.to_owned()));
        });
    };
    let confirm = move |(new, changed): (usize, usize)| {
        if !work.begin() {
            return;
        }
        let Some(import) = held.try_update_value(Option::take).flatten() else { return };
        let settings_too = settings_too.get_untracked();
        spawn_local(async move {
            work.phase(say::data::writing(new + changed)).await;
            match desk.import(&import).await {
                Ok(facts) => {
                    let settings = settings_too.then(|| untrack(|| restore(session, &import.envelope)));
                    stage.set(Stage::Done(say::data::imported(facts, new, changed), settings));
                    work.rest();
                }
                Err(broken) => {
                    // It can be tried again.
                    held.set_value(Some(import));
                    work.end(Err(say::data::failed("导入", say::order::broken(broken))));
                }
            }
        });
    };
    let cancel = move |_| {
        held.set_value(None);
        stage.set(Stage::Choose);
        work.end(Ok(say::data::CANCELLED.to_owned()));
    };
    let opened = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    let dropped = move |event: web_sys::Event| {
        event.prevent_default();
        over.set(false);
        let data = js_sys::Reflect::get(&event, &"dataTransfer".into()).ok();
        let files = data.and_then(|data| js_sys::Reflect::get(&data, &"files".into()).ok());
        let files = files.and_then(|files| files.dyn_into::<web_sys::FileList>().ok());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let dragged = move |event: web_sys::Event| {
        event.prevent_default();
        over.set(true);
    };
    view! {
        <section class="panel import no-print">
            <h2>"导入"</h2>
            <p class="cite">{say::data::IMPORT_HINT}</p>
            <div class="drop" class:over=move || over.get()
                on:dragover=move |event| dragged(event.into())
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| dropped(event.into())>
                <span>{say::data::DROP_HERE}</span>
                <label class="button">"选择文件…"<input class="visually-hidden" type="file" name="import_file"
                    accept=".json,application/json" disabled=move || !work.is_free() on:change=opened/></label>
            </div>
            {move || match stage.get() {
                Stage::Choose => ().into_any(),
                Stage::Refused(lines) => view! {
                    <div class="message error" role="alert">
                        <p>{say::data::NOTHING_CHANGED}</p>
                        <ul class="lines">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    </div>
                }.into_any(),
                Stage::Ready(preview) => {
                    let (orders, wanted) = (preview.orders, !preview.nothing_new);
                    view! {
                        <Shown preview settings_too/>
                        <div class="toolbar">
                            <button type="button" class:primary=wanted disabled=move || !work.is_free()
                                on:click=move |_| confirm(orders)>"确认导入"</button>
                            <button type="button" disabled=move || !work.is_free() on:click=cancel>"取消"</button>
                        </div>
                    }.into_any()
                }
                Stage::Done(words, settings) => view! {
                    <div class="message ok" role="status">
                        <p>{words}" "<a href=route::address(Page::Ledger, &[])>{say::data::TO_LEDGER}</a></p>
                        {settings.and_then(Result::ok).map(|words| view! { <p>{words}</p> })}
                    </div>
                    {settings.and_then(Result::err).map(|words| view! { <p class="message error" role="alert">{words}</p> })}
                }.into_any(),
            }}
        </section>
    }
}

/// What a file would bring, before it is written.
#[component]
fn Shown(preview: Preview, settings_too: RwSignal<bool>) -> impl IntoView {
    let Preview { name, about, lines, news, more, nothing_new, carries, unknown_packs, .. } = preview;
    let settings = match carries {
        (true, _) => Some(say::data::WITH_SETTINGS),
        (false, true) => Some(say::data::WITH_PACKS),
        (false, false) => None,
    };
    let heading = say::data::news_heading(news.len(), more);
    let listed = !news.is_empty();
    let rows = news.into_iter().map(|(number, title, new, facts)| {
        let state = if new { "新" } else { "已有" };
        view! { <tr><td>{number}</td><td>{title}</td><td>{state}</td><td class="number">{facts.to_string()}</td></tr> }
    });
    view! {
        <div class="shown">
            <h3>{say::shortened(&name)}</h3>
            <p class="cite">{about}</p>
            <ul class="lines">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {nothing_new.then(|| view! {
                <p class="message ok">{say::data::NOTHING_NEW}{settings.is_some().then_some(say::data::ONLY_SETTINGS)}</p>
            })}
            {(!unknown_packs.is_empty()).then(|| view! { <p class="message warn">{say::data::unknown_packs(&unknown_packs)}</p> })}
            {listed.then(|| view! {
                <h3>{heading}</h3>
                <div class="scroll" tabindex="0" role="region" aria-label="有变化的工单">
                    <table class="grid">
                        <thead><tr>{["工单编号", "标题", "本机", "新记录"].map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            })}
            {settings.map(|words| view! {
                <label class="option"><input type="checkbox" name="settings_too" prop:checked=move || settings_too.get()
                    on:change=move |event| settings_too.set(event_target_checked(&event))/>{words}</label>
            })}
        </div>
    }
}
