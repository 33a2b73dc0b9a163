use alloc::string::String;
use alloc::vec::Vec;

use super::super::error::Unsupported;
use super::super::metric::StandardUnit;
use super::super::period::{Periods, Statistic};
use super::super::shapes::{DIMENSIONS, DimensionInput, NAME, NAMESPACE_RULES, PERIOD, find};
use super::super::{CloudWatch, Statistics};
use crate::api::{Operation, Quotient, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Data points of one answer. Source: API reference of CloudWatch, GetMetricStatistics.
const DATAPOINTS_MAX: u64 = 1_440;

crate::input! {
    /// Which metric, when, and what to tell of it.
    pub struct GetMetricStatisticsInput<'a> {
        /// Whose metric it is.
        namespace: &'a str = "Namespace", NAMESPACE_RULES;
        /// Its name.
        metric_name: &'a str = "MetricName", NAME;
        /// All of its dimensions.
        dimensions: Option<Vec<DimensionInput<'a>>> = "Dimensions", DIMENSIONS;
        /// From then on.
        start_time: Instant = "StartTime", Rules::NONE;
        /// Until before then.
        end_time: Instant = "EndTime", Rules::NONE;
        /// Seconds that a data point stands for.
        period: i32 = "Period", PERIOD;
        /// What to tell.
        statistics: Option<Vec<Statistic>> = "Statistics", Rules::NONE.length(1, 5);
        /// Percentiles, which are not supported.
        extended_statistics: Option<Vec<&'a str>> = "ExtendedStatistics", Rules::NONE.length(1, 10);
        /// Only values of this unit.
        unit: Option<StandardUnit> = "Unit", Rules::NONE;
    }
}

crate::output! {
    /// The answer.
    pub struct GetMetricStatisticsOutput {
        /// The metric's name.
        label: String = "Label";
        /// Its values, by time.
        datapoints: Vec<Datapoint> = "Datapoints";
    }
}

crate::output! {
    /// What the values of a period came to.
    pub struct Datapoint {
        /// When the period began.
        timestamp: Instant = "Timestamp";
        /// How many values there were.
        sample_count: Option<Quotient> = "SampleCount";
        /// Their average.
        average: Option<Quotient> = "Average";
        /// Their sum.
        sum: Option<Quotient> = "Sum";
        /// The least.
        minimum: Option<Quotient> = "Minimum";
        /// The greatest.
        maximum: Option<Quotient> = "Maximum";
        /// Their unit.
        unit: StandardUnit = "Unit";
    }
}

/// Tells what the values of one metric came to, period by period.
pub struct GetMetricStatistics;

impl Operation for GetMetricStatistics {
    const NAME: &'static str = "GetMetricStatistics";
    const ERRORS: &'static [Code] =
        &[Code::InvalidParameterCombination, Code::InvalidParameterValue, Code::MissingRequiredParameter];
    type State = CloudWatch;
    type Input<'a> = GetMetricStatisticsInput<'a>;
    type Output<'s> = GetMetricStatisticsOutput;

    fn run(
        cloudwatch: &mut CloudWatch,
        input: GetMetricStatisticsInput<'_>,
        now: Instant,
    ) -> Result<GetMetricStatisticsOutput, Error> {
        let statistics = match (&input.statistics, &input.extended_statistics) {
            (None, None) => return Err(Error::statistics_missing()),
            (Some(_), Some(_)) => return Err(Error::statistics_of_both_kinds()),
            (None, Some(_)) => return Err(Error::metric_feature_not_supported(Unsupported::Percentiles)),
            (Some(statistics), None) => statistics,
        };
        let periods = Periods::new(input.start_time, input.end_time, input.period)?;
        if DATAPOINTS_MAX < periods.count() {
            return Err(Error::too_many_datapoints(periods.count(), DATAPOINTS_MAX));
        }
        let found = find(Some(input.namespace), input.metric_name, input.dimensions.as_deref());
        let series = found.filter(|series| input.unit.is_none_or(|unit| unit == series.unit()));
        let datapoints = series.map_or_else(Vec::new, |series| {
            let points = cloudwatch.periods(series, periods, now);
            points.iter().map(|(at, values)| datapoint(*at, values, series.unit(), statistics)).collect()
        });
        Ok(GetMetricStatisticsOutput { label: input.metric_name.into(), datapoints })
    }
}

