//! 交换 — what leaves this desk as a file and what comes in: whole backups, chosen orders, a hand-over to a unit and its
//! return. One JSON envelope; a set union of facts by id on the way in; anything wrong leaves everything as it was.
//!
//! `{"format":"banjie","version":1,"kind":"backup","exported_at":"…","device":"…","orders":[{"id":"…","facts":[…],
//! "details":{…}}],"office":[…],"packs":[…],"settings":{…},"files":[…],"digest":"…"}`
//!
//! The digest is SHA-256 over all of it as written here, attachments by their fingerprints; a file changed on the way is
//! refused.

mod import;
mod merge;

pub use import::{Import, MOST_BYTES, MOST_FACTS, OrderNews, Problem, Report, Trouble, read, report};
pub use merge::{union, union_details};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::order::{Details, Fact, Id, moment};

/// What an exchange file says it is.
pub const FORMAT: &str = "banjie";
/// Version written here. Every version up to it is read.
pub const VERSION: u32 = 1;

/// 文件种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 全部备份.
    Backup,
    /// 所选工单.
    Selection,
    /// 交承办单位.
    Handover,
    /// 承办单位交回.
    Return,
}

/// 交换文件: the envelope.
#[doc(alias = "交换")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// What the file is for.
    pub kind: Purpose,
    /// When it was made.
    #[serde(with = "moment")]
    pub exported_at: NaiveDateTime,
    /// Name of the device it was made on.
    #[serde(default)]
    pub device: String,
    /// The orders.
    #[serde(default)]
    pub orders: Vec<Bundle>,
    /// 本单位流水.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub office: Vec<Fact>,
    /// Packs of the office's own, as JSON text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// Readings, settings, notices; the shell's, whole backups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<serde_json::Value>,
    /// 附件.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
    /// SHA-256 over all of it, hexadecimal.
    #[serde(default)]
    pub digest: String,
}

/// 一件工单: its facts, and its personal side where it is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The order.
    pub id: Id,
    /// Its log.
    pub facts: Vec<Fact>,
    /// 诉求人信息.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

/// 附件: a file by its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Media type.
    #[serde(default)]
    pub kind: String,
    /// Contents, base64.
    pub data: String,
}

impl Envelope {
    /// An envelope of these orders, sealed.
    pub fn seal(
        kind: Purpose,
        exported_at: NaiveDateTime,
        device: &str,
        orders: Vec<Bundle>,
        office: Vec<Fact>,
    ) -> Self {
        let mut envelope = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            kind,
            exported_at,
            device: device.to_owned(),
            orders,
            office,
            packs: Vec::new(),
            settings: None,
            files: Vec::new(),
            digest: String::new(),
        };
        envelope.digest = envelope.digest_now();
        envelope
    }

    /// Seals it again, after more was put in.
    pub fn resealed(mut self) -> Self {
        self.digest = self.digest_now();
        self
    }

    /// The digest its contents have.
    pub fn digest_now(&self) -> String {
        let files: Vec<&str> = self.files.iter().map(|file| file.hash.as_str()).collect();
        let head = (self.kind, moment::write(self.exported_at), &self.device, &self.packs, &self.settings, files);
        let mut sum = Sha256::new();
        for part in [serde_json::to_vec(&head), serde_json::to_vec(&self.orders), serde_json::to_vec(&self.office)] {
            sum.update(part.unwrap_or_default());
            sum.update(b"\n");
        }
        hex(&sum.finalize())
    }
}

/// SHA-256 of a file, hexadecimal: the key of an attachment.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `办结-备份-2026-11-24-0930-前台.json`: kind, date and time, device.
pub fn file_name(kind: Purpose, at: NaiveDateTime, device: &str, subject: &str) -> String {
    let word = match kind {
        Purpose::Backup => "备份",
        Purpose::Selection => "工单",
        Purpose::Handover => "交办",
        Purpose::Return => "交回",
    };
    let safe = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric() || ['-', '_'].contains(c)).take(20).collect()
    };
    let parts = [safe(subject), at.format("%Y-%m-%d-%H%M").to_string(), safe(device)];
    let rest: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("办结-{word}-{}.json", rest.join("-"))
}
