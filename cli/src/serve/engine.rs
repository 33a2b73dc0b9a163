//! The world behind the port, and the clock that moves it.

use std::time::{SystemTime, UNIX_EPOCH};

use kinetoscope::time::Instant;
use kinetoscope::world::errands::Outside;
use kinetoscope::world::{Tenant, World};
use kinetoscope_formats::engine::Libraries;

/// What moves the world's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// The machine's clock, looked at before every request.
    Machine,
    /// Only the control route.
    Virtual,
}

impl Clock {
    /// The machine's time now. Before 1970 it is the epoch: a world's time never goes back anyway.
    pub(super) fn machine_now() -> Instant {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
    }
}

/// One world and its clock.
#[derive(Debug)]
pub(super) struct Engine {
    world: World,
    clock: Clock,
    /// What of the world outside is real.
    outside: Outside,
    /// How many worlds there were before this one.
    number: u64,
}

impl Engine {
    /// The engine of a world.
    pub(super) fn new(mut world: World, clock: Clock, outside: Outside) -> Self {
        world.set_formats(&Libraries);
        world.set_outside(outside.clone());
        Self { world, clock, outside, number: 0 }
    }

    /// What moves its time.
    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// Who calls that do not say who they are.
    pub(super) fn tenant(&self) -> Tenant {
        self.world.settings().tenant.clone()
    }

    /// The world, brought up to the machine's time where that is the clock.
    pub(super) fn world(&mut self) -> &mut World {
        if self.clock == Clock::Machine {
            self.world.advance_to(Clock::machine_now());
        }
        &mut self.world
    }

    /// When something next falls due by the machine's clock, and the world as it stands.
    pub(super) fn due(&mut self) -> (Option<Instant>, &mut World) {
        let due = if self.clock == Clock::Machine { self.world.poll_timeout() } else { None };
        (due, &mut self.world)
    }

    /// Tells worlds apart that followed one another.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Puts another world in its place.
    pub(super) fn replace(&mut self, mut world: World) {
        world.set_formats(&Libraries);
        world.set_outside(self.outside.clone());
        self.world = world;
        self.number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::Settings;

    #[test]
    fn only_the_machine_clock_moves_by_itself() {
        let world = World::new(Settings::default());
        let start = world.now();
        assert_eq!(Engine::new(world.clone(), Clock::Virtual, Outside::default()).world().now(), start);
        assert!(start < Engine::new(world, Clock::Machine, Outside::default()).world().now());
    }
}
