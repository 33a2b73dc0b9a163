//! The filter of the viewer: `key:user size>100 value~error`, and a JSONPath at the end.

use super::row::Record;

/// How to write one.
pub(super) const HELP: &str = "key:user-1 is part of the key, size>100 and size<2k compare bytes, value~error is part of the value; put quotes round blanks. A JSONPath such as $.price or $[?@.price > 10] stands at the end and must find something in the value.";

/// What a record must be; all of it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    terms: Vec<Term>,
    /// A JSONPath that must find something.
    pub(super) path: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// A part of the partition key.
    Key(String),
    /// More bytes than this.
    Above(usize),
    /// Fewer bytes than this.
    Below(usize),
    /// A part of the value.
    Value(String),
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Which part is none.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut filter = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            if rest.starts_with('$') {
                filter.path = Some(rest.trim_end().to_owned());
                break;
            }
            let (word, after) = take_word(rest)?;
            filter.terms.push(term(&word)?);
            rest = after.trim_start();
        }
        Ok(filter)
    }

    /// Whether a record passes; `finds` says whether the JSONPath finds something in a text.
    pub(super) fn takes(&self, record: &Record, finds: impl Fn(&str) -> bool) -> bool {
        self.terms.iter().all(|term| term.takes(record)) && (self.path.is_none() || path_takes(record, finds))
    }
}

impl Term {
    fn takes(&self, record: &Record) -> bool {
        match self {
            Self::Key(part) => record.key.contains(part.as_str()),
            Self::Above(bytes) => *bytes < record.bytes,
            Self::Below(bytes) => record.bytes < *bytes,
            Self::Value(part) => String::from_utf8_lossy(&record.kept()).contains(part.as_str()),
        }
    }
}

/// Half a value is no JSON, so a large one does not pass.
fn path_takes(record: &Record, finds: impl Fn(&str) -> bool) -> bool {
    record.whole().is_some() && String::from_utf8(record.kept()).is_ok_and(|text| finds(&text))
}

/// The first word, which may have quotes round blanks, and what follows it.
fn take_word(text: &str) -> Result<(String, &str), String> {
    let (mut word, mut quoted) = (String::new(), false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter.is_whitespace() && !quoted => return Ok((word, &text[at..])),
            letter => word.push(letter),
        }
    }
    if quoted { Err("A quote is not closed.".into()) } else { Ok((word, "")) }
}

fn term(word: &str) -> Result<Term, String> {
    if let Some(part) = word.strip_prefix("key:") {
        Ok(Term::Key(part.into()))
    } else if let Some(part) = word.strip_prefix("value~") {
        Ok(Term::Value(part.into()))
    } else if let Some(number) = word.strip_prefix("size>") {
        bytes(number).map(Term::Above)
    } else if let Some(number) = word.strip_prefix("size<") {
        bytes(number).map(Term::Below)
    } else {
        Err(format!(
            "\u{201c}{word}\u{201d} is no filter: write key:, size>, size<, value~ or a JSONPath that begins with $."
        ))
    }
}

/// `100`, `2k`.
fn bytes(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_024),
        None => (text, 1),
    };
    let wrong = || format!("\u{201c}{text}\u{201d} is no number of bytes.");
    digits.parse::<usize>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use kinetoscope::time::Instant;
    use kinetoscope::wire::base64;
    use serde_json::json;

    use super::*;

    fn takes(filter: &str, key: &str, value: &str) -> bool {
        let record = json!({ "SequenceNumber": "1", "ApproximateArrivalTimestamp": 1, "PartitionKey": key, "Data": base64::encode(value.as_bytes()) });
        let record = Record::of_answer("shardId-000000000000", &record, Instant::from_secs(0)).unwrap();
        Filter::parse(filter).unwrap().takes(&record, |text| text.contains("price"))
    }

    #[test]
    fn all_parts_of_a_filter_hold() {
        assert!(takes("", "a", ""));
        assert!(takes("key:user size>2 size<1k value~or", "user-1", "error"));
        assert!(!takes("key:user size>5", "user-1", "error"));
        assert!(!takes("key:user value~none", "user-1", "error"));
        assert!(takes("value~\"an error\"", "k", "there is an error"));
        assert!(takes("key:k $.price", "k", r#"{"price":1}"#));
        assert!(!takes("key:k $.price", "k", "{}"));
    }

    #[test]
    fn a_path_goes_on_to_the_end() {
        assert_eq!(Filter::parse("key:a $[?@.a > 1] ").unwrap().path.as_deref(), Some("$[?@.a > 1]"));
    }

    #[test]
    fn what_is_no_filter_is_named() {
        for (text, part) in [
            ("price>3", "price>3"),
            ("size>many", "many"),
            ("key:\"a", "quote"),
            ("size>99999999999999999k", "bytes"),
        ] {
            let why = Filter::parse(text).unwrap_err();
            assert!(why.contains(part), "{why}");
        }
    }
}
