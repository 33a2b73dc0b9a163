use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::metric::Series;
use super::super::shapes::{Dimension, NAME, NAMESPACE_RULES, VALUE, dimensions};
use super::super::{CloudWatch, HOURS_KEPT, minute_of};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::{Duration, Instant};

/// Metrics on a page. Source: API reference of CloudWatch, ListMetrics.
const PAGE: usize = 500;
const RECENT: Duration = Duration::from_hours(3);

crate::enumeration! {
    /// How lately a metric must have had a value.
    pub enum RecentlyActive {
        /// In the last three hours.
        Pt3h = "PT3H",
    }
}

crate::input! {
    /// Which metrics to list; all unless told.
    pub struct ListMetricsInput<'a> {
        /// Those of a namespace.
        namespace: Option<&'a str> = "Namespace", NAMESPACE_RULES;
        /// Those of a name.
        metric_name: Option<&'a str> = "MetricName", NAME;
        /// Those that have all of these.
        dimensions: Option<Vec<DimensionFilter<'a>>> = "Dimensions", Rules::NONE.length(0, 10);
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", Rules::NONE;
        /// Those that had a value lately.
        recently_active: Option<RecentlyActive> = "RecentlyActive", Rules::NONE;
        /// No account is linked to another here.
        include_linked_accounts: Option<bool> = "IncludeLinkedAccounts", Rules::NONE;
        /// The same.
        owning_account: Option<&'a str> = "OwningAccount", NAME;
    }
}

crate::input! {
    /// A dimension that a metric must have.
    pub struct DimensionFilter<'a> {
        /// Its name.
        name: &'a str = "Name", NAME;
        /// Its value; any unless given.
        value: Option<&'a str> = "Value", VALUE;
    }
}

crate::output! {
    /// The answer.
    pub struct ListMetricsOutput {
        /// A page of them.
        metrics: Vec<MetricOutput> = "Metrics";
        /// Goes on after this page.
        next_token: Option<String> = "NextToken";
    }
}

crate::output! {
    /// A metric.
    pub struct MetricOutput {
        /// Whose metric it is.
        namespace: &'static str = "Namespace";
        /// Name.
        metric_name: &'static str = "MetricName";
        /// What it is of.
        dimensions: Vec<Dimension> = "Dimensions";
    }
}

/// Lists the metrics that had values in the time that values are kept.
pub struct ListMetrics;

impl Operation for ListMetrics {
    const NAME: &'static str = "ListMetrics";
    const ERRORS: &'static [Code] = &[Code::InvalidParameterValue];
    type State = CloudWatch;
    type Input<'a> = ListMetricsInput<'a>;
    type Output<'s> = ListMetricsOutput;

    fn run(
        cloudwatch: &mut CloudWatch,
        input: ListMetricsInput<'_>,
        now: Instant,
    ) -> Result<ListMetricsOutput, Error> {
        let skipped = match input.next_token {
            None => 0,
            Some(token) => token.parse().map_err(|_| Error::metric_page_token_invalid())?,
        };
        let kept = Duration::from_hours(HOURS_KEPT as u64);
        let since = now.before(input.recently_active.map_or(kept, |_| RECENT));
        let series = cloudwatch.all_series(minute_of(since));
        let mut rest = series.filter(|series| is_wanted(series, &input)).skip(skipped);
        let metrics: Vec<_> = rest.by_ref().take(PAGE).map(|series| describe(&series)).collect();
        let next_token = rest.next().map(|_| (skipped + PAGE).to_string());
        Ok(ListMetricsOutput { metrics, next_token })
    }
}

fn is_wanted(series: &Series<'_>, input: &ListMetricsInput<'_>) -> bool {
    let has = |filter: &DimensionFilter<'_>| {
        let mut found = dimensions(series).into_iter().filter(|dimension| dimension.name == filter.name);
        found.any(|dimension| filter.value.is_none_or(|value| dimension.value == value))
    };
    input.namespace.is_none_or(|namespace| namespace == series.namespace())
        && input.metric_name.is_none_or(|name| name == series.name())
        && input.dimensions.as_deref().unwrap_or_default().iter().all(has)
}

fn describe(series: &Series<'_>) -> MetricOutput {
    MetricOutput { namespace: series.namespace(), metric_name: series.name(), dimensions: dimensions(series) }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::cloudwatch::tests::check;

    #[test]
    fn lists_what_has_values_and_is_wanted() {
        check(
            r#"ListMetrics {}
               ListMetrics {"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","RecentlyActive":"PT3H"}
               ListMetrics {"MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName"}]}
               ListMetrics {"MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"t"}]}
               ListMetrics {"MetricName":"IncomingBytes","Dimensions":[{"Name":"ShardId"}]}
               ListMetrics {"Namespace":"AWS/Lambda"}
               ListMetrics {"NextToken":"5"}
               ListMetrics {"NextToken":"x"}
               ListMetrics {"Namespace":":x","RecentlyActive":"PT4H"}"#,
            expect![[r#"
                ListMetrics: {"Metrics":[{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"s"}]},{"Namespace":"AWS/Kinesis","MetricName":"IncomingRecords","Dimensions":[{"Name":"StreamName","Value":"s"}]},{"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Bytes","Dimensions":[{"Name":"StreamName","Value":"s"}]},{"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Latency","Dimensions":[{"Name":"StreamName","Value":"s"}]},{"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","Dimensions":[{"Name":"StreamName","Value":"s"}]},{"Namespace":"AWS/Kinesis","MetricName":"WriteProvisionedThroughputExceeded","Dimensions":[{"Name":"StreamName","Value":"s"}]}]}
                ListMetrics: {"Metrics":[{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"s"}]}]}
                ListMetrics: {"Metrics":[{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"s"}]}]}
                ListMetrics: {"Metrics":[]}
                ListMetrics: {"Metrics":[]}
                ListMetrics: {"Metrics":[]}
                ListMetrics: {"Metrics":[{"Namespace":"AWS/Kinesis","MetricName":"WriteProvisionedThroughputExceeded","Dimensions":[{"Name":"StreamName","Value":"s"}]}]}
                ListMetrics: InvalidParameterValueException: Invalid nextToken
                ListMetrics: ValidationException: 2 validation errors detected: Value ':x' at 'namespace' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:].*; Value 'PT4H' at 'recentlyActive' failed to satisfy constraint: Member must satisfy enum value set: [PT3H]
            "#]],
        );
    }
}
