//! Two courses of events side by side: where they part, and how they go on.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Input;
use super::player::Player;
use crate::fact::Fact;
use crate::time::{Duration, Instant};
use crate::world::World;
use crate::world::view::Frame;

/// Moments of which a comparison tells.
const SAMPLES: u64 = 60;

/// How two courses of events differ; of each pair, the first is of the course that is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Until when they agree.
    pub parted_at: Instant,
    /// The first input that differs; nothing where one of them has no more.
    pub first_input: [Option<Input>; 2],
    /// The first fact that differs, if one does until the end of the comparison.
    pub first_event: Option<[Option<Fact>; 2]>,
    /// How they go on, at the same moments.
    pub series: [Vec<Sample>; 2],
}

/// How things stand at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// When.
    pub at: Instant,
    /// Records accepted in the last second, by all streams.
    pub accepted: u64,
    /// Records refused in the last second, by all streams.
    pub refused: u64,
    /// Open shards of all streams.
    pub open_shards: u64,
    /// How far the slowest reader is behind.
    pub millis_behind: u64,
    /// Records that expired before somebody read them, so far.
    pub expired_unread: u64,
}

/// One of the two, as it is run again.
struct Course<'p> {
    world: World,
    inputs: &'p [Input],
    applied: usize,
    start: Instant,
    next_fact: u64,
}

impl Player {
    /// Compares this course of events with a branch until a moment; nothing where there is no such branch. Both are run again
    /// from where they part, so this takes as long as that.
    pub fn compare(&self, number: u32, until: Instant) -> Option<Comparison> {
        let branch = self.branches.get(number)?;
        let (input, at) = self.parting(&branch.inputs);
        let parted_at = at.min(branch.parted_at);
        let until = until.max(parted_at);
        let (world, applied) = self.copy_before(parted_at, input);
        let start = self.start();
        let course = |inputs| Course { world: world.clone(), inputs, applied, start, next_fact: 0 };
        let mut courses = [course(&self.session.inputs[..]), course(&branch.inputs[..])];
        // What both have taken until they part is the same.
        for course in &mut courses {
            course.run_to_before(parted_at, input);
        }
        let (mut first_event, mut series) = (None, [Vec::new(), Vec::new()]);
        let step = Duration::from_micros(until.since(parted_at).total_micros() / SAMPLES);
        for index in 0..=SAMPLES {
            let at = if index == SAMPLES {
                until
            } else {
                parted_at + Duration::from_micros(step.total_micros() * index)
            };
            for (course, series) in courses.iter_mut().zip(&mut series) {
                course.run_to(at);
                series.push(course.sample());
            }
            if first_event.is_none() {
                first_event = first_difference(&mut courses);
            }
        }
        let first_event = first_event.or_else(|| one_told_more(&mut courses));
        let first_input = [self.session.inputs.get(input).cloned(), branch.inputs.get(input).cloned()];
        Some(Comparison { parted_at, first_input, first_event, series })
    }
}

impl Course<'_> {
    /// Runs to a moment and takes no more than so many inputs.
    fn run_to_before(&mut self, at: Instant, inputs: usize) {
        let all = self.inputs;
        self.inputs = &all[..inputs.min(all.len())];
        self.run_to(at);
        self.inputs = all;
        self.next_fact = self.world.fact_count();
    }

    fn run_to(&mut self, target: Instant) {
        while let Some(input) = self.inputs.get(self.applied) {
            let at = self.start + Duration::from_micros(input.at_us);
            if target < at {
                break;
            }
            self.world.advance_to(at);
            // A refused input is a fact like any other.
            _ = self.world.act(&input.action);
            self.applied += 1;
        }
        self.world.advance_to(target);
    }

    fn sample(&mut self) -> Sample {
        let view = self.world.view(Frame { window: Duration::from_secs(1), buckets: 1 });
        let shards = || view.streams.iter().flat_map(|stream| &stream.shards);
        Sample {
            at: view.now,
            accepted: shards().map(|shard| shard.last_second.accepted).sum(),
            refused: shards().map(|shard| shard.last_second.refused).sum(),
            open_shards: shards().filter(|shard| shard.is_open()).count() as u64,
            millis_behind: view.readers.iter().map(|reader| reader.millis_behind).max().unwrap_or(0),
            expired_unread: view.readers.iter().map(|reader| reader.expired_unread).sum(),
        }
    }
}

/// The first facts that differ among those that both have told since the last look, while they are kept.
fn first_difference(courses: &mut [Course<'_>; 2]) -> Option<[Option<Fact>; 2]> {
    let [one, other] = courses;
    let oldest = |course: &mut Course<'_>| {
        course.world.facts_since(course.next_fact).next().map_or(course.next_fact, |fact| fact.id)
    };
    let from = oldest(one).max(oldest(other));
    let told_by_both = one.world.fact_count().min(other.world.fact_count());
    (one.next_fact, other.next_fact) = (told_by_both, told_by_both);
    let mut pairs = one.world.facts_since(from).zip(other.world.facts_since(from));
    let found = pairs.find(|(one, other)| one != other);
    found.map(|(one, other)| [Some(one.clone()), Some(other.clone())])
}

/// What only one of them has told, where all before is the same.
fn one_told_more(courses: &mut [Course<'_>; 2]) -> Option<[Option<Fact>; 2]> {
    let facts = courses.each_mut().map(|course| course.world.facts_since(course.next_fact).next().cloned());
    facts.iter().any(Option::is_some).then_some(facts)
}
