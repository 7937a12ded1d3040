//! Hash routes: `#/page?name=value`. They also work in one file on `file://`, where paths cannot be pushed.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The pages of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What is owed, by weight and time.
    Today,
    Ledger,
    Intake,
    Callback,
    Supervision,
    Meeting,
    Archive,
    /// Papers of one order, to print; reached from the order.
    Papers,
    /// One order; reached from the ledger, not from the menu.
    Order,
    Deadline,
    Audit,
    Rules,
    Calendar,
    Units,
    Data,
}

impl Page {
    pub const ALL: [Self; 15] = [
        Self::Today,
        Self::Ledger,
        Self::Intake,
        Self::Callback,
        Self::Supervision,
        Self::Meeting,
        Self::Archive,
        Self::Papers,
        Self::Order,
        Self::Deadline,
        Self::Audit,
        Self::Rules,
        Self::Calendar,
        Self::Units,
        Self::Data,
    ];

    /// What the menu lists.
    pub const MENU: [Self; 13] = [
        Self::Today,
        Self::Ledger,
        Self::Intake,
        Self::Callback,
        Self::Supervision,
        Self::Meeting,
        Self::Archive,
        Self::Deadline,
        Self::Audit,
        Self::Rules,
        Self::Calendar,
        Self::Units,
        Self::Data,
    ];

    pub fn path(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Callback => "callback",
            Self::Supervision => "supervision",
            Self::Meeting => "meeting",
            Self::Archive => "archive",
            Self::Papers => "papers",
            Self::Ledger => "orders",
            Self::Intake => "intake",
            Self::Order => "order",
            Self::Units => "units",
            Self::Data => "data",
            Self::Deadline => "deadline",
            Self::Audit => "audit",
            Self::Rules => "rules",
            Self::Calendar => "calendar",
        }
    }
}

/// Where each page was left, by place in [`Page::ALL`].
#[derive(Clone, Copy)]
pub struct Left(pub RwSignal<[String; Page::ALL.len()]>);

impl Left {
    /// The address a page was left with.
    pub fn of(self, page: Page) -> String {
        let at = Page::ALL.iter().position(|known| *known == page);
        let kept = at.and_then(|at| self.0.with(|left| left.get(at).cloned()));
        kept.unwrap_or_else(|| address(page, &[]))
    }
}

/// Where the address points: a page and its names and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `None` for an address that names no page.
    pub page: Option<Page>,
    pub pairs: Vec<(String, String)>,
}

impl Route {
    /// Reads the address of the window.
    pub fn current() -> Self {
        Self::read(&window().location().hash().unwrap_or_default())
    }

    fn read(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let page = match path.trim_end_matches('/') {
            "" => Some(Page::Ledger),
            path => Page::ALL.into_iter().find(|page| page.path() == path),
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self { page, pairs: pairs.collect() }
    }

    /// The value of a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The page a whole address leads to, and its part after the `#`, with it.
pub fn page_of(url: &str) -> Option<(Page, String)> {
    let hash = url.get(url.find('#')?..)?;
    Route::read(hash).page.map(|page| (page, hash.to_owned()))
}

/// Address of a page with these names and values.
pub fn address(page: Page, pairs: &[(String, String)]) -> String {
    let query: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("#/{}{mark}{}", page.path(), query.join("&"))
}

/// Goes to an address, as a click on it would.
pub fn go(address: &str) {
    drop(window().location().set_hash(address.trim_start_matches('#')));
}

/// Writes an address without making a step of history.
pub fn replace(address: &str) {
    let written =
        window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    if written.is_err() {
        drop(window().location().replace(address));
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    js_sys::decode_uri_component(&text).map_or(text, String::from)
}

fn encoded(text: &str) -> String {
    // Colons, commas and slashes are plain in a fragment, and dates stay readable.
    let encoded = String::from(js_sys::encode_uri_component(text));
    encoded.replace("%3A", ":").replace("%2C", ",").replace("%2F", "/")
}
