"""A running `kinetoscope serve`, and AWS's own clients pointed at it."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

# What its assertions compare is shown, as in tests.
pytest.register_assert_rewrite("operations")

ROOT = Path(__file__).resolve().parents[2]
# Long enough to be seen, short enough to wait for.
TRANSITION_MS = 300


def command():
    """The command under test: what KINETOSCOPE_BIN says, or the newest usual build."""
    given = os.environ.get("KINETOSCOPE_BIN")
    if given:
        return given
    built = [ROOT / "target" / profile / "kinetoscope" for profile in ("release", "debug")]
    found = next((path for path in built if path.exists()), None)
    if found is None:
        pytest.exit("build the command first: cargo build -p kinetoscope-cli", returncode=1)
    return str(found)


@contextmanager
def serve(transition_ms, *more):
    """Runs an endpoint on a port of its own and gives its URL; it must end in good order."""
    options = ["--port", "0", "--transition-ms", str(transition_ms), "--quiet", *more]
    server = subprocess.Popen([command(), "serve", *options], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline().strip()
        assert line.startswith("listening on http://"), line
        yield line.removeprefix("listening on ")
    finally:
        server.terminate()
        assert server.wait(timeout=10) == 0


def aws_command():
    """The `aws` script of this very Python, or its module."""
    script = shutil.which("aws", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "awscli"]


def run_aws(endpoint, home, *arguments):
    """Runs `aws ...` and gives the parsed answer; None where it prints nothing."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "anything",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [*aws_command(), "--endpoint-url", endpoint, "--output", "json", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout) if done.stdout.strip() else None


@pytest.fixture(scope="session")
def endpoint():
    """URL of an endpoint whose streams take a moment to change."""
    with serve(TRANSITION_MS) as url:
        yield url


@pytest.fixture
def virtual_endpoint():
    """URL of an endpoint whose clock only `advance` moves."""
    with serve(0, "--virtual-time", "--control") as url:
        yield url


def client(endpoint, access_key="AKIDEXAMPLE", region="us-east-1", service="kinesis", **config):
    """A boto3 client that tries once."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=access_key,
        aws_secret_access_key="anything",
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


def advance(endpoint, ms):
    """Moves the clock of a virtual endpoint."""
    body = json.dumps({"ms": ms}).encode()
    with urllib.request.urlopen(f"{endpoint}/_kinetoscope/advance", body) as answer:
        assert answer.status == 200


@pytest.fixture
def connect(endpoint):
    """Makes a boto3 client for an access key, a region and a service."""
    return lambda *who, **more: client(endpoint, *who, **more)


@pytest.fixture
def kinesis(connect):
    """The client of most tests."""
    return connect()


@pytest.fixture
def stream(kinesis, request):
    """Name of an ACTIVE stream of one shard, gone after the test."""
    name = request.node.name[:128].replace("[", "-").replace("]", "")
    kinesis.create_stream(StreamName=name, ShardCount=1)
    wait_until_active(kinesis, name)
    yield name
    kinesis.delete_stream(StreamName=name)
    kinesis.get_waiter("stream_not_exists").wait(StreamName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 10})


def wait_until_active(kinesis, name):
    """Waits as AWS's own waiter does, but looks more often."""
    kinesis.get_waiter("stream_exists").wait(StreamName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 10})
