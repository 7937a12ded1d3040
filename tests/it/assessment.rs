//! 考核: figures with the orders behind them and the points they make, every number worked out by hand in a comment.
//!
//! March 2026 has no holiday: Monday 2nd is a working day; after the 31st, a Tuesday, come April 1st to 3rd, then 4th
//! to 6th are off.

mod ranks;
mod sheets;

use super::orders::{fact, line};
use banjie::assessment::{
    Adjustment, Asked, Columns, Month, Outside, Period, Reader, Scores, Sheet, Sheets, Tally, Why, assess,
};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::order::{Id, WorkOrder};
use banjie::pack::{BUILTIN, Choices, Measure, Pack, Scoring, Value};
use chrono::NaiveDateTime;
use std::sync::Arc;

fn at(text: &str) -> NaiveDateTime {
    format!("{text}:00").parse().unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn id(n: u8) -> Id {
    Id::new([n; 10])
}

/// An order of 甲局, registered and accepted, and what happened to it after.
fn order(n: u8, nature: &str, lines: &[&str]) -> WorkOrder {
    let first = [format!("2026-01-05T08:00 register title=x nature={nature}"), "2026-01-05T08:10 accept".to_owned()];
    let lines = first.iter().map(String::as_str).chain(lines.iter().copied());
    let facts = lines.enumerate().map(|(at, text)| fact(u8::try_from(at).unwrap(), id(n), line(text)));
    WorkOrder::fold(id(n), facts)
}

/// What an office of one town asks of its orders.
struct Town {
    pack: Pack,
    choices: Choices,
    columns: Columns,
    now: NaiveDateTime,
}

impl Town {
    fn new(pack: &str, choices: &[(&str, &str)], orders: &[WorkOrder], now: &str) -> Self {
        let pack = Pack::builtin(pack).unwrap_or_else(|bad| panic!("{bad:#?}"));
        let choices = choices.iter().fold(Choices::default(), |mut all, (id, option)| {
            all.readings.insert((*id).to_owned(), (*option).to_owned());
            all
        });
        let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
        let mut columns = Columns::default();
        {
            let regime = Regime::new(&pack, &choices, &calendar);
            let reader = Reader::new(&regime, at(now));
            for order in orders {
                columns.put(&reader, order);
            }
        }
        Self { columns, now: at(now), pack, choices }
    }

    fn unit(&self, name: &str) -> u16 {
        u16::try_from(self.columns.units().iter().position(|unit| unit == name).unwrap()).unwrap()
    }

    fn row(&self, indicator: &str) -> usize {
        let place = self.pack.assessment().indicators.iter().position(|known| known.id == indicator);
        place.unwrap_or_else(|| panic!("no {indicator}"))
    }

    fn asked(&self, indicator: &str) -> Asked {
        Sheet::new(&self.pack, &self.choices).rows[self.row(indicator)].asked.clone()
    }

    /// Numerator, denominator and left out of a unit's figure; the same whether counted or opened.
    fn figure(&self, unit: &str, indicator: &str, of: &str) -> (u64, u32, u32) {
        let (asked, unit) = (self.asked(indicator), self.unit(unit));
        let counted = self.columns.count(&asked, month(of), 1, self.now)[usize::from(unit)];
        let opened = self.columns.open(&asked, unit, Period::month(month(of)), self.now);
        assert_eq!(opened.tally(), counted, "{indicator}");
        (counted.numerator, counted.denominator, counted.left_out)
    }

    /// The orders left out of a figure, each with its reason in words.
    fn left_out(&self, unit: &str, indicator: &str, of: &str) -> Vec<(Id, String)> {
        let opened = self.columns.open(&self.asked(indicator), self.unit(unit), Period::month(month(of)), self.now);
        let words = |why: Why| match why.exclusion(&self.pack) {
            Some(exclusion) => exclusion.id.clone(),
            None => format!("{why:?}"),
        };
        opened.left_out.into_iter().map(|left| (left.order, words(left.why))).collect()
    }

    fn numerator(&self, unit: &str, indicator: &str, of: &str) -> Vec<Id> {
        let period = Period::month(month(of));
        self.columns.open(&self.asked(indicator), self.unit(unit), period, self.now).numerator().collect()
    }

    fn scores(&self, adjustments: &[Adjustment], outside: &[Outside]) -> Scores {
        let sheets = Sheets::new(&self.pack, &self.choices, &[]);
        assess(&self.columns, &sheets, month("2026-01"), 12, adjustments, outside, self.now)
    }
}

/// Four orders of 甲局, all complaints: assessed by 7 working days, bound by 5.
fn march() -> Vec<WorkOrder> {
    vec![
        // Due 03-11 for assessment (3, 4, 5, 6, 9, 10, 11), bound to 03-09.
        order(
            1,
            "complaint",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-02T10:00 sign_for",
                "2026-03-03T23:59 contact means=phone",
                "2026-03-11T17:00 complete outcome=solved",
                "2026-03-12T09:00 call_back callback_by=centre reached=yes asked_contacted=yes verdict=satisfied",
            ],
        ),
        // Contacted a day late, completed a day late.
        order(
            2,
            "complaint",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-04T00:01 contact means=phone",
                "2026-03-10T09:00 remind means=phone",
                "2026-03-10T09:30 remind means=phone by=clerk",
                "2026-03-12T00:01 complete outcome=explained",
                "2026-03-13T09:00 call_back callback_by=centre reached=yes asked_contacted=yes verdict=fair",
            ],
        ),
        // Answered and handed in within a working day: no contact needed. Called back in April.
        order(
            3,
            "complaint",
            &[
                "2026-03-30T09:00 dispatch lead=甲局",
                "2026-03-31T08:50 reply means=phone",
                "2026-03-31T09:00 complete outcome=recorded",
                "2026-04-01T09:00 call_back callback_by=centre reached=yes asked_contacted=no verdict=unsatisfied",
            ],
        ),
        // Open; assessed by 04-10 (April 1, 2, 3, 7, 8, 9, 10).
        order(4, "complaint", &["2026-03-31T09:00 dispatch lead=甲局", "2026-03-31T15:00 contact means=phone"]),
    ]
}

