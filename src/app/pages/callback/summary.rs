//! 当日回访汇总 — the calls of a day by unit, and what the units are to hear of them. The section is printed as it stands.

use std::collections::BTreeMap;

use banjie::deadline::query::date;
use banjie::order::{Attribute, Entry, Field, Id, Item, Step, WorkOrder};
use banjie::term::{Flag, Reply, Term, Verdict};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::follow::{Told, overall};
use crate::app::desk::Desk;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Milliseconds of work between two looks at the page.
const SLICE_MS: f64 = 36.0;
/// Lines of what is to be fed back that are drawn at first, and added with every click.
const STEP: usize = 100;
/// Most of them put on paper.
const MOST_PRINTED: usize = 3000;

const HEADS: [&str; 10] =
    ["承办单位", "回访", "联系上", "没打通", "满意", "一般", "不满意", "未评价", "过程不满意", "称未联系过"];

/// One call of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    order: Id,
    number: String,
    title: String,
    lead: String,
    at: NaiveDateTime,
    reached: bool,
    overall: Option<Verdict>,
    /// Not satisfied with the way it was handled.
    process_bad: bool,
    /// Says that the unit never got in touch.
    uncontacted: bool,
    words: String,
}

fn is_bad(verdict: Option<Verdict>) -> bool {
    matches!(verdict, Some(Verdict::Unsatisfied | Verdict::VeryUnsatisfied))
}

impl Made {
    fn of(order: &WorkOrder, entry: &Entry) -> Self {
        let with = &entry.fact.with;
        let uncontacted: Option<Reply> = with.term(Item::AskedContacted);
        let told = [
            Field::Item(Item::AskedContacted),
            Field::Item(Item::ProcessVerdict),
            Field::Item(Item::ResultVerdict),
            Field::Item(Item::Efficiency),
            Field::Item(Item::Attitude),
            Field::Attribute(Attribute::Verdict),
            Field::Item(Item::Degree),
            Field::Item(Item::Said),
        ];
        Self {
            order: order.id,
            number: order.number().to_owned(),
            title: order.title().to_owned(),
            lead: order.lead.clone(),
            at: entry.fact.at,
            reached: with.text(Item::Reached) != Flag::No.code(),
            overall: overall(with),
            process_bad: is_bad(with.term(Item::ProcessVerdict)),
            uncontacted: uncontacted == Some(Reply::No),
            words: say::callback::recorded(with, &told, None),
        }
    }

    /// Whether the unit is to hear of it.
    fn is_to_be_told(&self) -> bool {
        self.reached && (is_bad(self.overall) || self.process_bad || self.uncontacted)
    }
}

/// The calls of one order on a day.
fn made_on(desk: Desk, id: Id, day: NaiveDate) -> Vec<Made> {
    let order = untrack(|| desk.order(id));
    let of_day = |order: &WorkOrder| {
        let calls = order.ever_done(Step::CallBack).filter(|entry| entry.fact.at.date() == day);
        calls.map(|entry| Made::of(order, entry)).collect()
    };
    order.as_ref().map(of_day).unwrap_or_default()
}

/// What was counted of a day.
#[derive(Clone, Copy)]
pub struct Sums {
    pub open: RwSignal<bool>,
    day: RwSignal<NaiveDate>,
    made: RwSignal<BTreeMap<Id, Vec<Made>>>,
    /// Orders looked at, of how many.
    progress: RwSignal<Option<(usize, usize)>>,
    /// Only the latest count goes on.
    run: StoredValue<u64>,
}

impl Sums {
    pub fn new(today: NaiveDate) -> Self {
        Self {
            open: RwSignal::new(false),
            day: RwSignal::new(today),
            made: RwSignal::new(BTreeMap::new()),
            progress: RwSignal::new(None),
            run: StoredValue::new(0),
        }
    }

    /// Looks through every order that was handed in by that day, in slices.
    fn count(self, desk: Desk) {
        self.run.update_value(|run| *run += 1);
        let mine = self.run.get_value();
        let is_latest = move || self.run.try_get_value() == Some(mine);
        let day = self.day.get_untracked();
        let ids: Vec<Id> = untrack(|| {
            desk.with_rows(|rows| {
                let handed_in = rows.iter().filter(|row| row.completed.is_some_and(|at| at.date() <= day));
                handed_in.map(|row| row.id).collect()
            })
        });
        self.made.set(BTreeMap::new());
        self.progress.set(Some((0, ids.len())));
        spawn_local(async move {
            let mut found = BTreeMap::new();
            let mut began = platform::elapsed_ms();
            for (done, id) in ids.iter().enumerate() {
                let made = made_on(desk, *id, day);
                if !made.is_empty() {
                    found.insert(*id, made);
                }
                if platform::elapsed_ms() - began > SLICE_MS {
                    self.progress.set(Some((done + 1, ids.len())));
                    platform::breathe().await;
                    if !is_latest() {
                        return;
                    }
                    began = platform::elapsed_ms();
                }
            }
            self.made.set(found);
            self.progress.set(None);
        });
    }

    /// Takes in what was just saved of one order.
    fn again(self, desk: Desk, id: Id) {
        if self.progress.get_untracked().is_some() {
            self.count(desk);
            return;
        }
        let made = made_on(desk, id, self.day.get_untracked());
        self.made.update(|all| match made.is_empty() {
            true => drop(all.remove(&id)),
            false => drop(all.insert(id, made)),
        });
    }
}

/// The calls of one unit.
#[derive(Debug, Clone, PartialEq, Default)]
struct Tally {
    calls: usize,
    reached: usize,
    satisfied: usize,
    fair: usize,
    bad: usize,
    process_bad: usize,
    uncontacted: usize,
}

