//! 等次 — grades by shares of the units that do not fail.

use crate::pack::{Choices, Grades, Pack};

use super::rank::{Placed, Score};

/// 名额零头: how a share that is no whole number of units is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// 四舍五入.
    HalfUp,
    /// 舍去零头.
    Down,
}

/// 等次规则: the grades of a pack under one office's choices.
#[derive(Debug, Clone)]
pub struct Grading<'p> {
    /// What the pack says.
    pub grades: &'p Grades,
    /// How numbers are rounded.
    pub rounding: Rounding,
    /// Hundredths of points below which a unit fails.
    pub fails_below: Option<i64>,
}

impl<'p> Grading<'p> {
    /// The grades of a pack, if it has any.
    pub fn new(pack: &'p Pack, choices: &Choices) -> Option<Self> {
        let grades = pack.assessment().grades.as_ref()?;
        let rounding = grades.rounding_by.as_deref().and_then(|reading| pack.option(choices, reading));
        let below = grades.fail.as_ref().and_then(|(_, below)| pack.number(choices, below));
        Some(Self {
            grades,
            rounding: if rounding == Some("down") { Rounding::Down } else { Rounding::HalfUp },
            fails_below: below.map(|points| i64::from(points) * 100),
        })
    }

    /// Whether a score fails.
    pub fn fails(&self, score: Score) -> bool {
        self.fails_below.is_some_and(|below| score.is_below(below))
    }

    /// 累计名额: how many units may have each grade or a better one, of `n`.
    fn places(&self, n: usize) -> Vec<usize> {
        let mut percent = 0;
        let of = |percent: usize| match self.rounding {
            Rounding::HalfUp => (2 * n * percent + 100) / 200,
            Rounding::Down => n * percent / 100,
        };
        let shares = self.grades.shares.iter().map(|(_, share)| usize::try_from(*share).unwrap_or(0));
        let places = shares.map(|share| {
            percent += share;
            if percent >= 100 { n } else { of(percent) }
        });
        places.collect()
    }
}

/// 等次评定: of every unit its number and its grade, the best being 0; none for those that fail. They are taken out first;
/// equal scores share the better grade.
pub fn grades(grading: &Grading<'_>, placed: &[Placed]) -> Vec<(u16, Option<usize>)> {
    let passing: Vec<Score> =
        placed.iter().map(|placed| placed.contender.score).filter(|score| !grading.fails(*score)).collect();
    let places = grading.places(passing.len());
    let grade = |score: Score| {
        let place = passing.iter().filter(|other| **other > score).count() + 1;
        places.iter().position(|last| place <= *last)
    };
    let of = |placed: &Placed| {
        let score = placed.contender.score;
        (placed.contender.unit, if grading.fails(score) { None } else { grade(score) })
    };
    placed.iter().map(of).collect()
}
