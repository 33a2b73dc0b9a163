//! The side that has the libraries.

use kinetoscope::firehose::formats::Formats;
use kinetoscope::time::Instant;
use kinetoscope_formats::engine::Libraries;
use kinetoscope_formats::preview;
use serde_bytes::ByteBuf;
use wasm_bindgen::prelude::*;

use crate::question::{File, Keys, Question, to_bytes};

/// Lets a panic reach JavaScript as an `Error` with its message and place.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// Answers a question of the engine.
///
/// # Panics
/// Where the two modules are of different builds.
#[wasm_bindgen]
pub fn answer(question: &[u8]) -> Vec<u8> {
    match postcard::from_bytes(question).expect("the formats are of the same build as the engine") {
        Question::Compress { format, name, body } => {
            to_bytes(&ByteBuf::from(Libraries.compress(format, name, body)))
        }
        Question::Gunzip(bytes) => to_bytes(&Libraries.gunzip(bytes).map(ByteBuf::from)),
        Question::CheckQuery(query) => to_bytes(&Libraries.check_query(query)),
        Question::PartitionKeys { query, record, now_micros } => {
            let keys: Keys = Libraries.partition_keys(query, record, Instant::from_micros(now_micros));
            to_bytes(&keys)
        }
        Question::Convert { configuration, columns, records } => {
            let records: Vec<&[u8]> = records.iter().map(|record| &***record).collect();
            to_bytes(&Libraries.convert(configuration, &columns, &records).map(File::from))
        }
    }
}

/// What an object is, and its first rows or bytes; JSON as `kinetoscope_formats::preview` has it.
#[wasm_bindgen]
pub fn preview(object: &[u8], rows: usize, bytes: usize) -> String {
    let seen = preview::preview(object, preview::Limits { rows, bytes });
    serde_json::to_string(&seen).expect("previews are plain data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Asker;
    use kinetoscope::errand::Column;
    use kinetoscope::firehose::configuration::s3::CompressionFormat;

    const THROUGH_BYTES: Asker = Asker(answer);

    #[test]
    fn what_is_asked_by_bytes_is_answered_as_without() {
        let gzip = THROUGH_BYTES.compress(CompressionFormat::Gzip, "a", b"some text");
        assert_eq!(gzip, Libraries.compress(CompressionFormat::Gzip, "a", b"some text"));
        assert_eq!(THROUGH_BYTES.gunzip(&gzip), Some(b"some text".to_vec()));
        assert_eq!(THROUGH_BYTES.gunzip(b"no gzip"), None);
        for query in ["{a: .a}", "{a: "] {
            assert_eq!(THROUGH_BYTES.check_query(query), Libraries.check_query(query));
        }
        let now = Instant::from_micros(1);
        for record in [&br#"{"a": "x"}"#[..], b"none"] {
            let keys = THROUGH_BYTES.partition_keys("{a: .a}", record, now);
            assert_eq!(keys, Libraries.partition_keys("{a: .a}", record, now));
        }
    }

    #[test]
    fn files_and_refusals_come_back_as_they_are() {
        let columns = |kind: &str| [Column { name: "a".into(), kind: kind.into() }];
        let records: [&[u8]; 2] = [br#"{"a": 1}"#, b"none"];
        for kind in ["int", "no type"] {
            let converted = THROUGH_BYTES.convert(b"{}", &columns(kind), &records);
            assert_eq!(converted, Libraries.convert(b"{}", &columns(kind), &records));
        }
    }
}
