//! 用词 — recorded values, days, deadlines and clauses as an official paper writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::civil::hour_minute;
use crate::deadline::{Deadline, Due, Regime};
use crate::order::{
    Actor, Attribute, ExtensionScope, Fact, Field, Item, Key, OrderInput, OwnNumber, Shape, Step, Value,
    moment as moments,
};
use crate::pack::{Length, Pack, Rule};
use crate::term::{Term, Track, Unit};

/// `2026年10月8日`.
pub(super) fn day(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2026年10月8日 16:00`.
pub(super) fn moment(at: NaiveDateTime) -> String {
    format!("{} {}", day(at.date()), hour_minute(at.time()))
}

/// A due day, or a due moment; 00:00 is 24:00 of the day before.
pub(super) fn due(due: Due) -> String {
    match due.day {
        Some(date) if due.at.date() == date => moment(due.at),
        Some(date) => day(date),
        None if due.at.time() == NaiveTime::MIN => format!("{} 24:00", day(due.last_day())),
        None => moment(due.at),
    }
}

/// A limit's due day, marked where a day not yet gazetted decides it.
pub(super) fn due_of(deadline: &Deadline<'_>) -> Option<String> {
    let word = due(deadline.due?);
    Some(if deadline.provisional { format!("{word}（暂定）") } else { word })
}

/// `5个工作日`: how long the limit of a rule is for this order, and what it was extended by.
pub(super) fn length(deadline: &Deadline<'_>, regime: &Regime<'_>, order: &OrderInput) -> Option<String> {
    let limit = deadline.rule.limit()?;
    if limit.or_printed_due && order.printed_due.is_some() {
        return None;
    }
    let n = match &limit.length {
        Length::Of(number) => Some(regime.number(number)?),
        Length::Own(own, other) => {
            let stated = order.attributes.own.get(*own);
            Some(stated.or_else(|| other.as_ref().and_then(|other| regime.number(other)))?)
        }
        Length::SameAs(_) => return None,
        Length::Fixed => None,
    };
    let word = limit.unit.word();
    let mut text = n.map_or_else(|| word.to_owned(), |n| format!("{n}{word}"));
    let internal = deadline.rule.track == Track::Internal;
    let lengthens = |scope: ExtensionScope| scope.act() == limit.act && (scope == ExtensionScope::Internal) == internal;
    let of_it = order.extensions.iter().filter(|extended| lengthens(extended.scope));
    let added: u32 = of_it.map(|extended| extended.days).fold(0, u32::saturating_add);
    if added > 0 {
        text.push_str(&format!("，已延期{added}天"));
    }
    Some(text)
}

/// `《工作规定》第九条第（二）项`.
pub(super) fn clause(rule: &Rule, pack: &Pack) -> String {
    let citation = &rule.citation;
    match pack.source(&citation.source) {
        Some(source) => format!("《{}》{}", source.title, citation.clause),
        None => citation.clause.clone(),
    }
}

/// `示范局 张三`, or the post where nobody gave a name.
pub(super) fn by(actor: &Actor) -> String {
    let name = if actor.name.is_empty() { actor.role.word() } else { actor.name.as_str() };
    if actor.unit.is_empty() { name.to_owned() } else { format!("{} {name}", actor.unit) }
}

/// A recorded value, as read.
pub(super) fn value(field: Field, value: &Value, pack: Option<&Pack>) -> String {
    let text = match value {
        Value::Flag(yes) => return if *yes { "是" } else { "否" }.to_owned(),
        Value::Number(n) if field == OwnNumber::SupervisionLimit.into() || field == OwnNumber::SignoffLimit.into() => {
            return format!("{n}{}", Unit::WorkingDay.word());
        }
        Value::Number(n) => return n.to_string(),
        Value::List(list) => return list.join("、"),
        Value::Other(other) => return other.to_string(),
        Value::Text(text) => text,
    };
    let word = match field.shape() {
        Shape::Choice => field.choices().into_iter().find(|(code, _)| code == text).map(|(_, word)| word.to_owned()),
        Shape::Listed(list) => pack.and_then(|pack| {
            let listed = pack.list(list).iter().find(|listed| listed.id == *text);
            listed.map(|listed| listed.label.clone()).or_else(|| Some(pack.rule(text)?.citation.gist.clone()))
        }),
        Shape::Moment => moments::parse(text).map(moment),
        Shape::Day => text.parse().ok().map(day),
        _ => None,
    };
    word.unwrap_or_else(|| text.clone())
}

/// What a fact recorded, field by field as its form asks for them, what was only confirmed in one line after it; what
/// only the app reads is left out.
pub(super) fn record(fact: &Fact, pack: Option<&Pack>) -> String {
    record_of(fact, pack, |field| !is_inner(field))
}

/// What of it tells how a matter went on; the rest of a long answer stands in its own cells.
pub(super) fn gist(fact: &Fact, pack: Option<&Pack>) -> String {
    record_of(fact, pack, |field| match field {
        Field::Attribute(attribute) => attribute == Attribute::Verdict,
        Field::Own(own) => own == OwnNumber::SupervisionLimit,
        Field::Item(item) => GIST.contains(&item),
    })
}

/// What tells how a matter went on.
const GIST: [Item; 10] = [
    Item::Mode,
    Item::What,
    Item::Reason,
    Item::Opinion,
    Item::Settled,
    Item::Passed,
    Item::Answer,
    Item::Said,
    Item::Days,
    Item::Plan,
];

fn record_of(fact: &Fact, pack: Option<&Pack>, wanted: impl Fn(Field) -> bool) -> String {
    let known = fact.with.iter().filter_map(|(key, recorded)| match key {
        Key::Known(field) if wanted(*field) => Some((*field, recorded)),
        _ => None,
    });
    let mut known: Vec<(Field, &Value)> = known.collect();
    let asked = fact.step().map(Step::fields).unwrap_or_default();
    known.sort_by_key(|(field, _)| asked.iter().position(|asked| asked == field).unwrap_or(asked.len()));
    let (confirmed, told): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, told)| **told == Value::Flag(true));
    let told = told.into_iter().map(|(field, recorded)| format!("{}：{}", field.word(), value(field, recorded, pack)));
    let confirmed: Vec<&str> = confirmed.into_iter().map(|(field, _)| field.word()).collect();
    let confirmed = Some(confirmed.join("、")).filter(|words| !words.is_empty());
    told.chain(confirmed).collect::<Vec<_>>().join("\n")
}

/// What says nothing to a reader.
fn is_inner(field: Field) -> bool {
    matches!(field.shape(), Shape::Reference | Shape::Codes)
        || matches!(
            field,
            Field::Item(
                Item::Pack
                    | Item::PackVersion
                    | Item::FileSize
                    | Item::FileType
                    | Item::TakenName
                    | Item::TakenPhone
                    | Item::TakenAddress
                    | Item::TakenStory
            )
        )
}

/// What was done, as the log says it.
pub(super) fn done(fact: &Fact) -> String {
    fact.step().map_or_else(|| fact.kind.code().to_owned(), |step| step.past().to_owned())
}
