//! Which column of a sheet holds what, told from its heading and correctable by hand.

use crate::order::Attribute;
use crate::term::MomentKind;

/// 列: what a column holds.
#[doc(alias = "列")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Not read.
    Ignored,
    /// 工单编号.
    Number,
    /// 承办单位.
    Unit,
    /// A moment.
    Moment(MomentKind),
    /// The due day printed by the platform.
    PrintedDue,
    /// An attribute, by its statutory words.
    Attribute(Attribute),
    /// 来电次数.
    Calls,
}

impl ColumnKind {
    /// Every kind a column can be set to, most used first.
    pub const ALL: [Self; 17] = [
        Self::Ignored,
        Self::Number,
        Self::Moment(MomentKind::Dispatched),
        Self::Moment(MomentKind::Completed),
        Self::PrintedDue,
        Self::Attribute(Attribute::Nature),
        Self::Attribute(Attribute::Urgency),
        Self::Attribute(Attribute::Difficulty),
        Self::Attribute(Attribute::Emergency),
        Self::Attribute(Attribute::Statutory),
        Self::Calls,
        Self::Unit,
        Self::Moment(MomentKind::Signed),
        Self::Moment(MomentKind::Contacted),
        Self::Moment(MomentKind::Finished),
        Self::Moment(MomentKind::Replied),
        Self::Moment(MomentKind::Registered),
    ];
}

/// Headings by what they say; the longer and surer ones first.
const HEADINGS: &[(&str, ColumnKind)] = &[
    ("剩余", ColumnKind::Ignored),
    ("是否超期", ColumnKind::Ignored),
    ("是否按时", ColumnKind::Ignored),
    ("要求办结", ColumnKind::PrintedDue),
    ("应办结", ColumnKind::PrintedDue),
    ("办结期限", ColumnKind::PrintedDue),
    ("办理期限", ColumnKind::PrintedDue),
    ("办结时限", ColumnKind::PrintedDue),
    ("办理时限", ColumnKind::PrintedDue),
    ("截止", ColumnKind::PrintedDue),
    ("到期", ColumnKind::PrintedDue),
    ("限办", ColumnKind::PrintedDue),
    ("期限", ColumnKind::PrintedDue),
    ("时限", ColumnKind::PrintedDue),
    ("工单编号", ColumnKind::Number),
    ("工单号", ColumnKind::Number),
    ("受理编号", ColumnKind::Number),
    ("转办编号", ColumnKind::Number),
    ("编号", ColumnKind::Number),
    ("单号", ColumnKind::Number),
    ("办结时间", ColumnKind::Moment(MomentKind::Completed)),
    ("办结日期", ColumnKind::Moment(MomentKind::Completed)),
    ("反馈时间", ColumnKind::Moment(MomentKind::Completed)),
    ("完成时间", ColumnKind::Moment(MomentKind::Completed)),
    ("办理完毕", ColumnKind::Moment(MomentKind::Finished)),
    ("回复时间", ColumnKind::Moment(MomentKind::Replied)),
    ("答复时间", ColumnKind::Moment(MomentKind::Replied)),
    ("签收", ColumnKind::Moment(MomentKind::Signed)),
    ("先行联系", ColumnKind::Moment(MomentKind::Contacted)),
    ("联系时间", ColumnKind::Moment(MomentKind::Contacted)),
    ("接单", ColumnKind::Moment(MomentKind::Dispatched)),
    ("派单", ColumnKind::Moment(MomentKind::Dispatched)),
    ("转派", ColumnKind::Moment(MomentKind::Dispatched)),
    ("转办时间", ColumnKind::Moment(MomentKind::Dispatched)),
    ("转办日期", ColumnKind::Moment(MomentKind::Dispatched)),
    ("转交", ColumnKind::Moment(MomentKind::Dispatched)),
    ("派发", ColumnKind::Moment(MomentKind::Dispatched)),
    ("收到", ColumnKind::Moment(MomentKind::Dispatched)),
    ("交办", ColumnKind::Moment(MomentKind::Dispatched)),
    ("来电时间", ColumnKind::Moment(MomentKind::Registered)),
    ("来电日期", ColumnKind::Moment(MomentKind::Registered)),
    ("登记时间", ColumnKind::Moment(MomentKind::Registered)),
    ("受理时间", ColumnKind::Moment(MomentKind::Registered)),
    ("来电次数", ColumnKind::Calls),
    ("反映次数", ColumnKind::Calls),
    ("应急", ColumnKind::Attribute(Attribute::Emergency)),
    ("紧急", ColumnKind::Attribute(Attribute::Urgency)),
    ("工单级别", ColumnKind::Attribute(Attribute::Urgency)),
    ("难易", ColumnKind::Attribute(Attribute::Difficulty)),
    ("疑难", ColumnKind::Attribute(Attribute::Difficulty)),
    ("复杂", ColumnKind::Attribute(Attribute::Difficulty)),
    ("法定", ColumnKind::Attribute(Attribute::Statutory)),
    ("诉求性质", ColumnKind::Attribute(Attribute::Nature)),
    ("诉求类型", ColumnKind::Attribute(Attribute::Nature)),
    ("诉求类别", ColumnKind::Attribute(Attribute::Nature)),
    ("工单类型", ColumnKind::Attribute(Attribute::Nature)),
    ("工单类别", ColumnKind::Attribute(Attribute::Nature)),
    ("性质", ColumnKind::Attribute(Attribute::Nature)),
    ("类型", ColumnKind::Attribute(Attribute::Nature)),
    ("承办单位", ColumnKind::Unit),
    ("办理单位", ColumnKind::Unit),
    ("责任单位", ColumnKind::Unit),
    ("单位", ColumnKind::Unit),
    ("办结", ColumnKind::Moment(MomentKind::Completed)),
];

