//! Lessons: what a learner should see, do and find out, as one JSON file each that a page only draws.
//!
//! A lesson is judged by the engine's own state and facts. What a learner says (bets, answers) is no part of the world: it is
//! handed to [`World::check_lesson`], a map from the bet's id to a text.

mod bet;
mod deliveries;
mod task;

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

pub use bet::{Bet, BetResult, Truth};
pub use task::Task;

use super::World;
use super::action::not_json;
use super::goal::Check;
use super::scenario::Action;
use crate::error::LoadError;

/// The form of lesson files that this version reads.
pub const VERSION: u32 = 1;
/// Variations that a lesson offers.
const VARIATIONS: usize = 2;

/// What a learner has said, by the ids of bets.
pub type Answers = LiteMap<String, String>;

/// A lesson as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// [`VERSION`].
    pub version: u32,
    /// Its place in the course, from 1.
    pub number: u32,
    /// As links have it.
    pub slug: String,
    /// Name for people.
    pub title: String,
    /// In one line.
    pub goal: String,
    /// Id of the scenario that it plays.
    pub scenario: String,
    /// What the learner is asked to predict or to find out.
    #[serde(default)]
    pub bets: Vec<Bet>,
    /// What to do, in order; nobody is held to it.
    pub steps: Vec<Step>,
    /// What must hold in the end, whichever way it came about.
    pub tasks: Vec<Task>,
    /// Why things went as they did, paragraph by paragraph.
    pub why: Vec<String>,
    /// What study notes may say, and the service now.
    pub notes: SeedNote,
    /// What else to try.
    pub variations: Vec<Variation>,
    /// What helps, the gentlest first.
    pub hints: Vec<String>,
    /// Where to read on.
    pub links: Vec<Link>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What.
    pub text: String,
    /// The same as a command of the AWS CLI, where it is one.
    #[serde(default)]
    pub command: Option<String>,
    /// What may happen to producers and readers at this step.
    #[serde(default)]
    pub offers: Vec<Offer>,
}

/// An action that a page offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// What it does, in a few words.
    pub label: String,
    /// The action.
    pub action: Action,
}

/// Study notes age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedNote {
    /// What notes may say.
    pub said: String,
    /// How it is.
    pub now: String,
    /// The day on which that was so, `2026-11-21`.
    pub date: String,
}

/// Something else to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variation {
    /// In a few words.
    pub title: String,
    /// What to do and to look at.
    pub text: String,
}

/// Where to read on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What is there.
    pub label: String,
    /// A path of the site.
    pub path: String,
}

/// How far a learner is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The check list, what was measured in each line.
    pub checks: Vec<Check>,
    /// What became of each bet.
    pub bets: Vec<BetResult>,
    /// Whether every line holds.
    pub passed: bool,
}

impl Lesson {
    /// Reads a lesson file.
    ///
    /// # Errors
    /// Where the JSON is wrong, or what in it cannot be.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let wrong = |error: serde_json::Error| {
            let is_json = error.is_data();
            if is_json { LoadError::new(format!("This is no lesson: {error}.")) } else { not_json(&error) }
        };
        let lesson: Self = serde_json::from_str(text).map_err(wrong)?;
        lesson.check()?;
        Ok(lesson)
    }

    fn check(&self) -> Result<(), LoadError> {
        let wrong = |what: &str| Err(LoadError::new(format!("Lesson {:?}: {what}.", self.slug)));
        if self.version != VERSION {
            return wrong(&format!("it has version {}; this program reads version {VERSION}", self.version));
        }
        if [&self.slug, &self.title, &self.goal, &self.scenario].iter().any(|text| text.is_empty()) {
            return wrong("slug, title, goal and scenario must say something");
        }
        if self.steps.is_empty() || self.tasks.is_empty() || self.why.is_empty() || self.hints.is_empty() {
            return wrong("steps, tasks, why and hints must not be empty");
        }
        if self.variations.len() != VARIATIONS {
            return wrong("there must be two variations");
        }
        let mut ids = BTreeSet::new();
        if !self.bets.iter().all(|bet| ids.insert(&bet.id)) {
            return wrong("two bets have one id");
        }
        if !self.bets.iter().all(Bet::can_be_won) {
            return wrong("the answer to a bet must be among its choices");
        }
        let judges_bets = self.tasks.iter().any(|task| matches!(task, Task::Bets { .. }));
        if judges_bets == self.bets.is_empty() {
            return wrong("where there are bets, and only there, a task must judge them");
        }
        Ok(())
    }
}

impl World {
    /// How far a learner who gave these answers is. Answers to nothing that is asked do not matter.
    pub fn check_lesson(&mut self, lesson: &Lesson, answers: &Answers) -> Progress {
        let look = self.look();
        let bets: Vec<_> = lesson.bets.iter().map(|bet| bet.judge(look, answers.get(&bet.id))).collect();
        let checks: Vec<_> = lesson.tasks.iter().flat_map(|task| task.check(look, &bets)).collect();
        let passed = checks.iter().all(|check| check.holds);
        Progress { checks, bets, passed }
    }
}
