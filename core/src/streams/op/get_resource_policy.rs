use alloc::string::String;

use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

/// What is shown where none was put. Observed: snapshots that LocalStack recorded on the service.
const NO_POLICY: &str = "{}";

crate::input! {
    /// The resource.
    pub struct GetResourcePolicyInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// The policy.
    pub struct GetResourcePolicyOutput {
        /// A JSON text.
        policy: String = "Policy";
    }
}

/// Shows the policy of a stream, consumer or queue; an empty one where none was put.
pub struct GetResourcePolicy;

impl Operation for GetResourcePolicy {
    const NAME: &'static str = "GetResourcePolicy";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = GetResourcePolicyInput<'a>;
    type Output<'s> = GetResourcePolicyOutput;

    fn run(
        streams: &mut Streams,
        input: GetResourcePolicyInput<'_>,
        _: Instant,
    ) -> Result<GetResourcePolicyOutput, Error> {
        let resource = streams.resource(input.resource_arn)?;
        let policy = streams.policy(resource)?.unwrap_or(NO_POLICY).into();
        Ok(GetResourcePolicyOutput { policy })
    }
}
