//! The scenarios of the website show within ten seconds of play what they are there to show.

use std::fs;
use std::path::Path;

use kinetoscope::errand::{Column, Refused};
use kinetoscope::fact::{DeliveryStreamEvent, Event};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::explain::Severity;
use kinetoscope::world::scenario::{Action, ReaderAction, Scenario, Start};
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::view::{Frame, ShardState, View};

const FRAME: Frame = Frame { window: Duration::from_secs(10), buckets: 40 };
const DAY: Duration = Duration::from_hours(24);

/// The text of a scenario of the website.
pub(crate) fn file(id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../www/static/scenarios/{id}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A player where the page opens a scenario of the website.
pub(crate) fn open(id: &str) -> Player {
    let session = Session::from_json(&file(id)).unwrap_or_else(|error| panic!("{id}: {error}"));
    let player = Player::equipped_at_opening(session, |world| world.set_formats(&OneQuery));
    player.unwrap_or_else(|error| panic!("{id}: {error}"))
}

/// The one query of the scenarios, `{room: .key}`, without a library for queries.
#[derive(Debug)]
struct OneQuery;

impl Formats for OneQuery {
    fn compress(&self, _: CompressionFormat, _: &str, _: &[u8]) -> Vec<u8> {
        unreachable!("no scenario compresses")
    }

    fn gunzip(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn check_query(&self, query: &str) -> Result<(), String> {
        assert_eq!(query, "{room: .key}");
        Ok(())
    }

    fn partition_keys(&self, _: &str, record: &[u8], _: Instant) -> Result<Vec<(String, String)>, String> {
        let record: serde_json::Value = serde_json::from_slice(record).map_err(|error| error.to_string())?;
        Ok([("room".into(), record["key"].as_str().unwrap_or_default().into())].into())
    }

    fn convert(&self, _: &[u8], _: &[Column], _: &[&[u8]]) -> Result<Converted, Refused> {
        unreachable!("no scenario converts")
    }
}

/// What a page shows after ten seconds of play.
fn after_ten_seconds(id: &str) -> (Player, View) {
    let mut player = open(id);
    let speed = u64::from(Scenario::from_json(&file(id)).unwrap().speed);
    player.advance_to(player.now() + Duration::from_secs(10 * speed));
    let view = player.picture(FRAME).view;
    (player, view)
}

#[test]
fn every_file_is_named_as_its_scenario_and_says_what_it_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/scenarios");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let scenario = Scenario::from_json(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(path.file_stem().unwrap(), scenario.id.as_str());
        assert!(!scenario.title.is_empty() && !scenario.summary.is_empty(), "{}", scenario.id);
        after_ten_seconds(&scenario.id);
        count += 1;
    }
    assert_eq!(count, 11);
}

#[test]
fn first_record_fills_two_strips() {
    let (_, view) = after_ten_seconds("first-record");
    let stream = &view.streams[0];
    assert!(stream.rail.iter().any(|&weight| 0 < weight));
    assert!(stream.shards.iter().all(|shard| 50 < shard.stored), "{stream:?}");
    assert!(view.readers[0].millis_behind < 1_000);
}

#[test]
fn reshard_refuses_until_a_split() {
    let (mut player, view) = after_ten_seconds("reshard");
    let shard = &view.streams[0].shards[0];
    assert!((550..=650).contains(&shard.last_second.refused), "{:?}", shard.last_second);
    let fix = view.notes[0].fixes.iter().find(|fix| fix.label.starts_with("Split")).unwrap();
    player.act(fix.action.clone()).unwrap();
    player.advance_to(player.now() + Duration::from_secs(5));
    let shards = player.picture(FRAME).view.streams.remove(0).shards;
    assert_eq!((shards.len(), &shards[1].parents[..]), (3, &[0][..]), "the splice");
    assert_eq!(shards[0].state, ShardState::Closed);
    assert!(shards.iter().all(|shard| shard.last_second.refused == 0));
}

