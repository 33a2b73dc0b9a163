//! The operations of CloudWatch Logs, one a file, under AWS's names.

mod create_log_group;
mod create_log_stream;
mod delete_log_group;
mod delete_log_stream;
mod describe_log_groups;
mod describe_log_streams;
mod filter_log_events;
mod get_log_events;

pub use create_log_group::{CreateLogGroup, CreateLogGroupInput};
pub use create_log_stream::{CreateLogStream, CreateLogStreamInput};
pub use delete_log_group::{DeleteLogGroup, DeleteLogGroupInput};
pub use delete_log_stream::{DeleteLogStream, DeleteLogStreamInput};
pub use describe_log_groups::{
    DescribeLogGroups, DescribeLogGroupsInput, DescribeLogGroupsOutput, LogGroupOutput,
};
pub use describe_log_streams::{
    DescribeLogStreams, DescribeLogStreamsInput, DescribeLogStreamsOutput, LogStreamOutput, OrderBy,
};
pub use filter_log_events::{
    FilterLogEvents, FilterLogEventsInput, FilterLogEventsOutput, FilteredLogEvent, SearchedLogStream,
};
pub use get_log_events::{GetLogEvents, GetLogEventsInput, GetLogEventsOutput, OutputLogEvent};

use super::Logs;
use crate::api::Declaration;

/// Every operation of the service that this engine runs, by name.
pub static OPERATIONS: &[Declaration<Logs>] = &[
    Declaration::of::<CreateLogGroup>(),
    Declaration::of::<CreateLogStream>(),
    Declaration::of::<DeleteLogGroup>(),
    Declaration::of::<DeleteLogStream>(),
    Declaration::of::<DescribeLogGroups>(),
    Declaration::of::<DescribeLogStreams>(),
    Declaration::of::<FilterLogEvents>(),
    Declaration::of::<GetLogEvents>(),
];

/// Whether an operation changes something, so that a fact must tell of its calls.
pub(crate) fn is_change(operation: &str) -> bool {
    ["Create", "Delete"].iter().any(|verb| operation.starts_with(verb))
}
