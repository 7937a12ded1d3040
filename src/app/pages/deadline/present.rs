//! From deadlines to what the page shows: owned words, nothing borrowed.

use std::collections::BTreeMap;
use std::sync::Arc;

use banjie::calendar::clock::Passed;
use banjie::calendar::{Calendar, Day, DayKind, Notice, Standing};
use banjie::deadline::query::Query;
use banjie::deadline::{Deadline, Due, Plan, Regime, State};
use banjie::pack::{Choices, Effect, Pack, Status};
use banjie::term::{Act, Term, Track};
use chrono::{Datelike, NaiveDateTime, Weekday};

use crate::app::parts::month::DayCell;
use crate::app::say;

/// Longest sheet drawn as month grids, days.
const MOST_DAYS: usize = 800;

/// Everything the page needs to ask the domain.
#[derive(Clone)]
pub struct Case {
    pub pack: Arc<Pack>,
    pub choices: Choices,
    pub calendar: Arc<Calendar>,
    pub query: Query,
    pub now: NaiveDateTime,
    /// The calendar with every notice: days left are counted on it, whatever was known when.
    pub today: Arc<Calendar>,
}

/// Where an entry stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Handling,
    Steps,
    Rights,
    Internal,
    Assessment,
    After,
    Waiting,
}

impl Group {
    pub const ALL: [Self; 7] =
        [Self::Handling, Self::Steps, Self::Rights, Self::Internal, Self::Assessment, Self::After, Self::Waiting];

    pub fn title(self) -> &'static str {
        match self {
            Self::Handling => "办结时限",
            Self::Steps => "各环节时限",
            Self::Rights => "退单等权利与最迟时间",
            Self::Internal => "单位内部时限",
            Self::Assessment => "考核口径",
            Self::After => "提醒、后果与定期事项",
            Self::Waiting => "尚未开始计时",
        }
    }
}

/// One entry as shown.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    pub id: String,
    pub row: String,
    pub group: Group,
    pub track: &'static str,
    pub subject: String,
    pub gist: String,
    /// Machine form and words of the due moment.
    pub due: Option<(String, String)>,
    pub due_value: Option<Due>,
    /// What is said in place of a due moment.
    pub state: Option<String>,
    pub left: Option<(String, bool)>,
    pub badges: Vec<(&'static str, String)>,
    /// Further lines: start, extension, consequences.
    pub lines: Vec<String>,
    pub citation: String,
    pub counting: Option<&'static str>,
    pub has_sheet: bool,
    /// Done, or not needed.
    pub is_over: bool,
}

/// Everything shown for one query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shown {
    pub entries: Vec<EntryView>,
    pub overridden: Vec<(String, String, String)>,
    /// The binding due moment: words, row, how much is left, provisional.
    pub headline: Option<Headline>,
    /// What stands in place of the binding due moment: suspended, or outside the calendar.
    pub stopped: Option<String>,
    /// Guidance beside the steps shown: row, step, gist, citation.
    pub guidance: Vec<[String; 4]>,
    pub draft: Option<String>,
    /// Readings that would move a due moment: (reading, option, row, words).
    pub readings: Vec<ReadingEffect>,
    /// Due moments without the what-if, by row.
    pub before: BTreeMap<String, String>,
}

/// The line on top.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    pub due: String,
    pub row: String,
    pub citation: String,
    pub left: Option<(String, bool)>,
    pub provisional: bool,
    pub before_force: bool,
}

/// What another reading would change.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingEffect {
    pub label: String,
    pub chosen: String,
    pub other: String,
    pub why: String,
    /// Row, due now, due under the other reading.
    pub moves: Vec<(String, String, String)>,
}

