//! What the office owes this month, under every pack in use: the day, what was done of it, and a way to record it.

use std::collections::BTreeSet;

use banjie::deadline::query::date;
use banjie::guidance::{OfficeDuty, office_duties};
use banjie::ledger::Unit;
use banjie::order::{Fact, Item, Record, Step};
use banjie::pack::Pack;
use banjie::term::Term;
use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Asking;
use crate::app::desk::Desk;
use crate::app::pages::units::{News, Said};
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// One thing owed this month, in words.
#[derive(Debug, Clone, PartialEq)]
struct Monthly {
    rule: String,
    step: Step,
    month: String,
    words: String,
    /// Name of the pack, where several are in use.
    pack: Option<String>,
    clause: String,
    gist: String,
    until: String,
    overdue: bool,
    by_unit: bool,
    done: String,
    /// Units that have not done it.
    undone: Vec<String>,
    is_done: bool,
}

impl Monthly {
    fn of(
        duty: &OfficeDuty<'_>,
        pack: &Pack,
        named: bool,
        office: &[Fact],
        units: &[Unit],
        now: NaiveDateTime,
    ) -> Self {
        let of_month = |fact: &&Fact| {
            fact.step() == Some(duty.step) && fact.at <= now && fact.with.text(Item::Month) == duty.month
        };
        let by: BTreeSet<&str> = office.iter().filter(of_month).map(|fact| fact.with.text(Item::UnitName)).collect();
        let registered = units.iter().filter(|unit| !unit.retired);
        let (there, undone): (Vec<&Unit>, Vec<&Unit>) = registered.partition(|unit| by.contains(unit.name.as_str()));
        let of = there.len() + undone.len();
        Self {
            rule: duty.rule.id.clone(),
            step: duty.step,
            month: duty.month.clone(),
            words: say::today::monthly(duty.step.word(), &duty.month),
            pack: named.then(|| pack.text().name.clone()),
            clause: say::order::clause(duty.rule, pack),
            gist: duty.rule.citation.gist.clone(),
            until: say::due(duty.until),
            overdue: duty.overdue,
            by_unit: duty.by_unit,
            done: say::today::done(
                duty.by_unit,
                if of > 0 { there.len() } else { by.len() },
                of,
                duty.done.iter().copied().max(),
            ),
            is_done: if duty.by_unit { of > 0 && undone.is_empty() } else { !duty.done.is_empty() },
            undone: undone.into_iter().map(|unit| unit.name.clone()).collect(),
        }
    }

    /// Tells it from the others.
    fn key(&self) -> String {
        format!("{} {} {}", self.pack.as_deref().unwrap_or_default(), self.rule, self.month)
    }
}

/// Packs of the orders here, and the one chosen last.
fn packs(desk: Desk, session: Session) -> Vec<String> {
    let last = session.pack_or_last("").map(|pack| pack.id().to_owned());
    desk.with_rows(|rows| {
        let mut packs: BTreeSet<&str> = rows.iter().map(|row| row.pack.as_str()).collect();
        packs.extend(last.as_deref());
        packs.into_iter().map(str::to_owned).collect()
    })
}

