//! Rows of lines.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::coerce::{self, Told};
use super::{Refused, Rows, SchemaColumn, WrongSchema};

/// Cuts records into lines and fields. Quotes are those of RFC 4180: Assumed.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    row_delimiter: String,
    column_delimiter: String,
    columns: Vec<SchemaColumn>,
}

const QUOTE: char = '"';

impl Decoder {
    pub(super) fn new(
        row_delimiter: &str,
        column_delimiter: &str,
        columns: &[SchemaColumn],
    ) -> Result<Self, WrongSchema> {
        if row_delimiter.is_empty() || column_delimiter.is_empty() {
            return Err(WrongSchema("Rows and columns must have a delimiter".into()));
        }
        let [row_delimiter, column_delimiter] = [row_delimiter, column_delimiter].map(ToString::to_string);
        Ok(Self { row_delimiter, column_delimiter, columns: columns.into() })
    }

    pub(super) fn decode(&self, record: &[u8], rows: &mut Rows, refused: &mut Vec<Refused>) -> usize {
        let before = rows.len();
        let Ok(text) = str::from_utf8(record) else {
            refused.push(Refused::mismatch("The record is not UTF-8", record));
            return 0;
        };
        let mut rest = text;
        while !rest.is_empty() {
            let (fields, line, behind) = self.line(rest);
            rest = behind;
            if line.is_empty() {
                continue;
            }
            let bytes = fields.iter().take(self.columns.len()).map(|field| field.len()).sum();
            if let Some(too_large) = Refused::of_size(bytes, line.as_bytes()) {
                refused.push(too_large);
                continue;
            }
            let pushed = rows.push(|place, sql_type, column| {
                // Fields that are missing at the end are NULL, and so are empty ones of what is no text: Assumed.
                let told = match fields.get(place) {
                    Some(field) if !field.is_empty() || sql_type.is_text() => {
                        Told::Text(Cow::Borrowed(field))
                    }
                    _ => Told::Null,
                };
                coerce::push(told, sql_type, column).map_err(|_| place)
            });
            if let Err(place) = pushed {
                refused.push(coerce::refused(&self.columns[place], line.as_bytes()));
            }
        }
        rows.len() - before
    }

    /// The fields of all lines that are not empty.
    pub(super) fn lines<'t>(&self, texts: &[&'t str]) -> impl Iterator<Item = Vec<Cow<'t, str>>> {
        texts.iter().flat_map(move |text| {
            let mut rest = *text;
            core::iter::from_fn(move || {
                while !rest.is_empty() {
                    let (fields, line, behind) = self.line(rest);
                    rest = behind;
                    if !line.trim().is_empty() {
                        return Some(fields);
                    }
                }
                None
            })
        })
    }

    /// The fields of the first line, the line, and what is behind it.
    fn line<'t>(&self, text: &'t str) -> (Vec<Cow<'t, str>>, &'t str, &'t str) {
        let mut fields = Vec::new();
        let mut rest = text;
        loop {
            let (field, behind) = self.field(rest);
            fields.push(field);
            if let Some(next) = behind.strip_prefix(self.column_delimiter.as_str()) {
                rest = next;
                continue;
            }
            let line = &text[..text.len() - behind.len()];
            let next = behind.strip_prefix(self.row_delimiter.as_str()).unwrap_or(behind);
            return (fields, line, next);
        }
    }

    /// The first field, and what is behind it: a delimiter, or nothing.
    fn field<'t>(&self, text: &'t str) -> (Cow<'t, str>, &'t str) {
        let end = |text: &str| {
            let ends = [self.column_delimiter.as_str(), self.row_delimiter.as_str()];
            ends.iter().filter_map(|delimiter| text.find(delimiter)).min().unwrap_or(text.len())
        };
        let Some(quoted) = text.strip_prefix(QUOTE) else {
            let (field, behind) = text.split_at(end(text));
            return (Cow::Borrowed(field), behind);
        };
        let mut field = String::new();
        let mut rest = quoted;
        while let Some((before, behind)) = rest.split_once(QUOTE) {
            field.push_str(before);
            let Some(again) = behind.strip_prefix(QUOTE) else {
                let (more, behind) = behind.split_at(end(behind));
                field.push_str(more);
                return (Cow::Owned(field), behind);
            };
            field.push(QUOTE);
            rest = again;
        }
        // A quote that nothing ends is a character like another.
        let (field, behind) = text.split_at(end(text));
        (Cow::Borrowed(field), behind)
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::String;

    use super::*;
    use crate::analytics::input::ROW_BYTES_MAX;
    use crate::analytics::sql_type::SqlType;

    #[track_caller]
    fn check(record: &str, expected: &str, not_taken: &str) {
        let column = |name: &str, sql_type| SchemaColumn { name: name.into(), mapping: None, sql_type };
        let columns =
            [column("a", SqlType::VarChar(20)), column("b", SqlType::Integer), column("c", SqlType::Double)];
        let decoder = Decoder::new("\n", ",", &columns).unwrap();
        let (mut rows, mut refused) = (Rows::new(&columns), Vec::new());
        let count = decoder.decode(record.as_bytes(), &mut rows, &mut refused);
        let taken = rows.take();
        let row = |row: usize| {
            let values =
                taken.iter().zip(&columns).map(|(it, of)| format!("{:?}", it.value(row, of.sql_type)));
            values.collect::<Vec<_>>().join(" ")
        };
        assert_eq!((0..count).map(row).collect::<Vec<_>>().join("; "), expected);
        let told: String = refused.iter().map(|it| String::from_utf8_lossy(&it.data).into_owned()).collect();
        assert_eq!(told, not_taken);
    }

    #[test]
    fn lines_are_rows_whose_last_fields_may_be_missing_or_too_many() {
        check(
            "x,1,2.5\ny\n\n,,\nz,7,8,9",
            r#"Text("x") Integer(1) Double(2.5); Text("y") Null Null; Text("") Null Null; Text("z") Integer(7) Double(8.0)"#,
            "",
        );
    }

    #[test]
    fn a_row_has_so_many_bytes_at_most() {
        let columns = [SchemaColumn { name: "a".into(), mapping: None, sql_type: SqlType::VarChar(4) }];
        let decoder = Decoder::new("\n", ",", &columns).unwrap();
        let long = "x".repeat(ROW_BYTES_MAX);
        let (mut rows, mut refused) = (Rows::new(&columns), Vec::new());
        let record = format!("{long},what is in no column counts for nothing\n{long}y\nz");
        assert_eq!(decoder.decode(record.as_bytes(), &mut rows, &mut refused), 2);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].message, "The row has 524289 bytes, and 524288 are allowed at most");
    }

    #[test]
    fn quotes_hide_delimiters_and_a_value_that_does_not_fit_sends_its_line_away() {
        check(
            "\"a,\"\"b\"\"\nc\",1\nx,one\ny,2",
            r#"Text("a,\"b\"\nc") Integer(1) Null; Text("y") Integer(2) Null"#,
            "x,one",
        );
        check("\"open,1", r#"Text("\"open") Integer(1) Null"#, "");
    }
}
