//! 校验 — from text to rules, or everything that is wrong with the text, each with its place.

use std::collections::BTreeMap;

use crate::cite::Citation;
use crate::order::Attribute;
use crate::term::{MomentKind, Term, Track, Unit};

use super::rule::{Condition, Edge, Effect, Extension, Length, Limit, Number, Rule};
use super::score::Assessment;
use super::text::{ConditionText, Count, EffectKind, PackText, RuleText, Snap};

/// 规则包问题: what is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Path in the pack, e.g. `rule[GD-09.1].when.nature`.
    pub path: String,
    /// What is wrong.
    pub problem: PackProblem,
}

/// What can be wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackProblem {
    /// Not JSON: line and column.
    Syntax(usize, usize),
    /// A field nobody knows.
    UnknownField(String),
    /// A field is missing.
    MissingField(String),
    /// No such step.
    UnknownStep(String),
    /// No such field of a step.
    NoField(String),
    /// A value of the wrong kind.
    BadValue,
    /// Longer than any pack.
    TooLong,
    /// A value the vocabulary does not have; the ones it has.
    UnknownValue(String, Vec<&'static str>),
    /// No such attribute.
    UnknownAttribute(String),
    /// The base pack is not there.
    UnknownBase(String),
    /// No such source.
    NoSource(String),
    /// No such rule.
    NoRule(String),
    /// No such setting.
    NoSetting(String),
    /// No such reading or option.
    NoReading(String),
    /// The id is used twice.
    SameId(String),
    /// The effect needs this field.
    Needs(&'static str),
    /// A condition that lists nothing.
    EmptyCondition,
    /// A number that makes no sense here.
    BadNumber(u32),
    /// Two limits of one act and track that match the same order; the other rule, and both clauses.
    Overlap(String, String, String),
}

/// Every rule of the text, in order, and what it says of assessment; or everything that is wrong.
pub fn rules(text: &PackText) -> Result<(Vec<Rule>, Assessment), Vec<Diagnostic>> {
    let mut found = Found::default();
    if text.id.trim().is_empty() {
        found.add("id".to_owned(), PackProblem::Needs("id"));
    }
    found.ids("source", text.source.iter().map(|source| source.id.as_str()));
    found.ids("setting", text.setting.iter().map(|setting| setting.id.as_str()));
    found.ids("reading", text.reading.iter().map(|reading| reading.id.as_str()));
    found.ids("rule", text.rule.iter().map(|rule| rule.id.as_str()));
    for reading in &text.reading {
        if reading.options.len() < 2 {
            found.add(format!("reading[{}].options", reading.id), PackProblem::Needs("options"));
        }
    }
    for (attribute, values) in &text.vocabulary {
        found.vocabulary(attribute, values);
    }
    let rules: Vec<Rule> = text.rule.iter().filter_map(|rule| found.rule(rule, text)).collect();
    for rule in &rules {
        for other in &rule.overrides {
            if *other == rule.id || !text.rule.iter().any(|known| known.id == *other) {
                found.add(format!("rule[{}].overrides", rule.id), PackProblem::NoRule(other.clone()));
            }
        }
    }
    found.overlaps(&rules);
    let assessment = found.assessment(text);
    if found.0.is_empty() { Ok((rules, assessment)) } else { Err(found.0) }
}

#[derive(Default)]
pub(super) struct Found(Vec<Diagnostic>);

impl Found {
    pub(super) fn add(&mut self, path: String, problem: PackProblem) {
        self.0.push(Diagnostic { path, problem });
    }

    pub(super) fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeMap::new();
        for (at, id) in ids.enumerate() {
            if id.trim().is_empty() {
                self.add(format!("{list}[{at}].id"), PackProblem::Needs("id"));
            } else if seen.insert(id, at).is_some() {
                self.add(format!("{list}[{id}]"), PackProblem::SameId(id.to_owned()));
            }
        }
    }

    fn vocabulary(&mut self, code: &str, values: &[String]) {
        let path = format!("vocabulary.{code}");
        match Attribute::from_code(code) {
            Some(attribute) => {
                for value in values {
                    self.value(&path, attribute, value);
                }
            }
            None if ["calls", "statutory_unit"].contains(&code)
                || crate::order::OwnNumber::ALL.iter().any(|own| own.code() == code) => {}
            None => self.add(path, PackProblem::UnknownAttribute(code.to_owned())),
        }
    }

    fn value(&mut self, path: &str, attribute: Attribute, value: &str) -> Option<u32> {
        let values = attribute.values();
        let at = values.iter().position(|(code, _)| *code == value);
        if at.is_none() {
            let known = values.iter().map(|(code, _)| *code).collect();
            self.add(path.to_owned(), PackProblem::UnknownValue(value.to_owned(), known));
        }
        at.map(|at| 1 << at)
    }

    fn rule(&mut self, text: &RuleText, pack: &PackText) -> Option<Rule> {
        let path = format!("rule[{}]", text.id);
        let before = self.0.len();
        let numbers = [
            ("max", text.max),
            ("max_each", text.max_each),
            ("max_total", text.max_total),
            ("times", text.times),
            ("fewer_than", text.fewer_than),
            ("closes_before", text.closes_before),
            ("remind_after", text.remind_after),
            ("ask_opens_before", text.ask_opens_before),
            ("ask_closes_before", text.ask_closes_before),
        ];
        for (field, n) in numbers {
            if let Some(n) = n.filter(|n| !(1..=3650).contains(n)) {
                self.add(format!("{path}.{field}"), PackProblem::BadNumber(n));
            }
        }
        for window in &text.windows {
            let ends = window.end == chrono::NaiveTime::MIN || window.start < window.end;
            if !(1..=7).contains(&window.weekday) || !ends {
                self.add(format!("{path}.windows"), PackProblem::BadNumber(window.weekday));
            }
        }
        if !pack.source.iter().any(|source| source.id == text.source) {
            self.add(format!("{path}.source"), PackProblem::NoSource(text.source.clone()));
        }
        for (field, value) in [("clause", &text.clause), ("gist", &text.gist), ("kind", &text.kind)] {
            if value.trim().is_empty() {
                self.add(path.clone(), PackProblem::Needs(field));
            }
        }
        for (id, option) in &text.readings {
            let reading = pack.reading.iter().find(|reading| reading.id == *id);
            if !reading.is_some_and(|reading| reading.options.iter().any(|known| known.id == *option)) {
                self.add(format!("{path}.readings.{id}"), PackProblem::NoReading(option.clone()));
            }
        }
        let when = text.when.iter().filter_map(|(code, text)| self.condition(&path, code, text)).collect();
        let gates = text.gates.iter().map(|gate| self.gate(&path, gate)).collect();
        let effect = self.effect(&path, text, pack)?;
        (self.0.len() == before).then(|| Rule {
            id: text.id.clone(),
            citation: Citation { source: text.source.clone(), clause: text.clause.clone(), gist: text.gist.clone() },
            kind: text.kind.clone(),
            track: text.track.unwrap_or(Track::Handling),
            when,
            readings: text.readings.iter().map(|(id, option)| (id.clone(), option.clone())).collect(),
            overrides: text.overrides.clone(),
            beside: text.beside,
            consequence: text.consequence.clone(),
            needs: text.needs.clone(),
            effect,
            gates,
            registry: text.registry.clone(),
            mechanism: text.mechanism,
        })
    }

    fn condition(&mut self, path: &str, code: &str, text: &ConditionText) -> Option<Condition> {
        let path = format!("{path}.when.{code}");
        if code == "calls" {
            let ConditionText::AtLeast { at_least } = text else {
                self.add(path, PackProblem::Needs("at_least"));
                return None;
            };
            return Some(Condition::CallsAtLeast(*at_least));
        }
        let Some(attribute) = Attribute::from_code(code) else {
            self.add(path, PackProblem::UnknownAttribute(code.to_owned()));
            return None;
        };
        let values: Vec<&String> = match text {
            ConditionText::Is(value) => vec![value],
            ConditionText::OneOf(values) => values.iter().collect(),
            ConditionText::AtLeast { at_least } => {
                self.add(path, PackProblem::BadNumber(*at_least));
                return None;
            }
        };
        if values.is_empty() {
            self.add(path, PackProblem::EmptyCondition);
            return None;
        }
        let allowed =
            values.into_iter().filter_map(|value| self.value(&path, attribute, value)).fold(0, |all, bit| all | bit);
        Some(Condition::OneOf(attribute, allowed))
    }

    fn effect(&mut self, path: &str, text: &RuleText, pack: &PackText) -> Option<Effect> {
        Some(match text.effect {
            EffectKind::Limit => Effect::Limit(self.limit(path, text, pack)?),
            EffectKind::Extension => Effect::Extension(self.extension(path, text, pack)?),
            EffectKind::Suspension => Effect::Suspension {
                acts: self.some_acts(path, text)?,
                max_days: self.needs(path, "max", text.max)?,
                own: text.n_from,
            },
            EffectKind::AtOnce => {
                Effect::AtOnce { act: self.needs(path, "act", text.act)?, from: self.needs(path, "from", text.from)? }
            }
            EffectKind::OnOverdue => {
                self.needs(path, "consequence", text.consequence.as_ref())?;
                Effect::OnOverdue { of: self.needs(path, "of", text.of)?, grace: self.number(path, text, pack) }
            }
            EffectKind::BeforeDue => {
                let edge = text.fewer_than.map(Edge::FewerThan).or(text.closes_before.map(Edge::ClosesBefore));
                Effect::BeforeDue {
                    of: self.needs(path, "of", text.of)?,
                    edge: self.needs(path, "fewer_than", edge)?,
                    unit: text.unit.unwrap_or(Unit::WorkingDay),
                }
            }
            EffectKind::Monthly => {
                let day = self.needs(path, "day", text.day)?;
                if !(1..=28).contains(&day) {
                    self.add(format!("{path}.day"), PackProblem::BadNumber(day));
                }
                Effect::Monthly {
                    from: self.needs(path, "from", text.from)?,
                    day,
                    months_later: text.months_later.unwrap_or(0),
                    snap: text.snap.unwrap_or(Snap::None),
                }
            }
            EffectKind::Decides => Effect::Decides {
                from: self.needs(path, "from", text.from)?,
                who: self.needs(path, "who", text.who)?,
                otherwise: text.otherwise,
                windows: text.windows.clone(),
            },
            EffectKind::EveryMonth => {
                let day = self.needs(path, "day", text.day)?;
                if day > 28 {
                    self.add(format!("{path}.day"), PackProblem::BadNumber(day));
                }
                let code = self.needs(path, "step", text.step.as_deref())?;
                let (of_previous, by_unit) = (text.of_previous, text.by_unit);
                let step = self.step(path, code);
                Effect::EveryMonth { step, day, of_previous, snap: text.snap.unwrap_or(Snap::None), by_unit }
            }
            EffectKind::Ground => Effect::Ground(self.ground(path, text, pack)?),
            EffectKind::Guidance => Effect::Guidance { act: text.act },
        })
    }

    fn needs<T>(&mut self, path: &str, field: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(path.to_owned(), PackProblem::Needs(field));
        }
        value
    }

    fn some_acts(&mut self, path: &str, text: &RuleText) -> Option<Vec<crate::term::Act>> {
        self.needs(path, "acts", (!text.acts.is_empty()).then(|| text.acts.clone()))
    }

    fn setting(&mut self, path: &str, id: &Option<String>, pack: &PackText) -> Option<Number> {
        let id = id.as_ref()?;
        // Hours of the day are no length.
        let number =
            |setting: &&super::Setting| setting.id == *id && matches!(setting.default, super::Value::Number(_));
        if !pack.setting.iter().any(|setting| number(&setting)) {
            self.add(format!("{path}.setting"), PackProblem::NoSetting(id.clone()));
        }
        Some(Number::Setting(id.clone()))
    }

    fn number(&mut self, path: &str, text: &RuleText, pack: &PackText) -> Option<Number> {
        if let Some(n) = text.n.filter(|n| !(1..=3650).contains(n)) {
            self.add(format!("{path}.n"), PackProblem::BadNumber(n));
        }
        let setting = self.setting(path, &text.setting, pack);
        text.n.map(Number::Given).or(setting)
    }

    fn limit(&mut self, path: &str, text: &RuleText, pack: &PackText) -> Option<Limit> {
        let unit = text.unit.or(text.same_as.map(|_| Unit::WorkingDay));
        let unit = self.needs(path, "unit", unit)?;
        if unit == Unit::Count {
            self.add(format!("{path}.unit"), PackProblem::UnknownValue(unit.code().to_owned(), Vec::new()));
        }
        let number = self.number(path, text, pack);
        let length = match (text.n_from, text.same_as, number) {
            (Some(own), _, fallback) => Length::Own(own, fallback),
            (None, Some(same), _) if Some(same) == text.act => {
                self.add(format!("{path}.same_as"), PackProblem::UnknownValue(same.code().to_owned(), Vec::new()));
                return None;
            }
            (None, Some(act), _) => Length::SameAs(act),
            (None, None, Some(number)) => Length::Of(number),
            (None, None, None) if matches!(unit, Unit::SameDay | Unit::NextWorkingMorning) => Length::Fixed,
            (None, None, None) => {
                self.add(path.to_owned(), PackProblem::Needs("n"));
                return None;
            }
        };
        if let Some(other) = text.from_end_of.as_ref().filter(|other| !pack.rule.iter().any(|rule| rule.id == **other))
        {
            self.add(format!("{path}.from_end_of"), PackProblem::NoRule(other.clone()));
        }
        Some(Limit {
            act: self.needs(path, "act", text.act)?,
            from: self.needs(path, "from", text.from)?,
            from_end_of: text.from_end_of.clone(),
            length,
            unit,
            from_the_moment: text.count == Some(Count::Moment),
            roll: text.roll.unwrap_or(unit == Unit::SameDay),
            or_printed_due: text.or_printed_due,
            not_past: text.not_past,
            prevails_if_shorter: text.prevails_if_shorter,
            remind_after: text.remind_after,
            exempt_if_done_within: text.exempt_if_done_within,
            deemed: text.deemed,
        })
    }

    fn extension(&mut self, path: &str, text: &RuleText, pack: &PackText) -> Option<Extension> {
        let by_setting = self.setting(path, &text.max_each_setting, pack);
        Some(Extension {
            acts: self.some_acts(path, text)?,
            max_each: text.max_each.map(Number::Given).or(by_setting),
            max_total: text.max_total.map(|n| (n, text.total_from.unwrap_or(MomentKind::Dispatched))),
            times: text.times,
            within_original: text.within_original,
            unit: text.unit.unwrap_or(Unit::WorkingDay),
            roll: text.roll.unwrap_or(false),
            ask_opens_before: text.ask_opens_before,
            ask_closes_before: text.ask_closes_before,
            cap_only: text.cap_only,
            exception: text.exception,
        })
    }

    /// Two limits of one act and track that can match the same order must say which prevails.
    fn overlaps(&mut self, rules: &[Rule]) {
        for (at, one) in rules.iter().enumerate() {
            for other in rules.get(at + 1..).unwrap_or_default() {
                let same = match (one.limit(), other.limit()) {
                    (Some(a), Some(b)) => a.act == b.act && one.track == other.track && !one.beside && !other.beside,
                    _ => false,
                };
                let linked = one.overrides.contains(&other.id) || other.overrides.contains(&one.id);
                if same && !linked && can_meet(one, other) {
                    let clause = |rule: &Rule| format!("{} {}", rule.citation.source, rule.citation.clause);
                    self.add(
                        format!("rule[{}]", one.id),
                        PackProblem::Overlap(other.id.clone(), clause(one), clause(other)),
                    );
                }
            }
        }
    }
}

/// Whether some order, under some choice of readings, matches both rules.
fn can_meet(one: &Rule, other: &Rule) -> bool {
    let readings_agree = one.readings.iter().all(|(id, option)| {
        other.readings.iter().all(|(other_id, other_option)| id != other_id || option == other_option)
    });
    let attributes_agree = one.when.iter().all(|condition| match condition {
        Condition::OneOf(attribute, allowed) => other.when.iter().all(|condition| match condition {
            Condition::OneOf(other_attribute, other_allowed) => {
                attribute != other_attribute || allowed & other_allowed != 0
            }
            Condition::CallsAtLeast(_) => true,
        }),
        Condition::CallsAtLeast(_) => true,
    });
    readings_agree && attributes_agree
}
