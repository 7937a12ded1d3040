//! Beside the form: what the order would owe if it went out now, what still lacks before that, and what cannot wait.

use banjie::deadline::{Regime, State};
use banjie::order::{Attribute, Key, WorkOrder};
use banjie::term::{Act, MomentKind, Term};
use chrono::NaiveDateTime;
use leptos::prelude::*;

use super::asked::Asked;
use super::draft::Sheet;
use crate::app::say;

/// One limit that would run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    pub act: &'static str,
    /// None means at once.
    pub due: Option<String>,
    pub provisional: bool,
    pub clause: String,
    pub gist: String,
}

/// The limits of the order if it were dispatched at this moment, the next due first.
pub fn dues(regime: &Regime<'_>, order: &WorkOrder, at: NaiveDateTime, now: NaiveDateTime) -> Vec<DueLine> {
    let mut input = order.input.clone();
    input.moments.set(MomentKind::Dispatched, Some(at));
    let mut found: Vec<_> = regime
        .deadlines(&input, now)
        .into_iter()
        .filter(|limit| limit.binds() && limit.done.is_none() && limit.rule.act() != Some(Act::Retention))
        .filter(|limit| match limit.state {
            State::Due => limit.rule.limit().is_some() && limit.due.is_some(),
            State::AtOnce => true,
            _ => false,
        })
        .collect();
    // What is to be done at once stands first.
    found.sort_by_key(|limit| limit.due.map(|due| due.at));
    found
        .into_iter()
        .filter_map(|limit| {
            Some(DueLine {
                act: limit.rule.act()?.word(),
                due: limit.due.map(say::short_due),
                provisional: limit.provisional,
                clause: say::order::clause(limit.rule, regime.pack),
                gist: limit.rule.citation.gist.clone(),
            })
        })
        .collect()
}

#[component]
pub fn Preview(#[prop(into)] asked: Signal<Asked>, #[prop(into)] dues: Signal<Vec<DueLine>>) -> impl IntoView {
    view! {
        <section class="panel preview" aria-labelledby="intake-dues">
            <h2 id="intake-dues">"如现在派单"</h2>
            {move || {
                let dues = dues.get();
                if dues.is_empty() {
                    return view! { <p class="quiet">{say::intake::NO_DUES}</p> }.into_any();
                }
                view! {
                    <ul class="dues">{dues.into_iter().map(|line| view! {
                        <li title=line.gist>
                            <b>{line.act}</b>
                            {match line.due {
                                Some(due) => view! { <time>{due}</time> }.into_any(),
                                None => view! { <time class="at-once">"马上"</time> }.into_any(),
                            }}
                            {line.provisional.then(|| view! { <i class="badge provisional">"暂定"</i> })}
                            <small class="cite">{line.clause}</small>
                        </li>
                    }).collect_view()}</ul>
                }.into_any()
            }}
            {move || {
                let lacking = asked.with(|asked| asked.lacking.clone());
                (!lacking.is_empty()).then(|| view! {
                    <h3>{say::intake::lacking_heading(lacking.len())}</h3>
                    <ul class="lacking">{lacking.into_iter().map(|line| view! {
                        <li title=line.gist>{line.words}<small class="cite">{line.clause}</small></li>
                    }).collect_view()}</ul>
                })
            }}
        </section>
    }
}

/// At night and on days off: the kinds of matters that cannot wait, to be flagged with one press.
#[component]
pub fn OffDutyNote(sheet: Sheet, #[prop(into)] asked: Signal<Asked>) -> impl IntoView {
    let attribute = Attribute::AtOnce;
    let note = Memo::new(move |_| asked.with(|asked| asked.off_duty.clone()));
    let chosen = Memo::new(move |_| sheet.record.with(|record| record.text(attribute).to_owned()));
    view! {
        {move || note.get().map(|note| {
            let (clause, gist) = note.clause.unzip();
            let press = move |code: String| sheet.record.update(|record| {
                // A second press takes it back.
                let same = record.text(attribute) == code;
                record.put(Key::from(attribute), if same { String::new() } else { code });
            });
            view! {
                <div class="message warn off-duty" title=gist>
                    <p>{say::intake::OFF_DUTY}{clause.map(|clause| view! { <small class="cite">{clause}</small> })}</p>
                    <div class="toolbar" role="group" aria-label=attribute.word()>
                        {note.kinds.into_iter().map(|(code, word)| {
                            let (own, pressed) = (code.clone(), code);
                            view! {
                                <button type="button" aria-pressed=move || chosen.with(|chosen| *chosen == own).to_string()
                                    on:click=move |_| press(pressed.clone())>{word}</button>
                            }
                        }).collect_view()}
                    </div>
                </div>
            }
        })}
    }
}
