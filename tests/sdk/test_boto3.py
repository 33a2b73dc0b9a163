"""The same by boto3, and what takes longer to say: exceptions, resharding, batches, iterators, tenants."""

import time
from datetime import datetime, timedelta, timezone

import pytest
from botocore.exceptions import ClientError

from conftest import TRANSITION_MS, wait_until_active

pytestmark = pytest.mark.timeout(120)

SHARD = "shardId-000000000000"
HALF = 2**127


def put(kinesis, stream, *payloads, key="key"):
    """Puts records one by one and gives their sequence numbers."""
    answers = [kinesis.put_record(StreamName=stream, PartitionKey=key, Data=payload) for payload in payloads]
    return [answer["SequenceNumber"] for answer in answers]


def read(kinesis, stream, shard=SHARD, **start):
    """One GetRecords from an iterator: what it gives, and the answer."""
    start.setdefault("ShardIteratorType", "TRIM_HORIZON")
    iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard, **start)["ShardIterator"]
    answer = kinesis.get_records(ShardIterator=iterator)
    return [record["Data"] for record in answer["Records"]], answer


def wait(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never comes"
        time.sleep(0.02)


def test_create_put_read_delete(kinesis):
    name = "walk"
    started = time.monotonic()
    kinesis.create_stream(StreamName=name, ShardCount=1)
    status = lambda: kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamStatus"]
    assert status() == "CREATING"
    assert kinesis.describe_stream(StreamName=name)["StreamDescription"]["Shards"] == []
    wait(lambda: status() == "ACTIVE")
    assert time.monotonic() - started >= TRANSITION_MS / 1000 - 0.05
    assert name in kinesis.list_streams()["StreamNames"]

    (number,) = put(kinesis, name, b"testdata", key="123")
    data, answer = read(kinesis, name)
    record = answer["Records"][0]
    assert (data, record["PartitionKey"], record["SequenceNumber"]) == ([b"testdata"], "123", number)
    assert abs(datetime.now(timezone.utc) - record["ApproximateArrivalTimestamp"]) < timedelta(minutes=1)
    assert "EncryptionType" not in record

    kinesis.delete_stream(StreamName=name)
    assert status() == "DELETING"
    with pytest.raises(kinesis.exceptions.ResourceNotFoundException):
        put(kinesis, name, b"late")
    wait(lambda: name not in kinesis.list_streams()["StreamNames"])


def test_refusals_are_the_modelled_exceptions(kinesis, stream):
    with pytest.raises(kinesis.exceptions.ResourceNotFoundException) as absent:
        kinesis.describe_stream(StreamName="absent")
    error = absent.value.response
    assert error["Error"]["Message"] == "Stream absent under account 000000000000 not found."
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert len(error["ResponseMetadata"]["RequestId"]) == 36
    with pytest.raises(kinesis.exceptions.ResourceInUseException):
        kinesis.create_stream(StreamName=stream, ShardCount=1)
    with pytest.raises(kinesis.exceptions.InvalidArgumentException):
        kinesis.get_records(ShardIterator="AAAAAAAAAAE=")
    with pytest.raises(ClientError) as invalid:
        kinesis.create_stream(StreamName="a/b", ShardCount=1)
    assert invalid.value.response["Error"]["Code"] == "ValidationException"


def test_split_and_merge(kinesis, stream):
    put(kinesis, stream, b"before")
    kinesis.split_shard(StreamName=stream, ShardToSplit=SHARD, NewStartingHashKey=str(HALF))
    with pytest.raises(kinesis.exceptions.ResourceInUseException):
        kinesis.split_shard(StreamName=stream, ShardToSplit=SHARD, NewStartingHashKey=str(HALF))
    wait_until_active(kinesis, stream)
    shards = {shard["ShardId"]: shard for shard in kinesis.list_shards(StreamName=stream)["Shards"]}
    lower, upper = "shardId-000000000001", "shardId-000000000002"
    assert list(shards) == [SHARD, lower, upper]
    assert "EndingSequenceNumber" in shards[SHARD]["SequenceNumberRange"]
    assert [shards[child]["ParentShardId"] for child in (lower, upper)] == [SHARD, SHARD]
    assert shards[lower]["HashKeyRange"] == {"StartingHashKey": "0", "EndingHashKey": str(HALF - 1)}
    assert shards[upper]["HashKeyRange"] == {"StartingHashKey": str(HALF), "EndingHashKey": str(2**128 - 1)}

    # A closed shard is read to its end and then names its children.
    data, answer = read(kinesis, stream)
    while "NextShardIterator" in answer:
        answer = kinesis.get_records(ShardIterator=answer["NextShardIterator"])
        data += [record["Data"] for record in answer["Records"]]
    assert data == [b"before"]
    assert [child["ShardId"] for child in answer["ChildShards"]] == [lower, upper]

    for hash_key, expected in ((0, lower), (HALF, upper)):
        where = kinesis.put_record(StreamName=stream, PartitionKey="k", ExplicitHashKey=str(hash_key), Data=b"after")
        assert where["ShardId"] == expected

    kinesis.merge_shards(StreamName=stream, ShardToMerge=lower, AdjacentShardToMerge=upper)
    wait_until_active(kinesis, stream)
    merged = kinesis.list_shards(StreamName=stream)["Shards"][-1]
    assert (merged["ParentShardId"], merged["AdjacentParentShardId"]) == (lower, upper)
    latest = kinesis.list_shards(StreamName=stream, ShardFilter={"Type": "AT_LATEST"})["Shards"]
    assert [shard["ShardId"] for shard in latest] == [merged["ShardId"]]


def test_shards_come_in_pages(kinesis):
    kinesis.create_stream(StreamName="pages", ShardCount=7)
    wait_until_active(kinesis, "pages")
    pages = [kinesis.list_shards(StreamName="pages", MaxResults=3)]
    while token := pages[-1].get("NextToken"):
        pages.append(kinesis.list_shards(NextToken=token, MaxResults=3))
    assert [len(page["Shards"]) for page in pages] == [3, 3, 1]
    # The paginator of botocore repeats the name, which the real service refuses as well: boto/botocore#2009.
    paginator = kinesis.get_paginator("list_shards").paginate(StreamName="pages", PaginationConfig={"PageSize": 3})
    with pytest.raises(kinesis.exceptions.InvalidArgumentException, match="cannot be provided together"):
        list(paginator)
    kinesis.delete_stream(StreamName="pages")


def test_five_hundred_records_in_one_call(kinesis, stream):
    records = [{"Data": b"%d" % number, "PartitionKey": f"key-{number}"} for number in range(500)]
    answer = kinesis.put_records(StreamName=stream, Records=records)
    assert answer["FailedRecordCount"] == 0
    numbers = [int(record["SequenceNumber"]) for record in answer["Records"]]
    assert numbers == sorted(set(numbers)) and len(numbers) == 500
    data, answer = read(kinesis, stream)
    assert data == [record["Data"] for record in records]
    assert [int(record["SequenceNumber"]) for record in answer["Records"]] == numbers
    with pytest.raises(ClientError) as error:
        kinesis.put_records(StreamName=stream, Records=[*records, records[0]])
    assert error.value.response["Error"]["Code"] == "ValidationException"
    assert "Member must have length less than or equal to 500" in str(error.value)


def test_bytes_come_back_as_they_were(kinesis, stream):
    payloads = [b"", bytes(range(256)), b"\xff" * 1000, "ü\0".encode()]
    put(kinesis, stream, *payloads, key="schlüssel")
    data, answer = read(kinesis, stream)
    assert data == payloads
    assert answer["Records"][0]["PartitionKey"] == "schlüssel"


def test_all_five_iterator_types(kinesis, stream):
    first, second = put(kinesis, stream, b"one", b"two")
    time.sleep(0.05)
    between = datetime.now(timezone.utc)
    time.sleep(0.05)
    put(kinesis, stream, b"three")
    everything = [b"one", b"two", b"three"]
    iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=SHARD, ShardIteratorType="LATEST")["ShardIterator"]
    assert kinesis.get_records(ShardIterator=iterator)["Records"] == []
    put(kinesis, stream, b"four")
    assert [record["Data"] for record in kinesis.get_records(ShardIterator=iterator)["Records"]] == [b"four"]
    everything.append(b"four")
    for start, expected in (
        ({"ShardIteratorType": "TRIM_HORIZON"}, everything),
        ({"ShardIteratorType": "AT_SEQUENCE_NUMBER", "StartingSequenceNumber": second}, everything[1:]),
        ({"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": first}, everything[1:]),
        ({"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": between}, everything[2:]),
    ):
        assert read(kinesis, stream, **start)[0] == expected, start


