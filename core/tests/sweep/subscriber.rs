//! Reads a stream by subscriptions: a shard to its end, then its children. Takes over from itself at times.

use std::collections::BTreeMap;

use kinetoscope::error::Code;
use kinetoscope::ids::{SequenceNumber, SubscriptionId};
use kinetoscope::streams::op::{
    RegisterStreamConsumer, RegisterStreamConsumerInput, StartingPosition, SubscribeToShard,
    SubscribeToShardInput,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::streams::{Next, SUBSCRIPTION_LIFE};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::World;

use super::ledger::Ledger;
use super::reader::{orphans, roots, serial};
use super::scenario::{STREAM_ARN, Unserved, ask, is_fault};

/// How long after a subscription there is no other of the same consumer to the same shard.
const REPEAT_AFTER: Duration = Duration::from_secs(5);

/// How far a shard is read.
#[derive(Default)]
struct Place {
    /// The last record: its number, and its serial number.
    last: Option<(SequenceNumber, usize)>,
    /// The subscription that reads it.
    open: Option<SubscriptionId>,
    /// When a call for it last succeeded, heard or not.
    granted_at: Option<Instant>,
    is_over: bool,
}

/// A consumer that subscribes to all shards.
pub(crate) struct Subscriber {
    arn: String,
    /// Whether limits hold.
    is_limited: bool,
    places: BTreeMap<u32, Place>,
    /// What was read, in order: shard and serial number.
    pub(crate) read: Vec<(u32, usize)>,
}

impl Subscriber {
    /// A new consumer, which is not ready before the transition time.
    pub(crate) fn new(world: &mut World, is_limited: bool) -> Self {
        let input = RegisterStreamConsumerInput {
            stream_arn: STREAM_ARN,
            consumer_name: "subscriber",
            ..Default::default()
        };
        let arn =
            world.call::<RegisterStreamConsumer>(input).expect("the name is free").consumer.consumer_arn;
        let places = roots(world).into_iter().map(|shard| (shard, Place::default())).collect();
        Self { arn, is_limited, places, read: Vec::new() }
    }

    /// What random calls must keep away from.
    pub(crate) fn arn(&self) -> &str {
        &self.arn
    }

    /// Subscribes to every shard whose turn it is, takes what there is, and looks for new shards. Says whether anything came
    /// of it.
    pub(crate) fn step(&mut self, world: &mut World, ledger: &mut Ledger) -> bool {
        let mut moved = false;
        let shards: Vec<_> = self.places.keys().copied().collect();
        for shard in shards {
            if self.places[&shard].open.is_none() && !self.places[&shard].is_over {
                moved |= self.subscribe(world, shard);
            }
            moved |= self.take(world, ledger, shard);
        }
        let new = orphans(world, |shard| self.places.get(&shard).map(|place| place.is_over));
        moved |= !new.is_empty();
        self.places.extend(new.into_iter().map(|shard| (shard, Place::default())));
        moved
    }

    /// Subscribes again to a shard that it reads: what it did not take of the first subscription comes in the second.
    pub(crate) fn take_over(&mut self, world: &mut World, shard: usize) {
        let open = self.places.iter().filter(|(_, place)| place.open.is_some());
        let open: Vec<_> = open.map(|(&shard, _)| shard).collect();
        let Some(&shard) = open.get(shard % open.len().max(1)) else { return };
        let place = self.places.get_mut(&shard).expect("it is one of them");
        let (old, before) = (place.open.take().expect("it is open"), place.granted_at);
        self.subscribe(world, shard);
        let place = self.places.get_mut(&shard).expect("it was there");
        if place.granted_at == before {
            place.open = Some(old);
            return;
        }
        let end = loop {
            match world.next_event(&old) {
                Next::Event(_) => {}
                Next::Ended(refusal) => break refusal.map(|error| error.code),
                Next::Pending => panic!("a subscription to shard {shard} goes on beside its successor"),
            }
        };
        // It may have been over before.
        assert!(matches!(end, None | Some(Code::ResourceInUse)) || end.is_some_and(is_key), "{end:?}");
    }

    fn subscribe(&mut self, world: &mut World, shard: u32) -> bool {
        let now = world.now();
        let place = self.places.get_mut(&shard).expect("it is known");
        let number = place.last.map(|(number, _)| number.to_string());
        let starting_position = StartingPosition {
            position_type: match number {
                Some(_) => ShardIteratorType::AfterSequenceNumber,
                None => ShardIteratorType::TrimHorizon,
            },
            sequence_number: number.as_deref(),
            ..Default::default()
        };
        let shard_id = &shard.to_string();
        let input = SubscribeToShardInput {
            consumer_arn: &self.arn,
            shard_id,
            starting_position,
            ..Default::default()
        };
        let answer = ask::<SubscribeToShard>(world, input);
        let is_repeated = place.granted_at.is_some_and(|at| now.since(at) < REPEAT_AFTER);
        let code = match answer {
            Ok(answer) => {
                assert!(!is_repeated, "shard {shard} has two subscriptions within five seconds");
                (place.open, place.granted_at) = (Some(answer.subscription), Some(now));
                return true;
            }
            Err(Unserved::Unheard { was_done }) => {
                place.granted_at = if was_done { Some(now) } else { place.granted_at };
                return false;
            }
            Err(Unserved::Refused(error)) => error.code,
        };
        match code {
            Code::ResourceInUse => assert!(is_repeated, "shard {shard} is refused without a reason"),
            Code::LimitExceeded => assert!(self.is_limited, "there are no limits"),
            // The shard went while nobody looked: what was in it has expired.
            Code::ResourceNotFound => {
                place.is_over = true;
                return true;
            }
            code => assert!(is_fault(code), "SubscribeToShard of shard {shard}: {code:?}"),
        }
        false
    }

    /// Takes all events of a shard's subscription. Says whether anything came.
    fn take(&mut self, world: &mut World, ledger: &mut Ledger, shard: u32) -> bool {
        let (now, place) = (world.now(), self.places.get_mut(&shard).expect("it is known"));
        let Some(id) = place.open.clone() else { return false };
        let mut moved = false;
        loop {
            match world.next_event(&id) {
                Next::Pending => return moved,
                Next::Event(event) => {
                    assert!(!place.is_over, "shard {shard} goes on after its end");
                    for (number, record) in event.records.iter() {
                        let serial = serial(record.data);
                        ledger.check_place(serial, (shard, number));
                        ledger.check_no_gap(shard, place.last.map(|(_, serial)| serial), serial);
                        place.last = Some((number, serial));
                        self.read.push((shard, serial));
                        moved = true;
                    }
                    let children = event.child_shards.as_deref();
                    assert_eq!(event.continuation_sequence_number.is_none(), children.is_some());
                    if let Some(children) = children {
                        let follows = |parents: &[kinetoscope::ids::ShardId]| {
                            parents.iter().any(|parent| parent.0 == shard)
                        };
                        assert!(
                            !children.is_empty()
                                && children.iter().all(|child| follows(&child.parent_shards)),
                            "shard {shard} ends with {children:?}"
                        );
                        place.is_over = true;
                    }
                }
                Next::Ended(refusal) => {
                    place.open = None;
                    let code = refusal.map(|error| error.code);
                    let is_expired = place.granted_at.is_some_and(|at| SUBSCRIPTION_LIFE <= now.since(at));
                    match code {
                        None => assert!(is_expired || place.is_over, "shard {shard} breaks off"),
                        Some(Code::ResourceNotFound) => place.is_over = true,
                        Some(code) => assert!(is_key(code), "shard {shard} ends with {code:?}"),
                    }
                    return moved || place.is_over;
                }
            }
        }
    }
}

/// Whether a key refuses.
fn is_key(code: Code) -> bool {
    code.name().starts_with("KMS")
}
