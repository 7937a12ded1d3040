//! Recording the meeting: what a pack asks of the minutes, with the agenda and its remarks.

use banjie::order::{Field, Item, Record, Step, Value};
use banjie::term::Term;
use banjie::workflow::asks;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::agenda;
use super::day::Day;
use super::draft::Kept;
use crate::app::desk::Desk;
use crate::app::parts::record::{Blank, RecordForm, blanks};
use crate::app::session::Session;
use crate::app::{platform, say};

/// The fields of the minutes; the agenda is put together elsewhere.
fn fields(desk: Desk, pack: &str, record: &Record) -> Vec<Blank> {
    let asked = desk.under(pack, |regime| blanks(&asks(regime, None, Step::HoldMeeting, record), regime));
    let own = |blank: &Blank| blank.field != Field::from(Item::Agenda);
    asked.unwrap_or_default().into_iter().filter(own).collect()
}

/// What was typed, with the agenda and the remarks on single orders.
fn whole(desk: Desk, kept: Kept) -> Record {
    let mut record = kept.record.get_untracked();
    let agenda = kept.agenda.get_untracked();
    let remarks = kept.remarks.get_untracked();
    let lines = agenda.iter().filter_map(|id| {
        let remark = remarks.get(id).map(|remark| remark.trim()).filter(|remark| !remark.is_empty())?;
        Some(say::meeting::remark_line(&agenda::Item::of(desk, *id).number, remark))
    });
    let what = record.text(Item::What).trim().to_owned();
    let what: Vec<String> = std::iter::once(what).filter(|what| !what.is_empty()).chain(lines).collect();
    record.put(Item::What, what.join("\n"));
    record.put(Item::Agenda, Value::List(agenda.iter().map(ToString::to_string).collect()));
    record
}

#[component]
pub fn Minutes(kept: Kept, days: Memo<Vec<Day>>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let record = kept.record;
    // The pack that sets a meeting day asks for its minutes; without one, that of the last work.
    let pack = Memo::new(move |_| {
        let of_day = days.with(|days| days.first().map(|day| day.pack.clone()));
        let last = || session.pack_or_last("").map(|pack| pack.id().to_owned());
        of_day.or_else(last).unwrap_or_default()
    });
    let blanks = Memo::new(move |_| record.with(|record| pack.with(|pack| fields(desk, pack, record))));
    let missing = Memo::new(move |_| {
        record.with(|record| {
            blanks.with(|blanks| {
                let open = blanks.iter().filter(|blank| blank.must && record.get(blank.field).is_none());
                open.map(|blank| blank.field.word()).collect::<Vec<_>>()
            })
        })
    });
    let nothing = Memo::new(move |_| {
        let unsaid = record.with(|record| record.text(Item::What).trim().is_empty());
        unsaid && kept.agenda.with(Vec::is_empty)
    });
    let busy = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, &'static str>>);
    let units = Signal::derive(Vec::<String>::new);
    let save = move || {
        if busy.get_untracked() || nothing.get_untracked() || !missing.with_untracked(Vec::is_empty) {
            return;
        }
        busy.set(true);
        let with = untrack(|| whole(desk, kept));
        let count = with.list(Item::Agenda).len();
        spawn_local(async move {
            let noted = desk.note_office(Step::HoldMeeting, with).await;
            busy.set(false);
            said.set(Some(match noted {
                Ok(()) => {
                    kept.clear();
                    // On to what was just recorded.
                    platform::focus_on(".held h2");
                    Ok(say::meeting::recorded(count))
                }
                Err(broken) => Err(say::order::broken(broken)),
            }));
        });
    };
    view! {
        <section class="panel minutes">
            <h2>{say::meeting::RECORD}</h2>
            <form class="step-form" data-form=Step::HoldMeeting.code()
                on:submit=move |event| { event.prevent_default(); save(); }
                on:keydown=move |event| if event.key() == "Enter" && event.ctrl_key() { save() }>
                <RecordForm blanks=Signal::derive(move || blanks.get()) record units/>
                <p class="quiet">{say::meeting::REMARKS_KEPT}" "{say::meeting::DRAFT_HINT}</p>
                <Show when=move || nothing.get()><p class="quiet" data-nothing="1">{say::meeting::NOTHING_TO_RECORD}</p></Show>
                <Show when=move || !missing.with(Vec::is_empty)>
                    <p class="message warn" aria-live="polite">{move || missing.with(|missing| say::meeting::missing(missing))}</p>
                </Show>
                <div class="toolbar">
                    <button type="submit" class="primary" disabled=move || busy.get() || nothing.get() || !missing.with(Vec::is_empty)>
                        {move || if busy.get() { say::order::SAVING } else { say::meeting::RECORD }}</button>
                    <small>"Ctrl+Enter 登记"</small>
                </div>
            </form>
            <p class="outcome said" role="status">{move || said.get().and_then(Result::ok)}</p>
            <div role="alert">{move || said.get().and_then(Result::err).map(|words| view! { <p class="message error">{words}</p> })}</div>
        </section>
    }
}
