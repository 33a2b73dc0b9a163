//! Requests of S3.

use super::request::DATE;
use kinetoscope::wire::http::{Request, Response};
use kinetoscope::world::World;

const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";

/// Sends a request as the default account.
pub(crate) fn send(
    world: &mut World,
    method: &str,
    uri: &str,
    more: &[(&str, &str)],
    body: &[u8],
) -> Response {
    let headers = [&[("Host", "127.0.0.1:4567"), DATE, ("Authorization", AUTHORIZATION)], more].concat();
    let mut body = body.to_vec();
    world.handle(Request { method, uri, headers: &headers, body: &mut body, may_wait: false })
}
