//! What lessons ask of the past: folded from facts, because the list of facts forgets.
//!
//! All streams of one name are one here, in whichever account and region: a session has one of each.

mod deliveries;

use alloc::string::String;

pub(super) use deliveries::{DeliveryDeeds, ManifestDeeds};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::error::Code;
use crate::fact::Event;
use crate::time::Instant;

/// A reader that is so far behind is late.
pub(super) const LATE_MS: u64 = 1_000;

/// What became of one stream.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct StreamDeeds {
    /// Records put.
    pub(super) put: u64,
    /// Records that GetRecords gave.
    pub(super) got: u64,
    pub(super) splits: u32,
    pub(super) merges: u32,
    /// Children of a split that opened until its other one did.
    half_split: bool,
    /// When somebody last was late.
    pub(super) late_at: Option<Instant>,
    /// When a read was last refused.
    pub(super) read_refused_at: Option<Instant>,
}

/// How far somebody came with an iterator that expired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Expiry {
    /// None expired.
    #[default]
    None,
    /// A read was refused for it.
    Expired,
    /// Another iterator was got.
    Replaced,
    /// Records were read again.
    Recovered,
}

/// What became of all streams.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Deeds {
    streams: LiteMap<String, StreamDeeds>,
    pub(super) expiry: Expiry,
    delivery_streams: LiteMap<String, DeliveryDeeds>,
    pub(super) manifests: ManifestDeeds,
}

impl Deeds {
    pub(super) fn of(&self, stream: &str) -> Option<&StreamDeeds> {
        self.streams.get(stream)
    }

    /// Enters a fact.
    pub(super) fn read(&mut self, event: &Event, now: Instant) {
        match event {
            Event::StreamStatusChanged { stream, status: None } => _ = self.streams.remove(&**stream),
            Event::ShardOpened { stream, parents, .. } => self.enter(stream).open(parents.len()),
            Event::RecordsAccepted { stream, count, .. } => {
                self.enter(stream).put += u64::from(*count);
            }
            Event::RecordsRead { stream, count, millis_behind_latest, .. } => {
                if self.expiry == Expiry::Replaced && 0 < *count {
                    self.expiry = Expiry::Recovered;
                }
                let deeds = self.enter(stream);
                deeds.got += u64::from(*count);
                deeds.note_lag(*millis_behind_latest, now);
            }
            Event::RecordsDelivered { stream, millis_behind_latest, .. } => {
                self.enter(stream).note_lag(*millis_behind_latest, now);
            }
            Event::ReadRefused { stream, .. } => self.enter(stream).read_refused_at = Some(now),
            Event::Call { operation, error } => self.call(operation, error.as_deref()),
            event => self.read_delivery(event),
        }
    }

    fn enter(&mut self, stream: &str) -> &mut StreamDeeds {
        if !self.streams.contains_key(stream) {
            self.streams.insert(stream.into(), StreamDeeds::default());
        }
        self.streams.get_mut(stream).expect("it was entered")
    }

    fn call(&mut self, operation: &str, error: Option<&str>) {
        self.expiry = match (operation, error, self.expiry) {
            ("GetRecords", Some(name), expiry) if name == Code::ExpiredIterator.name() => {
                expiry.max(Expiry::Expired)
            }
            ("GetShardIterator", None, Expiry::Expired) => Expiry::Replaced,
            (_, _, expiry) => expiry,
        };
    }
}

impl StreamDeeds {
    /// A shard opened that came from so many.
    fn open(&mut self, parents: usize) {
        match parents {
            // Two shards open for one split.
            1 => {
                self.splits += u32::from(self.half_split);
                self.half_split = !self.half_split;
            }
            2 => self.merges += 1,
            _ => {}
        }
    }

    fn note_lag(&mut self, millis: u64, now: Instant) {
        if LATE_MS <= millis {
            self.late_at = Some(now);
        }
    }
}
