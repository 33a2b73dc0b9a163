//! A delivery stream: its state, its configuration and what is on its way through it.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::configuration::destination::Destination;
use super::configuration::encryption::{DeliveryStreamEncryption, DeliveryStreamEncryptionStatus};
use super::configuration::source::{DirectPutSource, KinesisStreamSource};
use super::flow::Flow;
use super::shapes::{DeliveryStreamStatus, DeliveryStreamType};
use super::throughput::Throughput;
use crate::fact::Event;
use crate::time::Instant;

/// The one destination that a stream has.
pub(super) const DESTINATION_ID: &str = "destinationId-000000000001";

/// Where records come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Producers put them.
    DirectPut(Option<DirectPutSource>),
    /// A stream is read.
    KinesisStream(KinesisStreamSource),
}

/// A change that ends later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Change {
    Create,
    Delete,
}

/// A delivery stream of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeliveryStream {
    /// Its name.
    pub name: Arc<str>,
    /// Its state.
    pub status: DeliveryStreamStatus,
    /// Where its records come from.
    pub source: Source,
    /// Where they go.
    pub destination: Destination,
    /// Counts the configurations that it has had.
    pub version: u64,
    /// When it was made.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Option<Instant>,
    pub(super) tags: LiteMap<String, String>,
    pub(super) encryption: DeliveryStreamEncryption,
    /// When encryption changed in the last 24 hours.
    pub(super) encryption_changes: VecDeque<Instant>,
    /// What is left of its quota; nothing until it is first used.
    pub(super) throughput: Option<Throughput>,
    /// What is on its way.
    pub flow: Flow,
    /// What its state will be, and from when on.
    pub(super) pending: Option<(Instant, Change)>,
    /// The same of its encryption.
    pub(super) pending_encryption: Option<(Instant, DeliveryStreamEncryptionStatus)>,
}

impl DeliveryStream {
    /// How the service calls the kind of its source.
    pub fn kind(&self) -> DeliveryStreamType {
        match self.source {
            Source::DirectPut(_) => DeliveryStreamType::DirectPut,
            Source::KinesisStream(_) => DeliveryStreamType::KinesisStreamAsSource,
        }
    }

    /// Whether records that wait are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.encryption.status == Some(DeliveryStreamEncryptionStatus::Enabled)
    }

    pub(super) fn set_status(&mut self, status: DeliveryStreamStatus, facts: &mut VecDeque<Event>) {
        self.status = status;
        let status = Some(Cow::Borrowed(status.as_str()));
        facts.push_back(Event::DeliveryStreamStatusChanged { delivery_stream: self.name.clone(), status });
    }

    /// When a change of its own is next due.
    pub(super) fn change_due(&self) -> Option<Instant> {
        let state = self.pending.map(|(due, _)| due);
        let encryption = self.pending_encryption.map(|(due, _)| due);
        state.into_iter().chain(encryption).min()
    }

    /// Completes the change of its encryption.
    pub(super) fn complete_encryption(&mut self, now: Instant) {
        let Some((_, status)) = self.pending_encryption.take_if(|(due, _)| *due <= now) else { return };
        self.encryption.status = Some(status);
        if status == DeliveryStreamEncryptionStatus::Disabled {
            self.encryption.key_arn = None;
            self.encryption.key_type = None;
        }
    }
}
