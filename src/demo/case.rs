//! 推进 — one order driven along its plan through the workflow: what a step lacks is filled in, what must come first is
//! done first, and where the workflow says no the order stays where it is.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use crate::deadline::{Regime, State};
use crate::ledger::Post;
use crate::order::{Actor, Fact, Field, Id, Phase, Record, Step, WorkOrder};
use crate::pack::{Done, FieldTest};
use crate::term::{Act, Role, Track};
use crate::workflow::{Command, NewFact, Why, decide};

use super::chance::Chance;
use super::people::{self, Caller};
use super::plan::{Answer, Pace, Plan};
use super::requests::Request;

/// How many steps may wait for one another.
pub(super) const DEPTH: u8 = 4;
/// How often one step is tried.
const TRIES: usize = 8;
/// Most facts of one order.
const MOST_FACTS: usize = 80;

/// 一件演示工单 on its way.
pub(super) struct Case<'c> {
    pub(super) regime: &'c Regime<'c>,
    pub(super) request: &'c Request,
    pub(super) caller: Caller,
    pub(super) plan: Plan,
    pub(super) id: Id,
    /// The order it would be merged into.
    pub(super) into: Option<Id>,
    pub(super) number: String,
    pub(super) title: String,
    /// Place of its unit in the registry.
    pub(super) unit: usize,
    pub(super) facts: Vec<Fact>,
    pub(super) order: Option<WorkOrder>,
    /// When the last step was taken, or it comes in.
    pub(super) at: NaiveDateTime,
    pub(super) now: NaiveDateTime,
    /// Days asked for.
    pub(super) days: u32,
    /// Who decides, once the workflow has said so.
    pub(super) decider: Option<Role>,
    /// What the last callback brought, or the next one brings.
    pub(super) answer: Answer,
    pub(super) chance: Chance,
    /// Settles what may be one way or another.
    pub(super) luck: usize,
}

/// A moment some minutes later.
pub(super) fn later(at: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    at.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(at)
}

