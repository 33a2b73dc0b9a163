//! The story that every client plays: a stream, its records, its consumers, its shards, and what is refused.

use std::time::Duration;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_kinesis::operation::put_record::PutRecordOutput;
use aws_sdk_kinesis::operation::subscribe_to_shard::SubscribeToShardError;
use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::primitives::event_stream::EventReceiver;
use aws_sdk_kinesis::types::error::SubscribeToShardEventStreamError;
use aws_sdk_kinesis::types::{
    EncryptionType, PutRecordsRequestEntry, Record, ScalingType, Shard, ShardFilter, ShardFilterType,
    ShardIteratorType, StartingPosition, StreamStatus, SubscribeToShardEvent, SubscribeToShardEventStream,
};
use kinetoscope_rust_sdk::Endpoint;

const SHARD: &str = "shardId-000000000000";
const LOWER: &str = "shardId-000000000001";
const UPPER: &str = "shardId-000000000002";
const KEY: &str = "alias/aws/kinesis";

type Events = EventReceiver<SubscribeToShardEventStream, SubscribeToShardEventStreamError>;
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// An endpoint whose streams change at once, with a stream `s` of one shard.
async fn world() -> Result<(Endpoint, Client)> {
    let endpoint = Endpoint::start(&["--transition-ms", "0"]);
    let client = endpoint.client();
    client.create_stream().stream_name("s").shard_count(1).send().await?;
    Ok((endpoint, client))
}

async fn status(client: &Client) -> Result<StreamStatus> {
    let answer = client.describe_stream_summary().stream_name("s").send().await?;
    Ok(answer.stream_description_summary().expect("it is described").stream_status().clone())
}

async fn put(client: &Client, text: &str) -> Result<PutRecordOutput> {
    let put = client.put_record().stream_name("s").partition_key("key");
    Ok(put.data(Blob::new(text)).send().await?)
}

async fn horizon(client: &Client, shard: &str) -> Result<String> {
    let start = ShardIteratorType::TrimHorizon;
    let iterator = client.get_shard_iterator().stream_name("s").shard_id(shard).shard_iterator_type(start);
    Ok(iterator.send().await?.shard_iterator.expect("there is an iterator"))
}

async fn open_shards(client: &Client) -> Result<Vec<Shard>> {
    let latest = ShardFilter::builder().r#type(ShardFilterType::AtLatest).build()?;
    Ok(client.list_shards().stream_name("s").shard_filter(latest).send().await?.shards.unwrap_or_default())
}

fn texts(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| str::from_utf8(record.data().as_ref()).expect("it is text")).collect()
}

fn ids(shards: &[Shard]) -> Vec<&str> {
    shards.iter().map(Shard::shard_id).collect()
}

/// The ARN of a consumer of the stream.
async fn consumer(client: &Client) -> Result<String> {
    let answer = client.describe_stream_summary().stream_name("s").send().await?;
    let arn = answer.stream_description_summary().expect("it is described").stream_arn();
    let answer = client.register_stream_consumer().stream_arn(arn).consumer_name("c").send().await?;
    Ok(answer.consumer.expect("it is registered").consumer_arn)
}

async fn subscribe(
    client: &Client,
    consumer: &str,
    start: StartingPosition,
) -> std::result::Result<Events, SdkError<SubscribeToShardError>> {
    let call = client.subscribe_to_shard().consumer_arn(consumer).shard_id(SHARD).starting_position(start);
    Ok(call.send().await?.event_stream)
}

fn at(start: ShardIteratorType) -> StartingPosition {
    StartingPosition::builder().r#type(start).build().expect("it is whole")
}

async fn event(events: &mut Events) -> Result<SubscribeToShardEvent> {
    Ok(event_in(events.recv().await?).expect("the subscription goes on"))
}

/// All events up to the end.
async fn rest(mut events: Events) -> Result<Vec<SubscribeToShardEvent>> {
    let mut found = Vec::new();
    while let Some(event) = event_in(events.recv().await?) {
        found.push(event);
    }
    Ok(found)
}

fn event_in(event: Option<SubscribeToShardEventStream>) -> Option<SubscribeToShardEvent> {
    event.map(|event| event.as_subscribe_to_shard_event().expect("the model has one kind").clone())
}

