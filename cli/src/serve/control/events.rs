//! `GET events` and `GET hash`: what has happened.

use hyper::StatusCode;
use hyper::http::request::Parts;
use serde_json::json;

use super::answers::{self, refusal};
use crate::serve::{Answer, Endpoint};

/// The facts from `since` on that are still kept, an object a line. Ids count up by one, so a gap shows what is gone.
pub(super) fn answer(endpoint: &Endpoint, head: &Parts) -> Answer {
    let Some(since) = since(head.uri.query()) else {
        return refusal(
            StatusCode::BAD_REQUEST,
            "`since` is the id of the first event wanted, a whole number",
        );
    };
    let mut lines = Vec::new();
    for fact in endpoint.engine.borrow_mut().world().facts_since(since) {
        serde_json::to_writer(&mut lines, fact).expect("facts serialise");
        lines.push(b'\n');
    }
    answers::bytes("application/x-ndjson", lines)
}

/// The first id wanted: 0 where nothing is said.
fn since(query: Option<&str>) -> Option<u64> {
    match query.unwrap_or_default() {
        "" => Some(0),
        query => query.strip_prefix("since=")?.parse().ok(),
    }
}

/// The running hash over all facts, and how many there were.
pub(super) fn hash(endpoint: &Endpoint) -> Answer {
    let mut engine = endpoint.engine.borrow_mut();
    let world = engine.world();
    let hash = format!("{:016x}", world.hash());
    answers::json(&json!({ "hash": hash, "facts": world.fact_count(), "now": world.now() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_nothing_or_one_number() {
        assert_eq!([since(None), since(Some("")), since(Some("since=7"))], [Some(0), Some(0), Some(7)]);
        assert_eq!([since(Some("since=")), since(Some("since=-1")), since(Some("from=1"))], [None; 3]);
    }
}
