//! JSON as the CBOR that says the same and back, by a codec that the engine has no part in.
//!
//! The unit tests of the operations include this file too, so it names everything it uses.

use std::string::{String, ToString};
use std::vec::Vec;

use base64_simd::STANDARD;
use ciborium::Value as Cbor;
use kinetoscope::api::Kind;
use serde_json::{Number, Value as Json};

/// What RFC 8949 marks a point in time with; the service counts milliseconds.
const TIME_TAG: u64 = 1;

/// The CBOR body that says what a JSON body says to an operation with such an input. `None` for what cannot be said in
/// CBOR: a text that is no JSON, or no base64 where bytes belong.
pub(crate) fn from_json(body: &str, input: Kind) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&encode(&serde_json::from_str(body).ok()?, input)?, &mut bytes).ok()?;
    Some(bytes)
}

/// The JSON that says what a CBOR answer says. An empty answer is null.
///
/// # Panics
/// If it is no CBOR, or CBOR that the service would not send.
pub(crate) fn to_json(bytes: &[u8]) -> Json {
    if bytes.is_empty() {
        return Json::Null;
    }
    let mut rest = bytes;
    let value = ciborium::from_reader(&mut rest).expect("answers are CBOR");
    assert!(rest.is_empty(), "nothing follows an answer");
    decode(value)
}

fn encode(json: &Json, kind: Kind) -> Option<Cbor> {
    Some(match (json, kind) {
        (Json::String(text), Kind::Blob) => Cbor::Bytes(STANDARD.decode_to_vec(text).ok()?),
        (Json::Number(number), Kind::Timestamp) => {
            Cbor::Tag(TIME_TAG, Cbor::Integer(millis(number)?.into()).into())
        }
        (Json::Array(items), kind) => {
            let item = if let Kind::List(item) = kind { *item } else { Kind::String };
            Cbor::Array(items.iter().map(|value| encode(value, item)).collect::<Option<_>>()?)
        }
        (Json::Object(members), kind) => {
            let member = |(name, value): (&String, &Json)| {
                Some((name.as_str().into(), encode(value, of(kind, name))?))
            };
            Cbor::Map(members.iter().map(member).collect::<Option<_>>()?)
        }
        (Json::Null, _) => Cbor::Null,
        (Json::Bool(value), _) => Cbor::Bool(*value),
        (Json::String(text), _) => text.as_str().into(),
        (Json::Number(number), _) => number
            .as_i64()
            .map(Cbor::from)
            .or_else(|| number.as_u64().map(Cbor::from))
            .or_else(|| number.as_f64().map(Cbor::from))?,
    })
}

/// What a structure or map has under a name. Where none is expected, anything goes.
fn of(kind: Kind, name: &str) -> Kind {
    match kind {
        Kind::Map(value) => *value,
        Kind::Structure(shape) => {
            let member = shape.members.iter().find(|member| member.name == name);
            member.map_or(Kind::String, |member| member.kind)
        }
        _ => Kind::String,
    }
}

/// Seconds as whole milliseconds, digit by digit: `1763683200.123` has no exact double.
fn millis(seconds: &Number) -> Option<i64> {
    let text = seconds.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    (whole.to_string() + &fraction).parse().ok()
}

fn decode(value: Cbor) -> Json {
    match value {
        Cbor::Bytes(bytes) => STANDARD.encode_to_string(bytes).into(),
        Cbor::Text(text) => text.into(),
        Cbor::Bool(value) => value.into(),
        Cbor::Integer(number) => i64::try_from(number).expect("numbers are of 64 bits").into(),
        Cbor::Tag(TIME_TAG, time) => {
            let millis = i64::try_from(time.into_integer().expect("times are whole")).expect("and not far");
            if millis % 1_000 == 0 { (millis / 1_000).into() } else { (millis as f64 / 1_000.0).into() }
        }
        Cbor::Array(items) => items.into_iter().map(decode).collect(),
        Cbor::Map(members) => {
            let member =
                |(name, value): (Cbor, _)| (name.into_text().expect("names are text"), decode(value));
            Json::Object(members.into_iter().map(member).collect())
        }
        other => panic!("the service does not send {other:?}"),
    }
}
