//! What the host does for services.

use serde::{Deserialize, Serialize};

use super::fate::Fate;
use super::{Desk, rejected};
use crate::errand::{Asker, Object, Outcome, Purpose, Wish};
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
    /// What faults make of it once it is done.
    fate: Fate,
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
    pub(super) fn give_to_host(&mut self, awaited: Awaited, wish: Wish, fate: Fate, now: Instant) {
        let id = TaskId(self.next);
        self.next += 1;
        self.tasks.insert(id.0, Task { id, asked: now, wish, awaited, fate, is_told: false });
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

    /// Puts what the host has put into a bucket of its own into ours too, which is made where nobody has: whoever copies from the
    /// bucket reads it there. The host's bucket has it whatever becomes of this.
    fn put_alike(&mut self, tenant: &Tenant, object: &mut Object, now: Instant) {
        if self.s3.bucket(&object.bucket).is_err() {
            _ = self.s3.create_bucket(&object.bucket, tenant.account, &tenant.region, now);
        }
        _ = self.put_object(object, now);
    }

    /// Takes a task out and has whoever waits for it told what came of it, now or, where a fault wants it so, later. Says whether
    /// there was one of this name. What the host has put into a bucket of its own lies in ours too.
    pub(in crate::world) fn end_task(&mut self, id: TaskId, outcome: Outcome, now: Instant) -> bool {
        let Some(Task { mut wish, awaited, fate, asked, .. }) = self.tasks.remove(&id.0) else {
            return false;
        };
        if let (Wish::PutObject(object), Outcome::Done) = (&mut wish, &outcome) {
            self.put_alike(&awaited.tenant, object, now);
        }
        let outcome = rejected::put_back(outcome, &fate.rejected);
        let (due, outcome) = fate.told(&wish, outcome, asked, now);
        self.tell_at(due, awaited, outcome);
        true
    }
}
