//! What a function has returned, as far as it is wrong in itself.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tracing::warn;

/// Characters of an answer that the log shows.
const SHOWN_CHARS: usize = 120;

/// What is wrong with an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is none at all.
    NotJson,
    /// It tells what the function threw.
    Thrown(String),
}

/// Looks at an answer.
pub(super) fn trouble(body: &[u8]) -> Option<Trouble> {
    let Ok(Value::Object(answer)) = serde_json::from_slice(body) else { return Some(Trouble::NotJson) };
    if answer.contains_key("records") {
        return None;
    }
    let said: Vec<_> = ["errorType", "errorMessage"].iter().filter_map(|key| answer.get(*key)).collect();
    let words = |value: &&Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (!said.is_empty()).then(|| Trouble::Thrown(said.iter().map(words).collect::<Vec<_>>().join(": ")))
}

/// The start of a body, quoted.
pub(super) fn start_of(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let start: String = text.chars().take(SHOWN_CHARS).collect();
    if start.len() < text.len() { format!("{start:?}...") } else { format!("{start:?}") }
}

/// The functions of which the log has said that something is wrong, so that it does not say so at every call.
#[derive(Debug, Default)]
pub(super) struct Troubles(Mutex<BTreeSet<String>>);

impl Troubles {
    /// Tells what is wrong with a function, unless it was wrong before; or notes that nothing is.
    pub(super) fn tell(&self, function: &str, trouble: Option<&str>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match trouble {
            Some(trouble) if known.insert(function.to_owned()) => warn!(function, "{trouble}"),
            Some(_) => {}
            None => _ = known.remove(function),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_are_none_are_told_from_those_of_functions_that_threw() {
        let thrown = |text: &str| Some(Trouble::Thrown(text.into()));
        for (body, expected) in [
            (r#"{"records":[]}"#, None),
            (r#"{"records":[],"errorMessage":"of mine"}"#, None),
            ("{}", None),
            (r#"{"errorMessage":"no","errorType":"KeyError","stackTrace":[]}"#, thrown("KeyError: no")),
            (r#"{"errorMessage":5}"#, thrown("5")),
            ("hello\n{\"records\":[]}", Some(Trouble::NotJson)),
            ("[]", Some(Trouble::NotJson)),
            ("", Some(Trouble::NotJson)),
        ] {
            assert_eq!(trouble(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn of_a_long_answer_the_start_is_shown() {
        assert_eq!(start_of(b"hello\n"), r#""hello\n""#);
        assert_eq!(start_of(&[b'x'; 500]), format!("{:?}...", "x".repeat(SHOWN_CHARS)));
    }
}