#[test]
fn five_cursors_stand_at_their_starting_frames() {
    let mut player = open("five-cursors");
    let view = player.picture(FRAME).view;
    let gates = &view.streams[0].shards[0].gates;
    let places: Vec<_> = gates.iter().map(|gate| (gate.reader.as_str(), 60 - gate.unread)).collect();
    let expected = [("oldest", 0), ("newest", 60), ("at-time", 29), ("at-number", 44), ("after-number", 45)];
    assert_eq!(places, expected);
    for gate in gates {
        let running = Some(true);
        player.act(Action::Reader(ReaderAction { running, ..ReaderAction::of(&gate.reader) })).unwrap();
    }
    player.advance_to(player.now() + Duration::from_secs(10));
    let view = player.picture(FRAME).view;
    let first: Vec<_> = view.streams[0].shards[0].gates.iter().map(|gate| gate.first_read).collect();
    let [oldest, .., at_number, after_number] = first[..] else { unreachable!() };
    assert_eq!((oldest, at_number, after_number), (Some(0), Some(44), Some(45)));
    assert_eq!(
        (first[1], first[2]),
        (Some(61), Some(29)),
        "the newest begins with what comes after it asked"
    );
}

#[test]
fn an_iterator_of_five_cursors_expires_after_five_minutes() {
    let mut player = open("five-cursors");
    let go = |running| Action::Reader(ReaderAction { running: Some(running), ..ReaderAction::of("oldest") });
    player.act(go(true)).unwrap();
    player.advance_to(player.now() + Duration::from_secs(2));
    player.act(go(false)).unwrap();
    player.advance_to(player.now() + Duration::from_secs(301));
    player.act(go(true)).unwrap();
    player.advance_to(player.now() + Duration::from_secs(3));
    let reader = player.picture(FRAME).view.readers.remove(0);
    assert_eq!((reader.counts.expired_iterators, reader.start), (1, Start::TrimHorizon));
}

#[test]
fn retention_edge_cuts_off_what_nobody_read() {
    let (_, view) = after_ten_seconds("retention-edge");
    let archive = &view.readers[0];
    assert!(!archive.running && 0 < archive.expired_unread, "{archive:?}");
    let gate = &view.streams[0].shards[0].gates[0];
    let behind = Duration::from_millis(gate.millis_behind);
    assert!(Duration::from_hours(23) < behind && behind <= DAY, "the blade has reached the gate: {gate:?}");
    assert_eq!(view.readers[1].expired_unread, 0);
    let note = &view.notes[0];
    assert_eq!((note.severity, note.count), (Severity::Error, archive.expired_unread), "{note:?}");
    assert!(note.title.starts_with("archive loses records"), "{note:?}");
    let mut before = open("retention-edge");
    before.advance_to(before.start() + Duration::from_hours(25));
    assert_eq!(before.picture(FRAME).view.readers[0].expired_unread, 0, "it takes until 26 hours");
}

