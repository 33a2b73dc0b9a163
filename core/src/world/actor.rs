//! Actors: the producers and readers of a scenario, and what is yet to happen to them.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::producer::Producer;
use super::reader::Reader;
use super::scenario::{Action, Scenario};
use crate::api::dispatch::Target;
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::ids::ShardId;
use crate::rng::Rng;
use crate::streams::TARGET;
use crate::time::{Duration, Instant};

/// Everybody on the stage.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cast {
    pub(super) producers: Vec<Producer>,
    pub(super) readers: Vec<Reader>,
    /// By time; equal times in the order of the file.
    inputs: VecDeque<(Instant, Action)>,
}

impl Cast {
    pub(super) fn load(&mut self, scenario: &Scenario, now: Instant, rng: &mut Rng) {
        self.producers
            .extend(scenario.producers.iter().map(|plan| Producer::new(plan.clone(), now, rng.fork())));
        self.readers.extend(scenario.readers.iter().map(|plan| Reader::new(plan.clone(), now)));
        let timed = |input: &super::scenario::TimedAction| {
            (now + Duration::from_millis(input.at_ms), input.action.clone())
        };
        self.inputs.extend(scenario.inputs.iter().map(timed));
        self.inputs.make_contiguous().sort_by_key(|(at, _)| *at);
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        let producers = self.producers.iter().filter_map(Producer::poll_timeout);
        let readers = self.readers.iter().filter_map(Reader::poll_timeout);
        producers.chain(readers).chain(self.inputs.front().map(|(at, _)| *at)).min()
    }
}

/// Lets everybody do what is due: inputs first, then producers, then readers, each in their order.
pub(super) fn handle_timeouts(world: &mut World) {
    let now = world.now;
    while let Some((_, action)) = world.cast.inputs.pop_front_if(|(at, _)| *at <= now) {
        // A refused input is told as the fact of its call; the story goes on.
        _ = act(world, &action);
    }
    // The cast calls the world that it is part of, so it steps out of it meanwhile.
    let mut cast = core::mem::take(&mut world.cast);
    for producer in &mut cast.producers {
        producer.handle_timeout(world, now);
    }
    for reader in &mut cast.readers {
        reader.handle_timeout(world, now);
    }
    world.cast = cast;
}

/// Does an action now.
pub(super) fn act(world: &mut World, action: &Action) -> Result<(), Error> {
    match action {
        Action::Call { operation, input } => {
            world.call_json(Target { service: TARGET, operation }, &input.0).map(drop)
        }
        Action::Producer { name, .. } | Action::LoseAnswers { producer: name, .. } => {
            let now = world.now;
            let producer = world.cast.producers.iter_mut().find(|producer| producer.plan.name == *name);
            let change = producer.ok_or_else(|| no_such("producer", name))?.change(action, now)?;
            tell(world, name, change);
            Ok(())
        }
        Action::Reader { name, running, poll_ms } => {
            let now = world.now;
            let reader = world.cast.readers.iter_mut().find(|reader| reader.plan.name == *name);
            let change = reader.ok_or_else(|| no_such("reader", name))?.change(*running, *poll_ms, now);
            tell(world, name, change);
            Ok(())
        }
        Action::RefuseWrites { stream, shard, for_ms } => {
            let until = world.now + Duration::from_millis(*for_ms);
            world.tenants.refuse_writes(&world.settings.tenant, stream, ShardId(*shard), until)?;
            tell(world, stream, format!("shard {shard} refuses all writes for {for_ms} ms"));
            Ok(())
        }
    }
}

pub(super) fn no_such(kind: &str, name: &str) -> Error {
    Error::new(Code::ResourceNotFound, format!("There is no {kind} named {name}."))
}

fn tell(world: &mut World, actor: &str, change: String) {
    world.say(Event::ActorChanged { actor: actor.to_string(), change });
}
