//! CloudWatch's answers: which metrics there are, and their values.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::meaning;
use crate::store::Store;

/// The service that answers.
const CLOUD_WATCH: &str = "GraniteServiceVersion20100801";
const NAMESPACE: &str = "AWS/Kinesis";
/// Pages that are asked for.
const PAGES_MAX: usize = 20;

/// What a metric is of: its dimensions in the order of the answer.
pub(super) type Dimensions = Vec<(String, String)>;

/// The metrics of each set of dimensions.
pub(super) type Metrics = BTreeMap<Dimensions, Vec<String>>;

/// What to ask of each metric.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Question {
    pub(super) names: Vec<String>,
    pub(super) of: Dimensions,
    pub(super) period: u32,
    /// Nothing for what says most about each metric.
    pub(super) statistic: String,
    /// Seconds since the epoch.
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A bound of a metric, as the engine tells of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Bound {
    pub(super) metric: String,
    pub(super) statistics: Vec<String>,
    pub(super) value: f64,
    pub(super) name: String,
}

impl Question {
    /// The statistic that is asked of a metric.
    pub(super) fn statistic_of(&self, name: &str) -> String {
        match &*self.statistic {
            "" => meaning::usual_statistic(name).into(),
            chosen => chosen.into(),
        }
    }

    fn query(&self, number: usize, name: &str) -> Value {
        let dimensions: Vec<_> =
            self.of.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
        let metric = json!({ "Namespace": NAMESPACE, "MetricName": name, "Dimensions": dimensions });
        let stat = json!({ "Metric": metric, "Period": self.period, "Stat": self.statistic_of(name) });
        json!({ "Id": format!("m{number}"), "MetricStat": stat })
    }
}

/// `ListMetrics`.
pub(super) async fn list(store: Store) -> Result<Metrics, String> {
    let (mut metrics, mut token) = (Metrics::new(), None::<String>);
    for _ in 0..PAGES_MAX {
        let asked = json!({ "Namespace": NAMESPACE, "NextToken": token });
        let answer =
            store.ask_service(CLOUD_WATCH, "ListMetrics", &asked).await.map_err(|refusal| refusal.message)?;
        for metric in answer["Metrics"].as_array().into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let of = metric["Dimensions"].as_array().into_iter().flatten();
            let of = of.map(|one| (text(&one["Name"]), text(&one["Value"]))).collect();
            metrics.entry(of).or_default().push(text(&metric["MetricName"]));
        }
        token = answer["NextToken"].as_str().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    Ok(metrics)
}

/// `GetMetricData`: the points of each metric of a question, by name, oldest first.
pub(super) async fn values(
    store: Store,
    asked: &Question,
) -> Result<BTreeMap<String, Vec<(f64, f64)>>, String> {
    let queries: Vec<_> =
        asked.names.iter().enumerate().map(|(number, name)| asked.query(number, name)).collect();
    let body = json!({
        "MetricDataQueries": queries, "StartTime": asked.from, "EndTime": asked.to, "ScanBy": "TimestampAscending",
    });
    let answer =
        store.ask_service(CLOUD_WATCH, "GetMetricData", &body).await.map_err(|refusal| refusal.message)?;
    let results = answer["MetricDataResults"].as_array().into_iter().flatten();
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    };
    let points =
        |result: &Value| numbers(&result["Timestamps"]).into_iter().zip(numbers(&result["Values"])).collect();
    Ok(asked.names.iter().cloned().zip(results.map(points)).collect())
}

/// The bounds of the metrics of a stream.
pub(super) async fn bounds(store: Store, asked: &Question) -> Result<Vec<Bound>, String> {
    match &*asked.of {
        [(dimension, stream)] if dimension == "StreamName" => {
            store.read("bounds", json!({ "stream": stream, "period": asked.period })).await
        }
        _ => Ok(vec![]),
    }
}
