//! Words of the calendar page.

use banjie::calendar::{BookProblem, LocalDay, Notice, Problem};
use chrono::NaiveDate;

pub const NO_NOTICE: &str = "该年还没有放假通知：只按周末和法定节日推算，经过这些日子的期限都标“暂定”。";
pub const UNSETTLED: &str = "12月26日以后的日子可能被下一年通知调整，下一年通知公布前标“暂定”。";
pub const FORM_HINT: &str = "每行一天或一段，后面写节日名：2027-01-01 元旦；2027-02-05~2027-02-11 春节。";
pub const NOTHING_CHANGES: &str = "加入后没有任何一天的性质改变。";
pub const NOTHING_THIS_YEAR: &str = "本年没有通知，也没有本地设定。";
pub const ADDED: &str = "已加入并保存，全部时限随之更新";
pub const NOT_ADDED: &str = "没有加入，原有日历未变：";
pub const TOO_LONG: &str = "内容超过 1 MB，不像放假通知，请检查文件。";
pub const NOTHING_IN_IT: &str = "里面没有通知，也没有本地日。";
pub const BAD_COVERS: &str = "“所管年份”应填四位年份，如 2027。";
pub const BAD_PUBLISHED: &str = "“公布日期”应是存在的日期。";
pub const BAD_LOCAL_DATE: &str = "请填一个存在的日期（2000—2069年）。";
pub const JSON_LABEL: &str = "通知的 JSON（与导出的格式相同，或单独一份通知）";

pub fn year(year: i32) -> String {
    format!("{year}年")
}

pub fn heading(year: i32) -> String {
    format!("{year}年工作日历")
}

/// Days worked in a year, and how many of them are made up.
pub fn counts(worked: usize, made_up: usize) -> String {
    format!("工作日 {worked} 天，其中调休上班 {made_up} 天")
}

/// What a notice arranges, after its name.
pub fn notice_days(notice: &Notice) -> String {
    let (off, work) = (notice.off.len(), notice.work.len());
    let revoked: Vec<String> = notice.revokes.iter().map(|day| super::short_date(*day)).collect();
    let revoked =
        if revoked.is_empty() { String::new() } else { format!("，撤销{}的调休上班", revoked.join("、")) };
    format!("：放假 {off} 天，调休上班 {work} 天{revoked}")
}

/// What a local day is, after its date.
pub fn local_day(day: &LocalDay) -> String {
    let kind = if day.works { "上班" } else { "休息" };
    format!("本地{kind}：{}　{}", day.name, day.basis)
}

/// Heads the days that would change.
pub fn checked(notices: usize, local_days: usize) -> String {
    format!("检查通过：新通知 {notices} 份，本地日 {local_days} 天。加入后改变的日子：")
}

pub fn problem(found: &BookProblem) -> String {
    let day = |date: NaiveDate| super::date(date);
    let what = match found.problem {
        Problem::NoId => "缺少编号".to_owned(),
        Problem::SameId => "编号与已有通知相同，请换一个".to_owned(),
        Problem::OutOfRange(date) => format!("{}超出日历范围（2000—2069年）", day(date)),
        Problem::OffAndWork(date) => format!("{}既列为放假又列为上班，自相矛盾", day(date)),
        Problem::WorkOnWeekday(date) => format!("{}本来就是工作日，不能再列为调休上班", day(date)),
        Problem::WrongYear(date) => format!("{}与通知所管的年份相差太远，请检查年份", day(date)),
        Problem::RevokesNothing(date) => format!("{}不是以前通知的调休上班日，无从撤销", day(date)),
        Problem::Empty => "没有列出任何一天".to_owned(),
        Problem::SameLocalDay(date) => format!("{}已有本地设定，请先删除原来的", day(date)),
    };
    let place = if found.place.is_empty() { "通知".to_owned() } else { format!("“{}”", found.place) };
    format!("{place}：{what}。")
}

pub fn bad_line(number: usize, line: &str) -> String {
    format!("第 {number} 行“{line}”读不懂，应写成“2027-01-01 元旦”或“2027-02-05~2027-02-11 春节”，日期必须存在。")
}

pub fn bad_json(error: &serde_json::Error) -> String {
    let place = format!("第 {} 行第 {} 列", error.line(), error.column());
    if error.is_data() {
        format!(
            "{place}：内容不合要求。日期要写成 2027-01-01 并且存在；通知的字段为 id、number、published、covers、source、off、work、revokes。"
        )
    } else {
        format!("{place}：不是正确的 JSON，请检查逗号、引号和括号。")
    }
}

pub fn missing(festivals: &[String]) -> String {
    format!("请核对：法定节日{}没有列为放假，加入后将按普通日子计算。", festivals.join("、"))
}
