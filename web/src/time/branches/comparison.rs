//! What the engine says of two courses of events, and how a page draws it.

use kinetoscope::time::Instant;
use kinetoscope::world::session::Sample;
use serde::Deserialize;
use serde_json::Value;

use super::Input;
use crate::explain;
use crate::share::calls;
use crate::ui::chart::{Plot, Series};
use crate::ui::text;

/// Two courses side by side; of each pair, the first is of the one that is played.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Comparison {
    pub(super) parted_at: Instant,
    first_input: [Option<Input>; 2],
    first_event: Option<[Option<Value>; 2]>,
    series: [Vec<Sample>; 2],
}

/// A number of which a comparison tells.
pub(super) struct Measure {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) read: fn(&Sample) -> u64,
}

/// All of them.
pub(super) const MEASURES: &[Measure] = &[
    Measure { id: "accepted", name: "Accepted records in the last second", read: |sample| sample.accepted },
    Measure { id: "refused", name: "Refused records in the last second", read: |sample| sample.refused },
    Measure { id: "shards", name: "Open shards", read: |sample| sample.open_shards },
    Measure {
        id: "behind",
        name: "Milliseconds that the slowest reader is behind",
        read: |sample| sample.millis_behind,
    },
    Measure {
        id: "expired",
        name: "Records that expired before they were read",
        read: |sample| sample.expired_unread,
    },
];

impl Comparison {
    /// The first inputs that differ, in words; nothing where the same was done.
    pub(super) fn inputs(&self) -> Option<[String; 2]> {
        if self.first_input.iter().all(Option::is_none) {
            return None;
        }
        let told = |input: &Option<Input>| match input {
            Some(input) => format!("{} {}", text::clock(input.at_us), calls::line(&input.action)),
            None => "Nothing was changed.".into(),
        };
        Some(self.first_input.each_ref().map(told))
    }

    /// The first events that differ, in words, or why there are none.
    pub(super) fn events(&self, start: Instant) -> Result<[String; 2], &'static str> {
        match &self.first_event {
            Some(pair) => Ok(pair.each_ref().map(|fact| match fact {
                Some(fact) => explain::told(fact, start),
                None => "Nothing more happened.".into(),
            })),
            None if self.series[0] == self.series[1] => Err("Nothing differs yet."),
            None => Err("The first event that differs is no longer kept."),
        }
    }

    /// A number on both courses; places are seconds after the start.
    pub(super) fn plot(&self, measure: &Measure, names: [String; 2], start: Instant) -> Plot {
        let seconds = |at: Instant| at.since(start).total_micros() as f64 / 1e6;
        let points = |samples: &[Sample]| -> Vec<_> {
            samples.iter().map(|sample| (seconds(sample.at), (measure.read)(sample) as f64)).collect()
        };
        let [ours, theirs] = self.series.each_ref().map(|samples| points(samples));
        let last = ours.last().map_or(0.0, |point| point.0);
        let [our_name, their_name] = names;
        Plot {
            series: vec![
                Series { name: our_name, points: ours },
                Series { name: their_name, points: theirs },
            ],
            span: (seconds(self.parted_at), last),
            gap: f64::INFINITY,
            ..Plot::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn comparison(first_event: Value, refused: u64) -> Comparison {
        let sample = |at: &str, refused: u64| json!({"at":at,"accepted":9,"refused":refused,"open_shards":4,"millis_behind":0,"expired_unread":0});
        serde_json::from_value(json!({
            "parted_at": "2026-01-01T00:00:20Z",
            "first_input": [{"at_us":20_000_000,"action":{"call":{"operation":"PutRecord","input":{"Data":"AA=="}}}}, null],
            "first_event": first_event,
            "series": [[sample("2026-01-01T00:00:20Z", refused)], [sample("2026-01-01T00:00:20Z", 0)]],
        }))
        .unwrap()
    }

    #[test]
    fn a_comparison_reads_as_words() {
        let start = Instant::parse("2026-01-01T00:00:00Z").unwrap();
        let put = json!({"id":7,"at":"2026-01-01T00:00:20Z","type":"RecordsAccepted","count":1});
        let found = comparison(json!([put, null]), 5);
        assert_eq!(
            found.inputs().unwrap(),
            ["00:00:20.0 aws kinesis put-record --data AA==", "Nothing was changed."]
        );
        let [ours, theirs] = found.events(start).unwrap();
        assert_eq!(
            (ours.as_str(), theirs.as_str()),
            ("00:00:20.0 Records accepted: count 1", "Nothing more happened.")
        );
        assert_eq!(comparison(Value::Null, 0).events(start), Err("Nothing differs yet."));
        assert_eq!(
            comparison(Value::Null, 5).events(start),
            Err("The first event that differs is no longer kept.")
        );
        let plot = found.plot(&MEASURES[1], ["a".into(), "b".into()], start);
        assert_eq!(
            plot.series.iter().map(|series| series.points[0]).collect::<Vec<_>>(),
            [(20.0, 5.0), (20.0, 0.0)]
        );
    }
}
