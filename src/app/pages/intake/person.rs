//! The form itself: who calls and what they tell (the personal side), and the request as it goes on file.

use banjie::order::{Details, Item, Key};
use banjie::term::Term;
use leptos::html::Input;
use leptos::prelude::*;

use super::asked::Asked;
use super::draft::Sheet;
use crate::app::desk::Desk;
use crate::app::parts::record::RecordForm;
use crate::app::say;
use crate::app::session::Session;

/// A label with its clause, where one demands the field.
fn head(word: &'static str, clause: Memo<Option<String>>, must: bool) -> impl IntoView {
    view! {
        <span title=move || clause.get()>
            {word}
            {move || (must || clause.with(Option::is_some)).then(|| view! { <b class="must" aria-hidden="true">"*"</b> })}
            {move || clause.get().map(|clause| view! { <small class="clause">{clause}</small> })}
        </span>
    }
}

/// 诉求人: stays beside the log.
#[component]
pub fn Person(sheet: Sheet, #[prop(into)] asked: Signal<Asked>, first: NodeRef<Input>) -> impl IntoView {
    let details = sheet.details;
    let clause = move |item: Item| Memo::new(move |_| asked.with(|asked| asked.clause(item)));
    type Get = fn(&Details) -> &String;
    type Put = fn(&mut Details, String);
    let line = move |word: &'static str, name: &'static str, item: Item, get: Get, put: Put| {
        let clause = clause(item);
        view! {
            <label class="field">
                {head(word, clause, false)}
                <input type="text" name=name autocomplete="off" aria-required=move || clause.get().map(|_| "true")
                    prop:value=move || details.with(|details| get(details).clone())
                    on:input=move |event| details.update(|details| put(details, event_target_value(&event)))/>
            </label>
        }
    };
    let (phone, story) = (clause(Item::TakenPhone), clause(Item::TakenStory));
    view! {
        <fieldset class="caller">
            <legend>"诉求人"</legend>
            <div class="fields">
                <label class="field">
                    {head("电话", phone, false)}
                    <input type="tel" name="person_phone" autocomplete="off" node_ref=first
                        aria-required=move || phone.get().map(|_| "true")
                        prop:value=move || details.with(|details| details.phone.clone())
                        on:input=move |event| details.update(|details| details.phone = event_target_value(&event))/>
                </label>
                {line("姓名", "person_name", Item::TakenName, |details| &details.name, |details, text| details.name = text)}
                {line("联系地址", "person_address", Item::TakenAddress, |details| &details.address, |details, text| details.address = text)}
                <label class="field wide">
                    {head("来电内容", story, false)}
                    <textarea name="person_story" rows="3" aria-required=move || story.get().map(|_| "true")
                        prop:value=move || details.with(|details| details.story.clone())
                        on:input=move |event| details.update(|details| details.story = event_target_value(&event))></textarea>
                </label>
            </div>
            <p class="quiet">{say::intake::PERSON_APART}</p>
        </fieldset>
    }
}

/// 诉求: what goes on file.
#[component]
pub fn Request(
    sheet: Sheet,
    #[prop(into)] asked: Signal<Asked>,
    /// Id of the pack; its lists come anew with it.
    pack: Memo<String>,
    proposed: Memo<String>,
) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let record = sheet.record;
    let title = Memo::new(move |_| asked.with(|asked| asked.clause(Item::Title)));
    let no_clause = Memo::new(|_| None::<String>);
    let text = move |item: Item| record.with(|record| record.text(item).to_owned());
    let put = move |item: Item, text: String| record.update(|record| record.put(Key::from(item), text));
    let number = move || Some(text(Item::Number)).filter(|number| !number.is_empty()).unwrap_or_else(|| proposed.get());
    let twice = Memo::new(move |_| {
        let number = text(Item::Number);
        !number.is_empty() && desk.with_rows(|rows| rows.iter().any(|row| row.number == number))
    });
    let main = Memo::new(move |_| asked.with(|asked| asked.main.clone()));
    let rare = Memo::new(move |_| asked.with(|asked| asked.rare.clone()));
    let nobody = Signal::derive(Vec::<String>::new);
    view! {
        <fieldset class="matter">
            <legend>"诉求"</legend>
            <div class="fields">
                <label class="field wide">
                    {head(Item::Title.word(), title, true)}
                    <input type="text" name="title" autocomplete="off" aria-required="true"
                        prop:value=move || text(Item::Title) on:input=move |event| put(Item::Title, event_target_value(&event))/>
                </label>
                <label class="field">
                    {head(Item::Number.word(), no_clause, false)}
                    <input type="text" name="number" autocomplete="off" title=say::intake::NUMBER_HINT
                        prop:value=number on:input=move |event| {
                            let typed = event_target_value(&event);
                            // The proposed number stays a proposal: it moves on when others register.
                            let own = typed.trim() != proposed.get_untracked();
                            put(Item::Number, if own { typed } else { String::new() });
                        }/>
                </label>
                <label class="field">
                    <span>"来电时间"<small>{move || if sheet.at.with(String::is_empty) { "现在" } else { "补记" }}</small></span>
                    <input type="datetime-local" name="at" min="2000-01-01T00:00" max="2069-12-31T23:59" title=say::order::LATE_ENTRY
                        prop:value=move || Some(sheet.at.get()).filter(|at| !at.is_empty()).unwrap_or_else(|| say::input_moment(session.now.get()))
                        on:input=move |event| sheet.at.set(event_target_value(&event))/>
                </label>
                {move || (!sheet.at.with(String::is_empty)).then(|| view! {
                    <button type="button" class="now" on:click=move |_| sheet.at.set(String::new())>"改回现在"</button>
                })}
            </div>
            <p class="twice" role="status">{move || twice.get().then_some(say::intake::NUMBER_TWICE)}</p>
            {move || { pack.track(); view! { <RecordForm blanks=Signal::derive(move || main.get()) record units=nobody/> } }}
            {move || {
                pack.track();
                let some = Memo::new(move |_| rare.with(|rare| !rare.is_empty()));
                view! {
                    <Show when=move || some.get()>
                        <details class="more">
                            <summary>{say::intake::MORE}</summary>
                            <RecordForm blanks=Signal::derive(move || rare.get()) record units=nobody/>
                        </details>
                    </Show>
                }
            }}
        </fieldset>
    }
}
