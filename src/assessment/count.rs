//! 指标 — what an indicator says of each record: counted, left out with a reason, or no matter of it. Counting and
//! opening to orders go through one reading, so that they cannot differ.

use chrono::NaiveDateTime;

use crate::order::Id;
use crate::pack::{Anchor, Choices, Exclusion, Form, Indicator, Measure, Pack};
use crate::term::{Degree, Outcome, Term, Track, Verdict};

use super::column::{
    COMPLETED, Columns, EXTENDED, Ended, Event, Kept, Line, NEVER, NOT_RESPONDED, RESPONDED, RETURN_ASKED,
    RETURN_REJECTED, RETURN_RULED, minutes,
};
use super::period::{Month, Period};

/// 口径化指标: an indicator under one office's choices, ready to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    measure: Measure,
    track: Track,
    anchor: Anchor,
    /// Exclusions that concern it.
    mask: u16,
    /// What each answer is worth, percent of a whole.
    worth: [u16; 8],
}

/// 计数: how a figure stands. `numerator` is in percent where answers are worth part of a whole ([`Asked::scale`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What counts for it.
    pub numerator: u64,
    /// What was counted.
    pub denominator: u32,
    /// What was left out.
    pub left_out: u32,
}

/// 未计原因: why an order is no part of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// An exclusion of the pack, by its place in the list.
    Excluded(u8),
    /// Not yet decided: the limit runs, the call was not made, the ruling is awaited.
    Pending,
    /// No limit applies.
    NoLimit,
    /// Not said: no outcome, no answer.
    Unstated,
}

/// 计入的工单: an order that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The order.
    pub order: Id,
    /// 承办轮次.
    pub turn: u16,
    /// What it adds to the numerator: 0 or 1; percent of a whole; working days; hundredths of points.
    pub amount: u32,
}

/// 未计的工单: an order that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The order.
    pub order: Id,
    /// 承办轮次.
    pub turn: u16,
    /// Why.
    pub why: Why,
}

/// 展开: the orders behind one figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// What was counted; an order once for each thing counted of it.
    pub counted: Vec<Member>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// What one record says.
#[derive(Clone, Copy)]
enum Said {
    Nothing,
    Out(i16, Why),
    In(i16, u32),
}

impl Why {
    /// The exclusion of the pack that applies.
    pub fn exclusion(self, pack: &Pack) -> Option<&Exclusion> {
        match self {
            Self::Excluded(at) => pack.assessment().exclusions.get(usize::from(at)),
            _ => None,
        }
    }
}

impl Tally {
    /// Takes another one in.
    pub fn add(&mut self, other: Self) {
        self.numerator += other.numerator;
        self.denominator += other.denominator;
        self.left_out += other.left_out;
    }
}

impl Opened {
    /// The orders of the numerator.
    pub fn numerator(&self) -> impl Iterator<Item = Id> {
        self.counted.iter().filter(|member| member.amount > 0).map(|member| member.order)
    }

    /// The orders of the denominator.
    pub fn denominator(&self) -> impl Iterator<Item = Id> {
        self.counted.iter().map(|member| member.order)
    }

    /// What it adds up to.
    pub fn tally(&self) -> Tally {
        let many = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Tally {
            numerator: self.counted.iter().map(|member| u64::from(member.amount)).sum(),
            denominator: many(self.counted.len()),
            left_out: many(self.left_out.len()),
        }
    }
}

impl Asked {
    /// The indicator under these choices.
    pub fn new(indicator: &Indicator, pack: &Pack, choices: &Choices) -> Self {
        let measure = indicator.measure;
        let chosen = indicator.month_by.as_deref().and_then(|reading| pack.option(choices, reading));
        let holds = |exclusion: &Exclusion| {
            let read = |(id, option): &(String, String)| pack.option(choices, id) == Some(option);
            let concerns = exclusion.from.is_empty() || exclusion.from.contains(&measure);
            concerns && exclusion.readings.iter().all(read)
        };
        let exclusions = pack.assessment().exclusions.iter().take(16).enumerate();
        let mask = exclusions.filter(|(_, exclusion)| holds(exclusion)).fold(0u16, |all, (at, _)| all | (1u16 << at));
        let mut worth = [0; 8];
        for (at, slot) in worth.iter_mut().enumerate() {
            let said = indicator.worth.iter().find(|(index, _)| usize::from(*index) == at);
            let said = said.and_then(|(_, number)| pack.number(choices, number));
            *slot = said.map_or(measure.worth(at), |percent| u16::try_from(percent.min(100)).unwrap_or(100));
        }
        Self {
            measure,
            track: indicator.track,
            anchor: chosen.and_then(Anchor::from_code).unwrap_or(indicator.month),
            mask,
            worth,
        }
    }

