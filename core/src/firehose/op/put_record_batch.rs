use alloc::string::String;
use alloc::vec::Vec;

use super::super::Firehose;
use super::super::shapes::DELIVERY_STREAM_NAME;
use super::put_record::RecordInput;
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Records of one call.
const RECORDS_MAX: u32 = 500;
/// Bytes of one call, records alone.
pub(in crate::firehose) const BYTES_MAX: usize = 4 * 1_024 * 1_024;

crate::input! {
    /// Records for one delivery stream.
    pub struct PutRecordBatchInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// The records.
        records: Vec<RecordInput<'a>> = "Records", Rules::NONE.length(1, RECORDS_MAX);
    }
}

crate::output! {
    /// What became of each.
    pub struct PutRecordBatchOutput {
        /// How many were refused.
        failed_put_count: u32 = "FailedPutCount";
        /// Whether those that were not wait encrypted.
        encrypted: Option<bool> = "Encrypted";
        /// In the order of the records.
        request_responses: Vec<PutRecordBatchResponseEntry> = "RequestResponses";
    }
}

crate::output! {
    /// What became of a record.
    pub struct PutRecordBatchResponseEntry {
        /// Its id, where it is on its way.
        record_id: Option<String> = "RecordId";
        /// The type of its refusal.
        error_code: Option<&'static str> = "ErrorCode";
        /// The text of its refusal.
        error_message: Option<String> = "ErrorMessage";
    }
}

/// Puts records into a delivery stream; some may be refused while others are taken.
pub struct PutRecordBatch;

impl Operation for PutRecordBatch {
    const NAME: &'static str = "PutRecordBatch";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::InvalidKmsResource,
        Code::InvalidSource,
        Code::ResourceNotFound,
        Code::ServiceUnavailableException,
    ];
    const IS_DATA: bool = true;
    type State = Firehose;
    type Input<'a> = PutRecordBatchInput<'a>;
    type Output<'s> = PutRecordBatchOutput;

    fn run(
        firehose: &mut Firehose,
        input: PutRecordBatchInput<'_>,
        now: Instant,
    ) -> Result<PutRecordBatchOutput, Error> {
        let name = input.delivery_stream_name;
        let encrypted = firehose.check_puttable(name)?;
        let records: Vec<_> = input.records.iter().map(|record| record.data).collect();
        if BYTES_MAX < records.iter().map(|record| record.len()).sum() {
            return Err(Error::batch_too_large(BYTES_MAX));
        }

        let put = firehose.put(name, Self::NAME, &records, now);
        let failed_put_count = put.iter().filter(|outcome| outcome.is_err()).count() as u32;
        let request_responses = put.into_iter().map(PutRecordBatchResponseEntry::from).collect();
        Ok(PutRecordBatchOutput { failed_put_count, encrypted: Some(encrypted), request_responses })
    }
}

impl From<Result<String, Error>> for PutRecordBatchResponseEntry {
    fn from(outcome: Result<String, Error>) -> Self {
        match outcome {
            Ok(id) => Self { record_id: Some(id), error_code: None, error_message: None },
            Err(error) => Self {
                record_id: None,
                error_code: Some(error.code.name()),
                error_message: Some(error.message().into()),
            },
        }
    }
}
