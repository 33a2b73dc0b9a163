use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{EncryptionType, HASH_KEY, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamMode};
use super::super::{Stream, Streams};
use super::put_record::{DATA, PARTITION_KEY, check_encryption, check_size, hash_key, writable};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::fact::Limit;
use crate::ids::{AccountId, HashKey, SequenceNumber, ShardId};
use crate::time::Instant;

/// Keys and data of one call together.
pub(in crate::streams) const REQUEST_BYTES_MAX: usize = 10 * 1024 * 1024;

crate::input! {
    /// Up to 500 records for one stream.
    pub struct PutRecordsInput<'a> {
        /// The records; the answer has an entry for each, in the same order.
        records: Vec<PutRecordsRequestEntry<'a>> = "Records", Rules::NONE.length(1, 500);
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

crate::input! {
    /// One record of a PutRecords call.
    pub struct PutRecordsRequestEntry<'a> {
        /// Its MD5 picks the shard. It may be left out where the stream spreads its records by itself.
        partition_key: Option<&'a str> = "PartitionKey", PARTITION_KEY;
        /// Picks the shard instead of the partition key.
        explicit_hash_key: Option<&'a str> = "ExplicitHashKey", HASH_KEY;
        /// The payload.
        data: &'a [u8] = "Data", DATA;
    }
}

crate::output! {
    /// What became of each record.
    pub struct PutRecordsOutput {
        /// How many were refused.
        failed_record_count: u32 = "FailedRecordCount";
        /// One entry a record, in the order of the request.
        records: Vec<PutRecordsResultEntry> = "Records";
        /// Given only where records are encrypted.
        encryption_type: Option<EncryptionType> = "EncryptionType";
    }
}

crate::output! {
    /// Either where a record went, or why it did not.
    pub struct PutRecordsResultEntry {
        /// Its number.
        sequence_number: Option<SequenceNumber> = "SequenceNumber";
        /// Its shard.
        shard_id: Option<ShardId> = "ShardId";
        /// The error type.
        error_code: Option<&'static str> = "ErrorCode";
        /// The error's text.
        error_message: Option<String> = "ErrorMessage";
    }
}

/// Appends many records, each to the shard of its key. A record that its shard refuses does not stop the others.
pub struct PutRecords;

impl Operation for PutRecords {
    const NAME: &'static str = "PutRecords";
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
    type Input<'a> = PutRecordsInput<'a>;
    type Output<'s> = PutRecordsOutput;

    fn run(
        streams: &mut Streams,
        input: PutRecordsInput<'_>,
        now: Instant,
    ) -> Result<PutRecordsOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = writable(streams, name)?;
        let hash_keys = check_records(stream, &input.records)?;
        check_encryption(streams, stream)?;
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let mut output = PutRecordsOutput {
            failed_record_count: 0,
            records: Vec::with_capacity(input.records.len()),
            encryption_type: stream.encryption_type_if_any(),
        };
        let checked = input.records.iter().zip(hash_keys).map(|(record, hash_key)| Checked {
            partition_key: record.partition_key.unwrap_or_default(),
            hash_key,
            data: record.data,
        });
        put_each(streams, Self::NAME, name, checked, now, |outcome| {
            output.failed_record_count += u32::from(outcome.is_err());
            output.records.push(outcome.into());
        });
        Ok(output)
    }
}

impl From<Result<(ShardId, SequenceNumber), Error>> for PutRecordsResultEntry {
    fn from(outcome: Result<(ShardId, SequenceNumber), Error>) -> Self {
        let (sequence_number, shard_id, error_code, error_message) = match outcome {
            Ok((shard, number)) => (Some(number), Some(shard), None, None),
            Err(error) => (None, None, Some(error.code.name()), error.message.map(Into::into)),
        };
        Self { sequence_number, shard_id, error_code, error_message }
    }
}

