//! What became of the records of a run.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

/// Seconds that are shown.
const SECONDS_MAX: usize = 15;

/// Records of a run so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) calls: u64,
    /// Entries of calls, those that were sent again included.
    pub(super) sent: u64,
    pub(super) accepted: u64,
    pub(super) refused: u64,
    /// Records that were refused as often as they may be.
    pub(super) given_up: u64,
    pub(super) by_code: BTreeMap<String, u64>,
    /// The newest last.
    pub(super) seconds: VecDeque<Second>,
}

/// A second of virtual time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Second {
    /// Since the start of the scenario.
    pub(super) second: u64,
    pub(super) accepted: u64,
    pub(super) refused: u64,
}

impl Tally {
    /// Counts the answer of a PutRecords.
    pub(super) fn count(&mut self, second: u64, answer: &Value) {
        let results = entries(answer);
        let refused = results.iter().filter(|result| refusal(result).is_some()).count() as u64;
        let accepted = results.len() as u64 - refused;
        self.calls += 1;
        self.sent += results.len() as u64;
        self.accepted += accepted;
        self.refused += refused;
        for code in results.iter().filter_map(refusal) {
            *self.by_code.entry(code.to_owned()).or_default() += 1;
        }
        let here = self.second(second);
        here.accepted += accepted;
        here.refused += refused;
    }

    fn second(&mut self, second: u64) -> &mut Second {
        let known = self.seconds.iter().rposition(|known| known.second == second);
        let at = known.unwrap_or_else(|| {
            self.seconds.push_back(Second { second, ..Second::default() });
            if SECONDS_MAX < self.seconds.len() {
                self.seconds.pop_front();
            }
            self.seconds.len() - 1
        });
        &mut self.seconds[at]
    }
}

/// The records of an input that an answer refuses.
pub(super) fn refused(input: &Value, answer: &Value) -> Vec<Value> {
    let records = input["Records"].as_array().map_or(&[][..], |records| records);
    let pairs = records.iter().zip(entries(answer));
    pairs.filter(|(_, result)| refusal(result).is_some()).map(|(record, _)| record.clone()).collect()
}

fn entries(answer: &Value) -> &[Value] {
    answer["Records"].as_array().map_or(&[], |entries| entries)
}

fn refusal(result: &Value) -> Option<&str> {
    result["ErrorCode"].as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer() -> Value {
        json!({ "FailedRecordCount": 1, "Records": [{ "ShardId": "s" }, { "ErrorCode": "Full", "ErrorMessage": "m" }, { "ShardId": "s" }] })
    }

    #[test]
    fn answers_are_counted_by_entry_and_second() {
        let mut tally = Tally::default();
        tally.count(4, &answer());
        tally.count(4, &answer());
        tally.count(5, &answer());
        assert_eq!((tally.calls, tally.sent, tally.accepted, tally.refused), (3, 9, 6, 3));
        assert_eq!(tally.by_code, BTreeMap::from([("Full".to_owned(), 3)]));
        assert_eq!(
            tally.seconds,
            [Second { second: 4, accepted: 4, refused: 2 }, Second { second: 5, accepted: 2, refused: 1 }]
        );
    }

    #[test]
    fn only_the_newest_seconds_stay() {
        let mut tally = Tally::default();
        for second in 0..40 {
            tally.count(second, &answer());
        }
        assert_eq!((tally.seconds.len(), tally.seconds[0].second), (SECONDS_MAX, 25));
    }

    #[test]
    fn what_was_refused_is_what_goes_out_again() {
        let input = json!({ "Records": [{ "Data": "YQ==" }, { "Data": "Yg==" }, { "Data": "Yw==" }] });
        assert_eq!(refused(&input, &answer()), [json!({ "Data": "Yg==" })]);
    }
}
