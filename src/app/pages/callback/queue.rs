//! Who is to be called back: what a clause asks for, the earliest first, and what waits for it without a moment. One stop of
//! the Tab key; arrows go from order to order.

use std::collections::BTreeSet;

use banjie::calendar::end_of;
use banjie::deadline::Due;
use banjie::ledger::{ById, Row};
use banjie::order::{Id, Item, Step, WorkOrder};
use banjie::term::{Flag, Stage, Term};
use chrono::NaiveDateTime;
use leptos::prelude::*;

use super::Places;
use crate::app::desk::Desk;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Orders drawn at first, and added with every click.
pub const STEP: usize = 100;

/// One order to be called back.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub order: Id,
    pub until: Option<Due>,
    pub provisional: bool,
    /// Id of the rule that asks for it.
    pub rule: Option<Box<str>>,
    completed: Option<NaiveDateTime>,
}

/// Everybody to be called back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    pub calls: Vec<Call>,
    /// Units whose orders wait.
    pub units: Vec<String>,
    pub today: usize,
    pub late: usize,
}

/// What is owed, of several the earliest.
fn owed(desk: Desk) -> ById<Call> {
    let mut owed: ById<Call> = ById::default();
    desk.with_tasks(|tasks| {
        for task in tasks.iter().filter(|task| task.step == Some(Step::CallBack)) {
            let call = Call {
                order: task.order,
                until: task.until,
                provisional: task.provisional,
                rule: task.rule.clone(),
                completed: None,
            };
            match owed.get(&task.order) {
                Some(known) if known.rank() <= call.rank() => {}
                _ => drop(owed.insert(task.order, call)),
            }
        }
    });
    owed
}

impl Call {
    /// How they sort: what has a moment first, by it; then what was handed in first.
    fn rank(&self) -> (NaiveDateTime, Option<NaiveDateTime>, Id) {
        (self.until.map_or(NaiveDateTime::MAX, |due| due.at), self.completed, self.order)
    }

    pub fn is_late(&self, now: NaiveDateTime) -> bool {
        self.until.is_some_and(|due| now > due.at)
    }
}

impl Queue {
    /// Of orders this unit has; of all of them where it is empty.
    pub fn of(desk: Desk, unit: &str, now: NaiveDateTime) -> Self {
        let mut owed = owed(desk);
        desk.with_rows(|rows| {
            let mut queue = Self::default();
            let mut units: BTreeSet<&str> = BTreeSet::new();
            for row in rows {
                let waits = matches!(row.stage, Stage::Completed | Stage::Checked);
                let call = match owed.remove(&row.id) {
                    Some(call) => call,
                    None if waits => {
                        Call { order: row.id, until: None, provisional: false, rule: None, completed: None }
                    }
                    None => continue,
                };
                units.insert(&row.lead);
                if !unit.is_empty() && row.lead != unit {
                    continue;
                }
                let call = Call { completed: row.completed, ..call };
                let late = call.is_late(now);
                let today = call.until.is_some_and(|due| due.at <= end_of(now.date()));
                queue.late += usize::from(late);
                queue.today += usize::from(today && !late);
                queue.calls.push(call);
            }
            // A unit that was chosen stays to be chosen.
            units.insert(unit);
            units.remove("");
            queue.units = units.into_iter().map(str::to_owned).collect();
            queue.calls.sort_by_key(Call::rank);
            queue
        })
    }

    pub fn place(&self, id: Id) -> Option<usize> {
        self.calls.iter().position(|call| call.order == id)
    }

    /// Whom one calls after this order.
    pub fn after(&self, id: Id) -> Option<Id> {
        let next = self.place(id).map_or(0, |at| at + 1);
        self.calls.get(next).map(|call| call.order)
    }
}

/// How often nobody answered since the order was last handed in.
pub fn unreached(order: &WorkOrder) -> usize {
    let handed_in = |step: Option<Step>| {
        matches!(step, Some(Step::Complete | Step::CeaseHandling | Step::AnswerReview | Step::CloseAtIntake))
    };
    let live = order.entries.iter().rev().filter(|entry| entry.live);
    let since = live.take_while(|entry| !handed_in(entry.fact.step()));
    let calls = since.filter(|entry| entry.fact.step() == Some(Step::CallBack));
    calls.filter(|entry| entry.fact.with.text(Item::Reached) == Flag::No.code()).count()
}

/// One order as listed; who it is stays masked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub lead: String,
    pub who: String,
    pub stage: &'static str,
    pub until: Option<String>,
    /// In full.
    pub due: Option<String>,
    pub late: bool,
    pub rule: Option<String>,
    pub clause: Option<String>,
    pub gist: Option<String>,
    pub attempts: Option<String>,
}

