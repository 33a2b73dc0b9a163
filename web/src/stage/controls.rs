//! What the stage has for those who change and measure. Home's stage has none of it, and home's first load none of its code.

use leptos::prelude::*;

use super::canvas::{WIRES, Wires};
use super::map::{Map, Zoom};
use super::producers::Fields;
use super::readers::Facts;
use super::shards::{Creating, Film, Meters};
use super::sinks::Sinks;
use crate::store::Store;

/// Makers of the parts, each for the actor or the shard that it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Controls {
    /// Below a producer's name: what it sends.
    pub(super) producer: fn(StoredValue<String>) -> AnyView,
    /// Below a reader's lag: how it reads.
    pub(super) reader: fn(StoredValue<String>) -> AnyView,
    /// Below the readers: delivery streams, and the wires to them.
    pub(super) sinks: fn() -> AnyView,
    pub(super) wires: Wires,
    /// Above the strips: their map, how tall they are, and when there will be any.
    pub(super) strips: fn() -> AnyView,
    /// The film of a shard, whose frames can be chosen.
    pub(super) film: fn(u32) -> AnyView,
    /// What goes in and out of a shard.
    pub(super) meters: fn(u32) -> AnyView,
    /// Makes strips taller, or lower.
    pub(super) zoom: fn(Store, bool),
}

/// All of them.
pub(crate) const CONTROLS: Controls = Controls {
    producer: |id| view! { <Fields id=id/> }.into_any(),
    reader: |id| view! { <Facts id=id/> }.into_any(),
    sinks: || view! { <Sinks/> }.into_any(),
    wires: WIRES,
    strips: || view! { <Zoom/><Map/><Creating/> }.into_any(),
    film: |number| view! { <Film number=number/> }.into_any(),
    meters: |number| view! { <Meters number=number/> }.into_any(),
    zoom: Store::zoom,
};
