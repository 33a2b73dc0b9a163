//! Goals: what a learner should reach, judged by the engine's own state and facts.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::look::Look;
use super::words::count;
use crate::streams::Stream;
use crate::time::{Duration, Instant};

/// A condition on a running world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// For so long no record of a stream is refused, though as many are offered, and shards are few.
    NoThrottling {
        /// The stream.
        stream: String,
        /// How long without a refusal.
        for_ms: u64,
        /// Records a second that must be offered.
        offered_per_second_min: u64,
        /// Open shards that may be used.
        open_shards_max: usize,
    },
}

/// One line of a goal's check list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What must hold.
    pub label: String,
    /// What was measured.
    pub measured: String,
    /// Whether it holds.
    pub holds: bool,
}

impl World {
    /// How far a goal is reached; it is when every line holds.
    pub fn check_goal(&mut self, goal: &Goal) -> Vec<Check> {
        self.look().check_goal(goal)
    }
}

impl Look<'_> {
    pub(super) fn check_goal(self, goal: &Goal) -> Vec<Check> {
        let Goal::NoThrottling { stream, for_ms, offered_per_second_min, open_shards_max } = goal;
        let meters = || self.chronicle.gauge.of_stream(&self.settings.tenant, stream);
        let last_refused = meters().filter_map(|meter| meter.last_refused_at).max();
        let calm = self.now.since(last_refused.unwrap_or(self.settings.start));
        let flows = meters().map(|meter| meter.last_second(self.now));
        let offered: u64 = flows.map(|flow| flow.accepted + flow.refused).sum();
        let open = self.stream(stream).map_or(0, Stream::open_shard_count);
        vec![
            Check {
                label: format!("No record refused for {} s", count(for_ms / 1_000)),
                measured: calm_text(last_refused, calm),
                holds: Duration::from_millis(*for_ms) <= calm,
            },
            Check {
                label: format!("At least {} records/s offered", count(*offered_per_second_min)),
                measured: format!("{} records/s", count(offered)),
                holds: *offered_per_second_min <= offered,
            },
            Check {
                label: format!("At most {open_shards_max} open shards"),
                measured: format!("{open} open"),
                holds: 0 < open && open <= *open_shards_max,
            },
        ]
    }
}

fn calm_text(last_refused: Option<Instant>, calm: Duration) -> String {
    match last_refused {
        Some(_) => format!("last refusal {} s ago", count(calm.total_secs())),
        None => format!("none in {} s", count(calm.total_secs())),
    }
}
