"""Files with columns, read back by Arrow and DuckDB: the same types and the same rows."""

from datetime import datetime
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.orc
import pyarrow.parquet
import pytest
from rows import COLUMNS, Maker

CATALOG = [(name, text) for name, text, *_ in COLUMNS]

PARQUET = [
    {"ParquetSerDe": {"Compression": compression, "WriterVersion": version, "EnableDictionaryCompression": dictionary}}
    for compression in ("UNCOMPRESSED", "GZIP", "SNAPPY")
    for version in ("V1", "V2")
    for dictionary in (False, True)
]
ORC = [
    {"OrcSerDe": {"Compression": compression, "FormatVersion": version, "DictionaryKeyThreshold": threshold, "RowIndexStride": 1000}}
    for compression in ("NONE", "ZLIB", "SNAPPY")
    for version in ("V0_11", "V0_12")
    for threshold in (0, 1)
]


def label(serializer):
    return "-".join(str(value) for options in serializer.values() for value in options.values())


def read(path):
    """The file as a table, without what only Parquet's own names of lists differ in."""
    if path.suffix == ".orc":
        return pa.orc.ORCFile(path).read()
    return pa.parquet.read_table(path)


def plain(kind):
    """A type without the names of its parts that each format chooses."""
    if pa.types.is_list(kind):
        return ("list", plain(kind.value_type))
    if pa.types.is_map(kind):
        return ("map", plain(kind.key_type), plain(kind.item_type))
    if pa.types.is_struct(kind):
        return ("struct", *[(field.name, plain(field.type)) for field in kind])
    return str(kind)


def stripped(rows):
    """ORC fills up `char` with blanks."""
    for row in rows:
        if row["c_char"] is not None:
            assert len(row["c_char"]) == 6
            row["c_char"] = row["c_char"].rstrip()
    return rows


def check(path, expected):
    table = read(path)
    assert [(field.name, plain(field.type)) for field in table.schema] == [(name, plain(kind)) for name, _, kind in COLUMNS]
    rows = table.to_pylist()
    if path.suffix == ".orc":
        stripped(rows)
    assert len(rows) == len(expected)
    for number, (row, wanted) in enumerate(zip(rows, expected)):
        assert row == wanted, number


@pytest.mark.parametrize("serializer", PARQUET + ORC, ids=label)
def test_every_type_with_every_option(convert, serializer):
    records, expected = Maker(1, nulls=0.3).rows(2500)
    path, failed = convert(CATALOG, records, serializer)
    assert failed == []
    check(path, expected)


@pytest.mark.parametrize("serializer", [PARQUET[-1], ORC[-1]], ids=label)
@pytest.mark.parametrize("nulls", [0, 1], ids=["no nulls", "all null"])
def test_columns_without_and_of_nulls(convert, serializer, nulls):
    records, expected = Maker(2, nulls).rows(1500)
    path, failed = convert(CATALOG, records, serializer)
    assert failed == []
    check(path, expected)


@pytest.mark.parametrize("serializer", PARQUET[:1] + ORC[:1] + ORC[-1:], ids=label)
@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(convert, serializer, count):
    records, expected = Maker(3, nulls=0.3).rows(count)
    path, _ = convert(CATALOG, records, serializer)
    check(path, expected)


@pytest.mark.parametrize(
    "serializer",
    [{"ParquetSerDe": {"BlockSizeBytes": 1 << 20, "PageSizeBytes": 65536}}, {"OrcSerDe": {"StripeSizeBytes": 1 << 20}}],
    ids=["Parquet", "ORC"],
)
def test_large_files_have_several_groups(convert, serializer):
    records, expected = Maker(4, nulls=0.1).rows(20_000)
    path, failed = convert(CATALOG, records, serializer)
    assert failed == []
    groups = pa.orc.ORCFile(path).nstripes if path.suffix == ".orc" else pa.parquet.ParquetFile(path).num_row_groups
    assert groups > 2
    check(path, expected)


