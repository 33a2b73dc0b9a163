"""The crate `formats` as a command, and what other readers make of its files."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def command():
    """The example: what KINETOSCOPE_FORMATS_BIN says, or the newest usual build."""
    given = os.environ.get("KINETOSCOPE_FORMATS_BIN")
    if given:
        return given
    built = [ROOT / "target" / profile / "examples" / "formats" for profile in ("release", "debug")]
    found = next((path for path in built if path.exists()), None)
    if found is None:
        pytest.exit("build the example first: cargo build -p kinetoscope-formats --example formats", returncode=1)
    return str(found)


def run(*arguments):
    """Runs the command; what it printed."""
    done = subprocess.run([command(), *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def convert(tmp_path):
    """Converts records by columns and options; the file and what failed."""

    def go(columns, records, serializer, deserializer=None):
        settings = {
            "Columns": [{"Name": name, "Type": text} for name, text in columns],
            "InputFormatConfiguration": {"Deserializer": deserializer or {"OpenXJsonSerDe": {}}},
            "OutputFormatConfiguration": {"Serializer": serializer},
        }
        (tmp_path / "settings.json").write_text(json.dumps(settings))
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        (tmp_path / "records").write_text("".join(line + "\n" for line in lines))
        out = tmp_path / ("out.orc" if "OrcSerDe" in serializer else "out.parquet")
        printed = run("convert", tmp_path / "settings.json", tmp_path / "records", out)
        return out, [json.loads(line) for line in printed.splitlines()]

    return go
