//! Cases as a list: open ones with their limit and next step, closed ones with what came of them.

use banjie::deadline::Regime;
use banjie::order::{Id, Item, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::supervision::{Case, cases};
use banjie::term::Term;
use chrono::NaiveDateTime;
use leptos::prelude::*;

use super::found::{MOST_PRINTED, More, PAGE};
use super::lists::{Place, Tab};
use super::record::{LimitLine, case_address, case_limit, named, next_step, order_address, stage_code, step_address};
use crate::app::desk::Desk;
use crate::app::parts::printing::Printing;
use crate::app::say;
use crate::app::session::Session;

/// Headings of the table that is taken out as a file.
pub const HEADS: [&str; 12] = [
    "督办编号",
    "工单编号",
    "标题",
    "承办单位",
    "督办事由",
    "依据",
    "督办方式",
    "立案时间",
    "督办时限",
    "环节",
    "结案时间",
    "解决结果",
];

/// One case as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    id: Id,
    nth: u32,
    /// How many cases the order has.
    all: u32,
    case_number: String,
    number: String,
    title: String,
    lead: String,
    ground: String,
    rule: String,
    clause: Option<String>,
    modes: String,
    opened: String,
    closed: String,
    result: String,
    stage: &'static str,
    stage_code: &'static str,
    is_noticed: bool,
    limit: Option<LimitLine>,
    next: Option<Step>,
}

/// The value of a field that the last entry of a step has, in words.
fn value_of(case: &Case<'_>, step: Step, item: Item, pack: &Pack) -> String {
    let value = case.last(step).and_then(|entry| entry.fact.with.get(item));
    value.map(|value| say::order::value(item.into(), value, Some(pack))).unwrap_or_default()
}

/// What came of a case: what its closing says, else its answer.
pub fn result_of(case: &Case<'_>, pack: &Pack) -> String {
    let said = [Step::CloseSupervision, Step::AnswerSupervision].map(|step| value_of(case, step, Item::Settled, pack));
    said.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

impl Line {
    pub fn of(desk: Desk, (id, nth): Place, now: NaiveDateTime) -> Option<Self> {
        let order = desk.order(id)?;
        let all = cases(&order);
        let case = all.iter().find(|case| case.nth == nth)?;
        desk.under(order.pack().0, |regime| Self::under(regime, &order, case, now))
    }

    fn under(regime: &Regime<'_>, order: &WorkOrder, case: &Case<'_>, now: NaiveDateTime) -> Self {
        let at = |step| case.last(step).map(|entry| say::moment(entry.fact.at)).unwrap_or_default();
        let rule = regime.pack.rule(case.ground());
        let modes: Vec<&str> = case.modes().into_iter().map(Term::word).collect();
        let stage = case.stage();
        // Only the last case is what the moments of the order tell of.
        let is_last = case.nth == order.cases;
        Self {
            id: order.id,
            nth: case.nth,
            all: order.cases,
            case_number: case.number().to_owned(),
            number: named(order.number()),
            title: order.title().to_owned(),
            lead: order.lead.clone(),
            ground: case.ground_words(regime.pack).to_owned(),
            rule: case.ground().to_owned(),
            clause: rule.map(|rule| say::order::clause(rule, regime.pack)),
            modes: modes.join("、"),
            opened: at(Step::OpenSupervision),
            closed: at(Step::CloseSupervision),
            result: result_of(case, regime.pack),
            stage: say::supervision::stage(stage),
            stage_code: stage_code(stage),
            is_noticed: case.last(Step::NotifySupervision).is_some(),
            limit: is_last.then(|| case_limit(regime, order, now)).flatten(),
            next: is_last.then(|| next_step(regime, order, stage, now)).flatten(),
        }
    }

    fn limit_words(&self) -> String {
        match &self.limit {
            Some(limit) => say::supervision::limit(&limit.words, limit.late, limit.provisional, limit.done.as_deref()),
            None if self.is_noticed => say::supervision::NO_LIMIT.to_owned(),
            None => say::supervision::NOT_NOTICED.to_owned(),
        }
    }

    pub fn cells(&self) -> Vec<String> {
        vec![
            self.case_number.clone(),
            self.number.clone(),
            self.title.clone(),
            self.lead.clone(),
            self.ground.clone(),
            self.clause.clone().unwrap_or_default(),
            self.modes.clone(),
            self.opened.clone(),
            self.limit_words(),
            self.stage.to_owned(),
            self.closed.clone(),
            self.result.clone(),
        ]
    }
}

#[component]
pub fn CaseList(list: Memo<Vec<Place>>, tab: Tab, printing: Printing) -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let limit = RwSignal::new(PAGE);
    let count = Memo::new(move |_| list.with(Vec::len));
    let lines = Memo::new(move |_| {
        let now = session.now.get();
        let drawn = if printing.is_on() { MOST_PRINTED } else { limit.get() };
        list.with(|list| list.iter().take(drawn).filter_map(|at| Line::of(desk, *at, now)).collect::<Vec<_>>())
    });
    let last_heads = match tab {
        Tab::Closed => ("结案时间", "解决结果"),
        _ => ("督办时限", "下一步"),
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=say::supervision::tab(tab)>
            <table class="grid docket">
                <thead><tr>
                    <th scope="col" class="c-case">"督办案"</th><th scope="col" class="c-order">"工单"</th>
                    <th scope="col" class="c-lead">"承办单位"</th><th scope="col">"督办事由"</th>
                    <th scope="col" class="c-mode">"督办方式"</th><th scope="col" class="c-stage">"环节"</th>
                    <th scope="col" class="c-limit">{last_heads.0}</th><th scope="col" class="c-act">{last_heads.1}</th>
                </tr></thead>
                <tbody><For each=move || lines.get() key=Line::clone let:line>{row(line, tab)}</For></tbody>
            </table>
        </div>
        <More count limit/>
    }
}

