//! How long what has failed is left alone.

use crate::time::Duration;

/// The pause after so many failures: the shortest after the first, then twice as long each time, up to the longest.
pub(crate) fn doubling(shortest: Duration, longest: Duration, failures: u32) -> Duration {
    let times = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_micros(shortest.total_micros().saturating_mul(times)).min(longest)
}
