//! Readers follow their stream, whatever becomes of it.

use kinetoscope::api::dispatch::Target;
use kinetoscope::fact::Event;
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::scenario::{Action, JsonText, ReaderAction, Scenario, Start};
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::view::{Frame, GateView, ReaderView};

const SHOP: &str = r#"{"version":1,"id":"a","transition_ms":0,"streams":[{"name":"orders"}],
    "producers":[{"name":"shop","stream":"orders","records_per_second":10}],
    "readers":[{"name":"worker","stream":"orders"}]}"#;

fn act(world: &mut World, operation: &str, input: &str) {
    world.act(&Action::call(operation, JsonText(input.into()))).unwrap();
}

fn worker(world: &mut World) -> ReaderView {
    world.view(Frame { window: Duration::from_secs(1), buckets: 1 }).readers.remove(0)
}

/// The stream goes, stays away for so long, and is made again.
#[track_caller]
fn check(away: Duration) {
    let mut world = Scenario::from_json(SHOP).unwrap().world(None).unwrap();
    world.advance(Duration::from_secs(5));
    act(&mut world, "DeleteStream", r#"{"StreamName":"orders"}"#);
    world.advance(away);
    act(&mut world, "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
    let before = worker(&mut world).counts.read;
    world.advance(Duration::from_secs(20));
    let after = worker(&mut world);
    assert!(before + 150 < after.counts.read, "{before} before, then {after:?}");
    assert!(after.unread < 30, "{after:?}");
}

#[test]
fn a_stream_that_is_made_again_is_read_anew() {
    check(Duration::from_secs(5));
    check(Duration::from_millis(1));
    check(Duration::ZERO);
}

/// One record a second from the first second on; readers as given.
fn diary(readers: &str) -> World {
    let file = format!(
        r#"{{"version":1,"id":"a","streams":[{{"name":"orders"}}],
        "producers":[{{"name":"shop","stream":"orders","records_per_second":1,"batch_ms":1000}}],"readers":[{readers}]}}"#
    );
    Scenario::from_json(&file).unwrap().world(None).unwrap()
}

fn gate(world: &mut World) -> GateView {
    let frame = Frame { window: Duration::from_secs(1), buckets: 1 };
    world.view(frame).streams[0].shards[0].gates[0].clone()
}

fn told(world: &mut World, what: impl Fn(&Event) -> bool) -> usize {
    world.facts_since(0).filter(|fact| what(&fact.event)).count()
}

