//! One row recomputed, and why a printed due day differs.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::calendar::clock::{DayClock, count_days};
use crate::deadline::{Due, Plan, Regime, State};
use crate::order::OrderInput;
use crate::pack::Rule;
use crate::term::{Act, MomentKind, Track};

use super::cell::{DateCell, date_cell, set_attribute};
use super::column::{ColumnKind, Columns};
use super::table::Row;
use super::{CellProblem, CellTrouble, shortened};

/// 核对结果: what the recomputing of one row found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'a> {
    /// Row of the sheet, the heading being row 1.
    pub row: usize,
    /// 工单编号, as written.
    pub number: String,
    /// 承办单位, as written.
    pub unit: String,
    /// When it was received.
    pub received: Option<NaiveDateTime>,
    /// When it was completed.
    pub completed: Option<NaiveDateTime>,
    /// The binding rule.
    pub rule: Option<&'a Rule>,
    /// When it was due.
    pub due: Option<Due>,
    /// Whether a day not yet gazetted decides it.
    pub provisional: bool,
    /// How it stands.
    pub standing: RowStanding,
    /// The due day printed on the sheet.
    pub printed: Option<NaiveDate>,
    /// Whether the printed due day agrees.
    pub agreement: Agreement,
    /// Cells that could not be read.
    pub problems: Vec<CellProblem>,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStanding {
    /// 按时办结.
    OnTime,
    /// 超期办结: working days after the due day, and minutes after the due moment.
    Late {
        /// Working days after the due day.
        working_days: i32,
        /// Minutes after the due moment.
        minutes: i64,
    },
    /// 未办结, not yet due: working days left.
    Running(i32),
    /// 未办结, overdue.
    Overdue {
        /// Working days after the due day.
        working_days: i32,
    },
    /// 条文未规定: no rule gives such an order a limit.
    NoLimit,
    /// 无法计算: a cell that is needed could not be read.
    Unreadable,
}

/// Whether the printed due day is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The sheet prints none.
    NotPrinted,
    /// The same day.
    Agrees,
    /// Another day.
    Differs(Difference),
}

/// Why a printed due day differs, as far as the calendar can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The printed day counts calendar days.
    CalendarDays,
    /// The printed day counts Monday to Friday and knows no holidays.
    IgnoresHolidays,
    /// The printed day knows holidays but not the make-up working days.
    IgnoresMakeUpDays,
    /// The day of receipt was counted as the first.
    CountsReceiptDay,
    /// Computed before a later notice moved the days.
    OlderNotice,
    /// Another limit: this many working days from receipt.
    OtherLimit(i32),
    /// The printed day is a day off.
    OnDayOff,
}

/// 核对员: recomputes row after row under one regime.
pub struct Auditor<'r, 'a> {
    regime: &'r Regime<'a>,
    columns: Columns,
    track: Track,
    now: NaiveDateTime,
    defaults: OrderInput,
    /// Calendars as known earlier, by how many notices were known.
    earlier: RefCell<BTreeMap<usize, Calendar>>,
}

impl<'r, 'a> Auditor<'r, 'a> {
    /// Rows with these columns, measured on this track at `now`; attributes without a column are as in `defaults`.
    pub fn new(
        regime: &'r Regime<'a>,
        columns: Columns,
        track: Track,
        defaults: OrderInput,
        now: NaiveDateTime,
    ) -> Self {
        Self { regime, columns, track, now, defaults, earlier: RefCell::default() }
    }

