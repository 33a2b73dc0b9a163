"""What the crate shows of files that Arrow writes: rows as Arrow itself has them."""

import gzip
import json
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet
import pytest
from conftest import run
from rows import COLUMNS, Maker


def shown(path):
    return json.loads(run("preview", path), parse_float=Decimal)


def as_json(value):
    """A value as a preview writes it."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds").rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {str(key): as_json(inner) for key, inner in value}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    return value


def table(seed, nulls, count):
    _, expected = Maker(seed, nulls).rows(count)
    schema = pa.schema([(name, kind) for name, _, kind in COLUMNS])
    return pa.Table.from_pylist(expected, schema=schema), expected


def check(path, expected):
    preview = shown(path)
    assert preview["trouble"] is None
    assert preview["row_count"] == len(expected)
    rows = [json.loads(row, parse_float=Decimal) for row in preview["rows"]]
    assert len(rows) == len(expected)
    for number, (row, wanted) in enumerate(zip(rows, expected)):
        for name, *_ in COLUMNS:
            got, want = row[name], as_json(wanted[name])
            assert compact(got) == compact(want), (number, name)
    return preview


def compact(value):
    """Without what JSON does not tell apart: 1 and 1.0, an empty map within a map and an empty list."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value).normalize()
    if isinstance(value, dict):
        return {key: compact(inner) for key, inner in value.items()} or []
    if isinstance(value, list):
        return [compact(inner) for inner in value]
    return value


@pytest.mark.parametrize("compression", ["NONE", "SNAPPY", "GZIP"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("encoding", ["dictionary", "plain", "delta"])
def test_parquet_of_arrow(tmp_path, compression, version, encoding):
    rows, expected = table(11, nulls=0.3, count=3000)
    # `1.0` of the format has no nanoseconds.
    rows = rows.set_column(14, "c_timestamp", rows.column("c_timestamp").cast(pa.timestamp("us")))
    options = {"use_dictionary": encoding == "dictionary"}
    if encoding == "delta":
        options["column_encoding"] = {
            "c_int": "DELTA_BINARY_PACKED", "c_bigint": "DELTA_BINARY_PACKED", "c_string": "DELTA_BYTE_ARRAY",
            "c_binary": "DELTA_LENGTH_BYTE_ARRAY", "c_date": "DELTA_BINARY_PACKED",
        }
    path = tmp_path / "arrow.parquet"
    pa.parquet.write_table(
        rows, path, compression=compression, data_page_version=version, row_group_size=1100, data_page_size=2000, **options
    )
    preview = check(path, expected)
    assert preview["format"] == "Parquet"
    assert [group["rows"] for group in preview["groups"]] == [1100, 1100, 800]
    types = {column["name"]: column["data_type"] for column in preview["columns"]}
    for name, text, _ in COLUMNS:
        assert types[name] == text.replace("char(6)", "string").replace("varstring", "string")


@pytest.mark.parametrize("compression", ["uncompressed", "snappy", "zlib"])
@pytest.mark.parametrize("threshold", [0, 1.0], ids=["direct", "dictionary"])
def test_orc_of_arrow(tmp_path, compression, threshold):
    rows, expected = table(12, nulls=0.3, count=3000)
    path = tmp_path / "arrow.orc"
    pa.orc.write_table(rows, path, compression=compression, dictionary_key_size_threshold=threshold, stripe_size=100_000)
    assert check(path, expected)["format"] == "ORC"


def test_patched_numbers_of_arrow(tmp_path):
    """A few large numbers among small ones are patched in, which our own writer never does."""
    numbers = [10 + index % 7 + (10**12 if index % 97 == 0 else 0) for index in range(5000)]
    path = tmp_path / "patched.orc"
    pa.orc.write_table(pa.table({"n": pa.array(numbers, pa.int64())}), path, compression="uncompressed")
    assert [json.loads(row)["n"] for row in shown(path)["rows"]] == numbers


def test_lists_of_parquet_without_a_group_around_their_elements(tmp_path):
    path = tmp_path / "bare.parquet"
    rows = pa.table({"n": pa.array([[1, 2], [], None, [3]], pa.list_(pa.int32()))})
    pa.parquet.write_table(rows, path, use_compliant_nested_type=False)
    assert [json.loads(row) for row in shown(path)["rows"]] == [{"n": [1, 2]}, {"n": []}, {"n": None}, {"n": [3]}]


def test_compression_that_is_not_read_is_said(tmp_path):
    path = tmp_path / "zstd.parquet"
    pa.parquet.write_table(pa.table({"n": [1]}), path, compression="ZSTD")
    preview = shown(path)
    assert (preview["compression"], preview["rows"], preview["trouble"]) == ("ZSTD", [], "Not shown: its compression.")


def test_gzip_of_python(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"text\n"))
    preview = shown(tmp_path / "a.gz")
    assert (preview["packing"], bytes(preview["head"]), preview["is_text"]) == ("Gzip", b"text\n", True)
