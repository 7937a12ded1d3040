//! 关口 — what holds a step up: something the step must record, something that must be on file, something that must have
//! been done before, or must not have been.

use std::collections::BTreeMap;

use crate::order::{Entry, Field, Record, Shape, Step, Value, WorkOrder};
use crate::term::{Role, Term};

use super::check::{Found, PackProblem};
use super::text::{DoneText, GateText, TestText};

/// 关口: a step is refused until all of it holds.
#[doc(alias = "关口")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The step it holds up.
    pub step: Step,
    /// It holds only when the step itself says this.
    pub given: Vec<FieldTest>,
    /// What the step itself must record.
    pub with: Vec<FieldTest>,
    /// Of these the step itself must fill in one at least.
    pub any: Vec<Field>,
    /// What must be on file of the request.
    pub on_file: Vec<FieldTest>,
    /// What must have been done.
    pub after: Vec<Done>,
    /// What must not have been done.
    pub never: Vec<Done>,
}

/// 字段要求: filled in, or one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldTest {
    /// The field.
    pub field: Field,
    /// Codes allowed; empty means that anything will do as long as something stands there.
    pub one_of: Vec<String>,
}

/// 已做步骤: a step done, perhaps in a particular way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The step.
    pub step: Step,
    /// What its record must say.
    pub with: Vec<FieldTest>,
    /// At one of these desks; none means any.
    pub by: Vec<Role>,
    /// By whichever unit had the order, not only by the present one.
    pub ever: bool,
    /// Only what was done after the last of these steps counts.
    pub since: Vec<Step>,
    /// How often at least.
    pub at_least: usize,
}

impl FieldTest {
    /// Whether the record meets it. An attribute that nobody stated has its ordinary value, but is not filled in.
    pub fn holds(&self, record: &Record) -> bool {
        let stated = record.get(self.field);
        if self.one_of.is_empty() {
            return stated.is_some_and(|value| !value.is_empty());
        }
        let code = match stated {
            Some(Value::Text(code)) => code.as_str(),
            Some(Value::Flag(true)) => "yes",
            Some(Value::Flag(false)) => "no",
            Some(_) => return false,
            None => self.field.ordinary(),
        };
        self.one_of.iter().any(|allowed| allowed == code)
    }
}

impl Done {
    /// Whether the order's log meets it.
    pub fn holds(&self, order: &WorkOrder) -> bool {
        self.times(order).filter(|entry| self.fits(entry)).take(self.at_least.max(1)).count() >= self.at_least.max(1)
    }

    /// Every time the step was done that counts, whatever was recorded.
    pub(super) fn times<'o>(&self, order: &'o WorkOrder) -> Box<dyn Iterator<Item = &'o Entry> + 'o> {
        let spent = |entry: &&Entry| {
            let step = entry.fact.step();
            entry.live && step.is_some_and(|step| self.since.contains(&step))
        };
        let since = order.entries.iter().filter(spent).map(|entry| entry.fact.rank()).next_back();
        let counts = move |entry: &&Entry| since.is_none_or(|since| entry.fact.rank() > since);
        if self.ever {
            Box::new(order.ever_done(self.step).filter(counts))
        } else {
            Box::new(order.done(self.step).filter(counts))
        }
    }

    /// Whether it was done at the desk and with the record wanted.
    pub fn fits(&self, entry: &Entry) -> bool {
        let at_desk = self.by.is_empty() || entry.fact.by.desk().is_some_and(|desk| self.by.contains(&desk));
        at_desk && self.with.iter().all(|test| test.holds(&entry.fact.with))
    }
}

impl Found {
    /// Reads a gate, noting what is wrong with it.
    pub(super) fn gate(&mut self, path: &str, text: &GateText) -> Gate {
        let path = format!("{path}.gates");
        Gate {
            step: self.step(&path, &text.step),
            given: self.tests(&path, &text.given),
            with: self.tests(&path, &text.with),
            any: text.any.iter().filter_map(|code| self.field(&path, code)).collect(),
            on_file: self.tests(&path, &text.on_file),
            after: text.after.iter().map(|done| self.done(&path, done)).collect(),
            never: text.never.iter().map(|done| self.done(&path, done)).collect(),
        }
    }

    pub(super) fn step(&mut self, path: &str, code: &str) -> Step {
        Step::from_code(code).unwrap_or_else(|| {
            self.add(path.to_owned(), PackProblem::UnknownStep(code.to_owned()));
            Step::Note
        })
    }

    pub(super) fn done(&mut self, path: &str, text: &DoneText) -> Done {
        match text {
            DoneText::Step(code) => Done {
                step: self.step(path, code),
                with: Vec::new(),
                by: Vec::new(),
                ever: false,
                since: Vec::new(),
                at_least: 1,
            },
            DoneText::With { step, with, by, ever, since, at_least } => Done {
                step: self.step(path, step),
                with: self.tests(path, with),
                by: by.clone(),
                ever: *ever,
                since: since.iter().map(|code| self.step(path, code)).collect(),
                at_least: usize::try_from(*at_least).unwrap_or(1),
            },
        }
    }

    pub(super) fn tests(&mut self, path: &str, texts: &BTreeMap<String, TestText>) -> Vec<FieldTest> {
        texts.iter().filter_map(|(code, text)| self.test(path, code, text)).collect()
    }

    fn field(&mut self, path: &str, code: &str) -> Option<Field> {
        let field = Field::from_code(code);
        if field.is_none() {
            self.add(format!("{path}.{code}"), PackProblem::NoField(code.to_owned()));
        }
        field
    }

    fn test(&mut self, path: &str, code: &str, text: &TestText) -> Option<FieldTest> {
        let field = self.field(path, code)?;
        let path = format!("{path}.{code}");
        let one_of = match text {
            TestText::Is(any) if any == "*" => Vec::new(),
            TestText::Is(value) => vec![value.clone()],
            TestText::OneOf(values) => values.clone(),
        };
        if matches!(text, TestText::OneOf(values) if values.is_empty()) {
            self.add(path.clone(), PackProblem::EmptyCondition);
        }
        let known: Vec<&'static str> = match field.shape() {
            Shape::Choice => field.choices().iter().map(|(code, _)| *code).collect(),
            Shape::Flag => vec!["yes", "no"],
            _ => Vec::new(),
        };
        // What a list of the pack holds is the pack's own.
        let listed = matches!(field.shape(), Shape::Listed(_));
        for value in one_of.iter().filter(|value| !listed && !known.contains(&value.as_str())) {
            self.add(path.clone(), PackProblem::UnknownValue(value.clone(), known.clone()));
        }
        Some(FieldTest { field, one_of })
    }
}