#[test]
fn every_figure_of_a_month_is_as_counted_by_hand() {
    let town = Town::new("hualong", &[], &march(), "2026-04-01T12:00");
    let figure = |indicator, of| town.figure("甲局", indicator, of);
    assert_eq!(figure("volume", "2026-03"), (4, 4, 0));
    // 1, 3 (exempt) and 4 of four; whatever the requester of 3 says.
    assert_eq!(figure("first_contact", "2026-03"), (3, 4, 0));
    assert_eq!(town.numerator("甲局", "first_contact", "2026-03"), [id(1), id(3), id(4)]);
    // 1 and 3 of three; 4 is due in April and not decided.
    assert_eq!(figure("on_time", "2026-03"), (2, 3, 0));
    assert_eq!(figure("on_time", "2026-04"), (0, 0, 1));
    assert_eq!(town.left_out("甲局", "on_time", "2026-04"), [(id(4), "Pending".to_owned())]);
    // By the binding limit only 3.
    assert_eq!(figure("in_limit", "2026-03"), (1, 3, 0));
    // All explained or recorded ones are worth a whole by default: 3 × 100.
    assert_eq!(figure("resolution", "2026-03"), (300, 3, 0));
    // 100 + 60; the answer of 3 belongs to April.
    assert_eq!(figure("satisfaction", "2026-03"), (160, 2, 0));
    assert_eq!(figure("satisfaction", "2026-04"), (0, 1, 0));
    assert_eq!(figure("completion", "2026-03"), (3, 4, 0));
    assert_eq!(figure("extension", "2026-03"), (0, 4, 0));
    assert_eq!(figure("return", "2026-03"), (0, 4, 0));
    // The unit's own reminder to its people is none.
    assert_eq!(figure("reminder", "2026-03"), (1, 1, 0));
}

