//! Whole orders, from the first call to the end: every step decided on what the log says so far, and between any two
//! steps the log written out and read in again, as on a reload.

mod hualong;
mod neimenggu;
mod shangrao;
mod shicheng;
mod xinhai;

use super::orders::{fact, line};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::deadline::query::moment_of;
use banjie::guidance::duties;
use banjie::ledger::{Log, lines};
use banjie::order::{Fact, Id, WorkOrder};
use banjie::pack::{Choices, Pack, Rule};
use banjie::term::{Act, Stage, Term, Track};
use banjie::workflow::{Reason, Why, decide};
use chrono::NaiveDateTime;
use std::sync::Arc;

/// One order's way. A line is
///
/// - a step, as in the `[[order]]` cases: it must be allowed;
/// - `!GD-07.3` and a step: it must be refused by this rule or row; `!turn`: because it is not its turn;
/// - `=handling 2026-10-12`: when the binding limit of an act ends; `=stage` and `=lead`: where the order stands and who
///   has it;
/// - `?duty GD-08` or `~duty GD-08`: owed or not owed, now or at the moment named.
pub struct Journey {
    name: &'static str,
    lines: &'static [&'static str],
    ends: Stage,
}

struct Walk<'a> {
    regime: &'a Regime<'a>,
    facts: Vec<Fact>,
    order: WorkOrder,
    now: NaiveDateTime,
}

fn walk(pack: &str, journeys: &[Journey]) {
    let pack = Pack::builtin(pack).unwrap();
    let choices = Choices::default();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    let regime = Regime::new(&pack, &choices, &calendar);
    for Journey { name, lines, ends } in journeys {
        let order = WorkOrder::fold(Id::new([200; 10]), []);
        let mut walk = Walk { regime: &regime, facts: Vec::new(), order, now: NaiveDateTime::MIN };
        for text in *lines {
            if let Err(wrong) = walk.line(text) {
                panic!("{}, {name}\n  {text}\n  {wrong}", pack.id());
            }
        }
        assert_eq!(walk.order.stage, *ends, "{}, {name}", pack.id());
    }
}

impl Walk<'_> {
    fn line(&mut self, text: &str) -> Result<(), String> {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        if let Some(wanted) = first.strip_prefix('!') {
            self.is_refused(wanted, rest)
        } else if let Some(what) = first.strip_prefix('=') {
            same(rest, &self.says(what))
        } else if first == "?duty" {
            self.owes(rest, true)
        } else if first == "~duty" {
            self.owes(rest, false)
        } else {
            self.take(text)
        }
    }

    fn known(&self) -> Option<&WorkOrder> {
        (!self.facts.is_empty()).then_some(&self.order)
    }

    fn take(&mut self, text: &str) -> Result<(), String> {
        let command = line(text);
        self.now = self.now.max(command.at);
        let n = u8::try_from(self.facts.len() + 1).unwrap();
        let expected = fact(n, self.order.id, command.clone());
        let decided = decide(self.regime, self.known(), &command, self.now);
        let decided = decided.map_err(|refusal| format!("refused: {}", told(&refusal.reasons)))?;
        let new: Vec<Fact> =
            decided.into_iter().map(|new| new.noted(expected.id, expected.order, expected.noted)).collect();
        if new != [expected] {
            return Err(format!("decided as something else: {new:?}"));
        }
        self.facts.extend(new);
        self.reload()
    }

    /// Goes on with what a machine would know that has only the log.
    fn reload(&mut self) -> Result<(), String> {
        let before = WorkOrder::fold(self.order.id, self.facts.iter().cloned());
        let mut log = Log::default();
        let unreadable = log.take(lines(&self.facts));
        let facts: Vec<Fact> = log.facts(self.order.id).collect();
        if unreadable > 0 || facts != self.facts {
            return Err(format!("{unreadable} lines unreadable, read back as {facts:?}"));
        }
        let after = log.order(self.order.id);
        if after != before {
            return Err(format!("before the reload {before:?}, after it {after:?}"));
        }
        if !after.anomalies.is_empty() {
            return Err(format!("allowed, yet it does not fit together: {:?}", after.anomalies));
        }
        self.order = after;
        Ok(())
    }

    fn is_refused(&mut self, wanted: &str, text: &str) -> Result<(), String> {
        let command = line(text);
        self.now = self.now.max(command.at);
        let Err(refusal) = decide(self.regime, self.known(), &command, self.now) else {
            return Err("allowed".to_owned());
        };
        let by = |reason: &Reason<'_>| match reason.why {
            Why::Sequence(_) => wanted == "turn",
            _ => reason.rule.is_some_and(|rule| is(rule, wanted)),
        };
        if refusal.reasons.iter().any(by) { Ok(()) } else { Err(format!("refused: {}", told(&refusal.reasons))) }
    }

    fn says(&self, what: &str) -> String {
        match what {
            "stage" => self.order.stage.code().to_owned(),
            "lead" => self.order.lead.clone(),
            act => {
                let act = Act::from_code(act).unwrap_or_else(|| panic!("no act {act}"));
                let limits = self.regime.deadlines_of(act, Track::Handling, &self.order.input, self.now);
                let binding = limits.iter().filter(|limit| limit.is_live() && !limit.rule.beside);
                let due = binding.filter_map(|limit| limit.due).min_by_key(|due| due.at);
                due.map_or_else(|| "nothing".to_owned(), |due| due.machine_text())
            }
        }
    }

    fn owes(&self, text: &str, owed: bool) -> Result<(), String> {
        let (wanted, at) = text.split_once(' ').unwrap_or((text, ""));
        let at = if at.is_empty() { self.now } else { moment_of(at).unwrap() };
        let duties = duties(self.regime, &self.order, at);
        let rules: Vec<&Rule> = duties.iter().filter_map(|duty| duty.rule).collect();
        if rules.iter().any(|rule| is(rule, wanted)) == owed {
            return Ok(());
        }
        Err(format!("owed: {}", rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(" ")))
    }
}

fn is(rule: &Rule, wanted: &str) -> bool {
    rule.id == wanted || rule.row() == wanted
}

fn same(expected: &str, said: &str) -> Result<(), String> {
    if expected == said { Ok(()) } else { Err(format!("got {said}")) }
}

fn told(reasons: &[Reason<'_>]) -> String {
    let rule = |reason: &Reason<'_>| reason.rule.map_or_else(|| "-".to_owned(), |rule| rule.id.clone());
    reasons.iter().map(|reason| format!("{} {:?}", rule(reason), reason.why)).collect::<Vec<_>>().join("; ")
}

/// A completion with all that Hualong asks for.

#[test]
fn orders_go_their_way_in_hualong() {
    walk("hualong", hualong::JOURNEYS);
}

#[test]
fn orders_go_their_way_in_shicheng() {
    walk("shicheng", shicheng::JOURNEYS);
}

#[test]
fn orders_go_their_way_in_shangrao() {
    walk("shangrao", shangrao::JOURNEYS);
}

#[test]
fn orders_go_their_way_in_inner_mongolia() {
    walk("neimenggu", neimenggu::JOURNEYS);
}

#[test]
fn orders_go_their_way_in_xinhai() {
    walk("xinhai", xinhai::JOURNEYS);
}
