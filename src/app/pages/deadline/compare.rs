//! The same input under every pack, side by side.

use banjie::deadline::query::Query;
use banjie::deadline::{Regime, State};
use banjie::pack::Effect;
use banjie::term::{Act, Term, Track};
use leptos::prelude::*;

use crate::app::say;
use crate::app::session::Session;

const ACTS: [Act; 8] = [
    Act::Dispatch,
    Act::SignFor,
    Act::Return,
    Act::FirstContact,
    Act::Handling,
    Act::Escalation,
    Act::Redo,
    Act::ReviewOrder,
];

#[component]
pub fn Compare(query: RwSignal<Query>) -> impl IntoView {
    let session = Session::get();
    let table = Memo::new(move |_| {
        let query = query.get();
        let calendar = session.calendar(query.known);
        let now = query.now.unwrap_or_else(|| session.now.get());
        let columns: Vec<(String, Vec<String>)> = session
            .pack_names()
            .into_iter()
            .filter_map(|(id, name)| {
                let pack = session.pack(&id)?;
                // What the address asks otherwise, it asks of its own pack.
                let asked = if id == query.pack { query.choices.clone() } else { Default::default() };
                let choices = session.choices(&id, &asked);
                let regime = Regime::new(&pack, &choices, &calendar);
                let found = regime.deadlines(&query.order, now);
                let cell = |act: Act| {
                    let of_act = || {
                        found.iter().filter(|found| {
                            found.rule.act() == Some(act)
                                && found.rule.track == Track::Handling
                                && found.is_live()
                                && matches!(found.rule.effect, Effect::Limit(_) | Effect::AtOnce { .. })
                        })
                    };
                    // What only might come to run says nothing beside what runs.
                    let some_run = of_act().any(|found| found.due.is_some());
                    let mut words: Vec<String> = of_act()
                        .filter(|found| found.due.is_some() || found.state == State::AtOnce || !some_run)
                        .map(|found| {
                            let said = match (found.due, found.state) {
                                (Some(due), _) => say::short_due(due),
                                (None, State::AtOnce) => "立即".to_owned(),
                                (None, State::Waiting(kind)) => say::deadline::awaits(kind),
                                (None, state) => say::deadline::state(state).unwrap_or_default(),
                            };
                            format!("{said}（{}）", found.rule.row())
                        })
                        .collect();
                    words.dedup();
                    let knows = |rule: &banjie::pack::Rule| {
                        rule.act() == Some(act) && !matches!(rule.effect, Effect::Guidance { .. })
                    };
                    if words.is_empty() && pack.rules().iter().any(knows) {
                        words.push(say::deadline::NOT_HERE.to_owned());
                    }
                    words.join("\n")
                };
                Some((name, ACTS.map(cell).to_vec()))
            })
            .collect();
        columns
    });
    view! {
        <section class="panel compare">
            <h2>"同一工单在各地的时限"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="各地对照表">
                <table class="grid">
                    <thead><tr><th scope="col">"环节"</th>{move || table.get().into_iter().map(|(name, _)| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                    <tbody>
                        {move || {
                            let columns = table.get();
                            ACTS.into_iter().enumerate().filter_map(|(at, act)| {
                                let cells: Vec<String> = columns.iter().filter_map(|(_, cells)| cells.get(at).cloned()).collect();
                                // A step no pack speaks of says nothing.
                                cells.iter().any(|cell| !cell.is_empty() && cell != say::deadline::NOT_HERE).then(|| view! {
                                    <tr><th scope="row">{act.word()}</th>
                                        {cells.into_iter().map(|cell| {
                                            let empty = cell.is_empty();
                                            let silent = empty || cell == say::deadline::NOT_HERE;
                                            view! { <td class:silent=silent>{if empty { say::deadline::SILENT.to_owned() } else { cell }}</td> }
                                        }).collect_view()}
                                    </tr>
                                })
                            }).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </section>
    }
}
