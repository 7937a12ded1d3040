//! 筛选 — which orders the ledger shows, and in what order.

use chrono::{NaiveDate, NaiveDateTime};

use crate::order::Id;
use crate::term::{Nature, Stage};

use super::row::{Needle, Row, Standing};

/// 筛选条件. What is not named lets everything through.
#[doc(alias = "筛选")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Words that must all stand in the row; letters also match pinyin initials.
    pub text: String,
    /// Orders that match the text in what is not the ledger's, such as the telephone.
    pub known: Vec<Id>,
    /// 阶段.
    pub stages: Vec<Stage>,
    /// 时限颜色.
    pub standings: Vec<Standing>,
    /// 诉求性质.
    pub nature: Option<Nature>,
    /// 承办单位, whole name.
    pub lead: String,
    /// Registered on this day or later.
    pub from: Option<NaiveDate>,
    /// Registered on this day or earlier.
    pub to: Option<NaiveDate>,
}

/// 排序列.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 工单编号.
    Number,
    /// 登记时间.
    Registered,
    /// 阶段.
    Stage,
    /// 承办单位.
    Lead,
    /// 下一时限.
    Due,
    /// 时限颜色.
    Standing,
}

impl Column {
    /// Every column one can sort by.
    pub const ALL: [Self; 6] = [Self::Number, Self::Registered, Self::Stage, Self::Lead, Self::Due, Self::Standing];

    /// Code used in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Registered => "registered",
            Self::Stage => "stage",
            Self::Lead => "lead",
            Self::Due => "due",
            Self::Standing => "standing",
        }
    }

    /// The column with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    fn lets(&self, row: &Row, words: &[Needle], now: NaiveDateTime) -> bool {
        let day = row.registered.map(|moment| moment.date());
        (self.stages.is_empty() || self.stages.contains(&row.stage))
            && self.nature.is_none_or(|nature| nature == row.nature)
            && (self.lead.is_empty() || self.lead == row.lead)
            && self.from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && self.to.is_none_or(|to| day.is_some_and(|day| day <= to))
            && (self.standings.is_empty() || self.standings.contains(&row.standing(now)))
            && (words.iter().all(|word| row.says(word)) || self.known.contains(&row.id))
    }
}

/// Places of the rows that the filter lets through, sorted by the column; equal rows stay in the order they are in, or in the reverse of it when descending.
pub fn select(rows: &[Row], filter: &Filter, column: Column, descending: bool, now: NaiveDateTime) -> Vec<u32> {
    // Made once, asked of every row.
    let words: Vec<Needle> = filter.text.split_whitespace().map(Needle::new).collect();
    let mut found: Vec<u32> =
        rows.iter().zip(0u32..).filter(|(row, _)| filter.lets(row, &words, now)).map(|(_, at)| at).collect();
    let row = |at: &u32| rows.get(*at as usize);
    match column {
        Column::Number => found.sort_by(|one, other| {
            row(one).map(|row| row.number.as_str()).cmp(&row(other).map(|row| row.number.as_str()))
        }),
        Column::Lead => {
            found.sort_by(|one, other| {
                row(one).map(|row| row.lead.as_str()).cmp(&row(other).map(|row| row.lead.as_str()))
            });
        }
        Column::Registered => found.sort_by_cached_key(|at| row(at).and_then(|row| row.registered)),
        Column::Stage => found.sort_by_cached_key(|at| row(at).map(|row| row.stage)),
        Column::Standing => found.sort_by_cached_key(|at| row(at).map(|row| row.standing(now))),
        // What is open and due comes first either way, whatever was due is over after it.
        Column::Due => found.sort_by_cached_key(|at| {
            let due = row(at).and_then(|row| row.next).map(|next| next.due.at);
            let over = row(at).is_none_or(|row| row.standing(now) >= Standing::InTime);
            let turned = due.map(|due| if descending { -due.and_utc().timestamp() } else { due.and_utc().timestamp() });
            (over, turned.is_none(), turned)
        }),
    }
    if column == Column::Due {
        return found;
    }
    if descending {
        found.reverse();
    }
    found
}
