//! A plan that grows.

use alloc::vec;
use alloc::vec::Vec;

use super::catalog::Catalog;
use super::complaint::{Complaint, Planned};
use super::node::{Node, NodeId, Operator};
use super::relation::{Column, Course, Relation, Rows};
use crate::analytics::expression::Expression;
use crate::analytics::operator::project::{Output, Project};
use crate::analytics::sql::Span;

/// How deep views and subqueries may lie in each other.
const DEPTH_MAX: usize = 64;

/// The nodes so far, and what can be named.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) catalog: Catalog,
    pub(super) nodes: Vec<Node>,
    /// What chance is drawn from.
    pub(super) seed: u64,
    /// The pump that is planned.
    pub(super) pump: Option<usize>,
    depth: usize,
}

impl Builder {
    pub(super) fn of_seed(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    pub(super) fn add(&mut self, operator: Operator, inputs: Vec<NodeId>) -> NodeId {
        self.nodes.push(Node { operator, inputs, pump: self.pump });
        self.nodes.len() - 1
    }

    /// Plans what lies deeper.
    pub(super) fn deeper<T>(&mut self, span: Span, plan: impl FnOnce(&mut Self) -> Planned<T>) -> Planned<T> {
        if DEPTH_MAX <= self.depth {
            return Err(Complaint::new(span, "Queries lie too deep in each other"));
        }
        self.depth += 1;
        let planned = plan(self);
        self.depth -= 1;
        planned
    }

    /// The node of rows that come.
    pub(super) fn stream(&self, relation: &Relation, span: Span) -> Planned<NodeId> {
        match relation.rows {
            Rows::Stream(node) => Ok(node),
            Rows::Table(_) => {
                Err(Complaint::new(span, "A query that runs without end must select from a stream")
                    .hint("join the table to a stream"))
            }
        }
    }

    /// The rows of a relation with expressions behind their columns; gives the places of these.
    pub(super) fn with_columns(
        &mut self,
        relation: &Relation,
        condition: Option<Expression>,
        added: Vec<Expression>,
        span: Span,
    ) -> Planned<(Relation, Vec<usize>)> {
        let node = self.stream(relation, span)?;
        let count = relation.columns.len();
        let places: Vec<usize> = (count..count + added.len()).collect();
        if condition.is_none() && added.is_empty() {
            return Ok((relation.clone(), places));
        }
        let mut wider = relation.clone();
        wider
            .columns
            .extend(added.iter().map(|it| Column { is_hidden: true, ..Column::new("", it.sql_type()) }));
        let own = relation.columns.iter().enumerate();
        let own = own.map(|(place, column)| Expression::column(place, column.sql_type));
        let columns = own.chain(added).map(Output::Value).collect();
        wider.rows = Rows::Stream(self.add(Operator::Project(Project { condition, columns }), vec![node]));
        Ok((wider, places))
    }

    /// The same relation with what an operator makes of its rows, whose columns stay.
    pub(super) fn through(
        &mut self,
        relation: &Relation,
        operator: Operator,
        span: Span,
    ) -> Planned<Relation> {
        let node = self.stream(relation, span)?;
        let rows = Rows::Stream(self.add(operator, vec![node]));
        Ok(Relation { rows, columns: relation.columns.clone() })
    }
}

impl Relation {
    /// The same, whose columns go on as they like: their rows have other rowtimes now.
    pub(super) fn without_courses(mut self) -> Self {
        self.columns.iter_mut().for_each(|column| column.course = Course::Any);
        self
    }
}
