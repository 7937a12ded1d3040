//! Entries and circumstances as shown: the clause first, then what in the log shows it.

use leptos::prelude::*;

use super::record::{EntryLine, GroundLine};
use crate::app::parts::printing::Printing;
use crate::app::say;

/// One entry: when, what, by whom, and what was recorded.
pub fn entry(line: EntryLine) -> impl IntoView {
    let with = (!line.with.is_empty()).then(|| {
        let lines = line.with.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
        view! { <dl>{lines.collect_view()}</dl> }
    });
    view! {
        <li data-fact=line.kind>
            <time>{line.at}</time>" "<b>{line.what}</b>" "<small>{line.by}</small>
            {with}
        </li>
    }
}

/// Several entries; words where there are none.
pub fn entries(lines: Vec<EntryLine>, none: Option<&'static str>) -> AnyView {
    if lines.is_empty() {
        return none.map(|words| view! { <p class="quiet">{words}</p> }).into_any();
    }
    view! { <ol class="entries">{lines.into_iter().map(entry).collect_view()}</ol> }.into_any()
}

/// Circumstances with their clause; what shows them is unfolded on paper.
pub fn ground(line: GroundLine, printing: Printing) -> impl IntoView {
    let count = line.facts.len();
    view! {
        <div class="ground" data-rule=line.rule>
            <b>{line.gist}</b>" "<small class="cite">{line.clause}</small>
            {line.proposed.then(|| view! { " "<i class="badge provisional">{say::supervision::PROPOSED}</i> })}
            {line.mode.map(|mode| view! { " "<i class="badge setting">{mode}</i> })}
            {line.missed.map(|missed| view! { <p class="missed">{missed}</p> })}
            {(count != 0).then(|| view! {
                <details class="evidence" prop:open=move || printing.is_on()>
                    <summary>{say::supervision::evidence(count)}</summary>
                    <ol class="entries">{line.facts.into_iter().map(entry).collect_view()}</ol>
                </details>
            })}
        </div>
    }
}
