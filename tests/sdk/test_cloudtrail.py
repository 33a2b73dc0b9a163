"""CloudTrail by boto3 and the real `aws` command: the calls that were just made."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from botocore.exceptions import ClientError

from conftest import run_aws

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def cloudtrail(connect):
    return connect(service="cloudtrail")


def lookup(cloudtrail, key, value, **more):
    pages = cloudtrail.get_paginator("lookup_events").paginate(
        LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}], **more
    )
    return [event for page in pages for event in page["Events"]]


def test_calls_of_a_stream(kinesis, cloudtrail, stream):
    kinesis.put_record(StreamName=stream, PartitionKey="key", Data=b"x")
    kinesis.increase_stream_retention_period(StreamName=stream, RetentionPeriodHours=48)
    events = lookup(cloudtrail, "ResourceName", stream)
    names = [event["EventName"] for event in events]
    assert names[0] == "IncreaseStreamRetentionPeriod" and names[-1] == "CreateStream" and "PutRecord" not in names

    event = events[-1]
    assert event["Resources"] == [{"ResourceType": "AWS::Kinesis::Stream", "ResourceName": stream}]
    assert (event["ReadOnly"], event["AccessKeyId"]) == ("false", "AKIDEXAMPLE")
    assert abs(datetime.now(timezone.utc) - event["EventTime"]) < timedelta(minutes=1)
    record = json.loads(event["CloudTrailEvent"])
    assert record["eventID"] == event["EventId"]
    assert record["requestParameters"] == {"streamName": stream, "shardCount": 1}
    assert record["userAgent"].startswith("Boto3/") and record["eventSource"] == "kinesis.amazonaws.com"


def test_a_refusal_with_the_id_of_its_answer(kinesis, cloudtrail, stream):
    with pytest.raises(kinesis.exceptions.ResourceInUseException) as refused:
        kinesis.create_stream(StreamName=stream, ShardCount=1)
    newest = json.loads(lookup(cloudtrail, "EventName", "CreateStream")[0]["CloudTrailEvent"])
    assert newest["errorCode"] == "ResourceInUseException"
    assert newest["requestID"] == refused.value.response["ResponseMetadata"]["RequestId"]


def test_pages_and_times(kinesis, cloudtrail, stream):
    for _ in range(5):
        kinesis.list_tags_for_stream(StreamName=stream)
    now = datetime.now(timezone.utc)
    times = {"StartTime": now - timedelta(minutes=5), "EndTime": now + timedelta(minutes=5)}
    events = lookup(cloudtrail, "EventName", "ListTagsForStream", **times, PaginationConfig={"PageSize": 2})
    mine = [event for event in events if event["Resources"][0]["ResourceName"] == stream]
    assert len(mine) == 5 and len({event["EventId"] for event in mine}) == 5
    assert lookup(cloudtrail, "EventName", "ListTagsForStream", StartTime=now + timedelta(hours=1)) == []


def test_refusals_are_the_modelled_exceptions(cloudtrail):
    two = [{"AttributeKey": "EventName", "AttributeValue": name} for name in ("a", "b")]
    with pytest.raises(cloudtrail.exceptions.InvalidLookupAttributesException):
        cloudtrail.lookup_events(LookupAttributes=two)
    with pytest.raises(ClientError) as operation:
        cloudtrail.list_trails()
    assert operation.value.response["Error"]["Code"] == "UnknownOperationException"


def test_the_command_shows_the_same(endpoint, tmp_path, kinesis, stream):
    attributes = f"AttributeKey=ResourceName,AttributeValue={stream}"
    answer = run_aws(endpoint, tmp_path, "cloudtrail", "lookup-events", "--lookup-attributes", attributes)
    assert "CreateStream" in [event["EventName"] for event in answer["Events"]]
