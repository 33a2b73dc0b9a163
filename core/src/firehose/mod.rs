//! Data Firehose.
//!
//! [`Firehose`] is the service of one account in one region. Its operations stand in [`op`], one a file; what they refuse
//! stands in `error`, and what a configuration must be beyond its types in `check`.

#[cfg(feature = "books")]
pub mod catalogue;
mod check;
pub mod configuration;
mod deliver;
mod delivery_stream;
mod error;
mod error_log;
pub mod example;
pub mod flow;
pub mod formats;
mod gate;
mod intake;
pub mod op;
pub mod partition;
mod prefix;
mod process;
mod route;
pub mod shapes;
mod tap;
#[cfg(test)]
mod tests;
mod throughput;
mod time_zone;
mod transform;
pub mod whereabouts;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

pub use deliver::SKIPPED_MANIFESTS;
pub use delivery_stream::{DeliveryStream, LaneHints, Source};

use crate::api::CallRates;
use crate::errand::{Errand, Outcome, Purpose};
use crate::error::Error;
use crate::fact::{DeliveryStreamEvent, Event};
use crate::ids::{AccountId, Region};
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::wire::http::Form;
use configuration::destination::Destination;
use configuration::encryption::{
    DeliveryStreamEncryption, DeliveryStreamEncryptionStatus as EncryptionStatus,
};
use configuration::processing::ProcessorType;
use deliver::Means;
use delivery_stream::Change;
use flow::Flow;
use formats::Formats;
use shapes::DeliveryStreamStatus;
use throughput::Quota;

/// What `X-Amz-Target` says before the dot.
pub const TARGET: &str = "Firehose_20150804";
/// The forms in which the service may be spoken to.
pub const FORMS: &[Form] = &[Form::Json11];
/// Calls that start or stop encryption in 24 hours, of one delivery stream.
pub const ENCRYPTION_CHANGES_A_DAY: usize = 25;

const DAY: Duration = Duration::from_hours(24);

/// What a user may set about the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether throughput limits refuse. Off for plain tests, on in the simulator.
    pub enforce_limits: bool,
    /// How long delivery streams stay CREATING and DELETING, and their encryption ENABLING and DISABLING.
    pub transition: Duration,
    /// Delivery streams that an account may have.
    pub delivery_stream_limit: u32,
    /// Whether those who put count as CloudWatch Logs, which alone may put into streams that decompress.
    pub puts_as_cloudwatch_logs: bool,
    /// Whether a server that refuses is tried again a little sooner or later than by the doubling alone, by chance.
    pub retry_jitter: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enforce_limits: false,
            transition: Duration::ZERO,
            delivery_stream_limit: 5_000,
            puts_as_cloudwatch_logs: false,
            retry_jitter: true,
        }
    }
}

/// The service of one account in one region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Firehose {
    account: AccountId,
    region: Region,
    settings: Settings,
    /// Draws ids.
    rng: Rng,
    rates: CallRates,
    streams: LiteMap<Arc<str>, DeliveryStream>,
    /// Where the numbers of a new delivery stream begin: beyond those of all that are gone, for which answers may still come.
    first_number: u64,
    /// What happened since [`Self::poll_output`] was last asked.
    facts: VecDeque<Event>,
    /// What is to be done elsewhere.
    errands: VecDeque<Errand>,
    /// What the host has libraries for.
    #[serde(skip)]
    formats: Option<&'static dyn Formats>,
}

/// All that a new delivery stream is made of.
#[derive(Debug)]
struct NewDeliveryStream<'a> {
    name: &'a str,
    source: Source,
    destination: Destination,
    encryption: Option<DeliveryStreamEncryption>,
    tags: LiteMap<String, String>,
}

impl Firehose {
    /// The service before anything was made.
    pub fn new(account: AccountId, region: Region, settings: Settings, rng: Rng) -> Self {
        let (rates, streams, facts, errands) = Default::default();
        Self {
            account,
            region,
            settings,
            rng,
            rates,
            streams,
            first_number: 0,
            facts,
            errands,
            formats: None,
        }
    }

    /// Whether nothing was ever made here that is still there.
    pub(crate) fn is_untouched(&self) -> bool {
        self.streams.is_empty()
    }

    /// Changes the settings; changes under way keep their times.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The delivery stream of this name.
    pub fn delivery_stream(&self, name: &str) -> Option<&DeliveryStream> {
        self.streams.get(name)
    }

    /// All delivery streams, by name.
    pub fn delivery_streams(&self) -> impl Iterator<Item = &DeliveryStream> {
        self.streams.values()
    }

