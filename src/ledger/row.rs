//! 台账行 — what the ledger shows of one order.

use chrono::{NaiveDateTime, TimeDelta};
use memchr::memchr_iter;

use crate::deadline::{Due, Regime, State};
use crate::order::{Id, Item, WorkOrder};
use crate::pack::Number;
use crate::term::{Act, MomentKind as M, Nature, Stage, Term, Track, Urgency};

use super::initials;

/// 台账行: one order at a glance. Made from its log, never stored.
#[doc(alias = "台账")]
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The order.
    pub id: Id,
    /// 工单编号.
    pub number: String,
    /// 诉求标题.
    pub title: String,
    /// 发生地点.
    pub place: String,
    /// 承办单位.
    pub lead: String,
    /// Pack it is pinned to.
    pub pack: String,
    /// 阶段.
    pub stage: Stage,
    /// 诉求性质.
    pub nature: Nature,
    /// 紧急程度.
    pub urgency: Urgency,
    /// 登记时间.
    pub registered: Option<NaiveDateTime>,
    /// 派单时间, to the present unit.
    pub dispatched: Option<NaiveDateTime>,
    /// 提交办结时间.
    pub completed: Option<NaiveDateTime>,
    /// The next due moment of an open order; the due moment of the handling of a closed one.
    pub next: Option<Next>,
    /// 来电次数.
    pub calls: u32,
    /// Whether something in its log does not fit together.
    pub odd: bool,
    /// 已同意不再派单.
    pub no_further: bool,
    /// Whether the completion is handed in, and nothing of the handling is open again.
    pub handed_in: bool,
    /// 督办次数.
    pub cases: u32,
    /// Whether the last case of supervision is open.
    pub supervised: bool,
    /// 办理次数: how often it was sent back.
    pub round: u32,
    /// Text to search in: lower case, then initials.
    search: String,
}

/// 下一时限.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// What is due.
    pub act: Act,
    /// When.
    pub due: Due,
    /// From when on it counts as near: the office's own setting.
    pub near_from: NaiveDateTime,
    /// 暂定.
    pub provisional: bool,
}

/// 时限颜色: how an order stands with its next due moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Past it and open.
    Overdue,
    /// 临期: due before long.
    Soon,
    /// Open and in time.
    Open,
    /// Open, without a due moment.
    NoLimit,
    /// Done in time.
    InTime,
    /// Done, but late.
    DoneLate,
    /// Ended without handling.
    Ended,
}

impl Standing {
    /// Every standing, the most pressing first.
    pub const ALL: [Self; 7] =
        [Self::Overdue, Self::Soon, Self::Open, Self::NoLimit, Self::InTime, Self::DoneLate, Self::Ended];

    /// Code used in addresses and style classes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Open => "open",
            Self::NoLimit => "no_limit",
            Self::InTime => "in_time",
            Self::DoneLate => "done_late",
            Self::Ended => "ended",
        }
    }
}

/// 查找词: a text looked for in very many short ones. Its rarest byte is looked for first: of the three bytes of a Chinese
/// character the last tells most.
#[derive(Debug, Clone)]
pub struct Needle {
    bytes: Vec<u8>,
    rare: u8,
    at: usize,
}

impl Needle {
    /// The text, in lower case.
    pub fn new(text: &str) -> Self {
        let bytes = text.to_lowercase().into_bytes();
        let common = |byte: u8| match byte {
            0xe4..=0xe9 => 2,
            byte if byte.is_ascii() => 1,
            _ => 0,
        };
        let rare = bytes.iter().copied().enumerate().rev().min_by_key(|(_, byte)| common(*byte));
        let (at, rare) = rare.unwrap_or((0, 0));
        Self { bytes, rare, at }
    }

    fn is_in(&self, text: &[u8]) -> bool {
        self.bytes.is_empty()
            || memchr_iter(self.rare, text).any(|found| {
                let from = found.checked_sub(self.at);
                from.and_then(|from| text.get(from..)).is_some_and(|rest| rest.starts_with(&self.bytes))
            })
    }
}

