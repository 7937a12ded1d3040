//! The input: what the order is, when what happened, and what is tried out.

use std::collections::BTreeSet;
use std::sync::Arc;

use banjie::deadline::minute_text;
use banjie::deadline::query::{Query, date, moment_name, moment_of};
use banjie::order::{Attribute, Extended, ExtensionScope, OwnNumber, Suspended};
use banjie::pack::{Effect, Pack};
use banjie::term::{Act, MomentKind, Statutory, Term, Unit};
use leptos::prelude::*;

use super::Change;
use crate::app::parts::field::{Choice, Entry};
use crate::app::{platform, say};

/// Attributes asked for first; the others stand under 更多情形.
const FIRST: [Attribute; 5] =
    [Attribute::Nature, Attribute::Urgency, Attribute::Difficulty, Attribute::Emergency, Attribute::Statutory];

#[component]
pub fn Form(query: RwSignal<Query>, pack: Memo<Option<Arc<Pack>>>, change: Change) -> impl IntoView {
    let fields = move || {
        let pack = pack.get()?;
        let asked: Vec<Attribute> =
            Attribute::ALL.iter().copied().filter(|known| pack.text().vocabulary.contains_key(known.code())).collect();
        let (first, more): (Vec<_>, Vec<_>) = asked.into_iter().partition(|attribute| FIRST.contains(attribute));
        let numbers = |code: &str| pack.text().vocabulary.contains_key(code);
        let own: Vec<OwnNumber> =
            OwnNumber::ALL.into_iter().filter(|own| numbers(own.code()) && *own != OwnNumber::StatutoryLimit).collect();
        let has_calls = numbers("calls");
        let others = moments(&pack);
        let choice = |attribute: Attribute| view! { <AttributeChoice attribute pack=pack.clone() query change/> };
        let first_choices = first.into_iter().map(choice).collect_view();
        let more_count = more.len() + own.len();
        let more_choices = more.into_iter().map(choice).collect_view();
        let statutory = numbers("statutory_limit");
        Some(view! {
            <div class="fields">
                {first_choices}
                {has_calls.then(|| view! { <CallsEntry query change/> })}
            </div>
            {statutory.then(|| view! {
                <Show when=move || query.with(|query| query.order.attributes.statutory == Statutory::Limited)>
                    <div class="fields"><StatutoryEntry query change/></div>
                </Show>
            })}
            {(more_count > 0).then(|| view! {
                <details class="more" open=move || query.with_untracked(has_more)>
                    <summary>"更多情形"</summary>
                    <div class="fields">{more_choices}{own.into_iter().map(|own| view! { <OwnEntry own query change/> }).collect_view()}</div>
                </details>
            })}
            <details class="more" open=move || query.with_untracked(has_moments)>
                <summary>"各环节时间"</summary>
                <div class="fields">
                    {others.into_iter().map(|kind| view! { <MomentEntry kind query change/> }).collect_view()}
                    <DateEntry name="printed_due" label="平台打印的办结日" query change/>
                </div>
            </details>
        })
    };
    view! {
        <form class="panel input" aria-label="工单情况" on:submit=|event| event.prevent_default()>
            <div class="fields">
                <MomentEntry kind=MomentKind::Dispatched query change/>
                <button type="button" class="plain now" on:click=move |_| {
                    change.run(Box::new(|query| query.order.moments.set(MomentKind::Dispatched, Some(platform::now()))));
                }>"填此刻"</button>
            </div>
            {fields}
            <div class="fields"><NumberEntry query change/></div>
            <details class="more" open=move || query.with_untracked(has_what_if)>
                <summary>{say::deadline::WHAT_IF}</summary>
                <WhatIf query change/>
            </details>
            <div class="fields">
                <DateEntry name="known" label="按何日已知的放假通知" query change/>
                <button type="button" class="plain" on:click=move |_| change.run(Box::new(|query| {
                    *query = Query { pack: query.pack.clone(), ..Query::default() };
                }))>"清空"</button>
            </div>
        </form>
    }
}

fn has_more(query: &Query) -> bool {
    let attributes = &query.order.attributes;
    let set = |attribute: &&Attribute| attributes.index(**attribute) != attribute.default_index();
    Attribute::ALL.iter().filter(|known| !FIRST.contains(known)).any(|known| set(&known))
        || attributes.own != Default::default()
}

