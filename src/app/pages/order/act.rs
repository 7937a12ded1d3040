//! The steps: allowed ones as buttons with a small form, forbidden ones greyed with clause and reason.

use banjie::order::{Id, Item, Key, Phase, Record, Step, Value, WorkOrder};
use banjie::term::{Role, Term};
use banjie::workflow::{Command, Standing, asks, decide};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft;
use super::view::{Look, StepItem, at_desk};
use crate::app::desk::{Desk, NotDone, role_word};
pub use crate::app::parts::not_done::not_done;
use crate::app::parts::record::{RecordForm, blanks};
use crate::app::session::Session;
use crate::app::{platform, say};

#[component]
pub fn Acts(order: Memo<Option<WorkOrder>>, look: Memo<Look>, open: RwSignal<Option<Step>>) -> impl IntoView {
    let desk = Desk::get();
    let said = RwSignal::new(String::new());
    let mine = Memo::new(move |_| {
        let role = desk.me.with(|me| me.role);
        look.with(|look| {
            let mine = look.steps.iter().filter(|item| at_desk(item.step, role, look.dispatched));
            mine.cloned().collect::<Vec<_>>()
        })
    });
    let of = move |wanted: fn(&StepItem) -> bool| {
        mine.with(|steps| steps.iter().filter(|item| wanted(item)).cloned().collect::<Vec<_>>())
    };
    let possible = move |item: &StepItem| item.standing != Standing::Refused;
    let others = Memo::new(move |_| {
        let role = desk.me.with(|me| me.role);
        look.with(|look| {
            let theirs = |item: &&StepItem| possible(item) && !at_desk(item.step, role, look.dispatched);
            look.steps.iter().filter(theirs).count()
        })
    });
    view! {
        <section class="panel acts" aria-label="可办步骤">
            <div class="toolbar">
                <h2>"可办步骤"</h2>
                <span class="space"></span>
                <label class="check"><span>"本机岗位"</span>
                    <select name="desk" on:change=move |event| {
                        let role = Role::from_code(&event_target_value(&event));
                        desk.set_me(|me| me.role = role);
                    }>
                        <option value="" selected=move || desk.me.with(|me| me.role.is_none())>{role_word(None)}</option>
                        {Role::ALL.iter().map(|role| view! {
                            <option value=role.code() selected=move || desk.me.with(|me| me.role == Some(*role))>{role.word()}</option>
                        }).collect_view()}
                    </select></label>
            </div>
            <p class="said" role="status">{move || said.get()}</p>
            {move || {
                let steps = of(|item| item.standing != Standing::Refused && item.standing != Standing::Unregulated);
                let owed: Vec<Step> = look.with(|look| look.duties.iter().filter_map(|duty| duty.step).collect());
                let phases = Phase::ALL.iter().copied().filter(|phase| *phase != Phase::Office);
                let groups = phases.filter_map(|phase| {
                    let group: Vec<StepItem> = steps.iter().filter(|item| item.step.phase() == phase).cloned().collect();
                    (!group.is_empty()).then(|| view! {
                        <div class="phase" role="group" aria-label=phase.word()>
                            <h3>{phase.word()}</h3>
                            <div class="buttons">{group.into_iter().map(|item| view! { <StepButton owed=owed.contains(&item.step) item open said/> }).collect_view()}</div>
                        </div>
                    })
                }).collect_view();
                let none = steps.is_empty().then(|| view! { <p class="quiet">{say::order::no_steps(others.get())}</p> });
                view! { {none}{groups} }
            }}
            {move || {
                let steps = of(|item| item.standing == Standing::Unregulated);
                (!steps.is_empty()).then(|| view! {
                    <details class="unregulated">
                        <summary>{say::order::unregulated_heading(steps.len())}</summary>
                        <p class="quiet">{say::order::UNREGULATED}</p>
                        <div class="buttons">{steps.into_iter().map(|item| view! { <StepButton owed=false item open said/> }).collect_view()}</div>
                    </details>
                })
            }}
            {move || open.get().map(|step| view! { <StepForm step order open said/> })}
            {move || {
                let forbidden = of(|item| item.standing == Standing::Refused && !item.out_of_turn);
                (!forbidden.is_empty()).then(|| view! {
                    <div class="forbidden">
                        <h3>{say::order::forbidden_heading(forbidden.len())}</h3>
                        <ul>{forbidden.into_iter().map(forbidden_step).collect_view()}</ul>
                    </div>
                })
            }}
            {move || {
                let later = of(|item| item.standing == Standing::Refused && item.out_of_turn);
                (!later.is_empty()).then(|| view! {
                    <details class="later">
                        <summary>{say::order::later_heading(later.len())}</summary>
                        <ul>{later.into_iter().map(forbidden_step).collect_view()}</ul>
                    </details>
                })
            }}
        </section>
    }
}

