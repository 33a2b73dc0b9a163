//! Subscriptions, as those meet them who hold a world.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::request::{CBOR, Call, JSON};
use kinetoscope::fact::Event;
use kinetoscope::ids::{SequenceNumber, ShardId, SubscriptionId};
use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, MergeShards, MergeShardsInput, PutRecords, PutRecordsInput,
    PutRecordsRequestEntry, RegisterStreamConsumer, RegisterStreamConsumerInput, SplitShard, SplitShardInput,
    StartingPosition, SubscribeToShard, SubscribeToShardInput,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::streams::{Next, SUBSCRIPTION_LIFE};
use kinetoscope::time::Duration;
use kinetoscope::wire::event_stream::{CONTENT_TYPE, Frame};
use kinetoscope::wire::http::{EventStream, Response};
use kinetoscope::world::view::Frame as ViewFrame;
use kinetoscope::world::{Polled, Settings, World};
use proptest::prelude::*;

const STREAM: &str = "s";
const STREAM_ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

/// A world with one stream and so many consumers, `c0` and on; their ARNs.
fn world(shard_count: i32, consumers: usize) -> (World, Vec<String>) {
    let mut world = World::new(Settings::default());
    let input =
        CreateStreamInput { stream_name: STREAM, shard_count: Some(shard_count), ..Default::default() };
    world.call::<CreateStream>(input).unwrap();
    let arns = (0..consumers).map(|number| {
        let consumer_name = &format!("c{number}");
        let input =
            RegisterStreamConsumerInput { stream_arn: STREAM_ARN, consumer_name, ..Default::default() };
        world.call::<RegisterStreamConsumer>(input).unwrap().consumer.consumer_arn
    });
    let arns = arns.collect();
    (world, arns)
}

fn put(world: &mut World, keys: &[u16]) -> Vec<(ShardId, SequenceNumber)> {
    let keys: Vec<_> = keys.iter().map(u16::to_string).collect();
    let entry =
        |key| PutRecordsRequestEntry { partition_key: Some(key), data: b"data", ..Default::default() };
    let records = keys.iter().map(|key| entry(key.as_str())).collect();
    let input = PutRecordsInput { records, stream_name: Some(STREAM), ..Default::default() };
    let output = world.call::<PutRecords>(input).unwrap();
    output.records.iter().map(|entry| (entry.shard_id.unwrap(), entry.sequence_number.unwrap())).collect()
}

/// From the beginning, or after a number.
fn subscribe(world: &mut World, arn: &str, shard: ShardId, after: Option<SequenceNumber>) -> SubscriptionId {
    let number = after.map(|after| serde_json::to_value(after).unwrap());
    let starting_position = StartingPosition {
        position_type: match after {
            Some(_) => ShardIteratorType::AfterSequenceNumber,
            None => ShardIteratorType::TrimHorizon,
        },
        sequence_number: number.as_ref().and_then(|number| number.as_str()),
        ..Default::default()
    };
    let shard_id = &shard.to_string();
    let input =
        SubscribeToShardInput { consumer_arn: arn, shard_id, starting_position, ..Default::default() };
    world.call::<SubscribeToShard>(input).unwrap().subscription
}

/// A request of a client, in JSON or in CBOR.
fn request(world: &mut World, operation: &str, content_type: &str, body: &[u8]) -> Response {
    Call { content_type, ..Call::of(operation) }.send(world, body)
}

/// What stands in frames: their types and payloads.
fn print(mut bytes: &[u8]) -> Vec<String> {
    let mut lines = vec![];
    while !bytes.is_empty() {
        let frame = Frame::take(&mut bytes).expect("frames are whole");
        let name = frame.header(":event-type").or(frame.header(":exception-type")).unwrap();
        lines.push(format!("{name} {}", String::from_utf8_lossy(frame.payload)));
    }
    lines
}

/// Subscribes by a request from the beginning of the first shard.
fn open(world: &mut World, arn: &str) -> EventStream {
    let body = format!(
        r#"{{"ConsumerARN":"{arn}","ShardId":"shardId-000000000000","StartingPosition":{{"Type":"TRIM_HORIZON"}}}}"#
    );
    let answer = request(world, "SubscribeToShard", JSON, body.as_bytes());
    assert_eq!((answer.status, answer.content_type), (200, Some(CONTENT_TYPE)));
    assert_eq!(print(&answer.body), ["initial-response "]);
    answer.event_stream.expect("the answer goes on")
}