fn has_moments(query: &Query) -> bool {
    let kinds = MomentKind::ALL.iter();
    query.order.printed_due.is_some()
        || kinds.filter(|kind| **kind != MomentKind::Dispatched).any(|kind| query.order.moments.get(*kind).is_some())
}

fn has_what_if(query: &Query) -> bool {
    !query.order.extensions.is_empty() || !query.order.suspensions.is_empty()
}

/// The moments this pack's rules run from, or are met by.
fn moments(pack: &Pack) -> Vec<MomentKind> {
    let mut kinds = BTreeSet::new();
    kinds.insert(MomentKind::Completed);
    for rule in pack.rules() {
        match &rule.effect {
            Effect::Limit(limit) => {
                kinds.insert(limit.from);
                kinds.extend(match limit.act {
                    Act::SignFor => Some(MomentKind::Signed),
                    Act::Return => Some(MomentKind::Returned),
                    Act::FirstContact => Some(MomentKind::Contacted),
                    Act::Reply => Some(MomentKind::Replied),
                    _ => None,
                });
                if limit.exempt_if_done_within {
                    kinds.insert(MomentKind::Replied);
                }
            }
            Effect::AtOnce { from, .. } | Effect::Monthly { from, .. } | Effect::Decides { from, .. } => {
                kinds.insert(*from);
            }
            _ => {}
        }
    }
    kinds.remove(&MomentKind::Dispatched);
    kinds.remove(&MomentKind::Reassigned);
    kinds.into_iter().collect()
}

#[component]
fn AttributeChoice(attribute: Attribute, pack: Arc<Pack>, query: RwSignal<Query>, change: Change) -> impl IntoView {
    let known = pack.text().vocabulary.get(attribute.code()).cloned().unwrap_or_default();
    let default = attribute.values().get(usize::from(attribute.default_index())).map_or("", |(code, _)| *code);
    let options = attribute
        .values()
        .into_iter()
        .filter(|(code, _)| known.iter().any(|known| known == code) || *code == default)
        .map(|(code, word)| (code.to_owned(), word.to_owned()));
    let (mut options, others): (Vec<_>, Vec<_>) = options.partition(|(code, _)| code == default);
    options.extend(others);
    let value = Signal::derive(move || {
        let index = query.with(|query| query.order.attributes.index(attribute));
        attribute.values().get(usize::from(index)).map_or_else(String::new, |(code, _)| (*code).to_owned())
    });
    let on_change = move |code: String| {
        change.run(Box::new(move |query| {
            query.order.attributes.set(attribute, &code);
        }));
    };
    view! { <Choice label=attribute.word() options value on_change/> }
}

#[component]
fn MomentEntry(kind: MomentKind, query: RwSignal<Query>, change: Change) -> impl IntoView {
    let value =
        Signal::derive(move || query.with(|query| query.order.moments.get(kind).map(minute_text).unwrap_or_default()));
    let on_change = move |text: String| {
        change.run(Box::new(move |query| query.order.moments.set(kind, moment_of(&text).ok())));
    };
    view! { <Entry label=say::deadline::moment(kind) kind="datetime-local" name=moment_name(kind) value on_change/> }
}

#[component]
fn DateEntry(name: &'static str, label: &'static str, query: RwSignal<Query>, change: Change) -> impl IntoView {
    let value = Signal::derive(move || {
        let date = query.with(|query| if name == "known" { query.known } else { query.order.printed_due });
        date.map(|date| date.to_string()).unwrap_or_default()
    });
    let on_change = move |text: String| {
        change.run(Box::new(move |query| {
            let day = date(&text).ok();
            if name == "known" { query.known = day } else { query.order.printed_due = day }
        }));
    };
    view! { <Entry label kind="date" name value on_change/> }
}

#[component]
fn NumberEntry(query: RwSignal<Query>, change: Change) -> impl IntoView {
    let value = Signal::derive(move || query.with(|query| query.number.clone()));
    let on_change = move |text: String| {
        let number: String = text.trim().chars().take(60).collect();
        change.run(Box::new(move |query| query.number.clone_from(&number)));
    };
    view! { <Entry label="工单编号" hint=say::deadline::NUMBER_HINT name="number" value on_change/> }
}

#[component]
fn CallsEntry(query: RwSignal<Query>, change: Change) -> impl IntoView {
    let value = Signal::derive(move || query.with(|query| query.order.attributes.calls.to_string()));
    let on_change = move |text: String| {
        let calls = text.parse().unwrap_or(1).clamp(1, 9999);
        change.run(Box::new(move |query| query.order.attributes.calls = calls));
    };
    view! { <Entry label="来电次数" hint="含首次" kind="number" name="calls" value on_change/> }
}

