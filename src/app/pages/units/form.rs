//! One unit to fill in: a new one, or one of the registry.

use banjie::ledger::{Post, Unit};
use banjie::term::Term;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::save;
use crate::app::desk::Desk;
use crate::app::parts::field::{Choice, Field};
use crate::app::say;
use crate::app::vault::Broken;

/// Longest name of a unit, characters.
pub const MOST_NAME: usize = 60;

/// 一条单位 as it is being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// As it stands in the registry; none for a new one.
    pub was: Option<Unit>,
    pub unit: Unit,
}

impl Draft {
    /// A unit of the registry, to be changed.
    pub fn of(unit: Unit) -> Self {
        Self { was: Some(unit.clone()), unit }
    }

    /// A new unit of this name.
    pub fn named(name: &str) -> Self {
        Self { was: None, unit: Unit { name: name.to_owned(), town: is_town(name), ..Unit::default() } }
    }
}

/// Whether a name is that of a township or a street, as names go.
pub fn is_town(name: &str) -> bool {
    let core = ["人民政府", "街道办事处", "办事处"].into_iter().find_map(|end| name.strip_suffix(end));
    let street = name.ends_with("街道办事处");
    street || core.unwrap_or(name).ends_with(['镇', '乡']) || core.unwrap_or(name).ends_with("街道")
}

/// Whether a name names one unit.
pub fn is_one_name(name: &str) -> bool {
    !name.contains(['、', '，', ','])
}

fn kind(unit: &Unit) -> &'static str {
    if unit.town { "town" } else { "department" }
}

/// Why a name cannot be taken.
fn refused(name: &str, was: Option<&Unit>, units: &[Unit]) -> Option<String> {
    let other = |unit: &Unit| unit.name == name && was.is_none_or(|was| was.name != name);
    if name.is_empty() {
        Some(say::units::NO_NAME.to_owned())
    } else if !is_one_name(name) {
        Some(say::units::TWO_NAMES.to_owned())
    } else if name.chars().count() > MOST_NAME {
        Some(say::units::LONG_NAME.to_owned())
    } else {
        units.iter().any(other).then(|| say::units::taken(name))
    }
}

/// Writes the unit; under another name it is another unit, and the old one is put out of use.
async fn put(desk: Desk, was: Option<Unit>, unit: &Unit) -> Result<String, Broken> {
    save(desk, unit).await?;
    match was {
        None => Ok(say::units::added(&unit.name)),
        Some(was) if was.name == unit.name => Ok(say::units::changed(&unit.name)),
        Some(was) => {
            let old = Unit { retired: true, ..was };
            save(desk, &old).await?;
            Ok(say::units::renamed(&old.name, &unit.name))
        }
    }
}

/// The form; `done` closes it, with what was done.
#[component]
pub fn UnitForm(draft: Draft, units: Memo<Vec<Unit>>, done: Callback<Option<String>>) -> impl IntoView {
    let desk = Desk::get();
    let Draft { was, unit } = draft;
    let title = if was.is_some() { "修改单位" } else { "登记单位" };
    let old = was.as_ref().map(|was| was.name.clone());
    let unit = RwSignal::new(unit);
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let renaming = Memo::new(move |_| {
        old.as_ref().is_some_and(|old| unit.with(|unit| !unit.name.trim().is_empty() && unit.name.trim() != old))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let mut now = unit.get_untracked();
        now.name = now.name.trim().to_owned();
        now.phone = now.phone.trim().to_owned();
        now.posts.values_mut().for_each(|held| *held = held.trim().to_owned());
        now.posts.retain(|_, held| !held.is_empty());
        if let Some(words) = units.with_untracked(|units| refused(&now.name, was.as_ref(), units)) {
            problem.set(words);
            return;
        }
        problem.set(String::new());
        busy.set(true);
        let was = was.clone();
        spawn_local(async move {
            match put(desk, was, &now).await {
                Ok(words) => done.run(Some(words)),
                Err(broken) => problem.set(say::order::broken(broken).to_owned()),
            }
            busy.set(false);
        });
    };
    let post = move |post: Post| {
        let held = move || unit.with(|unit| unit.posts.get(&post).cloned().unwrap_or_default());
        view! {
            <Field label=post.word()>
                <input type="text" name=post.code() autocomplete="off" maxlength="100" prop:value=held
                    on:input=move |event| unit.update(|unit| drop(unit.posts.insert(post, event_target_value(&event))))/>
            </Field>
        }
    };
    let kinds = vec![("department".to_owned(), "部门".to_owned()), ("town".to_owned(), "乡镇（街道）".to_owned())];
    view! {
        <form on:submit=submit novalidate=true>
            <h2 id="unit-dialog-title">{title}</h2>
            <div role="alert">
                <Show when=move || !problem.with(String::is_empty)><p class="message error">{problem}</p></Show>
            </div>
            <div class="fields">
                <Field label="单位名称" hint="必填" wide=true>
                    <input type="text" name="unit_name" autocomplete="off" aria-required="true" autofocus=true
                        prop:value=move || unit.with(|unit| unit.name.clone())
                        on:input=move |event| unit.update(|unit| unit.name = event_target_value(&event))/>
                </Field>
                <Choice label="类别" options=kinds
                    value=Signal::derive(move || unit.with(|unit| kind(unit).to_owned()))
                    on_change=move |code: String| unit.update(|unit| unit.town = code == "town")/>
                {Post::ALL.iter().map(|known| post(*known)).collect_view()}
                <Field label="单位电话">
                    <input type="tel" name="unit_phone" autocomplete="off" maxlength="60"
                        prop:value=move || unit.with(|unit| unit.phone.clone())
                        on:input=move |event| unit.update(|unit| unit.phone = event_target_value(&event))/>
                </Field>
                <label class="field flag">
                    <input type="checkbox" name="unit_mechanism" prop:checked=move || unit.with(|unit| unit.mechanism)
                        on:change=move |event| unit.update(|unit| unit.mechanism = event_target_checked(&event))/>
                    <span>"已建立内部工作机制"</span>
                </label>
            </div>
            <p class="cite">{say::units::SEVERAL_PEOPLE}</p>
            <Show when=move || renaming.get()><p class="message warn">{say::units::RENAMING}</p></Show>
            <div class="toolbar">
                <button type="submit" class="primary" disabled=move || busy.get()>"保存"</button>
                <button type="button" on:click=move |_| done.run(None)>"取消"</button>
            </div>
        </form>
    }
}
