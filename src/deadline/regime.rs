//! 规则环境 — one pack under one office's choices, on one calendar, ready to be asked.

use chrono::{Datelike, NaiveDateTime, NaiveTime};

use crate::calendar::Calendar;
use crate::calendar::clock::{NightHours, OfficeHours};
use crate::order::{Attribute, Attributes, OrderInput, OwnNumber};
use crate::pack::{Choices, Effect, Length, Number, Pack, Rule, Value};
use crate::term::{Flag, MomentKind, Role, Unit};

use super::course::Place;

/// 规则环境: everything besides the order that a due moment depends on.
#[derive(Debug)]
pub struct Regime<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The office's choices for it.
    pub choices: &'a Choices,
    /// The calendar.
    pub calendar: &'a Calendar,
    rules: Vec<&'a Rule>,
    /// Those of them that compute a time.
    timed: Vec<&'a Rule>,
    hours: OfficeHours,
    night: Option<NightHours>,
    closing: Option<NaiveTime>,
}

impl<'a> Regime<'a> {
    /// The pack under these choices on this calendar.
    pub fn new(pack: &'a Pack, choices: &'a Choices, calendar: &'a Calendar) -> Self {
        let text = |id| match pack.setting(choices, id) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let hours = OfficeHours::parse(text("office_hours"));
        let closes = pack.option(choices, "day_end") == Some("closing");
        let rules: Vec<&Rule> = pack.rules_under(choices).collect();
        let untimed = |rule: &Rule| {
            matches!(rule.effect, Effect::Guidance { .. } | Effect::Ground(_) | Effect::EveryMonth { .. })
        };
        Self {
            pack,
            choices,
            calendar,
            timed: rules.iter().copied().filter(|rule| !untimed(rule)).collect(),
            rules,
            closing: hours.as_ref().filter(|_| closes).map(OfficeHours::closing),
            hours: hours.unwrap_or_default(),
            night: NightHours::parse(text("night_hours")),
        }
    }

    /// Its calendar, working time and closing time.
    pub fn place(&self) -> Place<'_> {
        Place { calendar: self.calendar, hours: &self.hours, closing: self.closing }
    }

    /// The rules that exist under the chosen readings, in matrix order.
    pub fn rules(&self) -> &[&'a Rule] {
        &self.rules
    }

    pub(super) fn timed(&self) -> &[&'a Rule] {
        &self.timed
    }

    /// Resolves a number.
    pub fn number(&self, number: &Number) -> Option<u32> {
        self.pack.number(self.choices, number)
    }

    /// The order's attributes with the derived ones filled in.
    pub fn attributes(&self, order: &OrderInput) -> Attributes {
        let mut attributes = order.attributes;
        let dispatched = order.moments.get(MomentKind::Dispatched);
        let off_duty = dispatched.is_some_and(|moment| self.is_off_duty(moment));
        attributes.off_duty = if off_duty { Flag::Yes } else { Flag::No };
        attributes
    }

    /// Whether this moment lies at night or on a day off.
    pub fn is_off_duty(&self, moment: NaiveDateTime) -> bool {
        let day_off = self.calendar.works(moment.date()) == Ok(false);
        day_off || self.night.is_some_and(|night| night.contains(moment))
    }

    /// Calendar days a suspension from this moment may last in all: the cap, or the statutory time if that is shorter.
    pub fn suspension_days(
        &self,
        attributes: &Attributes,
        from: NaiveDateTime,
        max_days: u32,
        own: Option<OwnNumber>,
    ) -> i64 {
        let max = i64::from(max_days);
        let Some(n) = own.and_then(|own| attributes.own.get(own)) else { return max };
        let statutory = match attributes.own.statutory_unit {
            Some(Unit::CalendarDay) => i64::from(n),
            Some(Unit::Hour) => i64::from(n.div_ceil(24)),
            Some(Unit::Year) => max,
            _ => match self.calendar.working_day_after(from.date(), n) {
                Ok(day) => (day - from.date()).num_days(),
                Err(_) => max,
            },
        };
        statutory.min(max)
    }

    /// Whether the rule's length is a local setting, not a number of the text.
    pub fn uses_setting(&self, rule: &Rule) -> bool {
        match &rule.effect {
            Effect::Limit(limit) => matches!(limit.length, Length::Of(Number::Setting(_))),
            Effect::Extension(extension) => matches!(extension.max_each, Some(Number::Setting(_))),
            Effect::OnOverdue { grace, .. } => matches!(grace, Some(Number::Setting(_))),
            _ => false,
        }
    }
}

/// Who decides: the role of the windows, or the other one.
pub(super) fn decider(windows: &[crate::pack::Window], who: Role, otherwise: Option<Role>, at: NaiveDateTime) -> Role {
    let within = windows.iter().any(|window| {
        let before_end = window.end == NaiveTime::MIN || at.time() < window.end;
        at.weekday().number_from_monday() == window.weekday && at.time() >= window.start && before_end
    });
    if windows.is_empty() || within { who } else { otherwise.unwrap_or(who) }
}

/// Whether a rule is about returning, whose ground the order does not state: it is shown as a right, with its condition.
pub(super) fn is_open_return(rule: &Rule, attributes: &Attributes) -> bool {
    rule.reads(Attribute::ReturnGround) && attributes.index(Attribute::ReturnGround) == 0
}