#[tokio::test]
async fn a_stream_is_made_written_read_and_deleted() -> Result {
    let endpoint = Endpoint::start(&["--transition-ms", "2000"]);
    let client = endpoint.client();
    client.create_stream().stream_name("s").shard_count(1).send().await?;
    assert_eq!(status(&client).await?, StreamStatus::Creating);
    endpoint.advance(Duration::from_secs(2));
    assert_eq!(status(&client).await?, StreamStatus::Active);

    let first = put(&client, "one").await?;
    assert_eq!((first.shard_id(), first.encryption_type()), (SHARD, None));
    let entry = |text: &str| {
        PutRecordsRequestEntry::builder()
            .partition_key("key")
            .data(Blob::new(text))
            .build()
            .expect("it is whole")
    };
    let batch =
        client.put_records().stream_name("s").records(entry("two")).records(entry("three")).send().await?;
    assert_eq!((batch.failed_record_count(), batch.records().len()), (Some(0), 2));

    let answer = client.get_records().shard_iterator(horizon(&client, SHARD).await?).send().await?;
    assert_eq!(texts(answer.records()), ["one", "two", "three"]);
    assert_eq!(answer.records()[0].sequence_number(), first.sequence_number());
    assert_eq!(answer.millis_behind_latest(), Some(0));

    client.delete_stream().stream_name("s").send().await?;
    assert_eq!(status(&client).await?, StreamStatus::Deleting);
    endpoint.advance(Duration::from_secs(2));
    assert!(client.list_streams().send().await?.stream_names().is_empty());
    Ok(())
}

#[tokio::test]
async fn records_say_that_they_were_encrypted() -> Result {
    let (_endpoint, client) = world().await?;
    put(&client, "plain").await?;
    let encrypt = client.start_stream_encryption().stream_name("s");
    encrypt.encryption_type(EncryptionType::Kms).key_id(KEY).send().await?;
    assert_eq!(put(&client, "secret").await?.encryption_type(), Some(&EncryptionType::Kms));
    let answer = client.get_records().shard_iterator(horizon(&client, SHARD).await?).send().await?;
    let seen: Vec<_> = answer.records().iter().map(Record::encryption_type).collect();
    assert_eq!(seen, [None, Some(&EncryptionType::Kms)]);
    let decrypt = client.stop_stream_encryption().stream_name("s");
    decrypt.encryption_type(EncryptionType::Kms).key_id(KEY).send().await?;
    assert_eq!(put(&client, "plain").await?.encryption_type(), None);
    Ok(())
}

#[tokio::test]
async fn a_consumer_is_sent_records_to_the_end_of_its_subscription_and_renews_it() -> Result {
    let (endpoint, client) = world().await?;
    let consumer = consumer(&client).await?;
    put(&client, "one").await?;
    let mut events = subscribe(&client, &consumer, at(ShardIteratorType::TrimHorizon)).await?;
    assert_eq!(texts(event(&mut events).await?.records()), ["one"]);
    let refused =
        subscribe(&client, &consumer, at(ShardIteratorType::Latest)).await.err().expect("one at a time");
    assert!(refused.into_service_error().is_resource_in_use_exception());
    let number = put(&client, "two").await?.sequence_number;
    let second = event(&mut events).await?;
    assert_eq!((texts(second.records()), second.continuation_sequence_number()), (vec!["two"], &*number));
    endpoint.advance(Duration::from_secs(300));
    let silence = rest(events).await?;
    assert_eq!(silence.len(), 59, "one each 5 seconds, and none at the end");
    assert!(silence.iter().all(|event| event.records().is_empty() && event.millis_behind_latest() == 0));

    put(&client, "three").await?;
    let start = StartingPosition::builder().r#type(ShardIteratorType::AfterSequenceNumber);
    let renewed = start.sequence_number(silence[58].continuation_sequence_number()).build()?;
    let mut events = subscribe(&client, &consumer, renewed).await?;
    assert_eq!(texts(event(&mut events).await?.records()), ["three"]);
    split(&client).await?;
    let events = rest(events).await?;
    let children: Vec<&str> =
        events.last().expect("the end is told").child_shards().iter().map(|child| child.shard_id()).collect();
    assert_eq!(children, [LOWER, UPPER]);
    Ok(())
}

