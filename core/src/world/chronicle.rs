//! All that reads facts: the list with its hash, the rates, the explanations, the books of each tenant, what lessons ask.

use serde::{Deserialize, Serialize};

use super::books::Books;
use super::deeds::Deeds;
#[cfg(feature = "firehose")]
use super::delivery_log::DeliveryLog;
use super::explain::Explainer;
use super::gauge::Gauge;
use super::tenant::Tenant;
use super::transcript::Transcript;
use crate::fact::Event;
use crate::time::Instant;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Chronicle {
    pub(super) transcript: Transcript,
    pub(super) gauge: Gauge,
    pub(super) explainer: Explainer,
    pub(super) books: Books,
    pub(super) deeds: Deeds,
    #[cfg(feature = "firehose")]
    pub(super) deliveries: DeliveryLog,
}

impl Chronicle {
    /// Lets each of them read a fact.
    pub(super) fn take(&mut self, tenant: &Tenant, event: Event, now: Instant) {
        self.gauge.read(tenant, &event, now);
        self.explainer.read(tenant, &event, now);
        self.books.read(tenant, &event, now);
        self.deeds.read(&event, now);
        #[cfg(feature = "firehose")]
        self.deliveries.read(&event, now);
        self.transcript.push(tenant, event, now);
    }
}
