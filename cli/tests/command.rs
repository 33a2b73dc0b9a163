//! The command line itself: exit codes, help, operations, completions, headless runs.

mod support;

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use serde_json::Value;
use support::run;

const SCENARIO: &str = r#"{ "version": 1, "id": "test", "title": "Two shards", "seed": 1,
    "streams": [{ "name": "clicks", "shards": 2 }],
    "producers": [{ "name": "web", "stream": "clicks", "records_per_second": 3000, "record_bytes": 100 }],
    "readers": [{ "name": "worker", "stream": "clicks" }] }"#;

/// A directory with the scenario, and the scenario's path.
fn scenario(text: &str) -> (tempfile::TempDir, String) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("scenario.json");
    fs::write(&file, text).unwrap();
    (directory, file.to_str().unwrap().to_owned())
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let (code, output, error) = run(arguments);
    assert_eq!((code, error.as_str()), (0, ""));
    serde_json::from_str(&output).unwrap()
}

#[test]
fn usage_errors_are_code_2() {
    for arguments in [
        &["nothing"][..],
        &["serve", "--port", "70000"],
        &["serve", "--account", "12345"],
        &["serve", "--region", "EU West"],
        &["serve", "--region", "mars"],
        &["serve", "--start", "2026-01-01T00:00:00Z"],
        &["serve", "--virtual-time", "--start", "noon"],
        &["serve", "--snapshot-interval-s", "0"],
        &["serve", "--deliver", "s3://=./x"],
        &["serve", "--deliver", "lambda:=command:cat"],
        &["run"],
        &["run", "x.json", "--until", "10"],
        &["completions", "tcsh"],
        &["price", "--mode", "free"],
        &["price", "--retention-hours", "23"],
    ] {
        let (code, output, error) = run(arguments);
        assert_eq!((code, output.as_str()), (2, ""), "{arguments:?}: {error}");
    }
}

#[test]
fn a_port_in_use_is_one_sentence_and_code_1() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, output, error) = run(&["serve", "--port", &port]);
    assert_eq!((code, output.as_str()), (1, ""));
    let expected = format!(
        "error: port {port} on 127.0.0.1 is in use; choose another with --port, or any free one with --port 0\n"
    );
    assert_eq!(error, expected);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_delivered_to_is_said_at_the_start() {
    let (_directory, file) = scenario("a file");
    for (route, reason) in [
        (
            "lambda:parse=command:nonexistent-prog --fast".to_owned(),
            "error: --deliver lambda:parse: there is no command nonexistent-prog\n".to_owned(),
        ),
        (format!("s3://lake={file}/x"), format!("error: --deliver s3://lake: {file}/x cannot be used: ")),
        (
            "s3://lake=ftp://host/x".to_owned(),
            "error: --deliver s3://lake: ftp://host/x cannot be used: ".to_owned(),
        ),
    ] {
        let (code, output, error) = run(&["serve", "--port", "0", "--quiet", "--deliver", &route]);
        assert_eq!((code, output.as_str()), (1, ""), "{route}: {error}");
        assert!(error.starts_with(&reason), "{route}: {error}");
    }
}

#[test]
fn help_has_examples_and_the_version_is_a_line() {
    for arguments in [
        &["--help"][..],
        &["serve", "--help"],
        &["run", "--help"],
        &["price", "--help"],
        &["operations", "--help"],
        &["completions", "--help"],
    ] {
        let (code, output, _) = run(arguments);
        assert!(code == 0 && output.contains("Example"), "{arguments:?}");
        assert!(!output.contains('\x1b'), "colours are for terminals");
    }
    assert_eq!(
        run(&["--version"]),
        (0, format!("kinetoscope {}\n", env!("CARGO_PKG_VERSION")), String::new())
    );
}

#[test]
fn operations_are_listed_as_targets_spell_them() {
    let (code, output, _) = run(&["operations"]);
    assert_eq!(code, 0);
    assert!(output.lines().any(|line| line == "Kinesis_20131202.PutRecord runs"), "{output}");
    let channels = "Kinesis_20131202.CreateChannel unsupported: channels deliver to S3 and S3 Tables";
    assert!(output.lines().any(|line| line.starts_with(channels)), "{output}");
    let listed = json(&["operations", "--format", "json"]);
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), output.lines().count());
    let put = listed.iter().find(|row| row["target"] == "Kinesis_20131202.PutRecord").unwrap();
    assert!(put["status"] == "runs" && put["reason"].is_null(), "{put}");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, output, _) = run(&["completions", shell]);
        assert!(code == 0 && output.contains("virtual-time"), "{shell}");
    }
}

