//! What became of delivery streams: their records, and what did not work.

use std::collections::BTreeMap;

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
