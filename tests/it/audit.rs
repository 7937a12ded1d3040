//! Sheets as offices keep them, recomputed.

use banjie::audit::{Agreement, Auditor, CellTrouble, Columns, Difference, Finding, RowStanding, Table};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::order::OrderInput;
use banjie::pack::{Choices, Pack};
use banjie::term::Track;
use std::sync::Arc;

fn audit<T>(sheet: &str, see: impl Fn(&[Finding<'_>]) -> T) -> T {
    let pack = Pack::builtin("hualong").unwrap();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    let choices = Choices::default();
    let regime = Regime::new(&pack, &choices, &calendar);
    let table = Table::open(sheet.to_owned()).unwrap();
    let columns = Columns::recognise(table.heading());
    let now = "2026-10-13T09:00:00".parse().unwrap();
    let auditor = Auditor::new(&regime, columns, Track::Handling, OrderInput::default(), now);
    see(&table.map(|row| auditor.check(&row)).collect::<Vec<_>>())
}

#[test]
fn rows_are_judged_and_differences_explained() {
    let sheet = "编号\t派单时间\t办结时间\t诉求类型\t要求办结时间\n\
        1\t2026/9/29 10:00:00\t2026-10-12 23:59\t投诉类\t2026-10-12\n\
        2\t2026年9月29日 10时\t2026-10-13 00:01\t投诉\t2026-10-04\n\
        3\t2026-09-29\t\t投诉\t2026-10-06\n\
        4\t2026-09-29\t\t举报\t2026-10-13\n\
        5\t2026-09-29\t2026-09-30\t咨询\t2026-10-10\n";
    audit(sheet, |found| {
        let standing: Vec<RowStanding> = found.iter().map(|found| found.standing).collect();
        assert_eq!(
            standing,
            [
                RowStanding::OnTime,
                RowStanding::Late { working_days: 1, minutes: 1 },
                RowStanding::Overdue { working_days: 1 },
                RowStanding::Overdue { working_days: 1 },
                RowStanding::OnTime,
            ]
        );
        let agreement: Vec<Agreement> = found.iter().map(|found| found.agreement).collect();
        assert_eq!(
            agreement,
            [
                Agreement::Agrees,
                Agreement::Differs(Difference::CalendarDays),
                Agreement::Differs(Difference::IgnoresHolidays),
                Agreement::Differs(Difference::IgnoresMakeUpDays),
                Agreement::Differs(Difference::OtherLimit(4)),
            ]
        );
        assert_eq!(found[0].rule.unwrap().row(), "GD-09.2");
    });
}

#[test]
fn a_day_moved_by_a_later_notice_is_told_as_such() {
    let sheet = "编号,收到时间,诉求性质,到期日\n1,2020-01-21 10:00,投诉,2020-02-03\n";
    audit(sheet, |found| {
        assert_eq!(found[0].due.unwrap().machine_text(), "2020-02-05");
        assert_eq!(found[0].agreement, Agreement::Differs(Difference::OlderNotice));
    });
}

#[test]
fn unreadable_cells_are_listed_by_row_and_column() {
    let sheet = "编号,收到时间,诉求性质,办结时间\n1,2026-02-30,投诉,\n2,,投诉,\n3,2026-09-29,抱怨,上周\n4,2026-09-29,投诉,2026-09-01\n";
    audit(sheet, |found| {
        let problems: Vec<(usize, usize, CellTrouble)> = found
            .iter()
            .flat_map(|found| &found.problems)
            .map(|problem| (problem.row, problem.column, problem.problem))
            .collect();
        assert_eq!(
            problems,
            [
                (2, 1, CellTrouble::Impossible),
                (3, 1, CellTrouble::Missing),
                (4, 2, CellTrouble::UnknownWord),
                (4, 3, CellTrouble::NotAMoment),
                (5, 3, CellTrouble::BeforeReceipt),
            ]
        );
        assert_eq!(found[0].standing, RowStanding::Unreadable);
        assert_eq!(found[1].standing, RowStanding::Unreadable);
    });
}
