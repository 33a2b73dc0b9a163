//! Subscriptions: enhanced fan-out, where the service sends what comes and nobody asks for it.
//!
//! A [`Subscription`] is a reader with a place in a shard and a rate of its own. It makes events as the clock and the
//! records allow; they wait, a few of them, until whoever holds the subscription takes them by [`Streams::next_event`]. An
//! event that waits is a stretch of the log, not a copy of it.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::key::{KeyState, Keys};
use super::op::SubscribeToShardEvent;
use super::page::{self, RECORDS_MAX, RecordSlice};
use super::shard::Shard;
use super::{Stream, Streams};
use crate::error::Error;
use crate::fact::{Event, SubscriptionEnd};
use crate::ids::{AccountId, SequenceNumber, ShardId, SubscriptionId};
use crate::limit::TokenBucket;
use crate::time::{Duration, Instant};

/// How long a subscription lives.
pub const SUBSCRIPTION_LIFE: Duration = Duration::from_secs(300);
/// How long after a call the next one for the same consumer and shard is refused; later it takes over.
pub(super) const REPEAT_AFTER: Duration = Duration::from_secs(5);
/// Bytes of data a second that a shard gives to each subscription; so much may also come at once.
pub const FAN_OUT_BYTES_PER_SECOND: u64 = 2 * 1024 * 1024;
/// After so long without an event, an empty one says how things stand. Assumed.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Data of one event; the first record comes whatever its size. Assumed.
pub(super) const EVENT_BYTES_MAX: usize = 1024 * 1024;
/// Events that wait to be taken; no more are made until some are. Source: what the Kinesis Client Library expects.
const EVENTS_WAITING_MAX: usize = 11;
/// What nobody has taken so long after the end is forgotten.
const LINGER: Duration = SUBSCRIPTION_LIFE;

/// What [`Streams::next_event`] finds.
#[derive(Debug)]
pub enum Next<'s> {
    /// An event.
    Event(SubscribeToShardEvent<'s>),
    /// Nothing yet.
    Pending,
    /// The subscription is over, if it ever was: in good order, or by a refusal. It is told once; then it is forgotten.
    Ended(Option<Error>),
}

/// One subscription of a consumer to a shard.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Subscription {
    stream: Arc<str>,
    consumer: Arc<str>,
    shard: ShardId,
    /// Counter of the next record to send.
    position: u64,
    ends_at: Instant,
    rate: TokenBucket,
    /// When the last event was made; at first, when it began.
    heard_at: Instant,
    /// Whether all records are in events, so that only another record, the clock or the shard's end brings the next.
    at_tip: bool,
    /// Made and not taken, oldest first.
    waiting: VecDeque<Waiting>,
    /// Why it is over.
    end: Option<SubscriptionEnd>,
    /// The KMS key that ended it, and what was the matter with it then.
    unusable_key: Option<(String, KeyState)>,
    /// Whether it goes to a connection, which no snapshot can hold.
    is_connection: bool,
    /// When it has something to do, as it stands in the queue.
    due: Option<Instant>,
}

/// An event that was made: a stretch of the shard's log.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    from: u64,
    count: u32,
    bytes: u64,
    /// Where to go on; nothing in the last event of a closed shard.
    continuation: Option<SequenceNumber>,
    millis_behind_latest: i64,
}

/// What an event is made of.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Counter of the first record.
    from: u64,
    count: usize,
    /// Of data.
    bytes: usize,
    /// Whether nothing follows: its shard is closed.
    is_last: bool,
}

