//! 文书 — the papers of an order: filled from its log, printed, saved as a document; empty forms; and the whole volume.

mod records;
mod verify;

use banjie::exchange::Bundle;
use banjie::order::{Fact, Id, Item, WorkOrder};
use banjie::paper::{
    Concerns, Paper, Sheet, Source, Volume, docx, fill, lacking, paper, papers_for, sheets, volume_html,
};
use banjie::supervision::cases;
use banjie::term::Term;
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::parts::pack_choice::PackChoice;
use crate::app::parts::sheet::SheetView;
use crate::app::route::{self, Page, Route};
use crate::app::session::Session;
use crate::app::{platform, say};

use records::Record;
use verify::Verify;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Asked {
    id: Option<Id>,
    paper: String,
    /// The fact the paper is about; the last one, where none is named.
    fact: Option<Id>,
    case: Option<u32>,
    pack: String,
    /// The orders of a list.
    ids: Vec<Id>,
    volume: bool,
}

impl Asked {
    fn read(route: &Route) -> Self {
        let text = |name: &str| route.value(name).unwrap_or_default().to_owned();
        Self {
            id: route.value("id").and_then(Id::parse),
            paper: text("paper"),
            fact: route.value("fact").and_then(Id::parse),
            case: route.value("case").and_then(|nth| nth.parse().ok()),
            pack: text("pack"),
            ids: text("ids").split(',').filter_map(Id::parse).collect(),
            volume: route.value("volume") == Some("1"),
        }
    }

    fn address(&self) -> String {
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: String| {
            if !value.is_empty() {
                pairs.push((name.to_owned(), value));
            }
        };
        put("id", self.id.map(|id| id.to_string()).unwrap_or_default());
        put("pack", self.pack.clone());
        put("paper", self.paper.clone());
        put("fact", self.fact.map(|id| id.to_string()).unwrap_or_default());
        put("case", self.case.map(|nth| nth.to_string()).unwrap_or_default());
        put("ids", self.ids.iter().map(Id::to_string).collect::<Vec<_>>().join(","));
        put("volume", if self.volume { "1".to_owned() } else { String::new() });
        route::address(Page::Papers, &pairs)
    }

    fn paper(&self, id: &str) -> String {
        Self { paper: id.to_owned(), fact: None, volume: false, ..self.clone() }.address()
    }

    /// The paper about another record: a fact, a case, or, with an empty name, none.
    fn record(&self, value: &str) -> String {
        let case = value.parse().ok();
        let fact = if case.is_none() { Id::parse(value) } else { None };
        Self { fact, case, ..self.clone() }.address()
    }
}

