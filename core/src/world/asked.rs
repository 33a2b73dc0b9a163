//! What was asked for and still goes on: faults, and KMS keys that cannot be used.

use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::Serialize;

use super::World;
use crate::fault::FaultPlan;
use crate::streams::KeyState;
use crate::time::Instant;

/// What goes on in the default account and region.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Asked {
    /// Faults, in the order in which they began.
    pub faults: Vec<AskedFault>,
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

impl World {
    /// What was asked for and still goes on.
    pub fn asked(&mut self) -> Asked {
        let (now, tenant) = (self.now, self.settings.tenant.clone());
        let Some(services) = self.services(&tenant) else { return Asked::default() };
        let faults = services.streams.faults(now);
        Asked {
            faults: faults.map(|(plan, until)| AskedFault { plan: plan.clone(), until }).collect(),
            keys: services.streams.key_states().clone(),
        }
    }
}
