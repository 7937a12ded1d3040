//! The volume of an order: it comes back as it was bound, and every change shows at its fact.

use super::{REPLIED, details, now, source, town_order, under, whole, wild};
use crate::orders::history;
use banjie::exchange::{Bundle, Problem};
use banjie::order::{Details, Fact, Id, Step, WorkOrder};
use banjie::paper::{Break, BreakKind, Volume, contents, fill, lacking, open, paper, sheets, volume_html};

fn bundle(order: &WorkOrder, details: Option<Details>) -> Bundle {
    Bundle { id: order.id, facts: order.entries.iter().map(|entry| entry.fact.clone()).collect(), details }
}

fn volume() -> Volume {
    let order = town_order(REPLIED);
    let mut bundle = bundle(&order, Some(details()));
    bundle.facts.reverse();
    Volume::bind(bundle, now())
}

/// Where a changed volume breaks; what is refused breaks as a whole.
fn breaks(text: &str) -> Option<Vec<Break>> {
    open(text).ok().map(|opened| opened.breaks)
}

#[test]
fn a_volume_comes_back_as_it_was_bound_out_of_json_and_out_of_a_page() {
    let volume = volume();
    assert_eq!((volume.count, volume.chain.len()), (volume.order.facts.len(), volume.order.facts.len() + 1));
    assert!(volume.order.facts.is_sorted_by_key(Fact::rank));
    assert_eq!(volume.pack.id, "xinhai");
    let opened = open(&volume.json()).unwrap();
    assert_eq!((&opened.volume, &opened.breaks, opened.unreadable), (&volume, &Vec::new(), 0));
    let (order, details) = wild();
    let volume = Volume::bind(bundle(&order, Some(details.clone())), now());
    let sheets = under("xinhai", |regime| sheets(&source(&order, &details, regime)));
    let page = volume_html(&volume, &sheets, "</script><script id=\"banjie-volume\">");
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (1, 1));
    let opened = open(&page).unwrap();
    assert_eq!((&opened.volume, opened.breaks), (&volume, Vec::new()));
    // Saved from a browser, with a mark of byte order and line ends of another kind.
    let saved = format!("\u{feff}{}", page.replace('\n', "\r\n"));
    assert!(open(&saved).unwrap().breaks.is_empty());
}

#[test]
fn any_sign_changed_in_a_fact_shows_at_that_fact() {
    let (json, volume) = (volume().json(), volume());
    for (n, fact) in volume.order.facts.iter().enumerate().step_by(4) {
        let text = serde_json::to_string(fact).unwrap();
        let from = json.find(&text).unwrap();
        for (at, sign) in text.char_indices() {
            let other = if sign == '7' { '8' } else { '7' };
            let mut changed = json.clone();
            changed.replace_range(from + at..from + at + sign.len_utf8(), &other.to_string());
            let Some(found) = breaks(&changed) else { continue };
            let first = found.first().unwrap_or_else(|| panic!("{n}: {sign} at {at} is not found"));
            assert_eq!((first.at, first.fact), (n + 1, Some(fact.id)), "{sign} at {at}: {found:?}");
        }
    }
}

