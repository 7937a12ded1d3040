//! Orders to be filed: what each still lacks, and filing them one by one or several at once, each decided on its own.

use std::collections::{BTreeMap, BTreeSet};

use banjie::order::{Id, Item, Record, Step};
use banjie::term::Term;
use banjie::workflow::{Command, asks};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::volume::{Lack, PendingLine, Want, is_pending, next_number};
use crate::app::desk::{Desk, NotDone};
use crate::app::pages::supervision::record::order_address;
use crate::app::parts::not_done::not_done;
use crate::app::parts::record::{Blank, RecordForm, blanks};
use crate::app::session::Session;
use crate::app::{platform, say};

/// Rows drawn at first, and with every click on more.
const PAGE: usize = 100;

/// Everything that is shared by the rows.
#[derive(Clone, Copy)]
struct Filing {
    desk: Desk,
    /// What every filing records.
    record: RwSignal<Record>,
    chosen: RwSignal<BTreeSet<Id>>,
    /// Done, of how many.
    busy: RwSignal<Option<(usize, usize)>>,
    refused: RwSignal<BTreeMap<Id, NotDone>>,
    said: RwSignal<String>,
}

impl Filing {
    /// Files these, one after the other; those that are refused say why.
    fn file(self, ids: Vec<Id>) {
        if ids.is_empty() || self.busy.with_untracked(Option::is_some) {
            return;
        }
        let all = ids.len();
        let mut with = self.record.get_untracked();
        self.busy.set(Some((0, all)));
        self.refused.set(BTreeMap::new());
        self.said.set(String::new());
        spawn_local(async move {
            let mut refused = BTreeMap::new();
            for (at, id) in ids.into_iter().enumerate() {
                self.busy.set(Some((at, all)));
                let by = self.desk.actor(Step::Archive);
                let command = Command { step: Step::Archive, at: platform::now(), by, with: with.clone() };
                match self.desk.act(id, command, None).await {
                    Ok(()) => {
                        // One volume an order: the next has the next number.
                        let next = next_number(with.text(Item::VolumeNumber));
                        with.put(Item::VolumeNumber, next);
                        self.chosen.update(|chosen| {
                            chosen.remove(&id);
                        });
                    }
                    Err(why) => drop(refused.insert(id, why)),
                }
            }
            self.said.set(say::archive::filed(all - refused.len(), refused.len()));
            self.refused.set(refused);
            self.record.set(with);
            self.busy.set(None);
            // Only what is enabled again can take the focus.
            platform::breathe().await;
            platform::focus_on(".pending .docket button.file");
        });
    }
}

/// The fields of filing as the packs of these orders ask for them; what one demands is demanded.
fn fields(desk: Desk, samples: &[Id], record: &Record) -> Vec<Blank> {
    let mut all: Vec<Blank> = Vec::new();
    for order in samples.iter().filter_map(|id| desk.order(*id)) {
        let asked = desk
            .under(order.pack().0, |regime| blanks(&asks(regime, Some(&order), Step::Archive, record), regime))
            .unwrap_or_default();
        for blank in asked {
            match all.iter_mut().find(|known| known.field == blank.field) {
                Some(known) if blank.must && !known.must => *known = blank,
                Some(_) => {}
                None => all.push(blank),
            }
        }
    }
    all.sort_by_key(|blank| !blank.must);
    all
}

