//! What holds of steps whatever the document: times, corrections, retractions, silence of the document, and that every
//! step can be told about.

use super::orders::{fact, history, line};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::ledger::{Inspected, Inspection, Row, Task, Weight};
use banjie::order::{AnomalyKind, Id, Item, Step, WorkOrder};
use banjie::pack::{BUILTIN, Choices, Pack, Value};
use banjie::supervision::{CaseStage, cases};
use banjie::term::{MomentKind, Stage, Term, Verdict};
use banjie::workflow::{Command, Sequence, Standing, Why, decide, steps};
use chrono::NaiveDateTime;
use std::sync::Arc;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn asked<T>(pack: &str, choices: &Choices, ask: impl FnOnce(&Regime<'_>) -> T) -> T {
    let pack = Pack::builtin(pack).unwrap();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    ask(&Regime::new(&pack, choices, &calendar))
}

fn whys(order: &WorkOrder, command: &Command) -> Vec<Why> {
    asked("hualong", &Choices::default(), |regime| {
        match decide(regime, Some(order), command, at("2026-10-01T00:00:00")) {
            Ok(_) => Vec::new(),
            Err(refusal) => refusal.reasons.into_iter().map(|reason| reason.why).collect(),
        }
    })
}

fn amend(step: Step, target: u8) -> Command {
    let mut command = line("2026-09-30T09:00 note what=x");
    command.step = step;
    command.with = Default::default();
    command.with.put(Item::Target, Id::new([target; 10]).to_string());
    command.with.put(Item::Why, "写错");
    command
}

fn registered() -> WorkOrder {
    history(&["2026-09-29T09:00 register title=路灯不亮 place=人民路".to_owned(), "2026-09-29T09:05 accept".to_owned()])
}

#[test]
fn a_correction_changes_something_and_not_into_the_future() {
    let order = registered();
    assert_eq!(whys(&order, &amend(Step::Correct, 0)), [Why::NothingChanged]);
    let mut command = amend(Step::Correct, 0);
    command.with.put(Item::Place, "建设路");
    assert_eq!(whys(&order, &command), []);
    command.with.put(Item::CorrectedAt, "2030-01-01T00:00");
    assert_eq!(whys(&order, &command), [Why::InFuture]);
    command.with.put(Item::CorrectedAt, "1999-01-01T00:00");
    assert_eq!(whys(&order, &command), [Why::OutOfRange]);
}

#[test]
fn a_correction_lays_over_and_clears_and_the_first_word_stays() {
    let id = Id::new([200; 10]);
    let register = fact(0, id, line("2026-09-29T09:00 register title=路灯不亮 place=人民路"));
    let mut command = amend(Step::Correct, 0);
    command.with.put(Item::Title, "路灯全灭");
    command.with.put(Item::Cleared, banjie::order::Value::List(vec!["place".to_owned()]));
    let order = WorkOrder::fold(id, [fact(1, id, command), register.clone()]);
    assert_eq!((order.title(), order.on_file.text(Item::Place)), ("路灯全灭", ""));
    assert_eq!(order.entries[0].original.as_deref(), Some(&register));
}

#[test]
fn a_registration_is_not_retracted_other_facts_are() {
    let order = registered();
    assert_eq!(whys(&order, &amend(Step::Retract, 0)), [Why::KeepsTheOrder]);
    assert_eq!(whys(&order, &amend(Step::Retract, 1)), []);
    let id = Id::new([200; 10]);
    let facts =
        || [fact(0, id, line("2026-09-29T09:00 register title=x")), fact(1, id, line("2026-09-29T09:05 accept"))];
    let retracted = WorkOrder::fold(id, facts().into_iter().chain([fact(2, id, amend(Step::Retract, 1))]));
    assert_eq!(retracted.stage, Stage::Registered);
    // A retraction may itself be retracted.
    let mut back = amend(Step::Retract, 2);
    back.at = at("2026-09-30T10:00:00");
    let back = facts().into_iter().chain([fact(2, id, amend(Step::Retract, 1)), fact(3, id, back)]);
    assert_eq!(WorkOrder::fold(id, back).stage, Stage::Accepted);
}

#[test]
fn a_year_outside_the_calendar_is_refused() {
    let command = line("2026-09-30T09:00 note what=x");
    let order = registered();
    for (year, why) in [("1999", Why::OutOfRange), ("2071", Why::OutOfRange)] {
        let mut command = command.clone();
        command.at = at(&format!("{year}-01-01T00:00:00"));
        assert!(whys(&order, &command).contains(&why), "{year}");
    }
}

/// Where the document is silent the step is allowed and said to be unregulated, or refused by the local setting.
#[test]
fn silence_of_the_document_is_a_standing_of_its_own() {
    let given = ["2026-09-29T09:00 register title=x", "2026-09-29T09:05 accept", "2026-09-29T09:10 dispatch lead=甲局"];
    let order = history(&given.map(str::to_owned));
    let standing = |choices: &Choices| {
        asked("shicheng", choices, |regime| {
            let views = steps(regime, &order, at("2026-09-29T10:00:00"));
            views.into_iter().find(|view| view.step == Step::RequestReturn).map(|view| view.standing)
        })
    };
    assert_eq!(standing(&Choices::default()), Some(Standing::Unregulated));
    let mut choices = Choices::default();
    choices.settings.insert("allow_request_return".to_owned(), Value::Number(0));
    assert_eq!(standing(&choices), Some(Standing::Refused));
}

/// Every step of the list says how it stands: refused with at least one reason, otherwise with none.
#[test]
fn every_step_tells_how_it_stands_in_every_stage() {
    let way = [
        "2026-09-29T09:00 register title=x nature=complaint",
        "2026-09-29T09:05 accept",
        "2026-09-29T09:10 dispatch lead=甲局",
        "2026-09-29T10:00 sign_for",
        "2026-09-29T11:00 request_return return_ground=not_ours",
        "2026-09-29T12:00 uphold_return",
        "2026-09-29T13:00 dispatch lead=乙局",
        "2026-09-29T14:00 finish",
        "2026-09-29T15:00 complete",
    ];
    for pack in BUILTIN {
        asked(pack, &Choices::default(), |regime| {
            for n in 1..=way.len() {
                let order = history(&way[..n].iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
                let views = steps(regime, &order, at("2026-09-29T16:00:00"));
                let listed = Step::ALL.iter().filter(|step| step.is_of_an_order()).count() - 1;
                assert_eq!(views.len(), listed);
                for view in views {
                    let refused = view.standing == Standing::Refused;
                    assert_eq!(refused, !view.reasons.is_empty(), "{pack} {:?} {}", order.stage, view.step.code());
                }
            }
        });
    }
}

fn told(lines: &[&str]) -> WorkOrder {
    history(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
}

const HANDLED: [&str; 4] = [
    "2026-09-21T09:00 register title=x",
    "2026-09-21T09:05 accept",
    "2026-09-21T09:10 dispatch lead=甲局",
    "2026-09-21T10:00 sign_for",
];

fn after(more: &[&str]) -> WorkOrder {
    told(&[HANDLED.as_slice(), more].concat())
}

#[test]
fn what_comes_late_moves_no_order_back() {
    for (line, kind) in [
        ("2026-09-21T11:00 accept", AnomalyKind::AfterDispatch),
        ("2026-09-21T11:00 submit_for_review", AnomalyKind::AfterDispatch),
        ("2026-09-21T11:00 send_back_to_intake", AnomalyKind::AfterDispatch),
    ] {
        let order = after(&[line]);
        assert_eq!((order.stage, order.anomalies.first().map(|odd| odd.kind)), (Stage::Handling, Some(kind)), "{line}");
    }
    let order = after(&["2026-09-22T10:00 complete", "2026-09-22T11:00 request_return return_ground=not_ours"]);
    assert_eq!(order.stage, Stage::Completed);
    assert_eq!(order.anomalies.first().map(|odd| odd.kind), Some(AnomalyKind::AfterEnd));
    assert!(order.return_pending().is_none());
}

#[test]
fn a_rejected_return_leaves_an_order_where_it_stood() {
    let escalated = ["2026-09-21T11:00 escalate to=信访局", "2026-09-21T12:00 request_return return_ground=not_ours"];
    let rejected = "2026-09-21T13:00 reject_return reason=属该单位";
    assert_eq!(after(&[escalated.as_slice(), &[rejected]].concat()).stage, Stage::Escalated);
    assert_eq!(after(&[escalated[1], rejected]).stage, Stage::Handling);
}

#[test]
fn what_was_given_back_can_be_dispatched_even_once_escalated() {
    let order = after(&[
        "2026-09-21T11:00 request_return return_ground=not_ours",
        "2026-09-21T12:00 uphold_return",
        "2026-09-21T13:00 escalate to=信访局",
    ]);
    assert_eq!((order.stage, order.is_back), (Stage::Escalated, true));
    let why = whys(&order, &line("2026-09-21T14:00 dispatch lead=乙局 assign_basis=职责"));
    assert!(!why.iter().any(|why| matches!(why, Why::Sequence(_))), "{why:?}");
    let late = whys(&order, &line("2026-09-21T14:00 sign_for"));
    assert_eq!(late, [Why::Sequence(Sequence::AwaitsReassignment)]);
}

#[test]
fn a_ruling_answers_one_request_once() {
    let asked = ["2026-09-21T11:00 request_return return_ground=not_ours", "2026-09-21T12:00 reject_return reason=x"];
    let lodge = "2026-09-21T14:00 lodge_objection reason=x";
    let rule = "2026-09-21T15:00 rule_on_objection";
    let pending = |lines: &[&str], step: &str| {
        let order = after(&[asked.as_slice(), lines].concat());
        whys(&order, &line(&format!("2026-09-21T16:00 {step}"))).first().cloned()
    };
    let sequence = |why| Some(Why::Sequence(why));
    assert_eq!(pending(&[], "rule_on_objection"), sequence(Sequence::NothingPending));
    assert_eq!(pending(&[lodge], "lodge_objection reason=y"), sequence(Sequence::AlreadyPending));
    assert_eq!(pending(&[lodge, rule], "rule_on_objection"), sequence(Sequence::NothingPending));
    assert_eq!(pending(&[lodge, rule], "lodge_objection reason=y"), sequence(Sequence::AlreadyDone));
    let apply = "2026-09-21T14:00 apply_no_further what=x";
    let deny = "2026-09-21T15:00 deny_no_further reason=x";
    assert_eq!(pending(&[apply, deny], "grant_no_further"), sequence(Sequence::NothingPending));
    assert_ne!(pending(&[apply], "grant_no_further"), sequence(Sequence::NothingPending));
}

#[test]
fn the_board_puts_first_what_the_law_attaches_most_to() {
    let now = at("2026-10-12T09:00:00");
    let tasks = |lines: &[&str]| {
        let order = after(lines);
        let mut tasks = asked("hualong", &Choices::default(), |regime| Task::all(&order, regime, now));
        tasks.sort_by_key(Task::rank);
        tasks
    };
    let late = tasks(&[]);
    assert_eq!(late.first().map(|task| task.weight), Some(Weight::Overdue));
    assert!(late.iter().all(|task| task.rank() >= late[0].rank()));
    let call = "2026-09-22T11:00 call_back reached=yes callback_by=centre verdict=unsatisfied could_solve=yes";
    let unsatisfied = tasks(&["2026-09-22T10:00 complete outcome=solved", call]);
    let review = unsatisfied.iter().find(|task| task.step == Some(Step::IssueReview)).unwrap();
    assert_eq!((review.weight, review.rule.as_deref()), (Weight::Consequence, Some("GD-19:could")));
    let filed = ["2026-09-22T10:00 complete outcome=solved", "2026-09-22T11:00 close", "2026-09-22T12:00 archive"];
    assert_eq!(tasks(&filed), []);
    let weights: Vec<Weight> = Weight::ALL.to_vec();
    assert!(weights.is_sorted());
}

#[test]
fn the_list_for_inspection_counts_what_a_unit_did() {
    let lines = [
        "2026-09-21T11:00 request_return return_ground=not_ours",
        "2026-09-21T12:00 reject_return reason=x",
        "2026-09-21T13:00 remind means=phone",
        "2026-09-22T10:00 complete outcome=solved",
        "2026-09-22T11:00 call_back reached=no",
        "2026-09-22T12:00 call_back reached=yes callback_by=unit verdict=satisfied",
        "2026-09-22T13:00 call_back reached=yes callback_by=centre verdict=unsatisfied",
        "2026-09-22T14:00 order_redo reason=x",
        "2026-09-23T10:00 complete outcome=solved",
    ];
    let order = after(&lines);
    let now = at("2026-09-24T09:00:00");
    let mut list = Inspection::default();
    list.take(&order, &asked("hualong", &Choices::default(), |regime| Row::of(&order, Some(regime), now)), now);
    let undispatched = registered();
    list.take(&undispatched, &Row::of(&undispatched, None, now), now);
    assert_eq!(list.units.keys().collect::<Vec<_>>(), ["甲局"]);
    // The unit's own call is not an answer about it.
    let wanted = Inspected {
        orders: 1,
        handed_in: 1,
        in_time: 1,
        called: 1,
        unsatisfied: 1,
        reminders: 1,
        returns: 1,
        returns_rejected: 1,
        sent_back: 1,
        ..Inspected::default()
    };
    assert_eq!(list.units["甲局"], wanted);
}

#[test]
fn an_upheld_objection_sends_the_order_to_another_unit() {
    let asked = [
        "2026-09-21T11:00 request_return return_ground=not_ours",
        "2026-09-21T12:00 reject_return reason=x",
        "2026-09-21T14:00 lodge_objection reason=x",
        "2026-09-21T15:00 rule_on_objection upheld=yes",
    ];
    assert_eq!(after(&asked).stage, Stage::Returned);
    let handled = [&asked[..3], &["2026-09-21T14:30 complete outcome=solved"], &asked[3..]].concat();
    assert_eq!(after(&handled).stage, Stage::Completed);
}

const DONE: &str = "2026-09-22T10:00 complete outcome=solved";
const CALLED: &str = "2026-09-22T11:00 call_back reached=yes callback_by=centre verdict=unsatisfied";

fn sequence_of(order: &WorkOrder, command: &str) -> Option<Why> {
    whys(order, &line(command)).into_iter().find(|why| matches!(why, Why::Sequence(_)))
}

#[test]
fn a_callback_may_come_before_the_review_of_the_completion() {
    let order = after(&[DONE, CALLED]);
    assert_eq!(sequence_of(&order, "2026-09-22T12:00 accept_completion"), None);
    let order = after(&[DONE, CALLED, "2026-09-22T12:00 accept_completion"]);
    assert_eq!(order.stage, Stage::CalledBack);
    let again = sequence_of(&order, "2026-09-22T13:00 accept_completion");
    assert_eq!(again, Some(Why::Sequence(Sequence::AlreadyDone)));
}

#[test]
fn what_a_unit_heard_itself_is_no_verdict_on_it() {
    let told = [
        DONE,
        CALLED,
        "2026-09-22T12:00 open_supervision",
        "2026-09-22T13:00 notify_supervision mode=written",
        "2026-09-23T09:00 answer_supervision verdict=satisfied",
        "2026-09-23T10:00 call_back reached=yes callback_by=unit verdict=satisfied",
    ];
    assert_eq!(after(&told).input.attributes.verdict, Verdict::Unsatisfied);
}

#[test]
fn an_open_case_can_be_closed_whatever_became_of_the_order() {
    for ended in ["merge into=x", "withdraw", "grant_no_further"] {
        let ended = format!("2026-09-22T12:00 {ended}");
        let order = after(&["2026-09-22T09:00 open_supervision", &ended]);
        assert_eq!(sequence_of(&order, "2026-09-22T13:00 archive"), Some(Why::Sequence(Sequence::CaseOpen)), "{ended}");
        assert_eq!(sequence_of(&order, "2026-09-22T13:00 close_supervision"), None, "{ended}");
        let closed = after(&["2026-09-22T09:00 open_supervision", &ended, "2026-09-22T13:00 close_supervision"]);
        assert_eq!(sequence_of(&closed, "2026-09-22T14:00 archive"), None, "{ended}");
    }
}

#[test]
fn what_comes_late_swallows_no_redo_and_reopens_nothing() {
    let redone = [DONE, CALLED, "2026-09-22T12:00 order_redo reason=x"];
    for late in ["close", "archive", "issue_review reason=x"] {
        let late = format!("2026-09-22T13:00 {late}");
        let order = after(&[redone.as_slice(), &[&late]].concat());
        let odd = order.anomalies.first().map(|odd| odd.kind);
        assert_eq!((order.stage, odd), (Stage::Redoing, Some(AnomalyKind::WithoutRequest)), "{late}");
    }
    let filed = [DONE, CALLED, "2026-09-22T12:00 close", "2026-09-22T13:00 archive"];
    assert_eq!(after(&filed).stage, Stage::Archived);
    for late in ["close", "grant_no_further", "archive"] {
        let late = format!("2026-09-22T14:00 {late}");
        assert_eq!(after(&[filed.as_slice(), &[&late]].concat()).stage, Stage::Archived, "{late}");
    }
    let again = after(&[filed.as_slice(), &["2026-09-22T14:00 order_redo reason=x"]].concat());
    assert_eq!(again.input.moments.get(MomentKind::Archived), None);
}

#[test]
fn a_notice_of_another_kind_begins_its_own_clock_and_one_more_of_the_same_does_not() {
    let opened = [DONE, "2026-09-22T12:00 open_supervision", "2026-09-22T13:00 notify_supervision mode=phone"];
    let supervised = |more: &[&str]| after(&[opened.as_slice(), more].concat());
    let moment = |order: &WorkOrder| order.input.moments.get(MomentKind::Supervised);
    let same = supervised(&["2026-09-23T13:00 notify_supervision mode=phone"]);
    assert_eq!(moment(&same), Some(at("2026-09-22T13:00:00")));
    let other = supervised(&["2026-09-23T13:00 notify_supervision mode=written supervision_limit=3"]);
    assert_eq!(moment(&other), Some(at("2026-09-23T13:00:00")));
    assert_eq!(other.input.attributes.own.supervision_limit, Some(3));
    let third = supervised(&[
        "2026-09-23T13:00 notify_supervision mode=written supervision_limit=3",
        "2026-09-24T13:00 notify_supervision mode=on_site",
    ]);
    assert_eq!(third.input.attributes.own.supervision_limit, None);
    let stage = |order: &WorkOrder| cases(order).last().map(|case| case.stage());
    assert_eq!(stage(&other), Some(CaseStage::Noticed));
    let answered = ["2026-09-23T09:00 answer_supervision", "2026-09-23T10:00 verify_supervision passed=no"];
    assert_eq!(stage(&supervised(&answered[..1])), Some(CaseStage::Answered));
    assert_eq!(stage(&supervised(&answered)), Some(CaseStage::Noticed));
}
