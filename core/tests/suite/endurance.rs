//! Sessions that go on for long: once the retention is full, or the memory that they may take, nothing grows.

use kinetoscope::streams::op::{DeleteStream, DeleteStreamInput};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::scenario::{Action, Keys, ProducerAction};
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::view::Frame;
use kinetoscope::world::{Tenant, World};

use crate::presets::open;

const MIB: u64 = 1 << 20;
const COPIED_MAX: u64 = 176 * MIB;
const FRAME: Frame = Frame { window: Duration::from_secs(10), buckets: 40 };
const SCENARIO: &str = r#"{
    "version": 1, "id": "month",
    "streams": [{ "name": "s", "shards": 8 }],
    "producers": [{ "name": "p", "stream": "s", "records_per_second": 5, "record_bytes": 100, "batch_ms": 5000 }],
    "readers": [{ "name": "r", "stream": "s", "poll_ms": 600000 }]
}"#;

/// What is held, by kind.
#[derive(Debug)]
struct Held {
    /// Bytes of stored records.
    records: usize,
    /// Bytes of a snapshot without streams: metrics, calls, costs, readers, notes.
    rest: usize,
    facts: usize,
    /// Bytes of records and facts that are kept to go back to.
    copies: usize,
    /// Bytes of a picture.
    picture: usize,
}

impl Held {
    fn of(player: &mut Player) -> Self {
        Self {
            records: records(player.world()),
            rest: without_stream(player.world().clone()),
            facts: player.world().facts_since(0).count(),
            copies: player.copied_bytes() as usize,
            picture: serde_json::to_string(&player.picture(FRAME)).unwrap().len(),
        }
    }

    fn kinds(&self) -> [usize; 5] {
        let Self { records, rest, facts, copies, picture } = *self;
        [records, rest, facts, copies, picture]
    }
}

fn records(world: &mut World) -> usize {
    let stream = world.services(&Tenant::default()).and_then(|services| services.streams.stream("s"));
    stream.expect("the stream is there").shards().iter().map(|shard| shard.log.held_bytes()).sum()
}

fn without_stream(mut world: World) -> usize {
    let input = DeleteStreamInput { stream_name: Some("s"), ..Default::default() };
    world.call::<DeleteStream>(input).expect("the stream is there");
    world.advance(Duration::from_secs(60));
    world.snapshot().len()
}

#[test]
fn a_month_holds_no_more_than_half_a_month() {
    let mut player = Player::new(Session::from_json(SCENARIO).unwrap()).unwrap();
    let [half, whole] = [15, 30].map(|days| {
        player.advance_to(player.start() + Duration::from_hours(24 * days));
        Held::of(&mut player)
    });
    for (half, whole) in half.kinds().into_iter().zip(whole.kinds()) {
        assert!(half.abs_diff(whole) * 20 < half, "{half} at half, {whole} at the end");
    }
    assert!(half.copies as u64 <= COPIED_MAX, "{half:?}");
}

fn at(player: &Player, secs: u64) -> Instant {
    player.start() + Duration::from_secs(secs)
}

#[test]
fn copies_to_go_back_to_keep_to_a_bound_of_memory() {
    // The second holds more by itself than copies may otherwise.
    for (scenario, bytes_max) in [("hot-key", COPIED_MAX), ("fan-out", (256 + 48) << 20)] {
        let mut player = open(scenario);
        player.advance_to(at(&player, 1_500));
        assert!(player.copied_bytes() <= bytes_max, "{scenario}: {} bytes", player.copied_bytes());

        let (end, hash) = (player.now(), player.world().hash());
        let lately = at(&player, 1_460);
        player.begin_seek(lately);
        assert!(!player.advance_some(lately, 100_000), "{scenario}: what was lately is near a copy");
        player.seek(at(&player, 100));
        player.seek(end);
        assert_eq!(player.world().hash(), hash);
    }
}

#[test]
fn a_branch_of_a_heavy_session_is_there_even_without_its_copies() {
    let mut player = open("hot-key");
    player.advance_to(at(&player, 450));
    let hash = player.world().hash();
    player.seek(at(&player, 60));
    let random = ProducerAction { keys: Some(Keys::Random), ..ProducerAction::of("web") };
    player.act(Action::Producer(random)).unwrap();
    player.advance_to(at(&player, 400));
    assert!(player.copied_bytes() <= COPIED_MAX, "{} bytes", player.copied_bytes());
    assert!(player.undo());
    player.seek(at(&player, 450));
    assert_eq!(player.world().hash(), hash);
}