impl Line {
    pub fn of(desk: Desk, session: Session, call: &Call, now: NaiveDateTime) -> Option<Self> {
        let row: Row = desk.row(call.order)?;
        let pack = session.pack(&row.pack);
        let rule = call.rule.as_deref().zip(pack.as_deref()).and_then(|(id, pack)| pack.rule(id).zip(Some(pack)));
        let details = desk.details(call.order).unwrap_or_default();
        let who = [details.masked_name(), details.masked_phone()];
        let late = call.is_late(now);
        let attempts = desk.order(call.order).map_or(0, |order| unreached(&order));
        Some(Self {
            id: call.order,
            number: row.number,
            title: row.title,
            lead: row.lead,
            who: who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            stage: row.stage.word(),
            until: call.until.map(|due| say::callback::until(&say::short_due(due), late, call.provisional)),
            due: call.until.map(|due| say::callback::due_in_full(due, call.provisional)),
            late,
            rule: call.rule.as_deref().map(str::to_owned),
            clause: rule.map(|(rule, pack)| say::order::clause(rule, pack)),
            gist: rule.map(|(rule, _)| rule.citation.gist.clone()),
            attempts: say::callback::attempts(attempts),
        })
    }
}

/// The list.
#[component]
pub fn List(queue: Memo<Queue>, places: Places) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let limit = RwSignal::new(STEP);
    let lines = Memo::new(move |_| {
        let (now, limit) = (session.now.get(), limit.get());
        queue.with(|queue| {
            let calls = queue.calls.iter().take(limit);
            calls.filter_map(|call| Line::of(desk, session, call, now)).collect::<Vec<_>>()
        })
    });
    let left = Memo::new(move |_| queue.with(|queue| queue.calls.len()).saturating_sub(limit.get()));
    // The one the Tab key stops at.
    let active = Memo::new(move |_| {
        let cursor = places.cursor.get();
        queue.with(|queue| {
            let known = cursor.filter(|id| queue.place(*id).is_some());
            known.or_else(|| queue.calls.first().map(|call| call.order))
        })
    });
    // Where nothing else has the focus, the list has it: the clerk goes on by the keys.
    Effect::new(move |_| {
        lines.track();
        request_animation_frame(move || {
            let free = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            let sheet = places.open.try_get_untracked().flatten();
            if let Some(id) = active.try_get_untracked().flatten().filter(|_| free && sheet.is_none()) {
                focus(id);
            }
        });
    });
    let move_to = move |at: usize| {
        let Some(id) = queue.with_untracked(|queue| queue.calls.get(at).map(|call| call.order)) else { return };
        if at >= limit.get_untracked() {
            limit.set((at / STEP + 1) * STEP);
        }
        places.cursor.set(Some(id));
        focus(id);
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        const PAGE: usize = 8;
        let (at, last) = queue.with_untracked(|queue| {
            let at = active.get_untracked().and_then(|id| queue.place(id));
            (at.unwrap_or(0), queue.calls.len().saturating_sub(1))
        });
        let next = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + PAGE,
            "PageUp" => at.saturating_sub(PAGE),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        move_to(next.min(last));
    };
    let more = move |_| {
        let first = limit.get_untracked();
        limit.set(first + STEP);
        move_to(first);
    };
    view! {
        <ol class="calls" aria-label=say::callback::LIST on:keydown=key>
            <For each=move || lines.get() key=Line::clone let:line>{entry(line, active, places)}</For>
        </ol>
        <Show when=move || left.get() != 0>
            <button type="button" class="more" on:click=more>{move || say::callback::more(left.get(), STEP)}</button>
        </Show>
    }
}

/// Puts the focus on an order of the list, once it is drawn.
pub fn focus(id: Id) {
    request_animation_frame(move || platform::focus_on(&format!(".calls [data-order=\"{id}\"]")));
}

fn entry(line: Line, active: Memo<Option<Id>>, places: Places) -> impl IntoView {
    let id = line.id;
    let title = if line.title.is_empty() { "（无标题）".to_owned() } else { line.title };
    view! {
        <li>
            <button type="button" class="call" class:late=line.late data-order=id.to_string() data-rule=line.rule
                tabindex=move || if active.get() == Some(id) { "0" } else { "-1" }
                aria-current=move || (places.open.get() == Some(id)).then_some("true")
                on:focus=move |_| places.cursor.set(Some(id))
                on:click=move |_| places.show(Some(id))>
                <span class="head">
                    {line.until.map(|until| view! { <time title=line.due>{until}</time> })}
                    {line.attempts.map(|words| view! { <i class="badge provisional">{words}</i> })}
                    <i class="badge stage">{line.stage}</i>
                </span>
                <b class="title" title=title.clone()>{title.clone()}</b>
                <small class="line">{line.number}" "{line.who}</small>
                <small class="line" title=line.lead>{line.lead.clone()}</small>
                {line.clause.map(|clause| view! { <small class="cite" title=line.gist>{clause}</small> })}
            </button>
        </li>
    }
}
