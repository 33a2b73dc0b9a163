//! Whose services these are: every pair of account and region has its own.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::ids::{AccountId, Region, SubscriptionId};
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
    /// When the world has it in its queue.
    pub(super) queued: Option<Instant>,
}

impl Services {
    pub(super) fn new(tenant: &Tenant, settings: &Settings) -> Self {
        let streams = Streams::new(tenant.account, tenant.region.clone(), settings.streams.clone());
        Self { streams, queued: None }
    }

    /// Whether there is nothing in them.
    pub(super) fn is_empty(&self) -> bool {
        self.streams.is_untouched()
    }

    /// When one of them next has work.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.streams.poll_timeout()
    }
}

/// A service that operations can be called on.
pub trait Service: 'static {
    /// Finds it among a tenant's services.
    fn of(services: &mut Services) -> &mut Self;
}

impl Service for Streams {
    fn of(services: &mut Services) -> &mut Self {
        &mut services.streams
    }
}
