//! 今日 — everything owed on every open order, by what the law attaches to it and by time; what the office owes this month;
//! the list before holidays and major meetings.

mod board;
mod list;
mod office;
mod print;

use banjie::calendar::{Calendar, DayKind};
use banjie::ledger::Weight;
use banjie::term::{Role, Term};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use crate::app::desk::{Desk, Opening, role_word};
use crate::app::pages::units::NotOpen;
use crate::app::parts::field::Choice;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::say;
use crate::app::session::Session;
use crate::app::vault::Broken;

use board::{Asked, Board, code};
use list::Group;
use office::Monthlies;
use print::Paper;

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Waiting,
    Broken(Broken),
    /// No orders at all.
    Empty,
    Tasks,
}

/// What is asked, and the way every change of it takes into the address.
#[derive(Clone, Copy)]
pub struct Asking {
    pub asked: RwSignal<Asked>,
    usual: StoredValue<Asked>,
    unread: RwSignal<Vec<String>>,
}

impl Asking {
    /// As the address says, else what is usual at the desk worked at here.
    fn begin(desk: Desk) -> Self {
        let usual = desk.me.with_untracked(Asked::usual);
        let asking = Self {
            asked: RwSignal::new(usual.clone()),
            usual: StoredValue::new(usual),
            unread: RwSignal::new(Vec::new()),
        };
        asking.hear();
        asking
    }

    /// Takes what the address asks, as long as it is this page's.
    fn hear(self) {
        let route = Route::current();
        if route.page != Some(Page::Today) {
            return;
        }
        let (asked, unread) = self.usual.with_value(|usual| Asked::read(&route.pairs, usual));
        if self.asked.with_untracked(|known| *known != asked) {
            self.asked.set(asked);
        }
        self.unread.set(unread);
    }

    pub fn change(self, change: impl FnOnce(&mut Asked)) {
        self.asked.update(change);
        let pairs = self.usual.with_value(|usual| self.asked.with_untracked(|asked| asked.pairs(usual)));
        if Route::current().page == Some(Page::Today) {
            route::replace(&route::address(Page::Today, &pairs));
        }
    }

    /// Every task of every desk.
    fn widen(self) {
        self.change(|asked| *asked = Asked::default());
    }
}

#[component]
pub fn TodayPage() -> impl IntoView {
    let desk = Desk::get();
    let asking = Asking::begin(desk);
    let heard = window_event_listener(leptos::ev::hashchange, move |_| asking.hear());
    on_cleanup(move || heard.remove());
    let phase = Memo::new(move |_| {
        let none = desk.with_rows(|rows| rows.is_empty());
        match desk.opening.get() {
            Opening::Broken(broken) => Phase::Broken(broken),
            _ if !none => Phase::Tasks,
            Opening::Ready => Phase::Empty,
            _ => Phase::Waiting,
        }
    });
    let unread = asking.unread;
    view! {
        <h1 class="visually-hidden">{say::page(Page::Today)}</h1>
        <Show when=move || !unread.with(Vec::is_empty)>
            <p class="message warn no-print" role="alert">{move || unread.with(|unread| say::today::unread(unread))}</p>
        </Show>
        {move || match phase.get() {
            Phase::Broken(broken) => view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any(),
            Phase::Waiting => view! { <NotOpen desk/> }.into_any(),
            Phase::Empty => view! {
                <Monthlies asking/>
                <p class="empty">{say::today::NO_ORDERS}" "<a href=route::address(Page::Ledger, &[])>"去台账"</a>
                    " "<a href=route::address(Page::Intake, &[])>"登记一件"</a></p>
            }.into_any(),
            Phase::Tasks => view! { <Monthlies asking/><Tasks asking/> }.into_any(),
        }}
    }
}

#[component]
fn Tasks(asking: Asking) -> impl IntoView {
    let desk = Desk::get();
    let asked = asking.asked;
    // Which group is looked at does not change what was found.
    let wanted = Memo::new(move |_| asked.with(|asked| Asked { group: None, ..asked.clone() }));
    let board = Memo::new(move |_| wanted.with(|wanted| Board::of(desk, wanted)));
    let shown = Memo::new(move |_| board.with(|board| asked.with(|asked| board.shown(asked))));
    let all = Memo::new(move |_| board.with(|board| board.all));
    let printing = Printing::listen();
    let counting = move || match (desk.tasks_ready(), desk.opening.get()) {
        (true, _) => None,
        (false, Opening::Counting(done, of)) => Some(say::order::counting(done, of)),
        (false, _) => Some(say::today::WORKING.to_owned()),
    };
    view! {
        <section class="today-board no-print" aria-label=say::today::BOARD>
            <div class="panel today-filters">
                <Filters asking board/>
                <Chips asking board/>
                <div class="toolbar">
                    <b class="today-counts" role="status">{move || say::today::counts(shown.get(), all.get())}</b>
                    <small>{counting}</small>
                    <span class="space"></span>
                    <Special asking/>
                    <button type="button" data-action="print" disabled=move || shown.get() == 0 on:click=move |_| printing.print()>"打印清单"</button>
                </div>
            </div>
            <Show when=move || shown.get() != 0 fallback=move || view! { <Nothing asking all/> }>
                {Weight::ALL.into_iter().map(|weight| view! { <Group weight asked board/> }).collect_view()}
            </Show>
        </section>
        <Show when=move || printing.is_on()><Paper asked board/></Show>
    }
}

