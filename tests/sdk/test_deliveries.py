"""What delivery streams deliver to for real: servers, folders, functions."""

import base64
import gzip
import json
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import advance, client, serve
from database import postgres

pytestmark = pytest.mark.timeout(120)

ROLE = "arn:aws:iam::000000000000:role/firehose"
HINTS = {"SizeInMBs": 1, "IntervalInSeconds": 60}
BUCKET = {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake", "BufferingHints": HINTS}


@contextmanager
def listen(answer):
    """A server; `answer` gets headers and body of a request and gives status and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            status, said = answer(self.headers, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextmanager
def delivering(*routes):
    """An endpoint with a clock that only `advance` moves, and its clients of Firehose and S3."""
    options = [option for route in routes for option in ("--deliver", route)]
    with serve(0, "--virtual-time", "--control", *options) as url:
        s3 = client(url, service="s3", s3={"addressing_style": "path"})
        s3.create_bucket(Bucket="lake")
        yield url, client(url, service="firehose"), s3


def put(firehose, records):
    batch = [{"Data": record} for record in records]
    assert firehose.put_record_batch(DeliveryStreamName="logs", Records=batch)["FailedPutCount"] == 0


def objects(s3):
    listed = s3.list_objects_v2(Bucket="lake").get("Contents", [])
    return {entry["Key"]: s3.get_object(Bucket="lake", Key=entry["Key"])["Body"].read() for entry in listed}


def test_a_server_that_fails_half_of_its_requests_gets_every_record_once():
    taken, seen = [], []

    def answer(headers, body):
        seen.append(headers)
        if len(seen) % 2:
            return 503, b"{}"
        request = json.loads(gzip.decompress(body))
        assert request["requestId"] == headers["X-Amz-Firehose-Request-Id"]
        taken.extend(base64.b64decode(record["data"]) for record in request["records"])
        return 200, json.dumps({"requestId": request["requestId"], "timestamp": request["timestamp"]}).encode()

    with listen(answer) as server, delivering(f"https://in.example/={server}") as (url, firehose, s3):
        firehose.create_delivery_stream(
            DeliveryStreamName="logs",
            HttpEndpointDestinationConfiguration={
                "EndpointConfiguration": {"Url": "https://in.example/logs", "AccessKey": "secret"},
                "RequestConfiguration": {"ContentEncoding": "GZIP"},
                "BufferingHints": HINTS,
                "S3Configuration": BUCKET,
            },
        )
        sent = []
        for round in range(10):
            records = [f"{round}-{number}".encode() for number in range(100)]
            put(firehose, records)
            sent += records
            advance(url, 120_000)
        assert sorted(taken) == sorted(sent)
        assert len(seen) == 20 and {headers["X-Amz-Firehose-Access-Key"] for headers in seen} == {"secret"}
        assert objects(s3) == {}


def test_what_a_server_never_takes_is_in_the_bucket():
    with listen(lambda *_: (500, b"no")) as server, delivering(f"https://in.example/={server}") as (url, firehose, s3):
        firehose.create_delivery_stream(
            DeliveryStreamName="logs",
            HttpEndpointDestinationConfiguration={
                "EndpointConfiguration": {"Url": "https://in.example/logs"},
                "RetryOptions": {"DurationInSeconds": 10},
                "BufferingHints": HINTS,
                "S3Configuration": BUCKET,
            },
        )
        put(firehose, [b"one", b"two"])
        advance(url, 300_000)
        (body,) = objects(s3).values()
        lines = [json.loads(line) for line in body.splitlines()]
        assert [base64.b64decode(line["rawData"]) for line in lines] == [b"one", b"two"]
        assert {line["errorCode"] for line in lines} == {"HttpEndpoint.DestinationException"}


def test_a_bucket_is_a_folder(tmp_path):
    folder = tmp_path / "lake"
    with delivering(f"s3://lake={folder}") as (url, firehose, s3):
        firehose.create_delivery_stream(DeliveryStreamName="logs", ExtendedS3DestinationConfiguration=BUCKET)
        for round in range(5):
            put(firehose, [f"{round}\n".encode()] * 10)
            advance(url, 60_000)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        assert [path.read_text() for path in files] == [f"{round}\n" * 10 for round in range(5)]
        # What the folder has, the bucket shows too.
        assert sorted(objects(s3)) == [str(path.relative_to(folder)) for path in files]


UPPER = """
import base64, json, sys
event = json.load(sys.stdin)
upper = lambda data: base64.b64encode(base64.b64decode(data).upper()).decode()
fate = lambda data: "Dropped" if base64.b64decode(data) == b"drop" else "Ok"
records = [{"recordId": r["recordId"], "result": fate(r["data"]), "data": upper(r["data"])} for r in event["records"]]
json.dump({"records": records}, sys.stdout)
"""


@pytest.mark.parametrize("kind", ["command", "server"])
def test_a_function_changes_and_drops_records(tmp_path, kind):
    script = tmp_path / "upper.py"
    script.write_text(UPPER)

    def by_server(_, body):
        import subprocess

        return 200, subprocess.check_output([sys.executable, script], input=body)

    with listen(by_server) as server:
        route = f"lambda:upper=command:{sys.executable} {script}" if kind == "command" else f"lambda:upper={server}"
        with delivering(route) as (url, firehose, s3):
            arn = "arn:aws:lambda:us-east-1:000000000000:function:upper"
            function = {"Type": "Lambda", "Parameters": [{"ParameterName": "LambdaArn", "ParameterValue": arn}]}
            firehose.create_delivery_stream(
                DeliveryStreamName="logs",
                ExtendedS3DestinationConfiguration={**BUCKET, "ProcessingConfiguration": {"Enabled": True, "Processors": [function]}},
            )
            put(firehose, [b"one ", b"drop", b"two"])
            advance(url, 200_000)
            assert list(objects(s3).values()) == [b"ONE TWO"]


JDBC = "jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev"


def warehouse(options, **more):
    """A destination of Redshift whose table is `events`."""
    return {
        "RoleARN": ROLE,
        "ClusterJDBCURL": JDBC,
        "Username": "loader",
        "Password": "Secret123",
        "CopyCommand": {"DataTableName": "events", "CopyOptions": options},
        "S3Configuration": BUCKET,
        **more,
    }


def test_a_database_gets_every_row_once_and_what_does_not_fit_is_listed():
    with postgres() as (database, ask), delivering(f"jdbc:redshift://={database}") as (url, firehose, s3):
        ask("CREATE TABLE events (id integer PRIMARY KEY, name text, at timestamp)")
        compressed = warehouse("json 'auto' gzip", S3Configuration={**BUCKET, "CompressionFormat": "GZIP"})
        firehose.create_delivery_stream(DeliveryStreamName="logs", RedshiftDestinationConfiguration=compressed)
        for round in range(5):
            rows = [{"id": 100 * round + number, "name": f"a\t{number}\\", "at": "2026-01-01 00:00:00"} for number in range(100)]
            put(firehose, [json.dumps(row).encode() for row in rows])
            advance(url, 120_000)
        assert ask("SELECT count(*), count(DISTINCT id), min(name), max(at) FROM events") == [["500", "500", "a\t0\\", "2026-01-01 00:00:00"]]

        # One id for the second time: the database takes nothing of the object, which stays in the bucket.
        put(firehose, [b'{"id": 500}', b'{"id": 1}'])
        advance(url, 4_000_000)
        assert ask("SELECT count(*) FROM events") == [["500"]]
        (manifest,) = [body for key, body in objects(s3).items() if key.startswith("errors/manifests/")]
        (entry,) = json.loads(manifest)["entries"]
        body = objects(s3)[entry["url"].removeprefix("s3://lake/")]
        assert gzip.decompress(body) == b'{"id": 500}{"id": 1}'


def test_a_table_that_comes_later_gets_what_waited():
    with postgres() as (database, ask), delivering(f"jdbc:redshift://={database}") as (url, firehose, _):
        configuration = warehouse("delimiter '|'")
        firehose.create_delivery_stream(DeliveryStreamName="logs", RedshiftDestinationConfiguration=configuration)
        put(firehose, [b"1|one\n", b"2|\\N\n"])
        advance(url, 400_000)
        ask("CREATE TABLE events (id integer, \"Name\" text)")
        advance(url, 400_000)
        assert ask("SELECT id, coalesce(\"Name\", 'null') FROM events ORDER BY id") == [["1", "one"], ["2", "null"]]
