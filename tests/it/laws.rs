//! Laws: what must hold for every date, length and order.

use banjie::calendar::clock::Passed;
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::query::Query;
use banjie::deadline::{Due, Regime, State};
use banjie::pack::{BUILTIN, Choices, Pack};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::OnceLock;

fn calendar() -> Calendar {
    thread_local!(static CALENDAR: Calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None));
    CALENDAR.with(Calendar::clone)
}

fn packs() -> &'static [Pack; 5] {
    static PACKS: OnceLock<[Pack; 5]> = OnceLock::new();
    PACKS.get_or_init(|| BUILTIN.map(|id| Pack::builtin(id).unwrap()))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap();
    (0..365u64 * 20).prop_map(move |days| first + Days::new(days))
}

fn moment() -> impl Strategy<Value = NaiveDateTime> {
    (day(), 0..1440i64).prop_map(|(day, minutes)| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes))
}

prop_compose! {
    fn query()(
        pack in 0..BUILTIN.len(),
        received in moment(),
        nature in prop::sample::select(vec!["inquiry", "help", "complaint", "report", "suggestion", "other"]),
        urgency in prop::sample::select(vec!["ordinary", "pressing", "urgent"]),
        difficulty in prop::sample::select(vec!["ordinary", "complex", "difficult"]),
        emergency in prop::sample::select(vec!["none", "utility", "fire", "incident"]),
        ground in prop::sample::select(vec!["none", "not_ours", "cross_region"]),
        statutory in prop::sample::select(vec!["none", "governed", "limited"]),
        reassigned in prop::option::of(1..200i64),
        calls in 1..5u32,
        extend in 0..7u32,
        pause in prop::option::of((0..30i64, 1..2000i64)),
    ) -> (usize, Query) {
        let text = |moment: NaiveDateTime| moment.format("%Y-%m-%dT%H:%M").to_string();
        let mut pairs = vec![
            ("received", text(received)), ("nature", nature.to_owned()), ("urgency", urgency.to_owned()),
            ("difficulty", difficulty.to_owned()), ("emergency", emergency.to_owned()), ("return_ground", ground.to_owned()),
            ("statutory", statutory.to_owned()), ("calls", calls.to_string()),
            ("finished", text(received + TimeDelta::hours(30))),
        ];
        if let Some(after) = reassigned { pairs.push(("reassigned", text(received + TimeDelta::hours(after)))); }
        if statutory == "limited" { pairs.push(("statutory_limit", "20".to_owned())); }
        if extend > 0 { pairs.push(("extend", extend.to_string())); }
        if let Some((after, hours)) = pause {
            let from = received + TimeDelta::hours(after);
            pairs.push(("suspend", format!("{}/{}", text(from), text(from + TimeDelta::hours(hours)))));
        }
        let (query, bad) = Query::read(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        assert!(bad.is_empty(), "{bad:?}");
        (pack, query)
    }
}

proptest! {
    #[test]
    fn a_counted_due_day_is_never_a_day_off_and_one_more_day_is_later(date in day(), n in 1..60u32) {
        let calendar = calendar();
        let due = calendar.working_day_after(date, n).unwrap();
        prop_assert_eq!(calendar.works(due), Ok(true));
        prop_assert!(calendar.working_day_after(date, n + 1).unwrap() > due);
        prop_assert!(calendar.working_day_after(date.succ_opt().unwrap(), n).unwrap() >= due);
        prop_assert_eq!(calendar.working_days_between(date, due), Ok(n as i32));
    }

    #[test]
    fn the_sheet_ends_where_the_due_moment_is((pack, query) in query()) {
        let packs = packs();
        let (calendar, choices) = (calendar(), Choices::default());
        let regime = Regime::new(&packs[pack], &choices, &calendar);
        for deadline in regime.deadlines(&query.order, NaiveDateTime::default()) {
            let (Some(due), Some(_)) = (deadline.due, &deadline.course) else { continue };
            if deadline.cut_by.is_some() { continue }
            let sheet = deadline.sheet(&regime);
            prop_assert!(sheet.windows(2).all(|pair| pair[0].date <= pair[1].date), "{} goes back", deadline.rule.id);
            let counted = sheet.iter().rev().find(|line| matches!(line.passed, Passed::Counted(_) | Passed::Ran(_) | Passed::Rolled));
            if let Some(last) = counted {
                let ends = match due { Due { day: Some(day), .. } => day, Due { at, .. } => (at - TimeDelta::seconds(1)).date() };
                let at_midnight = due.day.is_none() && due.at.time() == NaiveTime::MIN;
                prop_assert!(last.date == ends || at_midnight && last.date == due.at.date(), "{}: sheet ends {}, due {:?}", deadline.rule.id, last.date, due);
            }
        }
    }

    #[test]
    fn extending_and_suspending_never_bring_a_due_moment_forward((pack, query) in query()) {
        let packs = packs();
        let (calendar, choices) = (calendar(), Choices::default());
        let regime = Regime::new(&packs[pack], &choices, &calendar);
        let mut plain = query.order.clone();
        plain.extensions.clear();
        plain.suspensions.clear();
        let before = regime.deadlines(&plain, NaiveDateTime::default());
        for deadline in regime.deadlines(&query.order, NaiveDateTime::default()) {
            let was = before.iter().find(|other| other.rule.id == deadline.rule.id).unwrap();
            if let (Some(due), Some(was)) = (deadline.due, was.due) {
                prop_assert!(due.at >= was.at, "{}: {:?} before {:?}", deadline.rule.id, due, was);
            }
        }
    }

    #[test]
    fn a_query_read_back_is_the_same((_, query) in query()) {
        let pairs = query.pairs();
        let (again, bad) = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        prop_assert!(bad.is_empty());
        prop_assert_eq!(again, query);
    }

    #[test]
    fn any_value_under_any_known_name_is_read_without_a_panic(
        name in prop::sample::select(vec![
            "received", "known", "now", "calls", "extend", "suspend", "statutory", "statutory_limit", "statutory_unit",
            "unit_limit", "signoff_limit", "nature", "return_ground", "printed_due", "reassigned", "signed", "redo",
            "reading.day_end", "setting.office_hours", "setting.sign_limit", "number", "extend_internal",
        ]),
        value in prop::sample::select(vec![
            "0", "1", "3650", "4294967295", "-1", "yes", "limited", "hour", "minute", "closing", "24:00", "08:00-09:00",
            "2026-12-31T24:00", "2000-01-01T00:00", "2069-12-31T23:59", "1999-12-31", "2026-09-29T10:00/", "2026-09-29T10:00/2026-09-29T10:00",
            "2026-09-29T10:00/2040-01-01T00:00", ",", "/", "", "咨询", "5,5,5,5", "not_ours",
        ]),
        pack in 0..BUILTIN.len(),
    ) {
        let pairs = [("received", "2026-09-29T10:00"), ("statutory", "limited"), ("statutory_limit", "30"), (name, value)];
        let (query, _) = Query::read(pairs);
        let calendar = calendar();
        let regime = Regime::new(&packs()[pack], &query.choices, &calendar);
        for deadline in regime.deadlines(&query.order, NaiveDateTime::default()) {
            deadline.sheet(&regime);
        }
    }

    #[test]
    fn a_pack_with_any_field_changed_is_read_or_refused_without_a_panic(
        pack in 0..BUILTIN.len(), rule in 0..120usize,
        field in prop::sample::select(vec![
            "n", "max", "max_each", "max_total", "times", "fewer_than", "closes_before", "day", "months_later", "remind_after",
            "same_as", "unit", "act", "from", "effect", "setting", "from_end_of", "not_past", "windows", "overrides", "when",
        ]),
        value in prop::sample::select(vec![
            "0", "4294967295", "-1", "\"handling\"", "\"hour\"", "\"year\"", "\"count\"", "\"limit\"", "\"extension\"",
            "\"office_hours\"", "\"dispatched\"", "[]", "{}", "null", "true", "[{\"weekday\":9,\"start\":\"12:00\",\"end\":\"08:00\"}]",
        ]),
    ) {
        let mut json: serde_json::Value = serde_json::to_value(packs()[pack].text()).unwrap();
        let rules = json["rule"].as_array_mut().unwrap();
        let at = rule % rules.len();
        rules[at][field] = serde_json::from_str(value).unwrap();
        let Ok(changed) = Pack::read(&json.to_string()) else { return Ok(()) };
        let (calendar, choices) = (calendar(), Choices::default());
        let regime = Regime::new(&changed, &choices, &calendar);
        let (query, _) = Query::read([("received", "2026-09-29T10:00"), ("nature", "praise"), ("extend", "3"), ("redo", "2026-10-09T10:00")]);
        for deadline in regime.deadlines(&query.order, NaiveDateTime::default()) {
            deadline.sheet(&regime);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(name in "[a-z_.]{0,20}", value in "\\PC{0,30}") {
        let _ = Query::read([(name.as_str(), value.as_str()), ("received", value.as_str()), ("suspend", value.as_str())]);
        let _ = Pack::read(&value);
    }

    #[test]
    fn one_binding_handling_limit_at_most((pack, query) in query()) {
        let packs = packs();
        let (calendar, choices) = (calendar(), Choices::default());
        let regime = Regime::new(&packs[pack], &choices, &calendar);
        let deadlines = regime.deadlines(&query.order, NaiveDateTime::default());
        let binding = deadlines.iter().filter(|deadline| {
            let rule = deadline.rule;
            rule.limit().is_some_and(|limit| limit.act == banjie::term::Act::Handling)
                && rule.track == banjie::term::Track::Handling && !rule.beside && deadline.state == State::Due
        });
        prop_assert!(binding.count() <= 1);
    }
}
