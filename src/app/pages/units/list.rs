//! The registry as a table, and the units that orders went to though nobody registered them.

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::ledger::{Post, Unit, gaps};
use banjie::order::Details;
use banjie::pack::Pack;
use banjie::term::Term;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Draft;
use super::{Load, Said, save};
use crate::app::desk::Desk;
use crate::app::route::{self, Page};
use crate::app::{platform, say};

type Loads = Memo<BTreeMap<String, Load>>;
type PackMemo = Memo<Option<Arc<Pack>>>;

/// What a pack misses in a unit: the words of each clause with the clause.
fn missing(pack: &Pack, unit: &Unit) -> Vec<(String, String)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for (gap, rule) in gaps(pack, unit) {
        let words = say::order::gap(&gap);
        match found.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, list)) => list.push(words),
            None => found.push((rule, vec![words])),
        }
    }
    let clause = |id: &str| pack.rule(id).map(|rule| say::order::clause(rule, pack)).unwrap_or_default();
    found.into_iter().map(|(rule, words)| (words.join("、"), clause(&rule))).collect()
}

fn has_registry_rule(pack: &Pack) -> bool {
    pack.rules().iter().any(|rule| rule.mechanism || !rule.registry.is_empty())
}

/// Each of several names or numbers masked.
fn masked(text: &str, one: impl Fn(&str) -> String) -> String {
    text.split('、').map(|part| one(part.trim())).collect::<Vec<_>>().join("、")
}

fn name_shown(text: &str, open: bool) -> String {
    if open {
        return text.to_owned();
    }
    masked(text, |name| Details { name: name.to_owned(), ..Details::default() }.masked_name())
}

fn phone_shown(text: &str, open: bool) -> String {
    if open {
        return text.to_owned();
    }
    masked(text, |phone| Details { phone: phone.to_owned(), ..Details::default() }.masked_phone())
}

fn to_ledger(name: &str) -> String {
    route::address(Page::Ledger, &[("lead".to_owned(), name.to_owned())])
}

