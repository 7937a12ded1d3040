//! Ranks, grades and what follows from ranks, each at its edge.

use banjie::assessment::{
    Contender, Grading, Outlook, Period, Placed, Ranking, Rate, Score, Tie, follow, grades, is_among_last, rank,
};
use banjie::order::Step;
use banjie::pack::{Choices, Every, Pack};
use banjie::term::Role;

use super::month;

fn chosen(reading: &str, option: &str) -> Choices {
    let mut choices = Choices::default();
    choices.readings.insert(reading.to_owned(), option.to_owned());
    choices
}

/// Units 0, 1, 2… with these points, in their places.
fn placed(points: &[i64]) -> Vec<Placed> {
    let contender = |(unit, points): (usize, &i64)| Contender {
        unit: u16::try_from(unit).unwrap(),
        score: Score::new(points * 100, 1),
        rates: [None; 2],
    };
    rank(points.iter().enumerate().map(contender).collect())
}

#[test]
fn equal_scores_share_the_better_rank() {
    let places = placed(&[80, 90, 90, 70]);
    let told: Vec<_> = places.iter().map(|placed| (placed.contender.unit, placed.rank, placed.tied)).collect();
    assert_eq!(told, [(1, 1, 2), (2, 1, 2), (0, 3, 1), (3, 4, 1)]);
    // A mean of 66.666… is less than 66.67, though it is shown as much.
    let (third, whole) = (Score::new(20_000, 3), Score::new(6667, 1));
    assert!(third < whole && third.hundredths() == whole.hundredths());
    assert_eq!(Score::new(200, 2), Score::new(100, 1));
    assert_eq!((Score::new(-50, 100).hundredths(), whole.minus(third)), (-1, 0));
}

#[test]
fn grades_are_exact_for_one_to_twelve_units() {
    let pack = Pack::builtin("hualong").unwrap();
    // 优秀, 良好, 合格 of n units: cumulative 0.3 n and 0.8 n, rounded half up.
    let half_up = [
        [0, 1, 0], // 0.3, 0.8 → 0, 1
        [1, 1, 0], // 0.6, 1.6 → 1, 2
        [1, 1, 1], // 0.9, 2.4 → 1, 2
        [1, 2, 1], // 1.2, 3.2 → 1, 3
        [2, 2, 1], // 1.5, 4.0 → 2, 4
        [2, 3, 1], // 1.8, 4.8 → 2, 5
        [2, 4, 1], // 2.1, 5.6 → 2, 6
        [2, 4, 2], // 2.4, 6.4 → 2, 6
        [3, 4, 2], // 2.7, 7.2 → 3, 7
        [3, 5, 2], // 3.0, 8.0 → 3, 8
        [3, 6, 2], // 3.3, 8.8 → 3, 9
        [4, 6, 2], // 3.6, 9.6 → 4, 10
    ];
    let down = [
        [0, 0, 1], // 0, 0
        [0, 1, 1], // 0, 1
        [0, 2, 1], // 0, 2
        [1, 2, 1], // 1, 3
        [1, 3, 1], // 1, 4
        [1, 3, 2], // 1, 4
        [2, 3, 2], // 2, 5
        [2, 4, 2], // 2, 6
        [2, 5, 2], // 2, 7
        [3, 5, 2], // 3, 8
        [3, 5, 3], // 3, 8
        [3, 6, 3], // 3, 9
    ];
    for (option, wanted) in [("half_up", half_up), ("down", down)] {
        let grading = Grading::new(&pack, &chosen("grade_rounding", option)).unwrap();
        for (n, wanted) in (1..).zip(wanted) {
            let points: Vec<i64> = (0..n).map(|n| 99 - n).collect();
            let given = grades(&grading, &placed(&points));
            let count = |grade| given.iter().filter(|(_, given)| *given == Some(grade)).count();
            assert_eq!([count(0), count(1), count(2)], wanted, "{option} {n}");
        }
    }
}

#[test]
fn units_that_fail_are_taken_out_before_and_ties_share_the_better_grade() {
    let pack = Pack::builtin("hualong").unwrap();
    let grading = Grading::new(&pack, &Choices::default()).unwrap();
    // 59 fails, 60 does not: of three passing the first is 优秀, the second 良好, the third 合格.
    let given = grades(&grading, &placed(&[90, 80, 60, 59]));
    assert_eq!(given, [(0, Some(0)), (1, Some(1)), (2, Some(2)), (3, None)]);
    // Places for one 优秀 and one 良好: two equal firsts both have it, the third is beyond both.
    let given = grades(&grading, &placed(&[90, 90, 80]));
    assert_eq!(given, [(0, Some(0)), (1, Some(0)), (2, Some(2))]);
    let names: Vec<&str> = grading.grades.shares.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["优秀", "良好", "合格"]);
    assert!(grades(&grading, &[]).is_empty());
    assert!(Grading::new(&Pack::builtin("xinhai").unwrap(), &Choices::default()).is_none());
}

