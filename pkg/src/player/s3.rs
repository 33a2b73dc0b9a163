//! Requests to S3, which the website's terminal sends: S3 has no operations by name on the wire.

use kinetoscope::wire::base64;
use kinetoscope::world::s3_request::S3Request;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::Player;
use crate::{js_error, to_js};

/// What S3 answered.
#[derive(Serialize)]
struct Answered {
    status: u16,
    /// As base64.
    body: String,
    /// How much that was to come the request has replaced, in microseconds.
    replaced: u64,
}

#[wasm_bindgen]
impl Player {
    /// Sends a request to S3 now, a JSON text as sessions have it, as part of the session.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[wasm_bindgen(js_name = requestS3)]
    pub fn request_s3(&mut self, request: &str) -> Result<JsValue, JsError> {
        let request: S3Request = serde_json::from_str(request).map_err(js_error)?;
        let before = self.player.furthest();
        let response = self.player.request_s3(request);
        let replaced = before.since(self.player.furthest()).total_micros();
        let (status, body) = (response.status, base64::encode(&response.body));
        to_js(&Answered { status, body, replaced })
    }
}
