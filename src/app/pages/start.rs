//! 开始 — the first run: which rules, which desk; then demonstration data or a blank ledger.

use banjie::demo::{Demo, demo};
use banjie::pack::Status;
use banjie::term::{Role, Term};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::{Desk, Me, Opening, role_word};
use crate::app::parts::field::{Choice, Entry};
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// How many orders the demonstration has.
const ORDERS: usize = 200;
/// Long enough for the browser to draw once, milliseconds.
const DRAWN_MS: f64 = 40.0;
/// The desks most people sit at; the others stand on the page of units.
const ROLES: [Role; 7] =
    [Role::Centre, Role::Reviewer, Role::Clerk, Role::Office, Role::Deputy, Role::Principal, Role::HotlineLeader];

/// What came of the first run: said by the page around it, because the first orders put this one away.
#[derive(Clone, Copy)]
pub struct Told(RwSignal<String>);

impl Told {
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    pub fn is_something(self) -> bool {
        self.0.with(|words| !words.is_empty())
    }

    pub fn words(self) -> String {
        self.0.get()
    }

    pub fn clear(self) {
        self.0.set(String::new());
    }
}

/// Waits until what was said has been drawn.
async fn drawn() {
    let began = platform::elapsed_ms();
    platform::breathe().await;
    while platform::elapsed_ms() - began < DRAWN_MS {
        platform::breathe().await;
    }
}

#[component]
pub fn Start() -> impl IntoView {
    let (session, desk) = (Session::get(), Desk::get());
    let told = use_context::<Told>().unwrap_or_else(Told::new);
    let pack = session.pack_memo(String::new);
    let busy = RwSignal::new(None::<String>);
    let failed = RwSignal::new(String::new());
    let load = move |_| {
        if busy.with_untracked(Option::is_some) {
            return;
        }
        failed.set(String::new());
        let Some(pack) = pack.get_untracked() else {
            failed.set(say::start::NO_PACK.to_owned());
            return;
        };
        busy.set(Some(say::start::MAKING.to_owned()));
        spawn_local(async move {
            drawn().await;
            let now = platform::now();
            // Other orders on another day and machine: files of two demonstrations do not meddle with each other.
            let seed = now.and_utc().timestamp().unsigned_abs();
            let made = untrack(|| desk.under(pack.id(), |regime| demo(regime, now, ORDERS, seed)));
            let Some(Demo { orders, office }) = made else {
                failed.set(say::start::NO_PACK.to_owned());
                busy.set(None);
                return;
            };
            let count = orders.len();
            busy.set(Some(say::start::storing(count)));
            drawn().await;
            match desk.load(orders, office).await {
                Ok(()) => told.0.set(say::start::loaded(count)),
                Err(broken) => failed.set(say::start::failed(say::order::broken(broken))),
            }
            busy.set(None);
        });
    };
    let progress = move || {
        let words = busy.get()?;
        Some(match desk.opening.get() {
            Opening::Counting(done, all) => say::order::counting(done, all),
            _ => words,
        })
    };
    view! {
        <section class="start" aria-labelledby="start-heading">
            <h2 id="start-heading">"开始使用"</h2>
            <p class="lead">{say::start::WELCOME}</p>
            <div class="start-grid">
                <Packs/>
                <MyDesk/>
                <div class="panel begin">
                    <h3>"3. 开始"</h3>
                    <button type="button" class="primary big" data-start="demo" disabled=move || busy.with(Option::is_some) on:click=load>
                        <b>"载入演示数据"</b><small>"约 200 件，虚构"</small>
                    </button>
                    <p class="cite">{say::start::DEMO_HINT}</p>
                    <p class="under-way" role="status">{progress}</p>
                    <Show when=move || !failed.with(String::is_empty)><p class="message error" role="alert">{move || failed.get()}</p></Show>
                    <a class="button big" data-start="blank" href=route::address(Page::Intake, &[])>
                        <b>"从空白开始"</b><small>"登记第一件"</small>
                    </a>
                    <p class="cite">{say::start::BLANK_HINT}</p>
                    <ul class="elsewhere">
                        <li><a href=route::address(Page::Data, &[])>{say::start::RESTORE}</a></li>
                        <li><a href=route::address(Page::Deadline, &[])>{say::start::DEADLINE_ONLY}</a></li>
                    </ul>
                </div>
            </div>
        </section>
    }
}

/// The rules to work by.
#[component]
fn Packs() -> impl IntoView {
    let session = Session::get();
    let pack = session.pack_memo(String::new);
    let chosen = Memo::new(move |_| pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default());
    view! {
        <fieldset class="panel packs-choice">
            <legend><h3>"1. 按哪里的规则"</h3></legend>
            {move || session.pack_names().into_iter().filter_map(|(id, name)| {
                let pack = session.pack(&id)?;
                let text = pack.text();
                let title = if text.title.is_empty() { name.clone() } else { text.title.clone() };
                let (own, status) = (id.clone(), text.status);
                let picked = Memo::new(move |_| chosen.with(|chosen| *chosen == own));
                Some(view! {
                    <label class="rules-of" class:picked=move || picked.get()>
                        <input type="radio" name="pack" value=id.clone() prop:checked=move || picked.get()
                            on:change=move |_| { session.change(|prefs| prefs.pack.clone_from(&id)); }/>
                        <span>
                            <b>{name}</b>" "<i class="badge" class:provisional=status == Status::Draft>{say::status(status)}</i>
                            <small>{title}</small>
                        </span>
                    </label>
                })
            }).collect_view()}
            <p class="cite">{move || pack.get().and_then(|pack| pack.text().note.clone())}</p>
            <p class="cite">{say::start::PACK_HINT}</p>
        </fieldset>
    }
}

/// Who works here.
#[component]
fn MyDesk() -> impl IntoView {
    let desk = Desk::get();
    let mut options: Vec<(String, String)> =
        ROLES.iter().map(|role| (role.code().to_owned(), role.word().to_owned())).collect();
    // A desk chosen elsewhere stays to be seen.
    if let Some(role) = desk.me.with_untracked(|me| me.role).filter(|role| !ROLES.contains(role)) {
        options.push((role.code().to_owned(), role.word().to_owned()));
    }
    options.push((String::new(), role_word(None).to_owned()));
    let of_me = move |part: fn(&Me) -> String| Signal::derive(move || desk.me.with(part));
    view! {
        <div class="panel my-desk">
            <h3>"2. 我的岗位"</h3>
            <div class="fields">
                <Choice label="岗位" options value=of_me(|me| me.role.map(|role| role.code().to_owned()).unwrap_or_default())
                    on_change=move |code: String| desk.set_me(|me| me.role = Role::from_code(&code))/>
                <Entry label="本单位" hint="热线中心可不填" name="my_unit" value=of_me(|me| me.unit.clone())
                    on_change=move |text: String| desk.set_me(|me| text.trim().clone_into(&mut me.unit))/>
                <Entry label="姓名" name="my_name" value=of_me(|me| me.name.clone())
                    on_change=move |text: String| desk.set_me(|me| text.trim().clone_into(&mut me.name))/>
                <Entry label="设备名" hint="如 前台电脑" name="my_device" value=of_me(|me| me.device.clone())
                    on_change=move |text: String| desk.set_me(|me| text.trim().clone_into(&mut me.device))/>
            </div>
            <p class="cite">{say::start::ME_HINT}</p>
        </div>
    }
}
