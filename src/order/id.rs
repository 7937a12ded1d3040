//! 编号 — random ids, made where there is a random source and only carried here.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 内部编号: 80 random bits, written as 16 characters without `i`, `l`, `o` and `u`.
#[doc(alias = "编号")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Id([u8; 10]);

impl Id {
    /// No order: what the office log is kept under.
    pub const NONE: Self = Self([0; 10]);

    /// The id of these random bytes.
    pub fn new(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// Reads its 16 characters.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 16 {
            return None;
        }
        let mut bits: u128 = 0;
        for byte in text.bytes() {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'h' => byte - b'a' + 10,
                b'j' | b'k' => byte - b'j' + 18,
                b'm' | b'n' => byte - b'm' + 20,
                b'p'..=b't' => byte - b'p' + 22,
                b'v'..=b'z' => byte - b'v' + 27,
                _ => return None,
            };
            bits = bits << 5 | u128::from(digit);
        }
        let all = bits.to_be_bytes();
        let mut bytes = [0; 10];
        for (byte, from) in bytes.iter_mut().zip(all.iter().skip(6)) {
            *byte = *from;
        }
        Some(Self(bytes))
    }

    pub(super) fn digits(self) -> [u8; 16] {
        let mut bits = self.0.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut digits = [b'0'; 16];
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS.get((bits & 31) as usize).copied().unwrap_or(b'0');
            bits >>= 5;
        }
        digits
    }
}

impl std::hash::Hash for Id {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write(&self.0);
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("id of 16 characters"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_written() {
        for bytes in [[0; 10], [255; 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 250]] {
            let id = Id::new(bytes);
            assert_eq!(Id::parse(&id.to_string()), Some(id));
        }
        for text in ["", "0123456789abcde", "0123456789abcdei", "0123456789ABCDEF"] {
            assert_eq!(Id::parse(text), None, "{text}");
        }
    }
}