#[tokio::test]
async fn a_later_subscription_takes_over() -> Result {
    let (endpoint, client) = world().await?;
    let consumer = consumer(&client).await?;
    let mut before = subscribe(&client, &consumer, at(ShardIteratorType::Latest)).await?;
    endpoint.advance(Duration::from_secs(5));
    event(&mut before).await?;
    let mut after = subscribe(&client, &consumer, at(ShardIteratorType::Latest)).await?;
    let ended = before.recv().await.err().expect("it ends with an error").into_service_error();
    assert!(ended.is_resource_in_use_exception(), "{ended}");
    endpoint.advance(Duration::from_secs(5));
    assert!(event(&mut after).await?.records().is_empty());
    Ok(())
}

async fn split(client: &Client) -> Result {
    let call = client.split_shard().stream_name("s").shard_to_split(SHARD);
    call.new_starting_hash_key((1_u128 << 127).to_string()).send().await?;
    Ok(())
}

#[tokio::test]
async fn a_shard_splits_its_children_merge_and_the_stream_is_resized() -> Result {
    let (_endpoint, client) = world().await?;
    put(&client, "before").await?;
    split(&client).await?;
    let shards = open_shards(&client).await?;
    assert_eq!(ids(&shards), [LOWER, UPPER]);
    assert!(shards.iter().all(|shard| shard.parent_shard_id() == Some(SHARD)));

    let answer = client.get_records().shard_iterator(horizon(&client, SHARD).await?).send().await?;
    assert_eq!((texts(answer.records()), answer.next_shard_iterator()), (vec!["before"], None));
    let children: Vec<&str> = answer.child_shards().iter().map(|child| child.shard_id()).collect();
    assert_eq!(children, [LOWER, UPPER]);

    client
        .merge_shards()
        .stream_name("s")
        .shard_to_merge(LOWER)
        .adjacent_shard_to_merge(UPPER)
        .send()
        .await?;
    let shards = open_shards(&client).await?;
    let parents = (shards[0].parent_shard_id(), shards[0].adjacent_parent_shard_id());
    assert_eq!((shards.len(), parents), (1, (Some(LOWER), Some(UPPER))));

    let resize = client.update_shard_count().stream_name("s").target_shard_count(2);
    let answer = resize.scaling_type(ScalingType::UniformScaling).send().await?;
    assert_eq!((answer.current_shard_count(), answer.target_shard_count()), (Some(1), Some(2)));
    assert_eq!(open_shards(&client).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn refusals_are_the_modelled_errors() -> Result {
    let (endpoint, client) = world().await?;
    let missing = client.describe_stream().stream_name("absent").send().await.expect_err("there is none");
    let missing = missing.into_service_error();
    assert!(missing.is_resource_not_found_exception());
    assert_eq!(missing.message(), Some("Stream absent under account 000000000000 not found."));
    let again = client.create_stream().stream_name("s").shard_count(1).send().await.expect_err("it exists");
    assert!(again.into_service_error().is_resource_in_use_exception());
    let forged = client.get_records().shard_iterator("AAAAAAAAAAE=").send().await.expect_err("it is forged");
    assert!(forged.into_service_error().is_invalid_argument_exception());
    let iterator = horizon(&client, SHARD).await?;
    endpoint.advance(Duration::from_secs(301));
    let expired = client.get_records().shard_iterator(iterator).send().await.expect_err("it is old");
    assert!(expired.into_service_error().is_expired_iterator_exception());
    let odd = client.create_stream().stream_name("a/b").send().await.expect_err("no such name is allowed");
    assert!(odd.into_service_error().is_validation_exception());
    Ok(())
}

#[tokio::test]
async fn too_much_traffic_is_throttled() -> Result {
    let endpoint = Endpoint::start(&["--transition-ms", "0", "--enforce-limits"]);
    let client = endpoint.client();
    client.create_stream().stream_name("s").shard_count(1).send().await?;
    let iterator = horizon(&client, SHARD).await?;
    let read = || client.get_records().shard_iterator(&iterator).send();
    for _ in 0..5 {
        read().await?;
    }
    let refused = read().await.expect_err("five a second").into_service_error();
    assert!(refused.is_provisioned_throughput_exceeded_exception(), "{refused}");
    endpoint.advance(Duration::from_secs(1));
    read().await?;
    Ok(())
}
