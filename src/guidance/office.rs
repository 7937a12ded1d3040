//! 按月事务 — what the office owes every month, whatever the orders: filings, meetings, summaries.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

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
    /// Whether the moment passed and nobody did it.
    pub overdue: bool,
}

/// Everything owed in the month of `now`, by the facts of the office log.
pub fn office_duties<'a>(regime: &Regime<'a>, office: &[Fact], now: NaiveDateTime) -> Vec<OfficeDuty<'a>> {
    let of_rule = |rule: &&'a Rule| {
        let Effect::EveryMonth { step, day, of_previous, snap, by_unit } = rule.effect else { return None };
        let until = due_day(regime, now.date(), day, snap)?;
        let first = NaiveDate::from_ymd_opt(now.year(), now.month(), 1)?;
        let about = if of_previous { first.checked_sub_months(Months::new(1))? } else { first };
        let month = about.format("%Y-%m").to_string();
        let this_month = |fact: &Fact| fact.at.year() == now.year() && fact.at.month() == now.month();
        let fits = |fact: &&Fact| {
            let said = fact.with.text(Item::Month);
            let right = if said.is_empty() { this_month(fact) } else { said == month };
            fact.step() == Some(step) && right && fact.at <= now
        };
        let done: Vec<NaiveDateTime> = office.iter().filter(fits).map(|fact| fact.at).collect();
        let until = Due { at: end_of(until), day: Some(until) };
        let overdue = done.is_empty() && now > until.at;
        Some(OfficeDuty { rule, step, month, until, by_unit, done, overdue })
    };
    regime.rules().iter().filter_map(of_rule).collect()
}

fn due_day(regime: &Regime<'_>, today: NaiveDate, day: u32, snap: Snap) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(today.year(), today.month(), 1)?;
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