fn row(line: Line, tab: Tab) -> impl IntoView {
    let late = line.limit.as_ref().is_some_and(|limit| limit.late);
    let limit_title = line.limit.as_ref().map(|limit| limit.clause.clone());
    let limit_words = line.limit_words();
    let case_words = match line.case_number.is_empty() {
        true => say::supervision::nth(line.nth, line.all),
        false => line.case_number,
    };
    let label = line.next.map(|step| format!("{} {}", step.word(), line.number));
    let last = match tab {
        Tab::Closed => view! {
            <td class="c-limit" data-head="结案时间">{line.closed}</td>
            <td class="c-act" data-head="解决结果">{line.result}</td>
        }
        .into_any(),
        _ => view! {
            <td class="c-limit" class:late=late data-head="督办时限" title=limit_title>{limit_words}</td>
            <td class="c-act" data-head="下一步">{line.next.map(|step| view! {
                <a class="button" href=step_address(line.id, step) data-step=step.code() aria-label=label>{step.word()}</a>
            })}</td>
        }
        .into_any(),
    };
    view! {
        <tr data-order=line.id.to_string() data-case=line.nth.to_string() data-case-stage=line.stage_code>
            <td class="c-case" data-head="督办案"><a href=case_address(line.id, line.nth)>{case_words}</a>
                <small class="block">{line.opened}</small></td>
            <td class="c-order" data-head="工单"><span class="cut" title=line.title>
                <a href=order_address(line.id)>{line.number}</a>" "{line.title.clone()}</span></td>
            <td class="c-lead" data-head="承办单位">{line.lead}</td>
            <td data-head="督办事由" data-rule=line.rule>{line.ground}" "<small class="cite">{line.clause}</small></td>
            <td class="c-mode" data-head="督办方式">{line.modes}</td>
            <td class="c-stage" data-head="环节"><i class=format!("badge case-stage {}", line.stage_code)>{line.stage}</i></td>
            {last}
        </tr>
    }
}
