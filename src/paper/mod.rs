//! 文书 — the papers of an order: forms as data, filled from its log into sheets, and the one volume of a case.
//!
//! - [`Paper`]: a form, out of `builtin.toml`; [`papers_for`] an order. What a cell may show is a closed set,
//!   [`Binding`].
//! - [`fill`]: a form and where it is filled from ([`Source`]) → a [`Sheet`]; without an order, the empty form.
//! - [`docx()`] and [`html()`]: sheets as a file that an office prints.
//! - [`Volume`]: 一案一档, the log of one order in a chain of sums, so that every later change shows at its fact.
//!
//! Details are filled in as they are handed in: who masks them is the caller.

mod binding;
mod contents;
mod docx;
mod fill;
mod html;
mod resolve;
mod template;
mod verify;
mod volume;
mod words;

pub use binding::{Binding, Known, Part};
pub use contents::{Lack, Leaf, contents, lacking, sheets};
pub use docx::docx;
pub use fill::fill;
pub use html::html;
pub use template::{COLUMNS, Concerns, Flaw, Paper, Rows, read};
pub use verify::{Break, BreakKind, Opened, open};
pub use volume::{Link, PackRef, Volume, volume_html};

use std::sync::OnceLock;

use chrono::NaiveDateTime;

use crate::deadline::Regime;
use crate::ledger::Unit;
use crate::order::{Details, Fact, WorkOrder};
use crate::pack::Pack;
use crate::supervision::Case;

/// The built-in forms, as JSON.
pub const BUILTIN: &str = include_str!(concat!(env!("OUT_DIR"), "/papers.json"));

/// 填表来源: where a paper is filled from. What is not given stays blank.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'s> {
    /// The order.
    pub order: Option<&'s WorkOrder>,
    /// 诉求人信息, masked or not.
    pub details: Option<&'s Details>,
    /// Its rules and calendar.
    pub regime: Option<&'s Regime<'s>>,
    /// The case of supervision; the last one, where none is named.
    pub case: Option<&'s Case<'s>>,
    /// The handling unit, as the registry has it.
    pub unit: Option<&'s Unit>,
    /// The fact the paper is about; the last of its step, where none is named.
    pub fact: Option<&'s Fact>,
    /// The orders of a list.
    pub orders: &'s [&'s WorkOrder],
    /// 单位抬头, as the office wants it at the head.
    pub header: &'s str,
    /// When.
    pub now: NaiveDateTime,
}

/// 一页文书: a paper filled in, or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Id of the paper.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 编号 line under the title; may be empty.
    pub sub: String,
    /// 单位抬头; may be empty.
    pub header: String,
    /// Whom it is for and what about, line by line; may be empty.
    pub intro: String,
    /// Its table, [`COLUMNS`] columns wide.
    pub rows: Vec<Vec<Cell>>,
    /// Signatures under the table.
    pub foot: Vec<Cell>,
    /// How to fill it in.
    pub notes: Vec<String>,
    /// The clauses it comes from.
    pub cites: Vec<String>,
}

/// 格子: one cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it is called, if that stands in it.
    pub label: String,
    /// What stands in it.
    pub content: Content,
    /// Columns.
    pub span: u8,
    /// Least height in lines.
    pub lines: u8,
    /// A heading of other cells.
    pub strong: bool,
}

/// 格子内容: what stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Content {
    /// A text; line by line.
    Text(String),
    /// Boxes to tick, some of them ticked.
    Boxes(Vec<Tick>),
    /// Nothing yet: room to write or sign.
    #[default]
    Blank,
}

/// 勾选框: one box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// What it stands for.
    pub word: String,
    /// Whether it is ticked.
    pub on: bool,
}

impl Tick {
    /// `☑ 是`.
    pub fn text(&self) -> String {
        format!("{} {}", if self.on { '☑' } else { '□' }, self.word)
    }
}

/// Between two boxes of one line.
pub const GAP: &str = "　";
/// A row of more lines than this may be parted by the end of a page.
const WHOLE: usize = 12;

impl Sheet {
    /// Whether its table is a list: a heading, to stand on every page, and rows under it.
    pub fn is_list(&self) -> bool {
        self.rows.first().is_some_and(|row| !row.is_empty() && row.iter().all(|cell| cell.strong))
    }