    /// Recomputes one row.
    pub fn check(&self, row: &Row) -> Finding<'a> {
        let mut reading = Reading { row, problems: Vec::new(), order: self.defaults.clone(), without_time: Vec::new() };
        for column in &row.swallowed {
            reading.report(*column, CellTrouble::Swallowed);
        }
        let mut finding = Finding {
            row: row.number,
            number: String::new(),
            unit: String::new(),
            received: None,
            completed: None,
            rule: None,
            due: None,
            provisional: false,
            standing: RowStanding::Unreadable,
            printed: None,
            agreement: Agreement::NotPrinted,
            problems: Vec::new(),
        };
        for (column, kind) in self.columns.kinds().iter().enumerate() {
            match kind {
                ColumnKind::Ignored => {}
                ColumnKind::Number => finding.number = reading.text(column),
                ColumnKind::Unit => finding.unit = reading.text(column),
                ColumnKind::PrintedDue => finding.printed = reading.date(column).map(|cell| cell.date),
                kind => reading.take(column, *kind),
            }
        }
        let (order, without_time) = (reading.order, reading.without_time);
        finding.received = order.moments.get(MomentKind::Dispatched);
        finding.completed = order.moments.fulfilled(Act::Handling);
        finding.problems = reading.problems;
        self.judge(&order, &without_time, &mut finding);
        finding
    }

    fn judge(&self, order: &OrderInput, without_time: &[MomentKind], finding: &mut Finding<'a>) {
        let dispatch = ColumnKind::Moment(MomentKind::Dispatched);
        let Some(received) = finding.received else {
            let column = self.columns.find(dispatch).unwrap_or(0);
            if !finding.problems.iter().any(|problem| problem.column == column) {
                let problem = CellTrouble::Missing;
                finding.problems.push(CellProblem { row: finding.row, column, text: String::new(), problem });
            }
            return;
        };
        if let Some(completed) = finding.completed.filter(|completed| {
            let both_timed =
                !without_time.contains(&MomentKind::Completed) && !without_time.contains(&MomentKind::Dispatched);
            completed.date() < received.date() || both_timed && *completed < received
        }) {
            let column = self.columns.find(ColumnKind::Moment(MomentKind::Completed)).unwrap_or(0);
            let text = completed.to_string();
            finding.problems.push(CellProblem { row: finding.row, column, text, problem: CellTrouble::BeforeReceipt });
            finding.completed = None;
            return;
        }
        let deadlines = self.regime.deadlines_of(Act::Handling, self.track, order, self.now);
        let binding = deadlines.iter().filter(|deadline| deadline.is_live() && deadline.due.is_some());
        let Some(binding) = binding.min_by_key(|deadline| deadline.due.map(|due| due.at)) else {
            let outside = deadlines.iter().any(|deadline| deadline.state == State::OutOfRange);
            finding.standing = if outside { RowStanding::Unreadable } else { RowStanding::NoLimit };
            return;
        };
        let Some(due) = binding.due else { return };
        finding.rule = Some(binding.rule);
        finding.due = Some(due);
        finding.provisional = binding.provisional;
        let calendar = self.regime.calendar;
        // By the clock a date alone proves something only when it is another day.
        if due.day.is_none() {
            let unclear = |kind: MomentKind, at: Option<NaiveDateTime>| {
                without_time.contains(&kind)
                    && at.is_some_and(|at| kind == MomentKind::Dispatched || at.date() == due.last_day())
            };
            let unclear = [(MomentKind::Dispatched, finding.received), (MomentKind::Completed, finding.completed)]
                .into_iter()
                .filter(|(kind, at)| unclear(*kind, *at));
            for (kind, at) in unclear {
                let column = self.columns.find(ColumnKind::Moment(kind)).unwrap_or(0);
                let text = at.map(|at| at.date().to_string()).unwrap_or_default();
                finding.problems.push(CellProblem { row: finding.row, column, text, problem: CellTrouble::NoTime });
            }
            if finding.problems.iter().any(|problem| problem.problem == CellTrouble::NoTime) {
                return;
            }
        }
        let days_after =
            |moment: NaiveDateTime| calendar.working_days_between(due.last_day(), moment.date()).unwrap_or(0);
        finding.standing = match finding.completed {
            Some(done) if done <= due.at => RowStanding::OnTime,
            Some(done) => RowStanding::Late { working_days: days_after(done), minutes: (done - due.at).num_minutes() },
            None if self.now <= due.at => RowStanding::Running(-days_after(self.now)),
            None => RowStanding::Overdue { working_days: days_after(self.now) },
        };
        finding.agreement = match finding.printed {
            None => Agreement::NotPrinted,
            Some(printed) if printed == due.last_day() => Agreement::Agrees,
            Some(printed) => {
                let plan = binding.course.as_ref().map(|course| course.plan);
                Agreement::Differs(self.difference(received.date(), printed, plan))
            }
        };
    }

    /// Why the printed day is another.
    fn difference(&self, received: NaiveDate, printed: NaiveDate, plan: Option<Plan>) -> Difference {
        let calendar = self.regime.calendar;
        let other = calendar.working_days_between(received, printed).unwrap_or(0);
        let off = calendar.works(printed) == Ok(false);
        let Some(Plan::Days { n, clock: DayClock::Working, .. }) = plan else {
            return if off { Difference::OnDayOff } else { Difference::OtherLimit(other) };
        };
        let weekdays = |works: &dyn Fn(NaiveDate) -> bool| {
            received.iter_days().skip(1).take(400).filter(|date| works(*date)).nth(n.saturating_sub(1) as usize)
        };
        let weekday = |date: NaiveDate| date.weekday().number_from_monday() <= 5;
        let last = printed.max(calendar.working_day_after(received, n).unwrap_or(printed));
        let earlier = || {
            // Another calendar is dear; it is made only where a later notice names one of these days.
            let moved = calendar
                .book()
                .notices()
                .iter()
                .any(|notice| notice.published > received && notice.names(received, last));
            let known = calendar.book().notices().iter().filter(|notice| notice.published <= received).count();
            let mut earlier = self.earlier.borrow_mut();
            let then = moved.then(|| {
                earlier.entry(known).or_insert_with(|| Calendar::new(calendar.book().clone(), Some(received)))
            })?;
            then.working_day_after(received, n).ok()
        };
        let calendar_days = count_days(calendar, received, n, DayClock::Calendar, &[], &mut |_| ()).ok();
        let is = |date: Option<NaiveDate>| date == Some(printed);
        if is(calendar_days) {
            Difference::CalendarDays
        } else if n > 1 && is(calendar.working_day_after(received, n - 1).ok()) && calendar.works(received) == Ok(true)
        {
            Difference::CountsReceiptDay
        } else if is(weekdays(&weekday)) {
            Difference::IgnoresHolidays
        } else if is(weekdays(&|date| weekday(date) && calendar.works(date) == Ok(true))) {
            Difference::IgnoresMakeUpDays
        } else if is(earlier()) {
            Difference::OlderNotice
        } else if off {
            Difference::OnDayOff
        } else {
            Difference::OtherLimit(other)
        }
    }
}

