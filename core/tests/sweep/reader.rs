//! Reads a stream as the client libraries do: shard by shard, parents to their end before their children.

use std::collections::BTreeMap;

use kinetoscope::error::{Code, Error};
use kinetoscope::ids::SequenceNumber;
use kinetoscope::streams::op::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    ShardFilter,
};
use kinetoscope::streams::shapes::{ShardFilterType, ShardIteratorType};
use kinetoscope::world::World;

use super::ledger::Ledger;
use super::quota::Granted;
use super::scenario::{STREAM, is_fault};

/// Where a reader is in a shard.
enum Place {
    /// After the record of this number, or at the trim horizon.
    After(Option<SequenceNumber>),
    /// At an iterator, which came after that record.
    At(String, Option<SequenceNumber>),
    /// At the end.
    End,
}

/// A reader of the whole stream.
pub(crate) struct Reader {
    /// Records on a page.
    limit: i32,
    places: BTreeMap<u32, Place>,
    /// What was read, in order: shard and serial number.
    pub(crate) read: Vec<(u32, usize)>,
}

impl Reader {
    /// Begins at the trim horizon: with the shards that were open then, and not with children made in that same moment.
    pub(crate) fn new(world: &mut World, limit: i32) -> Self {
        let places = roots(world).into_iter().map(|shard| (shard, Place::After(None))).collect();
        Self { limit, places, read: Vec::new() }
    }

    /// Reads one page of every shard whose turn it is, and looks for new shards where that brought nothing. Says whether
    /// anything came of it.
    pub(crate) fn step(
        &mut self,
        world: &mut World,
        ledger: &mut Ledger,
        granted: &mut Option<Granted>,
    ) -> bool {
        let ready: Vec<_> = self
            .places
            .iter()
            .filter(|(_, place)| !matches!(place, Place::End))
            .map(|(&shard, _)| shard)
            .collect();
        let mut moved = false;
        for shard in ready {
            moved |= self.read_page(world, ledger, granted, shard);
        }
        moved || self.find_orphans(world)
    }

    fn read_page(
        &mut self,
        world: &mut World,
        ledger: &mut Ledger,
        granted: &mut Option<Granted>,
        shard: u32,
    ) -> bool {
        let now = world.now();
        let Some(place) = self.places.remove(&shard) else { return false };
        let (iterator, last) = match place {
            Place::At(iterator, last) => (Ok(iterator), last),
            Place::After(last) => (iterator(world, shard, last), last),
            Place::End => unreachable!("what has ended is not read"),
        };
        let page = iterator.as_ref().map_err(|&code| Error::bare(code)).and_then(|iterator| {
            let (shard_iterator, limit) = (iterator.as_str(), Some(self.limit));
            world.call::<GetRecords>(GetRecordsInput { shard_iterator, limit, ..Default::default() })
        });
        let page = match page.map_err(|error| error.code) {
            Ok(page) => page,
            Err(Code::ExpiredIterator) => {
                self.places.insert(shard, Place::After(last));
                return true;
            }
            // The shard went while nobody looked: what was in it has expired.
            Err(Code::ResourceNotFound) => {
                self.places.insert(shard, Place::End);
                return true;
            }
            Err(code) if is_fault(code) => {
                self.places.insert(shard, iterator.map_or(Place::After(last), |at| Place::At(at, last)));
                return false;
            }
            Err(code) => panic!("GetRecords of shard {shard}: {code:?}"),
        };
        if let Some(granted) = granted {
            granted.read(shard, now);
        }
        let records: Vec<_> =
            page.records.iter().map(|(number, record)| (number, serial(record.data))).collect();
        for &(number, serial) in &records {
            ledger.check_place(serial, (shard, number));
        }
        let children: Vec<_> = page.child_shards.iter().flatten().collect();
        let children = children
            .into_iter()
            .map(|child| (child.shard_id.0, child.parent_shards.iter().map(|parent| parent.0).collect()));
        let children: Vec<(u32, Vec<u32>)> = children.collect();
        let last = records.last().map(|&(number, _)| number).or(last);
        let place = page.next_shard_iterator.map_or(Place::End, |iterator| Place::At(iterator, last));
        let moved = !records.is_empty() || matches!(place, Place::End);
        self.read.extend(records.into_iter().map(|(_, serial)| (shard, serial)));
        self.places.insert(shard, place);
        for (child, parents) in children {
            if parents.iter().all(|parent| matches!(self.places.get(parent), Some(Place::End))) {
                self.places.entry(child).or_insert(Place::After(None));
            }
        }
        moved
    }

