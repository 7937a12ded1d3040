//! 流程 — command → decide → facts, or a refusal that names rule and clause; and the list of steps possible now.
//!
//! [`decide`] holds all rules of the way; the fold holds none. Three things can forbid a step: the order of steps
//! ([`Sequence`]), a gate of the pack, or a limit, cap or condition of the pack. Where the pack is silent (条文未规定) a
//! step is allowed unless a local setting says otherwise.

mod bounds;
mod grounds;
mod sequence;
mod steps;

pub use grounds::{Found, grounds};
pub use sequence::Sequence;
pub use steps::{Ask, Standing, StepView, asks, steps, view};

use chrono::{Datelike, NaiveDateTime};

use crate::calendar::YEARS;
use crate::deadline::{Due, Regime};
use crate::order::{
    Actor, Attribute, Attributes, Fact, Field, Id, Item, Key, Kind, OrderInput, Record, Shape, Step, Value, WorkOrder,
};
use crate::pack::{Done, FieldTest, Rule};
use crate::term::{Role, Term, Unit};

/// 指令: a step somebody wants to take.
#[doc(alias = "指令")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The step.
    pub step: Step,
    /// When it happened; may lie before now where it is entered late.
    pub at: NaiveDateTime,
    /// Who does it.
    pub by: Actor,
    /// What it records.
    pub with: Record,
}

/// 新事实: what a decided command amounts to; the shell gives it an id and the moment of noting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// What was done.
    pub step: Step,
    /// When.
    pub at: NaiveDateTime,
    /// By whom.
    pub by: Actor,
    /// What is recorded.
    pub with: Record,
}

impl NewFact {
    /// The fact, noted now under this id.
    pub fn noted(self, id: Id, order: Id, noted: NaiveDateTime) -> Fact {
        Fact { id, order, kind: Kind::Done(self.step), at: self.at, noted, by: self.by, with: self.with }
    }
}

/// 不准的理由: what forbids a step, and which rule says so; no rule where only the order of steps does.
#[doc(alias = "理由")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The rule that forbids it.
    pub rule: Option<&'a Rule>,
    /// What is wrong or missing.
    pub why: Why,
    /// Further rules that say the same.
    pub also: Vec<&'a Rule>,
}

/// What is wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is not its turn.
    Sequence(Sequence),
    /// The step must record this; the codes allowed, if only some are.
    Needs(Field, Vec<String>),
    /// The step must record one of these.
    NeedsAny(Vec<Field>),
    /// This must be on file of the request.
    OnFile(Field, Vec<String>),
    /// This step must be done first, with what it must say.
    NeedsStep(Done),
    /// This was done, which forbids it.
    Barred(Step),
    /// The right ended at this moment.
    TooLate(Due),
    /// The asking ended at this moment.
    AskedTooLate(NaiveDateTime),
    /// The rule's condition is not met.
    NotCovered,
    /// More days than this.
    TooMany(u32, Unit),
    /// More calendar days of suspension than this.
    TooLong(u32),
    /// The document is silent, and the local setting says no.
    NotAllowedHere,
    /// This role decides.
    WrongDecider(Role),
    /// It lies in the future.
    InFuture,
    /// It lies outside the years the calendar knows.
    OutOfRange,
    /// A correction that changes nothing.
    NothingChanged,
    /// The registration is what the order hangs on; it is corrected, or the request withdrawn.
    KeepsTheOrder,
    /// It lies before what it follows.
    TooEarly,
    /// What stands in this field cannot be read.
    BadValue(Field),
}

/// 不准: everything that forbids a step.
#[doc(alias = "不准")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// The step.
    pub step: Step,
    /// At least one.
    pub reasons: Vec<Reason<'a>>,
}

