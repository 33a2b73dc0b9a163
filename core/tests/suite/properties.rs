//! What must hold after any sequence of calls.

use std::collections::{BTreeMap, BTreeSet};

use kinetoscope::ids::SequenceNumber;
use kinetoscope::streams::Stream;
use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput,
    MergeShards, MergeShardsInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry, SplitShard,
    SplitShardInput,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, Tenant, World};
use proptest::prelude::*;

const STREAM: &str = "s";

#[derive(Clone, Debug)]
enum Step {
    Put {
        keys: Vec<u16>,
    },
    /// Of the open shards, the one at this place; at so many 65,536ths of its range.
    Split {
        place: usize,
        at: u16,
    },
    /// The open shard at this place with the next one.
    Merge {
        place: usize,
    },
    Wait {
        millis: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(any::<u16>(), 1..20).prop_map(|keys| Step::Put { keys }),
        2 => (any::<usize>(), any::<u16>()).prop_map(|(place, at)| Step::Split { place, at }),
        2 => any::<usize>().prop_map(|place| Step::Merge { place }),
        2 => (0_u64..5_000).prop_map(|millis| Step::Wait { millis }),
    ]
}

/// A world with one stream, and the sequence numbers that its puts were given.
#[derive(Clone)]
struct Run {
    world: World,
    accepted: Vec<(u32, SequenceNumber)>,
}

impl Run {
    fn new(shard_count: i32, enforce_limits: bool, transition_ms: u64) -> Self {
        let mut settings = Settings::default();
        settings.streams.enforce_limits = enforce_limits;
        settings.streams.transition = Duration::from_millis(transition_ms);
        let mut world = World::new(settings);
        let input =
            CreateStreamInput { stream_name: STREAM, shard_count: Some(shard_count), ..Default::default() };
        world.call::<CreateStream>(input).unwrap();
        world.advance(Duration::from_millis(transition_ms));
        Self { world, accepted: vec![] }
    }