/// Why there is nothing in the list.
#[component]
fn Nothing(asking: Asking, all: Memo<usize>) -> impl IntoView {
    let desk = Desk::get();
    move || match (desk.tasks_ready(), all.get()) {
        (false, 0) => view! { <p class="empty" role="status">{say::today::WORKING}</p> }.into_any(),
        (true, 0) => view! { <p class="empty">{say::today::NOTHING}</p> }.into_any(),
        (ready, _) => view! {
            <div class="empty">
                <p>{say::today::NOTHING_FOUND}</p>
                {(!ready).then(|| view! { <p>{say::today::STILL_COUNTING}</p> })}
                <button type="button" on:click=move |_| asking.widen()>"看全部待办"</button>
            </div>
        }
        .into_any(),
    }
}

/// Whose tasks.
#[component]
fn Filters(asking: Asking, board: Memo<Board>) -> impl IntoView {
    let asked = asking.asked;
    let mut roles = vec![(String::new(), role_word(None).to_owned())];
    roles.extend(Role::ALL.iter().map(|role| (role.code().to_owned(), role.word().to_owned())));
    let units = Memo::new(move |_| board.with(|board| board.units.clone()));
    view! {
        <div class="fields" role="search" aria-label="筛选待办">
            <Choice label="岗位" options=roles
                value=Signal::derive(move || asked.with(|asked| asked.role.map(Term::code).unwrap_or_default().to_owned()))
                on_change=move |code: String| asking.change(|asked| asked.role = Role::from_code(&code))/>
            {move || {
                let mut options = vec![(String::new(), "全部".to_owned())];
                options.extend(units.get().into_iter().map(|unit| (unit.clone(), unit)));
                view! {
                    <Choice label="承办单位" options value=Signal::derive(move || asked.with(|asked| asked.unit.clone()))
                        on_change=move |unit: String| asking.change(|asked| asked.unit = unit)/>
                }
            }}
        </div>
    }
}

/// The groups with their counts; one of them alone, or all.
#[component]
fn Chips(asking: Asking, board: Memo<Board>) -> impl IntoView {
    let chip = move |group: Option<Weight>, word: &'static str| {
        let pressed = Memo::new(move |_| asking.asked.with(|asked| asked.group == group));
        let count = Memo::new(move |_| {
            board.with(|board| group.map_or_else(|| board.found(), |group| board.group(group).len()))
        });
        let pressing = matches!(group, Some(Weight::AtOnce | Weight::Overdue));
        view! {
            <button type="button" data-chip=group.map_or("all", code) aria-pressed=move || pressed.get().to_string()
                class:pressing=move || { pressing && count.get() != 0 }
                on:click=move |_| asking.change(|asked| asked.group = group)>{word}" "<b>{move || count.get()}</b></button>
        }
    };
    view! {
        <div class="chips" role="group" aria-label="按轻重">
            {chip(None, "全部")}
            {Weight::ALL.into_iter().map(|weight| chip(Some(weight), say::today::weight(weight))).collect_view()}
        </div>
    }
}

/// The list before holidays and major meetings: a switch and its day.
#[component]
fn Special(asking: Asking) -> impl IntoView {
    let session = Session::get();
    let asked = asking.asked;
    let on = Memo::new(move |_| asked.with(|asked| asked.until.is_some()));
    let eve = move || eve(&untrack(|| session.calendar(None)), session.now.get_untracked().date());
    view! {
        <label class="check" title=say::today::SPECIAL_HINT>
            <input type="checkbox" name="special" prop:checked=move || on.get()
                on:change=move |event| {
                    let until = event_target_checked(&event).then(eve);
                    asking.change(|asked| asked.until = until);
                }/>{say::today::SPECIAL}
        </label>
        <Show when=move || on.get()>
            <label class="check"><span>"办到"</span>
                <input type="date" name="until" min="2000-01-01" max="2069-12-31"
                    prop:value=move || asked.with(|asked| asked.until.map(|until| until.to_string()).unwrap_or_default())
                    on:change=move |event| {
                        // A day half typed is none.
                        if let Ok(until) = banjie::deadline::query::date(&event_target_value(&event)) {
                            asking.change(|asked| asked.until = Some(until));
                        }
                    }/>
            </label>
        </Show>
    }
}

/// The day before the next holiday; a week from now where none is near.
fn eve(calendar: &Calendar, today: NaiveDate) -> NaiveDate {
    const NEAR: usize = 120;
    let is_off = |day: &NaiveDate| matches!(calendar.day(*day).kind, DayKind::Holiday | DayKind::Festival);
    let holiday = today.iter_days().skip(1).take(NEAR).find(is_off);
    let eve = holiday.and_then(|day| day.pred_opt());
    eve.or_else(|| today.checked_add_days(Days::new(7))).unwrap_or(today)
}
