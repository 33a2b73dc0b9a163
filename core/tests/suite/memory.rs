//! What was delivered stays within the memory that a scenario allows.

use crate::support::delivery::{BUCKET, counts, put};
use crate::support::s3;
use kinetoscope::fact::Event;
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::scenario::Scenario;

/// Bytes of all that lies in the bucket `lake` and in servers and tables.
fn held_bytes(world: &mut World) -> usize {
    let objects: usize =
        world.s3().bucket("lake").unwrap().objects().map(|(_, object)| object.body.len()).sum();
    let servers = &world.deliveries().servers;
    let requests = servers.http_endpoints.iter().flat_map(|(_, endpoint)| &endpoint.requests);
    let batches = servers.splunk.iter().flat_map(|(_, collector)| &collector.batches);
    let indices = servers.opensearch.iter().flat_map(|(_, cluster)| cluster.indices.values());
    let tables = servers.redshift.iter().flat_map(|(_, cluster)| cluster.tables.values());
    let values = tables.flat_map(|table| table.rows.iter().flatten().flatten());
    let rows = servers.warehouses.iter().flat_map(|(_, _, table)| &table.rows);
    objects
        + requests.map(|request| request.body.len()).sum::<usize>()
        + batches.map(|batch| batch.body.len()).sum::<usize>()
        + indices.flat_map(|documents| documents.values()).map(|text| text.len()).sum::<usize>()
        + values.map(String::len).sum::<usize>()
        + rows.map(|row| row.len()).sum::<usize>()
}

/// Requests, documents and rows stay within the same memory as objects, the newest of them, and a note says what went.
#[test]
fn what_servers_were_sent_keeps_to_the_memory_of_the_scenario() {
    let http = r#""HttpEndpointDestinationConfiguration":{"EndpointConfiguration":{"Url":"https://in.example/logs"}"#;
    let splunk = r#""SplunkDestinationConfiguration":{"HECEndpoint":"https://splunk.example:8088","HECEndpointType":"Raw","HECToken":"token""#;
    let opensearch = r#""AmazonopensearchserviceDestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/r","ClusterEndpoint":"https://search.example","IndexName":"logs","IndexRotationPeriod":"NoRotation""#;
    let redshift = r#""RedshiftDestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/r","ClusterJDBCURL":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","Username":"loader","Password":"Secret123","CopyCommand":{"DataTableName":"events","DataTableColumns":"id,text","CopyOptions":"json 'auto'"}"#;
    let snowflake = r#""SnowflakeDestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/r","AccountUrl":"https://a.snowflakecomputing.com","SecretsManagerConfiguration":{"Enabled":true,"SecretARN":"arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf"},"Database":"D","Schema":"S","Table":"T""#;
    for destination in [http, splunk, opensearch, redshift, snowflake] {
        let text = format!(
            r#"{{"version":1,"id":"a","memory_mib":2,"deliveries":{{"buckets":["lake"],"delivery_streams":[
                {{"DeliveryStreamName":"logs",{destination},"S3Configuration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":1}}}}}}}}]}}}}"#
        );
        let mut world = Scenario::from_json(&text).unwrap().world(None).unwrap();
        for number in 0..60 {
            put(&mut world, format!(r#"{{"id":{number},"text":"{}"}}"#, "x".repeat(100_000)).as_bytes());
            world.advance(Duration::from_secs(60));
        }
        world.advance(Duration::from_secs(600));
        assert_eq!(counts(&mut world).0.delivered, 60, "{destination}");
        let held = held_bytes(&mut world);
        assert!((1 << 20..=2 << 20).contains(&held), "{held} B held: {destination}");
        let evicted = world.facts_since(0).filter_map(|fact| match fact.event {
            Event::ReceivedEvicted { count, .. } => Some(count),
            _ => None,
        });
        assert!((31..60).contains(&evicted.sum::<u64>()), "{destination}");
        let mut notes = world.notes().into_iter().map(|note| note.title);
        assert!(notes.any(|title| title.contains("old requests, documents or rows of")), "{destination}");
    }
}

/// What clients delete frees memory, and an object that was put twice because its answer was lost takes it once.
#[test]
fn memory_is_counted_by_the_objects_that_are_there() {
    let text = format!(
        r#"{{"version":1,"id":"a","memory_mib":3,"deliveries":{{"buckets":["lake"],"delivery_streams":[{{"DeliveryStreamName":"logs",{}}}]}}}}"#,
        r#""ExtendedS3DestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}}"#
    );
    let mut world = Scenario::from_json(&text).unwrap().world(None).unwrap();
    let keys = |world: &mut World| {
        let bucket = world.s3().bucket("lake").unwrap();
        bucket.objects().map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
    };
    let deliver = |world: &mut World| {
        put(world, &[b'x'; 900_000]);
        world.advance(Duration::from_secs(60));
    };
    world.begin_destination_fault(
        serde_json::from_str(r#"{"target":"s3","for_ms":61000,"effect":"lose_answer"}"#).unwrap(),
    );
    deliver(&mut world);
    world.advance(Duration::from_secs(10));
    deliver(&mut world);
    deliver(&mut world);
    assert_eq!(keys(&mut world).len(), 3, "three of 900,000 bytes fit, though one was put twice");

    let first = keys(&mut world).remove(0);
    assert_eq!(s3::send(&mut world, "DELETE", &format!("/lake/{first}"), &[], b"").status, 204);
    deliver(&mut world);
    assert_eq!(keys(&mut world).len(), 3, "the deleted one takes no memory any more");
    deliver(&mut world);
    assert_eq!(keys(&mut world).len(), 3, "now the oldest had to go");
}
