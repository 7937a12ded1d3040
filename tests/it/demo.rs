//! Demonstration data: the same from the same seed, in every state, plainly fictional, every step of it allowed, and
//! nothing in it after now.

use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::demo::{Demo, bulk, demo};
use banjie::ledger::{Row, Standing, gaps, units};
use banjie::order::{Attribute, Entry, Fact, Field, Id, Item, Key, Step, WorkOrder};
use banjie::pack::{BUILTIN, Choices, Effect, Pack};
use banjie::supervision::{CaseStage, cases};
use banjie::term::{Consequence, Stage, Term};
use banjie::workflow::{Command, decide, grounds};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;
use std::sync::Arc;

const COUNT: usize = 200;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(10, 0, 0).unwrap()
}

fn with_each(check: impl Fn(&str, &Regime<'_>, &Demo)) {
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap();
        let choices = Choices::default();
        let regime = Regime::new(&pack, &choices, &calendar);
        check(id, &regime, &demo(&regime, now(), COUNT, 7));
    }
}

fn folded(made: &Demo) -> Vec<WorkOrder> {
    made.orders.iter().map(|bundle| WorkOrder::fold(bundle.id, bundle.facts.iter().cloned())).collect()
}

fn all_facts(made: &Demo) -> impl Iterator<Item = &Fact> {
    made.orders.iter().flat_map(|bundle| &bundle.facts).chain(&made.office)
}

#[test]
fn the_same_seed_gives_the_same_and_another_gives_others() {
    with_each(|id, regime, made| {
        assert_eq!(made.orders.len(), COUNT, "{id}");
        assert!(*made == demo(regime, now(), COUNT, 7), "{id}");
        let other = demo(regime, now(), 20, 8);
        assert!(other.orders.iter().all(|order| made.orders.iter().all(|known| known.id != order.id)), "{id}");
    });
}

#[test]
fn orders_stand_in_many_states_and_few_are_odd() {
    with_each(|id, regime, made| {
        let orders = folded(made);
        let stages: BTreeSet<Stage> = orders.iter().map(|order| order.stage).collect();
        let words: Vec<&str> = stages.iter().map(|stage| stage.word()).collect();
        assert!(stages.len() >= 12, "{id}: {words:?}");
        let of = |stage: Stage| orders.iter().filter(|order| order.stage == stage).count();
        assert!((40..=90).contains(&of(Stage::Archived)), "{id}: {} archived", of(Stage::Archived));
        let handled = orders.iter().filter(|order| order.ever_done(Step::Complete).next().is_some()).count();
        assert!((90..=160).contains(&handled), "{id}: {handled} handed in");
        let odd = orders.iter().filter(|order| !order.anomalies.is_empty()).count();
        assert!((1..=2).contains(&odd), "{id}: {odd} odd");
        let rows: Vec<Row> = orders.iter().map(|order| Row::of(order, Some(regime), now())).collect();
        let standing = |wanted: Standing| rows.iter().filter(|row| row.standing(now()) == wanted).count();
        for wanted in [Standing::Overdue, Standing::Open, Standing::InTime, Standing::Ended] {
            assert!(standing(wanted) > 0, "{id}: none {}", wanted.code());
        }
        assert!(standing(Standing::InTime) > standing(Standing::DoneLate), "{id}");
        assert!(rows.iter().any(|row| row.calls > 1), "{id}: nobody called again");
    });
}

#[test]
fn every_stage_after_the_completion_appears() {
    with_each(|id, regime, made| {
        let orders = folded(made);
        let has = |stage: Stage| orders.iter().any(|order| order.stage == stage);
        let after =
            [Stage::Completed, Stage::Checked, Stage::Redoing, Stage::CalledBack, Stage::Closed, Stage::Archived];
        for stage in after {
            assert!(has(stage), "{id}: none {}", stage.code());
        }
        // Only where a document knows review orders.
        let reviews = regime.rules().iter().any(|rule| rule.gates.iter().any(|gate| gate.step == Step::IssueReview));
        assert_eq!(has(Stage::UnderReview), reviews, "{id}");
        let of_cases: BTreeSet<CaseStage> = orders.iter().flat_map(cases).map(|case| case.stage()).collect();
        let way = [CaseStage::Opened, CaseStage::Noticed, CaseStage::Answered, CaseStage::Verified, CaseStage::Closed];
        for stage in way {
            assert!(of_cases.contains(&stage), "{id}: no case {stage:?}");
        }
    });
}

