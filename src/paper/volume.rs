//! 一案一档 — the volume of one order: its log, and a chain of sums over it in which every later change shows.
//!
//! `{"format":"banjie-volume","version":1,"made_at":"…","pack":{"id":"…","version":1},"count":12,
//! "order":{"id":"…","facts":[…],"details":{…}},"chain":[{"sum":"…"},{"fact":"…","sum":"…"},…]}`
//!
//! The facts lie in the order in which they happened. The first link sums up everything but the facts: what the file
//! is, the order and its personal side, how many facts there are. Every other link is SHA-256 over the link before it,
//! a line feed and its fact as JSON with sorted keys. A sum keeps nobody from making a new chain; it shows what was
//! changed by hand, lost or mixed up on the way.

use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::exchange::{Bundle, fingerprint, union};
use crate::order::{Fact, Id, WorkOrder, moment};

use super::{Sheet, html};

/// What a volume says it is.
pub const FORMAT: &str = "banjie-volume";
/// Version written here. Every version up to it is read.
pub const VERSION: u32 = 1;
/// Id of the script that holds the volume in a page.
pub(super) const SCRIPT: &str = "id=\"banjie-volume\"";

/// 卷宗: one order with its whole log.
#[doc(alias = "一案一档")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Volume {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// When it was made.
    #[serde(with = "moment")]
    pub made_at: NaiveDateTime,
    /// The pack the order is pinned to.
    pub pack: PackRef,
    /// How many facts it was made of.
    pub count: usize,
    /// The order.
    pub order: Bundle,
    /// 链: one link for the head, one for each fact.
    pub chain: Vec<Link>,
}

/// 所依规则包: id and version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PackRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
}

/// 链环: the sum up to a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The fact; none for the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<Id>,
    /// SHA-256, hexadecimal.
    pub sum: String,
}

impl Volume {
    /// 立卷: the volume of an order as its log stands at `made_at`.
    pub fn bind(order: Bundle, made_at: NaiveDateTime) -> Self {
        let Bundle { id, facts, details } = order;
        let mut facts = union(facts, []);
        facts.sort_by_key(Fact::rank);
        let folded = WorkOrder::fold(id, facts.iter().cloned());
        let (pack, version) = folded.pack();
        let mut volume = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            made_at,
            pack: PackRef { id: pack.to_owned(), version },
            count: facts.len(),
            order: Bundle { id, facts, details },
            chain: Vec::new(),
        };
        // Through the text, as it will be read: what a number says there is what counts.
        let raw: Json = serde_json::from_str(&volume.json()).unwrap_or_default();
        let mut sum = link("", &head(&raw));
        volume.chain.push(Link { fact: None, sum: sum.clone() });
        let texts = raw.pointer("/order/facts").and_then(Json::as_array).into_iter().flatten();
        for (fact, text) in volume.order.facts.iter().zip(texts) {
            sum = link(&sum, &text.to_string());
            volume.chain.push(Link { fact: Some(fact.id), sum: sum.clone() });
        }
        volume
    }

    /// The volume as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Everything but the facts and the chain, as JSON with sorted keys.
pub(super) fn head(raw: &Json) -> String {
    let without = |of: &Json, left_out: &str| -> Map<String, Json> {
        let entries = of.as_object().into_iter().flatten();
        entries.filter(|(key, _)| key.as_str() != left_out).map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let mut head: Map<String, Json> = Map::new();
    for (key, value) in raw.as_object().into_iter().flatten() {
        match key.as_str() {
            "chain" => {}
            "order" if value.is_object() => {
                head.insert(key.clone(), Json::Object(without(value, "facts")));
            }
            _ => {
                head.insert(key.clone(), value.clone());
            }
        }
    }
    Json::Object(head).to_string()
}

/// The next link of the chain.
pub(super) fn link(before: &str, text: &str) -> String {
    fingerprint(format!("{before}\n{text}").as_bytes())
}

/// 卷宗网页: the sheets as a page to print, with the volume itself in it, so that one file is both.
pub fn volume_html(volume: &Volume, sheets: &[Sheet], title: &str) -> String {
    let mut page = html(sheets, title);
    // In JSON this mark stands in texts only; escaped, none of them can end the script.
    let json = volume.json().replace('<', "\\u003c");
    let script = format!("<script type=\"application/json\" {SCRIPT}>{json}</script>\n");
    let at = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(at, &script);
    page
}
