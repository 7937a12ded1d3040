//! What a volume lacks before it can be filed, and what is known of a filed one. No view.

use banjie::deadline::Regime;
use banjie::order::{Entry, Field, Id, Item, Record, Step, WorkOrder};
use banjie::pack::Pack;
use banjie::term::{Act, MomentKind, Stage, Term};
use banjie::workflow::{Ask, asks, view};
use chrono::NaiveDateTime;

use crate::app::desk::Desk;
use crate::app::pages::supervision::record::named;
use crate::app::say;

/// What is still wrong before an order can be filed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lack {
    pub text: String,
    pub rule: Option<String>,
    pub clause: Option<String>,
}

/// What the filing itself must record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Want {
    pub field: Field,
    /// Values that will do; empty where any will.
    pub codes: Vec<String>,
    pub clause: Option<String>,
}

/// An order to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PendingLine {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub lead: String,
    pub stage: &'static str,
    pub stage_code: &'static str,
    /// When its way ended.
    pub ended: String,
    pub lacks: Vec<Lack>,
    pub wants: Vec<Want>,
}

/// A filed order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FiledLine {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub lead: String,
    pub volume: String,
    pub at: String,
    /// Until when it is kept at least, and the clause that says so.
    pub until: Option<(String, String)>,
    /// What the filing says of the volume.
    pub remarks: String,
}

/// Whether an order at this stage is to be filed.
pub fn is_pending(stage: Stage) -> bool {
    matches!(stage, Stage::Closed | Stage::ClosedAtIntake | Stage::Refused | Stage::NoFurther)
}

pub fn is_filed(stage: Stage) -> bool {
    stage == Stage::Archived
}

impl PendingLine {
    pub fn of(desk: Desk, id: Id, now: NaiveDateTime) -> Option<Self> {
        let order = desk.order(id)?;
        let pack = order.pack().0;
        let found = desk.under(pack, |regime| (lacks(regime, &order, now), wants(regime, &order)));
        let (lacks, wants) = found.unwrap_or_else(|| {
            let text = say::order::no_pack(pack);
            (vec![Lack { text, rule: None, clause: None }], Vec::new())
        });
        let ends = [Step::Close, Step::CloseAtIntake, Step::Refuse, Step::GrantNoFurther];
        let is_end = |entry: &&Entry| entry.live && entry.fact.step().is_some_and(|step| ends.contains(&step));
        let ended = order.entries.iter().rev().find(is_end).map(|entry| say::moment(entry.fact.at));
        Some(Self {
            id,
            number: named(order.number()),
            title: order.title().to_owned(),
            lead: order.lead.clone(),
            stage: order.stage.word(),
            stage_code: order.stage.code(),
            ended: ended.unwrap_or_default(),
            lacks,
            wants,
        })
    }
}

/// What forbids the filing, whatever it records.
fn lacks(regime: &Regime<'_>, order: &WorkOrder, now: NaiveDateTime) -> Vec<Lack> {
    let reasons = view(regime, order, Step::Archive, now).reasons;
    let lack = |reason: say::order::ReasonText| Lack { text: reason.text, rule: reason.rule, clause: reason.clause };
    say::order::reasons(&reasons, regime).into_iter().map(lack).collect()
}

fn wants(regime: &Regime<'_>, order: &WorkOrder) -> Vec<Want> {
    let want = |ask: Ask<'_>| Want {
        field: ask.field,
        codes: ask.codes,
        clause: ask.rule.map(|rule| say::order::clause(rule, regime.pack)),
    };
    let asked = asks(regime, Some(order), Step::Archive, &Record::default());
    asked.into_iter().filter(|ask| ask.must).map(want).collect()
}

impl Want {
    /// Whether a record says it.
    pub fn is_met(&self, record: &Record) -> bool {
        banjie::pack::FieldTest { field: self.field, one_of: self.codes.clone() }.holds(record)
    }
}

impl FiledLine {
    pub fn of(desk: Desk, id: Id, now: NaiveDateTime) -> Option<Self> {
        let order = desk.order(id)?;
        let filing = order.ever_done(Step::Archive).last();
        let volume = filing.map(|entry| entry.fact.with.text(Item::VolumeNumber).to_owned()).unwrap_or_default();
        let (until, remarks) = desk
            .under(order.pack().0, |regime| {
                let remarks = filing.map(|entry| remarks(entry, regime.pack)).unwrap_or_default();
                (kept_until(regime, &order, now), remarks)
            })
            .unwrap_or_default();
        Some(Self {
            id,
            number: named(order.number()),
            title: order.title().to_owned(),
            lead: order.lead.clone(),
            volume: if volume.is_empty() { say::archive::NO_VOLUME.to_owned() } else { volume },
            at: order.input.moments.get(MomentKind::Archived).map(say::moment).unwrap_or_default(),
            until,
            remarks,
        })
    }

    /// The volume as a row of a table.
    pub fn cells(&self) -> Vec<String> {
        let (until, clause) = self.until.clone().unwrap_or_default();
        vec![
            self.volume.clone(),
            self.number.clone(),
            self.title.clone(),
            self.lead.clone(),
            self.at.clone(),
            until,
            clause,
            self.remarks.clone(),
        ]
    }
}

/// The longest time a clause wants it kept.
fn kept_until(regime: &Regime<'_>, order: &WorkOrder, now: NaiveDateTime) -> Option<(String, String)> {
    let limits = regime.deadlines(&order.input, now);
    let kept = limits.iter().filter(|limit| limit.rule.act() == Some(Act::Retention) && limit.is_live());
    let (rule, due) = kept.filter_map(|limit| Some((limit.rule, limit.due?))).max_by_key(|(_, due)| due.at)?;
    Some((say::due(due), say::order::clause(rule, regime.pack)))
}

/// What the filing says beside the number.
fn remarks(entry: &Entry, pack: &Pack) -> String {
    let with = &entry.fact.with;
    let flags = [Item::VolumeComplete, Item::CopySent, Item::AudioKept];
    let said = flags.into_iter().filter(|flag| with.is(*flag)).map(|flag| flag.word().to_owned());
    let what = with.get(Item::What).map(|what| say::order::value(Item::What.into(), what, Some(pack)));
    said.chain(what).collect::<Vec<_>>().join("，")
}

/// The number after this one: its last digits counted up, as wide as they were; none where it ends in no digit.
pub fn next_number(number: &str) -> String {
    let head = number.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let tail = number.strip_prefix(head).unwrap_or_default();
    let width = tail.len();
    tail.parse::<u64>().map(|n| format!("{head}{:0width$}", n.saturating_add(1))).unwrap_or_default()
}
