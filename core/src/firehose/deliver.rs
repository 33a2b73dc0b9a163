//! How a delivery becomes an object, and what comes of it.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::configuration::s3::CompressionFormat;
use super::delivery_stream::DeliveryStream;
use super::errand::{Errand, Outcome, Purpose, Wish};
use super::flow::delivery::{Backoff, Delivery, Lane, RETENTION};
use super::flow::failure;
use super::flow::object::{self, Object, Suffix};
use super::formats::Formats;
use super::prefix::{Local, PartitionKeys, Prefix, Role, Scene};
use super::route::Route;
use super::time_zone::TimeZone;
use crate::fact::Event;
use crate::ids::{AccountId, Region};
use crate::rng::Rng;
use crate::time::{Duration, Instant};

/// How long a bucket that does not take an object is left alone at most. Assumed.
const PAUSE_MAX: Duration = Duration::from_secs(120);

/// What every errand of a delivery stream takes from the service.
pub(super) struct Means<'m> {
    pub(super) account: AccountId,
    pub(super) region: &'m Region,
    pub(super) rng: &'m mut Rng,
    pub(super) formats: Option<&'static dyn Formats>,
    pub(super) errands: &'m mut VecDeque<Errand>,
}

impl Means<'_> {
    /// The ARN of a delivery stream.
    pub(super) fn arn(&self, name: &str) -> String {
        arn(self.account, self.region, name)
    }
}

/// The ARN of a delivery stream.
pub(super) fn arn(account: AccountId, region: &Region, name: &str) -> String {
    format!("arn:aws:firehose:{region}:{account}:deliverystream/{name}")
}

impl DeliveryStream {
    /// Closes the buffers that are large or old enough, and begins the deliveries that are due.
    pub(super) fn deliver(&mut self, means: &mut Means<'_>, now: Instant) {
        self.flow.close_due(self.destination.plan(None).closing, false, now);
        self.call_function(means, now);
        while let Some(delivery) = self.flow.next_due(now) {
            delivery.begin();
            let Some(route) = self.destination.route(delivery.lane) else { continue };
            let (name, version) = (&*self.name, self.version);
            let object = make_object(name, version, &route, delivery, means);
            let delivery_stream = self.name.clone();
            let wish = Wish::PutObject(object);
            let purpose = Purpose::Delivery(delivery.serial);
            means.errands.push_back(Errand { delivery_stream, purpose, wish });
        }
    }

    /// When a buffer closes next, or a delivery is tried next.
    pub(super) fn delivery_due(&self) -> Option<Instant> {
        self.flow.poll_timeout(self.destination.plan(None).closing)
    }

    /// Takes what came of an errand; one for a delivery that is over changes nothing.
    pub(super) fn take_delivery(
        &mut self,
        serial: u64,
        outcome: Outcome,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let (attempts, place) = (delivery.attempts, delivery.place.clone().unwrap_or_default());
        let (records, bytes) = (delivery.entries().len() as u64, delivery.bytes());
        let (lane, cause) = (Cow::Borrowed(delivery.lane.as_str()), Cow::Borrowed(delivery.cause.as_str()));
        let delivery_stream = self.name.clone();
        facts.push_back(match outcome {
            Outcome::Failed { code, .. } => {
                let next = delivery.fail(Backoff::Doubling(PAUSE_MAX), RETENTION, now);
                if next.is_none() {
                    self.flow.lose(serial);
                }
                Event::DeliveryFailed { delivery_stream, lane, place, records, code, attempts, next }
            }
            _ => {
                self.flow.finish(serial);
                Event::Delivered { delivery_stream, lane, place, records, bytes, cause, attempts }
            }
        });
    }
}

fn make_object(
    name: &str,
    version: u64,
    route: &Route<'_>,
    delivery: &mut Delivery,
    means: &mut Means<'_>,
) -> Object {
    let key = match delivery.place.take() {
        Some(key) => key,
        None => make_key(name, version, route, delivery, means.rng),
    };
    delivery.place = Some(key.clone());
    let body = match delivery.lane {
        Lane::Failures(_) => failure::lines(delivery.entries()),
        Lane::Data | Lane::Backup => object::join(delivery.entries(), route.with_delimiter),
    };
    Object {
        bucket: route.bucket.into(),
        body: compress(route.compression, body, means),
        content_encoding: route.compression.content_encoding().map(Into::into),
        kms_key: route.kms_key.map(Into::into),
        key,
    }
}

/// The key of an object: it stays the same however often the object is tried.
fn make_key(name: &str, version: u64, route: &Route<'_>, delivery: &Delivery, rng: &mut Rng) -> String {
    let oldest = delivery.oldest();
    let zone = route.time_zone.and_then(TimeZone::find);
    let at = zone.map_or_else(|| Local::utc(oldest), |zone| zone.local(oldest));
    let read = |text, role| Prefix::parse(text, role).expect("it was checked when it came");
    let prefix = read(route.prefix, Role::Data);
    let keys = delivery.entries().first().map_or_else(PartitionKeys::default, |entry| PartitionKeys {
        from_query: &entry.keys_from_query,
        from_lambda: &entry.keys_from_lambda,
    });
    let mut key = match delivery.lane {
        Lane::Data | Lane::Backup => prefix.evaluate(&Scene { at, error_output_type: "", keys }, rng),
        Lane::Failures(kind) => {
            let errors = route.error_output_prefix.map(|text| read(text, Role::Errors));
            let scene = Scene { at, error_output_type: kind.as_str(), keys };
            Prefix::evaluate_errors(errors.as_ref(), &prefix, &scene, rng)
        }
    };
    key += &Suffix { delivery_stream: name, version, at: &at }.print(rng);
    let of_format = route.compression.extension();
    key += match delivery.lane {
        Lane::Data => route.file_extension.unwrap_or(of_format),
        Lane::Backup | Lane::Failures(_) => of_format,
    };
    key
}

fn compress(format: CompressionFormat, body: Vec<u8>, means: &mut Means<'_>) -> Vec<u8> {
    if format == CompressionFormat::Uncompressed {
        return body;
    }
    let formats = means.formats.expect("whoever lets records be compressed has brought the formats");
    formats.compress(format, &object::uuid(means.rng), &body)
}
