"""Delivery streams from a put to an object, with the real `aws` command and boto3."""

import gzip
import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError

from conftest import advance, client, run_aws

pytestmark = pytest.mark.timeout(120)

ROLE = "arn:aws:iam::000000000000:role/firehose"
ARN = "arn:aws:firehose:us-east-1:000000000000:deliverystream/logs"
BUCKET = {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake", "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}}


@pytest.fixture
def firehose(virtual_endpoint):
    return client(virtual_endpoint, service="firehose")


@pytest.fixture
def s3(virtual_endpoint):
    s3 = client(virtual_endpoint, service="s3", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="lake")
    return s3


def bodies(s3, prefix=""):
    """Keys and bodies of the objects in the bucket."""
    listed = s3.list_objects_v2(Bucket="lake", Prefix=prefix).get("Contents", [])
    return {entry["Key"]: s3.get_object(Bucket="lake", Key=entry["Key"])["Body"].read() for entry in listed}


def test_from_a_put_to_the_object_by_the_command(virtual_endpoint, tmp_path):
    aws = lambda *arguments: run_aws(virtual_endpoint, tmp_path, *arguments)
    firehose = lambda operation, *arguments: aws("firehose", operation, "--delivery-stream-name", "logs", *arguments)
    aws("s3api", "create-bucket", "--bucket", "lake")
    made = firehose("create-delivery-stream", "--extended-s3-destination-configuration", json.dumps(BUCKET))
    assert made["DeliveryStreamARN"] == ARN
    described = firehose("describe-delivery-stream")["DeliveryStreamDescription"]
    assert (described["DeliveryStreamStatus"], described["VersionId"]) == ("ACTIVE", "1")
    (destination,) = described["Destinations"]
    assert destination["ExtendedS3DestinationDescription"]["BufferingHints"] == {"SizeInMBs": 1, "IntervalInSeconds": 60}

    with pytest.raises(RuntimeError, match=r"\(ResourceInUseException\).*Firehose logs under accountId 000000000000 already exists"):
        firehose("create-delivery-stream", "--extended-s3-destination-configuration", json.dumps(BUCKET))
    update = ["--current-delivery-stream-version-id", "1", "--destination-id", destination["DestinationId"]]
    firehose("update-destination", *update, "--extended-s3-destination-update", '{"Prefix": "in/"}')

    assert firehose("put-record", "--record", "Data=hello")["Encrypted"] is False
    batch = firehose("put-record-batch", "--records", '[{"Data": "one"}, {"Data": "two"}]')
    assert (batch["FailedPutCount"], len(batch["RequestResponses"])) == (0, 2)
    advance(virtual_endpoint, 60_000)
    (listed,) = aws("s3api", "list-objects-v2", "--bucket", "lake")["Contents"]
    assert listed["Key"].startswith("in/2026/01/01/00/logs-2-2026-01-01-00-00-00-")
    copied = tmp_path / "object"
    run_aws(virtual_endpoint, tmp_path, "s3", "cp", "--quiet", f"s3://lake/{listed['Key']}", str(copied))
    assert copied.read_text() == "helloonetwo"

    firehose("delete-delivery-stream")
    assert aws("firehose", "list-delivery-streams")["DeliveryStreamNames"] == []


def test_what_is_wrong_is_an_exception_of_the_service(firehose, s3):
    name = "logs"
    with pytest.raises(firehose.exceptions.ResourceNotFoundException):
        firehose.describe_delivery_stream(DeliveryStreamName=name)
    with pytest.raises(firehose.exceptions.InvalidArgumentException) as raised:
        firehose.create_delivery_stream(DeliveryStreamName=name)
    assert raised.value.response["Error"]["Message"] == "Exactly one destination configuration is supported for a Firehose"
    firehose.create_delivery_stream(DeliveryStreamName=name, ExtendedS3DestinationConfiguration=BUCKET)
    with pytest.raises(firehose.exceptions.ConcurrentModificationException):
        firehose.update_destination(
            DeliveryStreamName=name,
            CurrentDeliveryStreamVersionId="7",
            DestinationId="destinationId-000000000001",
            ExtendedS3DestinationUpdate={"Prefix": "x"},
        )
    with pytest.raises(ClientError) as raised:
        firehose.put_record(DeliveryStreamName=name, Record={"Data": b"x" * 1_024_001})
    assert raised.value.response["Error"]["Code"] == "ValidationException"


