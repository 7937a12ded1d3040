//! 所闻 — what a callback brings, and what is chosen by it afterwards: why an order is closed, on which ground it is put
//! under supervision or referred, in which manner the unit is urged.

use chrono::NaiveDateTime;

use crate::order::{Attribute, Field, Item, Record, Step};
use crate::pack::Ground;
use crate::term::{Consequence, Mode, Role, Term};
use crate::workflow::grounds;

use super::case::Case;
use super::plan::Answer;

/// Ways of urging that ask for no paper signed before.
const PLAIN: [Mode; 4] = [Mode::Phone, Mode::Online, Mode::Written, Mode::OnSite];

impl Case<'_> {
    /// What a callback brings: who called, whom he reached, and what he was told.
    pub(super) fn called(&self, with: &mut Record, at: NaiveDateTime) {
        let answer = self.answer;
        with.put(Item::CallbackBy, answer.caller());
        if answer == Answer::Nobody {
            with.put(Item::Reached, "no");
            return;
        }
        with.put(Item::Reached, "yes");
        with.put(Item::Answerer, "诉求人本人");
        let neglected = answer == Answer::Wanting && !self.luck.is_multiple_of(2);
        if answer != Answer::City {
            with.put(Item::AskedContacted, if neglected { "no" } else { "yes" });
        }
        self.state(with, Step::CallBack, Attribute::Verdict, at);
        // Of what nobody has to ask, only what a clause draws consequences from.
        if answer == Answer::Wanting {
            for item in [Item::Efficiency, Item::Attitude, Item::ResultVerdict] {
                if self.draws_on(item) {
                    with.put(item, "unsatisfied");
                }
            }
            with.put(Item::CouldSolve, !neglected && self.draws_on(Item::CouldSolve));
        }
        with.put(Item::Contradicts, answer == Answer::Contradicts && self.draws_on(Item::Contradicts));
        if let Some(said) = self.value(Step::CallBack, Item::Said.into(), &[], at) {
            with.put(Item::Said, said);
        }
    }

    /// Whether a ground of the pack reads this of a callback.
    fn draws_on(&self, item: Item) -> bool {
        let grounds = self.regime.rules().iter().filter_map(|rule| rule.ground());
        let mut heard = grounds.flat_map(|ground| &ground.evidence).filter(|seen| seen.done.step == Step::CallBack);
        heard.any(|seen| seen.done.with.iter().any(|test| test.field == Field::Item(item)))
    }

    /// Codes of the verdict, the most fitting first; what the pack's scale does not have is passed over.
    pub(super) fn verdicts(&self) -> Vec<&'static str> {
        match (self.answer.is_good(), self.luck % 9) {
            (true, 0) => vec!["mostly", "satisfied"],
            (true, 1) => vec!["fair", "satisfied"],
            (true, _) => vec!["satisfied"],
            (false, 0..=2) => vec!["very_unsatisfied", "unsatisfied"],
            (false, _) => vec!["unsatisfied"],
        }
    }

    /// Why it is closed.
    pub(super) fn close_grounds(&self) -> Vec<&'static str> {
        let supervised = self.order.as_ref().is_some_and(|order| order.cases > 0);
        match self.answer {
            Answer::Nobody => vec!["unreachable"],
            answer if answer.is_good() && supervised => vec!["verified"],
            answer if answer.is_good() => vec!["accepted"],
            _ if self.is_baseless() => vec!["no_basis"],
            _ => vec!["explained"],
        }
    }

    /// In which manner the unit is urged: as the ground of the case says, else by whoever has the case.
    pub(super) fn modes(&self) -> Vec<&'static str> {
        let opening = self.order.as_ref().and_then(|order| order.done(Step::OpenSupervision).last());
        let given = opening.map_or("", |entry| entry.fact.with.text(Item::Ground));
        let rule = self.regime.rules().iter().find(|rule| rule.id == given);
        let stated = rule.and_then(|rule| rule.ground()).and_then(|ground| ground.mode);
        let stated = stated.filter(|mode| PLAIN.contains(mode));
        let above = self.wanted_desk(Step::NotifySupervision) == Some(Role::Authority);
        let usual = if above { Mode::Rectify } else { Mode::Phone };
        stated.into_iter().chain([usual, Mode::OnSite]).map(Term::code).collect()
    }

    /// Id of a ground that leads to this: one that holds and is not answered, else one that people state.
    pub(super) fn ground(&self, leads_to: Consequence, at: NaiveDateTime) -> Option<String> {
        let order = self.order.as_ref()?;
        let found = grounds(self.regime, order, at).into_iter().filter(|found| found.ground.leads_to == leads_to);
        let held = found.min_by_key(|found| (found.answered.is_some(), found.ground.proposed));
        if let Some(held) = held {
            return Some(held.rule.id.clone());
        }
        let attributes = self.regime.attributes(&order.input);
        let stated = |fits: fn(&Ground) -> bool| {
            let leads = |ground: &Ground| ground.leads_to == leads_to && fits(ground);
            let rules = self.regime.rules().iter().filter(|rule| rule.ground().is_some_and(leads));
            let ids: Vec<&str> =
                rules.filter(|rule| rule.matches(&attributes, None)).map(|rule| rule.id.as_str()).collect();
            ids.get(self.luck % ids.len().max(1)).map(|id| (*id).to_owned())
        };
        stated(Ground::is_by_hand).or_else(|| stated(|ground| ground.proposed))
    }
}