#[track_caller]
fn frames(world: &mut World, stream: &EventStream) -> Vec<String> {
    match world.poll_subscription(stream) {
        Polled::Frames(bytes) => print(&bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_goes_on_with_frames_until_the_client_or_the_time_is_gone() {
    let (mut world, arns) = world(1, 2);
    let (kept, left) = (open(&mut world, &arns[0]), open(&mut world, &arns[1]));
    assert_eq!(world.poll_subscription(&kept), Polled::Pending);
    assert_eq!(world.poll_ready(), None);
    put(&mut world, &[1]);
    let told: Vec<_> = std::iter::from_fn(|| world.poll_ready()).collect();
    assert_eq!(told, [kept.subscription.clone(), left.subscription.clone()]);
    let events = frames(&mut world, &kept);
    assert!(
        events.len() == 1 && events[0].starts_with(r#"SubscribeToShardEvent {"Records":[{"SequenceNumber":"#),
        "{events:?}"
    );
    assert_eq!((world.poll_subscription(&kept), world.poll_ready()), (Polled::Pending, None));

    world.close_subscription(&left.subscription);
    assert_eq!(world.poll_subscription(&left), Polled::Closed);
    world.advance(SUBSCRIPTION_LIFE);
    assert_eq!(world.poll_ready(), Some(kept.subscription.clone()));
    let beats = frames(&mut world, &kept);
    assert!(beats.iter().all(|beat| beat.contains(r#""Records":[]"#)), "{beats:?}");
    assert_eq!(world.poll_subscription(&kept), Polled::Closed);
    assert_eq!(world.poll_subscription(&kept), Polled::Closed, "it stays closed");
}

#[test]
fn events_are_in_the_protocol_of_the_request() {
    let (mut world, arns) = world(1, 1);
    put(&mut world, &[1]);
    let text = |text: &str| [&[0x78, text.len() as u8], text.as_bytes()].concat();
    let body = [
        vec![0xa3],
        text("ConsumerARN"),
        text(&arns[0]),
        text("ShardId"),
        text("0"),
        text("StartingPosition"),
        vec![0xa1],
        text("Type"),
        text("TRIM_HORIZON"),
    ];
    let answer = request(&mut world, "SubscribeToShard", CBOR, &body.concat());
    let stream = answer.event_stream.expect("the answer goes on");
    let Polled::Frames(bytes) = world.poll_subscription(&stream) else { panic!("an event was made") };
    let frame = Frame::take(&mut &bytes[..]).unwrap();
    assert_eq!(frame.header(":content-type"), Some("application/cbor"));
    assert!(frame.payload.starts_with(b"\xa3\x67Records\x81\xa4\x6eSequenceNumber\x78\x38"));
}

#[test]
fn a_refusal_before_the_events_is_an_ordinary_one() {
    let (mut world, _) = world(1, 0);
    let answer = request(&mut world, "SubscribeToShard", JSON, b"{}");
    assert_eq!((answer.status, answer.content_type, answer.event_stream), (400, Some(JSON), None));
}

#[test]
fn restored_connections_are_closed_and_typed_subscriptions_go_on() {
    let (mut world, arns) = world(1, 2);
    let connection = open(&mut world, &arns[0]);
    let typed = subscribe(&mut world, &arns[1], ShardId(0), None);
    let mut restored = World::restore(&world.snapshot()).unwrap();
    assert_eq!(restored.poll_subscription(&connection), Polled::Closed);
    put(&mut restored, &[1]);
    assert!(matches!(restored.next_event(&typed), Next::Event(event) if event.records.len() == 1));
    assert_eq!(world.poll_subscription(&connection), Polled::Pending, "nothing happened to the world itself");
}

#[test]
fn two_hundred_subscribers_each_get_each_record_of_their_shard() {
    let (mut world, arns) = world(10, 20);
    let mut ids = vec![];
    for arn in &arns {
        for shard in 0..10 {
            ids.push((ShardId(shard), subscribe(&mut world, arn, ShardId(shard), None)));
        }
    }
    let accepted: Vec<_> = (0..20).flat_map(|round| put(&mut world, &[round; 5])).collect();
    for (shard, id) in ids {
        let mut found = vec![];
        while let Next::Event(event) = world.next_event(&id) {
            found.extend(event.records.iter().map(|(number, _)| number));
        }
        let expected: Vec<_> =
            accepted.iter().filter(|(of, _)| *of == shard).map(|(_, number)| *number).collect();
        assert_eq!(found, expected);
    }
    let view = world.view(ViewFrame { window: Duration::from_secs(1), buckets: 1 });
    let delivered: u64 = view.streams[0].shards.iter().map(|shard| shard.last_second.delivered).sum();
    assert_eq!(delivered, 20 * 100);
}

#[test]
fn a_second_call_at_once_is_explained() {
    let (mut world, arns) = world(1, 1);
    open(&mut world, &arns[0]);
    let body =
        format!(r#"{{"ConsumerARN":"{}","ShardId":"0","StartingPosition":{{"Type":"LATEST"}}}}"#, arns[0]);
    assert_eq!(request(&mut world, "SubscribeToShard", JSON, body.as_bytes()).status, 400);
    assert_eq!(world.notes()[0].title, "c0 was refused a subscription to shard 0");
}

#[derive(Clone, Debug)]
enum Step {
    Put { keys: Vec<u16> },
    Split { place: usize },
    Merge { place: usize },
    Wait { millis: u64 },
    Read,
    Renew,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(any::<u16>(), 1..20).prop_map(|keys| Step::Put { keys }),
        1 => any::<usize>().prop_map(|place| Step::Split { place }),
        1 => any::<usize>().prop_map(|place| Step::Merge { place }),
        2 => prop_oneof![0_u64..7_000, Just(400_000)].prop_map(|millis| Step::Wait { millis }),
        2 => Just(Step::Read),
        1 => Just(Step::Renew),
    ]
}

/// A consumer that reads all shards there ever are: a child once all its parents are read to their ends.
#[derive(Clone, Default)]
struct Follower {
    arn: String,
    /// Where it stands in each shard that it reads; the number is nothing at the beginning.
    reading: BTreeMap<ShardId, (SubscriptionId, Option<SequenceNumber>)>,
    over: BTreeSet<ShardId>,
    found: BTreeMap<ShardId, Vec<SequenceNumber>>,
}

impl Follower {
    fn begin(&mut self, world: &mut World, shard: ShardId, after: Option<SequenceNumber>) {
        let id = subscribe(world, &self.arn, shard, after);
        self.reading.insert(shard, (id, after));
    }

    /// Takes all there is, of children too; what has ended in the middle goes on.
    fn read(&mut self, world: &mut World) {
        loop {
            let shards: Vec<_> = self.reading.keys().copied().collect();
            let Some(over) = shards.into_iter().find(|&shard| self.read_shard(world, shard)) else { return };
            self.reading.remove(&over);
        }
    }

    /// True once a shard was read to its end.
    fn read_shard(&mut self, world: &mut World, shard: ShardId) -> bool {
        loop {
            let (id, after) = self.reading.get_mut(&shard).expect("it is being read");
            let children = match world.next_event(id) {
                Next::Pending => return false,
                Next::Event(event) => {
                    self.found
                        .entry(shard)
                        .or_default()
                        .extend(event.records.iter().map(|(number, _)| number));
                    *after = event.continuation_sequence_number;
                    event.child_shards
                }
                Next::Ended(refusal) => {
                    assert_eq!(refusal, None);
                    let after = *after;
                    self.begin(world, shard, after);
                    continue;
                }
            };
            let Some(children) = children else { continue };
            self.over.insert(shard);
            for child in children {
                if child.parent_shards.iter().all(|parent| self.over.contains(parent)) {
                    self.begin(world, child.shard_id, None);
                }
            }
            return true;
        }
    }

    /// Takes over from its own subscriptions, whatever they still hold.
    fn renew(&mut self, world: &mut World) {
        world.advance(Duration::from_secs(5));
        for (shard, (_, after)) in self.reading.clone() {
            self.begin(world, shard, after);
        }
    }
}

fn reshard(world: &mut World, step: &Step) {
    let services = world.services(&Default::default()).unwrap();
    let stream = services.streams.stream(STREAM).unwrap();
    let open: Vec<_> = stream.open_shards().map(|shard| (shard.id.to_string(), shard.range)).collect();
    // Either may be refused: a child would have too few keys, or there is no neighbour.
    match step {
        Step::Split { place } => {
            let (shard, range) = &open[place % open.len()];
            let middle = range.start.0 + (range.end.0 - range.start.0) / 2;
            let input = SplitShardInput {
                new_starting_hash_key: &middle.to_string(),
                shard_to_split: shard,
                stream_name: Some(STREAM),
                ..Default::default()
            };
            _ = world.call::<SplitShard>(input);
        }
        Step::Merge { place } => {
            let place = place % open.len();
            let Some((upper, _)) = open.get(place + 1) else { return };
            let input = MergeShardsInput {
                shard_to_merge: &open[place].0,
                adjacent_shard_to_merge: upper,
                stream_name: Some(STREAM),
                ..Default::default()
            };
            _ = world.call::<MergeShards>(input);
        }
        _ => unreachable!("the caller has looked"),
    }
}

/// Does the steps with a follower; what the puts were told, and what it found.
fn run(
    mut world: World,
    mut follower: Follower,
    steps: &[Step],
) -> (World, Follower, Vec<(ShardId, SequenceNumber)>) {
    let mut accepted = vec![];
    for step in steps {
        match step {
            Step::Put { keys } => accepted.extend(put(&mut world, keys)),
            Step::Split { .. } | Step::Merge { .. } => reshard(&mut world, step),
            Step::Wait { millis } => world.advance(Duration::from_millis(*millis)),
            Step::Read => follower.read(&mut world),
            Step::Renew => follower.renew(&mut world),
        }
    }
    (world, follower, accepted)
}

fn start(shard_count: i32) -> (World, Follower) {
    let (mut world, mut arns) = world(shard_count, 1);
    let mut follower = Follower { arn: arns.remove(0), ..Default::default() };
    for shard in 0..shard_count as u32 {
        follower.begin(&mut world, ShardId(shard), None);
    }
    (world, follower)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_consumer_that_follows_children_sees_every_record_once_and_in_order(
        shard_count in 1..4,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let (world, follower) = start(shard_count);
        let (mut world, mut follower, accepted) = run(world, follower, &steps);
        // A second Read follows what became of the first: renewals wait for nothing but the five seconds.
        world.advance(Duration::from_secs(6));
        follower.read(&mut world);
        let mut expected = BTreeMap::<_, Vec<_>>::new();
        for (shard, number) in accepted {
            expected.entry(shard).or_default().push(number);
        }
        follower.found.retain(|_, numbers| !numbers.is_empty());
        prop_assert_eq!(follower.found, expected);
    }

    #[test]
    fn a_snapshot_with_subscriptions_restores_to_the_same_future(
        before in prop::collection::vec(step(), 0..20),
        after in prop::collection::vec(step(), 1..20),
    ) {
        let (world, follower) = start(2);
        let (mut world, follower, _) = run(world, follower, &before);
        let snapshot = world.snapshot();
        let mut restored = World::restore(&snapshot).unwrap();
        prop_assert_eq!(restored.snapshot(), snapshot, "a snapshot of a restored world is the same");
        let (mut world, first, _) = run(world, follower.clone(), &after);
        let (mut restored, second, _) = run(restored, follower, &after);
        prop_assert_eq!(world.hash(), restored.hash());
        prop_assert_eq!(first.found, second.found);
    }
}

#[test]
fn what_happens_to_a_subscription_is_told_as_facts() {
    let (mut world, arns) = world(1, 1);
    let id = subscribe(&mut world, &arns[0], ShardId(0), None);
    put(&mut world, &[1, 2]);
    world.close_subscription(&id);
    let told: Vec<_> = world.facts_since(0).map(|fact| fact.event.clone()).collect();
    assert!(
        told.iter()
            .any(|event| matches!(event, Event::SubscriptionStarted { consumer, .. } if &**consumer == "c0"))
    );
    assert!(told.iter().any(|event| matches!(
        event,
        Event::RecordsDelivered { count: 2, bytes: 8, millis_behind_latest: 0, .. }
    )));
    assert!(matches!(told.last(), Some(Event::SubscriptionEnded { .. })));
}