impl Tally {
    fn take(&mut self, made: &Made) {
        self.calls += 1;
        self.reached += usize::from(made.reached);
        self.satisfied += usize::from(matches!(made.overall, Some(Verdict::Satisfied | Verdict::Mostly)));
        self.fair += usize::from(made.overall == Some(Verdict::Fair));
        self.bad += usize::from(is_bad(made.overall));
        self.process_bad += usize::from(made.process_bad);
        self.uncontacted += usize::from(made.uncontacted);
    }

    fn cells(&self) -> [usize; HEADS.len() - 1] {
        let silent = self.reached.saturating_sub(self.satisfied + self.fair + self.bad);
        let unreached = self.calls - self.reached;
        [
            self.calls,
            self.reached,
            unreached,
            self.satisfied,
            self.fair,
            self.bad,
            silent,
            self.process_bad,
            self.uncontacted,
        ]
    }
}

/// By unit, and all together.
fn tallies(made: &BTreeMap<Id, Vec<Made>>) -> (BTreeMap<String, Tally>, Tally) {
    let mut units: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for made in made.values().flatten() {
        units.entry(made.lead.clone()).or_default().take(made);
        all.take(made);
    }
    (units, all)
}

#[component]
pub fn Summary(sums: Sums, told: RwSignal<Option<Told>>, printing: Printing) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let limit = RwSignal::new(STEP);
    Effect::new(move |_| {
        sums.day.track();
        limit.set(STEP);
        sums.count(desk);
    });
    Effect::new(move |before: Option<()>| {
        let id = told.with(|told| told.as_ref().map(|told| told.id));
        if let (Some(id), true) = (id, before.is_some()) {
            sums.again(desk, id);
        }
    });
    let counted = Memo::new(move |_| sums.made.with(tallies));
    let none = Memo::new(move |_| counted.with(|(_, all)| all.calls == 0));
    let line = move || {
        let all = counted.with(|(_, all)| all.clone());
        let counts = say::callback::summary_counts(all.calls, all.reached, all.satisfied, all.bad);
        say::callback::paper_line(&counts, session.now.get())
    };
    let told_units = Memo::new(move |_| {
        let mut list: Vec<Made> =
            sums.made.with(|made| made.values().flatten().filter(|made| made.is_to_be_told()).cloned().collect());
        list.sort_by(|one, other| one.lead.cmp(&other.lead).then(one.at.cmp(&other.at)));
        list
    });
    let shown = move || {
        let most = if printing.is_on() { MOST_PRINTED } else { limit.get() };
        told_units.with(|list| list.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let left = Memo::new(move |_| told_units.with(Vec::len).saturating_sub(limit.get()));
    view! {
        <section class="panel call-summary" aria-label=say::callback::SUMMARY>
            <div class="toolbar no-print">
                <h2>{say::callback::SUMMARY}</h2>
                <label class="check"><span>"日期"</span>
                    <input type="date" name="summary_day" min="2000-01-01" max="2069-12-31" prop:value=move || sums.day.get().to_string()
                        on:change=move |event| {
                            if let Ok(day) = date(&event_target_value(&event)) {
                                sums.day.set(day);
                            }
                        }/></label>
                <button type="button" on:click=move |_| sums.count(desk)>"重新统计"</button>
                <small role="status">{move || sums.progress.get().map(|(done, all)| say::callback::scanning(done, all))}</small>
            </div>
            <h1 class="print-only">{move || say::callback::summary_heading(sums.day.get())}</h1>
            <p class="print-only sub">{line}</p>
            <Show when=move || !none.get() fallback=move || view! {
                <p class="quiet">{move || sums.progress.get().is_none().then_some(say::callback::NO_CALLBACKS)}</p>
            }>
                <div class="scroll">
                    <table class="grid">
                        <thead><tr>{HEADS.map(|head| view! { <th scope="col">{head}</th> }).into_iter().collect_view()}</tr></thead>
                        <tbody>{move || counted.with(|(units, all)| {
                            let row = |name: String, tally: &Tally, class: &'static str| {
                                let cells = tally.cells().map(|n| view! { <td class="number">{n}</td> });
                                view! { <tr class=class data-unit=name.clone()><th scope="row">{name.clone()}</th>{cells.into_iter().collect_view()}</tr> }
                            };
                            let named = |name: &String| if name.is_empty() { say::callback::NO_UNIT.to_owned() } else { name.clone() };
                            let mut rows: Vec<_> = units.iter().map(|(name, tally)| row(named(name), tally, "")).collect();
                            rows.push(row("合计".to_owned(), all, "all"));
                            rows
                        })}</tbody>
                    </table>
                </div>
                <h3>{say::callback::FEEDBACK}</h3>
                <Show when=move || !told_units.with(Vec::is_empty) fallback=|| view! { <p class="quiet">{say::callback::NOTHING_TO_FEED_BACK}</p> }>
                    <ul class="feedback">{move || shown().into_iter().map(|made| {
                        let address = route::address(Page::Order, &[("id".to_owned(), made.order.to_string())]);
                        view! {
                            <li data-order=made.order.to_string()>
                                <b>{made.lead}</b>" "<a href=address>{made.number}" "{made.title}</a>" "<time>{say::moment(made.at)}</time>
                                <p>{made.words}</p>
                            </li>
                        }
                    }).collect_view()}</ul>
                    <Show when=move || { left.get() != 0 && !printing.is_on() }>
                        <button type="button" class="more no-print" on:click=move |_| limit.update(|limit| *limit += STEP)>
                            {move || say::callback::more(left.get(), STEP)}</button>
                    </Show>
                </Show>
            </Show>
        </section>
    }
}
