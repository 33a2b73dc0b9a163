"""Our ORC files read through their index: by the statistics of strides, and by the filters over them."""

import datetime
import io

import pyorc
import pytest
from pyorc.predicates import PredicateColumn as Column

ROWS = 20_000
STRIDE = 1_000

COLUMNS = [
    ("number", "bigint"),
    ("name", "string"),
    ("flag", "boolean"),
    ("price", "double"),
    ("day", "date"),
    ("tags", "array<struct<on:boolean,words:array<string>>>"),
    ("codes", "map<string,int>"),
]


def row(number):
    """A row by its number, so that each that is read can be told to be whole."""
    return {
        "number": number,
        "name": None if number % 3 == 0 else f"name {number * 7919 % ROWS}",
        "flag": number % 5 < 2,
        "price": number / 4,
        "day": f"20{number % 30:02}-0{number % 9 + 1}-1{number % 10}",
        "tags": [{"on": number % 2 == 0, "words": [f"w{number}"] * (number % 3)}] * (number % 4),
        "codes": {"a": number, "b": None},
    }


OPTIONS = [
    {"Compression": compression, "FormatVersion": version, "DictionaryKeyThreshold": threshold}
    for compression in ("NONE", "ZLIB", "SNAPPY")
    for version in ("V0_11", "V0_12")
    for threshold in (0.0, 1.0)
]


@pytest.fixture(params=OPTIONS, ids=lambda options: "-".join(str(value) for value in options.values()))
def file(request, convert):
    filters = {"BloomFilterColumns": ["name", "number", "day"], "RowIndexStride": STRIDE, "StripeSizeBytes": 8 << 20}
    out, failed = convert(COLUMNS, [row(number) for number in range(ROWS)], {"OrcSerDe": {**request.param, **filters}})
    assert failed == []
    return out.read_bytes()


def read(file, predicate=None):
    """The numbers of the rows that are read; each is compared with what was written."""
    reader = pyorc.Reader(io.BytesIO(file), struct_repr=pyorc.StructRepr.DICT, predicate=predicate)
    numbers = []
    for found in reader:
        expected = row(found["number"])
        expected["day"] = datetime.date.fromisoformat(expected["day"])
        assert found == expected
        numbers.append(found["number"])
    return numbers


def test_all_rows_are_read(file):
    assert read(file) == list(range(ROWS))


def test_strides_are_left_out_by_their_statistics_and_the_rest_is_whole(file):
    number = Column(pyorc.TypeKind.LONG, "number")
    numbers = read(file, (number >= 11_234) & (number < 12_345))
    assert numbers == list(range(11_000, 13_000))


def test_strides_are_left_out_by_their_filters(file):
    for number in (1, 7_777, 19_999):
        name = Column(pyorc.TypeKind.STRING, "name")
        numbers = read(file, name == row(number)["name"])
        assert number in numbers
        # One stride, and now and then another about which a filter is wrong.
        assert len(numbers) <= 6 * STRIDE
