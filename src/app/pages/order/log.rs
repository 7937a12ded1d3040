//! The log: everything that happened, in order, late entries marked; each entry can be corrected or retracted.

use banjie::order::{Entry, Field, Id, Item as Particular, Key, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::term::{Role, Term};
use leptos::prelude::*;

use super::correct::{Amend, Amendment};
use crate::app::desk::Desk;
use crate::app::say;
use crate::app::session::Session;

/// One entry in words.
#[derive(Debug, Clone, PartialEq)]
pub struct LogItem {
    pub id: Id,
    pub kind: String,
    pub what: String,
    pub at: String,
    /// Noted later than it happened.
    pub late: Option<String>,
    pub by: String,
    pub lines: Vec<(String, String)>,
    pub live: bool,
    pub corrected: bool,
    pub can_amend: bool,
    pub can_retract: bool,
}

/// The log in words; `number` names another order.
pub fn items(order: &WorkOrder, pack: Option<&Pack>, number: &dyn Fn(Id) -> Option<String>) -> Vec<LogItem> {
    order.entries.iter().map(|entry| item(order, entry, pack, number)).collect()
}

fn item(order: &WorkOrder, entry: &Entry, pack: Option<&Pack>, number: &dyn Fn(Id) -> Option<String>) -> LogItem {
    let fact = &entry.fact;
    let step = fact.step();
    let target = fact.with.id(Particular::Target).and_then(|id| order.entry(id));
    let mut lines: Vec<(String, String)> = target
        .map(|target| {
            let what = say::order::fact(&target.fact);
            // As it was noted when it was pointed at.
            let at = target.original.as_ref().map_or(target.fact.at, |original| original.at);
            ("所指记录".to_owned(), format!("{} {what}", say::moment(at)))
        })
        .into_iter()
        .collect();
    // In the order in which the step asks for them.
    let asked = step.map(Step::fields).unwrap_or_default();
    let place = |key: &Key| match key {
        Key::Known(field) => asked.iter().position(|known| known == field).unwrap_or(usize::MAX),
        Key::Other(_) => usize::MAX,
    };
    let mut recorded: Vec<_> = fact.with.iter().collect();
    recorded.sort_by_key(|(key, _)| place(key));
    lines.extend(recorded.into_iter().filter_map(|(key, value)| match key {
        Key::Known(Field::Item(field @ Particular::Into)) => {
            let into = value.text().and_then(Id::parse).and_then(number);
            let into = into.unwrap_or_else(|| say::order::value((*field).into(), value, pack));
            Some((field.word().to_owned(), into))
        }
        Key::Known(field) => {
            say::order::shown(*field).then(|| (field.word().to_owned(), say::order::value(*field, value, pack)))
        }
        Key::Other(code) => Some((code.to_string(), serde_json::to_string(value).unwrap_or_default())),
    }));
    // What was first noted can still be read.
    for (key, value) in entry.original.iter().flat_map(|original| original.with.iter()) {
        if let Key::Known(field) = key
            && fact.with.get(*field) != Some(value)
            && say::order::shown(*field)
        {
            lines.push((say::order::formerly(field.word()), say::order::value(*field, value, pack)));
        }
    }
    if let Some(original) = entry.original.as_ref().filter(|original| original.at != fact.at) {
        lines.push((say::order::formerly("时间"), say::moment(original.at)));
    }
    let noted_late = (fact.noted - fact.at).num_minutes() >= 30;
    let who = [
        fact.by.desk().map(Role::word).unwrap_or_else(|| fact.by.code()),
        fact.by.unit.as_str(),
        fact.by.name.as_str(),
    ];
    LogItem {
        id: fact.id,
        kind: fact.kind.code().to_owned(),
        what: say::order::fact(fact),
        at: say::moment(fact.at),
        late: noted_late.then(|| say::order::noted_late(fact.noted)),
        by: who.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
        lines,
        live: entry.live,
        corrected: entry.original.is_some(),
        can_retract: step != Some(Step::Register),
        can_amend: entry.live && step.is_some_and(|step| !matches!(step, Step::Correct | Step::Erase)),
    }
}

#[component]
pub fn Log(order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let session = Session::get();
    let amending = RwSignal::new(None::<Amendment>);
    let newest_first = RwSignal::new(true);
    let desk = Desk::get();
    let list = Memo::new(move |_| {
        desk.version.track();
        order
            .with(|order| {
                let order = order.as_ref()?;
                let pack = session.pack(order.pack().0);
                let mut list = items(order, pack.as_deref(), &|id| desk.row(id).map(|row| row.number));
                if newest_first.get() {
                    list.reverse();
                }
                Some(list)
            })
            .unwrap_or_default()
    });
    view! {
        <section class="panel log" aria-label="办理记录">
            <div class="toolbar">
                <h2>{move || say::order::log_heading(list.with(Vec::len))}</h2>
                <span class="space"></span>
                <button type="button" class="plain" on:click=move |_| newest_first.update(|newest| *newest = !*newest)>
                    {move || if newest_first.get() { "最早在前" } else { "最新在前" }}</button>
            </div>
            <ol>
                <For each=move || list.get() key=|item| (item.id, item.live, item.at.clone(), item.lines.clone()) let:item>
                    <Item item amending order/>
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Item(item: LogItem, amending: RwSignal<Option<Amendment>>, order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let id = item.id;
    let amend = move |step| move |_| amending.set(Some(Amendment { step, target: id }));
    view! {
        <li class:dead=!item.live data-fact=item.kind>
            <div class="line">
                <time>{item.at}</time>
                <b>{item.what}</b>
                <small>{item.by}</small>
                {item.late.map(|late| view! { <i class="badge provisional">{late}</i> })}
                {item.corrected.then(|| view! { <i class="badge beside">"已更正"</i> })}
                {(!item.live).then(|| view! { <i class="badge">"已撤销"</i> })}
                {item.can_amend.then(|| view! {
                    <span class="amend">
                        <button type="button" class="plain" on:click=amend(Step::Correct)>"更正"</button>
                        {item.can_retract.then(|| view! { <button type="button" class="plain" on:click=amend(Step::Retract)>"撤销"</button> })}
                    </span>
                })}
            </div>
            {(!item.lines.is_empty()).then(|| view! {
                <dl>{item.lines.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}</dl>
            })}
            {move || amending.get().filter(|amendment| amendment.target == id).map(|amendment| view! { <Amend amendment order amending/> })}
        </li>
    }
}
