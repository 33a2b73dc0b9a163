"""Rows a second through Flink SQL at parallelism 1: `flink.py ROWS` prints a line of JSON for each query, warmed by a run before.

What a job needs to begin and to end, told by a run over a single row, is not counted.
"""

import json
import sys
import time

from pyflink.table import EnvironmentSettings, TableEnvironment

SOURCE = """
CREATE TABLE {name} (
  id BIGINT, ticker STRING, price DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts
) WITH ('connector' = 'filesystem', 'path' = '{path}', 'format' = 'json')
"""
# Each with the columns of what it gives. Flink has no window that opens with the first row of its key and is of a fixed length.
QUERIES = {
    "filter": ("id BIGINT, price DOUBLE", "SELECT id, price FROM {source} WHERE price > 50"),
    "tumbling": (
        "ticker STRING, n BIGINT, total DOUBLE",
        "SELECT ticker, COUNT(*), SUM(price) FROM TABLE(TUMBLE(TABLE {source}, DESCRIPTOR(ts), INTERVAL '10' SECOND))"
        " GROUP BY ticker, window_start, window_end",
    ),
    "sliding": (
        "ticker STRING, mean DOUBLE",
        "SELECT ticker, AVG(price) OVER (PARTITION BY ticker ORDER BY ts RANGE BETWEEN INTERVAL '10' SECOND PRECEDING"
        " AND CURRENT ROW) FROM {source}",
    ),
}


def seconds(tables, sink, query):
    """How long a query takes from the start of its job to the end."""
    start = time.perf_counter()
    tables.execute_sql(f"INSERT INTO {sink} {query}").wait()
    return time.perf_counter() - start


def main(path):
    with open(path, "rb") as rows, open(f"{path}.one", "wb") as one:
        one.write(rows.readline())
        count = 1 + sum(1 for _ in rows)
    tables = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
    tables.get_config().set("parallelism.default", "1")
    tables.execute_sql(SOURCE.format(name="source", path=path))
    tables.execute_sql(SOURCE.format(name="single_row", path=f"{path}.one"))
    for name, (columns, query) in QUERIES.items():
        tables.execute_sql(f"CREATE TABLE {name}_sink ({columns}) WITH ('connector' = 'blackhole')")
        seconds(tables, f"{name}_sink", query.format(source="source"))
        idle = seconds(tables, f"{name}_sink", query.format(source="single_row"))
        taken = seconds(tables, f"{name}_sink", query.format(source="source")) - idle
        print(json.dumps({"name": name, "records": count, "seconds": taken}), flush=True)


main(*sys.argv[1:])
