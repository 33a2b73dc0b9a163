"""CloudWatch by boto3 and the real `aws` command: the metrics of what was just done."""

from datetime import datetime, timedelta, timezone

import pytest

from conftest import run_aws

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def cloudwatch(connect):
    return connect(service="cloudwatch")


def of(stream, metric):
    return {"Namespace": "AWS/Kinesis", "MetricName": metric, "Dimensions": [{"Name": "StreamName", "Value": stream}]}


def around_now():
    now = datetime.now(timezone.utc)
    return {"StartTime": now - timedelta(minutes=5), "EndTime": now + timedelta(minutes=5)}


def test_metrics_of_what_was_put(kinesis, cloudwatch, stream):
    listed = lambda: [
        metric["MetricName"]
        for page in cloudwatch.get_paginator("list_metrics").paginate(
            Namespace="AWS/Kinesis", Dimensions=[{"Name": "StreamName", "Value": stream}]
        )
        for metric in page["Metrics"]
    ]
    assert listed() == []
    for _ in range(3):
        kinesis.put_record(StreamName=stream, PartitionKey="key", Data=b"1234567")
    assert {"IncomingBytes", "IncomingRecords", "PutRecord.Success"} <= set(listed())

    answer = cloudwatch.get_metric_statistics(
        **of(stream, "IncomingBytes"), **around_now(), Period=3600, Statistics=["Sum", "Average", "SampleCount"]
    )
    assert answer["Label"] == "IncomingBytes"
    points = answer["Datapoints"]
    assert sum(point["Sum"] for point in points) == 30 and sum(point["SampleCount"] for point in points) == 3
    assert all(point["Average"] == 10.0 and point["Unit"] == "Bytes" for point in points)
    assert abs(datetime.now(timezone.utc) - points[-1]["Timestamp"]) < timedelta(hours=1, minutes=1)


def test_many_questions_in_pages(kinesis, cloudwatch, stream):
    kinesis.put_records(StreamName=stream, Records=[{"PartitionKey": "key", "Data": b"x"}] * 5)
    stat = lambda metric: {"Metric": of(stream, metric), "Period": 60, "Stat": "Sum"}
    queries = [
        {"Id": "total", "MetricStat": stat("PutRecords.TotalRecords")},
        {"Id": "refused", "MetricStat": stat("PutRecords.ThrottledRecords"), "Label": "refused records"},
    ]
    pages = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=queries, **around_now(), MaxDatapoints=1
    )
    values = {}
    for page in pages:
        for result in page["MetricDataResults"]:
            values.setdefault((result["Id"], result["Label"]), []).extend(result["Values"])
    assert values == {("total", "PutRecords.TotalRecords"): [5.0], ("refused", "refused records"): [0.0]}


def test_refusals_are_the_modelled_exceptions(cloudwatch):
    with pytest.raises(cloudwatch.exceptions.InvalidParameterCombinationException) as reversed_times:
        now = datetime.now(timezone.utc)
        cloudwatch.get_metric_statistics(
            **of("s", "IncomingBytes"), StartTime=now, EndTime=now - timedelta(1), Period=60, Statistics=["Sum"]
        )
    # Clients keep the names that the query protocol had.
    assert reversed_times.value.response["Error"]["Code"] == "InvalidParameterCombination"


def test_the_command_shows_the_same(endpoint, tmp_path, kinesis, stream):
    kinesis.put_record(StreamName=stream, PartitionKey="key", Data=b"1234567")
    times = {name: time.isoformat() for name, time in around_now().items()}
    answer = run_aws(
        endpoint, tmp_path, "cloudwatch", "get-metric-statistics", "--namespace", "AWS/Kinesis",
        "--metric-name", "IncomingRecords", "--dimensions", f"Name=StreamName,Value={stream}", "--period", "60",
        "--statistics", "Sum", "--start-time", times["StartTime"], "--end-time", times["EndTime"],
    )  # fmt: skip
    assert [(point["Sum"], point["Unit"]) for point in answer["Datapoints"]] == [(1.0, "Count")]
