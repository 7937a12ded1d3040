//! Papers: every form can be read, filled and left empty; the three forms of the annex say what they must; and what is
//! written as a document can be read back.

mod filled;
mod volume;

use super::orders::{fact, history, line};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::ledger::{Post, Unit};
use banjie::order::{Details, Fact, Field, Id, Item, Key, Shape, Step, Value, WorkOrder};
use banjie::pack::{BUILTIN, Choices, Pack};
use banjie::paper::{
    COLUMNS, Cell, Concerns, Content, Sheet, Source, docx, fill, flaws, html, paper, papers, papers_for, read, sheets,
};
use banjie::term::Term;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

const ORDER: Id = Id::NONE;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn now() -> NaiveDateTime {
    at("2026-10-20T10:00:00")
}

fn under<T>(pack: &str, ask: impl FnOnce(&Regime<'_>) -> T) -> T {
    let pack = Pack::builtin(pack).unwrap();
    let choices = Choices::default();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    ask(&Regime::new(&pack, &choices, &calendar))
}

fn details() -> Details {
    Details {
        name: "甲某".into(),
        phone: "19900001234".into(),
        address: "示范路1号".into(),
        story: "路灯不亮三天了".into(),
        ..Details::default()
    }
}

fn unit() -> Unit {
    let posts = [(Post::Principal, "乙某"), (Post::Deputy, "丙某"), (Post::Liaison, "丁某"), (Post::Clerk, "戊某")];
    Unit {
        name: "示范站".into(),
        posts: posts.map(|(post, name)| (post, name.to_owned())).into_iter().collect::<BTreeMap<_, _>>(),
        phone: "5550000".into(),
        ..Unit::default()
    }
}

fn source<'s>(order: &'s WorkOrder, details: &'s Details, regime: &'s Regime<'s>) -> Source<'s> {
    Source {
        order: Some(order),
        details: Some(details),
        regime: Some(regime),
        header: "示范镇",
        now: now(),
        ..Source::default()
    }
}

/// An order of the town on its whole way, answered at the moment given.
fn town_order(replied: &str) -> WorkOrder {
    let lines = [
        "2026-09-28T09:00 register number=XH-001 title=路灯不亮 place=示范路口 nature=help source_number=SJ-9 pack=xinhai",
        "2026-09-28T09:30 contact means=phone by=centre",
        "2026-09-28T09:40 accept",
        "2026-09-28T10:00 dispatch lead=示范站 assisting=示范居委会,示范电力所 assign_basis=属地",
        "2026-09-28T11:00 sign_for",
        "2026-09-28T11:10 propose opinion=拟派电工查看",
        "2026-09-28T11:30 sign_off signed_by=line_deputy handler=己某 opinion=同意",
        "2026-09-28T11:40 assign handler=己某",
        "2026-09-28T14:00 call_again urged=yes",
        "2026-09-28T15:00 remind means=phone what=请抓紧",
        replied,
        "2026-10-09T09:00 complete outcome=solved process=查明灯泡损坏 result=已换新灯 told=已电话告知 sheet_signed=yes",
        "2026-10-09T10:00 accept_completion",
        "2026-10-09T11:00 call_back callback_by=centre reached=yes answerer=甲某 verdict=unsatisfied said=又坏了",
        "2026-10-10T09:00 open_supervision ground=XH-2.1:repeated supervision_number=DB-7 reason=反复发生",
        "2026-10-10T10:00 notify_supervision mode=written supervision_limit=5 what=请查线路",
        "2026-10-13T10:00 answer_supervision facts=线路老化 opinion=已更换 told=已当面答复 settled=solved means=at_door",
        "2026-10-14T09:00 attach file_name=更换后照片.jpg file_hash=ab",
        "2026-10-14T10:00 verify_supervision passed=yes verified_by_call=yes",
        "2026-10-14T11:00 close_supervision settled=solved",
    ];
    history(&lines.map(str::to_owned))
}

const REPLIED: &str = "2026-09-29T23:00 reply means=phone answer=已换新灯 survey_filled=yes";

fn value(field: Field) -> Value {
    match field.shape() {
        Shape::Flag => Value::Flag(true),
        Shape::Number => Value::Number(3),
        Shape::Choice => Value::Text(field.choices().last().unwrap().0.to_owned()),
        Shape::Day => Value::Text("2026-10-12".to_owned()),
        Shape::Moment => Value::Text("2026-10-08T16:00".to_owned()),
        Shape::Codes => Value::List(vec!["place".to_owned()]),
        Shape::HandlingUnits => Value::List(vec!["示范站".to_owned(), "示范所".to_owned()]),
        Shape::Reference => Value::Text(ORDER.to_string()),
        _ => Value::Text(format!("写明的{}", field.word())),
    }
}

/// A fact that says everything the step can, and what the form is for.
fn full_fact(n: u8, step: Step, given: &[(Field, String)]) -> Fact {
    let mut command = line(&format!("2026-09-28T09:{:02} {}", n % 60, step.code()));
    for field in step.fields() {
        command.with.put(Key::Known(field), value(field));
    }
    for (field, code) in given {
        command.with.put(Key::Known(*field), code.as_str());
    }
    fact(n, ORDER, command)
}

fn cells(sheet: &Sheet) -> impl Iterator<Item = &Cell> {
    sheet.rows.iter().flatten().chain(&sheet.foot)
}

/// All that is printed of a sheet.
fn texts(sheet: &Sheet) -> Vec<String> {
    let heads = [&sheet.header, &sheet.title, &sheet.sub, &sheet.intro];
    let lines = heads.into_iter().flat_map(|text| text.lines()).map(str::to_owned);
    let cells = cells(sheet).flat_map(Cell::paragraphs);
    lines.chain(cells).chain(sheet.notes.iter().cloned()).filter(|text| !text.is_empty()).collect()
}

fn whole(sheet: &Sheet) -> String {
    texts(sheet).join("\n")
}

fn check_grid(sheet: &Sheet) {
    assert!(!sheet.rows.is_empty(), "{}", sheet.id);
    for row in sheet.rows.iter().chain(Some(&sheet.foot).filter(|foot| !foot.is_empty())) {
        let width: u32 = row.iter().map(|cell| u32::from(cell.span)).sum();
        assert_eq!(width, u32::from(COLUMNS), "{}: {row:?}", sheet.id);
        assert!(row.iter().all(|cell| cell.span > 0 && cell.lines > 0), "{}: {row:?}", sheet.id);
    }
}

#[test]
fn every_form_can_be_read_and_its_clauses_stand_in_a_pack() {
    assert_eq!(flaws(), []);
    assert!(papers().len() >= 26, "{} papers", papers().len());
    let packs: Vec<Pack> = BUILTIN.iter().map(|id| Pack::builtin(id).unwrap()).collect();
    for paper in papers() {
        assert!(!paper.title.is_empty() && !paper.clauses.is_empty(), "{}", paper.id);
        let told = packs.iter().filter(|pack| paper.is_in(pack)).flat_map(|pack| paper.rules(pack));
        let rows: Vec<&str> = told.flat_map(|rule| [rule.row(), rule.id.as_str()]).collect();
        for clause in &paper.clauses {
            assert!(rows.contains(&clause.as_str()), "{}: no pack of it has {clause}", paper.id);
        }
        assert!(paper.packs.iter().all(|id| BUILTIN.contains(&id.as_str())), "{}", paper.id);
    }
}

#[test]
fn what_a_form_cannot_mean_is_told_and_left_blank() {
    let json = r#"{"paper":[{"id":"x","title":"样张","of":"order","step":"reply","rows":[
        [{"label":"甲","value":"nobody"},{"label":"乙","value":"fact.lead"}],
        [{"label":"丙","text":"{last.reply.colour}"},{"label":"丁","boxes":"fact.means","only":["pigeon"]}],
        [{"label":"戊","flags":["answer"]},{"label":"己","span":5}],
        [{"label":"庚","value":"last.fly.at|number"}]]}]}"#;
    let (read, flaws) = read(json);
    let told: Vec<&str> = flaws.iter().map(|flaw| flaw.what.as_str()).collect();
    for what in ["nobody", "fact.lead", "last.reply.colour", "pigeon", "answer", "last.fly.at"] {
        assert!(told.contains(&what), "{what}: {told:?}");
    }
    assert_eq!(read.len(), 1);
    let sheet = fill(&read[0], &Source::default());
    assert_eq!(sheet.rows[0][1].content, Content::Blank);
    let (none, whole) = banjie::paper::read("{");
    assert_eq!((none.len(), whole.len()), (0, 1));
}

