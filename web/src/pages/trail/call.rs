//! Calls as a list shows them: filtered, and repeated refusals as one.

use kinetoscope::time::Instant;
use serde::Deserialize;
use serde_json::Value;

use crate::ui::text;

/// A call, as the engine tells of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Call {
    pub(super) id: u64,
    pub(super) at: String,
    pub(super) operation: String,
    pub(super) error: Option<String>,
    pub(super) message: Option<String>,
    pub(super) stream: Option<String>,
    pub(super) shards: Vec<u32>,
    pub(super) records: u64,
    pub(super) refused: u64,
    pub(super) bytes: u64,
    pub(super) late_ms: u64,
    pub(super) answer_lost: bool,
    pub(super) access_key: Option<String>,
    pub(super) user_agent: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) parameters: Option<String>,
    /// The record of CloudTrail.
    #[serde(skip)]
    pub(super) record: Option<String>,
}

/// What a list is to show.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Filter {
    /// Nothing for all.
    pub(super) operation: String,
    pub(super) refused_only: bool,
    /// Found in error, stream, shard or caller.
    pub(super) text: String,
    pub(super) group: bool,
}

/// Rows that a list shows as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// The place of the newest.
    pub(super) at: usize,
    pub(super) count: u64,
}

impl Call {
    pub(super) fn is_refused(&self) -> bool {
        self.error.is_some() || self.answer_lost
    }

    /// Microseconds after the start.
    pub(super) fn elapsed_us(&self, start: Instant) -> u64 {
        Instant::parse(&self.at).map_or(0, |at| at.since(start).total_micros())
    }

    /// What became of it, in a word or two.
    pub(super) fn outcome(&self) -> String {
        match &self.error {
            Some(error) if 0 < self.records => format!("partly refused: {}", reason(error)),
            Some(error) => error.clone(),
            None if self.answer_lost => "done, answer lost".into(),
            None => "done".into(),
        }
    }

    /// Who called, as far as the call says so.
    pub(super) fn caller(&self) -> String {
        let said = self.access_key.clone().or_else(|| self.user_agent.clone());
        said.unwrap_or_else(|| "this session".into())
    }

    pub(super) fn about(&self) -> String {
        let stream = self.stream.clone().unwrap_or_default();
        match &*self.shards {
            [] => stream,
            [one] => format!("{stream}, shard {one}"),
            many => format!("{stream}, {} shards", many.len()),
        }
    }

    /// Records taken or given, and refused.
    pub(super) fn moved(&self) -> String {
        match (self.records, self.refused) {
            (0, 0) => String::new(),
            (records, 0) => text::count(records),
            (records, refused) => format!("{} + {} refused", text::count(records), text::count(refused)),
        }
    }

    /// Bytes taken or given.
    pub(super) fn size(&self) -> String {
        if self.bytes == 0 { String::new() } else { text::count(self.bytes) }
    }

    fn fits(&self, filter: &Filter) -> bool {
        let operation = filter.operation.is_empty() || filter.operation == self.operation;
        let outcome = !filter.refused_only || self.is_refused();
        operation && outcome && (filter.text.is_empty() || self.searched().contains(&filter.text))
    }

    fn searched(&self) -> String {
        let shards: Vec<_> = self.shards.iter().map(u32::to_string).collect();
        let (stream, request) = (self.stream.as_deref(), self.request_id.as_deref());
        let parts = [
            &*self.operation,
            &self.outcome(),
            self.error.as_deref().unwrap_or_default(),
            stream.unwrap_or_default(),
            request.unwrap_or_default(),
            &self.caller(),
        ];
        format!("{} shard {}", parts.join(" "), shards.join(" shard ")).to_lowercase()
    }

    /// Whether both are the same refusal of the same second.
    fn repeats(&self, other: &Self) -> bool {
        let second = |call: &Self| call.at.get(..19).map(str::to_owned);
        self.error.is_some()
            && self.error == other.error
            && self.operation == other.operation
            && self.stream == other.stream
            && second(self) == second(other)
    }
}