impl Subscription {
    /// Makes the events that can be made now and says when to look again, or why it is over.
    fn make_events(
        &mut self,
        stream: Option<&Stream>,
        keys: &Keys,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) -> Result<Instant, SubscriptionEnd> {
        let found = stream.and_then(|stream| Some((stream, stream.shard(self.shard)?)));
        let (stream, shard) = found.ok_or(SubscriptionEnd::ShardGone)?;
        if self.ends_at <= now {
            return Err(SubscriptionEnd::Expired);
        }
        let horizon = stream.trim_horizon(now);
        while self.waiting.len() < EVENTS_WAITING_MAX {
            let from = self.position.max(shard.log.first_arrived_since(horizon));
            let (count, bytes) = page::measure(&shard.log, from, RECORDS_MAX, EVENT_BYTES_MAX);
            let is_last = !shard.is_open() && shard.log.end_counter() <= from + count as u64;
            let cost = (bytes as u64).min(FAN_OUT_BYTES_PER_SECOND);
            let beat_at = self.heard_at + HEARTBEAT;
            if !self.rate.has(cost, now) {
                let next = self.rate.ready_at(cost, now).min(self.ends_at);
                if now < beat_at {
                    return Ok(next.min(beat_at));
                }
                self.make_event(shard, Stretch { from, count: 0, bytes: 0, is_last: false }, now, facts);
            } else if 0 < count || is_last || beat_at <= now {
                self.check_key(keys, stream, shard, from, count)?;
                self.rate.charge(bytes as u64, now);
                self.make_event(shard, Stretch { from, count, bytes, is_last }, now, facts);
                if is_last {
                    return Err(SubscriptionEnd::ShardEnd);
                }
            } else {
                self.at_tip = true;
                return Ok(beat_at.min(self.ends_at));
            }
        }
        Ok(self.ends_at)
    }

    /// Ends with a KMS key that cannot be used, where these records need it.
    fn check_key(
        &mut self,
        keys: &Keys,
        stream: &Stream,
        shard: &Shard,
        from: u64,
        count: usize,
    ) -> Result<(), SubscriptionEnd> {
        let Some(key) = &stream.decryption_key else { return Ok(()) };
        let state = keys.state(key);
        if state == KeyState::Enabled || !shard.log.stored_from(from).take(count).any(|one| one.encrypted) {
            return Ok(());
        }
        self.unusable_key = Some((key.clone(), state));
        Err(SubscriptionEnd::KeyUnusable)
    }

    fn make_event(&mut self, shard: &Shard, stretch: Stretch, now: Instant, facts: &mut VecDeque<Event>) {
        let Stretch { from, count, bytes, is_last } = stretch;
        let (count_u32, bytes) = (count as u32, bytes as u64);
        self.position = from + count as u64;
        self.heard_at = now;
        let millis_behind_latest = page::millis_behind(shard, self.position, count, now);
        let continuation = (!is_last).then(|| number_before(shard, self.position, now));
        self.waiting.push_back(Waiting { from, count: count_u32, bytes, continuation, millis_behind_latest });
        facts.push_back(Event::RecordsDelivered {
            stream: self.stream.clone(),
            consumer: self.consumer.clone(),
            shard: self.shard,
            count: count_u32,
            bytes,
            millis_behind_latest: millis_behind_latest as u64,
        });
    }

    /// What its holder is told of the end.
    fn refusal(&self, end: SubscriptionEnd, account: AccountId) -> Option<Error> {
        let (stream, consumer) = (&*self.stream, &*self.consumer);
        match end {
            SubscriptionEnd::Expired | SubscriptionEnd::ShardEnd | SubscriptionEnd::Closed => None,
            SubscriptionEnd::TakenOver => {
                Some(Error::subscription_exists(consumer, self.shard, stream, account))
            }
            SubscriptionEnd::ConsumerGone => Some(Error::consumer_not_found(consumer, account)),
            SubscriptionEnd::StreamGone => Some(Error::stream_not_found(stream, account)),
            SubscriptionEnd::KeyUnusable => {
                self.unusable_key.as_ref().and_then(|(key, state)| state.refusal(key))
            }
            SubscriptionEnd::ShardGone => Some(Error::shard_does_not_exist(self.shard, stream, account)),
        }
    }
}

/// The number after which the record of this counter comes. Where the record before it is gone, a number of its place.
fn number_before(shard: &Shard, position: u64, now: Instant) -> SequenceNumber {
    if position <= shard.first_counter() {
        return shard.starting_sequence_number();
    }
    let counter = position - 1;
    let arrival = shard.log.get(counter).map_or(now, |record| record.arrival);
    shard.sequence_number(counter, arrival)
}