#[test]
fn readings_move_what_is_counted() {
    let needed = Town::new("hualong", &[("exempt_contact", "needed")], &march(), "2026-04-01T12:00");
    assert_eq!(needed.figure("甲局", "first_contact", "2026-03"), (2, 4, 0));
    let dispatched = Town::new("hualong", &[("on_time_month", "dispatched")], &march(), "2026-04-01T12:00");
    assert_eq!(dispatched.figure("甲局", "on_time", "2026-03"), (2, 3, 1));
    let completed = Town::new("hualong", &[("satisfaction_month", "completed")], &march(), "2026-04-01T12:00");
    assert_eq!(completed.figure("甲局", "satisfaction", "2026-03"), (160, 3, 0));
    // 0 orders in January; the year so far begins with March, the first month that has any: 4 in one month.
    let mean = Town::new("hualong", &[("volume_mean", "year")], &march(), "2026-04-01T12:00");
    let scores = mean.scores(&[], &[]);
    let volume = |of: &str| scores.month(mean.unit("甲局"), month(of)).map(|month| month.parts[mean.row("volume")]);
    let part = volume("2026-03").unwrap();
    assert_eq!((part.tally.numerator, part.over), (4, 1));
    let part = volume("2026-04").unwrap();
    assert_eq!((part.tally.numerator, part.over), (4, 2));
}

#[test]
fn a_limit_missed_stays_in_the_month_of_its_end() {
    let given = ["2026-03-23T09:00 dispatch lead=甲局", "2026-03-23T10:00 contact means=phone"];
    // 7 working days from 03-23: 24, 25, 26, 27, 30, 31 and April 1st.
    let late = |last: &[&str]| vec![order(1, "complaint", &[&given[..], last].concat())];
    let open = Town::new("hualong", &[], &late(&[]), "2026-04-02T00:00");
    assert_eq!(open.figure("甲局", "on_time", "2026-04"), (0, 0, 1));
    let missed = Town::new("hualong", &[], &late(&[]), "2026-04-02T00:01");
    assert_eq!(missed.figure("甲局", "on_time", "2026-04"), (0, 1, 0));
    let done = ["2026-05-06T09:00 complete outcome=solved"];
    let done = Town::new("hualong", &[], &late(&done), "2026-05-10T00:00");
    assert_eq!(done.figure("甲局", "on_time", "2026-04"), (0, 1, 0));
    assert_eq!(done.figure("甲局", "on_time", "2026-05"), (0, 0, 0));
    // The binding limit, 03-30, ends in March; a due moment of 24:00 on the 31st would too.
    assert_eq!(done.figure("甲局", "in_limit", "2026-03"), (0, 1, 0));
    // Dispatched 03-24: the binding limit ends 03-31 at 24:00, written as April 1st.
    let edge = [order(1, "complaint", &["2026-03-24T09:00 dispatch lead=甲局"])];
    let edge = Town::new("hualong", &[], &edge, "2026-04-01T09:00");
    assert_eq!(edge.figure("甲局", "in_limit", "2026-03"), (0, 1, 0));
}

#[test]
fn points_add_up_from_the_base() {
    let town = Town::new("hualong", &[], &march(), "2026-04-01T12:00");
    let unit = town.unit("甲局");
    let scores = town.scores(&[], &[]);
    let march = scores.month(unit, month("2026-03")).unwrap();
    let points = |indicator| march.parts[town.row(indicator)].points;
    // 4 orders: the lowest band, −1.
    assert_eq!(points("volume"), Some(-100));
    // 75 %: 25 points below the whole, 0.2 each.
    assert_eq!(points("first_contact"), Some(-500));
    // 2 of 3: 33.33… below, 0.5 each is 16.666…, rounded 16.67.
    assert_eq!(points("on_time"), Some(-1667));
    assert_eq!(points("resolution"), Some(0));
    // 80 %: 20 below, 0.5 each.
    assert_eq!(points("satisfaction"), Some(-1000));
    assert_eq!(points("completion"), None);
    assert_eq!(march.points, 10_000 - 100 - 500 - 1667 - 1000);
    // April: only the answer of 3, 0 %: 100 × 0.5 is 50, at most 40.
    let april = scores.month(unit, month("2026-04")).unwrap();
    assert_eq!(april.points, 10_000 - 4000);
    assert_eq!(scores.month(unit, month("2026-02")), None);
    // The mean of 67.33 and 60.00 is 63.665, shown 63.67; over twelve months 10.6108….
    let year = Period::year(month("2026-01"));
    assert_eq!(scores.score(unit, year).unwrap().hundredths(), 6367);
    assert_eq!(scores.score(unit, Period::quarter(month("2026-01"))).unwrap().hundredths(), 6733);
    let twelve = Town::new("hualong", &[("year_months", "twelve")], &self::march(), "2026-04-01T12:00");
    let twelve = twelve.scores(&[], &[]);
    assert_eq!(twelve.score(unit, year).unwrap().hundredths(), 1061);
    assert_eq!(twelve.score(unit, Period::quarter(month("2026-01"))).unwrap().hundredths(), 6733);
    assert_eq!(scores.tally(unit, town.row("satisfaction"), year).denominator, 3);
}

