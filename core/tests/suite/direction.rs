//! Producers and readers that come, go and change while the world runs, and things planned for later.

use expect_test::{Expect, expect};
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::action::FORMS;
use kinetoscope::world::scenario::{Action, Scenario};
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::view::{Frame, View};

const SHOP: &str = r#"{"version":1,"id":"a","streams":[{"name":"orders"},{"name":"refunds"}],
    "producers":[{"name":"web","stream":"orders","records_per_second":10}],
    "readers":[{"name":"billing","stream":"orders"}]}"#;

const FRAME: Frame = Frame { window: Duration::from_secs(20), buckets: 20 };

fn shop() -> World {
    Scenario::from_json(SHOP).unwrap().world(None).unwrap()
}

fn view(world: &mut World) -> View {
    world.view(FRAME)
}

fn act(world: &mut World, json: &str) -> Result<(), String> {
    let action = Action::from_json(json).unwrap_or_else(|error| panic!("{error}"));
    world.act(&action).map_err(|error| error.message().to_owned())
}

/// Does actions, a line each, lets ten seconds pass, and tells refusals and then who is there.
#[track_caller]
fn check(script: &str, expected: Expect) {
    let mut world = shop();
    let mut told = String::new();
    for line in script.lines().map(str::trim) {
        if let Err(why) = act(&mut world, line) {
            told += &format!("{why}\n");
        }
    }
    world.advance(Duration::from_secs(10));
    let view = view(&mut world);
    for producer in &view.producers {
        told += &format!("{} puts into {}: {}\n", producer.name, producer.stream, producer.counts.accepted);
    }
    for reader in &view.readers {
        told += &format!("{} reads {}: {}\n", reader.name, reader.stream, reader.counts.read);
    }
    expected.assert_eq(&told);
}

#[test]
fn who_comes_puts_and_reads_at_once() {
    check(
        r#"{"add_producer":{"name":"ios","stream":"refunds","records_per_second":5}}
           {"add_reader":{"name":"audit","stream":"refunds"}}
           {"duplicate":{"actor":"web","name":"web-2"}}
           {"duplicate":{"actor":"billing","name":"billing-2"}}"#,
        expect![[r#"
            web puts into orders: 100
            ios puts into refunds: 50
            web-2 puts into orders: 100
            billing reads orders: 200
            audit reads refunds: 50
            billing-2 reads orders: 200
        "#]],
    );
}

#[test]
fn who_goes_puts_no_more_and_who_is_renamed_or_connected_goes_on() {
    check(
        r#"{"remove":{"actor":"billing"}}
           {"rename":{"actor":"web","name":"shop"}}
           {"connect":{"actor":"shop","to":"refunds"}}"#,
        expect![[r#"
            shop puts into refunds: 100
        "#]],
    );
}

#[test]
fn what_cannot_be_is_refused_with_the_reason_and_changes_nothing() {
    check(
        r#"{"add_producer":{"name":"billing","stream":"orders","records_per_second":5}}
           {"add_reader":{"name":"audit","stream":"nowhere"}}
           {"add_reader":{"name":"","stream":"orders"}}
           {"add_reader":{"name":"audit","stream":"orders","limit":0}}
           {"duplicate":{"actor":"nobody","name":"somebody"}}
           {"rename":{"actor":"web","name":"billing"}}
           {"remove":{"actor":"orders"}}
           {"connect":{"actor":"web","to":"billing"}}
           {"connect":{"actor":"billing","to":"web"}}
           {"connect":{"actor":"web","to":"orders"}}
           {"connect":{"actor":"billing","to":"nowhere"}}
           {"connect":{"actor":"nobody","to":"orders"}}
           {"plan":{"inputs":[{"at_ms":1000,"action":{"fault":{"operations":["Put"],"effect":{"refuse":{"error":"InternalFailure"}}}}},{"at_ms":2000,"action":{"remove":{"actor":"web"}}}]}}"#,
        expect![[r#"
            Somebody is named billing already; names must differ.
            audit needs a stream, and there is none named nowhere.
            A name has 1 to 128 characters.
            Reader "audit": limit must be from 1 to 10000.
            There is no producer or reader named nobody.
            Somebody is named billing already; names must differ.
            There is no producer or reader named orders.
            web puts records into a stream, and billing reads them from one: connect both to the same stream.
            billing reads from a stream, not from a producer: connect it to the stream that web puts into.
            web is connected to orders already.
            There is no stream named nowhere.
            There is no producer or reader named nobody.
            A fault: there is no operation "Put".
            web puts into orders: 100
            billing reads orders: 100
        "#]],
    );
}

#[test]
fn what_is_planned_happens_at_its_time_and_is_taken_back_as_one() {
    let session = Session::from_json(SHOP).unwrap();
    let mut player = Player::new(session).unwrap();
    player.advance_to(player.start() + Duration::from_secs(5));
    let plan = r#"{"plan":{"inputs":[{"at_ms":2000,"action":{"producer":{"name":"web","running":false}}},
                                     {"at_ms":4000,"action":{"remove":{"actor":"billing"}}}]}}"#;
    player.act(Action::from_json(plan).unwrap()).unwrap();
    let runs = |player: &mut Player| player.picture(FRAME).view.producers[0].running;
    player.advance_to(player.start() + Duration::from_millis(6_999));
    assert!(runs(&mut player));
    player.advance_to(player.start() + Duration::from_secs(9));
    assert!(!runs(&mut player) && player.picture(FRAME).view.readers.is_empty());
    assert!(player.undo());
    assert!(runs(&mut player) && player.picture(FRAME).view.readers.len() == 1);
}

#[test]
fn a_session_with_all_of_it_replays() {
    let mut player = Player::new(Session::from_json(SHOP).unwrap()).unwrap();
    for (kind, form) in FORMS {
        if ["add_producer", "add_reader", "duplicate", "rename", "plan"].contains(&kind) {
            player.act(Action::from_json(form).unwrap()).unwrap_or_else(|error| panic!("{kind}: {error}"));
            player.advance_to(player.now() + Duration::from_secs(3));
        }
    }
    let again = Player::open(Session::from_json(&player.session().to_json()).unwrap());
    assert!(again.is_ok(), "{:?}", again.err());
}

#[test]
fn a_frame_of_film_tells_which_records_came_in_it() {
    let mut world = shop();
    world.advance(Duration::from_secs(10));
    let start = world.settings().start;
    let second = |second| start + Duration::from_secs(second);
    let found = world.arrivals("orders", 0, second(2)..second(3), 3).unwrap();
    assert_eq!((found.count, found.records.len()), (10, 3));
    assert!(found.records.iter().all(|record| second(2) <= record.at && record.at < second(3)));
    let life = world.life("orders", 0, found.records[1].sequence_number).unwrap();
    assert_eq!(life.partition_key, found.records[1].partition_key);
    assert_eq!(world.arrivals("orders", 0, second(20)..second(30), 3).unwrap().count, 0);
    assert!(world.arrivals("orders", 7, second(2)..second(3), 3).is_none());
}
