use alloc::string::String;
use alloc::vec::Vec;

use super::super::Streams;
use super::super::iterator::ShardIterator;
use super::super::page::{self, RECORDS_MAX, RecordSlice};
use super::super::position::readable;
use super::super::shapes::{ChildShard, LIMIT, STREAM_ARN, STREAM_ID};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::time::Instant;

/// Data of one answer; the first record comes whatever its size.
pub(in crate::streams) const ANSWER_BYTES_MAX: usize = 10 * 1024 * 1024;

crate::input! {
    /// Where to read, and how much.
    pub struct GetRecordsInput<'a> {
        /// Records at most; 10,000 unless given.
        limit: Option<i32> = "Limit", LIMIT;
        /// From GetShardIterator or the answer before.
        shard_iterator: &'a str = "ShardIterator", Rules::NONE.length(1, 512);
        /// The stream again; it must be the iterator's.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// Check everything and read nothing.
        dry_run: Option<bool> = "DryRun", Rules::NONE;
    }
}

crate::output! {
    /// Records, and where to go on.
    pub struct GetRecordsOutput<'s> {
        /// The records, borrowed from the shard.
        records: RecordSlice<'s> = "Records";
        /// Absent once a closed shard has been read to its end.
        next_shard_iterator: Option<String> = "NextShardIterator";
        /// How far the last record is behind now; 0 at the tip.
        millis_behind_latest: i64 = "MillisBehindLatest";
        /// At the end of a closed shard: the shards that continue it.
        child_shards: Option<Vec<ChildShard>> = "ChildShards";
    }
}

/// Reads records in order from where an iterator stands.
pub struct GetRecords;

