//! Statements.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Expression, Name, Path, Query};
use crate::analytics::sql::span::Span;
use crate::analytics::sql_type::SqlType;

/// One statement of an application.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `CREATE STREAM`.
    CreateStream(CreateStream),
    /// `CREATE PUMP`.
    CreatePump(CreatePump),
    /// `CREATE VIEW`.
    CreateView(CreateView),
    /// `CREATE FUNCTION`.
    CreateFunction(CreateFunction),
}

/// `CREATE STREAM name (columns)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateStream {
    /// Whether it takes the place of an earlier one.
    pub replace: bool,
    /// Its name.
    pub name: Path,
    /// Its columns, one at least.
    pub columns: Vec<ColumnDefinition>,
    /// What else is said of it.
    pub options: Vec<StreamOption>,
    /// What it is for.
    pub description: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A column of a new stream.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnDefinition {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub sql_type: SqlType,
    /// Whether it must have a value.
    pub not_null: bool,
    /// What else is said of it.
    pub options: Vec<StreamOption>,
    /// What it is for.
    pub description: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// `name 'value'` among options. Nothing depends on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamOption {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: String,
}

/// `CREATE PUMP name AS INSERT ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePump {
    /// Whether it takes the place of an earlier one.
    pub replace: bool,
    /// Its name.
    pub name: Path,
    /// Whether it runs at first, where that is said.
    pub state: Option<PumpState>,
    /// What it is for.
    pub description: Option<String>,
    /// What it does without end.
    pub insert: Insert,
    /// Where it stands.
    pub span: Span,
}

/// Whether a pump runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PumpState {
    /// It does.
    Started,
    /// It does not.
    Stopped,
}

/// `INSERT INTO stream query`.
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    /// Whether `EXPEDITED` is said.
    pub expedited: bool,
    /// The stream.
    pub into: Path,
    /// The columns that are given, in this order; all where none is named.
    pub columns: Vec<Name>,
    /// What gives the rows.
    pub query: Query,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE VIEW name AS query`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateView {
    /// Whether it takes the place of an earlier one.
    pub replace: bool,
    /// Its name.
    pub name: Path,
    /// What its columns are called; as those of the query where none is named.
    pub columns: Vec<Name>,
    /// What it is for.
    pub description: Option<String>,
    /// What gives the rows.
    pub query: Query,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE FUNCTION name (parameters) RETURNS type RETURN body`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateFunction {
    /// Whether it takes the place of an earlier one.
    pub replace: bool,
    /// Its name; functions with other parameters may have the same.
    pub name: Path,
    /// What it is called with.
    pub parameters: Vec<Parameter>,
    /// What it gives.
    pub returns: SqlType,
    /// What else is said of it, each thing once.
    pub characteristics: Vec<Characteristic>,
    /// What it computes.
    pub body: Expression,
    /// Where it stands.
    pub span: Span,
}

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub sql_type: SqlType,
}

/// What is said of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Characteristic {
    /// `LANGUAGE SQL`.
    LanguageSql,
    /// `SPECIFIC name`, a name of this function alone.
    Specific(Name),
    /// `[NOT] DETERMINISTIC`.
    Deterministic(bool),
    /// `CONTAINS SQL`.
    ContainsSql,
    /// `READS SQL DATA`.
    ReadsSqlData,
    /// `MODIFIES SQL DATA`.
    ModifiesSqlData,
    /// `RETURNS NULL ON NULL INPUT`.
    ReturnsNullOnNullInput,
    /// `CALLED ON NULL INPUT`.
    CalledOnNullInput,
}

impl Statement {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::CreateStream(it) => it.span,
            Self::CreatePump(it) => it.span,
            Self::CreateView(it) => it.span,
            Self::CreateFunction(it) => it.span,
        }
    }
}