#[test]
fn every_form_can_be_left_empty() {
    for paper in papers() {
        let sheet = fill(paper, &Source { header: "示范镇", now: now(), ..Source::default() });
        check_grid(&sheet);
        for cell in cells(&sheet).filter(|cell| !cell.strong) {
            if let Content::Boxes(boxes) = &cell.content {
                assert!(boxes.iter().all(|tick| !tick.on), "{}: {cell:?}", paper.id);
            }
        }
        assert_eq!((sheet.title.as_str(), sheet.header.as_str()), (paper.title.as_str(), "示范镇"));
    }
}

/// Every form takes in what its own fact says.
#[test]
fn every_form_can_be_filled_under_every_pack() {
    let (details, unit) = (details(), unit());
    for id in BUILTIN {
        under(id, |regime| {
            for paper in papers().iter().filter(|paper| paper.is_in(regime.pack)) {
                let code = |codes: &[String]| codes.first().cloned().unwrap_or_else(|| "写明的".to_owned());
                let given: Vec<(Field, String)> =
                    paper.given.iter().map(|test| (test.field, code(&test.one_of))).collect();
                let steps = Step::ALL.iter().filter(|step| step.is_of_an_order() && Some(**step) != paper.step);
                let mut facts: Vec<Fact> = vec![full_fact(0, Step::Register, &[])];
                let rest = steps.filter(|step| !matches!(step, Step::Register | Step::Correct | Step::Retract));
                for (n, step) in rest.enumerate() {
                    facts.push(full_fact(u8::try_from(n + 1).unwrap(), *step, &[]));
                }
                let own = paper.step.map(|step| full_fact(150, step, &given));
                let order = WorkOrder::fold(ORDER, facts.into_iter().chain(own.clone()));
                let all = [&order];
                let from =
                    Source { unit: Some(&unit), fact: own.as_ref(), orders: &all, ..source(&order, &details, regime) };
                let sheet = fill(paper, &from);
                check_grid(&sheet);
                let said = whole(&sheet);
                let filled = cells(&sheet).filter(|cell| !cell.strong && cell.content != Content::Blank).count();
                assert!(filled >= 2, "{id} {}: {said}", paper.id);
                let about_it = paper.step.is_none() || paper.fits(own.as_ref().unwrap());
                assert!(about_it, "{}", paper.id);
            }
        });
    }
}

