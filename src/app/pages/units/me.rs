//! 我的岗位 — at which desk one works on this machine: filters the steps shown, and signs what is recorded.

use banjie::ledger::Unit;
use banjie::term::{Role, Term};
use leptos::prelude::*;

use crate::app::desk::{Desk, Me, role_word};
use crate::app::parts::field::{Choice, Entry, Field};
use crate::app::say;

/// The desks one may sit at.
const ROLES: [Role; 11] = [
    Role::Centre,
    Role::Reviewer,
    Role::Clerk,
    Role::Office,
    Role::Deputy,
    Role::Principal,
    Role::LineDeputy,
    Role::VisitingLeader,
    Role::CountyLeader,
    Role::HotlineLeader,
    Role::CityCentre,
];

/// Desks of a handling unit.
const OF_A_UNIT: [Role; 5] = [Role::Clerk, Role::Office, Role::Deputy, Role::Principal, Role::LineDeputy];

#[component]
pub fn MePanel(units: Memo<Vec<Unit>>) -> impl IntoView {
    let desk = Desk::get();
    let kept = RwSignal::new(false);
    let change = move |change: &dyn Fn(&mut Me)| {
        desk.set_me(change);
        kept.set(true);
    };
    let mut options = vec![(String::new(), role_word(None).to_owned())];
    options.extend(ROLES.map(|role| (role.code().to_owned(), role.word().to_owned())));
    let of_me = move |part: fn(&Me) -> String| Signal::derive(move || desk.me.with(part));
    let unit = of_me(|me| me.unit.clone());
    let wants_unit =
        move || desk.me.with(|me| me.unit.is_empty() && me.role.is_some_and(|role| OF_A_UNIT.contains(&role)));
    view! {
        <section class="panel me no-print">
            <h2>"我的岗位"</h2>
            <p class="cite">{say::units::ME_INTRO}</p>
            <div class="fields">
                <Choice label="岗位" options value=of_me(|me| me.role.map(|role| role.code().to_owned()).unwrap_or_default())
                    on_change=move |code: String| change(&|me| me.role = Role::from_code(&code))/>
                <Field label="本单位" hint="热线中心可不填">
                    <input type="text" name="my_unit" list="me-units" autocomplete="off" maxlength="60" prop:value=move || unit.get()
                        on:change=move |event| {
                            let text = event_target_value(&event);
                            change(&|me| text.trim().clone_into(&mut me.unit));
                        }/>
                </Field>
                <Entry label="姓名" name="my_name" value=of_me(|me| me.name.clone())
                    on_change=move |text: String| change(&|me| text.trim().clone_into(&mut me.name))/>
                <Entry label="设备名" hint="用于文件名" name="my_device" value=of_me(|me| me.device.clone())
                    on_change=move |text: String| change(&|me| text.trim().clone_into(&mut me.device))/>
            </div>
            <datalist id="me-units">
                {move || units.with(|units| {
                    let names = units.iter().filter(|unit| !unit.retired).map(|unit| unit.name.clone());
                    names.map(|name| view! { <option value=name></option> }).collect_view()
                })}
            </datalist>
            <p class="cite">{move || desk.me.with(|me| say::units::signature(me.role, &me.unit, &me.name))}
                <span class="said" role="status">{move || kept.get().then_some(say::units::ME_SAVED)}</span></p>
            <Show when=wants_unit><p class="message warn">{say::units::UNIT_WANTED}</p></Show>
        </section>
    }
}