/// The subscriptions of one account in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Subscriptions {
    each: BTreeMap<u64, Subscription>,
    /// Who has something to do and when.
    due: BTreeSet<(Instant, u64)>,
    begun: u64,
    /// Those whose holders have something to take and were not told yet.
    #[serde(skip)]
    ready: BTreeSet<u64>,
}

impl Subscriptions {
    /// When one of them next has something to do.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.due.first().map(|&(due, _)| due)
    }

    /// Lets those of a shard that have sent everything look again. O(them).
    pub(super) fn wake(&mut self, subscribers: &[u64], now: Instant) {
        for serial in subscribers {
            if self.each.get(serial).is_some_and(|subscription| subscription.at_tip) {
                self.schedule(*serial, Some(now));
            }
        }
    }

    fn schedule(&mut self, serial: u64, due: Option<Instant>) {
        let Some(subscription) = self.each.get_mut(&serial) else { return };
        let before = core::mem::replace(&mut subscription.due, due);
        if before != due {
            before.map(|before| self.due.remove(&(before, serial)));
            self.due.extend(due.map(|due| (due, serial)));
        }
    }

    fn forget(&mut self, serial: u64) {
        self.schedule(serial, None);
        self.each.remove(&serial);
        self.ready.remove(&serial);
    }

    /// The numbers of those that run and for which this holds.
    fn which(&self, holds: impl Fn(&Subscription) -> bool) -> Vec<u64> {
        let found = self.each.iter().filter(|(_, one)| one.end.is_none() && holds(one));
        found.map(|(&serial, _)| serial).collect()
    }
}

impl Streams {
    /// Begins a subscription to a shard that is there, for a consumer that is there; one that they have is taken over.
    pub(super) fn subscribe(
        &mut self,
        stream: &str,
        consumer: &str,
        shard: ShardId,
        position: u64,
        now: Instant,
    ) -> SubscriptionId {
        let each = &self.subscriptions.each;
        let is_same = |serial: &&u64| each.get(serial).is_some_and(|one| *one.consumer == *consumer);
        let subscribers = self.streams.get(stream).and_then(|stream| stream.shard(shard));
        let before = subscribers.and_then(|shard| shard.subscribers.iter().find(is_same)).copied();
        if let Some(before) = before {
            self.end_subscription(before, SubscriptionEnd::TakenOver, now);
        }
        let found = self.streams.get_mut(stream).expect("the caller found it");
        let (stream, consumer): (Arc<str>, Arc<str>) = (found.name.clone(), consumer.into());
        found.consumers.get_mut(&*consumer).expect("the caller found it").subscribe(shard, now);
        let serial = self.subscriptions.begun;
        self.subscriptions.begun += 1;
        found.shard_mut(shard).expect("the caller found it").subscribers.push(serial);
        let (stream_told, consumer_told) = (stream.clone(), consumer.clone());
        self.facts.push_back(Event::SubscriptionStarted {
            stream: stream_told,
            consumer: consumer_told,
            shard,
        });
        let subscription = Subscription {
            stream,
            consumer,
            shard,
            position,
            ends_at: now + SUBSCRIPTION_LIFE,
            rate: TokenBucket::new(FAN_OUT_BYTES_PER_SECOND, FAN_OUT_BYTES_PER_SECOND, now),
            heard_at: now,
            at_tip: false,
            waiting: VecDeque::new(),
            end: None,
            unusable_key: None,
            is_connection: false,
            due: None,
        };
        self.subscriptions.each.insert(serial, subscription);
        self.subscriptions.schedule(serial, Some(now));
        SubscriptionId { account: self.account, region: self.region.clone(), serial }
    }

