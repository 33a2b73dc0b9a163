//! An application while it runs.
//!
//! A [`Runner`] asks for records of its source once a second and tells its operators the time; what it reads becomes rows
//! ([`intake`]), and the rows that come out wait for their destinations ([`queue`]). It does nothing outside of itself: it asks by
//! errands, and is told what came of them. An application whose destination, function or table is not there reads no further:
//! what it has read waits, and its source runs ahead of it.

mod engine;
mod intake;
mod journal;
mod meter;
mod preprocessor;
mod queue;
mod reference;
mod source;
mod taker;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::configuration::{Configuration, Output};
use crate::analytics::plan::ERROR_STREAM;
use crate::analytics::sql::Problem;
use crate::errand::{Asker, Errand, Outcome, Purpose};
use crate::fact::{ApplicationEvent, Event};
use crate::ids::{AccountId, Region};
use crate::reading::PAUSE;
use crate::rng::Rng;
use crate::time::Instant;
use engine::{Engine, Piece, error_columns, rowtime};
use intake::{Batch, Call};
use journal::{Brought, Checkpoint, INTERVAL, Replay, Step};
use meter::Meter;
use queue::Queue;
use reference::Load;
use source::Source;

/// Which application it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::analytics) struct Identity {
    pub(in crate::analytics) name: Arc<str>,
    pub(in crate::analytics) arn: String,
    pub(in crate::analytics) account: AccountId,
    pub(in crate::analytics) region: Region,
}

impl Identity {
    fn asker(&self) -> Asker {
        Asker::Application(self.name.clone())
    }
}

/// What an application takes from its service: where it asks, and where it tells what happened.
#[derive(Debug)]
pub(in crate::analytics) struct Means<'m> {
    pub(in crate::analytics) errands: &'m mut VecDeque<Errand>,
    pub(in crate::analytics) facts: &'m mut VecDeque<Event>,
}

/// Where an application has stopped: how far its source was read, and what no destination has taken yet. What its windows held is
/// not there: they begin anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::analytics) struct StoppedAt {
    source: Option<Source>,
    queues: Vec<Queue>,
}

/// Counts questions, so that answers are known to belong to them.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

/// An application that runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::analytics) struct Runner {
    identity: Identity,
    engine: Engine,
    /// What is read; nothing where the application has no input.
    source: Option<Source>,
    /// Records that were read and are in no batch yet.
    brought: Brought,
    /// Batches that are no rows yet.
    work: VecDeque<Batch>,
    /// The call of the function that prepares the first of them.
    call: Call,
    /// Tables that are not filled yet.
    loads: Vec<Load>,
    /// Rows that no destination has taken yet, by output.
    queues: Vec<Queue>,
    /// When the operators are told the time next.
    tick_due: Instant,
    checkpoint: Box<Checkpoint>,
    /// What was done to the operators since then.
    journal: Vec<Step>,
    /// What of it is done again after it broke off.
    replay: Replay,
    meter: Meter,
    numbers: Numbers,
    /// Draws ids.
    rng: Rng,
}

impl Runner {
    /// Begins to run an application. Chance is drawn from the seed.
    ///
    /// # Errors
    /// What is wrong with its code.
    pub(in crate::analytics) fn start(
        configuration: &Configuration,
        identity: Identity,
        stopped: Option<StoppedAt>,
        seed: u64,
        now: Instant,
    ) -> Result<Self, Vec<Problem>> {
        let engine = Engine::new(configuration, seed, rowtime(now))?;
        let (stopped, before) = stopped.map_or((None, Vec::new()), |it| (it.source, it.queues));
        let input = configuration.inputs.first();
        let source = input.map(|input| Source::begin(input, stopped, now));
        let queues = queues_of(&configuration.outputs, before, now);
        let (work, memory) = (VecDeque::new(), engine.memory());
        let checkpoint = Checkpoint { taken: now, source, work, memory, queues };
        Ok(Self {
            identity,
            source: checkpoint.source.clone(),
            brought: Brought::default(),
            work: VecDeque::new(),
            call: Call::default(),
            loads: Load::all(&configuration.references, now),
            queues: checkpoint.queues.clone(),
            tick_due: now,
            checkpoint: Box::new(checkpoint),
            journal: Vec::new(),
            replay: Replay::default(),
            meter: Meter::new(now),
            numbers: Numbers::default(),
            rng: Rng::from_seed(seed),
            engine,
        })
    }

