//! 部件 — small components that take values and know no page.

pub mod field;
pub mod month;
pub mod pack_choice;
pub mod record;
pub mod rows;
