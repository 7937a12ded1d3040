//! Whom one calls and about what: name and number as they are, what was asked, what the unit reported, earlier calls.

use banjie::order::{Attribute, Entry, Field, Item, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::term::Privacy;
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::say;
use crate::app::session::Session;

/// What of a report one needs while calling.
const MAIN: [Field; 7] = [
    Field::Attribute(Attribute::Outcome),
    Field::Attribute(Attribute::SuggestionOutcome),
    Field::Item(Item::CeaseGround),
    Field::Item(Item::Result),
    Field::Item(Item::Told),
    Field::Item(Item::Opinion),
    Field::Item(Item::What),
];

/// The number to dial: the first one, where several were noted.
fn dialled(phone: &str) -> String {
    let first = phone.split(['、', '，', ',', '/', ';']).next().unwrap_or_default();
    first.chars().filter(|one| one.is_ascii_digit() || *one == '+').collect()
}

/// What a fact records, in words; only these fields, in this order.
fn lines(entry: &Entry, fields: &[Field], pack: Option<&Pack>) -> Vec<(String, String)> {
    let line = |field: &Field| {
        let value = entry.fact.with.get(*field)?;
        say::order::shown(*field).then(|| (field.word().to_owned(), say::order::value(*field, value, pack)))
    };
    fields.iter().filter_map(line).collect()
}

fn pairs(lines: Vec<(String, String)>) -> impl IntoView {
    let line = |(name, value): (String, String)| view! { <div><dt>{name}</dt><dd class="told">{value}</dd></div> };
    view! { <dl>{lines.into_iter().map(line).collect_view()}</dl> }
}

/// Name and number, in sight as long as the sheet is open.
#[component]
pub fn Head(order: Memo<Option<WorkOrder>>, on_close: Callback<()>) -> impl IntoView {
    let desk = Desk::get();
    let details = Memo::new(move |_| {
        let id = order.with(|order| order.as_ref().map(|order| order.id));
        id.and_then(|id| desk.details(id)).unwrap_or_default()
    });
    let address = move || {
        let id = order.with(|order| order.as_ref().map(|order| order.id.to_string())).unwrap_or_default();
        route::address(Page::Order, &[("id".to_owned(), id)])
    };
    let privacy = Memo::new(move |_| {
        order.with(|order| order.as_ref().map(|order| order.input.attributes.privacy)).unwrap_or(Privacy::Public)
    });
    view! {
        <header class="call-head">
            <div class="who">
                {move || details.with(|details| {
                    let name = if details.name.is_empty() { say::callback::NO_NAME.to_owned() } else { details.name.clone() };
                    let phone = match (details.phone.is_empty(), details.erased) {
                        (false, _) => {
                            let href = format!("tel:{}", dialled(&details.phone));
                            view! { <a class="phone" href=href>{details.phone.clone()}</a> }.into_any()
                        }
                        (true, true) => view! { <span class="quiet">{say::order::ERASED}</span> }.into_any(),
                        (true, false) => view! { <span class="quiet">{say::callback::NO_PHONE}</span> }.into_any(),
                    };
                    view! { <b class="name">{name}</b>" "{phone} }
                })}
                {move || match privacy.get() {
                    Privacy::NoContact => Some(view! { <i class="badge before-force">{say::callback::NO_CONTACT}</i> }),
                    Privacy::Confidential => Some(view! { <i class="badge provisional">{say::callback::CONFIDENTIAL}</i> }),
                    Privacy::Public => None,
                }}
            </div>
            <p class="about"><a href=address>{move || order.with(|order| order.as_ref().map(|order| order.number().to_owned()))}</a>
                " "{move || order.with(|order| order.as_ref().map(|order| order.title().to_owned()))}</p>
            <button type="button" class="close" on:click=move |_| on_close.run(())>"回到名单"</button>
        </header>
    }
}

/// What was asked, what was reported, who called before.
#[component]
pub fn About(order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    move || {
        let order = order.get()?;
        let pack = session.pack(order.pack().0);
        let pack = pack.as_deref();
        let details = desk.details(order.id).unwrap_or_default();
        let demand = order.on_file.text(Item::Demand).to_owned();
        let place = order.on_file.text(Item::Place).to_owned();
        let asked = [("发生地点", place), ("诉求目的", demand), ("来电内容", details.story)];
        let asked: Vec<(String, String)> = asked
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let earlier: Vec<(String, String)> = order
            .ever_done(Step::CallBack)
            .map(|entry| {
                let by = [entry.fact.by.unit.as_str(), entry.fact.by.name.as_str()];
                let by = by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                let what = say::callback::recorded(&entry.fact.with, &Step::CallBack.fields(), pack);
                (format!("{} {by}", say::moment(entry.fact.at)), what)
            })
            .collect();
        Some(view! {
            <div class="call-about">
                <h3>"诉求"</h3>
                {pairs(asked)}
                {reported(&order, pack)}
                {(!earlier.is_empty()).then(|| view! {
                    <h3>{say::callback::earlier(earlier.len())}</h3>
                    <ul class="earlier">{earlier.into_iter().map(|(at, what)| view! { <li><time>{at}</time><p>{what}</p></li> }).collect_view()}</ul>
                })}
            </div>
        })
    }
}

/// What the unit handed in, and what it told the requester.
fn reported(order: &WorkOrder, pack: Option<&Pack>) -> AnyView {
    let handed_in = |entry: &&Entry| {
        entry.live && matches!(entry.fact.step(), Some(Step::Complete | Step::CeaseHandling | Step::AnswerReview))
    };
    let Some(entry) = order.entries.iter().rev().find(handed_in) else {
        return view! { <h3>"办结情况"</h3><p class="quiet">{say::callback::NO_REPORT}</p> }.into_any();
    };
    let mut main = lines(entry, &MAIN, pack);
    if let Some(reply) = order.ever_done(Step::Reply).last() {
        main.extend(lines(reply, &[Field::Item(Item::Answer)], pack));
    }
    let fields = entry.fact.step().map(Step::fields).unwrap_or_default();
    let rest: Vec<Field> = fields.into_iter().filter(|field| !MAIN.contains(field)).collect();
    let rest = lines(entry, &rest, pack);
    let by = if entry.fact.by.unit.is_empty() { order.lead.as_str() } else { entry.fact.by.unit.as_str() };
    view! {
        <h3>{say::callback::reported(by, entry.fact.at)}</h3>
        {pairs(main)}
        {(!rest.is_empty()).then(|| view! { <details><summary>"办结时填写的其余内容"</summary>{pairs(rest)}</details> })}
    }
    .into_any()
}
