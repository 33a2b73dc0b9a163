//! A session on its way from its start to an end.

use std::collections::VecDeque;

use anyhow::Result;
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::session::{Input, Session};
use kinetoscope::world::{FACTS_KEPT, World};

/// Things done between two looks at facts and progress.
const STEPS_PER_LOOK: usize = 1_000;
/// Facts between two looks, well below what a world keeps: a single thing may leave many.
const FACTS_PER_LOOK: u64 = FACTS_KEPT as u64 / 4;

/// The world of a session, and what is still to be done to it.
pub(super) struct Course {
    world: World,
    start: Instant,
    end: Instant,
    inputs: VecDeque<Input>,
}

impl Course {
    /// The session at its start.
    ///
    /// # Errors
    /// What its scenario was refused with.
    pub(super) fn begin(session: Session, length: Duration) -> Result<Self> {
        let world = session.scenario.world(session.seed)?;
        let start = world.now();
        Ok(Self { world, start, end: start + length, inputs: session.inputs.into() })
    }

    /// Does some of what is to be done, until it is time to look at the facts. Says whether more is to do.
    pub(super) fn run_on(&mut self) -> bool {
        let enough = self.world.fact_count() + FACTS_PER_LOOK;
        for _ in 0..STEPS_PER_LOOK {
            if enough <= self.world.fact_count() {
                break;
            }
            let input_at = self.inputs.front().map(|input| self.start + Duration::from_micros(input.at_us));
            let input_at = input_at.filter(|&at| at <= self.end);
            if self.world.step(input_at.unwrap_or(self.end)) {
                continue;
            }
            let Some(at) = input_at else {
                self.world.advance_to(self.end);
                return false;
            };
            self.world.advance_to(at);
            self.act();
        }
        true
    }

    /// Does what a person did here. That it was refused, if it was, is a fact like any other.
    fn act(&mut self) {
        if let Some(input) = self.inputs.pop_front() {
            let _ = self.world.act(&input.action);
        }
    }

    /// The world as it stands.
    pub(super) fn world(&mut self) -> &mut World {
        &mut self.world
    }

    /// Virtual time since the start.
    pub(super) fn elapsed(&self) -> Duration {
        self.world.now().since(self.start)
    }
}
