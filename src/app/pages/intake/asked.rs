//! What a pack asks for at the desk, what it demands before dispatch, and what is registered. No view.

use banjie::deadline::Regime;
use banjie::order::{Actor, Attribute, Fact, Field, Id, Item, Key, Kind, Record, Shape, Step, Value, WorkOrder};
use banjie::pack::{Effect, FieldTest, Gate, Rule};
use banjie::term::Term;
use banjie::workflow::{Command, asks, decide};
use chrono::NaiveDateTime;

use super::draft::Draft;
use crate::app::parts::record::{Blank, options};
use crate::app::say;
use crate::app::say::order::ReasonText;

/// Fields asked for at once, in the order one hears them; what else there is stands under 更多.
const MAIN: [&str; 15] = [
    "place",
    "occurred",
    "persons",
    "channel",
    "nature",
    "subject",
    "urgency",
    "difficulty",
    "emergency",
    "at_once",
    "privacy",
    "cause",
    "demand",
    "source_number",
    "printed_due",
];

/// What still lacks before dispatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    pub words: String,
    pub clause: String,
    pub gist: String,
}

/// 夜间、休息日: kinds of matters that cannot wait, and the clause that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffDuty {
    /// (code, word).
    pub kinds: Vec<(String, String)>,
    pub clause: Option<(String, String)>,
}

/// What the rules make of the form so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    pub main: Vec<Blank>,
    pub rare: Vec<Blank>,
    /// Clauses that demand what is not asked by the lists above: title and person.
    pub clauses: Vec<(Item, String)>,
    pub lacking: Vec<Lacking>,
    pub off_duty: Option<OffDuty>,
}

impl Asked {
    /// The clause that demands a field of the person, or the title.
    pub fn clause(&self, item: Item) -> Option<String> {
        self.clauses.iter().find(|(known, _)| *known == item).map(|(_, clause)| clause.clone())
    }

    pub fn of(regime: &Regime<'_>, order: &WorkOrder, at: NaiveDateTime) -> Self {
        let demands = demands(regime, order);
        let clause = |field: Field| {
            demands.iter().find(|(test, _)| test.field == field).map(|(_, rule)| say::order::clause(rule, regime.pack))
        };
        let mut asked = Self::default();
        let mut main: Vec<(usize, Blank)> = Vec::new();
        for ask in asks(regime, None, Step::Register, &order.on_file) {
            let own_place = matches!(ask.field, Field::Item(Item::Number | Item::Title));
            if own_place || !is_asked(regime, ask.field) {
                continue;
            }
            let clause = ask.rule.map(|rule| say::order::clause(rule, regime.pack)).or_else(|| clause(ask.field));
            let blank = Blank {
                field: ask.field,
                must: ask.must || clause.is_some(),
                clause,
                options: options(ask.field, &ask.codes, regime.pack),
            };
            match MAIN.iter().position(|code| *code == ask.field.code()) {
                Some(at) => main.push((at, blank)),
                None if blank.must => main.push((MAIN.len(), blank)),
                None => asked.rare.push(blank),
            }
        }
        main.sort_by_key(|(at, _)| *at);
        asked.main = main.into_iter().map(|(_, blank)| blank).collect();
        for item in [Item::Title, Item::TakenName, Item::TakenPhone, Item::TakenAddress, Item::TakenStory] {
            asked.clauses.extend(clause(item.into()).map(|clause| (item, clause)));
        }
        for (test, rule) in demands.iter().filter(|(test, _)| !test.holds(&order.on_file)) {
            let lacking = Lacking {
                words: say::intake::lacking(test),
                clause: say::order::clause(rule, regime.pack),
                gist: rule.citation.gist.clone(),
            };
            // The same is often demanded of the review and of the dispatch.
            if !asked.lacking.contains(&lacking) {
                asked.lacking.push(lacking);
            }
        }
        asked.off_duty = off_duty(regime, at);
        asked
    }
}

/// What must be on file before the order leaves the desk, with the rule that says so.
fn demands<'a>(regime: &Regime<'a>, order: &WorkOrder) -> Vec<(&'a FieldTest, &'a Rule)> {
    let attributes = regime.attributes(&order.input);
    let mut demands = Vec::new();
    for rule in regime.rules().iter().copied().filter(|rule| rule.matches(&attributes, None)) {
        for gate in rule.gates.iter().filter(|gate| holds_up(gate)) {
            demands.extend(on_file(gate).iter().map(|test| (test, rule)));
        }
    }
    demands
}

/// Whether a gate stands between the desk and the unit.
fn holds_up(gate: &Gate) -> bool {
    matches!(gate.step, Step::Register | Step::SubmitForReview | Step::Dispatch) && gate.given.is_empty()
}

fn on_file(gate: &Gate) -> &[FieldTest] {
    if gate.step == Step::Register { &gate.with } else { &gate.on_file }
}

