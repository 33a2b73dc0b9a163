//! Structures that several operations share.
//!
//! Source: botocore 1.44.5, `cloudwatch/2010-08-01/service-2.json`.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::application::{APPLICATION, FLOW, ID};
use super::delivery::DELIVERY_STREAM_NAME;
use super::metric::{CONSUMER_NAME, QUEUE_ID, QUEUE_NAME, SHARD_ID, STREAM_NAME, Series};
use crate::api::{Pattern, Rules};

static NAMESPACE_PATTERN: Pattern =
    Pattern { text: "[^:].*", matches: |text| !text.is_empty() && !text.starts_with(':') };

pub(super) const NAMESPACE_RULES: Rules = Rules::NONE.pattern(&NAMESPACE_PATTERN).length(1, 255);
pub(super) const NAME: Rules = Rules::NONE.length(1, 255);
pub(super) const VALUE: Rules = Rules::NONE.length(1, 1_024);
pub(super) const DIMENSIONS: Rules = Rules::NONE.length(0, 30);
pub(super) const PERIOD: Rules = Rules::NONE.at_least(1);

crate::input! {
    /// One dimension of a metric.
    pub struct DimensionInput<'a> as "Dimension" {
        /// Its name.
        name: &'a str = "Name", NAME;
        /// Its value.
        value: &'a str = "Value", VALUE;
    }
}

impl<'a> DimensionInput<'a> {
    pub(super) fn pair(&self) -> (&'a str, &'a str) {
        (self.name, self.value)
    }
}

crate::output! {
    /// One dimension of a metric.
    pub struct Dimension {
        /// Its name.
        name: &'static str = "Name";
        /// Its value.
        value: String = "Value";
    }
}

/// The dimensions of a series.
pub(super) fn dimensions(series: &Series<'_>) -> Vec<Dimension> {
    if let Some((id, name)) = series.queue() {
        let [id, name] =
            [(QUEUE_ID, id), (QUEUE_NAME, name)].map(|(name, value)| Dimension { name, value: value.into() });
        return vec![id, name];
    }
    if let Some(name) = series.delivery_stream() {
        return vec![Dimension { name: DELIVERY_STREAM_NAME, value: name.into() }];
    }
    if let Some((application, flow, id)) = series.application() {
        let all = [(APPLICATION, Some(application)), (FLOW, flow.as_str()), (ID, flow.as_str().map(|_| id))];
        let known = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
        return known.map(|(name, value)| Dimension { name, value: value.into() }).collect();
    }
    let mut dimensions = vec![Dimension { name: STREAM_NAME, value: series.stream.into() }];
    dimensions.extend(series.consumer().map(|name| Dimension { name: CONSUMER_NAME, value: name.into() }));
    dimensions.extend(series.shard().map(|shard| Dimension { name: SHARD_ID, value: shard.to_string() }));
    dimensions
}

/// The series that a request names, where it names one that there can be.
pub(super) fn find<'a>(
    namespace: Option<&str>,
    name: &str,
    dimensions: Option<&[DimensionInput<'a>]>,
) -> Option<Series<'a>> {
    let pairs = dimensions.unwrap_or_default().iter().map(DimensionInput::pair);
    Series::find(name, pairs).filter(|series| namespace == Some(series.namespace()))
}
