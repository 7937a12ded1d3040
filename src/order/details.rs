//! 个人信息 — who called and what they told, kept apart from the log: maskable, erasable, omittable on export.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// 诉求人信息: the personal side of one order. Empty text means not taken.
///
/// Of two versions one holds, and all machines choose the same ([`Details::later`]). A version that knows of the later
/// erasure goes before one that does not, whenever that one was noted: whoever wrote it wrote down what was to be gone.
/// What is taken again after an erasure knows of it ([`Details::followed_by`]), and the latest version of those holds.
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
    /// 已抹除: the personal side was erased on purpose, and nothing was taken since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// 抹除时刻: when the last erasure this version knows of was noted. The first files say only that there was one: then it
    /// was noted when the version was.
    #[serde(skip_serializing_if = "Option::is_none", with = "maybe")]
    pub erased_at: Option<NaiveDateTime>,
    /// When this was last written down.
    #[serde(with = "super::fact::moment")]
    pub noted: NaiveDateTime,
}

/// A moment that may be missing.
mod maybe {
    use chrono::NaiveDateTime;
    use serde::{Deserializer, Serializer};

    use crate::order::moment;

    pub fn serialize<S: Serializer>(at: &Option<NaiveDateTime>, out: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => moment::serialize(at, out),
            None => out.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<NaiveDateTime>, D::Error> {
        moment::deserialize(input).map(Some)
    }
}

impl Details {
    /// Longest text in one field, characters: what an import takes, and so what may be written here.
    pub const MOST_TEXT: usize = 50_000;

    /// What is left where the personal side is erased.
    pub fn gone(noted: NaiveDateTime) -> Self {
        Self { erased: true, erased_at: Some(noted), noted, ..Self::default() }
    }

    /// Whether nothing was taken.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.phone.is_empty() && self.address.is_empty() && self.story.is_empty()
    }

    /// When the last erasure this version knows of was noted.
    pub fn erasure(&self) -> Option<NaiveDateTime> {
        self.erased_at.or(self.erased.then_some(self.noted))
    }

    /// The moment after which a version that is to hold in place of this one must be noted.
    pub fn latest(&self) -> NaiveDateTime {
        self.erasure().map_or(self.noted, |erasure| self.noted.max(erasure))
    }