impl Case {
    pub fn with_regime<T>(&self, ask: impl FnOnce(&Regime<'_>) -> T) -> T {
        ask(&Regime::new(&self.pack, &self.choices, &self.calendar))
    }

    pub fn show(&self) -> Shown {
        self.with_regime(|regime| {
            let deadlines = regime.deadlines(&self.query.order, self.now);
            let mut shown = Shown {
                draft: self.status_note(),
                readings: self.reading_effects(&deadlines),
                before: self.without_what_if(regime),
                stopped: stopped(&deadlines),
                guidance: self.guidance(regime),
                headline: headline(regime, &deadlines, self),
                ..Shown::default()
            };
            let mut entries = Vec::new();
            for deadline in &deadlines {
                match deadline.state {
                    State::Overridden(by) => shown.overridden.push((
                        deadline.rule.row().to_owned(),
                        deadline.rule.citation.gist.clone(),
                        by.row().to_owned(),
                    )),
                    _ => entries.push(entry(regime, deadline, self)),
                }
            }
            for group in Group::ALL {
                shown.entries.extend(entries.iter().filter(|entry| entry.group == group).cloned());
            }
            shown
        })
    }

    /// What the clauses ask at the steps of such an order, without a time of their own.
    fn guidance(&self, regime: &Regime<'_>) -> Vec<[String; 4]> {
        let attributes = regime.attributes(&self.query.order);
        let rules = regime.rules().iter().filter(|rule| rule.matches(&attributes, None));
        rules
            .filter_map(|rule| match &rule.effect {
                Effect::Guidance { act: Some(act) } => Some([
                    rule.row().to_owned(),
                    act.word().to_owned(),
                    rule.citation.gist.clone(),
                    say::deadline::citation(rule, regime.pack.source(&rule.citation.source)),
                ]),
                _ => None,
            })
            .collect()
    }

    fn status_note(&self) -> Option<String> {
        let text = self.pack.text();
        (text.status == Status::Draft).then(|| say::deadline::draft(&text.title, text.status))
    }

    fn without_what_if(&self, regime: &Regime<'_>) -> BTreeMap<String, String> {
        let mut order = self.query.order.clone();
        let tried = !order.extensions.is_empty() || !order.suspensions.is_empty();
        let reassigned = order.moments.get(banjie::term::MomentKind::Reassigned).is_some();
        if !tried && !reassigned {
            return BTreeMap::new();
        }
        order.extensions.clear();
        order.suspensions.clear();
        order.moments.set(banjie::term::MomentKind::Reassigned, None);
        let plain = regime.deadlines(&order, self.now);
        let mut before = BTreeMap::new();
        for found in &plain {
            if let Some(due) = found.due {
                before.insert(found.rule.id.clone(), say::due(due));
            }
        }
        before
    }

    fn reading_effects(&self, deadlines: &[Deadline<'_>]) -> Vec<ReadingEffect> {
        let dues = |deadlines: &[Deadline<'_>]| -> BTreeMap<String, Option<Due>> {
            let mut dues = BTreeMap::new();
            for found in deadlines.iter().filter(|found| found.is_live()) {
                let due: &mut Option<Due> = dues.entry(found.rule.row().to_owned()).or_default();
                *due = due.or(found.due);
            }
            dues
        };
        let here = dues(deadlines);
        let mut effects = Vec::new();
        for reading in &self.pack.text().reading {
            let chosen = self.pack.option(&self.choices, &reading.id).unwrap_or_default();
            let label = |id: &str| {
                let option = reading.options.iter().find(|option| option.id == id);
                option.map(|option| option.label.clone()).unwrap_or_default()
            };
            for option in reading.options.iter().filter(|option| option.id != chosen) {
                let mut choices = self.choices.clone();
                choices.readings.insert(reading.id.clone(), option.id.clone());
                let there = {
                    let regime = Regime::new(&self.pack, &choices, &self.calendar);
                    dues(&regime.deadlines(&self.query.order, self.now))
                };
                let words = |due: Option<Due>| due.map_or_else(|| "不适用".to_owned(), say::due);
                let rows = here.keys().chain(there.keys().filter(|row| !here.contains_key(*row)));
                let moves: Vec<_> = rows
                    .filter_map(|row| {
                        let (now, then) = (here.get(row).copied().flatten(), there.get(row).copied().flatten());
                        (now != then).then(|| (row.clone(), words(now), words(then)))
                    })
                    .collect();
                if !moves.is_empty() {
                    effects.push(ReadingEffect {
                        label: reading.label.clone(),
                        chosen: label(chosen),
                        other: option.label.clone(),
                        why: reading.why.clone(),
                        moves,
                    });
                }
            }
        }
        effects
    }

    /// The day-by-day sheet of one rule, by month.
    pub fn sheet(&self, rule: &str) -> Vec<Vec<DayCell>> {
        self.with_regime(|regime| {
            let deadlines = regime.deadlines(&self.query.order, self.now);
            let Some(deadline) = deadlines.iter().find(|found| found.rule.id == rule) else { return Vec::new() };
            let mut lines = BTreeMap::new();
            for line in deadline.sheet(regime).into_iter().take(MOST_DAYS) {
                lines.insert(line.date, line.passed);
            }
            let due = deadline.due.map(Due::last_day);
            let last = lines.keys().next_back().copied().max(due);
            let (Some(first), Some(last)) = (lines.keys().next().copied(), last) else { return Vec::new() };
            let mut months: BTreeMap<(i32, u32), Vec<DayCell>> = BTreeMap::new();
            // Whole weeks, so that weekdays stand under each other.
            let from = first.week(Weekday::Mon).checked_first_day().unwrap_or(first);
            let to = last.week(Weekday::Mon).checked_last_day().unwrap_or(last);
            for date in from.iter_days().take_while(|date| *date <= to).take(MOST_DAYS) {
                let day = self.calendar.day(date);
                let passed = lines.get(&date).copied();
                months.entry((date.year(), date.month())).or_default().push(self.cell(&day, passed, due == Some(date)));
            }
            months.into_values().collect()
        })
    }

    /// The notices that decided these days, in order of publication.
    pub fn notices(&self, cells: impl Iterator<Item = DayCell>) -> Vec<String> {
        let mut notices: Vec<&Notice> = Vec::new();
        let said = cells.filter(|cell| !cell.note.is_empty());
        for notice in said.filter_map(|cell| self.calendar.day(cell.date).notice) {
            let at = notices.partition_point(|known| (known.published, &known.id) < (notice.published, &notice.id));
            if notices.get(at) != Some(&notice) {
                notices.insert(at, notice);
            }
        }
        notices.into_iter().map(say::deadline::notice_line).collect()
    }

    fn cell(&self, day: &Day<'_>, passed: Option<Passed>, due: bool) -> DayCell {
        let mut class = kind_class(day).to_owned();
        match passed {
            Some(Passed::Start) => class.push_str(" start"),
            Some(Passed::Counted(_) | Passed::Ran(_)) => class.push_str(" counted"),
            Some(Passed::Paused) => class.push_str(" paused"),
            Some(Passed::Skipped | Passed::Rolled) => class.push_str(" skipped"),
            None => class.push_str(" outside"),
        }
        if due {
            class.push_str(" last");
        }
        let note = passed.map(|passed| say::deadline::passed(passed, day)).unwrap_or_default();
        let note = if due { say::deadline::last_day(&note) } else { note };
        let reason = say::deadline::day_reason(day, self.calendar.book().festival_source());
        DayCell { date: day.date, class, note, reason }
    }
}

pub fn kind_class(day: &Day<'_>) -> &'static str {
    match (day.kind, day.standing) {
        (DayKind::Working, Standing::Provisional) => "day working provisional",
        (DayKind::Weekend, Standing::Provisional) => "day weekend provisional",
        (DayKind::Working, _) => "day working",
        (DayKind::Weekend, _) => "day weekend",
        (DayKind::Holiday, _) => "day holiday",
        (DayKind::MakeUpWorkday, _) => "day makeup",
        (DayKind::Festival, _) => "day holiday provisional",
        (DayKind::LocalRest, _) => "day holiday local",
        (DayKind::LocalWork, _) => "day makeup local",
    }
}

fn group(deadline: &Deadline<'_>) -> Group {
    if matches!(deadline.state, State::Waiting(_) | State::WaitingFor(_)) {
        return Group::Waiting;
    }
    let rule = deadline.rule;
    match (&rule.effect, rule.track) {
        (Effect::OnOverdue { .. } | Effect::BeforeDue { .. } | Effect::Monthly { .. }, _) => Group::After,
        (Effect::Extension(_) | Effect::Suspension { .. }, _) => Group::Rights,
        (_, Track::Internal) => Group::Internal,
        (_, Track::Assessment) => Group::Assessment,
        _ if rule.act() == Some(Act::Handling) => Group::Handling,
        _ if rule.act() == Some(Act::Return) || deadline.state == State::Right => Group::Rights,
        _ => Group::Steps,
    }
}

fn entry(regime: &Regime<'_>, deadline: &Deadline<'_>, case: &Case) -> EntryView {
    let rule = deadline.rule;
    let mut badges: Vec<(&'static str, String)> = Vec::new();
    if deadline.provisional && deadline.due.is_some() {
        badges.push(("provisional", say::deadline::PROVISIONAL.to_owned()));
    }
    if deadline.before_force {
        badges.push(("before-force", say::deadline::BEFORE_FORCE.to_owned()));
    }
    if rule.beside {
        badges.push(("beside", "并列参考".to_owned()));
    }
    if deadline.state == State::Right
        && deadline.extension.as_ref().is_none_or(|right| right.most != Some(0))
        && deadline.done.is_none()
        && deadline.is_late(case.now) == Some(false)
    {
        badges.push(("right", "可行使".to_owned()));
    }
    if regime.uses_setting(rule) {
        badges.push(("setting", "本地设定".to_owned()));
    }
    let mut lines = Vec::new();
    lines.extend(say::deadline::start(deadline));
    if let Some(cut) = deadline.cut_by {
        lines.push(format!("{} {}（{}）", say::deadline::INTERNAL_CUT, say::due_or_none(deadline.due), cut.row()));
    }
    if let Some(remind) = deadline.remind {
        lines.push(say::deadline::reminder(remind));
    }
    if let Some(by) = deadline.suspension_refused_by {
        lines.push(say::deadline::suspension_refused(by));
    }
    if deadline.suspension_unregulated {
        lines.push(say::deadline::SUSPENSION_LOCAL.to_owned());
    }
    if let Some(right) = &deadline.extension {
        lines.extend(say::deadline::extension(right));
    }
    lines.extend(rule.needs.as_ref().map(|needs| say::needs(needs)));
    lines.extend(rule.consequence.as_ref().map(|then| say::consequence(then)));
    EntryView {
        id: rule.id.clone(),
        row: rule.row().to_owned(),
        group: group(deadline),
        track: say::deadline::track(rule.track),
        subject: say::deadline::subject(rule),
        gist: rule.citation.gist.clone(),
        due: deadline.due.map(|due| (due.machine_text(), say::due(due))),
        due_value: deadline.due,
        state: say::deadline::state(deadline.state),
        left: say::deadline::left(deadline, &case.today, case.now),
        badges,
        lines,
        citation: say::deadline::citation(rule, regime.pack.source(&rule.citation.source)),
        counting: say::deadline::counting(deadline),
        is_over: deadline.done.is_some() || deadline.state == State::Exempt,
        // Years are counted by the calendar on the wall.
        has_sheet: deadline.course.as_ref().is_some_and(|course| !matches!(course.plan, Plan::Years(_))),
    }
}

fn stopped(deadlines: &[Deadline<'_>]) -> Option<String> {
    let handling = deadlines.iter().filter(|found| {
        found.rule.act() == Some(Act::Handling) && found.rule.track == Track::Handling && found.rule.limit().is_some()
    });
    let mut stopped = handling.filter(|found| matches!(found.state, State::Suspended | State::OutOfRange));
    stopped.find_map(|found| say::deadline::state(found.state).map(|words| format!("{} {words}", found.rule.row())))
}

fn headline(regime: &Regime<'_>, deadlines: &[Deadline<'_>], case: &Case) -> Option<Headline> {
    let handling = deadlines.iter().filter(|found| {
        found.rule.act() == Some(Act::Handling)
            && found.rule.track == Track::Handling
            && found.rule.limit().is_some()
            && found.is_live()
    });
    let binding = handling.filter(|found| found.due.is_some()).min_by_key(|found| found.due.map(|due| due.at))?;
    let due = binding.due?;
    Some(Headline {
        due: say::due(due),
        row: binding.rule.row().to_owned(),
        citation: say::deadline::citation(binding.rule, regime.pack.source(&binding.rule.citation.source)),
        left: say::deadline::left(binding, &case.today, case.now),
        provisional: binding.provisional,
        before_force: binding.before_force,
    })
}