#[test]
fn callbacks_bring_this_and_that_and_clauses_draw_on_it() {
    with_each(|id, regime, made| {
        let orders = folded(made);
        let done = |step: Step| orders.iter().flat_map(move |order| order.ever_done(step)).count();
        let calls: Vec<&Entry> = orders.iter().flat_map(|order| order.ever_done(Step::CallBack)).collect();
        let said = |code: &str| calls.iter().any(|call| call.fact.with.text(Attribute::Verdict) == code);
        assert!(said("satisfied") && said("unsatisfied"), "{id}");
        assert!(calls.iter().any(|call| call.fact.with.text(Item::Reached) == "no"), "{id}: everybody answered");
        for step in [Step::SendBackCompletion, Step::OrderRedo, Step::MarkSource, Step::RuleFault] {
            let without = id == "neimenggu" && step == Step::OrderRedo;
            assert!(without || done(step) > 0, "{id}: nobody did {}", step.code());
        }
        let mut named = regime.rules().iter().filter_map(|rule| rule.ground());
        let accountable = named.any(|ground| ground.leads_to == Consequence::Accountability);
        assert_eq!(done(Step::Refer) > 0, accountable, "{id}");
        let open = |order: &WorkOrder| grounds(regime, order, now()).iter().any(|found| found.answered.is_none());
        assert!(orders.iter().filter(|order| order.stage != Stage::Archived).any(open), "{id}: nothing left to follow");
    });
}

#[test]
fn every_step_was_allowed_when_it_was_taken() {
    with_each(|id, regime, made| {
        for bundle in &made.orders {
            let whole = WorkOrder::fold(bundle.id, bundle.facts.iter().cloned());
            // What two machines noted beside each other was decided by neither.
            if !whole.anomalies.is_empty() {
                continue;
            }
            let mut facts = bundle.facts.clone();
            facts.sort_by_key(Fact::rank);
            for (n, fact) in facts.iter().enumerate() {
                let before = (n > 0).then(|| WorkOrder::fold(bundle.id, facts[..n].iter().cloned()));
                let step = fact.step().unwrap();
                let command = Command { step, at: fact.at, by: fact.by.clone(), with: fact.with.clone() };
                let decided = decide(regime, before.as_ref(), &command, fact.at);
                assert!(decided.is_ok(), "{id}: {} {fact:?} {decided:?}", whole.number());
            }
        }
    });
}

#[test]
fn what_is_done_every_month_is_in_the_office_log() {
    with_each(|id, regime, made| {
        let known: BTreeSet<String> = made.orders.iter().map(|order| order.id.to_string()).collect();
        for rule in regime.rules() {
            let Effect::EveryMonth { step, by_unit, .. } = rule.effect else { continue };
            let done: Vec<&Fact> = made.office.iter().filter(|fact| fact.step() == Some(step)).collect();
            assert!(done.len() >= 2, "{id}: {} times {}", done.len(), step.code());
            assert!(done.iter().all(|fact| fact.with.text(Item::UnitName).is_empty() != by_unit), "{id}");
            let agenda: Vec<&String> = done.iter().flat_map(|fact| fact.with.list(Item::Agenda)).collect();
            assert!(agenda.iter().all(|order| known.contains(*order)), "{id}: {agenda:?}");
            assert_eq!(agenda.is_empty(), step != Step::HoldMeeting, "{id}: {agenda:?}");
        }
    });
}

#[test]
fn nothing_lies_after_now_and_every_id_and_number_is_its_own() {
    with_each(|id, _, made| {
        let mut known = BTreeSet::new();
        for fact in all_facts(made) {
            assert!(fact.at <= now() && fact.noted <= now(), "{id}: {fact:?}");
            assert!(fact.at <= fact.noted, "{id}: {fact:?}");
            assert!(known.insert(fact.id), "{id}: {fact:?}");
        }
        for bundle in &made.orders {
            assert!(bundle.id != Id::NONE && bundle.facts.iter().all(|fact| fact.order == bundle.id), "{id}");
            assert!(known.insert(bundle.id), "{id}");
        }
        let numbers: BTreeSet<String> = folded(made).iter().map(|order| order.number().to_owned()).collect();
        assert_eq!(numbers.len(), made.orders.len(), "{id}");
    });
}