fn last(points: &[i64]) -> Vec<u16> {
    let placed = placed(points);
    let units = 0..u16::try_from(points.len()).unwrap();
    units.filter(|unit| is_among_last(&placed, *unit, 2, Tie::Strict)).collect()
}

#[test]
fn the_last_two_are_those_with_fewer_than_two_below_them() {
    assert_eq!(last(&[90, 80, 70]), [1, 2]);
    assert_eq!(last(&[90, 80, 70, 60]), [2, 3]);
    assert_eq!(last(&[90, 80]), [1]);
    assert_eq!(last(&[90]), [0u16; 0]);
    // Joint first is never among the last.
    assert_eq!(last(&[90, 90]), [0u16; 0]);
    assert_eq!(last(&[90, 80, 80]), [1, 2]);
    // One below either 80, so both of them and the 70.
    assert_eq!(last(&[90, 80, 80, 70]), [1, 2, 3]);
    // Three equal last; the 80 has three below it.
    assert_eq!(last(&[90, 80, 70, 70, 70]), [2, 3, 4]);
    assert!(!is_among_last(&placed(&[90, 80]), 7, 2, Tie::Strict));
}

#[test]
fn satisfaction_then_being_on_time_may_break_a_tie() {
    let of = |unit, points: i64, rates: [Option<Rate>; 2]| Contender { unit, score: Score::new(points, 1), rates };
    let rate = |num| Some(Rate { num, den: 100 });
    let places = rank(vec![
        of(0, 90, [None; 2]),
        of(1, 80, [rate(90), rate(50)]),
        of(2, 80, [rate(80), rate(60)]),
        of(3, 80, [rate(80), rate(50)]),
        of(4, 70, [None; 2]),
    ]);
    let last = |tie| (0..5).filter(|unit| is_among_last(&places, *unit, 2, tie)).collect::<Vec<u16>>();
    assert_eq!(last(Tie::Strict), [1, 2, 3, 4]);
    assert_eq!(last(Tie::TieBreak), [3, 4]);
    assert_eq!(Rate { num: 2, den: 3 }.basis_points(), 6667);
}

/// Units 0 to 4 in these months: where `hit`, 0 and 1 are the last two, else 3 and 4.
fn history(months: &[(&str, bool)]) -> Vec<Ranking> {
    let ranking = |(of, hit): &(&str, bool)| {
        let points = if *hit { [50, 51, 90, 91, 92] } else { [90, 91, 92, 50, 51] };
        Ranking { period: Period::month(month(of)), placed: placed(&points) }
    };
    months.iter().map(ranking).collect()
}

/// Months from one to the other, the unit among the last in those named.
fn months(from: &str, to: &str, hits: &[&str]) -> Vec<Ranking> {
    let (from, to) = (month(from), month(to));
    let all: Vec<String> = (0..=to.since(from)).map(|n| from.plus(n).to_string()).collect();
    let all: Vec<(&str, bool)> = all.iter().map(|of| (of.as_str(), hits.contains(&of.as_str()))).collect();
    history(&all)
}

fn outlook<'p>(pack: &'p Pack, choices: &Choices, history: &[Ranking]) -> Outlook<'p> {
    let all = follow(pack, choices, Every::Month, history);
    all.into_iter().find(|outlook| outlook.unit == 0).unwrap()
}

/// What follows for unit 0 in the last month, and how many more times would bring 8b and 8c.
fn follows(history: &[Ranking]) -> (Option<&'static str>, Option<u32>, Option<u32>) {
    let pack = Pack::builtin("shicheng").unwrap();
    let outlook = outlook(&pack, &Choices::default(), history);
    let id = outlook.applies.map(|at| ["SC-8a", "SC-8b", "SC-8c"][at]);
    assert_eq!(id, outlook.applies.map(|at| outlook.levels[at].rule.id.as_str()));
    (id, outlook.levels[1].lacks, outlook.levels[2].lacks)
}

#[test]
fn months_in_a_row_lead_from_one_interview_to_the_next_and_to_rectification() {
    let row = |from, to, hits: &[&str]| follows(&months(from, to, hits));
    assert_eq!(row("2026-01", "2026-01", &[]), (None, Some(3), Some(4)));
    assert_eq!(row("2026-01", "2026-01", &["2026-01"]), (Some("SC-8a"), Some(2), Some(3)));
    // Two in a row: one more is needed.
    assert_eq!(row("2026-01", "2026-02", &["2026-01", "2026-02"]), (Some("SC-8a"), Some(1), Some(2)));
    // Three in a row, across the New Year.
    let three = ["2025-11", "2025-12", "2026-01"];
    assert_eq!(row("2025-10", "2026-01", &three), (Some("SC-8b"), None, Some(1)));
    // Four in a row.
    let four = ["2025-11", "2025-12", "2026-01", "2026-02"];
    assert_eq!(row("2025-10", "2026-02", &four), (Some("SC-8c"), None, None));
    // What was reached before is not reached anew with the fifth: the month's own interview follows.
    let five = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"];
    assert_eq!(row("2025-10", "2026-03", &five).0, Some("SC-8a"));
    let pack = Pack::builtin("shicheng").unwrap();
    let each = chosen("consequence_again", "each");
    assert_eq!(outlook(&pack, &each, &months("2025-10", "2026-03", &five)).applies, Some(2));
}

