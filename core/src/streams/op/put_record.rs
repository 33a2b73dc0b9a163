use super::super::shapes::{
    EncryptionType, HASH_KEY, RecordDistributionStrategy, SEQUENCE_NUMBER, STREAM_ARN, STREAM_ID, STREAM_NAME,
};
use super::super::{Stream, Streams};
use super::put_records::{Checked, put_each};
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
        /// Its MD5 picks the shard. It may be left out where the stream spreads its records by itself.
        partition_key: Option<&'a str> = "PartitionKey", PARTITION_KEY;
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
        Code::KmsAccessDenied,
        Code::KmsDisabled,
        Code::KmsInvalidState,
        Code::KmsNotFound,
        Code::KmsOptInRequired,
        Code::KmsThrottling,
        Code::ProvisionedThroughputExceeded,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    const IS_DATA: bool = true;
    type State = Streams;
    type Input<'a> = PutRecordInput<'a>;
    type Output<'s> = PutRecordOutput;

    fn run(streams: &mut Streams, input: PutRecordInput<'_>, now: Instant) -> Result<PutRecordOutput, Error> {
        // The order of these lines is the order in which the service reports errors.
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = writable(streams, name)?;
        let hash_key = hash_key(stream, 0, input.partition_key, input.explicit_hash_key)?;
        let hash_key = hash_key.ok_or_else(|| Error::partition_keys_missing(&["partitionKey".into()]))?;
        if let Some(number) = input.sequence_number_for_ordering {
            check_ordering(number, name, streams.account, now)?;
        }
        let partition_key = input.partition_key.unwrap_or_default();
        check_size(stream, "data", partition_key, input.data)?;
        check_encryption(streams, stream)?;
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let encryption_type = stream.encryption_type_if_any();
        let record = Checked { partition_key, hash_key, data: input.data };
        let mut put = None;
        put_each(streams, Self::NAME, name, [record].into_iter(), now, |outcome| put = Some(outcome));
        let (shard_id, sequence_number) = put.expect("one record has one outcome")?;
        Ok(PutRecordOutput { shard_id, sequence_number, encryption_type })
    }
}

/// The stream, if records may be put; one that is not yet or no longer there counts as absent.
pub(super) fn writable<'s>(streams: &'s Streams, name: &str) -> Result<&'s Stream, Error> {
    let stream = streams.find(name)?;
    if stream.is_writable() { Ok(stream) } else { Err(Error::stream_not_found(name, streams.account)) }
}

/// The key that picks the shard of a call's record at `index`; `None` where it is missing.
pub(super) fn hash_key(
    stream: &Stream,
    index: usize,
    partition_key: Option<&str>,
    explicit: Option<&str>,
) -> Result<Option<HashKey>, Error> {
    let parse = |text| HashKey::parse(text).ok_or_else(|| Error::hash_key_out_of_range(text));
    let explicit = explicit.map(parse).transpose()?;
    if stream.distribution == RecordDistributionStrategy::Auto {
        return Ok(Some(stream.spread(index as u64)));
    }
    Ok(partition_key.map(|key| explicit.unwrap_or_else(|| HashKey::of_partition_key(key))))
}

pub(super) fn check_size(stream: &Stream, path: &str, key: &str, data: &[u8]) -> Result<(), Error> {
    let limit = stream.record_kib_max as usize * 1_024;
    let size = key.len() + data.len();
    if size <= limit { Ok(()) } else { Err(Error::record_too_large(path, size, limit)) }
}

