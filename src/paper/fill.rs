//! 填写 — a form and its source → a sheet: cells laid out, values looked up, boxes ticked, what is not known left blank.

use crate::order::{Attribute, Fact, Field, Item, Shape};
use crate::pack::Pack;
use crate::supervision::{Case, cases};
use crate::term::{Flag, Term};

use super::binding::Binding;
use super::contents::contents;
use super::resolve::{Found, Line, Scope};
use super::template::{COLUMNS, Concerns, Filling, Listing, Paper, Phrase, Piece, Rows, Slot, field_of};
use super::{Cell, Content, Sheet, Source, Tick, words};

/// A line to write on, where a text has a value that is not known.
const RULE: &str = "＿＿＿＿＿";
/// Most rows of a list.
const MOST_ROWS: usize = 2_000;

/// 填表: the paper with all the source knows filled in; without an order, the empty form.
pub fn fill(paper: &Paper, source: &Source<'_>) -> Sheet {
    let every: Vec<Case<'_>>;
    let case = match (source.case, source.order) {
        (Some(case), _) => Some(case),
        (None, Some(order)) => {
            every = cases(order);
            every.last()
        }
        (None, None) => None,
    };
    let mut scope = Scope { source, order: source.order, details: source.details, case, own: None, line: None };
    scope.own = own(paper, &scope);
    let mut rows: Vec<Vec<Cell>> = paper.rows.iter().map(|row| scope.row(row)).collect();
    if let Some(list) = &paper.list {
        rows.extend(scope.list(list));
    }
    rows.extend(paper.rest.iter().map(|row| scope.row(row)));
    Sheet {
        id: paper.id.clone(),
        title: paper.title.clone(),
        sub: scope.said(&paper.sub),
        header: source.header.to_owned(),
        intro: scope.said(&paper.intro),
        rows,
        foot: scope.foot(&paper.foot),
        notes: paper.notes.clone(),
        cites: scope.pack().map(|pack| cites(paper, pack)).unwrap_or_default(),
    }
}

/// The clauses a paper comes from, the title of their source before the first of them.
fn cites(paper: &Paper, pack: &Pack) -> Vec<String> {
    let mut cites: Vec<String> = Vec::new();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut rules = paper.rules(pack);
    let sources: Vec<&str> = rules.iter().copied().map(|rule| rule.citation.source.as_str()).collect();
    rules.sort_by_key(|rule| sources.iter().position(|source| *source == rule.citation.source));
    for rule in rules {
        let (source, clause) = (rule.citation.source.as_str(), rule.citation.clause.as_str());
        if !seen.contains(&(source, clause)) {
            let first = seen.iter().all(|(known, _)| *known != source);
            cites.push(if first { words::clause(rule, pack) } else { clause.to_owned() });
            seen.push((source, clause));
        }
    }
    cites
}

/// The fact the paper is about: the one named, else the last that fits, in its case where it is about one.
fn own<'s>(paper: &Paper, scope: &Scope<'s>) -> Option<&'s Fact> {
    if let Some(fact) = scope.source.fact.filter(|fact| paper.step.is_some() && fact.step() == paper.step) {
        return Some(fact);
    }
    let step = paper.step?;
    if let Some(case) = scope.case.filter(|_| paper.of == Concerns::Case) {
        let entry = case.entries.iter().rev().copied().find(|entry| paper.fits(&entry.fact))?;
        return Some(&entry.fact);
    }
    scope.order?.done(step).filter(|entry| paper.fits(&entry.fact)).last().map(|entry| &entry.fact)
}

impl<'s> Scope<'s> {
    fn row(&self, slots: &[Slot]) -> Vec<Cell> {
        slots.iter().flat_map(|slot| self.cells(slot)).collect()
    }

