//! The native tests: cases of the clauses, packs, laws, the calendar against its oracle, and the house itself.

mod audit;
mod calendar;
mod cases;
mod laws;
mod packs;
mod tidy;
