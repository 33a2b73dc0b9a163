//! The crate as a command, for tests by other readers of the same formats:
//! `formats convert SETTINGS RECORDS OUT`, `formats compress KIND IN OUT`, `formats preview FILE`.
//!
//! Settings are the API's two configurations and `Columns` of `Name` and `Type`; records are lines. What failed is
//! printed, one line for each record.

use std::fs;

use kinetoscope_formats::compression::{Compression, compress};
use kinetoscope_formats::conversion::Converter;
use kinetoscope_formats::preview::{Limits, preview};
use kinetoscope_formats::table::Column;
use serde_json::{Value, json};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["convert", settings, records, out] => convert(settings, records, out),
        ["compress", kind, input, out] => pack(kind, input, out),
        ["preview", file] => show(file),
        _ => Err("usage: formats convert SETTINGS RECORDS OUT | compress KIND IN OUT | preview FILE".into()),
    }
}

fn convert(settings: &str, records: &str, out: &str) -> Outcome {
    let settings: Value = serde_json::from_slice(&fs::read(settings)?)?;
    let input = serde_json::from_value(settings["InputFormatConfiguration"].clone())?;
    let output = serde_json::from_value(settings["OutputFormatConfiguration"].clone())?;
    let columns: Vec<Column> = serde_json::from_value(settings["Columns"].clone())?;
    let converter = Converter::new(columns, &input, &output)?;
    let text = fs::read(records)?;
    let records: Vec<&[u8]> = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let converted = converter.convert(&records);
    fs::write(out, converted.file)?;
    for failed in converted.failed {
        println!("{}", json!({"record": failed.record, "code": failed.code, "message": failed.message}));
    }
    Ok(())
}

fn pack(kind: &str, input: &str, out: &str) -> Outcome {
    let compression = match kind {
        "gzip" => Compression::Gzip,
        "zip" => Compression::Zip,
        "snappy" => Compression::Snappy,
        "hadoop" => Compression::HadoopSnappy,
        _ => return Err("no such kind".into()),
    };
    fs::write(out, compress(compression, "object", &fs::read(input)?))?;
    Ok(())
}

fn show(file: &str) -> Outcome {
    let limits = Limits { rows: 1_000_000, bytes: 1 << 20 };
    println!("{}", serde_json::to_string(&preview(&fs::read(file)?, limits))?);
    Ok(())
}
