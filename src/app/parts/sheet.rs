//! A sheet of paper as the page shows and prints it.

use banjie::paper::{COLUMNS, Cell, Sheet};
use leptos::prelude::*;

/// A row of more lines than this may be parted by the end of a page.
const WHOLE: u8 = 8;

#[component]
pub fn SheetView(sheet: Sheet) -> impl IntoView {
    let line = |class: &'static str, text: String| (!text.is_empty()).then(|| view! { <p class=class>{text}</p> });
    let Sheet { id, title, sub, header, intro, rows, foot, notes, cites } = sheet;
    let cites = if cites.is_empty() { String::new() } else { format!("依据：{}", cites.join("，")) };
    view! {
        <article class="sheet-paper" data-paper=id>
            {line("office", header)}
            <h2 class="title">{title}</h2>
            {line("sub", sub)}
            {line("intro", intro)}
            {table(rows, "form")}
            {table(vec![foot], "form foot")}
            {notes.into_iter().map(|note| view! { <p class="small">{note}</p> }).collect_view()}
            {line("small", cites)}
        </article>
    }
}

fn table(rows: Vec<Vec<Cell>>, class: &'static str) -> Option<impl IntoView> {
    rows.iter().any(|row| !row.is_empty()).then(|| {
        view! {
            <table class=class>
                <colgroup>{(0..COLUMNS).map(|_| view! { <col/> }).collect_view()}</colgroup>
                <tbody>{rows.into_iter().filter(|row| !row.is_empty()).map(row).collect_view()}</tbody>
            </table>
        }
    })
}

fn row(cells: Vec<Cell>) -> impl IntoView {
    let lines = cells.iter().map(|cell| cell.lines).max().unwrap_or(1).max(1);
    let cell = |cell: Cell| {
        let span = cell.span.to_string();
        let text = cell.paragraphs().into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
        match cell.strong {
            true => view! { <th colspan=span>{text}</th> }.into_any(),
            false => view! { <td colspan=span class:tall={cell.lines > 1}>{text}</td> }.into_any(),
        }
    };
    view! { <tr class:long={lines > WHOLE} data-lines=lines.min(12).to_string()>{cells.into_iter().map(cell).collect_view()}</tr> }
}