fn datapoint(timestamp: Instant, values: &Statistics, unit: StandardUnit, wanted: &[Statistic]) -> Datapoint {
    let of = |statistic: Statistic| wanted.contains(&statistic).then(|| statistic.of(values));
    Datapoint {
        timestamp,
        sample_count: of(Statistic::SampleCount),
        average: of(Statistic::Average),
        sum: of(Statistic::Sum),
        minimum: of(Statistic::Minimum),
        maximum: of(Statistic::Maximum),
        unit,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::cloudwatch::tests::check;

    #[test]
    fn tells_the_statistics_that_are_wanted_of_each_period_with_values() {
        check(
            r#"GetMetricStatistics {"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","Dimensions":[{"Name":"StreamName","Value":"s"}],"StartTime":0,"EndTime":3600,"Period":60,"Statistics":["Average","Sum","SampleCount","Minimum","Maximum"]}
               GetMetricStatistics {"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","Dimensions":[{"Name":"StreamName","Value":"s"}],"StartTime":0,"EndTime":3600,"Period":300,"Statistics":["Average"]}
               GetMetricStatistics {"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","Dimensions":[{"Name":"StreamName","Value":"s"}],"StartTime":660,"EndTime":720.5,"Period":60,"Statistics":["Sum"]}
               GetMetricStatistics {"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","StartTime":0,"EndTime":3600,"Period":60,"Statistics":["Sum"]}
               GetMetricStatistics {"Namespace":"AWS/Kinesis","MetricName":"PutRecord.Success","Dimensions":[{"Name":"StreamName","Value":"s"}],"StartTime":0,"EndTime":3600,"Period":60,"Statistics":["Sum"],"Unit":"Bytes"}"#,
            expect![[r#"
                GetMetricStatistics: {"Label":"PutRecord.Success","Datapoints":[{"Timestamp":600,"SampleCount":1.0,"Average":1.0,"Sum":1.0,"Minimum":1.0,"Maximum":1.0,"Unit":"Count"},{"Timestamp":660,"SampleCount":1.0,"Average":1.0,"Sum":1.0,"Minimum":1.0,"Maximum":1.0,"Unit":"Count"},{"Timestamp":720,"SampleCount":1.0,"Average":1.0,"Sum":1.0,"Minimum":1.0,"Maximum":1.0,"Unit":"Count"},{"Timestamp":780,"SampleCount":1.0,"Average":1.0,"Sum":1.0,"Minimum":1.0,"Maximum":1.0,"Unit":"Count"},{"Timestamp":840,"SampleCount":2.0,"Average":0.5,"Sum":1.0,"Minimum":0.0,"Maximum":1.0,"Unit":"Count"}]}
                GetMetricStatistics: {"Label":"PutRecord.Success","Datapoints":[{"Timestamp":600,"Average":0.833333,"Unit":"Count"}]}
                GetMetricStatistics: {"Label":"PutRecord.Success","Datapoints":[{"Timestamp":660,"Sum":1.0,"Unit":"Count"},{"Timestamp":720,"Sum":1.0,"Unit":"Count"}]}
                GetMetricStatistics: {"Label":"PutRecord.Success","Datapoints":[]}
                GetMetricStatistics: {"Label":"PutRecord.Success","Datapoints":[]}
            "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"GetMetricStatistics {}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":3600,"EndTime":0,"Period":61}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":3600,"EndTime":0,"Period":61,"Statistics":["Sum"],"ExtendedStatistics":["p99"]}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":3600,"EndTime":0,"Period":61,"ExtendedStatistics":["p99"]}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":3600,"EndTime":0,"Period":61,"Statistics":["Sum"]}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":3600,"EndTime":0,"Period":60,"Statistics":["Sum"]}
               GetMetricStatistics {"Namespace":"n","MetricName":"m","StartTime":0,"EndTime":86401,"Period":60,"Statistics":["Sum"]}"#,
            expect![[r#"
                GetMetricStatistics: ValidationException: 5 validation errors detected: Value null at 'namespace' failed to satisfy constraint: Member must not be null; Value null at 'metricName' failed to satisfy constraint: Member must not be null; Value null at 'startTime' failed to satisfy constraint: Member must not be null; Value null at 'endTime' failed to satisfy constraint: Member must not be null; Value null at 'period' failed to satisfy constraint: Member must not be null
                GetMetricStatistics: MissingRequiredParameterException: Must specify either Statistics or ExtendedStatistics.
                GetMetricStatistics: InvalidParameterCombinationException: The parameters Statistics and ExtendedStatistics cannot both be specified.
                GetMetricStatistics: InvalidParameterValueException: A percentile or another statistic than SampleCount, Average, Sum, Minimum and Maximum is not supported by this version of Kinetoscope.
                GetMetricStatistics: InvalidParameterValueException: The parameter Period must be a multiple of 60.
                GetMetricStatistics: InvalidParameterCombinationException: The parameter StartTime must be less than the parameter EndTime.
                GetMetricStatistics: InvalidParameterCombinationException: You have requested up to 1441 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.
            "#]],
        );
    }
}