impl Operation for GetRecords {
    const NAME: &'static str = "GetRecords";
    const ERRORS: &'static [Code] = &[
        Code::DryRunOperation,
        Code::ExpiredIterator,
        Code::InvalidArgument,
        Code::KmsAccessDenied,
        Code::KmsDisabled,
        Code::KmsInvalidState,
        Code::KmsNotFound,
        Code::KmsOptInRequired,
        Code::KmsThrottling,
        Code::ProvisionedThroughputExceeded,
        Code::ResourceNotFound,
    ];
    const IS_DATA: bool = true;
    type State = Streams;
    type Input<'a> = GetRecordsInput<'a>;
    type Output<'s> = GetRecordsOutput<'s>;

    fn run<'s>(
        streams: &'s mut Streams,
        input: GetRecordsInput<'_>,
        now: Instant,
    ) -> Result<GetRecordsOutput<'s>, Error> {
        let iterator = ShardIterator::open(input.shard_iterator, now)?;
        let (name, shard_id) = (iterator.stream.clone(), iterator.shard);
        if input.stream_arn.is_some() {
            streams.name_of(Some(&name), input.stream_arn)?;
        }
        let (stream, _) = readable(streams, &name, shard_id)?;
        if stream.created_at != iterator.stream_created_at {
            // Assumed: a stream of the same name that came later must not be read through an old iterator.
            return Err(Error::shard_does_not_exist(shard_id, &name, streams.account));
        }
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let (account, enforce_limits) = (streams.account, streams.settings.enforce_limits);
        let Streams { streams, facts, iterators_issued, keys, .. } = streams;
        let stream = streams.get_mut(&name).expect("it was found above");
        let shard = stream.shard_mut(shard_id).expect("it was found above");
        if let Err(limit) = if enforce_limits { shard.check_read(now) } else { Ok(()) } {
            facts.push_back(Event::ReadRefused { stream: name.clone(), shard: shard_id, limit });
            return Err(Error::read_rate_exceeded(shard_id, &name, account));
        }
        let shard = stream.shard(shard_id).expect("it was found above");
        let limit = input.limit.map_or(RECORDS_MAX, |limit| limit as usize);
        let from = iterator.position.max(shard.log.first_arrived_since(stream.trim_horizon(now)));
        let (count, bytes) = page::measure(&shard.log, from, limit, ANSWER_BYTES_MAX);
        if let Some(key) = &stream.decryption_key
            && shard.log.stored_from(from).take(count).any(|record| record.encrypted)
        {
            keys.check(key)?;
        }

        *iterators_issued += 1;
        let serial = *iterators_issued;
        stream.shard_mut(shard_id).expect("it was found above").charge_read(bytes as u64, now);
        let stream = &*stream;
        let shard = stream.shard(shard_id).expect("it was found above");
        let position = from + count as u64;
        let at_end = shard.log.end_counter() <= position;
        let millis_behind_latest = page::millis_behind(shard, position, count, now);
        let is_over = at_end && !shard.is_open();
        facts.push_back(Event::RecordsRead {
            stream: name,
            shard: shard_id,
            count: count as u32,
            bytes: bytes as u64,
            millis_behind_latest: millis_behind_latest as u64,
        });
        Ok(GetRecordsOutput {
            records: RecordSlice::new(shard, from, count, bytes),
            next_shard_iterator: (!is_over)
                .then(|| ShardIterator { issued_at: now, position, serial, ..iterator }.seal()),
            millis_behind_latest,
            child_shards: is_over.then(|| page::children(stream, shard_id)),
        })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{Bench, check, check_with_limits};
    use crate::streams::{KeyState, Settings};

    const STREAM: &str = r#"
        CreateStream {"StreamName":"a","ShardCount":1}
        GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
        GetRecords {"ShardIterator":"$ITERATOR"}
        +1000
        PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ=="}
        PutRecord {"StreamName":"a","PartitionKey":"\u00fc\"","Data":"Ag=="}
        +1500"#;

    #[test]
    fn pages_go_on_to_the_tip_and_on() {
        let script = [
            STREAM,
            r#"GetRecords {"ShardIterator":"$ITERATOR","Limit":1}
               GetRecords {"ShardIterator":"$ITERATOR","Limit":1}
               GetRecords {"ShardIterator":"$ITERATOR","Limit":1}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855422294687746"}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":1500}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855422294687746","ApproximateArrivalTimestamp":1767225601,"Data":"Ag==","PartitionKey":"ü\""}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
        "#]],
        );
    }

    #[test]
    fn the_end_of_a_closed_shard_names_its_children() {
        let script = [
            STREAM,
            r#"SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"100"}
               GetRecords {"ShardIterator":"$ITERATOR","Limit":1}
               GetRecords {"ShardIterator":"$ITERATOR","Limit":1}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855422294687746"}
            SplitShard: done
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":1500}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855422294687746","ApproximateArrivalTimestamp":1767225601,"Data":"Ag==","PartitionKey":"ü\""}],"MillisBehindLatest":0,"ChildShards":[{"ShardId":"shardId-000000000001","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"99"}},{"ShardId":"shardId-000000000002","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"100","EndingHashKey":"340282366920938463463374607431768211455"}}]}
        "#]],
        );
    }

    #[test]
    fn records_behind_the_trim_horizon_are_gone() {
        let script = [
            STREAM,
            r#"+86398500
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}
               +1
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855422294687746"}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351084855422294687746","ApproximateArrivalTimestamp":1767225601,"Data":"Ag==","PartitionKey":"ü\""}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"GetRecords {}
               GetRecords {"ShardIterator":"","Limit":10001}
               GetRecords {"ShardIterator":"AAAAAAAAAAE="}"#,
            STREAM,
            r#"GetRecords {"ShardIterator":"$ITERATOR","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b"}
               GetRecords {"ShardIterator":"$ITERATOR","DryRun":true}
               +298500
               GetRecords {"ShardIterator":"$ITERATOR","Limit":1,"DryRun":true}
               +1
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            GetRecords: ValidationException: 1 validation error detected: Value null at 'shardIterator' failed to satisfy constraint: Member must not be null
            GetRecords: ValidationException: 2 validation errors detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000; Value '' at 'shardIterator' failed to satisfy constraint: Member must have length greater than or equal to 1
            GetRecords: InvalidArgumentException: Invalid ShardIterator.
            CreateStream: done
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855422294687746"}
            GetRecords: InvalidArgumentException: StreamName a and StreamARN arn:aws:kinesis:us-east-1:000000000000:stream/b do not name the same stream.
            GetRecords: DryRunOperationException: Request would have succeeded, but DryRun flag is set.
            GetRecords: ExpiredIteratorException: Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while right now it is Thu Jan 01 00:05:01 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.
            GetRecords: ExpiredIteratorException: Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while right now it is Thu Jan 01 00:05:01 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.
        "#]],
        );
    }

    #[test]
    fn a_call_that_its_key_refuses_spends_nothing() {
        let mut bench = Bench::new(Settings { enforce_limits: true, ..Settings::default() });
        bench.run(r#"CreateStream {"StreamName":"a","ShardCount":1}"#);
        bench.run(r#"StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"k"}"#);
        bench.run(r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ=="}"#);
        let iterator = bench
            .run(r#"GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}"#);
        let read = alloc::format!("GetRecords {iterator}");
        bench.streams.set_key_state("k", KeyState::Disabled);
        for _ in 0..6 {
            assert!(bench.run(&read).starts_with("KMSDisabledException"));
        }
        bench.streams.set_key_state("k", KeyState::Enabled);
        assert!(bench.run(&read).contains(r#""Data":"AQ==""#));
    }

    #[test]
    fn a_shard_answers_five_calls_a_second() {
        let read = "GetRecords {\"ShardIterator\":\"$ITERATOR\"}\n";
        let script = [
            "CreateStream {\"StreamName\":\"a\",\"ShardCount\":1}\n+2000\n",
            "GetShardIterator {\"StreamName\":\"a\",\"ShardId\":\"0\",\"ShardIteratorType\":\"TRIM_HORIZON\"}\n",
            &read.repeat(6),
            "+200\n",
            read,
        ];
        check_with_limits(
            &script.concat(),
            expect![[r#"
            CreateStream: done
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetRecords: ProvisionedThroughputExceededException: Rate exceeded for Shard - 000000000000/a/shardId-000000000000
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
        "#]],
        );
    }
}
