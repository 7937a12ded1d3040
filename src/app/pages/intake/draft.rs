//! 草稿 — the form being filled in, kept in this browser on every change: a closed tab loses nothing.

use banjie::order::{Details, Id, Item, Key, Record};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::{platform, say};

/// Where drafts are kept; the number grows with their shape.
const KEY: &str = "banjie.drafts.1";
/// Most drafts kept; beyond them the oldest goes.
const MOST: usize = 20;
/// 来源渠道 of a fresh form: most calls are calls.
const USUAL_CHANNEL: &str = "phone";

/// 草稿: everything one form holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub id: Id,
    /// When it was last changed.
    #[serde(with = "banjie::order::moment")]
    pub kept: NaiveDateTime,
    pub pack: String,
    /// Moment of the call; empty as long as it is now.
    pub at: String,
    pub record: Record,
    /// The personal side.
    pub details: Details,
    /// What 不予受理 would record.
    pub refusal: Record,
    /// What 直接办结 would record.
    pub closing: Record,
    /// The order, where it is registered and only the step after that failed.
    pub registered: Option<Id>,
}

impl Draft {
    /// Whether nobody has typed anything worth keeping.
    pub fn is_blank(&self) -> bool {
        let chosen_for_all = Key::from(Item::Channel);
        self.record.iter().all(|(key, _)| *key == chosen_for_all)
            && self.details.is_empty()
            && self.refusal.is_empty()
            && self.closing.is_empty()
            && self.registered.is_none()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        Self { kept: other.kept, ..self.clone() } == *other
    }

    /// What tells it from other drafts; the telephone is masked.
    pub fn label(&self) -> String {
        let title = self.record.text(Item::Title).trim();
        let story: String = self.details.story.trim().chars().take(20).collect();
        [title.to_owned(), story, self.details.masked_phone()]
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_else(|| say::intake::UNTITLED.to_owned())
    }
}

fn read() -> Vec<Draft> {
    let Some(text) = platform::stored(KEY) else { return Vec::new() };
    serde_json::from_str(&text).unwrap_or_else(|_| {
        // What cannot be read is set aside, not lost.
        platform::store(&format!("{KEY}.broken"), &text);
        Vec::new()
    })
}

fn write(list: &[Draft]) -> bool {
    serde_json::to_string(list).is_ok_and(|text| platform::store(KEY, &text))
}

/// Strikes a draft from storage, whether or not a form still shows it.
pub fn strike(id: Id) {
    let mut list = read();
    list.retain(|known| known.id != id);
    write(&list);
}

/// 登记表: the form on the page. Handed to its parts.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub id: RwSignal<Id>,
    pub pack: RwSignal<String>,
    pub at: RwSignal<String>,
    pub record: RwSignal<Record>,
    pub details: RwSignal<Details>,
    pub refusal: RwSignal<Record>,
    pub closing: RwSignal<Record>,
    pub registered: RwSignal<Option<Id>>,
    /// Every draft kept, the latest first.
    pub kept: RwSignal<Vec<Draft>>,
    /// Whether the last keeping failed.
    pub unsaved: RwSignal<bool>,
    /// Whether this draft was changed in this tab.
    touched: StoredValue<bool>,
}

