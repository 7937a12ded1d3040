//! The `[[order]]` entries of `tests/cases`: a history, a step tried at a moment, and what must come of it.

use banjie::calendar::Calendar;
use banjie::deadline::Regime;
use banjie::deadline::query::moment_of;
use banjie::guidance::{duties, office_duties};
use banjie::order::{Actor, AnomalyKind, Fact, Field, Id, Key, Kind, Record, Shape, Step, Value, WorkOrder};
use banjie::pack::{Choices, Pack, Rule, Value as SettingValue};
use banjie::supervision::{CaseStage, cases};
use banjie::term::{Role, Term};
use banjie::workflow::{Command, Standing, Why, decide, grounds, steps};
use chrono::NaiveDateTime;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderCase {
    pub name: String,
    pub origin: super::cases::Origin,
    #[serde(default)]
    given: Vec<String>,
    #[serde(rename = "try")]
    tried: Option<String>,
    now: Option<String>,
    #[serde(default)]
    choices: BTreeMap<String, String>,
    /// The office log.
    #[serde(default)]
    office: Vec<String>,
    expect: Expect,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Expect {
    allowed: Option<bool>,
    by: Option<String>,
    why: Option<String>,
    standing: Option<String>,
    until: Option<String>,
    stage: Option<String>,
    duty: Option<String>,
    no_duty: Option<String>,
    anomaly: Option<String>,
    /// A ground that holds, by rule or row.
    ground: Option<String>,
    no_ground: Option<String>,
    /// A ground that holds and is answered.
    answered: Option<String>,
    case_stage: Option<String>,
    /// What the office owes this month: `SC-1c 2026-11-05T24:00`, `done` where it was done, `overdue` where not.
    office: Option<String>,
}

/// `2026-09-29T10:00 dispatch lead=城管局 assisting=水利局,住建局`
pub fn line(text: &str) -> Command {
    let mut words = text.split_whitespace();
    let at = words.next().unwrap_or_default();
    let at = moment_of(at).unwrap_or_else(|bad| panic!("“{text}”: {bad:?}"));
    let code = words.next().unwrap_or_default();
    let step = Step::from_code(code).unwrap_or_else(|| panic!("“{text}”: no step {code}"));
    let mut with = Record::default();
    let mut role = step.desks().first().copied().unwrap_or(Role::Centre);
    for word in words {
        let (code, value) = word.split_once('=').unwrap_or((word, "yes"));
        if code == "by" {
            role = Role::from_code(value).unwrap_or_else(|| panic!("“{text}”: no role {value}"));
            continue;
        }
        let field = Field::from_code(code).unwrap_or_else(|| panic!("“{text}”: no field {code}"));
        let value = match field.shape() {
            Shape::Flag => Value::Flag(value == "yes"),
            Shape::Number => Value::Number(value.parse().unwrap_or_else(|_| panic!("“{text}”: {value}"))),
            Shape::HandlingUnits | Shape::Codes => Value::List(value.split(',').map(str::to_owned).collect()),
            _ => Value::Text(value.to_owned()),
        };
        with.put(Key::Known(field), value);
    }
    Command { step, at, by: Actor { role, ..Actor::default() }, with }
}

pub fn fact(n: u8, order: Id, command: Command) -> Fact {
    let Command { step, at, by, with } = command;
    Fact { id: Id::new([n; 10]), order, kind: Kind::Done(step), at, noted: at, by, with }
}

pub fn history(lines: &[String]) -> WorkOrder {
    let order = Id::new([200; 10]);
    let facts = lines.iter().enumerate().map(|(at, text)| fact(u8::try_from(at).unwrap(), order, line(text)));
    WorkOrder::fold(order, facts)
}

fn why_code(why: &Why) -> &'static str {
    match why {
        Why::Sequence(_) => "sequence",
        Why::Needs(..) | Why::NeedsAny(_) => "needs",
        Why::OnFile(..) => "on_file",
        Why::NeedsStep(..) => "needs_step",
        Why::Barred(_) => "barred",
        Why::TooLate(_) | Why::AskedTooLate(_) => "too_late",
        Why::NotCovered => "not_covered",
        Why::TooMany(..) => "too_many",
        Why::TooLong(_) => "too_long",
        Why::NotAllowedHere => "not_allowed_here",
        Why::WrongDecider(_) => "wrong_decider",
        Why::InFuture => "in_future",
        Why::OutOfRange => "out_of_range",
        Why::NothingChanged => "nothing_changed",
        Why::KeepsTheOrder => "keeps_the_order",
        Why::TooEarly => "too_early",
        Why::BadValue(_) => "bad_value",
    }
}

fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Allowed => "allowed",
        Standing::Unregulated => "unregulated",
        Standing::Record => "record",
        Standing::Refused => "refused",
    }
}

fn anomaly_code(kind: AnomalyKind) -> &'static str {
    match kind {
        AnomalyKind::Twice => "twice",
        AnomalyKind::BeforeDispatch => "before_dispatch",
        AnomalyKind::BeforeRegistration => "before_registration",
        AnomalyKind::WithoutRequest => "without_request",
        AnomalyKind::AfterEnd => "after_end",
        AnomalyKind::AfterDispatch => "after_dispatch",
        AnomalyKind::Suspension => "suspension",
        AnomalyKind::NoTarget => "no_target",
    }
}

fn case_code(stage: CaseStage) -> &'static str {
    match stage {
        CaseStage::Opened => "opened",
        CaseStage::Noticed => "noticed",
        CaseStage::Answered => "answered",
        CaseStage::Verified => "verified",
        CaseStage::Closed => "closed",
    }
}

/// The rules whose circumstances a case shows to hold, and those it shows not to.
pub fn grounds_shown(case: &OrderCase) -> (Option<&str>, Option<&str>) {
    (case.expect.ground.as_deref().or(case.expect.answered.as_deref()), case.expect.no_ground.as_deref())
}

fn is(rule: &Rule, wanted: &str) -> bool {
    rule.id == wanted || rule.row() == wanted
}

pub fn choices(of: &BTreeMap<String, String>) -> Choices {
    let mut choices = Choices::default();
    for (name, value) in of {
        if let Some(reading) = name.strip_prefix("reading.") {
            choices.readings.insert(reading.to_owned(), value.clone());
        } else if let Some(setting) = name.strip_prefix("setting.") {
            let value = value.parse().map_or_else(|_| SettingValue::Text(value.clone()), SettingValue::Number);
            choices.settings.insert(setting.to_owned(), value);
        } else {
            panic!("a choice {name}");
        }
    }
    choices
}

/// The row a case is refused by.
pub fn refused_by(case: &OrderCase) -> Option<String> {
    let by = case.expect.by.as_ref().filter(|_| case.expect.allowed == Some(false))?;
    by.split(':').next().map(str::to_owned)
}

/// Whether a case shows a step allowed.
pub fn is_allowed(case: &OrderCase) -> bool {
    case.expect.allowed == Some(true)
}

