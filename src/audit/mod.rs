//! 核对 — a sheet of orders recomputed: what is due, what was late, and why a printed due day differs.
//!
//! [`Table`] reads rows out of delimited text, [`Columns`] says which column holds what, [`Auditor`] recomputes one row at
//! a time. Everything is done in slices, so that a page can stay alive over 100,000 rows. No cell is dropped silently:
//! what cannot be read is a [`CellProblem`] with its row and column.

pub mod cell;
mod check;
mod column;
mod table;

pub use check::{Agreement, Auditor, Difference, Finding, RowStanding};
pub use column::{ColumnKind, Columns};
pub use table::{Table, TableProblem};

/// 单元格问题: a cell that could not be read, in words of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Row of the sheet, the heading being row 1.
    pub row: usize,
    /// Column of the sheet, from 0.
    pub column: usize,
    /// What stands there, cut to a readable length.
    pub text: String,
    /// What is wrong.
    pub problem: CellTrouble,
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellTrouble {
    /// No date or time can be read.
    NotAMoment,
    /// A date that does not exist, such as 2月30日.
    Impossible,
    /// A date outside the calendar.
    OutOfRange,
    /// Not a word of this vocabulary.
    UnknownWord,
    /// Not a whole number.
    NotANumber,
    /// Longer than any cell of a sheet of orders.
    TooLong,
    /// The receipt is missing, so nothing can be computed.
    Missing,
    /// The completion lies before the receipt.
    BeforeReceipt,
    /// An opening quote without its closing one: rows below may have been taken for part of this cell.
    Swallowed,
    /// The limit runs by the clock, and the cell has no time of day.
    NoTime,
}

/// The first characters of a text, with an ellipsis when it goes on.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
