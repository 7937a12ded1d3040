//! 考核列 — one small record for each time a unit had an order, made from its log once; all figures are counted over
//! these.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::deadline::{Due, Regime, State};
use crate::order::{Attribute, Entry, Fact, Id, Item, OrderInput, Step, WorkOrder};
use crate::pack::{Measure, Removal, Rule};
use crate::supervision::{CaseStage, cases};
use crate::term::{Act, Caller, Degree, Flag, MomentKind as M, Outcome, Privacy, Reply, Role, Term, Track, Verdict};
use crate::workflow::grounds;

use super::period::Month;

/// No such month.
pub(super) const NEVER: i16 = i16::MIN;

pub(super) const COMPLETED: u16 = 1;
pub(super) const EXTENDED: u16 = 1 << 1;
pub(super) const RETURN_ASKED: u16 = 1 << 2;
pub(super) const RETURN_RULED: u16 = 1 << 3;
pub(super) const RETURN_REJECTED: u16 = 1 << 4;
/// The requester says that the unit did contact him, or did not.
pub(super) const RESPONDED: u16 = 1 << 5;
pub(super) const NOT_RESPONDED: u16 = 1 << 6;

/// 时限结果: how a limit ended, or until when it runs, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept(i32);

/// What a limit amounts to at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Met,
    Missed,
    Pending,
    Unlimited,
}

impl Kept {
    const MET: Self = Self(i32::MIN);
    const MISSED: Self = Self(i32::MIN + 1);
    const UNLIMITED: Self = Self(i32::MAX);

    fn of(due: Option<Due>, done: Option<NaiveDateTime>) -> Self {
        match (due, done) {
            (Some(due), Some(done)) if done <= due.at => Self::MET,
            (Some(_), Some(_)) => Self::MISSED,
            (Some(due), None) => Self(minutes(due.at)),
            (None, _) => Self::UNLIMITED,
        }
    }

    pub(super) fn at(self, now: i32) -> Ended {
        match self {
            Self::MET => Ended::Met,
            Self::MISSED => Ended::Missed,
            Self::UNLIMITED => Ended::Unlimited,
            Self(due) if now > due => Ended::Missed,
            Self(_) => Ended::Pending,
        }
    }
}

/// Minutes of civil time since 1970, the seconds dropped.
pub(super) fn minutes(moment: NaiveDateTime) -> i32 {
    let in_day = moment.time().hour() * 60 + moment.time().minute();
    moment.date().to_epoch_days().saturating_mul(1440).saturating_add_unsigned(in_day)
}

/// 承办记录: one time that one unit had one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) order: u32,
    pub(super) unit: u16,
    pub(super) turn: u16,
    pub(super) sign: Kept,
    pub(super) contact: Kept,
    pub(super) handling: Kept,
    /// The handling by the limits for assessment; by the binding ones where the pack has no others.
    pub(super) assessed: Kept,
    pub(super) dispatched: i16,
    pub(super) completed: i16,
    pub(super) answered: i16,
    /// The earlier of completion and due day.
    pub(super) settled: i16,
    pub(super) assessed_settled: i16,
    /// Working days from the dispatch to the completion.
    pub(super) days: u16,
    pub(super) flags: u16,
    /// Which exclusions of the pack apply, a bit for each.
    pub(super) out: u16,
    pub(super) outcome: u8,
    pub(super) verdict: u8,
    pub(super) degree: u8,
}

/// 承办期间的一件事: what may happen to an order any number of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) order: u32,
    pub(super) unit: u16,
    pub(super) turn: u16,
    pub(super) month: i16,
    pub(super) out: u16,
    pub(super) kind: Measure,
    pub(super) amount: u32,
}

/// 考核列: what is counted of many orders, under one pack.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(super) lines: Vec<Line>,
    pub(super) events: Vec<Event>,
    ids: Vec<Id>,
    at: BTreeMap<Id, u32>,
    units: Vec<String>,
    unit_at: BTreeMap<String, u16>,
}

