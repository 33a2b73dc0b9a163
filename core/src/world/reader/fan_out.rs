//! Reading as an enhanced fan-out consumer: records are sent as they come, at a rate of this reader's own.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Position, Reader};
use crate::error::{Code, Error};
use crate::ids::{ShardId, SubscriptionId};
use crate::streams::Next;
use crate::streams::op::{
    DescribeStreamConsumer, DescribeStreamConsumerInput, RegisterStreamConsumer, RegisterStreamConsumerInput,
    StartingPosition, SubscribeToShard, SubscribeToShardInput,
};
use crate::streams::shapes::ConsumerStatus;
use crate::time::Instant;
use crate::world::World;

impl Reader {
    /// Subscribes to each shard that it reads and has no subscription to. One ends after five minutes, and this makes the
    /// next.
    pub(super) fn subscribe(&mut self, world: &mut World, now: Instant) {
        if !self.is_consumer(world) {
            return;
        }
        let shards: Vec<_> = self.positions.keys().copied().collect();
        for shard in shards {
            self.pass_expired(world, shard, now);
            if self.positions[&shard].subscription.is_none() {
                self.subscribe_to(world, shard);
            }
        }
        self.take_events(world, now);
    }

    /// Registers as a consumer, and waits until it is one.
    fn is_consumer(&mut self, world: &mut World) -> bool {
        if self.consumer_arn.is_some() {
            return true;
        }
        let Some(stream) = world.look().stream(&self.plan.stream) else { return false };
        let stream_arn = stream.arn.clone();
        if !self.is_registered {
            let consumer_name = &self.plan.name;
            let input =
                RegisterStreamConsumerInput { stream_arn: &stream_arn, consumer_name, ..Default::default() };
            let answer = world.send::<RegisterStreamConsumer>(input).heard();
            let is_there = |error: Error| error.code == Code::ResourceInUse;
            self.is_registered = answer.is_some_and(|answer| answer.err().is_none_or(is_there));
        }
        let input = DescribeStreamConsumerInput {
            stream_arn: Some(&stream_arn),
            consumer_name: Some(&self.plan.name),
            ..Default::default()
        };
        match world.send::<DescribeStreamConsumer>(input).heard() {
            Some(Ok(output)) => {
                let consumer = output.consumer_description;
                let is_active = consumer.consumer_status == ConsumerStatus::Active;
                self.consumer_arn = is_active.then_some(consumer.consumer_arn);
            }
            Some(Err(error)) if error.code == Code::ResourceNotFound => self.is_registered = false,
            Some(Err(_)) | None => {}
        }
        self.consumer_arn.is_some()
    }

    fn subscribe_to(&mut self, world: &mut World, shard: ShardId) {
        let Some(place) = self.place_to_ask(world, shard) else { return };
        let (shard_id, number) = (shard.to_string(), place.number.map(|number| number.to_string()));
        let input = SubscribeToShardInput {
            consumer_arn: self.consumer_arn.as_deref().unwrap_or_default(),
            shard_id: &shard_id,
            starting_position: StartingPosition {
                position_type: place.kind,
                sequence_number: number.as_deref(),
                timestamp: place.timestamp,
                ..Default::default()
            },
            ..Default::default()
        };
        let answer = world.send::<SubscribeToShard>(input).heard();
        match answer.map(|answer| answer.map(|output| output.subscription.serial)) {
            Some(Ok(serial)) => {
                self.begin_at(shard, place.counter);
                self.positions.get_mut(&shard).expect("the caller listed it").subscription = Some(serial);
            }
            Some(Err(error)) => match error.code {
                Code::InvalidArgument => self.forget_place(shard),
                Code::LimitExceeded | Code::ResourceInUse => self.count_refusal(shard),
                Code::ResourceNotFound => (self.consumer_arn, self.is_registered) = (None, false),
                _ => {}
            },
            None => {}
        }
    }

    /// Takes what has come by its subscriptions.
    pub(super) fn take_events(&mut self, world: &mut World, now: Instant) {
        let subscribed = |(&shard, position): (&ShardId, &Position)| Some((shard, position.subscription?));
        let subscriptions: Vec<_> = self.positions.iter().filter_map(subscribed).collect();
        for (shard, serial) in subscriptions {
            let id = id(world, serial);
            if world.tenants.is_ready(&id) {
                self.take_events_of(world, shard, &id, now);
            }
        }
    }

    fn take_events_of(&mut self, world: &mut World, shard: ShardId, id: &SubscriptionId, now: Instant) {
        let mut is_over = false;
        let is_ahead = !self.plan.parents_first && self.is_ahead_of_parents(world, shard);
        let refusal = loop {
            match world.next_event(id) {
                Next::Event(event) => {
                    let continuation = event.continuation_sequence_number;
                    is_over |= continuation.is_none();
                    self.take(shard, &event.records, is_ahead, now);
                    let position = self.positions.get_mut(&shard).expect("it has a subscription");
                    position.here.after = position.here.after.or(continuation);
                }
                Next::Pending => return,
                Next::Ended(refusal) => break refusal,
            }
        };
        self.positions.get_mut(&shard).expect("it has a subscription").subscription = None;
        if is_over {
            self.finish(shard);
        }
        if refusal.is_none() {
            // At the end of a subscription it makes the next at once; at the end of a shard it looks for its children.
            self.next_poll = now;
        }
    }

    /// Ends its subscriptions.
    pub(super) fn unsubscribe(&mut self, world: &mut World) {
        for (_, position) in self.positions.iter_mut() {
            if let Some(serial) = position.subscription.take() {
                let id = id(world, serial);
                world.close_subscription(&id);
            }
        }
    }
}

fn id(world: &World, serial: u64) -> SubscriptionId {
    let tenant = &world.settings.tenant;
    SubscriptionId { account: tenant.account, region: tenant.region.clone(), serial }
}
