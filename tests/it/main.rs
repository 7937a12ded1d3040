//! The native tests: cases of the clauses, packs, laws, the calendar against its oracle, and the house itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod assessment;
mod audit;
mod calendar;
mod cases;
mod demo;
mod exchange;
mod journeys;
mod laws;
mod orders;
mod packs;
mod papers;
mod tidy;
mod workflow;