def test_accounts_know_nothing_of_each_other(connect):
    ours, theirs = connect("111111111111"), connect("222222222222")
    ours.create_stream(StreamName="private", ShardCount=1)
    described = ours.describe_stream_summary(StreamName="private")["StreamDescriptionSummary"]
    assert described["StreamARN"] == "arn:aws:kinesis:us-east-1:111111111111:stream/private"
    assert "private" not in theirs.list_streams()["StreamNames"]
    with pytest.raises(theirs.exceptions.ResourceNotFoundException, match="under account 222222222222 not found"):
        theirs.describe_stream(StreamName="private")
    theirs.create_stream(StreamName="private", ShardCount=2)
    for client, shards in ((ours, 1), (theirs, 2)):
        wait_until_active(client, "private")
        assert len(client.list_shards(StreamName="private")["Shards"]) == shards
        client.delete_stream(StreamName="private")


def test_regions_know_nothing_of_each_other(connect):
    here, there = connect(region="us-east-1"), connect(region="eu-central-1")
    there.create_stream(StreamName="regional", ShardCount=1)
    wait_until_active(there, "regional")
    described = there.describe_stream_summary(StreamName="regional")["StreamDescriptionSummary"]
    assert described["StreamARN"] == "arn:aws:kinesis:eu-central-1:000000000000:stream/regional"
    assert "regional" not in here.list_streams()["StreamNames"]
    there.delete_stream(StreamName="regional")


