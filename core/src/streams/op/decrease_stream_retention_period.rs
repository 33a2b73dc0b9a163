use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME};
use super::increase_stream_retention_period::{find_for_retention, set_retention};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and how long it is to keep records.
    pub struct DecreaseStreamRetentionPeriodInput<'a> {
        /// Hours, 24 to 8,760.
        retention_period_hours: i32 = "RetentionPeriodHours", Rules::NONE;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Keeps records for less long. Those that are older then are gone at once.
pub struct DecreaseStreamRetentionPeriod;

impl Operation for DecreaseStreamRetentionPeriod {
    const NAME: &'static str = "DecreaseStreamRetentionPeriod";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DecreaseStreamRetentionPeriodInput<'a>;
    type Output<'s> = ();

    fn run(
        streams: &mut Streams,
        input: DecreaseStreamRetentionPeriodInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let hours = input.retention_period_hours;
        let stream = find_for_retention(streams, name, hours)?;
        if stream.retention_hours() < hours {
            return Err(Error::retention_would_rise(hours, name, stream.retention_hours()));
        }
        set_retention(streams, name, hours, now);
        Ok(())
    }
}
