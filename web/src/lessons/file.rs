//! The lessons as `lessons.json` has them: what of them is words. Whether a lesson is passed, and whether a bet is right, the
//! engine says, which is given the lesson as it stands.

use kinetoscope::world::goal::Check;
use kinetoscope::world::scenario::Action;
use serde::Deserialize;
use serde_json::Value;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Lesson {
    pub(crate) slug: String,
    pub(crate) title: String,
    /// What the learner will have done, in one line.
    pub(crate) goal: String,
    /// The scenario on the stage.
    pub(crate) scenario: String,
    #[serde(default)]
    pub(crate) bets: Vec<Bet>,
    pub(crate) steps: Vec<Step>,
    pub(crate) hints: Vec<String>,
    /// Paragraphs.
    pub(crate) why: Vec<String>,
    pub(crate) notes: SeedNote,
    pub(crate) variations: Vec<Variation>,
    pub(crate) links: Vec<Link>,
    /// The whole lesson as the engine reads it.
    #[serde(skip)]
    pub(crate) text: String,
}

/// A question, whose answer the engine knows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Bet {
    pub(crate) id: String,
    pub(crate) question: String,
    /// Whether it can only be found out, and is asked below the steps.
    #[serde(default)]
    pub(crate) afterwards: bool,
    /// What to choose from; anything may be said where this is empty.
    #[serde(default)]
    pub(crate) choices: Vec<String>,
    pub(crate) unit: Option<String>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Step {
    pub(crate) text: String,
    /// The call that it asks for, as the AWS CLI has it.
    pub(crate) command: Option<String>,
    /// What may happen to producers and readers.
    #[serde(default)]
    pub(crate) offers: Vec<Offer>,
}

/// Something that may happen to a producer or a reader.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Offer {
    pub(crate) label: String,
    pub(crate) action: Action,
}

/// Study notes age.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SeedNote {
    pub(crate) said: String,
    pub(crate) now: String,
    pub(crate) date: String,
}

/// Something to try afterwards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Variation {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// A page of the site to go on with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) path: String,
}

/// How far the learner is, as the engine says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Judged {
    pub(crate) checks: Vec<Check>,
    pub(crate) bets: Vec<JudgedBet>,
    pub(crate) passed: bool,
}

/// What became of a bet.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct JudgedBet {
    pub(crate) id: String,
    pub(crate) truth: Option<String>,
    pub(crate) right: bool,
}

/// Reads the file.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Vec<Lesson>, String> {
    let read = |lesson: Value| {
        let text = lesson.to_string();
        serde_json::from_value(lesson).map(|lesson| Lesson { text, ..lesson })
    };
    let lessons = serde_json::from_str::<Vec<Value>>(text);
    let lessons = lessons.and_then(|lessons| lessons.into_iter().map(read).collect());
    lessons.map_err(|error| format!("lessons.json cannot be read: {error}."))
}
