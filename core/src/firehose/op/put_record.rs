use alloc::string::String;
use alloc::vec::Vec;

use super::super::Firehose;
use super::super::shapes::DELIVERY_STREAM_NAME;
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Bytes of a record at most.
pub(in crate::firehose) const RECORD_BYTES_MAX: u32 = 1_024_000;

crate::input! {
    /// A record.
    pub struct RecordInput<'a> as "Record" {
        /// The payload.
        data: &'a [u8] = "Data", Rules::NONE.length(0, RECORD_BYTES_MAX);
    }
}

crate::input! {
    /// One record for one delivery stream.
    pub struct PutRecordInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// The record.
        record: RecordInput<'a> = "Record", Rules::NONE;
    }
}

crate::output! {
    /// That it is on its way.
    pub struct PutRecordOutput {
        /// Its id, which nothing else takes.
        record_id: String = "RecordId";
        /// Whether it waits encrypted.
        encrypted: Option<bool> = "Encrypted";
    }
}

/// Puts a record into a delivery stream.
pub struct PutRecord;

impl Operation for PutRecord {
    const NAME: &'static str = "PutRecord";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::InvalidKmsResource,
        Code::InvalidSource,
        Code::ResourceNotFound,
        Code::ServiceUnavailableException,
    ];
    const IS_DATA: bool = true;
    type State = Firehose;
    type Input<'a> = PutRecordInput<'a>;
    type Output<'s> = PutRecordOutput;

    fn run(
        firehose: &mut Firehose,
        input: PutRecordInput<'_>,
        now: Instant,
    ) -> Result<PutRecordOutput, Error> {
        let name = input.delivery_stream_name;
        let encrypted = firehose.check_puttable(name)?;
        let mut put: Vec<_> = firehose.put(name, Self::NAME, &[input.record.data], now);
        let record_id = put.pop().expect("one record has one outcome")?;
        Ok(PutRecordOutput { record_id, encrypted: Some(encrypted) })
    }
}