#[component]
pub fn PapersPage(route: RwSignal<Route>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let asked = Memo::new(move |_| route.with(Asked::read));
    let order = Memo::new(move |_| asked.with(|asked| asked.id).and_then(|id| desk.order(id)));
    let pack = Memo::new(move |_| {
        let own = order.with(|order| order.as_ref().map(|order| order.pack().0.to_owned()));
        let chosen = asked.with(|asked| asked.pack.clone());
        let first = || session.pack_names().first().map(|(id, _)| id.clone()).unwrap_or_default();
        own.unwrap_or_else(|| if chosen.is_empty() { first() } else { chosen })
    });
    let with_details = RwSignal::new(false);
    let empty = RwSignal::new(false);
    let said = RwSignal::new(None::<String>);
    // Where a paper is filled from.
    let filled = move |fill: &dyn Fn(&Source<'_>) -> Vec<Sheet>| {
        let asked = asked.get();
        let order = order.get().filter(|_| !empty.get());
        let details = order.as_ref().and_then(|order| desk.details(order.id));
        let details = if with_details.get() { details } else { details.map(|details| details.masked()) };
        let header = desk.me.with(|me| me.header.clone());
        let entry = order.as_ref().and_then(|order| {
            order.entries.iter().find(|entry| entry.live && asked.fact.is_some_and(|id| id == entry.fact.id))
        });
        let of_office = asked.fact.filter(|_| asked.id.is_none() && !empty.get());
        let of_office: Option<Fact> = of_office.and_then(|id| desk.office().into_iter().find(|fact| fact.id == id));
        let fact = entry.map(|entry| &entry.fact).or(of_office.as_ref());
        let units = desk.units();
        let name = match (&order, &of_office) {
            (Some(order), _) => order.lead.as_str(),
            (None, Some(fact)) => fact.with.text(Item::UnitName),
            (None, None) => "",
        };
        let unit = units.iter().find(|unit| unit.name == name);
        let agenda = of_office.as_ref().map(records::agenda).unwrap_or_default();
        let ids = if asked.ids.is_empty() { &agenda } else { &asked.ids };
        let listed: Vec<WorkOrder> = ids.iter().filter_map(|id| desk.order(*id)).collect();
        let listed: Vec<&WorkOrder> = listed.iter().collect();
        let known = order.as_ref().map(cases).unwrap_or_default();
        let is_of_a_case = paper(&asked.paper).is_some_and(|paper| paper.of == Concerns::Case);
        let nth = entry.filter(|_| is_of_a_case).map(|entry| entry.case).or(asked.case);
        let case = nth.and_then(|nth| known.iter().find(|case| case.nth == nth));
        let source = Source {
            order: order.as_ref(),
            details: details.as_ref(),
            case,
            unit,
            fact,
            orders: &listed,
            header: &header,
            now: session.now.get(),
            ..Source::default()
        };
        let under = desk.under(&pack.get(), |regime| fill(&Source { regime: Some(regime), ..source }));
        under.unwrap_or_else(|| fill(&source))
    };
    let shown = Memo::new(move |_| {
        let asked = asked.get();
        if asked.volume {
            return filled(&|source| sheets(source));
        }
        match paper(&asked.paper) {
            Some(paper) => filled(&|source| vec![fill(paper, source)]),
            None => Vec::new(),
        }
    });
    // What the paper can be about; for the office, nothing at first: an empty form.
    let records = Memo::new(move |_| {
        let asked = asked.get();
        let Some(paper) = paper(&asked.paper).filter(|_| !asked.volume && !empty.get()) else { return Vec::new() };
        match (order.get(), asked.id) {
            (Some(order), _) => Some(records::of_order(paper, &order)).filter(|all| all.len() > 1).unwrap_or_default(),
            (None, Some(_)) => Vec::new(),
            (None, None) => {
                let found = records::of_office(paper, desk.office());
                let blank = Record { value: String::new(), words: say::papers::BLANK.to_owned() };
                if found.is_empty() { found } else { std::iter::once(blank).chain(found).collect() }
            }
        }
    });
    let missing = Memo::new(move |_| {
        let of_volume = asked.with(|asked| asked.volume);
        let order = order.get().filter(|_| of_volume)?;
        let words = |lack: &banjie::paper::Lack<'_>| lack.word().to_owned();
        let known = desk.under(&pack.get(), |regime| lacking(Some(regime), &order).iter().map(words).collect());
        Some(known.unwrap_or_else(|| lacking(None, &order).iter().map(words).collect::<Vec<_>>()))
    });
    let name = move || {
        let title = match asked.with(|asked| asked.volume) {
            true => "卷宗".to_owned(),
            false => shown.with(|shown| shown.first().map(|sheet| sheet.title.clone())).unwrap_or_default(),
        };
        let number = order.with(|order| order.as_ref().map(|order| order.number().to_owned())).unwrap_or_default();
        let safe = |c: &char| c.is_alphanumeric() || *c == '-';
        [title, number].iter().map(|part| part.chars().filter(safe).collect::<String>()).collect::<Vec<_>>().join("-")
    };
    let told = move |done: Result<(), wasm_bindgen::JsValue>| {
        said.set(done.is_err().then(|| say::papers::NOT_SAVED.to_owned()));
    };
    let save_docx = move |_| {
        let name = format!("{}.docx", name());
        let made = shown.with(|shown| docx(shown)).map_err(|why| wasm_bindgen::JsValue::from_str(&why));
        told(made.and_then(|bytes| platform::save_blob(&name, &platform::blob(DOCX, &bytes)?)));
    };
    let volume = move || {
        let order = order.get_untracked()?;
        let facts = order.entries.iter().map(|entry| entry.original.as_deref().unwrap_or(&entry.fact).clone());
        let details = desk.details(order.id).filter(|_| with_details.get_untracked());
        Some(Volume::bind(Bundle { id: order.id, facts: facts.collect(), details }, platform::now_to_the_second()))
    };
    let save_html = move |_| {
        if let Some(volume) = volume() {
            let title = name();
            let text = shown.with(|shown| volume_html(&volume, shown, &title));
            told(platform::save_text(&format!("{title}.html"), "text/html", &text));
        }
    };
    let save_json = move |_| {
        if let Some(volume) = volume() {
            told(platform::save_text(&format!("{}.json", name()), "application/json", &volume.json()));
        }
    };
    let is_volume = move || asked.with(|asked| asked.volume);
    let any = move || shown.with(|shown| !shown.is_empty());
    view! {
        <div class="papers">
            <header class="order-head no-print">
                <h1>{move || order.with(|order| match order {
                    Some(order) => view! { <small>{order.number().to_owned()}</small>" "{order.title().to_owned()}" 文书" }.into_any(),
                    None => "文书".into_any(),
                })}</h1>
                <p class="quiet">{move || match (order.with(Option::is_some), asked.with(|asked| asked.id)) {
                    (true, _) => say::papers::INTRO,
                    (false, Some(_)) if desk.is_ready() => say::papers::NO_ORDER,
                    (false, Some(_)) => say::order::NOT_READY,
                    (false, None) => say::papers::BLANK_INTRO,
                }}</p>
            </header>
            <div class="papers-grid">
                <nav class="panel papers-list no-print" aria-label="文书">
                    <Show when=move || order.with(Option::is_none)>
                        <PackChoice packs=Signal::derive(move || session.pack_names()) chosen=pack
                            on_choose=move |id| route::go(&Asked { pack: id, ..asked.get_untracked() }.address())/>
                    </Show>
                    {move || order.with(Option::is_some).then(|| {
                        let address = Asked { volume: true, paper: String::new(), ..asked.get() }.address();
                        view! { <a class="whole" href=address aria-current=move || is_volume().then_some("true") data-volume>{say::papers::VOLUME}</a> }
                    })}
                    {move || list(&asked.get(), session.pack(&pack.get()).as_deref(), order.get().as_ref())}
                </nav>
                <div class="papers-main">
                    <div class="panel no-print">
                        <div class="toolbar">
                            <button type="button" class="primary" disabled=move || !any() on:click=move |_| platform::print()>"打印"</button>
                            <button type="button" disabled=move || !any() on:click=save_docx data-save="docx">"存成 Word 文件"</button>
                            <Show when=move || is_volume() && order.with(Option::is_some)>
                                <button type="button" on:click=save_html data-save="html">"存成卷宗网页"</button>
                                <button type="button" on:click=save_json data-save="json">"存成卷宗数据"</button>
                            </Show>
                            <span class="space"></span>
                            <Show when=move || order.with(Option::is_some)>
                                <label class="check"><input type="checkbox" name="with_details" prop:checked=move || with_details.get()
                                    on:change=move |event| with_details.set(event_target_checked(&event))/><span>"填入诉求人信息"</span></label>
                                <label class="check"><input type="checkbox" name="empty" prop:checked=move || empty.get()
                                    on:change=move |event| empty.set(event_target_checked(&event))/><span>"空白表"</span></label>
                            </Show>
                            {move || asked.with(|asked| asked.id).map(|id| {
                                let pairs = [("id".to_owned(), id.to_string())];
                                view! { <a class="button" href=route::address(Page::Order, &pairs)>"回到工单"</a> }
                            })}
                        </div>
                        {move || {
                            let all = records.get();
                            (!all.is_empty()).then(|| view! { <RecordChoice all asked/> })
                        }}
                        <label class="field header"><span>"单位抬头"<small>{say::papers::HEADER_HINT}</small></span>
                            <input type="text" name="header" maxlength="60" autocomplete="off" prop:value=move || desk.me.with(|me| me.header.clone())
                                on:change=move |event| desk.set_me(|me| event_target_value(&event).trim().clone_into(&mut me.header))/></label>
                        <Show when=move || is_volume()><p class="quiet">{say::papers::VOLUME_INTRO}</p></Show>
                        <Show when=move || any() && order.with(Option::is_some) && !with_details.get() && !empty.get()>
                            <p class="quiet">{say::papers::MASKED}</p></Show>
                        {move || missing.get().filter(|words| !words.is_empty()).map(|words| view! { <p class="message warn" data-lacking>{say::papers::lacks(&words)}</p> })}
                        {move || said.get().map(|said| view! { <p class="message error" role="alert">{said}</p> })}
                    </div>
                    {move || if any() {
                        shown.get().into_iter().map(|sheet| view! { <SheetView sheet/> }).collect_view().into_any()
                    } else {
                        view! { <p class="empty no-print">{say::papers::CHOOSE}</p> }.into_any()
                    }}
                    <Verify/>
                </div>
            </div>
        </div>
    }
}

