//! Faults of what delivery streams and applications work with: buckets, functions, servers and tables.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::all;
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::traffic::Share;

/// What a fault of a destination strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Puts into buckets.
    S3,
    /// Calls of functions.
    Lambda,
    /// Servers that take records by HTTP.
    HttpEndpoint,
    /// Splunk.
    Splunk,
    /// OpenSearch and Elasticsearch.
    Opensearch,
    /// Copies into tables of Redshift.
    Redshift,
    /// Snowflake.
    Snowflake,
    /// Tables of Iceberg.
    Iceberg,
    /// The data catalog.
    Glue,
}

/// A fault of a destination as scenarios and control routes ask for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationFault {
    /// What it strikes; all unless given.
    #[serde(default)]
    pub target: Option<Target>,
    /// Of which delivery stream; of all, and of all applications, unless given.
    #[serde(default)]
    pub delivery_stream: Option<String>,
    /// Share of the requests that it strikes; all unless given. Where records are rejected, share of the records.
    #[serde(default = "all")]
    pub share: Share,
    /// How long it lasts; until faults are cleared unless given.
    #[serde(default)]
    pub for_ms: Option<u64>,
    /// What it does.
    pub effect: DestinationEffect,
}

/// What a fault of a destination does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DestinationEffect {
    /// Nobody is there.
    Down,
    /// Requests are refused.
    Refuse {
        /// The status of servers; 500 unless given.
        #[serde(default)]
        status: Option<u16>,
        /// What logs call the reason, of all others: `S3.AccessDenied`, for one.
        #[serde(default)]
        code: Option<String>,
        /// In words.
        #[serde(default)]
        message: Option<String>,
    },
    /// Requests are done, and answered so much later.
    Delay {
        /// How much.
        ms: u64,
    },
    /// Requests are done, and nobody hears the answer.
    LoseAnswer,
    /// Records are rejected one by one, by those who answer for each.
    RejectRecords,
}

/// The faults of destinations that go on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DestinationFaults(Vec<Fault>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Fault {
    plan: DestinationFault,
    until: Option<Instant>,
    rng: Rng,
}

/// What faults do to one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strike {
    /// It is not done, because of this.
    pub refusal: Option<DestinationEffect>,
    /// So much later comes its answer.
    pub delay: Duration,
    /// Nobody hears its answer.
    pub is_lost: bool,
    /// The records that are rejected, by their place, which rises.
    pub rejected: Vec<usize>,
}

impl DestinationFaults {
    /// Those that go on, and when each ends.
    pub fn active(&self, now: Instant) -> impl Iterator<Item = (&DestinationFault, Option<Instant>)> {
        let active = self.0.iter().filter(move |fault| fault.until.is_none_or(|until| now < until));
        active.map(|fault| (&fault.plan, fault.until))
    }

    /// Begins a fault; the generator draws whom it strikes.
    pub fn begin(&mut self, plan: DestinationFault, now: Instant, rng: Rng) {
        let until = plan.for_ms.map(|ms| now + Duration::from_millis(ms));
        self.0.push(Fault { plan, until, rng });
    }

    /// Ends all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What becomes of a request with so many records. Each fault strikes its share whatever the others do, the first that
    /// refuses decides, delays add up. Those of one delivery stream strike nobody else.
    pub fn strike(
        &mut self,
        target: Target,
        delivery_stream: Option<&str>,
        records: usize,
        now: Instant,
    ) -> Strike {
        self.0.retain(|fault| fault.until.is_none_or(|until| now < until));
        let mut strike = Strike::default();
        for Fault { plan, rng, .. } in &mut self.0 {
            let is_meant = plan.target.is_none_or(|meant| meant == target)
                && plan.delivery_stream.as_deref().is_none_or(|name| Some(name) == delivery_stream);
            if !is_meant {
                continue;
            }
            let mut is_struck = || rng.chance_per_million(plan.share.millionths);
            match &plan.effect {
                DestinationEffect::RejectRecords => {
                    strike.rejected.extend((0..records).filter(|_| is_struck()));
                }
                _ if !is_struck() => {}
                DestinationEffect::Delay { ms } => strike.delay = strike.delay + Duration::from_millis(*ms),
                DestinationEffect::LoseAnswer => strike.is_lost = true,
                effect @ (DestinationEffect::Down | DestinationEffect::Refuse { .. }) => {
                    strike.refusal.get_or_insert_with(|| effect.clone());
                }
            }
        }
        strike.rejected.sort_unstable();
        strike.rejected.dedup();
        strike
    }
}