/// One row being read.
struct Reading<'c> {
    row: &'c Row,
    problems: Vec<CellProblem>,
    order: OrderInput,
    /// Moments whose cell had no time of day.
    without_time: Vec<MomentKind>,
}

impl Reading<'_> {
    fn text(&mut self, column: usize) -> String {
        let text = self.row.cells.get(column).cloned().unwrap_or_default();
        if self.row.cut.contains(&column) {
            self.report(column, CellTrouble::TooLong);
            return shortened(&text);
        }
        text
    }

    fn report(&mut self, column: usize, problem: CellTrouble) {
        let text = self.row.cells.get(column).map(|text| shortened(text)).unwrap_or_default();
        self.problems.push(CellProblem { row: self.row.number, column, text, problem });
    }

    fn date(&mut self, column: usize) -> Option<DateCell> {
        let text = self.row.cells.get(column).filter(|text| !text.is_empty())?;
        if text.len() > 200 {
            self.report(column, CellTrouble::TooLong);
            return None;
        }
        match date_cell(text) {
            Ok(cell) => Some(cell),
            Err(problem) => {
                self.report(column, problem);
                None
            }
        }
    }

    fn take(&mut self, column: usize, kind: ColumnKind) {
        match kind {
            ColumnKind::Moment(moment) => {
                if let Some(cell) = self.date(column) {
                    self.order.moments.set(moment, Some(cell.moment()));
                    if cell.time.is_none() {
                        self.without_time.push(moment);
                    }
                }
            }
            ColumnKind::Attribute(attribute) => {
                let text = self.row.cells.get(column).map(String::as_str).unwrap_or_default();
                if !text.is_empty() && !set_attribute(&mut self.order.attributes, attribute, text) {
                    self.report(column, CellTrouble::UnknownWord);
                }
            }
            ColumnKind::Calls => {
                let text = self.row.cells.get(column).map(String::as_str).unwrap_or_default();
                match text.trim_end_matches('次').parse() {
                    Ok(calls) => self.order.attributes.calls = calls,
                    Err(_) if text.is_empty() => {}
                    Err(_) => self.report(column, CellTrouble::NotANumber),
                }
            }
            ColumnKind::Ignored | ColumnKind::Number | ColumnKind::Unit | ColumnKind::PrintedDue => {}
        }
    }
}