fn forbidden_step(item: StepItem) -> impl IntoView {
    view! {
        <li data-step=item.step.code()>
            <b>{item.step.word()}</b>
            {item.reasons.into_iter().map(|reason| view! {
                <span class="reason" title=reason.gist data-rule=reason.rule>
                    {reason.text}
                    {reason.clause.map(|clause| view! { <small class="cite">{clause}</small> })}
                </span>
            }).collect_view()}
        </li>
    }
}

#[component]
fn StepButton(
    item: StepItem,
    /// Whether a duty asks for it.
    owed: bool,
    open: RwSignal<Option<Step>>,
    said: RwSignal<String>,
) -> impl IntoView {
    let step = item.step;
    let cites: Vec<String> = item.clauses.iter().map(|(_, clause, gist)| format!("{clause}：{gist}")).collect();
    let first = item.clauses.first().map(|(_, clause, _)| clause.clone());
    view! {
        <button type="button" class="step" class:late=item.late class:owed=owed data-step=step.code() data-standing=format!("{:?}", item.standing).to_lowercase()
            aria-expanded=move || (open.get() == Some(step)).to_string() title=cites.join("\n")
            on:click=move |_| {
                said.set(String::new());
                open.update(|open| *open = if *open == Some(step) { None } else { Some(step) });
            }>
            <b>{step.word()}</b>
            {item.until.map(|until| view! { <small class="until">{until}</small> })}
            {first.map(|clause| view! { <small class="cite">{clause}</small> })}
        </button>
    }
}

#[component]
fn StepForm(
    step: Step,
    order: Memo<Option<WorkOrder>>,
    open: RwSignal<Option<Step>>,
    said: RwSignal<String>,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let id = order.with_untracked(|order| order.as_ref().map(|order| order.id)).unwrap_or_default();
    // What was typed here before and never confirmed is still there.
    let before = draft::kept(id, step);
    let blank = order.with_untracked(|order| order.as_ref().map(|order| prefilled(desk, order, step)));
    let record = RwSignal::new(before.as_ref().map(|before| before.record.clone()).or(blank).unwrap_or_default());
    // Once touched the moment stays; until then it is now.
    let touched = RwSignal::new(before.as_ref().is_some_and(|before| !before.at.is_empty()));
    let now = say::input_moment(platform::now());
    let at = RwSignal::new(before.map(|before| before.at).filter(|at| !at.is_empty()).unwrap_or(now));
    Effect::new(move |first: Option<()>| {
        let (record, at) = (record.get(), if touched.get() { at.get() } else { String::new() });
        if first.is_some() && !draft::keep(id, step, at, record) {
            session.unsaved.set(true);
        }
    });
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<NotDone>);
    let pack = move || order.with(|order| order.as_ref().map(|order| order.pack().0.to_owned())).unwrap_or_default();
    let fields = Memo::new(move |_| {
        order
            .with(|order| {
                let order = order.as_ref()?;
                record.with(|record| {
                    desk.under(&pack(), |regime| blanks(&asks(regime, Some(order), step, record), regime))
                })
            })
            .unwrap_or_default()
    });
    // Another order is named by its number; the log keeps its id.
    let named = move || {
        let mut with = record.get();
        let into = with.text(Item::Into).trim().to_owned();
        if !into.is_empty() && Id::parse(&into).is_none() {
            let found = desk.with_rows(|rows| rows.iter().find(|row| row.number == into).map(|row| row.id.to_string()));
            with.put(Item::Into, found.unwrap_or_default());
        }
        with
    };
    // A moment nobody touched is now, whenever the page last looked at the clock.
    let command = move || {
        let typed = banjie::order::moment::parse(&at.get()).filter(|_| touched.get());
        Command { step, at: typed.unwrap_or_else(platform::now), by: desk.actor(step), with: named() }
    };
    let missing = Memo::new(move |_| {
        let command = command();
        let now = platform::now_to_the_second().max(session.now.get());
        let said = order.with(|order| {
            desk.under(&pack(), |regime| match decide(regime, order.as_ref(), &command, now) {
                Ok(_) => Vec::new(),
                Err(refusal) => say::order::reasons(&refusal.reasons, regime),
            })
        });
        said.unwrap_or_default()
    });
    let units = Signal::derive(move || {
        desk.units().into_iter().filter(|unit| !unit.retired).map(|unit| unit.name).collect::<Vec<_>>()
    });
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = untrack(command);
        spawn_local(async move {
            let done = desk.act(id, command, None).await;
            busy.set(false);
            match done {
                Ok(()) => {
                    draft::strike(id, step);
                    said.set(say::order::saved(step.past()));
                    open.set(None);
                    // On to what is next.
                    platform::focus_on("button.step.owed, button.step");
                }
                Err(not_done) => refused.set(Some(not_done)),
            }
        });
    };
    let give_up = move || {
        draft::strike(id, step);
        open.set(None);
    };
    let form = NodeRef::<leptos::html::Form>::new();
    // The first field is where the clerk goes on.
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            platform::focus_first(&form);
        }
    });
    view! {
        <form class="step-form" node_ref=form data-form=step.code()
            on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=move |event| match event.key().as_str() {
                "Escape" => give_up(),
                "Enter" if event.ctrl_key() => save(),
                _ => {}
            }>
            <h3>{step.word()}</h3>
            <RecordForm blanks=Signal::derive(move || fields.get()) record units/>
            <div class="fields">
                <label class="field"><span>"发生时间"<small>{say::order::LATE_ENTRY}</small></span>
                    <input type="datetime-local" name="at" prop:value=move || at.get()
                        on:input=move |event| { touched.set(true); at.set(event_target_value(&event)); }/></label>
            </div>
            {move || {
                let missing = missing.get();
                (!missing.is_empty()).then(|| view! {
                    <ul class="message warn reasons" aria-live="polite">{missing.into_iter().map(|reason| view! {
                        <li data-rule=reason.rule title=reason.gist>{reason.text}{reason.clause.map(|clause| view! { <small class="cite">{clause}</small> })}</li>
                    }).collect_view()}</ul>
                })
            }}
            {move || refused.get().map(not_done)}
            <div class="toolbar">
                <button type="submit" class="primary" disabled=move || busy.get() || !missing.with(Vec::is_empty)>
                    {move || if busy.get() { say::order::SAVING.to_owned() } else { say::order::confirm(step.word()) }}</button>
                <button type="button" on:click=move |_| give_up()>"取消"</button>
                <small>"Ctrl+Enter 保存，Esc 取消"</small>
            </div>
        </form>
    }
}