#[test]
fn each_starting_position_returns_its_record_first() {
    for (start, first) in [
        (r#""TRIM_HORIZON""#, 0),
        (r#""LATEST""#, 60),
        (r#"{"AT_TIMESTAMP":{"at_ms":30000}}"#, 29),
        (r#"{"AT_SEQUENCE_NUMBER":{"record":45}}"#, 45),
        (r#"{"AFTER_SEQUENCE_NUMBER":{"record":45}}"#, 46),
    ] {
        for fan_out in [false, true] {
            let mut world = diary(&format!(
                r#"{{"name":"r","stream":"orders","running":false,"fan_out":{fan_out},"start":{start}}}"#
            ));
            world.advance(Duration::from_millis(60_100));
            let stands = gate(&mut world);
            assert_eq!((stands.unread, stands.first_read), (60 - first, None), "{start} {fan_out}");
            let go = ReaderAction { running: Some(true), poll_ms: Some(100), ..ReaderAction::of("r") };
            world.act(&Action::Reader(go)).unwrap();
            world.advance(Duration::from_secs(10));
            let gate = gate(&mut world);
            // As a consumer it has to register first, and LATEST is where it stands when it may begin.
            let late = if fan_out && first == 60 { 2 } else { 0 };
            assert_eq!((gate.first_read, gate.unread), (Some(first + late), 0), "{start} {fan_out}");
            assert_eq!(gate.fan_out, fan_out);
        }
    }
}

#[test]
fn a_starting_position_that_is_yet_to_come_is_waited_for() {
    for start in [r#"{"AT_TIMESTAMP":{"at_ms":30000}}"#, r#"{"AT_SEQUENCE_NUMBER":{"record":29}}"#] {
        let mut world = diary(&format!(r#"{{"name":"r","stream":"orders","start":{start}}}"#));
        world.advance(Duration::from_secs(40));
        assert_eq!((gate(&mut world).first_read, worker(&mut world).counts.read), (Some(29), 11), "{start}");
    }
}

#[test]
fn a_crashed_reader_goes_on_from_its_checkpoint() {
    let mut world = diary(r#"{"name":"r","stream":"orders","checkpoint_ms":10000}"#);
    world.advance(Duration::from_millis(27_500));
    let before = gate(&mut world);
    assert_eq!((before.uncheckpointed, before.unread), (8, 0), "it wrote down its place after 19 records");
    world.act(&Action::CrashReader { reader: "r".into(), for_ms: Some(5_000) }).unwrap();
    let crashed = worker(&mut world);
    assert_eq!((crashed.running, crashed.unread, crashed.restarts_at.is_some()), (false, 8, true));
    world.advance(Duration::from_secs(20));
    let after = worker(&mut world);
    assert_eq!((after.running, after.counts.reread, after.unread), (true, 8, 0));
    assert_eq!(after.counts.read, 47 + 8, "each record once, and those again");
    assert_eq!(told(&mut world, |event| matches!(event, Event::ReaderRestarted { .. })), 1);
    assert!(2 < told(&mut world, |event| matches!(event, Event::Checkpointed { .. })));
}

#[test]
fn a_reader_that_writes_down_every_answer_repeats_nothing() {
    for fan_out in [false, true] {
        let mut world = diary(&format!(r#"{{"name":"r","stream":"orders","fan_out":{fan_out}}}"#));
        world.advance(Duration::from_millis(20_500));
        world.act(&Action::CrashReader { reader: "r".into(), for_ms: None }).unwrap();
        world.advance(Duration::from_secs(10));
        assert!(!worker(&mut world).running, "nobody starts it again");
        let go = ReaderAction { running: Some(true), ..ReaderAction::of("r") };
        world.act(&Action::Reader(go)).unwrap();
        world.advance(Duration::from_secs(10));
        let reader = worker(&mut world);
        assert_eq!((reader.counts.read, reader.counts.reread, reader.unread), (40, 0, 0), "{fan_out}");
    }
}

#[test]
fn an_iterator_that_nobody_uses_expires_and_is_replaced() {
    let mut world = diary(r#"{"name":"r","stream":"orders"}"#);
    world.advance(Duration::from_secs(10));
    let pause = ReaderAction { running: Some(false), ..ReaderAction::of("r") };
    world.act(&Action::Reader(pause)).unwrap();
    world.advance(Duration::from_secs(290));
    assert!(!gate(&mut world).iterator_expired);
    world.advance(Duration::from_secs(20));
    assert!(gate(&mut world).iterator_expired);
    world.act(&Action::Reader(ReaderAction { running: Some(true), ..ReaderAction::of("r") })).unwrap();
    world.advance(Duration::from_secs(10));
    let reader = worker(&mut world);
    assert_eq!((reader.counts.expired_iterators, reader.counts.reread), (1, 0));
    assert!(reader.unread <= 1 && !gate(&mut world).iterator_expired, "{reader:?}");
}

#[test]
fn a_reader_told_to_begin_elsewhere_does() {
    let mut world = diary(r#"{"name":"r","stream":"orders"}"#);
    world.advance(Duration::from_millis(30_500));
    let start = Some(Start::AtSequenceNumber { record: 20 });
    world.act(&Action::Reader(ReaderAction { start, ..ReaderAction::of("r") })).unwrap();
    assert_eq!(gate(&mut world).unread, 10);
    world.advance(Duration::from_secs(5));
    assert_eq!(gate(&mut world).first_read, Some(20));
    assert_eq!(worker(&mut world).counts.read, 30 + 15);
}

#[test]
fn a_consumer_is_sent_all_at_once_and_renews_its_subscription() {
    let mut world = diary(r#"{"name":"r","stream":"orders","fan_out":true}"#);
    let mut worst = 0;
    world.advance(Duration::from_secs(10));
    for _ in 0..1_200 {
        world.advance(Duration::from_millis(500));
        worst = worst.max(worker(&mut world).millis_behind);
    }
    assert_eq!(worst, 0, "what comes is sent at once");
    let reader = worker(&mut world);
    assert_eq!((reader.counts.read, reader.counts.refused), (610, 0));
    assert_eq!(told(&mut world, |event| matches!(event, Event::SubscriptionStarted { .. })), 3);
    let polls =
        |event: &Event| matches!(event, Event::Call { operation, .. } if operation.starts_with("GetRecords"));
    assert_eq!(told(&mut world, polls), 0);
}

#[test]
fn a_consumer_reads_parents_before_children() {
    let mut world = diary(r#"{"name":"r","stream":"orders","fan_out":true}"#);
    world.advance(Duration::from_secs(20));
    let split = r#"{"StreamName":"orders","ShardToSplit":"shardId-000000000000","NewStartingHashKey":"170141183460469231731687303715884105728"}"#;
    act(&mut world, "SplitShard", split);
    world.advance(Duration::from_millis(20_500));
    let reader = worker(&mut world);
    assert_eq!((reader.counts.read, reader.counts.reread, reader.unread), (40, 0, 0));
}

#[test]
fn a_reader_may_become_a_consumer_and_back() {
    let mut world = diary(r#"{"name":"r","stream":"orders"}"#);
    for (secs, fan_out) in [(10, true), (10, false), (10, true)] {
        world.advance(Duration::from_secs(secs));
        let action = ReaderAction { fan_out: Some(fan_out), ..ReaderAction::of("r") };
        world.act(&Action::Reader(action)).unwrap();
    }
    world.advance(Duration::from_millis(10_500));
    let reader = worker(&mut world);
    assert_eq!((reader.counts.read, reader.counts.reread, reader.unread), (40, 0, 0));
}

#[test]
fn what_a_consumer_is_sent_survives_going_back_and_snapshots() {
    let file = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
        "producers":[{"name":"shop","stream":"orders","records_per_second":50}],
        "readers":[{"name":"r","stream":"orders","fan_out":true,"checkpoint_ms":3000}],
        "inputs":[{"at_ms":12000,"action":{"crash_reader":{"reader":"r","for_ms":2000}}}]}"#;
    let mut player = Player::new(Session::from_json(file).unwrap()).unwrap();
    let at = |secs| kinetoscope::time::Instant::DEFAULT_START + Duration::from_secs(secs);
    player.advance_to(at(10));
    player.call(PUT, r#"{"StreamName":"orders","PartitionKey":"k","Data":"AAAA"}"#).unwrap();
    let mut restored = World::restore(&player.world().snapshot()).unwrap();
    player.advance_to(at(30));
    let hash = player.world().hash();
    player.seek(at(11));
    player.seek(at(30));
    assert_eq!(player.world().hash(), hash);
    restored.advance_to(at(30));
    assert_eq!(restored.hash(), hash);
    assert!(0 < worker(player.world()).counts.reread);
}

const PUT: Target<'_> = Target { service: kinetoscope::streams::TARGET, operation: "PutRecord" };
