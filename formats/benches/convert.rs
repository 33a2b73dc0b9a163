//! How fast records become files: bytes of JSON a second, on one core.
//!
//! To compare with another program on the same records, name a file of lines in `KINETOSCOPE_BENCH_RECORDS`; its columns
//! must be those of [`COLUMNS`].

#[path = "support/rows.rs"]
mod rows;

use divan::Bencher;
use divan::counter::BytesCount;
use kinetoscope_formats::compression::{Compression, compress};
use kinetoscope_formats::conversion::{
    Converter, InputFormatConfiguration, OrcSerDe, OutputFormatConfiguration, ParquetSerDe, Serializer,
};
use kinetoscope_formats::query::Query;
use kinetoscope_formats::table::Column;
use rows::COLUMNS;

fn main() {
    divan::main();
}

fn records() -> Vec<u8> {
    match std::env::var_os("KINETOSCOPE_BENCH_RECORDS") {
        Some(file) => std::fs::read(file).expect("KINETOSCOPE_BENCH_RECORDS is a file"),
        None => rows::rows(50_000),
    }
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
