//! 规则包 — the published documents as data: sources, readings, local settings and rules, each rule with its citation.
//!
//! A pack is written as TOML, embedded as JSON, exchanged as JSON. Conditions are only "is", "is one of" and "at least
//! n"; effects are a closed set ([`Effect`]). There is no formula language, and no legal number outside a pack.

mod check;
mod gate;
mod ground;
mod place;
mod rule;
mod score;
mod score_check;
mod text;

pub use check::{Diagnostic, PackProblem};
pub use gate::{Done, FieldTest, Gate};
pub use ground::{Evidence, Ground};
pub use place::path_at;
pub use rule::{Condition, Edge, Effect, Extension, Length, Limit, Number, Rule};
pub use score::{
    Anchor, Assessment, AssessmentText, Every, Exclusion, ExclusionText, Form, Grades, GradesText, Indicator,
    IndicatorText, Measure, NumberText, RankRule, RankRuleText, Removal, ScoreKind, Scoring,
};
pub use text::{
    DoneText, EvidenceText, Exception, GateText, Listed, PackText, Reading, ReadingOption, RuleText, Setting, Snap,
    Status, TestText, Value, Window,
};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::cite::Source;
use crate::order::List;
use crate::term::Consequence;

/// Ids of the built-in packs, in the order they are offered.
pub const BUILTIN: [&str; 5] = ["hualong", "shicheng", "shangrao", "neimenggu", "xinhai"];

const COMMON: &str = include_str!(concat!(env!("OUT_DIR"), "/common.json"));

/// Longest pack text read, bytes.
pub const MOST_BYTES: usize = 2_000_000;

/// 规则包: one pack, checked.
#[doc(alias = "规则包")]
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    text: PackText,
    rules: Vec<Rule>,
    assessment: Assessment,
    /// Grounds to choose from: of supervision, and of accountability.
    supervision: Vec<Listed>,
    accountability: Vec<Listed>,
}

/// 本地选择: what an office chose for a pack; what is not named keeps its default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// Reading id → option id.
    #[serde(default)]
    pub readings: BTreeMap<String, String>,
    /// Setting id → value.
    #[serde(default)]
    pub settings: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Common {
    lists: BTreeMap<String, Vec<Listed>>,
    setting: Vec<Setting>,
    reading: Vec<Reading>,
    sheet: score::CommonSheet,
}

fn builtin_text(id: &str) -> Option<&'static str> {
    Some(match id {
        "hualong" => include_str!(concat!(env!("OUT_DIR"), "/hualong.json")),
        "shicheng" => include_str!(concat!(env!("OUT_DIR"), "/shicheng.json")),
        "shangrao" => include_str!(concat!(env!("OUT_DIR"), "/shangrao.json")),
        "neimenggu" => include_str!(concat!(env!("OUT_DIR"), "/neimenggu.json")),
        "xinhai" => include_str!(concat!(env!("OUT_DIR"), "/xinhai.json")),
        _ => return None,
    })
}

impl Pack {
    /// A built-in pack.
    pub fn builtin(id: &str) -> Result<Self, Vec<Diagnostic>> {
        let unknown = || vec![Diagnostic { path: "id".to_owned(), problem: PackProblem::UnknownBase(id.to_owned()) }];
        Self::read(builtin_text(id).ok_or_else(unknown)?)
    }

    /// Reads a pack from JSON; one that extends another is laid over that built-in pack.
    pub fn read(json: &str) -> Result<Self, Vec<Diagnostic>> {
        if json.len() > MOST_BYTES {
            return Err(vec![Diagnostic { path: String::new(), problem: PackProblem::TooLong }]);
        }
        let text: PackText = parse(json)?;
        let text = match &text.extends {
            None => text,
            Some(base) => {
                let unknown =
                    || vec![Diagnostic { path: "extends".to_owned(), problem: PackProblem::UnknownBase(base.clone()) }];
                let base = parse(builtin_text(base).ok_or_else(unknown)?)?;
                overlay(base, text)
            }
        };
        Self::check(text)
    }

    fn check(mut text: PackText) -> Result<Self, Vec<Diagnostic>> {
        if text.title.trim().is_empty() {
            text.title.clone_from(&text.name);
        }
        let common: Common = parse(COMMON)?;
        for (list, values) in common.lists {
            text.lists.entry(list).or_insert(values);
        }
        put(&mut text.setting, common.setting, |setting| &setting.id);
        put(&mut text.reading, common.reading, |reading| &reading.id);
        score::complete(&mut text, common.sheet);
        let (rules, assessment) = check::rules(&text)?;
        let grounds = |leads_to| -> Vec<Listed> {
            let of = rules.iter().filter(|rule| rule.ground().is_some_and(|ground| ground.leads_to == leads_to));
            of.map(|rule| Listed { id: rule.id.clone(), label: rule.citation.gist.clone() }).collect()
        };
        let supervision = grounds(Consequence::Supervision);
        let accountability = grounds(Consequence::Accountability);
        Ok(Self { text, rules, assessment, supervision, accountability })
    }

