//! The meetings held, the newest first, with their orders and what was decided.

use banjie::order::{Fact, Id, Item, Step};
use banjie::term::{Role, Term};
use leptos::prelude::*;

use super::agenda;
use crate::app::desk::Desk;
use crate::app::pages::supervision::record::order_address;
use crate::app::say;

/// Meetings drawn at first, and with every click on more.
const PAGE: usize = 20;

/// A meeting as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Meeting {
    id: Id,
    at: String,
    /// (name, value).
    lines: Vec<(&'static str, String)>,
    orders: Vec<(Id, String, String)>,
}

/// The meetings of the office log, the newest first.
fn meetings(office: Vec<Fact>) -> Vec<Fact> {
    let mut held: Vec<Fact> = office.into_iter().filter(|fact| fact.step() == Some(Step::HoldMeeting)).collect();
    held.sort_by_key(|fact| std::cmp::Reverse(fact.rank()));
    held
}

impl Meeting {
    fn of(desk: Desk, fact: &Fact) -> Self {
        let with = &fact.with;
        let convenor = with.term::<Role>(Item::Convenor).map(Term::word).unwrap_or_default().to_owned();
        let text = |item: Item| (item.word(), with.text(item).to_owned());
        let lines = [(say::meeting::CONVENOR, convenor), text(Item::Persons), text(Item::What), text(Item::Solutions)];
        let ids = with.list(Item::Agenda).iter().filter_map(|id| Id::parse(id));
        let orders = ids.map(|id| {
            let item = agenda::Item::of(desk, id);
            (id, item.number, item.title)
        });
        Self {
            id: fact.id,
            at: say::moment(fact.at),
            lines: lines.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            orders: orders.collect(),
        }
    }
}

#[component]
pub fn Held() -> impl IntoView {
    let desk = Desk::get();
    let limit = RwSignal::new(PAGE);
    let held = Memo::new(move |_| meetings(desk.office()));
    let count = Memo::new(move |_| held.with(Vec::len));
    let lines = Memo::new(move |_| {
        held.with(|held| held.iter().take(limit.get()).map(|fact| Meeting::of(desk, fact)).collect::<Vec<_>>())
    });
    let left = move || count.get().saturating_sub(limit.get());
    view! {
        <section class="panel held">
            <h2 tabindex="-1">{move || say::meeting::held_heading(count.get())}</h2>
            <Show when=move || count.get() == 0><p class="empty">{say::meeting::NONE_HELD}</p></Show>
            <ol class="meetings"><For each=move || lines.get() key=Meeting::clone let:line>{meeting(line)}</For></ol>
            <Show when=move || left() != 0>
                <p class="more"><button type="button" data-more="1" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {move || say::supervision::more(PAGE, left())}</button></p>
            </Show>
        </section>
    }
}

fn meeting(line: Meeting) -> impl IntoView {
    let Meeting { id, at, lines, orders } = line;
    view! {
        <li data-meeting=id.to_string()>
            <b>{at}</b>
            <dl class="pairs">{lines.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}</dl>
            <ul class="orders">{orders.into_iter().map(|(order, number, title)| view! {
                <li data-order=order.to_string()><span class="cut" title=title><a href=order_address(order)>{number}</a>" "{title.clone()}</span></li>
            }).collect_view()}</ul>
        </li>
    }
}