/// Refuses a stream whose records cannot be encrypted.
pub(super) fn check_encryption(streams: &Streams, stream: &Stream) -> Result<(), Error> {
    stream.encryption_key.as_ref().map_or(Ok(()), |key| streams.keys.check(key))
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::Settings;
    use crate::streams::tests::{Bench, check};

    const STREAM: &str = r#"CreateStream {"StreamName":"a","ShardCount":2}"#;

    #[test]
    fn the_key_or_the_explicit_hash_key_picks_the_shard() {
        let script = [
            STREAM,
            r#"PutRecord {"StreamName":"a","PartitionKey":"a","Data":"aGVsbG8="}
               PutRecord {"StreamName":"a","PartitionKey":"b","Data":"aGVsbG8="}
               PutRecord {"StreamName":"a","PartitionKey":"b","Data":"","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"b","Data":"","ExplicitHashKey":"340282366920938463463374607431768211455"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000001","SequenceNumber":"49670424472753470606260425006285630069357503715081191442"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            PutRecord: {"ShardId":"shardId-000000000001","SequenceNumber":"49670424472753470606260425006286838995177118344255897618"}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"PutRecord {"Data":5,"PartitionKey":true}
               PutRecord {"Data":"abc","PartitionKey":"k"}
               PutRecord {}
               PutRecord {"StreamName":"a","PartitionKey":"","Data":"","ExplicitHashKey":"01","SequenceNumberForOrdering":"x"}
               PutRecord {"PartitionKey":"k","Data":""}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"","ExplicitHashKey":"340282366920938463463374607431768211456"}"#,
            STREAM,
            r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"","ExplicitHashKey":"340282366920938463463374607431768211456","SequenceNumberForOrdering":"3"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"","SequenceNumberForOrdering":"49646437577119626789516141717395488358902152971748900867"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"","SequenceNumberForOrdering":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"","DryRun":true}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
                PutRecord: SerializationException: class java.lang.Boolean can not be converted to an String
                PutRecord: SerializationException: 'abc' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 3
                PutRecord: ValidationException: 1 validation error detected: Value null at 'data' failed to satisfy constraint: Member must not be null
                PutRecord: ValidationException: 3 validation errors detected: Value 'x' at 'sequenceNumberForOrdering' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(0|([1-9]\d{0,128}))$; Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '01' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(0|([1-9]\d{0,38}))$
                PutRecord: InvalidArgumentException: Either StreamName or StreamARN must be given.
                PutRecord: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                PutRecord: InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456
                PutRecord: InvalidArgumentException: ExclusiveMinimumSequenceNumber 49646437577119626789516141717395488358902152971748900867 used in PutRecord on stream a under account 000000000000 is invalid.
                PutRecord: {"ShardId":"shardId-000000000001","SequenceNumber":"49670424472753470606260425006285630069357503715081191442"}
                PutRecord: DryRunOperationException: Request would have succeeded, but DryRun flag is set.
            "#]],
        );
    }

    #[test]
    fn a_record_may_have_as_many_bytes_as_its_stream_allows_key_included() {
        let data = crate::wire::base64::encode(&[0; 1_048_575]);
        let script = alloc::format!(
            "{STREAM}\nPutRecord {{\"StreamName\":\"a\",\"PartitionKey\":\"k\",\"Data\":\"{data}\"}}\n\
             PutRecord {{\"StreamName\":\"a\",\"PartitionKey\":\"kk\",\"Data\":\"{data}\"}}"
        );
        check(
            &script,
            expect![[r#"
            CreateStream: done
            PutRecord: {"ShardId":"shardId-000000000001","SequenceNumber":"49670424472753470606260425006285630069357503715081191442"}
            PutRecord: ValidationException: 1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]' at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576
        "#]],
        );
    }

    #[test]
    fn a_shard_takes_1000_records_a_second() {
        let settings = Settings { enforce_limits: true, ..Settings::default() };
        let mut bench = Bench::new(settings);
        bench.run(STREAM);
        let put = r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}"#;
        assert!((0..1_000).all(|_| bench.run(put).contains("SequenceNumber")));
        expect!["ProvisionedThroughputExceededException: Rate exceeded for shard shardId-000000000001 in stream a under account 000000000000."]
            .assert_eq(&bench.run(put));
    }
}