#[test]
fn the_bands_of_the_number_of_orders_end_where_the_clause_says() {
    let pack = Pack::builtin("hualong").unwrap();
    let sheet = Sheet::new(&pack, &Choices::default());
    let row = &sheet.rows[0];
    assert_eq!(row.asked.measure(), Measure::Volume);
    assert!(matches!(&row.indicator.scoring, Some(Scoring::Band { bands, .. }) if *bands == [10, 30, 80]));
    let points = |numerator: u64, over| {
        let tally = Tally { numerator, denominator: 1, left_out: 0 };
        row.scheme.as_ref().unwrap().points(&row.asked, tally, over)
    };
    let edges = [(0, 0), (1, -100), (10, -100), (11, 0), (30, 0), (31, 100), (80, 100), (81, 200), (1000, 200)];
    for (orders, wanted) in edges {
        assert_eq!(points(orders, 1), wanted, "{orders}");
    }
    // A mean of 10.5 is more than 10; of 10 it is not.
    assert_eq!((points(21, 2), points(20, 2)), (0, -100));
}

#[test]
fn what_is_left_out_is_listed_with_its_rule() {
    let orders = [
        order(1, "complaint", &["2026-03-02T09:00 dispatch lead=甲局", "2026-03-03T09:00 withdraw reason=x"]),
        order(2, "complaint", &["2026-03-02T09:00 dispatch lead=甲局", "2026-03-03T09:00 merge reason=x"]),
        // 1 working day to return it, kept; another unit has it now.
        order(
            3,
            "complaint",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-03T09:00 request_return return_ground=not_ours",
                "2026-03-04T09:00 uphold_return",
                "2026-03-05T09:00 dispatch lead=乙局",
                "2026-03-05T10:00 contact means=phone",
            ],
        ),
        order(
            4,
            "complaint",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-03T09:00 request_return return_ground=not_ours",
                "2026-03-04T09:00 reject_return reason=x",
                "2026-03-05T09:00 complete outcome=solved",
                "2026-03-06T09:00 call_back callback_by=centre reached=yes verdict=unsatisfied",
                "2026-03-09T09:00 apply_no_further what=x",
                "2026-03-10T09:00 grant_no_further",
            ],
        ),
    ];
    let town = Town::new("hualong", &[], &orders, "2026-03-20T09:00");
    let out = |n: u8, why: &str| (id(n), why.to_owned());
    assert_eq!(town.figure("甲局", "volume", "2026-03"), (1, 1, 3));
    let volume = town.left_out("甲局", "volume", "2026-03");
    assert_eq!(volume, [out(1, "withdrawn"), out(2, "merged"), out(3, "given_back")]);
    assert_eq!(town.left_out("甲局", "satisfaction", "2026-03"), [out(4, "no_further")]);
    let rule = |id: &str| town.pack.assessment().exclusions.iter().find(|known| known.id == id).unwrap().rule.clone();
    assert_eq!((rule("no_further").as_deref(), rule("merged")), (Some("GD-10.5"), None));
    // The return is that of the unit that asked for it.
    assert_eq!(town.figure("甲局", "return", "2026-03"), (2, 2, 2));
    assert_eq!(town.figure("乙局", "return", "2026-03"), (0, 1, 0));
    assert_eq!(town.figure("乙局", "volume", "2026-03"), (1, 1, 0));
    assert_eq!(town.figure("乙局", "first_contact", "2026-03"), (1, 1, 0));
    // Taken in again it is counted once; forgotten, not at all.
    let twice = Town::new("hualong", &[], &[orders.as_slice(), &orders].concat(), "2026-03-20T09:00");
    assert_eq!((twice.columns.size(), town.columns.size()), (5, 5));
    let mut columns = town.columns.clone();
    columns.forget(id(3));
    assert_eq!(columns.size(), 3);
}

