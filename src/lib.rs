//! # 办结 Banjie — the domain
//!
//! A 12345 hotline work-order desk that needs no server. This library is its domain: pure, testable natively, without a
//! clock and without a browser. The binary (`main.rs`, `app/`) is the web shell around it.
//!
//! ## Rooms, from left to right
//!
//! | room | 中文 | what it knows |
//! |---|---|---|
//! | [`term`] | 术语 | the closed vocabularies, each value with its code and statutory word |
//! | [`cite`] | 依据 | sources, clauses, and which code says how days are counted |
//! | [`calendar`] | 日历 | days and why they are worked or not; the only room that adds days |
//! | [`order`] | 工单 | facts (what happened), their fold (what the order is), the personal side apart; no pack, no date arithmetic |
//! | [`pack`] | 规则包 | the published documents as data, checked |
//! | [`deadline`] | 时限 | order + pack + calendar → due moments with their working-out |
//! | [`audit`] | 核对 | whole sheets of orders recomputed |
//! | [`workflow`] | 流程 | command → decide → facts or a refusal with its clause; the list of steps possible now |
//! | [`supervision`] | 督办 | the cases of supervision in an order's log |
//! | [`assessment`] | 考核 | figures of the units with the orders behind them, points, ranks, grades, and what follows |
//! | [`guidance`] | 提示 | duties: what must be done next, by whom, until when, or else what |
//! | [`ledger`] | 台账 | the log of many orders, a row for each, filters, duplicates, the registry of units |
//! | [`exchange`] | 交换 | the envelope, the union of logs, the report before an import |
//! | [`paper`] | 文书 | forms filled from an order and its log, as documents to print; the one volume of a case |
//! | [`demo`] | 演示 | plainly fictional orders, made through the workflow |
//!
//! Arrows run left only: `term, cite ← calendar ← pack`; `term ← order ← pack`; `order, pack ← deadline ← audit`;
//! `deadline ← workflow ← supervision ← assessment ← guidance ← ledger ← exchange ← demo`; `exchange ← paper`.
//! `tests/it/tidy.rs` holds this table and fails on a wrong `use`. Start with [`workflow::decide`] and
//! [`order::WorkOrder`].
//!
//! ## Invariants
//!
//! 1. No room reads a clock, a random source or the browser; `now` is an argument.
//! 2. Every derivation is total: a value or a reason, never a panic. A panic in wasm kills the page.
//! 3. Every number out of a document stands in a pack with its citation. A number no document gives is a *local
//!    setting* and shows as such. An unclear clause is a *reading*, a named switch whose effect is shown.
//! 4. Nothing derived is stored: no stage, due day, overdue flag, silence taken for acceptance. The due day printed by the
//!    upstream platform is an input, and a disagreement is told.
//! 5. Facts are never edited: a correction is a fact, a retraction is a fact. Ids are random; facts sort by when it
//!    happened, when it was noted, id. The fold is total and blind to the order of arrival; what does not fit together is
//!    kept and shown.
//! 6. The fold holds no rules, `decide` holds all of them; what forbids or demands something stands in a pack.
//! 7. An order pins its pack and version; reading it under another is an act of its own.
//! 8. The personal side lies beside the log, never in it.
//! 9. The library holds terms and reasons, never sentences; `app::say` speaks.
//! 10. What it exported once, it reads for ever; facts and fields of a later version survive a round trip. Unknown fields
//!     in a pack are refused with their place.
//!
//! ## Words
//!
//! - *working day* 工作日: Monday to Friday, changed by notices, then by local days.
//! - *gazetted / provisional / local* 已公布／暂定／本地: how sure the kind of a day is.
//! - *as known on* 按何日已知: only notices published by then count.
//! - *track* 口径: handling binds; internal and assessment limits stand beside it and never mix with it.
//! - *due* 到期: a day counts to its 24:00, written as 00:00 of the next; a moment is itself still in time.
//! - *beside* 并列参考: shown for information, not binding. *Overridden* 被取代: another rule prevails.
//! - *step* 步骤: something that can be done to an order; *fact* 事实: that it was done; *record* 记录: what was written down.
//! - *gate* 关口: what a clause wants on record before a step. *Standing*: allowed (clause), refused (clause), or
//!   条文未规定 (the document is silent; a local setting decides).
//! - *turn* 承办轮次: which unit in turn has the order; what a unit did counts for its own turn only.
//! - *round* 办理次数: how often it was sent back to be handled once more; answer and completion count for their own round.
//! - *case* 督办案: one opening to closing of supervision; runs beside the stage of the order.
//! - *ground* 情形: circumstances that a clause names and what they lead to. It *holds* when the log shows it, is *answered*
//!   by what is done after it arose, may *bar* a step until then; what no log can show is stated by hand.
//! - *paper* 文书: a form as data, filled from the log; *volume* 卷宗: an order's whole log in a chain of sums.
//! - *office log* 本单位流水: facts that belong to no order; same envelope, same merge.
//!
//! ## Why
//!
//! - *Why no formula language in packs?* Rules that need one need a test and a name; a closed set of effects stays
//!   readable to those who must sign it.
//! - *Why JSON in the app and TOML in the source?* People write TOML; the app already reads JSON for exchange.
//! - *Why are the fields of a fact not struct members?* Sixty steps with five hundred fields between them, every one of which
//!   a pack may demand, a form ask for, a log print and a later version add: one closed list of fields with a shape each
//!   serves them all, and what this version does not know is carried along.
//! - *Why lines in segments?* A hundred thousand orders open in seconds because a line tells at its head whose it is and
//!   what was done; most of it need not be read until somebody opens the order.
//! - *Why are sheets made again instead of kept?* Due moments come from two look-ups; the days between them are only
//!   needed when somebody unfolds them. A law in the tests holds both to the same end.

pub mod assessment;
pub mod audit;
pub mod calendar;
pub mod cite;
pub mod deadline;
pub mod demo;
pub mod exchange;
pub mod guidance;
pub mod ledger;
pub mod order;
pub mod pack;
pub mod paper;
pub mod supervision;
pub mod term;
pub mod workflow;