/// Why records were refused, as short as a row needs it.
fn reason(error: &str) -> &str {
    match error {
        "ProvisionedThroughputExceededException" => "rate",
        _ => error.trim_end_matches("Exception"),
    }
}

/// A moment to the millisecond: many calls are made in a tenth of a second.
pub(super) fn clock(us: u64) -> String {
    format!("{}{:02}", text::clock(us), us / 1_000 % 100)
}

/// What a list shows of calls that come oldest first: the newest first.
pub(super) fn groups(calls: &[Call], filter: &Filter) -> Vec<Group> {
    let mut found = Vec::<Group>::new();
    for (at, call) in calls.iter().enumerate().rev().filter(|(_, call)| call.fits(filter)) {
        // Calls between two refusals do not part them: retries come among other calls.
        let same = found.iter_mut().rev().take(8).find(|group| filter.group && calls[group.at].repeats(call));
        match same {
            Some(group) => group.count += 1,
            None => found.push(Group { at, count: 1 }),
        }
    }
    found
}

/// A call of CloudTrail's answer.
pub(super) fn of_event(number: usize, event: &Value) -> Call {
    let text = |name: &str| event[name].as_str().map(str::to_owned);
    let record: Value = event["CloudTrailEvent"]
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let member = |name: &str| record[name].as_str().map(str::to_owned);
    Call {
        id: number as u64,
        at: member("eventTime").unwrap_or_default(),
        operation: text("EventName").unwrap_or_default(),
        error: member("errorCode"),
        message: member("errorMessage"),
        stream: event["Resources"][0]["ResourceName"].as_str().map(str::to_owned),
        access_key: text("AccessKeyId"),
        user_agent: member("userAgent").filter(|agent| agent != "kinetoscope"),
        request_id: member("requestID"),
        record: serde_json::to_string_pretty(&record).ok(),
        ..Call::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(id: u64, second: u64, operation: &str, error: Option<&str>) -> Call {
        let at = format!("2026-01-01T00:00:{second:02}.5Z");
        Call {
            id,
            at,
            operation: operation.into(),
            error: error.map(Into::into),
            stream: Some("s".into()),
            ..Call::default()
        }
    }

    #[test]
    fn the_same_refusals_of_a_second_are_one_row() {
        let refused = Some("ProvisionedThroughputExceededException");
        let calls = [
            call(0, 1, "PutRecord", refused),
            call(1, 2, "PutRecord", refused),
            call(2, 2, "GetRecords", None),
            call(3, 2, "PutRecord", refused),
        ];
        let told = |filter: &Filter| {
            groups(&calls, filter).iter().map(|group| (group.at, group.count)).collect::<Vec<_>>()
        };
        let grouped = Filter { group: true, ..Filter::default() };
        assert_eq!(told(&grouped), [(3, 2), (2, 1), (0, 1)]);
        assert_eq!(told(&Filter::default()).len(), 4);
        assert_eq!(told(&Filter { refused_only: true, ..grouped }), [(3, 2), (0, 1)]);
    }

    #[test]
    fn a_row_is_told_shortly_and_to_the_millisecond() {
        let refused = Some("ProvisionedThroughputExceededException");
        let call = Call { records: 9, ..call(0, 1, "PutRecords", refused) };
        assert_eq!(call.outcome(), "partly refused: rate");
        assert_eq!([clock(12_345_678), clock(60_001_000)], ["00:00:12.345", "00:01:00.001"]);
    }

    #[test]
    fn a_text_is_found_in_what_a_row_is_about() {
        let calls = [Call { shards: vec![3], ..call(0, 1, "PutRecord", None) }];
        for (text, count) in [("shard 3", 1), ("shard 4", 0), ("putrecord", 1), ("done", 1)] {
            assert_eq!(
                groups(&calls, &Filter { text: text.into(), ..Filter::default() }).len(),
                count,
                "{text}"
            );
        }
    }
}
