//! Entering a notice or local days: by form or JSON, with the effect shown first; in and out as a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::calendar::{Calendar, LocalDay, Notice};
use banjie::deadline::query::date;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::parts::field::{Choice, Entry, Field};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Longest text taken in, bytes.
const MOST_BYTES: usize = 1_000_000;

/// What the calendar page exports and imports.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Entries {
    /// A remark of whoever made the file.
    #[serde(skip_serializing)]
    about: String,
    notices: Vec<Notice>,
    local_days: Vec<LocalDay>,
}

/// What is about to be added, and what it would change.
#[derive(Clone, PartialEq)]
struct Preview {
    entries: Entries,
    changes: Vec<(String, String, String)>,
    /// Statutory festivals a new annual notice does not name.
    missing: Vec<String>,
}

#[component]
pub fn Enter(year: RwSignal<i32>) -> impl IntoView {
    let session = Session::get();
    let problems = RwSignal::new(Vec::<String>::new());
    let preview = RwSignal::new(None::<Preview>);
    let said = RwSignal::new(String::new());
    // Checks, and shows what would change; nothing is kept yet.
    let try_out = Callback::new(move |entries: Entries| {
        said.set(String::new());
        let (mut notices, mut days) = session.prefs.with(|prefs| (prefs.notices.clone(), prefs.local_days.clone()));
        let new_notices: Vec<Notice> =
            entries.notices.iter().filter(|notice| !notices.contains(notice)).cloned().collect();
        let known = session.calendar(None);
        let builtin = known.book().notices().to_vec();
        let new_notices: Vec<Notice> = new_notices.into_iter().filter(|notice| !builtin.contains(notice)).collect();
        let new_days: Vec<LocalDay> = entries.local_days.iter().filter(|day| !days.contains(day)).cloned().collect();
        notices.extend(new_notices.clone());
        days.extend(new_days.clone());
        match session.try_book(&notices, &days) {
            Ok(book) => {
                let after = Calendar::new(Arc::new(book), None);
                let entries = Entries { notices: new_notices, local_days: new_days, ..Entries::default() };
                problems.set(Vec::new());
                let missing = missing(&known, &entries.notices);
                preview.set(Some(Preview { changes: changes(&known, &after), entries, missing }));
            }
            Err(found) => {
                preview.set(None);
                problems.set(found.iter().map(say::calendar::problem).collect());
            }
        }
    });
    let refuse = Callback::new(move |lines: Vec<String>| {
        preview.set(None);
        said.set(String::new());
        problems.set(lines);
    });
    let confirm = move |_| {
        let Some(preview_now) = preview.get() else { return };
        let first = preview_now.entries.notices.first().map(|notice| notice.covers);
        let first = first.or(preview_now.entries.local_days.first().map(|day| day.date.year()));
        let saved = session.change(|prefs| {
            prefs.notices.extend(preview_now.entries.notices);
            prefs.local_days.extend(preview_now.entries.local_days);
        });
        preview.set(None);
        let words = if saved { say::calendar::ADDED } else { "" };
        said.set(words.to_owned());
        if let Some(first) = first {
            year.set(first);
        }
    };
    let export = move |_| {
        let entries = session.prefs.with(|prefs| Entries {
            notices: prefs.notices.clone(),
            local_days: prefs.local_days.clone(),
            ..Entries::default()
        });
        let json = serde_json::to_string_pretty(&entries).unwrap_or_default();
        if platform::save_text("放假安排.json", "application/json", &json).is_ok() {
            said.set("已导出本机加入的通知和本地日".to_owned());
        }
    };
    let load = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            match platform::read_text(&file).await {
                Ok(text) => from_json(&text, try_out, refuse),
                Err(_) => refuse.run(vec![say::UNREADABLE_FILE.to_owned()]),
            }
            input.set_value("");
        });
    };
    view! {
        <section class="panel enter no-print">
            <h2>"加入通知或本地日"</h2>
            <div role="alert">
                <Show when=move || !problems.with(Vec::is_empty)>
                    <div class="message error"><p>{say::calendar::NOT_ADDED}</p>
                        <ul class="lines">{move || problems.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul></div>
                </Show>
            </div>
            {move || preview.get().map(|preview_now| view! {
                <div class="message ok">
                    <p>{say::calendar::checked(preview_now.entries.notices.len(), preview_now.entries.local_days.len())}</p>
                    {(!preview_now.missing.is_empty()).then(|| view! {
                        <p class="message warn">{say::calendar::missing(&preview_now.missing)}</p>
                    })}
                    <ChangeList changes=preview_now.changes/>
                    <div class="toolbar"><button type="button" class="primary" on:click=confirm>"确认加入"</button>
                        <button type="button" on:click=move |_| preview.set(None)>"取消"</button></div>
                </div>
            })}
            <div class="toolbar">
                <label class="button">"导入 JSON 文件…"<input class="visually-hidden" type="file" accept=".json,application/json" on:change=load/></label>
                <button type="button" on:click=export>"导出"</button>
                <span class="said" role="status">{said}</span>
            </div>
            <details><summary>"按表格填写一份放假通知"</summary><NoticeForm try_out refuse/></details>
            <details><summary>"粘贴 JSON"</summary><JsonForm try_out refuse/></details>
            <details><summary>"设一个本地休息日或工作日"</summary><LocalForm try_out refuse/></details>
        </section>
    }
}

