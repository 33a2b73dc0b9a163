//! How much the copies that a player keeps hold on to, and which of them go when that is too much.
//!
//! A copy shares with the one after it what the world has not dropped in between; what it has dropped, only copies hold. How
//! much that is follows from what each holds and from what came in between.

use alloc::vec::Vec;

use super::player::Place;
use crate::fact::Fact;

/// Bytes that all copies together may hold, so that a session that runs for days fits into a tab of a browser.
const COPIED_BYTES_MAX: u64 = 176 << 20;
/// What they may hold beside the newest, however large that is: the way back to what was lately stays short.
const BESIDE_NEWEST_MAX: u64 = 48 << 20;
/// Copies kept of one course of events.
const COPIES_MAX: usize = 128;

impl Place {
    /// Bytes of all records and facts that ever came.
    fn came(&self) -> u64 {
        self.scan.put_bytes + self.scan.next_fact * size_of::<Fact>() as u64
    }

    /// Bytes that it holds and a later place does not share.
    fn alone(&self, later: &Self) -> u64 {
        let held = self.world.held_bytes();
        let came = later.came().saturating_sub(self.came());
        let dropped = (held + came).saturating_sub(later.world.held_bytes()).min(held);
        dropped + self.world.unshared_bytes()
    }
}

/// Bytes that copies of one course of events, in the order of time, hold together.
pub(super) fn held_bytes(copies: &[Place]) -> u64 {
    let alone: u64 = copies.windows(2).map(|pair| pair[0].alone(&pair[1])).sum();
    alone + copies.last().map_or(0, |newest| newest.world.held_bytes())
}

/// Whether they hold too much beside what `others` hold, or are too many.
pub(super) fn are_too_many(copies: &[Place], others: u64) -> bool {
    let newest = copies.last().map_or(0, |newest| newest.world.held_bytes());
    let bytes_max = COPIED_BYTES_MAX.max(newest + BESIDE_NEWEST_MAX);
    COPIES_MAX < copies.len() || bytes_max < held_bytes(copies) + others
}

/// Drops copies until they are not too many; never the first, which is the start, nor the newest. Of those that free much, the
/// one goes whose neighbours are nearest to each other: it saves the shortest way.
pub(super) fn thin(copies: &mut Vec<Place>) {
    while 2 < copies.len() && are_too_many(copies, 0) {
        let freed = |at: usize| {
            let (before, one, after) = (&copies[at - 1], &copies[at], &copies[at + 1]);
            (before.alone(one) + one.alone(after)).saturating_sub(before.alone(after))
        };
        let gap = |at: usize| copies[at + 1].world.now().since(copies[at - 1].world.now());
        let inner = 1..copies.len() - 1;
        let much = inner.clone().map(freed).max().unwrap_or(0) / 2;
        let least = inner.filter(|&at| much <= freed(at)).min_by_key(|&at| gap(at));
        copies.remove(least.unwrap_or(1));
    }
}
