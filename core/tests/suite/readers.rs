//! Readers follow their stream, whatever becomes of it.

use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::scenario::{Action, JsonText, Scenario};
use kinetoscope::world::view::{Frame, ReaderView};

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
