//! INSERT INTO: what is selected becomes rows of a stream.

use alloc::format;
use alloc::vec::Vec;

use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::node::{NamedColumn, NodeId, Operator};
use super::relation::Column;
use super::scope::{ROWTIME, single};
use super::translate::Typed;
use super::{ERROR_STREAM, catalog::Catalog};
use crate::analytics::expression::Expression;
use crate::analytics::operator::project::{Output, Project};
use crate::analytics::sql::ast::Insert;
use crate::analytics::value::Value;

impl Builder {
    /// Plans an INSERT; gives the node whose rows go into the stream.
    pub(super) fn insert(&mut self, insert: &Insert) -> Planned<NodeId> {
        let name = single(&insert.into)?;
        if name.eq_ignore_ascii_case(ERROR_STREAM) {
            return Err(Complaint::new(insert.into.span, "The error stream cannot be written"));
        }
        let columns = columns(&self.catalog, name);
        let Some(columns) = columns else { return Err(self.not_found(name, insert.into.span)) };
        let relation = self.query(&insert.query)?;
        let selected: Vec<(usize, &Column)> =
            relation.columns.iter().enumerate().filter(|(_, column)| !column.is_hidden).collect();
        let targets = targets(insert, &columns)?;
        if targets.len() != selected.len() {
            let message =
                format!("{} columns are selected, and {} are inserted into", selected.len(), targets.len());
            return Err(Complaint::new(insert.query.span, message));
        }
        let mut outputs: Vec<Output> = columns
            .iter()
            .map(|column| Output::Value(Expression::constant(Value::Null, column.sql_type)))
            .collect();
        for (target, (place, column)) in targets.into_iter().zip(selected) {
            let to = columns[target].sql_type;
            let value = Typed::from(Expression::column(place, column.sql_type));
            let value = value.assigned(to, insert.query.span).map_err(|complaint| Complaint {
                message: format!("{} ('{}')", complaint.message, columns[target].name),
                ..complaint
            })?;
            outputs[target] = Output::Value(value);
        }
        let node = self.stream(&relation, insert.query.span)?;
        Ok(self.add(Operator::Project(Project { condition: None, columns: outputs }), [node].into()))
    }
}

fn columns(catalog: &Catalog, name: &str) -> Option<Vec<NamedColumn>> {
    catalog.stream(name).map(|stream| stream.columns.clone())
}

/// The columns that are inserted into, in the order in which they are selected.
fn targets(insert: &Insert, columns: &[NamedColumn]) -> Planned<Vec<usize>> {
    if insert.columns.is_empty() {
        return Ok((0..columns.len()).collect());
    }
    let mut targets = Vec::new();
    for name in &insert.columns {
        let place = columns.iter().position(|column| column.name == name.text);
        let Some(place) = place.filter(|_| name.text != ROWTIME) else {
            return Err(Complaint::new(name.span, format!("Column '{}' not found in the stream", name.text)));
        };
        if targets.contains(&place) {
            return Err(Complaint::new(name.span, format!("Column '{}' is inserted into twice", name.text)));
        }
        targets.push(place);
    }
    Ok(targets)
}