#[test]
fn an_unsatisfied_suggestion_that_was_not_adopted_does_not_count() {
    let orders = [
        order(
            1,
            "suggestion",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-02T10:00 sign_for",
                "2026-03-05T09:00 complete suggestion_outcome=reference outcome=solved",
                "2026-03-06T09:00 call_back callback_by=centre reached=yes verdict=unsatisfied",
            ],
        ),
        order(
            2,
            "suggestion",
            &[
                "2026-03-02T09:00 dispatch lead=甲局",
                "2026-03-04T10:00 sign_for",
                "2026-03-05T09:00 complete suggestion_outcome=adopted outcome=solved",
                "2026-03-06T09:00 call_back callback_by=centre reached=yes verdict=unsatisfied",
            ],
        ),
    ];
    let verdict = Town::new("shangrao", &[], &orders, "2026-03-20T09:00");
    assert_eq!(verdict.figure("甲局", "satisfaction", "2026-03"), (0, 1, 1));
    assert_eq!(verdict.left_out("甲局", "satisfaction", "2026-03"), [(id(1), "SR-27:suggestion".to_owned())]);
    assert_eq!(verdict.figure("甲局", "on_time", "2026-03"), (2, 2, 0));
    // Signed within 1 working day, and a day later.
    assert_eq!(verdict.figure("甲局", "sign", "2026-03"), (1, 2, 0));
    // 03-02 to 03-05: 3 working days each.
    assert_eq!(verdict.figure("甲局", "handling_time", "2026-03"), (6, 2, 0));
    let whole = Town::new("shangrao", &[("exclusion_scope", "order")], &orders, "2026-03-20T09:00");
    assert_eq!(whole.left_out("甲局", "on_time", "2026-03"), [(id(1), "SR-27:suggestion:order".to_owned())]);
    assert_eq!(whole.figure("甲局", "satisfaction", "2026-03"), (0, 1, 1));
    // What no order tells comes from elsewhere: 9 of 10 entries right.
    let told = Outside {
        unit: "甲局".to_owned(),
        month: month("2026-03"),
        measure: Measure::Knowledge,
        numerator: 9,
        denominator: 10,
    };
    let scores = verdict.scores(&[], &[told]);
    let part = scores.month(verdict.unit("甲局"), month("2026-03")).unwrap().parts[verdict.row("knowledge")];
    assert_eq!((part.tally.numerator, part.tally.denominator), (9, 10));
}