pub fn differences(pack: &Pack, calendar: &Calendar, case: &OrderCase) -> Vec<String> {
    let choices = choices(&case.choices);
    let regime = Regime::new(pack, &choices, calendar);
    let command = case.tried.as_deref().map(line);
    let now = case.now.as_deref().map(|now| moment_of(now).unwrap()).or(command.as_ref().map(|command| command.at));
    let now: NaiveDateTime = now.unwrap_or_else(|| panic!("“{}” has no moment", case.name));
    let mut order = history(&case.given);
    let known = !case.given.is_empty();
    let expect = &case.expect;
    let mut wrong = Vec::new();
    let mut says_something = false;
    let mut check = |what: &str, expected: Option<String>, said: String| {
        if let Some(expected) = expected {
            says_something = true;
            if expected != said {
                wrong.push(format!("{what}: expected {expected}, got {said}"));
            }
        }
    };
    if let Some(command) = &command {
        let views = steps(&regime, &order, now);
        let view = views.iter().find(|view| view.step == command.step);
        if let Some(view) = view {
            check("standing", expect.standing.clone(), standing_code(view.standing).to_owned());
            let until = view.until.map_or_else(|| "nothing".to_owned(), |(due, ..)| due.machine_text());
            check("until", expect.until.clone(), until);
        }
        let decided = decide(&regime, known.then_some(&order), command, now);
        let reasons = decided.as_ref().err().map(|refusal| refusal.reasons.as_slice()).unwrap_or_default();
        let told: Vec<String> = reasons
            .iter()
            .map(|reason| format!("{} {:?}", reason.rule.map_or("-", |rule| &rule.id), reason.why))
            .collect();
        if let Some(allowed) = expect.allowed {
            let said = if decided.is_ok() { "yes".to_owned() } else { format!("no: {}", told.join("; ")) };
            check(
                "allowed",
                Some(if allowed { "yes".to_owned() } else { "no".to_owned() }),
                said.chars().take(if allowed { 2000 } else { 2 }).collect(),
            );
        }
        if let Some(wanted) = &expect.by {
            let among = match (&decided, view) {
                (Err(_), _) => reasons.iter().any(|reason| {
                    let right = expect.why.as_ref().is_none_or(|why| why_code(&reason.why) == why);
                    right && reason.rule.iter().chain(&reason.also).any(|rule| is(rule, wanted))
                }),
                (Ok(_), Some(view)) => view.rules.iter().any(|rule| is(rule, wanted)),
                (Ok(_), None) => true,
            };
            check(
                "by",
                Some(wanted.clone()),
                if among {
                    wanted.clone()
                } else {
                    format!(
                        "[{}] / {:?}",
                        told.join("; "),
                        view.map(|view| view.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>())
                    )
                },
            );
        } else if let Some(why) = &expect.why {
            let among = reasons.iter().any(|reason| why_code(&reason.why) == why);
            check("why", Some(why.clone()), if among { why.clone() } else { told.join("; ") });
        }
        if decided.is_ok() && (expect.stage.is_some() || expect.anomaly.is_some()) {
            let mut lines = case.given.clone();
            lines.extend(case.tried.clone());
            order = history(&lines);
        }
    }
    check("stage", expect.stage.clone(), order.stage.code().to_owned());
    let owed = duties(&regime, &order, now);
    let owes = |wanted: &str| owed.iter().any(|duty| duty.rule.is_some_and(|rule| is(rule, wanted)));
    let all = || owed.iter().filter_map(|duty| duty.rule).map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(wanted) = &expect.duty {
        check("duty", Some(wanted.clone()), if owes(wanted) { wanted.clone() } else { all() });
    }
    if let Some(unwanted) = &expect.no_duty {
        check("no_duty", Some("none".to_owned()), if owes(unwanted) { unwanted.clone() } else { "none".to_owned() });
    }
    if let Some(wanted) = &expect.anomaly {
        let found = order.anomalies.iter().any(|anomaly| anomaly_code(anomaly.kind) == wanted);
        check("anomaly", Some(wanted.clone()), if found { wanted.clone() } else { format!("{:?}", order.anomalies) });
    }
    let held = grounds(&regime, &order, now);
    let holds = |wanted: &str| held.iter().any(|found| is(found.rule, wanted));
    let all = || held.iter().map(|found| found.rule.id.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(wanted) = &expect.ground {
        check("ground", Some(wanted.clone()), if holds(wanted) { wanted.clone() } else { all() });
    }
    if let Some(unwanted) = &expect.no_ground {
        check("no_ground", Some("none".to_owned()), if holds(unwanted) { unwanted.clone() } else { "none".to_owned() });
    }
    if let Some(wanted) = &expect.answered {
        let found = held.iter().any(|found| is(found.rule, wanted) && found.answered.is_some());
        check("answered", Some(wanted.clone()), if found { wanted.clone() } else { all() });
    }
    if let Some(wanted) = &expect.case_stage {
        let stage = cases(&order).last().map_or("none", |case| case_code(case.stage()));
        check("case_stage", Some(wanted.clone()), stage.to_owned());
    }
    if let Some(wanted) = &expect.office {
        let office: Vec<Fact> = case
            .office
            .iter()
            .enumerate()
            .map(|(at, text)| fact(u8::try_from(at).unwrap(), banjie::ledger::OFFICE, line(text)))
            .collect();
        let said: Vec<String> = office_duties(&regime, &office, now)
            .iter()
            .map(|duty| {
                let how = if !duty.done.is_empty() {
                    " done"
                } else if duty.overdue {
                    " overdue"
                } else {
                    ""
                };
                format!("{} {}{how}", duty.rule.row(), duty.until.machine_text())
            })
            .collect();
        let told = if said.contains(wanted) { wanted.clone() } else { said.join(", ") };
        check("office", Some(wanted.clone()), told);
    }
    if !says_something {
        wrong.push("expects nothing".to_owned());
    }
    wrong
}
