//! Actors: the producers and readers of a scenario, and what is yet to happen to them.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::producer::Producer;
use super::reader::Reader;
#[cfg(feature = "firehose")]
use super::scenario::FunctionPlan;
use super::scenario::{Action, ProducerAction, ReaderAction, Scenario, TimedAction};
use super::{World, direction};
use crate::api::dispatch::Target;
use crate::error::{Code, Error};
use crate::fact::{CastChange, Event, Origin, ProducerChange, ReaderChange};
use crate::fault::FaultPlan;
use crate::ids::ShardId;
use crate::rng::Rng;
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
        self.plan(&scenario.inputs, now);
    }

    /// Remembers what is to happen, times counted from now.
    fn plan(&mut self, inputs: &[TimedAction], now: Instant) {
        let timed = |input: &TimedAction| (now + Duration::from_millis(input.at_ms), input.action.clone());
        self.inputs.extend(inputs.iter().map(timed));
        self.inputs.make_contiguous().sort_by_key(|(at, _)| *at);
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        let producers = self.producers.iter().filter_map(Producer::poll_timeout);
        let readers = self.readers.iter().filter_map(Reader::poll_timeout);
        producers.chain(readers).chain(self.inputs.front().map(|(at, _)| *at)).min()
    }

    /// Whether a subscription, by its number in the default account and region, is a reader's.
    pub(super) fn holds(&self, serial: u64) -> bool {
        self.readers.iter().any(|reader| reader.holds(serial))
    }

    /// The numbers of all such subscriptions.
    pub(super) fn held(&self) -> impl Iterator<Item = u64> {
        self.readers.iter().flat_map(Reader::held)
    }

    /// Whether somebody takes what comes by such a subscription.
    pub(super) fn takes(&self, serial: u64) -> bool {
        self.readers.iter().any(|reader| reader.plan.running && reader.holds(serial))
    }
}