#[component]
pub fn Registry(
    units: Memo<Vec<Unit>>,
    loads: Loads,
    pack: PackMemo,
    edit: Callback<Draft>,
    said: Said,
) -> impl IntoView {
    let names_open = RwSignal::new(false);
    // Those in use first, townships before departments.
    let names = Memo::new(move |_| {
        let mut list = units.get();
        list.sort_by_key(|unit| (unit.retired, !unit.town));
        list.into_iter().map(|unit| unit.name).collect::<Vec<_>>()
    });
    let empty = Memo::new(move |_| names.with(Vec::is_empty));
    let counted =
        move || units.with(|units| say::units::count(units.len(), units.iter().filter(|unit| unit.retired).count()));
    let silent = move || pack.with(|pack| pack.as_ref().is_some_and(|pack| !has_registry_rule(pack)));
    view! {
        <section class="panel registry">
            <h2>{say::units::POSTS_TITLE}" "<small>{counted}</small></h2>
            <div class="toolbar no-print">
                <button type="button" class="primary" on:click=move |_| edit.run(Draft::default())>"登记单位"</button>
                <Show when=move || !empty.get()>
                    <button type="button" on:click=|_| platform::print()>"打印"</button>
                    <label class="option"><input type="checkbox" name="names_open" prop:checked=move || names_open.get()
                        on:change=move |event| names_open.set(event_target_checked(&event))/>"显示姓名和电话"</label>
                    <small>{say::units::NAMES_HINT}</small>
                </Show>
            </div>
            <p class="cite">{say::units::INTRO}" "{move || silent().then_some(say::units::NO_REGISTRY_RULE)}</p>
            <Show when=move || !empty.get() fallback=|| view! { <p class="empty">{say::units::EMPTY}</p> }>
                <div class="scroll" tabindex="0" role="region" aria-label=say::units::POSTS_TITLE>
                    <table class="grid units">
                        <thead><tr>
                            <th scope="col">"单位名称"</th><th scope="col">"类别"</th>
                            {Post::ALL.iter().map(|post| view! { <th scope="col">{short(*post)}</th> }).collect_view()}
                            <th scope="col">"电话"</th><th scope="col">"内部机制"</th><th scope="col">"在办工单"</th>
                            <th scope="col">"名册缺项"</th><th scope="col" class="no-print">"操作"</th>
                        </tr></thead>
                        <tbody>
                            <For each=move || names.get() key=String::clone let:name>
                                <UnitRow name units loads pack names_open edit said/>
                            </For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

/// 专职负责人（经办人） is too long for a heading.
fn short(post: Post) -> &'static str {
    post.word().split('（').next().unwrap_or_default()
}

#[component]
fn UnitRow(
    name: String,
    units: Memo<Vec<Unit>>,
    loads: Loads,
    pack: PackMemo,
    names_open: RwSignal<bool>,
    edit: Callback<Draft>,
    said: Said,
) -> impl IntoView {
    let desk = Desk::get();
    let busy = RwSignal::new(false);
    let own = name.clone();
    let unit =
        Memo::new(move |_| units.with(|units| units.iter().find(|unit| unit.name == own).cloned()).unwrap_or_default());
    let retired = Memo::new(move |_| unit.with(|unit| unit.retired));
    let own = name.clone();
    let load = Memo::new(move |_| loads.with(|loads| loads.get(&own).copied().unwrap_or_default()));
    let toggle = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let mut unit = unit.get_untracked();
        unit.retired = !unit.retired;
        spawn_local(async move {
            said.set(Some(match save(desk, &unit).await {
                Ok(()) => Ok(say::units::retired(&unit.name, unit.retired)),
                Err(broken) => Err(say::order::broken(broken).to_owned()),
            }));
            busy.set(false);
        });
    };
    let held = move |post: Post| {
        let text = move || {
            unit.with(|unit| {
                let held = unit.posts.get(&post).map(String::as_str).unwrap_or_default();
                // An office is no person.
                name_shown(held, names_open.get() || post == Post::Office)
            })
        };
        view! { <td data-head=short(post)>{text}</td> }
    };
    let lacks = move || {
        if retired.get() {
            return Vec::new();
        }
        pack.with(|pack| pack.as_ref().map(|pack| unit.with(|unit| missing(pack, unit))).unwrap_or_default())
    };
    let (edit_label, toggle_name, address) = (format!("修改 {name}"), name.clone(), to_ledger(&name));
    view! {
        <tr class:retired=move || retired.get()>
            <th scope="row">{name}{move || retired.get().then(|| view! { " "<span class="badge">"已停用"</span> })}</th>
            <td data-head="类别">{move || if unit.with(|unit| unit.town) { "乡镇（街道）" } else { "部门" }}</td>
            {Post::ALL.iter().map(|post| held(*post)).collect_view()}
            <td class="phone" data-head="电话">{move || unit.with(|unit| phone_shown(&unit.phone, names_open.get()))}</td>
            <td data-head="内部机制">{move || if unit.with(|unit| unit.mechanism) { "已建立" } else { "—" }}</td>
            <td class="load" data-head="在办工单" class:late=move || load.get().overdue != 0>
                {move || {
                    let Load { open, overdue, soon, .. } = load.get();
                    match open {
                        0 => "—".into_any(),
                        _ => view! { <a href=address.clone()>{say::units::load(open, overdue, soon)}</a> }.into_any(),
                    }
                }}
            </td>
            <td class="lacks" data-head="名册缺项">
                {move || lacks().into_iter().map(|(words, clause)| view! {
                    <span><b>{words}</b>" "<small>{clause}</small></span>
                }).collect_view()}
            </td>
            <td class="acts no-print">
                <button type="button" aria-label=edit_label on:click=move |_| edit.run(Draft::of(unit.get_untracked()))>"修改"</button>
                <button type="button" disabled=move || busy.get() on:click=toggle
                    aria-label=move || format!("{} {toggle_name}", toggle_word(retired.get()))>
                    {move || toggle_word(retired.get())}
                </button>
            </td>
        </tr>
    }
}

fn toggle_word(retired: bool) -> &'static str {
    if retired { "恢复" } else { "停用" }
}

/// Units that orders went to and that the registry does not know.
#[component]
pub fn Unregistered(units: Memo<Vec<Unit>>, loads: Loads, edit: Callback<Draft>) -> impl IntoView {
    let strange = Memo::new(move |_| {
        units.with(|units| {
            loads.with(|loads| {
                let unknown = loads.iter().filter(|(name, _)| !units.iter().any(|unit| unit.name == **name));
                unknown.map(|(name, load)| (name.clone(), load.all, load.open)).collect::<Vec<_>>()
            })
        })
    });
    view! {
        <Show when=move || !strange.with(Vec::is_empty)>
            <section class="panel strange no-print">
                <h2>"未登记的承办单位"</h2>
                <p class="cite">{say::units::UNREGISTERED_HINT}</p>
                <ul>
                    <For each=move || strange.get() key=|unit: &(String, usize, usize)| unit.clone() let:unit>
                        <Strange unit edit/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Strange(unit: (String, usize, usize), edit: Callback<Draft>) -> impl IntoView {
    let (name, all, open) = unit;
    let (label, address, shown) = (format!("登记 {name}"), to_ledger(&name), name.clone());
    view! {
        <li>
            <a href=address>{shown}</a>
            <small>{say::units::sent_to(all, open)}</small>
            <button type="button" aria-label=label on:click=move |_| edit.run(Draft::named(&name))>"登记"</button>
        </li>
    }
}
