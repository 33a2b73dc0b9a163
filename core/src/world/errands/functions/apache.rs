//! Lines of an Apache access log, in the common form and in the combined one.

use alloc::string::String;
use alloc::vec::Vec;

use super::blueprint::{Value, line, object};

/// A request that was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    host: &'l str,
    ident: &'l str,
    authuser: &'l str,
    timestamp: &'l str,
    request: &'l str,
    response: &'l str,
    bytes: &'l str,
    /// Only in the combined form: where the request came from, and what it was made with.
    combined: Option<(&'l str, &'l str)>,
}

/// Reads a line; nothing where it is none of an access log.
pub(super) fn parse(text: &str) -> Option<Entry<'_>> {
    let mut rest = text;
    let host = word(&mut rest)?;
    let ident = word(&mut rest)?;
    let authuser = word(&mut rest)?;
    let timestamp = between(&mut rest, '[', ']')?;
    let request = between(&mut rest, '"', '"')?;
    let response = word(&mut rest).filter(|text| is_number(text))?;
    let bytes = word(&mut rest).filter(|text| *text == "-" || is_number(text))?;
    let combined = match rest.trim_start() {
        "" => None,
        _ => Some((between(&mut rest, '"', '"')?, between(&mut rest, '"', '"')?)),
    };
    Some(Entry { host, ident, authuser, timestamp, request, response, bytes, combined })
}

impl Entry<'_> {
    pub(super) fn to_json(&self) -> String {
        let texts = [
            ("host", self.host),
            ("ident", self.ident),
            ("authuser", self.authuser),
            ("@timestamp", self.timestamp),
            ("request", self.request),
        ];
        let combined = self.combined.map(|(referer, agent)| [("referer", referer), ("agent", agent)]);
        let numbers = [("response", self.response), ("bytes", self.bytes)];
        let number =
            |(name, text): (&'static str, &str)| (name, text.parse().map_or(Value::Null, Value::Number));
        object(
            texts
                .into_iter()
                .map(|(name, text)| (name, Value::Text(text)))
                .chain(numbers.map(number))
                .chain(combined.into_iter().flatten().map(|(name, text)| (name, Value::Text(text)))),
        )
    }

    pub(super) fn to_csv(&self) -> String {
        let Self { host, ident, authuser, timestamp, request, response, bytes, .. } = *self;
        let mut values: Vec<&str> = [host, ident, authuser, timestamp, request, response, bytes].into();
        values.extend(self.combined.into_iter().flat_map(|(referer, agent)| [referer, agent]));
        line(&values)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit())
}

fn word<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let text = rest.trim_start();
    let end = text.find(' ').unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    *rest = after;
    Some(word).filter(|word| !word.is_empty())
}

/// What stands between two letters, of which a backslash escapes the second.
fn between<'t>(rest: &mut &'t str, open: char, close: char) -> Option<&'t str> {
    let text = rest.trim_start().strip_prefix(open)?;
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        if letter == close && !is_escaped {
            *rest = &text[at + letter.len_utf8()..];
            return Some(&text[..at]);
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use expect_test::expect;

    const COMMON: &str =
        r#"127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326"#;

    #[test]
    fn both_forms_become_json_and_csv() {
        expect![[r#"{"host":"127.0.0.1","ident":"-","authuser":"frank","@timestamp":"10/Oct/2000:13:55:36 -0700","request":"GET /apache_pb.gif HTTP/1.0","response":200,"bytes":2326}"#]]
            .assert_eq(&parse(COMMON).unwrap().to_json());
        let combined = COMMON.to_string() + r#" "http://a/?q=\"x\"" "Mozilla/4.08, en""#;
        expect![[r#"
            127.0.0.1,-,frank,10/Oct/2000:13:55:36 -0700,GET /apache_pb.gif HTTP/1.0,200,2326,"http://a/?q=\""x\""","Mozilla/4.08, en"
        "#]]
        .assert_eq(&parse(&combined).unwrap().to_csv());
        assert!(parse(&COMMON.replace("2326", "-")).unwrap().to_json().contains(r#""bytes":null"#));
    }

    #[test]
    fn other_lines_are_none() {
        for line in ["", "a b c", "{}", r#"a - - [x] "GET /" 200"#, r#"a - - [x] "GET /" ok 5"#] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