#[test]
fn the_disposal_sheet_says_what_the_annex_asks() {
    let (order, details) = (town_order(REPLIED), details());
    let sheet = under("xinhai", |regime| fill(paper("disposal").unwrap(), &source(&order, &details, regime)));
    let said = whole(&sheet);
    for label in [
        "“12345”市民服务热线处置单",
        "来电人",
        "来电日期",
        "诉求地址",
        "联系电话",
        "工单编号",
        "转交日期",
        "转交承办单位",
        "转办编号",
        "是否催单",
        "工单级别",
        "来电内容",
        "承办单位处理情况",
        "办理情况反馈",
        "承办人",
        "日期",
        "办理回复期限",
        "一个工作日内答复市民",
        "是否解决",
        "备注",
        "承办单位条线分管领导签字",
    ] {
        assert!(said.contains(label), "{label}\n{said}");
    }
    for value in [
        "甲某",
        "2026年9月28日 09:00",
        "示范路口",
        "19900001234",
        "XH-001",
        "2026年9月28日 10:00",
        "示范站",
        "SJ-9",
        "一般",
        "路灯不亮三天了",
        "查明灯泡损坏\n已换新灯",
        "已电话告知",
        "己某",
        "2026年10月9日",
        "3个工作日",
        "☑ 实际解决",
        "□ 解释说明",
        "□ 参考备案",
        "□ 诉求过高",
        "□ 未解决",
        "☑ 是　□ 否",
    ] {
        assert!(said.contains(value), "{value}\n{said}");
    }
    assert_eq!(labelled(&sheet, "是否解决").paragraphs().len(), 6);
    assert!(labelled(&sheet, "办理回复期限").paragraphs().join("").contains("（依据《新海镇"));
    assert_eq!(labelled(&sheet, "备注").content, Content::Blank);
    assert!(sheet.cites.iter().any(|cite| cite.ends_with("处置单")), "{:?}", sheet.cites);
    assert_eq!(sheet.header, "示范镇");
}

