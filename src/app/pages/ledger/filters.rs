//! What of the ledger is asked for: read from the address, written back to it, and the controls that change it.

use std::time::Duration;

use banjie::deadline::query::date;
use banjie::ledger::{Column, Filter, Row, Standing};
use banjie::term::{Nature, Stage, Term};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::desk::Desk;
use crate::app::parts::field::{Choice, Entry};
use crate::app::route::{self, Page, Route};
use crate::app::say;
use crate::app::session::Session;

/// What `stage=` says for every stage in which something is still to be done.
const OPEN: &str = "open";
/// The search box.
pub const SEARCH_ID: &str = "ledger-search";
/// What is folded away where there is no room.
const FOLDED_ID: &str = "ledger-folded";
/// The list, for the keys that lead to it.
pub const LIST_ID: &str = "ledger-list";

/// Every stage in which something is still to be handled.
pub fn open_stages() -> Vec<Stage> {
    let ended = [
        Stage::Refused,
        Stage::ClosedAtIntake,
        Stage::Merged,
        Stage::Withdrawn,
        Stage::Completed,
        Stage::Checked,
        Stage::CalledBack,
        Stage::Closed,
        Stage::Archived,
        Stage::NoFurther,
    ];
    Stage::ALL.iter().copied().filter(|stage| !ended.contains(stage)).collect()
}

/// Which orders, and in what order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub filter: Filter,
    pub column: Column,
    pub descending: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self { filter: Filter::default(), column: Column::Due, descending: false }
    }
}

impl Asked {
    /// What an address asks, and what of it cannot be read.
    pub fn read(pairs: &[(String, String)]) -> (Self, Vec<String>) {
        let mut asked = Self::default();
        let strange = |(name, value): &&(String, String)| asked.take(name, value.trim()).is_none();
        let unread = pairs.iter().filter(strange).map(|(name, value)| format!("{name}={value}")).collect();
        (asked, unread)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        let filter = &mut self.filter;
        match name {
            "text" => value.clone_into(&mut filter.text),
            "stage" if value == OPEN => filter.stages = open_stages(),
            "stage" => filter.stages = vec![Stage::from_code(value)?],
            "standing" => filter.standings = vec![standing(value)?],
            "nature" => filter.nature = Some(Nature::from_code(value)?),
            "lead" => value.clone_into(&mut filter.lead),
            "from" => filter.from = Some(date(value).ok()?),
            "to" => filter.to = Some(date(value).ok()?),
            "sort" => self.column = Column::from_code(value)?,
            "desc" => self.descending = value == "1",
            _ => return None,
        }
        Some(())
    }

    /// Names and values for the address; what is as usual is not said.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let filter = &self.filter;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let sort = if self.column == Column::Due { "" } else { self.column.code() };
        let pairs = [
            ("text", filter.text.trim().to_owned()),
            ("stage", self.stage().to_owned()),
            ("standing", self.standing().to_owned()),
            ("nature", filter.nature.map(Term::code).unwrap_or_default().to_owned()),
            ("lead", filter.lead.clone()),
            ("from", day(filter.from)),
            ("to", day(filter.to)),
            ("sort", sort.to_owned()),
            ("desc", if self.descending { "1" } else { "" }.to_owned()),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn stage(&self) -> &'static str {
        match self.filter.stages.as_slice() {
            [] => "",
            [one] => one.code(),
            _ => OPEN,
        }
    }

    fn standing(&self) -> &'static str {
        self.filter.standings.first().map_or("", |standing| standing.code())
    }

    /// How many choices are made beside the words looked for.
    fn chosen(&self) -> usize {
        let filter = &self.filter;
        let made = [
            !filter.stages.is_empty(),
            !filter.standings.is_empty(),
            filter.nature.is_some(),
            !filter.lead.is_empty(),
            filter.from.is_some(),
            filter.to.is_some(),
        ];
        made.into_iter().filter(|made| *made).count()
    }
}

fn standing(code: &str) -> Option<Standing> {
    Standing::ALL.into_iter().find(|standing| standing.code() == code)
}

/// What is asked, and the way every change of it takes into the address.
#[derive(Clone, Copy)]
pub struct Asking {
    pub asked: RwSignal<Asked>,
    strokes: StoredValue<u64>,
}

