//! The value of a record as JSON, text, hexadecimal or base64, a piece at a time.

use std::fmt::Write;

use kinetoscope::wire::base64;

use super::row::base64_of;

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Text,
    Hexadecimal,
    Base64,
}

pub(super) const FORMS: [(Form, &str); 4] =
    [(Form::Json, "JSON"), (Form::Text, "Text"), (Form::Hexadecimal, "Hex"), (Form::Base64, "Base64")];

/// A larger value is not laid out as JSON.
const JSON_BYTES_MAX: usize = 1_024 * 1_024;
/// Bytes of a piece: whole lines of hexadecimal, and whole groups of base64.
const PIECE: usize = 48 * 1_024;
const PIECE_HEXADECIMAL: usize = 12 * 1_024;
const LINE: usize = 16;

/// A value, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) text: String,
    /// Why it is not shown as it was asked for.
    pub(super) note: &'static str,
    /// Whether there is more.
    pub(super) more: bool,
}

/// The first `pieces` pieces of a value that is given in base64.
pub(super) fn show(value: &str, form: Form, pieces: usize) -> Shown {
    match form {
        Form::Json => json(value, pieces),
        Form::Text => text(value, pieces, ""),
        Form::Hexadecimal => {
            let (bytes, more) = first(value, pieces * PIECE_HEXADECIMAL);
            Shown { text: dump(&bytes), note: "", more }
        }
        Form::Base64 => {
            let end = base64_of(pieces * PIECE).min(value.len());
            Shown { text: value[..end].to_owned(), note: "", more: end < value.len() }
        }
    }
}

fn json(value: &str, pieces: usize) -> Shown {
    if base64_of(JSON_BYTES_MAX) < value.len() {
        return text(value, pieces, "A value above 1 MiB is not laid out as JSON. It is shown as text.");
    }
    let Some(pretty) = base64::decode(value).and_then(|bytes| lay_out(&bytes)) else {
        return text(value, pieces, "This value is no JSON. It is shown as text.");
    };
    let end = pretty.floor_char_boundary(pieces * PIECE);
    Shown { more: end < pretty.len(), text: pretty[..end].to_owned(), note: "" }
}

/// JSON with its members in their order, one a line.
fn lay_out(json: &[u8]) -> Option<String> {
    let mut from = serde_json::Deserializer::from_slice(json);
    let mut to = serde_json::ser::Serializer::pretty(Vec::new());
    serde_transcode::transcode(&mut from, &mut to).ok()?;
    from.end().ok()?;
    String::from_utf8(to.into_inner()).ok()
}

fn text(value: &str, pieces: usize, note: &'static str) -> Shown {
    let (bytes, more) = first(value, pieces * PIECE);
    Shown { text: String::from_utf8_lossy(&bytes).into_owned(), note, more }
}

/// The first bytes, and whether there are more.
fn first(value: &str, bytes: usize) -> (Vec<u8>, bool) {
    let end = base64_of(bytes).min(value.len());
    (base64::decode(&value[..end]).unwrap_or_default(), end < value.len())
}

/// Place, bytes and letters, sixteen a line.
fn dump(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 5);
    for (at, line) in bytes.chunks(LINE).enumerate() {
        _ = write!(text, "{:08x} ", at * LINE);
        for place in 0..LINE {
            match line.get(place) {
                Some(byte) => _ = write!(text, " {byte:02x}"),
                None => text.push_str("   "),
            }
        }
        text.push_str("  ");
        text.extend(
            line.iter().map(|&byte| if (b' '..=b'~').contains(&byte) { char::from(byte) } else { '.' }),
        );
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &[u8], form: Form) -> (String, bool) {
        let shown = show(&base64::encode(value), form, 1);
        (shown.text, shown.note.is_empty())
    }

    #[test]
    fn a_value_has_four_forms() {
        assert_eq!(
            shown(br#"{"b":[1],"a":""}"#, Form::Json),
            ("{\n  \"b\": [\n    1\n  ],\n  \"a\": \"\"\n}".into(), true)
        );
        assert_eq!(shown(b"{} {}", Form::Json), ("{} {}".into(), false), "two values are no JSON");
        assert_eq!(shown(b"no json", Form::Json), ("no json".into(), false));
        assert_eq!(shown(b"a\nb", Form::Text), ("a\nb".into(), true));
        assert_eq!(shown(b"abc", Form::Base64), ("YWJj".into(), true));
        let expected = format!("00000000  61 00{}  a.\n", "   ".repeat(14));
        assert_eq!(shown(b"a\0", Form::Hexadecimal), (expected, true));
    }

    #[test]
    fn a_large_value_comes_in_pieces() {
        let value = base64::encode(&[b'x'; 200_000]);
        let first = show(&value, Form::Text, 1);
        assert_eq!((first.text.len(), first.more), (PIECE, true));
        let all = show(&value, Form::Text, 5);
        assert_eq!((all.text.len(), all.more), (200_000, false));
    }
}
