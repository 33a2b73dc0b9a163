//! From the bytes of an object to rows.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::options::{Format, Options};
use crate::errand::Refused;

/// Rows with their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The columns.
    pub columns: Vec<String>,
    /// The rows; what is not there is null.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Reads the rows of an object that is not compressed any more. Without columns, those of JSON are the members of the first
/// object, and others are numbered.
///
/// # Errors
/// What cannot be read, where more is wrong than may be.
pub fn rows(options: &Options, body: &[u8], columns: Option<&[String]>) -> Result<Rows, Refused> {
    let text = core::str::from_utf8(body).map_err(|_| failed("a byte sequence that is not UTF-8"))?;
    match &options.format {
        Format::Json { ignore_case } => of_json(options, text, columns, *ignore_case),
        Format::Csv { delimiter, quote } => of_lines(options, csv(text, *delimiter, *quote), columns),
        Format::Delimited { delimiter, escape, remove_quotes } => {
            let lines = text.lines().map(|line| delimited(line, *delimiter, *escape, *remove_quotes));
            of_lines(options, lines.collect(), columns)
        }
    }
}

fn of_json(
    options: &Options,
    text: &str,
    columns: Option<&[String]>,
    ignore_case: bool,
) -> Result<Rows, Refused> {
    let mut found = columns.map(<[String]>::to_vec);
    let mut rows = Vec::new();
    let mut wrong = 0;
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        // What stands behind a text that is no JSON cannot be found.
        let object = match value.map_err(|error| failed(&format!("invalid JSON: {error}")))? {
            Value::Object(object) => object,
            _ => {
                wrong += 1;
                if options.max_error < wrong {
                    return Err(failed("a value that is no JSON object"));
                }
                continue;
            }
        };
        let columns = found.get_or_insert_with(|| object.keys().cloned().collect());
        rows.push(columns.iter().map(|column| member(&object, column, ignore_case, options)).collect());
    }
    Ok(Rows { columns: found.unwrap_or_default(), rows })
}

fn member(object: &Map<String, Value>, column: &str, ignore_case: bool, options: &Options) -> Option<String> {
    let found = object.get(column).or_else(|| {
        let same = |name: &String| ignore_case && name.eq_ignore_ascii_case(column);
        object.iter().find(|(name, _)| same(name)).map(|(_, value)| value)
    })?;
    match found {
        Value::Null => None,
        Value::String(text) => options.value(text.clone(), false),
        other => Some(other.to_string()),
    }
}

/// A value in a line, and whether it stood in quotes.
type Cell = (String, bool);

fn of_lines(options: &Options, lines: Vec<Vec<Cell>>, columns: Option<&[String]>) -> Result<Rows, Refused> {
    let lines =
        lines.into_iter().skip(options.ignore_header).filter(|line| line != &[(String::new(), false)]);
    let mut found = columns.map(<[String]>::to_vec);
    let (mut rows, mut wrong) = (Vec::new(), 0);
    for line in lines {
        let columns = found.get_or_insert_with(|| (1..=line.len()).map(|at| format!("column{at}")).collect());
        let is_short = line.len() < columns.len() && !options.fill_record;
        if is_short || columns.len() < line.len() {
            wrong += 1;
            if options.max_error < wrong {
                let what = if is_short { "fewer values than columns" } else { "more values than columns" };
                return Err(failed(what));
            }
            continue;
        }
        let mut row: Vec<_> = line.into_iter().map(|(text, quoted)| options.value(text, quoted)).collect();
        row.resize(columns.len(), None);
        rows.push(row);
    }
    Ok(Rows { columns: found.unwrap_or_default(), rows })
}

impl Options {
    /// What a text means as a value.
    fn value(&self, text: String, is_quoted: bool) -> Option<String> {
        let is_null = !is_quoted && self.null_as.as_deref().unwrap_or("\\N") == text
            || self.empty_as_null && text.is_empty()
            || self.blanks_as_null && !text.is_empty() && text.trim().is_empty();
        if is_null {
            return None;
        }
        Some(if self.trim_blanks { text.trim_end().to_string() } else { text })
    }
}