    /// Records, requests and bytes that producers may put into a delivery stream in a second.
    pub fn put_quota(&self) -> [u64; 3] {
        let quota = Quota::of(&self.region);
        [quota.records, quota.requests, quota.bytes]
    }

    /// The ARN of a delivery stream.
    pub fn arn(&self, name: &str) -> String {
        deliver::arn(self.account, &self.region, name)
    }

    /// When [`Self::handle_timeout`] may next have work.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.streams.values().filter_map(DeliveryStream::due).min()
    }

    /// Does what is due. Calling it early does nothing. O(delivery streams).
    pub fn handle_timeout(&mut self, now: Instant) {
        let (streams, mut means, facts) = self.with_means();
        for (_, stream) in streams.iter_mut() {
            stream.complete_encryption(now);
            stream.tap.take_if(|tap| tap.is_forgotten(now));
            match stream.pending.take_if(|(due, _)| *due <= now) {
                Some((_, Change::Create)) => stream.activate(now, facts),
                // It goes below: a map is not changed while one walks through it.
                Some(removal) => stream.pending = Some(removal),
                None => {}
            }
            stream.read(now, means.errands);
            stream.deliver(&mut means, now);
            stream.tell(facts);
        }
        let Self { streams, facts, first_number, .. } = self;
        streams.retain(|name, stream| {
            let is_gone = matches!(stream.pending, Some((due, Change::Delete)) if due <= now);
            if is_gone {
                *first_number = stream.flow.first_unused_number().max(*first_number);
                let event = Box::new(DeliveryStreamEvent::StatusChanged(None));
                facts.push_back(Event::DeliveryStream { delivery_stream: name.clone(), event });
            }
            !is_gone
        });
    }

    /// The next fact that was not told yet, oldest first.
    pub fn poll_output(&mut self) -> Option<Event> {
        self.facts.pop_front()
    }

    /// The next thing that is to be done elsewhere; [`Self::take_outcome`] takes what came of it.
    pub fn poll_errand(&mut self) -> Option<Errand> {
        self.errands.pop_front()
    }

    /// Takes what came of an errand. Where its delivery stream is gone, nobody wants to know.
    pub fn take_outcome(&mut self, delivery_stream: &str, purpose: Purpose, outcome: Outcome, now: Instant) {
        let (streams, mut means, facts) = self.with_means();
        if let Some(stream) = streams.get_mut(delivery_stream) {
            stream.take_outcome(purpose, outcome, &mut means, now, facts);
        }
    }

    /// The delivery streams, with what they take from the service and where they tell what happened.
    fn with_means(&mut self) -> (&mut LiteMap<Arc<str>, DeliveryStream>, Means<'_>, &mut VecDeque<Event>) {
        let Self { account, region, settings, streams, facts, rng, errands, formats, .. } = self;
        let retry_jitter = settings.retry_jitter;
        (streams, Means { account: *account, region, rng, formats: *formats, errands, retry_jitter }, facts)
    }

    /// Lets nothing wait in a buffer that a delivery stream has accepted; says whether there is one.
    pub fn flush(&mut self, name: &str, now: Instant) -> bool {
        let Some(stream) = self.streams.get_mut(name) else { return false };
        stream.flow.flush(stream.destination.closing(), now);
        stream.tell(&mut self.facts);
        true
    }

    /// What a delivery stream cannot do, in words, because the host has not brought the formats that it needs; nothing where all
    /// can do what they are for.
    pub fn needs_formats(&self) -> Option<String> {
        if self.formats.is_some() {
            return None;
        }
        let mut needs = self.streams.values().filter_map(|stream| check::first_need(&stream.destination));
        needs.next().map(|what| error::not_here(&what))
    }

    /// Takes what the host has libraries for.
    pub fn set_formats(&mut self, formats: &'static dyn Formats) {
        self.formats = Some(formats);
    }

    fn find(&self, name: &str) -> Result<&DeliveryStream, Error> {
        self.streams.get(name).ok_or_else(|| Error::delivery_stream_not_found(name, self.account))
    }

    /// The delivery stream, if it can be changed.
    fn find_active(&self, name: &str) -> Result<&DeliveryStream, Error> {
        let stream = self.find(name)?;
        match stream.status {
            DeliveryStreamStatus::Active => Ok(stream),
            status => Err(Error::cannot_update(name, status.as_str())),
        }
    }

    /// The delivery stream, if its tags can be changed.
    fn find_taggable(&mut self, name: &str) -> Result<&mut DeliveryStream, Error> {
        let account = self.account;
        let found = self.streams.get_mut(name);
        let stream = found.ok_or_else(|| Error::delivery_stream_not_found(name, account))?;
        match stream.status {
            DeliveryStreamStatus::Active => Ok(stream),
            status => Err(Error::cannot_tag(name, status.as_str())),
        }
    }

    /// Refuses one more delivery stream than an account may have.
    fn check_limit(&self) -> Result<(), Error> {
        let limit = self.settings.delivery_stream_limit;
        if self.streams.len() < limit as usize {
            return Ok(());
        }
        Err(Error::too_many_delivery_streams(self.account, limit))
    }

    /// Makes a delivery stream and gives its ARN.
    fn create(&mut self, new: NewDeliveryStream<'_>, now: Instant) -> String {
        let NewDeliveryStream { name, source, destination, encryption, tags } = new;
        let mut stream = DeliveryStream {
            name: name.into(),
            status: DeliveryStreamStatus::Creating,
            source,
            destination,
            version: 1,
            created: now,
            updated: None,
            tags,
            encryption: DeliveryStreamEncryption {
                status: Some(EncryptionStatus::Disabled),
                ..Default::default()
            },
            encryption_changes: VecDeque::new(),
            pending: Some((now + self.settings.transition, Change::Create)),
            pending_encryption: None,
            throughput: None,
            reading: None,
            tap: None,
            flow: Flow::numbered_from(self.first_number),
        };
        stream.set_status(DeliveryStreamStatus::Creating, &mut self.facts);
        self.streams.insert(stream.name.clone(), stream);
        if let Some(key) = encryption {
            self.change_encryption(name, key, EncryptionStatus::Enabling, now);
        }
        self.arn(name)
    }

    fn begin_delete(&mut self, name: &str, now: Instant) {
        let due = now + self.settings.transition;
        let stream = self.streams.get_mut(name).expect("the caller found it");
        stream.pending = Some((due, Change::Delete));
        stream.pending_encryption = None;
        // Observed: what waits is thrown away.
        stream.flow.discard();
        stream.reading = None;
        stream.tap = None;
        stream.set_status(DeliveryStreamStatus::Deleting, &mut self.facts);
    }

    /// Lets a delivery stream have this destination from now on; nothing happens where it has.
    fn set_destination(&mut self, name: &str, destination: Destination, now: Instant) {
        let stream = self.streams.get_mut(name).expect("the caller found it");
        if stream.destination == destination {
            return;
        }
        let is_of_another_kind = stream.destination.kind() != destination.kind();
        stream.destination = destination;
        stream.version += 1;
        stream.updated = Some(now);
        if is_of_another_kind {
            stream.flow.begin_again(&stream.destination.plan(self.formats), now);
        }
        stream.say(DeliveryStreamEvent::DestinationUpdated { version: stream.version }, &mut self.facts);
    }

    /// Refuses more changes of encryption than a delivery stream may have in 24 hours.
    fn check_encryption_changes(&self, stream: &DeliveryStream, now: Instant) -> Result<(), Error> {
        let is_recent = |&&at: &&Instant| now < at + DAY;
        let recent = stream.encryption_changes.iter().filter(is_recent).count();
        if self.settings.enforce_limits && ENCRYPTION_CHANGES_A_DAY <= recent {
            return Err(Error::too_many_encryption_changes(&stream.name, ENCRYPTION_CHANGES_A_DAY));
        }
        Ok(())
    }

    /// Begins to turn encryption on, with this key, or off.
    fn change_encryption(
        &mut self,
        name: &str,
        key: DeliveryStreamEncryption,
        status: EncryptionStatus,
        now: Instant,
    ) {
        let due = now + self.settings.transition;
        let stream = self.streams.get_mut(name).expect("the caller found it");
        let after = match status {
            EncryptionStatus::Disabling => EncryptionStatus::Disabled,
            _ => EncryptionStatus::Enabled,
        };
        stream.encryption = DeliveryStreamEncryption { status: Some(status), ..key };
        stream.pending_encryption = Some((due, after));
        stream.encryption_changes.retain(|&at| now < at + DAY);
        stream.encryption_changes.push_back(now);
    }

    /// Whether records that are put wait encrypted; refused where none may be put.
    fn check_puttable(&self, name: &str) -> Result<bool, Error> {
        let stream = self.find(name)?;
        if stream.status != DeliveryStreamStatus::Active {
            return Err(Error::delivery_stream_not_active(name, self.account));
        }
        if matches!(stream.source, Source::KinesisStream(_)) {
            return Err(Error::put_to_stream_source());
        }
        let processing = stream.destination.processing().filter(|it| it.enabled == Some(true));
        let decompresses = processing.is_some_and(|it| it.has(ProcessorType::Decompression));
        if decompresses && !self.settings.puts_as_cloudwatch_logs {
            return Err(Error::put_not_from_cloudwatch(name, self.account));
        }
        Ok(stream.is_encrypted())
    }
}
