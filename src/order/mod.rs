//! 工单 — what happened to an order (facts), and what it amounts to (fold). Knows no pack and does no date arithmetic.
//!
//! - [`Step`]: everything that can be done to an order, and the [`Field`]s each step records.
//! - [`Fact`]: one thing done, by whom, when it happened and when it was noted. Facts are never edited.
//! - [`WorkOrder`]: the fold of an order's facts, in any order they arrive, with what does not fit together.
//! - [`Details`]: the personal side, kept apart from the log.
//! - [`OrderInput`]: an order as deadlines see it.

mod details;
mod entry;
mod fact;
mod field;
mod fold;
mod id;
mod input;
mod line;
mod record;
mod skim;
mod step;

pub use details::Details;
pub use entry::{Entry, same_id};
pub use fact::{Actor, Fact, Kind, moment};
pub use field::{Field, Item, Key, List, Shape};
pub use fold::{Anomaly, AnomalyKind, WorkOrder};
pub use id::Id;
pub use input::{
    Attribute, Attributes, Extended, ExtensionScope, Moments, OrderInput, OwnNumber, OwnNumbers, Suspended,
};
pub use record::{Record, Value};
pub use step::{Phase, Step};
