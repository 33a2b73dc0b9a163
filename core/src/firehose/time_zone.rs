//! Time zones by the names of the IANA database, which is compiled in: every runtime answers alike.

use tz::TimeZoneRef;

use super::prefix::Local;
use crate::time::Instant;

/// A time zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeZone<'n> {
    name: &'n str,
    rules: TimeZoneRef<'static>,
}

impl<'n> TimeZone<'n> {
    pub(super) fn find(name: &'n str) -> Option<Self> {
        Some(Self { name, rules: *tzdb_data::find_tz(name.as_bytes())? })
    }

    /// What the clocks there show at a moment.
    pub(super) fn local(&self, at: Instant) -> Local<'n> {
        match self.rules.find_local_time_type(at.total_secs()) {
            Ok(kind) => Local::new(at, kind.ut_offset(), self.name, kind.time_zone_designation()),
            // Before a zone's first rule, which no clock of ours shows.
            Err(_) => Local::utc(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_go_by_the_season() {
        let zone = TimeZone::find("Europe/Berlin").unwrap();
        let shown = |at| {
            let local = zone.local(Instant::parse(at).unwrap());
            (local.civil.hour, local.offset_secs, local.abbreviation)
        };
        assert_eq!(shown("2026-03-29T00:59:59Z"), (1, 3_600, "CET"));
        assert_eq!(shown("2026-03-29T01:00:00Z"), (3, 7_200, "CEST"));
        assert_eq!(shown("2190-12-24T12:00:00Z"), (13, 3_600, "CET"));
        assert!(TimeZone::find("Europe/Kinetoscope").is_none());
    }
}
