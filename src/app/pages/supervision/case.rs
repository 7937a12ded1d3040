//! One case on one page: what it is about, why, how the unit was urged and until when, what it answered, how that was
//! checked, and everything else done in it. The page itself is what is printed.

use banjie::ledger::Post;
use banjie::order::{Details, Id};
use banjie::term::Term;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::evidence::{entries, ground};
use super::record::{LimitLine, order_address, step_address};
use super::sheet::{Attached, Demand, Rung, Sheet};
use crate::app::desk::Desk;
use crate::app::parts::printing::Printing;
use crate::app::route::{self, Page};
use crate::app::session::Session;
use crate::app::{platform, say};

/// The papers of an order, all in one volume.
fn volume_address(id: Id) -> String {
    route::address(Page::Papers, &[("id".to_owned(), id.to_string()), ("volume".to_owned(), "1".to_owned())])
}

/// Several names by 、, each masked.
fn name_shown(text: &str, open: bool) -> String {
    if open {
        return text.to_owned();
    }
    let masked = |name: &str| Details { name: name.trim().to_owned(), ..Details::default() }.masked_name();
    text.split('、').map(masked).collect::<Vec<_>>().join("、")
}

#[component]
pub fn CasePage(id: Id, nth: Option<u32>) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let left = expect_context::<route::Left>();
    let back = left.of(Page::Supervision);
    // Where one came from another page, the page was left with this very case.
    let back = if back.contains("id=") { route::address(Page::Supervision, &[]) } else { back };
    let sheet: Memo<Result<Sheet, String>> = Memo::new(move |_| {
        let now = session.now.get();
        let order = desk.order(id).ok_or_else(|| say::order::NO_ORDER.to_owned())?;
        Sheet::of(desk, &order, nth, now)
    });
    // Names and numbers are masked, on the page and on paper, until somebody asks to see them.
    let open = RwSignal::new(false);
    let printing = Printing::listen();
    Effect::new(move |_| platform::scroll_to_top());
    view! {
        {move || match sheet.get() {
            Err(words) => view! {
                <p class="empty">{words}" "<a href=route::address(Page::Supervision, &[])>{say::supervision::BACK}</a></p>
            }.into_any(),
            Ok(sheet) => {
                let line = say::supervision::case_line(&sheet.order_number, sheet.stage, session.now.get_untracked());
                let Sheet { nth, all, number, order_number, title, stage, stage_code, .. } = sheet.clone();
                view! {
                    <article class="case" data-case=nth.to_string()>
                        <header class="order-head">
                            <h1>{say::supervision::case_title(&number)}</h1>
                            <p class="print-only sub">{line}</p>
                            <div class="toolbar">
                                <i class=format!("badge case-stage {stage_code}") data-case-stage=stage_code>{stage}</i>
                                <span>{say::supervision::nth(nth, all)}</span>
                                <span class="cut">"工单 "<a href=order_address(id)>{order_number}</a>" "{title}</span>
                                <span class="space no-print"></span>
                                <label class="check no-print"><input type="checkbox" name="names_open" prop:checked=move || open.get()
                                    on:change=move |event| open.set(event_target_checked(&event))/>"显示姓名和电话"</label>
                                <button type="button" class="no-print" data-action="print" on:click=move |_| printing.print()>"打印本案"</button>
                                <a class="button no-print" data-action="volume" href=volume_address(id)>"卷宗"</a>
                                <a class="button no-print" href=back.clone()>{say::supervision::BACK}</a>
                            </div>
                        </header>
                        <Ways id sheet=sheet.clone()/>
                        <Body id sheet open printing/>
                        <p class="print-only sign">{say::supervision::SIGNATURES}</p>
                    </article>
                }.into_any()
            }
        }}
    }
}

