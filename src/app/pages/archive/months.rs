//! Filing by the month, where a clause asks for it: who did it for which month, and recording that it was done.

use banjie::deadline::Regime;
use banjie::guidance::{OfficeDuty, office_duties};
use banjie::ledger::Unit;
use banjie::order::{Fact, Item, Record, Step};
use banjie::term::Term;
use chrono::{Datelike, Months as Later, NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::Desk;
use crate::app::pages::supervision::record::packs_in_use;
use crate::app::session::Session;
use crate::app::{platform, say};

/// Months looked back on.
const MONTHS: u32 = 12;
/// Names of units to choose from.
const UNITS_ID: &str = "archive-units";

/// One month as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Month {
    /// `YYYY-MM`.
    month: String,
    until: String,
    overdue: bool,
    by_unit: bool,
    /// Who filed it, and when.
    filed: Vec<String>,
    /// Registered units that did not.
    missing: Vec<String>,
}

/// The months under one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Filing {
    pack_name: String,
    rule: String,
    clause: String,
    gist: String,
    months: Vec<Month>,
}

/// Everything of the desk that the months are worked out from.
struct Known {
    office: Vec<Fact>,
    units: Vec<Unit>,
    /// The month in which the first order was registered.
    since: String,
    now: NaiveDateTime,
}

fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

impl Month {
    fn of(duty: &OfficeDuty<'_>, known: &Known) -> Self {
        let own = month_of(duty.until.last_day());
        let fits = |fact: &&Fact| {
            let said = fact.with.text(Item::Month);
            let right = if said.is_empty() { month_of(fact.at.date()) == own } else { said == duty.month };
            fact.step() == Some(Step::FileMonth) && right
        };
        let filed: Vec<&Fact> = known.office.iter().filter(fits).collect();
        let did = |unit: &Unit| filed.iter().any(|fact| fact.with.text(Item::UnitName) == unit.name);
        let asked = known.units.iter().filter(|unit| duty.by_unit && !unit.retired);
        let missing: Vec<String> = asked.filter(|unit| !did(unit)).map(|unit| unit.name.clone()).collect();
        Self {
            month: duty.month.clone(),
            until: say::due(duty.until),
            overdue: known.now > duty.until.at && (filed.is_empty() || !missing.is_empty()),
            by_unit: duty.by_unit,
            filed: filed.iter().map(|fact| say::archive::filed_by(fact.with.text(Item::UnitName), fact.at)).collect(),
            missing,
        }
    }
}

/// What every rule of a pack asks for, the latest month first.
fn under(regime: &Regime<'_>, known: &Known) -> Vec<Filing> {
    let first = known.now.date().with_day(1);
    let firsts = (0..MONTHS).filter_map(|back| first?.checked_sub_months(Later::new(back)));
    let mut filings: Vec<Filing> = Vec::new();
    for (at, first) in firsts.enumerate() {
        // Asked on the first of a month, with an empty log, it is that month's duty alone.
        for duty in office_duties(regime, &[], first.and_time(NaiveTime::MIN)) {
            let before_all = at != 0 && duty.month < known.since;
            if duty.step != Step::FileMonth || before_all {
                continue;
            }
            let month = Month::of(&duty, known);
            match filings.iter_mut().find(|filing| filing.rule == duty.rule.id) {
                Some(filing) => filing.months.push(month),
                None => filings.push(Filing {
                    pack_name: regime.pack.text().name.clone(),
                    rule: duty.rule.id.clone(),
                    clause: say::order::clause(duty.rule, regime.pack),
                    gist: duty.rule.citation.gist.clone(),
                    months: vec![month],
                }),
            }
        }
    }
    filings
}

fn filings(desk: Desk, session: Session) -> Vec<Filing> {
    let now = session.now.get();
    let first = desk.with_rows(|rows| rows.iter().filter_map(|row| row.registered).min());
    let known = Known { office: desk.office(), units: desk.units(), since: month_of(first.unwrap_or(now).date()), now };
    let of_pack = |pack: &String| desk.under(pack, |regime| under(regime, &known)).unwrap_or_default();
    packs_in_use(desk, session).iter().flat_map(of_pack).collect()
}

