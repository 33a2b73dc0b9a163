//! Our ORC files, read by `orc-rust`: as a whole, and by the index and the filters over their strides.

use arrow::array::RecordBatch;
use arrow::json::ArrayWriter;
use bytes::Bytes;
use kinetoscope_formats::conversion::{Converter, InputFormatConfiguration, OutputFormatConfiguration};
use kinetoscope_formats::table::Column;
use orc_rust::arrow_reader::ArrowReaderBuilder;
use orc_rust::predicate::{Predicate, PredicateValue};
use serde_json::{Value, json};

const ROWS: usize = 20_000;
const STRIDE: usize = 1_000;

const COLUMNS: &[(&str, &str)] = &[
    ("number", "bigint"),
    ("name", "string"),
    ("flag", "boolean"),
    ("price", "double"),
    ("day", "date"),
    ("small", "tinyint"),
    ("tags", "array<struct<on:boolean,words:array<string>>>"),
    ("codes", "map<string,int>"),
];

/// A row by its number, so that each that is read can be told to be whole.
fn row(number: usize) -> Value {
    let name = if number % 3 == 0 { Value::Null } else { json!(format!("name {}", (number * 7919) % ROWS)) };
    let tag = json!({"on": number % 2 == 0, "words": vec![format!("w{number}"); number % 3]});
    json!({
        "number": number,
        "name": name,
        "flag": number % 5 < 2,
        "price": number as f64 / 4.0,
        "day": format!("20{:02}-0{}-1{}", number % 30, number % 9 + 1, number % 10),
        "small": (number % 200) as i64 - 100,
        "tags": vec![tag; number % 4],
        "codes": {"a": number, "b": null},
    })
}

fn file(options: Value) -> Bytes {
    let column =
        |(name, text): &(&str, &str)| Column { name: (*name).to_owned(), data_type: text.parse().unwrap() };
    let output: OutputFormatConfiguration =
        serde_json::from_value(json!({"Serializer": {"OrcSerDe": options}})).unwrap();
    let input = InputFormatConfiguration::default();
    let converter = Converter::new(COLUMNS.iter().map(column).collect(), &input, &output).unwrap();
    let records: Vec<String> = (0..ROWS).map(|number| row(number).to_string()).collect();
    let records: Vec<&[u8]> = records.iter().map(|record| record.as_bytes()).collect();
    let converted = converter.convert(&records);
    assert_eq!((converted.rows, converted.failed.len()), (ROWS, 0));
    converted.file.into()
}

fn options() -> Vec<Value> {
    let mut all = Vec::new();
    for compression in ["NONE", "ZLIB", "SNAPPY"] {
        for version in ["V0_11", "V0_12"] {
            for threshold in [0.0, 1.0] {
                all.push(json!({
                    "Compression": compression, "FormatVersion": version, "DictionaryKeyThreshold": threshold,
                    "RowIndexStride": STRIDE, "StripeSizeBytes": 1 << 20, "BloomFilterColumns": ["name", "number", "day"],
                }));
            }
        }
    }
    all
}

fn read(file: &Bytes, predicate: Option<Predicate>) -> Vec<Value> {
    let builder = ArrowReaderBuilder::try_new(file.clone()).unwrap();
    let builder = match predicate {
        Some(predicate) => builder.with_predicate(predicate),
        None => builder,
    };
    let batches: Vec<RecordBatch> = builder.build().collect::<Result<_, _>>().unwrap();
    let mut writer = ArrayWriter::new(Vec::new());
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.finish().unwrap();
    serde_json::from_slice::<Option<Vec<Value>>>(&writer.into_inner()).unwrap_or_default().unwrap_or_default()
}

/// Without members that are null, which Arrow's writer leaves out.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

#[track_caller]
fn check(rows: Vec<Value>) -> Vec<usize> {
    let numbers = rows.into_iter().map(|read| {
        let number = read["number"].as_u64().unwrap() as usize;
        assert_eq!(without_nulls(read), without_nulls(row(number)));
        number
    });
    numbers.collect()
}

#[test]
fn all_rows_are_read() {
    for options in options() {
        assert_eq!(check(read(&file(options.clone()), None)), (0..ROWS).collect::<Vec<_>>(), "{options}");
    }
}

#[test]
fn strides_are_left_out_by_their_statistics_and_the_rest_is_whole() {
    for options in options() {
        let wanted = Predicate::and(vec![
            Predicate::gte("number", PredicateValue::Int64(Some(11_234))),
            Predicate::lt("number", PredicateValue::Int64(Some(12_345))),
        ]);
        let numbers = check(read(&file(options.clone()), Some(wanted)));
        assert!((11_234..12_345).all(|number| numbers.contains(&number)), "{options}");
        assert!(numbers.len() <= 3 * STRIDE, "{} rows, {options}", numbers.len());
    }
}

#[test]
fn strides_are_left_out_by_their_filters() {
    for options in options() {
        let object = file(options.clone());
        for number in [1, 7_777, 19_999] {
            let name = row(number)["name"].as_str().map(str::to_owned);
            let Some(name) = name else { continue };
            let numbers = check(read(&object, Some(Predicate::eq("name", PredicateValue::Utf8(Some(name))))));
            assert!(numbers.contains(&number), "{options}");
            // One stride, and now and then another about which a filter is wrong.
            assert!(numbers.len() <= 6 * STRIDE, "{} rows, {options}", numbers.len());
        }
    }
}
