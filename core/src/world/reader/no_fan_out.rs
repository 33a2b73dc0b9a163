//! Stands in for `fan_out.rs` where the feature `subscriptions` is off: no scenario with such a reader is taken.

use super::Reader;
use crate::time::Instant;
use crate::world::World;

impl Reader {
    pub(super) fn subscribe(&mut self, _: &mut World, _: Instant) {}

    pub(super) fn take_events(&mut self, _: &mut World, _: Instant) {}

    pub(super) fn unsubscribe(&mut self, _: &mut World) {}
}