#[test]
fn times_in_a_year_count_without_a_row_and_not_across_the_new_year() {
    let times = |to, hits: &[&str]| follows(&months("2025-06", to, hits));
    let five = ["2026-01", "2026-03", "2026-05", "2026-07", "2026-09"];
    // Three times: neither; one more in the year brings 8b, two more 8c.
    assert_eq!(times("2026-05", &five[..3]), (Some("SC-8a"), Some(1), Some(2)));
    assert_eq!(times("2026-07", &five[..4]), (Some("SC-8b"), None, Some(1)));
    assert_eq!(times("2026-09", &five), (Some("SC-8c"), None, None));
    // A month in which the unit escapes: nothing follows, and one more time would.
    assert_eq!(times("2026-06", &five[..3]), (None, Some(1), Some(2)));
    // Two of last year and two of this are two.
    let across = ["2025-09", "2025-11", "2026-01", "2026-03"];
    assert_eq!(times("2026-03", &across), (Some("SC-8a"), Some(2), Some(3)));
}

#[test]
fn a_month_without_a_rank_breaks_the_row() {
    // No ranking at all in March.
    let gap = history(&[("2026-01", true), ("2026-02", true), ("2026-04", true)]);
    assert_eq!(follows(&gap), (Some("SC-8a"), Some(1), Some(2)));
    // A ranking in March, without the unit.
    let mut without = history(&[("2026-01", true), ("2026-02", true), ("2026-03", true), ("2026-04", true)]);
    without[2].placed.retain(|placed| placed.contender.unit != 0);
    let pack = Pack::builtin("shicheng").unwrap();
    let outlook = outlook(&pack, &Choices::default(), &without);
    assert_eq!((outlook.levels[1].run, outlook.levels[1].in_year), (1, 3));
}

#[test]
fn the_clause_says_who_interviews_whom() {
    let pack = Pack::builtin("shicheng").unwrap();
    let rules = &pack.assessment().consequences;
    let told: Vec<_> = rules.iter().map(|rule| (rule.step, rule.who, rule.whom)).collect();
    assert_eq!(
        told,
        [
            (Step::InterviewUnit, Some(Role::Centre), Some(Role::Deputy)),
            (Step::InterviewUnit, Some(Role::HotlineLeader), Some(Role::Principal)),
            (Step::OrderRectification, Some(Role::Authority), None),
        ]
    );
}

#[test]
fn the_margin_is_the_way_to_the_other_side_of_the_line() {
    let pack = Pack::builtin("shicheng").unwrap();
    let all = follow(&pack, &Choices::default(), Every::Month, &history(&[("2026-01", true)]));
    let margin = |unit: u16| all.iter().find(|outlook| outlook.unit == unit).and_then(|outlook| outlook.margin);
    // 50 and 51 are last; 90 is the nearest of the others.
    assert_eq!((margin(0), margin(1)), (Some(-4000), Some(-3900)));
    assert_eq!((margin(2), margin(4)), (Some(3900), Some(4100)));
    // One unit alone has nobody on the other side.
    let alone = [Ranking { period: Period::month(month("2026-01")), placed: placed(&[90]) }];
    assert_eq!(follow(&pack, &Choices::default(), Every::Month, &alone)[0].margin, None);
    assert!(follow(&pack, &Choices::default(), Every::Quarter, &alone).is_empty());
    assert!(follow(&pack, &Choices::default(), Every::Month, &[]).is_empty());
}

#[test]
fn quarters_in_a_row_lead_to_an_interview() {
    let pack = Pack::builtin("xinhai").unwrap();
    let quarters = |hits: &[bool]| {
        let history: Vec<Ranking> = hits
            .iter()
            .zip(["2025-10", "2026-01", "2026-04"])
            .map(|(hit, of)| {
                let points = if *hit { [50, 51, 90] } else { [90, 50, 51] };
                Ranking { period: Period::quarter(month(of)), placed: placed(&points) }
            })
            .collect();
        let all = follow(&pack, &Choices::default(), Every::Quarter, &history);
        let ours = all.into_iter().find(|outlook| outlook.unit == 0).unwrap();
        (ours.applies, ours.levels[0].run, ours.levels[0].lacks)
    };
    assert_eq!(quarters(&[true]), (None, 1, Some(1)));
    // Across the New Year; and every time it goes on.
    assert_eq!(quarters(&[true, true]), (Some(0), 2, None));
    assert_eq!(quarters(&[true, true, true]), (Some(0), 3, None));
    assert_eq!(quarters(&[true, false, true]), (None, 1, Some(1)));
    let rule = &pack.assessment().consequences[0];
    assert_eq!((rule.who, rule.whom), (Some(Role::TownLeader), Some(Role::Principal)));
}