    /// Begins shards of which every parent was read to its end or is gone. Says whether there were any.
    fn find_orphans(&mut self, world: &mut World) -> bool {
        let new = orphans(world, |shard| self.places.get(&shard).map(|place| matches!(place, Place::End)));
        self.places.extend(new.iter().map(|&shard| (shard, Place::After(None))));
        !new.is_empty()
    }
}

/// The shards to begin with: those that were open at the trim horizon, and not children made in that same moment.
pub(crate) fn roots(world: &mut World) -> Vec<u32> {
    let filter_type = ShardFilterType::AtTrimHorizon;
    let open = list(world, Some(ShardFilter { filter_type, ..Default::default() }));
    let is_root = |parents: &[u32]| !parents.iter().any(|parent| open.contains_key(parent));
    open.iter().filter(|(_, parents)| is_root(parents)).map(|(&shard, _)| shard).collect()
}

/// Shards that are not known and of which every parent was read to its end or is gone; `is_over` says of a known one whether
/// it was.
pub(crate) fn orphans(world: &mut World, is_over: impl Fn(u32) -> Option<bool>) -> Vec<u32> {
    let listed = list(world, None);
    let done = |parent: &u32| is_over(*parent).unwrap_or(!listed.contains_key(parent));
    let is_orphan = |shard: u32, parents: &[u32]| is_over(shard).is_none() && parents.iter().all(done);
    listed.iter().filter(|(shard, parents)| is_orphan(**shard, parents)).map(|(&shard, _)| shard).collect()
}

/// The serial number with which a record's data begins.
pub(crate) fn serial(data: &[u8]) -> usize {
    let text = std::str::from_utf8(data).expect("data is text");
    text.split(' ').next().and_then(|number| number.parse().ok()).expect("it begins with a number")
}

fn iterator(world: &mut World, shard: u32, last: Option<SequenceNumber>) -> Result<String, Code> {
    let (shard, number) = (shard.to_string(), last.map(|number| number.to_string()));
    let input = GetShardIteratorInput {
        stream_name: Some(STREAM),
        shard_id: &shard,
        shard_iterator_type: match number {
            Some(_) => ShardIteratorType::AfterSequenceNumber,
            None => ShardIteratorType::TrimHorizon,
        },
        starting_sequence_number: number.as_deref(),
        ..Default::default()
    };
    let answer = world.call::<GetShardIterator>(input);
    answer.map(|answer| answer.shard_iterator).map_err(|error| error.code)
}

/// The shards, each with its parents.
fn list(world: &mut World, shard_filter: Option<ShardFilter<'_>>) -> BTreeMap<u32, Vec<u32>> {
    let input = ListShardsInput { stream_name: Some(STREAM), shard_filter, ..Default::default() };
    let answer = world.call::<ListShards>(input).expect("the stream is there");
    assert!(answer.next_token.is_none(), "scenarios have fewer shards than a page");
    let parents = |parent: Option<kinetoscope::ids::ShardId>| parent.map(|parent| parent.0);
    answer
        .shards
        .iter()
        .map(|shard| {
            let both = [parents(shard.parent_shard_id), parents(shard.adjacent_parent_shard_id)];
            (shard.shard_id.0, both.into_iter().flatten().collect())
        })
        .collect()
}
