//! The operations of CloudTrail, one a file, under AWS's names.

mod lookup_events;

pub use lookup_events::{
    EventCategory, LookupAttribute, LookupAttributeKey, LookupEvents, LookupEventsInput, LookupEventsOutput,
    Resource, TrailEvent,
};

use super::CloudTrail;
use crate::api::Declaration;

/// Every operation of the service that this engine runs, by name.
pub static OPERATIONS: &[Declaration<CloudTrail>] = &[Declaration::of::<LookupEvents>()];
