//! Laws of the log and of exchange: the fold is total and blind to order, merging is a union, and a damaged file is
//! refused with its place.

use banjie::exchange::{Bundle, Envelope, Problem, Purpose, read, report, union, union_details};
use banjie::ledger::{Log, lines};
use banjie::order::{Actor, Details, Fact, Field, Id, Item, Key, Kind, Record, Shape, Step, Value, WorkOrder};
use banjie::term::{Role, Term};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;

fn start() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 9, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn value(field: Field, n: usize, targets: &[Id]) -> Value {
    match field.shape() {
        Shape::Flag => Value::Flag(n.is_multiple_of(2)),
        Shape::Number => Value::Number(n as i64 % 40),
        Shape::Choice => {
            let choices = field.choices();
            Value::Text(choices[n % choices.len()].0.to_owned())
        }
        Shape::Day => Value::Text("2026-10-12".to_owned()),
        Shape::Moment => Value::Text("2026-10-08T16:00".to_owned()),
        Shape::Codes => Value::List(vec!["place".to_owned(), "lead".to_owned()]),
        Shape::HandlingUnits => Value::List(vec!["甲局".to_owned(), "乙局".to_owned()]),
        Shape::Reference => Value::Text(targets[n % targets.len()].to_string()),
        _ => Value::Text(["城管局", "水利局", "一句\n话", "𠮷\"\\"][n % 4].to_owned()),
    }
}

prop_compose! {
    /// A fact of any kind at any time, sometimes of a kind or from a desk nobody knows, sometimes pointing at another.
    fn a_fact()(
        n in 0u8..40, step in 0..Step::ALL.len() + 1, minutes in 0i64..20_000, lag in 0i64..600, seed in 0usize..1000,
    ) -> Fact {
        let ids: Vec<Id> = (0..40).map(|n| Id::new([n; 10])).collect();
        let kind = Step::ALL.get(step).map_or_else(|| Kind::Other("later_kind".into()), |step| Kind::Done(*step));
        let mut with = Record::default();
        for (at, field) in Step::ALL.get(step).map(|step| step.fields()).unwrap_or_default().into_iter().enumerate() {
            if (seed + at) % 3 == 0 {
                with.put(Key::Known(field), value(field, seed + at, &ids));
            }
        }
        let at = start() + TimeDelta::minutes(minutes);
        let (role, unit) = (Role::ALL[seed % Role::ALL.len()], "甲局".to_owned());
        let by = match seed % 9 {
            0 => Actor { unit, other: Some("later_desk".into()), ..Actor::default() },
            _ => Actor { role, unit, ..Actor::default() },
        };
        Fact { id: Id::new([n; 10]), order: Id::new([99; 10]), kind, at, noted: at + TimeDelta::seconds(lag), by, with }
    }
}

prop_compose! {
    /// A version of the personal side, sometimes erased, sometimes taken again after that.
    fn a_version()(
        texts in prop::collection::vec("[甲乙]{0,1}", 4), erased in any::<bool>(), erased_at in prop::option::of(0i64..6),
        noted in 0i64..6,
    ) -> Details {
        let at = |minutes| start() + TimeDelta::minutes(minutes);
        let [name, phone, address, story] = <[String; 4]>::try_from(texts).unwrap();
        Details { name, phone, address, story, erased, erased_at: erased_at.map(at), noted: at(noted) }
    }
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec(a_fact(), 0..24)
}

