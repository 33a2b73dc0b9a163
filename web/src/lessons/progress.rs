//! How far the learner is: kept in this browser, and a file to take along.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::passed::{self, PROGRESS};
use crate::ui::dom;

/// The form of the file.
const VERSION: u32 = 1;

/// How far a lesson is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    NotStarted,
    InProgress,
    Passed,
    PassedWithoutHints,
}

/// What is known of one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// What was said, by the ids of bets.
    #[serde(default)]
    pub(crate) answers: BTreeMap<String, String>,
    /// Hints that were opened.
    #[serde(default)]
    pub(crate) hints: usize,
    /// Whether anything was done.
    #[serde(default)]
    pub(crate) started: bool,
    /// How many hints were open when it was passed; the fewest, where it was passed more than once.
    pub(crate) passed: Option<usize>,
}

/// What is known of all lessons, by slug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    lessons: BTreeMap<String, Record>,
}

/// What is known of all lessons.
#[derive(Clone, Copy)]
pub(crate) struct Progress(RwSignal<BTreeMap<String, Record>>);

impl State {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Passed => "Passed",
            Self::PassedWithoutHints => "Passed without hints",
        }
    }

    /// For styles and tests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Passed => "passed",
            Self::PassedWithoutHints => "passed-without-hints",
        }
    }

    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::NotStarted => "open",
            Self::InProgress => "play",
            Self::Passed | Self::PassedWithoutHints => "check",
        }
    }

    pub(crate) fn is_passed(self) -> bool {
        matches!(self, Self::Passed | Self::PassedWithoutHints)
    }
}

impl Record {
    /// Passed, with as many hints as are open now.
    pub(crate) fn pass(&mut self) {
        self.started = true;
        self.passed = Some(self.passed.map_or(self.hints, |fewest| fewest.min(self.hints)));
    }

    pub(crate) fn state(&self) -> State {
        match self.passed {
            Some(0) => State::PassedWithoutHints,
            Some(_) => State::Passed,
            None if self.started || 0 < self.hints || !self.answers.is_empty() => State::InProgress,
            None => State::NotStarted,
        }
    }
}

impl Progress {
    /// What this browser has kept.
    pub(crate) fn read() -> Self {
        let kept = dom::stored(PROGRESS).and_then(|text| parse(&text).ok());
        Self(RwSignal::new(kept.unwrap_or_default()))
    }

    /// Follows a lesson.
    pub(crate) fn of<T>(self, slug: &str, read: impl FnOnce(&Record) -> T) -> T {
        self.0.with(|lessons| match lessons.get(slug) {
            Some(record) => read(record),
            None => read(&Record::default()),
        })
    }

    /// Notes something about a lesson, and keeps it.
    pub(crate) fn note(self, slug: &str, change: impl FnOnce(&mut Record)) {
        let mut record = self.0.with_untracked(|lessons| lessons.get(slug).cloned()).unwrap_or_default();
        let before = record.clone();
        change(&mut record);
        if record != before {
            self.0.update(|lessons| _ = lessons.insert(slug.into(), record));
            self.keep();
        }
    }

    /// The file.
    pub(crate) fn to_json(self) -> String {
        let file = File { version: VERSION, lessons: self.0.get() };
        serde_json::to_string(&file).expect("progress always serialises")
    }

    /// Takes a file in place of what was kept.
    ///
    /// # Errors
    /// Why it cannot be read; then all stays as it was.
    pub(crate) fn take(self, text: &str) -> Result<(), String> {
        self.0.set(parse(text)?);
        self.keep();
        Ok(())
    }

    /// Forgets everything.
    pub(crate) fn forget(self) {
        self.0.set(BTreeMap::new());
        passed::forget();
        self.keep();
    }

    fn keep(self) {
        dom::store(PROGRESS, &untrack(|| self.to_json()));
    }
}

fn parse(text: &str) -> Result<BTreeMap<String, Record>, String> {
    let file: File =
        serde_json::from_str(text).map_err(|error| format!("This is no progress file: {error}."))?;
    if file.version != VERSION {
        return Err(format!("This progress file is of version {}; this page reads {VERSION}.", file.version));
    }
    Ok(file.lessons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_follow_from_what_was_done() {
        let record = |hints, started, passed| Record { hints, started, passed, ..Record::default() }.state();
        assert_eq!(record(0, false, None), State::NotStarted);
        assert_eq!(record(0, true, None), State::InProgress);
        assert_eq!(record(2, false, None), State::InProgress);
        assert_eq!(record(2, true, Some(2)), State::Passed);
        assert_eq!(record(2, true, Some(0)), State::PassedWithoutHints);
    }

    #[test]
    fn only_a_progress_file_is_taken() {
        let text = r#"{"version":1,"lessons":{"hot-shard":{"answers":{"split":"no"},"hints":1,"started":true,"passed":1}}}"#;
        assert_eq!(parse(text).unwrap()["hot-shard"].state(), State::Passed);
        assert!(parse("{}").unwrap_err().starts_with("This is no progress file"));
        assert!(parse(&text.replace(":1,\"l", ":2,\"l")).unwrap_err().contains("version 2"));
    }
}