/// 转交 on Monday: the Tuesday to its end; on the day before a festival: the first working day after it.
#[test]
fn answered_within_one_working_day_is_computed_on_both_sides() {
    let ticked = |dispatched: &str, replied: Option<&str>, now: &str| {
        let mut lines = vec![
            "2026-09-28T08:00 register title=x".to_owned(),
            "2026-09-28T08:10 accept".to_owned(),
            format!("{dispatched} dispatch lead=示范站"),
        ];
        lines.extend(replied.map(|replied| format!("{replied} reply means=phone answer=x")));
        let (order, details) = (history(&lines), details());
        let sheet = under("xinhai", |regime| {
            fill(paper("disposal").unwrap(), &Source { now: at(now), ..source(&order, &details, regime) })
        });
        let cell = cells(&sheet).find(|cell| cell.label == "一个工作日内答复市民").unwrap();
        let Content::Boxes(boxes) = &cell.content else { panic!("{cell:?}") };
        boxes.iter().filter(|tick| tick.on).map(|tick| tick.word.clone()).collect::<String>()
    };
    let later = "2026-10-20T10:00:00";
    assert_eq!(ticked("2026-09-28T10:00", Some("2026-09-29T23:59"), later), "是");
    assert_eq!(ticked("2026-09-28T10:00", Some("2026-09-30T00:01"), later), "否");
    // 09-30 is followed by the festival; 10-08 is the next working day.
    assert_eq!(ticked("2026-09-30T16:00", Some("2026-10-08T17:00"), later), "是");
    assert_eq!(ticked("2026-09-30T16:00", Some("2026-10-09T08:00"), later), "否");
    assert_eq!(ticked("2026-09-28T10:00", None, "2026-09-29T09:00:00"), "");
    assert_eq!(ticked("2026-09-28T10:00", None, "2026-09-30T09:00:00"), "否");
}

#[test]
fn the_supervision_notice_and_the_survey_say_what_the_annex_asks() {
    let (order, details) = (town_order(REPLIED), details());
    let filled = |id: &str| under("xinhai", |regime| fill(paper(id).unwrap(), &source(&order, &details, regime)));
    let notice = filled("supervision_notice");
    let said = whole(&notice);
    for label in [
        "“12345”市民服务热线督办通知单",
        "督办编号：DB-7",
        "工单编号",
        "承办单位",
        "诉求情况",
        "督办原因",
        "督办方式",
        "督办时限",
        "办理答复",
        "承办单位经办人",
        "承办单位分管领导签字",
        "督办单签发人",
        "日期",
    ] {
        assert!(said.contains(label), "{label}\n{said}");
    }
    for value in ["XH-001", "示范站", "路灯不亮三天了", "反复发生", "书面督办", "5个工作日", "线路老化", "已当面答复"]
    {
        assert!(said.contains(value), "{value}\n{said}");
    }
    let survey = filled("survey");
    let said = whole(&survey);
    for label in
        ["满意度测评表", "工单编号", "工单概况", "满意", "不满意", "备注", "被回访人", "回访人", "回访部门", "日期"]
    {
        assert!(said.contains(label), "{label}\n{said}");
    }
    assert!(said.contains("□ 满意") && said.contains("☑ 不满意") && said.contains("又坏了"), "{said}");
    let boxes = cells(&survey).filter(|cell| matches!(cell.content, Content::Boxes(_))).count();
    assert_eq!(boxes, 2, "two columns only");
}

fn labelled<'s>(sheet: &'s Sheet, label: &str) -> &'s Cell {
    let at = cells(sheet).position(|cell| cell.label == label || cell.content == Content::Text(label.to_owned()));
    let at = at.unwrap_or_else(|| panic!("{label}: {}", whole(sheet)));
    let found = cells(sheet).nth(at).unwrap();
    if found.label == label { found } else { cells(sheet).nth(at + 1).unwrap() }
}

#[test]
fn lists_have_a_row_for_each_order_and_room_for_more() {
    let (one, details) = (town_order(REPLIED), details());
    let other = history(&["2026-10-08T09:00 register title=下水堵塞 number=XH-002".to_owned()]);
    let list = [&one, &other];
    let sheet = under("hualong", |regime| {
        fill(paper("business_list").unwrap(), &Source { orders: &list, ..source(&one, &details, regime) })
    });
    let said = whole(&sheet);
    assert!(said.contains("共2件") && said.contains("XH-001") && said.contains("下水堵塞"), "{said}");
    assert_eq!(sheet.rows.len(), 16, "a heading, two orders, thirteen to write on");
    assert!(sheet.is_list());
    let named = full_fact(1, Step::HoldMeeting, &[(Item::Persons.into(), "甲局、乙局，丙局".to_owned())]);
    let sheet = fill(paper("sign_in").unwrap(), &Source { fact: Some(&named), ..Source::default() });
    let persons: Vec<String> = cells(&sheet).flat_map(Cell::paragraphs).filter(|text| text.ends_with('局')).collect();
    assert_eq!(persons, ["甲局", "乙局", "丙局"]);
}

