//! What was asked for and still goes on: faults, and KMS keys that cannot be used.

use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::Serialize;

use super::World;
use super::producer::Producer;
use crate::fault::FaultPlan;
use crate::fault::destination::DestinationFault;
use crate::ids::ShardId;
use crate::streams::KeyState;
use crate::time::Instant;

/// What goes on in the default account and region.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Asked {
    /// Faults, in the order in which they began.
    pub faults: Vec<AskedFault>,
    /// Faults of what delivery streams work with.
    pub destination_faults: Vec<AskedDestinationFault>,
    /// Shards that refuse every write.
    pub refused_writes: Vec<RefusedWrites>,
    /// Producers that hear no answers.
    pub lost_answers: Vec<LostAnswers>,
    /// The keys that something was said of, by the text that requests name them by.
    pub keys: LiteMap<String, KeyState>,
}

/// A fault that goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskedFault {
    /// As it was asked for.
    #[serde(flatten)]
    pub plan: FaultPlan,
    /// When it ends, unless faults are cleared before.
    pub until: Option<Instant>,
}

/// A fault of a destination that goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskedDestinationFault {
    /// As it was asked for.
    #[serde(flatten)]
    pub plan: DestinationFault,
    /// When it ends, unless faults are cleared before.
    pub until: Option<Instant>,
}

/// A shard that refuses every write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedWrites {
    /// Its stream.
    pub stream: String,
    /// Which shard.
    pub shard: ShardId,
    /// When it ends.
    pub until: Instant,
}

/// A producer that hears no answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LostAnswers {
    /// Its name.
    pub producer: String,
    /// When it ends.
    pub until: Instant,
}

impl World {
    /// What was asked for and still goes on.
    pub fn asked(&mut self) -> Asked {
        let (now, tenant) = (self.now, self.settings.tenant.clone());
        let lost = |producer: &Producer| {
            Some(LostAnswers {
                producer: producer.plan.name.clone(),
                until: producer.answers_lost_until(now)?,
            })
        };
        let lost_answers = self.cast.producers.iter().filter_map(lost).collect();
        let destination_faults = self.asked_of_destinations();
        let Some(services) = self.services(&tenant) else {
            return Asked { lost_answers, destination_faults, ..Asked::default() };
        };
        let streams = &services.streams;
        let faults = streams.faults(now).map(|(plan, until)| AskedFault { plan: plan.clone(), until });
        let refused = streams.refused_writes(now);
        Asked {
            faults: faults.collect(),
            destination_faults,
            refused_writes: refused
                .map(|(stream, shard, until)| RefusedWrites { stream: stream.into(), shard, until })
                .collect(),
            lost_answers,
            keys: streams.key_states().clone(),
        }
    }

    #[cfg(feature = "firehose")]
    fn asked_of_destinations(&mut self) -> Vec<AskedDestinationFault> {
        let now = self.now;
        let faults = self.deliveries().faults(now);
        faults.map(|(plan, until)| AskedDestinationFault { plan: plan.clone(), until }).collect()
    }

    #[cfg(not(feature = "firehose"))]
    fn asked_of_destinations(&mut self) -> Vec<AskedDestinationFault> {
        Vec::new()
    }
}
