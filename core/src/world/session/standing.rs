//! What the streams of a session cost by themselves, before somebody changed them and after.

use super::Player;
use crate::pricing::{Bill, PriceTable};
use crate::time::Duration;
use crate::world::World;

/// By then the readers of a scenario have begun, and registered where they do.
const BEGUN: Duration = Duration::from_secs(2);

impl Player {
    /// What a length of time costs for the streams alone, without what is put and read: as they were before the first action,
    /// and as they are. Nothing where nobody has done anything yet. Runs no further than to the first action.
    pub fn standing(&mut self, table: &PriceTable, length: Duration) -> Option<[Bill; 2]> {
        let first = self.inputs().first().filter(|_| self.has_taken_inputs())?;
        let before = self.input_time(first).max(self.start() + BEGUN);
        let (mut opened, _) = self.copy_before(before, 0);
        opened.advance_to(before);
        Some([standing(&mut opened, table, length)?, standing(self.world(), table, length)?])
    }
}

fn standing(world: &mut World, table: &PriceTable, length: Duration) -> Option<Bill> {
    let tenant = world.settings().tenant.clone();
    world.standing(&tenant, table, length)
}
