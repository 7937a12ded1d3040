//! The questions, answered by digits while one listens: then what was said, and on to the next order.

use banjie::order::{Id, Item, Key, Step, WorkOrder};
use banjie::term::Term;
use banjie::workflow::{Command, decide};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::Places;
use super::ask::{Asked, Filled, fresh};
use super::draft;
use super::follow::{self, Told};
use super::queue::Queue;
use crate::app::desk::{Desk, NotDone};
use crate::app::parts::not_done::not_done;
use crate::app::parts::record::{Blank, RecordForm};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Where what the requester said is written.
const REMARKS: &str = ".call-form .remarks";

fn target(event: &web_sys::KeyboardEvent) -> Option<web_sys::Element> {
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
}

/// Whether a key was pressed in a control one types in.
fn typing(event: &web_sys::KeyboardEvent) -> bool {
    target(event).is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("radio" | "checkbox")),
        _ => false,
    })
}

/// Whether something lies over the page that has keys of its own.
fn is_covered() -> bool {
    document().query_selector(".veil").ok().flatten().is_some()
}

/// Puts the focus on a question once it is drawn, or on what was said after the last one.
fn go_to(code: Option<&str>) {
    let selector = match code {
        Some(code) => format!(".call-form [data-question=\"{code}\"] input"),
        None => REMARKS.to_owned(),
    };
    request_animation_frame(move || platform::focus_on(&selector));
}

#[component]
pub fn CallForm(
    id: Id,
    order: Memo<Option<WorkOrder>>,
    queue: Memo<Queue>,
    places: Places,
    told: RwSignal<Option<Told>>,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let opening = StoredValue::new(fresh(desk.me.with_untracked(|me| me.role)));
    let filled = Filled::new(draft::kept(id).unwrap_or_else(|| opening.get_value()));
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<NotDone>);
    Effect::new(move |before: Option<()>| {
        let record = filled.record.get();
        if before.is_some() {
            // What was refused is another sheet now.
            refused.set(None);
            if !draft::keep(id, record) {
                session.unsaved.set(true);
            }
        }
    });
    let pack = move || order.with(|order| order.as_ref().map(|order| order.pack().0.to_owned())).unwrap_or_default();
    let asked = Memo::new(move |_| {
        order
            .with(|order| {
                let order = order.as_ref()?;
                filled.record.with(|record| {
                    opening.with_value(|first| desk.under(&pack(), |regime| Asked::of(regime, order, first, record)))
                })
            })
            .unwrap_or_default()
    });
    let command =
        move |with| Command { step: Step::CallBack, at: platform::now(), by: desk.actor(Step::CallBack), with };
    let missing = Memo::new(move |_| {
        let command = command(filled.record.get());
        let now = platform::now_to_the_second().max(session.now.get());
        let said = order.with(|order| {
            desk.under(&pack(), |regime| match decide(regime, order.as_ref(), &command, now) {
                Ok(_) => Vec::new(),
                Err(refusal) => say::order::reasons(&refusal.reasons, regime),
            })
        });
        said.unwrap_or_default()
    });
    // The question the digits answer.
    let at = RwSignal::new(None::<&'static str>);
    let onwards = move || {
        let now = at.get_untracked();
        // What the answer brought up is asked too.
        request_animation_frame(move || {
            let next = asked.try_with_untracked(|asked| asked.after(now).map(|blank| blank.field.code()));
            if let Some(next) = next {
                go_to(next);
            }
        });
    };
    let answer = move |digit: usize| {
        let field_and_code = asked.with_untracked(|asked| {
            let blank = at.get_untracked().and_then(|code| asked.question(code)).or_else(|| asked.after(None))?;
            let code = digit.checked_sub(1).map(|nth| blank.options.get(nth).map(|(code, _)| code.clone()));
            Some((blank.field, code))
        });
        match field_and_code {
            Some((field, Some(Some(code)))) => {
                filled.put(field, Some(&code));
                at.set(Some(field.code()));
                onwards();
            }
            Some((field, None)) => filled.put(field, None),
            // No such answer.
            _ => {}
        }
    };
    let save = move |reached: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        let with = if reached { filled.record.get_untracked() } else { filled.unreached() };
        let command = untrack(|| command(with));
        let next = queue.with_untracked(|queue| queue.after(id));
        spawn_local(async move {
            let before = follow::before(desk, id);
            let done = desk.act(id, command, None).await;
            if done.is_ok() {
                draft::strike(id);
                told.try_set(Some(Told::of(desk, id, reached, &before)));
            }
            // The sheet may have been closed meanwhile.
            if busy.try_get_untracked().is_none() {
                return;
            }
            busy.set(false);
            match done {
                Ok(()) => places.show(next),
                Err(why) => {
                    refused.set(Some(why));
                    let open = asked.with_untracked(|asked| {
                        let lacks = |blank: &&Blank| blank.must && untrack(|| filled.answer(blank.field)).is_none();
                        asked.questions.iter().find(lacks).map(|blank| blank.field.code())
                    });
                    if let Some(code) = open.filter(|_| reached) {
                        go_to(Some(code));
                    }
                }
            }
        });
    };
    let heard = window_event_listener(leptos::ev::keydown, move |event| {
        if event.is_composing() || is_covered() {
            return;
        }
        let (ctrl, alt, key) = (event.ctrl_key() || event.meta_key(), event.alt_key(), event.key());
        let on_question = || target(&event).and_then(|element| element.closest("[data-question]").ok().flatten());
        match key.as_str() {
            _ if alt && !ctrl && event.code() == "KeyN" => save(false),
            "Enter" if ctrl => save(true),
            _ if ctrl || alt => return,
            "Escape" => places.show(None),
            _ if typing(&event) => return,
            "Enter" if on_question().is_some() => onwards(),
            key => match key.parse::<usize>() {
                Ok(digit) if key.len() == 1 => answer(digit),
                _ => return,
            },
        }
        event.prevent_default();
    });
    on_cleanup(move || heard.remove());
    let form = NodeRef::<leptos::html::Form>::new();
    // The first question is where the clerk goes on; whom one calls stays in sight.
    Effect::new(move |_| {
        if form.get().is_some() {
            request_animation_frame(move || {
                let first = asked.try_with_untracked(|asked| asked.after(None).map(|blank| blank.field.code()));
                let first = first.flatten().map(|code| format!(".call-form [data-question=\"{code}\"] input"));
                platform::focus_on(first.as_deref().unwrap_or(REMARKS));
                platform::scroll_to_top();
            });
        }
    });
    let part = move |part: fn(&Asked) -> Vec<Blank>| Signal::derive(move || asked.with(part));
    let none = Signal::derive(Vec::<String>::new);
    let remarks = Memo::new(move |_| asked.with(|asked| asked.remarks.clone()));
    view! {
        <form class="call-form" node_ref=form data-form=Step::CallBack.code() data-order=id.to_string()
            on:submit=move |event| { event.prevent_default(); save(true); }>
            <RecordForm blanks=part(|asked| asked.head.clone()) record=filled.record units=none/>
            <For each=move || asked.with(|asked| asked.questions.clone()) key=|blank| (blank.field.code(), blank.options.clone()) let:blank>
                <Question blank asked filled at/>
            </For>
            <RecordForm blanks=part(|asked| asked.lines.clone()) record=filled.record units=none/>
            <label class="field wide">
                <span>{say::callback::REMARKS}
                    {move || remarks.with(|blank| blank.as_ref().map(|blank| {
                        let must = blank.must.then(|| view! { <b class="must" aria-hidden="true">"*"</b> });
                        let clause = blank.clause.clone().map(|clause| view! { <small class="clause">{clause}</small> });
                        view! { {must}{clause} }
                    }))}
                </span>
                <textarea class="remarks" name="said" rows="3"
                    prop:value=move || filled.record.with(|record| record.text(Item::Said).to_owned())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        filled.record.update(|record| record.put(Key::from(Item::Said), text));
                    }></textarea>
            </label>
            <details class="more-fields">
                <summary>{say::callback::OTHERS}</summary>
                <RecordForm blanks=part(|asked| asked.more.clone()) record=filled.record units=none/>
            </details>
            {move || {
                let missing = missing.get();
                // Said once: here, or as what was refused.
                (!missing.is_empty() && refused.with(Option::is_none)).then(|| view! {
                    <ul class="message warn reasons" aria-live="polite" aria-label=say::callback::MISSING>{missing.into_iter().map(|reason| view! {
                        <li data-rule=reason.rule title=reason.gist>{reason.text}{reason.clause.map(|clause| view! { <small class="cite">{clause}</small> })}</li>
                    }).collect_view()}</ul>
                })
            }}
            {move || refused.get().map(not_done)}
            <div class="toolbar">
                <button type="submit" class="primary" data-action="save" aria-keyshortcuts="Control+Enter"
                    disabled=move || busy.get() || !missing.with(Vec::is_empty)>
                    {move || if busy.get() { say::order::SAVING } else { "保存并到下一件" }}</button>
                <button type="button" data-action="unreached" aria-keyshortcuts="Alt+N" disabled=move || busy.get()
                    on:click=move |_| save(false)>{say::callback::LEFT_OFF}</button>
            </div>
            <p class="quiet keys">{say::callback::KEYS}</p>
        </form>
    }
}

