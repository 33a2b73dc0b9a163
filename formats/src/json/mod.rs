//! JSON, read value by value without a tree.
//!
//! Own, because columns need three things at once that no library's reader gives: numbers as they are written (a
//! decimal of 38 digits is no float), the text of a value that is not wanted as such (a string column takes objects as
//! text), and a bound of depth. It is strict: RFC 8259 and nothing else.

mod number;
mod text;

#[cfg(feature = "columns")]
pub(crate) use number::{double, integer};

use std::borrow::Cow;

/// How deeply arrays and objects may lie in each other: enough for each record that is meant, and few enough for the
/// smallest stack that this runs on.
pub(crate) const DEPTH_MAX: usize = 200;

/// What a value is, as its first byte says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// The text is no JSON, from this byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) at: usize,
}

/// Where one is in a text.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// # Errors
    /// Where the bytes are not UTF-8.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: 0, depth: 0 }),
            Err(error) => Err(Malformed { at: error.valid_up_to() }),
        }
    }

    /// Whether nothing but blanks is left.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.at == self.text.len()
    }

    /// What comes next.
    pub(crate) fn peek(&mut self) -> Result<Kind, Malformed> {
        self.skip_blanks();
        match self.byte() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.malformed()),
        }
    }

    /// Takes `null`.
    pub(crate) fn null(&mut self) -> Result<(), Malformed> {
        self.word("null")
    }

    /// Takes `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool, Malformed> {
        let value = self.byte() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Takes a number, as it is written.
    pub(crate) fn number(&mut self) -> Result<&'a str, Malformed> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = number::length(rest).ok_or(self.malformed())?;
        self.at += length;
        Ok(&self.text[self.at - length..self.at])
    }

    /// Takes a string; borrowed where nothing in it is escaped.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Malformed> {
        if self.byte() != Some(b'"') {
            return Err(self.malformed());
        }
        let start = self.at + 1;
        let plain = text::plain_length(&self.text.as_bytes()[start..]);
        self.at = start + plain;
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(&self.text[start..start + plain]));
        }
        let mut out = self.text[start..self.at].to_owned();
        let length = text::unescape(&self.text[self.at..], &mut out).ok_or(self.malformed())?;
        self.at += length;
        Ok(Cow::Owned(out))
    }

    /// Goes into an array or an object, to its first value or key.
    pub(crate) fn enter(&mut self) -> Result<(), Malformed> {
        if self.depth == DEPTH_MAX || !matches!(self.byte(), Some(b'[' | b'{')) {
            return Err(self.malformed());
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Goes to the next value of an array, or out of it; `first` says whether none was taken yet.
    pub(crate) fn next_element(&mut self, first: bool) -> Result<bool, Malformed> {
        self.next_member(b']', first)
    }

    /// Takes the next key of an object and goes to its value, or goes out of it.
    pub(crate) fn next_key(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, Malformed> {
        if !self.next_member(b'}', first)? {
            return Ok(None);
        }
        self.skip_blanks();
        let key = self.string()?;
        self.skip_blanks();
        self.sign(b':')?;
        Ok(Some(key))
    }

    /// Takes any value; its text.
    pub(crate) fn skip(&mut self) -> Result<&'a str, Malformed> {
        let kind = self.peek()?;
        let start = self.at;
        match kind {
            Kind::Null => self.null()?,
            Kind::Boolean => drop(self.boolean()?),
            Kind::Number => drop(self.number()?),
            Kind::String => self.skip_string()?,
            Kind::Array => {
                self.enter()?;
                let mut first = true;
                while self.next_element(first)? {
                    self.skip()?;
                    first = false;
                }
            }
            Kind::Object => {
                self.enter()?;
                let mut first = true;
                while self.next_key(first)?.is_some() {
                    self.skip()?;
                    first = false;
                }
            }
        }
        Ok(&self.text[start..self.at])
    }

    fn skip_string(&mut self) -> Result<(), Malformed> {
        self.string().map(drop)
    }

    fn next_member(&mut self, end: u8, first: bool) -> Result<bool, Malformed> {
        self.skip_blanks();
        if self.byte() == Some(end) {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if !first {
            self.sign(b',')?;
        }
        Ok(true)
    }

    fn sign(&mut self, sign: u8) -> Result<(), Malformed> {
        if self.byte() != Some(sign) {
            return Err(self.malformed());
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.malformed());
        }
        self.at += word.len();
        Ok(())
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(crate) fn malformed(&self) -> Malformed {
        Malformed { at: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_json(text: &str) -> bool {
        let Ok(mut reader) = Reader::new(text.as_bytes()) else { return false };
        reader.skip().is_ok() && reader.is_at_end()
    }

    #[test]
    fn exactly_json_is_read() {
        for text in
            ["null", " [1, -0.5e+3 ,\"\\u00e9\"] ", "{}", "{\"a\":{\"b\":[]}}", "true", "\"\\ud83d\\ude00\""]
        {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "", "nul", "[1,]", "[,1]", "{\"a\"}", "{a:1}", "01", "1.", "+1", "'a'", "\"\n\"", "\"\\x\"",
            "[1 2]",
        ] {
            assert!(!is_json(text), "{text}");
        }
    }

    #[test]
    fn depth_has_a_bound() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(is_json(&nested(DEPTH_MAX)));
        assert!(!is_json(&nested(DEPTH_MAX + 1)));
        assert!(!is_json(&"[".repeat(1_000_000)));
    }

    #[test]
    fn strings_are_borrowed_unless_escaped() {
        let text = |json: &'static str| Reader::new(json.as_bytes()).unwrap().string().unwrap();
        assert!(matches!(text("\"höher als acht\""), Cow::Borrowed("höher als acht")));
        assert_eq!(text("\"a\\n\\\"\\u00e9\\ud83d\\ude00\\ud800x\""), "a\n\"é😀\u{fffd}x");
    }

    proptest::proptest! {
        #[test]
        fn it_agrees_with_serde_json(text in "[\\[\\]{}\",:0-9eE+. truefalsn\\\\-]{0,12}") {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            proptest::prop_assert_eq!(is_json(&text), theirs, "{}", text);
        }
    }
}