#[test]
fn papers_are_those_of_the_pack_and_of_the_order() {
    let ids = |pack: &str, order: Option<&WorkOrder>| -> Vec<&'static str> {
        papers_for(Some(&Pack::builtin(pack).unwrap()), order).iter().map(|paper| paper.id.as_str()).collect()
    };
    assert!(ids("xinhai", None).contains(&"disposal") && !ids("hualong", None).contains(&"disposal"));
    assert!(ids("hualong", None).contains(&"business_list") && ids("shicheng", None).contains(&"sign_in"));
    let fresh = history(&["2026-10-08T09:00 register title=x".to_owned()]);
    assert!(!ids("xinhai", Some(&fresh)).contains(&"supervision_notice"));
    let order = town_order(REPLIED);
    let of_order = ids("xinhai", Some(&order));
    assert!(of_order.contains(&"supervision_notice") && !of_order.contains(&"sign_in"));
    let (first, last) =
        (of_order.iter().position(|id| *id == "disposal"), of_order.iter().position(|id| *id == "return"));
    assert!(first < last, "what is on record comes first");
    let overlay = r#"{"id":"our-town","name":"我镇","title":"我镇办法","version":1,"status":"in_force","extends":"xinhai",
        "source":[{"id":"WZ","title":"我镇热线办理办法"}],"rule":[]}"#;
    let ours = Pack::read(overlay).unwrap();
    assert!(papers_for(Some(&ours), None).iter().any(|paper| paper.id == "disposal"));
    assert!(papers().iter().any(|paper| paper.of == Concerns::Unit));
}

/// Every opening mark has its closing one, in turn; good enough to know that nothing in it was left unescaped.
fn check_nesting(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (mark, text) = part.split_once('>').unwrap_or_else(|| panic!("“{part}” does not end"));
        assert!(!text.contains('>'), "{text}");
        if mark.starts_with('?') || mark.starts_with('!') || mark.ends_with('/') {
            continue;
        }
        let name = mark.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn wild() -> (WorkOrder, Details) {
    let title = "title=</script><b>&\"'路灯\u{1}不亮";
    let order = history(&[
        format!("2026-09-28T09:00 register number=A<1> {title}"),
        "2026-09-28T09:10 accept".to_owned(),
        "2026-09-28T10:00 dispatch lead=示范站".to_owned(),
        "2026-09-29T10:00 reply means=phone answer=<!--已修]]>".to_owned(),
    ]);
    (order, Details { story: "第一行 </body>\n第二行 <script>alert(1)</script>".into(), ..details() })
}

#[test]
fn a_document_holds_every_text_of_its_sheets() {
    let (order, details) = wild();
    let sheets = under("xinhai", |regime| sheets(&source(&order, &details, regime)));
    assert!(sheets.len() >= 3, "{}", sheets.len());
    let bytes = docx(&sheets).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut document = String::new();
    for name in &names {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        check_nesting(&text);
        if name == "word/document.xml" {
            document = text;
        }
    }
    for name in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/footer1.xml"] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
    assert!(!document.contains('\u{1}'));
    for text in sheets.iter().flat_map(texts) {
        let text = escaped(&text.replace('\u{1}', ""));
        assert!(document.contains(&text), "{text}");
    }
    assert_eq!(document.matches("<w:pageBreakBefore/>").count(), sheets.len() - 1);
    let lists = sheets.iter().filter(|sheet| sheet.is_list()).count();
    assert!(lists >= 2, "the catalogue and the log");
    assert_eq!(document.matches("<w:tblHeader/>").count(), lists);
    let styled = document.split("<w:pStyle w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut styles = String::new();
    zip.by_name("word/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    for style in styled {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    for row in document.split("<w:tr>").skip(1) {
        let row = row.split("</w:tr>").next().unwrap();
        let spans = row.split("<w:gridSpan w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        assert_eq!(spans.map(|span| span.parse::<u32>().unwrap()).sum::<u32>(), u32::from(COLUMNS), "{row}");
    }
}

#[test]
fn a_page_is_escaped_and_stands_alone() {
    let (order, details) = wild();
    let sheets = under("hualong", |regime| sheets(&source(&order, &details, regime)));
    let page = html(&sheets, "<标题>");
    assert!(page.contains("<title>&lt;标题&gt;</title>") && !page.contains("<script") && !page.contains("http"));
    assert_eq!(page.matches("</body>").count(), 1);
    assert_eq!(page.matches("<thead>").count(), sheets.iter().filter(|sheet| sheet.is_list()).count());
    // What keeps a box and its word together.
    let page = page.replace("<span>", "").replace("</span>", "");
    for text in sheets.iter().flat_map(texts) {
        let text = escaped(&text.replace('\u{1}', ""));
        assert!(page.contains(&text), "{text}");
    }
}