/// The steps that can be taken now, each leading to its form.
#[component]
fn Ways(id: Id, sheet: Sheet) -> impl IntoView {
    let Sheet { possible, forbidden, is_last, is_closed, .. } = sheet;
    let none = match (is_last, is_closed, possible.is_empty()) {
        (false, ..) => Some(say::supervision::EARLIER_CASE),
        (true, true, true) => Some(say::supervision::CLOSED_CASE),
        (true, false, true) => Some(say::supervision::NO_STEPS),
        _ => None,
    };
    view! {
        <section class="panel acts no-print" aria-label="可办步骤">
            <h2>"可办步骤"</h2>
            {none.map(|words| view! { <p class="quiet">{words}</p> })}
            <div class="buttons">{possible.into_iter().map(|way| view! {
                <a class="button step" href=step_address(id, way.step) data-step=way.step.code()>
                    <b>{way.step.word()}</b>
                    {way.until.map(|until| view! { <small class="until">{until}</small> })}
                    {way.clause.map(|clause| view! { <small class="cite">{clause}</small> })}
                </a>
            }).collect_view()}</div>
            {(!forbidden.is_empty()).then(|| view! {
                <div class="forbidden">
                    <h3>{say::order::forbidden_heading(forbidden.len())}</h3>
                    <ul>{forbidden.into_iter().map(|(step, reasons)| view! {
                        <li data-step=step.code()>
                            <b>{step.word()}</b>
                            {reasons.into_iter().map(|reason| view! {
                                <span class="reason" title=reason.gist data-rule=reason.rule>
                                    {reason.text}
                                    {reason.clause.map(|clause| view! { <small class="cite">{clause}</small> })}
                                </span>
                            }).collect_view()}
                        </li>
                    }).collect_view()}</ul>
                </div>
            })}
        </section>
    }
}

/// Everything of the case, part by part.
#[component]
fn Body(id: Id, sheet: Sheet, open: RwSignal<bool>, printing: Printing) -> impl IntoView {
    let desk = Desk::get();
    let Sheet { basics, units, number, nth, all, stage, result, .. } = sheet.clone();
    let person = move || {
        let details = desk.details(id).unwrap_or_default();
        let details = if open.get() { details } else { details.masked() };
        let lines = [("诉求人", details.name), ("电话", details.phone), ("联系地址", details.address)];
        lines.into_iter().filter(|(_, value)| !value.is_empty()).map(pair).collect_view()
    };
    let people = move || units.clone().into_iter().map(|unit| posts(desk, unit, open.get())).collect_view();
    let case_lines = [
        ("督办编号", number),
        ("督办次数", say::supervision::nth(nth, all)),
        ("督办环节", stage.to_owned()),
        ("解决结果", result),
    ];
    let case_lines = case_lines.into_iter().filter(|(_, value)| !value.is_empty());
    view! {
        <section class="panel" data-part="basics">
            <h2>"一、基本情况"</h2>
            <dl class="pairs">
                {case_lines.map(pair).collect_view()}
                {basics.into_iter().map(pair).collect_view()}
                {person}
            </dl>
            <h3>"单位和人员"</h3>
            {people}
        </section>
        <Why sheet=sheet.clone() printing/>
        <How sheet=sheet.clone()/>
        <section class="panel" data-part="answer">
            <h2>"五、承办单位答复"</h2>
            {demands(sheet.demands, !sheet.answers.is_empty())}
            {entries(sheet.answers, Some(say::supervision::NO_ANSWER))}
        </section>
        <section class="panel" data-part="checks">
            <h2>"六、核查与结案"</h2>
            {entries(sheet.checks, Some(say::supervision::NO_CHECKS))}
        </section>
        <section class="panel" data-part="course">
            <h2>"七、督办过程中的其他记录"</h2>
            {entries(sheet.others, Some(say::supervision::NO_OTHERS))}
        </section>
        <Files files=sheet.files/>
    }
}