impl Case<'_> {
    /// Registers the order and takes the steps of its plan, as far as they are allowed and lie before now.
    pub(super) fn drive(&mut self) {
        if !self.take(Step::Register, &[], None, DEPTH) {
            return;
        }
        for goal in self.plan.goals {
            if !self.take(*goal, &[], None, DEPTH) && !is_aside(*goal) {
                return;
            }
        }
        for after in self.plan.after {
            if !self.go_on(*after) {
                return;
            }
        }
    }

    /// Takes a step that must meet these tests; false where that is not possible.
    pub(super) fn take(&mut self, step: Step, tests: &[FieldTest], role: Option<Role>, depth: u8) -> bool {
        let Some(below) = depth.checked_sub(1).filter(|_| self.facts.len() < MOST_FACTS) else { return false };
        let regime = self.regime;
        let mut demanded: Vec<FieldTest> = tests.to_vec();
        let mut done: Vec<Done> = Vec::new();
        let mut amended: Vec<Field> = Vec::new();
        for _ in 0..TRIES {
            let Some(at) = self.moment_for(step) else { return false };
            let command = Command { step, at, by: self.actor(step, role), with: self.record(step, &demanded, at) };
            let refusal = match decide(regime, self.order.as_ref(), &command, at) {
                Ok(facts) => {
                    facts.into_iter().for_each(|fact| self.note(fact));
                    return true;
                }
                Err(refusal) => refusal,
            };
            let reasons = refusal.reasons;
            if !reasons.iter().all(|reason| can_be_met(&reason.why)) {
                return false;
            }
            // What it lacks is filled in first; only then is something done for it.
            let mut met = false;
            for reason in &reasons {
                let lacking = match &reason.why {
                    Why::Needs(field, codes) => Some((*field, codes.clone())),
                    Why::NeedsAny(fields) => fields.first().map(|field| (*field, Vec::new())),
                    _ => None,
                };
                if let Some((field, one_of)) = lacking {
                    let test = FieldTest { field, one_of };
                    if demanded.contains(&test) {
                        return false;
                    }
                    demanded.push(test);
                    met = true;
                }
            }
            let other = reasons.iter().find(|reason| !matches!(reason.why, Why::Needs(..) | Why::NeedsAny(_)));
            met |= match other.map(|reason| &reason.why) {
                None => true,
                Some(Why::NeedsStep(first)) if !done.contains(first) => {
                    done.push(first.clone());
                    self.take(first.step, &first.with, first.by.first().copied(), below)
                }
                Some(Why::OnFile(field, codes)) if !amended.contains(field) => {
                    amended.push(*field);
                    self.amend(*field, codes, below)
                }
                Some(Why::WrongDecider(role)) if self.decider != Some(*role) => {
                    self.decider = Some(*role);
                    true
                }
                Some(Why::TooMany(most, _)) if *most < self.days => {
                    self.days = *most;
                    true
                }
                Some(_) => return false,
            };
            if !met {
                return false;
            }
        }
        false
    }

    /// Puts on file what is missing there.
    fn amend(&mut self, field: Field, codes: &[String], depth: u8) -> bool {
        let step = [Step::Supplement, Step::Classify].into_iter().find(|step| step.fields().contains(&field));
        step.is_some_and(|step| self.take(step, &[FieldTest { field, one_of: codes.to_vec() }], None, depth))
    }

    fn note(&mut self, fact: NewFact) {
        let id = self.chance.id();
        let noted = self.noted(fact.at);
        let fact = fact.noted(id, self.id, noted);
        if fact.step() == Some(Step::UpholdReturn) {
            self.unit += 1;
        }
        self.at = fact.at;
        self.facts.push(fact);
        self.order = Some(WorkOrder::fold(self.id, self.facts.iter().cloned()));
    }

    /// Mostly noted at once; now and then only the next day.
    fn noted(&mut self, at: NaiveDateTime) -> NaiveDateTime {
        let next_day = later(at, self.chance.between(1300, 1500));
        if self.chance.one_in(40) && next_day <= self.now {
            return next_day;
        }
        let seconds = TimeDelta::seconds(self.chance.between(5, 95));
        at.checked_add_signed(seconds).unwrap_or(at).min(self.now)
    }

    /// Adds the last fact of a step once more, as if a second machine had noted it; nothing asks whether that fits.
    pub(super) fn twice(&mut self, step: Step) -> bool {
        let last = self.facts.iter().rev().find(|fact| fact.step() == Some(step));
        let Some(fact) = last.filter(|fact| later(fact.at, 26) <= self.now).cloned() else { return false };
        let at = later(fact.at, 25);
        let noted = later(at, 1);
        self.facts.push(Fact { id: self.chance.id(), at, noted, ..fact });
        true
    }

    /// Who takes a step: at this desk, else where later steps want it done, else where it usually is.
    fn actor(&self, step: Step, desk: Option<Role>) -> Actor {
        let dispatched = self.order.as_ref().is_some_and(WorkOrder::is_dispatched);
        let role = desk.or_else(|| self.wanted_desk(step)).unwrap_or_else(|| {
            let usual = step.desks().first().copied().unwrap_or(Role::Centre);
            if usual == Role::Clerk && !dispatched { Role::Centre } else { usual }
        });
        let post = match role {
            Role::Clerk | Role::Office => Post::Clerk,
            Role::Deputy | Role::LineDeputy => Post::Deputy,
            Role::Principal => Post::Principal,
            _ => return Actor { role, name: people::person(200 + self.luck % 6), ..Actor::default() },
        };
        let name = people::holder(self.unit, post);
        Actor { role, unit: people::unit(self.unit).to_owned(), name, ..Actor::default() }
    }

    /// Who has the case of supervision, where the pack says so: what is done in it is done there.
    pub(super) fn wanted_desk(&self, step: Step) -> Option<Role> {
        if step.phase() != Phase::Supervision {
            return None;
        }
        let opened = self.wanted(Step::OpenSupervision).into_iter();
        opened.filter_map(|done| done.by.first().copied()).find(|desk| step.desks().contains(desk))
    }

    /// When the step is taken: some time after the last one, mostly at the desk; none where that lies after now.
    fn moment_for(&mut self, step: Step) -> Option<NaiveDateTime> {
        if step == Step::Register {
            return Some(self.at).filter(|at| *at <= self.now);
        }
        let minutes = self.wait(step);
        let mut at = later(self.at, minutes);
        if !self.request.is_pressing() {
            at = self.at_desk(at);
        }
        (at <= self.now).then_some(at)
    }

    fn wait(&mut self, step: Step) -> i64 {
        let idle = self.plan.pace == Pace::Idle && matches!(step, Step::Remind | Step::OpenSupervision | Step::Refer);
        if idle && let Some(left) = self.left() {
            return left.saturating_add(self.chance.between(300, 2000));
        }
        let finished = self.order.as_ref().is_some_and(|order| order.done(Step::Finish).next().is_some());
        let called = self.facts.last().is_some_and(|fact| fact.step() == Some(Step::CallBack));
        let (from, to) = match step {
            Step::Finish => return self.work(),
            Step::Complete if !finished => return self.work(),
            Step::Accept | Step::SubmitForReview | Step::Supplement | Step::Classify => (2, 15),
            Step::Dispatch | Step::Refuse | Step::CloseAtIntake | Step::Merge => (5, 50),
            Step::SignFor | Step::SignOff | Step::Assign | Step::RequestReturn => (10, 100),
            Step::Contact | Step::ApproveAnswer => (15, 150),
            Step::Reply | Step::Complete => (15, 120),
            Step::Withdraw | Step::CallAgain | Step::Escalate => (300, 1500),
            Step::AcceptCompletion => (10, 60),
            Step::CallBack if called => (150, 1400),
            Step::CallBack => (10, 90),
            Step::SendBackCompletion | Step::IssueReview | Step::OrderRedo | Step::NotifySupervision => (15, 150),
            Step::AnswerReview | Step::AnswerSupervision => (500, 2400),
            Step::VerifySupervision | Step::Attend | Step::Meet | Step::MarkSource | Step::Refer => (120, 900),
            Step::Close => (20, 200),
            Step::Archive => (60, 2400),
            _ => (30, 240),
        };
        let minutes = self.chance.between(from, to);
        if matches!(self.plan.pace, Pace::Brisk | Pace::Fresh(_)) { minutes / 2 + 1 } else { minutes }
    }

    /// The work itself: a share of the time that the handling limit leaves, or more than that.
    fn work(&mut self) -> i64 {
        if self.order.as_ref().is_some_and(|order| order.round > 0) {
            return self.chance.between(180, 1200);
        }
        if let Pace::Fresh(days) = self.plan.pace {
            return self.until_morning(days);
        }
        let left = self.left().filter(|left| *left > 60);
        let share =
            if self.plan.pace == Pace::Late { self.chance.between(105, 190) } else { self.chance.between(15, 65) };
        left.map_or_else(|| self.chance.between(240, 2400), |left| left.saturating_mul(share) / 100)
    }

    /// Minutes that the handling limit leaves; none where it is over, or there is none.
    fn left(&self) -> Option<i64> {
        let order = self.order.as_ref()?;
        let limits = self.regime.deadlines_of(Act::Handling, Track::Handling, &order.input, self.at);
        let due = limits
            .iter()
            .filter(|limit| limit.state == State::Due && !limit.rule.beside)
            .filter_map(|limit| limit.due.map(|due| due.at))
            .min();
        due.map(|due| due.signed_duration_since(self.at).num_minutes()).filter(|left| *left > 0)
    }

    /// Minutes until the morning of the working day so many before now; soon, where that is over.
    fn until_morning(&mut self, days: u32) -> i64 {
        let day = self.regime.calendar.working_day_before(self.now.date(), days).ok();
        let morning = day.and_then(|day| day.and_hms_opt(8, 35, 0));
        let left = morning.map(|morning| morning.signed_duration_since(self.at).num_minutes());
        match left.filter(|left| *left > 0) {
            Some(left) => left.saturating_add(self.chance.between(0, 60)),
            None => self.chance.between(20, 60),
        }
    }

    /// The moment, or the next morning on which somebody sits at the desk.
    fn at_desk(&mut self, moment: NaiveDateTime) -> NaiveDateTime {
        let mut at = moment;
        for _ in 0..15 {
            if !self.regime.is_off_duty(at) {
                break;
            }
            let early = (at.hour(), at.minute()) < (8, 30);
            let day = if early { Some(at.date()) } else { at.date().succ_opt() };
            let morning = day.and_then(|day: NaiveDate| day.and_hms_opt(8, 35, 0));
            at = morning.map_or(at, |morning| later(morning, self.chance.between(0, 55)));
        }
        at
    }

    /// The record of a step.
    fn record(&self, step: Step, tests: &[FieldTest], at: NaiveDateTime) -> Record {
        let mut with = if step == Step::Register { self.registration() } else { self.usual(step, at) };
        for test in self.expected(step).iter().chain(tests) {
            if !test.holds(&with)
                && let Some(value) = self.value(step, test.field, &test.one_of, at)
            {
                with.put(test.field, value);
            }
        }
        with
    }

    /// What later steps will ask of this one, by the rules that concern the order. What is heard and found afterwards
    /// is not bent to it.
    fn expected(&self, step: Step) -> Vec<FieldTest> {
        if step.phase() == Phase::Review {
            return Vec::new();
        }
        self.wanted(step).into_iter().flat_map(|done| done.with.iter().cloned()).collect()
    }

    /// How later steps want a step to have been done.
    fn wanted(&self, step: Step) -> Vec<&Done> {
        let Some(order) = &self.order else { return Vec::new() };
        let attributes = self.regime.attributes(&order.input);
        let rules = self.regime.rules().iter().filter(|rule| rule.matches(&attributes, None));
        let gates = rules.flat_map(|rule| rule.gates.iter()).filter(|gate| gate.given.is_empty());
        gates.flat_map(|gate| gate.after.iter()).filter(|done| done.step == step).collect()
    }
}

/// Whether the way goes on without it.
pub(super) fn is_aside(step: Step) -> bool {
    use Step as S;
    matches!(
        step,
        S::RequestExtension
            | S::GrantExtension
            | S::Visit
            | S::ReportProgress
            | S::CallAgain
            | S::Remind
            | S::Assign
            | S::MarkSource
            | S::Meet
            | S::Refer
    )
}

/// Whether something can be done about a reason.
fn can_be_met(why: &Why) -> bool {
    match why {
        Why::Needs(..) | Why::NeedsAny(_) | Why::NeedsStep(_) | Why::OnFile(..) | Why::WrongDecider(_) => true,
        Why::TooMany(most, _) => *most > 0,
        _ => false,
    }
}
