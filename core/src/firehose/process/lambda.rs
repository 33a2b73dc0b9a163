//! The contract between a delivery stream and its function: the event that the function gets, and what its answer says of
//! each record.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::Value;

use super::super::flow::entry::{Entry, TableChoice};
use crate::wire::base64;
use crate::wire::{Protocol, Writer};

/// What ids of records begin with. Observed: tokens of digits, the same at each try.
const RECORD_ID_START: &str = "4954698668313554428650745793632162567570";

/// What the event tells beside its records.
#[derive(Clone, Copy, Debug)]
pub(in crate::firehose) struct About<'a> {
    /// Another for every try.
    pub(in crate::firehose) invocation_id: &'a str,
    pub(in crate::firehose) delivery_stream_arn: &'a str,
    /// Only where a stream is read.
    pub(in crate::firehose) source_kinesis_stream_arn: Option<&'a str>,
    pub(in crate::firehose) region: &'a str,
}

/// What an answer says of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::firehose) enum Verdict {
    /// It goes on with these bytes and keys.
    Ok { data: Vec<u8>, partition_keys: Vec<(String, String)>, table: Option<TableChoice> },
    /// It is to go no further.
    Dropped,
    /// It could not be processed, for a reason by its name and in words.
    Failed { code: &'static str, message: &'static str },
}

impl Verdict {
    const PROCESSING_FAILED: Self = Self::Failed {
        code: "Lambda.ProcessingFailedStatus",
        message: "ProcessingFailed status set for record",
    };
    const MISSING: Self = Self::Failed {
        code: "Lambda.MissingRecordId",
        message: "One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.",
    };
    const DUPLICATED: Self = Self::Failed {
        code: "Lambda.DuplicatedRecordId",
        message: "Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record Id \
                  for each record.",
    };
    const INVALID: Self = Self::Failed {
        code: "Lambda.InvalidReturnFormat",
        message: "The data field cannot be null when the SourceType is DirectPut or KinesisStreamAsSource and processing result is \
                  Ok. The value field cannot be null when the SourceType is MSKAsSource and processing result is Ok.",
    };
}

/// The id by which a record is told to its function; those that came out of one have an end of their own.
fn record_id(entry: &Entry) -> String {
    let mut id = format!("{RECORD_ID_START}{:016}", entry.number);
    if entry.part != 0 {
        id += &format!("{:06}", entry.part);
    }
    id
}

