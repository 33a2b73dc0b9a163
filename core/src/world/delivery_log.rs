//! The last deliveries, as pages and tables show them: what was delivered where and why then, what was refused, and what was
//! given up.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::World;
use crate::fact::{DeliveryStreamEvent, Event};
use crate::time::Instant;

/// Deliveries that are kept.
pub const DELIVERIES_KEPT: usize = 1_000;

/// Whoever reads deliveries out of facts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DeliveryLog {
    /// Oldest first. Copies of a world share what they have in common.
    kept: VecDeque<Arc<LoggedDelivery>>,
    /// What each delivery stream has delivered.
    totals: LiteMap<Arc<str>, Total>,
}

/// All that a delivery stream has delivered to where it delivers now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Total {
    /// What that is, as metrics name it.
    target: Cow<'static, str>,
    /// How often it took something: so many objects or requests it has.
    pub(super) deliveries: u64,
    /// Bytes of what records became there.
    pub(super) body_bytes: u64,
}

/// Records that left a delivery stream together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedDelivery {
    /// When.
    pub at: Instant,
    /// The delivery stream.
    pub delivery_stream: Arc<str>,
    /// What they went to, as metrics name it.
    pub target: Cow<'static, str>,
    /// `data`, `backup`, `manifest`, or the kind of error that they tell of.
    pub lane: Cow<'static, str>,
    /// Where they are: the key of an object, for one.
    pub place: String,
    /// How many they are.
    pub records: u64,
    /// Their bytes as they came.
    pub bytes: u64,
    /// Bytes of what they became.
    pub body_bytes: u64,
    /// Why they were kept no longer.
    pub cause: Cow<'static, str>,
    /// How often it was tried.
    pub attempts: u32,
    /// When the oldest of them came.
    pub oldest: Instant,
    /// Why the destination has not taken them; nothing where it has.
    pub refused: Option<Cow<'static, str>>,
    /// Of a try that is followed by another, when that is.
    pub next: Option<Instant>,
}

impl LoggedDelivery {
    /// Whether it tells of records that could not be delivered as they were to be.
    pub fn is_of_errors(&self) -> bool {
        !matches!(&*self.lane, "data" | "backup" | "manifest")
    }
}

impl DeliveryLog {
    /// Reads a fact. All delivery streams of one name are one here, as in a session, which has one of each.
    pub(super) fn read(&mut self, event: &Event, at: Instant) {
        let Event::DeliveryStream { delivery_stream, event } = event else { return };
        self.count(delivery_stream, event);
        let Some(delivery) = logged(delivery_stream, event, at) else { return };
        if DELIVERIES_KEPT <= self.kept.len() {
            self.kept.pop_front();
        }
        self.kept.push_back(delivery.into());
    }

    /// What a delivery stream has delivered; nothing where it has not.
    pub(super) fn total(&self, delivery_stream: &str) -> Option<&Total> {
        self.totals.get(delivery_stream)
    }

    fn count(&mut self, delivery_stream: &Arc<str>, event: &DeliveryStreamEvent) {
        match event {
            DeliveryStreamEvent::StatusChanged(None) => _ = self.totals.remove(delivery_stream),
            DeliveryStreamEvent::Delivered { target, lane, body_bytes, .. } if lane == "data" => {
                let total = self.totals.entry(delivery_stream.clone()).or_default();
                if total.target != *target {
                    *total = Total { target: target.clone(), ..Total::default() };
                }
                total.deliveries += 1;
                total.body_bytes += body_bytes;
            }
            _ => {}
        }
    }
}

fn logged(delivery_stream: &Arc<str>, event: &DeliveryStreamEvent, at: Instant) -> Option<LoggedDelivery> {
    let delivery_stream = delivery_stream.clone();
    match event {
        DeliveryStreamEvent::Delivered {
            target,
            lane,
            place,
            records,
            bytes,
            body_bytes,
            cause,
            attempts,
            oldest,
            ..
        } => Some(LoggedDelivery {
            at,
            delivery_stream,
            target: target.clone(),
            lane: lane.clone(),
            place: place.clone(),
            records: *records,
            bytes: *bytes,
            body_bytes: *body_bytes,
            cause: cause.clone(),
            attempts: *attempts,
            oldest: *oldest,
            refused: None,
            next: None,
        }),
        DeliveryStreamEvent::DeliveryFailed {
            target,
            lane,
            place,
            records,
            code,
            message,
            attempts,
            next,
        } => Some(LoggedDelivery {
            at,
            delivery_stream,
            target: target.clone(),
            lane: lane.clone(),
            place: place.clone(),
            records: *records,
            bytes: 0,
            body_bytes: 0,
            cause: Cow::Borrowed(""),
            attempts: *attempts,
            oldest: at,
            refused: Some(alloc::format!("{code}: {message}").into()),
            next: *next,
        }),
        _ => None,
    }
}

/// A delivery with the bucket that its object is in, if it is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedDelivery {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: LoggedDelivery,
    /// The bucket.
    pub bucket: Option<String>,
}

impl World {
    /// The last deliveries, oldest first: at most [`DELIVERIES_KEPT`].
    pub fn delivery_log(&mut self) -> impl DoubleEndedIterator<Item = &LoggedDelivery> {
        self.look().chronicle.deliveries.kept.iter().map(|delivery| &**delivery)
    }

    /// The last deliveries of a delivery stream, the newest first, no more than so many.
    pub fn placed_deliveries(&mut self, delivery_stream: &str, max: usize) -> Vec<PlacedDelivery> {
        let of_it = |delivery: &&LoggedDelivery| *delivery.delivery_stream == *delivery_stream;
        let found: Vec<_> = self.delivery_log().rev().filter(of_it).take(max).cloned().collect();
        found.into_iter().map(|delivery| self.placed(delivery)).collect()
    }

    fn placed(&mut self, delivery: LoggedDelivery) -> PlacedDelivery {
        let account = self.settings().tenant.account;
        let mut buckets = self.s3().buckets_of(account);
        let bucket = buckets.find(|bucket| bucket.object(&delivery.place).is_ok());
        PlacedDelivery { bucket: bucket.map(|bucket| (*bucket.name).into()), delivery }
    }
}
