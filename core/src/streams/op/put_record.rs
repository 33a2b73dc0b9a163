use super::super::shapes::{EncryptionType, HASH_KEY, SEQUENCE_NUMBER, STREAM_ARN, STREAM_ID, STREAM_NAME};
use super::super::{Stream, Streams};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::{AccountId, HashKey, SequenceNumber, ShardId};
use crate::time::Instant;

pub(super) const PARTITION_KEY: Rules = Rules::NONE.length(1, 256);
/// The greatest that a stream's own limit can be.
pub(super) const DATA: Rules = Rules::NONE.length(0, 10 * 1024 * 1024);

crate::input! {
    /// One record for one stream. Member order: kinesalite `validations/putRecord.js`, 2020.
    pub struct PutRecordInput<'a> {
        /// A number that the record's must exceed.
        sequence_number_for_ordering: Option<&'a str> = "SequenceNumberForOrdering", SEQUENCE_NUMBER;
        /// Its MD5 picks the shard.
        partition_key: &'a str = "PartitionKey", PARTITION_KEY;
        /// Picks the shard instead of the partition key.
        explicit_hash_key: Option<&'a str> = "ExplicitHashKey", HASH_KEY;
        /// The payload.
        data: &'a [u8] = "Data", DATA;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// Check everything and write nothing.
        dry_run: Option<bool> = "DryRun", Rules::NONE;
    }
}

crate::output! {
    /// Where the record went.
    pub struct PutRecordOutput {
        /// The shard.
        shard_id: ShardId = "ShardId";
        /// Its number there.
        sequence_number: SequenceNumber = "SequenceNumber";
        /// Given only where records are encrypted.
        encryption_type: Option<EncryptionType> = "EncryptionType";
    }
}

/// Appends one record to the open shard whose hash-key range holds its key.
pub struct PutRecord;

impl Operation for PutRecord {
    const NAME: &'static str = "PutRecord";
    const ERRORS: &'static [Code] = &[
        Code::DryRunOperation,
        Code::InvalidArgument,
        Code::ProvisionedThroughputExceeded,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = PutRecordInput<'a>;
    type Output<'s> = PutRecordOutput;

    fn run(streams: &mut Streams, input: PutRecordInput<'_>, now: Instant) -> Result<PutRecordOutput, Error> {
        // The order of these lines is the order in which the service reports errors.
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = writable(streams, name)?;
        let hash_key = hash_key(input.partition_key, input.explicit_hash_key)?;
        if let Some(number) = input.sequence_number_for_ordering {
            check_ordering(number, name, streams.account, now)?;
        }
        check_size(stream, "data", input.partition_key, input.data)?;
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let (account, enforce_limits) = (streams.account, streams.settings.enforce_limits);
        let stream = streams.streams.get_mut(name).expect("it was found above");
        let shard = stream.open_shard_to_put(hash_key);
        let shard_id = shard.id;
        let size = input.partition_key.len() + input.data.len();
        let taken = shard.take_write(size.div_ceil(1_024) as u64, enforce_limits, now);
        let put = match taken {
            Ok(()) => Ok(shard.append(input.partition_key, hash_key, input.data, now)),
            Err(limit) => {
                shard.refuse(size, limit);
                Err(Error::rate_exceeded(shard_id, name, account))
            }
        };
        stream.flush_tallies(&mut streams.facts);
        let trim_due = now + stream.retention;
        streams.wake_by(trim_due);
        streams.evict(name);
        put.map(|sequence_number| PutRecordOutput { shard_id, sequence_number, encryption_type: None })
    }
}

/// The stream, if records may be put; one that is not yet or no longer there counts as absent.
pub(super) fn writable<'s>(streams: &'s Streams, name: &str) -> Result<&'s Stream, Error> {
    let stream = streams.find(name)?;
    if stream.is_writable() { Ok(stream) } else { Err(Error::stream_not_found(name, streams.account)) }
}

pub(super) fn hash_key(partition_key: &str, explicit: Option<&str>) -> Result<HashKey, Error> {
    match explicit {
        Some(text) => HashKey::parse(text).ok_or_else(|| Error::hash_key_out_of_range(text)),
        None => Ok(HashKey::of_partition_key(partition_key)),
    }
}

pub(super) fn check_size(stream: &Stream, path: &str, key: &str, data: &[u8]) -> Result<(), Error> {
    let limit = stream.record_kib_max as usize * 1_024;
    if key.len() + data.len() <= limit {
        return Ok(());
    }
    Err(Error::record_too_large(path, data.len(), limit))
}

/// The number must decode and must not come from the future; it may be of another stream.
/// Observed: kinesalite `actions/putRecord.js`, 2020.
fn check_ordering(number: &str, stream: &str, account: AccountId, now: Instant) -> Result<(), Error> {
    let now_secs = super::super::stream::epoch_secs(now);
    match SequenceNumber::parse(number) {
        Some(decoded) if decoded.time_secs <= now_secs => Ok(()),
        _ => Err(Error::bad_ordering_number(number, stream, account)),
    }
}