    /// The cell of a slot, after its label where that stands beside it.
    fn cells(&self, slot: &Slot) -> Vec<Cell> {
        let Slot { label, span, side, lines, .. } = slot;
        if slot.head {
            let content = Content::Text(label.clone());
            return vec![Cell { content, span: *span, lines: *lines, strong: true, ..Cell::default() }];
        }
        let content = self.content(&slot.filling);
        let beside = *side > 0 && side < span;
        let inside = !beside && !label.is_empty();
        let lines = match &content {
            // Below each other they take a line each, and their label one; more room they do not need.
            Content::Boxes(boxes) if *lines > 1 && boxes.len() <= usize::from(*lines) => {
                u8::try_from(boxes.len()).unwrap_or(*lines).saturating_add(u8::from(inside)).max(2)
            }
            _ => *lines,
        };
        let cell = Cell {
            label: if inside { label.clone() } else { String::new() },
            content,
            span: if beside { span - side } else { *span },
            lines,
            strong: false,
        };
        let head = beside.then(|| Cell {
            content: Content::Text(label.clone()),
            span: *side,
            lines,
            strong: true,
            ..Cell::default()
        });
        head.into_iter().chain([cell]).collect()
    }

    fn content(&self, filling: &Filling) -> Content {
        match filling {
            Filling::Blank => Content::Blank,
            Filling::Of(bindings) => text(self.words(bindings).unwrap_or_default()),
            Filling::Phrase(phrase) => text(self.said(phrase)),
            Filling::Boxes(bindings, only) => self.boxes(bindings, only),
            Filling::Flags(fields) => {
                let tick = |field: &Field| Tick {
                    word: field.word().to_owned(),
                    on: self.own.is_some_and(|fact| fact.with.is(*field)),
                };
                Content::Boxes(fields.iter().map(tick).collect())
            }
        }
    }

    fn words(&self, bindings: &[Binding]) -> Option<String> {
        self.first(bindings).map(|found| found.words(self.pack()))
    }

    /// A box for each value that this pack knows, the true one ticked.
    fn boxes(&self, bindings: &[Binding], only: &[String]) -> Content {
        let found = self.first(bindings);
        let field = match &found {
            Some(Found::Value(field, _)) => Some(*field),
            _ => bindings.iter().find_map(field_of),
        };
        let pairs: Vec<(String, String)> = match field.map(Field::shape) {
            Some(Shape::Listed(list)) => {
                let values = self.pack().map(|pack| pack.list(list)).unwrap_or_default();
                values.iter().map(|value| (value.id.clone(), value.label.clone())).collect()
            }
            Some(Shape::Choice) => {
                let choices = field.map(Field::choices).unwrap_or_default().into_iter();
                choices.map(|(code, word)| (code.to_owned(), word.to_owned())).collect()
            }
            // Yes or no.
            _ => [Flag::Yes, Flag::No].map(|flag| (flag.code().to_owned(), flag.word().to_owned())).to_vec(),
        };
        let code = found.as_ref().map(Found::code).unwrap_or_default();
        let scale = field.and_then(|field| self.scale(field));
        let wanted = |known: &str| {
            let named = only.is_empty() || only.iter().any(|code| code == known);
            // What is on record stands there, whichever pack it was recorded under.
            let of_pack = known == code || scale.is_none_or(|scale| scale.iter().any(|value| value == known));
            known != "none" && named && of_pack
        };
        let mut pairs: Vec<(String, String)> = pairs.into_iter().filter(|(known, _)| wanted(known)).collect();
        // Yes before no.
        if pairs.iter().all(|(known, _)| Flag::from_code(known).is_some()) {
            pairs.sort_by_key(|(known, _)| known == Flag::No.code());
        }
        Content::Boxes(pairs.into_iter().map(|(known, word)| Tick { on: known == code, word }).collect())
    }

