//! What an application has made so far.

use alloc::string::String;
use alloc::vec::Vec;

use super::node::{InApplicationStream, NamedColumn};
use super::relation::{Column, Course, Relation, Rows};
use crate::analytics::expression::Expression;
use crate::analytics::sql::ast::{self, Parameter};
use crate::analytics::sql_type::SqlType;

/// Streams, tables, views and functions, found by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalog {
    pub(super) streams: Vec<InApplicationStream>,
    /// Columns of the streams that are found by their names only: those that tell where a record came from.
    pub(super) hidden: Vec<Vec<NamedColumn>>,
    pub(super) tables: Vec<Table>,
    pub(super) views: Vec<View>,
    pub(super) functions: Vec<UserFunction>,
}

/// A table of reference data.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name, as it is stored.
    pub name: String,
    /// Its columns.
    pub columns: Vec<NamedColumn>,
}

/// A query with a name.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) query: ast::Query,
}

/// A function of the application.
#[derive(Clone, Debug)]
pub(super) struct UserFunction {
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) returns: SqlType,
    pub(super) is_null_on_null: bool,
    pub(super) body: ast::Expression,
}

impl Catalog {
    pub(super) fn stream(&self, name: &str) -> Option<&InApplicationStream> {
        self.streams.iter().find(|stream| stream.name == name)
    }

    pub(super) fn view(&self, name: &str) -> Option<&View> {
        self.views.iter().find(|view| view.name == name)
    }

    /// Whether a stream, a table or a view has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.stream(name).is_some()
            || self.view(name).is_some()
            || self.tables.iter().any(|table| table.name == name)
    }

    /// A stream or a table as something to select from.
    pub(super) fn relation(&self, name: &str) -> Option<Relation> {
        let column = |column: &NamedColumn| Column::new(&column.name, column.sql_type);
        if let Some(place) = self.streams.iter().position(|stream| stream.name == name) {
            let stream = &self.streams[place];
            let hidden = self.hidden[place].iter().map(|it| Column { is_hidden: true, ..column(it) });
            let columns = stream.columns.iter().map(column).chain(hidden).collect();
            return Some(Relation { rows: Rows::Stream(stream.node), columns }.called(name));
        }
        let place = self.tables.iter().position(|table| table.name == name)?;
        let columns = self.tables[place].columns.iter().map(column).collect();
        Some(Relation { rows: Rows::Table(place), columns }.called(name))
    }

    /// The function of this name for arguments of these types, of which NULL has none. Types must be those of the parameters, but
    /// for their lengths and widths: whole numbers that are written down are of the least type that holds them.
    pub(super) fn function(&self, name: &str, types: &[Option<SqlType>]) -> Option<&UserFunction> {
        let fits = |function: &&UserFunction| {
            function.name == name
                && function.parameters.len() == types.len()
                && function.parameters.iter().zip(types).all(|(parameter, sql_type)| {
                    sql_type.is_none_or(|sql_type| sql_type.is_like(parameter.sql_type))
                })
        };
        self.functions.iter().find(fits)
    }
}

impl Column {
    /// A column that is the rowtime of its row.
    pub(super) fn rowtime(qualifier: Option<String>, name: &str) -> Self {
        let course = Course::OfRowtime(Expression::rowtime());
        Self { qualifier, course, ..Self::new(name, SqlType::Timestamp) }
    }
}
