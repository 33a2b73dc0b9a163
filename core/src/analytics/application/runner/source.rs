//! Where records come from, and how far they were read.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::analytics::application::configuration::{Input, InputSource, StartingPosition};
use crate::errand::{Asker, Errand, Outcome, Purpose, ReadRecord, Refused, Tapped, TappedRecord, Wish};
use crate::ids::{SequenceNumber, ShardId};
use crate::reading::{PAUSE, Reading, Start};
use crate::time::{Duration, Instant};

/// How long streams are taken to keep records until they have said it.
const RETENTION: Duration = Duration::from_hours(24);

/// What an application reads, and how far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Source {
    /// The ARN of the stream or delivery stream.
    pub(super) arn: String,
    kind: Kind,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Kind {
    Stream {
        reading: Reading,
        /// The in-application stream that each shard's rows come into, among those of the input.
        homes: LiteMap<ShardId, usize>,
    },
    DeliveryStream(Tap),
}

/// Where the reading of what is put into a delivery stream stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Tap {
    /// The number of the next record; nothing before the first answer.
    next: Option<u64>,
    /// The question whose answer is waited for.
    asked: Option<u64>,
    due: Option<Instant>,
    millis_behind: u64,
    /// Whether it could not be read when that was last tried.
    is_missed: bool,
}

/// A record of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) mark: Mark,
    pub(super) partition_key: String,
    pub(super) arrived: Instant,
    pub(super) data: Vec<u8>,
}

/// Which record of a source it is. Those of one channel come in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Mark {
    /// One of a shard.
    Shard(ShardId, SequenceNumber),
    /// One of a delivery stream.
    Tap(u64),
}

/// What brings records in their order: a shard, or a whole delivery stream.
pub(super) type Channel = Option<ShardId>;

impl Mark {
    pub(super) fn channel(self) -> Channel {
        match self {
            Self::Shard(shard, _) => Some(shard),
            Self::Tap(_) => None,
        }
    }
}

/// What an answer of a source brings.
#[derive(Debug, Default)]
pub(super) struct Brought {
    pub(super) records: Vec<Record>,
    /// Why there are none, where that is to be told.
    pub(super) refused: Option<Refused>,
    /// Records that are gone before they were read.
    pub(super) missed: u64,
}

impl Source {
    /// Begins to read an input where its start says, or goes on from where it stopped.
    pub(super) fn begin(input: &Input, stopped: Option<Self>, now: Instant) -> Self {
        let arn = input.source.arn();
        let position = input.starting_position.unwrap_or(StartingPosition::Now);
        if let (StartingPosition::LastStoppedPoint, Some(mut stopped)) = (position, stopped)
            && stopped.arn == arn
        {
            stopped.resume(now);
            return stopped;
        }
        let kind = match input.source {
            InputSource::Stream(_) => {
                let start = match position {
                    StartingPosition::Now => Start::Latest,
                    // Assumed: one that never ran begins with the oldest.
                    StartingPosition::TrimHorizon | StartingPosition::LastStoppedPoint => Start::TrimHorizon,
                };
                Kind::Stream { reading: Reading::begin(start, RETENTION, now), homes: LiteMap::new() }
            }
            InputSource::DeliveryStream(_) => Kind::DeliveryStream(Tap { due: Some(now), ..Tap::default() }),
        };
        Self { arn: arn.into(), kind }
    }

    /// Whether it is known from where on it is read.
    pub(super) fn is_placed(&self) -> bool {
        match &self.kind {
            Kind::Stream { .. } => true,
            Kind::DeliveryStream(tap) => tap.next.is_some(),
        }
    }

    /// Asks for all anew from where it stands: what was asked before is not waited for.
    pub(super) fn resume(&mut self, now: Instant) {
        match &mut self.kind {
            Kind::Stream { reading, .. } => reading.resume(now),
            Kind::DeliveryStream(tap) => {
                tap.asked = None;
                tap.due = Some(now);
            }
        }
    }

    /// When something is to be asked for next.
    pub(super) fn due(&self) -> Option<Instant> {
        match &self.kind {
            Kind::Stream { reading, .. } => reading.due(),
            Kind::DeliveryStream(tap) => tap.due,
        }
    }

    /// How far the last record was behind when it was last read.
    pub(super) fn millis_behind(&self) -> u64 {
        match &self.kind {
            Kind::Stream { reading, .. } => reading.millis_behind,
            Kind::DeliveryStream(tap) => tap.millis_behind,
        }
    }

