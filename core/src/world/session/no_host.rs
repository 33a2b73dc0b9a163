//! Stands in for `host.rs` where the feature `firehose` is off: a host has nothing to do.

use super::player::Player;

impl Player {
    #[expect(clippy::unused_self, reason = "there is nothing to wait for")]
    pub(super) fn waits_for_host(&mut self) -> bool {
        false
    }
}