    /// Runs by another configuration from now on. Its operators begin anew and its tables are filled again; it reads on where it
    /// is, if it reads the same source.
    ///
    /// # Errors
    /// What is wrong with its code; then nothing changes.
    pub(in crate::analytics) fn reconfigure(
        &mut self,
        configuration: &Configuration,
        now: Instant,
    ) -> Result<(), Vec<Problem>> {
        self.engine = Engine::new(configuration, self.engine.seed(), rowtime(now))?;
        let arn = configuration.inputs.first().map(|input| input.source.arn());
        if self.source.as_ref().map(|source| source.arn.as_str()) != arn {
            self.source = configuration.inputs.first().map(|input| Source::begin(input, None, now));
            (self.work, self.brought) = Default::default();
        }
        // The records that were read are rows of the new operators, whatever they were before.
        self.replay = Replay::default();
        self.call = Call::default();
        let homes = configuration.inputs.first().map_or(1, |input| input.parallelism.max(1) as usize);
        for batch in &mut self.work {
            (batch.home, batch.rowtime) = (batch.home.min(homes - 1), None);
        }
        if let Some(source) = &mut self.source {
            source.spread(homes);
        }
        self.loads = Load::all(&configuration.references, now);
        self.queues = queues_of(&configuration.outputs, core::mem::take(&mut self.queues), now);
        self.note(now);
        Ok(())
    }

    /// When [`Self::handle_timeout`] may next have work.
    pub(in crate::analytics) fn due(&self) -> Option<Instant> {
        let reads = self.may_read().then(|| self.source.as_ref().and_then(Source::due));
        let tick = self.may_read().then_some(self.tick_due);
        let calls = if self.work.is_empty() { None } else { self.call.due };
        let queues = self.queues.iter().filter_map(Queue::due);
        let loads = self.loads.iter().filter_map(Load::due);
        let others = [reads.flatten(), tick, calls, Some(self.meter.due())].into_iter().flatten();
        others.chain(queues).chain(loads).min()
    }

    /// Does what is due. Calling it early does nothing. O(tables + outputs + shards), and what the operators do.
    pub(in crate::analytics) fn handle_timeout(&mut self, means: &mut Means<'_>, now: Instant) {
        if self.meter.due() <= now {
            self.read_meter(means, now);
        }
        self.ask_references(means, now);
        if self.call.due.is_some_and(|due| due <= now) {
            self.call_function(means, now);
        }
        self.write(means, now);
        if self.may_read() {
            self.tick(means, now);
            self.read(means, now);
        }
    }

    /// Takes what came of an errand; nothing happens where nobody waits for it any more.
    pub(in crate::analytics) fn take_outcome(
        &mut self,
        purpose: Purpose,
        outcome: Outcome,
        means: &mut Means<'_>,
        now: Instant,
    ) {
        match purpose {
            Purpose::Reference(number) => self.take_reference(number, outcome, means, now),
            Purpose::Shards | Purpose::Shard(_) | Purpose::Tap(_) => {
                self.take_brought(purpose, outcome, means, now);
            }
            Purpose::Invocation(number) if self.waits_for_call(number) => {
                self.take_answer(outcome, means, now);
            }
            Purpose::Invocation(number) | Purpose::Delivery(number) => {
                let millis_behind = self.millis_behind(now);
                let queue = self.queues.iter_mut().find(|queue| queue.waits_for(number));
                let Some(queue) = queue else { return };
                for event in queue.take_outcome(outcome, millis_behind, now) {
                    self.say(event, means);
                }
            }
        }
        self.go_on(means, now);
        self.write(means, now);
    }

    /// Ends, and says where.
    pub(in crate::analytics) fn stop(mut self, means: &mut Means<'_>, now: Instant) -> StoppedAt {
        self.read_meter(means, now);
        // What was read and is no row yet is read again from where all was noted; so is what came out since.
        let Checkpoint { source, queues, .. } = *self.checkpoint;
        match self.work.is_empty() && self.replay.is_over() {
            true => StoppedAt { source: self.source, queues: self.queues },
            false => StoppedAt { source, queues },
        }
    }

    /// Breaks off, and goes on from what was last noted: a fault that was asked for.
    pub(in crate::analytics) fn restart(&mut self, means: &mut Means<'_>, now: Instant) {
        let Checkpoint { taken, source, work, memory, queues } = (*self.checkpoint).clone();
        self.engine.recall(&memory);
        (self.source, self.work, self.queues) = (source, work, queues);
        (self.brought, self.call) = Default::default();
        // It keeps the rhythm in which it reads, so that records have the rowtimes that they would have had.
        let next = self.tick_due.max(now);
        self.source.iter_mut().for_each(|source| source.resume(next));
        self.queues.iter_mut().for_each(|queue| queue.forget_asked(now));
        self.loads.iter_mut().for_each(|load| load.ask_again(now));
        self.replay = Replay::of(&self.journal);
        self.say(ApplicationEvent::Restarted { checkpoint: taken }, means);
        self.go_on(means, now);
    }

    /// How far it is behind its source.
    pub(in crate::analytics) fn millis_behind(&self, now: Instant) -> u64 {
        let read = self.source.as_ref().map_or(0, Source::millis_behind);
        // While nothing is read, it falls behind by as much as passes.
        let waited = if self.tick_due <= now { now.since(self.tick_due).total_millis() } else { 0 };
        read + waited
    }

    /// Whether nothing keeps it from reading on.
    fn may_read(&self) -> bool {
        self.loads.is_empty() && self.work.is_empty() && !self.queues.iter().any(Queue::is_stuck)
    }

