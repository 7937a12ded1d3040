//! 考核表校验 — from what a pack says of assessment to what is used, noting what is wrong with it.

use std::collections::BTreeMap;

use crate::term::{Consequence, Term, Track};

use super::check::{Found, PackProblem};
use super::rule::Number;
use super::score::{
    Anchor, Assessment, Exclusion, ExclusionText, Form, Grades, GradesText, Indicator, IndicatorText, NumberText,
    RankRule, RankRuleText, Removal, ScoreKind, Scoring,
};
use super::text::{PackText, Value};

/// Points, percents and counts of a sheet are no greater.
const MOST_NUMBER: u32 = 1_000_000;
/// Exclusions of a pack; an order notes each in one bit.
const MOST_EXCLUSIONS: usize = 16;

impl Found {
    /// Reads what a pack says of assessment, noting what is wrong with it.
    pub(super) fn assessment(&mut self, text: &PackText) -> Assessment {
        self.ids("indicator", text.indicator.iter().map(|indicator| indicator.id.as_str()));
        self.ids("exclusion", text.exclusion.iter().map(|exclusion| exclusion.id.as_str()));
        self.ids("consequence", text.consequence.iter().map(|rule| rule.id.as_str()));
        if text.exclusion.len() > MOST_EXCLUSIONS {
            let many = u32::try_from(text.exclusion.len()).unwrap_or(u32::MAX);
            self.add("exclusion".to_owned(), PackProblem::BadNumber(many));
        }
        let own = text.assessment.clone().unwrap_or_default();
        self.known_rules("assessment", &own.rules, text);
        self.switch("assessment.year_by", &own.year_by, &["scored", "twelve"], text);
        self.switch("assessment.pool_by", &own.pool_by, &["one", "kinds"], text);
        Assessment {
            base: self.amount_in("assessment", "base", &own.base, text),
            rules: own.rules,
            year_by: own.year_by,
            pool_by: own.pool_by,
            indicators: text.indicator.iter().map(|indicator| self.indicator(indicator, text)).collect(),
            exclusions: text.exclusion.iter().map(|exclusion| self.exclusion(exclusion, text)).collect(),
            grades: text.grades.as_ref().map(|grades| self.grades(grades, text)),
            consequences: text.consequence.iter().map(|rule| self.rank_rule(rule, text)).collect(),
        }
    }

    fn known_rules(&mut self, path: &str, ids: &[String], pack: &PackText) {
        let row = |id: &str| id.split(':').next().unwrap_or_default().to_owned();
        for id in ids {
            if !pack.rule.iter().any(|rule| rule.id == *id || row(&rule.id) == *id) {
                self.add(format!("{path}.rules"), PackProblem::NoRule(id.clone()));
            }
        }
    }