type TryOut = Callback<Entries>;
type Refuse = Callback<Vec<String>>;

fn from_json(text: &str, try_out: TryOut, refuse: Refuse) {
    if text.len() > MOST_BYTES {
        return refuse.run(vec![say::calendar::TOO_LONG.to_owned()]);
    }
    // A whole file, or one notice alone.
    let read = match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) if value.get("notices").or(value.get("local_days")).is_none() => {
            serde_json::from_str::<Notice>(text).map(|notice| Entries { notices: vec![notice], ..Entries::default() })
        }
        Ok(_) => serde_json::from_str::<Entries>(text),
        Err(error) => Err(error),
    };
    match read {
        Ok(entries) if entries.notices.is_empty() && entries.local_days.is_empty() => {
            refuse.run(vec![say::calendar::NOTHING_IN_IT.to_owned()])
        }
        Ok(entries) => try_out.run(entries),
        Err(error) => refuse.run(vec![say::calendar::bad_json(&error)]),
    }
}

/// Statutory festivals of a year no notice covered yet, which the new notice does not make a day off.
fn missing(before: &Calendar, notices: &[Notice]) -> Vec<String> {
    let new = notices.iter().filter(|notice| !before.is_gazetted(notice.covers));
    let days = new.flat_map(|notice| {
        let festivals = before.book().festivals().iter();
        festivals.filter(|(date, _)| date.year() == notice.covers && !notice.off.contains_key(date))
    });
    days.map(|(date, name)| format!("{}{name}", say::short_date(*date))).collect()
}

/// Days whose kind changes: day, before, after.
fn changes(before: &Calendar, after: &Calendar) -> Vec<(String, String, String)> {
    let first = NaiveDate::from_ymd_opt(2005, 1, 1).unwrap_or_default();
    first
        .iter_days()
        .take_while(|date| date.year() < 2065)
        .filter_map(|date| {
            let (was, is) = (before.day(date), after.day(date));
            let changed = was.kind != is.kind || was.name != is.name;
            changed.then(|| (say::date(date), say::deadline::day_kind(&was), say::deadline::day_kind(&is)))
        })
        .collect()
}

