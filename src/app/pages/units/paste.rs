//! Many units at once, from a list of names.

use std::collections::BTreeSet;

use banjie::ledger::Unit;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Draft, MOST_NAME, is_one_name};
use super::{Said, save};
use crate::app::desk::Desk;
use crate::app::parts::field::Field;
use crate::app::say;

/// Most units taken in at once; a county has fewer.
const MOST: usize = 500;
/// Headings a list may come with.
const HEADS: [&str; 4] = ["单位名称", "单位", "承办单位", "名称"];

/// What stands in a pasted list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Names {
    fresh: Vec<String>,
    /// How many are known or named twice.
    known: usize,
    /// How many lines are no name of one unit.
    bad: usize,
}

fn names(text: &str, units: &[Unit]) -> Names {
    let mut seen: BTreeSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
    let mut found = Names::default();
    let lines = text.lines().map(|line| line.split('\t').next().unwrap_or_default().trim());
    for name in lines.filter(|name| !name.is_empty() && !HEADS.contains(name)) {
        if !is_one_name(name) || name.chars().count() > MOST_NAME || found.fresh.len() >= MOST {
            found.bad += 1;
        } else if seen.insert(name) {
            found.fresh.push(name.to_owned());
        } else {
            found.known += 1;
        }
    }
    found
}

#[component]
pub fn Paste(units: Memo<Vec<Unit>>, said: Said) -> impl IntoView {
    let desk = Desk::get();
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(None::<String>);
    let found = Memo::new(move |_| units.with(|units| text.with(|text| names(text, units))));
    let add = move |_| {
        let fresh = found.get_untracked().fresh;
        if busy.with_untracked(Option::is_some) || fresh.is_empty() {
            return;
        }
        said.set(None);
        busy.set(Some(say::units::adding(0, fresh.len())));
        spawn_local(async move {
            let all = fresh.len();
            let mut done = 0;
            let mut failed = None;
            for name in &fresh {
                if let Err(broken) = save(desk, &Draft::named(name).unit).await {
                    failed = Some(broken);
                    break;
                }
                done += 1;
                busy.set(Some(say::units::adding(done, all)));
            }
            busy.set(None);
            said.set(Some(match failed {
                None => Ok(say::units::added_many(done)),
                Some(broken) => Err(say::units::stopped(done, all, say::order::broken(broken))),
            }));
            if failed.is_none() {
                text.set(String::new());
            }
        });
    };
    let preview = move || {
        found.with(|found| match found {
            Names { fresh, known: 0, bad: 0 } if fresh.is_empty() => say::units::NOTHING_PASTED.to_owned(),
            Names { fresh, known, bad } => say::units::pasted(fresh.len(), *known, *bad),
        })
    };
    view! {
        <section class="panel paste no-print">
            <details>
                <summary>"成批登记"</summary>
                <p class="cite">{say::units::PASTE_HINT}</p>
                <Field label=say::units::NAMES wide=true>
                    <textarea rows="6" name="unit_names" spellcheck="false" prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))></textarea>
                </Field>
                <div class="toolbar">
                    <button type="button" class="primary" on:click=add
                        disabled=move || busy.with(Option::is_some) || found.with(|found| found.fresh.is_empty())>"登记这些单位"</button>
                    <span role="status">{move || busy.get().unwrap_or_else(preview)}</span>
                </div>
            </details>
        </section>
    }
}
