//! What the host does for services.

use serde::{Deserialize, Serialize};

use super::Desk;
use crate::errand::{Asker, Outcome, Purpose, Wish};
use crate::time::Instant;
use crate::world::tenant::Tenant;

/// Names a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskId(pub u64);

/// Something that the host is to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    /// Its name.
    pub id: TaskId,
    /// When it was asked for.
    pub asked: Instant,
    /// What it is.
    pub wish: Wish,
    pub(super) awaited: Awaited,
    /// Whether the host was told; one that goes on from a snapshot is told again.
    #[serde(skip)]
    is_told: bool,
}

impl Task {
    /// Who asks.
    pub fn asker(&self) -> &Asker {
        &self.awaited.asker
    }
}

/// Who waits for what comes of an errand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::world) struct Awaited {
    pub(in crate::world) tenant: Tenant,
    pub(in crate::world) asker: Asker,
    pub(in crate::world) purpose: Purpose,
}

impl Desk {
    pub(super) fn give_to_host(&mut self, awaited: Awaited, wish: Wish, now: Instant) {
        let id = TaskId(self.next);
        self.next += 1;
        self.tasks.insert(id.0, Task { id, asked: now, wish, awaited, is_told: false });
    }

    /// The next task that the host was not told of, oldest first.
    pub(in crate::world) fn poll_task(&mut self) -> Option<Task> {
        let task = self.tasks.values_mut().find(|task| !task.is_told)?;
        task.is_told = true;
        Some(task.clone())
    }

    /// The oldest task that has not ended.
    pub(in crate::world) fn open_task(&self) -> Option<&Task> {
        self.tasks.values().next()
    }

    /// Takes a task out, and gives who waits for it; nothing where there is none of this name any more. What the host has put
    /// into a bucket of its own lies in ours too.
    pub(in crate::world) fn end_task(
        &mut self,
        id: TaskId,
        outcome: &Outcome,
        now: Instant,
    ) -> Option<Awaited> {
        let Task { wish, awaited, .. } = self.tasks.remove(&id.0)?;
        if let (Wish::PutObject(mut object), Outcome::Done) = (wish, outcome) {
            _ = self.put_object(&mut object, now);
        }
        Some(awaited)
    }
}