/// 读工单: makes the records of orders under one regime, as things stand at one moment.
#[derive(Debug)]
pub struct Reader<'r, 'a> {
    regime: &'r Regime<'a>,
    now: NaiveDateTime,
    /// Whether the pack has limits of its own for assessment: on first contact, on the handling.
    contact: Track,
    handling: Track,
    /// Exclusions of the pack: the bit, why, and the rule where a ground says so.
    exclusions: Vec<(u16, Removal, Option<&'a Rule>)>,
}

impl<'r, 'a> Reader<'r, 'a> {
    /// Reads orders pinned to the pack of this regime.
    pub fn new(regime: &'r Regime<'a>, now: NaiveDateTime) -> Self {
        let own = |act: Act| {
            let limits = |rule: &&Rule| rule.limit().is_some_and(|limit| limit.act == act) && !rule.beside;
            let assesses = regime.rules().iter().copied().filter(limits).any(|rule| rule.track == Track::Assessment);
            if assesses { Track::Assessment } else { Track::Handling }
        };
        let exclusions = regime.pack.assessment().exclusions.iter().take(16).enumerate();
        Self {
            regime,
            now,
            contact: own(Act::FirstContact),
            handling: own(Act::Handling),
            exclusions: exclusions
                .map(|(at, exclusion)| {
                    let ground = |rule: &&&'a Rule| exclusion.rule.as_deref() == Some(rule.id.as_str());
                    let rule = regime.rules().iter().find(ground).copied();
                    (1u16 << at, exclusion.what, rule.filter(|_| exclusion.what == Removal::Ground))
                })
                .collect(),
        }
    }

    /// Due moment of an act, and whether it is not called for.
    fn due(&self, act: Act, track: Track, input: &OrderInput) -> (Option<Due>, bool) {
        let limits = self.regime.deadlines_of(act, track, input, self.now);
        let counts = limits.iter().filter(|limit| {
            let binds = if track == Track::Handling { limit.binds() } else { limit.is_live() && !limit.rule.beside };
            limit.state == State::Due && binds
        });
        let due = counts.filter_map(|limit| limit.due).min_by_key(|due| due.at);
        (due, due.is_none() && limits.iter().any(|limit| limit.state == State::Exempt))
    }

    /// Which exclusions apply to one turn of an order.
    fn out(&self, whole: &WorkOrder, of: &WorkOrder, earlier: bool) -> u16 {
        let done = |step| whole.ever_done(step).next().is_some();
        let attributes = self.regime.attributes(&of.input);
        let may_hold = |rule: Option<&Rule>| rule.is_some_and(|rule| !earlier && rule.matches(&attributes, None));
        // Going through all grounds of the pack costs more than the rest: only where one may hold.
        let any = self.exclusions.iter().any(|(_, _, rule)| may_hold(*rule));
        let held = if any { grounds(self.regime, of, self.now) } else { Vec::new() };
        let applies = |what: Removal, rule: Option<&Rule>| match what {
            Removal::Ground => rule.is_some_and(|rule| held.iter().any(|found| found.rule.id == rule.id)),
            Removal::NoFurther => whole.no_further && !earlier,
            Removal::Withdrawn => done(Step::Withdraw),
            Removal::Merged => done(Step::Merge),
            Removal::GivenBack => earlier || of.is_back,
        };
        let bits = self.exclusions.iter().filter(|(_, what, rule)| applies(*what, *rule)).map(|(bit, ..)| bit);
        bits.fold(0, |all, bit| all | bit)
    }

