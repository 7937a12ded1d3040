//! 日历 — a year with its kinds of days and the notices behind them; new notices and local days, with their effect shown
//! before anything changes.

mod enter;

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::calendar::{Calendar, DayKind, YEARS};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::app::pages::deadline::present::kind_class;
use crate::app::parts::field::{Choice, Entry};
use crate::app::parts::month::{DayCell, Month};
use crate::app::route::Page;
use crate::app::session::Session;
use crate::app::{platform, say};

use enter::Enter;

#[component]
pub fn CalendarPage() -> impl IntoView {
    let session = Session::get();
    let year = RwSignal::new(session.now.get_untracked().year());
    let known = RwSignal::new(None::<NaiveDate>);
    let calendar = Memo::new_with_compare(move |_| session.calendar(known.get()), |_, _| true);
    let latest = year.get_untracked().max(2032);
    let options: Vec<(String, String)> =
        (2010..=latest).map(|year| (year.to_string(), say::calendar::year(year))).collect();
    let months = move || {
        let (calendar, year) = (calendar.get(), year.get());
        months(&calendar, year).into_iter().map(|days| view! { <Month days/> }).collect_view()
    };
    view! {
        <h1 class="visually-hidden">{say::page(Page::Calendar)}</h1>
        <section class="panel">
            <div class="fields narrow no-print">
                <Choice label="年份" options value=Signal::derive(move || year.get().to_string())
                    on_change=move |text: String| if let Ok(chosen) = text.parse() { year.set(chosen) }/>
                <Entry label="按何日已知的通知" kind="date" name="known" value=Signal::derive(move || known.get().map(|day| day.to_string()).unwrap_or_default())
                    on_change=move |text: String| known.set(banjie::deadline::query::date(&text).ok())/>
                <div class="toolbar">
                    <button type="button" aria-label="上一年" on:click=move |_| year.update(|year| *year = (*year - 1).max(*YEARS.start()))>"◀"</button>
                    <button type="button" aria-label="下一年" on:click=move |_| year.update(|year| *year = (*year + 1).min(*YEARS.end()))>"▶"</button>
                    <button type="button" on:click=|_| platform::print()>"打印"</button>
                </div>
            </div>
            <h2>{move || say::calendar::heading(year.get())}<small>{move || counts(&calendar.get(), year.get())}</small></h2>
            {move || (!calendar.get().is_gazetted(year.get())).then(|| view! { <p class="message warn">{say::calendar::NO_NOTICE}</p> })}
            {move || {
                let calendar = calendar.get();
                (calendar.is_gazetted(year.get()) && !calendar.is_gazetted(year.get() + 1)).then(|| view! { <p class="cite">{say::calendar::UNSETTLED}</p> })
            }}
            <div class="year">{months}</div>
            <p class="legend">{[("day working", "工作日"), ("day weekend", "周末"), ("day holiday", "放假"), ("day makeup", "调休上班"), ("day working provisional", "暂定"), ("day holiday local", "本地")]
                .map(|(class, word)| view! { <span><i class=class></i>{word}</span> }).collect_view()}</p>
            <h2>"本年放假通知"</h2>
            {move || notices(&calendar.get(), year.get(), session)}
        </section>
        <Enter year/>
    }
}

fn days_of(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    first.iter_days().take_while(move |date| date.year() == year)
}

fn months(calendar: &Arc<Calendar>, year: i32) -> Vec<Vec<DayCell>> {
    let mut months: BTreeMap<u32, Vec<DayCell>> = BTreeMap::new();
    for date in days_of(year) {
        let day = calendar.day(date);
        let note = match day.kind {
            DayKind::Working | DayKind::Weekend => String::new(),
            DayKind::MakeUpWorkday => "上班".to_owned(),
            DayKind::LocalRest => "本地休".to_owned(),
            DayKind::LocalWork => "本地班".to_owned(),
            DayKind::Holiday | DayKind::Festival => short_name(day.name.unwrap_or("放假")),
        };
        let reason = say::deadline::day_reason(&day, calendar.book().festival_source());
        let cell = DayCell { date, class: kind_class(&day).to_owned(), note, reason };
        months.entry(date.month()).or_default().push(cell);
    }
    months.into_values().collect()
}

/// 国庆节 is 国庆 where room is short; 春节 stays.
fn short_name(name: &str) -> String {
    let short = name.strip_suffix('节').filter(|short| short.chars().count() > 1);
    short.unwrap_or(name).to_owned()
}

fn counts(calendar: &Arc<Calendar>, year: i32) -> String {
    let worked = days_of(year).filter(|date| calendar.works(*date) == Ok(true)).count();
    let made_up = days_of(year).filter(|date| calendar.day(*date).kind == DayKind::MakeUpWorkday).count();
    say::calendar::counts(worked, made_up)
}

fn notices(calendar: &Arc<Calendar>, year: i32, session: Session) -> impl IntoView + use<> {
    let book = calendar.book();
    let known = calendar.known();
    let own: Vec<String> = book.own_notices().iter().map(|notice| notice.id.clone()).collect();
    let items: Vec<_> = book
        .notices()
        .iter()
        .filter(|notice| notice.covers == year && known.is_none_or(|known| notice.published <= known))
        .map(|notice| {
            let removable = own.contains(&notice.id).then(|| {
                let id = notice.id.clone();
                view! { <button type="button" class="danger no-print" on:click=move |_| { session.change(|prefs| prefs.notices.retain(|notice| notice.id != id)); }>"删除"</button> }
            });
            view! {
                <li><b>{say::deadline::notice_name(notice)}</b>{say::calendar::notice_days(notice)}
                    <small>{notice.source.clone()}</small>{removable}</li>
            }
        })
        .collect();
    let days: Vec<_> = book
        .local_days()
        .iter()
        .filter(|day| day.date.year() == year)
        .map(|day| {
            let date = day.date;
            view! {
                <li><b>{say::date(date)}</b>{say::calendar::local_day(day)}
                    <button type="button" class="danger no-print" on:click=move |_| { session.change(|prefs| prefs.local_days.retain(|day| day.date != date)); }>"删除"</button></li>
            }
        })
        .collect();
    if items.is_empty() && days.is_empty() {
        return view! { <p class="cite">{say::calendar::NOTHING_THIS_YEAR}</p> }.into_any();
    }
    view! { <ul class="lines">{items}{days}</ul> }.into_any()
}