    fn stream(&mut self) -> &Stream {
        self.world.services(&Tenant::default()).unwrap().streams.stream(STREAM).unwrap()
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Put { keys } => self.put(keys),
            Step::Split { place, at } => self.split(*place, *at),
            Step::Merge { place } => self.merge(*place),
            Step::Wait { millis } => self.world.advance(Duration::from_millis(*millis)),
        }
    }

    fn put(&mut self, keys: &[u16]) {
        let keys: Vec<_> = keys.iter().map(u16::to_string).collect();
        let entry =
            |key| PutRecordsRequestEntry { partition_key: Some(key), data: b"data", ..Default::default() };
        let records = keys.iter().map(|key| entry(key)).collect();
        let input = PutRecordsInput { records, stream_name: Some(STREAM), ..Default::default() };
        let output = self.world.call::<PutRecords>(input).unwrap();
        let accepted =
            output.records.iter().filter_map(|entry| Some((entry.shard_id?.0, entry.sequence_number?)));
        self.accepted.extend(accepted);
    }

    fn split(&mut self, place: usize, at: u16) {
        let open: Vec<_> = self.stream().open_shards().map(|shard| (shard.id, shard.range)).collect();
        let (shard, range) = open[place % open.len()];
        let key = range.start.0 + (range.end.0 - range.start.0) / 65_536 * u128::from(at);
        let input = SplitShardInput {
            new_starting_hash_key: &key.to_string(),
            shard_to_split: &shard.to_string(),
            stream_name: Some(STREAM),
            ..Default::default()
        };
        // Refused where the stream is still changing or a child would have fewer than two keys.
        let _ = self.world.call::<SplitShard>(input);
    }

    fn merge(&mut self, place: usize) {
        let open: Vec<_> = self.stream().open_shards().map(|shard| shard.id.to_string()).collect();
        let place = place % open.len();
        let Some(upper) = open.get(place + 1) else { return };
        let input = MergeShardsInput {
            shard_to_merge: &open[place],
            adjacent_shard_to_merge: upper,
            stream_name: Some(STREAM),
            ..Default::default()
        };
        let _ = self.world.call::<MergeShards>(input);
    }

    /// Every record of every shard, page by page through shard iterators.
    fn scan(&mut self, limit: i32) -> BTreeMap<u32, Vec<SequenceNumber>> {
        let shards: Vec<_> = self.stream().shards().iter().map(|shard| shard.id).collect();
        let mut found = BTreeMap::new();
        for shard in shards {
            let input = GetShardIteratorInput {
                shard_id: &shard.to_string(),
                shard_iterator_type: ShardIteratorType::TrimHorizon,
                stream_name: Some(STREAM),
                ..Default::default()
            };
            let mut iterator = Some(self.world.call::<GetShardIterator>(input).unwrap().shard_iterator);
            let numbers: &mut Vec<_> = found.entry(shard.0).or_default();
            while let Some(shard_iterator) = iterator.take() {
                let input = GetRecordsInput {
                    shard_iterator: &shard_iterator,
                    limit: Some(limit),
                    ..Default::default()
                };
                let output = self.world.call::<GetRecords>(input).unwrap();
                let is_empty = output.records.is_empty();
                numbers.extend(output.records.iter().map(|(number, _)| number));
                iterator = output.next_shard_iterator.filter(|_| !is_empty);
            }
        }
        found
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn open_ranges_tile_the_line_exactly_once(
        shard_count in 1..6,
        transition_ms in prop_oneof![Just(0), Just(700)],
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut run = Run::new(shard_count, false, transition_ms);
        for step in &steps {
            run.take(step);
            let mut next = Some(0);
            for shard in run.stream().open_shards() {
                prop_assert_eq!(Some(shard.range.start.0), next);
                next = shard.range.end.0.checked_add(1);
            }
            prop_assert_eq!(next, None);
        }
    }

    #[test]
    fn numbers_rise_within_a_shard_and_children_start_after_their_parents(
        shard_count in 1..4,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut run = Run::new(shard_count, false, 0);
        steps.iter().for_each(|step| run.take(step));
        let mut last = BTreeMap::new();
        for &(shard, number) in &run.accepted {
            if let Some(before) = last.insert(shard, number) {
                prop_assert!(before < number, "shard {shard}: {before} then {number}");
            }
        }
        let stream = run.stream();
        for shard in stream.shards() {
            let start = shard.starting_sequence_number();
            if let Some(last) = last.get(&shard.id.0) {
                prop_assert!(start < *last, "a record comes after the start of its shard");
            }
            for parent in &shard.parents {
                let parent = stream.shard(*parent).unwrap();
                let end = parent.ending_sequence_number().unwrap();
                prop_assert!(end < start, "child {} starts after parent {}", shard.id, parent.id);
                prop_assert!(last.get(&parent.id.0).is_none_or(|last| *last < end));
            }
        }
    }

    #[test]
    fn every_accepted_record_is_read_exactly_once(
        shard_count in 1..4,
        limit in 1..50,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut run = Run::new(shard_count, false, 0);
        steps.iter().for_each(|step| run.take(step));
        let read: Vec<_> =
            run.scan(limit).into_iter().flat_map(|(shard, numbers)| numbers.into_iter().map(move |number| (shard, number))).collect();
        let unique: BTreeSet<_> = read.iter().map(|(_, number)| number.to_string()).collect();
        prop_assert_eq!(unique.len(), read.len(), "no record twice");
        let mut accepted = run.accepted.clone();
        accepted.sort();
        let mut read = read;
        read.sort();
        prop_assert_eq!(read, accepted);
    }

    #[test]
    fn a_snapshot_at_any_point_restores_to_the_same_future(
        enforce_limits in any::<bool>(),
        transition_ms in prop_oneof![Just(0), Just(700)],
        before in prop::collection::vec(step(), 0..30),
        after in prop::collection::vec(step(), 1..30),
    ) {
        let mut run = Run::new(2, enforce_limits, transition_ms);
        before.iter().for_each(|step| run.take(step));
        let snapshot = run.world.snapshot();
        let mut restored = Run { world: World::restore(&snapshot).unwrap(), accepted: run.accepted.clone() };
        prop_assert_eq!(restored.world.snapshot(), snapshot, "a snapshot of a restored world is the same");
        for step in &after {
            run.take(step);
            restored.take(step);
            prop_assert_eq!(run.world.hash(), restored.world.hash());
        }
        prop_assert_eq!(&run.accepted, &restored.accepted);
    }
}

#[test]
fn every_reshard_of_four_shards_tiles_the_line() {
    for place in 0..4 {
        for second in 0..5 {
            for merges in [false, true] {
                let mut run = Run::new(4, false, 0);
                run.split(place, 32_768);
                if merges {
                    run.merge(second)
                } else {
                    run.split(second, 1)
                }
                let open: Vec<_> = run.stream().open_shards().map(|shard| shard.range).collect();
                assert!(
                    open.windows(2).all(|pair| pair[0].end.0 + 1 == pair[1].start.0),
                    "{place} {second} {merges}"
                );
                assert_eq!((open[0].start.0, open.last().unwrap().end.0), (0, u128::MAX));
            }
        }
    }
}

#[test]
fn torn_and_foreign_snapshots_are_refused_with_a_reason() {
    let mut run = Run::new(2, false, 0);
    run.put(&[1, 2, 3]);
    let snapshot = run.world.snapshot();
    for cut in 0..snapshot.len() {
        assert!(World::restore(&snapshot[..cut]).is_err(), "cut at {cut}");
    }
    for at in 0..snapshot.len() {
        let mut changed = snapshot.clone();
        changed[at] ^= 1;
        assert!(World::restore(&changed).is_err(), "byte {at} changed");
    }
    let reason = |bytes: &[u8]| World::restore(bytes).unwrap_err().to_string();
    assert_eq!(reason(b"hello"), "This is no Kinetoscope snapshot: it does not begin with KINOSNAP.");
    assert_eq!(
        reason(&snapshot[..snapshot.len() - 1]),
        "The snapshot is torn: its checksum does not match its contents."
    );
}