    /// The next event of a subscription, or how things stand. Taking one may make room for the next.
    pub fn next_event(&mut self, serial: u64, now: Instant) -> Next<'_> {
        let subscriptions = &mut self.subscriptions;
        let Some(subscription) = subscriptions.each.get_mut(&serial) else { return Next::Ended(None) };
        let had_room = subscription.waiting.len() < EVENTS_WAITING_MAX;
        let stream = self.streams.get(&subscription.stream);
        while let Some(waiting) = subscription.waiting.pop_front() {
            // What became of its records meanwhile, the end that follows tells.
            let Some((stream, shard)) =
                stream.and_then(|stream| Some((stream, stream.shard(subscription.shard)?)))
            else {
                continue;
            };
            if !had_room && subscription.end.is_none() {
                subscriptions.schedule(serial, Some(now));
            }
            return Next::Event(waiting.into_event(stream, shard));
        }
        let Some(end) = subscription.end else { return Next::Pending };
        let refusal = subscription.refusal(end, self.account);
        subscriptions.forget(serial);
        Next::Ended(refusal)
    }

    /// A subscription that came to have something to take since this was last asked.
    pub fn poll_ready(&mut self) -> Option<SubscriptionId> {
        let serial = self.subscriptions.ready.pop_first()?;
        Some(SubscriptionId { account: self.account, region: self.region.clone(), serial })
    }

    /// Ends a subscription whose holder has gone, and forgets it.
    pub fn close_subscription(&mut self, serial: u64, now: Instant) {
        self.end_subscription(serial, SubscriptionEnd::Closed, now);
        self.subscriptions.forget(serial);
    }

    /// Says that a subscription goes to a connection, and so ends where a snapshot is restored.
    pub fn hand_to_connection(&mut self, serial: u64) {
        if let Some(subscription) = self.subscriptions.each.get_mut(&serial) {
            subscription.is_connection = true;
        }
    }

    /// Closes what goes to connections, because there are none any more.
    pub fn close_connections(&mut self, now: Instant) {
        let each = &self.subscriptions.each;
        let connections: Vec<_> =
            each.iter().filter(|(_, one)| one.is_connection).map(|(&serial, _)| serial).collect();
        for serial in connections {
            self.close_subscription(serial, now);
        }
    }

    /// Ends the subscriptions to a stream, or those of one of its consumers. O(subscriptions).
    pub(super) fn end_subscriptions(
        &mut self,
        stream: &str,
        consumer: Option<&str>,
        end: SubscriptionEnd,
        now: Instant,
    ) {
        let meant = |one: &Subscription| {
            *one.stream == *stream && consumer.is_none_or(|consumer| *one.consumer == *consumer)
        };
        for serial in self.subscriptions.which(meant) {
            self.end_subscription(serial, end, now);
        }
    }

    /// Ends a subscription that runs. Its events and the end itself can be taken for a while.
    fn end_subscription(&mut self, serial: u64, end: SubscriptionEnd, now: Instant) {
        let found = self.subscriptions.each.get_mut(&serial);
        let Some(subscription) = found.filter(|subscription| subscription.end.is_none()) else { return };
        subscription.end = Some(end);
        subscription.at_tip = false;
        let (stream, consumer, shard) =
            (subscription.stream.clone(), subscription.consumer.clone(), subscription.shard);
        if let Some(shard) = self.streams.get_mut(&stream).and_then(|stream| stream.shard_mut(shard)) {
            shard.subscribers.retain(|&subscriber| subscriber != serial);
        }
        self.facts.push_back(Event::SubscriptionEnded { stream, consumer, shard, end });
        self.subscriptions.schedule(serial, Some(now + LINGER));
        self.subscriptions.ready.insert(serial);
    }

    /// Lets every subscription that is due do what it can.
    pub(super) fn deliver(&mut self, now: Instant) {
        while let Some(&(_, serial)) = self.subscriptions.due.first().filter(|(due, _)| *due <= now) {
            let Self { streams, subscriptions, facts, keys, .. } = self;
            let subscription = subscriptions.each.get_mut(&serial).expect("the queue holds no others");
            if subscription.end.is_some() {
                subscriptions.forget(serial);
                continue;
            }
            subscription.at_tip = false;
            let waiting = subscription.waiting.len();
            let made = subscription.make_events(streams.get(&subscription.stream), keys, now, facts);
            if waiting < subscription.waiting.len() {
                subscriptions.ready.insert(serial);
            }
            match made {
                Ok(due) => self.subscriptions.schedule(serial, Some(due)),
                Err(end) => self.end_subscription(serial, end, now),
            }
        }
    }
}

