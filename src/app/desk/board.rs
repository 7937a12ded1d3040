//! What is owed on all orders, kept sorted beside the rows: the 今日 board and the queues read from it.

use std::rc::Rc;

use banjie::ledger::{ById, OFFICE, Rank, Row, Task};
use banjie::order::{Fact, Id};
use banjie::term::Stage;
use leptos::prelude::*;

use super::{Desk, Rulebook, find};
use crate::app::platform;

/// Milliseconds of work between two looks at the page: nobody waits for it, so it gives way soon.
const SLICE_MS: f64 = 8.0;

/// Tasks of every order, sorted by rank; of one order in the order they were told.
#[derive(Default)]
pub(super) struct Board {
    tasks: Vec<Rc<Task>>,
    /// Where the tasks of an order stand in the sort.
    ranks: ById<Vec<Rank>>,
    /// Whether every order was asked.
    whole: bool,
}

impl Board {
    /// Puts the tasks of one order in place of those it had.
    fn put(&mut self, order: Id, tasks: Vec<Task>) {
        for rank in self.ranks.remove(&order).into_iter().flatten() {
            let at = self.tasks.partition_point(|task| task.rank() < rank);
            if self.tasks.get(at).is_some_and(|task| task.order == order) {
                self.tasks.remove(at);
            }
        }
        let ranks: Vec<Rank> = tasks.iter().map(Task::rank).collect();
        for task in tasks {
            let at = self.tasks.partition_point(|known| known.rank() <= task.rank());
            self.tasks.insert(at, Rc::new(task));
        }
        if !ranks.is_empty() {
            self.ranks.insert(order, ranks);
        }
    }

    /// The board of many orders at once.
    fn of(tasks: Vec<Task>) -> Self {
        let mut ranks: ById<Vec<Rank>> = ById::default();
        for task in &tasks {
            ranks.entry(task.order).or_default().push(task.rank());
        }
        let mut tasks: Vec<Rc<Task>> = tasks.into_iter().map(Rc::new).collect();
        tasks.sort_by_cached_key(|task| task.rank());
        Self { tasks, ranks, whole: true }
    }
}

/// Whether nothing can be owed on an order at this stage.
fn is_quiet(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Refused | Stage::ClosedAtIntake | Stage::Merged | Stage::Withdrawn | Stage::NoFurther | Stage::Archived
    )
}

impl Desk {
    /// Looks at everything owed, the most pressing first; wakes with every change.
    pub fn with_tasks<T>(&self, look: impl FnOnce(&[Rc<Task>]) -> T) -> T {
        self.version.track();
        self.store.with_value(|store| look(&store.board.tasks))
    }

    /// The same, with the row of any order at hand.
    pub fn with_tasks_and_rows<T>(
        &self,
        look: impl for<'s> FnOnce(&'s [Rc<Task>], &dyn Fn(Id) -> Option<&'s Row>) -> T,
    ) -> T {
        self.version.track();
        self.store
            .with_value(|store| look(&store.board.tasks, &|id| store.at.get(&id).and_then(|at| store.rows.get(*at))))
    }

    /// Whether what is owed has been worked out for every order.
    pub fn tasks_ready(&self) -> bool {
        self.version.track();
        self.store.with_value(|store| store.board.whole)
    }

    /// Facts of the office log; wakes with every change.
    pub fn office(&self) -> Vec<Fact> {
        self.version.track();
        self.store.with_value(|store| banjie::exchange::union(store.log.facts(OFFICE), []))
    }

    /// Works out anew what is owed on every order, in slices, after the rows are there.
    pub(super) async fn survey(self, run: Option<u64>) {
        let is_latest = || self.store.try_with_value(|store| store.run) == run;
        let ids: Vec<Id> = self
            .store
            .with_value(|store| store.rows.iter().filter(|row| !is_quiet(row.stage)).map(|row| row.id).collect());
        let book = untrack(|| Rulebook::of(self.session));
        let regimes = book.regimes();
        let now = self.session.now.get_untracked();
        self.store.update_value(|store| store.board_touched = Some(Vec::new()));
        let mut tasks: Vec<Task> = Vec::with_capacity(ids.len() * 3);
        let mut began = platform::elapsed_ms();
        for id in ids {
            self.store.with_value(|store| {
                let order = store.log.order(id);
                if let Some(regime) = find(&regimes, order.pack().0) {
                    tasks.extend(Task::all(&order, regime, now));
                }
            });
            if platform::elapsed_ms() - began > SLICE_MS {
                platform::breathe().await;
                if !is_latest() {
                    return;
                }
                began = platform::elapsed_ms();
            }
        }
        let touched = self.store.try_update_value(|store| {
            store.board = Board::of(tasks);
            store.board_touched.take()
        });
        self.ask_again(&touched.flatten().unwrap_or_default());
        self.version.update(|version| *version += 1);
        platform::mark("board-ready");
    }

    /// Works out anew what is owed on these orders.
    pub(super) fn ask_again(self, ids: &[Id]) {
        let book = untrack(|| Rulebook::of(self.session));
        let regimes = book.regimes();
        let now = self.session.now.get_untracked();
        self.store.update_value(|store| {
            if let Some(touched) = &mut store.board_touched {
                touched.extend_from_slice(ids);
            }
            for id in ids.iter().filter(|id| **id != OFFICE) {
                let order = store.log.order(*id);
                let regime = find(&regimes, order.pack().0).filter(|_| !is_quiet(order.stage));
                let tasks = regime.map(|regime| Task::all(&order, regime, now)).unwrap_or_default();
                store.board.put(*id, tasks);
            }
        });
    }
}
