//! 排名后果 — what follows from standing among the last again and again, and by how much a unit just escapes it.

use crate::pack::{Choices, Every, Pack, RankRule};

use super::period::Period;
use super::rank::{Placed, Score, Tie, is_among_last};

/// 一期排名: the units in their places in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The period.
    pub period: Period,
    /// The units that were ranked.
    pub placed: Vec<Placed>,
}

/// 后果档次: how far a unit is from one consequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level<'p> {
    /// What the pack says.
    pub rule: &'p RankRule,
    /// Periods in a row, up to the last one, in which the unit was among the last.
    pub run: u32,
    /// Periods of the calendar year, up to the last one.
    pub in_year: u32,
    /// Whether it is reached.
    pub holds: bool,
    /// Whether the last period is the one with which it is reached.
    pub newly: bool,
    /// How many more times would reach it, where it is not.
    pub lacks: Option<u32>,
}

/// 后果: what follows for one unit from the last period and those before.
#[doc(alias = "排名后果")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook<'p> {
    /// The unit, by its number.
    pub unit: u16,
    /// Whether it is among the last in the last period.
    pub among_last: bool,
    /// Every consequence of the pack, lighter ones first.
    pub levels: Vec<Level<'p>>,
    /// The heaviest one that follows now, by its place in `levels`.
    pub applies: Option<usize>,
    /// Hundredths of points between the unit and the other side of the line: more than nothing for one that escapes.
    pub margin: Option<i64>,
}

/// What follows for each unit ranked in the last period of this history, which is in order of time. A run crosses the
/// New Year, a count does not; a period without a rank breaks the run.
pub fn follow<'p>(pack: &'p Pack, choices: &Choices, every: Every, history: &[Ranking]) -> Vec<Outlook<'p>> {
    let Some(last) = history.last() else { return Vec::new() };
    let rules: Vec<Asked<'p>> = pack
        .assessment()
        .consequences
        .iter()
        .filter(|rule| rule.every == every)
        .map(|rule| {
            let chosen = |reading: &Option<String>| reading.as_deref().and_then(|id| pack.option(choices, id));
            let tie = if chosen(&rule.tie_by) == Some("tiebreak") { Tie::TieBreak } else { Tie::Strict };
            Asked { rule, tie, only_newly: chosen(&rule.again_by) == Some("newly") }
        })
        .collect();
    let Some(first) = rules.first() else { return Vec::new() };
    let is_last = |placed: &Placed| first.is_among_last(last, placed.contender.unit);
    let sides: Vec<(Score, bool)> =
        last.placed.iter().map(|placed| (placed.contender.score, is_last(placed))).collect();
    let outlook = |placed: &Placed| {
        let unit = placed.contender.unit;
        let levels: Vec<Level<'p>> = rules.iter().map(|asked| asked.level(history, last, unit)).collect();
        let follows = |(level, asked): (&Level<'p>, &Asked<'p>)| level.holds && (level.newly || !asked.only_newly);
        let applies = levels.iter().zip(&rules).rposition(follows);
        let among_last = is_last(placed);
        Outlook { unit, among_last, applies, levels, margin: margin(placed.contender.score, among_last, &sides) }
    };
    last.placed.iter().map(outlook).collect()
}

/// A consequence under one office's choices.
struct Asked<'p> {
    rule: &'p RankRule,
    tie: Tie,
    only_newly: bool,
}

impl<'p> Asked<'p> {
    fn is_among_last(&self, ranking: &Ranking, unit: u16) -> bool {
        is_among_last(&ranking.placed, unit, self.rule.bottom, self.tie)
    }

    fn level(&self, history: &[Ranking], last: &Ranking, unit: u16) -> Level<'p> {
        let year = last.period.first().year();
        let (mut run, mut in_year, mut unbroken) = (0, 0, true);
        let mut after: Option<Period> = None;
        for ranking in history.iter().rev() {
            let hit = self.is_among_last(ranking, unit);
            unbroken &= hit && after.is_none_or(|after| ranking.period.following() == after);
            run += u32::from(unbroken);
            in_year += u32::from(hit && ranking.period.first().year() == year);
            after = Some(ranking.period);
        }
        let counts = [(self.rule.in_a_row, run), (self.rule.in_year, in_year)];
        let asked = || counts.iter().filter_map(|(wanted, n)| Some(((*wanted)?, *n)));
        let hit = run > 0;
        let holds = hit && asked().any(|(wanted, n)| n >= wanted);
        Level {
            rule: self.rule,
            run,
            in_year,
            holds,
            newly: hit && asked().any(|(wanted, n)| n == wanted),
            lacks: if holds { None } else { asked().map(|(wanted, n)| wanted.saturating_sub(n).max(1)).min() },
        }
    }
}

/// Points to the nearest unit on the other side of the line.
fn margin(score: Score, among_last: bool, sides: &[(Score, bool)]) -> Option<i64> {
    let others = sides.iter().filter(|(_, last)| *last != among_last).map(|(score, _)| *score);
    let nearest = if among_last { others.min() } else { others.max() };
    nearest.map(|nearest| score.minus(nearest))
}
