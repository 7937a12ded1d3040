//! 文书样式 — the forms as data: read, checked, and told what is wrong with them. A name nobody knows leaves a blank.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::order::{Fact, Field, Shape, Step};
use crate::pack::{FieldTest, Pack, TestText};
use crate::term::{Flag, Term, vocabulary};

use super::binding::{Binding, Part};

/// How many columns a row has.
pub const COLUMNS: u8 = 12;
/// Columns of a label beside its cell.
const SIDE: u8 = 2;
/// Fewest columns of a cell that has its label beside it.
const SIDE_FROM: u8 = 4;

vocabulary! {
    /// 文书对象: what a paper is about.
    Concerns { Order "order" "工单", Case "case" "督办案", Office "office" "本单位事务", Unit "unit" "承办单位", }
}

vocabulary! {
    /// 清单内容: what the rows of a list are.
    Rows {
        Orders "orders" "若干工单", Log "log" "办理记录", Contents "contents" "卷内材料", Persons "persons" "参会人员",
        Blank "blank" "空行",
    }
}

/// 文书: one form.
#[doc(alias = "文书")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its id.
    pub id: String,
    /// 标题.
    pub title: String,
    /// Packs it belongs to; none means all.
    pub packs: Vec<String>,
    /// Clauses it comes from, by row of the matrix or by rule.
    pub clauses: Vec<String>,
    /// What it is about.
    pub of: Concerns,
    /// The step whose fact fills it.
    pub step: Option<Step>,
    /// What that fact must say.
    pub given: Vec<FieldTest>,
    pub(super) sub: Phrase,
    pub(super) intro: Phrase,
    pub(super) rows: Vec<Vec<Slot>>,
    pub(super) list: Option<Listing>,
    pub(super) rest: Vec<Vec<Slot>>,
    pub(super) foot: Vec<Phrase>,
    pub(super) notes: Vec<String>,
}

/// 样式缺陷: something in a form that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Id of the paper; empty for the whole file.
    pub paper: String,
    /// What is wrong, as written.
    pub what: String,
}

/// 文字: a text with values in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Phrase(pub(super) Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The first of these that has a value.
    Of(Vec<Binding>),
}

/// 格子样式.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) label: String,
    pub(super) filling: Filling,
    pub(super) span: u8,
    /// Columns of the label beside the cell; 0: in it.
    pub(super) side: u8,
    pub(super) lines: u8,
    /// A heading: the label is all there is.
    pub(super) head: bool,
}

/// 格子内容样式.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filling {
    Blank,
    Of(Vec<Binding>),
    Phrase(Phrase),
    /// The values of a vocabulary, the true one ticked; only these codes, if any.
    Boxes(Vec<Binding>, Vec<String>),
    /// Fields of the paper's own fact, ticked where they say yes.
    Flags(Vec<Field>),
}

