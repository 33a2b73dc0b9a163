"""What the crate compresses, opened by other programs."""

import gzip
import shutil
import struct
import subprocess
import zipfile

import pytest
import snappy
from conftest import run

BODIES = {"empty": b"", "short": b"abc" * 3, "long": bytes(range(256)) * 3000 + b"kinetoscope" * 50_000}


@pytest.fixture(params=BODIES, ids=str)
def body(request):
    return BODIES[request.param]


@pytest.fixture
def packed(tmp_path, body):
    (tmp_path / "in").write_bytes(body)

    def pack(kind, ending):
        run("compress", kind, tmp_path / "in", tmp_path / f"out{ending}")
        return tmp_path / f"out{ending}"

    return pack


def test_gzip(packed, body):
    path = packed("gzip", ".gz")
    assert gzip.decompress(path.read_bytes()) == body
    if shutil.which("gzip"):
        subprocess.run(["gzip", "-t", path], check=True)


def test_zip(packed, body):
    path = packed("zip", ".zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        (entry,) = archive.infolist()
        assert archive.read(entry) == body
        assert (entry.filename, entry.date_time) == ("object", (1980, 1, 1, 0, 0, 0))
        assert entry.compress_type == zipfile.ZIP_DEFLATED
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tq", path], check=True)


def test_xerial_snappy(packed, body):
    data = packed("snappy", ".snappy").read_bytes()
    assert data[:16] == b"\x82SNAPPY\0" + struct.pack(">II", 1, 1)
    blocks, at = [], 16
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        blocks.append(snappy.uncompress(data[at + 4 : at + 4 + length]))
        at += 4 + length
    assert b"".join(blocks) == body
    assert all(len(block) == 32 * 1024 for block in blocks[:-1])


def test_hadoop_snappy(packed, body):
    data = packed("hadoop", ".hsnappy").read_bytes()
    blocks, at = [], 0
    while at < len(data):
        plain_length, length = struct.unpack_from(">II", data, at)
        blocks.append(snappy.uncompress(data[at + 8 : at + 8 + length]))
        assert len(blocks[-1]) == plain_length
        at += 8 + length
    assert b"".join(blocks) == body