@pytest.mark.parametrize("serializer", PARQUET, ids=label)
def test_duckdb_reads_parquet(convert, serializer):
    records, expected = Maker(5, nulls=0.3).rows(1200)
    path, _ = convert(CATALOG, records, serializer)
    rows = duckdb.sql(f"from read_parquet('{path}')")
    described = {name: str(kind) for name, kind in zip(rows.columns, rows.types)}
    wanted = {"c_tinyint": "TINYINT", "c_decimal": "DECIMAL(10,2)", "c_char": "VARCHAR", "c_date": "DATE", "c_binary": "BLOB",
              "c_array": "INTEGER[]", "c_map": "MAP(VARCHAR, DOUBLE)"}
    assert wanted.items() <= described.items()
    assert described["c_timestamp"].startswith("TIMESTAMP")
    plain_columns = [name for name, text, _ in COLUMNS if "<" not in text]
    got = rows.select(*plain_columns).fetchall()
    assert got == [tuple(row[name] for name in plain_columns) for row in expected]


def test_orc_stripes_are_left_out_by_their_statistics(convert):
    options = {"OrcSerDe": {"RowIndexStride": 1000, "StripeSizeBytes": 1 << 20, "BloomFilterColumns": ["number", "name"]}}
    columns = [("number", "bigint"), ("name", "string"), ("tags", "array<struct<on:boolean,at:timestamp>>")]
    records = [
        {"number": number, "name": f"n{number}" if number % 3 else None,
         "tags": [{"on": number % 2 == 0, "at": 1_600_000_000 + number}] * (number % 4)}
        for number in range(50_000)
    ]
    path, failed = convert(columns, records, options)
    assert failed == []
    assert pa.orc.ORCFile(path).nstripes > 1
    wanted = (pc.field("number") >= 41234) & (pc.field("number") < 41240)
    rows = ds.dataset(path, format="orc").to_table(filter=wanted).to_pylist()
    assert [row["number"] for row in rows] == list(range(41234, 41240))
    assert [row["name"] for row in rows] == [records[number]["name"] for number in range(41234, 41240)]
    assert [len(row["tags"]) for row in rows] == [number % 4 for number in range(41234, 41240)]


@pytest.mark.parametrize("serializer", [{"ParquetSerDe": {}}, {"OrcSerDe": {}}, {"OrcSerDe": {"FormatVersion": "V0_11"}}], ids=label)
def test_moments_to_the_nanosecond_and_before_1970(convert, serializer):
    texts = ["1969-12-30T00:00:00Z", "1901-02-03T04:05:06.5Z", "2026-01-02T03:04:05.123456789Z", "2026-01-02 03:04:05.1", 1772368245,
             1772368245123, 1772368245.25, "1772368245", "2014-12-31T23:59:59.999999999Z", "2015-01-01T00:00:00Z"]
    path, failed = convert([("at", "timestamp")], [{"at": text} for text in texts], serializer)
    assert failed == []
    got = [str(value) for value in read(path).column("at").cast(pa.timestamp("ns")).cast(pa.string()).to_pylist()]
    assert got == [
        "1969-12-30 00:00:00.000000000", "1901-02-03 04:05:06.500000000", "2026-01-02 03:04:05.123456789",
        "2026-01-02 03:04:05.100000000", "2026-03-01 12:30:45.000000000", "2026-03-01 12:30:45.123000000",
        "2026-03-01 12:30:45.250000000", "2026-03-01 12:30:45.000000000", "2014-12-31 23:59:59.999999999",
        "2015-01-01 00:00:00.000000000",
    ]


@pytest.mark.parametrize("version", ["V0_11", "V0_12"])
def test_runs_of_whole_numbers(convert, version):
    """Each way in which numbers lie in runs, and the borders between them."""
    series = []
    for length in [1, 2, 3, 4, 5, 9, 10, 11, 15, 16, 17, 127, 128, 129, 130, 131, 511, 512, 513, 1100]:
        for step in [0, 1, -1, 127, 128, -129, 2**40, -(2**62)]:
            start = 7 if abs(step) < 2**41 else 2**62
            series += [max(-(2**63), min(2**63 - 1, start + step * i)) for i in range(length)]
            series += [5, -9, 2**33]
    series += [2**63 - 1, -(2**63)] * 9
    path, failed = convert([("n", "bigint")], [{"n": n} for n in series], {"OrcSerDe": {"FormatVersion": version, "RowIndexStride": 1000}})
    assert failed == []
    assert read(path).column("n").to_pylist() == series


