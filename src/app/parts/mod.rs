//! 部件 — small components that take values and know no page.

pub mod field;
pub mod month;
pub mod not_done;
pub mod pack_choice;
pub mod printing;
pub mod record;
pub mod rows;
pub mod sheet;
