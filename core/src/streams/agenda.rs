//! Which streams and queues have something to do, and when.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// Who has something to do. At one time, streams come before queues.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Task {
    /// A stream, by name.
    Stream(Arc<str>),
    /// A queue, by id.
    Queue(Arc<str>),
}

/// All tasks in order of time. Each stands here at most once, and whoever it belongs to knows for when: its `queued`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Agenda(BTreeSet<(Instant, Task)>);

impl Agenda {
    /// When the next task is due.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.0.first().map(|&(due, _)| due)
    }

    /// Takes the next task that is due out. Who it belongs to must be scheduled anew.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<Task> {
        if self.poll_timeout().is_none_or(|due| now < due) {
            return None;
        }
        self.0.pop_first().map(|(_, task)| task)
    }

    /// Lets a task be due then, and not when it was.
    pub(super) fn schedule(
        &mut self,
        task: fn(Arc<str>) -> Task,
        name: &Arc<str>,
        queued: &mut Option<Instant>,
        due: Option<Instant>,
    ) {
        let before = core::mem::replace(queued, due);
        if before != due {
            before.map(|before| self.0.remove(&(before, task(name.clone()))));
            self.0.extend(due.map(|due| (due, task(name.clone()))));
        }
    }
}