/// Lets everybody do what is due: inputs first, then producers, then readers, each in their order.
pub(super) fn handle_timeouts(world: &mut World) {
    let now = world.now;
    while let Some((_, action)) = world.cast.inputs.pop_front_if(|(at, _)| *at <= now) {
        // The story goes on without it.
        if let Err(error) = act(world, &action, Origin::Scenario) {
            let message = error.message.unwrap_or_else(|| error.code.name().into()).into();
            world.say(Event::InputRefused { action: action.kind().into(), message });
        }
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

/// Does an action now, and tells what has changed.
pub(super) fn act(world: &mut World, action: &Action, by: Origin) -> Result<(), Error> {
    let now = world.now;
    action.check().map_err(|error| Error::new(Code::InvalidArgument, error.0))?;
    let event = match action {
        Action::Call { service, operation, input } => {
            return world.call_json(Target { service, operation }, &input.0).map(drop);
        }
        Action::Producer(ProducerAction { name, running, records_per_second, record_bytes, keys, retry }) => {
            let change = ProducerChange {
                producer: name.clone(),
                by,
                running: *running,
                records_per_second: *records_per_second,
                record_bytes: *record_bytes,
                keys: keys.clone(),
                retry: *retry,
            };
            producer(world, name)?.change(&change, now)?;
            Event::ProducerChanged(Box::new(change))
        }
        Action::LoseAnswers { producer: name, for_ms } => {
            let until = now + Duration::from_millis(*for_ms);
            producer(world, name)?.lose_answers(Some(until));
            Event::AnswersLost { producer: name.clone(), by, until }
        }
        Action::Reader(action) => {
            let change = reader_change(action, by);
            with_reader(world, &action.name, |reader, world| reader.change(&change, world, now))?;
            Event::ReaderChanged(Box::new(change))
        }
        Action::CrashReader { reader: name, for_ms } => {
            let until = for_ms.map(|ms| now + Duration::from_millis(ms));
            with_reader(world, name, |reader, world| {
                reader.crash(until, world, now);
                Ok(())
            })?;
            Event::ReaderCrashed { reader: name.clone(), by, until }
        }
        Action::Key { key_id, state } => {
            world.tenants.set_key_state(&world.settings, key_id, *state);
            Event::KeyStateChanged { key: key_id.clone(), by, state: state.as_str().into() }
        }
        Action::Fault(plan) => {
            begin_fault(world, plan);
            Event::FaultBegan { plan: plan.clone(), by }
        }
        #[cfg(feature = "firehose")]
        Action::DestinationFault(plan) => {
            check_delivery_stream(world, plan.delivery_stream.as_deref())?;
            world.begin_destination_fault((**plan).clone());
            Event::DestinationFaultBegan { plan: plan.clone(), by }
        }
        #[cfg(feature = "firehose")]
        Action::Flush { delivery_stream } => {
            if !world.flush_delivery_stream(delivery_stream) {
                return Err(no_such("delivery stream", delivery_stream));
            }
            Event::FlushAsked { delivery_stream: delivery_stream.as_str().into(), by }
        }
        #[cfg(feature = "firehose")]
        Action::Bucket { name } => {
            let refused = |why: crate::s3::Refusal| Error::new(Code::InvalidArgument, why.message);
            world.create_bucket(name).map_err(refused)?;
            Event::Provided { kind: "bucket".into(), name: name.clone(), by }
        }
        #[cfg(feature = "firehose")]
        Action::Function(FunctionPlan { name, code }) => {
            world.put_function(name, code.clone());
            Event::Provided { kind: "function".into(), name: name.clone(), by }
        }
        #[cfg(feature = "firehose")]
        Action::Table { database, name, columns } => {
            world.catalog().put_table(database, name, columns.clone())?;
            Event::Provided { kind: "table".into(), name: [database, ".", name].concat(), by }
        }
        #[cfg(feature = "firehose")]
        Action::OpenObject { bucket, key } => world.open_object(bucket, key)?,
        #[cfg(feature = "firehose")]
        Action::Copy { delivery_stream, manifest } => return world.copy_by_hand(delivery_stream, manifest),
        #[cfg(feature = "firehose")]
        Action::S3(request) => return world.act_on_s3(request),
        #[cfg(feature = "applications")]
        Action::RestartApplication { application } => {
            let is_done = world.restart_application(application);
            return if is_done { Ok(()) } else { Err(no_such("running application", application)) };
        }
        Action::ClearFaults {} => {
            world.tenants.clear_faults();
            world.cast.producers.iter_mut().for_each(|producer| producer.lose_answers(None));
            Event::FaultsCleared { by }
        }
        Action::RefuseWrites { stream, shard, for_ms } => {
            let (shard, until) = (ShardId(*shard), now + Duration::from_millis(*for_ms));
            world.tenants.refuse_writes(&world.settings.tenant, stream, shard, until)?;
            Event::WritesRefused { stream: stream.clone(), shard, by, until }
        }
        Action::AddProducer(plan) => {
            direction::add_producer(world, (**plan).clone())?;
            cast_changed(&plan.name, CastChange::Producer, Some(&plan.stream), by)
        }
        Action::AddReader(plan) => {
            direction::add_reader(world, (**plan).clone())?;
            cast_changed(&plan.name, CastChange::Reader, Some(&plan.stream), by)
        }
        Action::Duplicate { actor, name } => {
            direction::duplicate(world, actor, name)?;
            cast_changed(name, CastChange::Duplicate, Some(actor), by)
        }
        Action::Remove { actor } => {
            direction::remove(world, actor)?;
            cast_changed(actor, CastChange::Removed, None, by)
        }
        Action::Rename { actor, name } => {
            direction::rename(world, actor, name)?;
            cast_changed(actor, CastChange::Renamed, Some(name), by)
        }
        Action::Connect { actor, to } => {
            direction::connect(world, actor, to)?;
            cast_changed(actor, CastChange::Connected, Some(to), by)
        }
        Action::Plan { inputs } => {
            world.cast.plan(inputs, now);
            Event::Planned { count: inputs.len() as u32, by }
        }
    };
    world.say(event);
    Ok(())
}

fn cast_changed(actor: &str, change: CastChange, other: Option<&String>, by: Origin) -> Event {
    Event::CastChanged { actor: actor.into(), change, other: other.cloned(), by }
}

/// A fault strikes the calls of the default account and region.
fn begin_fault(world: &mut World, plan: &FaultPlan) {
    let rng = world.rng.fork();
    world.tenants.begin_fault(&world.settings, plan.clone(), world.now, rng);
}

/// Refuses a delivery stream that is not there and that nothing makes that is yet to happen.
#[cfg(feature = "firehose")]
fn check_delivery_stream(world: &mut World, name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name else { return Ok(()) };
    world.settle();
    let quoted = format!("{name:?}");
    let makes = |action: &Action| {
        matches!(action, Action::Call { operation, input, .. }
            if operation == "CreateDeliveryStream" && input.0.contains(&quoted))
    };
    let is_there = world.tenants.has_delivery_stream(name);
    if is_there || world.cast.inputs.iter().any(|(_, action)| makes(action)) {
        return Ok(());
    }
    Err(no_such("delivery stream", name))
}

fn producer<'w>(world: &'w mut World, name: &str) -> Result<&'w mut Producer, Error> {
    let found = world.cast.producers.iter_mut().find(|producer| producer.plan.name == *name);
    found.ok_or_else(|| no_such("producer", name))
}

fn reader_change(action: &ReaderAction, by: Origin) -> ReaderChange {
    let ReaderAction { name, running, poll_ms, limit, checkpoint_ms, fan_out, parents_first, start } =
        action.clone();
    ReaderChange { reader: name, by, running, poll_ms, limit, checkpoint_ms, fan_out, parents_first, start }
}

/// Does something with a reader, who steps out of the world meanwhile: it may have calls to make.
fn with_reader(
    world: &mut World,
    name: &str,
    work: impl FnOnce(&mut Reader, &mut World) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut cast = core::mem::take(&mut world.cast);
    let found = cast.readers.iter_mut().find(|reader| reader.plan.name == *name);
    let done = found.ok_or_else(|| no_such("reader", name)).and_then(|reader| work(reader, world));
    world.cast = cast;
    done
}

pub(super) fn no_such(kind: &str, name: &str) -> Error {
    Error::new(Code::ResourceNotFound, format!("There is no {kind} named {name}."))
}
