//! Rows of JSON.

mod path;
pub(super) mod scan;
#[cfg(test)]
mod tests;

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use self::path::{Member, Tree};
use self::scan::{Malformed, Scan};
use super::coerce::{self, Told};
use super::{Refused, Rows, SchemaColumn, WrongSchema};

/// Follows the paths of a schema through documents.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    /// The way to the rows.
    row_path: Vec<path::Step>,
    /// What is taken of a row.
    tree: Tree,
    columns: Vec<SchemaColumn>,
}

/// Where the value of each column stands in the record, if it is there.
type Places = Vec<Option<Range<usize>>>;

impl Decoder {
    pub(super) fn new(row_path: &str, columns: &[SchemaColumn]) -> Result<Self, WrongSchema> {
        let row_path = path::row_path(row_path)?;
        Ok(Self { row_path, tree: Tree::new(columns)?, columns: columns.into() })
    }

    /// Takes the rows of all documents of a record. What is no document ends it: what is behind has no beginning.
    pub(super) fn decode(&self, record: &[u8], rows: &mut Rows, refused: &mut Vec<Refused>) -> usize {
        let before = rows.len();
        let Ok(text) = str::from_utf8(record) else {
            refused.push(Refused::mismatch("The record is not UTF-8", record));
            return 0;
        };
        let mut scan = Scan::new(text);
        while !scan.is_at_end() {
            let start = scan.at();
            if self.document(&mut scan, text, rows, refused).is_err() {
                refused.push(Refused::mismatch("The record is not JSON", &record[start..]));
                break;
            }
            scan.skip_blanks();
        }
        rows.len() - before
    }

    fn document(
        &self,
        scan: &mut Scan<'_>,
        text: &str,
        rows: &mut Rows,
        refused: &mut Vec<Refused>,
    ) -> Result<(), Malformed> {
        if self.row_path.is_empty() && scan.peek() != Some(b'[') {
            return self.row(scan, text, rows, refused);
        }
        let whole = scan.skip()?;
        path::follow(&self.row_path, text, whole, &mut |range| {
            self.row(&mut Scan::of(text, range), text, rows, refused)
        })
    }

    /// Takes one row, or as many as the array has that is flattened.
    fn row(
        &self,
        scan: &mut Scan<'_>,
        text: &str,
        rows: &mut Rows,
        refused: &mut Vec<Refused>,
    ) -> Result<(), Malformed> {
        let start = scan.at();
        let mut places: Places = vec![None; self.columns.len()];
        let mut elements = None;
        if scan.peek() == Some(b'{') {
            self.object(scan, &self.tree.members, &mut places, &mut elements)?;
        } else {
            scan.skip()?;
            refused.push(Refused::mismatch("The row is no JSON object", &text.as_bytes()[start..scan.at()]));
            return Ok(());
        }
        let row = start..scan.at();
        let Some((array, members)) = elements else {
            self.push(text, &places, row, rows, refused);
            return Ok(());
        };
        let mut is_empty = true;
        let mut inner = Scan::of(text, array);
        let mut elements = inner.elements()?;
        while let Some(scan) = elements.next(&mut inner)? {
            is_empty = false;
            let mut places = places.clone();
            match scan.peek() {
                Some(b'{') => self.object(scan, members, &mut places, &mut None)?,
                _ => _ = scan.skip()?,
            }
            self.push(text, &places, row.clone(), rows, refused);
        }
        if is_empty {
            self.push(text, &places, row, rows, refused);
        }
        Ok(())
    }

    /// Notes where the wanted members of an object stand.
    fn object<'t>(
        &'t self,
        scan: &mut Scan<'_>,
        members: &'t [Member],
        places: &mut Places,
        elements: &mut Option<(Range<usize>, &'t [Member])>,
    ) -> Result<(), Malformed> {
        let mut object = scan.members()?;
        while let Some(name) = object.next(scan)? {
            let Some(member) = members.iter().find(|member| name.is(&member.name)) else {
                scan.skip()?;
                continue;
            };
            let start = scan.at();
            match (&member.tree, scan.peek()) {
                (Some(tree), Some(b'{')) if !tree.members.is_empty() => {
                    self.object(scan, &tree.members, places, elements)?;
                }
                _ => _ = scan.skip()?,
            }
            let range = start..scan.at();
            if let Some(tree) = member.tree.as_ref().filter(|tree| !tree.elements.is_empty())
                && scan.byte(start) == Some(b'[')
            {
                *elements = Some((range.clone(), &tree.elements));
            }
            member.columns.iter().for_each(|column| places[*column] = Some(range.clone()));
        }
        Ok(())
    }

    /// Puts a row into columns.
    fn push(
        &self,
        text: &str,
        places: &Places,
        row: Range<usize>,
        rows: &mut Rows,
        refused: &mut Vec<Refused>,
    ) {
        let bytes = places.iter().flatten().map(Range::len).sum();
        if let Some(too_large) = Refused::of_size(bytes, &text.as_bytes()[row.clone()]) {
            return refused.push(too_large);
        }
        let pushed = rows.push(|place, sql_type, column| {
            let told = places[place].clone().map_or(Some(Told::Null), |range| scan::told(&text[range]));
            let told = told.ok_or(place)?;
            coerce::push(told, sql_type, column).map_err(|_| place)
        });
        if let Err(place) = pushed {
            refused.push(coerce::refused(&self.columns[place], &text.as_bytes()[row]));
        }
    }
}
