//! Lines of a syslog, as RFC 3164 has them.

use alloc::string::String;

use super::blueprint::{Value, line, object};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Letters of `Oct 11 22:14:15`.
const TIMESTAMP_LETTERS: usize = 15;

/// A message that was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    timestamp: &'l str,
    hostname: &'l str,
    program: &'l str,
    process: Option<&'l str>,
    message: &'l str,
}

/// Reads a line; nothing where it is none of a syslog. A priority at its beginning is passed over.
pub(super) fn parse(text: &str) -> Option<Entry<'_>> {
    let text = match text.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?.1,
        None => text,
    };
    let timestamp = text.get(..TIMESTAMP_LETTERS).filter(|text| is_timestamp(text))?;
    let rest = text[TIMESTAMP_LETTERS..].strip_prefix(' ')?;
    let (hostname, rest) = rest.split_once(' ')?;
    let (tag, message) = rest.split_once(": ")?;
    let (program, process) = match tag.strip_suffix(']') {
        Some(tag) => tag.split_once('[').map(|(program, process)| (program, Some(process)))?,
        None => (tag, None),
    };
    let is_name = |name: &str| !name.is_empty() && !name.contains(' ');
    let entry = Entry { timestamp, hostname, program, process, message };
    (is_name(hostname) && is_name(program)).then_some(entry)
}

fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes[at].is_ascii_digit();
    MONTHS.iter().any(|month| text.starts_with(month))
        && [3, 6].iter().all(|&at| bytes[at] == b' ')
        && [9, 12].iter().all(|&at| bytes[at] == b':')
        && (bytes[4] == b' ' || is_digit(4))
        && [5, 7, 8, 10, 11, 13, 14].into_iter().all(is_digit)
}

impl Entry<'_> {
    pub(super) fn to_json(&self) -> String {
        object([
            ("timestamp", Value::Text(self.timestamp)),
            ("hostname", Value::Text(self.hostname)),
            ("program", Value::Text(self.program)),
            ("processid", self.process.map_or(Value::Null, Value::Text)),
            ("message", Value::Text(self.message)),
        ])
    }

    pub(super) fn to_csv(&self) -> String {
        let Self { timestamp, hostname, program, process, message } = *self;
        line(&[timestamp, hostname, program, process.unwrap_or_default(), message])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_line_becomes_json_and_csv() {
        let read = parse("<34>Oct 11 22:14:15 mymachine su[230]: 'su root' failed, for lonvick").unwrap();
        expect![[r#"{"timestamp":"Oct 11 22:14:15","hostname":"mymachine","program":"su","processid":"230","message":"'su root' failed, for lonvick"}"#]]
            .assert_eq(&read.to_json());
        expect![[r#"
            Oct 11 22:14:15,mymachine,su,230,"'su root' failed, for lonvick"
        "#]]
        .assert_eq(&read.to_csv());
        assert!(
            parse("Feb  5 17:32:18 10.0.0.99 cron: done").unwrap().to_json().contains(r#""processid":null"#)
        );
    }

    #[test]
    fn other_lines_are_none() {
        for line in ["", "<34", "Oct 11 22:14 a b: c", "Okt 11 22:14:15 a b: c", "Oct 11 22:14:15 a b c", "é"]
        {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