@pytest.mark.parametrize(
    "compression, opened",
    [
        ("GZIP", gzip.decompress),
        ("ZIP", lambda body: (archive := zipfile.ZipFile(io.BytesIO(body))).read(archive.namelist()[0])),
    ],
)
def test_compressed_objects_are_opened_by_their_own_tools(virtual_endpoint, firehose, s3, compression, opened):
    configuration = {**BUCKET, "CompressionFormat": compression}
    firehose.create_delivery_stream(DeliveryStreamName="logs", ExtendedS3DestinationConfiguration=configuration)
    records = [{"Data": f"line {number}\n".encode()} for number in range(500)]
    assert firehose.put_record_batch(DeliveryStreamName="logs", Records=records)["FailedPutCount"] == 0
    advance(virtual_endpoint, 60_000)
    ((_, body),) = bodies(s3).items()
    assert opened(body) == b"".join(record["Data"] for record in records)


def test_a_stream_is_read_into_the_bucket(virtual_endpoint, firehose, s3):
    kinesis = client(virtual_endpoint)
    kinesis.create_stream(StreamName="clicks", ShardCount=2)
    stream = "arn:aws:kinesis:us-east-1:000000000000:stream/clicks"
    firehose.create_delivery_stream(
        DeliveryStreamName="logs",
        DeliveryStreamType="KinesisStreamAsSource",
        KinesisStreamSourceConfiguration={"KinesisStreamARN": stream, "RoleARN": ROLE},
        ExtendedS3DestinationConfiguration=BUCKET,
    )
    advance(virtual_endpoint, 2_000)
    for number in range(10):
        kinesis.put_record(StreamName="clicks", PartitionKey=str(number), Data=b"x")
    with pytest.raises(firehose.exceptions.InvalidArgumentException):
        firehose.put_record(DeliveryStreamName="logs", Record={"Data": b"x"})
    advance(virtual_endpoint, 70_000)
    assert b"".join(bodies(s3).values()) == b"x" * 10


def test_partitions_by_a_query_and_what_cannot_be_asked(virtual_endpoint, firehose, s3):
    extraction = {
        "Type": "MetadataExtraction",
        "Parameters": [
            {"ParameterName": "MetadataExtractionQuery", "ParameterValue": "{user: .user, day: (.at | strftime(\"%d\"))}"},
            {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"},
        ],
    }
    firehose.create_delivery_stream(
        DeliveryStreamName="logs",
        ExtendedS3DestinationConfiguration={
            **BUCKET,
            "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
            "Prefix": "user=!{partitionKeyFromQuery:user}/day=!{partitionKeyFromQuery:day}/",
            "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/",
            "DynamicPartitioningConfiguration": {"Enabled": True},
            "ProcessingConfiguration": {"Enabled": True, "Processors": [extraction]},
        },
    )
    rows = [{"user": "ann", "at": 1565382027}, {"user": "ben", "at": 1565482027}, {"user": "ann", "at": 1565382028}, {"at": 5}]
    firehose.put_record_batch(DeliveryStreamName="logs", Records=[{"Data": json.dumps(row).encode()} for row in rows])
    advance(virtual_endpoint, 120_000)
    found = bodies(s3)
    assert sorted(key.rsplit("/", 1)[0] for key in found) == ["failed/processing-failed", "user=ann/day=09", "user=ben/day=11"]
    (line,) = [json.loads(body) for key, body in found.items() if key.startswith("failed/")]
    assert line["errorMessage"] == "partitionKeys values must not be null or empty"


def test_metrics_and_trail_tell_of_deliveries(virtual_endpoint, firehose, s3):
    firehose.create_delivery_stream(DeliveryStreamName="logs", ExtendedS3DestinationConfiguration=BUCKET)
    firehose.put_record(DeliveryStreamName="logs", Record={"Data": b"hello"})
    advance(virtual_endpoint, 120_000)
    cloudwatch = client(virtual_endpoint, service="cloudwatch")
    dimensions = [{"Name": "DeliveryStreamName", "Value": "logs"}]
    listed = cloudwatch.list_metrics(Namespace="AWS/Firehose", Dimensions=dimensions)["Metrics"]
    names = {metric["MetricName"] for metric in listed}
    assert {"IncomingRecords", "DeliveryToS3.Success", "DeliveryToS3.DataFreshness"} <= names, names
    trail = client(virtual_endpoint, service="cloudtrail")
    attributes = [{"AttributeKey": "EventName", "AttributeValue": "CreateDeliveryStream"}]
    (event,) = trail.lookup_events(LookupAttributes=attributes)["Events"]
    assert event["EventSource"] == "firehose.amazonaws.com"
    assert event["Resources"] == [{"ResourceType": "AWS::KinesisFirehose::DeliveryStream", "ResourceName": "logs"}]