/// Everything owed this month.
#[component]
pub fn Monthlies(asking: Asking) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let packs = Memo::new(move |_| packs(desk, session));
    let units = Memo::new(move |_| desk.units());
    let all = Memo::new(move |_| {
        let (now, office) = (session.now.get(), desk.office());
        let packs = packs.get();
        let named = packs.len() > 1;
        let of = |id: &String| {
            desk.under(id, |regime| {
                let duties = office_duties(regime, &office, now);
                let monthly = |duty: &OfficeDuty<'_>| {
                    units.with(|units| Monthly::of(duty, regime.pack, named, &office, units, now))
                };
                duties.iter().map(monthly).collect::<Vec<_>>()
            })
        };
        packs.iter().filter_map(of).flatten().collect::<Vec<_>>()
    });
    let here = Memo::new(move |_| {
        let role = asking.asked.with(|asked| asked.role);
        let mut here = all.get();
        here.retain(|monthly| role.is_none_or(|role| monthly.step.desks().contains(&role)));
        here.sort_by_key(|monthly| monthly.is_done);
        here
    });
    let said: Said = RwSignal::new(None);
    // Which one is being recorded.
    let open = RwSignal::new(None::<String>);
    view! {
        <Show when=move || !here.with(Vec::is_empty)>
            <section class="panel office-duties no-print" aria-label=say::today::MONTHLY>
                <h2>{say::today::MONTHLY}</h2>
                <News said/>
                <ul>
                    <For each=move || here.get() key=|monthly| (monthly.key(), monthly.done.clone(), monthly.overdue) let:monthly>
                        <Entry monthly open said units/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Entry(monthly: Monthly, open: RwSignal<Option<String>>, said: Said, units: Memo<Vec<Unit>>) -> impl IntoView {
    let key = monthly.key();
    let (own, shown) = (key.clone(), key.clone());
    let expanded = Memo::new(move |_| open.with(|open| open.as_ref() == Some(&own)));
    let record = match monthly.step {
        Step::HoldMeeting => {
            view! { <a class="button" data-record=monthly.step.code() href=route::address(Page::Meeting, &[])>"去会商页"</a> }
                .into_any()
        }
        step => view! {
            <button type="button" data-record=step.code() aria-expanded=move || expanded.get().to_string()
                on:click=move |_| {
                    said.set(None);
                    open.update(|open| *open = if open.as_ref() == Some(&key) { None } else { Some(key.clone()) });
                }>"登记"</button>
        }
        .into_any(),
    };
    let form = monthly.clone();
    let undone = (monthly.by_unit && !monthly.undone.is_empty()).then(|| say::today::undone(&monthly.undone));
    view! {
        <li class:overdue=monthly.overdue class:done=monthly.is_done data-office=monthly.step.code() data-rule=monthly.rule>
            <b>{monthly.words}</b>
            {monthly.pack.map(|pack| view! { <i class="badge beside">{pack}</i> })}
            <time>{monthly.until}</time>
            <small class="state">{monthly.done}</small>
            <small class="cite" title=monthly.gist>{monthly.clause}</small>
            {record}
            {undone.map(|words| view! { <small class="undone">{words}</small> })}
            {move || (open.with(|open| open.as_ref() == Some(&shown))).then(|| view! { <MonthForm monthly=form.clone() open said units/> })}
        </li>
    }
}

/// A small form for what is filed or summed up of a month.
#[component]
fn MonthForm(monthly: Monthly, open: RwSignal<Option<String>>, said: Said, units: Memo<Vec<Unit>>) -> impl IntoView {
    let desk = Desk::get();
    let Monthly { step, by_unit, month, undone, .. } = monthly;
    let mine = desk.me.with_untracked(|me| me.unit.clone());
    let first = if mine.is_empty() { undone.first().cloned().unwrap_or_default() } else { mine };
    let unit = RwSignal::new(if by_unit { first } else { String::new() });
    let month = RwSignal::new(month);
    let what = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<&'static str>);
    let busy = RwSignal::new(false);
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let (name, about) = (unit.get_untracked().trim().to_owned(), month.get_untracked().trim().to_owned());
        let wrong = if date(&format!("{about}-01")).is_err() {
            Some(say::today::MONTH_WANTED)
        } else {
            (by_unit && name.is_empty()).then_some(say::today::UNIT_WANTED)
        };
        problem.set(wrong);
        if wrong.is_some() {
            return;
        }
        busy.set(true);
        let with = Record::default()
            .with(Item::UnitName, name)
            .with(Item::Month, about.as_str())
            .with(Item::What, what.get_untracked());
        spawn_local(async move {
            let noted = desk.note_office(step, with).await;
            // The page may have been left meanwhile.
            if busy.try_get_untracked().is_none() {
                return;
            }
            busy.set(false);
            match noted {
                Ok(()) => {
                    said.set(Some(Ok(say::today::recorded(step.past(), &about))));
                    open.set(None);
                    platform::focus_on(".office-duties [data-record]");
                }
                Err(broken) => said.set(Some(Err(say::order::broken(broken).to_owned()))),
            }
        });
    };
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            platform::focus_first(&form);
        }
    });
    view! {
        <form class="step-form" node_ref=form data-form=step.code()
            on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=move |event| match event.key().as_str() {
                "Escape" => open.set(None),
                "Enter" if event.ctrl_key() => save(),
                _ => {}
            }>
            <datalist id="month-units">
                {move || units.with(|units| {
                    let names = units.iter().filter(|unit| !unit.retired).map(|unit| unit.name.clone());
                    names.map(|name| view! { <option value=name></option> }).collect_view()
                })}
            </datalist>
            <div class="fields">
                {by_unit.then(|| view! {
                    <label class="field"><span>"单位"</span>
                        <input type="text" name="unit_name" list="month-units" autocomplete="off" maxlength="60" aria-required="true"
                            prop:value=move || unit.get() on:input=move |event| unit.set(event_target_value(&event))/></label>
                })}
                <label class="field"><span>"月份"</span>
                    <input type="month" name="month" min="2000-01" max="2069-12" aria-required="true"
                        prop:value=move || month.get() on:input=move |event| month.set(event_target_value(&event))/></label>
                <label class="field wide"><span>"内容"</span>
                    <textarea name="what" rows="2" prop:value=move || what.get()
                        on:input=move |event| what.set(event_target_value(&event))></textarea></label>
            </div>
            <div role="alert">{move || problem.get().map(|words| view! { <p class="message error">{words}</p> })}</div>
            <div class="toolbar">
                <button type="submit" class="primary" disabled=move || busy.get()>
                    {move || if busy.get() { say::order::SAVING.to_owned() } else { say::order::confirm(step.word()) }}</button>
                <button type="button" on:click=move |_| open.set(None)>"取消"</button>
                <small>"Ctrl+Enter 保存，Esc 取消"</small>
            </div>
        </form>
    }
}