/// Which record the paper is about, where there are several.
#[component]
fn RecordChoice(all: Vec<Record>, asked: Memo<Asked>) -> impl IntoView {
    let first = all.first().map(|record| record.value.clone()).unwrap_or_default();
    let chosen = Memo::new(move |_| {
        let named = asked.with(|asked| asked.fact.map(|id| id.to_string()).or(asked.case.map(|nth| nth.to_string())));
        named.unwrap_or_else(|| first.clone())
    });
    let choose = move |event: leptos::ev::Event| route::go(&asked.get_untracked().record(&event_target_value(&event)));
    let options = all.into_iter().map(|Record { value, words }| {
        let selected = chosen.get_untracked() == value;
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <label class="field record"><span>"所依记录"<small>{say::papers::RECORD_HINT}</small></span>
            <select name="record" prop:value=move || chosen.get() on:change=choose>{options.collect_view()}</select></label>
    }
}

/// The papers to choose from: those the log has something for first, then those that clauses of the pack speak of.
fn list(asked: &Asked, pack: Option<&banjie::pack::Pack>, order: Option<&WorkOrder>) -> impl IntoView + use<> {
    let all = papers_for(pack, order);
    let (done, open): (Vec<&Paper>, Vec<&Paper>) =
        all.into_iter().partition(|paper| order.is_some_and(|order| paper.is_recorded(order)));
    let (named, others): (Vec<&Paper>, Vec<&Paper>) =
        open.into_iter().partition(|paper| pack.is_none_or(|pack| !paper.rules(pack).is_empty()));
    let link = |paper: &'static Paper| {
        let current = (!asked.volume && asked.paper == paper.id).then_some("true");
        let step = paper.step.map(|step| step.word());
        view! {
            <li><a href=asked.paper(&paper.id) aria-current=current data-paper=paper.id.clone()>{paper.title.clone()}
                {step.map(|step| view! { <small>{step}</small> })}</a></li>
        }
    };
    let groups =
        [(say::papers::RECORDED, done), (say::papers::BY_CLAUSE, named), (say::papers::OTHERS, others)].into_iter();
    groups
        .filter(|(_, papers)| !papers.is_empty())
        .map(|(words, papers)| {
            let links = papers.into_iter().map(link).collect_view();
            view! { <h2>{words}</h2><ul>{links}</ul> }
        })
        .collect_view()
}
