//! The metrics of applications of Data Analytics: names, units, and how facts count for them.
//!
//! Source: developer guide for SQL applications, "Monitoring with CloudWatch". Each stands with the name of its application, and but
//! for those of the application as a whole with the flow and the id of its input or output.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Statistics;
use super::metric::StandardUnit::{self, Bytes, Count, Milliseconds};
#[cfg(feature = "applications")]
use crate::fact::ApplicationEvent as Event;

/// The namespace of metrics of applications.
pub const NAMESPACE: &str = "AWS/KinesisAnalytics";
/// The dimension of all of them.
pub const APPLICATION: &str = "Application";
/// The dimension that tells inputs from outputs.
pub const FLOW: &str = "Flow";
/// The dimension of one input or output.
pub const ID: &str = "Id";

/// The metrics that an application may have, by name.
pub static OF_APPLICATIONS: &[(&str, StandardUnit)] = &[
    ("Bytes", Bytes),
    ("InputProcessing.DroppedRecords", Count),
    ("InputProcessing.Duration", Milliseconds),
    ("InputProcessing.OkBytes", Bytes),
    ("InputProcessing.OkRecords", Count),
    ("InputProcessing.ProcessingFailedRecords", Count),
    ("InputProcessing.Success", Count),
    ("KPUs", Count),
    ("LambdaDelivery.DeliveryFailedRecords", Count),
    ("LambdaDelivery.Duration", Milliseconds),
    ("LambdaDelivery.OkRecords", Count),
    ("MillisBehindLatest", Milliseconds),
    ("Records", Count),
    ("Success", Count),
];

/// What a metric is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Flow {
    /// The application as a whole.
    Application,
    /// An input.
    Input,
    /// An output.
    Output,
}

impl Flow {
    /// As the dimension has it; the whole has none.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Application => None,
            Self::Input => Some("Input"),
            Self::Output => Some("Output"),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Input, Self::Output].into_iter().find(|flow| flow.as_str() == Some(text))
    }
}

/// Whose value it is: the flow, the id of the input or output, and the metric's place.
pub(super) type Place<'a> = (Flow, &'a str, usize);

/// What happened to an application in a minute, of each metric that has values.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ApplicationCount(Vec<(Flow, String, u8, Statistics)>);

/// The place of the metric of this name.
pub(super) fn position(name: &str) -> Option<usize> {
    OF_APPLICATIONS.binary_search_by_key(&name, |(known, _)| known).ok()
}

impl ApplicationCount {
    /// How many metrics have values.
    pub(super) fn rows(&self) -> usize {
        self.0.len()
    }

    /// Which those are.
    pub(super) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.0.iter().map(|(flow, id, place, _)| (*flow, id.as_str(), usize::from(*place)))
    }

    /// What the values of a metric came to; of no value where it has none.
    pub(super) fn value(&self, (flow, id, place): Place<'_>) -> Statistics {
        let is_it = |(known_flow, known_id, known, _): &&(Flow, String, u8, Statistics)| {
            (*known_flow, known_id.as_str(), usize::from(*known)) == (flow, id, place)
        };
        self.0.iter().find(is_it).map(|(.., statistics)| *statistics).unwrap_or_default()
    }

    #[cfg(feature = "applications")]
    fn add(&mut self, flow: Flow, id: &str, name: &str, value: u64) {
        let place = position(name).expect("a metric that there is") as u8;
        let key = |(flow, id, place, _): &(Flow, String, u8, Statistics)| (*flow, id.clone(), *place);
        let found = self.0.binary_search_by_key(&(flow, id.to_string(), place), key);
        let at = found.unwrap_or_else(|at| {
            self.0.insert(at, (flow, id.into(), place, Statistics::default()));
            at
        });
        self.0[at].3.add(value);
    }

    /// Counts a fact.
    #[cfg(feature = "applications")]
    pub(super) fn read(&mut self, event: &Event) {
        match event {
            Event::Read { input, records, bytes, millis_behind, .. } => {
                self.add(Flow::Input, input, "Records", *records);
                self.add(Flow::Input, input, "Bytes", *bytes);
                self.add(Flow::Input, input, "MillisBehindLatest", *millis_behind);
            }
            Event::FunctionAnswered { input, ok, ok_bytes, dropped, failed, millis, .. } => {
                let values = [
                    ("Duration", *millis),
                    ("OkRecords", *ok),
                    ("OkBytes", *ok_bytes),
                    ("DroppedRecords", *dropped),
                    ("ProcessingFailedRecords", *failed),
                    ("Success", 1),
                ];
                for (name, value) in values {
                    self.add(Flow::Input, input, &alloc::format!("InputProcessing.{name}"), value);
                }
            }
            Event::FunctionFailed { input, millis_behind, .. } => {
                self.add(Flow::Input, input, "InputProcessing.Success", 0);
                self.add(Flow::Input, input, "MillisBehindLatest", *millis_behind);
            }
            Event::Delivered { output, records, bytes, .. } => {
                self.add(Flow::Output, output, "Records", *records);
                self.add(Flow::Output, output, "Bytes", *bytes);
                self.add(Flow::Output, output, "Success", 1);
            }
            Event::DeliveryFailed { output, millis_behind, .. } => {
                self.add(Flow::Output, output, "Success", 0);
                self.add(Flow::Application, "", "MillisBehindLatest", *millis_behind);
            }
            Event::FunctionTook { output, ok, failed, millis } => {
                self.add(Flow::Output, output, "LambdaDelivery.OkRecords", *ok);
                self.add(Flow::Output, output, "LambdaDelivery.DeliveryFailedRecords", *failed);
                self.add(Flow::Output, output, "LambdaDelivery.Duration", *millis);
            }
            Event::Metered { units, .. } => self.add(Flow::Application, "", "KPUs", u64::from(*units)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_in_the_order_of_their_names() {
        assert!(OF_APPLICATIONS.is_sorted_by_key(|(name, _)| name));
        assert!(OF_APPLICATIONS.len() <= usize::from(u8::MAX));
    }
}
