//! The pack's flow of steps with their limits, and two packs side by side.

use std::sync::Arc;

use banjie::pack::{Effect, Pack, Rule};
use banjie::term::{Act, Term, Track};
use leptos::prelude::*;

use super::PackMemo;
use crate::app::parts::field::Choice;
use crate::app::say;
use crate::app::session::Session;

/// What one rule says of a step: row, words, clause, conditions.
type Line = (String, String, String, String);

/// Steps in the order they are taken, each with what the rules say of it.
fn steps(pack: &Arc<Pack>, session: Session) -> Vec<(Act, Vec<Line>)> {
    let choices = session.choices(pack.id(), &Default::default());
    let rules: Vec<&Rule> = pack.rules_under(&choices).collect();
    let of = |act: Act| {
        let concerns = rules.iter().filter(|rule| {
            rule.act() == Some(act) && rule.track == Track::Handling && !matches!(rule.effect, Effect::Guidance { .. })
        });
        let line = |rule: &&Rule| {
            let clause = say::deadline::citation(rule, pack.source(&rule.citation.source));
            (rule.row().to_owned(), say::pack::effect(rule, pack, &choices), clause, say::pack::conditions(rule))
        };
        concerns.map(line).collect::<Vec<_>>()
    };
    Act::ALL.iter().map(|act| (*act, of(*act))).filter(|(_, lines)| !lines.is_empty()).collect()
}

#[component]
pub fn Flow(pack: PackMemo) -> impl IntoView {
    let session = Session::get();
    view! {
        <section class="panel flow">
            {move || pack.get().map(|pack| view! {
                <h2>{say::pack::flow_heading(&pack.text().name)}</h2>
                <ol>
                    {steps(&pack, session).into_iter().map(|(act, lines)| view! {
                        <li>
                            <h3>{act.word()}</h3>
                            <ul class="lines">{lines.into_iter().map(|(row, effect, clause, when)| view! {
                                <li><b>{row}</b>" "{effect}
                                    {(!when.is_empty()).then(|| view! { <small>{say::pack::applies(&when)}</small> })}
                                    <small>{clause}</small></li>
                            }).collect_view()}</ul>
                        </li>
                    }).collect_view()}
                </ol>
            })}
        </section>
    }
}

#[component]
pub fn Beside(pack: PackMemo) -> impl IntoView {
    let session = Session::get();
    let other = RwSignal::new(String::new());
    let names = untrack(|| session.pack_names());
    let other_id = Memo::new(move |_| {
        let here = pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default();
        let asked = other.get();
        if !asked.is_empty() && asked != here {
            asked
        } else if here == "shicheng" {
            "hualong".to_owned()
        } else {
            "shicheng".to_owned()
        }
    });
    let table = Memo::new(move |_| {
        let (Some(left), Some(right)) = (pack.get(), session.pack(&other_id.get())) else { return Vec::new() };
        let (left, right) = (steps(&left, session), steps(&right, session));
        let cell = |steps: &[(Act, Vec<Line>)], act: Act| {
            let found =
                steps.iter().find(|(known, _)| *known == act).map(|(_, lines)| lines.clone()).unwrap_or_default();
            let words: Vec<String> =
                found
                    .into_iter()
                    .map(|(row, effect, _, when)| {
                        if when.is_empty() { format!("{row} {effect}") } else { format!("{row} {effect}（{when}）") }
                    })
                    .collect();
            if words.is_empty() { say::deadline::SILENT.to_owned() } else { words.join("\n") }
        };
        let acts = Act::ALL.iter().filter(|act| left.iter().chain(&right).any(|(known, _)| known == *act));
        acts.map(|act| (act.word(), cell(&left, *act), cell(&right, *act))).collect()
    });
    let name = move |id: &str| session.pack(id).map(|pack| pack.text().name.clone()).unwrap_or_default();
    view! {
        <section class="panel compare">
            <div class="fields narrow no-print"><Choice label="与哪里比较" options=names value=Signal::derive(move || other_id.get()) on_change=move |id| other.set(id)/></div>
            <div class="scroll" tabindex="0" role="region" aria-label="两地比较表">
                <table class="grid">
                    <thead><tr><th>"环节"</th><th>{move || pack.get().map(|pack| pack.text().name.clone())}</th><th>{move || name(&other_id.get())}</th></tr></thead>
                    <tbody>{move || table.get().into_iter().map(|(act, left, right)| view! {
                        <tr><th scope="row">{act}</th><td class:silent=left == say::deadline::SILENT>{left.clone()}</td><td class:silent=right == say::deadline::SILENT>{right.clone()}</td></tr>
                    }).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
