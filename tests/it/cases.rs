//! Every case in `tests/cases/<pack>/<row>/*.toml`, and in the folder `BANJIE_CASES` names: given facts, expected answer.

use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::query::Query;
use banjie::deadline::{Deadline, ExtensionRight, Regime, State, minute_text};
use banjie::pack::{BUILTIN, Effect, Pack};
use banjie::term::Term;
use chrono::NaiveDateTime;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    order: Vec<super::orders::OrderCase>,
}

impl CaseFile {
    fn len(&self) -> usize {
        self.case.len() + self.order.len()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    origin: Origin,
    given: BTreeMap<String, toml::Value>,
    expect: Expect,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Text,
    Reading,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Expect {
    rule: Option<String>,
    due: Option<String>,
    late: Option<bool>,
    state: Option<String>,
    provisional: Option<bool>,
    before_force: Option<bool>,
    who: Option<String>,
    extension_max: Option<u32>,
    ask_until: Option<String>,
    refused: Option<bool>,
}

/// What the engine says of the row, in the words of a case.
#[derive(Default)]
struct Answer {
    due: Option<String>,
    late: Option<bool>,
    state: &'static str,
    provisional: bool,
    before_force: bool,
    who: Option<&'static str>,
    extension_max: Option<u32>,
    ask_until: Option<String>,
    /// Whether an extension or suspension that was asked for was refused; `None` when none was.
    refused: Option<bool>,
}

fn state_name(state: State<'_>) -> &'static str {
    match state {
        State::Due => "due",
        State::Right => "right",
        State::Waiting(_) | State::WaitingFor(_) => "waiting",
        State::AtOnce => "at_once",
        State::Exempt => "exempt",
        State::Decided(_) => "decided",
        State::Suspended => "suspended",
        State::OutOfRange => "out_of_range",
        State::Overridden(_) => "overridden",
    }
}

fn answer(regime: &Regime<'_>, query: &Query, row: &str, wanted: Option<&str>, now: NaiveDateTime) -> Answer {
    let deadlines = regime.deadlines(&query.order, now);
    let ours = |rule: &banjie::pack::Rule| wanted.map_or(rule.row() == row, |id| rule.id == id);
    let extension_of = |deadline: &&Deadline<'_>| {
        let right = deadline.extension.as_ref();
        right.is_some_and(|right| right.rules.iter().any(|rule| ours(rule)) || right.barred_by.is_some_and(ours))
    };
    let refused_suspension = deadlines.iter().any(|found| found.suspension_refused_by.is_some_and(ours));
    let suspends = |rule: &banjie::pack::Rule| matches!(rule.effect, Effect::Suspension { .. });
    if let Some(found) = deadlines.iter().filter(|found| ours(found.rule)).min_by_key(|found| !found.is_live()) {
        let answered = of_extension(found.extension.as_ref());
        let paused =
            deadlines.iter().any(|found| found.course.as_ref().is_some_and(|course| !course.pauses.is_empty()));
        let suspension = suspends(found.rule) && (paused || refused_suspension);
        return Answer {
            due: found.due.map(|due| due.machine_text()),
            late: found.is_late(now),
            state: state_name(found.state),
            provisional: found.provisional,
            before_force: found.before_force,
            who: if let State::Decided(role) = found.state { Some(role.code()) } else { None },
            refused: if suspension { Some(refused_suspension) } else { answered.refused },
            ..answered
        };
    }
    // A right the order does not have is told with the limit it bars.
    match deadlines.iter().filter(|found| found.is_live()).find(extension_of) {
        Some(found) => Answer { state: "absent", ..of_extension(found.extension.as_ref()) },
        None => Answer { state: "absent", refused: refused_suspension.then_some(true), ..Answer::default() },
    }
}

fn of_extension(right: Option<&ExtensionRight<'_>>) -> Answer {
    right.map_or_else(Answer::default, |right| Answer {
        extension_max: right.most,
        ask_until: right.ask_until.map(minute_text),
        refused: (!right.grants.is_empty()).then(|| right.grants.iter().any(|grant| grant.refused.is_some())),
        ..Answer::default()
    })
}

struct Bench {
    packs: BTreeMap<String, Pack>,
    book: Arc<CalendarBook>,
}

impl Bench {
    fn differences(&self, pack: &str, row: &str, case: &Case) -> Vec<String> {
        let pairs: Vec<(String, String)> =
            case.given.iter().map(|(name, value)| (name.clone(), words(value))).collect();
        let (query, bad) = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let mut differences: Vec<String> = bad.iter().map(|bad| format!("cannot read {bad:?}")).collect();
        let pack = &self.packs[pack];
        for id in query.choices.readings.keys() {
            if !pack.text().reading.iter().any(|reading| reading.id == *id) {
                differences.push(format!("no reading {id}"));
            }
        }
        let calendar = Calendar::new(self.book.clone(), query.known);
        let regime = Regime::new(pack, &query.choices, &calendar);
        let now = query.now.unwrap_or_default();
        let said = answer(&regime, &query, row, case.expect.rule.as_deref(), now);
        let mut compare = |field: &str, expected: Option<String>, said: String| {
            if let Some(expected) = expected.filter(|expected| *expected != said) {
                differences.push(format!("{field}: expected {expected}, got {said}"));
            }
        };
        let text = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
        let expect = &case.expect;
        compare("due", expect.due.clone(), text(said.due));
        compare("late", expect.late.map(|late| late.to_string()), text(said.late.map(|late| late.to_string())));
        compare("state", expect.state.clone(), said.state.to_owned());
        compare("provisional", expect.provisional.map(|yes| yes.to_string()), said.provisional.to_string());
        compare("before_force", expect.before_force.map(|yes| yes.to_string()), said.before_force.to_string());
        compare("who", expect.who.clone(), text(said.who.map(str::to_owned)));
        compare(
            "extension_max",
            expect.extension_max.map(|n| n.to_string()),
            text(said.extension_max.map(|n| n.to_string())),
        );
        compare("ask_until", expect.ask_until.clone(), text(said.ask_until));
        compare("refused", expect.refused.map(|yes| yes.to_string()), text(said.refused.map(|yes| yes.to_string())));
        differences
    }
}

fn words(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(n) => n.to_string(),
        toml::Value::Boolean(yes) => yes.to_string(),
        other => panic!("a case gives {other:?}"),
    }
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn files(row: &Path) -> Vec<(PathBuf, CaseFile)> {
    let entries = fs::read_dir(row).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, file)
        })
        .collect()
}

