"""The first walk through a stream, with the real `aws` command."""

import time

import pytest

from conftest import run_aws, serve

pytestmark = pytest.mark.timeout(120)

SHARD = "shardId-000000000000"
ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/Foo"
# The command takes longer to start than a stream usually takes to change here.
SLOW_TRANSITION_MS = 4000


@pytest.fixture(scope="module")
def endpoint():
    """URL of an endpoint whose streams change so slowly that two commands in a row see it."""
    with serve(SLOW_TRANSITION_MS) as url:
        yield url


@pytest.fixture
def aws(endpoint, tmp_path):
    """Runs `aws kinesis ...` and gives the parsed answer; None where it prints nothing."""
    return lambda *arguments: run_aws(endpoint, tmp_path, "kinesis", *arguments)


def summary(aws):
    return aws("describe-stream-summary", "--stream-name", "Foo")["StreamDescriptionSummary"]


def wait_for_status(aws, wanted):
    deadline = time.monotonic() + 20
    while (status := summary(aws)["StreamStatus"]) != wanted:
        assert time.monotonic() < deadline, status


def test_create_put_read_delete(aws):
    assert aws("create-stream", "--stream-name", "Foo", "--shard-count", "1") is None

    assert summary(aws)["StreamStatus"] == "CREATING"
    with pytest.raises(RuntimeError, match=r"\(ResourceInUseException\).*Stream Foo under account 000000000000 already exists\."):
        aws("create-stream", "--stream-name", "Foo", "--shard-count", "1")
    wait_for_status(aws, "ACTIVE")
    described = summary(aws)
    assert (described["StreamName"], described["StreamARN"]) == ("Foo", ARN)
    assert (described["OpenShardCount"], described["RetentionPeriodHours"]) == (1, 24)
    assert described["EncryptionType"] == "NONE"
    assert aws("list-streams")["StreamNames"] == ["Foo"]

    put = aws("put-record", "--stream-name", "Foo", "--partition-key", "123", "--data", "testdata")
    assert put["ShardId"] == SHARD
    assert len(put["SequenceNumber"]) == 56 and put["SequenceNumber"].isdigit()

    arguments = ["--stream-name", "Foo", "--shard-id", SHARD, "--shard-iterator-type", "TRIM_HORIZON"]
    iterator = aws("get-shard-iterator", *arguments)["ShardIterator"]
    read = aws("get-records", "--shard-iterator", iterator)
    assert [
        (record["PartitionKey"], record["Data"], record["SequenceNumber"]) for record in read["Records"]
    ] == [("123", "dGVzdGRhdGE=", put["SequenceNumber"])]
    assert read["MillisBehindLatest"] == 0
    again = aws("get-records", "--shard-iterator", read["NextShardIterator"])
    assert again["Records"] == []

    assert aws("delete-stream", "--stream-name", "Foo") is None
    assert summary(aws)["StreamStatus"] == "DELETING"
    deadline = time.monotonic() + 20
    while aws("list-streams")["StreamNames"]:
        assert time.monotonic() < deadline
    with pytest.raises(RuntimeError, match=r"\(ResourceNotFoundException\).*Stream Foo under account 000000000000 not found\."):
        summary(aws)


def test_what_the_service_refuses_the_command_prints(aws):
    with pytest.raises(RuntimeError, match=r"\(ValidationException\).*Value 'a/b' at 'streamName' failed to satisfy constraint"):
        aws("create-stream", "--stream-name", "a/b", "--shard-count", "1")
