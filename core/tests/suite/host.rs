//! A player whose host runs functions from their text.

use crate::support::delivery::BUCKET;
use kinetoscope::errand::{Outcome, Refused, Wish};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::World;
use kinetoscope::world::errands::{Outside, Task};
use kinetoscope::world::session::{Player, Session};
use serde_json::{Value, json};

const END: Duration = Duration::from_secs(200);

/// A producer of ten records a second whose delivery stream calls a function each minute.
fn session() -> Session {
    let function = "arn:aws:lambda:us-east-1:000000000000:function:odd";
    let parameters = json!([
        { "ParameterName": "LambdaArn", "ParameterValue": function },
        { "ParameterName": "BufferSizeInMBs", "ParameterValue": "1" },
        { "ParameterName": "BufferIntervalInSeconds", "ParameterValue": "60" },
    ]);
    let mut destination: Value = serde_json::from_str(&format!("{{{BUCKET}}}")).unwrap();
    destination["BufferingHints"] = json!({ "SizeInMBs": 1, "IntervalInSeconds": 60 });
    destination["ProcessingConfiguration"] =
        json!({ "Enabled": true, "Processors": [{ "Type": "Lambda", "Parameters": parameters }] });
    let scenario = json!({
        "version": 1,
        "id": "functions",
        "streams": [],
        "deliveries": {
            "buckets": ["lake"],
            "functions": [{ "name": "odd", "code": { "javascript": "the host knows" } }],
            "delivery_streams": [
                { "DeliveryStreamName": "logs", "ExtendedS3DestinationConfiguration": destination },
            ],
        },
        "producers": [
            { "name": "web", "stream": "logs", "operation": "PutRecordBatch", "records_per_second": 10, "record_bytes": 100 },
        ],
    });
    Session::from_json(&scenario.to_string()).unwrap()
}

fn equip(world: &mut World) {
    world.set_outside(Outside { javascript: true, ..Outside::default() });
}

/// Drops every other record.
fn answer(task: &Task) -> Outcome {
    let Wish::Invoke { event, .. } = &task.wish else { panic!("{task:?}") };
    let event: Value = serde_json::from_slice(event).unwrap();
    let results = ["Ok", "Dropped"].into_iter().cycle();
    let records: Vec<_> = event["records"]
        .as_array()
        .unwrap()
        .iter()
        .zip(results)
        .map(|(record, result)| json!({ "recordId": record["recordId"], "result": result, "data": record["data"] }))
        .collect();
    Outcome::Returned(json!({ "records": records }).to_string().into_bytes())
}

/// Runs to a moment as a host does, and gives how often it ran a function.
fn run(player: &mut Player, target: Instant) -> usize {
    let mut calls = 0;
    while player.advance_some(target, 1_000) {
        let Some(task) = player.host_task().cloned() else { continue };
        let now = player.now();
        let outcome = answer(&task);
        assert!(player.end_host_task(&task, outcome));
        assert_eq!(player.now(), now);
        calls += 1;
    }
    calls
}

#[test]
fn time_stands_still_while_the_host_runs_a_function() {
    let mut player = Player::equipped(session(), equip).unwrap();
    let (start, end) = (player.start(), player.start() + END);
    player.advance_to(end);
    assert!(player.waits_for_host() && player.now() < start + Duration::from_secs(62));
    player.advance_to(end);
    assert!(player.now() < start + Duration::from_secs(62), "it still waits");
    assert_eq!(run(&mut player, end), 3);
    assert_eq!(player.now(), end);
}

#[test]
fn a_session_with_functions_of_its_host_replays_from_the_start_and_from_copies() {
    let mut player = Player::equipped(session(), equip).unwrap();
    let end = player.start() + END;
    run(&mut player, end);
    let hash = player.world().hash();
    let saved = player.session();
    for back in [0, 61, 130] {
        player.begin_seek(player.start() + Duration::from_secs(back));
        run(&mut player, end);
        assert_eq!(player.world().hash(), hash, "from {back} s");
    }
    let mut opened = Player::equipped(Session { hash: None, ..saved }, equip).unwrap();
    run(&mut opened, end);
    assert_eq!(opened.world().hash(), hash);
}

#[test]
fn an_answer_to_what_is_no_longer_asked_changes_nothing() {
    let mut player = Player::equipped(session(), equip).unwrap();
    let end = player.start() + END;
    player.advance_to(end);
    let stale = player.host_task().cloned().unwrap();
    player.begin_seek(player.start());
    let hash = player.world().hash();
    assert!(!player.end_host_task(&stale, Outcome::Done));
    assert_eq!(player.world().hash(), hash);
    let refused = || Outcome::Failed(Refused::new("Lambda.FunctionError", "no"));
    player.advance_to(end);
    let task = player.host_task().cloned().unwrap();
    assert!(player.end_host_task(&task, refused()));
    assert!(!player.end_host_task(&task, refused()), "its next try is another");
}

#[test]
fn without_a_host_that_runs_it_a_function_fails_and_says_why() {
    let mut player = Player::new(session()).unwrap();
    player.advance_to(player.start() + END);
    let world = player.world();
    let bucket = world.s3().bucket("lake").unwrap();
    let (key, object) = bucket.objects().next().unwrap();
    assert!(key.starts_with("processing-failed/"), "{key}");
    let body = String::from_utf8_lossy(&object.body);
    assert!(body.contains("This function is JavaScript, which is only run on the website."), "{body}");
}
