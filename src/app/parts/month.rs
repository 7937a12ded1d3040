//! A month of a day-by-day sheet: seven columns, Monday first.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::app::say;

/// One day as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCell {
    pub date: NaiveDate,
    /// Style classes.
    pub class: String,
    /// A few words under the number.
    pub note: String,
    /// The reason in full.
    pub reason: String,
}

/// One month with its days, in order; the first may start anywhere in a week.
#[component]
pub fn Month(days: Vec<DayCell>) -> impl IntoView {
    let first = days.first().map(|cell| cell.date).unwrap_or_default();
    let lead = first.weekday().num_days_from_monday() as usize;
    let mut cells: Vec<Option<DayCell>> = vec![None; lead];
    cells.extend(days.into_iter().map(Some));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let weeks: Vec<Vec<Option<DayCell>>> = cells.chunks(7).map(<[_]>::to_vec).collect();
    view! {
        <table class="month">
            <caption>{say::month(first)}</caption>
            <thead><tr>{["一", "二", "三", "四", "五", "六", "日"].map(|day| view! { <th scope="col">{day}</th> }).collect_view()}</tr></thead>
            <tbody>
                {weeks.into_iter().map(|week| view! {
                    <tr>{week.into_iter().map(|cell| match cell {
                        None => view! { <td></td> }.into_any(),
                        Some(cell) => view! {
                            <td class=cell.class title=cell.reason data-date=cell.date.to_string()>
                                <b>{cell.date.day()}</b><small>{cell.note}</small>
                            </td>
                        }.into_any(),
                    }).collect_view()}</tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}
