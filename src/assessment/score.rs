//! 得分 — the points of every unit in every month, each with the figures they come from.

use chrono::NaiveDateTime;

use crate::order::Id;
use crate::pack::Measure;

use super::column::Columns;
use super::count::Tally;
use super::follow::Ranking;
use super::period::{Month, Period};
use super::rank::{Contender, Rate, Score, rank};
use super::sheet::{Mean, Sheet, Sheets};

/// 人工加减分: points that people gave or took, with their reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The unit.
    pub unit: String,
    /// The month.
    pub month: Month,
    /// Hundredths of points; off when negative.
    pub points: i64,
    /// Why.
    pub reason: String,
    /// The fact of the office log that says so.
    pub fact: Id,
}

/// 工单外的数据: a figure that no order tells, e.g. of the knowledge base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The unit.
    pub unit: String,
    /// The month.
    pub month: Month,
    /// What it is a figure of.
    pub measure: Measure,
    /// Of these.
    pub numerator: u32,
    /// So many in all.
    pub denominator: u32,
}

/// 单项得分: one indicator of one unit in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The figure.
    pub tally: Tally,
    /// Over how many months it is spread.
    pub over: u32,
    /// The points it makes, hundredths; none where it is only shown.
    pub points: Option<i64>,
}

/// 月度得分: one unit in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMonth {
    /// What each indicator of the pack makes, in its order.
    pub parts: Vec<Part>,
    /// Points given or taken by people, as places in the list.
    pub adjustments: Vec<usize>,
    /// 综合得分, hundredths of points: the base, all parts, all adjustments.
    pub points: i64,
}

/// 得分表: every unit in every month of a stretch.
#[derive(Debug, Clone)]
pub struct Scores {
    from: Month,
    months: usize,
    /// The months of the first unit, of the second, and so on; none where it had no orders.
    cells: Vec<Option<UnitMonth>>,
    units: u16,
    mean: Mean,
    /// Rows that decide between equal scores.
    ties: [Option<usize>; 2],
    scales: [i64; 2],
}

/// Works out the points of all units for `months` months from `from` on.
pub fn assess(
    columns: &Columns,
    sheets: &Sheets<'_>,
    from: Month,
    months: usize,
    adjustments: &[Adjustment],
    outside: &[Outside],
    now: NaiveDateTime,
) -> Scores {
    // Means of the year so far need the months before.
    let start = from.january();
    let lead = usize::try_from(from.since(start)).unwrap_or(0);
    let width = lead + months;
    let counted: Vec<Vec<Vec<Tally>>> = sheets
        .iter()
        .map(|sheet| sheet.rows.iter().map(|row| columns.count(&row.asked, start, width, now)).collect())
        .collect();
    let first = columns.first().unwrap_or(from);
    let mut cells = Vec::with_capacity(columns.units().len() * months);
    for (unit, name) in columns.units().iter().enumerate() {
        for (at, month) in (lead..width).zip(later(from)) {
            let sheet = sheets.at(month);
            let tallies = counted.get(sheets.number(month)).map(Vec::as_slice).unwrap_or_default();
            let of = Of { unit, name, month, at, width, first, outside };
            let given = |adjustment: &Adjustment| adjustment.unit == *name && adjustment.month == month;
            let given = adjustments.iter().enumerate().filter(|(_, adjustment)| given(adjustment));
            cells.push(of.month(sheet, tallies, given));
        }
    }
    let latest = sheets.at(from.plus(i16::try_from(months).unwrap_or(0) - 1));
    let row = |measure: Measure| latest.rows.iter().position(|row| row.asked.measure() == measure);
    let ties = [row(Measure::Satisfaction), row(Measure::OnTime)];
    let scale = |tie: Option<usize>| {
        let row = tie.and_then(|at| latest.rows.get(at));
        row.map_or(1, |row| i64::from(row.asked.scale()))
    };
    Scores {
        from,
        months,
        cells,
        units: u16::try_from(columns.units().len()).unwrap_or(u16::MAX),
        mean: latest.mean,
        ties,
        scales: ties.map(scale),
    }
}

fn later(from: Month) -> impl Iterator<Item = Month> {
    (0..i16::MAX).map(move |n| from.plus(n))
}

/// One unit in one month, and where it stands in what was counted.
struct Of<'c> {
    unit: usize,
    name: &'c str,
    month: Month,
    at: usize,
    width: usize,
    /// The first month that has any orders.
    first: Month,
    outside: &'c [Outside],
}