impl Row {
    /// The row of an order; without a regime (the pack is not here) it has no due moment.
    pub fn of(order: &WorkOrder, regime: Option<&Regime<'_>>, now: NaiveDateTime) -> Self {
        let moment = |kind| order.input.moments.get(kind);
        let text = |item| order.on_file.text(item).to_owned();
        let subject = order.on_file.text(Item::Subject);
        let mut row = Self {
            id: order.id,
            number: text(Item::Number),
            title: text(Item::Title),
            place: text(Item::Place),
            lead: order.lead.clone(),
            pack: order.pack().0.to_owned(),
            stage: order.stage,
            nature: order.input.attributes.nature,
            urgency: order.input.attributes.urgency,
            registered: moment(M::Registered),
            dispatched: moment(M::Reassigned).or(moment(M::Dispatched)),
            completed: moment(M::Completed),
            next: regime.and_then(|regime| next(order, regime, now)),
            calls: order.input.attributes.calls,
            odd: !order.anomalies.is_empty(),
            no_further: order.no_further,
            handed_in: is_handed_in(order),
            cases: order.cases,
            supervised: order.is_supervised,
            round: order.round,
            search: String::new(),
        };
        let source = order.on_file.text(Item::SourceNumber);
        let urgency = if row.urgency == Urgency::Ordinary { "" } else { row.urgency.word() };
        let words = [&row.title, &row.place, &row.lead, &row.number, source, subject, row.nature.word(), urgency];
        row.search = words.join("\u{1f}").to_lowercase();
        row.search.push('\u{1f}');
        for words in [&row.title, &row.place, &row.lead] {
            initials::push(&mut row.search, words);
            row.search.push('\u{1f}');
        }
        row
    }

    /// How it stands at `now`.
    pub fn standing(&self, now: NaiveDateTime) -> Standing {
        match self.stage {
            Stage::Refused | Stage::ClosedAtIntake | Stage::Merged | Stage::Withdrawn | Stage::NoFurther => {
                Standing::Ended
            }
            Stage::Archived if !self.handed_in => Standing::Ended,
            // Handed in: how the handling ended is what counts.
            _ if self.handed_in => match (self.completed, self.next) {
                (Some(done), Some(next)) if done > next.due.at => Standing::DoneLate,
                _ => Standing::InTime,
            },
            _ => match self.next {
                None => Standing::NoLimit,
                Some(next) if now > next.due.at => Standing::Overdue,
                Some(next) if now >= next.near_from => Standing::Soon,
                Some(_) => Standing::Open,
            },
        }
    }

    /// Whether this text, in lower case, stands in it.
    pub fn says(&self, needle: &Needle) -> bool {
        needle.is_in(self.search.as_bytes())
    }
}

/// Handed in, or closed and filed after it; not under review, nor being done again.
fn is_handed_in(order: &WorkOrder) -> bool {
    let filed = matches!(order.stage, Stage::Closed | Stage::Archived) && order.is_dispatched();
    order.is_handed_in() || filed
}

fn next(order: &WorkOrder, regime: &Regime<'_>, now: NaiveDateTime) -> Option<Next> {
    let closed = is_handed_in(order);
    if order.is_over() && !closed {
        return None;
    }
    let limits = if closed {
        regime.deadlines_of(Act::Handling, Track::Handling, &order.input, now)
    } else {
        regime.deadlines(&order.input, now)
    };
    let near = regime.number(&Number::Setting("soon_hours".to_owned())).unwrap_or(0);
    limits
        .iter()
        .filter(|limit| limit.state == State::Due && limit.binds())
        .filter_map(|limit| {
            let rule = limit.rule.limit()?;
            let owed = !matches!(rule.act, Act::Return | Act::Retention | Act::Escalation);
            // Silence counted as signing: that limit is behind.
            let behind = rule.deemed && limit.is_late(now) == Some(true);
            let open = closed || (limit.is_owed(&order.input) && owed && !behind);
            let due = limit.due.filter(|_| open)?;
            let near_from = due.at - TimeDelta::hours(i64::from(near));
            Some(Next { act: rule.act, due, near_from, provisional: limit.provisional })
        })
        .min_by_key(|next| next.due.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_where_the_text_is() {
        let text = "人民路12号路灯不亮\u{1f}rml12hldbl";
        for needle in ["路灯", "人", "亮", "12号", "RML", "ldbl", "", "\u{1f}r", "l"] {
            assert!(Needle::new(needle).is_in(text.as_bytes()), "{needle}");
        }
        for needle in ["灯路", "电灯", "rml13", "zz", "人民路12号路灯不亮呀"] {
            assert!(!Needle::new(needle).is_in(text.as_bytes()), "{needle}");
            assert!(!text.contains(needle));
        }
    }
}
