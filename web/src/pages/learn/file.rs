//! The lessons as `lessons.json` has them: what of them is words. Whether a lesson is passed, and whether a bet is right, the
//! engine says, which is given the lesson as it stands.

use kinetoscope::world::goal::Check;
use kinetoscope::world::scenario::Action;
use serde::Deserialize;
use serde_json::Value;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Lesson {
    pub(super) slug: String,
    pub(super) title: String,
    /// What the learner will have done, in one line.
    pub(super) goal: String,
    /// The scenario on the stage.
    pub(super) scenario: String,
    #[serde(default)]
    pub(super) bets: Vec<Bet>,
    pub(super) steps: Vec<Step>,
    pub(super) hints: Vec<String>,
    /// Paragraphs.
    pub(super) why: Vec<String>,
    pub(super) notes: SeedNote,
    pub(super) variations: Vec<Variation>,
    pub(super) links: Vec<Link>,
    /// The whole lesson as the engine reads it.
    #[serde(skip)]
    pub(super) text: String,
}

/// A question, whose answer the engine knows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Bet {
    pub(super) id: String,
    pub(super) question: String,
    /// Whether it can only be found out, and is asked below the steps.
    #[serde(default)]
    pub(super) afterwards: bool,
    /// What to choose from; anything may be said where this is empty.
    #[serde(default)]
    pub(super) choices: Vec<String>,
    pub(super) unit: Option<String>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Step {
    pub(super) text: String,
    /// The call that it asks for, as the AWS CLI has it.
    pub(super) command: Option<String>,
    /// What may happen to producers and readers.
    #[serde(default)]
    pub(super) offers: Vec<Offer>,
}

/// Something that may happen to a producer or a reader.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Offer {
    pub(super) label: String,
    pub(super) action: Action,
}

/// Study notes age.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct SeedNote {
    pub(super) said: String,
    pub(super) now: String,
    pub(super) date: String,
}

/// Something to try afterwards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Variation {
    pub(super) title: String,
    pub(super) text: String,
}

/// A page of the site to go on with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) path: String,
}

/// How far the learner is, as the engine says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(super) struct Judged {
    pub(super) checks: Vec<Check>,
    pub(super) bets: Vec<JudgedBet>,
    pub(super) passed: bool,
}

/// What became of a bet.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct JudgedBet {
    pub(super) id: String,
    pub(super) truth: Option<String>,
    pub(super) right: bool,
}

/// Reads the file.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(text: &str) -> Result<Vec<Lesson>, String> {
    let read = |lesson: Value| {
        let text = lesson.to_string();
        serde_json::from_value(lesson).map(|lesson| Lesson { text, ..lesson })
    };
    let lessons = serde_json::from_str::<Vec<Value>>(text);
    let lessons = lessons.and_then(|lessons| lessons.into_iter().map(read).collect());
    lessons.map_err(|error| format!("lessons.json cannot be read: {error}."))
}
