use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The resource.
    pub struct DeleteResourcePolicyInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Takes the policy of a stream, consumer or queue away.
pub struct DeleteResourcePolicy;

impl Operation for DeleteResourcePolicy {
    const NAME: &'static str = "DeleteResourcePolicy";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = DeleteResourcePolicyInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: DeleteResourcePolicyInput<'_>, _: Instant) -> Result<(), Error> {
        let resource = streams.resource(input.resource_arn)?;
        if streams.policy(resource)?.is_none() {
            return Err(Error::no_policy(input.resource_arn));
        }
        *streams.policy_mut(resource) = None;
        Ok(())
    }
}
