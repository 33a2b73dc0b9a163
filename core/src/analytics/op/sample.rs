//! What DiscoverInputSchema wants to be gathered before it is called.

use super::{v1, v2};
use crate::analytics::application::discovery::SampleRequest;
use crate::api::dispatch::Target;
use crate::api::{Decode, Faults, Operation};
use crate::error::Error;
use crate::wire::{Reader, SyntaxError};

/// What is to be gathered for a call with this body; nothing of any other call, and of one that will be refused anyway.
pub(crate) fn sample_request(target: Target<'_>, body: &Reader<'_>) -> Option<SampleRequest> {
    let is_meant =
        |service: &str, operation: &str| target.service == service && target.operation == operation;
    let mut copy = body.rest().to_vec();
    let reader = Reader::new(body.protocol(), &mut copy);
    if is_meant(v1::TARGET, v1::DiscoverInputSchema::NAME) {
        let input = read::<v1::DiscoverInputSchema>(reader).ok()??;
        return input.sample_request().ok();
    }
    if is_meant(v2::TARGET, v2::DiscoverInputSchema::NAME) {
        let input = read::<v2::DiscoverInputSchema>(reader).ok()??;
        return input.sample_request().ok();
    }
    None
}

/// The input in a body, if nothing is wrong with it.
fn read<O: Operation>(mut body: Reader<'_>) -> Result<Option<O::Input<'_>>, SyntaxError> {
    let mut faults = Faults::of::<O>();
    let token = body.next_token()?;
    let input = O::Input::decode(token, &mut body, &mut faults)?;
    input.check(&crate::api::Rules::NONE, &mut faults);
    let is_right: Result<(), Error> = faults.into_result();
    Ok(is_right.is_ok().then_some(input))
}