impl Asking {
    pub fn new(asked: Asked) -> Self {
        Self { asked: RwSignal::new(asked), strokes: StoredValue::new(0) }
    }

    pub fn change(self, change: impl FnOnce(&mut Asked)) {
        self.asked.update(change);
        self.write();
    }

    /// Browsers stop taking addresses that are written with every key: the last one is enough.
    fn typed(self, text: String) {
        self.asked.update(|asked| asked.filter.text = text);
        self.strokes.update_value(|strokes| *strokes += 1);
        let mine = self.strokes.get_value();
        let later = move || {
            if self.strokes.try_get_value() == Some(mine) {
                self.write();
            }
        };
        set_timeout(later, Duration::from_millis(250));
    }

    /// Puts what is asked into the address, as long as it is this page's.
    pub fn write(self) {
        let Some(pairs) = self.asked.try_with_untracked(Asked::pairs) else { return };
        if Route::current().page == Some(Page::Ledger) {
            route::replace(&route::address(Page::Ledger, &pairs));
        }
    }
}

/// Whether a key was pressed in a control one types in.
fn typing(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str()))
}

/// Puts the focus on the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        drop(element.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}

/// Search box, selects and dates.
#[component]
pub fn FilterBar(asking: Asking) -> impl IntoView {
    let desk = Desk::get();
    let asked = asking.asked;
    let heard = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if event.key() == "/" && plain && !typing(&event) {
            event.prevent_default();
            focus(SEARCH_ID);
        }
    });
    on_cleanup(move || heard.remove());
    let stages = options(&[(OPEN, "在办")], Stage::ALL.iter().map(|stage| (stage.code(), stage.word())));
    let standings = options(&[], Standing::ALL.into_iter().map(|one| (one.code(), say::order::row_standing(one))));
    let natures = options(&[], Nature::ALL.iter().map(|nature| (nature.code(), nature.word())));
    // Units seen; one that only the address names stays to be chosen too.
    let leads = Memo::new(move |_| {
        let own = asked.with(|asked| asked.filter.lead.clone());
        desk.with_rows(|rows| {
            let mut leads: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.lead.as_str()).collect();
            leads.insert(&own);
            leads.remove("");
            leads.into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
    });
    let part = move |part: fn(&Asked) -> String| Signal::derive(move || asked.with(part));
    let find_key = move |event: web_sys::KeyboardEvent| {
        // Enter also ends the choice of a character.
        if ["Enter", "ArrowDown"].contains(&event.key().as_str()) && !event.is_composing() {
            event.prevent_default();
            asking.write();
            focus(LIST_ID);
        }
    };
    let unfolded = RwSignal::new(false);
    let chosen = Memo::new(move |_| asked.with(Asked::chosen));
    view! {
        <div class="fields ledger-filters no-print" class:unfolded=move || unfolded.get() role="search"
            aria-label="筛选工单">
            <label class="field find">
                <span>"查找"<small>{say::ledger::FIND_HINT}</small></span>
                <input type="search" id=SEARCH_ID name="text" autocomplete="off" spellcheck="false" maxlength="60"
                    prop:value=move || asked.with(|asked| asked.filter.text.clone())
                    on:input=move |event| asking.typed(event_target_value(&event))
                    on:change=move |_| asking.write()
                    on:keydown=find_key/>
            </label>
            <button type="button" class="fold" aria-controls=FOLDED_ID aria-expanded=move || unfolded.get().to_string()
                on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)>
                {move || say::ledger::filters(chosen.get())}
            </button>
            <div class="folded" id=FOLDED_ID>
                <Choice label="阶段" options=stages value=part(|asked| asked.stage().to_owned())
                    on_change=move |code: String| asking.change(|asked| choose(asked, "stage", &code))/>
                <Choice label="时限" options=standings value=part(|asked| asked.standing().to_owned())
                    on_change=move |code: String| asking.change(|asked| choose(asked, "standing", &code))/>
                <Choice label="性质" options=natures
                    value=part(|asked| asked.filter.nature.map(Term::code).unwrap_or_default().to_owned())
                    on_change=move |code: String| asking.change(|asked| choose(asked, "nature", &code))/>
                {move || {
                    let mut options = vec![(String::new(), "全部".to_owned())];
                    options.extend(leads.get().into_iter().map(|lead| (lead.clone(), lead)));
                    view! {
                        <Choice label="承办单位" options value=part(|asked| asked.filter.lead.clone())
                            on_change=move |lead: String| asking.change(|asked| asked.filter.lead = lead)/>
                    }
                }}
                <Entry label="登记起" kind="date" name="from"
                    value=part(|asked| asked.filter.from.map(|day| day.to_string()).unwrap_or_default())
                    on_change=move |text: String| asking.change(|asked| asked.filter.from = date(&text).ok())/>
                <Entry label="登记止" kind="date" name="to"
                    value=part(|asked| asked.filter.to.map(|day| day.to_string()).unwrap_or_default())
                    on_change=move |text: String| asking.change(|asked| asked.filter.to = date(&text).ok())/>
                <button type="button" class="clear" disabled=move || asked.with(|asked| asked.filter.is_blank())
                    on:click=move |_| asking.change(|asked| asked.filter = Filter::default())>"清除筛选"</button>
            </div>
        </div>
    }
}

