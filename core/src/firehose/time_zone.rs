//! Time zones by name.

/// A time zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeZone;

impl TimeZone {
    pub(super) fn find(name: &str) -> Option<Self> {
        (name == "UTC").then_some(Self)
    }
}
