//! Reading through shard iterators: all such readers of a shard share its reads.

use alloc::string::ToString;

use super::{Held, Reader};
use crate::error::Code;
use crate::ids::ShardId;
use crate::streams::op::{GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput};
use crate::time::Instant;
use crate::world::World;

impl Reader {
    /// Asks a shard for what comes next.
    pub(super) fn read(&mut self, world: &mut World, shard: ShardId, now: Instant) {
        if self.positions[&shard].iterator.is_none() && !self.ask_for_iterator(world, shard, now) {
            return;
        }
        self.pass_expired(world, shard, now);
        let is_ahead = !self.plan.parents_first && self.is_ahead_of_parents(world, shard);
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        let Some(held) = position.iterator.take() else { return };
        let limit = Some(self.plan.limit as i32);
        let input = GetRecordsInput { shard_iterator: &held.iterator, limit, ..Default::default() };
        match world.send::<GetRecords>(input).heard() {
            Some(Ok(output)) => {
                position.has_expired = false;
                position.iterator = output.next_shard_iterator.map(|iterator| Held { iterator, since: now });
                let is_over = position.iterator.is_none();
                self.take(shard, &output.records, is_ahead, now);
                if is_over {
                    self.finish(shard);
                }
            }
            Some(Err(error)) if error.code == Code::ProvisionedThroughputExceeded => {
                position.iterator = Some(held);
                self.count_refusal(shard);
            }
            // It asks the same again.
            None => position.iterator = Some(held),
            Some(Err(error)) if error.code == Code::ExpiredIterator => {
                position.has_expired = true;
                self.counts.expired_iterators += 1;
            }
            Some(Err(_)) => {}
        }
    }

    /// Gets an iterator for where it stands; says whether it got one.
    fn ask_for_iterator(&mut self, world: &mut World, shard: ShardId, now: Instant) -> bool {
        let Some(place) = self.place_to_ask(world, shard) else { return false };
        let (shard_id, number) = (shard.to_string(), place.number.map(|number| number.to_string()));
        let input = GetShardIteratorInput {
            shard_id: &shard_id,
            shard_iterator_type: place.kind,
            starting_sequence_number: number.as_deref(),
            timestamp: place.timestamp,
            stream_name: Some(&self.plan.stream),
            ..Default::default()
        };
        let answer = world.send::<GetShardIterator>(input).heard();
        match answer.map(|answer| answer.map(|output| output.shard_iterator)) {
            Some(Ok(iterator)) => {
                self.begin_at(shard, place.counter);
                let position = self.positions.get_mut(&shard).expect("the caller listed it");
                position.iterator = Some(Held { iterator, since: now });
                return true;
            }
            Some(Err(error)) if error.code == Code::InvalidArgument => self.forget_place(shard),
            Some(Err(_)) | None => {}
        }
        false
    }
}
