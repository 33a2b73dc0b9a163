//! Log groups and the streams in them.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::shapes::LogGroupClass;
use crate::time::Instant;

/// A log group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LogGroup {
    pub(super) class: LogGroupClass,
    /// The key that it was to be encrypted with.
    pub(super) kms_key_id: Option<String>,
    pub(super) created: Instant,
    /// What was ever written, in bytes.
    pub(super) stored_bytes: u64,
    pub(super) streams: BTreeMap<Arc<str>, LogStream>,
}

/// A stream of a log group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LogStream {
    /// No other stream of the account ever has it.
    pub(super) id: u64,
    pub(super) created: Instant,
    /// When the first event was and when the last, once there are any.
    pub(super) times: Option<(Instant, Instant)>,
}

impl LogGroup {
    /// A group without streams.
    pub(super) fn new(class: LogGroupClass, kms_key_id: Option<String>, now: Instant) -> Self {
        Self { class, kms_key_id, created: now, stored_bytes: 0, streams: BTreeMap::new() }
    }

    /// The id of the stream of this name, which is made if it is not there.
    pub(super) fn stream_or_new(&mut self, name: &str, count: &mut u64, now: Instant) -> u64 {
        if let Some(stream) = self.streams.get(name) {
            return stream.id;
        }
        let id = *count;
        *count += 1;
        self.streams.insert(name.into(), LogStream { id, created: now, times: None });
        id
    }

    /// Notes that an event was written.
    pub(super) fn note_event(&mut self, stream: &str, bytes: usize, now: Instant) {
        self.stored_bytes += bytes as u64;
        if let Some(stream) = self.streams.get_mut(stream) {
            let first = stream.times.map_or(now, |(first, _)| first);
            stream.times = Some((first, now));
        }
    }
}
