//! A record as the viewer keeps it.

use kinetoscope::time::Instant;
use kinetoscope::wire::base64;
use serde_json::Value;

use super::super::overview::instant;

/// Of a value larger than this only the beginning is kept; the rest is read when somebody opens it.
pub(super) const KEPT_BYTES_MAX: usize = 64 * 1_024;
/// How much of a value the list shows, and how much is kept of a large one.
pub(super) const PREVIEW_BYTES: usize = 2 * 1_024;

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    pub(super) shard: String,
    pub(super) sequence_number: String,
    pub(super) arrived: Instant,
    /// When the viewer read it.
    pub(super) read: Instant,
    pub(super) key: String,
    /// Size of the value.
    pub(super) bytes: usize,
    /// The value in base64, or the beginning of a large one.
    data: String,
}

impl Record {
    /// Reads a record of an answer of GetRecords.
    pub(super) fn of_answer(shard: &str, record: &Value, read: Instant) -> Option<Self> {
        let text = |name: &str| record[name].as_str().map(str::to_owned);
        let mut data = text("Data")?;
        let bytes = decoded_bytes(&data);
        if KEPT_BYTES_MAX < bytes {
            data.truncate(base64_of(PREVIEW_BYTES));
            data.shrink_to_fit();
        }
        Some(Self {
            shard: shard.to_owned(),
            sequence_number: text("SequenceNumber")?,
            arrived: instant(&record["ApproximateArrivalTimestamp"])?,
            read,
            key: text("PartitionKey")?,
            bytes,
            data,
        })
    }

    /// Number of its shard.
    pub(super) fn shard_number(&self) -> u32 {
        number_of(&self.shard)
    }

    /// The value in base64, unless it is too large to be kept.
    pub(super) fn whole(&self) -> Option<&str> {
        (self.bytes <= KEPT_BYTES_MAX).then_some(&self.data)
    }

    /// The first bytes of the value.
    pub(super) fn beginning(&self, bytes: usize) -> Vec<u8> {
        let end = base64_of(bytes).min(self.data.len());
        base64::decode(&self.data[..end]).unwrap_or_default()
    }

    /// All that is kept of the value.
    pub(super) fn kept(&self) -> Vec<u8> {
        base64::decode(&self.data).unwrap_or_default()
    }

    /// The beginning of the value on one line.
    pub(super) fn preview(&self) -> String {
        one_line(&self.beginning(PREVIEW_BYTES))
    }
}

/// Number in a shard's id.
pub(super) fn number_of(shard: &str) -> u32 {
    kinetoscope::ids::ShardId::parse(shard).map_or(0, |id| id.0)
}

/// Bytes that a base64 text stands for.
pub(super) fn decoded_bytes(base64: &str) -> usize {
    let padding = base64.bytes().rev().take_while(|&byte| byte == b'=').count();
    (base64.len() / 4 * 3).saturating_sub(padding)
}

/// Characters of base64 that hold at least so many bytes and can be decoded by themselves.
pub(super) fn base64_of(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

/// Bytes as text on one line: what cannot be printed is a dot.
fn one_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars()
        .map(|letter| if letter.is_control() || letter == '\u{fffd}' { '\u{b7}' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(value: &[u8]) -> Record {
        let record = json!({
            "SequenceNumber": "49", "ApproximateArrivalTimestamp": 1_767_225_601.25,
            "PartitionKey": "user-1", "Data": base64::encode(value),
        });
        Record::of_answer("shardId-000000000003", &record, Instant::from_secs(0)).unwrap()
    }

    #[test]
    fn a_record_tells_its_size_and_shows_what_can_be_printed() {
        let record = of(b"a\nb\xff");
        assert_eq!(
            (record.bytes, record.preview().as_str(), record.shard_number()),
            (4, "a\u{b7}b\u{b7}", 3)
        );
        assert_eq!(record.arrived, Instant::from_micros(1_767_225_601_250_000));
    }

    #[test]
    fn of_a_large_value_only_the_beginning_is_kept() {
        let (fits, large) = (of(&[b'x'; KEPT_BYTES_MAX]), of(&[b'x'; KEPT_BYTES_MAX + 1]));
        assert_eq!(fits.kept().len(), KEPT_BYTES_MAX);
        assert!(fits.whole().is_some() && large.whole().is_none());
        assert_eq!(large.bytes, KEPT_BYTES_MAX + 1);
        assert!((PREVIEW_BYTES..PREVIEW_BYTES + 3).contains(&large.kept().len()));
    }
}