/// 清单样式.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) of: Rows,
    pub(super) least: usize,
    pub(super) columns: Vec<Slot>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    paper: Vec<PaperText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperText {
    id: String,
    title: String,
    #[serde(default)]
    packs: Vec<String>,
    #[serde(default)]
    clauses: Vec<String>,
    of: Concerns,
    #[serde(default)]
    step: Option<String>,
    #[serde(default)]
    given: BTreeMap<String, TestText>,
    #[serde(default)]
    sub: String,
    #[serde(default)]
    intro: String,
    #[serde(default)]
    rows: Vec<Vec<SlotText>>,
    #[serde(default)]
    list: Option<ListText>,
    #[serde(default)]
    rest: Vec<Vec<SlotText>>,
    #[serde(default)]
    foot: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListText {
    of: Rows,
    #[serde(default)]
    least: usize,
    columns: Vec<SlotText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotText {
    #[serde(default)]
    label: String,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    boxes: Option<String>,
    #[serde(default)]
    only: Vec<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    span: Option<u8>,
    #[serde(default)]
    side: Option<u8>,
    #[serde(default)]
    lines: Option<u8>,
    #[serde(default)]
    head: bool,
}

/// Reads forms from JSON: what can be read of them, and what cannot.
pub fn read(json: &str) -> (Vec<Paper>, Vec<Flaw>) {
    let file: FileText = match serde_json::from_str(json) {
        Ok(file) => file,
        Err(error) => return (Vec::new(), vec![Flaw { paper: String::new(), what: error.to_string() }]),
    };
    let mut flaws: Vec<Flaw> = Vec::new();
    let mut papers: Vec<Paper> = Vec::new();
    for text in file.paper {
        let mut reader = Reader { paper: text.id.clone(), own: None, flaws: Vec::new() };
        if papers.iter().any(|known| known.id == text.id) {
            reader.flaw(&text.id);
        }
        papers.push(reader.paper(text));
        flaws.append(&mut reader.flaws);
    }
    (papers, flaws)
}

/// One form being read.
struct Reader {
    paper: String,
    own: Option<Step>,
    flaws: Vec<Flaw>,
}

impl Reader {
    fn flaw(&mut self, what: &str) {
        self.flaws.push(Flaw { paper: self.paper.clone(), what: what.to_owned() });
    }

    fn paper(&mut self, text: PaperText) -> Paper {
        if let Some(code) = &text.step {
            self.own = Step::from_code(code);
            if self.own.is_none() {
                self.flaw(code);
            }
        }
        let given = text.given.iter().filter_map(|(code, test)| self.test(code, test)).collect();
        Paper {
            given,
            step: self.own,
            sub: self.phrase(&text.sub),
            intro: self.phrase(&text.intro),
            rows: text.rows.into_iter().map(|row| self.row(row)).collect(),
            list: text.list.map(|list| Listing { of: list.of, least: list.least, columns: self.row(list.columns) }),
            rest: text.rest.into_iter().map(|row| self.row(row)).collect(),
            foot: text.foot.iter().map(|text| self.phrase(text)).collect(),
            notes: text.notes,
            id: text.id,
            title: text.title,
            packs: text.packs,
            clauses: text.clauses,
            of: text.of,
        }
    }

    fn test(&mut self, code: &str, test: &TestText) -> Option<FieldTest> {
        let Some(field) = self.field(code) else {
            self.flaw(code);
            return None;
        };
        let one_of = match test {
            // Whatever it says.
            TestText::Is(code) if code == "*" => Vec::new(),
            TestText::Is(code) => vec![code.clone()],
            TestText::OneOf(codes) => codes.clone(),
        };
        self.known(field, &one_of);
        Some(FieldTest { field, one_of })
    }

    /// A field that the paper's own fact can record.
    fn field(&self, code: &str) -> Option<Field> {
        let field = Field::from_code(code)?;
        self.own?.fields().contains(&field).then_some(field)
    }

    /// Codes are of the vocabulary of their field.
    fn known(&mut self, field: Field, codes: &[String]) {
        let choices = field.choices();
        for code in codes {
            let is_flag = field.shape() == Shape::Flag && Flag::from_code(code).is_some();
            if !is_flag && !choices.iter().any(|(known, _)| known == code) {
                self.flaw(code);
            }
        }
    }

    fn row(&mut self, texts: Vec<SlotText>) -> Vec<Slot> {
        let stated: u8 = texts.iter().filter_map(|text| text.span).fold(0, u8::saturating_add);
        let open = u8::try_from(texts.iter().filter(|text| text.span.is_none()).count()).unwrap_or(u8::MAX);
        let left = COLUMNS.saturating_sub(stated);
        let share = left.checked_div(open).unwrap_or(0);
        let whole = if open == 0 { stated == COLUMNS } else { share > 0 && share * open == left };
        if !whole {
            self.flaw(&texts.iter().map(|text| text.label.as_str()).collect::<Vec<_>>().join(" "));
        }
        texts.into_iter().map(|text| self.slot(text, share)).collect()
    }

    fn slot(&mut self, text: SlotText, share: u8) -> Slot {
        let span = text.span.unwrap_or(share);
        let lines = text.lines.unwrap_or(1).max(1);
        let kinds =
            [text.value.is_some(), text.text.is_some(), text.boxes.is_some(), !text.flags.is_empty(), text.head];
        if kinds.iter().filter(|kind| **kind).count() > 1 {
            self.flaw(&text.label);
        }
        let filling = if let Some(value) = &text.value {
            Filling::Of(self.bindings(value))
        } else if let Some(phrase) = &text.text {
            Filling::Phrase(self.phrase(phrase))
        } else if let Some(boxes) = &text.boxes {
            let bindings = self.bindings(boxes);
            if let Some(field) = bindings.iter().find_map(field_of) {
                self.known(field, &text.only);
            }
            Filling::Boxes(bindings, text.only)
        } else if !text.flags.is_empty() {
            Filling::Flags(text.flags.iter().filter_map(|code| self.flag(code)).collect())
        } else {
            Filling::Blank
        };
        let beside = !text.label.is_empty() && !text.head && lines == 1 && span >= SIDE_FROM;
        let side = text.side.unwrap_or(if beside { SIDE } else { 0 });
        if side > 0 && side >= span {
            self.flaw(&text.label);
        }
        Slot { label: text.label, filling, span, side, lines, head: text.head }
    }

    fn flag(&mut self, code: &str) -> Option<Field> {
        let field = self.field(code).filter(|field| field.shape() == Shape::Flag);
        if field.is_none() {
            self.flaw(code);
        }
        field
    }

    /// `a|b`: the first of them that has a value.
    fn bindings(&mut self, names: &str) -> Vec<Binding> {
        let mut found = Vec::new();
        for name in names.split('|') {
            match Binding::parse(name.trim(), self.own) {
                Some(binding) => found.push(binding),
                None => self.flaw(name),
            }
        }
        found
    }

    fn phrase(&mut self, text: &str) -> Phrase {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((names, tail)) = after.split_once('}') else {
                self.flaw(text);
                break;
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Of(self.bindings(names)));
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Phrase(pieces)
    }
}

/// The field whose vocabulary a box shows.
pub(super) fn field_of(binding: &Binding) -> Option<Field> {
    match binding {
        Binding::Filed(field) | Binding::Own(Part::Field(field)) | Binding::Last(_, Part::Field(field)) => Some(*field),
        _ => None,
    }
}

impl Paper {
    /// Whether the pack, or the one it extends, has this paper.
    pub fn is_in(&self, pack: &Pack) -> bool {
        let extended = pack.text().extends.as_deref();
        self.packs.is_empty() || self.packs.iter().any(|id| id == pack.id() || Some(id.as_str()) == extended)
    }

    /// Whether this fact is what the paper is about.
    pub fn fits(&self, fact: &Fact) -> bool {
        let of_step = self.step.is_some() && fact.step() == self.step;
        of_step && self.given.iter().all(|test| test.holds(&fact.with))
    }

    /// The clauses it comes from, as far as this pack has them: rule by rule.
    pub fn rules<'p>(&self, pack: &'p Pack) -> Vec<&'p crate::pack::Rule> {
        let found = self.clauses.iter().filter_map(|row| {
            let rules = pack.rules();
            rules.iter().find(|rule| rule.id == *row).or_else(|| rules.iter().find(|rule| rule.row() == row))
        });
        found.collect()
    }
}