fn pair((name, value): (&'static str, String)) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

/// The people of a unit as the registry has them.
fn posts(desk: Desk, unit: String, open: bool) -> impl IntoView {
    let known = desk.units().into_iter().find(|known| known.name == unit);
    let held: Vec<(&'static str, String)> = known
        .iter()
        .flat_map(|known| known.posts.iter())
        .map(|(post, names)| (post.word(), name_shown(names, open || *post == Post::Office)))
        .collect();
    let none = held.is_empty().then(|| view! { <p class="quiet">{say::supervision::NO_POSTS}</p> });
    view! {
        <div class="unit-posts"><b>{unit}</b>
            {none}
            <dl class="pairs">{held.into_iter().map(pair).collect_view()}</dl>
        </div>
    }
}

/// The ground with its clause and the facts that show it.
#[component]
fn Why(sheet: Sheet, printing: Printing) -> impl IntoView {
    let unshown = match (&sheet.shown, &sheet.ground_clause, sheet.by_hand) {
        (Some(_), ..) => None,
        (None, None, _) => Some(say::supervision::UNKNOWN_GROUND),
        (None, Some(_), true) => Some(say::supervision::BY_HAND),
        (None, Some(_), false) => Some(say::supervision::NO_GROUND_NOW),
    };
    // What the log shows names ground and clause itself.
    let named = sheet.shown.is_none().then(|| {
        view! {
            <p data-rule=sheet.ground_rule><b>{sheet.ground}</b>" "<small class="cite">{sheet.ground_clause}</small></p>
        }
    });
    view! {
        <section class="panel" data-part="ground">
            <h2>"二、督办事由"</h2>
            {named}
            {sheet.shown.map(|line| ground(line, printing))}
            {unshown.map(|words| view! { <p class="quiet">{words}</p> })}
            {entries(sheet.opening, None)}
        </section>
    }
}

/// How the unit was urged, and until when it has to answer.
#[component]
fn How(sheet: Sheet) -> impl IntoView {
    let none = sheet.ladder.is_empty().then(|| view! { <p class="quiet">{say::supervision::NO_LADDER}</p> });
    let modes = (!sheet.modes.is_empty()).then(|| view! { <p>"已用方式："<b data-modes="1">{sheet.modes}</b></p> });
    view! {
        <section class="panel" data-part="modes">
            <h2>"三、督办方式"</h2>
            {modes}
            {none}
            <ol class="ladder">{sheet.ladder.into_iter().map(rung).collect_view()}</ol>
            {entries(sheet.notices, Some(say::supervision::NO_NOTICES))}
        </section>
        <section class="panel" data-part="limit">
            <h2>"四、督办时限"</h2>
            {limit(sheet.limit, sheet.is_noticed, sheet.days)}
            {entries(sheet.extensions, None)}
        </section>
    }
}

fn rung(rung: Rung) -> impl IntoView {
    let is_used = rung.used.is_some();
    view! {
        <li class:used=is_used data-rule=rung.rule>
            <b>{rung.mode}</b>" "<span>{rung.gist}</span>" "<small class="cite">{rung.clause}</small>
            {rung.used.map(|at| view! { " "<i class="badge right">{say::supervision::used(&at)}</i> })}
            {(rung.holds && !is_used).then(|| view! { " "<i class="badge provisional">"情形已具备"</i> })}
        </li>
    }
}

fn limit(limit: Option<LimitLine>, is_noticed: bool, days: String) -> AnyView {
    let Some(limit) = limit else {
        let words = if is_noticed { say::supervision::NO_LIMIT } else { say::supervision::NOT_NOTICED };
        return view! { <p class="quiet">{words}</p> }.into_any();
    };
    let words = say::supervision::limit(&limit.words, limit.late, limit.provisional, limit.done.as_deref());
    view! {
        <p data-rule=limit.rule class:late=limit.late><b class="case-limit">{words}</b>" "<small class="cite">{limit.clause}</small>
            " "<a class="no-print" href=days>{say::supervision::SHEET_LINK}</a></p>
    }
    .into_any()
}

/// What the answer lacks; before there is one, what it must say.
fn demands(demands: Vec<Demand>, is_answered: bool) -> AnyView {
    if demands.is_empty() {
        return ().into_any();
    }
    let count = demands.len();
    let words = if is_answered { say::supervision::lacks(count) } else { say::supervision::wanted(count) };
    view! {
        <div class="demands" class:lacking=is_answered>
            <p>{words}</p>
            <ul>{demands.into_iter().map(|demand| view! {
                <li>{demand.field}" "<small class="cite">{demand.clause}</small></li>
            }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

#[component]
fn Files(files: Vec<Attached>) -> impl IntoView {
    let desk = Desk::get();
    let said = RwSignal::new(String::new());
    let fetch = move |hash: String, name: String| {
        spawn_local(async move {
            let saved = match desk.file(hash).await {
                Ok(Some(blob)) => platform::save_blob(&name, &blob).is_ok(),
                _ => false,
            };
            said.set(if saved { say::order::FILE_SAVED } else { say::order::NO_FILE }.to_owned());
        });
    };
    let none = files.is_empty().then(|| view! { <p class="quiet">{say::supervision::NO_FILES}</p> });
    view! {
        <section class="panel files" data-part="files">
            <h2>"八、附件"</h2>
            <span class="said" role="status">{move || said.get()}</span>
            {none}
            <ul>{files.into_iter().map(|Attached { hash, name, size }| {
                let file = name.clone();
                view! { <li><button type="button" class="plain" on:click=move |_| fetch(hash.clone(), file.clone())>{name}</button>" "<small>{size}</small></li> }
            }).collect_view()}</ul>
        </section>
    }
}