#[test]
fn a_run_sums_up_and_a_seed_repeats_it() {
    let (_directory, file) = scenario(SCENARIO);
    let summary = json(&["run", &file, "--until", "10s", "--format", "json"]);
    assert_eq!(
        (&summary["now"], &summary["producers"][0]["sent"]),
        (&"2026-01-01T00:00:10Z".into(), &30_000.into())
    );
    let [accepted, refused] = ["accepted", "refused"].map(|key| summary["streams"][0][key].as_u64().unwrap());
    assert!(accepted + refused == 30_000 && refused > 5_000, "{summary}");
    assert_eq!(summary["streams"][0]["open_shards"], 2);
    let hash =
        |seed| json(&["run", &file, "--until", "10s", "--format", "json", "--seed", seed])["hash"].clone();
    assert_eq!((hash("1"), hash("2")), (summary["hash"].clone(), hash("2")));
    assert_ne!(hash("2"), summary["hash"]);
}

#[test]
fn an_input_that_could_not_be_done_is_told() {
    let (_directory, file) = scenario(
        r#"{"version":1,"id":"a","streams":[{"name":"clicks"}],"inputs":[
            {"at_ms":5,"action":{"crash_reader":{"reader":"zz"}}},
            {"at_ms":7,"action":{"call":{"operation":"SplitShrd","input":{}}}}]}"#,
    );
    let summary = json(&["run", &file, "--until", "1s", "--format", "json"]);
    assert_eq!(
        summary["refused_inputs"],
        serde_json::json!([
            {"at": "2026-01-01T00:00:00.005Z", "action": "crash reader", "message": "There is no reader named zz."},
            {"at": "2026-01-01T00:00:00.007Z", "action": "call",
             "message": "There is no operation \"SplitShrd\" of Kinesis_20131202."},
        ])
    );
    let (code, table, _) = run(&["run", &file, "--until", "1s"]);
    assert!(code == 0 && table.contains("could not be done"), "{table}");
}

#[test]
fn the_table_names_everything() {
    let (_directory, file) = scenario(SCENARIO);
    let (code, output, _) = run(&["run", &file, "--until", "500ms"]);
    assert_eq!(code, 0);
    for word in ["Two shards", "clicks", "web", "worker", "accepted", "pending", "expired unread", "hash"] {
        assert!(output.contains(word), "{output}");
    }
}

