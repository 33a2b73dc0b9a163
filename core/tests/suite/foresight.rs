//! What a picture tells of a delivery stream: what fills, what will close it, and when.

use crate::support::delivery::{put, world};
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::view::Frame;
use kinetoscope::world::view::delivery_stream::{BufferView, DeliveryStreamView, LaneView};

const FRAME: Frame = Frame { window: Duration::from_secs(20), buckets: 40 };

fn look(world: &mut World) -> DeliveryStreamView {
    world.view(FRAME).delivery_streams.remove(0)
}

fn data(view: &DeliveryStreamView) -> &LaneView {
    assert_eq!(view.lanes[0].lane, "data");
    &view.lanes[0]
}

/// What will close the buffer, and how long after the start.
fn foreseen(world: &mut World) -> (String, Duration) {
    let start = world.settings().start;
    let BufferView { cause, closes, .. } = data(&look(world)).next.clone().expect("it is filling");
    (cause, closes.since(start))
}

/// Puts so many bytes each second until a buffer closes, and says when it did, after the start.
fn closes_at(world: &mut World, bytes: usize) -> Duration {
    let start = world.settings().start;
    loop {
        put(world, &vec![b'x'; bytes]);
        if look(world).counts.delivered > 0 {
            return world.now().since(start);
        }
        world.advance(Duration::from_secs(1));
    }
}

#[test]
fn what_will_close_a_buffer_is_told_before_it_happens() {
    let hints = r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;
    for (bytes, cause) in [(100_000, "size"), (1_000, "interval")] {
        let mut world = world(hints);
        put(&mut world, &vec![b'x'; bytes]);
        for _ in 0..4 {
            world.advance(Duration::from_secs(1));
            put(&mut world, &vec![b'x'; bytes]);
        }
        let (told, at) = foreseen(&mut world);
        assert_eq!(told, cause);
        world.advance(Duration::from_secs(1));
        let found = closes_at(&mut world, bytes);
        let off = at.total_secs().abs_diff(found.total_secs());
        assert!(off <= 2, "{cause}: {at:?} was told, {found:?} found");
    }
}

