//! Delivery streams, and what becomes of what is put into them.

use kinetoscope::firehose;
use kinetoscope::wire::base64;
use kinetoscope::world::{Settings, Tenant, World};

use super::request::Call;
use super::s3;

pub(crate) const BUCKET: &str =
    r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake""#;

#[track_caller]
pub(crate) fn call(world: &mut World, operation: &str, body: &str) {
    let answer = Call { service: firehose::TARGET, ..Call::of(operation) }.send(world, body);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

/// A world with the bucket `lake`, and the delivery stream `logs` with this more in its configuration.
pub(crate) fn world(more: &str) -> World {
    let mut world = World::new(Settings::default());
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    create(&mut world, more);
    world
}

#[track_caller]
pub(crate) fn create(world: &mut World, more: &str) {
    let body =
        format!(r#"{{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET}{more}}}}}"#);
    call(world, "CreateDeliveryStream", &body);
}

#[track_caller]
pub(crate) fn put(world: &mut World, data: &[u8]) {
    let data = base64::encode(data);
    call(world, "PutRecord", &format!(r#"{{"DeliveryStreamName":"logs","Record":{{"Data":"{data}"}}}}"#));
}

pub(crate) fn counts(world: &mut World) -> (firehose::flow::Counts, u64) {
    let firehose = &world.services(&Tenant::default()).unwrap().firehose;
    let flow = &firehose.delivery_stream("logs").unwrap().flow;
    (flow.counts(), flow.waiting())
}
