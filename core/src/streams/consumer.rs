//! Consumers: readers that a stream knows by name and that have throughput of their own.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::shapes::{ConsumerOutput, ConsumerStatus};
use super::stream::epoch_secs;
use super::subscription::REPEAT_AFTER;
use super::tags::Tags;
use crate::ids::ShardId;
use crate::time::Instant;

/// Consumers that a stream may have, queues counted.
pub const CONSUMERS_MAX: usize = 20;
/// The same for an on-demand stream while its account's commitment holds.
pub const CONSUMERS_MAX_COMMITTED: usize = 50;
/// Consumers of a stream that may be in CREATING at once.
pub(super) const CREATING_MAX: usize = 5;

/// A registered consumer of a stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Consumer {
    /// Its name, unique within the stream.
    pub name: String,
    /// Its state.
    pub status: ConsumerStatus,
    /// When it was registered.
    pub created_at: Instant,
    pub(super) tags: Tags,
    /// The resource policy, as it was put.
    pub(super) policy: Option<String>,
    /// When it becomes ACTIVE, or is gone.
    pub(super) due: Option<Instant>,
    /// When it last subscribed to which shard, for as long as that matters.
    subscribed_at: Vec<(ShardId, Instant)>,
}

impl Consumer {
    pub(super) fn new(name: &str, now: Instant, due: Instant) -> Self {
        Self {
            name: name.into(),
            status: ConsumerStatus::Creating,
            created_at: now,
            tags: Tags::default(),
            policy: None,
            due: Some(due),
            subscribed_at: Vec::new(),
        }
    }

    /// The end of its ARN, which tells consumers of one name apart.
    pub(super) fn created_secs(&self) -> String {
        epoch_secs(self.created_at).to_string()
    }

    pub(super) fn arn(&self, stream_arn: &str) -> String {
        format!("{stream_arn}/consumer/{}:{}", self.name, self.created_secs())
    }

    pub(super) fn describe(&self, stream_arn: &str) -> ConsumerOutput {
        ConsumerOutput {
            consumer_name: self.name.clone(),
            consumer_arn: self.arn(stream_arn),
            consumer_status: self.status,
            consumer_creation_timestamp: self.created_at,
        }
    }

    /// Whether it has subscribed to a shard so lately that it cannot do so again, even if that subscription is over.
    pub(super) fn has_just_subscribed(&self, shard: ShardId, now: Instant) -> bool {
        self.subscribed_at.iter().any(|&(known, at)| known == shard && now.since(at) < REPEAT_AFTER)
    }

    /// Remembers that it subscribes to a shard.
    pub(super) fn subscribe(&mut self, shard: ShardId, now: Instant) {
        self.subscribed_at.retain(|&(_, at)| now.since(at) < REPEAT_AFTER);
        self.subscribed_at.push((shard, now));
    }

    /// Whether it was DELETING until now.
    pub(super) fn is_gone(&self, now: Instant) -> bool {
        self.status == ConsumerStatus::Deleting && self.due.is_some_and(|due| due <= now)
    }

    /// Does what is due: CREATING becomes ACTIVE.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        if self.due.take_if(|due| *due <= now).is_some() {
            self.status = ConsumerStatus::Active;
        }
    }
}
