//! 伪随机 — numbers that look random and follow from a seed alone (splitmix64). The library reads no random source.

use crate::order::Id;

/// 伪随机数: the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// Starts from a seed; what it is for keeps two uses of one seed apart.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let mut chance = Self(seed);
        Self(chance.draw() ^ purpose)
    }

    /// The next number.
    pub(super) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`; 0 when there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.draw() % (n.max(1) as u64)) as usize
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.saturating_sub(from).max(0).unsigned_abs().saturating_add(1);
        from.saturating_add_unsigned(self.draw() % span)
    }

    /// True once in `n` times.
    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// An id whose first byte is never zero: not that of the office log.
    pub(super) fn id(&mut self) -> Id {
        let [a, b, c, d, e, f, g, h] = self.draw().to_be_bytes();
        let [i, j, ..] = self.draw().to_be_bytes();
        Id::new([a.max(1), b, c, d, e, f, g, h, i, j])
    }
}