    /// A reading that decides something must have no options but the ones that are understood.
    fn switch(&mut self, path: &str, reading: &Option<String>, known: &[&'static str], pack: &PackText) {
        let Some(id) = reading else { return };
        let Some(reading) = pack.reading.iter().find(|reading| reading.id == *id) else {
            self.add(path.to_owned(), PackProblem::NoReading(id.clone()));
            return;
        };
        for option in reading.options.iter().filter(|option| !known.contains(&option.id.as_str())) {
            self.add(path.to_owned(), PackProblem::UnknownValue(option.id.clone(), known.to_vec()));
        }
    }

    fn options(&mut self, path: &str, readings: &BTreeMap<String, String>, pack: &PackText) -> Vec<(String, String)> {
        for (id, option) in readings {
            let reading = pack.reading.iter().find(|reading| reading.id == *id);
            if !reading.is_some_and(|reading| reading.options.iter().any(|known| known.id == *option)) {
                self.add(format!("{path}.readings.{id}"), PackProblem::NoReading(option.clone()));
            }
        }
        readings.iter().map(|(id, option)| (id.clone(), option.clone())).collect()
    }

    fn amount(&mut self, path: &str, text: &NumberText, pack: &PackText) -> Number {
        match text {
            NumberText::Given(n) => {
                if *n > MOST_NUMBER {
                    self.add(path.to_owned(), PackProblem::BadNumber(*n));
                }
                Number::Given(*n)
            }
            NumberText::Setting(id) => {
                let numeric = |value: &Value| matches!(value, Value::Number(_));
                if !pack.setting.iter().any(|setting| setting.id == *id && numeric(&setting.default)) {
                    self.add(path.to_owned(), PackProblem::NoSetting(id.clone()));
                }
                Number::Setting(id.clone())
            }
        }
    }

    fn amount_in(&mut self, path: &str, field: &str, text: &Option<NumberText>, pack: &PackText) -> Option<Number> {
        text.as_ref().map(|text| self.amount(&format!("{path}.{field}"), text, pack))
    }

    fn wanted(
        &mut self,
        path: &str,
        field: &'static str,
        text: &Option<NumberText>,
        pack: &PackText,
    ) -> Option<Number> {
        if text.is_none() {
            self.add(path.to_owned(), PackProblem::Needs(field));
        }
        self.amount_in(path, field, text, pack)
    }

    fn indicator(&mut self, text: &IndicatorText, pack: &PackText) -> Indicator {
        let path = format!("indicator[{}]", text.id);
        self.known_rules(&path, &text.rules, pack);
        let anchors: Vec<&'static str> = Anchor::ALL.iter().map(|anchor| anchor.code()).collect();
        self.switch(&format!("{path}.month_by"), &text.month_by, &anchors, pack);
        self.switch(&format!("{path}.mean_by"), &text.mean_by, &["month", "year"], pack);
        let answers = text.measure.answers();
        let mut worth = Vec::new();
        for (code, number) in &text.worth {
            let path = format!("{path}.worth.{code}");
            let number = self.amount(&path, number, pack);
            let index = answers.iter().position(|answer| answer == code).and_then(|at| u8::try_from(at).ok());
            match index {
                Some(index) => worth.push((index, number)),
                None => self.add(path, PackProblem::UnknownValue(code.clone(), answers.clone())),
            }
        }
        Indicator {
            id: text.id.clone(),
            label: if text.label.is_empty() { text.measure.word().to_owned() } else { text.label.clone() },
            rules: text.rules.clone(),
            measure: text.measure,
            track: text.track.unwrap_or(Track::Handling),
            month: text.month.unwrap_or(text.measure.anchor()),
            month_by: text.month_by.clone(),
            mean_by: text.mean_by.clone(),
            worth,
            scoring: text.score.and_then(|kind| self.scoring(&path, kind, text, pack)),
        }
    }

    fn scoring(&mut self, path: &str, kind: ScoreKind, text: &IndicatorText, pack: &PackText) -> Option<Scoring> {
        let form = text.measure.form();
        let fits = match kind {
            ScoreKind::Share => form == Form::Share,
            ScoreKind::Recorded => form == Form::Sum,
            ScoreKind::Each => matches!(form, Form::Count | Form::Share),
            ScoreKind::Band => form == Form::Count,
            ScoreKind::Short | ScoreKind::Over => form != Form::Sum,
        };
        if !fits {
            self.add(format!("{path}.score"), PackProblem::UnknownValue(kind.code().to_owned(), Vec::new()));
        }
        if matches!(kind, ScoreKind::Short | ScoreKind::Over) && form != Form::Share && text.full.is_none() {
            self.add(path.to_owned(), PackProblem::Needs("full"));
        }
        let most = self.amount_in(path, "most", &text.most, pack);
        let full = self.amount_in(path, "full", &text.full, pack);
        Some(match kind {
            ScoreKind::Share => Scoring::Share { points: self.wanted(path, "points", &text.points, pack)? },
            ScoreKind::Short => Scoring::Short { full, each: self.wanted(path, "each", &text.each, pack)?, most },
            ScoreKind::Over => Scoring::Over { full, each: self.wanted(path, "each", &text.each, pack)?, most },
            ScoreKind::Each => {
                Scoring::Each { each: self.wanted(path, "each", &text.each, pack)?, most, bonus: text.bonus }
            }
            ScoreKind::Band => {
                if text.bands.is_empty() || !text.bands.is_sorted_by(|one, other| one < other) {
                    self.add(path.to_owned(), PackProblem::Needs("bands"));
                }
                let adds = self.of_bands(path, "adds", &text.adds, text.bands.len(), pack);
                let deducts = self.of_bands(path, "deducts", &text.deducts, text.bands.len(), pack);
                Scoring::Band { bands: text.bands.clone(), adds, deducts }
            }
            ScoreKind::Recorded => Scoring::Recorded { most },
        })
    }

    /// Numbers for each band; the last band has no end.
    fn of_bands(
        &mut self,
        path: &str,
        field: &'static str,
        texts: &[NumberText],
        ends: usize,
        pack: &PackText,
    ) -> Vec<Number> {
        if !texts.is_empty() && texts.len() != ends + 1 {
            self.add(path.to_owned(), PackProblem::Needs(field));
        }
        let path = format!("{path}.{field}");
        texts.iter().map(|text| self.amount(&path, text, pack)).collect()
    }

    fn exclusion(&mut self, text: &ExclusionText, pack: &PackText) -> Exclusion {
        let path = format!("exclusion[{}]", text.id);
        let ids: Vec<String> = text.rule.iter().cloned().collect();
        self.known_rules(&path, &ids, pack);
        if text.what == Removal::Ground {
            let names_it = |id: &String| {
                pack.rule.iter().any(|rule| rule.id == *id && rule.leads_to == Some(Consequence::Exclusion))
            };
            match &text.rule {
                None => self.add(path.clone(), PackProblem::Needs("rule")),
                Some(id) if !names_it(id) => self.add(format!("{path}.rule"), PackProblem::NoRule(id.clone())),
                Some(_) => {}
            }
        }
        Exclusion {
            id: text.id.clone(),
            what: text.what,
            rule: text.rule.clone(),
            readings: self.options(&path, &text.readings, pack),
            from: text.from.clone(),
        }
    }

    fn grades(&mut self, text: &GradesText, pack: &PackText) -> Grades {
        self.known_rules("grades", &text.rules, pack);
        self.switch("grades.rounding_by", &text.rounding_by, &["half_up", "down"], pack);
        let sum = text.percents.iter().fold(0u32, |sum, n| sum.saturating_add(*n));
        if text.names.len() < 2 || text.names.len() != text.percents.len() {
            self.add("grades".to_owned(), PackProblem::Needs("names"));
        } else if sum != 100 {
            self.add("grades.percents".to_owned(), PackProblem::BadNumber(sum));
        }
        let below = self.amount_in("grades", "fail_below", &text.fail_below, pack);
        if below.is_some() && text.fail.is_none() {
            self.add("grades".to_owned(), PackProblem::Needs("fail"));
        }
        Grades {
            rules: text.rules.clone(),
            shares: text.names.iter().cloned().zip(text.percents.iter().copied()).collect(),
            rounding_by: text.rounding_by.clone(),
            fail: text.fail.clone().zip(below),
        }
    }

    fn rank_rule(&mut self, text: &RankRuleText, pack: &PackText) -> RankRule {
        let path = format!("consequence[{}]", text.id);
        self.known_rules(&path, std::slice::from_ref(&text.rule), pack);
        self.switch(&format!("{path}.tie_by"), &text.tie_by, &["strict", "tiebreak"], pack);
        self.switch(&format!("{path}.again_by"), &text.again_by, &["newly", "each"], pack);
        if text.in_a_row.is_none() && text.in_year.is_none() {
            self.add(path.clone(), PackProblem::Needs("in_a_row"));
        }
        let numbers = [("bottom", Some(text.bottom)), ("in_a_row", text.in_a_row), ("in_year", text.in_year)];
        for (field, n) in numbers {
            if let Some(n) = n.filter(|n| !(1..=1000).contains(n)) {
                self.add(format!("{path}.{field}"), PackProblem::BadNumber(n));
            }
        }
        RankRule {
            id: text.id.clone(),
            rule: text.rule.clone(),
            every: text.every,
            bottom: usize::try_from(text.bottom).unwrap_or(1),
            in_a_row: text.in_a_row,
            in_year: text.in_year,
            tie_by: text.tie_by.clone(),
            again_by: text.again_by.clone(),
            step: self.step(&path, &text.step),
            who: text.who,
            whom: text.whom,
        }
    }
}