def test_parquet_has_the_options_that_were_asked_for(convert):
    records, _ = Maker(6, nulls=0.1).rows(3000)
    for serializer in PARQUET:
        path, _ = convert(CATALOG, records, serializer)
        file = pa.parquet.ParquetFile(path)
        options = serializer["ParquetSerDe"]
        column = file.metadata.row_group(0).column(CATALOG.index(("c_string", "string")))
        assert column.compression == options["Compression"]
        assert column.has_dictionary_page == options["EnableDictionaryCompression"]
        assert column.statistics is not None and column.statistics.null_count > 0
        delta = any(name.startswith("DELTA") for name in column.encodings)
        assert delta == (options["WriterVersion"] == "V2" and not options["EnableDictionaryCompression"])


def test_orc_has_the_options_that_were_asked_for(convert):
    records, _ = Maker(7, nulls=0.1).rows(3000)
    for serializer in ORC:
        path, _ = convert(CATALOG, records, serializer)
        file = pa.orc.ORCFile(path)
        options = serializer["OrcSerDe"]
        assert file.compression == {"NONE": "UNCOMPRESSED"}.get(options["Compression"], options["Compression"])
        assert file.file_version == options["FormatVersion"].replace("V0_", "0.")
        assert file.row_index_stride == options["RowIndexStride"]
        assert file.nrows == 3000


def test_what_openx_takes_for_text_and_numbers(convert):
    columns = [("id", "int"), ("text", "string"), ("d", "decimal(5,2)"), ("list", "array<int>"), ("my_key", "int"), ("other", "int")]
    deserializer = {"OpenXJsonSerDe": {"ConvertDotsInJsonKeysToUnderscores": True, "ColumnToJsonKeyMappings": {"other": "Else"}}}
    records = [
        {"ID": "0x2A", "Text": {"a": [1, 2.50, "x y"]}, "d": 1.005, "list": 7, "my.key": 1, "ELSE": 2},
        {"id": 1, "id2": 5, "text": 1.50, "d": "123456", "list": "", "other": 3},
        '{"id": 1, "id": 2, "text": true, "unknown": {"deep": [1]}}',
    ]
    path, failed = convert(columns, records, {"ParquetSerDe": {}}, deserializer)
    assert failed == []
    assert read(path).to_pylist() == [
        {"id": 42, "text": '{"a":[1,2.5,"x y"]}', "d": Decimal("1.01"), "list": [7], "my_key": 1, "other": 2},
        {"id": 1, "text": "1.5", "d": None, "list": None, "my_key": None, "other": None},
        {"id": 2, "text": "true", "d": None, "list": None, "my_key": None, "other": None},
    ]
    sensitive = {"OpenXJsonSerDe": {"CaseInsensitive": False}}
    path, _ = convert([("id", "int")], [{"ID": 1}, {"id": 2}], {"OrcSerDe": {}}, sensitive)
    assert read(path).to_pylist() == [{"id": None}, {"id": 2}]


def test_hives_forms_of_time(convert):
    deserializer = {"HiveJsonSerDe": {"TimestampFormats": ["yyyy-MM-dd'T'HH:mm:ss.SSSZ", "dd/MMM/yyyy h:mm a", "millis"]}}
    records = [{"at": "2026-03-01T13:30:45.5+01:00"}, {"at": "01/Mar/2026 12:30 PM"}, {"at": 1772368245000}]
    path, failed = convert([("at", "timestamp")], records, {"ParquetSerDe": {}}, deserializer)
    assert failed == []
    assert read(path).column("at").to_pylist() == [
        datetime(2026, 3, 1, 12, 30, 45, 500_000), datetime(2026, 3, 1, 12, 30), datetime(2026, 3, 1, 12, 30, 45)
    ]


def test_what_fails_leaves_no_row(convert):
    records = ['{"n":1}{"n":"x"}', '{"n":2}{"n":3}', "nonsense", '{"n":4}']
    path, failed = convert([("n", "int")], records, {"OrcSerDe": {}})
    assert [line["record"] for line in failed] == [0, 2]
    assert failed[0]["message"] == 'Data does not match the schema. For input string: "x"'
    assert failed[1]["code"] == "DataFormatConversion.ParseError"
    assert read(path).column("n").to_pylist() == [2, 3, 4]
