//! Who, what and where: the request on file, and the personal side, masked until somebody asks to see it.

use banjie::order::{Details, Field, Id, Item, Record, Step, WorkOrder};
use banjie::workflow::Command;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::reread::Reread;
use crate::app::desk::{Change, Desk, NotDone};
use crate::app::parts::not_done::not_done;
use crate::app::session::Session;
use crate::app::{platform, say};

/// What is on file of the request, in words.
pub fn lines(order: &WorkOrder, pack: Option<&banjie::pack::Pack>) -> Vec<(String, String)> {
    // In the order in which they were asked for.
    let own = |field: &Field| matches!(field, Field::Item(Item::Title | Item::Number | Item::Calls));
    let asked = Step::Register.fields().into_iter().filter(|field| say::order::shown(*field) && !own(field));
    let mut lines: Vec<(String, String)> = asked
        .filter_map(|field| {
            let value = order.on_file.get(field)?;
            Some((field.word().to_owned(), say::order::value(field, value, pack)))
        })
        .collect();
    if order.input.attributes.calls > 1 {
        lines.push(("来电次数".to_owned(), order.input.attributes.calls.to_string()));
    }
    if order.is_dispatched() {
        lines.push(("承办单位".to_owned(), order.lead.clone()));
        if !order.assisting.is_empty() {
            lines.push(("协办单位".to_owned(), order.assisting.join("、")));
        }
    }
    lines
}

#[component]
pub fn Request(order: Memo<Option<WorkOrder>>, shown: RwSignal<bool>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let editing = RwSignal::new(false);
    let erasing = RwSignal::new(false);
    let id = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.id)));
    let details = Memo::new(move |_| id.get().and_then(|id| desk.details(id)));
    let list = Memo::new(move |_| {
        order
            .with(|order| order.as_ref().map(|order| lines(order, session.pack(order.pack().0).as_deref())))
            .unwrap_or_default()
    });
    view! {
        <section class="panel request" aria-label="诉求内容">
            <div class="toolbar"><h2>"诉求内容"</h2></div>
            <dl>
                {move || list.get().into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            <Reread order/>
            <div class="toolbar">
                <h3>"诉求人"</h3>
                <button type="button" class="plain" aria-pressed=move || shown.get().to_string() on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || if shown.get() { "遮盖" } else { "显示全部" }}</button>
                <button type="button" class="plain" on:click=move |_| editing.update(|editing| *editing = !*editing)>"补充或修改"</button>
                <button type="button" class="plain danger" on:click=move |_| erasing.update(|erasing| *erasing = !*erasing)>"抹除"</button>
            </div>
            {move || person(details.get(), shown.get())}
            {move || editing.get().then(|| view! { <Edit id=id.get_untracked().unwrap_or_default() details=details.get_untracked().unwrap_or_default() editing/> })}
            {move || erasing.get().then(|| view! { <EraseForm id=id.get_untracked().unwrap_or_default() erasing/> })}
        </section>
    }
}

fn person(details: Option<Details>, shown: bool) -> impl IntoView {
    match details {
        None => view! { <p class="quiet">{say::order::NO_DETAILS}</p> }.into_any(),
        Some(details) if details.erased && details.is_empty() => {
            view! { <p class="quiet">{say::order::ERASED}</p> }.into_any()
        }
        Some(details) => {
            let name = if shown { details.name.clone() } else { details.masked_name() };
            let phone = if shown { details.phone.clone() } else { details.masked_phone() };
            let hidden =
                |text: &str| if shown || text.is_empty() { text.to_owned() } else { say::order::MASKED.to_owned() };
            let rows = [
                ("姓名", name),
                ("电话", phone),
                ("联系地址", hidden(&details.address)),
                ("来电内容", details.story.clone()),
            ];
            view! {
                <dl>{rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| view! {
                    <div><dt>{name}</dt><dd class="told">{value}</dd></div>
                }).collect_view()}</dl>
            }
            .into_any()
        }
    }
}

#[component]
fn Edit(id: Id, details: Details, editing: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::get();
    let draft = RwSignal::new(details.clone());
    // What the form showed at first: only what differs from it was changed here.
    let seen = StoredValue::new(details);
    let refused = RwSignal::new(None::<NotDone>);
    let busy = RwSignal::new(false);
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let change = Change::Edited { seen: seen.get_value(), to: draft.get_untracked() };
        let (step, with) = (Step::Supplement, Record::default());
        let command = Command { step, at: platform::now(), by: desk.actor(step), with };
        spawn_local(async move {
            let done = desk.act(id, command, Some(change)).await;
            // The page may have been left meanwhile.
            if busy.try_get_untracked().is_none() {
                return;
            }
            busy.set(false);
            match done {
                Ok(()) => editing.set(false),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let field =
        move |label: &'static str, name: &'static str, get: fn(&Details) -> String, set: fn(&mut Details, String)| {
            view! {
                <label class="field"><span>{label}</span>
                    <input type="text" name=name autocomplete="off" prop:value=move || draft.with(get)
                        on:input=move |event| draft.update(|draft| set(draft, event_target_value(&event)))/></label>
            }
        };
    view! {
        <form class="step-form" on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=move |event| if event.key() == "Escape" { editing.set(false) }>
            <div class="fields">
                {field("姓名", "person_name", |details| details.name.clone(), |details, text| details.name = text)}
                {field("电话", "person_phone", |details| details.phone.clone(), |details, text| details.phone = text)}
                {field("联系地址", "person_address", |details| details.address.clone(), |details, text| details.address = text)}
                <label class="field wide"><span>"来电内容"</span>
                    <textarea name="person_story" rows="3" prop:value=move || draft.with(|draft| draft.story.clone())
                        on:input=move |event| draft.update(|draft| draft.story = event_target_value(&event))></textarea></label>
            </div>
            {move || refused.get().map(not_done)}
            <div class="toolbar"><button type="submit" class="primary" disabled=move || busy.get()>"保存"</button>
                <button type="button" on:click=move |_| editing.set(false)>"取消"</button></div>
        </form>
    }
}

#[component]
fn EraseForm(id: Id, erasing: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::get();
    let reason = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<NotDone>);
    let erase = move || {
        let reason = reason.get_untracked();
        spawn_local(async move {
            match desk.erase(id, reason).await {
                Ok(()) => erasing.set(false),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    view! {
        <form class="step-form" on:submit=move |event| { event.prevent_default(); erase(); }>
            <p class="message warn">{say::order::ERASE_HINT}</p>
            <label class="field"><span>{say::order::WHY}</span>
                <input type="text" name="reason" autocomplete="off" prop:value=move || reason.get() on:input=move |event| reason.set(event_target_value(&event))/></label>
            {move || refused.get().map(not_done)}
            <div class="toolbar"><button type="submit" class="danger" disabled=move || reason.with(|reason| reason.trim().is_empty())>"确认抹除"</button>
                <button type="button" on:click=move |_| erasing.set(false)>"取消"</button></div>
        </form>
    }
}
