//! The browser: what time it is, ids, files in and out, the clipboard, printing. Nothing else touches it.

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use leptos::prelude::document;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Longest file read: more would not fit beside what is made of it.
pub const MOST_BYTES: f64 = 100_000_000.0;

/// Civil time in China, to the minute.
pub fn now() -> NaiveDateTime {
    let seconds = (js_sys::Date::now() / 60_000.0).floor() as i64 * 60;
    let utc = DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc();
    utc + TimeDelta::hours(8)
}

/// Civil time in China, to the second: for noting.
pub fn now_to_the_second() -> NaiveDateTime {
    let utc =
        DateTime::from_timestamp((js_sys::Date::now() / 1000.0).floor() as i64, 0).unwrap_or_default().naive_utc();
    utc + TimeDelta::hours(8)
}

/// A new random id.
pub fn new_id() -> banjie::order::Id {
    let mut bytes = [0u8; 10];
    if window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)).is_err() {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    banjie::order::Id::new(bytes)
}

/// Asks the browser not to clear what is stored here when room gets short. Not waited for: the answer may take a click.
pub fn ask_to_keep() {
    let get =
        |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let storage = get(&window().navigator(), "storage");
    if let Ok(persist) = get(&storage, "persist").dyn_into::<js_sys::Function>() {
        drop(persist.call0(&storage));
    }
}

/// What this browser keeps under a name.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Keeps a text under a name; false when the browser does not (no room, or storage forbidden).
pub fn store(key: &str, text: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets everything kept under names that begin so.
pub fn forget(prefix: &str) {
    let Some(storage) = window().local_storage().ok().flatten() else { return };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    for name in names.filter(|name| name.starts_with(prefix)).collect::<Vec<_>>() {
        drop(storage.remove_item(&name));
    }
}

/// Offers a text as a file to be saved.
pub fn save_text(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    save_bytes(name, mime, &JsValue::from_str(text))
}

/// Offers a table for spreadsheets as a file to be saved.
pub fn save_table(name: &str, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<(), JsValue> {
    // The mark tells spreadsheets how the text is encoded.
    let mut text = String::from("\u{feff}");
    text.push_str(&csv_line(heads.iter().map(|head| (*head).to_owned())));
    for row in rows {
        text.push_str(&csv_line(row.into_iter()));
    }
    save_text(name, "text/csv", &text)
}

/// One line of CSV. A cell that a spreadsheet would run as a formula is made plain text.
fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = cells.map(|cell| {
        let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

/// A blob of these bytes.
pub fn blob(mime: &str, bytes: &[u8]) -> Result<web_sys::Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let content = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    web_sys::Blob::new_with_u8_array_sequence_and_options(&content, &options)
}

/// Offers a blob as a file to be saved.
pub fn save_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    offer(name, url)
}

fn save_bytes(name: &str, mime: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(content), &options)?;
    save_blob(name, &blob)
}

fn offer(name: &str, url: String) -> Result<(), JsValue> {
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob once it has begun.
    leptos::prelude::set_timeout(
        move || drop(web_sys::Url::revoke_object_url(&url)),
        std::time::Duration::from_secs(30),
    );
    Ok(())
}

/// Puts a text on the clipboard.
pub async fn copy(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    match clipboard {
        Ok(clipboard) if clipboard.is_object() => {
            let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
            JsFuture::from(clipboard.write_text(text)).await.is_ok()
        }
        _ => false,
    }
}

/// Contents of a file.
pub async fn read_bytes(file: &web_sys::File) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Text of a file: UTF-16 if it says so, UTF-8 if it is valid UTF-8, else GB18030.
pub async fn read_text(file: &web_sys::File) -> Result<String, JsValue> {
    if file.size() > MOST_BYTES {
        return Err(JsValue::NULL);
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    let bytes = js_sys::Uint8Array::new(&buffer);
    let bytes = bytes.to_vec();
    let utf16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some("utf-16le"),
        Some([0xfe, 0xff]) => Some("utf-16be"),
        _ => None,
    };
    let decode = |label: &str, bytes: &[u8]| web_sys::TextDecoder::new_with_label(label)?.decode_with_u8_array(bytes);
    if let Some(label) = utf16 {
        return decode(label, &bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => decode("gb18030", error.as_bytes()),
    }
}

/// Puts the focus on the first element that matches.
pub fn focus_on(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        drop(element.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}

/// Puts the focus on the first control in an element.
pub fn focus_first(within: &web_sys::Element) {
    let first = within.query_selector("input:not([type=hidden]), select, textarea").ok().flatten();
    if let Some(first) = first {
        drop(first.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}

/// Once what is on the way to the page has been drawn, brings the first element that matches to the top of the window
/// and puts the focus on it.
pub fn bring(selector: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector) {
            focus_on(selector);
            element.scroll_into_view();
        }
    });
}

/// Shows the page from its beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Opens the print dialog once what is on the way to the page has been drawn.
pub fn print() {
    leptos::prelude::request_animation_frame(|| {
        leptos::prelude::set_timeout(|| drop(window().print()), std::time::Duration::from_millis(30));
    });
}

/// Lets the page draw and take input before going on.
pub async fn breathe() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// Milliseconds since the page was opened, for slicing work.
pub fn elapsed_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Tells measuring tools that a point is reached.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        drop(performance.mark(name));
    }
}
