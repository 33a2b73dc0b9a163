//! What the shell asks of the page: calls, which become inputs of the session, and the passing of virtual time.

use std::time::Duration;

use kinetoscope::wire::base64;
use kinetoscope::world::s3_request::{Body, S3Request};
use kinetoscope_shell::{Call, Host, Refusal, Request, Response};
use serde_json::json;

use crate::store::{S3Answer, Store};

/// The page, as the shell sees it.
pub(super) struct Page(pub(super) Store);

/// The status of what no engine answered.
const UNAVAILABLE: u16 = 503;

impl Page {
    async fn send(&self, request: &S3Request) -> Result<S3Answer, String> {
        self.0.whole_engine().await?;
        self.0.request_s3(request).await
    }
}

/// What S3 would say that is not there.
fn refusal(why: &str) -> Response {
    let why = why.replace('&', "&amp;").replace('<', "&lt;");
    let body = format!("<Error><Code>ServiceUnavailable</Code><Message>{why}</Message></Error>");
    Response { status: UNAVAILABLE, body: body.into() }
}

impl Host for Page {
    async fn call(&mut self, call: &Call) -> Result<String, Refusal> {
        // What only the whole engine knows is refused by the first one, and says so itself.
        _ = self.0.whole_engine().await;
        let answer = self.0.call_as_text(&call.service, &call.operation, &call.input).await;
        answer.map_err(|refusal| Refusal { code: refusal.code, message: refusal.message })
    }

    async fn request(&mut self, request: &Request) -> Response {
        let Request { method, uri, headers, body } = request.clone();
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
        let request = S3Request { method: method.into(), uri, headers, body: Body(body) };
        match self.send(&request).await {
            Ok(S3Answer { status, body, .. }) => {
                Response { status, body: base64::decode(&body).unwrap_or_default() }
            }
            Err(why) => refusal(&why),
        }
    }

    async fn advance(&mut self, length: Duration) {
        // Who stops the journey is somewhere on the way; nothing else can go wrong.
        _ = self.0.request("advance", json!({ "us": length.as_micros() as f64 })).await;
    }
}