/// 裁断: whether a command may be carried out on an order (none before its registration) at `now`.
pub fn decide<'a>(
    regime: &Regime<'a>,
    order: Option<&WorkOrder>,
    command: &Command,
    now: NaiveDateTime,
) -> Result<Vec<NewFact>, Refusal<'a>> {
    let mut reasons = barriers(regime, order, command.step, &command.with, command.at);
    reasons.extend(times(order, command, now).map(|why| Reason { rule: None, why, also: Vec::new() }));
    reasons.extend(values(regime, command).map(|why| Reason { rule: None, why, also: Vec::new() }));
    reasons.extend(missing(regime, order, command.step, &command.with));
    if reasons.is_empty() {
        let Command { step, at, by, with } = command.clone();
        Ok(vec![NewFact { step, at, by, with }])
    } else {
        Err(Refusal { step: command.step, reasons })
    }
}

/// What forbids a step whatever it records, given what it says so far.
fn barriers<'a>(
    regime: &Regime<'a>,
    order: Option<&WorkOrder>,
    step: Step,
    with: &Record,
    at: NaiveDateTime,
) -> Vec<Reason<'a>> {
    if let Some(why) = sequence::out_of_turn(order, step) {
        // The clause about the step says what it is for; the order of steps is what forbids it.
        let rule = concerning(regime, order, step, with).first().copied();
        return vec![Reason { rule, why: Why::Sequence(why), also: Vec::new() }];
    }
    let mut reasons = Vec::new();
    let attributes = attributes(regime, order, with);
    for rule in regime.rules().iter().copied().filter(|rule| rule.matches(&attributes, None)) {
        for gate in rule.gates.iter().filter(|gate| gate.step == step && given(&gate.given, with)) {
            let on_file = gate.on_file.iter().filter(|test| order.is_none_or(|order| !test.holds(&order.on_file)));
            reasons.extend(on_file.map(|test| Why::OnFile(test.field, test.one_of.clone())).map(by(rule)));
            let undone = gate.after.iter().filter(|done| order.is_none_or(|order| !done.holds(order)));
            reasons.extend(undone.map(|done| Why::NeedsStep(done.clone())).map(by(rule)));
            let barring = gate.never.iter().filter(|done| order.is_some_and(|order| done.holds(order)));
            reasons.extend(barring.map(|done| Why::Barred(done.step)).map(by(rule)));
        }
    }
    if let Some(order) = order {
        reasons.extend(bounds::bounds(regime, order, step, with, at));
        reasons.extend(grounds::barring(regime, order, step, at));
    }
    if is_unregulated(regime, step) && !allowed_here(regime, step) {
        reasons.push(Reason { rule: None, why: Why::NotAllowedHere, also: Vec::new() });
    }
    reasons
}

/// What the step must still record.
fn missing<'a>(regime: &Regime<'a>, order: Option<&WorkOrder>, step: Step, with: &Record) -> Vec<Reason<'a>> {
    let asks = steps::asks(regime, order, step, with);
    let mut reasons: Vec<Reason<'a>> = asks
        .into_iter()
        .filter(|ask| ask.must && !ask.test().holds(with))
        .map(|ask| Reason { rule: ask.rule, why: Why::Needs(ask.field, ask.codes), also: ask.also })
        .collect();
    let attributes = attributes(regime, order, with);
    for rule in regime.rules().iter().copied().filter(|rule| rule.matches(&attributes, None)) {
        let gates = rule.gates.iter().filter(|gate| gate.step == step && given(&gate.given, with));
        let open = gates.filter(|gate| {
            let filled = |field: &Field| with.get(*field).is_some_and(|value| !value.is_empty());
            !gate.any.is_empty() && !gate.any.iter().any(filled)
        });
        reasons.extend(open.map(|gate| Why::NeedsAny(gate.any.clone())).map(by(rule)));
    }
    reasons
}

fn by<'a>(rule: &'a Rule) -> impl Fn(Why) -> Reason<'a> {
    move |why| Reason { rule: Some(rule), why, also: Vec::new() }
}

fn given(tests: &[FieldTest], with: &Record) -> bool {
    tests.iter().all(|test| test.holds(with))
}

