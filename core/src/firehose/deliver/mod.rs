//! How deliveries go to their destination, a kind of destination a file, and what comes of it.

mod http_endpoint;
mod object;
mod opensearch;
mod redshift;
mod splunk;
mod tables;
mod verdict;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::check::first_need;
use super::configuration::destination::Destination;
use super::delivery_stream::DeliveryStream;
use super::error::not_here;
use super::error_log::LogOf;
use super::flow::delivery::{Delivery, Lane, Stage};
use super::flow::entry::Entry;
use super::flow::failure::{Details, ErrorOutputType, Failure};
use super::formats::Formats;
use super::intake::billed_bytes;
use crate::api::Setting as _;
use crate::errand::{Asker, Column, Errand, Outcome, Purpose, Refused};
use crate::fact::DeliveryStreamEvent as Event;
use crate::ids::{AccountId, Region};
use crate::rng::Rng;
use crate::time::Instant;
use crate::wire::{Protocol, Writer};
use opensearch::Target;
pub use redshift::ERRORS as SKIPPED_MANIFESTS;
use tables::Rows;
use verdict::{Verdict, judge, patience};

/// The code of what fails because the host has not brought the formats. Assumed: the service has all of them.
pub(super) const NO_FORMATS: &str = "InternalError";

/// What every errand of a delivery stream takes from the service.
pub(super) struct Means<'m> {
    pub(super) account: AccountId,
    pub(super) region: &'m Region,
    pub(super) rng: &'m mut Rng,
    pub(super) formats: Option<&'static dyn Formats>,
    pub(super) errands: &'m mut VecDeque<Errand>,
    /// Whether tries again are spread by chance.
    pub(super) retry_jitter: bool,
}