/// Whether the pack knows a field: attributes and numbers by its vocabulary, lists if it has them, others always. What a
/// gate demands is known whatever the vocabulary says.
fn is_asked(regime: &Regime<'_>, field: Field) -> bool {
    let in_vocabulary = || regime.pack.text().vocabulary.contains_key(field.code());
    let known = match field {
        Field::Attribute(_) | Field::Own(_) | Field::Item(Item::Calls | Item::StatutoryUnit) => in_vocabulary(),
        Field::Item(_) => match field.shape() {
            Shape::Listed(list) => !regime.pack.list(list).is_empty(),
            _ => true,
        },
    };
    let demanded = |rule: &&Rule| {
        let mut gates = rule.gates.iter().filter(|gate| holds_up(gate));
        gates.any(|gate| on_file(gate).iter().any(|test| test.field == field))
    };
    known || regime.rules().iter().any(demanded)
}

/// Night or a day off, under a pack that knows what cannot wait.
fn off_duty(regime: &Regime<'_>, at: NaiveDateTime) -> Option<OffDuty> {
    let attribute = Attribute::AtOnce;
    if !regime.pack.text().vocabulary.contains_key(attribute.code()) || !regime.is_off_duty(at) {
        return None;
    }
    let mut kinds = options(attribute.into(), &[], regime.pack);
    let (ordinary, _) = attribute.values().get(usize::from(attribute.default_index())).copied().unwrap_or_default();
    kinds.retain(|(code, _)| code != ordinary);
    let says_so = |rule: &&&Rule| matches!(rule.effect, Effect::AtOnce { .. }) && rule.reads(attribute);
    let clause = regime
        .rules()
        .iter()
        .find(says_so)
        .map(|rule| (say::order::clause(rule, regime.pack), rule.citation.gist.clone()));
    Some(OffDuty { kinds, clause })
}

/// What is registered: what the pack asks for and the form says, what was taken of the person, and the pack itself.
pub fn whole(regime: &Regime<'_>, draft: &Draft, number: &str) -> Record {
    let mut record = Record::default();
    for (key, value) in draft.record.iter() {
        let Key::Known(field) = key else { continue };
        // Chosen under another pack, before this one was pressed.
        let offered = match field.shape() {
            Shape::Choice | Shape::Listed(_) => {
                options(*field, &[], regime.pack).iter().any(|(code, _)| Some(code.as_str()) == value.text())
            }
            _ => true,
        };
        if offered && is_asked(regime, *field) {
            let value = value.text().map_or_else(|| value.clone(), |text| Value::from(text.trim()));
            record.put(key.clone(), value);
        }
    }
    record.put(Item::Number, number.trim());
    let taken = [
        (Item::TakenName, &draft.details.name),
        (Item::TakenPhone, &draft.details.phone),
        (Item::TakenAddress, &draft.details.address),
        (Item::TakenStory, &draft.details.story),
    ];
    for (item, text) in taken {
        record.put(item, !text.trim().is_empty());
    }
    record.put(Item::Pack, regime.pack.id());
    record.put(Item::PackVersion, Value::Number(i64::from(regime.pack.text().version)));
    record
}

/// The order as it would be, once registered.
pub fn tentative(record: Record, at: NaiveDateTime) -> WorkOrder {
    let id = Id::new([1; 10]);
    let kind = Kind::Done(Step::Register);
    WorkOrder::fold(id, [Fact { id, order: id, kind, at, noted: at, by: Actor::default(), with: record }])
}

/// What would forbid registering, or the step right after it.
pub fn try_out(
    regime: &Regime<'_>,
    register: &Command,
    follow: Option<&Command>,
    now: NaiveDateTime,
) -> Vec<ReasonText> {
    let said = |order: Option<&WorkOrder>, command: &Command| match decide(regime, order, command, now) {
        Ok(_) => Vec::new(),
        Err(refusal) => say::order::reasons(&refusal.reasons, regime),
    };
    let mut reasons = said(None, register);
    if let Some(follow) = follow {
        let order = tentative(register.with.clone(), register.at);
        reasons.extend(said(Some(&order), follow));
    }
    reasons
}

/// One more than the largest running number of a year: `2026-000123`.
pub fn next_number<'n>(numbers: impl Iterator<Item = &'n str>, year: i32) -> String {
    let head = format!("{year}-");
    let largest = numbers.filter_map(|number| number.strip_prefix(&head)?.parse::<u64>().ok()).max();
    format!("{head}{:06}", largest.unwrap_or(0).saturating_add(1))
}

/// The kind of 直接办结 that goes with the nature of a request.
pub fn usual_closing(nature: &str) -> &'static str {
    use banjie::term::{DirectClose, Nature};
    match Nature::from_code(nature) {
        Some(Nature::Praise) => DirectClose::Praise.code(),
        Some(Nature::Invalid) => DirectClose::Invalid.code(),
        Some(Nature::Inquiry) => DirectClose::Answered.code(),
        _ => "",
    }
}
