//! The ways of rows: from records to destinations, by functions and tables, and what keeps them from going on.

use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::bench::{
    Bench, COUNT, Elsewhere, FUNCTION, PASS, configuration, output, over_delivery_stream, stream,
    to_function, to_stream, with_function, with_table,
};
use crate::analytics::application::configuration::{Destination, Resource, StartingPosition};
use crate::errand::Outcome;
use crate::fact::ApplicationEvent;
use crate::wire::base64;

fn row(k: &str, v: i64) -> alloc::string::String {
    format!(r#"{{"k":"{k}","v":{v}}}"#)
}

#[test]
fn rows_are_written_a_second_after_their_records_came_at_most() {
    let mut bench = Bench::new(&configuration(PASS), 2);
    bench.until(100);
    bench.put(0, &(row("a", 1) + &row("b", 2)));
    bench.put(1, &row("c", 3));
    bench.until(999);
    assert!(bench.taken().is_empty());
    bench.until(1_000);
    assert_eq!(bench.taken(), [r#"{"K":"a","V":1}"#, r#"{"K":"b","V":2}"#, r#"{"K":"c","V":3}"#]);
    let rows = ApplicationEvent::Rows { streams: vec![("SRC_001".into(), 2), ("OUT".into(), 2)] };
    assert!(bench.events().contains(&rows));
}

#[test]
fn what_is_known_of_a_record_beside_its_text_is_found_by_name_only() {
    let code = r#"
        CREATE STREAM "OUT" (k VARCHAR(16), arrived TIMESTAMP, pk VARCHAR(32), shard VARCHAR(32), seq VARCHAR(64));
        CREATE PUMP p AS INSERT INTO "OUT"
        SELECT STREAM k, approximate_arrival_time, partition_key, shard_id, sequence_number FROM "SRC_001";
        CREATE STREAM "ALL" (k VARCHAR(16), v INTEGER);
        CREATE PUMP q AS INSERT INTO "ALL" SELECT STREAM * FROM "SRC_001";"#;
    let mut bench = Bench::new(&configuration(code), 2);
    bench.until(250);
    bench.put(1, &row("a", 1));
    bench.until(1_000);
    let row: Value = serde_json::from_str(bench.taken()[0]).unwrap();
    let sequence_number = row["SEQ"].as_str().unwrap();
    assert!(sequence_number.starts_with("49") && sequence_number.len() == 56, "{sequence_number}");
    assert_eq!(
        row,
        json!({
            "K": "a", "ARRIVED": "2026-01-01 00:00:00.250", "PK": "key-1", "SHARD": "shardId-000000000001",
            "SEQ": sequence_number,
        })
    );
}

#[test]
fn shards_are_split_evenly_over_in_application_streams() {
    let code = r#"
        CREATE STREAM "OUT" (k VARCHAR(16), s VARCHAR(8));
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, 'one' FROM "SRC_001";
        CREATE PUMP q AS INSERT INTO "OUT" SELECT STREAM k, 'two' FROM "SRC_002";"#;
    let mut parallel = configuration(code);
    parallel.inputs[0].parallelism = 2;
    let mut bench = Bench::new(&parallel, 4);
    (0..4).for_each(|shard| bench.put(shard, &row(&shard.to_string(), 0)));
    bench.until(2_000);
    let mut taken = bench.taken();
    taken.sort_unstable();
    let expected = ["0\",\"S\":\"one", "1\",\"S\":\"two", "2\",\"S\":\"one", "3\",\"S\":\"two"];
    assert_eq!(taken, expected.map(|row| format!(r#"{{"K":"{row}"}}"#)));
}

#[test]
fn windows_of_an_idle_source_are_closed_by_the_clock() {
    let mut bench = Bench::new(&configuration(COUNT), 1);
    bench.until(5_000);
    (0..3).for_each(|_| bench.put(0, &row("a", 1)));
    bench.until(59_999);
    assert!(bench.taken().is_empty());
    bench.until(60_000);
    assert_eq!(bench.taken(), [r#"{"K":"a","N":3}"#]);
}

#[test]
fn children_of_a_shard_are_read_after_it() {
    let mut bench = Bench::new(&configuration(PASS), 1);
    bench.until(500);
    bench.put(0, &row("a", 1));
    bench.continue_shard(0);
    bench.put(1, &row("b", 2));
    bench.until(1_000);
    bench.put(1, &row("c", 3));
    bench.until(2_000);
    assert_eq!(bench.taken(), [r#"{"K":"a","V":1}"#, r#"{"K":"b","V":2}"#, r#"{"K":"c","V":3}"#]);
}

#[test]
fn reading_begins_where_the_start_says_and_goes_on_where_it_stopped() {
    let begins = |position, elsewhere, stopped| {
        let mut begun = configuration(PASS);
        begun.inputs[0].starting_position = Some(position);
        Bench::over(&begun, elsewhere, stopped)
    };
    let new = || Elsewhere::of_shards(1);
    let feed = |bench: &mut Bench, millis| {
        bench.now = super::bench::START + crate::time::Duration::from_millis(millis);
        bench.put(0, &row("x", millis as i64));
    };
    let mut now = begins(StartingPosition::Now, new(), None);
    feed(&mut now, 500);
    now.until(1_000);
    assert_eq!(now.taken().len(), 1);

    // One that never ran begins with the oldest.
    let mut last = begins(StartingPosition::LastStoppedPoint, new(), None);
    feed(&mut last, 100);
    last.until(1_000);
    feed(&mut last, 1_500);
    let mut stopped = None;
    let (runner, at) = (last.runner.clone(), last.now);
    last.with_means(|_, means| stopped = Some(runner.stop(means, at)));
    let elsewhere = last.elsewhere;
    let mut again = begins(StartingPosition::LastStoppedPoint, elsewhere.clone(), stopped.clone());
    again.until(3_000);
    assert_eq!(again.taken(), [r#"{"K":"x","V":100}"#, r#"{"K":"x","V":1500}"#]);
    let mut anew = begins(StartingPosition::TrimHorizon, elsewhere, stopped);
    anew.until(3_000);
    assert_eq!(anew.taken().len(), 3, "the first is written again");
}

#[test]
fn a_delivery_stream_is_read_from_the_start_on() {
    let mut bench = Bench::new(&over_delivery_stream(PASS), 0);
    bench.until(300);
    bench.put_into_tap(&row("a", 1));
    bench.put_into_tap(&row("b", 2));
    bench.until(1_000);
    bench.crash();
    bench.put_into_tap(&row("c", 3));
    bench.until(3_000);
    let mut taken = bench.taken();
    taken.dedup();
    assert_eq!(taken.last(), Some(&r#"{"K":"c","V":3}"#));
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), 3);
}

#[test]
fn what_cannot_be_a_row_is_in_the_error_stream() {
    let mut failing = configuration(&PASS.replace("k, v FROM", "k, 10 / v FROM"));
    failing.outputs.push(output("2.2", "error_stream", to_stream("errors")));
    let mut bench = Bench::new(&failing, 1);
    bench.put(0, &row("a", 0));
    bench.put(0, r#"{"k":"b","v":"many"}"#);
    bench.until(1_000);
    let errors = bench.taken_by(&stream("errors"));
    let names: Vec<_> = errors
        .iter()
        .map(|error| {
            serde_json::from_str::<Value>(error).unwrap()["ERROR_NAME"].as_str().unwrap().to_string()
        })
        .collect();
    assert_eq!(names, ["COERCION_ERROR", "EVALUATION_ERROR"]);
    assert!(bench.taken().is_empty());
    let refused =
        bench.events().into_iter().filter(|event| matches!(event, ApplicationEvent::RowsRefused { .. }));
    assert_eq!(refused.count(), 2);
}

/// Answers for each record by what is in it: `drop`, `fail`, or its text twice.
fn twice(event: &Value) -> Outcome {
    let answer = |record: &Value| {
        let data = base64::decode(record["data"].as_str().unwrap()).unwrap();
        let text = str::from_utf8(&data).unwrap();
        let id = &record["recordId"];
        match text {
            "drop" => json!({"recordId": id, "result": "Dropped"}),
            "fail" => json!({"recordId": id, "result": "ProcessingFailed"}),
            _ => {
                json!({"recordId": id, "result": "Ok", "data": base64::encode([text, text].concat().as_bytes())})
            }
        }
    };
    let records: Vec<_> = event["records"].as_array().unwrap().iter().map(answer).collect();
    Outcome::Returned(json!({ "records": records }).to_string().into_bytes())
}

#[test]
fn a_function_prepares_records_and_is_called_until_it_does() {
    let mut prepared = with_function(configuration(PASS));
    prepared.outputs.push(output("2.2", "error_stream", to_stream("errors")));
    let mut bench = Bench::new(&prepared, 1);
    bench.put(0, &row("a", 1));
    bench.put(0, "drop");
    bench.put(0, "fail");
    bench.until(60_000);
    assert!(bench.taken().is_empty());
    let failures = bench.elsewhere.calls.len();
    assert!(3 < failures, "{failures}");
    let records = |event: &Value| event["records"].clone();
    let first = records(&bench.elsewhere.calls[0]);
    assert!(bench.elsewhere.calls.iter().all(|event| records(event) == first), "the same records");
    bench.put(0, &row("b", 2));
    let reads = bench.elsewhere.reads;
    bench.elsewhere.function = Some(twice);
    bench.until(59_000);
    assert_eq!(bench.elsewhere.reads, reads, "nothing is read meanwhile");
    let behind = bench.events().into_iter().rev().find_map(|event| match event {
        ApplicationEvent::FunctionFailed { millis_behind, .. } => Some(millis_behind),
        _ => None,
    });
    assert!(30_000 < behind.unwrap(), "{behind:?}");
    bench.until(120_000);
    let rows = [r#"{"K":"a","V":1}"#, r#"{"K":"b","V":2}"#];
    assert_eq!(bench.taken(), [rows[0], rows[0], rows[1], rows[1]]);
    let errors = bench.taken_by(&stream("errors"));
    assert!(errors.len() == 1 && errors[0].contains("PREPROCESSING_FAILED"), "{errors:?}");
    assert!(errors[0].contains(r#""DATA_ROW":"6661696c""#), "{errors:?}");
}

#[test]
fn an_application_whose_destination_is_stuck_reads_no_further_and_loses_nothing() {
    let mut bench = Bench::new(&configuration(PASS), 1);
    bench.elsewhere.is_down = true;
    bench.put(0, &row("a", 1));
    bench.until(10_000);
    let reads = bench.elsewhere.reads;
    for v in 0..50 {
        bench.put(0, &row("b", v));
        bench.until(20_000 + v as u64 * 1_000);
    }
    assert_eq!(bench.elsewhere.reads, reads);
    bench.elsewhere.is_down = false;
    bench.until(200_000);
    let taken = bench.taken();
    let expected: Vec<_> = (0..50).map(|v| format!(r#"{{"K":"b","V":{v}}}"#)).collect();
    assert_eq!(
        (taken[0], &taken[1..]),
        (r#"{"K":"a","V":1}"#, &expected.iter().map(|it| it.as_str()).collect::<Vec<_>>()[..])
    );
    let behind = bench.events().into_iter().find_map(|event| match event {
        ApplicationEvent::DeliveryFailed { attempts: 8, millis_behind, .. } => Some(millis_behind),
        _ => None,
    });
    assert!(behind.is_some_and(|behind| 10_000 < behind), "{behind:?}");
}

/// Takes each row when it is tried the second time.
fn at_the_second_try(event: &Value) -> Outcome {
    let answer = |record: &Value| {
        let is_first = record["lambdaDeliveryRecordMetadata"]["retryHint"] == 0;
        let result = if is_first { "DeliveryFailed" } else { "Ok" };
        json!({"recordId": record["recordId"], "result": result})
    };
    let records: Vec<_> = event["records"].as_array().unwrap().iter().map(answer).collect();
    Outcome::Returned(json!({ "records": records }).to_string().into_bytes())
}

#[test]
fn a_function_takes_rows_and_is_told_how_often_they_were_tried() {
    let mut to = configuration(PASS);
    to.outputs = vec![output("2.1", "OUT", to_function())];
    let mut bench = Bench::new(&to, 1);
    bench.elsewhere.function = Some(at_the_second_try);
    bench.put(0, &row("a", 1));
    bench.until(5_000);
    let hints: Vec<_> = bench
        .elsewhere
        .calls
        .iter()
        .map(|event| event["records"][0]["lambdaDeliveryRecordMetadata"]["retryHint"].as_i64().unwrap())
        .collect();
    assert_eq!(hints, [0, 1]);
    let ids: Vec<_> = bench.elsewhere.calls.iter().map(|event| &event["records"][0]["recordId"]).collect();
    assert_eq!(ids[0], ids[1]);
    let events = bench.events();
    let delivered = ApplicationEvent::Delivered {
        output: "2.1".into(),
        destination: FUNCTION.into(),
        records: 1,
        bytes: 16,
        attempts: 2,
    };
    assert!(events.contains(&delivered), "{events:?}");
}

#[test]
fn nothing_is_read_before_tables_are_filled_and_they_are_filled_anew_when_something_changes() {
    let code = r#"
        CREATE STREAM "OUT" (k VARCHAR(16), v INTEGER);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM s.k, t.v FROM "SRC_001" AS s JOIN "T" AS t ON s.k = t.k;"#;
    let table = with_table(configuration(code));
    let mut bench = Bench::new(&table, 1);
    bench.put(0, &row("a", 1));
    bench.until(30_000);
    assert_eq!(bench.elsewhere.reads, 0);
    bench.elsewhere.objects.insert("t.json".into(), row("a", 10).into_bytes());
    bench.until(120_000);
    assert_eq!(bench.taken(), [r#"{"K":"a","V":10}"#]);
    bench.elsewhere.objects.insert("t.json".into(), row("a", 11).into_bytes());
    bench.put(0, &row("a", 1));
    bench.until(122_000);
    assert_eq!(bench.taken()[1], r#"{"K":"a","V":10}"#, "the table stays as it was");
    let now = bench.now;
    bench.with_means(|runner, _| runner.reconfigure(&table, now).unwrap());
    bench.write_down();
    bench.put(0, &row("a", 1));
    bench.until(124_000);
    assert_eq!(bench.taken()[2], r#"{"K":"a","V":11}"#);
}

#[test]
fn a_change_begins_windows_anew_and_reads_on() {
    let mut bench = Bench::new(&configuration(COUNT), 1);
    bench.put(0, &row("a", 1));
    bench.until(10_000);
    let (now, pass) = (bench.now, configuration(PASS));
    bench.with_means(|runner, _| runner.reconfigure(&pass, now).unwrap());
    bench.put(0, &row("b", 2));
    bench.until(120_000);
    assert_eq!(bench.taken(), [r#"{"K":"b","V":2}"#]);
    let wrong = configuration("SELECT");
    let now = bench.now;
    bench.with_means(|runner, _| assert!(runner.reconfigure(&wrong, now).is_err()));
    bench.put(0, &row("c", 3));
    bench.until(122_000);
    assert_eq!(bench.taken()[1], r#"{"K":"c","V":3}"#);
}

#[test]
fn rows_go_to_every_output_of_their_stream_and_one_without_a_stream_gets_none() {
    let mut many = configuration(PASS);
    let arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d";
    let delivery_stream = Destination::DeliveryStream(Resource { arn: arn.into(), role_arn: None });
    many.outputs.push(output("2.2", "OUT", delivery_stream));
    many.outputs.push(output("2.3", "Out", to_stream("never")));
    let mut bench = Bench::new(&many, 1);
    bench.put(0, &row("a", 1));
    bench.until(1_000);
    assert_eq!(bench.taken(), bench.taken_by(arn));
    assert_eq!(bench.taken(), [r#"{"K":"a","V":1}"#]);
    assert!(bench.taken_by(&stream("never")).is_empty());
}

#[test]
fn capacity_is_told_each_minute() {
    let mut bench = Bench::new(&configuration(PASS), 1);
    bench.until(150_000);
    let metered = |bench: &mut Bench| -> Vec<_> {
        let events = bench.events().into_iter();
        events.filter(|event| matches!(event, ApplicationEvent::Metered { .. })).collect()
    };
    let minute = ApplicationEvent::Metered { millis: 60_000, units: 1 };
    assert_eq!(metered(&mut bench), [minute.clone(), minute]);
    let (runner, now) = (bench.runner.clone(), bench.now);
    bench.with_means(|_, means| _ = runner.stop(means, now));
    assert_eq!(metered(&mut bench), [ApplicationEvent::Metered { millis: 30_000, units: 1 }]);
}