#[component]
pub fn Months() -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let list = Memo::new(move |_| filings(desk, session));
    // The month whose form is open.
    let open = RwSignal::new(None::<Month>);
    let said = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        let units = desk.units().into_iter().filter(|unit| !unit.retired);
        units.map(|unit| unit.name).collect::<Vec<_>>()
    });
    view! {
        <section class="panel months">
            <p class="quiet">{say::archive::MONTHS_ABOUT}</p>
            <p class="outcome said" role="status">{move || said.get()}</p>
            <datalist id=UNITS_ID>{move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
            {move || open.get().map(|month| view! { <Note month open said/> })}
            {move || {
                let list = list.get();
                if list.is_empty() {
                    return view! { <p class="empty">{say::archive::NO_MONTHS}</p> }.into_any();
                }
                view! { <div>{list.into_iter().map(|filing| table(filing, open, said)).collect_view()}</div> }.into_any()
            }}
        </section>
    }
}

fn table(filing: Filing, open: RwSignal<Option<Month>>, said: RwSignal<String>) -> impl IntoView {
    let Filing { pack_name, rule, clause, gist, months } = filing;
    view! {
        <h2>{say::archive::month_heading(&pack_name)}</h2>
        <p class="cite" data-rule=rule>{clause}"　"{gist}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=say::archive::month_heading(&pack_name)>
            <table class="grid docket">
                <thead><tr>
                    <th scope="col">"月份"</th><th scope="col" class="c-limit">"最迟"</th><th scope="col">"已整理归档"</th>
                    <th scope="col">"还没有登记的单位"</th><th scope="col" class="c-act no-print">"登记"</th>
                </tr></thead>
                <tbody>{months.into_iter().map(|month| line(month, open, said)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn line(month: Month, open: RwSignal<Option<Month>>, said: RwSignal<String>) -> impl IntoView {
    let Month { month: name, until, overdue, filed, missing, .. } = month.clone();
    let filed = if filed.is_empty() { say::archive::NOBODY.to_owned() } else { filed.join("、") };
    let label = say::archive::note_month(&name);
    view! {
        <tr data-month=name.clone()>
            <td data-head="月份">{say::archive::month(&name)}</td>
            <td class="c-limit" class:late=overdue data-head="最迟">{until}</td>
            <td data-head="已整理">{filed}</td>
            <td data-head="未登记">{missing.join("、")}</td>
            <td class="c-act no-print"><button type="button" aria-label=label
                on:click=move |_| { said.set(String::new()); open.set(Some(month.clone())); }>"登记"</button></td>
        </tr>
    }
}

/// The form that says a month was filed.
#[component]
fn Note(month: Month, open: RwSignal<Option<Month>>, said: RwSignal<String>) -> impl IntoView {
    let desk = Desk::get();
    let own = desk.me.with_untracked(|me| me.unit.clone());
    let (unit, what) = (RwSignal::new(own), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<&'static str>);
    let Month { month: name, by_unit, .. } = month;
    let heading = say::archive::note_month(&name);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let unit = if by_unit { unit.with_untracked(|unit| unit.trim().to_owned()) } else { String::new() };
        if by_unit && unit.is_empty() {
            return wrong.set(Some(say::archive::UNIT_WANTED));
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let with = Record::default()
            .with(Item::Month, name.as_str())
            .with(Item::UnitName, unit.as_str())
            .with(Item::What, what.get_untracked());
        let name = name.clone();
        spawn_local(async move {
            let noted = desk.note_office(Step::FileMonth, with).await;
            busy.set(false);
            match noted {
                Ok(()) => {
                    said.set(say::archive::month_noted(&unit, &name));
                    open.set(None);
                    platform::focus_on(".months .docket button");
                }
                Err(broken) => wrong.set(Some(say::order::broken(broken))),
            }
        });
    };
    let form = NodeRef::<leptos::html::Form>::new();
    // The first field is where the clerk goes on.
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            platform::focus_first(&form);
        }
    });
    view! {
        <form class="step-form no-print" node_ref=form data-form=Step::FileMonth.code() on:submit=save
            on:keydown=move |event| if event.key() == "Escape" { open.set(None) }>
            <h3>{heading}</h3>
            <div class="fields">
                {by_unit.then(|| view! {
                    <label class="field"><span>"单位名称"<b class="must" aria-hidden="true">"*"</b></span>
                        <input type="text" name="unit_name" list=UNITS_ID autocomplete="off" aria-required="true" maxlength="60"
                            prop:value=move || unit.get() on:input=move |event| unit.set(event_target_value(&event))/></label>
                })}
                <label class="field"><span>"说明"</span>
                    <input type="text" name="what" autocomplete="off" maxlength="500"
                        prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event))/></label>
            </div>
            {move || wrong.get().map(|words| view! { <p class="message error" role="alert">{words}</p> })}
            <div class="toolbar">
                <button type="submit" class="primary" disabled=move || busy.get()>"登记"</button>
                <button type="button" on:click=move |_| open.set(None)>"取消"</button>
            </div>
        </form>
    }
}