/// The event for these records, its members in the order of the service.
pub(in crate::firehose) fn event(about: About<'_>, entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new(Protocol::Json);
    let text = |writer: &mut Writer, name: &str, value: &str| {
        writer.key(name);
        writer.text(value);
    };
    writer.start_map(5);
    text(&mut writer, "invocationId", about.invocation_id);
    text(&mut writer, "deliveryStreamArn", about.delivery_stream_arn);
    if let Some(arn) = about.source_kinesis_stream_arn {
        text(&mut writer, "sourceKinesisStreamArn", arn);
    }
    text(&mut writer, "region", about.region);
    writer.key("records");
    writer.start_list(entries.len());
    for entry in entries {
        writer.item();
        writer.start_map(4);
        text(&mut writer, "recordId", &record_id(entry));
        writer.key("approximateArrivalTimestamp");
        writer.integer(entry.arrived.total_millis());
        writer.key("data");
        writer.blob(&entry.data);
        if let Some(origin) = &entry.origin {
            writer.key("kinesisRecordMetadata");
            writer.start_map(5);
            text(&mut writer, "sequenceNumber", &origin.sequence_number.to_string());
            writer.key("subsequenceNumber");
            writer.integer(origin.subsequence_number as i64);
            text(&mut writer, "partitionKey", &origin.partition_key);
            text(&mut writer, "shardId", &origin.shard.to_string());
            writer.key("approximateArrivalTimestamp");
            writer.integer(origin.arrived.total_millis());
            writer.end_map();
        }
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}

#[derive(Deserialize)]
struct Answer {
    records: Option<Vec<Answered>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    record_id: Option<String>,
    result: Option<String>,
    data: Option<String>,
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    partition_keys: Option<BTreeMap<String, Value>>,
    otf_metadata: Option<TableChoice>,
}

impl Answered {
    fn verdict(&self) -> Verdict {
        match self.result.as_deref() {
            Some("Ok") => match self.data.as_deref().and_then(base64::decode) {
                Some(data) => {
                    Verdict::Ok { data, partition_keys: self.partition_keys(), table: self.table() }
                }
                None => Verdict::INVALID,
            },
            Some("Dropped") => Verdict::Dropped,
            Some("ProcessingFailed") => Verdict::PROCESSING_FAILED,
            // Assumed: an unknown word is as good as no data.
            _ => Verdict::INVALID,
        }
    }

    fn table(&self) -> Option<TableChoice> {
        self.metadata.as_ref()?.otf_metadata.clone()
    }

    /// The keys that the function has given, as texts; null is as good as nothing, which no key may be.
    fn partition_keys(&self) -> Vec<(String, String)> {
        let keys = self.metadata.as_ref().and_then(|metadata| metadata.partition_keys.as_ref());
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        keys.into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect()
    }
}

/// What an answer says of each of these records, in their order; nothing where it is no JSON of this form.
pub(in crate::firehose) fn verdicts(answer: &[u8], entries: &[Entry]) -> Option<Vec<Verdict>> {
    let answer: Answer = serde_json::from_slice(answer).ok()?;
    let mut answered = BTreeMap::<&str, (u32, &Answered)>::new();
    let records = answer.records.unwrap_or_default();
    for record in &records {
        if let Some(id) = &record.record_id {
            answered.entry(id).and_modify(|(times, _)| *times += 1).or_insert((1, record));
        }
    }
    let verdict = |entry: &Entry| match answered.get(&*record_id(entry)) {
        None => Verdict::MISSING,
        Some((1, record)) => record.verdict(),
        Some(_) => Verdict::DUPLICATED,
    };
    Some(entries.iter().map(verdict).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;
    use alloc::vec;
    use expect_test::expect;

    fn entries() -> Vec<Entry> {
        let entry = |(number, data): (u64, &str)| {
            Entry::new(number, data.as_bytes().into(), None, Instant::DEFAULT_START)
        };
        [(0, "a"), (1, "b"), (2, "c")].map(entry).into()
    }

    #[test]
    fn the_event_has_its_members_in_the_order_of_the_service() {
        let about = About {
            invocation_id: "1",
            delivery_stream_arn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/logs",
            source_kinesis_stream_arn: None,
            region: "us-east-1",
        };
        let event = String::from_utf8(event(about, &entries()[..1])).unwrap();
        expect![[r#"{"invocationId":"1","deliveryStreamArn":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs","region":"us-east-1","records":[{"recordId":"49546986683135544286507457936321625675700000000000000000","approximateArrivalTimestamp":1767225600000,"data":"YQ=="}]}"#]].assert_eq(&event);
    }

    #[test]
    fn every_record_gets_one_verdict() {
        let id = |number: u64| format!("{RECORD_ID_START}{number:016}");
        let answer = format!(
            r#"{{"records":[
                {{"recordId":"{}","result":"Ok","data":"eA==","metadata":{{"partitionKeys":{{"k":"v","n":5}}}}}},
                {{"recordId":"{}","result":"Dropped"}},
                {{"recordId":"{}","result":"Ok","data":"eA=="}},
                {{"recordId":"{}","result":"Dropped"}},
                {{"recordId":"unknown","result":"Ok","data":"eA=="}}]}}"#,
            id(0),
            id(1),
            id(2),
            id(2)
        );
        let partition_keys = vec![("k".into(), "v".into()), ("n".into(), "5".into())];
        let expected = vec![
            Verdict::Ok { data: b"x".to_vec(), partition_keys, table: None },
            Verdict::Dropped,
            Verdict::DUPLICATED,
        ];
        assert_eq!(verdicts(answer.as_bytes(), &entries()), Some(expected));
        for (answer, verdict) in [
            ("{}".to_string(), Verdict::MISSING),
            (r#"{"records":[]}"#.to_string(), Verdict::MISSING),
            (format!(r#"{{"records":[{{"recordId":"{}","result":"Ok"}}]}}"#, id(0)), Verdict::INVALID),
            (
                format!(r#"{{"records":[{{"recordId":"{}","result":"ok","data":"eA=="}}]}}"#, id(0)),
                Verdict::INVALID,
            ),
            (
                format!(
                    r#"{{"records":[{{"recordId":"{}","result":"ProcessingFailed","data":"eA=="}}]}}"#,
                    id(0)
                ),
                Verdict::PROCESSING_FAILED,
            ),
        ] {
            assert_eq!(verdicts(answer.as_bytes(), &entries()[..1]), Some(vec![verdict]), "{answer}");
        }
        assert_eq!(verdicts(b"not JSON", &entries()), None);
    }
}
