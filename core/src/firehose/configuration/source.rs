//! Where records come from.

use alloc::string::String;

use super::rules::{KINESIS_STREAM_ARN, ROLE_ARN};
use crate::api::Rules;
use crate::time::Instant;

crate::configuration! {
    /// Producers that put records.
    pub struct DirectPutSource as "DirectPutSourceConfiguration" | "DirectPutSourceConfiguration" | "DirectPutSourceDescription", Replaced {
        /// MiB a second that are expected.
        throughput_hint_in_mbs: i32 = "ThroughputHintInMBs", Rules::NONE.range(1, 100), Always;
    }
}

crate::configuration! {
    /// A stream that is read.
    pub struct KinesisStreamSource as "KinesisStreamSourceConfiguration" | "KinesisStreamSourceConfiguration" | "KinesisStreamSourceDescription", Replaced {
        /// The stream.
        kinesis_stream_arn: String = "KinesisStreamARN", KINESIS_STREAM_ARN, Always;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Always;
        /// From when on its records are read.
        delivery_start_timestamp: Instant = "" | "" | "DeliveryStartTimestamp", Rules::NONE;
    }
}
