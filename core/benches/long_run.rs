//! Memory that a session holds which a page plays for hours of virtual time, far beyond what it may keep of its records.

mod counting;

use kinetoscope::fact::Fact;
use kinetoscope::time::Duration;
use kinetoscope::world::Tenant;
use kinetoscope::world::session::{Player, Session};

/// Up to 2,000 records of 300 bytes a second.
const HOT_KEY: &str = include_str!("../../www/static/scenarios/hot-key.json");
const HOURS: [u64; 3] = [1, 10, 30];

fn main() {
    let before = counting::live();
    let session = Session::from_json(HOT_KEY).expect("the scenario is sound");
    let mut player = Player::new(session).expect("the scenario is sound");
    println!("hot-key, bytes of");
    for hours in HOURS {
        player.advance_to(player.start() + Duration::from_hours(hours));
        let (records, facts) = held_by_world(&mut player);
        let copied = player.copied_bytes() as usize;
        let heap = counting::live() - before;
        println!(
            "after {hours} h: records {records}, facts {facts}, copies {copied} (with what they share), heap {heap}"
        );
    }
}

/// Bytes of stored records and of kept facts.
fn held_by_world(player: &mut Player) -> (usize, usize) {
    let facts = player.world().facts_since(0).count() * size_of::<Fact>();
    let services = player.world().services(&Tenant::default()).expect("the scenario made a stream");
    let shards = services.streams.streams().flat_map(|stream| stream.shards());
    (shards.map(|shard| shard.log.held_bytes()).sum(), facts)
}
