//! Ways out at the desk: the pack's grounds for 不予受理 as a checklist, and 直接办结; each registers first, then closes.

use std::sync::Arc;

use banjie::order::{Attribute, Item, Key, List, Record, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::workflow::asks;
use leptos::prelude::*;

use super::Way;
use super::asked::usual_closing;
use super::draft::Sheet;
use crate::app::desk::Desk;
use crate::app::parts::record::{RecordForm, blanks};
use crate::app::say;

/// Ctrl+Enter within a part of the page takes the way of that part.
fn on_enter(event: &web_sys::KeyboardEvent, go: Callback<Way>, way: Way) {
    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
        event.prevent_default();
        event.stop_propagation();
        go.run(way);
    }
}

#[component]
pub fn Screen(
    sheet: Sheet,
    pack: Memo<Option<Arc<Pack>>>,
    /// The order as it would be, once registered.
    order: Memo<Option<WorkOrder>>,
    go: Callback<Way>,
    #[prop(into)] idle: Signal<bool>,
) -> impl IntoView {
    let grounds = Memo::new(move |_| {
        pack.with(|pack| {
            let list = pack.as_ref().map(|pack| pack.list(List::Refusal)).unwrap_or_default();
            list.iter().map(|value| (value.id.clone(), value.label.clone())).collect::<Vec<_>>()
        })
    });
    let chosen = Memo::new(move |_| sheet.refusal.with(|record| record.text(Item::RefusalGround).to_owned()));
    let choose =
        move |ground: String| sheet.refusal.update(|record| record.put(Key::from(Item::RefusalGround), ground));
    let refusing = Memo::new(move |_| !chosen.with(String::is_empty));
    view! {
        <section class="panel screen" aria-label="不予受理和直接办结">
            <Show when=move || !grounds.with(Vec::is_empty)>
                <fieldset class="grounds" on:keydown=move |event| if refusing.get_untracked() { on_enter(&event, go, Way::Refuse) }>
                    <legend>"是否属于不予受理情形"</legend>
                    <label class="check"><input type="radio" name="refusal_ground" value="" prop:checked=move || !refusing.get()
                        on:change=move |_| choose(String::new())/>"都不是"</label>
                    {move || grounds.get().into_iter().map(|(id, label)| {
                        let own = id.clone();
                        view! {
                            <label class="check"><input type="radio" name="refusal_ground" value=id.clone()
                                prop:checked=move || chosen.with(|chosen| *chosen == own)
                                on:change=move |_| choose(id.clone())/>{label}</label>
                        }
                    }).collect_view()}
                    <Show when=move || refusing.get()>
                        <StepFields step=Step::Refuse record=sheet.refusal order pack/>
                        <div class="toolbar">
                            <button type="button" class="danger" data-way="refuse" disabled=move || !idle.get()
                                on:click=move |_| go.run(Way::Refuse)>"登记为不予受理"</button>
                            <small>{say::intake::WAY_KEYS}</small>
                        </div>
                    </Show>
                </fieldset>
            </Show>
            <details class="closing" on:keydown=move |event| on_enter(&event, go, Way::Close)
                on:toggle=move |_| propose_closing(sheet)>
                <summary>{say::intake::CLOSING}</summary>
                <StepFields step=Step::CloseAtIntake record=sheet.closing order pack/>
                <div class="toolbar">
                    <button type="button" data-way="close_at_intake" disabled=move || !idle.get()
                        on:click=move |_| go.run(Way::Close)>"登记并直接办结"</button>
                    <small>{say::intake::WAY_KEYS}</small>
                </div>
            </details>
        </section>
    }
}

/// What the nature of the request suggests, where nothing was chosen.
fn propose_closing(sheet: Sheet) {
    let usual = sheet.record.with_untracked(|record| usual_closing(record.text(Attribute::Nature)));
    let open = sheet.closing.with_untracked(|record| record.text(Item::DirectClose).is_empty());
    if open && !usual.is_empty() {
        sheet.closing.update(|record| record.put(Item::DirectClose, usual));
    }
}

/// The fields a step asks for, under the pack and the request as they stand.
#[component]
fn StepFields(
    step: Step,
    record: RwSignal<Record>,
    order: Memo<Option<WorkOrder>>,
    pack: Memo<Option<Arc<Pack>>>,
) -> impl IntoView {
    let desk = Desk::get();
    let fields = Memo::new(move |_| {
        let pack = pack.with(|pack| pack.as_ref().map(|pack| pack.id().to_owned()))?;
        order.with(|order| {
            record.with(|record| {
                desk.under(&pack, |regime| {
                    let asks = asks(regime, order.as_ref(), step, record);
                    // The ground was ticked above.
                    let asks: Vec<_> = asks.into_iter().filter(|ask| ask.field != Item::RefusalGround.into()).collect();
                    blanks(&asks, regime)
                })
            })
        })
    });
    let nobody = Signal::derive(Vec::<String>::new);
    view! {
        {move || {
            pack.track();
            view! { <RecordForm blanks=Signal::derive(move || fields.get().unwrap_or_default()) record units=nobody/> }
        }}
    }
}
