//! What a player's host does for delivery streams: it runs functions whose text the world has. Meanwhile time stands still, so
//! that a function takes no time and runs again in the same order whenever a moment is played again.

use super::player::Player;
use crate::errand::Outcome;
use crate::world::errands::Task;

impl Player {
    /// Whether time stands still until a task of the host has ended.
    pub fn waits_for_host(&mut self) -> bool {
        self.host_task().is_some()
    }

    /// The task that time stands still for, if there is one.
    pub fn host_task(&mut self) -> Option<&Task> {
        self.world().open_task()
    }

    /// Takes what came of the task that time stands still for. Says whether it was this one: a player who has gone elsewhere
    /// meanwhile may wait for another, or for none.
    pub fn end_host_task(&mut self, asked: &Task, outcome: Outcome) -> bool {
        let is_awaited = self.host_task().is_some_and(|task| task.id == asked.id && task.wish == asked.wish);
        if is_awaited {
            self.world().end_task(asked.id, outcome);
            self.scan();
        }
        is_awaited
    }
}
