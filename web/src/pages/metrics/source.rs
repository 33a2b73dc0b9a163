//! CloudWatch's answers: which metrics there are, and their values.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::meaning;
use crate::store::Store;

/// The service that answers.
const CLOUD_WATCH: &str = "GraniteServiceVersion20100801";
/// The namespace of streams, and that of delivery streams.
pub(super) const NAMESPACES: [&str; 2] = ["AWS/Kinesis", "AWS/Firehose"];
/// The place of the latter.
pub(super) const FIREHOSE: usize = 1;
/// Pages that are asked for.
const PAGES_MAX: usize = 20;

/// Names and values in the order of the answer.
pub(super) type Dimensions = Vec<(String, String)>;

/// What a metric is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Of {
    /// The place of its namespace.
    pub(super) namespace: usize,
    pub(super) dimensions: Dimensions,
}

/// The metrics of each set of dimensions.
pub(super) type Metrics = BTreeMap<Of, Vec<String>>;

/// What to ask of each metric.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Question {
    pub(super) names: Vec<String>,
    pub(super) of: Of,
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
            self.of.dimensions.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
        let namespace = NAMESPACES[self.of.namespace];
        let metric = json!({ "Namespace": namespace, "MetricName": name, "Dimensions": dimensions });
        let stat = json!({ "Metric": metric, "Period": self.period, "Stat": self.statistic_of(name) });
        json!({ "Id": format!("m{number}"), "MetricStat": stat })
    }
}

/// `ListMetrics`, of each namespace.
pub(super) async fn list(store: Store) -> Result<Metrics, String> {
    let mut metrics = Metrics::new();
    for namespace in 0..NAMESPACES.len() {
        list_of(store, namespace, &mut metrics).await?;
    }
    Ok(metrics)
}

async fn list_of(store: Store, namespace: usize, metrics: &mut Metrics) -> Result<(), String> {
    let mut token = None::<String>;
    for _ in 0..PAGES_MAX {
        let asked = json!({ "Namespace": NAMESPACES[namespace], "NextToken": token });
        let answer =
            store.ask_service(CLOUD_WATCH, "ListMetrics", &asked).await.map_err(|refusal| refusal.message)?;
        for metric in answer["Metrics"].as_array().into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let of = metric["Dimensions"].as_array().into_iter().flatten();
            let dimensions = of.map(|one| (text(&one["Name"]), text(&one["Value"]))).collect();
            metrics.entry(Of { namespace, dimensions }).or_default().push(text(&metric["MetricName"]));
        }
        token = answer["NextToken"].as_str().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    Ok(())
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

/// The bounds of the metrics of a stream or of a delivery stream.
pub(super) async fn bounds(store: Store, asked: &Question) -> Result<Vec<Bound>, String> {
    match &*asked.of.dimensions {
        [(dimension, name)] => {
            let asked = json!({ "dimension": dimension, "name": name, "period": asked.period });
            store.read("bounds", asked).await
        }
        _ => Ok(vec![]),
    }
}
