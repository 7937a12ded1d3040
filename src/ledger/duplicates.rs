//! 疑似重复 — orders that may be about the same thing: the same telephone, the same place, or nearly the same words.

use super::row::Row;

/// 相像之处.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// 同一电话.
    Phone,
    /// 同一地点.
    Place,
    /// 内容相近.
    Words,
}

/// 疑似重复件: a row and in what it is alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Place of the row.
    pub at: usize,
    /// In what.
    pub alike: Vec<Likeness>,
}

/// Shares of two-character pieces from which words count as nearly the same.
const NEARLY: f64 = 0.5;
/// Pieces of what is typed that are compared.
const MOST_PIECES: usize = 64;

/// Rows that may be duplicates, the most alike first, `most` at most. `same_phone` tells for a row whether its caller has
/// the telephone in question; what is on file of people is not the ledger's.
pub fn similar(rows: &[Row], title: &str, place: &str, same_phone: &dyn Fn(&Row) -> bool, most: usize) -> Vec<Similar> {
    let place = squeezed(place);
    let pieces = pieces(title);
    let mut found: Vec<(f64, Similar)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| {
            let mut alike = Vec::new();
            if same_phone(row) {
                alike.push(Likeness::Phone);
            }
            if place.chars().count() >= 3 && squeezed(&row.place) == place {
                alike.push(Likeness::Place);
            }
            let share = shared(&pieces, &row.title);
            if share >= NEARLY {
                alike.push(Likeness::Words);
            }
            let weight = 2.0 * f64::from(u8::from(alike.contains(&Likeness::Phone)))
                + f64::from(u8::from(alike.contains(&Likeness::Place)))
                + share;
            (!alike.is_empty()).then_some((weight, Similar { at, alike }))
        })
        .collect();
    // Of equally alike ones the later comes first.
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.at.cmp(&one.1.at)));
    found.into_iter().take(most).map(|(_, similar)| similar).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let chars = || text.chars().filter(|c| c.is_alphanumeric());
    chars().zip(chars().skip(1))
}

/// The two-character pieces of a text, sorted, each once.
fn pieces(text: &str) -> Vec<(char, char)> {
    let mut pieces: Vec<(char, char)> = pairs(text).take(MOST_PIECES).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// Share of the pieces that both texts have (Dice). Looks at every row while somebody types: nothing is allocated.
fn shared(pieces: &[(char, char)], text: &str) -> f64 {
    if pieces.len() < 2 {
        return 0.0;
    }
    let (mut seen, mut all) = (0u64, 0u32);
    for pair in pairs(text) {
        all += 1;
        if let Ok(at) = pieces.binary_search(&pair) {
            seen |= 1 << at;
        }
    }
    let own = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    2.0 * f64::from(seen.count_ones()) / f64::from(own + all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Fact, Id, Item, Kind, Record, Step, WorkOrder};

    fn row(title: &str, place: &str) -> Row {
        let at = "2026-09-29T10:00:00".parse().unwrap();
        let with = Record::default().with(Item::Title, title).with(Item::Place, place);
        let id = Id::new([7; 10]);
        let fact =
            Fact { id, order: id, kind: Kind::Done(Step::Register), at, noted: at, by: Default::default(), with };
        Row::of(&WorkOrder::fold(id, [fact]), None, at)
    }

    #[test]
    fn the_same_place_and_nearly_the_same_words_are_found() {
        let rows = [row("人民路路灯不亮", "人民路12号"), row("小区噪音扰民", "建设路"), row("人民路的路灯不亮了", "")];
        let none = |_: &Row| false;
        let found = similar(&rows, "人民路路灯不亮", "人民路 12号", &none, 5);
        assert_eq!(found.iter().map(|found| found.at).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(found[0].alike, [Likeness::Place, Likeness::Words]);
        assert!(similar(&rows, "咨询社保", "", &none, 5).is_empty());
        assert_eq!(similar(&rows, "", "", &|row| row.place == "建设路", 5)[0].alike, [Likeness::Phone]);
    }
}
