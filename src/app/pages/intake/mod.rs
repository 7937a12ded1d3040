//! 登记 — a call becomes an order: fast, by keyboard, with what the pack demands, what is owed, and what was known before.

mod asked;
mod draft;
mod person;
mod preview;
mod screen;
mod similar;

use banjie::order::{Details, Id, Item, Record, Step, moment};
use banjie::workflow::Command;
use chrono::{Datelike, NaiveDateTime};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::{Change, Desk, NotDone, Opening};
use crate::app::parts::not_done::not_done;
use crate::app::parts::pack_choice::PackChoice;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::{platform, say};

use asked::{Asked, next_number, tentative, try_out, whole};
use draft::{Drafts, Sheet, strike};
use person::{Person, Request};
use preview::{OffDutyNote, Preview, dues};
use screen::Screen;
use similar::SimilarOrders;

/// What is done with a call once it is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing more for now.
    Register,
    Accept,
    Refuse,
    Close,
}

impl Way {
    fn step(self) -> Option<Step> {
        match self {
            Self::Register => None,
            Self::Accept => Some(Step::Accept),
            Self::Refuse => Some(Step::Refuse),
            Self::Close => Some(Step::CloseAtIntake),
        }
    }
}

/// How far a call came.
enum Came {
    /// Everything is on disk.
    Through(Id),
    /// The order is registered; the step after that is not.
    Half(Id, NotDone),
    /// Nothing was written.
    Nowhere(NotDone),
}