/// Whose delivery it is.
#[derive(Clone, Copy, Debug)]
struct About<'s> {
    name: &'s str,
    arn: &'s str,
    version: u64,
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
        self.begin_due(means, now);
        // What was asked for and failed at once is told of at once.
        while self.delivery_due().is_some_and(|due| due <= now) {
            self.begin_due(means, now);
        }
    }

    fn begin_due(&mut self, means: &mut Means<'_>, now: Instant) {
        self.flow.close_due(self.destination.closing(), now);
        self.call_function(means, now);
        self.flow.let_copy(now);
        let (arn, retention) = (means.arn(&self.name), self.retention());
        let missing = self.missing(means.formats);
        while let Some(delivery) = self.flow.next_due(now) {
            let about = About { name: &self.name, arn: &arn, version: self.version };
            let serial = delivery.serial;
            if let Some(missing) = &missing {
                delivery.begin();
                self.try_again(serial, core::slice::from_ref(missing), means, now);
                continue;
            }
            match make_wish(&self.destination, &about, delivery, means, now) {
                Ok(wish) => {
                    delivery.begin();
                    let (asker, purpose) =
                        (Asker::DeliveryStream(self.name.clone()), Purpose::Delivery(serial));
                    means.errands.push_back(Errand { asker, purpose, wish });
                }
                Err(refused) => {
                    let kind = patience(&self.destination, retention, delivery).kind;
                    self.refuse_some(serial, refused, kind.unwrap_or(ErrorOutputType::Processing), now);
                }
            }
        }
    }

    /// Why nothing of it is delivered now: a world that goes on from a snapshot may not have been given the formats again. That is
    /// a failure as any other, which is over once they are there.
    fn missing(&self, formats: Option<&'static dyn Formats>) -> Option<Refused> {
        let what = if formats.is_none() { first_need(&self.destination) } else { None };
        what.map(|what| Refused::new(NO_FORMATS, not_here(&what)))
    }

    /// When a buffer closes next, or a delivery is tried next.
    pub(super) fn delivery_due(&self) -> Option<Instant> {
        self.flow.poll_timeout(self.destination.closing(), self.parallel_max())
    }

    /// Takes what came of an errand; one for a delivery that is over changes nothing.
    pub(super) fn take_delivery(
        &mut self,
        serial: u64,
        outcome: Outcome,
        means: &mut Means<'_>,
        now: Instant,
    ) {
        let Some(delivery) = self.flow.under_way(serial) else { return };
        match judge(&self.destination, delivery, outcome, now) {
            Verdict::Taken => self.take_all(serial, now),
            Verdict::Partly(refused) => self.take_some(serial, &refused, means, now),
            Verdict::GoOn(stage, pause) => {
                let due = (stage != Stage::Queued).then_some(now + pause);
                delivery.go_on(stage, due);
            }
            Verdict::Columns(columns) => self.convert(serial, &columns, means, now),
            Verdict::Again(refused) => self.try_again(serial, &[refused], means, now),
            Verdict::Never(refused, kind) => self.give_up(serial, &refused, Some(kind), now),
            Verdict::Lost(refused) => self.give_up(serial, &refused, None, now),
        }
        self.flow.let_copy(now);
    }

    fn take_all(&mut self, serial: u64, now: Instant) {
        if let Some(delivery) = self.flow.under_way(serial) {
            let event = delivered(&self.destination, delivery, delivery.entries());
            self.flow.events.push_back(event);
        }
        self.flow.finish(serial, now);
    }

    /// Notes that all but these records are taken; these are tried again as long as may be.
    fn take_some(&mut self, serial: u64, refused: &[(usize, Refused)], means: &mut Means<'_>, now: Instant) {
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let places: Vec<_> = refused.iter().map(|(at, _)| *at).collect();
        let is_taken = |at: &usize| places.binary_search(at).is_err();
        let taken: Vec<_> =
            (0..delivery.entries().len()).filter(is_taken).map(|at| delivery.entries()[at].clone()).collect();
        let event = delivered(&self.destination, delivery, &taken);
        delivery.keep(&places);
        let place = delivery.place.clone().unwrap_or_default();
        if !taken.is_empty() {
            self.flow.events.push_back(event);
            self.flow.finish_some(&taken, &place, now);
        }
        let why: Vec<_> = refused.iter().map(|(_, why)| why.clone()).collect();
        self.try_again(serial, &why, means, now);
    }

    /// Has a delivery tried again, or gives it up: for the reason of each record, or for one of all.
    fn try_again(&mut self, serial: u64, refused: &[Refused], means: &mut Means<'_>, now: Instant) {
        let retention = self.retention();
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let patience = patience(&self.destination, retention, delivery);
        let chance = means.retry_jitter.then_some(&mut *means.rng);
        let pause = patience.backoff.pause(delivery.attempts, chance);
        let next = delivery.fail(pause, patience.tries_for, now);
        if matches!(delivery.stage, Stage::Acknowledge { .. }) {
            delivery.stage = Stage::Send;
        }
        let Some(first) = refused.first() else { return };
        let log = LogOf::delivery(&self.destination, delivery);
        let event = failed(&self.destination, delivery, first, next);
        self.flow.events.push_back(event);
        self.flow.log(log, first);
        if next.is_none() {
            self.end(serial, refused, patience.kind, now);
        }
    }

    /// Gives a delivery up, whatever time there would be.
    fn give_up(&mut self, serial: u64, refused: &Refused, kind: Option<ErrorOutputType>, now: Instant) {
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let log = LogOf::delivery(&self.destination, delivery);
        let event = failed(&self.destination, delivery, refused, None);
        self.flow.events.push_back(event);
        self.flow.log(log, refused);
        self.end(serial, core::slice::from_ref(refused), kind, now);
    }

    /// Ends a delivery that was not taken: its records are told of, where that is so, or gone.
    fn end(&mut self, serial: u64, refused: &[Refused], kind: Option<ErrorOutputType>, now: Instant) {
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let (attempts, stage) = (delivery.attempts, delivery.stage.clone());
        let place = delivery.place.clone().unwrap_or_default();
        match (kind, stage) {
            (Some(kind), _) => {
                let entries = self.flow.take_back(serial);
                self.tell_failed(entries, refused, kind, &place, attempts, now);
            }
            (None, Stage::Copy) => {
                if let Some(route) = self.destination.route(Lane::Data) {
                    let manifest = redshift::skipped(&route, delivery);
                    self.flow.add_delivery(Lane::Manifest, manifest, now);
                }
                self.flow.skip(serial, now);
            }
            (None, _) => self.flow.lose(serial, now),
        }
    }

    /// Tells of records as failed, each for its reason or all for the first. Facts tell of all with one code together: each
    /// text may be another, and there may be as many as records.
    fn tell_failed(
        &mut self,
        entries: Vec<Entry>,
        refused: &[Refused],
        kind: ErrorOutputType,
        place: &str,
        attempts: u32,
        now: Instant,
    ) {
        let mut reasons = refused.iter().chain(core::iter::repeat(&refused[refused.len() - 1]));
        let target = Target::of(&self.destination);
        let table =
            self.destination.schema().map(Arc::new).filter(|_| kind == ErrorOutputType::FormatConversion);
        let mut of_codes: Vec<(Failure, Vec<Entry>)> = Vec::new();
        for mut entry in entries {
            let Refused { code, message } = reasons.next().expect("it goes on for ever").clone();
            let details =
                Details { table: table.clone(), ..details_of(kind, place, &entry, target.as_ref()) };
            let failure = Failure { kind, code, message, attempts, ended: now, details };
            entry.failure = Some(Box::new(failure.clone()));
            match of_codes.iter_mut().find(|(first, _)| first.code == failure.code) {
                Some((_, entries)) => entries.push(entry),
                None => of_codes.push((failure, [entry].into())),
            }
        }
        for (first, entries) in of_codes {
            self.flow.fail(entries, &first, now);
        }
    }

    /// Takes records out of a delivery that can never be sent.
    fn refuse_some(
        &mut self,
        serial: u64,
        refused: Vec<(usize, Refused)>,
        kind: ErrorOutputType,
        now: Instant,
    ) {
        let Some(delivery) = self.flow.find_delivery(serial) else { return };
        let places: Vec<_> = refused.iter().map(|(at, _)| *at).collect();
        let entries = delivery.remove(&places);
        let is_empty = delivery.entries().is_empty();
        let why: Vec<_> = refused.into_iter().map(|(_, why)| why).collect();
        why.iter().for_each(|why| self.flow.log_record(why));
        self.tell_failed(entries, &why, kind, "", 1, now);
        if is_empty {
            self.flow.take_back(serial);
        }
    }

    /// Makes a file of a delivery's records, now that the columns are known.
    fn convert(&mut self, serial: u64, columns: &[Column], means: &mut Means<'_>, now: Instant) {
        let missing = self.missing(means.formats);
        let Some(delivery) = self.flow.under_way(serial) else { return };
        let Some(conversion) = self.destination.conversion() else {
            // It was turned off while the columns were asked for.
            return delivery.go_on(Stage::Send, Some(now));
        };
        let Some(formats) = means.formats else {
            return self.try_again(serial, missing.as_slice(), means, now);
        };
        let records: Vec<&[u8]> = delivery.entries().iter().map(|entry| &*entry.data).collect();
        let mut writer = Writer::new(Protocol::Json);
        conversion.write(&mut writer);
        match formats.convert(&writer.into_bytes(), columns, &records) {
            Ok(converted) => {
                delivery.file = Some(converted.file.into());
                delivery.go_on(Stage::Send, Some(now));
                if !converted.refused.is_empty() {
                    self.refuse_some(serial, converted.refused, ErrorOutputType::FormatConversion, now);
                }
            }
            Err(refused) => self.give_up(serial, &refused, Some(ErrorOutputType::FormatConversion), now),
        }
    }
}

