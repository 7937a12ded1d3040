//! Readings and local settings: switchable, editable, saved at once.

use banjie::pack::{Reading, Setting, Value};
use leptos::prelude::*;

use super::PackMemo;
use crate::app::parts::field::Entry;
use crate::app::session::Session;
use crate::app::{platform, say};

#[component]
pub fn Tuning(pack: PackMemo) -> impl IntoView {
    let session = Session::get();
    let said = RwSignal::new(None::<Result<String, String>>);
    let content = move || {
        let pack = pack.get()?;
        let id = pack.id().to_owned();
        // What only the assessment reads has no effect yet that anybody could see.
        let of_scores = |setting: &Setting| ["point", "hundredth_point", "percent"].contains(&setting.unit.as_str());
        let settings: Vec<Setting> =
            pack.text().setting.iter().filter(|setting| !of_scores(setting)).cloned().collect();
        let readings = pack.text().reading.clone().into_iter().map({
            let id = id.clone();
            move |reading| view! { <ReadingSwitch pack=id.clone() reading said/> }
        });
        let settings = settings.into_iter().map({
            let id = id.clone();
            move |setting| view! { <SettingEntry pack=id.clone() setting said/> }
        });
        let keep = move |_| {
            let saved = platform::save_text(say::pack::BACKUP_FILE, "application/json", &session.backup());
            said.set(saved.is_ok().then(|| Ok(say::pack::BACKED_UP.to_owned())));
        };
        let restore = move |event: leptos::ev::Event| {
            let input: web_sys::HtmlInputElement = event_target(&event);
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            leptos::task::spawn_local(async move {
                let restored = platform::read_text(&file).await.ok().and_then(|text| session.restore(&text));
                input.set_value("");
                said.set(match restored {
                    None => Some(Err(say::pack::NO_BACKUP.to_owned())),
                    Some(saved) => saved.then(|| Ok(say::pack::RESTORED.to_owned())),
                });
            });
        };
        let reset = move |_| {
            let saved = session.change(|prefs| drop(prefs.choices.remove(&id)));
            said.set(saved.then(|| Ok("已恢复全部默认口径与设定".to_owned())));
        };
        Some(view! {
            <section class="panel">
                <h2>"解释口径"</h2>
                <p class="cite">{say::pack::READINGS_HINT}</p>
                <div class="readings">{readings.collect_view()}</div>
            </section>
            <section class="panel">
                <h2>"本地设定"</h2>
                <p class="cite">{say::pack::SETTINGS_HINT}</p>
                <div class="fields">{settings.collect_view()}</div>
                <div class="toolbar"><button type="button" on:click=reset>"恢复默认"</button>
                    <button type="button" on:click=keep>"备份全部设定"</button>
                    <label class="button">"恢复备份…"<input class="visually-hidden" type="file" accept=".json,application/json" on:change=restore/></label></div>
            </section>
        })
    };
    view! {
        <div class="news" role="status">
            {move || said.get().map(|said| match said {
                Ok(words) => view! { <p class="message ok">{words}</p> },
                Err(words) => view! { <p class="message error">{words}</p> },
            })}
        </div>
        {content}
    }
}

type Said = RwSignal<Option<Result<String, String>>>;

#[component]
fn ReadingSwitch(pack: String, reading: Reading, said: Said) -> impl IntoView {
    let session = Session::get();
    let name = format!("reading-{}", reading.id);
    let default = reading.options.first().map(|option| option.id.clone()).unwrap_or_default();
    let options = reading.options.clone().into_iter().map(|option| {
        let (pack, reading, label) = (pack.clone(), reading.id.clone(), reading.label.clone());
        let (id, is_default) = (option.id.clone(), option.id == default);
        let checked = {
            let (pack, reading, id) = (pack.clone(), reading.clone(), id.clone());
            Memo::new(move |_| {
                let chosen = session.prefs.with(|prefs| prefs.choices.get(&pack)?.readings.get(&reading).cloned());
                chosen.map_or(is_default, |chosen| chosen == id)
            })
        };
        let words = option.label.clone();
        let choose = move |_| {
            let saved = session.change(|prefs| {
                let choices = prefs.choices.entry(pack.clone()).or_default();
                if is_default { drop(choices.readings.remove(&reading)) } else { drop(choices.readings.insert(reading.clone(), id.clone())) }
            });
            said.set(saved.then(|| Ok(say::pack::reading_saved(&label, &words))));
        };
        view! {
            <label class="option"><input type="radio" name=name.clone() value=option.id prop:checked=move || checked.get() on:change=choose/>
                {option.label}{is_default.then(|| view! { <small>"（默认）"</small> })}</label>
        }
    });
    let options = options.collect_view();
    view! {
        <fieldset class="reading" data-reading=reading.id>
            <legend>{reading.label}{(!reading.row.is_empty()).then(|| view! { <small>{reading.row}</small> })}</legend>
            {options}
            <p class="cite">{reading.why}</p>
        </fieldset>
    }
}

#[component]
fn SettingEntry(pack: String, setting: Setting, said: Said) -> impl IntoView {
    let session = Session::get();
    // Bumped to draw the old value again after a refusal.
    let again = RwSignal::new(0);
    let value = {
        let (pack, setting) = (pack.clone(), setting.clone());
        Signal::derive(move || {
            again.track();
            let chosen = session.prefs.with(|prefs| prefs.choices.get(&pack)?.settings.get(&setting.id).cloned());
            say::pack::value(&chosen.unwrap_or_else(|| setting.default.clone()))
        })
    };
    let kind = if matches!(setting.default, Value::Number(_)) { "number" } else { "text" };
    let name = format!("setting.{}", setting.id);
    let label =
        if setting.row.is_empty() { setting.label.clone() } else { format!("{}（{}）", setting.label, setting.row) };
    let hint = say::pack::setting_range(&setting);
    let on_change = move |text: String| {
        let text = text.trim().to_owned();
        let value = match setting.default {
            Value::Number(_) => text.parse().ok().map(Value::Number),
            Value::Text(_) => Some(Value::Text(text.clone())),
        };
        match value.filter(|value| setting.allows(value)) {
            Some(value) => {
                let saved = session.change(|prefs| {
                    prefs.choices.entry(pack.clone()).or_default().settings.insert(setting.id.clone(), value);
                });
                said.set(saved.then(|| Ok(say::pack::setting_saved(&setting.label, &text))));
            }
            None => {
                said.set(Some(Err(say::pack::setting_refused(&setting, &text))));
                again.update(|again| *again += 1);
            }
        }
    };
    view! { <Entry label hint kind name value on_change/> }
}