    /// The lines of its intro, and whether each is the addressee.
    pub fn opening(&self) -> impl Iterator<Item = (bool, &str)> {
        self.intro.lines().map(|line| (line.ends_with('：'), line))
    }
}

impl Cell {
    /// What stands in the cell as it is printed, paragraph by paragraph: label and content, boxes below each other
    /// where there is room for it.
    pub fn paragraphs(&self) -> Vec<String> {
        self.parts().into_iter().map(|parts| parts.join(GAP)).collect()
    }

    /// The same; a paragraph of several boxes in as many parts, none of which is to be broken.
    pub fn parts(&self) -> Vec<Vec<String>> {
        let mut content: Vec<Vec<String>> = match &self.content {
            Content::Text(text) => text.lines().map(|line| vec![line.to_owned()]).collect(),
            Content::Boxes(boxes) => {
                let ticks: Vec<String> = boxes.iter().map(Tick::text).collect();
                let alone = self.is_apart() || ticks.is_empty();
                if alone { ticks.into_iter().map(|tick| vec![tick]).collect() } else { vec![ticks] }
            }
            Content::Blank => Vec::new(),
        };
        if self.label.is_empty() {
            return content;
        }
        let label = format!("{}：", self.label);
        let only = content.len() == 1 && self.lines <= 1;
        let first = if only { content.iter_mut().flatten().next() } else { None };
        match first {
            Some(first) => first.insert_str(0, &label),
            None => content.insert(0, vec![label]),
        }
        content
    }

    /// Whether its boxes stand below each other.
    fn is_apart(&self) -> bool {
        matches!(&self.content, Content::Boxes(boxes) if self.lines > 1 && boxes.len() <= usize::from(self.lines))
    }

    /// Whether its text begins at its top: there is room under it.
    pub fn is_tall(&self) -> bool {
        self.lines > 1 && !self.label.is_empty()
    }
}

/// Least height of a row, in lines.
pub fn row_lines(cells: &[Cell]) -> u8 {
    cells.iter().map(|cell| cell.lines).max().unwrap_or(1).max(1)
}

/// Whether a row is so high that the end of a page may part it.
pub fn may_part(cells: &[Cell]) -> bool {
    let lines = |cell: &Cell| -> usize {
        // About seven characters to two columns.
        let width = (usize::from(cell.span) * 7 / 2).max(1);
        cell.paragraphs().iter().map(|text| text.chars().count().div_ceil(width).max(1)).sum()
    };
    cells.iter().any(|cell| lines(cell).max(usize::from(cell.lines)) > WHOLE)
}

fn builtin() -> &'static (Vec<Paper>, Vec<Flaw>) {
    static READ: OnceLock<(Vec<Paper>, Vec<Flaw>)> = OnceLock::new();
    READ.get_or_init(|| read(BUILTIN))
}

/// Every built-in paper.
pub fn papers() -> &'static [Paper] {
    &builtin().0
}

/// What cannot be read in the built-in papers: nothing, as the tests see to.
pub fn flaws() -> &'static [Flaw] {
    &builtin().1
}

/// The built-in paper with this id.
pub fn paper(id: &str) -> Option<&'static Paper> {
    papers().iter().find(|paper| paper.id == id)
}

/// The papers of a pack: all of them; or of one order, those with something on record to fill them first.
pub fn papers_for(pack: Option<&Pack>, order: Option<&WorkOrder>) -> Vec<&'static Paper> {
    let of_pack = papers().iter().filter(|paper| pack.is_none_or(|pack| paper.is_in(pack)));
    let Some(order) = order else { return of_pack.collect() };
    let (done, open): (Vec<&'static Paper>, Vec<&'static Paper>) =
        of_pack.filter(|paper| paper.concerns(order)).partition(|paper| paper.is_recorded(order));
    done.into_iter().chain(open).collect()
}

impl Paper {
    /// Whether it can be about this order: a paper of supervision only where there was a case of it.
    pub fn concerns(&self, order: &WorkOrder) -> bool {
        match self.of {
            Concerns::Order => true,
            Concerns::Case => order.cases > 0 || self.is_recorded(order),
            Concerns::Office | Concerns::Unit => false,
        }
    }

    /// Whether the log of this order has a fact that it is about.
    pub fn is_recorded(&self, order: &WorkOrder) -> bool {
        order.entries.iter().any(|entry| entry.live && self.fits(&entry.fact))
    }
}
