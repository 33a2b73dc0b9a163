//! How much computing capacity an application takes.

use serde::{Deserialize, Serialize};

use crate::time::{Duration, Instant};

/// How often it is measured.
const PERIOD: Duration = Duration::from_secs(60);

/// Kinesis processing units that an application may have. Source: the developer guide, limits.
const UNITS_MAX: u64 = 8;
/// What one unit is taken to do. The service tells only that a unit is one virtual CPU and 4 GB of memory; it recommends 5,000 to
/// 15,000 rows a second and 2 to 20 MB a second of an in-application stream, of which these are the lower ends. Assumed.
const ROWS_PER_SECOND: u64 = 5_000;
const BYTES_PER_SECOND: u64 = 2_000_000;
const STATE_BYTES: u64 = 4_000_000_000;

/// What was done since it was last measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Meter {
    since: Instant,
    rows: u64,
    bytes: u64,
    /// How much the application remembered when that was last known.
    state_bytes: u64,
}

impl Meter {
    pub(super) fn new(now: Instant) -> Self {
        Self { since: now, rows: 0, bytes: 0, state_bytes: 0 }
    }

    pub(super) fn due(&self) -> Instant {
        self.since + PERIOD
    }

    /// Counts rows that came into streams.
    pub(super) fn count_rows(&mut self, rows: u64) {
        self.rows += rows;
    }

    /// Counts bytes that were read.
    pub(super) fn count_bytes(&mut self, bytes: u64) {
        self.bytes += bytes;
    }

    /// Notes how much the application remembers.
    pub(super) fn note_state(&mut self, bytes: u64) {
        self.state_bytes = bytes;
    }

    /// Ends a period: how long it was, and how many units it took.
    pub(super) fn read(&mut self, now: Instant) -> (u64, u32) {
        let millis = now.since(self.since).total_millis();
        let per_second = |count: u64| count.saturating_mul(1_000) / millis.max(1);
        let units = units(per_second(self.rows), per_second(self.bytes), self.state_bytes);
        *self = Self { state_bytes: self.state_bytes, ..Self::new(now) };
        (millis, units)
    }
}

/// How many units it takes to do so much a second and to remember so much: at least one.
fn units(rows_per_second: u64, bytes_per_second: u64, state_bytes: u64) -> u32 {
    let rows = rows_per_second.div_ceil(ROWS_PER_SECOND);
    let bytes = bytes_per_second.div_ceil(BYTES_PER_SECOND);
    let state = state_bytes.div_ceil(STATE_BYTES);
    rows.max(bytes).max(state).clamp(1, UNITS_MAX) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scarcest_of_rows_bytes_and_memory_decides() {
        assert_eq!(units(0, 0, 0), 1);
        assert_eq!(units(5_000, 2_000_000, 4_000_000_000), 1);
        assert_eq!(units(5_001, 0, 0), 2);
        assert_eq!(units(0, 6_000_001, 0), 4);
        assert_eq!(units(1, 1, 8_000_000_001), 3);
        assert_eq!(units(u64::MAX, 0, 0), 8);
    }

    #[test]
    fn a_period_counts_from_where_the_last_one_ended() {
        let start = Instant::DEFAULT_START;
        let mut meter = Meter::new(start);
        meter.count_rows(600_000);
        assert_eq!(meter.read(meter.due()), (60_000, 2));
        assert_eq!(meter.read(start + Duration::from_secs(90)), (30_000, 1));
    }
}