/// What is to be done next for a delivery; or the records of it that can never be sent.
fn make_wish(
    destination: &Destination,
    about: &About<'_>,
    delivery: &mut Delivery,
    means: &mut Means<'_>,
    now: Instant,
) -> Rows {
    let route = destination.route(delivery.lane);
    if delivery.lane == Lane::Manifest && delivery.place.is_none() {
        delivery.place = Some(redshift::skipped_key(about, delivery, means.rng));
    }
    let of_object = |delivery: &mut Delivery, means: &mut Means<'_>| {
        let route = route.expect("what goes to a bucket has one");
        object::wish(about, &route, delivery, means)
    };
    if delivery.lane != Lane::Data {
        return Ok(of_object(delivery, means));
    }
    Ok(match (destination, &delivery.stage) {
        (Destination::HttpEndpoint(endpoint), _) => {
            return http_endpoint::wish(endpoint, about, delivery, means, now);
        }
        (Destination::Splunk(splunk), _) => splunk::wish(splunk, delivery, means),
        (Destination::Snowflake(snowflake), _) => return tables::of_snowflake(snowflake, about, delivery),
        (Destination::Iceberg(iceberg), _) => return tables::of_iceberg(iceberg, delivery),
        (Destination::Redshift(_), Stage::Manifest) => {
            redshift::manifest(&route.expect("it was put there"), delivery)
        }
        (Destination::Redshift(redshift), Stage::Copy) => {
            redshift::copy(redshift, &route.expect("it was put there"), delivery)
        }
        (Destination::ExtendedS3(_), _) => {
            match object::describe(destination).filter(|_| delivery.file.is_none()) {
                Some(wish) => {
                    delivery.stage = Stage::Describe;
                    wish
                }
                None => of_object(delivery, means),
            }
        }
        _ => match Target::of(destination) {
            Some(target) => opensearch::wish(&target, delivery, means),
            None => of_object(delivery, means),
        },
    })
}

