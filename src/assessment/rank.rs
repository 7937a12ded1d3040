//! 排名 — scores compared exactly, ties declared, and who is among the last.

use std::cmp::Ordering;

use super::count::{Asked, Tally, fraction};

/// 得分: points, or the mean of several months' points; compared exactly, whatever is shown of it.
#[doc(alias = "得分")]
#[derive(Debug, Clone, Copy)]
pub struct Score {
    /// Hundredths of points, added up.
    sum: i64,
    /// Over so many months.
    over: u32,
}

impl Score {
    /// The mean of points (hundredths, added up) over so many months.
    pub fn new(sum: i64, over: u32) -> Self {
        Self { sum, over: over.max(1) }
    }

    /// Hundredths of points, rounded half up, away from nothing.
    pub fn hundredths(self) -> i64 {
        rounded(self.sum, i64::from(self.over))
    }

    /// How many months it is the mean of.
    pub fn months(self) -> u32 {
        self.over
    }

    /// How much more it is than another one, hundredths of points.
    pub fn minus(self, other: Self) -> i64 {
        let (ours, theirs) = (i64::from(self.over), i64::from(other.over));
        rounded(self.sum * theirs - other.sum * ours, ours * theirs)
    }

    /// Whether it lies below so many hundredths of points.
    pub fn is_below(self, hundredths: i64) -> bool {
        i128::from(self.sum) < i128::from(hundredths) * i128::from(self.over)
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |one: &Self, other: &Self| i128::from(one.sum) * i128::from(other.over);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

/// 比率: a share as a fraction, compared exactly.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Of these.
    pub num: i64,
    /// So many in all.
    pub den: i64,
}

impl Rate {
    /// The share or mean that a tally amounts to; none where nothing was counted.
    pub fn of(asked: &Asked, tally: Tally) -> Option<Self> {
        fraction(asked, tally, 1).map(|(num, den)| Self { num, den })
    }

    /// In hundredths of a percent, rounded half up.
    pub fn basis_points(self) -> i64 {
        rounded(self.num.saturating_mul(10_000), self.den)
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |one: &Self, other: &Self| i128::from(one.num) * i128::from(other.den);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rate {}

/// 参评单位: a unit with a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contender {
    /// The unit, by its number.
    pub unit: u16,
    /// Its score.
    pub score: Score,
    /// What may decide between equal scores: satisfaction, then on time. None ranks behind any.
    pub rates: [Option<Rate>; 2],
}

/// 名次: a unit in its place.
#[doc(alias = "名次")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The unit, with its score.
    pub contender: Contender,
    /// One more than the units that score higher.
    pub rank: u32,
    /// How many units have this rank.
    pub tied: u32,
}

/// 同分处理: how equal scores count when the last are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// They are equal.
    Strict,
    /// Satisfaction decides, then being on time.
    TieBreak,
}

impl Tie {
    fn compare(self, one: &Contender, other: &Contender) -> Ordering {
        let by_score = one.score.cmp(&other.score);
        match self {
            Self::Strict => by_score,
            Self::TieBreak => by_score.then_with(|| one.rates.cmp(&other.rates)),
        }
    }
}

/// The units in their places, the best first; equal scores share the better place.
pub fn rank(mut contenders: Vec<Contender>) -> Vec<Placed> {
    contenders.sort_by(|one, other| other.score.cmp(&one.score).then(one.unit.cmp(&other.unit)));
    let many = |of: &Contender, than: Ordering| {
        let found = contenders.iter().filter(|other| other.score.cmp(&of.score) == than).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    let place = |of: &Contender| Placed {
        contender: *of,
        rank: many(of, Ordering::Greater).saturating_add(1),
        tied: many(of, Ordering::Equal),
    };
    contenders.iter().map(place).collect()
}

/// 排名后 n 位: fewer than `n` ranked units stand strictly lower, and the unit is not joint first.
pub fn is_among_last(placed: &[Placed], unit: u16, n: usize, tie: Tie) -> bool {
    let Some(ours) = placed.iter().map(|placed| &placed.contender).find(|other| other.unit == unit) else {
        return false;
    };
    let stands = |than: Ordering| {
        placed.iter().filter(|other| tie.compare(&other.contender, ours) == than).take(n.max(1)).count()
    };
    stands(Ordering::Less) < n && stands(Ordering::Greater) > 0
}

/// Rounded half up, away from nothing.
pub(super) fn rounded(num: i64, den: i64) -> i64 {
    if den <= 0 {
        return 0;
    }
    let (num, den) = (i128::from(num), i128::from(den));
    let size = (2 * num.abs() + den) / (2 * den);
    i64::try_from(if num < 0 { -size } else { size }).unwrap_or(0)
}
