use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::CloudWatch;
use super::super::error::Unsupported;
use super::super::metric::{Series, StandardUnit};
use super::super::period::{Periods, Statistic};
use super::super::shapes::{DIMENSIONS, DimensionInput, NAME, NAMESPACE_RULES, PERIOD, find};
use crate::api::{Operation, Quotient, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Queries of one call. Source: API reference of CloudWatch, GetMetricData.
const QUERIES_MAX: usize = 500;
/// Data points of one answer. Source: the same.
const DATAPOINTS_MAX: usize = 100_800;

crate::enumeration! {
    /// Which end of time comes first.
    pub enum ScanBy {
        /// The newest.
        TimestampDescending = "TimestampDescending",
        /// The oldest.
        TimestampAscending = "TimestampAscending",
    }
}

crate::enumeration! {
    /// Whether a result is whole.
    pub enum StatusCode {
        /// It is.
        Complete = "Complete",
        /// It could not be worked out.
        InternalError = "InternalError",
        /// It goes on on the next page.
        PartialData = "PartialData",
        /// The caller may not see it.
        Forbidden = "Forbidden",
    }
}

crate::input! {
    /// What to ask, of when.
    pub struct GetMetricDataInput<'a> {
        /// The questions.
        metric_data_queries: Vec<MetricDataQuery<'a>> = "MetricDataQueries", Rules::NONE;
        /// From then on.
        start_time: Instant = "StartTime", Rules::NONE;
        /// Until before then.
        end_time: Instant = "EndTime", Rules::NONE;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", Rules::NONE;
        /// Which end of time comes first; the newest unless told.
        scan_by: Option<ScanBy> = "ScanBy", Rules::NONE;
        /// Data points of this answer.
        max_datapoints: Option<i32> = "MaxDatapoints", Rules::NONE;
        /// How times in labels are written; labels stay as they are given.
        label_options: Option<LabelOptions<'a>> = "LabelOptions", Rules::NONE;
    }
}

crate::input! {
    /// How times in labels are written.
    pub struct LabelOptions<'a> {
        /// The time zone.
        timezone: Option<&'a str> = "Timezone", Rules::NONE;
    }
}

crate::input! {
    /// One question.
    pub struct MetricDataQuery<'a> {
        /// What its answer is called.
        id: &'a str = "Id", NAME;
        /// A statistic of a metric.
        metric_stat: Option<MetricStat<'a>> = "MetricStat", Rules::NONE;
        /// Metric math, which is not supported.
        expression: Option<&'a str> = "Expression", Rules::NONE.length(1, 2_048);
        /// How a picture names the answer; the metric's name unless given.
        label: Option<&'a str> = "Label", Rules::NONE;
        /// Whether to give the answer, or only to calculate with it.
        return_data: Option<bool> = "ReturnData", Rules::NONE;
        /// For expressions.
        period: Option<i32> = "Period", PERIOD;
        /// No account is linked to another here.
        account_id: Option<&'a str> = "AccountId", NAME;
    }
}

crate::input! {
    /// A statistic of a metric.
    pub struct MetricStat<'a> {
        /// The metric.
        metric: MetricInput<'a> = "Metric", Rules::NONE;
        /// Seconds that a value stands for.
        period: i32 = "Period", PERIOD;
        /// The statistic.
        stat: &'a str = "Stat", Rules::NONE;
        /// Only values of this unit.
        unit: Option<StandardUnit> = "Unit", Rules::NONE;
    }
}

crate::input! {
    /// A metric.
    pub struct MetricInput<'a> as "Metric" {
        /// Whose metric it is.
        namespace: Option<&'a str> = "Namespace", NAMESPACE_RULES;
        /// Its name.
        metric_name: Option<&'a str> = "MetricName", NAME;
        /// All of its dimensions.
        dimensions: Option<Vec<DimensionInput<'a>>> = "Dimensions", DIMENSIONS;
    }
}