/// What a line says of a record beside what every line says.
fn details_of(kind: ErrorOutputType, place: &str, entry: &Entry, target: Option<&Target<'_>>) -> Details {
    let id = || format!("{place}.{}.{}", entry.number, entry.part);
    match kind {
        ErrorOutputType::Opensearch => {
            Details { document: target.map(|target| target.name(place, entry)), ..Details::default() }
        }
        ErrorOutputType::Splunk => Details { event_id: Some(id()), ..Details::default() },
        ErrorOutputType::HttpEndpoint => Details { data_id: Some(id()), ..Details::default() },
        _ => Details::default(),
    }
}

fn delivered(destination: &Destination, delivery: &Delivery, entries: &[Entry]) -> Event {
    Event::Delivered {
        target: Cow::Borrowed(target_of(destination, delivery.lane)),
        lane: Cow::Borrowed(delivery.lane.as_str()),
        place: delivery.place.clone().unwrap_or_default(),
        records: entries.len() as u64,
        bytes: entries.iter().map(|entry| entry.source_bytes).sum(),
        billed_bytes: entries.iter().map(|entry| billed_bytes(entry.source_bytes as usize)).sum(),
        body_bytes: delivery.sent_bytes,
        cause: Cow::Borrowed(delivery.cause.as_str()),
        attempts: delivery.attempts,
        oldest: delivery.oldest(),
        is_converted: delivery.file.is_some(),
        is_partitioned: delivery.is_partitioned(),
    }
}

fn failed(destination: &Destination, delivery: &Delivery, refused: &Refused, next: Option<Instant>) -> Event {
    Event::DeliveryFailed {
        target: Cow::Borrowed(target_of(destination, delivery.lane)),
        lane: Cow::Borrowed(delivery.lane.as_str()),
        place: delivery.place.clone().unwrap_or_default(),
        records: delivery.entries().len() as u64,
        code: refused.code.clone(),
        message: refused.message.clone(),
        attempts: delivery.attempts,
        next,
    }
}

/// What a lane leads to, as metrics name it.
fn target_of(destination: &Destination, lane: Lane) -> &'static str {
    match (lane, destination.kind()) {
        (Lane::Data, kind) => kind.as_str(),
        _ => "S3",
    }
}