/// Codes a heading may be instead, as in this app's own exports.
const CODES: &[(&str, ColumnKind)] = &[
    ("number", ColumnKind::Number),
    ("received", ColumnKind::Moment(MomentKind::Dispatched)),
    ("completed", ColumnKind::Moment(MomentKind::Completed)),
    ("due", ColumnKind::PrintedDue),
    ("printed_due", ColumnKind::PrintedDue),
    ("nature", ColumnKind::Attribute(Attribute::Nature)),
    ("urgency", ColumnKind::Attribute(Attribute::Urgency)),
    ("difficulty", ColumnKind::Attribute(Attribute::Difficulty)),
    ("emergency", ColumnKind::Attribute(Attribute::Emergency)),
    ("statutory", ColumnKind::Attribute(Attribute::Statutory)),
    ("calls", ColumnKind::Calls),
    ("unit", ColumnKind::Unit),
    ("signed", ColumnKind::Moment(MomentKind::Signed)),
    ("contacted", ColumnKind::Moment(MomentKind::Contacted)),
];

/// 列对应: what each column of a sheet holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns(Vec<ColumnKind>);

impl Columns {
    /// Told from the heading; of two columns that say the same, the first is taken.
    pub fn recognise(heading: &[String]) -> Self {
        let mut kinds: Vec<ColumnKind> = Vec::new();
        for cell in heading {
            let said = cell.replace([' ', '\u{3000}'], "").to_ascii_lowercase();
            let code = CODES.iter().find(|(code, _)| *code == said);
            let words = HEADINGS.iter().find(|(word, _)| said.contains(word));
            let kind = code.or(words).map_or(ColumnKind::Ignored, |(_, kind)| *kind);
            kinds.push(if kinds.contains(&kind) { ColumnKind::Ignored } else { kind });
        }
        let mut columns = Self(kinds);
        // A sheet without a dispatch has usually one time of receipt, whatever it is called.
        let dispatched = ColumnKind::Moment(MomentKind::Dispatched);
        if columns.find(dispatched).is_none()
            && let Some(at) = columns.find(ColumnKind::Moment(MomentKind::Registered))
        {
            columns.set(at, dispatched);
        }
        columns
    }

    /// What each column holds.
    pub fn kinds(&self) -> &[ColumnKind] {
        &self.0
    }

    /// Sets what a column holds; another column that held it is no longer read.
    pub fn set(&mut self, column: usize, kind: ColumnKind) {
        for known in self.0.iter_mut().filter(|known| **known == kind) {
            *known = ColumnKind::Ignored;
        }
        if let Some(known) = self.0.get_mut(column) {
            *known = kind;
        }
    }

    /// The column that holds this.
    pub fn find(&self, kind: ColumnKind) -> Option<usize> {
        self.0.iter().position(|known| *known == kind && kind != ColumnKind::Ignored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognise(heading: &[&str]) -> Vec<ColumnKind> {
        let heading: Vec<String> = heading.iter().map(|cell| (*cell).to_owned()).collect();
        Columns::recognise(&heading).kinds().to_vec()
    }

    #[test]
    fn usual_headings_are_known() {
        assert_eq!(
            recognise(&[
                "序号",
                "工单编号",
                "派单时间",
                "办结时间",
                "诉求类型",
                "紧急程度",
                "要求办结时间",
                "承办单位",
                "是否超期"
            ]),
            [
                ColumnKind::Ignored,
                ColumnKind::Number,
                ColumnKind::Moment(MomentKind::Dispatched),
                ColumnKind::Moment(MomentKind::Completed),
                ColumnKind::Attribute(Attribute::Nature),
                ColumnKind::Attribute(Attribute::Urgency),
                ColumnKind::PrintedDue,
                ColumnKind::Unit,
                ColumnKind::Ignored,
            ]
        );
        assert_eq!(recognise(&["来电时间"]), [ColumnKind::Moment(MomentKind::Dispatched)]);
        assert_eq!(
            recognise(&["received", "due"]),
            [ColumnKind::Moment(MomentKind::Dispatched), ColumnKind::PrintedDue]
        );
    }

    #[test]
    fn a_kind_stands_in_one_column_only() {
        let mut columns = Columns::recognise(&["编号".to_owned(), "单号".to_owned()]);
        assert_eq!(columns.kinds(), [ColumnKind::Number, ColumnKind::Ignored]);
        columns.set(1, ColumnKind::Number);
        assert_eq!(columns.kinds(), [ColumnKind::Ignored, ColumnKind::Number]);
    }
}
