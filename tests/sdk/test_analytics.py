"""Applications of Data Analytics for SQL by both versions of the API, with boto3 and the real `aws` command."""

import json

import pytest
from botocore.exceptions import ClientError

from conftest import advance, client, run_aws

pytestmark = pytest.mark.timeout(120)

ROLE = "arn:aws:iam::000000000000:role/analytics"
ARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/trades"
SOURCE = "arn:aws:kinesis:us-east-1:000000000000:stream/trades"
TARGET = "arn:aws:kinesis:us-east-1:000000000000:stream/averages"
SCHEMA = {
    "RecordFormat": {"RecordFormatType": "JSON", "MappingParameters": {"JSONMappingParameters": {"RecordRowPath": "$"}}},
    "RecordColumns": [
        {"Name": "TICKER", "Mapping": "$.ticker", "SqlType": "VARCHAR(4)"},
        {"Name": "PRICE", "Mapping": "$.price", "SqlType": "DOUBLE"},
    ],
}
CODE = """
CREATE STREAM "OUT" (ticker VARCHAR(4), price DOUBLE);
CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM ticker, price FROM "SRC_001" WHERE price > 10;
"""


def resource(arn, version):
    return {"ResourceARN": arn, "RoleARN": ROLE} if version == 1 else {"ResourceARN": arn}


def input_of(version):
    return {"NamePrefix": "SRC", "KinesisStreamsInput": resource(SOURCE, version), "InputSchema": SCHEMA}


def output_of(version):
    return {
        "Name": "OUT",
        "KinesisStreamsOutput": resource(TARGET, version),
        "DestinationSchema": {"RecordFormatType": "JSON"},
    }


@pytest.fixture
def v1(virtual_endpoint):
    return client(virtual_endpoint, service="kinesisanalytics")


@pytest.fixture
def v2(virtual_endpoint):
    return client(virtual_endpoint, service="kinesisanalyticsv2")


def create(v2, name="trades", **more):
    configuration = {
        "SqlApplicationConfiguration": {"Inputs": [input_of(2)], "Outputs": [output_of(2)]},
        "ApplicationCodeConfiguration": {"CodeContentType": "PLAINTEXT", "CodeContent": {"TextContent": CODE}},
    }
    made = v2.create_application(
        ApplicationName=name,
        RuntimeEnvironment="SQL-1_0",
        ServiceExecutionRole=ROLE,
        ApplicationConfiguration=configuration,
        **more,
    )
    return made["ApplicationDetail"]


