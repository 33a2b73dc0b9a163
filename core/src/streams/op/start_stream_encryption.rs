use super::super::Streams;
use super::super::shapes::{EncryptionType, KEY_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus};
use super::super::stream::{Change, Setting};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and the key to encrypt its records with.
    pub struct StartStreamEncryptionInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// KMS.
        encryption_type: EncryptionType = "EncryptionType", Rules::NONE;
        /// Id, ARN or alias of the key.
        key_id: &'a str = "KeyId", KEY_ID;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Encrypts the records that are put from now on. A key is taken to be there and enabled unless a fault says otherwise.
pub struct StartStreamEncryption;

impl Operation for StartStreamEncryption {
    const NAME: &'static str = "StartStreamEncryption";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::KmsAccessDenied,
        Code::KmsDisabled,
        Code::KmsInvalidState,
        Code::KmsNotFound,
        Code::KmsOptInRequired,
        Code::KmsThrottling,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
    ];
    type State = Streams;
    type Input<'a> = StartStreamEncryptionInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: StartStreamEncryptionInput<'_>, now: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        streams.find_active(name)?;
        if input.encryption_type != EncryptionType::Kms {
            return Err(Error::encryption_type_not("KMS", Self::NAME));
        }
        streams.check_key_changes(now)?;
        streams.keys.check(input.key_id)?;
        streams.key_changes.note(now);
        let change = Change::Set(Setting::Encryption(Some(input.key_id.into())));
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use crate::streams::KeyState;
    use crate::streams::tests::{Bench, check_with_limits};

    #[test]
    fn records_are_encrypted_from_then_on() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               StartStreamEncryption {"StreamName":"a","EncryptionType":"NONE","KeyId":"alias/aws/kinesis"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"YQ=="}
               StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"alias/aws/kinesis"}
               DescribeStreamSummary {"StreamName":"a"}
               StopStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"alias/aws/kinesis"}
               +2000
               DescribeStreamSummary {"StreamName":"a"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"YQ=="}
               PutRecords {"StreamName":"a","Records":[{"PartitionKey":"k","Data":"YQ=="}]}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}
               StopStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"alias/aws/kinesis"}
               +2000
               DescribeStreamSummary {"StreamName":"a"}"#,
            expect![[r#"
                CreateStream: done
                StartStreamEncryption: InvalidArgumentException: EncryptionType must be KMS in StartStreamEncryption.
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
                StartStreamEncryption: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"UPDATING","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
                StopStreamEncryption: ResourceInUseException: Stream a under account 000000000000 not ACTIVE, instead in state UPDATING
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"KMS","KeyId":"alias/aws/kinesis","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855628453117954","EncryptionType":"KMS"}
                PutRecords: {"FailedRecordCount":0,"Records":[{"SequenceNumber":"49670424472731169861061894383145303276904470257627824130","ShardId":"shardId-000000000000"}],"EncryptionType":"KMS"}
                GetShardIterator: {"ShardIterator":".."}
                GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240861839458306","ApproximateArrivalTimestamp":1767225602,"Data":"YQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351084855628453117954","ApproximateArrivalTimestamp":1767225604,"Data":"YQ==","PartitionKey":"k","EncryptionType":"KMS"},{"SequenceNumber":"49670424472731169861061894383145303276904470257627824130","ApproximateArrivalTimestamp":1767225604,"Data":"YQ==","PartitionKey":"k","EncryptionType":"KMS"}],"NextShardIterator":"..","MillisBehindLatest":0}
                StopStreamEncryption: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
            "#]],
        );
    }

    #[test]
    fn a_key_that_cannot_be_used_stops_puts_and_reads_of_what_it_encrypted() {
        let mut bench = Bench::new(Default::default());
        let start = r#"StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"k"}"#;
        let put = r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"YQ=="}"#;
        bench.run(r#"CreateStream {"StreamName":"a","ShardCount":1}"#);
        let iterator = bench
            .run(r#"GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}"#);
        let get = &format!("GetRecords {iterator}");

        bench.streams.set_key_state("k", KeyState::Absent);
        assert_eq!(bench.run(start), "KMSNotFoundException: Key 'k' does not exist");
        bench.streams.set_key_state("k", KeyState::Enabled);
        assert_eq!(bench.run(start), "");
        assert!(bench.run(put).contains("SequenceNumber"));

        let refusals = [
            (KeyState::Disabled, "KMSDisabledException"),
            (KeyState::PendingDeletion, "KMSInvalidStateException"),
            (KeyState::Denied, "KMSAccessDeniedException"),
            (KeyState::NotOptedIn, "KMSOptInRequired"),
            (KeyState::Throttled, "KMSThrottlingException"),
        ];
        for (state, code) in refusals {
            bench.streams.set_key_state("k", state);
            assert!(bench.run(put).starts_with(code), "{state:?}");
            assert!(bench.run(get).starts_with(code), "{state:?}");
        }
        bench.run(r#"StopStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"k"}"#);
        assert!(bench.run(put).contains("SequenceNumber"), "what is put without a key needs none");
        assert!(bench.run(get).starts_with("KMSThrottlingException"), "what is stored stays encrypted");
        bench.streams.set_key_state("k", KeyState::Enabled);
        assert_eq!(bench.run(get).matches("SequenceNumber").count(), 2);
    }
}
