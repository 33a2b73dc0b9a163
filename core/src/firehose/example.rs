//! What somebody who configures a delivery stream would like to see before there is one: where its objects would go, and
//! what its function would be called with.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::check::check_prefixes;
use super::flow::entry::Entry;
use super::flow::failure::ErrorOutputType;
use super::prefix::{Local, PartitionKeys, Prefix, Role, Scene};
use super::process::lambda::{self, About};
use super::time_zone::TimeZone;
use crate::error::Error;
use crate::rng::Rng;
use crate::time::Instant;

/// Two prefixes of a bucket, as somebody writes them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prefixes<'p> {
    /// Of what is delivered.
    pub data: &'p str,
    /// Of what could not be; none is another thing than an empty one.
    pub errors: Option<&'p str>,
    /// The time zone, where it is not UTC.
    pub time_zone: Option<&'p str>,
    /// Whether records are spread over prefixes by what they say.
    pub is_partitioned: bool,
}

/// Where objects would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Those with what is delivered. Keys of records, which are not known yet, stand in angle brackets by their names.
    pub data: String,
    /// Those that tell of records that could not be processed.
    pub errors: String,
}

impl Prefixes<'_> {
    /// Where objects would go whose oldest record came at this moment.
    ///
    /// # Errors
    /// What the service says against the prefixes.
    pub fn places(&self, at: Instant) -> Result<Places, Error> {
        let zone = self.time_zone.filter(|zone| !zone.is_empty());
        let zone = zone.map(|name| TimeZone::find(name).ok_or_else(|| Error::unknown_time_zone(name)));
        let data = check_prefixes(Some(self.data), self.errors, self.is_partitioned)?;
        let local = zone.transpose()?.map_or_else(|| Local::utc(at), |zone| zone.local(at));
        let errors = self.errors.map(|errors| Prefix::parse(errors, Role::Errors)).transpose()?;
        let from_query = named(data.keys_from_query());
        let from_lambda = named(data.keys_from_lambda());
        let scene = Scene {
            at: local,
            error_output_type: ErrorOutputType::Processing.as_str(),
            keys: PartitionKeys { from_query: &from_query, from_lambda: &from_lambda },
        };
        // Any seed will do: the letters are only an example.
        let mut rng = Rng::from_seed(0);
        let of_errors = Prefix::evaluate_errors(errors.as_ref(), &data, &scene, &mut rng);
        Ok(Places { data: data.evaluate(&scene, &mut rng), errors: of_errors })
    }
}

fn named<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(String, String)> {
    names.map(|name| (name.into(), format!("<{name}>"))).collect()
}

/// The event that a function would be called with for these records, had they just been put.
pub fn function_event(delivery_stream_arn: &str, region: &str, records: &[&[u8]], now: Instant) -> Vec<u8> {
    let about = About {
        invocation_id: "00000000-0000-4000-8000-000000000000",
        delivery_stream_arn,
        source_kinesis_stream_arn: None,
        region,
    };
    let entry = |(number, record): (usize, &&[u8])| Entry::new(number as u64, (*record).into(), None, now);
    let entries: Vec<_> = records.iter().enumerate().map(entry).collect();
    lambda::event(about, &entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: &str = "2026-07-13T22:05:09Z";

    fn places(prefixes: Prefixes<'_>) -> Result<(String, String), String> {
        let found = prefixes.places(Instant::parse(AT).unwrap());
        found.map(|places| (places.data, places.errors)).map_err(|error| error.message().into())
    }

    #[test]
    fn a_plain_prefix_has_the_hour_behind_it_and_errors_their_kind() {
        let found = places(Prefixes { data: "logs/", ..Prefixes::default() }).unwrap();
        assert_eq!(found, ("logs/2026/07/13/22/".into(), "logs/processing-failed/2026/07/13/22/".into()));
    }

    #[test]
    fn expressions_are_evaluated_in_the_zone_and_keys_stand_by_their_names() {
        let prefixes = Prefixes {
            data: "by/!{partitionKeyFromQuery:symbol}/!{timestamp:HH}/",
            errors: Some("err/!{firehose:error-output-type}/"),
            time_zone: Some("Europe/Berlin"),
            is_partitioned: true,
        };
        assert_eq!(places(prefixes).unwrap(), ("by/<symbol>/00/".into(), "err/processing-failed/".into()));
    }

    #[test]
    fn what_is_wrong_is_said_as_the_service_says_it() {
        let refused = |prefixes| places(prefixes).unwrap_err();
        let data = "!{timestamp:yyyy}/";
        let missing = "ErrorOutputPrefix can't be null when Prefix contains expressions";
        assert_eq!(refused(Prefixes { data, ..Prefixes::default() }), missing);
        let unknown = refused(Prefixes { time_zone: Some("Mars/Olympus"), ..Prefixes::default() });
        assert!(unknown.contains("Mars/Olympus"), "{unknown}");
    }
}
