//! The body of a request: taken whole up to a limit, let go beyond it.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::EXPECT;
use hyper::http::request::Parts;
use tokio::time::timeout;

/// What is read on after a refusal, so that a client that only listens once it has sent all hears of it.
const DISCARD_BYTES_MAX: usize = 64 * 1024 * 1024;
/// How long such reading goes on.
const DISCARD_TIME_MAX: Duration = Duration::from_secs(5);

/// A body, or that there was too much of it.
pub(super) enum Collected {
    Whole(Vec<u8>),
    TooLarge,
}

/// Collects a body of at most `bytes_max`. Memory is taken as bytes arrive, whatever the header promises.
///
/// # Errors
/// When the client goes away or breaks the protocol.
pub(super) async fn collect(head: &Parts, mut body: Incoming, bytes_max: usize) -> hyper::Result<Collected> {
    let announced = body.size_hint();
    if (bytes_max as u64) < announced.lower() {
        discard(head, body).await;
        return Ok(Collected::TooLarge);
    }
    let mut collected = Vec::new();
    while let Some(data) = next_data(&mut body).await? {
        if bytes_max - collected.len() < data.len() {
            drop(collected);
            discard(head, body).await;
            return Ok(Collected::TooLarge);
        }
        if collected.is_empty() {
            collected.reserve_exact((announced.lower() as usize).min(RESERVED_BYTES_MAX).max(data.len()));
        }
        collected.extend_from_slice(&data);
    }
    Ok(Collected::Whole(collected))
}

/// Reserved at once on a header's word; larger bodies grow as they come.
const RESERVED_BYTES_MAX: usize = 1024 * 1024;

async fn next_data(body: &mut Incoming) -> hyper::Result<Option<Bytes>> {
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

/// Reads on without keeping anything. A client that asks before it sends (`Expect: 100-continue`) is not asked to send.
async fn discard(head: &Parts, mut body: Incoming) {
    if head.headers.contains_key(EXPECT) {
        return;
    }
    let reading = async {
        let mut discarded = 0;
        while let Ok(Some(data)) = next_data(&mut body).await {
            discarded += data.len();
            if DISCARD_BYTES_MAX < discarded {
                break;
            }
        }
    };
    // Too slow or too much: the answer follows all the same, and the connection is closed after it.
    let _ = timeout(DISCARD_TIME_MAX, reading).await;
}