impl Of<'_> {
    fn month<'l>(
        &self,
        sheet: &Sheet<'_>,
        tallies: &[Vec<Tally>],
        given: impl Iterator<Item = (usize, &'l Adjustment)>,
    ) -> Option<UnitMonth> {
        let mut has_orders = false;
        let mut points = sheet.base;
        let mut parts = Vec::with_capacity(sheet.rows.len());
        for (row, counted) in sheet.rows.iter().zip(tallies) {
            let mut tally = self.tally(counted, self.at);
            has_orders |= row.asked.is_of_orders() && tally.denominator > 0;
            let mut over = 1;
            if row.by_year {
                (tally, over) = self.of_year(counted);
            }
            if row.asked.is_outside() {
                tally.add(self.told(row.asked.measure()));
            }
            let made = row.scheme.as_ref().map(|scheme| scheme.points(&row.asked, tally, over));
            points += made.unwrap_or(0);
            parts.push(Part { tally, over, points: made });
        }
        let mut adjustments = Vec::new();
        for (at, adjustment) in given {
            points += adjustment.points;
            adjustments.push(at);
        }
        has_orders.then_some(UnitMonth { parts, adjustments, points })
    }

    fn tally(&self, counted: &[Tally], at: usize) -> Tally {
        counted.get(self.unit * self.width + at).copied().unwrap_or_default()
    }

    /// The year so far, this month included, and how many months that is.
    fn of_year(&self, counted: &[Tally]) -> (Tally, u32) {
        let begin = self.month.january().max(self.first);
        let months = usize::try_from(self.month.since(begin) + 1).unwrap_or(1).clamp(1, self.at + 1);
        let mut sum = Tally::default();
        for at in self.at + 1 - months..=self.at {
            sum.add(self.tally(counted, at));
        }
        (sum, u32::try_from(months).unwrap_or(1))
    }

    fn told(&self, measure: Measure) -> Tally {
        let about = |told: &&Outside| told.unit == *self.name && told.month == self.month && told.measure == measure;
        let mut sum = Tally::default();
        for told in self.outside.iter().filter(about) {
            let numerator = u64::from(told.numerator);
            sum.add(Tally { numerator, denominator: told.denominator, left_out: 0 });
        }
        sum
    }
}

impl Scores {
    /// How a unit did in a month; none where it had no orders.
    pub fn month(&self, unit: u16, month: Month) -> Option<&UnitMonth> {
        let at = usize::try_from(month.since(self.from)).ok().filter(|at| *at < self.months)?;
        self.cells.get(usize::from(unit) * self.months + at)?.as_ref()
    }

    /// 周期得分: the mean of the months that have a score.
    pub fn score(&self, unit: u16, period: Period) -> Option<Score> {
        let points = period.months().filter_map(|month| Some(self.month(unit, month)?.points));
        let (sum, scored) = points.fold((0i64, 0u32), |(sum, n), points| (sum + points, n + 1));
        let all = self.mean == Mean::Twelve && period == Period::year(period.first());
        let over = if all { u32::try_from(period.size()).unwrap_or(scored) } else { scored };
        (scored > 0).then(|| Score::new(sum, over))
    }

    /// An indicator of a unit over a period, by the place of its row.
    pub fn tally(&self, unit: u16, row: usize, period: Period) -> Tally {
        let mut sum = Tally::default();
        for part in period.months().filter_map(|month| self.month(unit, month)?.parts.get(row)) {
            sum.add(part.tally);
        }
        sum
    }

    /// The units that have a score in a period, of those that are wanted.
    pub fn contenders(&self, period: Period, wanted: impl Fn(u16) -> bool) -> Vec<Contender> {
        let [satisfaction, on_time] = self.ties;
        let [one, other] = self.scales;
        let rate = |unit: u16, row: Option<usize>, scale: i64| {
            let tally = self.tally(unit, row?, period);
            let num = i64::try_from(tally.numerator).unwrap_or(i64::MAX);
            (tally.denominator > 0).then(|| Rate { num, den: i64::from(tally.denominator) * scale })
        };
        let contender = |unit: u16| {
            let score = self.score(unit, period)?;
            Some(Contender { unit, score, rates: [rate(unit, satisfaction, one), rate(unit, on_time, other)] })
        };
        (0..self.units).filter(|unit| wanted(*unit)).filter_map(contender).collect()
    }

    /// 排名: all units that have a score in a period, in one pool.
    pub fn ranking(&self, period: Period) -> Ranking {
        Ranking { period, placed: rank(self.contenders(period, |_| true)) }
    }
}
