//! Every clause of the pack, and what the app does with it.

use banjie::pack::{Effect, Rule};
use leptos::prelude::*;

use super::PackMemo;
use crate::app::parts::field::{Choice, Entry};
use crate::app::say;
use crate::app::session::Session;

/// What is shown: everything, what computes, or guidance.
const FILTERS: [(&str, &str); 3] = [("", "全部条款"), ("time", "计算时限的"), ("guidance", "提示类")];

#[component]
pub fn Matrix(pack: PackMemo) -> impl IntoView {
    let session = Session::get();
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let Some(pack) = pack.get() else { return Vec::new() };
        let choices = session.choices(pack.id(), &Default::default());
        let (search, filter) = (search.get(), filter.get());
        let active: Vec<String> = pack.rules_under(&choices).map(|rule| rule.id.clone()).collect();
        let row = |rule: &Rule| {
            let needs = rule.needs.iter().map(|needs| say::needs(needs));
            let then = rule.consequence.iter().map(|then| say::consequence(then));
            Row {
                row: rule.row().to_owned(),
                clause: say::deadline::citation(rule, pack.source(&rule.citation.source)),
                gist: rule.citation.gist.clone(),
                kinds: say::pack::kinds(rule),
                treatment: say::pack::treatment(rule),
                track: (!matches!(rule.effect, Effect::Guidance { .. })).then(|| say::deadline::track(rule.track)),
                when: say::pack::conditions(rule),
                effect: say::pack::effect(rule, &pack, &choices),
                more: needs.chain(then).collect(),
                active: active.contains(&rule.id),
            }
        };
        let kept = |rule: &&Rule| {
            let guidance = matches!(rule.effect, Effect::Guidance { .. });
            let kind = match filter.as_str() {
                "time" => !guidance,
                "guidance" => guidance,
                _ => true,
            };
            let text = [rule.id.as_str(), &rule.citation.clause, &rule.citation.gist];
            kind && (search.is_empty() || text.iter().any(|text| text.contains(search.as_str())))
        };
        pack.rules().iter().filter(kept).map(row).collect::<Vec<_>>()
    });
    let options = FILTERS.map(|(id, word)| (id.to_owned(), word.to_owned())).to_vec();
    view! {
        <section class="panel">
            <div class="fields narrow no-print">
                <Choice label="显示" options value=filter on_change=move |value| filter.set(value)/>
                <Entry label="查找" hint="条号或内容" value=search on_change=move |text: String| search.set(text.trim().to_owned())/>
                <p class="cite">{move || say::pack::rule_count(rows.with(Vec::len))}</p>
            </div>
            <Show when=move || !rows.with(Vec::is_empty) fallback=|| view! { <p class="empty">{say::pack::NO_RULES}</p> }>
                <div class="scroll" tabindex="0" role="region" aria-label="条款对照表">
                    <table class="grid matrix">
                        <thead><tr><th>"条号"</th><th>"条文位置"</th><th>"要求"</th><th>"何时适用"</th><th>"本软件"</th></tr></thead>
                        <tbody>{move || rows.get().into_iter().map(Row::view).collect_view()}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[derive(Clone, PartialEq)]
struct Row {
    row: String,
    clause: String,
    gist: String,
    kinds: String,
    treatment: &'static str,
    track: Option<&'static str>,
    when: String,
    effect: String,
    more: Vec<String>,
    active: bool,
}

impl Row {
    fn view(self) -> impl IntoView {
        let inactive = (!self.active).then(|| view! { <i class="badge">"现行口径下不用"</i> });
        view! {
            <tr class:inactive=!self.active>
                <th scope="row">{self.row}</th>
                <td>{self.clause}</td>
                <td>{self.gist}{self.more.into_iter().map(|line| view! { <small class="block">{line}</small> }).collect_view()}</td>
                <td>{if self.when.is_empty() { "一律适用".to_owned() } else { self.when }}</td>
                <td><b>{self.treatment}</b>" "{self.track.map(|track| view! { <span class="badge track">{track}</span> })}" "{inactive}
                    <small class="block">{self.effect}</small><small class="block">{say::pack::kinds_line(&self.kinds)}</small></td>
            </tr>
        }
    }
}