/// What is known already and need not be typed again.
fn prefilled(desk: Desk, order: &WorkOrder, step: Step) -> Record {
    let mut record = Record::default();
    let request = |pending: Option<&banjie::order::Entry>, record: &mut Record| {
        if let Some(days) = pending.and_then(|entry| entry.fact.with.get(Item::Days)) {
            record.put(Item::Days, days.clone());
        }
    };
    match step {
        Step::Dispatch => {
            let decided = order.done(Step::DecideUnit).last().map(|entry| entry.fact.with.text(Item::Lead).to_owned());
            let suggested = order
                .ever_done(Step::RequestReturn)
                .last()
                .map(|entry| entry.fact.with.text(Item::SuggestedUnit).to_owned());
            let named = order.on_file.text(Item::Lead).to_owned();
            let lead = [decided, Some(named), suggested].into_iter().flatten().find(|lead| !lead.is_empty());
            record.put(Item::Lead, lead.unwrap_or_default());
            if let Some(assisting) = order.on_file.get(Item::Assisting) {
                record.put(Item::Assisting, assisting.clone());
            }
            record.put(Item::How, "platform");
        }
        Step::NotifyUnits => record.put(Item::Assisting, Value::List(order.assisting.clone())),
        Step::GrantExtension => request(order.extension_pending(), &mut record),
        Step::Suspend => request(order.suspension_pending(), &mut record),
        Step::ReviewStatement => {
            if let Some(kind) =
                order.done(Step::FileStatement).last().and_then(|entry| entry.fact.with.get(Item::Statement))
            {
                record.put(Item::Statement, kind.clone());
            }
        }
        Step::Assign => {
            if let Some(handler) = order.done(Step::SignOff).last().and_then(|entry| entry.fact.with.get(Item::Handler))
            {
                record.put(Item::Handler, handler.clone());
            }
        }
        _ => {}
    }
    // Who signs, where the desk itself is one that may.
    let me = desk.me.with_untracked(|me| me.role);
    let signs = step.fields().iter().any(|field| *field == Item::SignedBy.into());
    if signs && let Some(role @ (Role::Deputy | Role::Principal | Role::LineDeputy)) = me {
        record.put(Key::from(Item::SignedBy), role.code());
    }
    record
}