/// (value, word) of a select, beginning with the one that lets everything through.
fn options(
    first: &[(&'static str, &'static str)],
    rest: impl Iterator<Item = (&'static str, &'static str)>,
) -> Vec<(String, String)> {
    let all = [("", "全部")].into_iter().chain(first.iter().copied()).chain(rest);
    all.map(|(code, word)| (code.to_owned(), word.to_owned())).collect()
}

/// Takes one choice; an empty one lets everything through.
fn choose(asked: &mut Asked, name: &str, code: &str) {
    match name {
        "stage" => asked.filter.stages.clear(),
        "standing" => asked.filter.standings.clear(),
        _ => asked.filter.nature = None,
    }
    if !code.is_empty() {
        // The options offer nothing else.
        let _ = asked.take(name, code);
    }
}

/// What is looked for many times a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quick {
    Standing(Standing),
    Stage(Stage),
}

const QUICK: [Quick; 5] = [
    Quick::Standing(Standing::Overdue),
    Quick::Standing(Standing::Soon),
    Quick::Stage(Stage::Accepted),
    Quick::Stage(Stage::Dispatched),
    Quick::Stage(Stage::ReturnPending),
];

impl Quick {
    fn word(self) -> &'static str {
        match self {
            Self::Standing(standing) => say::order::row_standing(standing),
            Self::Stage(stage) => stage.word(),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Standing(standing) => standing.code(),
            Self::Stage(stage) => stage.code(),
        }
    }

    fn filter(self) -> Filter {
        match self {
            Self::Standing(standing) => Filter { standings: vec![standing], ..Filter::default() },
            Self::Stage(stage) => Filter { stages: vec![stage], ..Filter::default() },
        }
    }

    fn holds(self, row: &Row, now: NaiveDateTime) -> bool {
        match self {
            Self::Standing(standing) => row.standing(now) == standing,
            Self::Stage(stage) => row.stage == stage,
        }
    }
}

/// The quick buttons, each with how many there are; a second click lets everything through again.
#[component]
pub fn QuickBar(asking: Asking) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let counts = Memo::new(move |_| {
        let now = session.now.get();
        desk.with_rows(|rows| {
            let mut counts = [0usize; QUICK.len()];
            for row in rows {
                for (count, quick) in counts.iter_mut().zip(QUICK) {
                    *count += usize::from(quick.holds(row, now));
                }
            }
            counts
        })
    });
    let count = move |at: usize| counts.with(|counts| counts.get(at).copied().unwrap_or_default());
    view! {
        <div class="quick" role="group" aria-label="快捷筛选">
            {QUICK.into_iter().enumerate().map(|(at, quick)| {
                let pressed = Memo::new(move |_| asking.asked.with(|asked| asked.filter == quick.filter()));
                view! {
                    <button type="button" data-quick=quick.code() aria-pressed=move || pressed.get().to_string()
                        class:pressing=move || { at == 0 && count(at) != 0 }
                        on:click=move |_| {
                            let filter = if pressed.get_untracked() { Filter::default() } else { quick.filter() };
                            asking.change(|asked| asked.filter = filter);
                        }>{quick.word()}" "<b>{move || count(at)}</b></button>
                }
            }).collect_view()}
        </div>
    }
}
