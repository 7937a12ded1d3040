//! The answers: one entry a rule, each with its day-by-day sheet behind a click.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::present::{EntryView, Group, Headline, ReadingEffect};
use super::{CaseMemo, ShownMemo};
use crate::app::parts::month::Month;
use crate::app::say;

#[component]
pub fn Results(case: CaseMemo, shown: ShownMemo) -> impl IntoView {
    // Which sheets are open survives a change of the input.
    let open = RwSignal::new(BTreeSet::<String>::new());
    let given = Memo::new(move |_| shown.with(|shown| shown.entries.iter().any(|entry| entry.due.is_some())));
    view! {
        <Show when=move || given.get() fallback=|| view! { <p class="empty">{say::deadline::NOTHING}</p> }>
            {move || shown.with(|shown| headline(shown.headline.clone(), shown.stopped.clone()))}
        </Show>
        {move || {
            let shown = shown.get();
            let groups = Group::ALL.into_iter().filter_map(|group| {
                let entries: Vec<EntryView> = shown.entries.iter().filter(|entry| entry.group == group).cloned().collect();
                if entries.is_empty() {
                    return None;
                }
                let count = entries.len();
                let before = shown.before.clone();
                let list = entries.into_iter().map(move |entry| {
                    let was = before.get(&entry.id).filter(|was| entry.due.as_ref().is_some_and(|(_, due)| due != *was));
                    view! { <EntryCard was=was.cloned() entry case open/> }
                }).collect_view();
                Some(if group == Group::Waiting {
                    view! { <details class="group waiting" open=true><summary>{say::deadline::group_heading(group.title(), count)}</summary>{list}</details> }.into_any()
                } else {
                    view! { <section class="group"><h2>{group.title()}</h2>{list}</section> }.into_any()
                })
            });
            groups.collect_view()
        }}
        {move || shown.with(|shown| guidance(&shown.guidance))}
        {move || shown.with(|shown| overridden(&shown.overridden))}
        {move || shown.with(|shown| readings(&shown.readings))}
    }
}

fn headline(headline: Option<Headline>, stopped: Option<String>) -> impl IntoView {
    match headline {
        None if stopped.is_some() => view! { <p class="message warn">{stopped}</p> }.into_any(),
        None => view! { <p class="message warn">{say::deadline::NO_HANDLING}</p> }.into_any(),
        Some(headline) => {
            let late = headline.left.as_ref().is_some_and(|(_, late)| *late);
            view! {
            <div class="headline" class:late=late>
                <p><span>"最迟办结"</span><strong>{headline.due}</strong>
                    {headline.left.map(|(words, late)| view! { <em class:late=late>{words}</em> })}
                    {headline.before_force.then(|| view! { <i class="badge before-force">{say::deadline::BEFORE_FORCE}</i> })}
                    {headline.provisional.then(|| view! { <i class="badge provisional">{say::deadline::PROVISIONAL}</i> })}</p>
                <p class="cite">{format!("{} {}", headline.row, headline.citation)}</p>
                {headline.provisional.then(|| view! { <p class="cite">{say::deadline::PROVISIONAL_WHY}</p> })}
            </div>
        }}
        .into_any(),
    }
}