    /// The record of the last turn of `of`.
    fn line(&self, of: &WorkOrder, out: u16, order: u32, unit: u16) -> Line {
        let moment = |kind| of.input.moments.get(kind);
        let dispatched = moment(M::Reassigned).or(moment(M::Dispatched));
        let completed = moment(M::Completed);
        let asked = of.done(Step::RequestReturn).next().map(|entry| entry.fact.at);
        // Who gave it back in time, or handed it in, has answered the dispatch.
        let signed = moment(M::Signed).or(asked).or(completed);
        let (sign_due, _) = self.due(Act::SignFor, Track::Handling, &of.input);
        let (handling_due, _) = self.due(Act::Handling, Track::Handling, &of.input);
        let assessed_due = match self.handling {
            Track::Handling => handling_due,
            track => self.due(Act::Handling, track, &of.input).0,
        };
        let answer = last_answer(of);
        let said = |item: Item| answer.map(|fact| fact.with.text(item)).unwrap_or_default();
        let verdict: Option<Verdict> = answer.and_then(|fact| fact.with.term(Attribute::Verdict));
        let rejected = of.done(Step::RejectReturn).next().is_some();
        let ruled = rejected || of.done(Step::UpholdReturn).next().is_some();
        let asked_contacted = Reply::from_code(said(Item::AskedContacted)).unwrap_or(Reply::None);
        let flags = [
            (COMPLETED, completed.is_some()),
            (EXTENDED, of.input.extensions.iter().any(|extended| extended.days > 0)),
            (RETURN_ASKED, asked.is_some()),
            (RETURN_RULED, asked.is_some() && ruled),
            (RETURN_REJECTED, asked.is_some() && rejected),
            (RESPONDED, asked_contacted == Reply::Yes),
            (NOT_RESPONDED, asked_contacted == Reply::No),
        ];
        let outcome = if completed.is_some() { of.input.attributes.outcome } else { Outcome::None };
        let degree = Degree::from_code(said(Item::Degree)).unwrap_or(Degree::None);
        Line {
            order,
            unit,
            turn: u16::try_from(of.turn).unwrap_or(u16::MAX),
            sign: Kept::of(sign_due, signed),
            contact: self.contact(of, asked_contacted == Reply::No),
            handling: Kept::of(handling_due, completed),
            assessed: Kept::of(assessed_due, completed),
            dispatched: month_of(dispatched),
            completed: month_of(completed),
            answered: month_of(answer.map(|fact| fact.at)),
            settled: settled(completed, handling_due),
            assessed_settled: settled(completed, assessed_due),
            days: dispatched.zip(completed).map_or(0, |(from, to)| self.working_days(from.date(), to.date())),
            flags: flags.iter().filter(|(_, set)| *set).fold(0, |all, (flag, _)| all | flag),
            out,
            outcome: outcome.index(),
            verdict: verdict.unwrap_or(Verdict::None).index(),
            degree: degree.index(),
        }
    }

    /// 先行联系: made in time and not denied by the requester. Without a limit, made before the completion.
    fn contact(&self, of: &WorkOrder, denied: bool) -> Kept {
        let (due, exempt) = self.due(Act::FirstContact, self.contact, &of.input);
        let made = of.input.moments.get(M::Contacted);
        let completed = of.input.moments.get(M::Completed);
        let not_wanted = of.input.attributes.privacy != Privacy::Public && made.is_none();
        match due {
            _ if exempt => Kept::MET,
            None if not_wanted => Kept::UNLIMITED,
            _ if denied => Kept::MISSED,
            None if made.is_some() => Kept::MET,
            None if completed.is_some() => Kept::MISSED,
            // Handed in without a contact: the limit decides once it has passed.
            due => Kept::of(due, made),
        }
    }

    fn working_days(&self, from: NaiveDate, to: NaiveDate) -> u16 {
        let days = self.regime.calendar.working_days_between(from, to).unwrap_or(0);
        u16::try_from(days.max(0)).unwrap_or(u16::MAX)
    }
}

impl Columns {
    /// Takes an order in, in place of what was known of it. One that no unit ever had is nobody's.
    pub fn put(&mut self, reader: &Reader<'_, '_>, order: &WorkOrder) {
        self.forget(order.id);
        if !order.is_dispatched() {
            return;
        }
        let at = self.place(order.id);
        let named = |turn| Some(unit_of(order, turn)).filter(|name| !name.is_empty());
        let units: Vec<Option<u16>> = (1..=order.turn).map(|turn| named(turn).map(|name| self.unit(name))).collect();
        let unit = |turn: u32| usize::try_from(turn).ok()?.checked_sub(1).and_then(|at| units.get(at)).copied()?;
        let mut outs = Vec::new();
        for turn in 1..=order.turn {
            let earlier = turn < order.turn;
            let past = earlier.then(|| until(order, turn));
            let of = past.as_ref().unwrap_or(order);
            let out = reader.out(order, of, earlier);
            outs.push(out);
            if let Some(unit) = unit(turn) {
                self.lines.push(reader.line(of, out, at, unit));
            }
        }
        let mut event = |entry: &Entry, kind: Measure, amount: u32| {
            let turn = usize::try_from(entry.turn).ok().and_then(|turn| turn.checked_sub(1));
            let (Some(unit), Some(out)) = (unit(entry.turn), turn.and_then(|at| outs.get(at)).copied()) else { return };
            let turn = u16::try_from(entry.turn).unwrap_or(u16::MAX);
            let month = month_of(Some(entry.fact.at));
            self.events.push(Event { order: at, unit, turn, month, out, kind, amount });
        };
        for entry in order.entries.iter().filter(|entry| entry.live) {
            match entry.fact.step() {
                Some(Step::SendBackCompletion | Step::OrderRedo) => event(entry, Measure::Redo, 1),
                // What a unit says to its own people is no reminder to the unit.
                Some(Step::Remind) if entry.fact.by.desk() != Some(Role::Clerk) => event(entry, Measure::Reminder, 1),
                Some(Step::Deduct) => {
                    let points = entry.fact.with.number(Item::Points).unwrap_or(0);
                    event(entry, Measure::Deduction, points.saturating_mul(100));
                }
                _ => {}
            }
        }
        for case in cases(order) {
            if let Some(opening) = case.opening() {
                event(opening, Measure::Supervised, u32::from(case.stage() == CaseStage::Closed));
            }
        }
    }

