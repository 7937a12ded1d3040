//! Banjie 办结: the rules, calendar and deadlines of a 12345 hotline desk.

pub mod audit;
pub mod calendar;
pub mod cite;
pub mod deadline;
pub mod order;
pub mod pack;
pub mod term;