crate::output! {
    /// The answers.
    pub struct GetMetricDataOutput {
        /// One for each question, in their order.
        metric_data_results: Vec<MetricDataResult> = "MetricDataResults";
        /// Goes on after this answer.
        next_token: Option<String> = "NextToken";
    }
}

crate::output! {
    /// The answer to one question.
    pub struct MetricDataResult {
        /// The question's.
        id: String = "Id";
        /// How a picture names it.
        label: String = "Label";
        /// When periods began.
        timestamps: Vec<Instant> = "Timestamps";
        /// The value of each.
        values: Vec<Quotient> = "Values";
        /// Whether this is all.
        status_code: StatusCode = "StatusCode";
    }
}

/// Tells a statistic of each of many metrics, period by period.
pub struct GetMetricData;

impl Operation for GetMetricData {
    const NAME: &'static str = "GetMetricData";
    const ERRORS: &'static [Code] = &[
        Code::InvalidNextToken,
        Code::InvalidParameterCombination,
        Code::InvalidParameterValue,
        Code::Validation,
    ];
    type State = CloudWatch;
    type Input<'a> = GetMetricDataInput<'a>;
    type Output<'s> = GetMetricDataOutput;

    fn run(
        cloudwatch: &mut CloudWatch,
        input: GetMetricDataInput<'_>,
        now: Instant,
    ) -> Result<GetMetricDataOutput, Error> {
        let mut room = match input.max_datapoints {
            None => DATAPOINTS_MAX,
            Some(count @ 1..) if count as usize <= DATAPOINTS_MAX => count as usize,
            Some(_) => return Err(Error::metric_datapoints_out_of_range(DATAPOINTS_MAX)),
        };
        let queries = parse(&input)?;
        let start = input.next_token.map_or(Ok(Place::default()), Place::parse)?;
        if queries.len() <= start.query && input.next_token.is_some() {
            return Err(Error::metric_token_invalid());
        }

        let mut output = GetMetricDataOutput { metric_data_results: Vec::new(), next_token: None };
        let mut skipped = start.points;
        for (index, query) in queries.iter().enumerate().skip(start.query) {
            if room == 0 {
                output.next_token = Some(Place { query: index, points: 0 }.print());
                break;
            }
            let mut points = query.answer(cloudwatch, now);
            if input.scan_by.unwrap_or_default() == ScanBy::TimestampDescending {
                points.reverse();
            }
            let Some(rest) = points.get(skipped..) else { return Err(Error::metric_token_invalid()) };
            let (page, later) = rest.split_at(room.min(rest.len()));
            output.metric_data_results.push(MetricDataResult {
                id: query.id.into(),
                label: query.label.into(),
                timestamps: page.iter().map(|(at, _)| *at).collect(),
                values: page.iter().map(|(_, value)| *value).collect(),
                status_code: if later.is_empty() { StatusCode::Complete } else { StatusCode::PartialData },
            });
            if !later.is_empty() {
                let points = skipped + page.len();
                output.next_token = Some(Place { query: index, points }.print());
                break;
            }
            room -= page.len();
            skipped = 0;
        }
        Ok(output)
    }
}

/// A question that can be answered.
struct Query<'a> {
    id: &'a str,
    label: &'a str,
    /// Nothing where there can be no such metric.
    series: Option<Series<'a>>,
    periods: Periods,
    statistic: Statistic,
}

impl Query<'_> {
    fn answer(&self, cloudwatch: &CloudWatch, now: Instant) -> Vec<(Instant, Quotient)> {
        let points =
            self.series.map_or_else(Vec::new, |series| cloudwatch.periods(series, self.periods, now));
        points.iter().map(|(at, values)| (*at, self.statistic.of(values))).collect()
    }
}