#[component]
pub fn Pending() -> impl IntoView {
    let (desk, session) = (Desk::get(), Session::get());
    let filing = Filing {
        desk,
        record: RwSignal::new(Record::default()),
        chosen: RwSignal::new(BTreeSet::new()),
        busy: RwSignal::new(None),
        refused: RwSignal::new(BTreeMap::new()),
        said: RwSignal::new(String::new()),
    };
    let Filing { record, chosen, busy, said, .. } = filing;
    let limit = RwSignal::new(PAGE);
    let ids = Memo::new(move |_| {
        desk.with_rows(|rows| rows.iter().filter(|row| is_pending(row.stage)).map(|row| row.id).collect::<Vec<Id>>())
    });
    let count = Memo::new(move |_| ids.with(Vec::len));
    let lines = Memo::new(move |_| {
        let now = session.now.get();
        ids.with(|ids| {
            ids.iter().take(limit.get()).filter_map(|id| PendingLine::of(desk, *id, now)).collect::<Vec<_>>()
        })
    });
    // One order of each pack shows what the form has to ask.
    let samples = Memo::new(move |_| {
        let mut by_pack: BTreeMap<String, Id> = BTreeMap::new();
        desk.with_rows(|rows| {
            for row in rows.iter().filter(|row| is_pending(row.stage)) {
                by_pack.entry(row.pack.clone()).or_insert(row.id);
            }
        });
        by_pack.into_values().collect::<Vec<Id>>()
    });
    let asked = Memo::new(move |_| samples.with(|samples| record.with(|record| fields(desk, samples, record))));
    let units = Signal::derive(Vec::<String>::new);
    let shown = move || lines.with(|lines| lines.iter().map(|line| line.id).collect::<BTreeSet<Id>>());
    let all = Memo::new(move |_| {
        let shown = shown();
        !shown.is_empty() && chosen.with(|chosen| shown.is_subset(chosen))
    });
    // Only what is still there to be filed counts as chosen.
    let picked = Memo::new(move |_| {
        ids.with(|ids| chosen.with(|chosen| ids.iter().copied().filter(|id| chosen.contains(id)).collect::<Vec<_>>()))
    });
    let left = move || count.get().saturating_sub(limit.get());
    view! {
        <section class="panel pending">
            <p class="quiet">{say::archive::PENDING_ABOUT}</p>
            <p class="outcome said" class:partly=move || filing.refused.with(|refused| !refused.is_empty()) role="status">
                {move || said.get()}</p>
            <Show when=move || count.get() != 0 fallback=|| view! { <p class="empty">{say::archive::NONE_PENDING}</p> }>
                <form class="step-form no-print" data-form=Step::Archive.code()
                    on:submit=move |event| { event.prevent_default(); filing.file(picked.get_untracked()); }>
                    <h2>"归档记录"</h2>
                    <p class="quiet">{say::archive::RECORD_HINT}</p>
                    <RecordForm blanks=Signal::derive(move || asked.get()) record units/>
                    <div class="toolbar">
                        <button type="submit" class="primary" data-action="file-chosen"
                            disabled=move || busy.with(Option::is_some) || picked.with(Vec::is_empty)>
                            {move || match busy.get() {
                                Some((done, all)) => say::archive::working(done, all),
                                None => say::archive::several(picked.with(Vec::len)),
                            }}</button>
                    </div>
                </form>
                <div class="scroll" tabindex="0" role="region" aria-label="待归档">
                    <table class="grid docket">
                        <thead><tr>
                            <th scope="col" class="c-pick"><label><input type="checkbox" aria-label=say::archive::CHOOSE_ALL
                                prop:checked=move || all.get()
                                on:change=move |event| {
                                    let ids = untrack(shown);
                                    match event_target_checked(&event) {
                                        true => chosen.update(|chosen| chosen.extend(ids)),
                                        false => chosen.update(|chosen| chosen.retain(|id| !ids.contains(id))),
                                    }
                                }/></label></th>
                            <th scope="col" class="c-order">"工单"</th><th scope="col" class="c-lead">"承办单位"</th>
                            <th scope="col" class="c-stage">"阶段"</th><th scope="col">"卷宗是否齐全"</th>
                            <th scope="col" class="c-act">"办理"</th>
                        </tr></thead>
                        <tbody><For each=move || lines.get() key=PendingLine::clone let:line>{row(line, filing)}</For></tbody>
                    </table>
                </div>
                <Show when=move || left() != 0>
                    <p class="more"><button type="button" data-more="1" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                        {move || say::supervision::more(PAGE, left())}</button></p>
                </Show>
            </Show>
        </section>
    }
}

fn row(line: PendingLine, filing: Filing) -> impl IntoView {
    let PendingLine { id, number, title, lead, stage, stage_code, ended, lacks, wants } = line;
    let picked = Memo::new(move |_| filing.chosen.with(|chosen| chosen.contains(&id)));
    let why = Memo::new(move |_| filing.refused.with(|refused| refused.get(&id).cloned()));
    let (pick_label, file_label) = (say::archive::choose(&number), say::archive::one(&number));
    let blocked = !lacks.is_empty();
    let whole = !blocked && wants.is_empty();
    let toggle = move |_| {
        filing.chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    };
    view! {
        <tr data-order=id.to_string() data-ready=(!blocked).to_string()>
            <td class="c-pick"><label><input type="checkbox" aria-label=pick_label prop:checked=move || picked.get() on:change=toggle/></label></td>
            <td class="c-order" data-head="工单"><span class="cut" title=title><a href=order_address(id)>{number}</a>" "{title.clone()}</span></td>
            <td class="c-lead" data-head="承办单位">{lead}</td>
            <td class="c-stage" data-head="阶段"><i class=format!("badge stage {stage_code}")>{stage}</i><small class="block">{ended}</small></td>
            <td class="c-why" data-head="卷宗">
                {whole.then(|| view! { <i class="badge right">{say::archive::COMPLETE}</i> })}
                <ul class="lacks">
                    {lacks.into_iter().map(lack).collect_view()}
                    {wants.into_iter().map(|line| want(line, filing)).collect_view()}
                </ul>
                {move || why.get().map(not_done)}
            </td>
            <td class="c-act"><button type="button" class="file" aria-label=file_label
                disabled=move || blocked || filing.busy.with(Option::is_some) on:click=move |_| filing.file(vec![id])>"归档"</button></td>
        </tr>
    }
}

fn lack(line: Lack) -> impl IntoView {
    view! { <li class="lack" data-rule=line.rule>{line.text}" "<small class="cite">{line.clause}</small></li> }
}

/// What the form must say for this order, and whether it does.
fn want(line: Want, filing: Filing) -> impl IntoView {
    let (field, clause) = (line.field.word(), line.clause.clone());
    let met = Memo::new(move |_| filing.record.with(|record| line.is_met(record)));
    view! {
        <li class="want" class:met=move || met.get()>
            {field}" "<small class="cite">{clause}</small>
            {move || met.get().then(|| view! { " "<i class="badge right">{say::archive::FILED_OK}</i> })}
        </li>
    }
}
