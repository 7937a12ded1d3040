//! 按月事务 — what the office owes every month, whatever the orders: filings, meetings, summaries.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::end_of;
use crate::deadline::{Due, Regime};
use crate::order::{Fact, Item, Step};
use crate::pack::{Effect, Rule, Snap};

/// 按月待办: one thing the office, or every unit, owes this month.
#[doc(alias = "按月待办")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeDuty<'a> {
    /// The rule that says so.
    pub rule: &'a Rule,
    /// The step that does it.
    pub step: Step,
    /// The month it is about, `YYYY-MM`.
    pub month: String,
    /// Until when.
    pub until: Due,
    /// Whether every unit owes it.
    pub by_unit: bool,
    /// The moments it was done.
    pub done: Vec<NaiveDateTime>,
    /// The units that did it, beside the moments; empty for the office itself.
    pub units: Vec<String>,
    /// Whether the moment passed and nobody did it.
    pub overdue: bool,
}

/// Everything owed in the month of `now`, by the facts of the office log; and what was left undone in the month before,
/// where the log goes back that far.
pub fn office_duties<'a>(regime: &Regime<'a>, office: &[Fact], now: NaiveDateTime) -> Vec<OfficeDuty<'a>> {
    let first_of = |months: u32| {
        let first = NaiveDate::from_ymd_opt(now.year(), now.month(), 1)?;
        first.checked_sub_months(Months::new(months))
    };
    let of_rule = |rule: &&'a Rule| {
        [1, 0]
            .into_iter()
            .filter_map(|months| of_month(regime, rule, office, first_of(months)?, now))
            .collect::<Vec<_>>()
    };
    let earliest = office.iter().map(|fact| fact.at).min();
    let is_owed = |duty: &OfficeDuty<'_>| {
        let this_month = duty.until.at > first_of(0).map_or(now, |first| first.and_time(NaiveTime::MIN));
        let was_here = earliest.is_some_and(|earliest| earliest < duty.until.at);
        this_month || (duty.overdue && was_here)
    };
    regime.rules().iter().flat_map(of_rule).filter(is_owed).collect()
}

/// What a rule asks for in the month that begins on `first`.
fn of_month<'a>(
    regime: &Regime<'a>,
    rule: &'a Rule,
    office: &[Fact],
    first: NaiveDate,
    now: NaiveDateTime,
) -> Option<OfficeDuty<'a>> {
    let Effect::EveryMonth { step, day, of_previous, snap, by_unit } = rule.effect else { return None };
    let until = due_day(regime, first, day, snap)?;
    let about = if of_previous { first.checked_sub_months(Months::new(1))? } else { first };
    let month = about.format("%Y-%m").to_string();
    let in_month = |fact: &Fact| fact.at.year() == first.year() && fact.at.month() == first.month();
    let fits = |fact: &&Fact| {
        let said = fact.with.text(Item::Month);
        let right = if said.is_empty() { in_month(fact) } else { said == month };
        fact.step() == Some(step) && right && fact.at <= now
    };
    let done: Vec<&Fact> = office.iter().filter(fits).collect();
    let until = Due { at: end_of(until), day: Some(until) };
    Some(OfficeDuty {
        rule,
        step,
        month,
        until,
        by_unit,
        overdue: done.is_empty() && now > until.at,
        units: done.iter().map(|fact| fact.with.text(Item::UnitName).to_owned()).collect(),
        done: done.iter().map(|fact| fact.at).collect(),
    })
}

fn due_day(regime: &Regime<'_>, first: NaiveDate, day: u32, snap: Snap) -> Option<NaiveDate> {
    let date = match day {
        0 => first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?,
        day => first.with_day(day)?,
    };
    match snap {
        Snap::None => Some(date),
        Snap::NearestWorking => (0..15).find_map(|away| {
            let around = [date.checked_sub_days(Days::new(away)), date.checked_add_days(Days::new(away))];
            around.into_iter().flatten().find(|near| regime.calendar.works(*near) == Ok(true))
        }),
    }
}
