//! 网页 — sheets as one file that any browser prints: A4, a sheet a page, no script, nothing from elsewhere.

use std::fmt::Write as _;

use super::docx::escaped;
use super::{COLUMNS, Cell, GAP, Sheet, may_part, row_lines};

const STYLE: &str = "\
@page { size: A4; margin: 18mm 16mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 178mm; color: #000; background: #fff;
  font: 12pt/1.5 FangSong, 仿宋, STFangsong, FangSong_GB2312, SimSun, 'Noto Serif CJK SC', serif }
article { break-after: page; page-break-after: always }
article:last-of-type { break-after: auto; page-break-after: auto }
h1 { margin: 0 0 4mm; text-align: center; font: bold 18pt/1.4 SimSun, 宋体, STSong, 'Noto Serif CJK SC', serif }
.office { margin: 0 0 2mm; text-align: center; font: bold 14pt/1.4 SimSun, 宋体, STSong, 'Noto Serif CJK SC', serif }
.sub, .intro { margin: 0 0 2mm }
.to { margin: 0 }
.intro { text-indent: 2em }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td, th { padding: 1mm 1.5mm; border: 0.3mm solid #000; vertical-align: middle; font-weight: normal; text-align: left;
  overflow-wrap: anywhere; word-break: break-word }
th { text-align: center; text-wrap: balance }
td.tall { vertical-align: top }
td p, th p { margin: 0; min-height: 1.5em }
td span { white-space: nowrap }
.list { font-size: 10.5pt }
.list td, .list th { padding: 1mm }
thead { display: table-header-group }
tr { break-inside: avoid; page-break-inside: avoid }
tr:last-child { break-after: avoid; page-break-after: avoid }
tr.long { break-inside: auto; page-break-inside: auto }
.foot { margin-top: 6mm; break-before: avoid; page-break-before: avoid }
.foot td { border: 0 }
.small { margin: 2mm 0 0; font-size: 9pt }
@media screen { body { max-width: 210mm } article { margin: 6mm 0; padding: 12mm 16mm; outline: 1px solid #ccc } }
@media screen and (max-width: 700px) {
  body { font-size: 10pt } article { margin: 0 0 4mm; padding: 4mm 3mm } h1 { font-size: 14pt }
}
";

/// One standing document of these sheets.
pub fn html(sheets: &[Sheet], title: &str) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    for sheet in sheets {
        article(&mut out, sheet);
    }
    out + "</body>\n</html>\n"
}

fn article(out: &mut String, sheet: &Sheet) {
    out.push_str("<article>\n");
    let heads = [("p", "office", &sheet.header), ("h1", "title", &sheet.title), ("p", "sub", &sheet.sub)];
    for (tag, class, text) in heads {
        if !text.is_empty() {
            let _ = writeln!(out, "<{tag} class=\"{class}\">{}</{tag}>", escaped(text));
        }
    }
    for (addressee, line) in sheet.opening() {
        let class = if addressee { "to" } else { "intro" };
        let _ = writeln!(out, "<p class=\"{class}\">{}</p>", escaped(line));
    }
    table(out, &sheet.rows, if sheet.is_list() { "list" } else { "form" }, usize::from(sheet.is_list()));
    table(out, std::slice::from_ref(&sheet.foot), "foot", 0);
    for note in &sheet.notes {
        let _ = writeln!(out, "<p class=\"small\">{}</p>", escaped(note));
    }
    if !sheet.cites.is_empty() {
        let _ = writeln!(out, "<p class=\"small\">依据：{}</p>", escaped(&sheet.cites.join("，")));
    }
    out.push_str("</article>\n");
}

/// A table; the first `heads` rows stand on every page.
fn table(out: &mut String, rows: &[Vec<Cell>], class: &str, heads: usize) {
    if rows.iter().all(Vec::is_empty) {
        return;
    }
    let _ = write!(out, "<table class=\"{class}\"><colgroup>");
    for _ in 0..COLUMNS {
        out.push_str("<col>");
    }
    out.push_str("</colgroup>\n");
    if heads > 0 {
        out.push_str("<thead>\n");
        for cells in rows.iter().take(heads) {
            row(out, cells);
        }
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    for cells in rows.iter().skip(heads).filter(|cells| !cells.is_empty()) {
        row(out, cells);
    }
    out.push_str("</tbody></table>\n");
}

fn row(out: &mut String, cells: &[Cell]) {
    // Tenths of a millimetre.
    let height = 25 + u32::from(row_lines(cells)) * 65;
    let class = if may_part(cells) { " class=\"long\"" } else { "" };
    let _ = write!(out, "<tr{class} style=\"height:{}.{}mm\">", height / 10, height % 10);
    for cell in cells {
        let tag = if cell.strong { "th" } else { "td" };
        let tall = if cell.is_tall() { " class=\"tall\"" } else { "" };
        let _ = write!(out, "<{tag}{tall} colspan=\"{}\">", cell.span);
        for parts in cell.parts() {
            let whole = parts.len() > 1;
            let texts = parts.iter().map(|part| escaped(part));
            let texts = texts.map(|text| if whole { format!("<span>{text}</span>") } else { text });
            let _ = write!(out, "<p>{}</p>", texts.collect::<Vec<_>>().join(GAP));
        }
        let _ = write!(out, "</{tag}>");
    }
    out.push_str("</tr>\n");
}
