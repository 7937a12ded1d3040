//! Taking the answer elsewhere: as text, as calendar events.

use std::fmt::Write;

use banjie::calendar::civil::minute_text;
use chrono::{NaiveDateTime, TimeDelta};
use leptos::prelude::*;

use super::present::{Case, EntryView, Group, Shown};
use super::{CaseMemo, ShownMemo};
use crate::app::{platform, say};

#[component]
pub fn ShareButtons(case: CaseMemo, shown: ShownMemo) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let copy = move |_| {
        let Some(text) = case.get().map(|case| as_text(&case, &shown.get())) else { return };
        leptos::task::spawn_local(async move {
            let copied = platform::copy(&text).await;
            said.set(if copied { "已复制".to_owned() } else { say::deadline::COPY_REFUSED.to_owned() });
            if !copied {
                drop(platform::save_text("时限.txt", "text/plain", &text));
            }
        });
    };
    let export = move |_| {
        let Some(text) = case.get().map(|case| as_calendar(&case, &shown.get())) else { return };
        let saved = platform::save_text("时限.ics", "text/calendar", &text);
        said.set(if saved.is_ok() {
            "已导出日历文件".to_owned()
        } else {
            "浏览器不允许下载".to_owned()
        });
    };
    view! {
        <button type="button" on:click=copy>"复制文字"</button>
        <button type="button" on:click=export>"导出日历 .ics"</button>
        <span class="said" role="status">{said}</span>
    }
}

/// The answer as plain text.
pub fn as_text(case: &Case, shown: &Shown) -> String {
    let mut text = say::deadline::text_heading(&case.pack.text().name) + "\n";
    for line in inputs(case) {
        let _ = writeln!(text, "{line}");
    }
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Waiting) {
        let entries: Vec<_> = shown.entries.iter().filter(|entry| entry.group == group).collect();
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n【{}】", group.title());
        for entry in entries {
            let due =
                entry.due.as_ref().map(|(_, words)| words.clone()).or_else(|| entry.state.clone()).unwrap_or_default();
            let due = entry.left.as_ref().map_or(due.clone(), |(left, _)| format!("{due}，{left}"));
            let badges: Vec<&str> = entry.badges.iter().map(|(_, words)| words.as_str()).collect();
            let badges = if badges.is_empty() { String::new() } else { format!(" [{}]", badges.join("、")) };
            let _ = writeln!(
                text,
                "· {}（{}）：{due}{badges}\n  {} {}\n  {}",
                entry.subject, entry.track, entry.row, entry.citation, entry.gist
            );
        }
    }
    if shown.entries.iter().any(|entry| entry.badges.iter().any(|(class, _)| *class == "provisional")) {
        let _ = writeln!(text, "\n{}：{}", say::deadline::PROVISIONAL, say::deadline::PROVISIONAL_WHY);
    }
    if let Some(draft) = &shown.draft {
        let _ = writeln!(text, "\n{draft}");
    }
    text
}

/// The input, one line a value.
pub fn inputs(case: &Case) -> Vec<String> {
    use banjie::order::Attribute;
    let mut lines = vec![say::deadline::pack_line(&case.pack)];
    for (name, value) in case.query.pairs() {
        if name == "pack" || name.starts_with("reading.") || name.starts_with("setting.") {
            continue;
        }
        let words = Attribute::from_code(&name).and_then(|attribute| {
            attribute.values().into_iter().find(|(code, _)| *code == value).map(|(_, word)| word.to_owned())
        });
        lines.push(format!(
            "{}：{}",
            say::deadline::input_name(&name),
            words.unwrap_or_else(|| value.replace('T', " "))
        ));
    }
    for (id, option) in &case.choices.readings {
        if let Some(reading) = case.pack.text().reading.iter().find(|reading| reading.id == *id) {
            let label = reading
                .options
                .iter()
                .find(|known| known.id == *option)
                .map_or(option.as_str(), |known| known.label.as_str());
            lines.push(say::deadline::reading_line(&reading.label, label));
        }
    }
    lines
}

/// The due moments as calendar events (RFC 5545).
fn as_calendar(case: &Case, shown: &Shown) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    let stamp = utc(case.now);
    let mut lines =
        vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//Banjie//Deadline desk//ZH".to_owned()];
    let received =
        case.query.order.moments.get(banjie::term::MomentKind::Dispatched).map(minute_text).unwrap_or_default();
    let order: String =
        format!("{}-{received}", case.query.number).chars().filter(char::is_ascii_alphanumeric).collect();
    let wanted = |entry: &&EntryView| !matches!(entry.group, Group::Waiting | Group::After) && !entry.is_over;
    for entry in shown.entries.iter().filter(wanted) {
        let (Some(due), Some((_, words))) = (entry.due_value, &entry.due) else { continue };
        lines.push("BEGIN:VEVENT".to_owned());
        // One order, one rule: another export of it replaces the event, another order's does not.
        lines.push(format!("UID:{}-{}-{order}@banjie", case.pack.id(), entry.id.replace(':', "-")));
        lines.push(format!("DTSTAMP:{stamp}"));
        match due.day {
            Some(day) => lines.push(format!("DTSTART;VALUE=DATE:{}", day.to_string().replace('-', ""))),
            None => lines.push(format!("DTSTART:{}", utc(due.at))),
        }
        let number = if case.query.number.is_empty() { "12345" } else { case.query.number.as_str() };
        lines.push(format!("SUMMARY:{}", escaped(&format!("{number} {}（{}）", entry.subject, entry.track))));
        lines.push(format!(
            "DESCRIPTION:{}",
            escaped(&format!("{words}\n{} {}\n{}", entry.row, entry.citation, entry.gist))
        ));
        lines.extend(
            ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT16H", "DESCRIPTION:12345 工单到期提醒"].map(str::to_owned),
        );
        lines.extend(["END:VALARM".to_owned(), "END:VEVENT".to_owned()]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().flat_map(|line| folded(line)).map(|line| line + "\r\n").collect()
}

/// `20260930T020000Z` for 10:00 in China.
fn utc(moment: NaiveDateTime) -> String {
    minute_text(moment - TimeDelta::hours(8)).replace(['-', ':'], "") + "00Z"
}

/// Lines of at most 75 octets, as the format asks; never within a character.
fn folded(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 74 {
            parts.push(" ".to_owned());
            length = 1;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        length += c.len_utf8();
    }
    parts
}
