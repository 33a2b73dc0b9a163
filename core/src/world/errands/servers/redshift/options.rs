//! What a command that copies says beside its table: how objects are read.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::errand::Refused;

/// How objects are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The form of rows.
    pub format: Format,
    /// Whether objects are GZIP files.
    pub gzip: bool,
    /// Lines that are passed over at the beginning of each object.
    pub ignore_header: usize,
    /// The text that means null, beside what the format has for it.
    pub null_as: Option<String>,
    /// Whether empty texts are null.
    pub empty_as_null: bool,
    /// Whether texts of nothing but blanks are null.
    pub blanks_as_null: bool,
    /// Whether blanks at the end of texts go.
    pub trim_blanks: bool,
    /// Whether values may be missing at the end of a line.
    pub fill_record: bool,
    /// Rows that may be wrong and are left out.
    pub max_error: usize,
}

/// The forms of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line is a row, with this between values; a backslash before it takes away its meaning where that is on.
    Delimited {
        /// What stands between values.
        delimiter: char,
        /// Whether a backslash escapes.
        escape: bool,
        /// Whether quotes around values go.
        remove_quotes: bool,
    },
    /// Comma-separated values, of which some stand in quotes.
    Csv {
        /// What stands between values.
        delimiter: char,
        /// The quote.
        quote: char,
    },
    /// JSON objects, whose members are columns.
    Json {
        /// Whether upper and lower case are one.
        ignore_case: bool,
    },
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Delimited { delimiter: '|', escape: false, remove_quotes: false },
            gzip: false,
            ignore_header: 0,
            null_as: None,
            empty_as_null: false,
            blanks_as_null: false,
            trim_blanks: false,
            fill_record: false,
            max_error: 0,
        }
    }
}

impl Options {
    /// Reads options.
    ///
    /// # Errors
    /// With what cannot be run, by its name.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let words = words(text)?;
        let mut words = words.iter().map(String::as_str).peekable();
        let mut options = Self::default();
        let (mut delimiter, mut escape, mut remove_quotes) = (None, false, false);
        let (mut csv, mut json) = (None, None);
        while let Some(word) = words.next() {
            // `AS` may stand before a value.
            let mut value = || {
                words.next_if(|word| word.eq_ignore_ascii_case("AS"));
                words.next().ok_or_else(|| wrong(word))
            };
            match word.to_ascii_uppercase().as_str() {
                "MANIFEST" | "TRUNCATECOLUMNS" | "ACCEPTANYDATE" | "ROUNDEC" | "EXPLICIT_IDS" | "FORMAT"
                | "AS" => {}
                "REGION" | "COMPUPDATE" | "STATUPDATE" | "TIMEFORMAT" | "DATEFORMAT" | "ENCODING"
                | "COMPROWS" => {
                    value()?;
                }
                "ACCEPTINVCHARS" => {
                    // Both `AS` and the letter may be left out; no option is one letter.
                    words.next_if(|word| word.eq_ignore_ascii_case("AS"));
                    words.next_if(|word| word.chars().count() == 1);
                }
                "GZIP" => options.gzip = true,
                "IGNOREHEADER" => options.ignore_header = value()?.parse().map_err(|_| wrong(word))?,
                "MAXERROR" => options.max_error = value()?.parse().map_err(|_| wrong(word))?,
                "NULL" => options.null_as = Some(unescaped(value()?)),
                "EMPTYASNULL" => options.empty_as_null = true,
                "BLANKSASNULL" => options.blanks_as_null = true,
                "TRIMBLANKS" => options.trim_blanks = true,
                "FILLRECORD" => options.fill_record = true,
                "ESCAPE" => escape = true,
                "REMOVEQUOTES" => remove_quotes = true,
                "DELIMITER" => delimiter = Some(letter(word, value()?)?),
                "CSV" => _ = csv.get_or_insert('"'),
                "QUOTE" => csv = Some(letter(word, value()?)?),
                "JSON" => json = Some(value()?.to_string()),
                _ => return Err(wrong(word)),
            }
        }
        options.format = match (json.as_deref(), csv) {
            (Some("auto"), _) => Format::Json { ignore_case: false },
            (Some("auto ignorecase"), _) => Format::Json { ignore_case: true },
            (Some(other), _) => return Err(wrong(&format!("JSON '{other}'"))),
            (None, Some(quote)) => Format::Csv { delimiter: delimiter.unwrap_or(','), quote },
            (None, None) => Format::Delimited { delimiter: delimiter.unwrap_or('|'), escape, remove_quotes },
        };
        Ok(options)
    }
}

/// Words and quoted texts, which lose their quotes.
fn words(text: &str) -> Result<Vec<String>, Refused> {
    let mut words = Vec::new();
    let mut letters = text.trim().trim_end_matches(';').chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_whitespace() || letter == ',' {
            continue;
        }
        let mut word = String::new();
        if letter == '\'' {
            loop {
                match letters.next() {
                    None => return Err(wrong("'")),
                    Some('\'') if letters.next_if_eq(&'\'').is_none() => break,
                    Some(letter) => word.push(letter),
                }
            }
        } else {
            word.push(letter);
            while let Some(letter) = letters.next_if(|letter| !letter.is_whitespace() && *letter != '\'') {
                word.push(letter);
            }
        }
        words.push(word);
    }
    Ok(words)
}

fn letter(word: &str, text: &str) -> Result<char, Refused> {
    let text = unescaped(text);
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => Err(wrong(word)),
    }
}

fn unescaped(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\")
}

fn wrong(word: &str) -> Refused {
    Refused::new("Redshift.IncorrectCopyOptions", format!("The option {word} cannot be run."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_with_their_quotes_and_without_those_that_change_nothing() {
        let read = |text| Options::parse(text).unwrap();
        assert_eq!(
            read("").format,
            Format::Delimited { delimiter: '|', escape: false, remove_quotes: false }
        );
        let options = read("json 'auto' gzip region 'us-east-1' TIMEFORMAT AS 'auto' maxerror 5;");
        assert_eq!(options.format, Format::Json { ignore_case: false });
        assert!(options.gzip && options.max_error == 5);
        assert_eq!(read("CSV QUOTE AS '%' DELIMITER ';'").format, Format::Csv { delimiter: ';', quote: '%' });
        assert_eq!(read("QUOTE AS '%' CSV").format, Format::Csv { delimiter: ',', quote: '%' });
        for inv in ["ACCEPTINVCHARS GZIP", "ACCEPTINVCHARS '?' GZIP", "ACCEPTINVCHARS AS '^' GZIP"] {
            assert!(read(inv).gzip, "{inv}");
        }
        assert_eq!(read("NULL AS 'it''s'").null_as.as_deref(), Some("it's"));
        let delimited = Format::Delimited { delimiter: '\t', escape: true, remove_quotes: true };
        assert_eq!(read(r"delimiter '\t' escape removequotes").format, delimited);
    }

    #[test]
    fn what_cannot_be_run_is_named() {
        for (text, word) in [
            ("FIXEDWIDTH 'a:1'", "FIXEDWIDTH"),
            ("JSON 's3://paths'", "JSON 's3://paths'"),
            ("DELIMITER 'ab'", "DELIMITER"),
        ] {
            let why = Options::parse(text).unwrap_err();
            assert_eq!(why.message, format!("The option {word} cannot be run."));
        }
    }
}
