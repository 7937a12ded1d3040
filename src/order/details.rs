//! 个人信息 — who called and what they told, kept apart from the log: maskable, erasable, omittable on export.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// 诉求人信息: the personal side of one order. Empty text means not taken.
#[doc(alias = "诉求人")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// 姓名.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 电话.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 联系地址.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 来电内容, as told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub story: String,
    /// 已抹除: the personal side was erased on purpose; nothing older comes back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// When this was last written down; of two versions the later one holds.
    #[serde(with = "super::fact::moment")]
    pub noted: NaiveDateTime,
}

impl Details {
    /// Whether nothing was taken.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.phone.is_empty() && self.address.is_empty() && self.story.is_empty()
    }

    /// The version that holds when two are known: the later one; of two of one moment, the greater, so that the choice
    /// does not hang on who asks.
    pub fn later(self, other: Self) -> Self {
        let rank = |details: &Self| {
            (
                details.noted,
                details.erased,
                details.name.clone(),
                details.phone.clone(),
                details.address.clone(),
                details.story.clone(),
            )
        };
        if rank(&other) > rank(&self) { other } else { self }
    }

    /// With name, phone and address masked; the story is what the order is about, and stays.
    pub fn masked(self) -> Self {
        let address = if self.address.is_empty() { String::new() } else { "***".to_owned() };
        Self { name: self.masked_name(), phone: self.masked_phone(), address, ..self }
    }

    /// `张**`: the first character; how long the rest is, is hidden too.
    pub fn masked_name(&self) -> String {
        let mut chars = self.name.chars();
        match chars.next() {
            Some(first) => std::iter::once(first).chain(chars.take(2).map(|_| '*')).collect(),
            None => String::new(),
        }
    }

    /// `138****5678`: the middle hidden; a short number hides all but its last two digits.
    pub fn masked_phone(&self) -> String {
        let count = self.phone.chars().count();
        let (head, tail) = if count >= 11 { (3, 4) } else { (0, 2) };
        self.phone
            .chars()
            .enumerate()
            .map(|(at, digit)| if at < head || at + tail >= count { digit } else { '*' })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_masked() {
        let details = Details { name: "欧阳春".into(), phone: "13800001234".into(), ..Details::default() };
        assert_eq!((details.masked_name(), details.masked_phone()), ("欧**".to_owned(), "138****1234".to_owned()));
        let short = Details { phone: "5512345".into(), ..Details::default() };
        assert_eq!(short.masked_phone(), "*****45");
    }
}
