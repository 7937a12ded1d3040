//! 卷内材料 — what the volume of an order holds, what it still lacks, and all its sheets in order.

use chrono::NaiveDateTime;

use crate::deadline::Regime;
use crate::order::{Entry, Field, Item, Step, WorkOrder};
use crate::pack::{Pack, Rule};
use crate::supervision::cases;
use crate::term::{Means, Term};

use super::template::{Concerns, Paper};
use super::{Sheet, Source, fill, paper, papers, words};

/// Papers about the volume itself.
const OF_THE_VOLUME: [&str; 4] = ["cover", "contents", "log", "transfer"];

/// 卷内材料: one thing in the volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What it is called.
    pub title: String,
    /// When it came about.
    pub at: Option<NaiveDateTime>,
    /// 责任者.
    pub by: String,
    /// The paper it is printed on; none for what was attached.
    pub paper: Option<&'static Paper>,
}

/// 缺项: something a complete volume still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack<'a> {
    /// The step that was never done, or did not record the field.
    pub step: Step,
    /// The field it did not record.
    pub field: Option<Field>,
    /// The rule that demands it; none where every volume has it.
    pub rule: Option<&'a Rule>,
}

impl Lack<'_> {
    /// What it is called.
    pub fn word(&self) -> &'static str {
        self.field.map_or(self.step.word(), Field::word)
    }
}

/// The papers that this entry fills.
fn of_entry<'e>(entry: &'e Entry, pack: Option<&'e Pack>) -> impl Iterator<Item = &'static Paper> + 'e {
    papers().iter().filter(move |paper| {
        let of_pack = pack.is_none_or(|pack| paper.is_in(pack));
        of_pack && !OF_THE_VOLUME.contains(&paper.id.as_str()) && paper.fits(&entry.fact)
    })
}

/// 卷宗目录: the papers whose step was done, oldest first, the log, and what was attached.
pub fn contents(order: &WorkOrder, pack: Option<&Pack>) -> Vec<Leaf> {
    let live = || order.entries.iter().filter(|entry| entry.live);
    let mut leaves: Vec<Leaf> = Vec::new();
    for entry in live() {
        leaves.extend(of_entry(entry, pack).map(|paper| Leaf {
            title: paper.title.clone(),
            at: Some(entry.fact.at),
            by: words::by(&entry.fact.by),
            paper: Some(paper),
        }));
    }
    if let Some(log) = paper("log").filter(|_| !order.entries.is_empty()) {
        let (title, at) = (log.title.clone(), live().next_back().map(|entry| entry.fact.at));
        leaves.push(Leaf { title, at, by: String::new(), paper: Some(log) });
    }
    leaves.extend(live().filter(|entry| entry.fact.step() == Some(Step::Attach)).map(|entry| Leaf {
        title: entry.fact.with.text(Item::FileName).to_owned(),
        at: Some(entry.fact.at),
        by: words::by(&entry.fact.by),
        paper: None,
    }));
    leaves
}

/// 尚缺材料: what the gates of handing in, closing and filing want and the log does not have; and what every volume of a
/// handled order has.
pub fn lacking<'a>(regime: Option<&Regime<'a>>, order: &WorkOrder) -> Vec<Lack<'a>> {
    let mut lacks: Vec<Lack<'a>> = Vec::new();
    let mut add = |lack: Lack<'a>| {
        if !lacks.iter().any(|known| (known.step, known.field) == (lack.step, lack.field)) {
            lacks.push(lack);
        }
    };
    let handled = order.is_dispatched();
    if let Some(regime) = regime {
        let attributes = regime.attributes(&order.input);
        for rule in regime.rules().iter().copied().filter(|rule| rule.matches(&attributes, None)) {
            for gate in &rule.gates {
                let asked = match gate.step {
                    Step::Complete => handled,
                    Step::Close => handled,
                    Step::Archive => true,
                    _ => false,
                };
                let last = order.ever_done(gate.step).last();
                let given = gate.given.iter().all(|test| last.is_some_and(|entry| test.holds(&entry.fact.with)));
                if !asked || !given {
                    continue;
                }
                for done in gate.after.iter().filter(|done| !done.holds(order)) {
                    add(Lack { step: done.step, field: None, rule: Some(rule) });
                }
                let Some(entry) = last else { continue };
                for test in gate.with.iter().filter(|test| !test.holds(&entry.fact.with)) {
                    add(Lack { step: gate.step, field: Some(test.field), rule: Some(rule) });
                }
            }
        }
    }
    let never = |step: Step| order.ever_done(step).next().is_none();
    let every: &[Step] = if handled { &[Step::Reply, Step::Complete, Step::CallBack, Step::Close] } else { &[] };
    for step in every.iter().copied().filter(|step| never(*step)) {
        add(Lack { step, field: None, rule: None });
    }
    // Who spoke on the telephone was recorded.
    let phoned = order.entries.iter().any(|entry| {
        let spoke = matches!(entry.fact.step(), Some(Step::Contact | Step::Reply | Step::CallBack));
        entry.live && spoke && entry.fact.with.text(Item::Means) == Means::Phone.code()
    });
    let kept = order.ever_done(Step::Archive).any(|entry| entry.fact.with.is(Item::AudioKept));
    if phoned && !kept {
        add(Lack { step: Step::Archive, field: Some(Item::AudioKept.into()), rule: None });
    }
    lacks
}

/// 整卷: cover, catalogue, every paper that its log fills, oldest first, and the log.
pub fn sheets(source: &Source<'_>) -> Vec<Sheet> {
    let Some(order) = source.order else { return Vec::new() };
    let pack = source.regime.map(|regime| regime.pack);
    let plain = Source { fact: None, case: None, orders: &[], ..*source };
    let first = ["cover", "contents"].into_iter().filter_map(paper);
    let mut sheets: Vec<Sheet> = first.map(|paper| fill(paper, &plain)).collect();
    let all = cases(order);
    for entry in order.entries.iter().filter(|entry| entry.live) {
        let case = all.iter().find(|case| case.nth == entry.case);
        for paper in of_entry(entry, pack) {
            let case = case.filter(|_| paper.of == Concerns::Case);
            sheets.push(fill(paper, &Source { fact: Some(&entry.fact), case, ..plain }));
        }
    }
    // A case has its own sheet, whatever was done in it.
    if let Some(paper) = paper("case_sheet") {
        sheets.extend(all.iter().map(|case| fill(paper, &Source { case: Some(case), ..plain })));
    }
    sheets.extend(paper("log").map(|paper| fill(paper, &plain)));
    sheets
}