#[test]
fn people_are_plainly_fictional_and_some_call_twice() {
    with_each(|id, _, made| {
        let mut phones = BTreeSet::new();
        for bundle in &made.orders {
            let details = bundle.details.as_ref().unwrap();
            assert!(details.phone.starts_with("1990000") && details.phone.len() == 11, "{id}: {details:?}");
            assert!(["测试", "演示", "示例", "样例"].iter().any(|name| details.name.starts_with(name)), "{id}");
            assert!(!details.story.is_empty() && !details.story.contains("{}"), "{id}: {details:?}");
            phones.insert(details.phone.clone());
        }
        assert!(phones.len() < made.orders.len(), "{id}");
        for order in folded(made) {
            assert!(!order.title().is_empty() && order.title().chars().count() <= 24, "{id}: {}", order.title());
            assert!(!order.title().contains("{}") && order.pack().0 == id, "{id}: {}", order.title());
        }
    });
}

#[test]
fn only_what_the_pack_lists_is_stated() {
    with_each(|id, regime, made| {
        for fact in all_facts(made) {
            for (key, value) in fact.with.iter() {
                let Key::Known(Field::Attribute(attribute)) = key else { continue };
                let codes = regime.pack.text().vocabulary.get(attribute.code());
                let listed = codes.is_some_and(|codes| codes.iter().any(|code| Some(code.as_str()) == value.text()));
                assert!(listed, "{id}: {} {value:?}", attribute.code());
            }
        }
    });
}

#[test]
fn the_registry_has_twelve_units_and_two_lack_somebody() {
    with_each(|id, regime, made| {
        let units = units(made.office.iter().cloned());
        assert_eq!(units.len(), 12, "{id}");
        assert_eq!(units.iter().filter(|unit| unit.posts.len() < 5).count(), 2, "{id}");
        let whole = units.iter().filter(|unit| unit.posts.len() == 5);
        for unit in whole {
            assert!(gaps(regime.pack, unit).is_empty(), "{id}: {}", unit.name);
        }
        let names: BTreeSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        for order in folded(made).iter().filter(|order| order.is_dispatched()) {
            assert!(names.contains(order.lead.as_str()), "{id}: {}", order.lead);
        }
    });
}

#[test]
fn bulk_is_as_many_as_wanted_and_fits_together() {
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap();
        let made: Vec<_> = bulk(&pack, now(), 1_000, 7).collect();
        assert_eq!(made.len(), 1_000, "{id}");
        assert!(made.iter().eq(bulk(&pack, now(), 1_000, 7).collect::<Vec<_>>().iter()), "{id}");
        let facts: Vec<&Fact> = made.iter().flat_map(|bundle| &bundle.facts).collect();
        assert!((8_500..=10_500).contains(&facts.len()), "{id}: {} facts", facts.len());
        assert!(facts.iter().all(|fact| fact.at <= now() && fact.noted <= now()), "{id}");
        let orders: Vec<WorkOrder> =
            made.iter().map(|bundle| WorkOrder::fold(bundle.id, bundle.facts.iter().cloned())).collect();
        let sound = orders.iter().filter(|order| order.anomalies.is_empty()).count();
        assert!(sound >= 950, "{id}: {sound} sound");
        let filed = orders.iter().filter(|order| order.stage == Stage::Archived).count();
        assert!((880..=900).contains(&filed), "{id}: {filed} filed");
        let numbers: BTreeSet<&str> = orders.iter().map(|order| order.on_file.text(Item::Number)).collect();
        assert_eq!(numbers.len(), 1_000, "{id}");
        let fictional = made.iter().flat_map(|bundle| &bundle.details).all(|who| who.phone.starts_with("1990000"));
        assert!(fictional, "{id}");
    }
}
