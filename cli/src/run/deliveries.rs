//! What became of delivery streams: their records, what they put into buckets, and what did not work.

use std::collections::BTreeMap;

use kinetoscope::world::World;
use kinetoscope::world::view::delivery_stream::{DeliveryStreamView, RecordCounts};
use serde::Serialize;

use super::totals::DeliveryTotals;

/// A delivery stream that was there at the end.
#[derive(Debug, Serialize)]
pub(super) struct DeliveryStreamSummary {
    name: String,
    /// What it delivers to, as metrics name it.
    to: String,
    #[serde(flatten)]
    counts: RecordCounts,
    #[serde(flatten)]
    totals: DeliveryTotals,
}

/// A bucket as it was at the end.
#[derive(Debug, Serialize)]
pub(super) struct BucketSummary {
    name: String,
    objects: usize,
    bytes: usize,
}

impl DeliveryStreamSummary {
    pub(super) const HEADER: [&str; 11] = [
        "delivery stream",
        "to",
        "accepted",
        "split",
        "delivered",
        "dropped",
        "failed",
        "lost",
        "waiting",
        "deliveries",
        "failed tries",
    ];

    pub(super) fn of(view: DeliveryStreamView, totals: &BTreeMap<String, DeliveryTotals>) -> Self {
        let totals = totals.get(&view.name).copied().unwrap_or_default();
        Self { name: view.name, to: view.target, counts: view.counts, totals }
    }

    pub(super) fn row(&self) -> [String; 11] {
        let RecordCounts { accepted, split, delivered, dropped, failed, lost, waiting } = self.counts;
        let DeliveryTotals { deliveries, failed_tries } = self.totals;
        let numbers = [accepted, split, delivered, dropped, failed, lost, waiting, deliveries, failed_tries];
        let [accepted, split, delivered, dropped, failed, lost, waiting, deliveries, failed_tries] =
            numbers.map(|number| number.to_string());
        let (name, to) = (self.name.clone(), self.to.clone());
        [name, to, accepted, split, delivered, dropped, failed, lost, waiting, deliveries, failed_tries]
    }
}

impl BucketSummary {
    pub(super) const HEADER: [&str; 3] = ["bucket", "objects", "bytes"];

    /// The buckets of the account that a scenario is in.
    pub(super) fn all(world: &mut World) -> Vec<Self> {
        let account = world.settings().tenant.account;
        let buckets = world.s3().buckets_of(account).map(|bucket| Self {
            name: bucket.name.to_string(),
            objects: bucket.objects().count(),
            bytes: bucket.objects().map(|(_, object)| object.body.len()).sum(),
        });
        buckets.collect()
    }

    pub(super) fn row(&self) -> [String; 3] {
        [self.name.clone(), self.objects.to_string(), self.bytes.to_string()]
    }
}
