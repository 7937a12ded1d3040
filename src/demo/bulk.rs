//! 批量数据 — the same shape in any number, made from templates alone: no workflow is asked, so that making them costs
//! little beside what is measured.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use crate::exchange::Bundle;
use crate::order::{Actor, Attribute, Details, Fact, Id, Item, Kind, List, Record, Step, Value};
use crate::pack::Pack;
use crate::term::Role;

use super::case::later;
use super::chance::Chance;
use super::people::{self, Caller};
use super::requests::{Lane, Request, requests};

/// Keeps the ids apart from those of the demonstration under the same seed.
const PURPOSE: u64 = 0x6275_6c6b;
const DAY: i64 = 24 * 60;
/// The last days, in which the open orders came in.
const RECENT: i64 = 14 * DAY;
/// How far back the orders go, minutes.
const SPAN: i64 = 3 * 365 * DAY;
/// One order in so many is not filed yet.
const OPEN: usize = 10;

/// Steps and the minutes before each, from and to: the shortest whole way.
const WAY: [(Step, i64, i64); 10] = [
    (Step::Register, 0, 0),
    (Step::Accept, 2, 15),
    (Step::Dispatch, 10, 120),
    (Step::SignFor, 10, 300),
    (Step::Contact, 20, 400),
    (Step::Complete, DAY / 2, 4 * DAY),
    (Step::AcceptCompletion, 10, 300),
    (Step::CallBack, 20, 600),
    (Step::Close, 20, 600),
    (Step::Archive, 60, 2 * DAY),
];

/// What all orders share.
struct Maker<'p> {
    pack: &'p Pack,
    requests: Vec<Request>,
    chance: Chance,
    now: NaiveDateTime,
    count: usize,
}

/// 批量数据: `count` orders of the last three years, about ten facts each; nine in ten are filed, the others are in every
/// state before that. Made one by one.
pub fn bulk(pack: &Pack, now: NaiveDateTime, count: usize, seed: u64) -> impl Iterator<Item = Bundle> {
    let requests = requests().into_iter().filter(|request| request.lane == Lane::Unit).collect();
    let chance = Chance::new(seed, PURPOSE);
    let mut maker = Maker { pack, requests, chance, now: super::whole_minute(now), count };
    (0..count).map(move |n| maker.bundle(n))
}

