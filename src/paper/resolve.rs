//! 求值 — what a name of a form stands for, given an order, its log, its case and its rules.

use crate::deadline::{Deadline, State};
use crate::ledger::Post;
use crate::order::{Details, Entry, ExtensionScope, Fact, Field, Item, OrderInput, OwnNumber, Step, Value, WorkOrder};
use crate::pack::Pack;
use crate::supervision::{Case, CaseStage};
use crate::term::{Act, Flag, MomentKind as M, Term, Unit as TimeUnit};

use super::Source;
use super::binding::{Binding, Known as K, Part};
use super::contents::lacking;
use super::words;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Text(String),
    Value(Field, Value),
    Yes(bool),
}

impl Found {
    /// As read.
    pub(super) fn words(&self, pack: Option<&Pack>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Value(field, value) => words::value(*field, value, pack),
            Self::Yes(true) => Flag::Yes.word().to_owned(),
            Self::Yes(false) => Flag::No.word().to_owned(),
        }
    }

    /// Its code in the vocabulary it is of.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Text(text) | Self::Value(_, Value::Text(text)) => text,
            Self::Value(_, Value::Flag(true)) | Self::Yes(true) => Flag::Yes.code(),
            Self::Value(_, Value::Flag(false)) | Self::Yes(false) => Flag::No.code(),
            Self::Value(..) => "",
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Value(_, value) => value.is_empty(),
            Self::Yes(_) => false,
        }
    }
}

/// One row of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Line<'s> {
    pub(super) nth: usize,
    pub(super) title: String,
    pub(super) at: Option<chrono::NaiveDateTime>,
    pub(super) by: String,
    pub(super) what: String,
    pub(super) order: Option<&'s WorkOrder>,
}

/// Where names are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) order: Option<&'s WorkOrder>,
    pub(super) details: Option<&'s Details>,
    pub(super) case: Option<&'s Case<'s>>,
    /// The fact the paper is about.
    pub(super) own: Option<&'s Fact>,
    pub(super) line: Option<&'s Line<'s>>,
}

