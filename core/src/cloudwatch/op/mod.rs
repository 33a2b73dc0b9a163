//! The operations of CloudWatch, one a file, under AWS's names.

mod get_metric_data;
mod get_metric_statistics;
mod list_metrics;

pub use get_metric_data::{
    GetMetricData, GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult, MetricInput,
    MetricStat, ScanBy, StatusCode,
};
pub use get_metric_statistics::{
    Datapoint, GetMetricStatistics, GetMetricStatisticsInput, GetMetricStatisticsOutput,
};
pub use list_metrics::{
    DimensionFilter, ListMetrics, ListMetricsInput, ListMetricsOutput, MetricOutput, RecentlyActive,
};

pub use super::error::Unsupported;
pub use super::period::Statistic;
pub use super::shapes::{Dimension, DimensionInput};

use super::CloudWatch;
use crate::api::Declaration;

/// Every operation of the service that this engine runs, by name.
pub static OPERATIONS: &[Declaration<CloudWatch>] = &[
    Declaration::of::<GetMetricData>(),
    Declaration::of::<GetMetricStatistics>(),
    Declaration::of::<ListMetrics>(),
];
