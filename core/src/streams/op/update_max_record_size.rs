use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, StreamStatus};
use super::super::stream::{Change, Setting};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and the greatest record that it is to take.
    pub struct UpdateMaxRecordSizeInput<'a> {
        /// The stream.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// KiB of data and key.
        max_record_size_in_kib: i32 = "MaxRecordSizeInKiB", Rules::NONE.range(1_024, 10_240);
    }
}

/// Changes the size of the greatest record that a stream takes.
pub struct UpdateMaxRecordSize;

impl Operation for UpdateMaxRecordSize {
    const NAME: &'static str = "UpdateMaxRecordSize";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateMaxRecordSizeInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: UpdateMaxRecordSizeInput<'_>, now: Instant) -> Result<(), Error> {
        let name = streams.name_of(None, input.stream_arn)?;
        streams.find_active(name)?;
        let change = Change::Set(Setting::RecordKibMax(input.max_record_size_in_kib as u32));
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn a_stream_takes_greater_records_once_it_may() {
        let data = crate::wire::base64::encode(&[0; 1_500_000]);
        let put = format!("PutRecord {{\"StreamName\":\"a\",\"PartitionKey\":\"k\",\"Data\":\"{data}\"}}");
        let script = format!(
            "CreateStream {{\"StreamName\":\"a\",\"ShardCount\":1}}\n+2000\n{put}\n\
             UpdateMaxRecordSize {{\"MaxRecordSizeInKiB\":1023}}\n\
             UpdateMaxRecordSize {{\"MaxRecordSizeInKiB\":2048}}\n\
             UpdateMaxRecordSize {{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/a\",\"MaxRecordSizeInKiB\":2048}}\n\
             +2000\n{put}\n{put}\n"
        );
        check_with_limits(
            &script,
            expect![[r#"
            CreateStream: done
            PutRecord: ValidationException: 1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1500001 cap=1500001]' at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576
            UpdateMaxRecordSize: ValidationException: 1 validation error detected: Value '1023' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value greater than or equal to 1024
            UpdateMaxRecordSize: InvalidArgumentException: Either StreamName or StreamARN must be given.
            UpdateMaxRecordSize: done
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240999278411778"}
            PutRecord: ProvisionedThroughputExceededException: Rate exceeded for shard shardId-000000000000 in stream a under account 000000000000.
        "#]],
        );
    }
}
