//! What lessons ask of deliveries.

use alloc::string::{String, ToString};

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::Deeds;
use crate::fact::{DeliveryStreamEvent, Event};
use crate::firehose::SKIPPED_MANIFESTS;

/// What became of one delivery stream.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::world) struct DeliveryDeeds {
    /// Deliveries of data, by why their buffer closed.
    pub(in crate::world) closed_by: LiteMap<String, u64>,
    /// Records that objects for errors tell of, by the kind of error.
    pub(in crate::world) told_failed: LiteMap<String, u64>,
    /// Deliveries that were given up.
    pub(in crate::world) given_up: u64,
    /// Manifests that were copied by hand, and rows that came so.
    pub(in crate::world) copied: (u64, u64),
}

/// What became of lists of objects that could not be copied.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::world) struct ManifestDeeds {
    /// How often somebody read one.
    pub(in crate::world) read: u64,
}

impl Deeds {
    /// What became of each delivery stream.
    pub(in crate::world) fn delivery_streams(&self) -> impl Iterator<Item = &DeliveryDeeds> {
        self.delivery_streams.values()
    }

    pub(in crate::world) fn of_delivery_stream(&self, name: &str) -> Option<&DeliveryDeeds> {
        self.delivery_streams.get(name)
    }

    /// Enters a fact of deliveries; others change nothing.
    pub(super) fn read_delivery(&mut self, event: &Event) {
        match event {
            Event::DeliveryStream { delivery_stream, event } => self.delivery(delivery_stream).read(event),
            Event::CopyRun { delivery_stream, rows, error: None, .. } => {
                let (manifests, all) = &mut self.delivery(delivery_stream).copied;
                (*manifests, *all) = (*manifests + 1, *all + rows);
            }
            Event::ObjectRead { key, .. } => {
                self.manifests.read += u64::from(key.starts_with(SKIPPED_MANIFESTS));
            }
            _ => {}
        }
    }

    fn delivery(&mut self, name: &str) -> &mut DeliveryDeeds {
        if !self.delivery_streams.contains_key(name) {
            self.delivery_streams.insert(name.into(), DeliveryDeeds::default());
        }
        self.delivery_streams.get_mut(name).expect("it was entered")
    }
}

impl DeliveryDeeds {
    fn read(&mut self, event: &DeliveryStreamEvent) {
        match event {
            DeliveryStreamEvent::Delivered { lane, cause, records, .. } => match &**lane {
                "data" => *self.closed_by.entry(cause.to_string()).or_default() += 1,
                kind => *self.told_failed.entry(kind.to_string()).or_default() += records,
            },
            DeliveryStreamEvent::DeliveryFailed { next: None, .. } => self.given_up += 1,
            _ => {}
        }
    }
}