/// A bucket that is there for one delivery stream, and none for another.
const LAKE: &str = r#"{ "version": 1, "id": "lake", "seed": 1,
    "deliveries": { "buckets": ["lake"], "delivery_streams": [
        { "DeliveryStreamName": "logs", "ExtendedS3DestinationConfiguration": {
            "RoleARN": "arn:aws:iam::000000000000:role/firehose", "BucketARN": "arn:aws:s3:::lake", "Prefix": "logs/",
            "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 60 } } },
        { "DeliveryStreamName": "astray", "ExtendedS3DestinationConfiguration": {
            "RoleARN": "arn:aws:iam::000000000000:role/firehose", "BucketARN": "arn:aws:s3:::nowhere",
            "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 60 } } }] },
    "producers": [
        { "name": "web", "stream": "logs", "operation": "PutRecordBatch", "records_per_second": 10, "record_bytes": 100 },
        { "name": "ios", "stream": "astray", "operation": "PutRecordBatch", "records_per_second": 1 }] }"#;

#[test]
fn a_run_tells_what_was_delivered_and_what_was_not() {
    let (directory, file) = scenario(LAKE);
    let objects = directory.path().join("objects");
    let arguments = ["run", &file, "--until", "3m", "--objects", objects.to_str().unwrap()];
    let summary = json(&[&arguments[..], &["--format", "json"]].concat());
    let [logs, astray] = ["logs", "astray"].map(|name| {
        let streams = summary["delivery_streams"].as_array().unwrap();
        streams.iter().find(|stream| stream["name"] == name).unwrap_or_else(|| panic!("{summary}"))
    });
    let number = |stream: &Value, key: &str| stream[key].as_u64().unwrap_or_else(|| panic!("{stream}"));
    assert_eq!(
        (&logs["to"], number(logs, "accepted"), number(logs, "failed_tries")),
        (&"S3".into(), 1_800, 0)
    );
    assert_eq!(number(logs, "delivered") + number(logs, "waiting"), 1_800, "{logs}");
    assert_eq!(
        (number(astray, "delivered"), number(astray, "waiting"), number(astray, "deliveries")),
        (0, 180, 0)
    );
    assert!(3 < number(astray, "failed_tries"), "{astray}");
    let bucket = &summary["buckets"][0];
    assert_eq!((&bucket["name"], &bucket["objects"]), (&"lake".into(), &logs["deliveries"]));
    assert_eq!(number(bucket, "bytes"), number(logs, "delivered") * 100);
    let notes = summary["notes"].as_array().unwrap();
    let says = |note: &Value| note.as_str().unwrap().starts_with("astray cannot deliver to S3: ");
    assert!(notes.iter().any(says), "{notes:?}");

    let written = bytes_below(&objects.join("lake/logs"));
    assert_eq!(written, number(bucket, "bytes"), "what is in the bucket is in the folder");
    let (_, table, _) = run(&arguments);
    for words in ["delivery stream", "astray", "failed tries", "bucket", "lake", "cannot deliver to S3"] {
        assert!(table.contains(words), "{words} is not in {table}");
    }
}

/// The length of all files in a folder and its folders.
fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => bytes_below(&entry.path()),
            false => entry.metadata().unwrap().len(),
        })
        .sum()
}

#[test]
fn facts_are_all_there_also_when_more_come_than_the_world_keeps() {
    let (directory, file) =
        scenario(&SCENARIO.replace(r#""record_bytes""#, r#""operation": "PutRecord", "record_bytes""#));
    let facts = directory.path().join("facts");
    let to = facts.to_str().unwrap();
    let summary = json(&["run", &file, "--until", "8s", "--facts", to, "--format", "json"]);
    let text = fs::read_to_string(facts).unwrap();
    let ids = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_u64().unwrap());
    assert!(ids.eq(0..summary["facts"].as_u64().unwrap()));
    assert!(summary["facts"].as_u64().unwrap() > 20_000, "{summary}");
}

#[test]
fn facts_on_standard_output_stand_alone() {
    let (_directory, file) = scenario(SCENARIO);
    let (code, output, error) = run(&["run", &file, "--until", "1s", "--facts", "-"]);
    assert_eq!(code, 0);
    assert!(output.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert!(error.contains("facts, hash "), "{error}");
}

#[test]
fn a_scenario_of_the_website_is_known_by_its_name() {
    let (code, output, error) = run(&["run", "hot-key", "--until", "10s"]);
    assert!(code == 0 && output.contains("One key takes it all"), "{output}{error}");
}

#[test]
fn a_saved_session_must_come_to_its_hash() {
    let (_directory, file) = scenario(SCENARIO);
    let hash =
        json(&["run", &file, "--until", "5s", "--format", "json"])["hash"].as_str().unwrap().to_owned();
    let session = |hash: &str| {
        scenario(&format!(r#"{{"version":1,"scenario":{SCENARIO},"at_us":5000000,"hash":"{hash}"}}"#))
    };
    let (_directory, whole) = session(&hash);
    assert_eq!(json(&["run", &whole, "--format", "json"])["hash"], hash.as_str());
    let (_directory, changed) = session("0123456789abcdef");
    let (code, _, error) = run(&["run", &changed]);
    assert_eq!(code, 1);
    assert!(error.starts_with("error: the session does not replay"), "{error}");
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let (_directory, file) = scenario(r#"{"version":1,"id":"x","streams":[{"name":"s","shard":1}]}"#);
    let (code, output, error) = run(&["run", &file]);
    assert_eq!((code, output.as_str()), (1, ""));
    assert!(error.contains("unknown field `shard`"), "{error}");
    let (_directory, file) = scenario("{\n  \"version\": 1,\n}");
    let (code, _, error) = run(&["run", &file]);
    assert!(
        code == 1 && error.ends_with(": This is not valid JSON: trailing comma at line 3 column 1.\n"),
        "{error}"
    );
    let (_, _, error) = run(&["run", &file, "--until", "10x"]);
    assert!(error.contains("a length is a number and a unit; write 90s, 10m, 2h, 1d or 500ms"), "{error}");
    let (_, _, error) = run(&["run", "hot-key", "--until", "-5m"]);
    assert!(error.contains("a length is a number and a unit; write 90s, 10m, 2h, 1d or 500ms"), "{error}");
    let (_directory, file) = scenario(&LAKE.replace(r#""stream": "logs""#, r#""stream": "nope""#));
    let (code, _, error) = run(&["run", &file]);
    let expected =
        r#""web" puts into delivery stream "nope", which is not in "delivery_streams" of "deliveries"."#;
    assert!(code == 1 && error.contains(expected), "{error}");
    let (_directory, file) =
        scenario(&LAKE.replace(r#""stream": "logs", "operation": "PutRecordBatch""#, r#""stream": "logs""#));
    let (code, _, error) = run(&["run", &file]);
    let expected = r#"The delivery stream of this name takes "operation": "PutRecordBatch"."#;
    assert!(code == 1 && error.contains(expected), "{error}");
    let (code, _, error) = run(&["run", "hot-kye"]);
    let expected = "error: hot-kye is no file, and no scenario of the website, which are fan-out, firehose-lake, first-record, ";
    assert!(code == 1 && error.starts_with(expected), "{error}");
    let (code, _, error) = run(&["run", "/nowhere.json"]);
    assert!(code == 1 && error.starts_with("error: cannot read /nowhere.json: "), "{error}");
}

#[test]
fn a_price_is_a_table_with_formulas_or_json() {
    let load = ["price", "--shards", "4", "--records-per-second", "1000", "--record-bytes", "3072"];
    let (code, output, _) = run(&load);
    assert_eq!(code, 0);
    for words in [
        "prices of 2026-11-21",
        "2,920.00",
        "2,628,000,000.00",
        " 36.79 ",
        "open shards × hours",
        "total 80.59 USD",
    ] {
        assert!(output.contains(words), "{words} is not in {output}");
    }
    let bill = json(&[&load[..], &["--json"]].concat());
    assert_eq!((&bill["total"], &bill["lines"][0]["charge"]), (&"80.592".into(), &"ShardHours".into()));
}

#[test]
fn a_stream_that_cannot_be_has_no_price() {
    let provisioned = ["--records-per-second", "5000", "--record-bytes", "100"];
    for (load, reason) in [
        (
            &provisioned[..],
            "a shard takes 1,000 records and 1 MiB a second, so 5,000 records/s of 100 B need --shards 5",
        ),
        (&["--records-per-second", "0.5", "--record-bytes", "10000000"], "need --shards 5"),
        (
            &["--records-per-second", "1000", "--readers", "3"],
            "a shard gives 2 MiB a second to all its readers together, so 3 readers need --shards 2, or --consumers",
        ),
        (&["--mode", "on-demand", "--shards", "4"], "--shards is for --mode provisioned"),
        (&["--consumers", "21"], "a stream has at most 20 consumers, and 50 with --mode advantage"),
        (&["--mode", "advantage", "--consumers", "51"], "at most 50 consumers with --mode advantage"),
    ] {
        let (code, output, error) = run(&[&["price"], load].concat());
        assert_eq!((code, output.as_str()), (1, ""), "{load:?}: {error}");
        assert!(error.contains(reason), "{load:?}: {error}");
    }
    let (code, ..) = run(&[&["price", "--shards", "5"], &provisioned[..]].concat());
    assert_eq!(code, 0);
}

#[test]
fn numbers_that_cannot_be_say_what_can() {
    for (argument, value, hint) in [
        ("--shards", "0", "0 is not in 1.."),
        ("--record-bytes", "99999999", "99999999 is not in 1..=10485760"),
        ("--records-per-second", "-1", "write a number from 0 to 1000000000, such as 1000 or 0.5"),
        ("--records-per-second", "many", "write a number from 0 to 1000000000, such as 1000 or 0.5"),
        ("--shards", "-1", "-1 is not in 1.."),
    ] {
        let (code, _, error) = run(&["price", argument, value]);
        assert!(code == 2 && error.contains(hint), "{argument} {value}: {error}");
    }
}

#[test]
fn prices_of_ones_own_are_used_or_refused_with_the_reason() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("prices.json");
    let prices = include_str!("../../core/src/pricing/prices.json");
    fs::write(&file, prices.replace(r#""usd": "0.015""#, r#""usd": "1""#)).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(json(&["price", "--for", "1h", "--prices", file, "--json"])["total"], "1.00");
    fs::write(file, "{}").unwrap();
    let (code, _, error) = run(&["price", "--prices", file]);
    assert!(code == 1 && error.contains("This is no price table: missing field"), "{error}");
}
