//! How a sheet is filled: boxes, limits, records and clauses as an office would write them.

use super::{REPLIED, details, labelled, source, town_order, under, whole};
use crate::orders::history;
use banjie::paper::{Cell, Content, fill, may_part, paper};

/// Boxes are those of the pack's own scale, yes before no; what is on record is ticked under whichever pack.
#[test]
fn boxes_offer_what_the_pack_knows_and_what_is_on_record() {
    let details = details();
    let offered = |pack: &str, verdict: &str| {
        let call = format!("2026-10-09T11:00 call_back reached=yes means=phone verdict={verdict}");
        let order = history(&["2026-09-28T09:00 register title=x".to_owned(), call]);
        let sheet = under(pack, |regime| fill(paper("callback").unwrap(), &source(&order, &details, regime)));
        let said = |label: &str| labelled(&sheet, label).paragraphs().join("");
        [said("是否联系上"), said("总体评价"), said("对办理结果")]
    };
    let three = ["☑ 是　□ 否", "□ 满意　□ 一般　☑ 不满意", "□ 满意　□ 一般　□ 不满意"];
    assert_eq!(offered("hualong", "unsatisfied"), three);
    let five = "□ 满意　☑ 基本满意　□ 一般　□ 不满意　□ 非常不满意";
    assert_eq!(offered("neimenggu", "mostly")[1], five);
    assert_eq!(offered("hualong", "mostly")[1], "□ 满意　☑ 基本满意　□ 一般　□ 不满意");
}

/// Three working days from Monday 09-28: 09-29, 09-30, and after the festival 10-08; the three that were granted are not in it.
#[test]
fn a_request_to_extend_names_the_limit_as_it_was() {
    let lines = [
        "2026-09-28T09:00 register number=XH-001 title=路灯不亮",
        "2026-09-28T09:10 accept",
        "2026-09-28T10:00 dispatch lead=示范站",
        "2026-09-30T10:00 request_extension days=3 reason=等待配件 basis=有关规定",
        "2026-09-30T15:00 grant_extension days=3",
    ];
    let (order, details) = (history(&lines.map(str::to_owned)), details());
    let sheet = under("xinhai", |regime| fill(paper("extension").unwrap(), &source(&order, &details, regime)));
    let said = |label: &str| labelled(&sheet, label).paragraphs().join("");
    assert_eq!((said("原定期限"), said("原到期日")), ("3个工作日".to_owned(), "2026年10月8日".to_owned()));
    assert_eq!(said("申请天数"), "3");
}

#[test]
fn a_record_is_told_as_its_form_asks_and_a_clause_after_its_source() {
    let (order, details) = (town_order(REPLIED), details());
    let filled = |id: &str| under("xinhai", |regime| fill(paper(id).unwrap(), &source(&order, &details, regime)));
    let log = filled("log");
    assert!(log.is_list());
    let said = whole(&log);
    assert!(said.contains("方式：电话\n答复内容：已换新灯\n满意度测评表已填"), "{said}");
    assert!(said.contains("督办方式：书面督办\n督办时限：5个工作日\n内容：请查线路"), "{said}");
    assert!(said.contains("处置单已签") && !said.contains("处置单已签：是"), "{said}");
    // What went on in a case, without the answer that has cells of its own.
    let course = labelled(&filled("case_sheet"), "督办过程").paragraphs().join("\n");
    assert!(course.contains("督办方式：书面督办，督办时限：5个工作日，内容：请查线路"), "{course}");
    assert!(course.contains("解决结果：解决，意见：已更换") && !course.contains("线路老化"), "{course}");
    for sheet in [filled("supervision_notice"), filled("extension")] {
        let sources = sheet.cites.iter().filter(|cite| cite.starts_with('《')).count();
        assert!(sheet.cites.len() > 1 && sources == 1, "{:?}", sheet.cites);
    }
}

#[test]
fn only_a_row_that_may_not_fit_is_parted() {
    let cell = |text: &str, lines: u8| Cell { content: Content::Text(text.into()), span: 12, lines, ..Cell::default() };
    assert!(!may_part(&[cell("一行", 12)]));
    assert!(may_part(&[cell("一行", 13)]));
    assert!(!may_part(&[cell(&"字".repeat(12 * 42), 1)]));
    assert!(may_part(&[cell(&"字".repeat(12 * 42 + 1), 1)]));
    assert!(may_part(&[cell("短", 1), cell(&"一行\n".repeat(13), 1)]));
}