/// The questions whose answers are wanted. One that cannot be answered refuses them all.
fn parse<'a>(input: &'a GetMetricDataInput<'a>) -> Result<Vec<Query<'a>>, Error> {
    if QUERIES_MAX < input.metric_data_queries.len() {
        return Err(Error::too_many_metric_queries(QUERIES_MAX));
    }
    let (mut ids, mut queries) = (BTreeSet::new(), Vec::new());
    for query in &input.metric_data_queries {
        if !is_id(query.id) {
            return Err(Error::metric_id_invalid(query.id));
        }
        if !ids.insert(query.id) {
            return Err(Error::metric_id_twice(query.id));
        }
        let stat = match (&query.metric_stat, query.expression) {
            (Some(stat), None) => stat,
            (None, Some(_)) => return Err(Error::metric_feature_not_supported(Unsupported::MetricMath)),
            _ => return Err(Error::metric_query_incomplete(query.id)),
        };
        let parsed = parse_stat(query, stat, input)?;
        if query.return_data != Some(false) {
            queries.push(parsed);
        }
    }
    Ok(queries)
}

fn parse_stat<'a>(
    query: &'a MetricDataQuery<'a>,
    stat: &'a MetricStat<'a>,
    input: &GetMetricDataInput<'_>,
) -> Result<Query<'a>, Error> {
    let statistic = Statistic::parse(stat.stat)
        .ok_or_else(|| Error::metric_feature_not_supported(Unsupported::Percentiles))?;
    let periods = Periods::new(input.start_time, input.end_time, stat.period)?;
    let name = stat.metric.metric_name.unwrap_or_default();
    let found = find(stat.metric.namespace, name, stat.metric.dimensions.as_deref());
    let series = found.filter(|series| stat.unit.is_none_or(|unit| unit == series.unit()));
    Ok(Query { id: query.id, label: query.label.unwrap_or(name), series, periods, statistic })
}

/// A lower-case letter, then letters, digits and underscores. Source: API reference of CloudWatch, MetricDataQuery.
fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Where a page begins: a question, and how much of its answer was told before.
#[derive(Default)]
struct Place {
    query: usize,
    points: usize,
}

impl Place {
    fn print(&self) -> String {
        format!("{}-{}", self.query, self.points)
    }