proptest! {
    #[test]
    fn the_fold_is_total_and_blind_to_the_order_of_arrival(facts in facts(), seed in any::<u64>()) {
        let id = Id::new([99; 10]);
        let folded = WorkOrder::fold(id, facts.clone());
        let mut other = facts.clone();
        // A permutation out of the seed, some facts twice.
        let mut state = seed | 1;
        for at in (1..other.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            other.swap(at, (state >> 33) as usize % (at + 1));
        }
        other.extend(facts.iter().take(3).cloned());
        prop_assert_eq!(&folded, &WorkOrder::fold(id, other));
    }

    /// The ledger reads a log only as far as the fold needs it: nothing the fold says may hang on the rest.
    #[test]
    fn a_log_skimmed_folds_to_the_same_order(facts in facts()) {
        let id = Id::new([99; 10]);
        let mut log = Log::default();
        log.add(&union(facts, []));
        let (whole, skimmed) = (log.order(id), log.skimmed(id));
        prop_assert_eq!(&whole.input, &skimmed.input);
        prop_assert_eq!((whole.stage, &whole.lead, &whole.assisting, whole.turn), (skimmed.stage, &skimmed.lead, &skimmed.assisting, skimmed.turn));
        prop_assert_eq!((whole.round, whole.cases, whole.is_supervised), (skimmed.round, skimmed.cases, skimmed.is_supervised));
        prop_assert_eq!(&whole.anomalies, &skimmed.anomalies);
        prop_assert_eq!((whole.number(), whole.title(), whole.pack()), (skimmed.number(), skimmed.title(), skimmed.pack()));
    }

    #[test]
    fn a_line_is_what_any_json_writer_writes(facts in facts(), odd in ".{0,12}", year in -9999i32..12_000) {
        let day = |year| chrono::NaiveDate::from_ymd_opt(year, 3, 1).unwrap().and_hms_opt(4, 5, 6).unwrap();
        let strange = facts.first().cloned().map(|fact| Fact { at: day(year), with: fact.with.clone().with(Item::What, odd), ..fact });
        for fact in facts.iter().chain(&strange) {
            let mut line = Vec::new();
            fact.line(&mut line);
            prop_assert_eq!(String::from_utf8(line).unwrap(), format!("{}\n", serde_json::to_string(fact).unwrap()));
        }
    }

    #[test]
    fn merging_is_a_union(one in facts(), other in facts(), third in facts()) {
        prop_assert_eq!(union(one.clone(), one.clone()), union(one.clone(), []));
        prop_assert_eq!(union(one.clone(), other.clone()), union(other.clone(), one.clone()));
        let left = union(union(one.clone(), other.clone()), third.clone());
        prop_assert_eq!(left, union(one, union(other, third)));
    }

    #[test]
    fn of_two_versions_of_the_personal_side_all_machines_keep_the_same(
        one in a_version(), other in a_version(), third in a_version(), minutes in 0i64..6,
    ) {
        let held = |one: &Details, other: &Details| union_details(Some(one.clone()), Some(other.clone())).unwrap();
        prop_assert_eq!(&held(&one, &one), &one);
        prop_assert_eq!(held(&one, &other), held(&other, &one));
        prop_assert_eq!(held(&held(&one, &other), &third), held(&one, &held(&other, &third)));
        // What did not know of an erasure does not undo it; what is taken by somebody who knew of it holds.
        let gone = Details::gone(start() + TimeDelta::minutes(minutes));
        prop_assert!(one.erasure() >= gone.erasure() || held(&one, &gone) == gone);
        let again = gone.followed_by(one.clone(), gone.latest() + TimeDelta::seconds(1));
        prop_assert_eq!(held(&again, &gone), again.clone());
        let twice = Details::gone(again.latest() + TimeDelta::seconds(1));
        prop_assert_eq!(&held(&twice, &again.followed_by(other, twice.noted + TimeDelta::minutes(1))), &twice);
    }

    #[test]
    fn what_is_exported_is_imported_as_it_was(facts in facts(), details in prop::option::of(a_version())) {
        let id = Id::new([99; 10]);
        let facts = union(facts, []);
        let bundle = Bundle { id, facts: facts.clone(), details };
        let envelope = Envelope::seal(Purpose::Backup, start(), "前台", vec![bundle], Vec::new());
        let text = serde_json::to_vec(&envelope).unwrap();
        let import = read(&text).map_err(|bad| TestCaseError::fail(format!("{bad:?}")))?;
        prop_assert_eq!(&import.envelope, &envelope);
        let mut log = Log::default();
        let fresh: Vec<Fact> = import.fresh(&log).into_iter().cloned().collect();
        log.add(&fresh);
        let mut back: Vec<Fact> = log.facts(id).collect();
        back.sort_by_key(|fact| fact.id);
        prop_assert_eq!(back, facts);
        prop_assert!(import.fresh(&log).is_empty());
    }

    #[test]
    fn a_file_with_any_byte_changed_or_cut_is_refused_or_the_same(facts in facts(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let id = Id::new([99; 10]);
        let bundle = Bundle { id, facts: union(facts, []), details: None };
        let envelope = Envelope::seal(Purpose::Backup, start(), "前台", vec![bundle], Vec::new());
        let mut text = serde_json::to_vec(&envelope).unwrap();
        let at = at.index(text.len());
        if cut { text.truncate(at) } else { text[at] = byte }
        if let Ok(import) = read(&text) {
            prop_assert_eq!(import.envelope, envelope);
        }
    }

    #[test]
    fn lines_that_are_no_facts_are_counted_and_harm_nothing(junk in "[^\n]{0,60}", facts in facts()) {
        let mut segment = lines(&facts);
        segment.extend_from_slice(junk.as_bytes());
        let mut log = Log::default();
        let unreadable = log.take(segment);
        prop_assert!(unreadable <= 1);
        prop_assert_eq!(log.unreadable(), unreadable);
        prop_assert!(log.len() >= facts.len());
    }
}

fn sealed() -> Envelope {
    let id = Id::new([99; 10]);
    let with = Record::default().with(Item::Title, "路灯不亮");
    let fact = |n| Fact {
        id: Id::new([n; 10]),
        order: id,
        kind: Kind::Done(Step::Register),
        at: start(),
        noted: start(),
        by: Actor::default(),
        with: with.clone(),
    };
    Envelope::seal(
        Purpose::Handover,
        start(),
        "",
        vec![Bundle { id, facts: vec![fact(1), fact(2)], details: None }],
        Vec::new(),
    )
}

fn trouble(text: &str) -> (String, Problem) {
    let found = read(text.as_bytes()).unwrap_err().remove(0);
    (found.path, found.problem)
}

#[test]
fn a_bad_file_says_where_the_trouble_is() {
    let text = serde_json::to_string(&sealed()).unwrap();
    assert!(read(text.as_bytes()).is_ok());
    assert_eq!(trouble("{}").1, Problem::Foreign);
    assert_eq!(trouble("[1,2]").1, Problem::Foreign);
    assert_eq!(trouble(r#"{"format":"other","version":1}"#).1, Problem::Foreign);
    assert_eq!(trouble(&text.replace("\"version\":1", "\"version\":2")).1, Problem::Later(2));
    assert!(matches!(trouble(&text[..text.len() / 2]).1, Problem::Syntax(..)));
    assert!(matches!(trouble("").1, Problem::Syntax(..)));
    let (path, problem) = trouble(&text.replacen("2026-09-01T09:00\",\"noted", "2026-02-30T09:00\",\"noted", 1));
    assert!(path.starts_with("orders[0].facts[0]") && matches!(problem, Problem::BadValue(_)), "{path} {problem:?}");
    assert_eq!(trouble(&text.replace("路灯不亮", "路灯很亮")).1, Problem::Changed);
    let (path, problem) = trouble(&text.replace("2026-09-01T09:00\",\"noted", "1926-09-01T09:00\",\"noted"));
    assert_eq!((path.as_str(), problem), ("orders[0].facts[0].at", Problem::OutOfRange));
    let deep = text.replacen("\"with\":{", &format!("\"with\":{{\"later\":{}{},", "[".repeat(500), "]".repeat(500)), 1);
    let (path, problem) = trouble(&deep);
    assert!(path.starts_with("orders[0].facts[0].with.later") && problem == Problem::TooDeep, "{path} {problem:?}");
    let mut wrong = sealed();
    wrong.orders[0].facts[1].order = Id::new([1; 10]);
    wrong.digest = wrong.digest_now();
    let (path, problem) = trouble(&serde_json::to_string(&wrong).unwrap());
    assert_eq!((path.as_str(), problem), ("orders[0].facts[1].order", Problem::WrongOrder));
    let mut same = sealed();
    same.orders[0].facts[1].id = Id::new([1; 10]);
    same.orders[0].facts[1].at += TimeDelta::minutes(1);
    same.digest = same.digest_now();
    assert_eq!(trouble(&serde_json::to_string(&same).unwrap()).1, Problem::SameId);
}

#[test]
fn personal_details_out_of_bounds_say_where() {
    let with = |change: fn(&mut Details)| {
        let mut envelope = sealed();
        let mut details = Details { name: "张三".to_owned(), noted: start(), ..Details::default() };
        change(&mut details);
        envelope.orders[0].details = Some(details);
        serde_json::to_string(&envelope.resealed()).unwrap()
    };
    for (text, field, problem) in [
        (with(|details| details.story = "长".repeat(Details::MOST_TEXT + 1)), "story", Problem::TooLong),
        (with(|details| details.name = "长".repeat(Details::MOST_TEXT + 1)), "name", Problem::TooLong),
        (with(|details| details.noted -= TimeDelta::days(36_500)), "noted", Problem::OutOfRange),
        (with(|details| details.erased_at = Some(start() + TimeDelta::days(36_500))), "erased_at", Problem::OutOfRange),
    ] {
        assert_eq!(trouble(&text), (format!("orders[0].details.{field}"), problem));
    }
    // What is just within, and a moment that was left out.
    for text in [
        with(|details| details.story = "长".repeat(Details::MOST_TEXT)),
        with(|details| details.noted = NaiveDateTime::default()),
    ] {
        assert!(read(text.as_bytes()).is_ok());
    }
    let mut list = sealed();
    let units = |count: usize| Value::List((0..count).map(|n| format!("单位{n}")).collect());
    list.orders[0].facts[1].with.put(Item::Assisting, units(200));
    assert!(read(&serde_json::to_vec(&list.clone().resealed()).unwrap()).is_ok());
    list.orders[0].facts[1].with.put(Item::Assisting, units(201));
    let (path, problem) = trouble(&serde_json::to_string(&list.resealed()).unwrap());
    assert_eq!((path.as_str(), problem), ("orders[0].facts[1].with.assisting", Problem::TooLong));
}

#[test]
fn a_line_cut_off_or_spoilt_counts_as_unreadable_and_stays() {
    let envelope = sealed();
    let id = envelope.orders[0].id;
    let text = String::from_utf8(lines(&envelope.orders[0].facts)).unwrap();
    let mut log = Log::default();
    // The last line ends within its record.
    assert_eq!(log.take(text.trim_end().as_bytes()[..text.len() - 6].to_vec()), 1);
    assert_eq!((log.len(), log.unreadable()), (1, 1));
    // Sound at both ends, spoilt between them: found out when it is asked for, and once.
    let mut log = Log::default();
    assert_eq!(log.take(text.replacen("\"title\":", "\"title\";", 1).into_bytes()), 0);
    assert_eq!((log.len(), log.unreadable()), (2, 0));
    for _ in 0..2 {
        assert_eq!((log.skimmed(id).entries.len(), log.facts(id).count()), (1, 1));
        assert_eq!((log.len(), log.unreadable()), (1, 1));
    }
}

#[test]
fn a_report_tells_what_is_new_known_and_in_conflict() {
    let envelope = sealed();
    let import = read(&serde_json::to_vec(&envelope).unwrap()).unwrap();
    let mut log = Log::default();
    let fresh = report(&import, &log, &|_, _| true);
    assert_eq!((fresh.new_orders, fresh.new_facts, fresh.known_facts, fresh.odd.len()), (1, 2, 0, 1));
    log.add(&envelope.orders[0].facts[..1]);
    let partly = report(&import, &log, &|_, _| true);
    assert_eq!((partly.changed_orders, partly.new_facts, partly.known_facts), (1, 1, 1));
    let mut other = envelope.orders[0].facts[1].clone();
    other.at += TimeDelta::minutes(5);
    log.add(&[other]);
    let conflicting = report(&import, &log, &|_, _| true);
    assert_eq!((conflicting.known_orders, conflicting.conflicts), (1, vec![Id::new([2; 10])]));
}

/// Written once by version 1 and never changed again: whatever comes later must read it.
#[test]
fn what_version_1_exported_is_read() {
    let text = include_str!("../fixtures/exchange-1.json");
    let import = read(text.as_bytes()).unwrap();
    let envelope = &import.envelope;
    assert_eq!((envelope.orders.len(), envelope.office.len(), envelope.kind), (2, 1, Purpose::Backup));
    let first = &envelope.orders[0];
    let order = WorkOrder::fold(first.id, first.facts.iter().cloned());
    assert_eq!((order.stage.code(), order.lead.as_str(), order.calls()), ("completed", "示范镇人民政府", 2));
    assert!(order.anomalies.is_empty(), "{:?}", order.anomalies);
    assert_eq!(first.details.as_ref().unwrap().phone, "19900001234");
    // A kind and a field that version 1 did not know, put in by a later one.
    let carried = serde_json::to_string(&envelope.orders[1]).unwrap();
    assert!(carried.contains(r#""kind":"callback_made""#) && carried.contains(r#""later_field":{"a":[1,2]}"#));
    assert_eq!(
        import.files().map(|(_, kind, bytes)| (kind.to_owned(), bytes)).collect::<Vec<_>>(),
        [("text/plain".to_owned(), b"hello".to_vec())]
    );
}
