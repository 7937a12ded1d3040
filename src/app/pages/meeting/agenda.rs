//! Orders proposed for the meeting, and the agenda as it is put together.

use banjie::order::Id;
use leptos::prelude::*;

use super::draft::Kept;
use super::paper::Sheet;
use super::proposals::{Because, Found, Proposal};
use crate::app::desk::Desk;
use crate::app::pages::supervision::record::{named, order_address};
use crate::app::parts::printing::Printing;
use crate::app::say;

/// Rows drawn at first, and with every click on more.
const PAGE: usize = 100;
/// The field for a number.
const NUMBER_ID: &str = "meeting-number";

/// One order of the agenda as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub lead: String,
}

impl Item {
    /// The order as this machine knows it.
    pub fn of(desk: Desk, id: Id) -> Self {
        match desk.row(id) {
            Some(row) => Self { id, number: named(&row.number), title: row.title, lead: row.lead },
            None => {
                Self { id, number: id.to_string(), title: say::meeting::NO_SUCH_ORDER.to_owned(), lead: String::new() }
            }
        }
    }
}

#[component]
pub fn Proposed(found: Found, kept: Kept) -> impl IntoView {
    let limit = RwSignal::new(PAGE);
    let said = RwSignal::new(String::new());
    let count = Memo::new(move |_| found.list.with(Vec::len));
    let lines = Memo::new(move |_| found.list.with(|list| list.iter().take(limit.get()).cloned().collect::<Vec<_>>()));
    let left = move || count.get().saturating_sub(limit.get());
    view! {
        <section class="panel proposed">
            <h2>{move || say::meeting::proposed_heading(count.get())}</h2>
            <p class="quiet">{say::meeting::PROPOSED_HINT}</p>
            <p class="quiet" role="status">{move || found.working.get().map(|(done, all)| say::meeting::working(done, all))}</p>
            <p class="failed" role="alert">{move || said.get()}</p>
            <Show when=move || count.get() == 0 && found.working.with(Option::is_none)>
                <p class="empty">{say::meeting::NONE_PROPOSED}</p>
            </Show>
            <ul class="proposals"><For each=move || lines.get() key=Proposal::clone let:line>{proposal(line, kept, said)}</For></ul>
            <Show when=move || left() != 0>
                <p class="more"><button type="button" data-more="1" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {move || say::supervision::more(PAGE, left())}</button></p>
            </Show>
        </section>
    }
}

fn proposal(line: Proposal, kept: Kept, said: RwSignal<String>) -> impl IntoView {
    let Proposal { id, number, title, lead, because } = line;
    let picked = Memo::new(move |_| kept.agenda.with(|agenda| agenda.contains(&id)));
    let label = say::meeting::pick(&number);
    view! {
        <li data-order=id.to_string() class:picked=move || picked.get()>
            <label class="pick"><input type="checkbox" aria-label=label prop:checked=move || picked.get()
                on:change=move |event| {
                    let there = kept.toggle(id);
                    said.set(if there { String::new() } else { say::meeting::TOO_MANY.to_owned() });
                    // What was not taken is not ticked either.
                    if !there {
                        let input: web_sys::HtmlInputElement = event_target(&event);
                        input.set_checked(false);
                    }
                }/></label>
            <div>
                <span class="cut" title=title><a href=order_address(id)>{number}</a>" "{title.clone()}" "<small>{lead}</small></span>
                {because.into_iter().map(reason).collect_view()}
            </div>
        </li>
    }
}

fn reason(because: Because) -> impl IntoView {
    view! {
        <p class="because" data-rule=because.rule>
            <span>{because.gist}</span>" "<small class="cite">{because.clause}</small>
            {because.proposed.then(|| view! { " "<i class="badge provisional">{say::supervision::PROPOSED}</i> })}
            {because.since.map(|at| view! { " "<small>{say::meeting::since(at)}</small> })}
        </p>
    }
}

#[component]
pub fn Agenda(kept: Kept, sheet: RwSignal<Sheet>, printing: Printing) -> impl IntoView {
    let desk = Desk::get();
    let number = RwSignal::new(String::new());
    let said = RwSignal::new(None::<Result<String, String>>);
    let items = Memo::new(move |_| {
        let ids = kept.agenda.get();
        ids.into_iter().map(|id| Item::of(desk, id)).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| kept.agenda.with(Vec::is_empty));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = number.with_untracked(|number| number.trim().to_owned());
        if wanted.is_empty() {
            return said.set(Some(Err(say::meeting::NO_NUMBER_GIVEN.to_owned())));
        }
        let row = untrack(|| desk.with_rows(|rows| rows.iter().find(|row| row.number == wanted).map(|row| row.id)));
        said.set(Some(match row {
            None => Err(say::meeting::not_found(&wanted)),
            Some(id) if kept.agenda.with_untracked(|agenda| agenda.contains(&id)) => {
                Err(say::meeting::there_already(&wanted))
            }
            Some(id) if kept.toggle(id) => {
                number.set(String::new());
                Ok(say::meeting::added(&wanted))
            }
            Some(_) => Err(say::meeting::TOO_MANY.to_owned()),
        }));
    };
    let print = move |wanted: Sheet| {
        sheet.set(wanted);
        printing.print();
    };
    view! {
        <section class="panel agenda">
            <div class="toolbar">
                <h2>{move || say::meeting::agenda_heading(kept.agenda.with(Vec::len))}</h2>
                <span class="space"></span>
                <button type="button" data-action="print-agenda" disabled=move || none.get() on:click=move |_| print(Sheet::Agenda)>"打印议题"</button>
                <button type="button" data-action="print-sign-in" on:click=move |_| print(Sheet::SignIn)>"打印签到表"</button>
            </div>
            <form class="toolbar add" on:submit=add>
                <input type="text" id=NUMBER_ID name="order_number" autocomplete="off" maxlength="60" aria-label=say::meeting::ADD_HINT placeholder=say::meeting::ADD_HINT
                    prop:value=move || number.get() on:input=move |event| number.set(event_target_value(&event))/>
                <button type="submit">"加入议题"</button>
            </form>
            <p class="outcome said" role="status">{move || said.get().and_then(Result::ok)}</p>
            <p class="outcome failed" role="alert">{move || said.get().and_then(Result::err)}</p>
            <Show when=move || none.get()><p class="empty">{say::meeting::NO_AGENDA}</p></Show>
            <ol class="items"><For each=move || items.get() key=Item::clone let:line>{item(line, kept)}</For></ol>
        </section>
    }
}

fn item(line: Item, kept: Kept) -> impl IntoView {
    let Item { id, number, title, lead } = line;
    let (label, out) = (say::meeting::remark_for(&number), say::meeting::take_out(&number));
    let remark = move || kept.remarks.with(|remarks| remarks.get(&id).cloned().unwrap_or_default());
    view! {
        <li data-order=id.to_string()>
            <span class="cut" title=title><a href=order_address(id)>{number}</a>" "{title.clone()}" "<small>{lead}</small></span>
            <div class="toolbar">
                <input type="text" name="remark" autocomplete="off" maxlength="500" aria-label=label placeholder=say::meeting::REMARK prop:value=remark
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        kept.remarks.update(|remarks| drop(remarks.insert(id, text)));
                    }/>
                <button type="button" class="plain" aria-label=out on:click=move |_| { kept.toggle(id); }>"移出"</button>
            </div>
        </li>
    }
}