    /// What it measures.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// What the numerator of one whole order is.
    pub fn scale(&self) -> u32 {
        match self.measure {
            Measure::Resolution | Measure::Satisfaction | Measure::Settled => 100,
            _ => 1,
        }
    }

    /// Whether it is told by the orders a unit had, not by what happened to some of them or by other logs.
    pub fn is_of_orders(&self) -> bool {
        !self.is_of_events() && !self.is_outside()
    }

    /// Whether it comes from other logs than those of orders.
    pub fn is_outside(&self) -> bool {
        matches!(self.measure, Measure::Knowledge | Measure::KnowledgeUpdate)
    }

    fn is_of_events(&self) -> bool {
        matches!(self.measure, Measure::Redo | Measure::Reminder | Measure::Supervised | Measure::Deduction)
    }

    fn month(&self, line: &Line) -> i16 {
        match (self.anchor, self.track) {
            (Anchor::Dispatched, _) => line.dispatched,
            (Anchor::Completed, _) => line.completed,
            (Anchor::Answered, _) => line.answered,
            (Anchor::Settled, Track::Assessment) => line.assessed_settled,
            (Anchor::Settled, _) => line.settled,
        }
    }

    fn line(&self, line: &Line, now: i32) -> Said {
        let month = self.month(line);
        let has = |flag: u16| line.flags & flag != 0;
        let one = |yes: bool| Said::In(month, u32::from(yes));
        let handling = if self.track == Track::Assessment { line.assessed } else { line.handling };
        let said = match self.measure {
            Measure::Volume => one(true),
            Measure::FirstContact => kept(line, line.contact, now, month, false),
            Measure::Sign => kept(line, line.sign, now, month, false),
            Measure::OnTime => kept(line, handling, now, month, false),
            Measure::Overdue => kept(line, handling, now, month, true),
            Measure::Return => one(has(RETURN_ASKED)),
            Measure::ReturnRejected if has(RETURN_RULED) => one(has(RETURN_REJECTED)),
            Measure::ReturnRejected if has(RETURN_ASKED) => Said::Out(month, Why::Pending),
            Measure::Completion => one(has(COMPLETED)),
            Measure::Extension => one(has(EXTENDED)),
            Measure::HandlingTime if has(COMPLETED) => Said::In(month, u32::from(line.days)),
            Measure::Resolution if has(COMPLETED) => self.answer(month, line.outcome, Outcome::None.index()),
            Measure::Satisfaction => self.heard(line, month, self.answer(month, line.verdict, Verdict::None.index())),
            Measure::Settled => self.heard(line, month, self.answer(month, line.degree, Degree::None.index())),
            Measure::Responded if has(RESPONDED) || has(NOT_RESPONDED) => self.heard(line, month, one(has(RESPONDED))),
            Measure::Responded => self.heard(line, month, Said::Out(month, Why::Unstated)),
            _ => Said::Nothing,
        };
        self.excluded(said, line.out)
    }

    fn event(&self, event: &Event) -> Said {
        if event.kind != self.measure {
            return Said::Nothing;
        }
        self.excluded(Said::In(event.month, event.amount), event.out)
    }

    fn answer(&self, month: i16, answer: u8, none: u8) -> Said {
        if answer == none {
            return Said::Out(month, Why::Unstated);
        }
        Said::In(month, u32::from(self.worth.get(usize::from(answer)).copied().unwrap_or(0)))
    }

    /// What the requester said, or that he was not asked yet.
    fn heard(&self, line: &Line, month: i16, said: Said) -> Said {
        match (line.answered, line.completed) {
            (NEVER, NEVER) => Said::Nothing,
            (NEVER, completed) => Said::Out(if month == NEVER { completed } else { month }, Why::Pending),
            _ => said,
        }
    }

