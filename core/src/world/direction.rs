//! Who comes on the stage, who goes, and who is connected to what: a scenario that is built while it runs.

use alloc::format;
use alloc::string::String;

use super::World;
use super::actor::{Cast, no_such};
use super::producer::Producer;
use super::reader::Reader;
use super::scenario::{ProducerPlan, ReaderPlan};
use crate::error::{Code, Error, LoadError};

/// Letters of an actor's name.
const NAME_CHARACTERS_MAX: usize = 128;

/// Brings a producer on.
pub(super) fn add_producer(world: &mut World, plan: ProducerPlan) -> Result<(), Error> {
    free_name(&world.cast, &plan.name)?;
    if plan.operation.is_of_firehose() {
        needs_delivery_stream(world, &plan.name, &plan.stream)?;
    } else {
        needs_stream(world, &plan.name, &plan.stream)?;
    }
    plan.check().map_err(wrong)?;
    let (now, rng) = (world.now, world.rng.fork());
    world.cast.producers.push(Producer::new(plan, now, rng));
    Ok(())
}

/// Brings a reader on.
pub(super) fn add_reader(world: &mut World, plan: ReaderPlan) -> Result<(), Error> {
    free_name(&world.cast, &plan.name)?;
    needs_stream(world, &plan.name, &plan.stream)?;
    plan.check().map_err(wrong)?;
    let now = world.now;
    world.cast.readers.push(Reader::new(plan, now));
    Ok(())
}

/// Brings on another of a kind: as it is now, with nothing sent and nothing read.
pub(super) fn duplicate(world: &mut World, actor: &str, name: &str) -> Result<(), Error> {
    let name = String::from(name);
    if let Some(producer) = world.cast.producers.iter().find(|producer| producer.plan.name == actor) {
        let plan = ProducerPlan { name, ..producer.plan.clone() };
        return add_producer(world, plan);
    }
    let reader = world.cast.readers.iter().find(|reader| reader.plan.name == actor);
    let plan =
        ReaderPlan { name, ..reader.ok_or_else(|| no_such("producer or reader", actor))?.plan.clone() };
    add_reader(world, plan)
}

/// Takes a producer or a reader away, and what it still wanted to do with it.
pub(super) fn remove(world: &mut World, actor: &str) -> Result<(), Error> {
    if let Some(place) = world.cast.producers.iter().position(|producer| producer.plan.name == actor) {
        world.cast.producers.remove(place);
        return Ok(());
    }
    let place = world.cast.readers.iter().position(|reader| reader.plan.name == actor);
    let mut reader = world.cast.readers.remove(place.ok_or_else(|| no_such("producer or reader", actor))?);
    reader.leave(world);
    Ok(())
}

/// Gives a producer or a reader another name.
pub(super) fn rename(world: &mut World, actor: &str, name: &str) -> Result<(), Error> {
    free_name(&world.cast, name)?;
    if let Some(producer) = world.cast.producers.iter_mut().find(|producer| producer.plan.name == actor) {
        producer.plan.name = name.into();
        return Ok(());
    }
    let reader = world.cast.readers.iter_mut().find(|reader| reader.plan.name == actor);
    let reader = reader.ok_or_else(|| no_such("producer or reader", actor))?;
    let plan = ReaderPlan { name: name.into(), ..reader.plan.clone() };
    plan.check().map_err(wrong)?;
    reader.plan = plan;
    Ok(())
}

/// Lets a producer put into another stream, or a reader read another one from where it begins.
pub(super) fn connect(world: &mut World, actor: &str, to: &str) -> Result<(), Error> {
    let is_producer =
        |cast: &Cast, name: &str| cast.producers.iter().any(|producer| producer.plan.name == name);
    let is_reader = |cast: &Cast, name: &str| cast.readers.iter().any(|reader| reader.plan.name == name);
    let puts = is_producer(&world.cast, actor);
    if !puts && !is_reader(&world.cast, actor) {
        return Err(no_such("producer or reader", actor));
    }
    let is_stream = world.look().stream(to).is_some();
    let why = match (puts, is_producer(&world.cast, to), is_reader(&world.cast, to)) {
        _ if is_stream => return connect_to_stream(world, actor, to),
        (true, true, _) => {
            format!("{actor} puts records into a stream; {to} is a producer too, and takes none.")
        }
        (true, _, true) => format!(
            "{actor} puts records into a stream, and {to} reads them from one: connect both to the same stream."
        ),
        (false, true, _) => format!(
            "{actor} reads from a stream, not from a producer: connect it to the stream that {to} puts into."
        ),
        (false, _, true) => {
            format!("{actor} reads from a stream; {to} is a reader too, and keeps no records.")
        }
        _ => format!("There is no stream named {to}."),
    };
    Err(Error::new(Code::InvalidArgument, why))
}

fn connect_to_stream(world: &mut World, actor: &str, stream: &str) -> Result<(), Error> {
    let already = |now: &str| {
        let same = now == stream;
        let text = || format!("{actor} is connected to {stream} already.");
        if same { Err(Error::new(Code::InvalidArgument, text())) } else { Ok(()) }
    };
    if let Some(producer) = world.cast.producers.iter_mut().find(|producer| producer.plan.name == actor) {
        already(&producer.plan.stream)?;
        producer.plan.stream = stream.into();
        return Ok(());
    }
    let place = world.cast.readers.iter().position(|reader| reader.plan.name == actor);
    let place = place.ok_or_else(|| no_such("producer or reader", actor))?;
    already(&world.cast.readers[place].plan.stream)?;
    let mut reader = world.cast.readers.remove(place);
    reader.leave(world);
    let plan = ReaderPlan { stream: stream.into(), ..reader.plan };
    let mut fresh = Reader::new(plan, world.now);
    fresh.counts = reader.counts;
    world.cast.readers.insert(place, fresh);
    Ok(())
}

/// Whether nobody has a name yet, and somebody may have it.
fn free_name(cast: &Cast, name: &str) -> Result<(), Error> {
    let mut names = cast.producers.iter().map(|producer| &producer.plan.name);
    let is_taken =
        names.any(|taken| taken == name) || cast.readers.iter().any(|reader| reader.plan.name == name);
    let why = if is_taken {
        format!("Somebody is named {name} already; names must differ.")
    } else if !(1..=NAME_CHARACTERS_MAX).contains(&name.chars().count()) {
        format!("A name has 1 to {NAME_CHARACTERS_MAX} characters.")
    } else {
        return Ok(());
    };
    Err(Error::new(Code::InvalidArgument, why))
}

#[cfg(feature = "firehose")]
fn needs_delivery_stream(world: &mut World, name: &str, delivery_stream: &str) -> Result<(), Error> {
    let tenant = world.settings.tenant.clone();
    let found =
        world.services(&tenant).and_then(|services| services.firehose.delivery_stream(delivery_stream));
    if found.is_some() {
        return Ok(());
    }
    let text = format!("{name} needs a delivery stream, and there is none named {delivery_stream}.");
    Err(Error::new(Code::InvalidArgument, text))
}

#[cfg(not(feature = "firehose"))]
fn needs_delivery_stream(_: &mut World, _: &str, _: &str) -> Result<(), Error> {
    unreachable!("without Firehose no producer can be of it")
}

fn needs_stream(world: &mut World, name: &str, stream: &str) -> Result<(), Error> {
    if world.look().stream(stream).is_some() {
        return Ok(());
    }
    Err(Error::new(
        Code::InvalidArgument,
        format!("{name} needs a stream, and there is none named {stream}."),
    ))
}

fn wrong(error: LoadError) -> Error {
    Error::new(Code::InvalidArgument, error.0)
}
