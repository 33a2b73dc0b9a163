"""Rows of every type of the catalog, as JSON and as readers must give them back."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa

# Name, type of the catalog, type of Arrow for Parquet; where ORC gives another, that one is fourth.
COLUMNS = [
    ("c_boolean", "boolean", pa.bool_()),
    ("c_tinyint", "tinyint", pa.int8()),
    ("c_smallint", "smallint", pa.int16()),
    ("c_int", "int", pa.int32()),
    ("c_bigint", "bigint", pa.int64()),
    ("c_float", "float", pa.float32()),
    ("c_double", "double", pa.float64()),
    ("c_decimal", "decimal(10,2)", pa.decimal128(10, 2)),
    ("c_large_decimal", "decimal(38,18)", pa.decimal128(38, 18)),
    ("c_small_decimal", "decimal(4,0)", pa.decimal128(4, 0)),
    ("c_string", "string", pa.string()),
    ("c_char", "char(6)", pa.string()),
    ("c_varchar", "varchar(6)", pa.string()),
    ("c_date", "date", pa.date32()),
    ("c_timestamp", "timestamp", pa.timestamp("ns")),
    ("c_binary", "binary", pa.binary()),
    ("c_array", "array<int>", pa.list_(pa.int32())),
    ("c_arrays", "array<array<string>>", pa.list_(pa.list_(pa.string()))),
    ("c_map", "map<string,double>", pa.map_(pa.string(), pa.float64())),
    ("c_maps", "map<int,map<string,array<bigint>>>", pa.map_(pa.int32(), pa.map_(pa.string(), pa.list_(pa.int64())))),
    (
        "c_struct",
        "struct<a:int,b:struct<c:string,d:array<struct<e:date,f:decimal(5,1)>>>>",
        pa.struct(
            [
                ("a", pa.int32()),
                (
                    "b",
                    pa.struct(
                        [("c", pa.string()), ("d", pa.list_(pa.struct([("e", pa.date32()), ("f", pa.decimal128(5, 1))])))]
                    ),
                ),
            ]
        ),
    ),
]


class Maker:
    """Draws values: for each type, what is written as JSON and what must be read."""

    def __init__(self, seed, nulls):
        self.random = random.Random(seed)
        self.nulls = nulls

    def rows(self, count):
        """Rows as JSON and as expected. Now and then neighbours are equal, or steps are, so that runs begin and end."""
        records, expected = [], []
        for _ in range(count):
            if records and self.random.random() < 0.2:
                repeat = self.random.randrange(1, 40)
                records.extend([records[-1]] * repeat)
                expected.extend([expected[-1]] * repeat)
                continue
            pairs = {name: self.value(text) for name, text, *_ in COLUMNS}
            records.append({name: pair[0] for name, pair in pairs.items() if pair[0] is not None or self.random.random() < 0.5})
            expected.append({name: pair[1] for name, pair in pairs.items()})
        return records[:count], expected[:count]

    def value(self, text):
        if self.random.random() < self.nulls:
            return None, None
        return self.present(text)

    def present(self, text):
        if "<" in text:
            return self.nested(text)
        name, _, rest = text.partition("(")
        return getattr(self, name)(*[int(number) for number in rest.rstrip(")").split(",") if number])

    def nested(self, text):
        inner = text[text.index("<") + 1 : -1]
        count = self.random.choice([0, 1, 1, 2, 3, 9])
        if text.startswith("array"):
            pairs = [self.value(inner) for _ in range(count)]
            return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        parts = split(inner)
        if text.startswith("map"):
            keys = {str(self.present(parts[0])[1]): None for _ in range(count)}
            pairs = {key: self.value(parts[1]) for key in keys}
            kind = int if parts[0] == "int" else str
            return {key: pair[0] for key, pair in pairs.items()}, [(kind(key), pair[1]) for key, pair in pairs.items()]
        fields = [part.split(":", 1) for part in parts]
        pairs = {name: self.value(kind) for name, kind in fields}
        return {name: pair[0] for name, pair in pairs.items()}, {name: pair[1] for name, pair in pairs.items()}

    def whole(self, bits):
        limit = 2 ** (bits - 1)
        value = self.random.choice([-limit, limit - 1, 0, 1, -1, self.random.randrange(-100, 100), self.random.randrange(-limit, limit)])
        return value, value

    def boolean(self):
        value = self.random.random() < 0.5
        return value, value

    def tinyint(self):
        return self.whole(8)

    def smallint(self):
        return self.whole(16)

    def int(self):
        return self.whole(32)

    def bigint(self):
        return self.whole(64)

    def float(self):
        value = self.random.randrange(-(2**12), 2**12) / 8
        return value, value

    def double(self):
        value = self.random.choice([0.0, 1e300, -1e-300, self.random.random()])
        return value, value

    def decimal(self, precision, scale):
        digits = self.random.randrange(1, precision + 1)
        number = self.random.randrange(10**digits) * self.random.choice([1, -1])
        value = Decimal(number).scaleb(-scale)
        return str(value), value

    def string(self):
        text = self.random.choice(["", "a", "höher", "日本語", "\"quoted\" \\ \n", "x" * self.random.randrange(300), "common", "common"])
        return text, text

    def char(self, length):
        text = self.random.choice(["ab", "abcdef", "abcdefgh", "äöüßäöü"])
        return text, text[:length]

    varchar = char

    def date(self):
        value = date(1970, 1, 1) + timedelta(days=self.random.randrange(-30000, 30000))
        return value.isoformat(), value

    def timestamp(self):
        # After 1970: ORC cannot tell fractions of a second from each other around it. Nanoseconds have a test of their own.
        value = datetime(1970, 1, 1) + timedelta(
            seconds=self.random.randrange(0, 4_000_000_000), microseconds=self.random.choice([0, 0, 500_000, 123_000, 999_999, 1])
        )
        return value.isoformat(sep="T", timespec="microseconds") + "Z", value

    def binary(self):
        text = self.random.choice(["", "bytes", "größe"])
        return text, text.encode()


def split(text):
    """The parts of a nested type, at the commas between them."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "<(") - (sign in ">)")
        if sign == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