    /// The version that holds when two are known: the one that knows of the later erasure; of those the later one; of two
    /// of one moment the one with less in it, then the greater, so that the choice does not hang on who asks. This is the
    /// greatest of a total order: merging is commutative, associative and idempotent.
    pub fn later(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    fn rank(&self) -> impl Ord {
        let texts = (&self.name, &self.phone, &self.address, &self.story);
        (self.erasure(), self.noted, self.is_empty(), self.erased, texts, self.erased_at)
    }

    /// The version that follows this one: it knows of every erasure this one knows of.
    pub fn followed_by(&self, next: Self, noted: NaiveDateTime) -> Self {
        let erased = self.erased && next.is_empty();
        Self { erased, erased_at: self.erasure(), noted, ..next }
    }

    /// This version with what somebody changed in a form that showed `seen` and now holds `to`, and only that; none where
    /// the personal side was erased since the form was opened.
    pub fn amended(&self, seen: &Self, to: &Self) -> Option<Self> {
        if self.erasure() > seen.erasure() {
            return None;
        }
        let pick = |field: fn(&Self) -> &String| {
            let (seen, to) = (field(seen), field(to));
            if to == seen { field(self).clone() } else { to.clone() }
        };
        Some(Self {
            name: pick(|details| &details.name),
            phone: pick(|details| &details.phone),
            address: pick(|details| &details.address),
            story: self.retold(&seen.story, &to.story),
            ..self.clone()
        })
    }

    /// The story as changed; what further calls told since stays under it.
    fn retold(&self, seen: &str, to: &str) -> String {
        let since = match seen {
            "" => Some(self.story.as_str()),
            seen => self.story.strip_prefix(seen).and_then(|rest| rest.strip_prefix('\n')),
        };
        match since.filter(|since| !since.is_empty()) {
            _ if to == seen || to == self.story => self.story.clone(),
            Some(since) if to.is_empty() => since.to_owned(),
            Some(since) => format!("{to}\n{since}"),
            None => to.to_owned(),
        }
    }

    /// The code of the first field that holds more than [`Details::MOST_TEXT`].
    pub fn too_long(&self) -> Option<&'static str> {
        let fields = [("name", &self.name), ("phone", &self.phone), ("address", &self.address), ("story", &self.story)];
        // A text has no more characters than bytes.
        let long = |text: &str| text.len() > Self::MOST_TEXT && text.chars().count() > Self::MOST_TEXT;
        fields.into_iter().find(|(_, text)| long(text)).map(|(code, _)| code)
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

    fn at(minute: u32) -> NaiveDateTime {
        chrono::NaiveDate::from_ymd_opt(2026, 9, 29).unwrap().and_hms_opt(9, minute, 0).unwrap()
    }

    fn told(story: &str, minute: u32) -> Details {
        Details { name: "甲".into(), story: story.into(), noted: at(minute), ..Details::default() }
    }

    #[test]
    fn an_erasure_goes_before_whatever_did_not_know_of_it() {
        let (first, gone) = (told("一", 0), Details::gone(at(10)));
        let elsewhere = first.followed_by(told("一，又补充", 0), at(30));
        assert_eq!(elsewhere.clone().later(gone.clone()), gone);
        assert_eq!(gone.clone().later(elsewhere), gone);
        // Taken again by somebody who knew.
        let again = gone.followed_by(told("二", 0), at(20));
        assert_eq!((again.erased, again.erased_at, again.noted), (false, Some(at(10)), at(20)));
        assert_eq!(again.clone().later(gone.clone()), again);
        // Erased a second time, while elsewhere what had been taken again was changed.
        let (twice, changed) = (Details::gone(at(40)), again.followed_by(told("二，又补充", 0), at(50)));
        assert_eq!(changed.later(twice.clone()), twice);
        // Nothing taken: still erased.
        assert!(gone.followed_by(Details::default(), at(20)).erased);
    }

    #[test]
    fn the_first_files_are_read_and_written_as_they_were() {
        let json = r#"{"erased":true,"noted":"2026-09-29T09:10"}"#;
        let gone: Details = serde_json::from_str(json).unwrap();
        assert_eq!((gone.erasure(), serde_json::to_string(&gone).unwrap().as_str()), (Some(at(10)), json));
        assert_eq!(gone.clone().later(told("一", 30)), gone);
        let json = r#"{"name":"甲","erased_at":"2026-09-29T09:10","noted":"2026-09-29T09:20"}"#;
        let again: Details = serde_json::from_str(json).unwrap();
        assert_eq!((again.erasure(), serde_json::to_string(&again).unwrap().as_str()), (Some(at(10)), json));
    }

    #[test]
    fn a_form_changes_only_what_was_changed_in_it() {
        let seen = told("一", 0);
        let to = Details { phone: "13800001234".into(), ..seen.clone() };
        // Another tab gave an address and noted a further call.
        let stored = Details { address: "胜利路".into(), story: "一\n再次来电：二".into(), ..seen.clone() };
        let made = stored.amended(&seen, &to).unwrap();
        assert_eq!(made, Details { phone: to.phone.clone(), ..stored.clone() });
        let retold = Details { story: "壹".into(), name: String::new(), ..to.clone() };
        let made = stored.amended(&seen, &retold).unwrap();
        assert_eq!((made.name.as_str(), made.story.as_str()), ("", "壹\n再次来电：二"));
        assert_eq!(stored.amended(&Details::default(), &told("三", 0)).unwrap().story, "三\n一\n再次来电：二");
        // The same change twice.
        assert_eq!(made.amended(&seen, &Details { story: made.story.clone(), ..seen.clone() }).unwrap(), made);
        // Erased since; erased before.
        let gone = Details::gone(at(10));
        assert_eq!(gone.amended(&seen, &to), None);
        assert_eq!(gone.amended(&gone, &Details { phone: "1".into(), ..gone.clone() }).unwrap().phone, "1");
    }

    #[test]
    fn a_text_too_long_is_named() {
        let long = "长".repeat(Details::MOST_TEXT);
        assert_eq!(Details { story: long.clone(), ..Details::default() }.too_long(), None);
        assert_eq!(Details { address: format!("{long}。"), ..Details::default() }.too_long(), Some("address"));
    }
}
