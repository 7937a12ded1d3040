//! 填写 — what an order's steps record: the request as taken down, what a clerk usually writes, and a value for any field
//! that a clause asks for.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use crate::ledger::Post;
use crate::order::{Attribute, Field, Item, List, OwnNumber, Record, Shape, Step, Value, moment};
use crate::term::{Consequence, Nature, Role, Term};

use super::case::Case;
use super::people;
use super::words::{heard, words};

impl Case<'_> {
    /// What is taken down of the request.
    pub(super) fn registration(&self) -> Record {
        let (request, road) = (self.request, self.caller.road);
        let pack = self.regime.pack;
        let mut with = Record::default();
        with.put(Item::Number, self.number.as_str());
        with.put(Item::Title, self.title.as_str());
        with.put(Item::Place, self.caller.place(&request.at));
        with.put(Item::Occurred, format!("{}月{}日前后", self.at.month(), self.at.day()));
        with.put(Item::Persons, or_unknown(&request.persons));
        with.put(Item::Cause, or_unknown(&request.cause));
        with.put(Item::Demand, or_unknown(&request.demand));
        for taken in [Item::TakenName, Item::TakenPhone, Item::TakenAddress] {
            with.put(taken, true);
        }
        with.put(Item::TakenStory, !request.story(road).is_empty());
        with.put(Item::Pack, pack.id());
        with.put(Item::PackVersion, Value::Number(i64::from(pack.text().version)));
        if let Some(subject) = self.listed(List::Subject, &request.subject) {
            with.put(Item::Subject, subject);
        }
        if let Some(channel) = self.listed(List::Channel, self.channel()) {
            with.put(Item::Channel, channel);
        }
        self.attributes(&mut with);
        with
    }

    /// What the request is, as far as the pack lists it: what is not listed becomes the ordinary.
    fn attributes(&self, with: &mut Record) {
        let fields = Step::Register.fields();
        let mut state = |attribute: Attribute, code: &str| {
            if self.lists(attribute, code) && fields.contains(&Field::Attribute(attribute)) {
                with.put(attribute, code);
            }
        };
        state(Attribute::Nature, Nature::Other.code());
        state(Attribute::Nature, &self.request.nature);
        state(Attribute::Urgency, "ordinary");
        state(Attribute::Difficulty, "ordinary");
        state(Attribute::Privacy, "public");
        if self.luck % 12 == 5 {
            state(Attribute::Privacy, "confidential");
        }
        for attribute in Attribute::ALL {
            state(*attribute, self.request.says(*attribute));
        }
        for &(attribute, code) in self.plan.wish {
            state(attribute, code);
        }
        if with.text(Attribute::Statutory) == "limited" {
            with.put(OwnNumber::StatutoryLimit, Value::Number(30));
            with.put(Item::StatutoryUnit, "working_day");
        }
    }

    fn channel(&self) -> &'static str {
        match self.luck % 10 {
            0 | 1 => "city",
            2 => "mini_program",
            3 => "app",
            4 => "grid",
            _ => "phone",
        }
    }

    /// Whether the pack lists this value of an attribute.
    fn lists(&self, attribute: Attribute, code: &str) -> bool {
        let listed = self.regime.pack.text().vocabulary.get(attribute.code());
        listed.is_some_and(|codes| codes.iter().any(|known| known == code))
    }

    /// The wanted value of a list of the pack, else its first.
    fn listed(&self, list: List, wanted: &str) -> Option<String> {
        let values = self.regime.pack.list(list);
        let value = values.iter().find(|value| value.id == wanted).or(values.first());
        value.map(|value| value.id.clone())
    }

    /// What a clerk usually writes down with a step.
    pub(super) fn usual(&self, step: Step, at: NaiveDateTime) -> Record {
        let mut with = Record::default();
        for field in usually(step) {
            if let Some(value) = self.value(step, (*field).into(), &[], at) {
                with.put(*field, value);
            }
        }
        match step {
            Step::CallBack => self.called(&mut with, at),
            Step::RuleFault => self.state(&mut with, step, Attribute::UnitFault, at),
            // A limit of its own, where the pack knows one.
            Step::NotifySupervision => {
                let own = OwnNumber::SupervisionLimit;
                if self.regime.pack.text().vocabulary.contains_key(own.code()) {
                    with.put(own, Value::Number(i64::from(self.number_of(own.into()))));
                }
            }
            _ => {}
        }
        if step == Step::Complete {
            let suggested = self.request.nature == "suggestion";
            let outcome = [Attribute::Outcome, Attribute::Finding];
            let more = [(Attribute::SuggestionOutcome, suggested), (Attribute::Merit, self.is_baseless())];
            let more = more.into_iter().filter_map(|(attribute, wanted)| wanted.then_some(attribute));
            for attribute in outcome.into_iter().chain(more) {
                self.state(&mut with, step, attribute, at);
            }
        }
        if step == Step::Dispatch && self.request.says(Attribute::Joint) == "yes" {
            with.put(Item::Assisting, Value::List(vec![people::unit(self.unit + 3).to_owned()]));
        }
        with
    }

    /// States an attribute, where the pack lists a value of it.
    pub(super) fn state(&self, with: &mut Record, step: Step, attribute: Attribute, at: NaiveDateTime) {
        if let Some(value) = self.value(step, attribute.into(), &[], at) {
            with.put(attribute, value);
        }
    }

    /// A request that no policy supports.
    pub(super) fn is_baseless(&self) -> bool {
        self.luck % 17 == 3
    }

    /// What was reported is not so.
    pub(super) fn is_untrue(&self) -> bool {
        self.luck % 19 == 4
    }

    /// A value for a field that meets these codes (none: any will do); none where pack or desk has no such value.
    pub(super) fn value(&self, step: Step, field: Field, codes: &[String], at: NaiveDateTime) -> Option<Value> {
        let open = |code: &str| codes.is_empty() || codes.iter().any(|known| known == code);
        let value = match field.shape() {
            Shape::Flag => Value::Flag(open("yes")),
            Shape::Number => Value::Number(i64::from(self.number_of(field))),
            Shape::Day => {
                let days = TimeDelta::days(i64::from(self.days) + 5);
                Value::Text(at.date().checked_add_signed(days)?.to_string())
            }
            Shape::Moment => Value::Text(moment::write(at)),
            Shape::Choice => {
                let known = |code: &str| match field {
                    Field::Attribute(attribute) => self.lists(attribute, code),
                    _ => true,
                };
                let preferred = self.preferred(step, field);
                let choices = field.choices();
                let rest = choices.iter().map(|(code, _)| *code).filter(|code| *code != "none");
                let code = preferred.into_iter().chain(rest).find(|code| open(code) && known(code))?;
                Value::Text(code.to_owned())
            }
            Shape::Listed(list) => Value::Text(match (codes.first(), list) {
                (Some(code), _) => code.clone(),
                (None, List::Supervision) => self.ground(Consequence::Supervision, at)?,
                (None, List::Accountability) => self.ground(Consequence::Accountability, at)?,
                (None, list) => self.listed_by_luck(list)?,
            }),
            Shape::HandlingUnit => {
                let unit = if field == Field::Item(Item::SuggestedUnit) { self.unit + 1 } else { self.unit };
                Value::Text(people::unit(unit).to_owned())
            }
            Shape::HandlingUnits => Value::List(vec![people::unit(self.unit + 3).to_owned()]),
            Shape::Reference | Shape::Codes => match field {
                Field::Item(Item::Into) => Value::Text(self.into?.to_string()),
                _ => return None,
            },
            Shape::Line | Shape::Text => Value::Text(self.text(step, field)),
        };
        Some(value)
    }

    fn number_of(&self, field: Field) -> u32 {
        match field {
            Field::Own(OwnNumber::StatutoryLimit) => 30,
            Field::Own(_) => 5,
            Field::Item(Item::Days) => self.days,
            _ => 1,
        }
    }

    fn listed_by_luck(&self, list: List) -> Option<String> {
        let values = self.regime.pack.list(list);
        values.get(self.luck % values.len().max(1)).map(|value| value.id.clone())
    }

    /// Codes a clerk would choose first.
    fn preferred(&self, step: Step, field: Field) -> Vec<&'static str> {
        let by_phone = if self.luck.is_multiple_of(3) { ["in_person", "phone"] } else { ["phone", "in_person"] };
        match field {
            Field::Attribute(Attribute::ReturnGround) => vec!["not_ours"],
            Field::Attribute(Attribute::Finding) if self.is_untrue() => vec!["untrue", "true"],
            Field::Attribute(Attribute::Finding) => vec!["true"],
            Field::Attribute(Attribute::Merit) if self.is_baseless() => vec!["no_basis", "justified"],
            Field::Attribute(Attribute::Merit) => vec!["justified"],
            Field::Attribute(Attribute::Outcome) => match self.request.nature.as_str() {
                _ if self.is_baseless() || self.is_untrue() => vec!["explained", "solved"],
                "inquiry" => vec!["explained", "solved"],
                "suggestion" => vec!["recorded", "solved"],
                _ => vec!["solved"],
            },
            Field::Attribute(Attribute::SuggestionOutcome) if self.luck.is_multiple_of(2) => vec!["reference"],
            Field::Attribute(Attribute::UnitFault) if self.is_baseless() || self.is_untrue() => vec!["no"],
            Field::Attribute(Attribute::UnitFault) => vec!["yes"],
            Field::Attribute(Attribute::Verdict) if step == Step::CallBack => self.verdicts(),
            Field::Attribute(Attribute::Verdict) => vec!["satisfied"],
            Field::Item(Item::ProcessVerdict | Item::ResultVerdict | Item::Efficiency | Item::Attitude) => {
                self.verdicts()
            }
            Field::Item(Item::Degree) if self.answer.is_good() => vec!["solved"],
            Field::Item(Item::Degree) if self.luck.is_multiple_of(2) => vec!["partly"],
            Field::Item(Item::Degree) => vec!["unsolved"],
            Field::Item(Item::CloseGround) => self.close_grounds(),
            Field::Item(Item::Mode) => self.modes(),
            Field::Item(Item::SourceMark) => vec![match self.luck % 3 {
                0 => "leader",
                1 => "media",
                _ => "superior",
            }],
            Field::Item(Item::Settled) if self.luck % 5 == 2 => vec!["partly"],
            Field::Item(Item::Settled) => vec!["solved"],
            Field::Item(Item::Passed) => vec!["yes"],
            Field::Item(Item::LedBy) => vec!["centre"],
            Field::Item(Item::Attended | Item::Interviewee) => vec!["principal"],
            Field::Item(Item::Convenor) => vec!["centre", "hotline_leader", "county_leader", "town_leader"],
            Field::Item(Item::SignedBy) if step == Step::ApproveNotice => vec!["hotline_leader", "town_leader"],
            Field::Attribute(Attribute::Joint | Attribute::OnSite | Attribute::Key) => vec!["no"],
            Field::Item(Item::SignedBy) if step == Step::DecideUnit => {
                vec![self.decider.unwrap_or(Role::VisitingLeader).code()]
            }
            Field::Item(Item::SignedBy) => vec!["deputy", "line_deputy", "principal"],
            Field::Item(Item::Means) if step == Step::Contact => by_phone.to_vec(),
            Field::Item(Item::Means) => vec!["phone"],
            Field::Item(Item::How) => vec!["platform"],
            Field::Item(Item::ToRole) => vec!["clerk"],
            Field::Item(Item::StatutoryUnit) => vec!["working_day"],
            Field::Item(Item::Statement) => vec![if self.is_baseless() { "no_basis" } else { "other" }],
            Field::Item(Item::DirectClose) => match self.request.nature.as_str() {
                "praise" => vec!["praise"],
                "invalid" => vec!["invalid"],
                _ => vec!["answered"],
            },
            _ => Vec::new(),
        }
    }

    fn text(&self, step: Step, field: Field) -> String {
        let request = self.request;
        match field {
            Field::Item(Item::Title) => self.title.clone(),
            Field::Item(Item::Number) => self.number.clone(),
            Field::Item(Item::Place | Item::BuildingPlace) => self.caller.place(&request.at),
            Field::Item(Item::Persons) => or_unknown(&request.persons).to_owned(),
            Field::Item(Item::Cause) => or_unknown(&request.cause).to_owned(),
            Field::Item(Item::Demand) => or_unknown(&request.demand).to_owned(),
            Field::Item(Item::Occurred) => format!("{}月{}日前后", self.at.month(), self.at.day()),
            Field::Item(Item::Result) => request.result.clone(),
            Field::Item(Item::Answer) => format!("您好，您反映的“{}”事项，{}", self.title, request.result),
            Field::Item(Item::LeadPerson) => people::holder(self.unit, Post::Deputy),
            Field::Item(Item::Handler) => format!("综合业务科 {}", people::person(300 + self.luck % 20)),
            Field::Item(Item::Investigation | Item::Facts) if self.is_untrue() => {
                "经现场核查，未发现所反映情况".to_owned()
            }
            Field::Item(Item::Problem) => or_unknown(&request.demand).to_owned(),
            Field::Item(Item::Facts) => format!("经现场核查：{}", or_unknown(&request.cause)),
            Field::Item(Item::Said) if step == Step::CallBack => heard(self.answer).to_owned(),
            Field::Item(Item::VolumeNumber) => self.number.clone(),
            Field::Item(Item::SupervisionNumber) => {
                let nth = self.order.as_ref().map_or(0, |order| order.cases) + 1;
                format!("督{}-{nth}", self.number)
            }
            Field::Item(item) => words(step, item).to_owned(),
            _ => String::new(),
        }
    }
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "不详" } else { text }
}