    /// Tells the operators the time, once a second, and notes all from time to time.
    fn tick(&mut self, means: &mut Means<'_>, now: Instant) {
        if now < self.tick_due {
            return;
        }
        self.tick_due = now + PAUSE;
        if !self.replay.is_over() {
            self.replay.note_asked();
            self.go_on(means, now);
            return self.write(means, now);
        }
        if self.checkpoint.taken + INTERVAL <= now {
            let bytes = self.note(now);
            self.say(ApplicationEvent::Checkpointed { bytes }, means);
        }
        self.tell_time(means, now);
        self.write(means, now);
    }

    fn tell_time(&mut self, means: &mut Means<'_>, now: Instant) {
        let time = rowtime(now);
        self.journal.push(Step::Clock(time));
        let piece = self.engine.advance(time);
        self.hand_on(piece, means, now);
    }

    /// Notes all that it goes on from should it break off, and gives how much its operators remember.
    fn note(&mut self, now: Instant) -> u64 {
        let memory = self.engine.memory();
        let bytes = memory.len() as u64;
        self.meter.note_state(bytes);
        self.journal.clear();
        let (source, work, queues) = (self.source.clone(), self.work.clone(), self.queues.clone());
        *self.checkpoint = Checkpoint { taken: now, source, work, memory, queues };
        bytes
    }

    /// Asks the source for what is due.
    fn read(&mut self, means: &mut Means<'_>, now: Instant) {
        let Some(source) = self.source.as_mut().filter(|source| source.due().is_some_and(|due| due <= now))
        else {
            return;
        };
        source.ask(&self.identity.asker(), self.numbers.next(), means.errands, now);
    }

    /// Takes what the source has answered.
    fn take_brought(&mut self, purpose: Purpose, outcome: Outcome, means: &mut Means<'_>, now: Instant) {
        let input = self.engine.configuration.inputs.first();
        let (Some(source), Some(input)) = (&mut self.source, input) else { return };
        let streams = input.parallelism.max(1) as usize;
        let source::Brought { records, refused, missed } = source.take(purpose, outcome, streams, now);
        // Where a delivery stream is read from is known only now, and nothing was read before.
        if let (Some(noted), Some(source)) = (&mut self.checkpoint.source, &self.source)
            && !noted.is_placed()
        {
            *noted = source.clone();
        }
        if let Some(refused) = refused {
            let (code, message) = (refused.code, refused.message);
            self.say(ApplicationEvent::ReadFailed { code, message }, means);
        }
        if 0 < missed {
            self.say(ApplicationEvent::Missed { records: missed }, means);
        }
        let Some(first) = records.first() else { return };
        let bytes = records.iter().map(|record| record.data.len() as u64).sum();
        self.meter.count_bytes(bytes);
        let event = ApplicationEvent::Read {
            input: self.input_id(),
            shard: first.mark.channel(),
            records: records.len() as u64,
            bytes,
            millis_behind: self.source.as_ref().map_or(0, Source::millis_behind),
        };
        self.say(event, means);
        self.brought.add(records);
    }

    /// Lets rows wait for the destinations of their streams.
    fn queue_up(&mut self, piece: &Piece, means: &mut Means<'_>, now: Instant) {
        let Self { engine, queues, rng, .. } = self;
        let error_columns = error_columns();
        let mut too_large = 0;
        for queue in queues {
            if queue.output.stream == ERROR_STREAM {
                too_large += queue.take(&piece.errors, &error_columns, rng, now);
            }
            for (place, rows) in &piece.rows {
                let (name, columns) = engine.stream(*place);
                if queue.output.stream == name {
                    too_large += queue.take(rows, columns, rng, now);
                }
            }
        }
        if 0 < too_large {
            self.say(queue::too_large(too_large), means);
        }
    }

    /// Asks the destinations to take what waits, where that is due.
    fn write(&mut self, means: &mut Means<'_>, now: Instant) {
        let Self { identity, queues, numbers, rng, .. } = self;
        for queue in queues {
            if queue.due().is_some_and(|due| due <= now) {
                queue.write(identity, numbers.next(), rng, means, now);
            }
        }
    }

    /// Tells how much computing capacity it took since that was last told.
    fn read_meter(&mut self, means: &mut Means<'_>, now: Instant) {
        let (millis, units) = self.meter.read(now);
        if 0 < millis {
            self.say(ApplicationEvent::Metered { millis, units }, means);
        }
    }

    /// Tells what happened.
    fn say(&self, event: ApplicationEvent, means: &mut Means<'_>) {
        let application = self.identity.name.clone();
        means.facts.push_back(Event::Application { application, event: Box::new(event) });
    }
}

/// The rows that wait for each of these outputs: those that waited for it before are among them.
fn queues_of(outputs: &[Output], mut before: Vec<Queue>, now: Instant) -> Vec<Queue> {
    let queue = |output: &Output| {
        let at = before.iter().position(|queue| queue.output.id == output.id);
        let Some(at) = at else { return Queue::new(output) };
        before.remove(at).turned_to(output, now)
    };
    outputs.iter().map(queue).collect()
}
