"""JSON to Parquet by DuckDB, on one thread: `duckdb_copy.py ROWS COLUMNS OUT` prints the seconds of the COPY alone."""

import json
import re
import sys
import time

import duckdb

TYPES = {"string": "VARCHAR", "bigint": "BIGINT", "int": "INTEGER", "double": "DOUBLE", "boolean": "BOOLEAN", "timestamp": "TIMESTAMP"}


def type_of(text):
    """A type of Hive's as DuckDB writes it."""
    if text in TYPES:
        return TYPES[text]
    kind, inner = re.fullmatch(r"(array|struct)<(.*)>", text).groups()
    if kind == "array":
        return f"{type_of(inner)}[]"
    members = (member.split(":") for member in inner.split(","))
    return f"STRUCT({', '.join(f'{name} {type_of(kind)}' for name, kind in members)})"


def main(rows, columns, out):
    types = ", ".join(f"{column['name']}: '{type_of(column['type'])}'" for column in json.loads(columns))
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    source = f"read_json('{rows}', format = 'newline_delimited', columns = {{{types}}})"
    start = time.perf_counter()
    connection.execute(f"COPY (FROM {source}) TO '{out}' (FORMAT parquet)")
    seconds = time.perf_counter() - start
    (count,) = connection.execute(f"SELECT count(*) FROM '{out}'").fetchone()
    print(json.dumps({"records": count, "seconds": seconds}))


main(*sys.argv[1:])