#[test]
fn a_buffer_that_has_only_just_begun_is_foreseen_as_the_last() {
    let mut world = world(r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#);
    closes_at(&mut world, 100_000);
    world.advance(Duration::from_secs(1));
    put(&mut world, &[b'x'; 100_000]);
    let (cause, at) = foreseen(&mut world);
    let now = world.now().since(world.settings().start);
    assert_eq!(cause, "size");
    assert!((8..=11).contains(&(at.total_secs() - now.total_secs())), "{at:?} is told at {now:?}");
}

#[test]
fn an_empty_buffer_foresees_nothing_and_tells_its_hints() {
    let mut world = world(r#","BufferingHints":{"SizeInMBs":7,"IntervalInSeconds":90}"#);
    let view = look(&mut world);
    let hints = LaneView {
        lane: "data".into(),
        size: 7 << 20,
        interval: Duration::from_secs(90),
        filling: 0,
        next: None,
    };
    assert_eq!(view.lanes, [hints]);
    let told = (&*view.name, &*view.status, &*view.target, &*view.address, view.source);
    assert_eq!(told, ("logs", "ACTIVE", "S3", "lake", None));
}

/// A function that is not there, which takes a megabyte at a time.
const FUNCTION: &str = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:none"}]}]}"#;

#[test]
fn a_buffer_that_opens_as_another_closes_is_foreseen_by_what_comes_into_both() {
    let mut world = world(FUNCTION);
    // Two of its buffers and a third of one at one moment, then two more each second, so that a third is always left.
    for records in [7, 6, 6, 6] {
        (0..records).for_each(|_| put(&mut world, &[b'x'; 400_000]));
        let view = look(&mut world);
        let function = view.lanes.iter().find(|lane| lane.lane == "function").expect("it has one");
        let next = function.next.as_ref().expect("one is left");
        if world.now() != world.settings().start {
            assert_eq!(next.cause, "size", "at {:?}", world.now());
            assert!(next.closes <= world.now() + Duration::from_secs(1));
        }
        world.advance(Duration::from_secs(1));
    }
}

#[test]
fn all_lanes_are_told_with_their_hints() {
    let backup = r#","S3BackupMode":"Enabled","S3BackupConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::raw","BufferingHints":{"SizeInMBs":9,"IntervalInSeconds":120}}"#;
    let mut world = world(&format!("{backup}{FUNCTION}"));
    put(&mut world, b"one");
    let view = look(&mut world);
    let lanes: Vec<_> = view.lanes.iter().map(|lane| (&*lane.lane, lane.size >> 20, lane.filling)).collect();
    assert_eq!(lanes, [("data", 5, 0), ("function", 1, 1), ("backup", 9, 1)]);
    world.advance(Duration::from_secs(61));
    // There is no such function: it is called four times, and its record is told of in a line.
    let view = look(&mut world);
    let function = view.function.expect("it has one");
    assert_eq!((&*function.name, function.counts.failures, function.counts.retries), ("none", 4, 3));
    assert_eq!((view.counts.accepted, view.counts.failed, view.counts.waiting), (1, 1, 0));
}

#[test]
fn a_delivery_that_is_refused_is_told_with_its_tries() {
    let mut world = world(r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#);
    assert_eq!(crate::support::s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
    put(&mut world, b"one");
    world.advance(Duration::from_secs(62));
    let view = look(&mut world);
    let [delivery] = &view.under_way[..] else { panic!("{:?}", view.under_way) };
    assert_eq!((&*delivery.lane, &*delivery.cause, delivery.records), ("data", "interval", 1));
    assert!(
        1 < delivery.attempts && delivery.first_failed.is_some() && Some(world.now()) < delivery.next_try
    );
    assert_eq!(view.counts.waiting, 1);
}

#[test]
fn a_buffer_that_grows_while_its_destination_is_behind_is_foreseen_as_that() {
    let mut world = world(r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#);
    assert_eq!(crate::support::s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
    let start = world.settings().start;
    for _ in 0..6 {
        put(&mut world, &[b'x'; 400_000]);
        world.advance(Duration::from_secs(1));
    }
    // One delivery of three records is refused, so the next takes two megabytes: the sixth record of it.
    let view = look(&mut world);
    assert_eq!((view.under_way.len(), data(&view).size), (1, 2 << 20));
    let next = data(&view).next.clone().expect("it is filling");
    assert_eq!((next.cause.as_str(), next.records), ("size", 3));
    assert!(next.closes.since(start) > Duration::from_secs(7), "{:?}", next.closes.since(start));
}

#[test]
fn where_objects_go_is_told_up_to_the_first_expression() {
    let errors = r#","ErrorOutputPrefix":"errors/!{firehose:error-output-type}/""#;
    let cases = [
        ("", ""),
        (r#","Prefix":"logs/""#, "logs/"),
        (&format!(r#","Prefix":"clicks/!{{timestamp:yyyy}}/x/"{errors}"#), "clicks/"),
        (&format!(r#","Prefix":"rooms/room=!{{timestamp:HH}}/"{errors}"#), "rooms/room="),
    ];
    for (more, prefix) in cases {
        let view = look(&mut world(more));
        assert_eq!((view.bucket.as_str(), view.prefix.as_str()), ("lake", prefix), "{more}");
    }
}

#[test]
fn a_picture_tells_of_the_objects_that_a_delivery_stream_has_put() {
    let mut player = crate::presets::open("firehose-lake");
    player.advance_to(player.start() + Duration::from_secs(20));
    let bucket = player.world().s3().bucket("lake").unwrap();
    let sizes = bucket.objects().filter(|(key, _)| key.starts_with("clicks/"));
    let sizes: Vec<_> = sizes.map(|(_, object)| object.body.len() as u64).collect();
    let view = player.picture(FRAME).view;
    let [clicks, orders, _] = &view.delivery_streams[..] else { panic!("{:?}", view.delivery_streams) };
    assert_eq!((&*clicks.name, &*orders.name), ("clicks-to-lake", "orders-to-warehouse"));
    assert!(3 < sizes.len(), "{sizes:?}");
    let told = (clicks.deliveries, clicks.delivered_bytes);
    assert_eq!(told, (sizes.len() as u64, sizes.iter().sum()));
    assert_eq!((orders.deliveries, orders.delivered_bytes), (0, 0), "nothing is there before 300 s");
}
