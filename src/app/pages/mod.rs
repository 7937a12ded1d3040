//! 页面 — one module a page. Pages talk to the session; parts take values.

pub mod archive;
pub mod audit;
pub mod calendar;
pub mod callback;
pub mod data;
pub mod deadline;
pub mod intake;
pub mod ledger;
pub mod meeting;
pub mod order;
pub mod palette;
pub mod papers;
pub mod rules;
pub mod start;
pub mod supervision;
pub mod today;
pub mod units;
