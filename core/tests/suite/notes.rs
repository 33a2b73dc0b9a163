//! What is told to people: data in the facts, words in the notes.

use expect_test::expect;
use kinetoscope::fact::{Event, Origin};
use kinetoscope::streams::KeyState;
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::explain::Fix;
use kinetoscope::world::scenario::{
    Action, Keys, ProducerAction, Rate, ReaderAction, Retry, Scenario, Share, Start,
};
use kinetoscope::world::view::Frame;

const SHOP: &str = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
    "producers":[{"name":"shop","stream":"orders","records_per_second":5000}],
    "readers":[{"name":"worker","stream":"orders"}],
    "inputs":[{"at_ms":2000,"action":{"reader":{"name":"worker","running":false}}}]}"#;

fn shop() -> World {
    Scenario::from_json(SHOP).unwrap().world(None).unwrap()
}

/// A change of the shop that sets nothing yet.
fn change() -> ProducerAction {
    ProducerAction::of("shop")
}

#[track_caller]
fn check(action: &Action, title: &str) {
    let mut world = shop();
    world.act(action).unwrap();
    let note = &world.notes()[0];
    assert_eq!((&*note.title, &*note.cause), (title, "You changed it."));
}

#[test]
fn changes_are_told_in_words() {
    check(&Action::Producer(change()), "shop stays as it is");
    let hot = Keys::Hot { key: "celebrity".into(), share: Share { millionths: 700_000 } };
    check(
        &Action::Producer(ProducerAction { keys: Some(hot), ..change() }),
        "shop takes other keys: 70 % are \u{201c}celebrity\u{201d}",
    );
    let half: Rate = serde_json::from_str("0.5").unwrap();
    let faster = ProducerAction { running: Some(true), records_per_second: Some(half), ..change() };
    check(&Action::Producer(faster), "shop runs, sends 0.5 records/s");
    let backoff = Retry::Backoff { attempts_max: 5, first_ms: 1_000 };
    let patient = ProducerAction { record_bytes: Some(2_048), retry: Some(backoff), ..change() };
    check(
        &Action::Producer(patient),
        "shop sends records of 2,048 B, sends a record up to 5 times, the second time after 1 s",
    );
    check(&Action::LoseAnswers { producer: "shop".into(), for_ms: 300 }, "shop hears no answers for 300 ms");
    let refuse = Action::RefuseWrites { stream: "orders".into(), shard: 0, for_ms: 1_500 };
    check(&refuse, "Shard 0 of orders refuses all writes for 1.5 s");
    let key = Action::Key { key_id: "alias/shop".into(), state: KeyState::PendingDeletion };
    check(&key, "The KMS key alias/shop is pending deletion");
    let reader = Action::Reader(ReaderAction { poll_ms: Some(2_000), ..ReaderAction::of("worker") });
    check(&reader, "worker asks every 2 s");
    let careful = ReaderAction {
        checkpoint_ms: Some(5_000),
        limit: Some(1_000),
        start: Some(Start::AtSequenceNumber { record: 4 }),
        ..ReaderAction::of("worker")
    };
    check(
        &Action::Reader(careful),
        "worker takes at most 1,000 records an answer, checkpoints every 5 s, starts again at record 4",
    );
    let crash = Action::CrashReader { reader: "worker".into(), for_ms: Some(5_000) };
    check(&crash, "worker crashes and begins again in 5 s");
}

#[test]
fn facts_of_changes_are_data_and_say_who_asked() {
    let mut world = shop();
    let fixed = Keys::Fixed { key: "a".into() };
    world.act(&Action::Producer(ProducerAction { keys: Some(fixed.clone()), ..change() })).unwrap();
    world.advance(Duration::from_secs(2));
    let facts: Vec<_> = world.facts_since(0).map(|fact| fact.event.clone()).collect();
    let changed = facts.iter().any(|event| {
        matches!(event, Event::ProducerChanged(change) if change.keys == Some(fixed.clone()) && change.by == Origin::Person)
    });
    assert!(changed, "{facts:?}");
    let stopped = facts.iter().any(|event| {
        matches!(event, Event::ReaderChanged(change) if change.running == Some(false) && change.by == Origin::Scenario)
    });
    assert!(stopped, "{facts:?}");
    assert!(world.notes().iter().any(|note| note.cause == "The scenario changed it."));
}

