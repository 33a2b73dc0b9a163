//! The contract with a function that prepares records: the event that it gets, and what its answer says of each.
//!
//! Source: the developer guide, "Lambda preprocessing".

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;

use super::source::{Mark, Record};
use crate::ids::uuid;
use crate::rng::Rng;
use crate::wire::{Protocol, Writer, base64};

/// Bytes of an answer at most. Source: limits of Lambda.
const ANSWER_BYTES_MAX: usize = 6 * 1_024 * 1_024;

/// What the event tells beside its records.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// Another for every try.
    pub(super) invocation_id: &'a str,
    pub(super) application_arn: &'a str,
    pub(super) source_arn: &'a str,
}

/// What an answer says of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes on with these bytes.
    Ok(Vec<u8>),
    /// It is to go no further.
    Dropped,
    /// It could not be processed.
    Failed,
}

/// The id by which a record is told to its function: its sequence number, or one that looks drawn and is the same at each try.
fn record_id(record: &Record) -> String {
    match record.mark {
        Mark::Shard(_, number) => number.to_string(),
        Mark::Tap(number) => uuid(&mut Rng::from_seed(number)),
    }
}

/// The event for these records.
pub(super) fn event(about: About<'_>, records: &[Record]) -> Vec<u8> {
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(4);
    text(&mut writer, "invocationId", about.invocation_id);
    text(&mut writer, "applicationArn", about.application_arn);
    text(&mut writer, "streamArn", about.source_arn);
    writer.key("records");
    writer.start_list(records.len());
    for record in records {
        writer.item();
        writer.start_map(3);
        text(&mut writer, "recordId", &record_id(record));
        writer.key("data");
        writer.blob(&record.data);
        tell_origin(&mut writer, record);
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}

fn tell_origin(writer: &mut Writer, record: &Record) {
    match record.mark {
        Mark::Shard(shard, number) => {
            writer.key("kinesisStreamRecordMetadata");
            writer.start_map(4);
            text(writer, "sequenceNumber", &number.to_string());
            text(writer, "partitionKey", &record.partition_key);
            text(writer, "shardId", &shard.to_string());
        }
        Mark::Tap(_) => {
            writer.key("kinesisFirehoseRecordMetadata");
            writer.start_map(1);
        }
    }
    writer.key("approximateArrivalTimestamp");
    writer.integer(record.arrived.total_millis());
    writer.end_map();
}

pub(super) fn text(writer: &mut Writer, name: &str, value: &str) {
    writer.key(name);
    writer.text(value);
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
    data: Option<String>,
}

/// What an answer says of each of these records, in their order.
///
/// # Errors
/// Why it is none that can be taken: then the function is called with the same records again.
pub(super) fn verdicts(answer: &[u8], records: &[Record]) -> Result<Vec<Verdict>, &'static str> {
    if ANSWER_BYTES_MAX < answer.len() {
        return Err("The answer is too large");
    }
    let answer: Answer =
        serde_json::from_slice(answer).map_err(|_| "The answer is not of the form that it must have")?;
    let mut answered = BTreeMap::new();
    for record in &answer.records {
        if answered.insert(record.record_id.as_str(), record).is_some() {
            return Err("The answer has a record twice");
        }
    }
    let verdict = |record: &Record| {
        let answered = answered.get(&*record_id(record)).ok_or("The answer does not have every record")?;
        match answered.result.as_str() {
            "Ok" => {
                let data = answered.data.as_deref().and_then(base64::decode);
                data.map(Verdict::Ok).ok_or("The answer has a record without data in Base64")
            }
            "Dropped" => Ok(Verdict::Dropped),
            "ProcessingFailed" => Ok(Verdict::Failed),
            _ => Err("The answer has a result that there is not"),
        }
    };
    records.iter().map(verdict).collect()
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use super::*;
    use crate::ids::{SequenceNumber, ShardId};
    use crate::time::Instant;

    fn record(mark: Mark) -> Record {
        let (partition_key, arrived) = ("k".into(), Instant::DEFAULT_START);
        Record { mark, partition_key, arrived, data: b"a".to_vec() }
    }

    fn of_shard(counter: u64) -> Record {
        record(Mark::Shard(ShardId(1), SequenceNumber::of_record(1_767_225_600, 1, counter, 1_767_225_600)))
    }

    #[test]
    fn the_event_tells_where_records_came_from() {
        let about = About {
            invocation_id: "1",
            application_arn: "arn:aws:kinesisanalytics:us-east-1:000000000000:application/a",
            source_arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s",
        };
        let event = |record| String::from_utf8(super::event(about, &[record])).unwrap();
        expect![[r#"{"invocationId":"1","applicationArn":"arn:aws:kinesisanalytics:us-east-1:000000000000:application/a","streamArn":"arn:aws:kinesis:us-east-1:000000000000:stream/s","records":[{"recordId":"49670424472753470606260425006284421143537889085906485266","data":"YQ==","kinesisStreamRecordMetadata":{"sequenceNumber":"49670424472753470606260425006284421143537889085906485266","partitionKey":"k","shardId":"shardId-000000000001","approximateArrivalTimestamp":1767225600000}}]}"#]]
        .assert_eq(&event(of_shard(0)));
        let id = record_id(&record(Mark::Tap(3)));
        assert_eq!((id.len(), id == record_id(&record(Mark::Tap(4)))), (36, false), "{id}");
        let metadata = r#"{"approximateArrivalTimestamp":1767225600000}"#;
        let told =
            format!(r#"{{"recordId":"{id}","data":"YQ==","kinesisFirehoseRecordMetadata":{metadata}}}"#);
        assert!(event(record(Mark::Tap(3))).ends_with(&format!(r#""records":[{told}]}}"#)));
    }

    #[test]
    fn an_answer_counts_only_whole() {
        let records = [of_shard(0), of_shard(1)];
        let ids = records.each_ref().map(record_id);
        let verdicts = |entries: [&str; 2]| {
            let entry = |place: usize| format!(r#"{{"recordId":"{}",{}}}"#, ids[place], entries[place]);
            super::verdicts(format!(r#"{{"records":[{},{}]}}"#, entry(1), entry(0)).as_bytes(), &records)
        };
        let ok = r#""result":"Ok","data":"eA==""#;
        assert_eq!(
            verdicts([ok, r#""result":"Dropped""#]),
            Ok([Verdict::Ok(b"x".to_vec()), Verdict::Dropped].into())
        );
        assert_eq!(verdicts([r#""result":"ProcessingFailed""#, ok]).unwrap()[0], Verdict::Failed);
        for wrong in [r#""result":"ok","data":"eA==""#, r#""result":"Ok""#, r#""result":"Ok","data":"?""#] {
            assert!(verdicts([wrong, ok]).is_err(), "{wrong}");
        }
        for wrong in ["", "[]", "{}", r#"{"records":[]}"#] {
            assert!(super::verdicts(wrong.as_bytes(), &records).is_err(), "{wrong}");
        }
        let twice = format!(r#"{{"records":[{{"recordId":"{0}",{ok}}},{{"recordId":"{0}",{ok}}}]}}"#, ids[0]);
        assert!(super::verdicts(twice.as_bytes(), &records[..1]).is_err());
    }
}
