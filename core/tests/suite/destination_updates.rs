//! Delivery streams that become others while records wait and answers are still to come.

use crate::support::delivery::{BUCKET, call, counts, create, put};
use crate::support::s3;
use kinetoscope::fault::destination::DestinationFault;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};

const ROLE: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose""#;

fn world() -> World {
    let mut world = World::new(Settings::default());
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    world
}

#[track_caller]
fn fault(world: &mut World, plan: &str) {
    let plan: DestinationFault = serde_json::from_str(plan).unwrap();
    world.begin_destination_fault(plan);
}

fn bodies(world: &mut World, prefix: &str) -> Vec<String> {
    let bucket = world.s3().bucket("lake").unwrap();
    let found = bucket.objects().filter(|(key, _)| key.starts_with(prefix));
    found.map(|(_, object)| String::from_utf8(object.body.to_vec()).unwrap()).collect()
}

/// Destinations that may become a bucket, by the names of the API.
fn that_may_become_a_bucket() -> [(&'static str, String); 4] {
    let secret = r#""SecretsManagerConfiguration":{"Enabled":true,"SecretARN":"arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf"}"#;
    [
        (
            "Snowflake",
            format!(
                r#"{ROLE},"AccountUrl":"https://a.snowflakecomputing.com",{secret},"Database":"D","Schema":"S","Table":"T""#
            ),
        ),
        (
            "Splunk",
            r#""HECEndpoint":"https://splunk.example:8088","HECEndpointType":"Event","HECToken":"token""#
                .into(),
        ),
        (
            "Iceberg",
            format!(
                r#"{ROLE},"CatalogConfiguration":{{"CatalogARN":"arn:aws:glue:us-east-1:000000000000:catalog"}},"DestinationTableConfigurationList":[{{"DestinationDatabaseName":"db","DestinationTableName":"t"}}]"#
            ),
        ),
        (
            "Redshift",
            format!(
                r#"{ROLE},"ClusterJDBCURL":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","Username":"loader","Password":"Secret123","CopyCommand":{{"DataTableName":"events"}}"#
            ),
        ),
    ]
}

#[test]
fn what_waits_for_a_destination_goes_to_the_one_that_comes_in_its_place() {
    for (name, configuration) in that_may_become_a_bucket() {
        let mut world = world();
        let body = format!(
            r#"{{"DeliveryStreamName":"logs","{name}DestinationConfiguration":{{{configuration},"RetryOptions":{{"DurationInSeconds":3600}},"S3Configuration":{{{BUCKET},"Prefix":"{name}/","BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}}}}}}}}"#
        );
        call(&mut world, "CreateDeliveryStream", &body);
        fault(&mut world, r#"{"effect":"down","for_ms":330000}"#);
        for number in 0..3 {
            put(&mut world, format!(r#"{{"id":{number}}}"#).as_bytes());
            world.advance(Duration::from_secs(100));
        }
        put(&mut world, br#"{"id":3}"#);
        let update = format!(
            r#"{{"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{{{BUCKET},"Prefix":"bucket/","BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}}}}}}"#
        );
        call(&mut world, "UpdateDestination", &update);
        world.advance(Duration::from_secs(60));
        let expected: String = (0..4).map(|number| format!(r#"{{"id":{number}}}"#)).collect();
        assert_eq!(bodies(&mut world, "bucket/"), [expected], "{name}");
        let (counts, waiting) = counts(&mut world);
        assert_eq!((counts.delivered, counts.failed, waiting), (4, 0, 0), "{name}");
    }
}

#[test]
fn an_answer_that_comes_late_is_not_taken_for_one_to_the_next_of_its_name() {
    let mut world = world();
    let hints = r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;
    create(&mut world, hints);
    fault(&mut world, r#"{"target":"s3","effect":{"delay":{"ms":100000}}}"#);
    put(&mut world, b"old");
    world.advance(Duration::from_secs(90)); // The object lies there; that is told at 160 s.
    call(&mut world, "DeleteDeliveryStream", r#"{"DeliveryStreamName":"logs"}"#);
    world.advance(Duration::from_secs(1));
    create(&mut world, hints);
    put(&mut world, b"new");
    world.advance(Duration::from_secs(75)); // It is on its way from 151 s on.
    let (found, waiting) = counts(&mut world);
    assert_eq!(
        (found.accepted, found.delivered, waiting),
        (1, 0, 1),
        "at 166 s only the old one was told of"
    );
    world.advance(Duration::from_secs(100));
    let (found, waiting) = counts(&mut world);
    assert_eq!((found.delivered, waiting), (1, 0));
}