impl Waiting {
    /// The event, from what is still stored of its records: some may have been dropped since it was made.
    fn into_event<'s>(self, stream: &'s Stream, shard: &'s Shard) -> SubscribeToShardEvent<'s> {
        let gone = shard.log.first_counter().saturating_sub(self.from).min(u64::from(self.count));
        let count = u64::from(self.count) - gone;
        SubscribeToShardEvent {
            records: RecordSlice::new(shard, self.from + gone, count as usize, self.bytes as usize),
            continuation_sequence_number: self.continuation,
            millis_behind_latest: self.millis_behind_latest,
            child_shards: self.continuation.is_none().then(|| page::children(stream, shard.id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::super::Settings;
    use super::super::op::{
        CreateStream, CreateStreamInput, PutRecord, PutRecordInput, RegisterStreamConsumer,
        RegisterStreamConsumerInput, UpdateMaxRecordSize, UpdateMaxRecordSizeInput,
    };
    use super::super::tests::Bench;
    use super::*;
    use crate::api::{Operation, run_typed};
    use crate::error::Code;

    const MIB: usize = 1024 * 1024;
    const ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/a";

    fn call<'b, O: Operation<State = Streams>>(bench: &'b mut Bench, input: O::Input<'_>) -> O::Output<'b> {
        run_typed::<O>(&mut bench.streams, input, bench.now).outcome.unwrap_or_else(|error| panic!("{error}"))
    }

    /// A stream of one shard, whose records may have 10 MiB, and the consumer `c`.
    fn bench() -> Bench {
        let mut bench = Bench::new(Settings::default());
        let create = CreateStreamInput { stream_name: "a", shard_count: Some(1), ..Default::default() };
        call::<CreateStream>(&mut bench, create);
        bench.wait(Duration::ZERO);
        let register =
            RegisterStreamConsumerInput { stream_arn: ARN, consumer_name: "c", ..Default::default() };
        call::<RegisterStreamConsumer>(&mut bench, register);
        let size = UpdateMaxRecordSizeInput {
            max_record_size_in_kib: 10_240,
            stream_arn: Some(ARN),
            ..Default::default()
        };
        call::<UpdateMaxRecordSize>(&mut bench, size);
        bench.wait(Duration::ZERO);
        bench
    }

    fn put(bench: &mut Bench, bytes: usize) {
        let data = vec![7; bytes];
        let input = PutRecordInput {
            stream_name: Some("a"),
            partition_key: Some("k"),
            data: &data,
            ..Default::default()
        };
        call::<PutRecord>(bench, input);
        bench.wait(Duration::ZERO);
    }

    fn subscribe(bench: &mut Bench) -> u64 {
        let id = bench.streams.subscribe("a", "c", ShardId(0), 0, bench.now);
        bench.wait(Duration::ZERO);
        id.serial
    }

    /// Takes all events and gives how many records each has.
    fn take(bench: &mut Bench, serial: u64) -> Vec<usize> {
        let mut counts = vec![];
        loop {
            match bench.streams.next_event(serial, bench.now) {
                Next::Event(event) => counts.push(event.records.len()),
                Next::Pending | Next::Ended(_) => return counts,
            }
            bench.wait(Duration::ZERO);
        }
    }

    #[test]
    fn two_mib_come_at_once_and_two_a_second_ever_after() {
        let mut bench = bench();
        (0..6).for_each(|_| put(&mut bench, MIB));
        let serial = subscribe(&mut bench);
        assert_eq!(take(&mut bench, serial), [1, 1]);
        bench.wait(Duration::from_millis(499));
        assert!(take(&mut bench, serial).is_empty());
        bench.wait(Duration::from_millis(1));
        assert_eq!(take(&mut bench, serial), [1]);
        bench.wait(Duration::from_secs(1));
        assert_eq!(take(&mut bench, serial), [1, 1]);
    }

    #[test]
    fn small_records_share_an_event_up_to_its_size() {
        let mut bench = bench();
        (0..40).for_each(|_| put(&mut bench, MIB / 16));
        let serial = subscribe(&mut bench);
        assert_eq!(take(&mut bench, serial), [16, 16]);
        bench.wait(Duration::from_millis(250));
        assert_eq!(take(&mut bench, serial), [8]);
    }

    #[test]
    fn a_record_above_the_rate_comes_whole_and_the_next_waits_for_it_to_be_paid() {
        let mut bench = bench();
        put(&mut bench, 10 * MIB - 1);
        put(&mut bench, 1);
        let serial = subscribe(&mut bench);
        assert_eq!(take(&mut bench, serial), [1]);
        bench.wait(Duration::from_millis(4_999));
        assert!(take(&mut bench, serial).is_empty());
        bench.wait(Duration::from_millis(2));
        assert_eq!(take(&mut bench, serial).iter().sum::<usize>(), 1);
    }

    #[test]
    fn few_events_wait_for_a_slow_holder_and_none_is_lost() {
        let mut bench = bench();
        let serial = subscribe(&mut bench);
        (0..30).for_each(|_| put(&mut bench, 1));
        let waiting = bench.streams.subscriptions.each[&serial].waiting.len();
        assert_eq!(waiting, EVENTS_WAITING_MAX);
        // Eleven of one record each; as soon as one is taken, all the rest fit the next event.
        assert_eq!(take(&mut bench, serial), [&[1; EVENTS_WAITING_MAX][..], &[19]].concat());
    }

    #[test]
    fn a_waiting_event_does_without_records_that_were_dropped() {
        let mut bench = bench();
        bench.streams.settings.held_bytes_max = Some(3 * MIB as u64);
        let serial = subscribe(&mut bench);
        (0..4).for_each(|_| put(&mut bench, MIB));
        assert_eq!(bench.streams.stream("a").unwrap().shards()[0].log.len(), 2);
        assert_eq!(take(&mut bench, serial), [0, 0]);
        bench.wait(Duration::from_secs(1));
        assert_eq!(take(&mut bench, serial), [1, 1]);
    }

    #[test]
    fn a_key_that_cannot_be_used_ends_the_subscription_where_its_records_begin() {
        let mut bench = bench();
        put(&mut bench, 1);
        bench.run(r#"StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"k"}"#);
        put(&mut bench, 1);
        bench.streams.set_key_state("k", KeyState::Disabled);
        let tip = bench.streams.stream("a").unwrap().shards()[0].log.end_counter();
        let after_both = bench.streams.subscribe("a", "c", ShardId(0), tip, bench.now).serial;
        bench.wait(Duration::from_secs(5));
        assert_eq!(take(&mut bench, after_both), [0], "a heartbeat needs no key");
        let serial = subscribe(&mut bench);
        bench.streams.set_key_state("k", KeyState::Enabled);
        let Next::Ended(Some(refusal)) = bench.streams.next_event(serial, bench.now) else {
            panic!("it runs")
        };
        assert_eq!(refusal.code, Code::KmsDisabled);
        let serial = subscribe(&mut bench);
        assert_eq!(take(&mut bench, serial), [2]);
    }

    #[test]
    fn what_nobody_takes_is_forgotten() {
        let mut bench = bench();
        subscribe(&mut bench);
        bench.wait(SUBSCRIPTION_LIFE);
        assert_eq!(bench.streams.subscriptions.each.len(), 1);
        bench.wait(LINGER);
        let Subscriptions { each, due, ready, .. } = &bench.streams.subscriptions;
        assert!(each.is_empty() && due.is_empty() && ready.is_empty());
        assert!(bench.streams.stream("a").unwrap().shards()[0].subscribers.is_empty());
    }
}
