//! Paths through documents.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use super::scan::{Malformed, Scan};
use crate::analytics::input::{SchemaColumn, WrongSchema};

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name` or `['name']`.
    Member(String),
    /// `[0:]`: all elements.
    Elements,
}

/// What is taken of a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// Of its members, where it is an object.
    pub(super) members: Vec<Member>,
    /// Of those of its elements, where it is an array: a row for each.
    pub(super) elements: Vec<Member>,
}

/// What is taken of a member.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The columns that have it as a whole.
    pub(super) columns: Vec<usize>,
    /// What is taken of it beside.
    pub(super) tree: Option<Tree>,
}

/// The path to rows.
pub(super) fn row_path(path: &str) -> Result<Vec<Step>, WrongSchema> {
    let mut steps = steps(path)?;
    // An array is gone through in any case.
    if steps.last() == Some(&Step::Elements) {
        steps.pop();
    }
    match steps.contains(&Step::Elements) {
        true => Err(WrongSchema(format!("The row path {path} goes through more than one array"))),
        false => Ok(steps),
    }
}

fn steps(path: &str) -> Result<Vec<Step>, WrongSchema> {
    let wrong = || WrongSchema(format!("{path} is no path such as $.a.b, $.a[0:] or $.a[0:].b"));
    let mut rest = path.trim().strip_prefix('$').ok_or_else(wrong)?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix("[0:]") {
            steps.push(Step::Elements);
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix("['") {
            let (name, behind) = behind.split_once("']").ok_or_else(wrong)?;
            steps.push(Step::Member(name.to_string()));
            rest = behind;
        } else {
            let behind = rest.strip_prefix('.').ok_or_else(wrong)?;
            let end = behind.find(['.', '[']).unwrap_or(behind.len());
            if end == 0 {
                return Err(wrong());
            }
            steps.push(Step::Member(behind[..end].to_string()));
            rest = &behind[end..];
        }
    }
    Ok(steps)
}

/// Hands over the rows that a path leads to: the elements of an array, or the one value there is.
pub(super) fn follow(
    steps: &[Step],
    text: &str,
    within: Range<usize>,
    row: &mut impl FnMut(Range<usize>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut at = within;
    for step in steps {
        let Step::Member(wanted) = step else { continue };
        let mut scan = Scan::of(text, at);
        if scan.peek() != Some(b'{') {
            return Ok(());
        }
        let mut found = None;
        let mut members = scan.members()?;
        while let Some(name) = members.next(&mut scan)? {
            let is_wanted = name.is(wanted);
            let value = scan.skip()?;
            if is_wanted {
                found = Some(value);
            }
        }
        let Some(value) = found else { return Ok(()) };
        at = value;
    }
    let mut scan = Scan::of(text, at.clone());
    if scan.peek() != Some(b'[') {
        return row(at);
    }
    let mut elements = scan.elements()?;
    while let Some(scan) = elements.next(&mut scan)? {
        row(scan.skip()?)?;
    }
    Ok(())
}

impl Tree {
    /// The paths of all columns in one. A column without a path is found by its name.
    ///
    /// # Errors
    /// A path cannot be followed; or more than one array is to be gone through.
    pub(super) fn new(columns: &[SchemaColumn]) -> Result<Self, WrongSchema> {
        let mut tree = Self::default();
        let mut flattened: Option<Vec<Step>> = None;
        for (place, column) in columns.iter().enumerate() {
            let steps = match &column.mapping {
                Some(path) => steps(path)?,
                None => [Step::Member(column.name.clone())].into(),
            };
            if let Some(array) =
                steps.iter().position(|step| *step == Step::Elements).filter(|at| at + 1 < steps.len())
            {
                let before = &steps[..array];
                let is_another = flattened.as_ref().is_some_and(|other| other != before);
                if is_another || steps[array + 1..].contains(&Step::Elements) {
                    let path = column.mapping.as_deref().unwrap_or_default();
                    return Err(WrongSchema(format!(
                        "{path} would make rows of a second array; only one can be"
                    )));
                }
                flattened = Some(before.to_vec());
            }
            tree.add(&steps, place)?;
        }
        Ok(tree)
    }

    fn add(&mut self, steps: &[Step], column: usize) -> Result<(), WrongSchema> {
        let nothing = || WrongSchema("A column's path must name a member of the row".into());
        let (first, rest) = steps.split_first().ok_or_else(nothing)?;
        let Step::Member(name) = first else { return Err(nothing()) };
        add_member(&mut self.members, name, rest, column)
    }
}

fn add_member(
    members: &mut Vec<Member>,
    name: &str,
    rest: &[Step],
    column: usize,
) -> Result<(), WrongSchema> {
    let place = members.iter().position(|member| member.name == name).unwrap_or_else(|| {
        members.push(Member { name: name.to_string(), columns: Vec::new(), tree: None });
        members.len() - 1
    });
    let member = &mut members[place];
    match rest {
        // An array as a whole is its text.
        [] | [Step::Elements] => member.columns.push(column),
        [Step::Elements, Step::Member(name), rest @ ..] => {
            let elements = &mut member.tree.get_or_insert_default().elements;
            add_member(elements, name, rest, column)?;
        }
        [Step::Elements, ..] => return Err(WrongSchema("Arrays of arrays cannot be gone through".into())),
        [Step::Member(_), ..] => member.tree.get_or_insert_default().add(rest, column)?,
    }
    Ok(())
}
