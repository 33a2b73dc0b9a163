//! How fast records become files: bytes of JSON a second, on one core.
//!
//! To compare with another program on the same records, name a file of lines in `KINETOSCOPE_BENCH_RECORDS`; its columns
//! must be those of [`COLUMNS`].

use divan::Bencher;
use divan::counter::BytesCount;
use kinetoscope_formats::compression::{Compression, compress};
use kinetoscope_formats::conversion::{
    Converter, InputFormatConfiguration, OrcSerDe, OutputFormatConfiguration, ParquetSerDe, Serializer,
};
use kinetoscope_formats::query::Query;
use kinetoscope_formats::table::Column;

fn main() {
    divan::main();
}

const COLUMNS: &[(&str, &str)] = &[
    ("event_id", "string"),
    ("customer_id", "bigint"),
    ("ts", "timestamp"),
    ("price", "double"),
    ("qty", "int"),
    ("ok", "boolean"),
    ("country", "string"),
    ("device", "struct<type:string,os:string,ver:int>"),
    ("tags", "array<string>"),
    ("note", "string"),
];

fn records() -> Vec<u8> {
    if let Some(file) = std::env::var_os("KINETOSCOPE_BENCH_RECORDS") {
        return std::fs::read(file).expect("KINETOSCOPE_BENCH_RECORDS is a file");
    }
    let mut text = String::new();
    for index in 0..50_000u64 {
        let draw = index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (day, hour, minute) = (draw % 28 + 1, draw >> 8 & 15, draw >> 16 & 31);
        let tags = ["", "\"a\"", "\"a\",\"bb\"", "\"ccc\",\"a\",\"bb\""][(draw >> 20 & 3) as usize];
        let country = ["de", "us", "jp", "fr"][(draw >> 24 & 3) as usize];
        text.push_str(&format!(
            "{{\"event_id\": \"{draw:016x}\", \"customer_id\": {}, \"ts\": \"2026-03-{day:02} {hour:02}:{minute:02}:00\", \
             \"price\": {}, \"qty\": {}, \"ok\": {}, \"country\": \"{country}\", \"device\": {{\"type\": \"mobile\", \
             \"os\": \"{}\", \"ver\": {}}}, \"tags\": [{tags}], \"note\": \"{}\"}}\n",
            draw >> 34,
            (draw >> 11) as f64 / 1e14,
            draw % 10,
            draw % 2 == 0,
            "x".repeat((draw >> 30 & 7) as usize),
            draw >> 40 & 63,
            "lorem ipsum dolor sit amet ".repeat((draw >> 50 & 3) as usize),
        ));
    }
    text.into_bytes()
}

fn convert(bencher: Bencher<'_, '_>, serializer: Serializer) {
    let column = |(name, text): &(&str, &str)| Column {
        name: (*name).to_owned(),
        data_type: text.parse().expect("a type"),
    };
    let columns = COLUMNS.iter().map(column).collect();
    let output = OutputFormatConfiguration { serializer };
    let converter = Converter::new(columns, &InputFormatConfiguration::default(), &output).expect("settings");
    let text = records();
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let converted = converter.convert(&lines);
        assert_eq!((converted.rows, converted.failed.len()), (lines.len(), 0));
        converted
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn parquet(bencher: Bencher<'_, '_>) {
    let parquet_serde = Some(ParquetSerDe::default());
    convert(bencher, Serializer { parquet_serde, orc_serde: None });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn parquet_with_dictionaries(bencher: Bencher<'_, '_>) {
    let parquet_serde = Some(ParquetSerDe { enable_dictionary_compression: true, ..ParquetSerDe::default() });
    convert(bencher, Serializer { parquet_serde, orc_serde: None });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn orc(bencher: Bencher<'_, '_>) {
    let orc_serde = Some(OrcSerDe::default());
    convert(bencher, Serializer { parquet_serde: None, orc_serde });
}

#[divan::bench(args = [0, 1, 2, 3], sample_count = 10, sample_size = 1)]
fn compression(bencher: Bencher<'_, '_>, which: usize) {
    let text = records();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| compress(Compression::ALL[which], "name", &text));
}

#[divan::bench]
fn query(bencher: Bencher<'_, '_>) {
    let query =
        Query::parse("{customer: .customer_id, device: .device.type, day: .ts[0:10]}").expect("a query");
    let text = records();
    let line = text.split(|byte| *byte == b'\n').next().expect("a record");
    bencher.counter(BytesCount::new(line.len())).bench_local(|| query.run(line, 0));
}