    fn parse(token: &str) -> Result<Self, Error> {
        let parsed = token.split_once('-').and_then(|(query, points)| {
            Some(Self { query: query.parse().ok()?, points: points.parse().ok()? })
        });
        parsed.ok_or_else(Error::metric_token_invalid)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::cloudwatch::tests::check;

    #[test]
    fn answers_each_question_newest_first_unless_told() {
        check(
            r#"GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"s"}]},"Period":60,"Stat":"Sum"}},{"Id":"b","Label":"none","MetricStat":{"Metric":{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes"},"Period":60,"Stat":"Sum"}}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"ScanBy":"TimestampAscending","MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{"Name":"StreamName","Value":"s"}]},"Period":300,"Stat":"Average"}},{"Id":"b","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes"},"Period":60,"Stat":"Sum"}}]}"#,
            expect![[r#"
                GetMetricData: {"MetricDataResults":[{"Id":"a","Label":"IncomingBytes","Timestamps":[840,780,720,660,600],"Values":[100.0,100.0,100.0,100.0,100.0],"StatusCode":"Complete"},{"Id":"b","Label":"none","Timestamps":[],"Values":[],"StatusCode":"Complete"}]}
                GetMetricData: {"MetricDataResults":[{"Id":"a","Label":"IncomingBytes","Timestamps":[600],"Values":[83.333333],"StatusCode":"Complete"}]}
            "#]],
        );
    }

    #[test]
    fn long_answers_come_in_pages() {
        let ask = |token| {
            alloc::format!(
                r#"GetMetricData {{"StartTime":0,"EndTime":3600,"MaxDatapoints":4,{token}"MetricDataQueries":[{{"Id":"a","MetricStat":{{"Metric":{{"Namespace":"AWS/Kinesis","MetricName":"IncomingBytes","Dimensions":[{{"Name":"StreamName","Value":"s"}}]}},"Period":60,"Stat":"Sum"}}}},{{"Id":"b","MetricStat":{{"Metric":{{"Namespace":"AWS/Kinesis","MetricName":"IncomingRecords","Dimensions":[{{"Name":"StreamName","Value":"s"}}]}},"Period":60,"Stat":"Sum"}}}}]}}"#
            )
        };
        let script = [
            "",
            r#""NextToken":"0-4","#,
            r#""NextToken":"1-3","#,
            r#""NextToken":"2-0","#,
            r#""NextToken":"0-6","#,
            r#""NextToken":"0-18446744073709551615","#,
        ]
        .map(ask);
        check(
            &script.join("\n"),
            expect![[r#"
            GetMetricData: {"MetricDataResults":[{"Id":"a","Label":"IncomingBytes","Timestamps":[840,780,720,660],"Values":[100.0,100.0,100.0,100.0],"StatusCode":"PartialData"}],"NextToken":"0-4"}
            GetMetricData: {"MetricDataResults":[{"Id":"a","Label":"IncomingBytes","Timestamps":[600],"Values":[100.0],"StatusCode":"Complete"},{"Id":"b","Label":"IncomingRecords","Timestamps":[840,780,720],"Values":[1.0,1.0,1.0],"StatusCode":"PartialData"}],"NextToken":"1-3"}
            GetMetricData: {"MetricDataResults":[{"Id":"b","Label":"IncomingRecords","Timestamps":[660,600],"Values":[1.0,1.0],"StatusCode":"Complete"}]}
            GetMetricData: InvalidNextToken: Invalid nextToken
            GetMetricData: InvalidNextToken: Invalid nextToken
            GetMetricData: InvalidNextToken: Invalid nextToken
        "#]],
        );
    }

    #[test]
    fn one_bad_question_refuses_them_all() {
        check(
            r#"GetMetricData {"MetricDataQueries":[{"MetricStat":{"Metric":{}}}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MaxDatapoints":0,"MetricDataQueries":[]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"A"}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"a"}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"a","Expression":"b * 2"}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{},"Period":60,"Stat":"p99"}}]}
               GetMetricData {"StartTime":0,"EndTime":3600,"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{},"Period":10,"Stat":"Sum"}}]}
               GetMetricData {"StartTime":0,"EndTime":0,"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{},"Period":60,"Stat":"Sum"}}]}
               GetMetricData {"StartTime":0,"EndTime":60,"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{},"Period":60,"Stat":"Sum"}},{"Id":"a","MetricStat":{"Metric":{},"Period":60,"Stat":"Sum"}}]}
               GetMetricData {"StartTime":0,"EndTime":60,"NextToken":"x","MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{},"Period":60,"Stat":"Sum"}}]}"#,
            expect![[r#"
                GetMetricData: ValidationException: 5 validation errors detected: Value null at 'metricDataQueries.1.member.id' failed to satisfy constraint: Member must not be null; Value null at 'metricDataQueries.1.member.metricStat.period' failed to satisfy constraint: Member must not be null; Value null at 'metricDataQueries.1.member.metricStat.stat' failed to satisfy constraint: Member must not be null; Value null at 'startTime' failed to satisfy constraint: Member must not be null; Value null at 'endTime' failed to satisfy constraint: Member must not be null
                GetMetricData: ValidationException: The parameter MaxDatapoints must be between 1 and 100800.
                GetMetricData: ValidationException: The value A for parameter Id must begin with a lower-case letter and have only letters, digits and underscores.
                GetMetricData: ValidationException: Exactly one of MetricStat and Expression must be specified for the query a.
                GetMetricData: InvalidParameterValueException: Expression (metric math) is not supported by this version of Kinetoscope.
                GetMetricData: InvalidParameterValueException: A percentile or another statistic than SampleCount, Average, Sum, Minimum and Maximum is not supported by this version of Kinetoscope.
                GetMetricData: InvalidParameterValueException: The parameter Period must be a multiple of 60.
                GetMetricData: InvalidParameterCombinationException: The parameter StartTime must be less than the parameter EndTime.
                GetMetricData: ValidationException: The values for parameter Id must be unique: a comes twice.
                GetMetricData: InvalidNextToken: Invalid nextToken
            "#]],
        );
    }
}
