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
            of_lines(options, delimited(text, *delimiter, *escape, *remove_quotes), columns)
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
        Value::String(text) => options.value(Cell { text: text.clone(), ..Cell::default() }),
        other => Some(other.to_string()),
    }
}

/// A value in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    text: String,
    /// Whether it stood in quotes, so that it is not null.
    is_quoted: bool,
    /// What stood there, where letters were escaped: that is what can be the text for null.
    escaped: Option<String>,
}

/// Lines while they are read.
#[derive(Debug, Default)]
struct Lines {
    lines: Vec<Vec<Cell>>,
    line: Vec<Cell>,
    cell: Cell,
}

impl Lines {
    /// Takes a letter that a backslash has taken the meaning from.
    fn push_escaped(&mut self, letter: Option<char>) {
        let Cell { text, escaped, .. } = &mut self.cell;
        let raw = escaped.get_or_insert_with(|| text.clone());
        raw.push('\\');
        raw.extend(letter);
        text.extend(letter);
    }

    fn push(&mut self, letter: char) {
        self.cell.text.push(letter);
        if let Some(raw) = &mut self.cell.escaped {
            raw.push(letter);
        }
    }

    fn end_cell(&mut self) {
        self.line.push(core::mem::take(&mut self.cell));
    }

    fn end_line(&mut self) {
        self.end_cell();
        self.lines.push(core::mem::take(&mut self.line));
    }

    /// All of them; the last may have no end.
    fn finish(mut self) -> Vec<Vec<Cell>> {
        if !self.line.is_empty() || self.cell != Cell::default() {
            self.end_line();
        }
        self.lines
    }
}

fn of_lines(options: &Options, lines: Vec<Vec<Cell>>, columns: Option<&[String]>) -> Result<Rows, Refused> {
    let lines = lines.into_iter().skip(options.ignore_header).filter(|line| line != &[Cell::default()]);
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
        let mut row: Vec<_> = line.into_iter().map(|cell| options.value(cell)).collect();
        row.resize(columns.len(), None);
        rows.push(row);
    }
    Ok(Rows { columns: found.unwrap_or_default(), rows })
}

impl Options {
    /// What a text means as a value.
    fn value(&self, cell: Cell) -> Option<String> {
        let Cell { text, is_quoted, escaped } = cell;
        let bare = escaped.as_ref().unwrap_or(&text);
        let is_null = !is_quoted && self.null_as.as_deref().unwrap_or("\\N") == bare
            || self.empty_as_null && text.is_empty()
            || self.blanks_as_null && !text.is_empty() && text.trim().is_empty();
        if is_null {
            return None;
        }
        Some(if self.trim_blanks { text.trim_end().to_string() } else { text })
    }
}

/// Lines of values with a delimiter between them. A backslash that escapes takes the meaning of a line's end away too.
fn delimited(text: &str, delimiter: char, escape: bool, remove_quotes: bool) -> Vec<Vec<Cell>> {
    let mut lines = Lines::default();
    let mut letters = text.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if escape => lines.push_escaped(letters.next()),
            '\n' => {
                lines.end_line();
                quote = None;
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '"' | '\'' if remove_quotes && quote.is_none() && lines.cell.text.is_empty() => {
                quote = Some(letter);
            }
            _ if quote == Some(letter) => quote = None,
            _ if letter == delimiter && quote.is_none() => lines.end_cell(),
            _ => lines.push(letter),
        }
    }
    lines.finish()
}

/// Lines of comma-separated values: a quote within quotes is two, and a line feed within quotes ends no line.
fn csv(text: &str, delimiter: char, quote: char) -> Vec<Vec<Cell>> {
    let mut lines = Lines::default();
    let mut letters = text.chars().peekable();
    let mut in_quotes = false;
    while let Some(letter) = letters.next() {
        match letter {
            _ if in_quotes && letter == quote => match letters.next_if_eq(&quote) {
                Some(letter) => lines.push(letter),
                None => in_quotes = false,
            },
            _ if in_quotes => lines.push(letter),
            _ if letter == quote && lines.cell.text.is_empty() => {
                (in_quotes, lines.cell.is_quoted) = (true, true);
            }
            _ if letter == delimiter => lines.end_cell(),
            '\n' => lines.end_line(),
            '\r' if letters.peek() == Some(&'\n') => {}
            _ => lines.push(letter),
        }
    }
    lines.finish()
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
        check("DELIMITER ',' ESCAPE", None, "a\\\nb,b\r\na,b", &[&[Some("a\nb"), b], &[a, b]]);
        check("ESCAPE", None, "\\N|b\na\\N|\\\\N\n", &[&[None, b], &[Some("aN"), Some("\\N")]]);
        check("ESCAPE NULL AS 'N'", None, "\\N|N\n", &[&[Some("N"), None]]);
        check("CSV IGNOREHEADER 1", None, "x,y\r\na,\"say \"\"b\"\"\nb\"\n", &[&[a, Some("say \"b\"\nb")]]);
        check("CSV EMPTYASNULL FILLRECORD", Some("x, y"), ",b\na", &[&[None, b], &[a, None]]);
        check(
            "JSON 'auto'",
            Some("y,x"),
            r#"{"x":"a","y":5}{"x":null,"z":1}"#,
            &[&[Some("5"), a], &[None, None]],
        );
        check("JSON 'auto'", Some("User"), r#"{"user":"a","User":"b"}"#, &[&[a]]);
        check("JSON 'auto'", Some(r#""User""#), r#"{"user":"a","User":"b"}"#, &[&[b]]);
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