/// The order's attributes with what a step says of them laid over.
fn attributes(regime: &Regime<'_>, order: Option<&WorkOrder>, with: &Record) -> Attributes {
    let blank = OrderInput::default();
    regime.attributes(&laid_over(order.map_or(&blank, |order| &order.input), with))
}

fn laid_over(input: &OrderInput, with: &Record) -> OrderInput {
    let mut input = input.clone();
    for (key, value) in with.iter() {
        match (key, value) {
            (Key::Known(Field::Attribute(attribute)), Value::Text(code)) => {
                input.attributes.set(*attribute, code);
            }
            (Key::Known(Field::Own(own)), Value::Number(n)) => input.attributes.own.set(*own, u32::try_from(*n).ok()),
            _ => {}
        }
    }
    input
}

/// The rules that concern a step: those with a gate on it, and the limits of its act, as far as they match the order.
fn concerning<'a>(regime: &Regime<'a>, order: Option<&WorkOrder>, step: Step, with: &Record) -> Vec<&'a Rule> {
    let attributes = attributes(regime, order, with);
    let open = (step == Step::RequestReturn && attributes.index(Attribute::ReturnGround) == 0)
        .then_some(Attribute::ReturnGround);
    let matches = |rule: &&Rule| bounds::regulates(rule, step) && rule.matches(&attributes, open);
    regime.rules().iter().copied().filter(matches).collect()
}

/// 条文未规定: the pack says nothing of this step, whatever the order.
fn is_unregulated(regime: &Regime<'_>, step: Step) -> bool {
    !step.is_record() && !regime.rules().iter().any(|rule| bounds::regulates(rule, step))
}

/// Whether the office allows a step of which its document is silent.
fn allowed_here(regime: &Regime<'_>, step: Step) -> bool {
    let asked = match step {
        Step::UpholdReturn | Step::RejectReturn => Step::RequestReturn,
        Step::GrantExtension | Step::DenyExtension => Step::RequestExtension,
        Step::Suspend | Step::DenySuspension | Step::Resume => Step::RequestSuspension,
        Step::GrantNoFurther | Step::DenyNoFurther => Step::ApplyNoFurther,
        other => other,
    };
    let id = format!("allow_{}", asked.code());
    regime.pack.setting(regime.choices, &id).is_none_or(|value| *value != crate::pack::Value::Number(0))
}

fn times(order: Option<&WorkOrder>, command: &Command, now: NaiveDateTime) -> impl Iterator<Item = Why> {
    use crate::term::MomentKind as M;
    let moment = |kind| order.and_then(|order| order.input.moments.get(kind));
    let begun = if command.step.is_of_the_unit() {
        moment(M::Reassigned).or(moment(M::Dispatched)).or(moment(M::Registered))
    } else {
        moment(M::Registered)
    };
    // A ruling follows its request, and what goes on follows what stood still.
    let asked = order.and_then(|order| match command.step {
        Step::UpholdReturn | Step::RejectReturn => order.return_pending(),
        Step::GrantExtension | Step::DenyExtension => order.extension_pending(),
        Step::Suspend | Step::DenySuspension => order.suspension_pending(),
        Step::Resume => order.done(Step::Suspend).last(),
        Step::AnswerReview => order.ever_done(Step::IssueReview).last(),
        Step::AnswerSupervision => order.done(Step::NotifySupervision).next(),
        Step::AcceptCompletion | Step::SendBackCompletion | Step::CallBack | Step::Close => {
            order.ever_done(Step::Complete).last()
        }
        Step::Archive => order.ever_done(Step::Close).last(),
        Step::Dispatch => order.ever_done(Step::UpholdReturn).last(),
        _ => None,
    });
    let begun = begun.max(asked.map(|entry| entry.fact.at));
    let corrected = command.with.moment(Item::CorrectedAt);
    let said = std::iter::once(command.at).chain(corrected);
    let future = said.clone().any(|at| at > now).then_some(Why::InFuture);
    let outside = said.into_iter().any(|at| !YEARS.contains(&at.year())).then_some(Why::OutOfRange);
    let early = begun.filter(|begun| command.at < *begun && !command.step.is_record()).map(|_| Why::TooEarly);
    future.into_iter().chain(outside).chain(early).chain(amending(order, command))
}

