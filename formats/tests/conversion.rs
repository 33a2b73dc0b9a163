//! What becomes of records: rows or failures. The files themselves are read by others in `tests/formats`.
#![cfg(feature = "columns")]

use kinetoscope_formats::conversion::{
    Converted, Converter, InputFormatConfiguration, OutputFormatConfiguration,
};
use kinetoscope_formats::table::Column;
use proptest::prelude::*;
use serde_json::{Value, json};

fn converter(columns: &[(&str, &str)], deserializer: Value, serializer: Value) -> Converter {
    let column =
        |(name, text): &(&str, &str)| Column { name: (*name).to_owned(), data_type: text.parse().unwrap() };
    let input: InputFormatConfiguration =
        serde_json::from_value(json!({"Deserializer": deserializer})).unwrap();
    let output: OutputFormatConfiguration =
        serde_json::from_value(json!({"Serializer": serializer})).unwrap();
    Converter::new(columns.iter().map(column).collect(), &input, &output).unwrap()
}

fn openx() -> Value {
    json!({"OpenXJsonSerDe": {}})
}

fn hive() -> Value {
    json!({"HiveJsonSerDe": {}})
}

/// One value in a column of a type: `ok`, or what is said.
fn outcome(data_type: &str, deserializer: Value, value: &str) -> String {
    let converter = converter(&[("c", data_type)], deserializer, json!({"ParquetSerDe": {}}));
    let record = format!("{{\"c\":{value}}}");
    let Converted { rows, failed, .. } = converter.convert(&[record.as_bytes()]);
    match failed.first() {
        None => {
            assert_eq!(rows, 1);
            "ok".to_owned()
        }
        Some(failed) => {
            assert_eq!(rows, 0);
            let kind = failed.code.strip_prefix("DataFormatConversion.").unwrap();
            format!("{kind}: {}", failed.message.replace("Data does not match the schema. ", ""))
        }
    }
}

#[test]
fn values_fit_or_do_not() {
    let table = [
        ("int", openx(), "42", "ok"),
        ("int", openx(), "\"42\"", "ok"),
        ("int", openx(), "\"0x2a\"", "ok"),
        ("int", openx(), "\"abc\"", "MalformedData: For input string: \"abc\""),
        ("int", openx(), "\"\"", "MalformedData: For input string: \"\""),
        ("int", openx(), "3000000000", "MalformedData: For input string: \"3000000000\""),
        ("int", openx(), "1.5", "MalformedData: For input string: \"1.5\""),
        ("int", openx(), "true", "MalformedData: java.lang.Boolean cannot be cast to java.lang.Long"),
        ("int", openx(), "null", "ok"),
        ("tinyint", openx(), "128", "MalformedData: For input string: \"128\""),
        (
            "int",
            hive(),
            "\"42\"",
            "MalformedData: Current token (VALUE_STRING) not numeric, can not use numeric value accessors",
        ),
        ("int", hive(), "1.5", "ok"),
        ("double", openx(), "\"1e3\"", "ok"),
        ("double", openx(), "\"inf\"", "MalformedData: For input string: \"inf\""),
        ("boolean", openx(), "\"TRUE\"", "ok"),
        ("boolean", hive(), "\"true\"", "MalformedData: Current token (VALUE_STRING) not of boolean type"),
        ("boolean", hive(), "true", "ok"),
        ("string", openx(), "{\"a\": [1, 2]}", "ok"),
        ("string", hive(), "{\"a\": 1}", "MalformedData: Field value expected, but a nested value found"),
        ("string", hive(), "1.50", "ok"),
        ("date", openx(), "\"2026-2-3\"", "ok"),
        ("date", openx(), "\"2026-02-30\"", "MalformedData: Date format must be yyyy-mm-dd"),
        ("timestamp", openx(), "\"2026-02-03T04:05:06Z\"", "ok"),
        ("timestamp", openx(), "\"2026-02-03T04:05:06.123456789Z\"", "ok"),
        ("timestamp", openx(), "\"2026-2-3 04:05:06.5\"", "ok"),
        ("timestamp", openx(), "1565382027", "ok"),
        ("timestamp", openx(), "\"1565382027123\"", "ok"),
        ("timestamp", openx(), "1565382027.5", "ok"),
        (
            "timestamp",
            openx(),
            "\"2026-02-03T04:05:06+00:00\"",
            "MalformedData: Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]",
        ),
        ("timestamp", hive(), "\"2026-02-03 04:05:06\"", "ok"),
        (
            "timestamp",
            hive(),
            "\"2026-02-03T04:05:06Z\"",
            "MalformedData: Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]",
        ),
        (
            "timestamp",
            json!({"HiveJsonSerDe": {"TimestampFormats": ["yyyy-MM-dd'T'HH:mm:ssZ", "millis"]}}),
            "\"2026-02-03T04:05:06+01:00\"",
            "ok",
        ),
        (
            "timestamp",
            json!({"HiveJsonSerDe": {"TimestampFormats": ["yyyy-MM-dd'T'HH:mm:ssZ", "millis"]}}),
            "1565382027123",
            "ok",
        ),
        ("decimal(5,2)", openx(), "\"abc\"", "MalformedData: For input string: \"abc\""),
        ("decimal(5,2)", openx(), "123456", "ok"),
        ("array<int>", openx(), "7", "ok"),
        ("array<int>", openx(), "\"\"", "ok"),
        ("array<int>", hive(), "7", "MalformedData: Start of Array expected"),
        ("struct<a:int>", openx(), "[]", "ok"),
        (
            "struct<a:int>",
            openx(),
            "42",
            "MalformedData: Data is not JSONObject  but java.lang.Long with value 42",
        ),
        (
            "struct<a:int>",
            openx(),
            "\"x\"",
            "MalformedData: Data is not JSONObject  but java.lang.String with value x",
        ),
        ("struct<a:int>", hive(), "[]", "MalformedData: Start of Object expected"),
        ("map<int,string>", openx(), "{\"1\":\"a\",\"2\":null}", "ok"),
        ("map<int,string>", hive(), "{\"1\":\"a\"}", "ok"),
        ("map<int,string>", openx(), "{\"x\":\"a\"}", "MalformedData: For input string: \"x\""),
        ("int", openx(), "[1", "ParseError: Encountered malformed JSON. Unexpected byte at position 7."),
    ];
    for (data_type, deserializer, value, expected) in table {
        assert_eq!(
            outcome(data_type, deserializer.clone(), value),
            expected,
            "{data_type} {deserializer} {value}"
        );
    }
}