#[component]
fn OwnEntry(own: OwnNumber, query: RwSignal<Query>, change: Change) -> impl IntoView {
    let value = Signal::derive(move || {
        query.with(|query| query.order.attributes.own.get(own).map(|n| n.to_string()).unwrap_or_default())
    });
    let on_change = move |text: String| {
        let n = text.parse().ok().filter(|n| (1..=3650).contains(n));
        change.run(Box::new(move |query| query.order.attributes.own.set(own, n)));
    };
    view! { <Entry label=own.word() hint="工作日" kind="number" name=own.code() value on_change/> }
}

#[component]
fn StatutoryEntry(query: RwSignal<Query>, change: Change) -> impl IntoView {
    let units = [Unit::WorkingDay, Unit::CalendarDay];
    let options = units.map(|unit| (unit.code().to_owned(), unit.word().trim_start_matches('个').to_owned())).to_vec();
    let value = Signal::derive(move || {
        let unit = query.with(|query| query.order.attributes.own.statutory_unit);
        unit.unwrap_or(Unit::WorkingDay).code().to_owned()
    });
    let on_change = move |code: String| {
        let unit = Unit::from_code(&code);
        change.run(Box::new(move |query| query.order.attributes.own.statutory_unit = unit));
    };
    view! {
        <OwnEntry own=OwnNumber::StatutoryLimit query change/>
        <Choice label="法定时限单位" options value on_change/>
    }
}

#[component]
fn WhatIf(query: RwSignal<Query>, change: Change) -> impl IntoView {
    const SCOPES: [(ExtensionScope, &str); 4] = [
        (ExtensionScope::Handling, "办理延期"),
        (ExtensionScope::Internal, "内部延期"),
        (ExtensionScope::ReviewOrder, "复核单延期"),
        (ExtensionScope::Supervision, "督办延期"),
    ];
    let extension = move |(scope, label): (ExtensionScope, &'static str)| {
        let value = Signal::derive(move || {
            let days = query.with(|query| {
                let asked = query.order.extensions.iter().filter(|asked| asked.scope == scope);
                asked.map(|asked| asked.days.to_string()).collect::<Vec<_>>()
            });
            days.join(",")
        });
        let on_change = move |text: String| {
            let days: Vec<u32> = text
                .split([',', '，', '、', ' '])
                .filter_map(|days| days.trim().parse().ok())
                .filter(|days| (1..=3650).contains(days))
                .collect();
            change.run(Box::new(move |query| {
                query.order.extensions.retain(|asked| asked.scope != scope);
                query.order.extensions.extend(days.iter().map(|days| Extended { scope, days: *days, excepted: false }));
            }));
        };
        view! { <Entry label hint=say::deadline::DAYS_HINT value on_change/> }
    };
    let span = move |from: bool| {
        let value = Signal::derive(move || {
            let span = query.with(|query| query.order.suspensions.first().copied());
            let moment = span.and_then(|span| if from { Some(span.from) } else { span.to });
            moment.map(minute_text).unwrap_or_default()
        });
        let on_change = move |text: String| {
            let moment = moment_of(&text).ok();
            change.run(Box::new(move |query| {
                let old = query.order.suspensions.first().copied();
                let span = match (from, moment, old) {
                    (true, Some(from), old) => {
                        Some(Suspended { from, to: old.and_then(|old| old.to).filter(|to| *to > from) })
                    }
                    (true, None, _) => None,
                    (false, to, Some(old)) => Some(Suspended { to: to.filter(|to| *to > old.from), ..old }),
                    (false, Some(to), None) => query
                        .order
                        .moments
                        .get(MomentKind::Dispatched)
                        .filter(|from| *from < to)
                        .map(|from| Suspended { from, to: Some(to) }),
                    (false, None, None) => None,
                };
                query.order.suspensions = span.into_iter().collect();
            }));
        };
        view! { <Entry label=if from { "挂单自" } else { "挂单至" } kind="datetime-local" value on_change/> }
    };
    view! {
        <div class="fields">
            {SCOPES.map(extension).collect_view()}
            {span(true)}
            {span(false)}
            <MomentEntry kind=MomentKind::Returned query change/>
            <MomentEntry kind=MomentKind::Reassigned query change/>
        </div>
    }
}
