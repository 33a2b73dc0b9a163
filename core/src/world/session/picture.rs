//! What a page shows of a player at one moment.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Density;
use crate::time::Instant;
use crate::world::goal::Check;
use crate::world::view::View;

/// What a mark on the scrubber stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A shard began to refuse.
    Throttle,
    /// Shards opened in place of others.
    Reshard,
    /// Records were lost to a reader.
    Expired,
    /// Somebody did something.
    Action,
    /// A fault that was asked for began.
    Fault,
    /// Records passed the trim horizon.
    Trim,
}

/// A moment worth going to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    pub at: Instant,
    /// Why.
    pub kind: MarkKind,
}

/// All that a page shows of a player at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The world.
    pub view: View,
    /// Name of the scenario, for people.
    pub title: String,
    /// What there is to see in it.
    pub summary: String,
    /// The latest moment reached on this course of events.
    pub furthest: Instant,
    /// Moments worth going to, by time.
    pub marks: Vec<Mark>,
    /// Accepted records from the start to the latest moment reached.
    pub density: Density,
    /// How many inputs this course of events has.
    pub inputs: usize,
    /// Whether they changed nothing but settings of producers.
    pub only_settings: bool,
    /// How often the branches have changed: 0 until there is one.
    pub branches: u32,
    /// The goal's check list; empty where there is no goal.
    pub goal: Vec<Check>,
}

impl Picture {
    /// The picture as bytes, for a page that shows many of them a second.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a picture always serialises")
    }

    /// The picture of such bytes; `None` where another version of the engine made them.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}
