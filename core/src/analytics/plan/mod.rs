//! From statements to operators.
//!
//! [`plan`] finds what names mean, checks types, and says of each statement what is wrong with it. A [`Plan`] is a list of
//! [`Node`]s, each behind those that hand rows to it: who runs it goes through the list once for each piece of input.

mod aggregate;
mod builder;
mod catalog;
mod complaint;
mod course;
mod explain;
mod from;
mod group;
mod insert;
mod node;
mod order;
mod over;
mod relation;
mod scope;
mod select;
mod statement;
mod table_function;
mod topology;
mod translate;
mod walk;
mod window;

use alloc::string::String;
use alloc::vec::Vec;

pub use aggregate::{AGGREGATES, WINDOW_FUNCTIONS};
pub use catalog::Table;
pub use node::{InApplicationStream, NamedColumn, Node, NodeId, Operator, Pump};
pub use table_function::table_functions;

use builder::Builder;
use complaint::Complaint;

use crate::analytics::sql::ast::Statement;
use crate::analytics::sql::{Problem, Severity};

/// The stream that rows without a result go to. No statement can read or write it.
pub const ERROR_STREAM: &str = "error_stream";

/// What an application does.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The operators, each behind those that hand rows to it.
    pub nodes: Vec<Node>,
    /// How many inputs there are.
    pub inputs: usize,
    /// The streams: those of the inputs first, then those that the application makes, in their order.
    pub streams: Vec<InApplicationStream>,
    /// The tables of reference data.
    pub tables: Vec<Table>,
    /// The pumps, in the order in which they are made.
    pub pumps: Vec<Pump>,
}

/// A stream that an input of the application fills.
#[derive(Clone, Debug)]
pub struct InputStream {
    /// Its name.
    pub name: String,
    /// The columns of its schema.
    pub columns: Vec<NamedColumn>,
    /// What is known of each record beside its text; found by name only.
    pub metadata: Vec<NamedColumn>,
}

/// Plans an application. What draws from chance does so from the seed.
///
/// # Errors
/// What is wrong with its statements: the first problem of each.
pub fn plan(
    text: &str,
    statements: &[Statement],
    inputs: &[InputStream],
    tables: &[Table],
    seed: u64,
) -> Result<Plan, Vec<Problem>> {
    let mut builder = Builder::of_seed(seed);
    inputs.iter().for_each(|input| builder.input(input));
    builder.catalog.tables = tables.to_vec();
    let mut pumps = Vec::new();
    let mut complaints = Vec::new();
    for statement in statements {
        complaints.extend(builder.statement(statement, &mut pumps).err());
    }
    let problem =
        |Complaint { span, message, hint }| Problem::new(text, Severity::Error, span, message, hint);
    if !complaints.is_empty() {
        return Err(complaints.into_iter().map(problem).collect());
    }
    match topology::sorted(builder, pumps, inputs.len()) {
        Ok(plan) => Ok(plan),
        Err(complaint) => Err([problem(complaint)].into()),
    }
}
