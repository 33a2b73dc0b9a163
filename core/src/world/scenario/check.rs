//! What can be in no scenario, whatever there is when its time comes.

use alloc::format;

use litemap::LiteMap;

#[cfg(feature = "firehose")]
use super::deliveries;
use super::{Keys, ProducerPlan, ReaderPlan, Scenario, VERSION};
use crate::error::LoadError;

impl Scenario {
    pub(super) fn check(&self) -> Result<(), LoadError> {
        if self.version != VERSION {
            let text =
                format!("The scenario has version {}; this program reads version {VERSION}.", self.version);
            return Err(LoadError::new(text));
        }
        let mut names: LiteMap<_, _> = LiteMap::new();
        let producers = self.producers.iter().map(|producer| &producer.name);
        for name in producers.chain(self.readers.iter().map(|reader| &reader.name)) {
            if names.insert(name, ()).is_some() {
                return Err(LoadError::new(format!("Two actors are named {name:?}; names must differ.")));
            }
        }
        for ProducerPlan { name, stream, operation, .. } in &self.producers {
            if !operation.is_of_firehose() {
                self.check_stream(name, stream, true)?;
            } else if !self.has_delivery_stream(stream) {
                return Err(LoadError::new(format!(
                    "{name:?} puts into delivery stream {stream:?}, which is not in \"delivery_streams\" of \"deliveries\"."
                )));
            }
        }
        self.readers.iter().try_for_each(|reader| self.check_stream(&reader.name, &reader.stream, false))?;
        self.inputs.iter().try_for_each(|input| input.action.check())?;
        self.producers.iter().try_for_each(ProducerPlan::check)?;
        self.readers.iter().try_for_each(ReaderPlan::check)
    }

    /// Whether the stream of an actor is there. One who puts may have meant a delivery stream.
    fn check_stream(&self, actor: &str, stream: &str, puts: bool) -> Result<(), LoadError> {
        if self.streams.iter().any(|plan| plan.name == stream) {
            return Ok(());
        }
        let mut text = format!("{actor:?} uses stream {stream:?}, which is not in \"streams\".");
        if puts && self.has_delivery_stream(stream) {
            text += " The delivery stream of this name takes \"operation\": \"PutRecordBatch\".";
        }
        Err(LoadError::new(text))
    }

    #[cfg(feature = "firehose")]
    fn has_delivery_stream(&self, name: &str) -> bool {
        self.deliveries
            .delivery_streams
            .iter()
            .any(|input| deliveries::name_in(input).as_deref() == Some(name))
    }

    /// An engine without Firehose has none.
    #[cfg(not(feature = "firehose"))]
    #[allow(clippy::unused_self, reason = "as with Firehose")]
    fn has_delivery_stream(&self, _: &str) -> bool {
        false
    }
}

impl ProducerPlan {
    /// Records of one batch, so that a wrong rate cannot stop the world.
    const BATCH_RECORDS_MAX: u64 = 100_000;
    const RECORD_BYTES_MAX: u32 = 10 * 1024 * 1024;

    /// Whether a producer could do so.
    ///
    /// # Errors
    /// Which number or key cannot be.
    pub fn check(&self) -> Result<(), LoadError> {
        let wrong = |what: &str| Err(LoadError::new(format!("Producer {:?}: {what}.", self.name)));
        if !(1..=3_600_000).contains(&self.batch_ms) {
            return wrong("batch_ms must be from 1 to 3600000");
        }
        if Self::BATCH_RECORDS_MAX < self.records_per_second.millionths_per(self.batch_ms) / 1_000_000 {
            return wrong(
                "a batch would hold more than 100000 records; lower records_per_second or batch_ms",
            );
        }
        if Self::RECORD_BYTES_MAX < self.record_bytes {
            return wrong("record_bytes must be at most 10485760");
        }
        match &self.keys {
            Keys::Fixed { key } | Keys::Hot { key, .. } if !(1..=256).contains(&key.chars().count()) => {
                wrong("a key must have 1 to 256 characters")
            }
            Keys::Sequential { prefix, .. } if prefix.chars().count() > 240 => {
                wrong("a prefix must have at most 240 characters")
            }
            Keys::Sequential { count: 0, .. } | Keys::Zipf { count: 0 } => wrong("count must be at least 1"),
            Keys::Zipf { count } if *count > 1_000_000 => wrong("count must be at most 1000000"),
            _ => Ok(()),
        }
    }
}

impl ReaderPlan {
    pub(in crate::world) fn check(&self) -> Result<(), LoadError> {
        let wrong = |what: &str| Err(LoadError::new(format!("Reader {:?}: {what}.", self.name)));
        if self.fan_out && !cfg!(feature = "subscriptions") {
            return wrong("fan_out needs consumers, which this engine was built without");
        }
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_.-".contains(letter);
        if self.fan_out && !((1..=128).contains(&self.name.len()) && self.name.chars().all(is_plain)) {
            return wrong(
                "the name of a consumer has 1 to 128 letters, digits, dots, dashes and underscores",
            );
        }
        if 86_400_000 < self.checkpoint_ms {
            return wrong("checkpoint_ms must be at most 86400000");
        }
        if !(1..=86_400_000).contains(&self.poll_ms) {
            return wrong("poll_ms must be from 1 to 86400000");
        }
        if !(1..=10_000).contains(&self.limit) {
            return wrong("limit must be from 1 to 10000");
        }
        Ok(())
    }
}