#[test]
fn a_reader_is_not_told_what_no_scenario_may_say() {
    let mut world = shop();
    let before = world.hash();
    assert!(
        world.act(&Action::Reader(ReaderAction { poll_ms: Some(0), ..ReaderAction::of("worker") })).is_err()
    );
    assert_eq!(world.hash(), before);
}

#[test]
fn large_numbers_are_grouped_everywhere() {
    let mut world = shop();
    world.advance(Duration::from_secs(3));
    let note = world.notes().into_iter().find(|note| note.title.starts_with("Shard 0 refuses")).unwrap();
    assert_eq!(note.title, "Shard 0 refuses 4,000 records/s");
    assert!(note.cause.starts_with("5,000 records/s with 1,074 KiB/s are offered"), "{}", note.cause);
}

/// A record that a fault strikes is no sign of a shard that is too small.
#[test]
fn struck_records_are_told_of_the_fault() {
    let scenario = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
        "producers":[{"name":"shop","stream":"orders","records_per_second":100}],
        "inputs":[{"at_ms":1000,"action":{"fault":{"share":0.5,"effect":{"refuse_records":{"error":"InternalFailure"}}}}}]}"#;
    let mut world = Scenario::from_json(scenario).unwrap().world(None).unwrap();
    world.advance(Duration::from_secs(3));
    let note = world.notes().into_iter().find(|note| note.title.contains("InternalFailure")).unwrap();
    assert!(note.title.starts_with(&format!("{} records for shard 0 failed", note.count)), "{}", note.title);
    assert!(note.cause.starts_with("A fault"), "{}", note.cause);
    assert!(matches!(note.fixes[..], [Fix { action: Action::ClearFaults {}, .. }]), "{:?}", note.fixes);
    assert!(!world.notes().iter().any(|note| note.title.starts_with("Shard 0 refuse")));
}

/// A shard that is told to refuse has nothing to do with how much comes.
#[test]
fn a_shard_that_a_fault_shuts_is_told_of_the_fault_while_it_is_on_and_after() {
    let scenario = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
        "producers":[{"name":"shop","stream":"orders","records_per_second":100}]}"#;
    let mut world = Scenario::from_json(scenario).unwrap().world(None).unwrap();
    world.act(&Action::RefuseWrites { stream: "orders".into(), shard: 0, for_ms: 2_000 }).unwrap();
    world.advance(Duration::from_secs(1));
    let note = |world: &mut World| {
        let note = world
            .notes()
            .into_iter()
            .find(|note| note.title.starts_with("Shard 0 refuse") && !note.rule.is_empty())
            .unwrap();
        format!("{}. {} {} fixes", note.title, note.cause, note.fixes.len())
    };
    let summary = world.view(Frame { window: Duration::from_secs(1), buckets: 1 }).summary;
    assert!(summary.contains("Shard 0 refuses records: a fault."), "{summary}");
    assert!(!summary.contains("throttled"), "{summary}");
    expect!["Shard 0 refuses writes: a fault is on. A fault that was asked for has shard 0 refuse every write for a while. 1 fixes"].assert_eq(&note(&mut world));
    world.advance(Duration::from_secs(4));
    expect!["Shard 0 refused 190 records: a fault was on. A fault that was asked for refused every write; none has been refused since. 0 fixes"].assert_eq(&note(&mut world));
}

#[test]
fn an_input_that_cannot_be_done_is_told() {
    let scenario = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
        "producers":[{"name":"shop","stream":"orders","records_per_second":1}],
        "inputs":[{"at_ms":1000,"action":{"crash_reader":{"reader":"nobody"}}},
                  {"at_ms":2000,"action":{"call":{"service":"Kinesis_20131202","operation":"DeleteStream","input":{"StreamName":"none"}}}},
                  {"at_ms":3000,"action":{"producer":{"name":"shop","running":false}}}]}"#;
    let mut world = Scenario::from_json(scenario).unwrap().world(None).unwrap();
    world.advance(Duration::from_secs(4));
    let told: String = world.notes().iter().map(|note| format!("{}: {}\n", note.title, note.cause)).collect();
    expect![[r#"
        shop stops: The scenario changed it.
        An input could not be done: call: Stream none under account 000000000000 not found.
        An input could not be done: crash reader: There is no reader named nobody.
    "#]]
    .assert_eq(&told);
}
