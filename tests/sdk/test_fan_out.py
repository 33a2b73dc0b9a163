"""Enhanced fan-out by boto3, which subscribes over HTTP/1.1."""

import pytest
from botocore.exceptions import EventStreamError

from conftest import advance, client

pytestmark = pytest.mark.timeout(120)

SHARD = "shardId-000000000000"


@pytest.fixture
def kinesis(virtual_endpoint):
    """A client, whose stream `s` has the consumer `c`."""
    kinesis = client(virtual_endpoint)
    kinesis.create_stream(StreamName="s", ShardCount=1)
    return kinesis


@pytest.fixture
def subscribe(kinesis):
    """Subscribes the consumer to a shard and gives the events."""
    stream = kinesis.describe_stream_summary(StreamName="s")["StreamDescriptionSummary"]["StreamARN"]
    consumer = kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="c")["Consumer"]["ConsumerARN"]

    def make(shard=SHARD, **position):
        answer = kinesis.subscribe_to_shard(ConsumerARN=consumer, ShardId=shard, StartingPosition=position)
        return (event["SubscribeToShardEvent"] for event in answer["EventStream"])

    return make


def put(kinesis, data):
    return kinesis.put_record(StreamName="s", PartitionKey="key", Data=data)["SequenceNumber"]


def data(event):
    return [record["Data"] for record in event["Records"]]


def test_a_subscription_to_its_end_and_its_renewal(kinesis, subscribe, virtual_endpoint):
    first = put(kinesis, b"one")
    events = subscribe(Type="TRIM_HORIZON")
    event = next(events)
    assert (data(event), event["ContinuationSequenceNumber"]) == ([b"one"], first)
    assert "ChildShards" not in event
    with pytest.raises(kinesis.exceptions.ResourceInUseException, match="Another active subscription"):
        subscribe(Type="LATEST")
    put(kinesis, b"two")
    assert data(next(events)) == [b"two"]
    advance(virtual_endpoint, 300_000)
    silence = list(events)
    assert len(silence) == 59 and not any(data(event) for event in silence)

    put(kinesis, b"three")
    events = subscribe(Type="AFTER_SEQUENCE_NUMBER", SequenceNumber=silence[-1]["ContinuationSequenceNumber"])
    assert data(next(events)) == [b"three"]


def test_the_end_of_a_shard_names_its_children(kinesis, subscribe):
    put(kinesis, b"before")
    events = subscribe(Type="TRIM_HORIZON")
    assert data(next(events)) == [b"before"]
    kinesis.split_shard(StreamName="s", ShardToSplit=SHARD, NewStartingHashKey=str(2**127))
    (last,) = list(events)
    assert "ContinuationSequenceNumber" not in last
    assert [child["ShardId"] for child in last["ChildShards"]] == ["shardId-000000000001", "shardId-000000000002"]


def test_a_later_call_takes_over(subscribe, virtual_endpoint):
    before = subscribe(Type="LATEST")
    advance(virtual_endpoint, 5_000)
    after = subscribe(Type="LATEST")
    with pytest.raises(EventStreamError, match="ResourceInUseException"):
        list(before)
    advance(virtual_endpoint, 5_000)
    assert next(after)["MillisBehindLatest"] == 0