/// What a clerk writes down whatever the clauses ask.
fn usually(step: Step) -> &'static [Item] {
    use Item as I;
    match step {
        Step::Refuse => &[I::RefusalGround, I::Reason, I::Explained, I::TransferredTo, I::ContactGiven],
        Step::CloseAtIntake => &[I::DirectClose, I::Answer],
        Step::CallAgain => &[I::Urged, I::Said],
        Step::Merge => &[I::Into, I::Reason],
        Step::DecideUnit => &[I::Lead, I::SignedBy, I::Opinion],
        Step::NameUnits => &[I::Lead, I::Reason],
        Step::Dispatch => &[I::Lead, I::How, I::AssignBasis],
        Step::Escalate => &[I::To, I::Reason, I::Told],
        Step::SignOff => &[I::SignedBy, I::LeadPerson, I::Handler, I::Opinion],
        Step::Assign => &[I::Handler],
        Step::Contact => &[I::Means, I::ToldAcceptance, I::ToldProcedure, I::ToldLimit, I::RecordKept, I::What],
        Step::RequestReturn => &[I::Reason, I::Basis, I::SuggestedUnit],
        Step::RequestExtension => &[I::Days, I::Reason, I::Basis],
        Step::RequestSuspension => &[I::Reason, I::Basis, I::Days],
        Step::Suspend => &[I::Days, I::Basis],
        Step::Visit => &[I::Handler, I::Arrived, I::Photos, I::What],
        Step::ReportProgress => &[I::What, I::Measures],
        Step::Explain => &[I::Means, I::What, I::RecordKept],
        Step::Finish => &[I::Result],
        Step::ApproveAnswer => &[I::SignedBy, I::LeadPerson, I::Procedure, I::Opinion],
        Step::Reply => &[I::Means, I::Answer, I::RecordKept],
        Step::FileStatement => &[I::Statement, I::What],
        Step::ReviewStatement => &[I::Statement, I::Opinion],
        Step::Complete => &[I::Process, I::Result, I::Told, I::AskedSatisfaction],
        Step::GrantExtension => &[I::Days, I::Opinion],
        Step::ApplyNoFurther => &[I::What, I::Reason, I::Basis],
        Step::Remind => &[I::Means, I::ToRole, I::What],
        Step::UpholdReturn | Step::GrantNoFurther | Step::RuleOnObjection => &[I::Opinion],
        Step::SendBackToIntake | Step::Withdraw | Step::Mark | Step::RejectReturn | Step::DenyExtension => &[I::Reason],
        Step::ReportOutward | Step::Circulate => &[I::To, I::What],
        Step::AcceptCompletion => &[I::Opinion],
        Step::SendBackCompletion => &[I::Reason, I::Means],
        Step::CallBack => &[I::Means],
        Step::VerifyAnswer => &[I::Means, I::What],
        Step::RuleFault => &[I::Opinion],
        Step::IssueReview | Step::OrderRedo => &[I::Reason, I::Opinion],
        Step::AnswerReview => &[I::Process, I::Result, I::Opinion, I::Told, I::Handler],
        Step::Close => &[I::CloseGround, I::Opinion],
        Step::Archive => &[I::VolumeNumber, I::VolumeComplete, I::AudioKept],
        Step::MarkSource => &[I::SourceMark, I::What],
        Step::OpenSupervision => &[I::Ground, I::SupervisionNumber, I::Reason],
        Step::ApproveNotice => &[I::Mode, I::SignedBy, I::Opinion],
        Step::NotifySupervision => &[I::Mode, I::Means, I::What],
        Step::Attend => &[I::LedBy, I::Attended, I::Spoke, I::Acted, I::What],
        Step::Meet => &[I::Convenor, I::Reason, I::Plan],
        Step::AnswerSupervision => &[I::Settled, I::Problem, I::Facts, I::Opinion, I::Told, I::Measures, I::Result],
        Step::VerifySupervision => &[I::Passed, I::Opinion],
        Step::CloseSupervision => &[I::Settled, I::Opinion],
        Step::Refer => &[I::AccountGround, I::To, I::What],
        Step::Deduct => &[I::Points, I::Reason],
        _ => &[],
    }
}
