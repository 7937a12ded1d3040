//! 一行 — a fact as one line of JSON, byte for byte what `serde_json` writes of it, without its detours: a hundred
//! thousand orders are written out at once when they are taken in.

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::fact::{Fact, moment};
use super::record::Value;

impl Fact {
    /// Adds the fact and the end of its line.
    pub fn line(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"id\":\"");
        out.extend_from_slice(&self.id.digits());
        out.extend_from_slice(b"\",\"order\":\"");
        out.extend_from_slice(&self.order.digits());
        out.extend_from_slice(b"\",\"kind\":");
        text(out, self.kind.code());
        out.extend_from_slice(b",\"at\":\"");
        time(out, self.at);
        out.extend_from_slice(b"\",\"noted\":\"");
        time(out, self.noted);
        out.extend_from_slice(b"\",\"by\":{\"role\":");
        text(out, self.by.code());
        for (name, value) in [(&b",\"unit\":"[..], &self.by.unit), (b",\"name\":", &self.by.name)] {
            if !value.is_empty() {
                out.extend_from_slice(name);
                text(out, value);
            }
        }
        out.push(b'}');
        if !self.with.is_empty() {
            let mut before = &b",\"with\":{"[..];
            for (key, value) in self.with.iter() {
                out.extend_from_slice(before);
                text(out, key.code());
                out.push(b':');
                self::value(out, value);
                before = b",";
            }
            out.push(b'}');
        }
        out.extend_from_slice(b"}\n");
    }
}

fn value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Text(value) => text(out, value),
        Value::Flag(true) => out.extend_from_slice(b"true"),
        Value::Flag(false) => out.extend_from_slice(b"false"),
        // Rarer ones take the usual way; writing to memory does not fail.
        other => drop(serde_json::to_writer(out, other)),
    }
}

/// A text in quotes; most need no escaping.
fn text(out: &mut Vec<u8>, text: &str) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        drop(serde_json::to_writer(out, text));
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

fn time(out: &mut Vec<u8>, at: NaiveDateTime) {
    let Ok(year @ 0..=9999) = u32::try_from(at.year()) else {
        out.extend_from_slice(moment::write(at).as_bytes());
        return;
    };
    two(out, year / 100);
    two(out, year % 100);
    let parts = [(b'-', at.month()), (b'-', at.day()), (b'T', at.hour()), (b':', at.minute())];
    let seconds = (at.second() != 0).then(|| (b':', at.second()));
    for (mark, n) in parts.into_iter().chain(seconds) {
        out.push(mark);
        two(out, n);
    }
}

fn two(out: &mut Vec<u8>, n: u32) {
    // Below a hundred, so each is one digit.
    out.extend([n / 10, n % 10].map(|digit| b'0' + u8::try_from(digit).unwrap_or(0)));
}
