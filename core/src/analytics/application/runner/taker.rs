//! The contract with a function that takes rows: the event that it gets, and which rows its answer says are delivered.
//!
//! Source: the developer guide, "Using a Lambda function as output".

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

use super::preprocessor::text;
use super::queue::Waiting;
use crate::wire::{Protocol, Writer};

/// What the event tells beside its records.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// Another for every try.
    pub(super) invocation_id: &'a str,
    pub(super) application_arn: &'a str,
}

/// The event for these rows.
pub(super) fn event<'w>(about: About<'_>, rows: impl ExactSizeIterator<Item = &'w Waiting>) -> Vec<u8> {
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(3);
    text(&mut writer, "invocationId", about.invocation_id);
    text(&mut writer, "applicationArn", about.application_arn);
    writer.key("records");
    writer.start_list(rows.len());
    for row in rows {
        writer.item();
        writer.start_map(3);
        text(&mut writer, "recordId", &row.id);
        writer.key("lambdaDeliveryRecordMetadata");
        writer.start_map(1);
        writer.key("retryHint");
        writer.integer(i64::from(row.tries));
        writer.end_map();
        writer.key("data");
        writer.blob(&row.data);
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}

#[derive(Deserialize)]
struct Answer {
    records: Vec<Answered>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    record_id: String,
    result: String,
}

/// The places of the rows that an answer says are not delivered.
///
/// # Errors
/// Why it is none that can be taken: then none is.
pub(super) fn not_delivered<'w>(
    answer: &[u8],
    rows: impl Iterator<Item = &'w Waiting>,
) -> Result<Vec<usize>, &'static str> {
    let answer: Answer =
        serde_json::from_slice(answer).map_err(|_| "The answer is not of the form that it must have")?;
    let entry = |record: &'_ Answered| (record.record_id.clone(), record.result.clone());
    let answered: BTreeMap<String, String> = answer.records.iter().map(entry).collect();
    let mut failed = Vec::new();
    for (place, row) in rows.enumerate() {
        match answered.get(&row.id).map(String::as_str) {
            Some("Ok") => {}
            Some("DeliveryFailed") => failed.push(place),
            Some(_) => return Err("The answer has a result that there is not"),
            None => return Err("The answer does not have every record"),
        }
    }
    Ok(failed)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use super::*;

    fn rows() -> [Waiting; 2] {
        ["1", "2"].map(|id| Waiting { id: id.into(), tries: 3, data: b"a\n".to_vec() })
    }

    #[test]
    fn the_event_says_how_often_each_row_was_tried() {
        let about = About { invocation_id: "i", application_arn: "arn" };
        let event = event(about, rows()[..1].iter());
        expect![[r#"{"invocationId":"i","applicationArn":"arn","records":[{"recordId":"1","lambdaDeliveryRecordMetadata":{"retryHint":3},"data":"YQo="}]}"#]]
        .assert_eq(str::from_utf8(&event).unwrap());
    }

    #[test]
    fn rows_are_delivered_one_by_one_and_only_by_a_whole_answer() {
        let answer = |first: &str, second: &str| {
            let entry = |id: u8, result: &str| format!(r#"{{"recordId":"{id}","result":"{result}"}}"#);
            let answer = format!(r#"{{"records":[{},{}]}}"#, entry(2, second), entry(1, first));
            not_delivered(answer.as_bytes(), rows().iter())
        };
        assert_eq!(answer("Ok", "Ok"), Ok([].into()));
        assert_eq!(answer("Ok", "DeliveryFailed"), Ok([1].into()));
        assert!(answer("Ok", "ok").is_err());
        assert!(not_delivered(br#"{"records":[]}"#, rows().iter()).is_err());
        assert!(not_delivered(b"", rows().iter()).is_err());
    }
}
