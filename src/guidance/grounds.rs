//! 情形待办 — what circumstances that the pack names ask for, as long as nobody answered them.

use chrono::NaiveDateTime;

use crate::deadline::Regime;
use crate::order::WorkOrder;
use crate::term::Consequence;
use crate::workflow::grounds;

use super::{Duty, What};

/// What the grounds that hold on an order still ask for; of a filed order only those that came up `after` it was filed.
pub(super) fn owed<'a>(
    regime: &Regime<'a>,
    order: &WorkOrder,
    now: NaiveDateTime,
    after: Option<NaiveDateTime>,
) -> Vec<Duty<'a>> {
    let open = grounds(regime, order, now).into_iter().filter(|found| {
        if after.is_some_and(|after| found.since.is_none_or(|since| since <= after)) {
            return false;
        }
        let leads_to = found.ground.leads_to;
        // A case that is open already takes further grounds in.
        let under_way = leads_to == Consequence::Supervision && order.is_supervised;
        found.answered.is_none() && leads_to != Consequence::Exclusion && !under_way
    });
    open.map(|found| {
        let ground = found.ground;
        let step = ground.answered_by.first().map(|done| done.step);
        let desks = || step.map(|step| step.desks().to_vec()).unwrap_or_default();
        Duty {
            what: if ground.proposed { What::Proposed(ground.leads_to) } else { What::Ground(ground.leads_to) },
            step,
            rule: Some(found.rule),
            by: ground.who.map_or_else(desks, |who| vec![who]),
            until: None,
            provisional: false,
            overdue: false,
        }
    })
    .collect()
}
