//! The state of the terminal, which the page and the dock share: what was printed, what was typed, what runs.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use kinetoscope_shell::{Block, Completion, Names, Shell, Version, lines};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::host::Page;
use super::{texts, waits};
use crate::store::{Done, Store};

/// Blocks and lines that are kept.
const BLOCKS_MAX: usize = 200;
const LINES_MAX: usize = 500;

/// Something printed.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) id: usize,
    /// Whether another part of the page made the call; then only its line is known.
    pub(super) elsewhere: bool,
    pub(super) block: Arc<Block>,
}

/// The terminal of this tab.
#[derive(Clone)]
pub(super) struct Console {
    pub(super) printed: ArcRwSignal<Vec<Printed>>,
    /// Lines to go back to, oldest first.
    pub(super) history: ArcRwSignal<Vec<String>>,
    /// The line that runs.
    pub(super) running: ArcRwSignal<Option<String>>,
    /// Those behind it.
    pub(super) waiting: ArcRwSignal<VecDeque<String>>,
    /// Whether to behave like version 1 of the AWS CLI.
    pub(super) old: ArcRwSignal<bool>,
    stopped: Arc<AtomicBool>,
}

thread_local! {
    static CONSOLE: Console = Console {
        printed: ArcRwSignal::default(),
        history: ArcRwSignal::default(),
        running: ArcRwSignal::default(),
        waiting: ArcRwSignal::default(),
        old: ArcRwSignal::default(),
        stopped: Arc::default(),
    };
    /// Behind the console, because what it holds stays on this thread.
    static SHELL: Rc<RefCell<Shell>> = Rc::default();
    /// The last call of another part of the page that was taken up.
    static SEEN: RefCell<u64> = const { RefCell::new(0) };
}

impl Console {
    /// The one of this tab.
    pub(super) fn of_tab() -> Self {
        CONSOLE.with(Clone::clone)
    }

    /// What could stand at the cursor, in bytes of the line.
    pub(super) fn complete(&self, line: &str, cursor: usize, names: &Names) -> Completion {
        SHELL.with(|shell| shell.borrow().complete(line, cursor, names))
    }

    /// Runs the lines of a script, one after the other, behind what runs already.
    pub(super) fn run(&self, store: Store, script: &str) {
        self.waiting.update(|waiting| waiting.extend(lines(script)));
        let idle = self.running.with_untracked(Option::is_none);
        let first = self.waiting.with_untracked(|waiting| waiting.front().cloned());
        if let Some(first) = first.filter(|_| idle) {
            self.running.set(Some(first));
            self.stopped.store(false, Ordering::Relaxed);
            let console = self.clone();
            spawn_local(async move { console.run_all(store).await });
        }
    }

    /// Runs what waits, until a line is stopped.
    async fn run_all(&self, store: Store) {
        while let Some(line) = self.waiting.try_update(VecDeque::pop_front).flatten() {
            self.running.set(Some(line.clone()));
            self.remember(&line);
            if !self.run_line(store, line).await {
                self.waiting.update(VecDeque::clear);
            }
        }
        self.running.set(None);
    }

    /// Runs a line; false where it was stopped.
    async fn run_line(&self, store: Store, line: String) -> bool {
        // A line that is stopped leaves the shell as it was.
        let mut shell = SHELL.with(|shell| shell.borrow().clone());
        shell.version = if self.old.get_untracked() { Version::V1 } else { Version::V2 };
        let mut host = Page(store);
        let ran = until(&self.stopped, shell.run(&line, &mut host)).await;
        match ran {
            Some(mut block) => {
                SHELL.with(|kept| *kept.borrow_mut() = shell);
                block.hint = block.hint.take().or_else(|| waits::hint(store, &block));
                self.print(block, false);
                true
            }
            None => {
                let errors = "Stopped. Calls that were made before stay made.\n".into();
                self.print(Block { line, errors, status: 130, ..Block::default() }, false);
                false
            }
        }
    }

    /// Stops the line that runs, and those behind it.
    pub(super) fn stop(&self, store: Store) {
        self.stopped.store(true, Ordering::Relaxed);
        store.cancel();
    }

    /// Takes up what other parts of the page have called, as the lines that do the same.
    pub(super) fn take_up(&self, calls: &[Done]) {
        let seen = SEEN.with(|seen| *seen.borrow());
        for done in calls.iter().filter(|done| seen < done.id) {
            let line = SHELL.with(|shell| texts::command(&shell.borrow().catalog, done));
            if let Some(line) = line {
                self.remember(&line);
                self.print(Block { line, ..Block::default() }, true);
            }
            SEEN.with(|seen| *seen.borrow_mut() = done.id);
        }
    }

    /// Takes away everything that was printed.
    pub(super) fn clear(&self) {
        self.printed.update(Vec::clear);
    }

    /// The calls of a block as a script of the SDK.
    pub(super) fn sdk(&self, block: &Block) -> Option<String> {
        let written = |call: &kinetoscope_shell::Call| {
            SHELL.with(|shell| {
                texts::sdk(&shell.borrow().catalog, &call.service, &call.operation, &call.input)
            })
        };
        let scripts: Vec<_> = block.calls.iter().filter_map(written).collect();
        (!scripts.is_empty()).then(|| scripts.join("\n\n"))
    }

    fn remember(&self, line: &str) {
        self.history.update(|history| {
            if history.last().is_none_or(|last| last != line) {
                history.push(line.into());
            }
            let surplus = history.len().saturating_sub(LINES_MAX);
            history.drain(..surplus);
        });
    }

    fn print(&self, block: Block, elsewhere: bool) {
        self.printed.update(|printed| {
            let id = printed.last().map_or(0, |last| last.id + 1);
            if block.clears {
                printed.clear();
                return;
            }
            printed.push(Printed { id, elsewhere, block: Arc::new(block) });
            let surplus = printed.len().saturating_sub(BLOCKS_MAX);
            printed.drain(..surplus);
        });
    }
}

/// A future's outcome; nothing where it was stopped before.
async fn until<T>(stopped: &AtomicBool, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending if stopped.load(Ordering::Relaxed) => Poll::Ready(None),
        Poll::Pending => Poll::Pending,
    })
    .await
}
