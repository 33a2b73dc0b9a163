//! What this browser knows to be passed, for pages that do not load the lessons.

use serde_json::Value;

use super::LESSONS;
use crate::ui::dom;

/// Where the progress in lessons is kept.
pub(crate) const PROGRESS: &str = "kinetoscope-progress";
/// Where the ids of scenarios are kept whose challenge was passed, with a space between them.
const CHALLENGES: &str = "kinetoscope-challenges";

/// Whether the challenge of a scenario was passed.
pub(crate) fn has_passed(scenario: &str) -> bool {
    dom::stored(CHALLENGES).is_some_and(|all| all.split(' ').any(|id| id == scenario))
}

/// Notes that the challenge of a scenario is passed.
pub(crate) fn note(scenario: &str) {
    if !has_passed(scenario) {
        dom::store(CHALLENGES, &(dom::stored(CHALLENGES).unwrap_or_default() + " " + scenario));
    }
}

/// Forgets which challenges were passed.
pub(crate) fn forget() {
    dom::store(CHALLENGES, "");
}

/// The lesson to go on with after the challenge of a scenario, by its place in [`LESSONS`]; none where all are passed.
pub(crate) fn next_lesson(scenario: &str) -> Option<usize> {
    next(scenario, dom::stored(PROGRESS).as_deref().unwrap_or_default())
}

/// The first lesson that is not passed, from that with this scenario on.
fn next(scenario: &str, progress: &str) -> Option<usize> {
    let progress: Value = serde_json::from_str(progress).unwrap_or_default();
    let first = LESSONS.iter().position(|lesson| lesson.2 == scenario).unwrap_or(0);
    let is_open = |&at: &usize| progress["lessons"][LESSONS[at].0]["passed"].is_null();
    (first..LESSONS.len()).chain(0..first).find(is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_challenge_comes_its_own_lesson_then_the_next_that_is_open() {
        let passed = |slugs: &[&str]| {
            let list: Vec<_> = slugs.iter().map(|slug| format!(r#""{slug}":{{"passed":0}}"#)).collect();
            format!(r#"{{"version":1,"lessons":{{{}}}}}"#, list.join(","))
        };
        assert_eq!([next("hot-key", ""), next("hot-key", "{}")], [Some(2), Some(2)]);
        assert_eq!(next("hot-key", &passed(&["hot-shard"])), Some(3));
        assert_eq!(next("hot-key", r#"{"lessons":{"hot-shard":{"passed":null}}}"#), Some(2));
        let slugs: Vec<_> = LESSONS.iter().map(|lesson| lesson.0).collect();
        assert_eq!(next("hot-key", &passed(&slugs[1..])), Some(0));
        assert_eq!(next("hot-key", &passed(&slugs)), None);
    }
}
