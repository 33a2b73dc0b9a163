//! Reads a stream as the client libraries do: shard by shard, parents to their end before their children.

use std::collections::BTreeMap;

use kinetoscope::error::{Code, Error};
use kinetoscope::streams::op::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    ShardFilter,
};
use kinetoscope::streams::shapes::{ShardFilterType, ShardIteratorType};
use kinetoscope::world::World;

use super::ledger::Ledger;
use super::quota::Granted;
use super::scenario::STREAM;

/// Where a reader is in a shard.
enum Place {
    /// After the record of this serial number, or at the trim horizon.
    After(Option<usize>),
    /// At an iterator, which came after that record.
    At(String, Option<usize>),
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
        let filter_type = ShardFilterType::AtTrimHorizon;
        let open = list(world, Some(ShardFilter { filter_type, ..Default::default() }));
        let roots =
            open.iter().filter(|(_, parents)| !parents.iter().any(|parent| open.contains_key(parent)));
        let places = roots.map(|(&shard, _)| (shard, Place::After(None))).collect();
        Self { limit, places, read: Vec::new() }
    }

    /// Reads one page of every shard whose turn it is, and looks for new shards where that brought nothing. Says whether
    /// anything came of it.
    pub(crate) fn step(&mut self, world: &mut World, ledger: &Ledger, granted: &mut Option<Granted>) -> bool {
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
        ledger: &Ledger,
        granted: &mut Option<Granted>,
        shard: u32,
    ) -> bool {
        let now = world.now();
        let Some(place) = self.places.remove(&shard) else { return false };
        let (iterator, last) = match place {
            Place::At(iterator, last) => (Ok(iterator), last),
            Place::After(last) => (iterator(world, ledger, shard, last), last),
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
            Err(code) if may_pass(code) => {
                self.places.insert(shard, iterator.map_or(Place::After(last), |at| Place::At(at, last)));
                return false;
            }
            Err(code) => panic!("GetRecords of shard {shard}: {code:?}"),
        };
        if let Some(granted) = granted {
            granted.read(shard, now);
        }
        let serials: Vec<usize> = page.records.iter().map(|(_, record)| serial(record.data)).collect();
        let children: Vec<_> = page.child_shards.iter().flatten().collect();
        let children = children
            .into_iter()
            .map(|child| (child.shard_id.0, child.parent_shards.iter().map(|parent| parent.0).collect()));
        let children: Vec<(u32, Vec<u32>)> = children.collect();
        let last = serials.last().copied().or(last);
        let place = page.next_shard_iterator.map_or(Place::End, |iterator| Place::At(iterator, last));
        let moved = !serials.is_empty() || matches!(place, Place::End);
        self.read.extend(serials.into_iter().map(|serial| (shard, serial)));
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
        let listed = list(world, None);
        let before = self.places.len();
        for (&shard, parents) in &listed {
            let done = |parent: &u32| match self.places.get(parent) {
                Some(place) => matches!(place, Place::End),
                None => !listed.contains_key(parent),
            };
            if !self.places.contains_key(&shard) && parents.iter().all(done) {
                self.places.insert(shard, Place::After(None));
            }
        }
        before < self.places.len()
    }
}

/// Whether somebody who waits and asks again may get an answer.
fn may_pass(code: Code) -> bool {
    code == Code::ProvisionedThroughputExceeded || code.name().starts_with("KMS")
}

/// The serial number with which a record's data begins.
fn serial(data: &[u8]) -> usize {
    let text = std::str::from_utf8(data).expect("data is text");
    text.split(' ').next().and_then(|number| number.parse().ok()).expect("it begins with a number")
}

fn iterator(world: &mut World, ledger: &Ledger, shard: u32, last: Option<usize>) -> Result<String, Code> {
    let (shard, number) = (shard.to_string(), last.map(|serial| ledger.number_of(serial).to_string()));
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
