//! What holds wherever the module runs: the same checks for Node and for a browser's worker.

use kinetoscope_npm::{Engine, Player};
use wasm_bindgen::{JsCast, JsValue};

const STREAMS: &str = kinetoscope::streams::TARGET;
const SCENARIO: &str = r#"{ "version": 1, "id": "s", "seed": 3,
    "streams": [{ "name": "clicks", "shards": 2 }],
    "producers": [{ "name": "web", "stream": "clicks", "records_per_second": 700 }],
    "readers": [{ "name": "worker", "stream": "clicks" }] }"#;

/// Puts a record and gets it back, over HTTP without HTTP.
pub(crate) fn a_record_comes_back() {
    let mut engine = engine();
    call(&mut engine, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    call(&mut engine, "PutRecord", r#"{"StreamName":"s","PartitionKey":"key","Data":"aGVsbG8="}"#);
    let input = r#"{"StreamName":"s","ShardId":"shardId-000000000000","ShardIteratorType":"TRIM_HORIZON"}"#;
    let iterator = call(&mut engine, "GetShardIterator", input);
    let answer = call(&mut engine, "GetRecords", &iterator);
    assert!(
        answer.contains(r#""Data":"aGVsbG8=""#) && answer.contains(r#""PartitionKey":"key""#),
        "{answer}"
    );
}

/// Facts are objects whose members have JavaScript's types.
pub(crate) fn events_are_objects() {
    let mut engine = engine();
    call(&mut engine, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    call(&mut engine, "PutRecord", r#"{"StreamName":"s","PartitionKey":"key","Data":"aGVsbG8="}"#);
    let events: js_sys::Array = engine.events(0.0).unwrap().unchecked_into();
    let get = |event: &JsValue, name: &str| js_sys::Reflect::get(event, &name.into()).unwrap();
    let accepted = events.iter().find(|event| get(event, "type") == "RecordsAccepted").unwrap();
    assert_eq!(get(&accepted, "bytes"), 8);
    assert_eq!(get(&accepted, "shard"), "shardId-000000000000");
    assert!(get(&accepted, "digest").is_string() && get(&accepted, "first").is_string());
}

/// A player that went back and forth stands where one stands that went straight.
pub(crate) fn a_player_finds_its_hash_again() {
    let mut player = Player::new(SCENARIO, None).unwrap();
    play_to(&mut player, 30.0);
    let hash = player.hash();
    play_to(&mut player, 7.5);
    assert_ne!(player.hash(), hash);
    play_to(&mut player, 30.0);
    assert_eq!(player.hash(), hash);
}

/// A number that JavaScript cannot hold is an error where it would be told, and stops nothing else.
pub(crate) fn a_number_too_large_for_javascript_is_an_error() {
    let mut player = Player::new(SCENARIO, None).unwrap();
    let retry = r#"{"backoff":{"attempts_max":2,"first_ms":1152921504606846976}}"#;
    player.act(&format!(r#"{{"producer":{{"name":"web","retry":{retry}}}}}"#)).unwrap();
    assert!(player.inputs().is_err());
    play_to(&mut player, 5.0);
    assert!(!player.picture_bytes(1e6, 10).is_empty());
    assert!(player.undo());
    assert!(player.inputs().is_ok());
}

/// A world out of a snapshot has the same future, and a torn snapshot is refused.
pub(crate) fn a_snapshot_comes_back() {
    let mut player = Player::new(SCENARIO, Some(4)).unwrap();
    play_to(&mut player, 10.0);
    let mut bytes = player.snapshot();
    let mut world = Engine::restore(&bytes).unwrap();
    play_to(&mut player, 20.0);
    world.advance_to(player.now());
    assert_eq!(world.hash(), player.hash());

    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    assert!(Engine::restore(&bytes).is_err());
}

/// A call of a player is an object with the answer or the error, and what is asked leaves no trace.
pub(crate) fn a_player_answers_calls() {
    let mut player = Player::new(SCENARIO, None).unwrap();
    let get = |value: &JsValue, name: &str| js_sys::Reflect::get(value, &name.into()).unwrap();
    let asked = player.ask(STREAMS, "ListStreams", "{}").unwrap();
    assert!(get(&asked, "answer").as_string().unwrap().contains("clicks"));
    assert_eq!(player.fact_count(), Player::new(SCENARIO, None).unwrap().fact_count());
    let called = player.call(STREAMS, "DescribeStream", r#"{"StreamName":"none"}"#).unwrap();
    let error = get(&called, "error");
    assert_eq!(get(&error, "type"), "ResourceNotFoundException");
    assert!(get(&error, "message").as_string().unwrap().contains("none"));
    assert_eq!(get(&called, "replaced"), 0);
}

fn engine() -> Engine {
    Engine::new(r#"{"seed":1}"#).unwrap()
}

fn play_to(player: &mut Player, secs: f64) {
    let target = player.start() + secs * 1_000_000.0;
    player.begin_seek(target);
    while player.advance(target, 1_000.0) {}
}

fn call(engine: &mut Engine, operation: &str, body: &str) -> String {
    let headers = format!(
        "content-type\napplication/x-amz-json-1.1\nx-amz-target\nKinesis_20131202.{operation}\nx-amz-date\n20260101T000000Z\n\
         authorization\nAWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0\n"
    );
    let answer = engine.handle("POST", "/", &headers, body.as_bytes().to_vec(), false, None);
    let text = String::from_utf8(answer).unwrap();
    assert_eq!(engine.status(), 200, "{operation}: {text}");
    text
}