    /// Asks for what is due. The number is one that no question had before.
    pub(super) fn ask(&mut self, asker: &Asker, number: u64, errands: &mut VecDeque<Errand>, now: Instant) {
        match &mut self.kind {
            Kind::Stream { reading, .. } => reading.ask(asker, &self.arn, now, errands),
            Kind::DeliveryStream(tap) => {
                if tap.due.take_if(|due| *due <= now).is_none() {
                    return;
                }
                tap.asked = Some(number);
                let wish = Wish::ReadTap { delivery_stream_arn: self.arn.clone(), from: tap.next };
                errands.push_back(Errand { asker: asker.clone(), purpose: Purpose::Tap(number), wish });
            }
        }
    }

    /// Takes what came of a question; nothing where it is not waited for any more. Shards are spread over so many in-application
    /// streams.
    pub(super) fn take(
        &mut self,
        purpose: Purpose,
        outcome: Outcome,
        streams: usize,
        now: Instant,
    ) -> Brought {
        let brought = match (&mut self.kind, purpose) {
            (Kind::Stream { reading, .. }, Purpose::Shards) => {
                Brought { refused: reading.take_shards(outcome, now), ..Brought::default() }
            }
            (Kind::Stream { reading, .. }, Purpose::Shard(shard)) => {
                let refused = match &outcome {
                    Outcome::Failed(refused) => Some(refused.clone()),
                    _ => None,
                };
                let records = reading.take_read(shard, outcome, now).into_iter();
                let records = records.map(|record| Record::of_shard(shard, record)).collect();
                Brought { records, refused, missed: 0 }
            }
            (Kind::DeliveryStream(tap), Purpose::Tap(number)) if tap.asked == Some(number) => {
                tap.take(outcome, now)
            }
            _ => Brought::default(),
        };
        self.settle(streams);
        brought
    }

    /// Spreads the shards anew over so many in-application streams.
    pub(super) fn spread(&mut self, streams: usize) {
        if let Kind::Stream { homes, .. } = &mut self.kind {
            homes.clear();
        }
        self.settle(streams);
    }

    /// Gives each shard that begins to be read the in-application stream that has the fewest.
    fn settle(&mut self, streams: usize) {
        let Kind::Stream { reading, homes } = &mut self.kind else { return };
        for shard in reading.open() {
            if homes.contains_key(&shard) {
                continue;
            }
            let shards_of =
                |home: usize| reading.open().filter(|shard| homes.get(shard) == Some(&home)).count();
            let home = (0..streams).min_by_key(|home| shards_of(*home)).unwrap_or(0);
            homes.insert(shard, home);
        }
    }

    /// The in-application stream that records of a channel come into.
    pub(super) fn home(&self, channel: Channel) -> usize {
        match (&self.kind, channel) {
            (Kind::Stream { homes, .. }, Some(shard)) => homes.get(&shard).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// Says which in-application stream records of a channel come into.
    pub(super) fn set_home(&mut self, channel: Channel, home: usize) {
        if let (Kind::Stream { homes, .. }, Some(shard)) = (&mut self.kind, channel) {
            homes.insert(shard, home);
        }
    }

    /// Whether a record was read, or is gone.
    pub(super) fn has_passed(&self, mark: Mark) -> bool {
        match (&self.kind, mark) {
            (Kind::Stream { reading, .. }, Mark::Shard(shard, number)) => reading.has_passed(shard, number),
            (Kind::DeliveryStream(tap), Mark::Tap(number)) => tap.next.is_some_and(|next| number < next),
            _ => true,
        }
    }
}

impl Tap {
    fn take(&mut self, outcome: Outcome, now: Instant) -> Brought {
        self.asked = None;
        self.due = Some(now + PAUSE);
        let tapped = match outcome {
            Outcome::Tapped(tapped) => tapped,
            Outcome::Failed(refused) => {
                let is_told = core::mem::replace(&mut self.is_missed, true);
                return Brought { refused: Some(refused).filter(|_| !is_told), ..Brought::default() };
            }
            _ => return Brought::default(),
        };
        self.is_missed = false;
        let Tapped { records, next, millis_behind, lost } = tapped;
        self.next = Some(next);
        self.millis_behind = millis_behind;
        let record = |TappedRecord { number, arrived, data }| Record {
            mark: Mark::Tap(number),
            partition_key: String::new(),
            arrived,
            data,
        };
        Brought { records: records.into_iter().map(record).collect(), refused: None, missed: lost }
    }
}

impl Record {
    fn of_shard(shard: ShardId, record: ReadRecord) -> Self {
        let ReadRecord { sequence_number, partition_key, arrived, data } = record;
        Self { mark: Mark::Shard(shard, sequence_number), partition_key, arrived, data }
    }
}

impl InputSource {
    /// Its ARN.
    pub(in crate::analytics) fn arn(&self) -> &str {
        match self {
            Self::Stream(resource) | Self::DeliveryStream(resource) => &resource.arn,
        }
    }
}
