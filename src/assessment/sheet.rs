//! 考核表 — the indicators of a pack with the office's own numbers filled in, and how a figure becomes points.

use crate::pack::{Choices, Form, Indicator, Number, Pack, Scoring};

use super::count::{Asked, Tally, fraction};
use super::period::Month;
use super::rank::rounded;

/// 考核表: what one pack says of points, under one office's choices.
#[doc(alias = "考核表")]
#[derive(Debug, Clone)]
pub struct Sheet<'p> {
    /// 基础分, hundredths of points.
    pub base: i64,
    /// A row for each indicator of the pack, in its order.
    pub rows: Vec<Scored<'p>>,
    /// What a year is the mean of.
    pub mean: Mean,
    /// Whether townships and departments are ranked apart.
    pub by_kind: bool,
}

/// 考核项: one indicator, how it is counted and what it is worth.
#[derive(Debug, Clone)]
pub struct Scored<'p> {
    /// What the pack says of it.
    pub indicator: &'p Indicator,
    /// How it is counted.
    pub asked: Asked,
    /// What it is worth; nothing where it is only shown.
    pub scheme: Option<Scheme>,
    /// Whether a month's number is the mean of the year so far.
    pub by_year: bool,
}

/// 年度平均: over which months a score is averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mean {
    /// The months that have one.
    Scored,
    /// Of a year all of its months.
    Twelve,
}

/// 计分: how a figure becomes points, all in hundredths of points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// So many for the whole. With nothing to count there is nothing to hold against the unit.
    Share(i64),
    /// Off below the mark.
    Short(Slope),
    /// Off above the mark.
    Over(Slope),
    /// On (or off, when negative) for each, at most so many.
    Each(i64, Option<i64>),
    /// Points of each band: the greatest number of every band but the last, and the points of all.
    Band(Vec<i64>, Vec<i64>),
    /// Off as recorded, at most so many.
    Recorded(Option<i64>),
}

/// 斜率: so many off for each percentage point, day or piece away from a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slope {
    /// The mark, in percent, days or pieces.
    pub mark: i64,
    /// Off for each.
    pub each: i64,
    /// Off at most.
    pub most: Option<i64>,
}

impl Slope {
    /// Points off when `lack / den` are missing.
    fn off(self, lack: i64, den: i64) -> i64 {
        let off = rounded(self.each.saturating_mul(lack.max(0)), den);
        -self.most.map_or(off, |most| off.min(most))
    }
}

impl Scheme {
    fn new(scoring: &Scoring, form: Form, number: &dyn Fn(&Number) -> i64) -> Self {
        let some = |n: &Option<Number>| n.as_ref().map(number);
        let slope = |full: &Option<Number>, each: &Number, most: &Option<Number>, otherwise: i64| Slope {
            mark: some(full).unwrap_or(otherwise),
            each: number(each),
            most: some(most),
        };
        let whole = if form == Form::Share { 100 } else { 0 };
        match scoring {
            Scoring::Share { points } => Self::Share(number(points)),
            Scoring::Short { full, each, most } => Self::Short(slope(full, each, most, whole)),
            Scoring::Over { full, each, most } => Self::Over(slope(full, each, most, 0)),
            Scoring::Each { each, most, bonus } => {
                Self::Each(if *bonus { number(each) } else { -number(each) }, some(most))
            }
            Scoring::Band { bands, adds, deducts } => {
                let of = |list: &[Number], at: usize| list.get(at).map_or(0, number);
                let points = (0..=bands.len()).map(|at| of(adds, at) - of(deducts, at)).collect();
                Self::Band(bands.iter().map(|end| i64::from(*end)).collect(), points)
            }
            Scoring::Recorded { most } => Self::Recorded(some(most)),
        }
    }

    /// The points a figure makes, hundredths; a number is spread over `over` months.
    pub fn points(&self, asked: &Asked, tally: Tally, over: u32) -> i64 {
        let percent = if asked.measure().form() == Form::Share { 100 } else { 1 };
        let figure = fraction(asked, tally, over);
        let whole = i64::try_from(tally.numerator).unwrap_or(i64::MAX);
        match self {
            Self::Share(points) => figure.map_or(*points, |(num, den)| rounded(points.saturating_mul(num), den)),
            Self::Short(slope) => figure.map_or(0, |(num, den)| slope.off(slope.mark * den - percent * num, den)),
            Self::Over(slope) => figure.map_or(0, |(num, den)| slope.off(percent * num - slope.mark * den, den)),
            Self::Each(each, most) => {
                let points = rounded(each.saturating_mul(whole), i64::from(asked.scale()));
                most.map_or(points, |most| points.clamp(-most.abs(), most.abs()))
            }
            Self::Band(ends, points) => {
                let Some((num, den)) = figure.filter(|(num, _)| *num > 0) else { return 0 };
                let band = ends.iter().filter(|end| num > **end * den).count();
                points.get(band).copied().unwrap_or(0)
            }
            Self::Recorded(most) => -most.map_or(whole, |most| whole.min(most)),
        }
    }
}

impl<'p> Sheet<'p> {
    /// The sheet of a pack under these choices.
    pub fn new(pack: &'p Pack, choices: &Choices) -> Self {
        let number = |number: &Number| i64::from(pack.number(choices, number).unwrap_or(0));
        let assessment = pack.assessment();
        let chosen = |reading: &Option<String>| reading.as_deref().and_then(|reading| pack.option(choices, reading));
        let row = |indicator: &'p Indicator| {
            let form = indicator.measure.form();
            Scored {
                indicator,
                asked: Asked::new(indicator, pack, choices),
                scheme: indicator.scoring.as_ref().map(|scoring| Scheme::new(scoring, form, &number)),
                by_year: chosen(&indicator.mean_by) == Some("year"),
            }
        };
        Self {
            base: assessment.base.as_ref().map_or(0, number).saturating_mul(100),
            rows: assessment.indicators.iter().map(row).collect(),
            mean: if chosen(&assessment.year_by) == Some("twelve") { Mean::Twelve } else { Mean::Scored },
            by_kind: chosen(&assessment.pool_by) == Some("kinds"),
        }
    }
}

/// 考核表各版: the office's own numbers may change from a month on.
#[derive(Debug, Clone)]
pub struct Sheets<'p> {
    first: Sheet<'p>,
    /// From which month on, earliest first.
    later: Vec<(Month, Sheet<'p>)>,
}

impl<'p> Sheets<'p> {
    /// The sheet from the beginning, and the ones in force from a month on.
    pub fn new(pack: &'p Pack, first: &Choices, later: &[(Month, Choices)]) -> Self {
        let mut later: Vec<(Month, Sheet<'p>)> =
            later.iter().map(|(from, choices)| (*from, Sheet::new(pack, choices))).collect();
        later.sort_by_key(|(from, _)| *from);
        Self { first: Sheet::new(pack, first), later }
    }

    /// The number of the sheet in force in a month; the first one is 0.
    pub fn number(&self, month: Month) -> usize {
        self.later.iter().take_while(|(from, _)| *from <= month).count()
    }

    /// The sheet in force in a month.
    pub fn at(&self, month: Month) -> &Sheet<'p> {
        let number = self.number(month).checked_sub(1);
        number.and_then(|at| self.later.get(at)).map_or(&self.first, |(_, sheet)| sheet)
    }

    /// Every sheet, by number.
    pub fn iter(&self) -> impl Iterator<Item = &Sheet<'p>> {
        std::iter::once(&self.first).chain(self.later.iter().map(|(_, sheet)| sheet))
    }
}