def test_a_stream_is_found_by_its_arn(kinesis, stream):
    arn = kinesis.describe_stream_summary(StreamName=stream)["StreamDescriptionSummary"]["StreamARN"]
    kinesis.put_record(StreamARN=arn, PartitionKey="k", Data=b"by arn")
    assert read(kinesis, stream)[0] == [b"by arn"]


def test_a_queue_delivers_until_records_are_acknowledged(kinesis):
    kinesis.create_stream(StreamName="jobs", StreamModeDetails={"StreamMode": "ON_DEMAND"})
    wait_until_active(kinesis, "jobs")
    arn = kinesis.describe_stream_summary(StreamName="jobs")["StreamDescriptionSummary"]["StreamARN"]
    created = kinesis.create_queue(QueueName="workers", StreamConfigurationList=[{"StreamARN": arn}])
    queue = created["QueueDescription"]["QueueARN"]
    describe = lambda: kinesis.describe_queue(QueueARN=queue)["QueueDescription"]
    wait(lambda: describe()["QueueStatus"] == "ACTIVE")
    put(kinesis, "jobs", b"one", b"two")

    received = kinesis.receive_queue_records(QueueARN=queue, VisibilityTimeoutSeconds=1)["QueueRecords"]
    assert sorted(record["Data"] for record in received) == [b"one", b"two"]
    first, second = (record["ReceiptHandle"] for record in received)
    done = kinesis.acknowledge_queue_records(QueueARN=queue, Entries=[{"ReceiptHandle": first}, {"ReceiptHandle": "x"}])
    assert [entry["ReceiptHandle"] for entry in done["Successful"]] == [first]
    assert [entry["ErrorCode"] for entry in done["Failed"]] == ["InvalidArgumentException"]
    (again,) = kinesis.receive_queue_records(QueueARN=queue, WaitTimeSeconds=5)["QueueRecords"]
    assert (again["RecordId"], again["ReceiveCount"]) == (received[1]["RecordId"], 2)
    assert again["ReceiptHandle"] != second

    with pytest.raises(kinesis.exceptions.ResourceInUseException):
        kinesis.delete_stream(StreamName="jobs")
    kinesis.delete_queue(QueueARN=queue)
    wait(lambda: not kinesis.list_queues()["QueueSummaries"])
    kinesis.delete_stream(StreamName="jobs")


def test_what_does_not_run_says_why(kinesis):
    with pytest.raises(ClientError, match="Kinetoscope does not run ListChannels: channels deliver to S3"):
        kinesis.list_channels()