#[test]
fn what_happened_to_orders_is_counted_in_its_month() {
    let handled = ["2026-03-02T09:00 dispatch lead=甲局", "2026-03-03T09:00 complete outcome=solved"];
    let orders = [
        order(
            1,
            "help",
            &[
                &handled[..],
                &[
                    "2026-03-04T09:00 order_redo reason=x",
                    "2026-03-05T09:00 complete outcome=solved",
                    "2026-04-01T09:00 order_redo reason=x",
                    "2026-03-06T09:00 open_supervision ground=XH-2.1:overdue",
                    "2026-03-06T10:00 notify_supervision mode=phone",
                    "2026-03-09T10:00 close_supervision settled=solved",
                ],
            ]
            .concat(),
        ),
        order(
            2,
            "help",
            &[&handled[..], &["2026-03-31T09:00 open_supervision", "2026-03-31T10:00 deduct points=2 reason=x"]]
                .concat(),
        ),
        order(3, "help", &["2026-03-02T09:00 dispatch lead=甲局"]),
    ];
    let town = Town::new("xinhai", &[], &orders, "2026-04-02T09:00");
    let figure = |indicator, of| town.figure("甲局", indicator, of);
    assert_eq!((figure("redo", "2026-03"), figure("redo", "2026-04")), ((1, 1, 0), (1, 1, 0)));
    // One of two cases is closed.
    assert_eq!(figure("supervised", "2026-03"), (1, 2, 0));
    assert_eq!(figure("deduction", "2026-03"), (200, 1, 0));
    // Ordinary orders: 3 working days, to 03-05; the third is open and over.
    assert_eq!(figure("on_time", "2026-03"), (2, 3, 0));
    assert_eq!(figure("overdue", "2026-03"), (1, 3, 0));
    assert_eq!(town.numerator("甲局", "overdue", "2026-03"), [id(3)]);
    // Without a limit on signing nothing is late.
    assert_eq!(town.figure("甲局", "sign", "2026-03").1, 0);
    let given = Adjustment {
        unit: "甲局".to_owned(),
        month: month("2026-03"),
        points: 150,
        reason: "经验做法".to_owned(),
        fact: id(9),
    };
    let scores = town.scores(&[given], &[]);
    let march = scores.month(town.unit("甲局"), month("2026-03")).unwrap();
    let points = |indicator| march.parts[town.row(indicator)].points.unwrap_or(0);
    // 2 of 3: 33.33… × 0.5; half of the cases: 50 × 0.2; one redo 0.5; 2 points off.
    assert_eq!(
        [points("on_time"), points("supervised"), points("redo"), points("deduction")],
        [-1667, -1000, -50, -200]
    );
    assert_eq!(points("satisfaction"), 0);
    assert_eq!((march.points, march.adjustments.as_slice()), (10_000 - 1667 - 1000 - 50 - 200 + 150, &[0][..]));
}

#[test]
fn numbers_of_the_office_hold_from_their_month_on() {
    let town = Town::new("hualong", &[], &march(), "2026-04-01T12:00");
    let mut dearer = town.choices.clone();
    dearer.settings.insert("satisfaction_each".to_owned(), Value::Number(10));
    let sheets = Sheets::new(&town.pack, &town.choices, &[(month("2026-04"), dearer)]);
    let scores = assess(&town.columns, &sheets, month("2026-03"), 2, &[], &[], town.now);
    let points = |of| scores.month(0, month(of)).unwrap().parts[town.row("satisfaction")].points;
    // March as before; April 100 × 0.1.
    assert_eq!((points("2026-03"), points("2026-04")), (Some(-1000), Some(-1000)));
    assert_eq!((sheets.number(month("2026-03")), sheets.number(month("2026-04"))), (0, 1));
}

/// Counting and opening agree on every figure of every pack, whatever the orders.
#[test]
fn every_figure_opens_to_what_it_counts() {
    let now = at("2026-06-15T09:00");
    for name in BUILTIN {
        let pack = Pack::builtin(name).unwrap();
        let made = banjie::demo::bulk(&pack, now, 150, 7);
        let orders: Vec<WorkOrder> = made.map(|bundle| WorkOrder::fold(bundle.id, bundle.facts)).collect();
        let town = Town::new(name, &[], &orders, "2026-06-15T09:00");
        let sheet = Sheet::new(&town.pack, &town.choices);
        for row in &sheet.rows {
            let cells = town.columns.count(&row.asked, month("2023-01"), 48, now);
            for (unit, months) in cells.chunks(48).enumerate() {
                let unit = u16::try_from(unit).unwrap();
                for (year, months) in months.chunks(12).enumerate() {
                    let mut sum = Tally::default();
                    months.iter().for_each(|tally| sum.add(*tally));
                    let first = month("2023-01").plus(i16::try_from(year * 12).unwrap());
                    let opened = town.columns.open(&row.asked, unit, Period::year(first), now);
                    assert_eq!(opened.tally(), sum, "{name} {}", row.indicator.id);
                }
            }
        }
    }
}
