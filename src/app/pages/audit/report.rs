//! What was found: totals by rule, the rows under a filter, the cells that could not be read, and all of it as CSV.

use banjie::audit::{Agreement, RowStanding};
use leptos::prelude::*;

use super::work::{HEADS, Job, Line};
use crate::app::parts::field::{Choice, Entry};
use crate::app::parts::rows::{Rows, to_top};
use crate::app::{platform, say};

/// Which rows are shown.
const FILTERS: [(&str, &str); 7] = [
    ("", "全部"),
    ("on_time", "按时"),
    ("late", "逾期办结"),
    ("overdue", "逾期未办结"),
    ("running", "未到期"),
    ("differs", "与平台不一致"),
    ("unreadable", "无法计算或无时限"),
];

fn kept(filter: &str, line: &Line) -> bool {
    match filter {
        "on_time" => line.standing == RowStanding::OnTime,
        "late" => matches!(line.standing, RowStanding::Late { .. }),
        "overdue" => matches!(line.standing, RowStanding::Overdue { .. }),
        "running" => matches!(line.standing, RowStanding::Running(_)),
        "differs" => matches!(line.agreement, Agreement::Differs(_)),
        "unreadable" => matches!(line.standing, RowStanding::NoLimit | RowStanding::Unreadable),
        _ => true,
    }
}

#[component]
pub fn Report(job: Job) -> impl IntoView {
    let filter = RwSignal::new(String::new());
    let search = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        job.outcome.track();
        let (filter, search) = (filter.get(), search.get());
        let matches = |line: &Line| {
            kept(&filter, line)
                && (search.is_empty()
                    || line.number.contains(&search)
                    || line.unit.contains(&search)
                    || line.rule.contains(&search))
        };
        job.found.with_value(|found| {
            let lines = found.lines.iter().enumerate();
            lines.filter(|(_, line)| matches(line)).map(|(at, _)| at).collect::<Vec<usize>>()
        })
    });
    let count = Memo::new(move |_| shown.with(Vec::len));
    let problem_count = job.found.with_value(|found| found.problems.len());
    let row = move |at: usize| {
        let line = shown.with(|shown| shown.get(at).copied());
        line.and_then(|at| job.found.with_value(|found| found.lines.get(at).map(Line::cells))).unwrap_or_default()
    };
    let problem_cells = move |at: usize| {
        job.found.with_value(|found| {
            found
                .problems
                .get(at)
                .map(|problem| {
                    let head = found.heading.get(problem.column).cloned().unwrap_or_default();
                    vec![
                        problem.row.to_string(),
                        say::audit::place(problem.column + 1, &head),
                        problem.text.clone(),
                        say::audit::trouble(problem.problem).to_owned(),
                    ]
                })
                .unwrap_or_default()
        })
    };
    let export = move |name: &'static str, heads: &[&str], count: usize, row: &dyn Fn(usize) -> Vec<String>| {
        let saved = platform::save_table(name, heads, (0..count).map(row)).is_ok();
        said.set(if saved { say::audit::exported(name, count) } else { "浏览器不允许下载".to_owned() });
    };
    view! {
        <section class="panel report">
            <h2>"核对结果"</h2>
            <Totals job/>
            <div class="fields narrow no-print">
                <Choice label="显示" options=FILTERS.map(|(id, word)| (id.to_owned(), word.to_owned())).to_vec() value=filter
                    on_change=move |value| { filter.set(value); to_top(); }/>
                <Entry label="查找" hint="编号、单位、依据" value=search on_change=move |text: String| { search.set(text.trim().to_owned()); to_top(); }/>
                <div class="toolbar">
                    <button type="button" on:click=move |_| export("核对结果.csv", &HEADS, count.get(), &row)>"导出 CSV"</button>
                    <button type="button" on:click=|_| platform::print()>"打印"</button>
                </div>
            </div>
            <p class="cite" role="status">{move || say::audit::shown_rows(count.get())}" "{said}</p>
            <Show when=move || { count.get() > 0 } fallback=|| view! { <p class="empty">{say::audit::NO_ROWS}</p> }>
                <Rows label="核对结果" heads=HEADS.to_vec() count row/>
            </Show>
        </section>
        {(problem_count > 0).then(|| view! {
            <section class="panel report">
                <h2>{say::audit::unread_heading(problem_count)}</h2>
                <p class="cite">{say::audit::UNREAD_HINT}</p>
                <div class="toolbar no-print"><button type="button"
                    on:click=move |_| export("读不出的单元格.csv", &PROBLEM_HEADS, problem_count, &problem_cells)>"导出清单 CSV"</button></div>
                <Rows label="读不出的单元格" heads=PROBLEM_HEADS.to_vec() count=Signal::derive(move || problem_count) row=problem_cells/>
            </section>
        })}
    }
}

const PROBLEM_HEADS: [&str; 4] = ["行", "列", "内容", "问题"];

#[component]
fn Totals(job: Job) -> impl IntoView {
    let totals = job.found.with_value(|found| found.totals.clone());
    let mut sum = super::work::Total::default();
    for total in totals.values() {
        sum.rows += total.rows;
        sum.on_time += total.on_time;
        sum.late += total.late;
        sum.running += total.running;
        sum.overdue += total.overdue;
        sum.agrees += total.agrees;
        sum.differs += total.differs;
    }
    let rate = |total: &super::work::Total| {
        let judged = total.on_time + total.late + total.overdue;
        if judged == 0 { "—".to_owned() } else { percent(total.on_time, judged) }
    };
    let row = move |name: String, total: super::work::Total| {
        let rate = rate(&total);
        let cells = [total.rows, total.on_time, total.late, total.overdue, total.running, total.agrees, total.differs];
        view! {
            <tr><th scope="row">{name}</th>{cells.map(|n| view! { <td class="number">{n.to_string()}</td> }).collect_view()}<td class="number">{rate}</td></tr>
        }
    };
    let rows: Vec<_> = totals
        .into_iter()
        .map(|(rule, total)| row(if rule.is_empty() { "无时限或无法计算".to_owned() } else { rule }, total))
        .collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="合计">
            <table class="grid totals">
                <thead><tr>{["依据", "工单", "按时", "逾期办结", "逾期未办结", "未到期", "与平台一致", "不一致", "按时率"].map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>{rows}{row("合计".to_owned(), sum)}</tbody>
            </table>
        </div>
    }
}

/// `93.3%`, rounded half up.
fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}
