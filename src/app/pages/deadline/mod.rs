//! 时限台 — one order's deadlines. The whole input stands in the address and back.

mod compare;
mod form;
pub mod present;
mod print;
pub mod results;
mod share;

use banjie::deadline::query::{BadInput, InputProblem, Query};
use banjie::pack::Pack;
use leptos::prelude::*;

use crate::app::parts::pack_choice::PackChoice;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page, Route};
use crate::app::say;
use crate::app::session::Session;

use compare::Compare;
use form::Form;
use present::{Case, Shown};
use print::Statement;
use results::Results;

#[component]
pub fn DeadlinePage(route: RwSignal<Route>) -> impl IntoView {
    let session = Session::get();
    // Read at once, so that the form opens what the address already fills in.
    let (first, problems) = route.with_untracked(read);
    let query = RwSignal::new(first);
    let bad = RwSignal::new(problems);
    let comparing = RwSignal::new(false);
    Effect::new(move |_| {
        let (now, problems) = route.with(read);
        comparing.set(route.with_untracked(|route| route.value("compare").is_some()));
        if query.with_untracked(|query| *query != now) {
            query.set(now);
        }
        bad.set(problems);
    });
    let pack = session.pack_memo(move || query.with(|query| query.pack.clone()));
    let case = Memo::new_with_compare(
        move |_| {
            let (query, pack) = (query.get(), pack.get()?);
            let now = query.now.unwrap_or_else(|| session.now.get());
            let choices = session.choices(pack.id(), &query.choices);
            let today = session.calendar(None);
            Some(Case { choices, calendar: session.calendar(query.known), now, today, pack, query })
        },
        |_, _| true,
    );
    let all_bad = Memo::new(move |_| {
        let mut all = bad.get();
        if let Some(pack) = pack.get() {
            all.extend(query.with(|query| unknown_choices(&pack, query)));
        }
        all
    });
    let shown = Memo::new(move |_| case.get().map(|case| case.show()).unwrap_or_default());
    // What was typed goes into the address; the address is what is kept and sent.
    let typed = move |change: &dyn Fn(&mut Query)| {
        query.update(|query| change(query));
        let pairs = query.with_untracked(Query::pairs);
        let address = route::address(Page::Deadline, &pairs);
        route::replace(&address);
        bad.set(Vec::new());
    };
    let change = Callback::new(move |change: Box<dyn Fn(&mut Query)>| typed(&*change));
    let choose = move |id: String| {
        session.change(|prefs| prefs.pack.clone_from(&id));
        change.run(Box::new(move |query| {
            query.pack.clone_from(&id);
            query.choices = Default::default();
        }));
    };
    let chosen = Signal::derive(move || pack.get().map(|pack| pack.id().to_owned()).unwrap_or_default());
    let printing = Printing::listen();
    view! {
        <h1 class="visually-hidden">{say::page(Page::Deadline)}</h1>
        <PackChoice packs=Signal::derive(move || session.pack_names()) chosen on_choose=choose/>
        {move || pack.get().is_none().then(|| view! {
            <p class="message error" role="alert">{query.with(|query| say::no_pack(&query.pack))}</p>
        })}
        <Show when=move || !all_bad.with(Vec::is_empty)>
            <ul class="message warn no-print" role="alert">
                {move || all_bad.get().iter().map(|bad| view! { <li>{say::bad_input(bad)}</li> }).collect_view()}
            </ul>
        </Show>
        {move || shown.with(|shown| shown.draft.clone()).map(|note| view! { <p class="message warn" data-draft>{note}</p> })}
        <div class="desk no-print">
            <Form query pack change/>
            <section class="answers" aria-label="计算结果">
                <div class="toolbar">
                    <button type="button" aria-pressed=move || comparing.get().to_string()
                        on:click=move |_| comparing.update(|comparing| *comparing = !*comparing)>"各地对照"</button>
                    <button type="button" on:click=move |_| printing.print()>"打印说明书"</button>
                    <share::ShareButtons case shown/>
                </div>
                <Show when=move || comparing.get()><Compare query/></Show>
                <Results case shown/>
            </section>
        </div>
        <Show when=move || printing.is_on()><Statement case shown/></Show>
    }
}

/// What an address asks, and what of it cannot be read.
fn read(route: &Route) -> (Query, Vec<BadInput>) {
    let pairs = route.pairs.iter().filter(|(name, _)| name != "compare");
    Query::read(pairs.map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Readings and settings of the address that this pack does not have, or not with this value.
fn unknown_choices(pack: &Pack, query: &Query) -> Vec<BadInput> {
    let bad = |kind: &str, id: &str, value: String, known: bool| {
        let problem = if known { InputProblem::UnknownValue } else { InputProblem::UnknownName };
        BadInput { name: format!("{kind}.{id}"), value, problem }
    };
    let text = pack.text();
    let readings = query.choices.readings.iter().filter_map(|(id, option)| {
        let known = text.reading.iter().find(|known| known.id == *id);
        let sound = known.is_some_and(|known| known.options.iter().any(|known| known.id == *option));
        (!sound).then(|| bad("reading", id, option.clone(), known.is_some()))
    });
    let settings = query.choices.settings.iter().filter_map(|(id, value)| {
        let known = text.setting.iter().find(|known| known.id == *id);
        let sound = known.is_some_and(|known| known.allows(value));
        (!sound).then(|| bad("setting", id, say::pack::value(value), known.is_some()))
    });
    readings.chain(settings).collect()
}

/// What a part of the page may change.
pub type Change = Callback<Box<dyn Fn(&mut Query)>>;

/// The case and what is shown for it.
pub type CaseMemo = Memo<Option<Case>>;
pub type ShownMemo = Memo<Shown>;
