//! Reading an order under another pack: an act of its own, with what moves shown first.

use banjie::deadline::Regime;
use banjie::order::{Item, OrderInput, Record, Step, Value, WorkOrder};
use banjie::term::{Act, Track};
use banjie::workflow::Command;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::act::not_done;
use crate::app::desk::{Desk, NotDone};
use crate::app::session::Session;
use crate::app::{platform, say};

fn handling(regime: &Regime<'_>, input: &OrderInput, now: chrono::NaiveDateTime) -> Option<String> {
    let limits = regime.deadlines_of(Act::Handling, Track::Handling, input, now);
    limits.iter().filter(|limit| limit.binds()).find_map(|limit| limit.due).map(say::due)
}

#[component]
pub fn Reread(order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let pinned = Memo::new(move |_| {
        order.with(|order| order.as_ref().map(|order| (order.pack().0.to_owned(), order.pack().1))).unwrap_or_default()
    });
    let chosen = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<NotDone>);
    let effect = move || {
        let pack = chosen.get();
        let now = session.now.get();
        order.with(|order| {
            let input = &order.as_ref()?.input;
            let before = desk.under(&pinned.get().0, |regime| handling(regime, input, now)).flatten();
            let after = desk.under(&pack, |regime| handling(regime, input, now)).flatten();
            Some(say::order::reread_effect(before.as_deref(), after.as_deref()))
        })
    };
    let save = move || {
        let Some(id) = order.with_untracked(|order| order.as_ref().map(|order| order.id)) else { return };
        let pack = chosen.get_untracked();
        let version = untrack(|| session.pack(&pack)).map_or(1, |pack| pack.text().version);
        let with = Record::default()
            .with(Item::Pack, pack)
            .with(Item::PackVersion, Value::Number(i64::from(version)))
            .with(Item::Reason, reason.get_untracked());
        let command = Command { step: Step::Reread, at: platform::now(), by: desk.actor(Step::Reread), with };
        spawn_local(async move {
            match desk.act(id, command, None).await {
                Ok(()) => chosen.set(String::new()),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let packs = Memo::new(move |_| session.pack_names());
    view! {
        <details class="reread">
            <summary>{move || say::order::pinned(&pinned.get().0, pinned.get().1, &packs.get())}</summary>
            <form on:submit=move |event| { event.prevent_default(); save(); }>
                <p class="quiet">{say::order::REREAD_HINT}</p>
                <div class="fields">
                    <label class="field"><span>"改按"</span>
                        <select name="reread_pack" prop:value=move || chosen.get() on:change=move |event| chosen.set(event_target_value(&event))>
                            <option value="">{say::CHOOSE}</option>
                            {move || packs.get().into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
                        </select></label>
                    <label class="field"><span>{say::order::WHY}</span>
                        <input type="text" name="reread_reason" autocomplete="off" prop:value=move || reason.get()
                            on:input=move |event| reason.set(event_target_value(&event))/></label>
                </div>
                {move || (!chosen.with(String::is_empty)).then(|| view! { <p class="message warn">{effect()}</p> })}
                {move || refused.get().map(not_done)}
                <button type="submit" disabled=move || chosen.with(String::is_empty) || reason.with(|reason| reason.trim().is_empty())>"确认改按"</button>
            </form>
        </details>
    }
}