impl Maker<'_> {
    fn bundle(&mut self, n: usize) -> Bundle {
        let id = self.chance.id();
        let closed = self.count - self.count / OPEN;
        let (opened, most) = if n < closed {
            (self.opening(SPAN, SPAN - RECENT, n, closed), WAY.len())
        } else {
            let most = 1 + self.chance.below(WAY.len() - 1);
            (self.opening(RECENT, RECENT - DAY, n - closed, self.count - closed), most)
        };
        let picked = self.chance.below(self.requests.len());
        let caller = Caller::new(&mut self.chance);
        let unit = self.requests.get(picked).map_or(0, |request| people::unit_named(&request.unit));
        let slow = self.chance.one_in(10);
        let repeated = self.chance.one_in(3);
        let mut facts = Vec::with_capacity(WAY.len() + 1);
        let mut at = opened;
        for (step, from, to) in WAY.into_iter().take(most) {
            let minutes = self.chance.between(from, to);
            at = later(at, if slow && step == Step::Complete { minutes * 4 } else { minutes });
            if at > self.now {
                break;
            }
            let with = match step {
                Step::Register => self.registration(n, picked, &caller, at),
                step => self.record(step, picked, unit),
            };
            facts.push(self.fact(id, step, at, unit, with));
            let again = later(at, 5);
            if repeated && step == Step::Contact && again <= self.now {
                let with = Record::default().with(Item::Said, "询问办理进展").with(Item::Urged, true);
                facts.push(self.fact(id, Step::CallAgain, again, unit, with));
            }
        }
        let noted = facts.first().map_or(opened, |fact| fact.noted);
        let story = self.requests.get(picked).map(|request| request.story(caller.road)).unwrap_or_default();
        let Caller { name, phone, address, .. } = caller;
        let details = Details { name, phone, address, story, noted, ..Details::default() };
        Bundle { id, facts, details: Some(details) }
    }

    /// The moment at which the nth of so many comes in, spread evenly over this span from that long ago.
    fn opening(&self, ago: i64, span: i64, n: usize, of: usize) -> NaiveDateTime {
        let (n, of) = (i64::try_from(n).unwrap_or(0), i64::try_from(of).unwrap_or(1).max(1));
        let share = i128::from(span) * i128::from(n) / i128::from(of);
        later(self.now, i64::try_from(share).unwrap_or(0) - ago)
    }

    fn registration(&self, n: usize, picked: usize, caller: &Caller, at: NaiveDateTime) -> Record {
        let mut with = Record::default();
        with.put(Item::Number, format!("{}-{:06}", at.year(), n + 1));
        with.put(Item::Pack, self.pack.id());
        with.put(Item::PackVersion, Value::Number(i64::from(self.pack.text().version)));
        for taken in [Item::TakenName, Item::TakenPhone, Item::TakenAddress, Item::TakenStory] {
            with.put(taken, true);
        }
        let first = |list| self.pack.list(list).first().map(|value| value.id.as_str()).unwrap_or_default();
        with.put(Item::Channel, first(List::Channel));
        let Some(request) = self.requests.get(picked) else { return with };
        let subjects = self.pack.list(List::Subject);
        let subject = subjects.iter().find(|value| value.id == request.subject);
        with.put(Item::Subject, subject.map_or(first(List::Subject), |value| value.id.as_str()));
        with.put(Item::Title, request.title(caller.road));
        with.put(Item::Place, caller.place(&request.at));
        with.put(Item::Demand, request.demand.as_str());
        self.state(&mut with, Attribute::Nature, &request.nature);
        for attribute in [Attribute::Urgency, Attribute::Difficulty] {
            self.state(&mut with, attribute, request.says(attribute));
        }
        with
    }

    /// States an attribute where the pack lists the value.
    fn state(&self, with: &mut Record, attribute: Attribute, code: &str) {
        let listed = self.pack.text().vocabulary.get(attribute.code());
        if listed.is_some_and(|codes| codes.iter().any(|known| known == code)) {
            with.put(attribute, code);
        }
    }

    fn record(&self, step: Step, picked: usize, unit: usize) -> Record {
        let with = Record::default();
        let result = self.requests.get(picked).map(|request| request.result.as_str()).unwrap_or_default();
        match step {
            Step::Dispatch => with.with(Item::Lead, people::unit(unit)),
            Step::Contact => with.with(Item::Means, "phone").with(Item::RecordKept, true),
            Step::Complete => {
                let mut with = with.with(Item::Result, result);
                self.state(&mut with, Attribute::Outcome, "solved");
                with
            }
            Step::CallBack => {
                let mut with = with.with(Item::CallbackBy, "centre").with(Item::Means, "phone");
                with.put(Item::Reached, "yes");
                self.state(&mut with, Attribute::Verdict, "satisfied");
                with
            }
            Step::Close => with.with(Item::CloseGround, "accepted"),
            Step::Archive => with.with(Item::VolumeComplete, true).with(Item::CopySent, true),
            _ => with,
        }
    }

    fn fact(&mut self, order: Id, step: Step, at: NaiveDateTime, unit: usize, with: Record) -> Fact {
        let role = step.desks().first().copied().unwrap_or(Role::Centre);
        let unit = if role == Role::Clerk { people::unit(unit).to_owned() } else { String::new() };
        let seconds = TimeDelta::seconds(self.chance.between(5, 55));
        let noted = at.checked_add_signed(seconds).unwrap_or(at).min(self.now);
        let by = Actor { role, unit, ..Actor::default() };
        Fact { id: self.chance.id(), order, kind: Kind::Done(step), at, noted, by, with }
    }
}
