//! Why a record is not converted, in the words of Firehose.
//!
//! # Source
//! Firehose developer guide, "Record format conversion error handling"; causes observed by third parties in 2026, or
//! as the two libraries for JSON word them.

use crate::json::Malformed;

/// A record that left no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Which of the records, from 0.
    pub record: usize,
    /// What Firehose writes as `lastErrorCode`.
    pub code: &'static str,
    /// What it writes as `lastErrorMessage`.
    pub message: String,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no JSON.
    Malformed(Malformed),
    /// It does not fit the columns.
    Mismatch(String),
    /// There is nothing in it.
    Empty,
}

impl From<Malformed> for Fault {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl Fault {
    /// As Java words it when a text is no number.
    pub(crate) fn no_number(text: &str) -> Self {
        Self::Mismatch(format!("For input string: \"{text}\""))
    }

    pub(crate) fn no_timestamp() -> Self {
        Self::Mismatch("Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]".to_owned())
    }

    pub(crate) fn of_record(self, record: usize) -> Failed {
        let (code, message) = match self {
            Self::Malformed(Malformed { at }) => (
                "DataFormatConversion.ParseError",
                format!("Encountered malformed JSON. Unexpected byte at position {at}."),
            ),
            Self::Mismatch(cause) => {
                ("DataFormatConversion.MalformedData", format!("Data does not match the schema. {cause}"))
            }
            Self::Empty => {
                let text = "The record was empty or contained only whitespace.";
                ("DataFormatConversion.MalformedData", text.to_owned())
            }
        };
        Failed { record, code, message }
    }
}