    fn excluded(&self, said: Said, out: u16) -> Said {
        let applies = out & self.mask;
        match said {
            Said::In(NEVER, _) | Said::Out(NEVER, _) => Said::Nothing,
            Said::In(month, _) | Said::Out(month, _) if applies != 0 => {
                Said::Out(month, Why::Excluded(u8::try_from(applies.trailing_zeros()).unwrap_or(0)))
            }
            said => said,
        }
    }
}

/// Whether a limit was kept, or missed where that is what is counted.
fn kept(line: &Line, limit: Kept, now: i32, month: i16, missed: bool) -> Said {
    let open = line.flags & COMPLETED == 0;
    match limit.at(now) {
        Ended::Met => Said::In(month, u32::from(!missed)),
        Ended::Missed => Said::In(month, u32::from(missed)),
        Ended::Unlimited if !open => Said::Out(month, Why::NoLimit),
        Ended::Pending | Ended::Unlimited => {
            Said::Out(if month == NEVER { line.dispatched } else { month }, Why::Pending)
        }
    }
}

impl Columns {
    /// Counts an indicator for every unit and each of `months` months from `from` on: the months of the first unit, of
    /// the second, and so on.
    pub fn count(&self, asked: &Asked, from: Month, months: usize, now: NaiveDateTime) -> Vec<Tally> {
        let mut cells = vec![Tally::default(); self.units().len() * months];
        let mut add = |unit: u16, said: Said| {
            let (month, amount) = match said {
                Said::Nothing => return,
                Said::Out(month, _) => (month, None),
                Said::In(month, amount) => (month, Some(amount)),
            };
            let at = usize::try_from(i32::from(month) - i32::from(from.number())).ok().filter(|at| *at < months);
            let Some(cell) = at.and_then(|at| cells.get_mut(usize::from(unit) * months + at)) else { return };
            match amount {
                Some(amount) => {
                    cell.numerator += u64::from(amount);
                    cell.denominator += 1;
                }
                None => cell.left_out += 1,
            }
        };
        if asked.is_of_events() {
            self.events.iter().for_each(|event| add(event.unit, asked.event(event)));
        } else if !asked.is_outside() {
            let now = minutes(now);
            self.lines.iter().for_each(|line| add(line.unit, asked.line(line, now)));
        }
        cells
    }

    /// Opens one figure of one unit to its orders.
    pub fn open(&self, asked: &Asked, unit: u16, period: Period, now: NaiveDateTime) -> Opened {
        let now = minutes(now);
        let mut opened = Opened::default();
        let within = |month: i16| period.contains(Month::of_number(month));
        let mut take = |order: u32, turn: u16, said: Said| match said {
            Said::In(month, amount) if within(month) => {
                opened.counted.push(Member { order: self.id(order), turn, amount });
            }
            Said::Out(month, why) if within(month) => {
                opened.left_out.push(LeftOut { order: self.id(order), turn, why });
            }
            _ => {}
        };
        if asked.is_of_events() {
            let events = self.events.iter().filter(|event| event.unit == unit);
            events.for_each(|event| take(event.order, event.turn, asked.event(event)));
        } else if !asked.is_outside() {
            let lines = self.lines.iter().filter(|line| line.unit == unit);
            lines.for_each(|line| take(line.order, line.turn, asked.line(line, now)));
        }
        opened
    }
}

/// The share or number that a tally amounts to, as a fraction: a share of one, days each, or so many spread over
/// `over` months.
pub(super) fn fraction(asked: &Asked, tally: Tally, over: u32) -> Option<(i64, i64)> {
    let whole = i64::try_from(tally.numerator).unwrap_or(i64::MAX);
    let many = i64::from(tally.denominator);
    match asked.measure.form() {
        Form::Share | Form::Mean if many == 0 => None,
        Form::Share => Some((whole, many * i64::from(asked.scale()))),
        Form::Mean => Some((whole, many)),
        Form::Count => Some((whole, i64::from(over.max(1)))),
        Form::Sum => Some((whole, 1)),
    }
}
