//! 网页 — sheets as one file that any browser prints: A4, a sheet a page, no script, nothing from elsewhere.

use std::fmt::Write as _;

use super::docx::escaped;
use super::{COLUMNS, Cell, Sheet};

const STYLE: &str = "\
@page { size: A4; margin: 20mm 22mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 166mm; color: #000; background: #fff;
  font: 11pt/1.5 FangSong, 仿宋, STFangsong, FangSong_GB2312, SimSun, serif }
article { break-after: page; page-break-after: always; padding: 6mm 0 }
article:last-of-type { break-after: auto; page-break-after: auto }
h1 { margin: 0 0 4mm; text-align: center; font: bold 18pt/1.4 SimSun, 宋体, STSong, serif }
.office { margin: 0 0 2mm; text-align: center; font: bold 14pt/1.4 SimSun, 宋体, STSong, serif }
.sub, .intro { margin: 0 0 2mm; white-space: pre-line }
.intro { text-indent: 2em }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td, th { padding: 1mm 1.5mm; border: 0.3mm solid #000; vertical-align: middle; font-weight: normal; text-align: left;
  overflow-wrap: anywhere; word-break: break-word }
th { text-align: center }
td.tall { vertical-align: top }
td p, th p { margin: 0; min-height: 1.5em }
tr { break-inside: avoid; page-break-inside: avoid }
tr.long { break-inside: auto; page-break-inside: auto }
.foot { margin-top: 6mm }
.foot td { border: 0 }
.small { margin: 2mm 0 0; font-size: 9pt }
@media screen { article { margin: 6mm 0; padding: 8mm; outline: 1px solid #ccc } }
";

/// A row of more lines than this may be parted by the end of a page.
const WHOLE: u8 = 8;

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
    for (tag, class, text) in [
        ("p", "office", &sheet.header),
        ("h1", "title", &sheet.title),
        ("p", "sub", &sheet.sub),
        ("p", "intro", &sheet.intro),
    ] {
        if !text.is_empty() {
            let _ = writeln!(out, "<{tag} class=\"{class}\">{}</{tag}>", escaped(text));
        }
    }
    table(out, &sheet.rows, "");
    table(out, std::slice::from_ref(&sheet.foot), "foot");
    for note in &sheet.notes {
        let _ = writeln!(out, "<p class=\"small\">{}</p>", escaped(note));
    }
    if !sheet.cites.is_empty() {
        let _ = writeln!(out, "<p class=\"small\">依据：{}</p>", escaped(&sheet.cites.join("，")));
    }
    out.push_str("</article>\n");
}

fn table(out: &mut String, rows: &[Vec<Cell>], class: &str) {
    if rows.iter().all(Vec::is_empty) {
        return;
    }
    let _ = write!(out, "<table class=\"{class}\"><colgroup>");
    for _ in 0..COLUMNS {
        out.push_str("<col>");
    }
    out.push_str("</colgroup><tbody>\n");
    for cells in rows.iter().filter(|cells| !cells.is_empty()) {
        row(out, cells);
    }
    out.push_str("</tbody></table>\n");
}

fn row(out: &mut String, cells: &[Cell]) {
    let lines = cells.iter().map(|cell| cell.lines).max().unwrap_or(1).max(1);
    // Millimetres.
    let height = u32::from(lines) * 8;
    let class = if lines > WHOLE { " class=\"long\"" } else { "" };
    let _ = write!(out, "<tr{class} style=\"height:{height}mm\">");
    for cell in cells {
        let tag = if cell.strong { "th" } else { "td" };
        let tall = if cell.lines > 1 && !cell.strong { " class=\"tall\"" } else { "" };
        let _ = write!(out, "<{tag}{tall} colspan=\"{}\">", cell.span);
        for text in cell.paragraphs() {
            let _ = write!(out, "<p>{}</p>", escaped(&text));
        }
        let _ = write!(out, "</{tag}>");
    }
    out.push_str("</tr>\n");
}
