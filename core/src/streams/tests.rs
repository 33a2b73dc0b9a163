//! What the tests of the operations share: a script in, a transcript out.

use alloc::format;
use alloc::string::{String, ToString};

use expect_test::Expect;

use crate::api::dispatch::Target;
use crate::time::Duration;
use crate::world::{Settings, World};

/// Runs a script against a world without transition times or limits, and compares the transcript.
///
/// A line is `Operation {json}`, or `+<milliseconds>` to let time pass. `$ITERATOR` and `$TOKEN` stand for the last
/// shard iterator and page token given, which the transcript leaves out.
#[track_caller]
pub(super) fn check(script: &str, expected: Expect) {
    check_with(Settings::default(), script, expected);
}

/// The same with limits and with two seconds for every transition.
#[track_caller]
pub(super) fn check_with_limits(script: &str, expected: Expect) {
    let mut settings = Settings::default();
    settings.streams.enforce_limits = true;
    settings.streams.transition = Duration::from_secs(2);
    check_with(settings, script, expected);
}

#[track_caller]
fn check_with(settings: Settings, script: &str, expected: Expect) {
    let mut world = World::new(settings);
    let (mut iterator, mut token) = (String::new(), String::new());
    let mut transcript = String::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(millis) = line.strip_prefix('+') {
            world.advance(Duration::from_millis(millis.parse().expect("a number of milliseconds")));
            continue;
        }
        let (operation, body) = line.split_once(' ').unwrap_or((line, "{}"));
        let body = body.replace("$ITERATOR", &iterator).replace("$TOKEN", &token);
        let answer = match world.call_json(Target { service: super::TARGET, operation }, &body) {
            Ok(answer) if answer.is_empty() => "done".into(),
            Ok(answer) => {
                let answer = hide(&answer, "ShardIterator", &mut iterator);
                hide(&answer, "NextToken", &mut token)
            }
            Err(error) => error.to_string(),
        };
        transcript += &format!("{operation}: {answer}\n");
    }
    expected.assert_eq(&transcript);
}

/// Takes the value of a member whose name ends so out of an answer and remembers it.
fn hide(answer: &str, member: &str, value: &mut String) -> String {
    let mark = format!("{member}\":\"");
    let Some(start) = answer.find(&mark).map(|at| at + mark.len()) else { return answer.into() };
    let end = start + answer[start..].find('"').expect("a text ends");
    *value = answer[start..end].into();
    format!("{}..{}", &answer[..start], &answer[end..])
}
