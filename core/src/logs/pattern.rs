//! What FilterLogEvents looks for: words and phrases of plain lines.
//!
//! Source: user guide of CloudWatch Logs, filter pattern syntax. Words with anything but letters, digits and `_` stand in
//! quotation marks. Assumed: a word matches within another too.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::Unsupported;
use crate::error::Error;

/// Which lines are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FilterPattern {
    /// All of these are in it.
    all: Vec<String>,
    /// One of these is, where nothing else is asked for.
    any: Vec<String>,
    /// None of these is.
    none: Vec<String>,
}

impl FilterPattern {
    /// Reads a pattern.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let mut pattern = Self::default();
        let mut rest = text.trim();
        match rest.chars().next() {
            Some('{') => return Err(Error::logs_feature_not_supported(Unsupported::JsonPattern)),
            Some('[') => return Err(Error::logs_feature_not_supported(Unsupported::SpaceDelimitedPattern)),
            _ => {}
        }
        while !rest.is_empty() {
            let (terms, term) = match (rest.strip_prefix('?'), rest.strip_prefix('-')) {
                (Some(term), _) => (&mut pattern.any, term),
                (_, Some(term)) => (&mut pattern.none, term),
                _ => (&mut pattern.all, rest),
            };
            let (term, after) = match term.strip_prefix('"') {
                Some(phrase) => read_phrase(phrase)?,
                None => read_word(term)?,
            };
            terms.push(term);
            rest = after.trim_start();
        }
        Ok(pattern)
    }

    /// Whether a line is wanted. Source: the user guide says that `?` is ignored beside other terms.
    pub(super) fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(&**term);
        if self.all.is_empty() && self.none.is_empty() && !self.any.is_empty() {
            return self.any.iter().any(has);
        }
        self.all.iter().all(has) && !self.none.iter().any(has)
    }
}

/// Reads a word, up to the next blank.
fn read_word(text: &str) -> Result<(String, &str), Error> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if word.starts_with('%') {
        return Err(Error::logs_feature_not_supported(Unsupported::RegularExpression));
    }
    let is_plain = |letter: char| letter.is_alphanumeric() || letter == '_';
    if word.is_empty() || !word.chars().all(is_plain) {
        let why = "what has other characters than letters, digits and _ must be in quotation marks";
        return Err(Error::filter_pattern_invalid(why));
    }
    Ok((word.into(), rest))
}

/// Reads a phrase, up to the quotation mark that ends it; `\` stands before one that does not.
fn read_phrase(text: &str) -> Result<(String, &str), Error> {
    let mut phrase = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((phrase, &text[at + 1..])),
            '\\' => phrase.extend(letters.next().map(|(_, escaped)| escaped)),
            letter => phrase.push(letter),
        }
    }
    Err(Error::filter_pattern_invalid("a quotation mark is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"message":"Access was denied.","errorCode":"S3.AccessDenied"}"#;

    #[test]
    fn terms_are_all_there_or_one_of_them_or_none() {
        for (pattern, is_match) in [
            ("", true),
            ("  ", true),
            (r#""""#, true),
            ("Access", true),
            ("access", false),
            ("Access denied", true),
            ("denied Access", true),
            ("Access refused", false),
            (r#""was denied""#, true),
            (r#""denied was""#, false),
            (r#""S3.AccessDenied""#, true),
            (r#""\"errorCode\":\"S3.AccessDenied\"""#, true),
            ("?refused ?denied", true),
            ("?refused ?forbidden", false),
            ("-denied", false),
            ("-refused", true),
            ("Access -denied", false),
            (r#"Access -"S3.NoSuchBucket""#, true),
            ("Access ?refused", true),
            ("refused ?Access", false),
        ] {
            assert_eq!(FilterPattern::parse(pattern).unwrap().matches(LINE), is_match, "{pattern}");
        }
    }

    #[test]
    fn what_is_malformed_or_not_supported_is_refused() {
        let quotation = "Invalid filter pattern: what has other characters than letters, digits and _ must be in \
                         quotation marks.";
        for (pattern, refusal) in [
            ("S3.AccessDenied", quotation),
            ("? a", quotation),
            ("-", quotation),
            (r#"a"b""#, quotation),
            (r#""a"#, "Invalid filter pattern: a quotation mark is missing."),
            (r#""a\""#, "Invalid filter pattern: a quotation mark is missing."),
            (
                r#"{ $.errorCode = "S3.AccessDenied" }"#,
                "A filterPattern for JSON ({ $.member = value }) is not supported by this version of Kinetoscope.",
            ),
            (
                " [ip, user]",
                "A filterPattern for space-delimited lines ([column, ...]) is not supported by this version of \
                 Kinetoscope.",
            ),
            (
                "%Access.*%",
                "A filterPattern with a regular expression (%...%) is not supported by this version of Kinetoscope.",
            ),
        ] {
            let error = FilterPattern::parse(pattern).unwrap_err();
            assert_eq!(error.code.name(), "InvalidParameterException", "{pattern}");
            assert_eq!(error.message(), refusal, "{pattern}");
        }
    }
}