#[test]
fn a_longer_retention_keeps_all_through_the_outage() {
    let mut player = open("retention-edge");
    player.seek(player.start() + Duration::from_hours(1));
    let target = kinetoscope::api::dispatch::Target {
        service: kinetoscope::streams::TARGET,
        operation: "IncreaseStreamRetentionPeriod",
    };
    player.call(target, r#"{"StreamName":"sensors","RetentionPeriodHours":168}"#).unwrap();
    player.advance_to(player.start() + Duration::from_hours(34));
    let archive = player.picture(FRAME).view.readers.remove(0);
    assert_eq!((archive.running, archive.expired_unread, archive.unread < 100), (true, 0, true));
}

#[test]
fn fan_out_refuses_reads_until_its_readers_are_consumers() {
    let (mut player, view) = after_ten_seconds("fan-out");
    assert!(0 < view.readers.iter().map(|reader| reader.counts.refused).sum::<u64>());
    let late = view.readers.iter().filter(|reader| 1_000 < reader.millis_behind).count();
    assert!(2 <= late, "{late} are late");
    assert!(view.streams[0].shards[0].last_second.refused == 0, "writes go on");
    for reader in &view.readers {
        let fan_out = Some(true);
        player.act(Action::Reader(ReaderAction { fan_out, ..ReaderAction::of(&reader.name) })).unwrap();
    }
    player.advance_to(player.now() + Duration::from_secs(60));
    let refused = |player: &mut Player| -> u64 {
        player.picture(FRAME).view.readers.iter().map(|reader| reader.counts.refused).sum()
    };
    let before = refused(&mut player);
    for _ in 0..60 {
        player.advance_to(player.now() + Duration::from_millis(990));
        let view = player.picture(FRAME).view;
        assert!(view.readers.iter().all(|reader| reader.millis_behind < 1_000), "{:?}", view.readers);
    }
    assert_eq!(refused(&mut player), before);
}

#[test]
fn a_stream_is_read_twice() {
    let (_, view) = after_ten_seconds("stream-vs-queue");
    let accepted = view.producers[0].counts.accepted;
    assert_eq!(view.streams[0].shards[0].stored, accepted, "reading takes nothing away");
    for reader in &view.readers {
        assert!(accepted - 100 <= reader.counts.read, "{reader:?}");
    }
}

/// When and why delivery streams have delivered data: milliseconds after the start, and `size` or `interval`.
fn deliveries(player: &mut Player, name: &str) -> Vec<(i64, String)> {
    let start = player.start();
    let mut found = Vec::new();
    for fact in player.world().facts_since(0) {
        if let Event::DeliveryStream { delivery_stream, event } = &fact.event
            && **delivery_stream == *name
            && let DeliveryStreamEvent::Delivered { lane, cause, .. } = &**event
            && lane == "data"
        {
            found.push((fact.at.since(start).total_millis() as i64, cause.to_string()));
        }
    }
    found
}

#[test]
fn the_lake_closes_one_buffer_by_size_and_one_by_interval() {
    let (mut player, view) = after_ten_seconds("firehose-lake");
    assert!(view.streams[0].shards.iter().all(|shard| shard.last_second.refused == 0));
    let fast = deliveries(&mut player, "clicks-to-lake");
    assert!(fast.iter().all(|(_, cause)| cause == "size"), "{fast:?}");
    player.advance_to(player.start() + Duration::from_secs(61));
    let fast = deliveries(&mut player, "clicks-to-lake");
    let (first, last) = (fast[0].0, fast[fast.len() - 1].0);
    let every = (last - first) as f64 / 1_000.0 / (fast.len() - 1) as f64;
    assert!((3.2..3.5).contains(&every), "every {every} s: {fast:?}");
    let rooms: Vec<_> = (0..4).map(|room| format!("sensors/room=room-{room}/")).collect();
    let bucket = player.world().s3().bucket("lake").unwrap();
    for room in rooms {
        assert_eq!(bucket.objects().filter(|(key, _)| key.starts_with(&room)).count(), 1, "{room}");
    }
    // The fast one has shown what it does; what waits for its interval does so whether the other goes on or not.
    player.act(Action::from_json(r#"{"producer": {"name": "web", "running": false}}"#).unwrap()).unwrap();
    player.advance_to(player.start() + Duration::from_secs(301));
    let slow = deliveries(&mut player, "orders-to-warehouse");
    let [(at, cause)] = &slow[..] else { panic!("{slow:?}") };
    assert_eq!(cause, "interval");
    assert!((299_000..=301_000).contains(at), "at {at} ms");
    let tables = &player.world().deliveries().servers.redshift;
    let (url, cluster) = tables.iter().next().unwrap();
    assert_eq!((cluster.copies.len(), tables.rows(url, "orders")), (1, 600));
}

#[test]
fn a_delivery_stream_is_silent_until_it_delivers() {
    let (mut player, _) = after_ten_seconds("stream-vs-queue");
    let (mine, archive) = (|view: &View| view.producers[1].counts.accepted, "events-to-archive");
    assert!(900 < mine(&player.picture(FRAME).view));
    assert_eq!(deliveries(&mut player, archive), []);
    player.advance_to(player.start() + Duration::from_secs(61));
    assert_eq!(deliveries(&mut player, archive)[0].1, "interval");
}
