//! 督办 — the cases of supervision in an order's log: one after the other, each from its opening to its closing.

use crate::order::{Entry, Item, Phase, Step, WorkOrder};
use crate::pack::Pack;
use crate::term::{Flag, Mode, Term};

/// 督办案: one case of supervision, as the log tells it. Nothing of it is stored.
#[doc(alias = "督办")]
#[derive(Debug, Clone)]
pub struct Case<'o> {
    /// Which of the order's cases, from 1.
    pub nth: u32,
    /// Everything done in it, oldest first; the opening is the first.
    pub entries: Vec<&'o Entry>,
}

/// 督办环节: where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseStage {
    /// Opened; the unit was not told.
    Opened,
    /// The unit was told and has not answered.
    Noticed,
    /// Answered, to be verified.
    Answered,
    /// Verified, to be closed.
    Verified,
    /// Closed.
    Closed,
}

/// Every case of supervision of this order, oldest first.
pub fn cases(order: &WorkOrder) -> Vec<Case<'_>> {
    let opened = (1..=order.cases).filter_map(|nth| {
        let of_case = |entry: &&Entry| entry.live && entry.case == nth && belongs(entry);
        let mut entries: Vec<&Entry> = order.entries.iter().filter(of_case).collect();
        let from = entries.iter().position(|entry| entry.fact.step() == Some(Step::OpenSupervision))?;
        entries.drain(..from);
        Some(Case { nth, entries })
    });
    opened.collect()
}

/// Whether it is told with a case: what supervision does, and what the unit does while it is open.
fn belongs(entry: &Entry) -> bool {
    entry.fact.step().is_some_and(|step| {
        step.phase() == Phase::Supervision
            || matches!(
                step,
                Step::Remind
                    | Step::RequestExtension
                    | Step::GrantExtension
                    | Step::DenyExtension
                    | Step::Visit
                    | Step::ReportProgress
                    | Step::Contact
                    | Step::Reply
                    | Step::Explain
                    | Step::Attach
                    | Step::CallBack
            )
    })
}

impl<'o> Case<'o> {
    /// The last time a step was done in it.
    pub fn last(&self, step: Step) -> Option<&'o Entry> {
        self.entries.iter().rev().find(|entry| entry.fact.step() == Some(step)).copied()
    }

    /// The opening.
    pub fn opening(&self) -> Option<&'o Entry> {
        self.entries.first().copied()
    }

    /// 督办编号.
    pub fn number(&self) -> &'o str {
        self.opening().map_or("", |entry| entry.fact.with.text(Item::SupervisionNumber))
    }

    /// 督办事由: id of the rule that names it.
    pub fn ground(&self) -> &'o str {
        self.opening().map_or("", |entry| entry.fact.with.text(Item::Ground))
    }

    /// The words of its ground in the pack; the code where the pack does not know it.
    pub fn ground_words<'p>(&self, pack: &'p Pack) -> &'p str
    where
        'o: 'p,
    {
        let known = pack.rule(self.ground()).map(|rule| rule.citation.gist.as_str());
        known.unwrap_or_else(|| self.ground())
    }

    /// 督办方式, in the order they were used.
    pub fn modes(&self) -> Vec<Mode> {
        let notices = self.entries.iter().filter(|entry| entry.fact.step() == Some(Step::NotifySupervision));
        notices.filter_map(|entry| Mode::from_code(entry.fact.with.text(Item::Mode))).collect()
    }

    /// Where it stands: what was done last of notice, answer and verification decides.
    pub fn stage(&self) -> CaseStage {
        if self.last(Step::CloseSupervision).is_some() {
            return CaseStage::Closed;
        }
        let deciding = [Step::NotifySupervision, Step::AnswerSupervision, Step::VerifySupervision];
        let last =
            self.entries.iter().rev().find(|entry| entry.fact.step().is_some_and(|step| deciding.contains(&step)));
        let Some(last) = last else { return CaseStage::Opened };
        match last.fact.step() {
            Some(Step::AnswerSupervision) => CaseStage::Answered,
            Some(Step::VerifySupervision) if last.fact.with.text(Item::Passed) == Flag::Yes.code() => {
                CaseStage::Verified
            }
            // An answer that was found wanting is owed again.
            _ => CaseStage::Noticed,
        }
    }
}
