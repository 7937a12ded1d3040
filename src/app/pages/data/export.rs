//! Files out: everything, the open orders of a unit, or a unit's own orders back to the centre.

use std::collections::BTreeMap;

use banjie::exchange::Purpose;
use banjie::ledger::{Row, Standing};
use banjie::order::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Work;
use super::pack_up::{Ask, census, pack_up};
use crate::app::desk::Desk;
use crate::app::parts::field::Field;
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// From so many bytes on, attachments are left out unless wanted.
const LARGE: u64 = 50_000_000;

fn chosen(desk: Desk, wanted: impl Fn(&Row) -> bool) -> Vec<Id> {
    untrack(|| desk.with_rows(|rows| rows.iter().filter(|row| wanted(row)).map(|row| row.id).collect()))
}

#[component]
pub fn Export(work: Work) -> impl IntoView {
    let (session, desk) = (Session::get(), Desk::get());
    let census = census(desk);
    // Unless somebody chose, size decides.
    let choice = RwSignal::new(None::<bool>);
    let large = move || census.get().is_some_and(|(_, bytes)| bytes >= LARGE);
    let with_files = Signal::derive(move || choice.get().unwrap_or_else(|| !large()));
    let unit = RwSignal::new(String::new());
    let leads = Memo::new(move |_| {
        let now = session.now.get();
        desk.with_rows(|rows| {
            let mut leads: BTreeMap<String, usize> = BTreeMap::new();
            for row in rows.iter().filter(|row| !row.lead.is_empty() && row.standing(now) < Standing::InTime) {
                match leads.get_mut(&row.lead) {
                    Some(count) => *count += 1,
                    None => drop(leads.insert(row.lead.clone(), 1)),
                }
            }
            leads.into_iter().collect::<Vec<_>>()
        })
    });
    let my_unit = Memo::new(move |_| desk.me.with(|me| me.unit.clone()));
    let mine = Memo::new(move |_| {
        let unit = my_unit.get();
        desk.with_rows(|rows| rows.iter().filter(|row| !unit.is_empty() && row.lead == unit).count())
    });
    let start = move |kind: Purpose, ids: Vec<Id>, subject: String, details: bool| {
        if !work.begin() {
            return;
        }
        let files = with_files.get_untracked();
        spawn_local(async move {
            let made = pack_up(work, session, Ask { kind, ids, subject, details, files }).await;
            if made.is_ok() && kind == Purpose::Backup {
                desk.set_me(|me| me.backed_up = Some(platform::now()));
            }
            work.end(made);
        });
    };
    let backup = move |_| start(Purpose::Backup, desk.ids(), String::new(), true);
    let hand_over = move |_| {
        let (unit, now) = (unit.get_untracked(), session.now.get_untracked());
        if !unit.is_empty() {
            let ids = chosen(desk, |row| row.lead == unit && row.standing(now) < Standing::InTime);
            start(Purpose::Handover, ids, unit, true);
        }
    };
    let give_back = move |_| {
        let unit = my_unit.get_untracked();
        if !unit.is_empty() {
            let ids = chosen(desk, |row| row.lead == unit);
            start(Purpose::Return, ids, unit, false);
        }
    };
    let free = move || work.is_free();
    let counted = move || match census.get() {
        None => say::data::FILES_COUNTING.to_owned(),
        Some((count, bytes)) => say::data::files(count, bytes),
    };
    view! {
        <section class="panel export no-print">
            <h2>"导出"</h2>
            <p class="toolbar">
                <label class="option"><input type="checkbox" name="with_files" prop:checked=move || with_files.get()
                    on:change=move |event| choice.set(Some(event_target_checked(&event)))/>"含附件"</label>
                <small>{counted}" "{move || large().then_some(say::data::FILES_LARGE)}</small>
            </p>
            <div class="ways">
                <div class="way">
                    <h3>"全部备份"</h3>
                    <p class="cite">{say::data::BACKUP_HINT}</p>
                    <button type="button" class="primary" disabled=move || !free() on:click=backup>"导出全部备份"</button>
                </div>
                <div class="way">
                    <h3>"交承办单位"</h3>
                    <p class="cite">{say::data::HANDOVER_HINT}</p>
                    <Show when=move || !leads.with(Vec::is_empty)
                        fallback=|| view! { <p class="cite">{say::data::NO_OPEN_LEADS}</p> }>
                        <Field label="承办单位">
                            <select name="handover_unit" prop:value=move || unit.get()
                                on:change=move |event| unit.set(event_target_value(&event))>
                                <option value="" selected=move || unit.with(String::is_empty)>{say::CHOOSE}</option>
                                {move || leads.get().into_iter().map(|(name, count)| {
                                    let (own, words) = (name.clone(), say::data::open_of(&name, count));
                                    view! { <option value=name selected=move || unit.with(|unit| *unit == own)>{words}</option> }
                                }).collect_view()}
                            </select>
                        </Field>
                        <button type="button" disabled=move || !free() || unit.with(String::is_empty) on:click=hand_over>"导出交办文件"</button>
                    </Show>
                </div>
                <div class="way">
                    <h3>"交回热线中心"</h3>
                    <p class="cite">{say::data::RETURN_HINT}</p>
                    <Show when=move || !my_unit.with(String::is_empty)
                        fallback=|| view! { <p class="cite"><a href=route::address(Page::Units, &[])>{say::data::NO_UNIT}</a></p> }>
                        <p>{move || say::data::of_my_unit(&my_unit.get(), mine.get())}</p>
                        <button type="button" disabled=move || !free() || mine.get() == 0 on:click=give_back>"导出交回文件"</button>
                    </Show>
                </div>
            </div>
        </section>
    }
}
