//! A look at a world: all that pictures, explanations and goals are made of, at one moment and with every fact told.

use super::actor::Cast;
use super::chronicle::Chronicle;
#[cfg(feature = "firehose")]
use super::errands::Desk;
use super::{Settings, World};
#[cfg(feature = "applications")]
use crate::analytics::Analytics;
#[cfg(feature = "firehose")]
use crate::firehose::Firehose;
use crate::streams::{Stream, Streams};
use crate::time::Instant;

/// What the default account in the default region sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look<'w> {
    pub(super) now: Instant,
    pub(super) settings: &'w Settings,
    pub(super) cast: &'w Cast,
    pub(super) chronicle: &'w Chronicle,
    /// Nothing where nothing was made yet.
    pub(super) streams: Option<&'w Streams>,
    /// The same.
    #[cfg(feature = "firehose")]
    pub(super) firehose: Option<&'w Firehose>,
    /// The same.
    #[cfg(feature = "applications")]
    pub(super) analytics: Option<&'w Analytics>,
    /// What delivery streams deliver to.
    #[cfg(feature = "firehose")]
    pub(super) desk: &'w Desk,
}

impl World {
    pub(super) fn look(&mut self) -> Look<'_> {
        let Self { now, settings, cast, tenants, .. } = self;
        let settled = tenants.settled(*now);
        let services = settled.services.get(&settings.tenant);
        Look {
            now: *now,
            settings,
            cast,
            chronicle: settled.chronicle,
            streams: services.map(|services| &services.streams),
            #[cfg(feature = "firehose")]
            firehose: services.map(|services| &services.firehose),
            #[cfg(feature = "applications")]
            analytics: services.map(|services| &services.analytics),
            #[cfg(feature = "firehose")]
            desk: settled.desk,
        }
    }
}

impl<'w> Look<'w> {
    pub(super) fn stream(self, name: &str) -> Option<&'w Stream> {
        self.streams?.stream(name)
    }
}
