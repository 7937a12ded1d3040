//! A sheet of paper as the page shows and prints it.

use banjie::paper::{COLUMNS, Cell, GAP, Sheet, may_part, row_lines};
use leptos::prelude::*;

#[component]
pub fn SheetView(sheet: Sheet) -> impl IntoView {
    let line = |class: &'static str, text: String| (!text.is_empty()).then(|| view! { <p class=class>{text}</p> });
    let opening: Vec<(bool, String)> = sheet.opening().map(|(addressee, text)| (addressee, text.to_owned())).collect();
    let is_list = sheet.is_list();
    let Sheet { id, title, sub, header, rows, foot, notes, cites, .. } = sheet;
    let cites = if cites.is_empty() { String::new() } else { format!("依据：{}", cites.join("，")) };
    view! {
        <article class="sheet-paper" data-paper=id>
            {line("office", header)}
            <h2 class="title">{title}</h2>
            {line("sub", sub)}
            {opening
                .into_iter()
                .map(|(addressee, text)| {
                    let class = if addressee { "to" } else { "intro" };
                    view! { <p class=class>{text}</p> }
                })
                .collect_view()}
            {table(rows, if is_list { "form list" } else { "form" }, usize::from(is_list))}
            {table(vec![foot], "form foot", 0)}
            {notes.into_iter().map(|note| view! { <p class="small">{note}</p> }).collect_view()}
            {line("small", cites)}
        </article>
    }
}

/// A table; the first `heads` rows stand on every page.
fn table(mut rows: Vec<Vec<Cell>>, class: &'static str, heads: usize) -> Option<impl IntoView> {
    rows.retain(|row| !row.is_empty());
    (!rows.is_empty()).then(|| {
        let rest = rows.split_off(heads.min(rows.len()));
        view! {
            <table class=class>
                <colgroup>{(0..COLUMNS).map(|_| view! { <col/> }).collect_view()}</colgroup>
                {(!rows.is_empty()).then(|| view! { <thead>{rows.into_iter().map(row).collect_view()}</thead> })}
                <tbody>{rest.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    })
}

fn row(cells: Vec<Cell>) -> impl IntoView {
    let (lines, long) = (row_lines(&cells), may_part(&cells));
    view! { <tr class:long=long data-lines=lines.min(16).to_string()>{cells.into_iter().map(cell).collect_view()}</tr> }
}

fn cell(cell: Cell) -> impl IntoView {
    let (span, tall) = (cell.span.to_string(), cell.is_tall());
    let text = cell.parts().into_iter().map(|parts| view! { <p>{paragraph(parts)}</p> }).collect_view();
    match cell.strong {
        true => view! { <th colspan=span>{text}</th> }.into_any(),
        false => view! { <td colspan=span class:tall=tall>{text}</td> }.into_any(),
    }
}

/// Several boxes in one line: none of them is broken.
fn paragraph(parts: Vec<String>) -> AnyView {
    if parts.len() < 2 {
        return parts.concat().into_any();
    }
    let gap = |at: usize| if at == 0 { "" } else { GAP };
    let parts = parts.into_iter().enumerate();
    parts.map(|(at, part)| view! { {gap(at)}<span>{part}</span> }).collect_view().into_any()
}
