//! How what is on its way is stored: the bytes of records once, however many of them share these.
//!
//! Up to 500 records that came out of one share the bytes of that one, in whichever buffers they wait, and a record that is also
//! kept for backups is in two. Stored each by itself, one record could become half a gigabyte.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Flow;
use super::buffer::Buffer;
use super::delivery::Delivery;
use super::entry::Entry;
use super::invocation::Invocation;

/// A flow without the bytes of its records.
struct Bare<F>(F);

impl Serialize for Bare<&Flow> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Flow::serialize(self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Bare<Flow> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Flow::deserialize(deserializer).map(Self)
    }
}

/// All bytes of records, each once.
#[derive(Default)]
struct Pool<'f> {
    bytes: Vec<&'f [u8]>,
    /// By where they are in memory, which is never stored: places count up as records come.
    places: BTreeMap<(usize, usize), u32>,
}

impl<'f> Pool<'f> {
    /// The place of these bytes.
    fn place(&mut self, bytes: &'f Arc<[u8]>) -> u32 {
        let Self { bytes: all, places } = self;
        *places.entry((bytes.as_ptr() as usize, bytes.len())).or_insert_with(|| {
            all.push(bytes);
            all.len() as u32 - 1
        })
    }
}

impl Serialize for Flow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pool = Pool::default();
        let places: Vec<(u32, u32)> =
            self.entries().map(|entry| (pool.place(&entry.raw), pool.place(&entry.data))).collect();
        (Bare(self), pool.bytes, places).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Flow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type Stored = (Bare<Flow>, Vec<Arc<[u8]>>, Vec<(u32, u32)>);
        let (Bare(mut flow), bytes, places) = Stored::deserialize(deserializer)?;
        let missing = || D::Error::custom("a record on its way has no bytes");
        let at = |place: u32| bytes.get(place as usize).cloned().ok_or_else(missing);
        let mut places = places.into_iter();
        for entry in flow.entries_mut() {
            let (raw, data) = places.next().ok_or_else(missing)?;
            (entry.raw, entry.data) = (at(raw)?, at(data)?);
        }
        Ok(flow)
    }
}

impl Flow {
    /// All records on their way, and what is kept or told of them.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let Self { function, data, backup, failures, invocations, deliveries, .. } = self;
        let buffers = function.iter().chain(data.values()).chain(backup).chain(failures.values());
        let invocations = invocations.iter().map(Invocation::entries);
        let deliveries = deliveries.iter().map(Delivery::entries);
        buffers.map(Buffer::entries).chain(invocations).chain(deliveries).flatten()
    }

    /// The same in the same order, to change them.
    fn entries_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        let Self { function, data, backup, failures, invocations, deliveries, .. } = self;
        let data = data.iter_mut().map(|(_, buffer)| buffer);
        let failures = failures.iter_mut().map(|(_, buffer)| buffer);
        let buffers = function.iter_mut().chain(data).chain(backup).chain(failures);
        let invocations = invocations.iter_mut().map(Invocation::entries_mut);
        let deliveries = deliveries.iter_mut().map(|delivery| &mut delivery.entries[..]);
        buffers.map(Buffer::entries_mut).chain(invocations).chain(deliveries).flatten()
    }
}