    /// The values of a field under this pack. Every scale of satisfaction of a pack is its own.
    fn scale(&self, field: Field) -> Option<&'s [String]> {
        let verdict = Field::from(Attribute::Verdict);
        let field = if field.choices() == verdict.choices() { verdict } else { field };
        self.pack()?.text().vocabulary.get(field.code()).map(Vec::as_slice)
    }

    /// A text with its values. Where it is nothing but values, those not known are left out, and lines left empty with
    /// them; otherwise there is a line to write on in their place.
    fn said(&self, phrase: &Phrase) -> String {
        let Phrase(pieces) = phrase;
        let bare = !pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty()));
        let said = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Of(bindings) => {
                self.words(bindings).unwrap_or_else(|| if bare { String::new() } else { RULE.to_owned() })
            }
        };
        let whole: String = pieces.iter().map(said).collect();
        if bare {
            let lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        } else {
            whole
        }
    }

    /// Signatures in a row: a label with room to sign, or a text with values.
    fn foot(&self, phrases: &[Phrase]) -> Vec<Cell> {
        let count = u8::try_from(phrases.len()).unwrap_or(COLUMNS).clamp(1, COLUMNS);
        let span = COLUMNS / count;
        let cell = |(at, phrase): (usize, &Phrase)| {
            let said = self.said(phrase);
            let stated = phrase.0.iter().any(|piece| matches!(piece, Piece::Of(_)));
            let last = at + 1 == phrases.len();
            let span = if last { COLUMNS - span * (count - 1) } else { span };
            let (label, content) = if stated { (String::new(), text(said)) } else { (said, Content::Blank) };
            Cell { label, content, span, lines: 1, strong: false }
        };
        phrases.iter().take(usize::from(COLUMNS)).enumerate().map(cell).collect()
    }

    /// The rows of a list under their heading, and empty ones to write on.
    fn list(&self, list: &Listing) -> Vec<Vec<Cell>> {
        let head = |slot: &Slot| Cell {
            content: Content::Text(slot.label.clone()),
            span: slot.span,
            lines: 1,
            strong: true,
            ..Cell::default()
        };
        let mut rows: Vec<Vec<Cell>> = vec![list.columns.iter().map(head).collect()];
        let lines = self.lines(list.of);
        for line in &lines {
            // Of an order of the list only its log is known, unless it is the one the paper is about.
            let other = line.order.is_some_and(|order| self.order.is_none_or(|own| own.id != order.id));
            let mut scope: Scope<'_> = *self;
            scope.line = Some(line);
            scope.order = line.order.or(self.order);
            if other {
                (scope.details, scope.case) = (None, None);
            }
            rows.push(list.columns.iter().map(|slot| scope.column(slot)).collect());
        }
        let blank = |slot: &Slot| Cell { span: slot.span, lines: 1, ..Cell::default() };
        for _ in lines.len()..list.least {
            rows.push(list.columns.iter().map(blank).collect());
        }
        rows
    }

    fn column(&self, slot: &Slot) -> Cell {
        Cell { content: self.content(&slot.filling), span: slot.span, lines: 1, ..Cell::default() }
    }

    fn lines(&self, of: Rows) -> Vec<Line<'s>> {
        let titled = |title: String| Line { title, ..Line::default() };
        let mut lines: Vec<Line<'s>> = match of {
            Rows::Blank => Vec::new(),
            Rows::Orders if self.source.orders.is_empty() => {
                self.order.map(|order| Line { order: Some(order), ..Line::default() }).into_iter().collect()
            }
            Rows::Orders => {
                let orders = self.source.orders.iter().copied();
                orders.map(|order| Line { order: Some(order), ..Line::default() }).collect()
            }
            Rows::Persons => {
                let persons = self.own.map(|fact| fact.with.text(Item::Persons)).unwrap_or_default();
                let each = persons.split(['、', '，', ',', '\n']).map(str::trim).filter(|name| !name.is_empty());
                each.map(|name| titled(name.to_owned())).collect()
            }
            Rows::Contents => {
                let leaves = self.order.map(|order| contents(order, self.pack())).unwrap_or_default();
                leaves
                    .into_iter()
                    .map(|leaf| Line { title: leaf.title, at: leaf.at, by: leaf.by, ..Line::default() })
                    .collect()
            }
            Rows::Log => {
                let entries = self.order.map(|order| order.entries.as_slice()).unwrap_or_default();
                let live = entries.iter().filter(|entry| entry.live).map(|entry| &entry.fact);
                live.map(|fact| Line {
                    title: words::done(fact),
                    at: Some(fact.at),
                    // A narrow column.
                    by: words::by(&fact.by).replace(' ', "\n"),
                    what: words::record(fact, self.pack()),
                    ..Line::default()
                })
                .collect()
            }
        };
        lines.truncate(MOST_ROWS);
        for (at, line) in lines.iter_mut().enumerate() {
            line.nth = at + 1;
        }
        lines
    }
}

/// A text, or room to write one.
fn text(text: String) -> Content {
    if text.trim().is_empty() { Content::Blank } else { Content::Text(text) }
}
