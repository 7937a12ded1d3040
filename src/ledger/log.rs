//! 流水 — the facts of all orders as they lie in storage: segments of lines, one fact a line, with an index by order.
//! Nothing is parsed before it is asked for.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use crate::order::{Fact, Id, WorkOrder};

/// Ids are random already: their first bytes are as good as any hash.
#[derive(Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().take(8) {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map by id.
pub type ById<T> = HashMap<Id, T, BuildHasherDefault<IdHasher>>;

/// The order of facts that belong to no order: 本单位流水 (office log).
pub const OFFICE: Id = Id::NONE;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    segment: u32,
    start: u32,
    end: u32,
}

/// 流水: every fact known here.
#[derive(Default)]
pub struct Log {
    segments: Vec<Vec<u8>>,
    orders: Vec<(Id, Vec<Line>)>,
    index: ById<usize>,
    facts: usize,
    /// Lines that are no facts by their head.
    headless: usize,
    /// Lines whose head is sound and whose rest, when it was asked for, could not be read.
    broken: RefCell<BTreeSet<Line>>,
}

impl Log {
    /// Takes in a segment: facts as JSON, one a line. Returns how many lines are no facts, as far as their two ends tell;
    /// they stay where they are.
    pub fn take(&mut self, segment: Vec<u8>) -> usize {
        let Ok(at) = u32::try_from(self.segments.len()) else { return 0 };
        let mut unreadable = 0;
        let mut start = 0usize;
        while start < segment.len() {
            let rest = segment.get(start..).unwrap_or_default();
            let end = start + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            let line = segment.get(start..end).unwrap_or_default();
            if !line.is_empty() {
                match (order_of(line), u32::try_from(start), u32::try_from(end)) {
                    (Some(order), Ok(start), Ok(end)) => self.put(order, Line { segment: at, start, end }),
                    _ => unreadable += 1,
                }
            }
            start = end + 1;
        }
        self.segments.push(segment);
        self.headless += unreadable;
        unreadable
    }

    fn put(&mut self, order: Id, line: Line) {
        let next = self.orders.len();
        let at = *self.index.entry(order).or_insert(next);
        if at == next {
            self.orders.push((order, Vec::with_capacity(8)));
        }
        if let Some((_, lines)) = self.orders.get_mut(at) {
            lines.push(line);
        }
        self.facts += 1;
    }

    /// Adds facts as one segment of their own.
    pub fn add(&mut self, facts: &[Fact]) {
        self.take(super::lines(facts));
    }

    /// The orders known, in the order they became known; the office log is none.
    pub fn orders(&self) -> impl Iterator<Item = Id> {
        self.orders.iter().map(|(id, _)| *id).filter(|id| *id != OFFICE)
    }

    /// How many facts lie here; one that was stored twice counts twice.
    pub fn len(&self) -> usize {
        self.facts.saturating_sub(self.broken())
    }

    /// Whether nothing lies here.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines are no facts. One whose two ends are sound counts once somebody asked for what lies between them.
    pub fn unreadable(&self) -> usize {
        self.headless + self.broken()
    }

    fn broken(&self) -> usize {
        self.broken.try_borrow().map_or(0, |broken| broken.len())
    }

    /// How many orders are known.
    pub fn order_count(&self) -> usize {
        self.orders.len() - usize::from(self.index.contains_key(&OFFICE))
    }

    /// Whether this order is known.
    pub fn knows(&self, order: Id) -> bool {
        self.index.contains_key(&order)
    }

    /// The lines of an order, as far as they can be read this way; the others are remembered.
    fn read(&self, order: Id, how: fn(&[u8]) -> Option<Fact>) -> impl Iterator<Item = Fact> {
        let lines = self.index.get(&order).and_then(|at| self.orders.get(*at)).map(|(_, lines)| lines.as_slice());
        lines.unwrap_or_default().iter().filter_map(move |line| {
            let text = self.segments.get(line.segment as usize)?.get(line.start as usize..line.end as usize)?;
            let fact = how(text);
            if fact.is_none()
                && let Ok(mut broken) = self.broken.try_borrow_mut()
            {
                broken.insert(*line);
            }
            fact
        })
    }

    /// The facts of an order, as they lie.
    pub fn facts(&self, order: Id) -> impl Iterator<Item = Fact> {
        self.read(order, |line| serde_json::from_slice(line).ok())
    }

    /// The order itself.
    pub fn order(&self, order: Id) -> WorkOrder {
        WorkOrder::fold(order, self.facts(order))
    }

    /// The order as far as the ledger needs it: without what only people read.
    pub fn skimmed(&self, order: Id) -> WorkOrder {
        WorkOrder::fold(order, self.read(order, Fact::skim))
    }

    /// Every fact of one order whose id is known, to tell new ones from known ones.
    pub fn known(&self, order: Id) -> ById<Fact> {
        self.facts(order).map(|fact| (fact.id, fact)).collect()
    }
}

/// The order a line belongs to: at its fixed place as we write it, else by reading the line. What we write ends with the
/// actor or the record, so a line that was cut off is read, and found to be none.
fn order_of(line: &[u8]) -> Option<Id> {
    let fixed =
        line.starts_with(b"{\"id\":\"") && line.get(23..34) == Some(b"\",\"order\":\"") && line.ends_with(b"}}");
    let text = if fixed { line.get(34..50).and_then(|id| std::str::from_utf8(id).ok()) } else { None };
    text.and_then(Id::parse).or_else(|| serde_json::from_slice::<Fact>(line).ok().map(|fact| fact.order))
}
