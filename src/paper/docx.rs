//! 文档 — sheets as a document of a word processor: A4, one table a sheet on a grid of twelve columns, one sheet a page.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{COLUMNS, Cell, Sheet, may_part, row_lines};

/// Twentieths of a point of one column, and of the table.
const COLUMN: u32 = 840;
const WIDTH: u32 = COLUMN * COLUMNS as u32;
/// A4 in twentieths of a point, and what is left of it beside the table.
const PAGE: (u32, u32) = (11_906, 16_838);
const SIDE: u32 = (PAGE.0 - WIDTH) / 2;
/// Above and below.
const EDGE: u32 = 1_020;
/// Height of a line, and of what is above and below the lines of a row.
const LINE: u32 = 368;
const AROUND: u32 = 142;

const ON_A_NEW_PAGE: &str = "<w:pageBreakBefore/>";
/// On the page of what follows.
const KEPT: &str = "<w:keepNext/>";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/fontTable.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>"#,
    r#"<Override PartName="/word/footer1.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    "</Types>"
);

/// The document: an error only where a part of it is too large for the file.
pub fn docx(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    archive(sheets).map_err(|error| error.to_string())
}

fn archive(sheets: &[Sheet]) -> ZipResult<Vec<u8>> {
    let parts: [(&str, String); 7] = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", relations(&OF_DOCUMENT)),
        ("word/document.xml", document(sheets)),
        ("word/styles.xml", styles()),
        ("word/fontTable.xml", fonts()),
        ("word/footer1.xml", footer()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No moment of its own: the same sheets make the same file.
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

const OF_DOCUMENT: [(&str, &str); 3] =
    [("styles", "styles.xml"), ("fontTable", "fontTable.xml"), ("footer", "footer1.xml")];

/// `rId1`, `rId2`… in the order given; the footer is the third of the document.
fn relations(targets: &[(&str, &str)]) -> String {
    let mut out = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
    for (at, (kind, target)) in targets.iter().enumerate() {
        let id = at + 1;
        let _ = write!(out, r#"<Relationship Id="rId{id}" Type="{OF_OFFICE}/{kind}" Target="{target}"/>"#);
    }
    out + "</Relationships>"
}

fn document(sheets: &[Sheet]) -> String {
    let mut out = format!("<w:document {MAIN} xmlns:r=\"{OF_OFFICE}\"><w:body>");
    for (at, sheet) in sheets.iter().enumerate() {
        page(&mut out, sheet, at > 0);
    }
    let (width, height) = PAGE;
    let _ = write!(
        out,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{EDGE}\" w:right=\"{SIDE}\" w:bottom=\"{EDGE}\" w:left=\"{SIDE}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    out
}

fn page(out: &mut String, sheet: &Sheet, breaks: bool) {
    let mut first = if breaks { ON_A_NEW_PAGE } else { "" };
    for (style, text) in [("Office", &sheet.header), ("PaperTitle", &sheet.title)] {
        if !text.is_empty() {
            paragraph(out, style, text, std::mem::take(&mut first));
        }
    }
    for line in sheet.sub.lines() {
        paragraph(out, "Sub", line, std::mem::take(&mut first));
    }
    for (addressee, line) in sheet.opening() {
        paragraph(out, if addressee { "To" } else { "Intro" }, line, std::mem::take(&mut first));
    }
    let is_signed = !sheet.foot.is_empty();
    table(out, &sheet.rows, if sheet.is_list() { &LIST } else { &FORM }, is_signed);
    if is_signed {
        // Two tables in a row would become one.
        paragraph(out, "Gap", "", KEPT);
        table(out, std::slice::from_ref(&sheet.foot), &FOOT, false);
    }
    for note in &sheet.notes {
        paragraph(out, "Small", note, "");
    }
    if !sheet.cites.is_empty() {
        paragraph(out, "Small", &format!("依据：{}", sheet.cites.join("，")), "");
    }
    // A table at the end of a page or of the document is followed by a paragraph.
    if sheet.notes.is_empty() && sheet.cites.is_empty() {
        paragraph(out, "End", "", "");
    }
}

/// A kind of table: its style, those of its cells and headings, and how many rows stand on every page.
struct Kind {
    style: &'static str,
    cell: &'static str,
    head: &'static str,
    heads: usize,
}

const FORM: Kind = Kind { style: "Ruled", cell: "Cell", head: "CellHead", heads: 0 };
const LIST: Kind = Kind { style: "Ruled", cell: "ListCell", head: "ListHead", heads: 1 };
const FOOT: Kind = Kind { style: "Plain", cell: "Cell", head: "CellHead", heads: 0 };

/// A paragraph; `of` is what else it has of its own.
fn paragraph(out: &mut String, style: &str, text: &str, of: &str) {
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{of}</w:pPr>");
    run(out, text);
    out.push_str("</w:p>");
}

fn run(out: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = write!(out, "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    }
}

/// A table; `kept` with what follows it, as far as its last row can be.
fn table(out: &mut String, rows: &[Vec<Cell>], kind: &Kind, kept: bool) {
    if rows.iter().all(Vec::is_empty) {
        return;
    }
    let style = kind.style;
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
         <w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for _ in 0..COLUMNS {
        let _ = write!(out, "<w:gridCol w:w=\"{COLUMN}\"/>");
    }
    out.push_str("</w:tblGrid>");
    for (at, cells) in rows.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
        let last = at + 1 == rows.len();
        row(out, cells, kind, at < kind.heads, if kept && last { KEPT } else { "" });
    }
    out.push_str("</w:tbl>");
}

fn row(out: &mut String, cells: &[Cell], kind: &Kind, heads: bool, of: &str) {
    let height = AROUND + LINE * u32::from(row_lines(cells));
    let whole = if may_part(cells) { "" } else { "<w:cantSplit/>" };
    let heads = if heads { "<w:tblHeader/>" } else { "" };
    let _ = write!(out, "<w:tr><w:trPr>{whole}<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{heads}</w:trPr>");
    for cell in cells {
        let (width, span) = (COLUMN * u32::from(cell.span), cell.span);
        let upright = if cell.is_tall() { "top" } else { "center" };
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/>\
             <w:vAlign w:val=\"{upright}\"/></w:tcPr>"
        );
        let style = if cell.strong { kind.head } else { kind.cell };
        let paragraphs = cell.paragraphs();
        if paragraphs.is_empty() {
            paragraph(out, style, "", of);
        }
        for text in paragraphs {
            paragraph(out, style, &text, of);
        }
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}

/// A paragraph style: alignment, size in half points, and what else stands in its runs and paragraphs.
fn style(out: &mut String, id: &str, jc: &str, size: u32, of_runs: &str, of_paragraph: &str) {
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>\
         <w:basedOn w:val=\"Normal\"/><w:pPr>{of_paragraph}<w:jc w:val=\"{jc}\"/></w:pPr>\
         <w:rPr>{of_runs}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
    );
}

fn styles() -> String {
    let mut out = format!(
        "<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋\" \
         w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
         </w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/></w:pPr></w:style>"
    );
    let song = "<w:rFonts w:eastAsia=\"宋体\"/><w:b/>";
    style(&mut out, "Office", "center", 28, song, "<w:spacing w:after=\"60\"/>");
    style(&mut out, "PaperTitle", "center", 36, song, "<w:spacing w:after=\"160\"/>");
    style(&mut out, "Sub", "left", 24, "", "<w:spacing w:after=\"80\"/>");
    style(&mut out, "To", "left", 24, "", "<w:spacing w:after=\"40\"/>");
    let indent = "<w:spacing w:after=\"100\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>";
    style(&mut out, "Intro", "left", 24, "", indent);
    let cells =
        [("Cell", "left", 24), ("CellHead", "center", 24), ("ListCell", "left", 21), ("ListHead", "center", 21)];
    for (id, jc, size) in cells {
        style(&mut out, id, jc, size, "", "<w:spacing w:before=\"20\" w:after=\"20\"/>");
    }
    style(&mut out, "Small", "left", 18, "", "<w:spacing w:before=\"60\"/>");
    style(&mut out, "Gap", "left", 2, "", "<w:spacing w:line=\"280\" w:lineRule=\"exact\"/>");
    style(&mut out, "End", "left", 2, "", "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>");
    style(&mut out, "Foot", "center", 18, "", "");
    let margin = |side: &str| format!("<w:{side} w:w=\"60\" w:type=\"dxa\"/>");
    let margins = format!("<w:tblCellMar>{}{}</w:tblCellMar>", margin("left"), margin("right"));
    let mut lines = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(lines, "<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>");
    }
    for (id, borders) in [("Ruled", format!("<w:tblBorders>{lines}</w:tblBorders>")), ("Plain", String::new())] {
        let _ = write!(
            out,
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>\
             <w:tblPr>{borders}{margins}</w:tblPr></w:style>"
        );
    }
    out + "</w:styles>"
}

/// What the fonts are called where they go by another name.
fn fonts() -> String {
    let mut out = format!("<w:fonts {MAIN}>");
    for (name, other) in [("仿宋", "FangSong"), ("宋体", "SimSun")] {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/>\
             <w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>"
        );
    }
    out + "</w:fonts>"
}

/// The number of the page.
fn footer() -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "<w:ftr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"Foot\"/></w:pPr>{}{}{}{}{}</w:p></w:ftr>",
        text("第 "),
        field("PAGE"),
        text(" 页，共 "),
        field("NUMPAGES"),
        text(" 页")
    )
}

/// A text as it may stand in XML 1.0: marks escaped, characters it forbids left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