/// One bad record refuses the whole call. Observed: kinesalite `actions/putRecords.js`, 2020.
fn check_records(stream: &Stream, records: &[PutRecordsRequestEntry<'_>]) -> Result<Vec<HashKey>, Error> {
    let keys = hash_keys(stream, records)?;
    let mut total = 0;
    for (index, record) in records.iter().enumerate() {
        let path = || format!("records.{}.member.data", index + 1);
        let partition_key = record.partition_key.unwrap_or_default();
        if stream.record_kib_max as usize * 1_024 < partition_key.len() + record.data.len() {
            check_size(stream, &path(), partition_key, record.data)?;
        }
        total += partition_key.len() + record.data.len();
    }
    if total <= REQUEST_BYTES_MAX { Ok(keys) } else { Err(Error::request_too_large()) }
}

fn hash_keys(stream: &Stream, records: &[PutRecordsRequestEntry<'_>]) -> Result<Vec<HashKey>, Error> {
    let (mut keys, mut missing) = (Vec::with_capacity(records.len()), Vec::new());
    for (index, record) in records.iter().enumerate() {
        match hash_key(stream, index, record.partition_key, record.explicit_hash_key)? {
            Some(key) => keys.push(key),
            None => missing.push(format!("records.{}.member.partitionKey", index + 1)),
        }
    }
    if missing.is_empty() { Ok(keys) } else { Err(Error::partition_keys_missing(&missing)) }
}

/// A record that can only be refused by its shard any more.
pub(super) struct Checked<'a> {
    pub(super) partition_key: &'a str,
    pub(super) hash_key: HashKey,
    pub(super) data: &'a [u8],
}

/// Puts records into a stream that is there, each into the shard of its key, and tells what came of each.
pub(super) fn put_each<'a>(
    streams: &mut Streams,
    operation: &str,
    name: &str,
    records: impl Iterator<Item = Checked<'a>>,
    now: Instant,
    mut tell: impl FnMut(Result<(ShardId, SequenceNumber), Error>),
) {
    let (account, enforce_limits) = (streams.account, streams.settings.enforce_limits);
    let faults = &mut streams.faults;
    let stream = streams.streams.get_mut(name).expect("the caller found it");
    for record in records {
        stream.count_spread();
        let struck =
            if faults.is_empty() { Ok(()) } else { faults.strike_record(operation, Some(name), now) };
        tell(put(stream, account, &record, struck, enforce_limits, now));
    }
    let started_segment = stream.flush_tallies(&mut streams.facts, &mut streams.subscriptions, now);
    let trim_due = now + stream.retention;
    let measure_due = (stream.mode == StreamMode::OnDemand).then(|| stream.scaling.begin_measure(now));
    stream.wake_by(measure_due.map_or(trim_due, |due| due.min(trim_due)), &mut streams.agenda);
    if started_segment {
        streams.evict();
    }
}

