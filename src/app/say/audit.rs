//! Words of the audit page.

use banjie::audit::{Agreement, CellTrouble, ColumnKind, Difference, RowStanding, TableProblem};
use banjie::term::Track;

pub const INTRO: &str = "从 WPS 表格或 Excel 里选中含表头的区域，复制后粘贴到这里；或打开 CSV、TSV 文件（UTF-8 或 GB18030）。内容只在本机计算。";
pub const EXAMPLE: &str = "工单编号\t派单时间\t办结时间\t诉求类型\t紧急程度\t要求办结时间\n\
HL2026090001\t2026/9/29 10:00:00\t2026/10/12 16:30:00\t投诉\t一般\t2026-10-12\n\
HL2026090002\t2026年9月29日 14时\t2026-10-13 09:05\t建议\t一般\t2026-10-06\n\
HL2026090003\t2026-09-30\t2026-10-08\t咨询\t一般\t2026-10-09\n\
HL2026100004\t2026-10-09 16:20\t\t求助\t紧急\t\n\
HL2026100005\t2026-02-30\t\t举报\t一般\t\n";

pub const COLUMNS_HEADING: &str = "各列的含义（已按表头识别，可改）";
pub const NO_RECEIPT_COLUMN: &str = "还没有指明哪一列是“收到（派单）时间”，请在下面的表头里选定。";
pub const CANCELLED: &str = "已取消，没有结果。表格仍在上面，可重新开始。";
pub const NO_ROWS: &str = "没有符合条件的行。";
pub const UNREAD_HINT: &str = "这些单元格没有被悄悄略过：请改正后重新核对。行号与原表一致，表头为第 1 行。";

pub fn table_problem(problem: TableProblem) -> &'static str {
    match problem {
        TableProblem::Empty => "没有内容。请粘贴含表头的表格，或打开文件。",
        TableProblem::TooLong => "内容超过 100 MB，请分成几份再核对。",
        TableProblem::NotText => {
            "这不是文本表格。请在 WPS 或 Excel 里另存为“CSV UTF-8”再打开，或直接复制单元格粘贴到上面。"
        }
        TableProblem::NoRows => "只有表头，没有数据行。",
    }
}

pub fn column(kind: ColumnKind) -> String {
    match kind {
        ColumnKind::Ignored => "（不用）".to_owned(),
        ColumnKind::Number => "工单编号".to_owned(),
        ColumnKind::Unit => "承办单位".to_owned(),
        ColumnKind::Moment(kind) => super::deadline::moment(kind).to_owned(),
        ColumnKind::PrintedDue => "平台打印的办结日".to_owned(),
        ColumnKind::Attribute(attribute) => attribute.word().to_owned(),
        ColumnKind::Calls => "来电次数".to_owned(),
    }
}

/// Asks what the column is, for those who hear the page.
pub fn column_question(number: usize) -> String {
    format!("第 {number} 列是什么")
}

pub fn track_choice(track: Track) -> String {
    format!("{}口径", super::deadline::track(track))
}

pub fn opening(name: &str) -> String {
    format!("正在读取 {name}…")
}

pub fn opened(name: &str) -> String {
    format!("已打开 {name}")
}

pub fn unreadable_file(name: &str) -> String {
    format!("{name} 读不出来：可能被其他程序占用，或超过 100 MB（请分成几份）。")
}

pub fn pasted(rows: usize) -> String {
    format!("已粘贴 {rows} 行")
}

pub fn exported(name: &str, rows: usize) -> String {
    format!("已导出 {name}，{rows} 行")
}

pub fn shown_rows(rows: usize) -> String {
    format!("显示 {rows} 行")
}

pub fn unread_heading(cells: usize) -> String {
    format!("读不出的单元格（{cells} 个）")
}

/// The column of a cell, by number and heading.
pub fn place(column: usize, head: &str) -> String {
    format!("第 {column} 列 {head}")
}

pub fn standing(standing: RowStanding) -> String {
    match standing {
        RowStanding::OnTime => "按时".to_owned(),
        RowStanding::Late { working_days: 0, minutes } => format!("逾期 {}", span(minutes)),
        RowStanding::Late { working_days, .. } => format!("逾期 {working_days} 个工作日"),
        RowStanding::Running(0) => "未办结，今天到期".to_owned(),
        RowStanding::Running(days) => format!("未办结，还剩 {days} 个工作日"),
        RowStanding::Overdue { working_days } => format!("未办结，已逾期 {working_days} 个工作日"),
        RowStanding::NoLimit => "条文未规定时限".to_owned(),
        RowStanding::Unreadable => "无法计算".to_owned(),
    }
}

fn span(minutes: i64) -> String {
    match minutes {
        ..60 => format!("{} 分钟", minutes.max(1)),
        60..2880 => format!("{} 小时", minutes / 60),
        _ => format!("{} 天", minutes / 1440),
    }
}

pub fn agreement(agreement: Agreement) -> String {
    match agreement {
        Agreement::NotPrinted => String::new(),
        Agreement::Agrees => "一致".to_owned(),
        Agreement::Differs(difference) => difference_words(difference),
    }
}

fn difference_words(difference: Difference) -> String {
    match difference {
        Difference::CalendarDays => "不一致：平台按自然日计算".to_owned(),
        Difference::IgnoresHolidays => "不一致：平台未扣除放假、未计调休".to_owned(),
        Difference::IgnoresMakeUpDays => "不一致：平台未计调休上班日".to_owned(),
        Difference::CountsReceiptDay => "不一致：平台把收到当日算作第 1 日".to_owned(),
        Difference::OlderNotice => "不一致：平台按后来调整前的放假通知计算".to_owned(),
        Difference::OtherLimit(n) => format!("不一致：平台期限相当于 {n} 个工作日"),
        Difference::OnDayOff => "不一致：平台期限落在休息日".to_owned(),
    }
}

pub fn trouble(trouble: CellTrouble) -> &'static str {
    match trouble {
        CellTrouble::NotAMoment => "读不出日期时间，可写成 2026-09-29 10:00",
        CellTrouble::Impossible => "日期或时间不存在",
        CellTrouble::OutOfRange => "日期超出日历范围（2000—2069年）",
        CellTrouble::UnknownWord => "不是规定的用词，已按默认处理",
        CellTrouble::NotANumber => "不是整数，已按默认处理",
        CellTrouble::TooLong => "内容过长，不像这一列应有的内容",
        CellTrouble::Missing => "没有收到时间，无法计算",
        CellTrouble::Swallowed => "这一格的引号没有配对，下面的行可能被当成了它的内容，请删去多余的引号",
        CellTrouble::NoTime => "该时限按钟点计算，这一格没有时分，无法判定",
        CellTrouble::BeforeReceipt => "办结早于收到，请核实",
    }
}