#[test]
fn what_is_lost_added_moved_or_changed_beside_the_facts_shows() {
    let volume = volume();
    let of = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut raw = serde_json::to_value(&volume).unwrap();
        change(&mut raw);
        breaks(&raw.to_string()).unwrap()
    };
    let facts = |raw: &mut serde_json::Value, change: &dyn Fn(&mut Vec<serde_json::Value>)| {
        change(raw["order"]["facts"].as_array_mut().unwrap());
    };
    let id = |at: usize| Some(volume.order.facts[at].id);
    let only = |kind, at: usize, fact| vec![Break { at, fact, kind }];
    assert_eq!(of(&|_| {}), []);
    let changed = only(BreakKind::Changed, 0, None);
    assert_eq!(of(&|raw| raw["order"]["details"]["phone"] = "1".into()), changed);
    assert_eq!(of(&|raw| drop(raw["order"].as_object_mut().unwrap().remove("details"))), changed);
    assert_eq!(of(&|raw| raw["made_at"] = "2026-10-20T10:01".into()), changed);
    assert_eq!(of(&|raw| raw["pack"]["version"] = serde_json::json!(2)), changed);
    assert_eq!(of(&|raw| raw["later"] = "x".into()), changed);
    let lost = of(&|raw| facts(raw, &|facts| drop(facts.remove(3))));
    assert_eq!(lost, only(BreakKind::Missing, 4, id(3)));
    let added = of(&|raw| {
        facts(raw, &|facts| {
            let mut more = facts[3].clone();
            more["id"] = Id::new([250; 10]).to_string().into();
            facts.insert(4, more);
        });
    });
    assert_eq!(added, only(BreakKind::Added, 5, Some(Id::new([250; 10]))));
    let twice = of(&|raw| facts(raw, &|facts| facts.push(facts[3].clone())));
    assert_eq!(twice, only(BreakKind::Added, volume.count + 1, id(3)));
    let moved = of(&|raw| facts(raw, &|facts| facts.swap(2, 5)));
    assert_eq!(moved, only(BreakKind::Reordered, 3, id(5)));
    let several = of(&|raw| {
        facts(raw, &|facts| {
            facts[2]["at"] = "2026-09-28T09:41".into();
            facts[6]["with"]["opinion"] = "不同意".into();
        });
    });
    let kinds: Vec<(usize, BreakKind)> = several.iter().map(|found| (found.at, found.kind)).collect();
    assert_eq!(kinds, [(3, BreakKind::Changed), (7, BreakKind::Changed)]);
    // An end cut off together with its link.
    let cut = of(&|raw| {
        facts(raw, &|facts| drop(facts.pop()));
        drop(raw["chain"].as_array_mut().unwrap().pop());
    });
    assert_eq!(cut, only(BreakKind::Missing, volume.count, None));
    let unread = of(&|raw| facts(raw, &|facts| facts[1]["at"] = "never".into()));
    assert_eq!(unread, only(BreakKind::Changed, 2, id(1)));
}

#[test]
fn what_is_no_volume_is_refused() {
    let json = volume().json();
    let refused = |text: &str| open(text).unwrap_err().problem;
    assert_eq!(refused(""), Problem::Foreign);
    assert_eq!(refused("<html><body>卷宗</body></html>"), Problem::Foreign);
    assert_eq!(refused(r#"{"format":"banjie","version":1}"#), Problem::Foreign);
    assert_eq!(refused(&json.replacen("\"version\":1", "\"version\":9", 1)), Problem::Later(9));
    assert!(matches!(refused(&json[..json.find("chain").unwrap()]), Problem::Syntax(..)));
    assert_eq!(refused(&format!("{{\"a\":{}{}}}", "[".repeat(500), "]".repeat(500))), Problem::TooDeep);
    assert!(matches!(refused(&json.replacen("\"made_at\":\"2026", "\"made_at\":\"x026", 1)), Problem::BadValue(_)));
    assert_eq!(refused(&" ".repeat(30_000_001)), Problem::TooLong);
}

#[test]
fn a_volume_lists_what_it_holds_and_what_it_lacks() {
    let order = town_order(REPLIED);
    under("xinhai", |regime| {
        let titles: Vec<String> = contents(&order, Some(regime.pack)).into_iter().map(|leaf| leaf.title).collect();
        for title in ["“12345”市民服务热线处置单", "热线工单拟办签批单", "回访记录", "办理记录", "更换后照片.jpg"]
        {
            assert!(titles.iter().any(|known| known == title), "{title}: {titles:?}");
        }
        let lacks: Vec<&str> = lacking(Some(regime), &order).iter().map(|lack| lack.word()).collect();
        assert!(
            lacks.contains(&"结案") && lacks.contains(&"电话录音已存档") && !lacks.contains(&"答复诉求人"),
            "{lacks:?}"
        );
        let details = details();
        let catalogue = whole(&fill(paper("contents").unwrap(), &source(&order, &details, regime)));
        assert!(catalogue.contains("更换后照片.jpg") && catalogue.contains("电话录音已存档"), "{catalogue}");
        let fresh = history(&[
            "2026-09-28T09:00 register title=x".to_owned(),
            "2026-09-28T09:10 accept".to_owned(),
            "2026-09-28T10:00 dispatch lead=示范站".to_owned(),
        ]);
        let lacks = lacking(Some(regime), &fresh);
        let named = |step: Step| lacks.iter().find(|lack| lack.step == step);
        assert!(named(Step::Reply).is_some() && named(Step::Complete).is_some());
        assert!(named(Step::Contact).is_some_and(|lack| lack.rule.is_some()), "{lacks:?}");
        // What was never dispatched has nothing to hand in.
        let refused = history(&["2026-09-28T09:00 register title=x".to_owned()]);
        assert!(lacking(Some(regime), &refused).iter().all(|lack| lack.step != Step::Complete));
    });
    assert!(order.anomalies.is_empty(), "{:?}", order.anomalies);
}