fn put(
    stream: &mut Stream,
    account: AccountId,
    record: &Checked<'_>,
    struck: Result<(), Error>,
    enforce_limits: bool,
    now: Instant,
) -> Result<(ShardId, SequenceNumber), Error> {
    let (size, encrypted) = (record.partition_key.len() + record.data.len(), stream.encryption_key.is_some());
    let shard = stream.open_shard_to_put(record.hash_key);
    let shard_id = shard.id;
    if let Err(error) = struck {
        shard.refuse(size, Limit::Struck(error.code));
        return Err(error);
    }
    // The limit counts KiB, rounded up once for the call: a record costs what it adds to the rounded sum.
    let before = shard.tally.accepted_bytes;
    let kib = (before + size as u64).div_ceil(1_024) - before.div_ceil(1_024);
    if let Err(limit) = shard.take_write(kib, enforce_limits, now) {
        shard.refuse(size, limit);
        return Err(Error::rate_exceeded(shard_id, &stream.name, account));
    }
    Ok((shard_id, shard.append(record.partition_key, record.hash_key, record.data, encrypted, now)))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use expect_test::expect;

    use crate::api::run_typed;
    use crate::streams::Settings;
    use crate::streams::op::{PutRecord, PutRecordInput};
    use crate::streams::tests::{Bench, check, check_with_limits};

    const STREAM: &str = r#"CreateStream {"StreamName":"a","ShardCount":2}"#;

    #[test]
    fn the_bound_on_memory_holds_where_the_fullest_shard_has_nothing_to_spare() {
        const BOUND: u64 = 1_500 * 1_024;
        let mut bench = Bench::new(Settings { held_bytes_max: Some(BOUND), ..Settings::default() });
        bench.run(STREAM);
        let mut put = |hash_key, kib: usize| {
            let data = alloc::vec![0; kib * 1_024];
            let input = PutRecordInput {
                stream_name: Some("a"),
                partition_key: Some("k"),
                explicit_hash_key: Some(hash_key),
                data: &data,
                ..Default::default()
            };
            run_typed::<PutRecord>(&mut bench.streams, input, bench.now)
                .outcome
                .expect("there are no limits");
        };
        put("0", 1_000);
        (0..10).for_each(|_| put("340282366920938463463374607431768211455", 200));
        let stream = bench.streams.stream("a").expect("it was made");
        assert!(stream.held_bytes() <= BOUND);
        assert_eq!(stream.shards()[0].log.len(), 1, "the last segment stays");
    }

    #[test]
    fn answers_in_the_order_of_the_request() {
        let script = [
            STREAM,
            r#"PutRecords {"StreamName":"a","Records":[{"PartitionKey":"a","Data":""},{"PartitionKey":"b","Data":""},{"PartitionKey":"a","Data":"AA=="}]}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            PutRecords: {"FailedRecordCount":0,"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855353575211010","ShardId":"shardId-000000000000"},{"SequenceNumber":"49670424472753470606260425006285630069357503715081191442","ShardId":"shardId-000000000001"},{"SequenceNumber":"49670424472731169861061894383145303276904469982749917186","ShardId":"shardId-000000000000"}]}
        "#]],
        );
    }

    #[test]
    fn one_bad_record_refuses_the_whole_call() {
        let script = [
            r#"PutRecords {"Records":[]}
               PutRecords {"Records":5}
               PutRecords {"Records":[5]}
               PutRecords {"Records":[null],"StreamName":"a"}
               PutRecords {"StreamName":"a","Records":[{"PartitionKey":"k","Data":""},{},{"PartitionKey":"","Data":"","ExplicitHashKey":"x"}]}"#,
            STREAM,
            r#"PutRecords {"StreamName":"a","Records":[{"PartitionKey":"k","Data":""},{"PartitionKey":"k","Data":"","ExplicitHashKey":"340282366920938463463374607431768211456"}]}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
                PutRecords: ValidationException: 1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1
                PutRecords: SerializationException: Expected list or null
                PutRecords: SerializationException: Expected null
                PutRecords: ValidationException: 1 validation error detected: Value null at 'records.1.member' failed to satisfy constraint: Member must not be null
                PutRecords: ValidationException: 3 validation errors detected: Value null at 'records.2.member.data' failed to satisfy constraint: Member must not be null; Value '' at 'records.3.member.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'x' at 'records.3.member.explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(0|([1-9]\d{0,38}))$
                CreateStream: done
                PutRecords: InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456
                GetShardIterator: {"ShardIterator":".."}
                GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            "#]],
        );
    }

    #[test]
    fn a_full_shard_refuses_its_records_and_no_others() {
        let big = crate::wire::base64::encode(&[0; 600 * 1_024]);
        let script = alloc::format!(
            "{STREAM}\n+2000\nPutRecords {{\"StreamName\":\"a\",\"Records\":[{{\"PartitionKey\":\"a\",\"Data\":\"{big}\"}},\
             {{\"PartitionKey\":\"a\",\"Data\":\"{big}\"}},{{\"PartitionKey\":\"b\",\"Data\":\"{big}\"}},{{\"PartitionKey\":\"a\",\"Data\":\"\"}}]}}"
        );
        check_with_limits(
            &script,
            expect![[r#"
            CreateStream: done
            PutRecords: {"FailedRecordCount":1,"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240861839458306","ShardId":"shardId-000000000000"},{"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"Rate exceeded for shard shardId-000000000000 in stream a under account 000000000000."},{"SequenceNumber":"49670424472753470606260425006284421143537889223345438738","ShardId":"shardId-000000000001"},{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ShardId":"shardId-000000000000"}]}
        "#]],
        );
    }

    #[test]
    fn a_request_of_very_many_records_is_refused_like_one_of_too_many() {
        let entries = |count: usize| alloc::vec!["{}"; count].join(",");
        let refusal = |count| {
            let script =
                alloc::format!("PutRecords {{\"StreamName\":\"a\",\"Records\":[{}]}}", entries(count));
            let answer = crate::streams::tests::Bench::new(Default::default()).run(&script);
            answer[answer.find("at 'records'").expect("the list is too long")..].to_string()
        };
        assert_eq!(refusal(501), refusal(1_000_000));
    }
}
