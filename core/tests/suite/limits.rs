//! Limits of the services as a page shows them: with what is used of them.

use kinetoscope::time::Duration;
use kinetoscope::world::limits::limits;

use crate::presets::open;

#[test]
fn the_lake_uses_three_delivery_streams_and_a_partition_for_each_room() {
    let mut player = open("firehose-lake");
    player.advance_to(player.start() + Duration::from_secs(20));
    let all = limits(player.world());
    let used = |name: &str| {
        let found = all.iter().find(|limit| limit.name == name).and_then(|limit| limit.now.as_ref());
        found.map(|now| (now.value, now.of.as_deref())).unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(used("Delivery streams"), (3, None));
    assert_eq!(used("Active partitions"), (4, Some("sensors-by-room")));
    assert_eq!(used("Open shards"), (2, None));
    let (records, shard) = used("Records written");
    assert!((150..250).contains(&records) && shard.is_some_and(|shard| shard.ends_with(" of clicks")));
}