#[test]
fn a_record_of_which_one_object_fails_leaves_no_row() {
    for serializer in [json!({"ParquetSerDe": {}}), json!({"OrcSerDe": {}})] {
        let columns = [("a", "int"), ("b", "array<struct<c:string,d:map<string,int>>>")];
        let converter = converter(&columns, openx(), serializer);
        let good: &[u8] = br#"{"a":1,"b":[{"c":"x","d":{"k":1}}]}{"a":2} {"a":3,"b":[]}"#;
        let bad: [&[u8]; 7] = [
            br#"{"a":1,"b":[{"c":"x","d":{"k":1}},{"c":"y","d":{"k":1,"l":"no"}}]}"#,
            br#"{"a":1}{"a":2,"b":[{"c":"z"}]}{"a":"x"}"#,
            br#"{"a":1}]"#,
            b"  \n",
            b"",
            br#"[{"a":1}]"#,
            b"\xff",
        ];
        let mut records = vec![good];
        records.extend(bad);
        records.push(good);
        let converted = converter.convert(&records);
        assert_eq!(converted.rows, 6);
        assert_eq!(
            converted.failed.iter().map(|failed| failed.record).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5, 6, 7]
        );
        let alone = converter.convert(&[good, good]);
        assert!(alone.file == converted.file, "what failed leaves no trace in the file");
        assert_eq!(converted.failed[3].message, "The record was empty or contained only whitespace.");
        assert!(converted.failed[5].message.contains("JSONArray with value [{\"a\":1}]"));
    }
}

#[test]
fn what_is_configured_wrongly_is_refused_and_what_cannot_be_honoured_is_listed() {
    let column = |name: &str| Column { name: name.to_owned(), data_type: "int".parse().unwrap() };
    let refused = |input: Value, output: Value, columns: Vec<Column>| {
        let (input, output) =
            (serde_json::from_value(input).unwrap(), serde_json::from_value(output).unwrap());
        Converter::new(columns, &input, &output).unwrap_err()
    };
    let both = json!({"Deserializer": {"OpenXJsonSerDe": {}, "HiveJsonSerDe": {}}});
    assert!(refused(both, json!({}), vec![column("a")]).starts_with("More than one deserializer"));
    let both = json!({"Serializer": {"OrcSerDe": {}, "ParquetSerDe": {}}});
    assert!(refused(json!({}), both, vec![column("a")]).starts_with("More than one serializer"));
    assert!(refused(json!({}), json!({}), vec![column("a"), column("a")]).starts_with("The table has"));
    let bad = json!({"Deserializer": {"HiveJsonSerDe": {"TimestampFormats": ["bb"]}}});
    assert_eq!(refused(bad, json!({}), vec![column("a")]), "Illegal pattern component: bb");
}

const COLUMNS: &[(&str, &str)] =
    &[("a", "int"), ("b", "array<map<string,timestamp>>"), ("c", "struct<d:decimal(9,3),e:binary>")];

proptest! {
    #[test]
    fn any_bytes_are_rows_or_failures(records in proptest::collection::vec("[{}\\[\\]\",:abcde 0-9.\\\\-]{0,40}", 0..6), bytes: Vec<u8>) {
        let mut all: Vec<&[u8]> = records.iter().map(|record| record.as_bytes()).collect();
        all.push(&bytes);
        for serializer in [json!({"ParquetSerDe": {}}), json!({"OrcSerDe": {}})] {
            for deserializer in [openx(), hive()] {
                converter(COLUMNS, deserializer, serializer.clone()).convert(&all);
            }
        }
    }
}