fn delimited(line: &str, delimiter: char, escape: bool, remove_quotes: bool) -> Vec<Cell> {
    let (mut cells, mut text) = (Vec::new(), String::new());
    let mut letters = line.chars();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if escape => text.extend(letters.next()),
            '"' | '\'' if remove_quotes && quote.is_none() && text.is_empty() => quote = Some(letter),
            _ if quote == Some(letter) => quote = None,
            _ if letter == delimiter && quote.is_none() => {
                cells.push((core::mem::take(&mut text), false));
            }
            _ => text.push(letter),
        }
    }
    cells.push((text, false));
    cells
}

/// Lines of comma-separated values: a quote within quotes is two, and a line feed within quotes ends no line.
fn csv(text: &str, delimiter: char, quote: char) -> Vec<Vec<Cell>> {
    let (mut lines, mut line, mut cell) = (Vec::new(), Vec::new(), (String::new(), false));
    let mut letters = text.chars().peekable();
    let mut in_quotes = false;
    while let Some(letter) = letters.next() {
        match letter {
            _ if in_quotes && letter == quote => match letters.next_if_eq(&quote) {
                Some(letter) => cell.0.push(letter),
                None => in_quotes = false,
            },
            _ if in_quotes => cell.0.push(letter),
            _ if letter == quote && cell.0.is_empty() => (in_quotes, cell.1) = (true, true),
            _ if letter == delimiter => line.push(core::mem::take(&mut cell)),
            '\n' => {
                line.push(core::mem::take(&mut cell));
                lines.push(core::mem::take(&mut line));
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            _ => cell.0.push(letter),
        }
    }
    if !line.is_empty() || !cell.0.is_empty() || cell.1 {
        line.push(cell);
        lines.push(line);
    }
    lines
}

fn failed(what: &str) -> Refused {
    Refused::new("Redshift.DataLoadFailed", format!("The copy has met {what}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::errands::servers::redshift::columns_of;

    #[track_caller]
    fn check(options: &str, columns: Option<&str>, body: &str, expected: &[&[Option<&str>]]) {
        let columns = columns.map(columns_of);
        let read = rows(&Options::parse(options).unwrap(), body.as_bytes(), columns.as_deref()).unwrap();
        let read: Vec<Vec<_>> =
            read.rows.iter().map(|row| row.iter().map(Option::as_deref).collect()).collect();
        assert_eq!(read, expected, "{options}");
    }

    #[test]
    fn rows_are_read_in_every_form() {
        let (a, b) = (Some("a"), Some("b"));
        check("", None, "a|b\n\\N|b\n", &[&[a, b], &[None, b]]);
        check("DELIMITER ',' REMOVEQUOTES", None, "\"a\",b", &[&[a, b]]);
        check("DELIMITER ',' ESCAPE", None, "a\\,b,b", &[&[Some("a,b"), b]]);
        check("CSV IGNOREHEADER 1", None, "x,y\r\na,\"say \"\"b\"\"\nb\"\n", &[&[a, Some("say \"b\"\nb")]]);
        check("CSV EMPTYASNULL FILLRECORD", Some("x, y"), ",b\na", &[&[None, b], &[a, None]]);
        check(
            "JSON 'auto'",
            Some("y,x"),
            r#"{"x":"a","y":5}{"x":null,"z":1}"#,
            &[&[Some("5"), a], &[None, None]],
        );
        check("JSON 'auto ignorecase'", Some("x"), r#"{"X":{"a":[1]}}"#, &[&[Some(r#"{"a":[1]}"#)]]);
        check("MAXERROR 1", Some("x,y"), "a\na|b", &[&[a, b]]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (options, body) in [("", "a"), ("", "a|b|c"), ("JSON 'auto'", "[1]"), ("JSON 'auto'", "{")] {
            let columns = columns_of("x,y");
            let read = rows(&Options::parse(options).unwrap(), body.as_bytes(), Some(&columns));
            assert_eq!(read.unwrap_err().code, "Redshift.DataLoadFailed", "{body}");
        }
    }
}