impl<'s> Scope<'s> {
    pub(super) fn pack(&self) -> Option<&'s Pack> {
        self.source.regime.map(|regime| regime.pack)
    }

    /// What the first of these names that stands for anything stands for.
    pub(super) fn first(&self, bindings: &[Binding]) -> Option<Found> {
        bindings.iter().find_map(|binding| self.find(binding))
    }

    fn find(&self, binding: &Binding) -> Option<Found> {
        let found = match binding {
            Binding::Known(known) => self.known(*known)?,
            Binding::Filed(field) => self.filed(*field)?,
            Binding::Own(part) => part_of(self.own?, *part)?,
            Binding::Last(step, part) => part_of(&self.last(*step)?.fact, *part)?,
            Binding::Ever(step) => Found::Text(self.ever(*step)),
            Binding::Within(row) => Found::Yes(self.within(row)?),
        };
        (!found.is_empty()).then_some(found)
    }

    fn known(&self, known: K) -> Option<Found> {
        let text = match known {
            K::Urged => return self.urged().map(Found::Yes),
            K::Name | K::Phone | K::Address | K::Story | K::Site => self.of_requester(known)?,
            K::CaseNumber
            | K::CaseGround
            | K::CaseReason
            | K::CaseModes
            | K::CaseLimit
            | K::CaseOpened
            | K::CaseStage
            | K::CaseCourse => self.of_case(known)?,
            K::UnitName
            | K::UnitPrincipal
            | K::UnitDeputy
            | K::UnitLiaison
            | K::UnitOffice
            | K::UnitClerk
            | K::UnitPhone => self.of_unit(known)?,
            K::ItemNth | K::ItemTitle | K::ItemAt | K::ItemDay | K::ItemBy | K::ItemWhat => self.of_line(known)?,
            K::Office => self.source.header.to_owned(),
            K::Today => words::day(self.source.now.date()),
            K::OrdersCount if self.source.orders.is_empty() => return None,
            K::OrdersCount => self.source.orders.len().to_string(),
            _ => self.of_order(known)?,
        };
        Some(Found::Text(text))
    }

    fn of_requester(&self, known: K) -> Option<String> {
        let details = self.details;
        let on_file = |item: Item| self.order.map(|order| order.on_file.text(item)).unwrap_or_default();
        let of_details = |read: fn(&Details) -> &String| details.map(|details| read(details).as_str());
        let first = |texts: [&str; 3]| texts.into_iter().find(|text| !text.trim().is_empty()).map(str::to_owned);
        match known {
            K::Name => details.map(|details| details.name.clone()),
            K::Phone => details.map(|details| details.phone.clone()),
            K::Address => details.map(|details| details.address.clone()),
            K::Story => {
                let story = of_details(|details| &details.story).unwrap_or_default();
                first([story, on_file(Item::Demand), on_file(Item::Title)])
            }
            _ => first([on_file(Item::Place), of_details(|details| &details.address).unwrap_or_default(), ""]),
        }
    }

    fn of_order(&self, known: K) -> Option<String> {
        let order = self.order?;
        let moment = |kind| order.input.moments.get(kind).map(words::moment);
        match known {
            K::Calls => Some(order.calls().to_string()),
            K::Lead => Some(lead(order).to_owned()),
            K::Assisting => Some(assisting(order).join("、")),
            K::Units => {
                let lead = std::iter::once(lead(order)).filter(|lead| !lead.is_empty());
                Some(lead.chain(assisting(order).iter().map(String::as_str)).collect::<Vec<_>>().join("、"))
            }
            K::Stage => Some(order.stage.word().to_owned()),
            K::Pack => self.pack().map(|pack| pack.text().title.clone()),
            K::Registered => moment(M::Registered),
            K::Dispatched => moment(M::Reassigned).or_else(|| moment(M::Dispatched)),
            K::Completed => moment(M::Redone).or_else(|| moment(M::Completed)),
            K::Closed => moment(M::Closed),
            K::Archived => moment(M::Archived),
            K::Due => words::due_of(&self.limit(Act::Handling)?),
            K::DueDays => words::length(&self.limit(Act::Handling)?, self.source.regime?, &order.input),
            K::DueBasis => Some(words::clause(self.limit(Act::Handling)?.rule, self.pack()?)),
            K::LimitDue | K::LimitDays => {
                let (limit, input) = self.unextended()?;
                match known {
                    K::LimitDue => words::due_of(&limit),
                    _ => words::length(&limit, self.source.regime?, &input),
                }
            }
            K::ReviewDue => words::due_of(&self.limit(Act::ReviewOrder)?),
            K::Lacking => {
                let lacking = lacking(self.source.regime, order);
                Some(lacking.iter().map(|lack| lack.word()).collect::<Vec<_>>().join("、"))
            }
            _ => None,
        }
    }

    fn of_case(&self, known: K) -> Option<String> {
        let case = self.case?;
        let opening = case.opening();
        match known {
            K::CaseNumber => Some(case.number().to_owned()),
            K::CaseGround => Some(self.pack().map_or(case.ground(), |pack| case.ground_words(pack)).to_owned()),
            K::CaseReason => opening.map(|entry| entry.fact.with.text(Item::Reason).to_owned()),
            K::CaseModes => {
                let mut words: Vec<&str> = Vec::new();
                for mode in case.modes() {
                    if !words.contains(&mode.word()) {
                        words.push(mode.word());
                    }
                }
                Some(words.join("、"))
            }
            K::CaseLimit => {
                let noticed = case.last(Step::NotifySupervision);
                let days = noticed.and_then(|entry| entry.fact.with.number(OwnNumber::SupervisionLimit));
                let days = days.map(|days| format!("{days}{}", TimeUnit::WorkingDay.word()));
                // The limits of an order are those of its last case.
                let last = self.order.is_some_and(|order| order.cases == case.nth);
                let due =
                    if last { self.limit(Act::Supervision).and_then(|limit| words::due_of(&limit)) } else { None };
                let due = due.map(|due| format!("至{due}"));
                Some(days.into_iter().chain(due).collect::<Vec<_>>().join("\n"))
            }
            K::CaseOpened => opening.map(|entry| words::moment(entry.fact.at)),
            K::CaseStage => Some(
                match case.stage() {
                    CaseStage::Opened => "已立案",
                    CaseStage::Noticed => "已下达",
                    CaseStage::Answered => "已答复",
                    CaseStage::Verified => "已核查",
                    CaseStage::Closed => "已结案",
                }
                .to_owned(),
            ),
            _ => Some(lines(case.entries.iter().copied().map(|entry| self.told(entry, true)))),
        }
    }

    fn of_unit(&self, known: K) -> Option<String> {
        let unit = self.source.unit?;
        let post = match known {
            K::UnitName => return Some(unit.name.clone()),
            K::UnitPhone => return Some(unit.phone.clone()),
            K::UnitPrincipal => Post::Principal,
            K::UnitDeputy => Post::Deputy,
            K::UnitLiaison => Post::Liaison,
            K::UnitOffice => Post::Office,
            _ => Post::Clerk,
        };
        unit.posts.get(&post).cloned()
    }

    fn of_line(&self, known: K) -> Option<String> {
        let line = self.line?;
        match known {
            K::ItemNth => Some(line.nth.to_string()),
            K::ItemTitle => Some(line.title.clone()),
            K::ItemAt => line.at.map(words::moment),
            // As catalogues write it: `2026-10-08`.
            K::ItemDay => line.at.map(|at| at.date().to_string()),
            K::ItemBy => Some(line.by.clone()),
            _ => Some(line.what.clone()),
        }
    }

    /// Whether the requester called to urge.
    fn urged(&self) -> Option<bool> {
        Some(self.order?.ever_done(Step::CallAgain).any(|entry| entry.fact.with.is(Item::Urged)))
    }

    /// What is on file; nothing where an attribute says that there is nothing.
    fn filed(&self, field: Field) -> Option<Found> {
        let order = self.order?;
        let value = match field {
            Field::Attribute(attribute) => {
                let index = usize::from(order.input.attributes.index(attribute));
                let (code, _) = attribute.values().get(index).copied()?;
                Value::Text((code != "none").then_some(code)?.to_owned())
            }
            _ => order.on_file.get(field)?.clone(),
        };
        Some(Found::Value(field, value))
    }

    /// The last time a step was done: in the case the paper is about, where the step belongs to one.
    fn last(&self, step: Step) -> Option<&'s Entry> {
        match self.case.filter(|_| step.is_of_the_case()) {
            Some(case) => case.last(step),
            None => self.order?.done(step).last(),
        }
    }

    fn ever(&self, step: Step) -> String {
        let Some(order) = self.order else { return String::new() };
        lines(order.ever_done(step).map(|entry| self.told(entry, false)))
    }

    /// `2026年10月8日 16:00 示范局 张三`, then what was recorded; of different steps, which it was, and the gist of it.
    fn told(&self, entry: &Entry, with_step: bool) -> String {
        let fact = &entry.fact;
        let record = if with_step { words::gist(fact, self.pack()) } else { words::record(fact, self.pack()) };
        let record: Vec<&str> = record.lines().map(|line| line.trim_end_matches('。')).collect();
        let record = record.join("，");
        let done = if with_step { words::done(fact) } else { String::new() };
        let parts = [words::moment(fact.at), done, words::by(&fact.by), record];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The binding limit of an act: of several the nearest.
    fn limit(&self, act: Act) -> Option<Deadline<'s>> {
        self.limit_in(act, &self.order?.input)
    }

    /// The limit that the paper asks to have extended, as it is without any extension; and from what it is computed.
    fn unextended(&self) -> Option<(Deadline<'s>, OrderInput)> {
        let act = self.own.map_or(ExtensionScope::Handling, |fact| ExtensionScope::of(&fact.with)).act();
        let mut input = self.order?.input.clone();
        input.extensions.clear();
        Some((self.limit_in(act, &input)?, input))
    }

    fn limit_in(&self, act: Act, input: &OrderInput) -> Option<Deadline<'s>> {
        let limits = self.source.regime?.deadlines(input, self.source.now).into_iter();
        let binding = |limit: &Deadline<'_>| {
            limit.state == State::Due && limit.binds() && limit.rule.limit().is_some_and(|rule| rule.act == act)
        };
        limits.filter(|limit| limit.due.is_some() && binding(limit)).min_by_key(|limit| limit.due.map(|due| due.at))
    }

    /// Whether what a clause sets a limit for was done within it; unknown while it still may be.
    fn within(&self, row: &str) -> Option<bool> {
        let (regime, order) = (self.source.regime?, self.order?);
        let now = self.source.now;
        let limits = regime.deadlines(&order.input, now);
        let limit = limits.iter().find(|limit| limit.due.is_some() && limit.rule.row() == row)?;
        let late = limit.is_late(now)?;
        (late || limit.done.is_some()).then_some(!late)
    }
}

fn lead(order: &WorkOrder) -> &str {
    if order.lead.is_empty() { order.on_file.text(Item::Lead) } else { &order.lead }
}

fn assisting(order: &WorkOrder) -> &[String] {
    if order.assisting.is_empty() { order.on_file.list(Item::Assisting) } else { &order.assisting }
}

fn part_of(fact: &Fact, part: Part) -> Option<Found> {
    Some(match part {
        Part::At => Found::Text(words::moment(fact.at)),
        Part::Day => Found::Text(words::day(fact.at.date())),
        Part::By => Found::Text(words::by(&fact.by)),
        Part::Field(field) => Found::Value(field, fact.with.get(field)?.clone()),
    })
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}
