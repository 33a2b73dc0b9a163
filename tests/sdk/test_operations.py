"""Every operation that boto3 and the AWS CLI know. What runs does what operations.py says; what does not says why."""

import base64
import itertools
import json
import subprocess

import botocore.session
import pytest
from awscli.clidriver import create_clidriver
from botocore import xform_name
from botocore.exceptions import ClientError

import operations
from conftest import advance, client, command, serve

pytestmark = pytest.mark.timeout(120)

OPERATIONS = botocore.session.get_session().get_service_model("kinesis").operation_names
COMMANDS = create_clidriver().create_help_command().command_table["kinesis"].create_help_command().command_table
IN_COMMAND = [name for name in OPERATIONS if xform_name(name, "-") in COMMANDS]
ACCOUNTS = (f"{number:012}" for number in itertools.count(1))


@pytest.fixture(scope="module")
def endpoint():
    """URL of an endpoint whose clock only `advance` moves and whose streams change at once."""
    with serve(0, "--virtual-time", "--control") as url:
        yield url


@pytest.fixture(scope="session")
def unsupported():
    """Why each operation does not run that does not: as the command says it, if it knows the operation at all."""
    service, mark = "Kinesis_20131202.", "unsupported: "
    lines = subprocess.check_output([command(), "operations"], text=True).splitlines()
    listed = (line.removeprefix(service).partition(" ") for line in lines if line.startswith(service))
    states = {name: state for name, _, state in listed}
    assert set(states) <= set(OPERATIONS), "botocore's model has every operation that the command lists"
    states = {name: states.get(name, mark) for name in OPERATIONS}
    return {name: state.removeprefix(mark) for name, state in states.items() if state.startswith(mark)}


@pytest.fixture
def stage(endpoint):
    """Makes a stage in an account of its own, given what calls the operation there."""

    def make(caller):
        account = next(ACCOUNTS)
        pass_time = lambda hours: advance(endpoint, hours * 3_600_000)
        return operations.Stage(client(endpoint, account), caller(account), pass_time)

    return make


def check(name, stage, unsupported, caller):
    """Calls an operation as operations.py says; or for nothing, to hear why it does not run."""
    if name in unsupported:
        with pytest.raises(Refused, match="UnknownOperationException") as refused:
            stage(caller).call()
        assert unsupported[name] in str(refused.value)
        return
    seen = getattr(operations, xform_name(name), None)
    assert seen, f"operations.py does not tell what is seen of {name}"
    seen(stage(caller))


class Refused(Exception):
    """What a client shows of an error."""


@pytest.mark.parametrize("name", OPERATIONS)
def test_boto3(name, stage, unsupported, endpoint):
    def caller(account):
        call = getattr(client(endpoint, account, parameter_validation=False), xform_name(name))
        return lambda **parameters: answer(call, parameters)

    def answer(call, parameters):
        try:
            found = call(**parameters)
        except ClientError as error:
            raise Refused(str(error)) from error
        del found["ResponseMetadata"]
        return printable(found)

    check(name, stage, unsupported, caller)


@pytest.mark.parametrize("name", IN_COMMAND)
def test_aws_cli(name, stage, unsupported, endpoint, monkeypatch, tmp_path, capsys):
    (tmp_path / "config").write_text("[default]\nparameter_validation = false\n")
    environment = {"AWS_CONFIG_FILE": tmp_path / "config", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
    for variable, value in environment.items():
        monkeypatch.setenv(variable, str(value))

    def caller(account):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
        return lambda **parameters: answer(options(parameters))

    def answer(arguments):
        # In this process, which takes a quarter of the time; test_aws_cli.py runs the command itself.
        head = ["--endpoint-url", endpoint, "--output", "json", "kinesis", xform_name(name, "-")]
        status = create_clidriver().main([*head, *arguments])
        shown = capsys.readouterr()
        if status != 0:
            raise Refused(shown.err)
        return json.loads(shown.out) if shown.out.strip() else {}

    check(name, stage, unsupported, caller)


def test_the_cli_has_all_operations_but_the_one_with_events():
    assert set(OPERATIONS) - set(IN_COMMAND) == {"SubscribeToShard"}


def options(parameters):
    """Parameters as one gives them to `aws`: a flag, a word, or JSON; in JSON where there are none, required or not."""
    if not parameters:
        return ["--cli-input-json", "{}"]
    words = []
    for name, value in parameters.items():
        words.append(f"--{xform_name(name, '-')}")
        if value is not True:
            words.append(json.dumps(value) if isinstance(value, (dict, list)) else str(value))
    return words


def printable(value):
    """The answer as the CLI prints it: bytes in base64."""
    if isinstance(value, dict):
        return {name: printable(member) for name, member in value.items()}
    if isinstance(value, list):
        return [printable(member) for member in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
