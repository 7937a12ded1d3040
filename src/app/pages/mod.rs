//! 页面 — one module a page. Pages talk to the session; parts take values.

pub mod audit;
pub mod calendar;
pub mod data;
pub mod deadline;
pub mod intake;
pub mod ledger;
pub mod order;
pub mod palette;
pub mod rules;
pub mod start;
pub mod units;
