//! Why a change was not made, with what to do.

use leptos::prelude::*;

use crate::app::desk::NotDone;
use crate::app::route::{self, Page};
use crate::app::say;

/// Why a change was not made; read out when it appears.
pub fn not_done(not_done: NotDone) -> AnyView {
    match not_done {
        NotDone::Broken(broken) => {
            let backup = route::address(Page::Data, &[]);
            view! {
                <p class="message error" role="alert">{say::order::broken(broken)}" "<a href=backup>"去导出备份"</a></p>
            }
            .into_any()
        }
        NotDone::NoPack(pack) => {
            view! { <p class="message error" role="alert">{say::order::no_pack(&pack)}</p> }.into_any()
        }
        NotDone::Refused(reasons) => view! {
            <ul class="message error reasons" role="alert">{reasons.into_iter().map(|reason| view! {
                <li data-rule=reason.rule title=reason.gist>
                    {reason.text}{reason.clause.map(|clause| view! { <small class="cite">{clause}</small> })}
                </li>
            }).collect_view()}</ul>
        }
        .into_any(),
    }
}
