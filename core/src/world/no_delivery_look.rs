//! Stands in for `delivery_look.rs` where the feature `firehose` is off: there is nothing to see.

use alloc::vec::Vec;

use super::look::Look;
use super::view::delivery_stream::DeliveryStreamView;

impl Look<'_> {
    #[expect(clippy::unused_self, reason = "there is nothing to look at")]
    pub(super) fn delivery_streams(self) -> Vec<DeliveryStreamView> {
        Vec::new()
    }
}
