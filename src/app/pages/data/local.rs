//! Demonstration data in, and everything out.

use banjie::demo::{Demo, demo};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Work;
use crate::app::desk::Desk;
use crate::app::parts::field::Field;
use crate::app::session::Session;
use crate::app::{platform, say};

/// How many orders the demonstration has.
const ORDERS: usize = 200;

#[component]
pub fn Local(work: Work) -> impl IntoView {
    let (session, desk) = (Session::get(), Desk::get());
    let pack = session.pack_memo(String::new);
    let typed = RwSignal::new(String::new());
    let show = move |_| {
        let orders = untrack(|| desk.size()).0;
        let sure = orders == 0 || window().confirm_with_message(&say::data::sure_to_mix(orders)).unwrap_or(false);
        if !sure || !work.begin() {
            return;
        }
        let pack = pack.get_untracked();
        spawn_local(async move {
            work.phase(say::data::DEMO_MAKING.to_owned()).await;
            let now = platform::now();
            // Other orders on another day, the same ones for two clicks in a row.
            let seed = now.and_utc().timestamp().unsigned_abs();
            let made =
                pack.and_then(|pack| untrack(|| desk.under(pack.id(), |regime| demo(regime, now, ORDERS, seed))));
            let Some(Demo { orders, office }) = made else {
                return work.end(Err(say::data::NO_DEMO_PACK.to_owned()));
            };
            let count = orders.len();
            work.phase(say::data::writing(count)).await;
            match desk.load(orders, office).await {
                Ok(()) => work.end_with_orders(say::data::demo_loaded(count)),
                Err(broken) => work.end(Err(say::data::failed("载入", say::order::broken(broken)))),
            }
        });
    };
    let sure = move || typed.with(|typed| typed.trim() == say::data::CLEAR_WORD);
    let clear = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !untrack(sure) || !work.begin() {
            return;
        }
        typed.set(String::new());
        spawn_local(async move {
            work.phase(say::data::CLEARING.to_owned()).await;
            work.end(match desk.clear().await {
                Ok(()) => Ok(say::data::CLEARED.to_owned()),
                Err(broken) => Err(say::data::failed("清空", say::order::broken(broken))),
            });
        });
    };
    view! {
        <section class="panel local no-print">
            <div class="ways">
                <div class="way">
                    <h2>"演示数据"</h2>
                    <p class="cite">{say::data::DEMO_HINT}</p>
                    <p class="cite">{move || pack.get().map(|pack| say::data::demo_pack(&pack.text().name))}</p>
                    <button type="button" disabled=move || !work.is_free() on:click=show>"载入演示数据"</button>
                </div>
                <div class="way">
                    <h2>"清空本机数据"</h2>
                    <p class="cite">{say::data::CLEAR_HINT}</p>
                    <form on:submit=clear>
                        <Field label=say::data::CLEAR_LABEL>
                            <input type="text" name="clear_word" autocomplete="off" prop:value=move || typed.get()
                                on:input=move |event| typed.set(event_target_value(&event))/>
                        </Field>
                        <button type="submit" class="danger" disabled=move || !sure() || !work.is_free()>"清空本机数据"</button>
                    </form>
                </div>
            </div>
        </section>
    }
}