#[component]
fn ChangeList(changes: Vec<(String, String, String)>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p>{say::calendar::NOTHING_CHANGES}</p> }.into_any();
    }
    let rows = changes.into_iter().map(|(day, was, is)| view! { <li>{format!("{day} {was} → {is}")}</li> });
    view! { <ul class="changes">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn NoticeForm(try_out: TryOut, refuse: Refuse) -> impl IntoView {
    let session = Session::get();
    let today = session.now.get_untracked().date();
    let number = RwSignal::new(String::new());
    let published = RwSignal::new(today.to_string());
    let covers = RwSignal::new((today.year() + 1).to_string());
    let off = RwSignal::new(String::new());
    let work = RwSignal::new(String::new());
    let check = move |_| {
        let mut bad = Vec::new();
        let mut days = |text: String| {
            let mut read = BTreeMap::new();
            for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                match day_line(line) {
                    Some((dates, name)) => read.extend(dates.into_iter().map(|date| (date, name.clone()))),
                    None => bad.push(say::calendar::bad_line(at + 1, line)),
                }
            }
            read
        };
        let (off, work) = (days(off.get()), days(work.get()));
        let covers = covers.get().trim().parse::<i32>();
        let published = date(&published.get());
        if covers.is_err() {
            bad.push(say::calendar::BAD_COVERS.to_owned());
        }
        if published.is_err() {
            bad.push(say::calendar::BAD_PUBLISHED.to_owned());
        }
        match (covers, published) {
            (Ok(covers), Ok(published)) if bad.is_empty() => {
                let number = Some(number.get().trim().to_owned()).filter(|number| !number.is_empty());
                let id = format!("{covers}-{published}");
                let notice =
                    Notice { id, number, published, covers, source: String::new(), off, work, revokes: Vec::new() };
                try_out.run(Entries { notices: vec![notice], ..Entries::default() });
            }
            _ => refuse.run(bad),
        }
    };
    let area = move |label: &'static str, name: &'static str, text: RwSignal<String>| {
        view! {
            <Field label wide=true><textarea rows="5" name=name prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea></Field>
        }
    };
    view! {
        <p class="cite">{say::calendar::FORM_HINT}</p>
        <div class="fields">
            <Entry label="文号" hint="可不填" name="number" value=number on_change=move |text| number.set(text)/>
            <Entry label="公布日期" kind="date" name="published" value=published on_change=move |text| published.set(text)/>
            <Entry label="所管年份" name="covers" value=covers on_change=move |text| covers.set(text)/>
            {area("放假的日子", "off", off)}
            {area("调休上班的日子", "work", work)}
        </div>
        <div class="toolbar"><button type="button" class="primary" on:click=check>"检查并预览影响"</button></div>
    }
}

/// `2027-01-01 元旦`, or `2027-02-05~2027-02-11 春节`; at most two months.
fn day_line(line: &str) -> Option<(Vec<NaiveDate>, String)> {
    let (days, name) = line.trim().split_once([' ', '\t', '　']).unwrap_or((line.trim(), ""));
    let (from, to) = days.split_once(['~', '～', '至', '—']).unwrap_or((days, days));
    let (from, to) = (date(from).ok()?, date(to).ok()?);
    let dates: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).take(62).collect();
    (!dates.is_empty() && to <= *dates.last()?).then(|| (dates, name.trim().to_owned()))
}

#[component]
fn JsonForm(try_out: TryOut, refuse: Refuse) -> impl IntoView {
    let text = RwSignal::new(String::new());
    view! {
        <div class="fields"><Field label=say::calendar::JSON_LABEL wide=true>
            <textarea rows="8" name="json" spellcheck="false" prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
        </Field></div>
        <div class="toolbar"><button type="button" class="primary" on:click=move |_| from_json(&text.get(), try_out, refuse)>"检查并预览影响"</button></div>
    }
}

#[component]
fn LocalForm(try_out: TryOut, refuse: Refuse) -> impl IntoView {
    let day = RwSignal::new(String::new());
    let works = RwSignal::new("no".to_owned());
    let name = RwSignal::new(String::new());
    let basis = RwSignal::new(String::new());
    let check = move |_| match date(&day.get()) {
        Ok(date) => {
            let name = Some(name.get().trim().to_owned())
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| "本地设定".to_owned());
            let local = LocalDay { date, works: works.get() == "yes", name, basis: basis.get().trim().to_owned() };
            try_out.run(Entries { local_days: vec![local], ..Entries::default() });
        }
        Err(_) => refuse.run(vec![say::calendar::BAD_LOCAL_DATE.to_owned()]),
    };
    let options = vec![("no".to_owned(), "休息".to_owned()), ("yes".to_owned(), "上班".to_owned())];
    view! {
        <div class="fields">
            <Entry label="日期" kind="date" name="local_date" value=day on_change=move |text| day.set(text)/>
            <Choice label="当天" options value=works on_change=move |value| works.set(value)/>
            <Entry label="名称" hint="如 自治区成立纪念日" name="local_name" value=name on_change=move |text| name.set(text)/>
            <Entry label="依据" hint="本地文件" name="local_basis" value=basis on_change=move |text| basis.set(text)/>
        </div>
        <div class="toolbar"><button type="button" class="primary" on:click=check>"检查并预览影响"</button></div>
    }
}
