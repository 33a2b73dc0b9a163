//! Functions of dates, times and timestamps.

pub(super) mod current;
pub(super) mod difference;
pub(super) mod extract;
pub(super) mod floor_to;
pub(super) mod monotonic;
pub(super) mod step;
