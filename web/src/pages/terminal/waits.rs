//! Calls that are refused because a stream is not ready yet: what the service says then does not tell it.

use kinetoscope::streams::shapes::StreamStatus;
use kinetoscope_shell::Block;
use leptos::prelude::*;
use serde_json::Value;

use crate::store::Store;

/// What helps after a block whose last call came too early.
pub(super) fn hint(store: Store, block: &Block) -> Option<String> {
    let name = stream_of(block)?;
    let status = untrack(|| store.with_stream_of(&name, |stream| stream.status))?;
    let plays = store.transport.with_untracked(|transport| transport.playing);
    in_words(&name, status, plays)
}

/// The stream of the call, where it was refused because of the stream's state.
fn stream_of(block: &Block) -> Option<String> {
    let of_state = ["(ResourceNotFoundException)", "(ResourceInUseException)"];
    if block.status == 0 || !of_state.iter().any(|code| block.errors.contains(code)) {
        return None;
    }
    let input: Value = serde_json::from_str(&block.calls.last()?.input).ok()?;
    let by_arn = || input["StreamARN"].as_str()?.rsplit_once("stream/").map(|(_, name)| name);
    input["StreamName"].as_str().or_else(by_arn).map(str::to_owned)
}

fn in_words(name: &str, status: StreamStatus, plays: bool) -> Option<String> {
    let way =
        if plays { "Wait until it is ACTIVE." } else { "The clock stands: let time pass with sleep 10." };
    (status != StreamStatus::Active).then(|| format!("{name} is {}. {way}", status.as_str()))
}

#[cfg(test)]
mod tests {
    use kinetoscope_shell::Call;

    use super::*;

    fn refused(code: &str, input: &str) -> Block {
        let call = Call { service: String::new(), operation: String::new(), input: input.into() };
        let errors = format!("aws: [ERROR]: An error occurred ({code}) when calling");
        Block { status: 254, errors, calls: vec![call], ..Block::default() }
    }

    #[test]
    fn only_what_a_state_refuses_is_told_of() {
        let stream = |code, input| stream_of(&refused(code, input));
        let named = Some("Foo".to_owned());
        assert_eq!(stream("ResourceNotFoundException", r#"{"StreamName":"Foo"}"#), named);
        let arn = r#"{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/Foo"}"#;
        assert_eq!(stream("ResourceInUseException", arn), named);
        assert_eq!(stream("ValidationException", r#"{"StreamName":"Foo"}"#), None);
    }

    #[test]
    fn a_stream_that_is_ready_needs_no_hint() {
        assert_eq!(in_words("Foo", StreamStatus::Active, false), None);
        let told = in_words("Foo", StreamStatus::Creating, false).unwrap();
        assert_eq!(told, "Foo is CREATING. The clock stands: let time pass with sleep 10.");
    }
}
