//! What a query selects from, with the names by which its columns are found.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::node::NodeId;
use crate::analytics::expression::Expression;
use crate::analytics::sql_type::SqlType;

/// Rows that a query can select from.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) rows: Rows,
    pub(super) columns: Vec<Column>,
}

/// Where rows are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rows {
    /// They come, one after the other.
    Stream(NodeId),
    /// They are there.
    Table(usize),
}

/// A column of a relation.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The name of the relation that it came with, where it has one.
    pub(super) qualifier: Option<String>,
    /// Its own name; that of a record for each of its fields.
    pub(super) name: String,
    /// Its name in the record, where it is a field.
    pub(super) field: Option<String>,
    pub(super) sql_type: SqlType,
    pub(super) course: Course,
    /// Whether `*` leaves it out.
    pub(super) is_hidden: bool,
}

/// How the values of a column go on from row to row.
#[derive(Clone, Debug)]
pub(super) enum Course {
    /// As they like.
    Any,
    /// They never go back.
    Ascending,
    /// They are computed from the rowtime of the row alone: by this, over rows without columns.
    OfRowtime(Expression),
}

impl Column {
    pub(super) fn new(name: &str, sql_type: SqlType) -> Self {
        Self {
            qualifier: None,
            name: name.to_string(),
            field: None,
            sql_type,
            course: Course::Any,
            is_hidden: false,
        }
    }
}

impl Relation {
    /// Columns without rows: for expressions that need none.
    pub(super) fn without_rows(columns: Vec<Column>) -> Self {
        Self { rows: Rows::Table(usize::MAX), columns }
    }

    /// The same, called otherwise.
    pub(super) fn called(mut self, name: &str) -> Self {
        self.columns.iter_mut().for_each(|column| column.qualifier = Some(name.to_string()));
        self
    }

    pub(super) fn types(&self) -> Vec<SqlType> {
        self.columns.iter().map(|column| column.sql_type).collect()
    }

    /// The columns that names mean: `column`, `relation.column`, `record.field`, `relation.record.field`.
    pub(super) fn find(&self, names: &[&str]) -> Vec<usize> {
        let is_meant = |column: &Column| {
            let qualifier = column.qualifier.as_deref();
            let (name, field) = (column.name.as_str(), column.field.as_deref());
            match names {
                [one] => field.is_none() && *one == name,
                [first, second] => match field {
                    None => Some(*first) == qualifier && *second == name,
                    Some(field) => *first == name && *second == field,
                },
                [first, second, third] => {
                    Some(*first) == qualifier && *second == name && Some(*third) == field
                }
                _ => false,
            }
        };
        (0..self.columns.len()).filter(|column| is_meant(&self.columns[*column])).collect()
    }

    /// Whether a relation in it has this name.
    pub(super) fn has_qualifier(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.qualifier.as_deref() == Some(name))
    }
}