impl Sheet {
    /// The form as it was left, or a fresh one under this pack; kept from now on.
    pub fn open(pack: String) -> Self {
        let sheet = Self {
            id: RwSignal::new(Id::NONE),
            pack: RwSignal::new(String::new()),
            at: RwSignal::new(String::new()),
            record: RwSignal::new(Record::default()),
            details: RwSignal::new(Details::default()),
            refusal: RwSignal::new(Record::default()),
            closing: RwSignal::new(Record::default()),
            registered: RwSignal::new(None),
            kept: RwSignal::new(read()),
            unsaved: RwSignal::new(false),
            touched: StoredValue::new(false),
        };
        let last = sheet.kept.with_untracked(|kept| kept.first().cloned());
        sheet.pack.set(pack);
        match last {
            Some(draft) => sheet.take(draft),
            None => sheet.fresh(),
        }
        Effect::new(move |_| sheet.keep());
        let heard = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() == Some(KEY) {
                sheet.heard();
            }
        });
        on_cleanup(move || heard.remove());
        sheet
    }

    /// What it holds; wakes with every change.
    pub fn draft(self) -> Draft {
        Draft {
            id: self.id.get(),
            kept: NaiveDateTime::default(),
            pack: self.pack.get(),
            at: self.at.get(),
            record: self.record.get(),
            details: self.details.get(),
            refusal: self.refusal.get(),
            closing: self.closing.get(),
            registered: self.registered.get(),
        }
    }

    /// Puts a draft into the form.
    pub fn take(self, draft: Draft) {
        self.touched.set_value(false);
        self.id.set(draft.id);
        self.pack.set(draft.pack);
        self.at.set(draft.at);
        self.record.set(draft.record);
        self.details.set(draft.details);
        self.refusal.set(draft.refusal);
        self.closing.set(draft.closing);
        self.registered.set(draft.registered);
    }

    /// Begins another form; the one before stays among the drafts.
    pub fn fresh(self) {
        self.take(Draft {
            id: platform::new_id(),
            pack: self.pack.get_untracked(),
            record: Record::default().with(Item::Channel, USUAL_CHANNEL),
            ..Draft::default()
        });
    }

    /// The form has served: its draft goes, and another form begins.
    pub fn done(self) {
        let id = self.id.get_untracked();
        self.fresh();
        self.forget(id);
    }

    /// Takes a draft out.
    pub fn forget(self, id: Id) {
        let mut list = self.list();
        list.retain(|known| known.id != id);
        self.put(list);
    }

    /// The drafts as other tabs left them; where nothing can be stored, those of this tab.
    fn list(self) -> Vec<Draft> {
        if self.unsaved.get_untracked() { self.kept.get_untracked() } else { read() }
    }

    fn put(self, list: Vec<Draft>) {
        self.unsaved.set(!write(&list));
        self.kept.set(list);
    }

    fn keep(self) {
        let draft = self.draft();
        let mut list = self.list();
        let known = list.iter().find(|known| known.id == draft.id);
        match known {
            None if draft.is_blank() => return,
            Some(known) if draft.says_the_same(known) => return,
            _ => {}
        }
        self.touched.set_value(true);
        list.retain(|known| known.id != draft.id);
        if !draft.is_blank() {
            list.insert(0, Draft { kept: platform::now_to_the_second(), ..draft });
            list.truncate(MOST);
        }
        self.put(list);
    }

    /// Another tab kept something. Who only looks on, follows; who has typed goes on under an id of its own.
    fn heard(self) {
        let list = read();
        let mine = untrack(|| self.draft());
        let theirs = list.iter().find(|known| known.id == mine.id).cloned();
        let changed = theirs.as_ref().is_none_or(|theirs| !mine.says_the_same(theirs));
        self.kept.set(list);
        if !changed || mine.is_blank() {
            return;
        }
        match theirs {
            _ if self.touched.get_value() => self.id.set(platform::new_id()),
            Some(theirs) => self.take(theirs),
            None => self.fresh(),
        }
    }
}

/// The drafts besides the one in the form.
#[component]
pub fn Drafts(sheet: Sheet) -> impl IntoView {
    let others = Memo::new(move |_| {
        let id = sheet.id.get();
        sheet.kept.with(|kept| kept.iter().filter(|known| known.id != id).cloned().collect::<Vec<_>>())
    });
    // Deleting takes two presses: nothing brings a draft back.
    let armed = RwSignal::new(None::<Id>);
    let some = Memo::new(move |_| others.with(|others| !others.is_empty()));
    view! {
        <Show when=move || some.get()>
            <details class="panel drafts">
                <summary>{move || say::intake::drafts(others.with(Vec::len))}</summary>
                <ul>{move || others.get().into_iter().map(|draft| {
                    let (id, label) = (draft.id, draft.label());
                    let kept = say::intake::kept(draft.kept);
                    let (name, name_too) = (label.clone(), label.clone());
                    view! {
                        <li>
                            <time>{kept}</time><span class="what">{label}</span>
                            <button type="button" aria-label=format!("继续填：{name}") on:click=move |_| { armed.set(None); sheet.take(draft.clone()); }>"继续填"</button>
                            <button type="button" class="plain danger"
                                aria-label=move || format!("{}：{name_too}", if armed.get() == Some(id) { "确认删除" } else { "删除" })
                                on:click=move |_| {
                                    if armed.get_untracked() == Some(id) {
                                        armed.set(None);
                                        sheet.forget(id);
                                    } else {
                                        armed.set(Some(id));
                                    }
                                }>{move || if armed.get() == Some(id) { "确认删除" } else { "删除" }}</button>
                        </li>
                    }
                }).collect_view()}</ul>
            </details>
        </Show>
        <div role="alert">
            {move || sheet.unsaved.get().then(|| view! { <p class="message error">{say::intake::DRAFT_NOT_SAVED}</p> })}
        </div>
    }
}
