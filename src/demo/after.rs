//! 办结之后 — what follows once an order was handed in: what the callback brings, what clauses ask for because of it, the
//! case of supervision, the closing and the filing.

use crate::order::{Item, Step};
use crate::pack::FieldTest;
use crate::term::{Consequence, Stage};
use crate::workflow::{Found, grounds};

use super::case::{Case, DEPTH, is_aside};
use super::plan::After;

/// A case of supervision, from its opening to its end.
const SUPERVISION: [Step; 5] = [
    Step::OpenSupervision,
    Step::NotifySupervision,
    Step::AnswerSupervision,
    Step::VerifySupervision,
    Step::CloseSupervision,
];
/// How much of what is asked for is done at one go.
const MOST_FOLLOWED: usize = 8;

impl Case<'_> {
    /// Goes on after its goals; false where it goes no further.
    pub(super) fn go_on(&mut self, after: After) -> bool {
        match after {
            After::Do(Step::Close) => self.end_supervision(Step::CloseSupervision) && self.step(Step::Close),
            After::Do(step) => self.step(step) || is_aside(step),
            After::Call(answer) => {
                self.answer = answer;
                self.take(Step::CallBack, &[], answer.desk(), DEPTH)
            }
            After::Owed => {
                self.follow();
                true
            }
            After::Again => self.again(),
            After::Case(upto) => self.supervise(upto),
            After::Fault => {
                let found = [Item::DutyUndone, Item::Harmed];
                let tests = found.map(|item| FieldTest { field: item.into(), one_of: Vec::new() });
                self.take(Step::RuleFault, &tests, None, DEPTH)
            }
        }
    }

    fn step(&mut self, step: Step) -> bool {
        self.take(step, &[], None, DEPTH)
    }

    fn stage(&self) -> Option<Stage> {
        self.order.as_ref().map(|order| order.stage)
    }

    /// Does what the clauses ask for now, one thing after the other.
    fn follow(&mut self) {
        let regime = self.regime;
        let mut tried: Vec<&str> = Vec::new();
        for _ in 0..MOST_FOLLOWED {
            let Some(order) = &self.order else { return };
            let sent_back = matches!(order.stage, Stage::UnderReview | Stage::Redoing);
            let supervised = order.is_supervised;
            let found = grounds(regime, order, self.at);
            let open = found.iter().filter(|found| {
                let known = tried.contains(&found.rule.id.as_str());
                let under_way = supervised && found.ground.leads_to == Consequence::Supervision;
                found.answered.is_none() && !known && !under_way
            });
            let next = open.filter_map(|found| Some((turn(found, sent_back)?, found))).min_by_key(|(turn, _)| *turn);
            let Some((_, found)) = next else { return };
            tried.push(found.rule.id.as_str());
            if let Some(done) = found.ground.answered_by.first() {
                let desk = done.by.first().copied().or(found.ground.who);
                self.take(done.step, &done.with, desk, DEPTH);
            }
        }
    }

    /// Hands in again what was sent back or put under review, and has it accepted; answers an open supervision.
    fn again(&mut self) -> bool {
        let handed_in = match self.stage() {
            Some(Stage::Redoing) => {
                self.step(Step::Finish);
                self.step(Step::Reply);
                self.step(Step::Complete)
            }
            Some(Stage::UnderReview) => self.step(Step::AnswerReview),
            _ => true,
        };
        handed_in
            && (self.stage() != Some(Stage::Completed) || self.step(Step::AcceptCompletion))
            && self.end_supervision(Step::AnswerSupervision)
    }

    /// Takes a case of supervision as far as this step, if one is open.
    fn end_supervision(&mut self, upto: Step) -> bool {
        let open = self.order.as_ref().is_some_and(|order| order.is_supervised);
        !open || self.supervise(upto)
    }

    /// Takes the open case of supervision as far as this step; opens one where none is open.
    fn supervise(&mut self, upto: Step) -> bool {
        for step in SUPERVISION {
            let done = self.order.as_ref().is_some_and(|order| match step {
                Step::OpenSupervision => order.is_supervised,
                step => order.done(step).next().is_some(),
            });
            if !done && !self.step(step) {
                return false;
            }
            if step == upto {
                break;
            }
        }
        true
    }
}

/// In which order the things that clauses ask for are done; none for what is left to people, or has to wait.
fn turn(found: &Found<'_>, sent_back: bool) -> Option<u8> {
    use Consequence as C;
    let leads_to = found.ground.leads_to;
    let turn = match leads_to {
        C::Verify => 0,
        C::Explain | C::Statement => 1,
        C::Report | C::Circulate | C::Deduct => 2,
        C::Supervision => 3,
        C::ReviewOrder => 4,
        C::Redo => 5,
        C::Remind | C::Visit | C::Agenda | C::Interview | C::Accountability | C::Exclusion => return None,
    };
    let by_people = found.ground.proposed && leads_to != C::Redo;
    let waits = sent_back && !matches!(leads_to, C::Explain | C::Statement);
    (!by_people && !waits).then_some(turn)
}
