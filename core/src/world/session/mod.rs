//! Sessions: a scenario and all that was done to it, as a file; and the player that can go to any moment of it.
//!
//! A session is its seed, its scenario and its inputs with their times; nothing else influences the run, so going back
//! is to run again from the nearest kept copy of the world.

mod branch;
mod compare;
mod copies;
mod density;
#[cfg_attr(not(feature = "firehose"), path = "no_host.rs")]
mod host;
mod marks;
mod picture;
mod player;
#[cfg(feature = "books")]
mod standing;

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use branch::{BRANCHES_MAX, BranchView};
pub use compare::{Comparison, Sample};
pub use density::Density;
pub use picture::{Mark, MarkKind, Picture};
pub use player::Player;

use super::action::not_json;
use super::scenario::{Action, Scenario};
use crate::error::LoadError;

/// The form of session files that this version reads.
pub const VERSION: u32 = 1;

/// A session as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// [`VERSION`].
    pub version: u32,
    /// Replaces the scenario's own seed.
    #[serde(default)]
    pub seed: Option<u64>,
    /// What it began with.
    pub scenario: Scenario,
    /// What was done, by rising time.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Where it stood when it was saved, microseconds after the start.
    #[serde(default)]
    pub at_us: u64,
    /// The running hash there, 16 hexadecimal digits; checked when the file is opened.
    #[serde(default)]
    pub hash: Option<String>,
}

/// Something a person did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Microseconds after the start.
    pub at_us: u64,
    /// What.
    pub action: Action,
}

impl Session {
    /// A session that has yet to begin.
    pub fn of(scenario: Scenario, seed: Option<u64>) -> Self {
        Self { version: VERSION, seed, scenario, inputs: vec![], at_us: 0, hash: None }
    }

    /// Reads a session file, or a scenario file as a session that has yet to begin.
    ///
    /// # Errors
    /// Where the JSON is wrong, or what in it cannot be.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let wrong = |error: serde_json::Error| LoadError::new(format!("This is no session: {error}."));
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        if value.get("scenario").is_none() {
            return Scenario::from_json(text).map(|scenario| Self::of(scenario, None));
        }
        let session: Self = serde_json::from_str(text).map_err(wrong)?;
        if session.version != VERSION {
            let text =
                format!("The session has version {}; this program reads version {VERSION}.", session.version);
            return Err(LoadError::new(text));
        }
        if !session.inputs.is_sorted_by_key(|input| input.at_us) {
            return Err(LoadError::new("The session's inputs are not in the order of their times."));
        }
        Scenario::from_json(&session.scenario.to_json())?;
        Ok(session)
    }

    /// The session as a file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a session always serialises")
    }
}
