//! 段 — facts as they are kept: lines, packed where they are many. A fifth of the bytes is written in a fifth of the time.

use crate::order::Fact;

/// What a packed segment begins with; a line never does.
const PACKED: &[u8] = b"\x01lz4";
/// Largest segment that is unpacked, bytes.
const MOST_BYTES: usize = 64_000_000;

/// Facts as lines.
pub fn lines<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> Vec<u8> {
    let facts = facts.into_iter();
    let mut segment = Vec::with_capacity(facts.size_hint().0 * 240);
    for fact in facts {
        fact.line(&mut segment);
    }
    segment
}

/// Lines, packed.
pub fn packed(lines: &[u8]) -> Vec<u8> {
    let mut row = PACKED.to_vec();
    row.extend_from_slice(&lz4_flex::block::compress_prepend_size(lines));
    row
}

/// The lines of a row, packed or not. What cannot be unpacked stays as it is, and is no fact.
pub fn unpacked(row: Vec<u8>) -> Vec<u8> {
    let Some(block) = row.strip_prefix(PACKED) else { return row };
    let size = block.first_chunk().map_or(usize::MAX, |size| u32::from_le_bytes(*size) as usize);
    if size > MOST_BYTES {
        return row;
    }
    lz4_flex::block::decompress_size_prepended(block).unwrap_or(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_and_damage_stays_as_it_is() {
        let lines = "{\"id\":\"0000000000000001\"}\n".repeat(1000).into_bytes();
        let row = packed(&lines);
        assert!(row.len() * 10 < lines.len());
        assert_eq!(unpacked(row.clone()), lines);
        assert_eq!(unpacked(lines.clone()), lines);
        assert_eq!(unpacked(Vec::new()), Vec::<u8>::new());
        for cut in [4, 6, 9, row.len() - 1] {
            let torn = row.get(..cut).unwrap_or_default().to_vec();
            assert_eq!(unpacked(torn.clone()), torn);
        }
        let mut claims = PACKED.to_vec();
        claims.extend_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(unpacked(claims.clone()), claims);
    }
}