/// One question: its answers, each with the digit that chooses it.
#[component]
fn Question(blank: Blank, asked: Memo<Asked>, filled: Filled, at: RwSignal<Option<&'static str>>) -> impl IntoView {
    let Blank { field, options, .. } = blank;
    let code = field.code();
    // Whether it must be answered may hang on other answers.
    let demand = Memo::new(move |_| {
        asked.with(|asked| asked.question(code).map(|blank| (blank.must, blank.clause.clone()))).unwrap_or_default()
    });
    let given = Memo::new(move |_| filled.answer(field));
    view! {
        <fieldset class="question" data-question=code data-must=move || demand.with(|(must, _)| must.to_string())
            class:current=move || at.get() == Some(code) on:focusin=move |_| at.set(Some(code))>
            <legend>
                {field.word()}
                {move || demand.with(|(must, _)| must.then(|| view! { <b class="must" aria-hidden="true">"*"</b> }))}
                {move || demand.with(|(_, clause)| clause.clone().map(|clause| view! { <small class="clause">{clause}</small> }))}
            </legend>
            <div class="answers">{options.into_iter().enumerate().map(|(nth, (value, word))| {
                let own = value.clone();
                let chosen = Memo::new(move |_| given.with(|given| given.as_ref() == Some(&own)));
                let put = value.clone();
                view! {
                    <label class="answer" class:chosen=move || chosen.get()>
                        <input type="radio" name=code value=value data-key=(nth + 1).to_string() prop:checked=move || chosen.get()
                            on:change=move |_| filled.put(field, Some(&put))/>
                        {say::callback::answer(nth, &word)}
                    </label>
                }
            }).collect_view()}</div>
        </fieldset>
    }
}
