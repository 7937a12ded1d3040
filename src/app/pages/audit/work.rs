//! The work itself, a slice at a time, with progress and a way out.

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::audit::{Agreement, Auditor, CellProblem, Columns, Finding, RowStanding, Table};
use banjie::calendar::Calendar;
use banjie::calendar::civil::minute_text;
use banjie::deadline::Regime;
use banjie::order::OrderInput;
use banjie::pack::{Choices, Pack};
use banjie::term::Track;
use chrono::NaiveDateTime;
use leptos::prelude::*;

use crate::app::{platform, say};

/// Longest stretch without letting the page breathe, milliseconds.
const SLICE_MS: f64 = 12.0;

/// What is to be checked, and how.
pub struct Order {
    pub text: String,
    pub heading: Vec<String>,
    pub columns: Columns,
    pub pack: Arc<Pack>,
    pub choices: Choices,
    pub calendar: Arc<Calendar>,
    pub track: Track,
    /// What an order is where the sheet has no column for it.
    pub defaults: OrderInput,
    pub now: NaiveDateTime,
}

/// One row of the result, no longer borrowing the pack.
pub struct Line {
    pub row: usize,
    pub number: String,
    pub unit: String,
    pub received: Option<NaiveDateTime>,
    pub completed: Option<NaiveDateTime>,
    pub rule: String,
    pub due: String,
    pub provisional: bool,
    pub standing: RowStanding,
    pub printed: String,
    pub agreement: Agreement,
}

/// Sums of one rule.
#[derive(Default, Clone, PartialEq)]
pub struct Total {
    pub rows: usize,
    pub on_time: usize,
    pub late: usize,
    pub running: usize,
    pub overdue: usize,
    pub agrees: usize,
    pub differs: usize,
}

/// Everything found.
#[derive(Default)]
pub struct Found {
    pub heading: Vec<String>,
    pub lines: Vec<Line>,
    pub problems: Vec<CellProblem>,
    pub totals: BTreeMap<String, Total>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    None,
    Cancelled,
    Done,
}

/// The running of one check.
#[derive(Clone, Copy)]
pub struct Job {
    /// How far it is, while it runs.
    pub progress: RwSignal<Option<u64>>,
    pub outcome: RwSignal<Outcome>,
    pub found: StoredValue<Found>,
    /// Which run is the present one; another number stops the one before.
    run: StoredValue<usize>,
}

impl Job {
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new(None),
            outcome: RwSignal::new(Outcome::None),
            found: StoredValue::new(Found::default()),
            run: StoredValue::new(0),
        }
    }

    /// Forgets the result; a running check stops.
    pub fn clear(&self) {
        self.stop(Outcome::None);
    }

    pub fn cancel(&self) {
        self.stop(Outcome::Cancelled);
    }

    fn stop(&self, outcome: Outcome) {
        self.run.update_value(|run| *run += 1);
        self.progress.set(None);
        self.outcome.set(outcome);
    }

    pub fn run(self, order: Order) {
        self.stop(Outcome::None);
        let run = self.run.get_value();
        self.progress.set(Some(0));
        leptos::task::spawn_local(async move {
            platform::breathe().await;
            let Ok(mut table) = Table::open(order.text) else { return self.stop(Outcome::None) };
            let regime = Regime::new(&order.pack, &order.choices, &order.calendar);
            let auditor = Auditor::new(&regime, order.columns, order.track, order.defaults, order.now);
            let mut found = Found { heading: order.heading, ..Found::default() };
            let mut slice = platform::elapsed_ms();
            while let Some(row) = table.next() {
                found.add(auditor.check(&row));
                if platform::elapsed_ms() - slice > SLICE_MS {
                    // The page may be gone by now: then so is the result.
                    if self.progress.try_set(Some(table.progress())).is_some() {
                        return;
                    }
                    platform::breathe().await;
                    if self.run.try_get_value() != Some(run) {
                        return;
                    }
                    slice = platform::elapsed_ms();
                }
            }
            if self.found.try_set_value(found).is_none() {
                self.progress.set(None);
                self.outcome.set(Outcome::Done);
            }
        });
    }
}

impl Found {
    fn add(&mut self, finding: Finding<'_>) {
        let rule = finding.rule.map(|rule| rule.row().to_owned()).unwrap_or_default();
        let total = self.totals.entry(rule.clone()).or_default();
        total.rows += 1;
        match finding.standing {
            RowStanding::OnTime => total.on_time += 1,
            RowStanding::Late { .. } => total.late += 1,
            RowStanding::Running(_) => total.running += 1,
            RowStanding::Overdue { .. } => total.overdue += 1,
            RowStanding::NoLimit | RowStanding::Unreadable => {}
        }
        match finding.agreement {
            Agreement::Agrees => total.agrees += 1,
            Agreement::Differs(_) => total.differs += 1,
            Agreement::NotPrinted => {}
        }
        self.problems.extend(finding.problems);
        self.lines.push(Line {
            row: finding.row,
            number: finding.number,
            unit: finding.unit,
            received: finding.received,
            completed: finding.completed,
            rule,
            due: finding.due.map(|due| due.machine_text().replace('T', " ")).unwrap_or_default(),
            provisional: finding.provisional,
            standing: finding.standing,
            printed: finding.printed.map(|day| day.to_string()).unwrap_or_default(),
            agreement: finding.agreement,
        });
    }
}

impl Line {
    /// The cells of this row, in the order of [`HEADS`].
    pub fn cells(&self) -> Vec<String> {
        let moment = |at: Option<NaiveDateTime>| at.map(|at| minute_text(at).replace('T', " ")).unwrap_or_default();
        vec![
            self.row.to_string(),
            self.number.clone(),
            self.unit.clone(),
            moment(self.received),
            moment(self.completed),
            self.rule.clone(),
            if self.provisional {
                format!("{}（{}）", self.due, say::deadline::PROVISIONAL)
            } else {
                self.due.clone()
            },
            say::audit::standing(self.standing),
            self.printed.clone(),
            say::audit::agreement(self.agreement),
        ]
    }
}

/// Headings of the result.
pub const HEADS: [&str; 10] =
    ["行", "工单编号", "承办单位", "收到", "办结", "依据", "应办结", "结论", "平台打印", "与平台对照"];
