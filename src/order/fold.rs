//! 归集 — the facts of one order, in whatever order they arrive, folded into what the order is. Holds no rules: what does
//! not fit together is kept and pointed out.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use crate::term::{Caller, Flag, MomentKind as M, Stage, Term};

use super::entry::{Entry, entries};
use super::fact::Fact;
use super::field::{Field, Item, Key};
use super::id::Id;
use super::input::{Attribute, Extended, ExtensionScope, OrderInput, OwnNumber, Suspended};
use super::record::{Record, Value};
use super::step::Step;

/// 不一致: something in the log that does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anomaly {
    /// What.
    pub kind: AnomalyKind,
    /// The fact at which it shows.
    pub fact: Id,
}

/// What may not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnomalyKind {
    /// The same thing done twice, e.g. two completions from two machines.
    Twice,
    /// Done before the order was dispatched.
    BeforeDispatch,
    /// Done before the order was registered.
    BeforeRegistration,
    /// A ruling on something nobody asked for.
    WithoutRequest,
    /// Done after the order had ended.
    AfterEnd,
    /// Intake after a unit had the order already.
    AfterDispatch,
    /// Resumed without being suspended, or suspended twice.
    Suspension,
    /// A correction or retraction of something that is not there.
    NoTarget,
}

/// 工单: what the facts of one order amount to.
#[doc(alias = "工单")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOrder {
    /// The order.
    pub id: Id,
    /// The log, sorted by (when it happened, when it was noted, id).
    pub entries: Vec<Entry>,
    /// What deadlines are computed from.
    pub input: OrderInput,
    /// What is on file of the request itself.
    pub on_file: Record,
    /// Where it stands.
    pub stage: Stage,
    /// 主办单位; empty before a dispatch.
    pub lead: String,
    /// 协办单位.
    pub assisting: Vec<String>,
    /// 承办轮次: how many units in turn have had it.
    pub turn: u32,
    /// 办理次数: how often it was sent back to be handled once more.
    pub round: u32,
    /// 督办次数: how many cases of supervision there were.
    pub cases: u32,
    /// Whether the last of them is open.
    pub is_supervised: bool,
    /// 已同意不再派单.
    pub no_further: bool,
    /// What does not fit together.
    pub anomalies: Vec<Anomaly>,
    /// Whether it came back and awaits another unit.
    pub is_back: bool,
    return_pending: Option<Id>,
    /// Where it stood when the return was asked for.
    before_return: Stage,
    /// The manner of the last notice in the present case.
    supervised_by: String,
    objection_pending: Option<Id>,
    no_further_pending: Option<Id>,
    /// And whether it is for the internal limits only, and granted past a cap.
    extension_pending: Option<(Id, ExtensionScope, bool)>,
    suspension_pending: Option<Id>,
}

impl WorkOrder {
    /// Folds the facts of one order. Any permutation of them gives the same.
    pub fn fold(id: Id, facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut order = Self {
            id,
            entries: entries(facts),
            input: OrderInput::default(),
            on_file: Record::default(),
            stage: Stage::Registered,
            lead: String::new(),
            assisting: Vec::new(),
            turn: 0,
            round: 0,
            cases: 0,
            is_supervised: false,
            no_further: false,
            anomalies: Vec::new(),
            is_back: false,
            return_pending: None,
            before_return: Stage::Dispatched,
            supervised_by: String::new(),
            objection_pending: None,
            no_further_pending: None,
            extension_pending: None,
            suspension_pending: None,
        };
        let mut entries = std::mem::take(&mut order.entries);
        let amends = |entry: &Entry| matches!(entry.fact.step(), Some(Step::Correct | Step::Retract));
        let known: BTreeSet<Id> = match entries.iter().any(amends) {
            true => entries.iter().map(|entry| entry.fact.id).collect(),
            false => BTreeSet::new(),
        };
        for entry in &mut entries {
            if amends(entry) && entry.fact.with.id(Item::Target).is_none_or(|target| !known.contains(&target)) {
                order.anomalies.push(Anomaly { kind: AnomalyKind::NoTarget, fact: entry.fact.id });
            }
            if entry.live {
                order.take(&entry.fact);
            }
            (entry.turn, entry.round, entry.case) = (order.turn, order.round, order.cases);
        }
        order.entries = entries;
        order.settle();
        order
    }

