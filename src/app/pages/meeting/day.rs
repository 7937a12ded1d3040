//! The day of the meeting, as the packs in use set it.

use banjie::deadline::Regime;
use banjie::guidance::{OfficeDuty, office_duties};
use banjie::order::{Fact, Step};
use chrono::{Datelike, Months, NaiveDateTime, NaiveTime};
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::pages::supervision::record::packs_in_use;
use crate::app::say;
use crate::app::session::Session;

/// The meeting day under one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub pack: String,
    pub pack_name: String,
    pub rule: String,
    pub clause: String,
    pub gist: String,
    /// This month's day.
    pub day: String,
    /// When it was held this month.
    pub done: Vec<NaiveDateTime>,
    pub missed: bool,
    /// The day of the month after, where this month's is behind.
    pub next: Option<String>,
}

impl Day {
    /// The day one prepares for.
    pub fn ahead(&self) -> &str {
        self.next.as_deref().unwrap_or(&self.day)
    }
}

/// The meeting days of all packs in use.
pub fn days(desk: Desk, session: Session) -> Vec<Day> {
    let (office, now) = (desk.office(), session.now.get());
    let of_pack = |pack: &String| desk.under(pack, |regime| under(regime, &office, now)).unwrap_or_default();
    packs_in_use(desk, session).iter().flat_map(of_pack).collect()
}

fn meetings<'a>(regime: &Regime<'a>, office: &[Fact], now: NaiveDateTime) -> Vec<OfficeDuty<'a>> {
    let duties = office_duties(regime, office, now).into_iter();
    duties.filter(|duty| duty.step == Step::HoldMeeting).collect()
}

fn under(regime: &Regime<'_>, office: &[Fact], now: NaiveDateTime) -> Vec<Day> {
    let first = now.date().with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    let later = first.map(|first| meetings(regime, office, first.and_time(NaiveTime::MIN))).unwrap_or_default();
    let day = |duty: OfficeDuty<'_>| {
        let own = duty.until.last_day();
        let this_month = (own.year(), own.month()) == (now.year(), now.month());
        let behind = this_month && (!duty.done.is_empty() || now > duty.until.at);
        // At the turn of the month this month's may still be owed: the last one is the one ahead.
        let next = later.iter().rfind(|later| later.rule.id == duty.rule.id).filter(|_| behind);
        Day {
            pack: regime.pack.id().to_owned(),
            pack_name: regime.pack.text().name.clone(),
            rule: duty.rule.id.clone(),
            clause: say::order::clause(duty.rule, regime.pack),
            gist: duty.rule.citation.gist.clone(),
            day: say::date(own),
            next: next.map(|later| say::date(later.until.last_day())),
            missed: duty.overdue,
            done: duty.done,
        }
    };
    meetings(regime, office, now).into_iter().map(day).collect()
}

#[component]
pub fn Days(days: Memo<Vec<Day>>) -> impl IntoView {
    view! {
        <section class="panel meeting-day" aria-label="会商日">
            {move || {
                let days = days.get();
                if days.is_empty() {
                    return view! { <p class="quiet" data-no-day="1">{say::meeting::NO_DAY}</p> }.into_any();
                }
                let lines = days.into_iter().map(|day| view! {
                    <p data-rule=day.rule>
                        <b>{say::meeting::day(&day.pack_name, &day.day)}</b>" "
                        {(!day.done.is_empty()).then(|| view! { <i class="badge right">{say::meeting::done_at(&day.done)}</i>" " })}
                        {day.missed.then(|| view! { <i class="badge provisional">{say::meeting::DAY_MISSED}</i>" " })}
                        {day.next.map(|next| view! { <b class="next-day">{say::meeting::next_day(&next)}</b>" " })}
                        <small class="cite">{day.clause}"　"{day.gist}</small>
                    </p>
                });
                view! { <div>{lines.collect_view()}</div> }.into_any()
            }}
        </section>
    }
}
