"""The logs of errors of delivery streams, read by boto3 and the real `aws` command."""

import json

import pytest
from botocore.exceptions import ClientError

from conftest import advance, client, run_aws

pytestmark = pytest.mark.timeout(120)

GROUP = "/aws/kinesisfirehose/logs"
BUCKET = {
    "RoleARN": "arn:aws:iam::000000000000:role/firehose",
    "BucketARN": "arn:aws:s3:::lake",
    "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
    "CloudWatchLoggingOptions": {"Enabled": True, "LogGroupName": GROUP, "LogStreamName": "S3Delivery"},
}


@pytest.fixture
def logs(virtual_endpoint):
    return client(virtual_endpoint, service="logs")


@pytest.fixture
def failing(virtual_endpoint):
    """A delivery stream into a bucket that is not there, which has tried a few times."""
    firehose = client(virtual_endpoint, service="firehose")
    firehose.create_delivery_stream(DeliveryStreamName="logs", ExtendedS3DestinationConfiguration=BUCKET)
    firehose.put_record(DeliveryStreamName="logs", Record={"Data": b"hello"})
    advance(virtual_endpoint, 70_000)


def test_a_bucket_that_is_not_there_is_in_the_log(logs, failing):
    (group,) = logs.describe_log_groups(logGroupNamePrefix="/aws/")["logGroups"]
    assert group["arn"] == f"arn:aws:logs:us-east-1:000000000000:log-group:{GROUP}:*"
    (stream,) = logs.describe_log_streams(logGroupName=GROUP, orderBy="LastEventTime", descending=True)["logStreams"]
    events = logs.get_log_events(logGroupName=GROUP, logStreamName=stream["logStreamName"], startFromHead=True)["events"]
    assert len(events) > 2 and events[0]["timestamp"] == stream["firstEventTimestamp"]
    line = json.loads(events[0]["message"])
    assert list(line) == ["deliveryStreamARN", "destination", "deliveryStreamVersionId", "message", "errorCode"]
    assert (line["destination"], line["deliveryStreamVersionId"]) == ("arn:aws:s3:::lake", 1)
    assert line["errorCode"] == "S3.NoSuchBucket"


def test_pages_and_patterns(logs, failing):
    paginator = logs.get_paginator("filter_log_events")
    wanted = {"logGroupName": GROUP, "filterPattern": '"S3.NoSuchBucket" -AccessDenied'}
    pages = list(paginator.paginate(**wanted, PaginationConfig={"PageSize": 1}))
    found = [event for page in pages for event in page["events"]]
    whole = logs.filter_log_events(**wanted)["events"]
    assert found == whole and len(pages) == len(whole) and len({event["eventId"] for event in whole}) == len(whole)
    assert logs.filter_log_events(**{**wanted, "filterPattern": "?AccessDenied ?Nobody"})["events"] == []

    newest = logs.get_log_events(logGroupName=GROUP, logStreamName="S3Delivery", limit=1)
    before = logs.get_log_events(
        logGroupName=GROUP, logStreamName="S3Delivery", limit=1, nextToken=newest["nextBackwardToken"]
    )
    assert [page["events"][0]["timestamp"] for page in (before, newest)] == [event["timestamp"] for event in whole[-2:]]
    after = logs.get_log_events(logGroupName=GROUP, logStreamName="S3Delivery", nextToken=newest["nextForwardToken"])
    assert after["events"] == [] and after["nextForwardToken"] == newest["nextForwardToken"]


def test_groups_come_and_go_and_refusals_are_the_modelled_exceptions(logs):
    logs.create_log_group(logGroupName="mine", tags={"a": "b"})
    logs.create_log_stream(logGroupName="mine", logStreamName="one")
    with pytest.raises(logs.exceptions.ResourceAlreadyExistsException):
        logs.create_log_group(logGroupName="mine")
    with pytest.raises(logs.exceptions.InvalidParameterException, match="not supported"):
        logs.filter_log_events(logGroupName="mine", filterPattern='{ $.errorCode = "x" }')
    with pytest.raises(logs.exceptions.InvalidParameterException, match="1 validation error detected"):
        logs.describe_log_groups(limit=51)
    logs.delete_log_stream(logGroupName="mine", logStreamName="one")
    logs.delete_log_group(logGroupName="mine")
    with pytest.raises(logs.exceptions.ResourceNotFoundException):
        logs.describe_log_streams(logGroupName="mine")
    with pytest.raises(ClientError, match="of this service it runs CreateLogGroup"):
        logs.describe_queries()


def test_the_command_shows_the_same(virtual_endpoint, tmp_path, failing):
    answer = run_aws(virtual_endpoint, tmp_path, "logs", "filter-log-events", "--log-group-name", GROUP)
    assert "S3.NoSuchBucket" in answer["events"][0]["message"]