    /// The pack as written, common parts included.
    pub fn text(&self) -> &PackText {
        &self.text
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.text.id
    }

    /// Every rule, in matrix order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// 考核: indicators, exclusions, grades, and what follows from ranks.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The rules that exist under these choices of readings.
    pub fn rules_under<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = &'a Rule> {
        let chosen = move |(id, option): &(String, String)| self.option(choices, id) == Some(option);
        self.rules.iter().filter(move |rule| rule.readings.iter().all(chosen))
    }

    /// The values of a list.
    pub fn list(&self, list: List) -> &[Listed] {
        let name = match list {
            List::Channel => "channel",
            List::Subject => "subject",
            List::Refusal => "refusal",
            List::Cease => "cease",
            List::Supervision => return &self.supervision,
            List::Accountability => return &self.accountability,
        };
        self.text.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.text.source.iter().find(|source| source.id == id)
    }

    /// Id of the option chosen for a reading; the first one unless chosen otherwise.
    pub fn option<'a>(&'a self, choices: &'a Choices, reading: &str) -> Option<&'a str> {
        let reading = self.text.reading.iter().find(|known| known.id == reading)?;
        let chosen = choices.readings.get(&reading.id);
        let chosen = reading.options.iter().find(|option| Some(&option.id) == chosen);
        chosen.or(reading.options.first()).map(|option| option.id.as_str())
    }

    /// Value of a local setting.
    pub fn setting<'a>(&'a self, choices: &'a Choices, id: &str) -> Option<&'a Value> {
        let setting = self.text.setting.iter().find(|known| known.id == id)?;
        let chosen = choices.settings.get(id).filter(|value| setting.allows(value));
        Some(chosen.unwrap_or(&setting.default))
    }

    /// Resolves a number of the text or of a local setting.
    pub fn number(&self, choices: &Choices, number: &Number) -> Option<u32> {
        match number {
            Number::Given(n) => Some(*n),
            Number::Setting(id) => match self.setting(choices, id)? {
                Value::Number(n) => Some(*n),
                Value::Text(_) => None,
            },
        }
    }
}

impl Setting {
    /// Whether this value may be set.
    pub fn allows(&self, value: &Value) -> bool {
        use crate::calendar::clock::{NightHours, OfficeHours};
        match value {
            Value::Number(n) => {
                matches!(self.default, Value::Number(_))
                    && self.min.is_none_or(|min| *n >= min)
                    && self.max.is_none_or(|max| *n <= max)
            }
            Value::Text(text) => match self.unit.as_str() {
                "time_ranges" => OfficeHours::parse(text).is_some(),
                "time_range" => NightHours::parse(text).is_some(),
                _ => false,
            },
        }
    }
}

/// What the overlay names replaces what the base has under the same id; the rest of the base stays.
fn overlay(mut base: PackText, mut over: PackText) -> PackText {
    score::overlay(&mut base, &mut over);
    put(&mut over.source, base.source, |source| &source.id);
    put(&mut over.setting, base.setting, |setting| &setting.id);
    put(&mut over.reading, base.reading, |reading| &reading.id);
    let mut rules = base.rule;
    for rule in over.rule {
        match rules.iter_mut().find(|known| known.id == rule.id) {
            Some(known) => *known = rule,
            None => rules.push(rule),
        }
    }
    over.rule = rules;
    for (list, values) in base.lists {
        over.lists.entry(list).or_insert(values);
    }
    for (attribute, values) in base.vocabulary {
        over.vocabulary.entry(attribute).or_insert(values);
    }
    over
}

/// Adds the entries of `more` whose id `list` does not have.
fn put<T>(list: &mut Vec<T>, more: Vec<T>, id: impl Fn(&T) -> &String) {
    for entry in more {
        if !list.iter().any(|known| id(known) == id(&entry)) {
            list.push(entry);
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, Vec<Diagnostic>> {
    serde_json::from_str(json).map_err(|error| {
        if error.is_data() {
            let path = place::path_at(json, error.line(), error.column());
            vec![Diagnostic { path, problem: data_problem(&error.to_string()) }]
        } else {
            let problem = PackProblem::Syntax(error.line(), place::characters(json, error.line(), error.column()));
            vec![Diagnostic { path: String::new(), problem }]
        }
    })
}

fn data_problem(said: &str) -> PackProblem {
    let quoted = || said.split('`').nth(1).unwrap_or_default().to_owned();
    if said.starts_with("unknown field") {
        PackProblem::UnknownField(quoted())
    } else if said.starts_with("missing field") {
        PackProblem::MissingField(quoted())
    } else if said.starts_with("unknown variant") {
        PackProblem::UnknownValue(quoted(), Vec::new())
    } else {
        PackProblem::BadValue
    }
}