    /// 工单编号, as given by whoever registered it.
    pub fn number(&self) -> &str {
        self.on_file.text(Item::Number)
    }

    /// 来电次数, the first included.
    pub fn calls(&self) -> u32 {
        self.input.attributes.calls
    }

    /// 诉求标题.
    pub fn title(&self) -> &str {
        self.on_file.text(Item::Title)
    }

    /// The pack it is pinned to, and its version.
    pub fn pack(&self) -> (&str, u32) {
        (self.on_file.text(Item::Pack), self.on_file.number(Item::PackVersion).unwrap_or(1))
    }

    /// The times a step was done: by the unit that has the order now, where the step is the unit's; since the last redo,
    /// and in the last case of supervision, where it belongs to them.
    pub fn done(&self, step: Step) -> impl Iterator<Item = &Entry> {
        let of_turn = step.is_of_the_unit().then_some(self.turn);
        let of_round = step.is_of_the_round().then_some(self.round);
        let of_case = step.is_of_the_case().then_some(self.cases);
        // A decision or a review is spent when the order comes back.
        let spent_by = match step {
            Step::DecideUnit | Step::NameUnits => Some(Step::UpholdReturn),
            Step::SubmitForReview => Some(Step::SendBackToIntake),
            _ => None,
        };
        let back = spent_by.and_then(|by| self.entries.iter().rposition(|e| e.live && e.fact.step() == Some(by)));
        self.entries.iter().enumerate().filter_map(move |(at, entry)| {
            let ours = entry.live && entry.fact.step() == Some(step) && back.is_none_or(|back| at > back);
            let now = of_turn.is_none_or(|turn| entry.turn == turn)
                && of_round.is_none_or(|round| entry.round == round)
                && of_case.is_none_or(|case| entry.case == case);
            (ours && now).then_some(entry)
        })
    }

