//! What follows a callback at once: the circumstances a clause names that hold now and nobody answered, each with its step.

use std::collections::BTreeSet;

use banjie::order::{Attribute, Field, Id, Item, Record, Step};
use banjie::pack::Pack;
use banjie::term::{Consequence, Term, Verdict};
use banjie::workflow::{Found, grounds};
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::{platform, say};

/// One thing that follows; what several clauses ask for stands once, with all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Follow {
    leads_to: Consequence,
    proposed: bool,
    step: Option<Step>,
    /// The answers that the clauses read.
    said: Vec<String>,
    /// (rule, clause, gist).
    clauses: Vec<(String, String, String)>,
}

/// What came of the last callback.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub reached: bool,
    pub follows: Vec<Follow>,
}

/// Looks at every ground that holds on an order and is not answered.
fn open<T>(desk: Desk, id: Id, look: impl Fn(&Found<'_>, &Pack) -> Option<T>) -> Vec<T> {
    untrack(|| {
        let Some(order) = desk.order(id) else { return Vec::new() };
        let now = platform::now_to_the_second();
        let found = desk.under(order.pack().0, |regime| {
            let open = grounds(regime, &order, now).into_iter().filter(|found| found.answered.is_none());
            open.filter_map(|found| look(&found, regime.pack)).collect::<Vec<_>>()
        });
        found.unwrap_or_default()
    })
}

/// Ids of the rules that name them, to tell later what is new.
pub fn before(desk: Desk, id: Id) -> BTreeSet<String> {
    open(desk, id, |found, _| Some(found.rule.id.clone())).into_iter().collect()
}

impl Told {
    /// What came of the callback just saved.
    pub fn of(desk: Desk, id: Id, reached: bool, before: &BTreeSet<String>) -> Self {
        let order = untrack(|| desk.order(id));
        let call =
            order.as_ref().and_then(|order| order.ever_done(Step::CallBack).max_by_key(|entry| entry.fact.noted));
        let follows = open(desk, id, |found, pack| {
            let new = !before.contains(&found.rule.id);
            let call = call.filter(|call| new || found.facts.contains(&call.fact.id))?;
            let ground = found.ground;
            Some(Follow {
                leads_to: ground.leads_to,
                proposed: ground.proposed,
                step: ground.answered_by.first().map(|done| done.step),
                said: said(found, &call.fact.with, pack),
                clauses: vec![(
                    found.rule.id.clone(),
                    say::order::clause(found.rule, pack),
                    found.rule.citation.gist.clone(),
                )],
            })
        });
        let follows = follows.into_iter().fold(Vec::new(), together);
        Self {
            id,
            number: order.as_ref().map(|order| order.number().to_owned()).unwrap_or_default(),
            title: order.as_ref().map(|order| order.title().to_owned()).unwrap_or_default(),
            reached,
            follows,
        }
    }
}

fn together(mut list: Vec<Follow>, follow: Follow) -> Vec<Follow> {
    let same = |known: &&mut Follow| {
        (known.leads_to, known.proposed, known.step) == (follow.leads_to, follow.proposed, follow.step)
    };
    match list.iter_mut().find(same) {
        Some(known) => {
            for (rule, clause, gist) in follow.clauses {
                // Two rules of one clause are one clause.
                match known.clauses.iter_mut().find(|(_, known, _)| *known == clause) {
                    Some((.., gists)) => *gists = format!("{gists}\n{gist}"),
                    None => known.clauses.push((rule, clause, gist)),
                }
            }
            let new: Vec<String> = follow.said.into_iter().filter(|words| !known.said.contains(words)).collect();
            known.said.extend(new);
        }
        None => list.push(follow),
    }
    list
}

/// What of the answers the clause reads.
fn said(found: &Found<'_>, with: &Record, pack: &Pack) -> Vec<String> {
    let read = found.ground.evidence.iter().map(|evidence| &evidence.done);
    let read = read.filter(|done| done.step == Step::CallBack).flat_map(|done| &done.with);
    let mut said: Vec<String> = Vec::new();
    for test in read.filter(|test| !matches!(test.field, Field::Item(Item::Reached | Item::CallbackBy))) {
        let words = with.get(test.field).map(|value| say::callback::said(test.field, value, Some(pack)));
        said.extend(words.filter(|words| !said.contains(words)));
    }
    if said.is_empty() {
        said.extend(overall(with).map(|verdict| verdict.word().to_owned()));
    }
    said
}

/// How satisfied the requester is in all: the answer to that question, else to the nearest one that was asked.
pub fn overall(with: &Record) -> Option<Verdict> {
    let said = [with.term(Attribute::Verdict), with.term(Item::ResultVerdict), with.term(Item::ProcessVerdict)];
    said.into_iter().flatten().find(|verdict| *verdict != Verdict::None)
}

/// What came of the last callback, above the next one.
#[component]
pub fn News(told: RwSignal<Option<Told>>) -> impl IntoView {
    let link = |id: Id, step: Option<Step>| {
        let step = step.map(|step| ("step".to_owned(), step.code().to_owned()));
        let pairs: Vec<(String, String)> = std::iter::once(("id".to_owned(), id.to_string())).chain(step).collect();
        route::address(Page::Order, &pairs)
    };
    view! {
        <div class="call-news no-print" role="status">{move || told.get().map(|told| {
            let Told { id, number, title, reached, follows } = told;
            let nothing = (reached && follows.is_empty()).then_some(say::callback::NOTHING_FOLLOWS);
            view! {
                <div class="message ok told-call" data-told=id.to_string()>
                    <p><a href=link(id, None) title=title.clone()>{say::callback::saved(&number, &title, reached)}</a>" "{nothing}</p>
                    <ul>{follows.into_iter().map(|follow| view! {
                        <li data-step=follow.step.map(Term::code)>
                            <a href=link(id, follow.step)><b>{say::callback::follows(follow.leads_to, follow.proposed, &follow.said)}</b></a>
                            {follow.clauses.into_iter().map(|(rule, clause, gist)| view! {
                                <small class="cite" data-rule=rule title=gist>{clause}</small>
                            }).collect_view()}
                        </li>
                    }).collect_view()}</ul>
                </div>
            }
        })}</div>
    }
}
