//! Previews of what the crate writes, and of anything else.
#![cfg(feature = "columns")]

use kinetoscope_formats::compression::{Compression, compress};
use kinetoscope_formats::conversion::{Converter, InputFormatConfiguration, OutputFormatConfiguration};
use kinetoscope_formats::preview::{Bytes, Columns, Limits, Packing, Preview, preview};
use kinetoscope_formats::table::Column;
use proptest::prelude::*;
use serde_json::{Value, json};

const LIMITS: Limits = Limits { rows: 100, bytes: 64 };

const COLUMNS: &[(&str, &str)] = &[
    ("a", "int"),
    ("b", "array<struct<c:string,d:decimal(9,2)>>"),
    ("e", "map<int,boolean>"),
    ("f", "timestamp"),
    ("g", "date"),
    ("h", "double"),
    ("i", "tinyint"),
    ("j", "bigint"),
    ("k", "string"),
];

const RECORD: &str = r#"{"a":1,"b":[{"c":"x\ny","d":1.5},null,{}],"e":{"7":true,"8":null},"f":"2026-01-02T03:04:05.678Z",
    "g":"1969-12-31","h":0.1,"i":-1,"j":9007199254740993,"k":"é"}{"b":[]}"#;

const SHOWN: [&str; 2] = [
    r#"{"a":1,"b":[{"c":"x\ny","d":1.50},null,{"c":null,"d":null}],"e":{"7":true,"8":null},"f":"2026-01-02 03:04:05.678","g":"1969-12-31","h":0.1,"i":-1,"j":9007199254740993,"k":"é"}"#,
    r#"{"a":null,"b":[],"e":null,"f":null,"g":null,"h":null,"i":null,"j":null,"k":null}"#,
];

fn file(serializer: Value, records: usize) -> Vec<u8> {
    let column =
        |(name, text): &(&str, &str)| Column { name: (*name).to_owned(), data_type: text.parse().unwrap() };
    let input = InputFormatConfiguration::default();
    let output: OutputFormatConfiguration =
        serde_json::from_value(json!({"Serializer": serializer})).unwrap();
    let converter = Converter::new(COLUMNS.iter().map(column).collect(), &input, &output).unwrap();
    let converted = converter.convert(&vec![RECORD.as_bytes(); records]);
    assert_eq!(converted.failed, []);
    converted.file
}

fn serializers() -> Vec<Value> {
    let mut all = Vec::new();
    for compression in ["UNCOMPRESSED", "GZIP", "SNAPPY"] {
        for version in ["V1", "V2"] {
            all.push(json!({"ParquetSerDe": {"Compression": compression, "WriterVersion": version, "EnableDictionaryCompression": version == "V1"}}));
        }
    }
    for compression in ["NONE", "ZLIB", "SNAPPY"] {
        for version in ["V0_11", "V0_12"] {
            all.push(json!({"OrcSerDe": {"Compression": compression, "FormatVersion": version, "DictionaryKeyThreshold": 0.9, "StripeSizeBytes": 20_000}}));
        }
    }
    all
}

fn columns(object: &[u8], limits: Limits) -> Columns {
    match preview(object, limits) {
        Preview::Columns(columns) => columns,
        Preview::Bytes(bytes) => panic!("{:?}", bytes.packing),
    }
}

#[test]
fn both_formats_show_the_same_rows_and_types() {
    for serializer in serializers() {
        let shown = columns(&file(serializer.clone(), 1), LIMITS);
        assert_eq!(shown.rows, SHOWN, "{serializer}");
        assert_eq!((shown.row_count, shown.groups.len(), shown.trouble), (2, 1, None));
        let types: Vec<_> =
            shown.columns.iter().map(|column| (&column.name[..], &column.data_type[..])).collect();
        assert_eq!(types, COLUMNS, "{serializer}");
        let options = serializer.as_object().unwrap().values().next().unwrap();
        assert_eq!(shown.compression, options["Compression"].as_str().unwrap());
    }
}

#[test]
fn only_so_many_rows_are_shown_of_all_groups() {
    for serializer in serializers() {
        let object = file(serializer.clone(), 1500);
        let shown = columns(&object, LIMITS);
        assert_eq!((shown.row_count, shown.rows.len()), (3000, 100));
        assert_eq!(shown.groups.iter().map(|group| group.rows).sum::<u64>(), 3000);
        let all = columns(&object, Limits { rows: 5000, bytes: 0 });
        assert_eq!(all.rows, SHOWN.repeat(1500), "{serializer}");
        assert!(serializer.get("OrcSerDe").is_none() || all.groups.len() > 1);
    }
}

#[test]
fn bytes_are_unpacked_and_told_from_text() {
    let body = "{\"some\":\"text\"}\n".repeat(20);
    let packings = [Packing::Gzip, Packing::Zip, Packing::Snappy, Packing::HadoopSnappy];
    for (compression, packing) in Compression::ALL.into_iter().zip(packings) {
        let head = body.as_bytes()[..64].to_vec();
        let expected = Bytes { packing, is_text: true, head, is_whole: false };
        assert_eq!(preview(&compress(compression, "n", body.as_bytes()), LIMITS), Preview::Bytes(expected));
    }
    let plain = |bytes: &[u8], is_text| {
        let expected = Bytes { packing: Packing::None, is_text, head: bytes.to_vec(), is_whole: true };
        assert_eq!(preview(bytes, LIMITS), Preview::Bytes(expected));
    };
    plain(b"", true);
    plain("é".as_bytes(), true);
    plain(b"\xc3", false);
    plain(b"a\0", false);
    plain(b"PAR1", true);
    plain(b"\x1f\x8bbroken", false);
    let cut = format!("{}é", "a".repeat(63));
    assert!(
        matches!(preview(cut.as_bytes(), LIMITS), Preview::Bytes(bytes) if bytes.is_text && !bytes.is_whole)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var("KINETOSCOPE_SEEDS").map_or(300, |seeds| seeds.parse().unwrap())))]

    #[test]
    fn any_bytes_have_a_preview(bytes: Vec<u8>) {
        preview(&bytes, LIMITS);
        preview(&[b"ORC", &bytes[..], b"ORC"].concat(), LIMITS);
        preview(&[b"PAR1", &bytes[..], b"\x04\0\0\0PAR1"].concat(), LIMITS);
    }

    #[test]
    fn files_that_are_broken_have_a_preview(
        which in 0usize..12, changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4), cut in 0usize..8,
    ) {
        let mut object = file(serializers()[which].clone(), 3);
        for (at, to) in changes {
            let at = at.index(object.len());
            object[at] = to;
        }
        preview(&object, LIMITS);
        let at = object.len() / 8 * cut;
        object.drain(at..(at + 3).min(object.len()));
        preview(&object, LIMITS);
    }
}
