//! Signed requests.

use kinetoscope::fault::Fate;
use kinetoscope::streams;
use kinetoscope::wire::http::{Request, Response};
use kinetoscope::world::World;

pub(crate) const JSON: &str = "application/x-amz-json-1.1";
pub(crate) const CBOR: &str = "application/x-amz-cbor-1.1";
pub(crate) const DATE: (&str, &str) = ("X-Amz-Date", "20260101T000000Z");

/// What the signature of a request of Data Streams says, from an access key in a region.
pub(crate) fn authorization(access_key: &str, region: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={access_key}/20260101/{region}/kinesis/aws4_request, \
         SignedHeaders=host;x-amz-date;x-amz-target, Signature=0"
    )
}

/// A call of an operation, from the world's own account and region and in JSON unless it says otherwise.
pub(crate) struct Call<'a> {
    pub(crate) service: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) access_key: &'a str,
    pub(crate) region: &'a str,
    pub(crate) content_type: &'a str,
    pub(crate) user_agent: &'a str,
    pub(crate) may_wait: bool,
    /// Of a call that has waited.
    pub(crate) admitted: Option<Fate>,
}

impl<'a> Call<'a> {
    pub(crate) fn of(operation: &'a str) -> Self {
        Self {
            service: streams::TARGET,
            operation,
            access_key: "AKID",
            region: "us-east-1",
            content_type: JSON,
            user_agent: "some-sdk/1.0",
            may_wait: false,
            admitted: None,
        }
    }

    pub(crate) fn send(self, world: &mut World, body: impl AsRef<[u8]>) -> Response {
        let target = format!("{}.{}", self.service, self.operation);
        let authorization = authorization(self.access_key, self.region);
        let headers = [
            ("X-Amz-Target", &*target),
            ("Content-Type", self.content_type),
            ("User-Agent", self.user_agent),
            DATE,
            ("Authorization", &authorization),
        ];
        let mut body = body.as_ref().to_vec();
        let request =
            Request { method: "POST", uri: "/", headers: &headers, body: &mut body, may_wait: self.may_wait };
        match self.admitted {
            None => world.handle(request),
            Some(strike) => world.handle_again(request, strike),
        }
    }
}