def refusal(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response


def test_a_life_of_an_application_by_the_older_version(v1):
    made = v1.create_application(
        ApplicationName="trades", Inputs=[input_of(1)], Outputs=[output_of(1)], ApplicationCode=CODE
    )
    summary = {"ApplicationName": "trades", "ApplicationARN": ARN, "ApplicationStatus": "READY"}
    assert made["ApplicationSummary"] == summary
    assert v1.list_applications()["ApplicationSummaries"] == [summary]
    detail = v1.describe_application(ApplicationName="trades")["ApplicationDetail"]
    (read,) = detail["InputDescriptions"]
    assert read["InAppStreamNames"] == ["SRC_001"]
    assert read["KinesisStreamsInputDescription"] == {"ResourceARN": SOURCE, "RoleARN": ROLE}
    assert detail["ApplicationCode"] == CODE

    position = {"InputStartingPosition": "TRIM_HORIZON"}
    start = [{"Id": read["InputId"], "InputStartingPositionConfiguration": position}]
    v1.start_application(ApplicationName="trades", InputConfigurations=start)
    assert v1.list_applications()["ApplicationSummaries"][0]["ApplicationStatus"] == "RUNNING"
    update = {"InputUpdates": [{"InputId": read["InputId"], "InputParallelismUpdate": {"CountUpdate": 2}}]}
    v1.update_application(ApplicationName="trades", CurrentApplicationVersionId=1, ApplicationUpdate=update)
    stale = refusal(
        v1.update_application, ApplicationName="trades", CurrentApplicationVersionId=1, ApplicationUpdate=update
    )
    assert stale["Error"]["Code"] == "ConcurrentModificationException"
    v1.stop_application(ApplicationName="trades")
    detail = v1.describe_application(ApplicationName="trades")["ApplicationDetail"]
    assert (detail["ApplicationStatus"], detail["ApplicationVersionId"]) == ("READY", 2)
    assert detail["InputDescriptions"][0]["InAppStreamNames"] == ["SRC_001", "SRC_002"]

    v1.delete_application(ApplicationName="trades", CreateTimestamp=detail["CreateTimestamp"])
    gone = refusal(v1.describe_application, ApplicationName="trades")
    assert gone["Error"]["Code"] == "ResourceNotFoundException"


def test_a_life_of_an_application_by_the_newer_version(v2):
    detail = create(v2, Tags=[{"Key": "team", "Value": "web"}])
    assert (detail["ApplicationStatus"], detail["RuntimeEnvironment"]) == ("READY", "SQL-1_0")
    (read,) = detail["ApplicationConfigurationDescription"]["SqlApplicationConfigurationDescription"]["InputDescriptions"]
    position = {"InputId": read["InputId"], "InputStartingPositionConfiguration": {"InputStartingPosition": "NOW"}}
    v2.start_application(ApplicationName="trades", RunConfiguration={"SqlRunConfigurations": [position]})
    code = {"CodeContentUpdate": {"TextContentUpdate": CODE.replace("10", "20")}}
    updated = v2.update_application(
        ApplicationName="trades",
        ConditionalToken=detail["ConditionalToken"],
        ApplicationConfigurationUpdate={"ApplicationCodeConfigurationUpdate": code},
    )["ApplicationDetail"]
    assert updated["ApplicationVersionId"] == 2
    added = v2.add_application_output(
        ApplicationName="trades", CurrentApplicationVersionId=2, Output={**output_of(2), "Name": "error_stream"}
    )
    assert [output["OutputId"] for output in added["OutputDescriptions"]] == ["1.1", "3.1"]
    assert v2.list_tags_for_resource(ResourceARN=ARN)["Tags"] == [{"Key": "team", "Value": "web"}]
    v2.stop_application(ApplicationName="trades")
    v2.delete_application(ApplicationName="trades", CreateTimestamp=detail["CreateTimestamp"])
    assert v2.list_applications()["ApplicationSummaries"] == []


def test_all_that_is_wrong_with_code_is_told_with_its_place(v1, v2):
    code = 'CREATE STREAM "OUT" (a INTEGER);\nCREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM b FROM "SRC_001";\nSELEKT 1;'
    told = refusal(v1.create_application, ApplicationName="wrong", Inputs=[input_of(1)], ApplicationCode=code)["Error"]
    assert told["Code"] == "CodeValidationException"
    assert told["Message"].startswith("Line 3, column 1: ")
    told = refusal(
        v1.create_application, ApplicationName="wrong", Inputs=[input_of(1)], ApplicationCode=code.replace("SELEKT 1;", "")
    )["Error"]
    assert told["Message"].startswith("Line 2, column 50: "), told["Message"]
    create(v2)
    broken = {"ApplicationCodeConfigurationUpdate": {"CodeContentUpdate": {"TextContentUpdate": "CREATE"}}}
    told = refusal(
        v2.update_application, ApplicationName="trades", CurrentApplicationVersionId=1, ApplicationConfigurationUpdate=broken
    )["Error"]
    assert told["Code"] == "CodeValidationException"


def test_a_schema_is_found_in_a_stream_and_in_an_object(virtual_endpoint, v1, v2):
    kinesis = client(virtual_endpoint)
    kinesis.create_stream(StreamName="trades", ShardCount=1)
    for trade in [{"ticker": "AMZN", "price": 92.5}, {"ticker": "TBV", "price": 7}]:
        kinesis.put_record(StreamName="trades", PartitionKey="k", Data=json.dumps(trade))
    found = v1.discover_input_schema(
        ResourceARN=SOURCE,
        RoleARN=ROLE,
        InputStartingPositionConfiguration={"InputStartingPosition": "TRIM_HORIZON"},
    )
    columns = [(column["Name"], column["SqlType"]) for column in found["InputSchema"]["RecordColumns"]]
    assert columns == [("ticker", "VARCHAR(4)"), ("price", "DOUBLE")]
    assert found["ParsedInputRecords"] == [["AMZN", "92.5"], ["TBV", "7"]]

    s3 = client(virtual_endpoint, service="s3", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="lake")
    s3.put_object(Bucket="lake", Key="names.csv", Body=b"AMZN,Amazon\nTBV,Table View\n")
    location = {"BucketARN": "arn:aws:s3:::lake", "FileKey": "names.csv"}
    found = v2.discover_input_schema(ServiceExecutionRole=ROLE, S3Configuration=location)
    assert found["InputSchema"]["RecordFormat"]["RecordFormatType"] == "CSV"
    assert found["ParsedInputRecords"] == [["AMZN", "Amazon"], ["TBV", "Table View"]]

    s3.put_object(Bucket="lake", Key="picture", Body=bytes(range(128, 200)))
    picture = {**location, "FileKey": "picture"}
    refused = refusal(v2.discover_input_schema, ServiceExecutionRole=ROLE, S3Configuration=picture)
    assert refused["Error"]["Code"] == "UnableToDetectSchemaException"
    assert len(refused["RawInputRecords"]) == 1


def test_limits_are_told_by_the_types_that_clients_know(v1, v2):
    four = refusal(v1.create_application, ApplicationName="c", Outputs=[output_of(1)] * 4)
    assert four["Error"]["Code"] == "InvalidArgumentException"
    for number in range(50):
        v1.create_application(ApplicationName=f"a{number:02}")
    one_more = refusal(v1.create_application, ApplicationName="b")
    assert one_more["Error"]["Code"] == "LimitExceededException"
    first = v2.list_applications(Limit=30)
    second = v2.list_applications(Limit=30, NextToken=first["NextToken"])
    assert (len(first["ApplicationSummaries"]), len(second["ApplicationSummaries"])) == (30, 20)
    assert "NextToken" not in second
    tags = [{"Key": f"k{number}"} for number in range(51)]
    arn = ARN.replace("trades", "a00")
    assert refusal(v2.tag_resource, ResourceARN=arn, Tags=tags)["Error"]["Code"] == "TooManyTagsException"


def test_flink_is_refused_with_a_reason(v2):
    flink = refusal(
        v2.create_application, ApplicationName="f", RuntimeEnvironment="FLINK-1_20", ServiceExecutionRole=ROLE
    )
    assert flink["Error"]["Code"] == "UnsupportedOperationException"
    snapshot = refusal(v2.create_application_snapshot, ApplicationName="f", SnapshotName="s")
    assert "Flink" in snapshot["Error"]["Message"]


def test_the_command_makes_starts_and_deletes_by_both_versions(virtual_endpoint, tmp_path):
    aws = lambda *arguments: run_aws(virtual_endpoint, tmp_path, *arguments)
    of = ["--application-name", "trades"]
    made = aws("kinesisanalytics", "create-application", *of, "--inputs", json.dumps([input_of(1)]), "--application-code", CODE)
    assert made["ApplicationSummary"]["ApplicationStatus"] == "READY"
    detail = aws("kinesisanalyticsv2", "describe-application", *of)["ApplicationDetail"]
    aws("kinesisanalyticsv2", "start-application", *of)
    assert aws("kinesisanalyticsv2", "list-applications")["ApplicationSummaries"][0]["ApplicationStatus"] == "RUNNING"
    aws("kinesisanalytics", "stop-application", *of)
    aws("kinesisanalytics", "tag-resource", "--resource-arn", ARN, "--tags", "Key=team,Value=web")
    assert aws("kinesisanalyticsv2", "list-tags-for-resource", "--resource-arn", ARN)["Tags"][0]["Key"] == "team"
    advance(virtual_endpoint, 1_000)
    aws("kinesisanalytics", "delete-application", *of, "--create-timestamp", str(detail["CreateTimestamp"]))
    assert aws("kinesisanalytics", "list-applications")["ApplicationSummaries"] == []
