//! Columns of documents.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::guess::Guess;
use super::{Found, SAMPLE_ROWS_MAX};
use crate::analytics::input::coerce::Told;
use crate::analytics::input::json::scan::{Malformed, Scan, told};

/// Objects in each other that are looked into.
const DEPTH_MAX: usize = 8;

/// The columns so far.
#[derive(Default)]
struct Columns {
    found: Vec<Found>,
    /// The path of the one array whose elements are rows.
    array: Option<String>,
    rows: usize,
}

/// The path to rows, and their columns; none where most records are no JSON. A few may be broken: such is life.
pub(super) fn columns(texts: &[&str]) -> Option<(&'static str, Vec<Found>)> {
    let mut columns = Columns::default();
    let (mut has_arrays, mut broken) = (false, 0);
    for text in texts {
        let mut scan = Scan::new(text);
        while !scan.is_at_end() && columns.rows < SAMPLE_ROWS_MAX {
            has_arrays |= scan.peek() == Some(b'[');
            if columns.document(&mut scan, text).is_err() {
                broken += 1;
                break;
            }
            scan.skip_blanks();
        }
    }
    let path = if has_arrays { "$[0:]" } else { "$" };
    (broken < columns.rows).then_some((path, columns.found))
}

impl Columns {
    fn document(&mut self, scan: &mut Scan<'_>, text: &str) -> Result<(), Malformed> {
        match scan.peek() {
            Some(b'{') => {
                self.object(scan, text, "$", 0)?;
                self.rows += 1;
                Ok(())
            }
            Some(b'[') => {
                let mut elements = scan.elements()?;
                while let Some(scan) = elements.next(scan)? {
                    match scan.peek() {
                        Some(b'{') => self.object(scan, text, "$", 0)?,
                        _ => return Err(Malformed),
                    }
                    self.rows += 1;
                }
                Ok(())
            }
            _ => Err(Malformed),
        }
    }

    fn object(&mut self, scan: &mut Scan<'_>, text: &str, path: &str, depth: usize) -> Result<(), Malformed> {
        let mut members = scan.members()?;
        while let Some(name) = members.next(scan)? {
            let name = name.unescaped().ok_or(Malformed)?;
            let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
            let path = if is_plain { format!("{path}.{name}") } else { format!("{path}['{name}']") };
            match scan.peek() {
                Some(b'{') if depth < DEPTH_MAX => self.object(scan, text, &path, depth + 1)?,
                Some(b'[') => self.array(scan, text, &path, &name, depth)?,
                _ => {
                    let range = scan.skip()?;
                    self.see(&path, &name, &told(&text[range]).ok_or(Malformed)?);
                }
            }
        }
        Ok(())
    }

    /// The first array of objects is gone through; every other one is a text.
    fn array(
        &mut self,
        scan: &mut Scan<'_>,
        text: &str,
        path: &str,
        name: &str,
        depth: usize,
    ) -> Result<(), Malformed> {
        let range = scan.skip()?;
        let mut inner = Scan::of(text, range.clone());
        let mut elements = inner.elements()?;
        let is_of_objects = elements.next(&mut inner)?.is_some_and(|first| first.peek() == Some(b'{'));
        let is_ours = self.array.as_ref().is_none_or(|array| array == path);
        let path = format!("{path}[0:]");
        if !is_of_objects || !is_ours || DEPTH_MAX <= depth || path.matches("[0:]").count() > 1 {
            self.see(&path, name, &Told::Whole(&text[range]));
            return Ok(());
        }
        self.array = Some(path.trim_end_matches("[0:]").to_string());
        let mut inner = Scan::of(text, range);
        let mut elements = inner.elements()?;
        while let Some(scan) = elements.next(&mut inner)? {
            match scan.peek() {
                Some(b'{') => self.object(scan, text, &path, depth + 1)?,
                _ => _ = scan.skip()?,
            }
        }
        Ok(())
    }

    fn see(&mut self, path: &str, name: &str, told: &Told<'_>) {
        let place = self.found.iter().position(|found| found.mapping.as_deref() == Some(path));
        let place = place.unwrap_or_else(|| {
            self.found.push(Found {
                mapping: Some(path.to_string()),
                name: name.to_string(),
                guess: Guess::default(),
            });
            self.found.len() - 1
        });
        self.found[place].guess.see(told);
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::format;
    use std::string::String;

    use expect_test::{Expect, expect};

    use crate::analytics::input::discovery::discover;

    #[track_caller]
    fn check(records: &[&str], expected: Expect) {
        let mut text = String::new();
        if let Some(schema) = discover(records) {
            writeln!(text, "{:?}", schema.format).unwrap();
            for column in schema.columns {
                let mapping = column.mapping.map_or(String::new(), |path| format!(" {path}"));
                writeln!(text, "{} {}{mapping}", column.name, column.sql_type).unwrap();
            }
        }
        expected.assert_eq(&text);
    }

    #[test]
    fn each_value_is_a_column_of_the_smallest_type_that_holds_it() {
        check(
            &[
                r#"{"TICKER":"AMZN","PRICE":12.5,"n":7,"up":true,"none":null,"at":"2026-01-01 00:00:00"}{"n":300,"up":"maybe"}"#,
                r#"{"n":-1,"big":5000000000,"user":{"name":"ann","age":30},"tags":["a","b"],"items":[{"sku":"x","q":1},{"sku":"yy"}]}"#,
            ],
            expect![[r#"
                Json { row_path: "$" }
                TICKER VARCHAR(4) $.TICKER
                PRICE DOUBLE $.PRICE
                n SMALLINT $.n
                up VARCHAR(8) $.up
                COL_none VARCHAR(16) $.none
                COL_at VARCHAR(32) $.at
                big BIGINT $.big
                name VARCHAR(4) $.user.name
                age TINYINT $.user.age
                tags VARCHAR(16) $.tags[0:]
                sku VARCHAR(4) $.items[0:].sku
                q TINYINT $.items[0:].q
            "#]],
        );
    }

    #[test]
    fn names_that_sql_cannot_have_are_changed() {
        check(
            &[r#"{"USER":1,"USER@DOMAIN":2,"year":3,"@@":4,"1st":5,"a":{"x":1},"b":{"x":2}}"#],
            expect![[r#"
            Json { row_path: "$" }
            COL_USER TINYINT $.USER
            COL_USERDOMAIN TINYINT $['USER@DOMAIN']
            COL_year TINYINT $.year
            COL_3 TINYINT $['@@']
            COL_1st TINYINT $.1st
            x TINYINT $.a.x
            x_2 TINYINT $.b.x
        "#]],
        );
    }

    #[test]
    fn what_is_no_json_is_lines() {
        check(
            &["AMZN,12.5,7\nGOOG,13,8", "x,1,2\n"],
            expect![[r#"
            Csv { row_delimiter: "\n", column_delimiter: "," }
            COL_0 VARCHAR(4)
            COL_1 DOUBLE
            COL_2 TINYINT
        "#]],
        );
        check(
            &["a|b|1|true\nc|d|2|false"],
            expect![[r#"
            Csv { row_delimiter: "\n", column_delimiter: "|" }
            COL_0 VARCHAR(4)
            COL_1 VARCHAR(4)
            COL_2 TINYINT
            COL_3 BOOLEAN
        "#]],
        );
        check(&["", "  "], expect![""]);
        check(
            &[r#"[{"a":1},{"a":2}]"#],
            expect![[r#"
            Json { row_path: "$[0:]" }
            a TINYINT $.a
        "#]],
        );
    }
}
