//! What servers keep of what they were sent: each thing has a number by when it came, so that the oldest of all can go first.

use alloc::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Counts what comes, whoever it comes to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(in crate::world) struct Arrivals(u64);

impl Arrivals {
    /// The number of what comes now.
    pub(in crate::world) fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }

    /// Whether nothing has come since.
    pub(in crate::world) fn is_newest(self, number: u64) -> bool {
        self.0 == number
    }
}

/// What came in one request.
pub(super) trait Arrived {
    /// By when it came.
    fn number(&self) -> u64;

    /// Its bytes.
    fn bytes(&self) -> u64;
}

/// The last requests, oldest first.
impl<T: Arrived> Keeps for VecDeque<T> {
    fn bytes(&self) -> u64 {
        self.iter().map(Arrived::bytes).sum()
    }

    fn oldest(&self) -> Option<u64> {
        self.front().map(Arrived::number)
    }

    fn drop_oldest(&mut self) -> u64 {
        self.pop_front().map_or(0, |oldest| oldest.bytes())
    }
}

/// Keeps what it was sent.
pub(super) trait Keeps {
    /// Bytes of all that is kept.
    fn bytes(&self) -> u64;

    /// The number of the oldest thing.
    fn oldest(&self) -> Option<u64>;

    /// Lets the oldest thing go, and says how many bytes it had.
    fn drop_oldest(&mut self) -> u64;
}