/// What a correction or a retraction must not do.
fn amending(order: Option<&WorkOrder>, command: &Command) -> Option<Why> {
    match command.step {
        Step::Correct => {
            let own = |key: &Key| matches!(key, Key::Known(Field::Item(Item::Target | Item::Why)));
            command.with.iter().all(|(key, _)| own(key)).then_some(Why::NothingChanged)
        }
        Step::Retract => {
            let target = command.with.id(Item::Target).and_then(|id| order?.entry(id));
            target.filter(|entry| entry.fact.step() == Some(Step::Register)).map(|_| Why::KeepsTheOrder)
        }
        _ => None,
    }
}

/// What cannot be read, or does not belong to the step.
fn values(regime: &Regime<'_>, command: &Command) -> impl Iterator<Item = Why> {
    let fields = command.step.fields();
    let free = command.step == Step::Correct;
    command.with.iter().filter_map(move |(key, value)| {
        let Key::Known(field) = key else { return None };
        let fits = match field.shape() {
            Shape::Flag => matches!(value, Value::Flag(_)),
            Shape::Number => matches!(value, Value::Number(n) if (0..=1_000_000_000).contains(n)),
            Shape::Choice => value.text().is_some_and(|code| field.choices().iter().any(|(known, _)| *known == code)),
            Shape::Day => value.text().is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok()),
            Shape::Moment => value.text().is_some_and(|text| crate::order::moment::parse(text).is_some()),
            Shape::HandlingUnits => matches!(value, Value::List(units) if units.len() <= MOST_UNITS),
            Shape::Reference if *field == Item::FileHash.into() => value.text().is_some(),
            Shape::Reference => value.text().is_some_and(|text| Id::parse(text).is_some()),
            Shape::Codes => matches!(value, Value::List(codes) if codes.len() <= fields.len() + 40),
            Shape::Listed(list) => {
                let known = regime.pack.list(list);
                value.text().is_some_and(|text| known.is_empty() || known.iter().any(|known| known.id == text))
            }
            Shape::Line | Shape::Text | Shape::HandlingUnit => {
                value.text().is_some_and(|text| text.chars().count() <= MOST_TEXT)
            }
        };
        (!fits || !(free || fields.contains(field))).then_some(Why::BadValue(*field))
    })
}

/// Most units in one field.
const MOST_UNITS: usize = 200;
/// Longest text in one field, characters.
pub const MOST_TEXT: usize = 20_000;

/// What a step must record whatever the pack.
fn intrinsic(step: Step) -> &'static [Item] {
    match step {
        Step::Register => &[Item::Title],
        Step::Dispatch => &[Item::Lead],
        Step::RequestExtension | Step::GrantExtension => &[Item::Days],
        Step::Correct | Step::Retract => &[Item::Target, Item::Why],
        Step::Merge => &[Item::Into],
        Step::CloseAtIntake => &[Item::DirectClose],
        Step::FileStatement | Step::ReviewStatement => &[Item::Statement],
        Step::Attach => &[Item::FileName, Item::FileHash],
        Step::Refuse => &[Item::RefusalGround],
        Step::Note => &[Item::What],
        Step::DecideUnit => &[Item::Lead, Item::SignedBy],
        Step::NameUnits => &[Item::Lead],
        Step::CallBack => &[Item::Reached],
        Step::VerifySupervision => &[Item::Passed],
        Step::SendBackCompletion | Step::IssueReview | Step::OrderRedo | Step::Deduct => &[Item::Reason],
        Step::CeaseHandling => &[Item::CeaseGround],
        Step::Close => &[Item::CloseGround],
        Step::MarkSource => &[Item::SourceMark],
        Step::OpenSupervision => &[Item::Ground],
        Step::NotifySupervision => &[Item::Mode],
        Step::Refer => &[Item::AccountGround, Item::To],
        _ => &[],
    }
}