    /// The times a step was done by whichever unit.
    pub fn ever_done(&self, step: Step) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.live && entry.fact.step() == Some(step))
    }

    /// The fact with this id.
    pub fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.fact.id == id)
    }

    /// The request to return that awaits its ruling.
    pub fn return_pending(&self) -> Option<&Entry> {
        self.entry(self.return_pending?)
    }

    /// The request to extend that awaits its ruling.
    pub fn extension_pending(&self) -> Option<&Entry> {
        self.entry(self.extension_pending?.0)
    }

    /// The request to suspend that awaits its ruling.
    pub fn suspension_pending(&self) -> Option<&Entry> {
        self.entry(self.suspension_pending?)
    }

    /// The objection that awaits its ruling.
    pub fn objection_pending(&self) -> Option<&Entry> {
        self.entry(self.objection_pending?)
    }

    /// The application for no further dispatch that awaits its ruling.
    pub fn no_further_pending(&self) -> Option<&Entry> {
        self.entry(self.no_further_pending?)
    }

    /// Whether a unit has it now or had it.
    pub fn is_dispatched(&self) -> bool {
        self.turn > 0
    }

    /// Whether no unit has it to handle: handed in, or over.
    pub fn is_closed(&self) -> bool {
        self.is_handed_in() || self.is_over()
    }

    /// 已提交办结: handed in, and not yet closed; the centre has it.
    pub fn is_handed_in(&self) -> bool {
        matches!(self.stage, Stage::Completed | Stage::Checked | Stage::CalledBack)
    }

    /// Whether its way has ended: closed, filed, refused, merged, withdrawn.
    pub fn is_over(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused
                | Stage::ClosedAtIntake
                | Stage::Merged
                | Stage::Withdrawn
                | Stage::NoFurther
                | Stage::Closed
                | Stage::Archived
        )
    }

    /// Whether a unit has it in hand again after the completion: under review, or supervised.
    pub fn is_in_hand_again(&self) -> bool {
        let over = self.is_handed_in() || matches!(self.stage, Stage::Closed | Stage::Archived);
        self.stage == Stage::UnderReview || (self.is_supervised && over)
    }

    /// Whether the clock stands still.
    pub fn is_suspended(&self) -> bool {
        self.input.suspensions.last().is_some_and(|span| span.to.is_none())
    }

    fn moment(&self, kind: M) -> Option<NaiveDateTime> {
        self.input.moments.get(kind)
    }

    fn first(&mut self, kind: M, at: NaiveDateTime) -> bool {
        let first = self.moment(kind).is_none();
        if first {
            self.input.moments.set(kind, Some(at));
        }
        first
    }

    fn odd(&mut self, kind: AnomalyKind, fact: &Fact) {
        self.anomalies.push(Anomaly { kind, fact: fact.id });
    }

    fn take(&mut self, fact: &Fact) {
        let Some(step) = fact.step() else { return };
        if step.is_record() && !matches!(step, Step::Supplement | Step::Classify | Step::CallAgain | Step::Reread) {
            return;
        }
        if step != Step::Register && self.moment(M::Registered).is_none() {
            self.odd(AnomalyKind::BeforeRegistration, fact);
        }
        let open = match self.stage {
            Stage::Merged | Stage::Withdrawn => matches!(step, Step::Archive | Step::CloseSupervision),
            Stage::ClosedAtIntake => matches!(step, Step::Archive | Step::CallBack),
            // Telling the requester of a refused matter where it belongs is never too late.
            Stage::Refused => matches!(step, Step::Explain | Step::ReportOutward | Step::Archive),
            // A second completion is pointed out as such.
            Stage::Completed
            | Stage::Checked
            | Stage::CalledBack
            | Stage::UnderReview
            | Stage::Closed
            | Stage::Archived
            | Stage::NoFurther => {
                let once_more = step.is_work() && self.is_in_hand_again();
                let ruling = matches!(step, Step::GrantExtension | Step::DenyExtension);
                let pending = ruling && self.extension_pending.is_some();
                step.may_follow_completion() || once_more || pending || step == Step::Complete
            }
            _ => true,
        };
        if !open && !step.is_record() {
            self.odd(AnomalyKind::AfterEnd, fact);
            // What is handed in or asked for when all is over moves nothing.
            if !matches!(self.stage, Stage::Merged | Stage::Withdrawn | Stage::Refused | Stage::ClosedAtIntake) {
                return;
            }
        }
        let intake = matches!(step, Step::Accept | Step::SubmitForReview | Step::SendBackToIntake);
        if intake && self.is_dispatched() && !self.is_back {
            self.odd(AnomalyKind::AfterDispatch, fact);
            return;
        }
        if step.is_of_the_unit()
            && !self.is_dispatched()
            && !matches!(step, Step::Contact | Step::Reply | Step::Explain)
        {
            self.odd(AnomalyKind::BeforeDispatch, fact);
        }
        self.file(step, fact);
        self.advance(step, fact);
    }

    /// What a fact says of the request itself.
    fn file(&mut self, step: Step, fact: &Fact) {
        let whole = matches!(step, Step::Register | Step::Supplement | Step::Classify | Step::Reread);
        for (key, value) in fact.with.iter() {
            let own = matches!(key, Key::Known(Field::Attribute(_) | Field::Own(_) | Field::Item(Item::StatutoryUnit)));
            // What a unit was told when it asked itself is no verdict on it.
            let own_call = step == Step::CallBack && fact.with.text(Item::CallbackBy) == Caller::Unit.code();
            if (own_call || step == Step::AnswerSupervision)
                && matches!(key, Key::Known(Field::Attribute(Attribute::Verdict)))
            {
                continue;
            }
            let units = step == Step::NameUnits && matches!(key, Key::Known(Field::Item(Item::Lead | Item::Assisting)));
            if (whole && !matches!(key, Key::Known(Field::Item(Item::Reason)))) || own || units {
                self.on_file.put(key.clone(), value.clone());
            }
        }
    }

    fn advance(&mut self, step: Step, fact: &Fact) {
        let at = fact.at;
        match step {
            Step::Register if self.first(M::Registered, at) => {}
            Step::Register => self.odd(AnomalyKind::Twice, fact),
            Step::Accept => self.stage = Stage::Accepted,
            Step::Refuse => self.stage = Stage::Refused,
            Step::CloseAtIntake => {
                self.first(M::Finished, at);
                self.first(M::Completed, at);
                self.stage = Stage::ClosedAtIntake;
            }
            Step::SubmitForReview => {
                self.input.moments.set(M::SubmittedForReview, Some(at));
                self.stage = Stage::InReview;
            }
            Step::SendBackToIntake => {
                // The review it was handed in for is over.
                self.input.moments.set(M::SubmittedForReview, None);
                self.stage = Stage::BackAtIntake;
            }
            Step::Merge => self.stage = Stage::Merged,
            Step::Withdraw => self.stage = Stage::Withdrawn,
            Step::Mark => {
                self.first(M::Marked, at);
            }
            Step::Dispatch => self.dispatch(fact),
            Step::FileStatutory => self.on_file.put(Attribute::Statutory, "limited"),
            Step::AgreeStatutory => self.on_file.put(Attribute::AgreedByCity, Flag::Yes.code()),
            Step::Escalate => {
                self.first(M::Escalated, at);
                self.stage = Stage::Escalated;
            }
            Step::SignFor => {
                if self.first(M::Signed, at) {
                    if self.stage == Stage::Dispatched {
                        self.stage = Stage::Handling;
                    }
                } else {
                    self.odd(AnomalyKind::Twice, fact);
                }
            }
            Step::SignOff => self.input.moments.set(M::SignedOff, Some(at)),
            Step::Contact if self.is_dispatched() => {
                self.first(M::Contacted, at);
            }
            Step::RequestReturn => {
                self.input.moments.set(M::Returned, Some(at));
                if self.return_pending.replace(fact.id).is_none() {
                    self.before_return = self.stage;
                }
                self.stage = Stage::ReturnPending;
            }
            Step::UpholdReturn | Step::RejectReturn => {
                if self.return_pending.take().is_none() {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                self.on_file.put(Attribute::ReturnGround, "");
                if step == Step::UpholdReturn {
                    self.give_back();
                } else if self.stage == Stage::ReturnPending {
                    let signed = self.moment(M::Signed).is_some();
                    self.stage = match self.before_return {
                        Stage::Dispatched if signed => Stage::Handling,
                        before => before,
                    };
                }
            }
            Step::LodgeObjection => self.objection_pending = Some(fact.id),
            Step::RuleOnObjection => {
                if self.objection_pending.take().is_none() {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                // The rejection was wrong: the order goes to another unit after all, unless it is handled already.
                if fact.with.is(Item::Upheld) && !self.is_closed() {
                    self.give_back();
                }
            }
            Step::ApplyNoFurther => self.no_further_pending = Some(fact.id),
            Step::DenyNoFurther if self.no_further_pending.take().is_none() => {
                self.odd(AnomalyKind::WithoutRequest, fact);
            }
            Step::RequestExtension => {
                let scope = ExtensionScope::of(&fact.with);
                self.extension_pending = Some((fact.id, scope, fact.with.get(Item::Exception).is_some()));
            }
            Step::GrantExtension | Step::DenyExtension => self.rule_on_extension(step, fact),
            Step::RequestSuspension => self.suspension_pending = Some(fact.id),
            Step::DenySuspension => self.suspension_pending = None,
            Step::Suspend => {
                self.suspension_pending = None;
                if self.is_suspended() {
                    self.odd(AnomalyKind::Suspension, fact);
                } else {
                    self.input.suspensions.push(Suspended { from: at, to: None });
                }
            }
            Step::Resume => {
                match self.input.suspensions.last_mut().filter(|span| span.to.is_none() && span.from <= at) {
                    Some(span) => span.to = Some(at),
                    None => self.odd(AnomalyKind::Suspension, fact),
                }
            }
            Step::Finish => {
                self.first(M::Finished, at);
                if matches!(self.stage, Stage::Dispatched | Stage::Handling) {
                    self.stage = Stage::Finished;
                }
            }
            Step::Reply => {
                self.first(M::Replied, at);
            }
            Step::Complete | Step::CeaseHandling => {
                if self.stage == Stage::Redoing {
                    self.input.moments.set(M::Redone, Some(at));
                    self.stage = Stage::Completed;
                } else if self.first(M::Completed, at) {
                    self.stage = Stage::Completed;
                } else {
                    self.odd(AnomalyKind::Twice, fact);
                }
            }
            Step::GrantNoFurther => {
                if self.no_further_pending.take().is_none() {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                self.no_further = true;
                if !self.is_closed() {
                    self.stage = Stage::NoFurther;
                }
            }
            _ => self.after_completion(step, fact),
        }
    }

    fn after_completion(&mut self, step: Step, fact: &Fact) {
        let at = fact.at;
        match step {
            Step::AcceptCompletion if self.stage == Stage::Completed => self.stage = Stage::Checked,
            Step::AcceptCompletion if self.is_closed() => {}
            Step::AcceptCompletion => self.odd(AnomalyKind::WithoutRequest, fact),
            Step::SendBackCompletion | Step::OrderRedo => {
                if !self.is_closed() && self.stage != Stage::UnderReview {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                self.round += 1;
                self.input.moments.set(M::Redo, Some(at));
                self.input.moments.set(M::Redone, None);
                self.input.moments.set(M::Closed, None);
                self.input.moments.set(M::Archived, None);
                self.stage = Stage::Redoing;
            }
            Step::CallBack => {
                let reached = self.callback(fact);
                if reached && self.is_handed_in() {
                    self.stage = Stage::CalledBack;
                }
            }
            Step::IssueReview if !self.is_handed_in() && self.stage != Stage::Closed => {
                self.odd(AnomalyKind::WithoutRequest, fact);
            }
            Step::IssueReview => {
                self.input.moments.set(M::ReviewOrder, Some(at));
                self.input.moments.set(M::ReviewAnswered, None);
                self.input.extensions.retain(|extended| extended.scope != ExtensionScope::ReviewOrder);
                self.stage = Stage::UnderReview;
            }
            Step::AnswerReview => {
                if self.stage == Stage::UnderReview {
                    self.stage = Stage::Completed;
                } else {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                self.input.moments.set(M::ReviewAnswered, Some(at));
            }
            Step::Close if matches!(self.stage, Stage::Closed | Stage::Archived) => self.odd(AnomalyKind::Twice, fact),
            Step::Close if !self.is_handed_in() => self.odd(AnomalyKind::WithoutRequest, fact),
            Step::Close => {
                self.first(M::Closed, at);
                self.stage = Stage::Closed;
            }
            Step::Archive if self.stage == Stage::Archived => self.odd(AnomalyKind::Twice, fact),
            Step::Archive if !self.is_over() => self.odd(AnomalyKind::WithoutRequest, fact),
            Step::Archive => {
                self.first(M::Archived, at);
                self.stage = Stage::Archived;
            }
            Step::OpenSupervision => {
                if self.is_supervised {
                    self.odd(AnomalyKind::Twice, fact);
                }
                self.cases += 1;
                self.supervised_by.clear();
                self.is_supervised = true;
                self.on_file.put(Attribute::SupervisedCase, Flag::Yes.code());
                // The limit that was set for an earlier case is not that of this one.
                self.on_file.put(OwnNumber::SupervisionLimit, "");
                self.input.moments.set(M::Supervised, None);
                self.input.moments.set(M::SupervisionAnswered, None);
                self.input.extensions.retain(|extended| extended.scope != ExtensionScope::Supervision);
            }
            // A notice of another kind has a limit of its own; one more of the same kind does not begin it anew.
            Step::NotifySupervision => {
                let mode = fact.with.text(Item::Mode);
                let another = self.supervised_by != mode;
                mode.clone_into(&mut self.supervised_by);
                if another {
                    self.input.extensions.retain(|extended| extended.scope != ExtensionScope::Supervision);
                    let limit = fact.with.get(OwnNumber::SupervisionLimit).cloned();
                    self.on_file.put(OwnNumber::SupervisionLimit, limit.unwrap_or(Value::Text(String::new())));
                }
                if self.moment(M::Supervised).is_none() || self.moment(M::SupervisionAnswered).is_some() || another {
                    self.input.moments.set(M::Supervised, Some(at));
                    self.input.moments.set(M::SupervisionAnswered, None);
                }
            }
            Step::AnswerSupervision => {
                if !self.is_supervised || self.moment(M::Supervised).is_none() {
                    self.odd(AnomalyKind::WithoutRequest, fact);
                }
                self.input.moments.set(M::SupervisionAnswered, Some(at));
            }
            Step::CloseSupervision if !std::mem::take(&mut self.is_supervised) => {
                self.odd(AnomalyKind::WithoutRequest, fact);
            }
            _ => {}
        }
    }

    /// Whether the requester was reached; the moment is that of the first who reached him since the order was handed in.
    fn callback(&mut self, fact: &Fact) -> bool {
        let reached = fact.with.text(Item::Reached) != Flag::No.code();
        if reached {
            let since = self.moment(M::Redone).max(self.moment(M::Completed));
            let known = self.moment(M::CalledBack).filter(|known| since.is_none_or(|since| *known >= since));
            if known.is_none() {
                self.input.moments.set(M::CalledBack, Some(fact.at));
            }
        }
        reached
    }

    /// The unit is rid of it; another is to have it.
    fn give_back(&mut self) {
        self.is_back = true;
        self.stage = Stage::Returned;
    }

    fn dispatch(&mut self, fact: &Fact) {
        let lead = fact.with.text(Item::Lead).to_owned();
        let same_unit = self.is_dispatched() && !self.is_back && self.lead == lead;
        if same_unit {
            self.odd(AnomalyKind::Twice, fact);
            return;
        }
        if self.is_dispatched() {
            if !self.is_back {
                // Two units have it at once, unless one of the dispatches is retracted.
                self.odd(AnomalyKind::Twice, fact);
            }
            // What the old unit did does not count for the new one.
            let kinds = [
                M::Signed,
                M::Contacted,
                M::Returned,
                M::Finished,
                M::Replied,
                M::Completed,
                M::SignedOff,
                M::Redo,
                M::Redone,
                M::CalledBack,
            ];
            for kind in kinds {
                self.input.moments.set(kind, None);
            }
            self.input.moments.set(M::Reassigned, Some(fact.at));
            self.input.extensions.clear();
            self.is_back = false;
            self.return_pending = None;
            self.objection_pending = None;
            self.no_further_pending = None;
            self.extension_pending = None;
            self.suspension_pending = None;
        } else {
            self.input.moments.set(M::Dispatched, Some(fact.at));
        }
        self.turn += 1;
        self.lead = lead;
        self.assisting = fact.with.list(Item::Assisting).to_vec();
        self.stage = Stage::Dispatched;
    }

    fn rule_on_extension(&mut self, step: Step, fact: &Fact) {
        let asked = self.extension_pending.take();
        if asked.is_none() {
            self.odd(AnomalyKind::WithoutRequest, fact);
        }
        if step == Step::GrantExtension {
            let (_, scope, excepted) = asked.unwrap_or((fact.id, ExtensionScope::Handling, false));
            self.input.extensions.push(Extended {
                scope,
                days: fact.with.number(Item::Days).unwrap_or(0),
                excepted: excepted || fact.with.get(Item::Exception).is_some(),
            });
        }
    }

    /// What deadlines are computed from, out of what is on file.
    fn settle(&mut self) {
        let again = self.done(Step::CallAgain).count();
        let attributes = &mut self.input.attributes;
        for (key, value) in self.on_file.iter() {
            match (key, value) {
                (Key::Known(Field::Attribute(attribute)), Value::Text(code)) => {
                    attributes.set(*attribute, code);
                }
                (Key::Known(Field::Own(own)), Value::Number(n)) => attributes.own.set(*own, u32::try_from(*n).ok()),
                _ => {}
            }
        }
        attributes.own.statutory_unit = self.on_file.term(Item::StatutoryUnit);
        let first = self.on_file.number(Item::Calls).unwrap_or(1).max(1);
        attributes.calls = first.saturating_add(u32::try_from(again).unwrap_or(u32::MAX));
        self.input.printed_due = self.on_file.day(Item::PrintedDue);
        self.input.logged = true;
        if self.is_suspended() && !self.is_closed() {
            self.stage = Stage::Suspended;
        }
    }
}