fn roots() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut roots = vec![own];
    roots.extend(std::env::var_os("BANJIE_CASES").map(PathBuf::from));
    roots
}

#[test]
fn every_case_holds() {
    let packs = BUILTIN.map(|id| (id.to_owned(), Pack::builtin(id).unwrap_or_else(|bad| panic!("{id}: {bad:#?}"))));
    let bench = Bench { packs: packs.into_iter().collect(), book: Arc::new(CalendarBook::builtin()) };
    let (mut held, mut failures) = (0, Vec::new());
    for pack in roots().iter().flat_map(|root| folders(root)) {
        for row in folders(&pack) {
            for (path, file) in files(&row) {
                let calendar = Calendar::new(bench.book.clone(), None);
                for case in &file.order {
                    let differences = super::orders::differences(&bench.packs[&name(&pack)], &calendar, case);
                    match differences.is_empty() {
                        true => held += 1,
                        false => failures.push(format!(
                            "{} “{}”\n    {}",
                            path.display(),
                            case.name,
                            differences.join("\n    ")
                        )),
                    }
                }
                for case in &file.case {
                    let asserts = !case.expect.state.iter().chain(&case.expect.due).collect::<Vec<_>>().is_empty()
                        || case.expect.late.is_some()
                        || case.expect.extension_max.is_some()
                        || case.expect.refused.is_some()
                        || case.expect.who.is_some()
                        || case.expect.ask_until.is_some();
                    assert!(asserts, "{}: “{}” expects nothing", path.display(), case.name);
                    let differences = bench.differences(&name(&pack), &name(&row), case);
                    if differences.is_empty() {
                        held += 1;
                    } else {
                        failures.push(format!(
                            "{} “{}”\n    {}",
                            path.display(),
                            case.name,
                            differences.join("\n    ")
                        ));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} cases fail\n{}", failures.len(), held + failures.len(), failures.join("\n"));
    assert!(held > 500, "only {held} cases found");
}

/// Every row that computes a time has cases enough for both sides, and every case names a live row.
#[test]
fn rules_and_cases_cover_each_other() {
    let mut failures = Vec::new();
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap();
        // Circumstances have a test of their own below.
        let computes = |rule: &&banjie::pack::Rule| !matches!(rule.effect, Effect::Guidance { .. } | Effect::Ground(_));
        let rows: BTreeSet<&str> = pack.rules().iter().map(|rule| rule.row()).collect();
        // A duty without a limit has one side only.
        let sides = |rule: &banjie::pack::Rule| if matches!(rule.effect, Effect::AtOnce { .. }) { 1 } else { 2 };
        let computed: BTreeSet<(&str, usize)> =
            pack.rules().iter().filter(computes).map(|rule| (rule.row(), sides(rule))).collect();
        let mut with_cases = BTreeMap::new();
        for folder in folders(&roots()[0].join(id)) {
            let cases: usize = files(&folder).iter().map(|(_, file)| file.len()).sum();
            with_cases.insert(name(&folder), cases);
        }
        for row in with_cases.keys().filter(|row| !rows.contains(row.as_str())) {
            failures.push(format!("{id}: cases for {row}, which is no row"));
        }
        for (row, sides) in computed {
            if with_cases.get(row).copied().unwrap_or(0) < sides {
                failures.push(format!("{id}: {row} needs {sides} cases at least"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every row that holds a step up has a case in which the step is refused by it, and one in which some step is allowed.
#[test]
fn every_gate_is_shown_open_and_shut() {
    let mut failures = Vec::new();
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap();
        let demands = |gate: &banjie::pack::Gate| {
            let nothing = [gate.with.is_empty(), gate.any.is_empty(), gate.on_file.is_empty(), gate.after.is_empty()];
            nothing.contains(&false) || !gate.never.is_empty()
        };
        let rows: BTreeSet<&str> =
            pack.rules().iter().filter(|rule| rule.gates.iter().any(demands)).map(|rule| rule.row()).collect();
        let root = roots()[0].join(id);
        let refusing: BTreeSet<String> = folders(&root)
            .iter()
            .flat_map(|folder| files(folder))
            .flat_map(|(_, file)| file.order.iter().filter_map(super::orders::refused_by).collect::<Vec<_>>())
            .collect();
        for row in rows {
            let open = folders(&root)
                .iter()
                .filter(|folder| name(folder) == row)
                .flat_map(|folder| files(folder))
                .any(|(_, file)| file.order.iter().any(super::orders::is_allowed));
            if !open {
                failures.push(format!("{id}: {row} has no case that is allowed"));
            }
            if !refusing.contains(row) {
                failures.push(format!("{id}: no case is refused by {row}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every ground that a log can show has a case in which it holds, and one in which it does not, by its own id.
#[test]
fn every_ground_is_shown_to_hold_and_not_to() {
    let mut failures = Vec::new();
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap();
        let (mut held, mut not) = (BTreeSet::new(), BTreeSet::new());
        for (_, file) in folders(&roots()[0].join(id)).iter().flat_map(|folder| files(folder)) {
            for case in &file.order {
                let (holds, fails) = super::orders::grounds_shown(case);
                held.extend(holds.map(str::to_owned));
                not.extend(fails.map(str::to_owned));
            }
        }
        let shown = |rule: &&banjie::pack::Rule| rule.ground().is_some_and(|ground| !ground.is_by_hand());
        for rule in pack.rules().iter().filter(shown) {
            for (side, seen) in [("holds", &held), ("does not hold", &not)] {
                if !seen.contains(&rule.id) {
                    failures.push(format!("{id}: no case in which {} {side}", rule.id));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The text and our readings of it are both held.
#[test]
fn both_origins_are_in_use() {
    let mut text = 0;
    let mut reading = 0;
    for row in folders(&roots()[0]).iter().flat_map(|pack| folders(pack)) {
        for (_, file) in files(&row) {
            let origins = file.case.iter().map(|case| &case.origin).chain(file.order.iter().map(|case| &case.origin));
            for origin in origins {
                match origin {
                    Origin::Text => text += 1,
                    Origin::Reading => reading += 1,
                }
            }
        }
    }
    assert!(text > 200 && reading > 50, "{text} from the text, {reading} readings");
}
