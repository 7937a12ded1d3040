//! Correcting or retracting an entry: a fact of its own; what was first noted stays in the log.

use banjie::order::{Field, Id, Item, Key, Record, Step, Value, WorkOrder};
use banjie::term::Term;
use banjie::workflow::Command;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::act::not_done;
use crate::app::desk::{Desk, NotDone};
use crate::app::parts::record::{Blank, RecordForm, options};
use crate::app::session::Session;
use crate::app::{platform, say};

/// What is being amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amendment {
    /// Correct or retract.
    pub step: Step,
    /// The fact.
    pub target: Id,
}

#[component]
pub fn Amend(
    amendment: Amendment,
    order: Memo<Option<WorkOrder>>,
    amending: RwSignal<Option<Amendment>>,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let Amendment { step, target } = amendment;
    let entry = order.with_untracked(|order| order.as_ref().and_then(|order| order.entry(target).cloned()));
    let Some(entry) = entry else { return ().into_any() };
    let before = entry.fact.with.clone();
    let record = RwSignal::new(if step == Step::Correct { before.clone() } else { Record::default() });
    let at = RwSignal::new(banjie::order::moment::write(entry.fact.at));
    let reason = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<NotDone>);
    let what = say::order::fact(&entry.fact);
    let of = entry.fact.step();
    let first = before.clone();
    let fields = Memo::new(move |_| {
        if step != Step::Correct {
            return Vec::new();
        }
        let pack = order.with(|order| order.as_ref().and_then(|order| session.pack(order.pack().0)));
        let (Some(pack), Some(of)) = (pack, of) else { return Vec::new() };
        // What was filled in comes first; what the pack does not know is not asked for.
        let known = |field: &Field| {
            !matches!(field, Field::Attribute(_) | Field::Own(_)) || pack.text().vocabulary.contains_key(field.code())
        };
        let mut fields: Vec<Field> =
            of.fields().into_iter().filter(|field| say::order::shown(*field) && known(field)).collect();
        fields.sort_by_key(|field| first.get(*field).is_none());
        fields
            .into_iter()
            .map(|field| Blank { field, must: false, clause: None, options: options(field, &[], &pack) })
            .collect()
    });
    let original_at = entry.fact.at;
    let save = move || {
        let Some(id) = order.with_untracked(|order| order.as_ref().map(|order| order.id)) else { return };
        let mut with = Record::default().with(Item::Target, target.to_string()).with(Item::Why, reason.get_untracked());
        if step == Step::Correct {
            // Only what differs is a correction.
            record.with_untracked(|after| {
                for (key, value) in after.iter() {
                    let own =
                        matches!(key, Key::Known(field) if [Item::Target.into(), Item::Why.into()].contains(field));
                    let same = before.iter().any(|(known, had)| known == key && had == value);
                    if !own && !same {
                        with.put(key.clone(), value.clone());
                    }
                }
            });
            // What was emptied is said by name: an empty value says nothing.
            let cleared = before.iter().filter_map(|(key, _)| match key {
                Key::Known(field) if record.with_untracked(|after| after.get(*field).is_none()) => {
                    Some(field.code().to_owned())
                }
                _ => None,
            });
            with.put(Item::Cleared, Value::List(cleared.collect()));
            if let Some(moment) =
                banjie::order::moment::parse(&at.get_untracked()).filter(|moment| *moment != original_at)
            {
                with.put(Item::CorrectedAt, banjie::order::moment::write(moment));
            }
        }
        busy.set(true);
        let command = Command { step, at: platform::now(), by: desk.actor(step), with };
        spawn_local(async move {
            let done = desk.act(id, command, None).await;
            busy.set(false);
            match done {
                Ok(()) => amending.set(None),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let units = Signal::derive(Vec::new);
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            platform::focus_first(&form);
        }
    });
    view! {
        <form class="step-form" node_ref=form data-form=step.code() on:submit=move |event| { event.prevent_default(); save.clone()(); }
            on:keydown=move |event| if event.key() == "Escape" { amending.set(None) }>
            <h3>{say::order::amend_heading(step.word(), &what)}</h3>
            <p class="quiet">{if step == Step::Correct { say::order::CORRECT_HINT } else { say::order::RETRACT_HINT }}</p>
            <RecordForm blanks=Signal::derive(move || fields.get()) record units/>
            <div class="fields">
                {(step == Step::Correct).then(|| view! {
                    <label class="field"><span>"发生时间"</span>
                        <input type="datetime-local" name="at" prop:value=move || at.get() on:input=move |event| at.set(event_target_value(&event))/></label>
                })}
                <label class="field wide"><span>{say::order::WHY}<b class="must" aria-hidden="true">"*"</b></span>
                    <input type="text" name="reason" aria-required="true" autocomplete="off" prop:value=move || reason.get()
                        on:input=move |event| reason.set(event_target_value(&event))/></label>
            </div>
            {move || refused.get().map(not_done)}
            <div class="toolbar">
                <button type="submit" class="primary" disabled=move || busy.get() || reason.with(|reason| reason.trim().is_empty())>{say::order::confirm(step.word())}</button>
                <button type="button" on:click=move |_| amending.set(None)>"取消"</button>
            </div>
        </form>
    }
    .into_any()
}
