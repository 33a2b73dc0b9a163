//! Whose services these are: every pair of account and region has its own.

#[cfg(feature = "firehose")]
use alloc::format;

use serde::{Deserialize, Serialize};
#[cfg(feature = "firehose")]
use twox_hash::XxHash3_64;

use super::Settings;
#[cfg(feature = "applications")]
use crate::analytics::Analytics;
use crate::api::{CallRates, Gate};
#[cfg(feature = "firehose")]
use crate::errand::{Asker, Errand, Outcome, Purpose};
use crate::fact::Event;
#[cfg(feature = "firehose")]
use crate::firehose::Firehose;
use crate::ids::{AccountId, Region, SubscriptionId};
#[cfg(feature = "firehose")]
use crate::rng::Rng;
use crate::streams::Streams;
use crate::time::Instant;
use crate::wire::sigv4::Signer;

/// An account in a region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tenant {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
}

impl Default for Tenant {
    fn default() -> Self {
        Self { account: AccountId::DEFAULT, region: Region::default() }
    }
}

impl Tenant {
    /// The tenant that a signer means: what the signer does not say is as here.
    pub fn of_signer(&self, signer: &Signer) -> Self {
        Self {
            account: signer.account.unwrap_or(self.account),
            region: signer.region.as_ref().unwrap_or(&self.region).clone(),
        }
    }
}

impl Tenant {
    /// The tenant in whose services a subscription is.
    pub(super) fn of_subscription(id: &SubscriptionId) -> Self {
        Self { account: id.account, region: id.region.clone() }
    }
}

/// The services of one tenant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Services {
    /// Kinesis Data Streams.
    pub streams: Streams,
    /// Data Firehose.
    #[cfg(feature = "firehose")]
    pub firehose: Firehose,
    /// Data Analytics.
    #[cfg(feature = "applications")]
    pub analytics: Analytics,
    /// When the world has it in its queue.
    pub(super) queued: Option<Instant>,
}

impl Services {
    pub(super) fn new(tenant: &Tenant, settings: &Settings) -> Self {
        let Tenant { account, region } = tenant.clone();
        Self {
            #[cfg(feature = "firehose")]
            firehose: Firehose::new(
                account,
                region.clone(),
                settings.firehose.clone(),
                rng_of(tenant, settings),
            ),
            #[cfg(feature = "applications")]
            analytics: Analytics::new(account, region.clone(), settings.analytics.clone(), settings.seed),
            streams: Streams::new(account, region, settings.streams.clone()),
            queued: None,
        }
    }

    /// Whether there is nothing in them.
    pub(super) fn is_empty(&self) -> bool {
        #[cfg(feature = "firehose")]
        if !self.firehose.is_untouched() {
            return false;
        }
        #[cfg(feature = "applications")]
        if !self.analytics.is_untouched() {
            return false;
        }
        self.streams.is_untouched()
    }

    /// When one of them next has work.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        let next = self.streams.poll_timeout();
        #[cfg(feature = "firehose")]
        let next = next.into_iter().chain(self.firehose.poll_timeout()).min();
        #[cfg(feature = "applications")]
        let next = next.into_iter().chain(self.analytics.poll_timeout()).min();
        next
    }

    /// Does what is due in each.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        self.streams.handle_timeout(now);
        #[cfg(feature = "firehose")]
        self.firehose.handle_timeout(now);
        #[cfg(feature = "applications")]
        self.analytics.handle_timeout(now);
    }

    /// What happened in one of them and was not told yet.
    pub(super) fn poll_output(&mut self) -> Option<Event> {
        let event = self.streams.poll_output();
        #[cfg(feature = "firehose")]
        let event = event.or_else(|| self.firehose.poll_output());
        #[cfg(feature = "applications")]
        let event = event.or_else(|| self.analytics.poll_output());
        event
    }

    /// The next thing that one of them wants done elsewhere.
    #[cfg(feature = "firehose")]
    pub(super) fn poll_errand(&mut self) -> Option<Errand> {
        let errand = self.firehose.poll_errand();
        #[cfg(feature = "applications")]
        let errand = errand.or_else(|| self.analytics.poll_errand());
        errand
    }

    /// Takes what came of an errand.
    #[cfg(feature = "firehose")]
    pub(super) fn take_outcome(&mut self, asker: &Asker, purpose: Purpose, outcome: Outcome, now: Instant) {
        match asker {
            Asker::DeliveryStream(name) => self.firehose.take_outcome(name, purpose, outcome, now),
            #[cfg(feature = "applications")]
            Asker::Application(name) => self.analytics.take_outcome(name, purpose, outcome, now),
            #[cfg(not(feature = "applications"))]
            Asker::Application(_) => {}
        }
    }

    /// Gives all of them other settings.
    pub(super) fn set_settings(&mut self, settings: &Settings) {
        self.streams.set_settings(settings.streams.clone());
        #[cfg(feature = "firehose")]
        self.firehose.set_settings(settings.firehose.clone());
        #[cfg(feature = "applications")]
        self.analytics.set_settings(settings.analytics.clone());
    }

    /// What is used of their call rates.
    pub(super) fn take_rates(&mut self) -> Rates {
        Rates {
            streams: self.streams.take_rates(),
            #[cfg(feature = "firehose")]
            firehose: self.firehose.take_rates(),
        }
    }

    /// Goes on with what was used of the call rates before.
    pub(super) fn set_rates(&mut self, rates: Rates) {
        self.streams.set_rates(rates.streams);
        #[cfg(feature = "firehose")]
        self.firehose.set_rates(rates.firehose);
    }
}

/// What the host gives to services.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Equipment {
    /// What it has libraries for.
    #[cfg(feature = "firehose")]
    pub(super) formats: Option<&'static dyn crate::firehose::formats::Formats>,
}

impl Equipment {
    /// Gives it to services that begin.
    #[cfg_attr(not(feature = "firehose"), expect(clippy::unused_self, reason = "there is nothing to give"))]
    pub(super) fn equip(&self, services: &mut Services) {
        #[cfg(feature = "firehose")]
        if let Some(formats) = self.formats {
            services.firehose.set_formats(formats);
        }
        #[cfg(not(feature = "firehose"))]
        let _ = services;
    }
}

/// Chance of a tenant's own: what others do changes nothing of it.
#[cfg(feature = "firehose")]
fn rng_of(tenant: &Tenant, settings: &Settings) -> Rng {
    let name = format!("{}/{}", tenant.account, tenant.region);
    Rng::from_seed(XxHash3_64::oneshot_with_seed(settings.seed, name.as_bytes()))
}

/// What the services of a tenant that has nothing have used of their call rates.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Rates {
    streams: CallRates,
    #[cfg(feature = "firehose")]
    firehose: CallRates,
}

impl Rates {
    /// Whether nothing is used.
    pub(super) fn are_full(&self, now: Instant) -> bool {
        #[cfg(feature = "firehose")]
        if !self.firehose.are_full(now) {
            return false;
        }
        self.streams.are_full(now)
    }
}

/// A service that operations can be called on.
pub trait Service: Gate + 'static {
    /// Finds it among a tenant's services.
    fn of(services: &mut Services) -> &mut Self;
}

impl Service for Streams {
    fn of(services: &mut Services) -> &mut Self {
        &mut services.streams
    }
}

#[cfg(feature = "firehose")]
impl Service for Firehose {
    fn of(services: &mut Services) -> &mut Self {
        &mut services.firehose
    }
}

#[cfg(feature = "applications")]
impl Service for Analytics {
    fn of(services: &mut Services) -> &mut Self {
        &mut services.analytics
    }
}
