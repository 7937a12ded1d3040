//! 台账 — many orders: the log they lie in, a row for each, filters, possible duplicates, and the units of the office log.

mod board;
mod duplicates;
mod filter;
mod initials;
mod inspection;
mod log;
mod row;
mod segment;
mod units;

pub use board::{Rank, Task, Weight};
pub use duplicates::{Likeness, Similar, similar};
pub use filter::{Column, Filter, select};
pub use inspection::{Inspected, Inspection};
pub use log::{ById, Log, OFFICE};
pub use row::{Needle, Next, Row, Standing};
pub use segment::{lines, packed, unpacked};
pub use units::{Post, Unit, UnitGap, gaps, units};