    /// Leaves an order out.
    pub fn forget(&mut self, order: Id) {
        if let Some(at) = self.at.get(&order).copied() {
            self.lines.retain(|line| line.order != at);
            self.events.retain(|event| event.order != at);
        }
    }

    /// The units met so far, by number.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// The number of a unit, given to it if it has none.
    pub fn unit(&mut self, name: &str) -> u16 {
        if let Some(at) = self.unit_at.get(name) {
            return *at;
        }
        let at = u16::try_from(self.units.len()).unwrap_or(u16::MAX);
        self.units.push(name.to_owned());
        self.unit_at.insert(name.to_owned(), at);
        at
    }

    /// How many records there are.
    pub fn size(&self) -> usize {
        self.lines.len()
    }

    /// The first month in which an order was dispatched.
    pub fn first(&self) -> Option<Month> {
        self.lines.iter().map(|line| line.dispatched).filter(|month| *month != NEVER).min().map(Month::of_number)
    }

    pub(super) fn id(&self, order: u32) -> Id {
        usize::try_from(order).ok().and_then(|at| self.ids.get(at)).copied().unwrap_or(Id::NONE)
    }

    fn place(&mut self, order: Id) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let at = *self.at.entry(order).or_insert(next);
        if at == next {
            self.ids.push(order);
        }
        at
    }
}

/// The order as it stood when this turn of it ended.
fn until(order: &WorkOrder, turn: u32) -> WorkOrder {
    let amends = |fact: &Fact| matches!(fact.step(), Some(Step::Correct | Step::Retract));
    let before = order.entries.iter().take_while(|entry| entry.turn <= turn);
    let facts = before.filter(|entry| entry.live && !amends(&entry.fact)).map(|entry| entry.fact.clone());
    WorkOrder::fold(order.id, facts)
}

/// The unit that had an order in this turn.
fn unit_of(order: &WorkOrder, turn: u32) -> &str {
    let dispatch = order.ever_done(Step::Dispatch).find(|entry| entry.turn == turn);
    dispatch.map_or(order.lead.as_str(), |entry| entry.fact.with.text(Item::Lead)).trim()
}

/// What the requester last said in this turn when others than the unit called.
fn last_answer(of: &WorkOrder) -> Option<&Fact> {
    let reached = of.ever_done(Step::CallBack).filter(|entry| {
        let with = &entry.fact.with;
        let own = with.text(Item::CallbackBy) == Caller::Unit.code();
        entry.turn == of.turn && !own && with.text(Item::Reached) != Flag::No.code()
    });
    reached.last().map(|entry| &entry.fact)
}

fn month_of(moment: Option<NaiveDateTime>) -> i16 {
    moment.and_then(|moment| Month::of(moment.date())).map_or(NEVER, Month::number)
}

/// The month of the completion or of the due day, whichever is earlier.
fn settled(completed: Option<NaiveDateTime>, due: Option<Due>) -> i16 {
    match (completed, due) {
        (Some(done), Some(due)) if done <= due.at => month_of(Some(done)),
        (_, Some(due)) => Month::of(due.last_day()).map_or(NEVER, Month::number),
        (done, None) => month_of(done),
    }
}