#[component]
fn EntryCard(entry: EntryView, was: Option<String>, case: CaseMemo, open: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let (id, row) = (entry.id.clone(), entry.row.clone());
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| open.with(|open| open.contains(&id)))
    };
    let toggled = {
        let id = id.clone();
        move |event: leptos::ev::Event| {
            let details: web_sys::Element = event_target(&event);
            let now_open = details.has_attribute("open");
            if now_open != is_open.get_untracked() {
                open.update(|open| {
                    if now_open {
                        open.insert(id.clone());
                    } else {
                        open.remove(&id);
                    }
                });
            }
        }
    };
    let sheet = move || {
        let case = case.get().filter(|_| is_open.get())?;
        let months = case.sheet(&id);
        let notices = case.notices(months.iter().flatten().cloned());
        let notices = notices.into_iter().map(|notice| view! { <li>{notice}</li> }).collect_view();
        Some(view! {
            <div class="months">{months.into_iter().map(|days| view! { <Month days/> }).collect_view()}</div>
            <ul class="lines">{notices}</ul>
        })
    };
    view! {
        <article class="entry" data-rule=row data-id=entry.id data-track=entry.track>
            <header>
                <b class="act">{entry.subject}</b>
                <span class="badge track">{entry.track}</span>
                {entry.due.map(|(machine, words)| view! { <time class="due" datetime=machine>{words}</time> })}
                {entry.state.map(|words| view! { <span class="state">{words}</span> })}
                {entry.left.map(|(words, late)| view! { <em class="left" class:late=late>{words}</em> })}
                {entry.badges.into_iter().map(|(class, words)| view! { <i class=format!("badge {class}")>{words}</i> }).collect_view()}
            </header>
            <p class="gist">{entry.gist}</p>
            {was.map(|was| view! { <p class="was">{say::deadline::without_trial(&was)}</p> })}
            <p class="cite"><b>{entry.row}</b>" "{entry.citation}</p>
            <ul class="lines">{entry.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {entry.has_sheet.then(move || view! {
                <details class="unfold" prop:open=move || is_open.get() on:toggle=toggled>
                    <summary>"逐日推算"</summary>
                    {entry.counting.map(|law| view! { <p class="cite">{law}</p> })}
                    {sheet}
                    <Legend/>
                </details>
            })}
        </article>
    }
}

/// What the colours of a sheet mean.
#[component]
pub fn Legend() -> impl IntoView {
    const KINDS: [(&str, &str); 6] = [
        ("day working counted", "计入"),
        ("day weekend", "周末"),
        ("day holiday", "放假"),
        ("day makeup", "调休上班"),
        ("day working paused", "挂单"),
        ("day working counted last", "到期"),
    ];
    view! {
        <p class="legend" aria-hidden="true">
            {KINDS.map(|(class, word)| view! { <span><i class=class></i>{word}</span> }).collect_view()}

        </p>
    }
}

fn guidance(rows: &[[String; 4]]) -> impl IntoView + use<> {
    (!rows.is_empty()).then(|| {
        let items = rows.iter().cloned().map(|[row, act, gist, citation]| {
            let id = row.clone();
            view! { <li data-guidance=id><b>{act}</b>" "{gist}<small>{row}" "{citation}</small></li> }
        });
        view! { <details class="group guidance"><summary>{say::deadline::guidance_heading(rows.len())}</summary><ul class="lines">{items.collect_view()}</ul></details> }
    })
}

fn overridden(rows: &[(String, String, String)]) -> impl IntoView + use<> {
    (!rows.is_empty()).then(|| {
        let items = rows.iter().cloned().map(|(row, gist, by)| { let id = row.clone(); view! {
            <li data-overridden=id><b>{row}</b>" "{gist}<span>{say::deadline::gives_way(&by)}</span></li>
        }});
        view! { <details class="group overridden"><summary>{say::deadline::overridden_heading(rows.len())}</summary><ul class="lines">{items.collect_view()}</ul></details> }
    })
}

fn readings(effects: &[ReadingEffect]) -> impl IntoView + use<> {
    (!effects.is_empty()).then(|| {
        let items = effects.iter().cloned().map(|effect| view! {
            <li>
                <b>{effect.label}</b>{say::deadline::reading_choice(&effect.chosen, &effect.other)}
                {effect.moves.into_iter().map(|(row, now, then)| view! { <span class="move">{say::deadline::moved(&row, &now, &then)}</span> }).collect_view()}
                <small>{effect.why}</small>
            </li>
        });
        view! { <details class="group readings"><summary>{say::deadline::readings_heading(effects.len())}</summary><ul class="lines">{items.collect_view()}</ul>
            <p class="cite">{say::deadline::SWITCH_READINGS}</p></details> }
    })
}