#[component]
pub fn IntakePage(route: RwSignal<Route>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let wanted = route.with_untracked(|route| route.value("pack").map(str::to_owned)).unwrap_or_default();
    let usual = untrack(|| session.pack_or_last(&wanted).or_else(|| session.pack_or_last("")));
    let sheet = Sheet::open(usual.map(|pack| pack.id().to_owned()).unwrap_or_default());
    let pack = session.pack_memo(move || sheet.pack.get());
    let pack_id =
        Memo::new(move |_| pack.with(|pack| pack.as_ref().map(|pack| pack.id().to_owned())).unwrap_or_default());
    let at = Memo::new(move |_| moment::parse(&sheet.at.get()).unwrap_or_else(|| session.now.get()));
    let year = Memo::new(move |_| at.get().year());
    let proposed = Memo::new(move |_| {
        let year = year.get();
        desk.with_rows(|rows| next_number(rows.iter().map(|row| row.number.as_str()), year))
    });
    let order = Memo::new(move |_| {
        let draft = sheet.draft();
        desk.under(&pack_id.get(), |regime| tentative(whole(regime, &draft, ""), at.get()))
    });
    let asked = Memo::new(move |_| {
        order
            .with(|order| {
                let order = order.as_ref()?;
                desk.under(&pack_id.get(), |regime| Asked::of(regime, order, at.get()))
            })
            .unwrap_or_default()
    });
    let owed = Memo::new(move |_| {
        order
            .with(|order| {
                let order = order.as_ref()?;
                desk.under(&pack_id.get(), |regime| dues(regime, order, at.get(), session.now.get()))
            })
            .unwrap_or_default()
    });
    let busy = RwSignal::new(false);
    // Once everything was here, counting anew by the hour holds nothing up.
    let ready = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or_default() || desk.is_ready());
    let idle = Signal::derive(move || !busy.get() && ready.get());
    let problem = RwSignal::new(None::<NotDone>);
    let said = RwSignal::new(None::<(Id, String)>);
    let first = NodeRef::<Input>::new();
    let begin = move || {
        if let Some(first) = first.try_get_untracked().flatten() {
            drop(first.focus());
        }
    };
    // The phone is at the ear: typing begins at once.
    Effect::new(move |_| {
        if let Some(first) = first.get() {
            drop(first.focus());
        }
    });
    let go = Callback::new(move |way: Way| {
        if !idle.get_untracked() {
            return;
        }
        // A ground that was ticked is not to be lost: the call is refused, or the ground taken back.
        let grounds = sheet.refusal.with_untracked(|record| !record.text(Item::RefusalGround).is_empty());
        let way = if grounds && matches!(way, Way::Register | Way::Accept) { Way::Refuse } else { way };
        let title = sheet.record.with_untracked(|record| record.text(Item::Title).trim().is_empty());
        if title {
            platform::focus_on("input[name=title]");
        }
        problem.set(None);
        said.set(None);
        let draft = untrack(|| sheet.draft());
        // A call that is not entered late came in now, not when the page last looked at the clock.
        let at = moment::parse(&draft.at).unwrap_or_else(platform::now);
        let typed = draft.record.text(Item::Number).trim().to_owned();
        let number = if typed.is_empty() { proposed.get_untracked() } else { typed };
        let pack = pack_id.get_untracked();
        let with = match way {
            Way::Refuse => draft.refusal.clone(),
            Way::Close => draft.closing.clone(),
            Way::Register | Way::Accept => Record::default(),
        };
        let follow = way.step().map(|step| Command { step, at, by: desk.actor(step), with });
        let tried = untrack(|| {
            desk.under(&pack, |regime| {
                let with = whole(regime, &draft, &number);
                let register = Command { step: Step::Register, at, by: desk.actor(Step::Register), with };
                let reasons = try_out(regime, &register, follow.as_ref(), platform::now_to_the_second());
                (register.with, reasons)
            })
        });
        let taken = untrack(|| desk.with_rows(|rows| rows.iter().any(|row| row.number == number)));
        if draft.registered.is_none() && taken {
            said.set(None);
            problem.set(Some(NotDone::Refused(vec![say::intake::number_taken(&number)])));
            platform::focus_on("input[name=number]");
            return;
        }
        let Some((record, reasons)) = tried else {
            problem.set(Some(NotDone::NoPack(pack)));
            return;
        };
        // Both steps are tried before the first is written. What is registered already is judged by the desk alone.
        if draft.registered.is_none() && !reasons.is_empty() {
            problem.set(Some(NotDone::Refused(reasons)));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let came = carry_out(desk, draft.registered, at, record, trimmed(draft.details), follow).await;
            if !matches!(came, Came::Nowhere(_)) {
                strike(draft.id);
            }
            // The page may have been left meanwhile.
            if busy.try_get_untracked().is_none() {
                return;
            }
            busy.set(false);
            // Nor is it certain that the same form is still in hand.
            let ours = sheet.id.get_untracked() == draft.id;
            match came {
                Came::Through(id) => {
                    if ours {
                        sheet.done();
                    }
                    said.set(Some((id, say::intake::saved(&number, way.step().unwrap_or(Step::Register)))));
                    begin();
                }
                Came::Half(id, why) => {
                    if ours {
                        sheet.registered.set(Some(id));
                    }
                    problem.set(Some(why));
                }
                Came::Nowhere(why) => problem.set(Some(why)),
            }
        });
    });
    let again = Callback::new(move |id: Id| {
        if !idle.get_untracked() {
            return;
        }
        problem.set(None);
        said.set(None);
        let draft = untrack(|| sheet.draft());
        let step = Step::CallAgain;
        let at = moment::parse(&draft.at).unwrap_or_else(platform::now);
        let with = Record::default().with(Item::Said, draft.record.text(Item::Title).trim());
        let command = Command { step, at, by: desk.actor(step), with };
        // The story as told stays on the personal side.
        let told = trimmed(draft.details.clone());
        let place = draft.record.text(Item::Place).trim().to_owned();
        let change = (!told.is_empty() || !place.is_empty()).then(|| {
            Change::Told(Box::new(move |had: &Details| {
                let story = say::intake::told_again(had, at, &told, &place);
                Details { story, ..had.clone() }
            }))
        });
        busy.set(true);
        spawn_local(async move {
            let done = desk.act(id, command, change).await;
            if done.is_ok() {
                strike(draft.id);
            }
            if busy.try_get_untracked().is_none() {
                return;
            }
            busy.set(false);
            match done {
                Ok(()) => {
                    if sheet.id.get_untracked() == draft.id {
                        sheet.done();
                    }
                    route::go(&order_address(id));
                }
                Err(why) => problem.set(Some(why)),
            }
        });
    });
    let choose = move |id: String| {
        session.change(|prefs| prefs.pack.clone_from(&id));
        sheet.pack.set(id);
    };
    view! {
        <div class="intake no-print" on:keydown=move |event| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                go.run(if event.shift_key() { Way::Accept } else { Way::Register });
            }
        }>
            <h1 class="visually-hidden">{say::page(Page::Intake)}</h1>
            {move || match desk.opening.get() {
                Opening::Broken(broken) => view! { <p class="message error" role="alert">{say::order::broken(broken)}</p> }.into_any(),
                _ if ready.get() => ().into_any(),
                _ => view! { <p class="quiet" role="status">{say::intake::STILL_READING}</p> }.into_any(),
            }}
            <PackChoice packs=Signal::derive(move || session.pack_names()) chosen=Signal::derive(move || pack_id.get()) on_choose=choose/>
            {move || pack.with(Option::is_none).then(|| view! {
                <p class="message error" role="alert">{say::no_pack(&sheet.pack.get())}</p>
            })}
            <div role="status">{move || said.get().map(|(id, words)| view! {
                <p class="message ok" data-saved=id.to_string()>{words}" "<a href=order_address(id)>"打开工单"</a></p>
            })}</div>
            <Drafts sheet/>
            <div class="intake-grid">
                <form class="panel sheet" autocomplete="off" aria-label="登记表" on:submit=move |event| event.prevent_default()>
                    <OffDutyNote sheet asked=Signal::derive(move || asked.get())/>
                    <Person sheet asked=Signal::derive(move || asked.get()) first/>
                    <Request sheet asked=Signal::derive(move || asked.get()) pack=pack_id proposed/>
                    <div class="way">
                        {move || sheet.registered.get().map(|id| view! {
                            <p class="message warn" role="alert">{say::intake::HALF}" "<a href=order_address(id)>"打开工单"</a>
                                <button type="button" on:click=move |_| { problem.set(None); sheet.done(); begin(); }>"清空本表"</button></p>
                        })}
                        <div role="alert">{move || problem.get().map(not_done)}</div>
                        <div class="toolbar">
                            <button type="button" class="primary" data-way="register" disabled=move || !idle.get() on:click=move |_| go.run(Way::Register)>
                                {move || if busy.get() { say::order::SAVING } else { "登记" }}</button>
                            <button type="button" data-way="accept" disabled=move || !idle.get() on:click=move |_| go.run(Way::Accept)>"登记并受理"</button>
                            <small>{say::intake::KEYS}</small>
                            <span class="space"></span>
                            <button type="button" class="plain" on:click=move |_| { problem.set(None); sheet.fresh(); begin(); }>"留作草稿，另起一张"</button>
                        </div>
                    </div>
                </form>
                <div class="beside">
                    <SimilarOrders sheet again idle/>
                    <Preview asked=Signal::derive(move || asked.get()) dues=Signal::derive(move || owed.get())/>
                    <Screen sheet pack order go idle/>
                </div>
            </div>
        </div>
    }
}

fn order_address(id: Id) -> String {
    route::address(Page::Order, &[("id".to_owned(), id.to_string())])
}

fn trimmed(details: Details) -> Details {
    let trim = |text: String| text.trim().to_owned();
    Details {
        name: trim(details.name),
        phone: trim(details.phone),
        address: trim(details.address),
        story: trim(details.story),
        ..details
    }
}

/// Registers, unless that was done before, and takes the step after it.
async fn carry_out(
    desk: Desk,
    registered: Option<Id>,
    at: NaiveDateTime,
    record: Record,
    details: Details,
    follow: Option<Command>,
) -> Came {
    let id = match registered {
        Some(id) => id,
        None => match desk.register(at, record, details).await {
            Ok(id) => id,
            Err(why) => return Came::Nowhere(why),
        },
    };
    let Some(follow) = follow else { return Came::Through(id) };
    match desk.act(id, follow, None).await {
        Ok(()) => Came::Through(id),
        Err(why) => Came::Half(id, why),
    }
}
