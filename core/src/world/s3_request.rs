//! Requests to S3 that a session keeps: what a person sends who is not across a network.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::World;
use crate::error::{Code, Error};
use crate::wire::base64;
use crate::wire::http::{AnswerIds, Request, Response};

/// A request to S3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Request {
    /// `PUT`, for one.
    pub method: String,
    /// The path, which begins with the bucket, and the query; both percent-encoded.
    pub uri: String,
    /// Values by their names.
    #[serde(default)]
    pub headers: LiteMap<String, String>,
    /// In JSON as base64.
    #[serde(default)]
    pub body: Body,
}

/// The body of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(pub Vec<u8>);

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&base64::encode(&self.0))
        } else {
            serde_bytes::serialize(&self.0, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return serde_bytes::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        base64::decode(&text).map(Self).ok_or_else(|| serde::de::Error::custom("the body is no base64"))
    }
}

impl World {
    /// Answers a request to S3 that no signature or host makes one: whoever sends it is the default account.
    pub fn request_s3(&mut self, request: &S3Request) -> Response {
        self.settle();
        let ids = AnswerIds::draw(&mut self.answer_rng);
        let headers: Vec<_> = request.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let (method, uri, mut body) = (&*request.method, &*request.uri, request.body.0.clone());
        self.handle_s3(Request { method, uri, headers: &headers, body: &mut body, may_wait: false }, ids)
    }

    /// The same as an action: what S3 refuses is refused.
    pub(super) fn act_on_s3(&mut self, request: &S3Request) -> Result<(), Error> {
        let status = self.request_s3(request).status;
        if status < 400 {
            return Ok(());
        }
        let S3Request { method, uri, .. } = request;
        Err(Error::new(Code::InvalidArgument, format!("S3 answers {status} to {method} {uri}.")))
    }
}
