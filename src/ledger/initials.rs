//! 拼音首字母 — the initials of Chinese characters, so that `rmlld` finds 人民路路灯.

use std::sync::OnceLock;

/// One line an initial: the letter, then its characters.
const TABLE: &str = include_str!("data/initials.txt");
/// First of the characters the table covers (CJK unified ideographs).
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

fn table() -> &'static [u8] {
    static LETTERS: OnceLock<Vec<u8>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let mut letters = vec![0u8; COUNT];
        for line in TABLE.lines() {
            let letter = line.bytes().next().unwrap_or(0);
            for c in line.chars().skip(1) {
                let at = u32::from(c).checked_sub(FIRST).and_then(|at| letters.get_mut(at as usize));
                if let Some(slot) = at {
                    *slot = letter;
                }
            }
        }
        letters
    })
}

/// Adds the initials of a text: letters and digits as they are in lower case, everything else left out.
pub(super) fn push(to: &mut String, text: &str) {
    let letters = table();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            to.push(c.to_ascii_lowercase());
        } else {
            let letter = u32::from(c).checked_sub(FIRST).and_then(|at| letters.get(at as usize)).copied();
            if let Some(letter) = letter.filter(|letter| *letter != 0) {
                to.push(char::from(letter));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_initials() {
        let mut text = String::new();
        push(&mut text, "人民路3号，Ａ区长城街道");
        assert_eq!(text, "rml3hqccjd");
    }
}
