//! 考核 — how the units did: figures with the orders behind them, points, ranks, grades, and what follows from ranks.
//!
//! Everything is derived from the logs and nothing is stored. [`Columns`] holds a small record for each time a unit
//! had an order (a *turn*), made once by a [`Reader`]; all figures are counted over these records without a log being
//! read again ([`Columns::count`]), and one figure opens to its orders ([`Columns::open`]) by the very same reading
//! of a record. A [`Sheet`] is what the pack says with the office's own numbers filled in; [`assess`] makes points of
//! figures, [`rank()`] places units, [`grades`] and [`follow()`] say what comes of it.
//!
//! ## Which month an order belongs to
//!
//! - number of orders, first contact, signing, returns, completions, extensions: the month it was dispatched to the
//!   unit;
//! - on time, overdue: the month of the completion or of the due day, whichever is earlier (a reading: of the
//!   dispatch), so that a month that is over does not change when an order overdue in it is completed later; a due
//!   moment of 24:00 belongs to the day that ends with it;
//! - handling time, resolution: the month of the completion;
//! - what the requester says: the month of the callback whose answer counts, the last one by others than the unit (a
//!   reading: of the completion);
//! - redo, reminders, deductions, supervision: the month in which it was ordered, sent, recorded, opened.
//!
//! ## Who is held to account
//!
//! The lead unit, for its own turn. A unit that gave an order back (a return upheld, a wrong dispatch) keeps its
//! signing, its return and its reminders; for the rest the order is taken out, and shown as such. What is left out of
//! a figure is always listed with its reason: [`Why`]. A unit of which nothing is counted in a month has no score and
//! no rank.

mod column;
mod count;
mod follow;
mod grade;
mod period;
mod rank;
mod score;
mod sheet;

pub use column::{Columns, Reader};
pub use count::{Asked, LeftOut, Member, Opened, Tally, Why};
pub use follow::{Level, Outlook, Ranking, follow};
pub use grade::{Grading, Rounding, grades};
pub use period::{Month, Period};
pub use rank::{Contender, Placed, Rate, Score, Tie, is_among_last, rank};
pub use score::{Adjustment, Outside, Part, Scores, UnitMonth, assess};
pub use sheet::{Mean, Scheme, Scored, Sheet, Sheets, Slope};
