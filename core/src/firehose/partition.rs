//! Dynamic partitioning: records with other keys go to other prefixes, and wait apart.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;

use super::configuration::defaults::value_of;
use super::configuration::destination::Destination;
use super::configuration::processing::{ProcessorParameterName as Name, ProcessorType};
use super::error::not_here;
use super::flow::entry::Entry;
use super::formats::Formats;
use super::prefix::{Local, PartitionKeys, Prefix, Role, Scene};
use super::time_zone::TimeZone;
use crate::errand::Refused;
use crate::rng::Rng;
use crate::time::Instant;

/// Prefixes that may have records waiting at one time. Source: the developer guide, quotas.
pub const ACTIVE_PARTITIONS_MAX: usize = 500;

/// The code of a record whose keys could not be found.
const NO_KEYS: &str = "DynamicPartitioning.MetadataExtractionFailed";
/// What is said of a record whose keys are not there or empty. Source: the service's own text, and the developer guide, "Dynamic
/// partitioning error handling".
pub const EMPTY_KEY: &str = "partitionKeys values must not be null or empty";
/// The code of a record for whose prefix there is no room. Assumed: third parties report it so.
pub const TOO_MANY: &str = "DynamicPartitioning.ActivePartitionsLimitExceeded";

/// How records are spread over prefixes.
#[derive(Clone, Debug)]
pub(super) struct Partitioning<'d> {
    /// Nothing where they go to tables.
    prefix: Option<Prefix>,
    /// What finds keys in records.
    query: Option<&'d str>,
    time_zone: Option<&'d str>,
}

impl Destination {
    /// How records are spread over prefixes, if they are.
    pub(super) fn partitioning(&self) -> Option<Partitioning<'_>> {
        match self {
            Self::ExtendedS3(s3) if s3.is_partitioned() => {
                let text = s3.prefix.as_deref().unwrap_or_default();
                let prefix = Prefix::parse(text, Role::Data).expect("it was checked when it came");
                let time_zone = s3.custom_time_zone.as_deref().filter(|zone| !zone.is_empty());
                Some(Partitioning { prefix: Some(prefix), query: query_of(self), time_zone })
            }
            Self::Iceberg(_) => {
                let query = Some(query_of(self)?);
                Some(Partitioning { prefix: None, query, time_zone: None })
            }
            _ => None,
        }
    }
}

impl<'d> Partitioning<'d> {
    /// Finds the keys of a record and says where it goes: the whole prefix, but for what is drawn.
    pub(super) fn choose(
        &self,
        entry: &mut Entry,
        formats: Option<&'static dyn Formats>,
        now: Instant,
    ) -> Result<Arc<str>, Refused> {
        if let Some(query) = self.query {
            let missing = || Refused::new(NO_KEYS, not_here("MetadataExtraction"));
            let formats = formats.ok_or_else(missing)?;
            let found = formats.partition_keys(query, &entry.data, now);
            entry.keys_from_query = found.map_err(|why| Refused::new(NO_KEYS, why))?;
        }
        let Some(prefix) = &self.prefix else { return Ok("".into()) };
        check(prefix.keys_from_query(), &entry.keys_from_query)?;
        check(prefix.keys_from_lambda(), &entry.keys_from_lambda)?;
        let zone = self.time_zone.and_then(TimeZone::find);
        let at = zone.map_or_else(|| Local::utc(entry.arrived), |zone| zone.local(entry.arrived));
        let keys = PartitionKeys { from_query: &entry.keys_from_query, from_lambda: &entry.keys_from_lambda };
        let scene = Scene { at, error_output_type: "", keys };
        Ok(prefix.evaluate(&scene, &mut Rng::from_seed(0)).into())
    }
}

/// Every key that a prefix asks for must be there, and say something.
fn check<'k>(names: impl Iterator<Item = &'k str>, keys: &[(String, String)]) -> Result<(), Refused> {
    for name in names {
        if !keys.iter().any(|(key, value)| key == name && !value.is_empty()) {
            return Err(Refused::new(NO_KEYS, EMPTY_KEY));
        }
    }
    Ok(())
}

/// Why a record is not taken whose prefix would be one too many.
pub(super) fn too_many() -> Refused {
    let text = "The active partition count exceeded the limit of the delivery stream.";
    Refused::new(TOO_MANY, Cow::Borrowed(text))
}

/// The query of a destination, if it has one.
pub(super) fn query_of(destination: &Destination) -> Option<&str> {
    let processing = destination.processing().filter(|it| it.enabled == Some(true))?;
    let step = processing.find(ProcessorType::MetadataExtraction)?;
    value_of(step.parameters.as_deref().unwrap_or_default(), Name::MetadataExtractionQuery)
}
