//! Statements: what makes streams, pumps, views and functions.

use alloc::format;
use alloc::vec::Vec;

use super::builder::Builder;
use super::catalog::{UserFunction, View};
use super::complaint::{Complaint, Planned};
use super::node::{InApplicationStream, NamedColumn, Operator, Pump};
use super::relation::{Column, Relation};
use super::scope::{ROWTIME, Scope, single};
use super::translate::Translator;
use super::{ERROR_STREAM, InputStream};
use crate::analytics::expression::Expression;
use crate::analytics::function;
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{
    Characteristic, CreateFunction, CreatePump, CreateStream, CreateView, ExpressionKind, Path, PumpState,
    Statement,
};

/// A pump, with the node that it puts into its stream.
pub(super) struct PlannedPump {
    pub(super) pump: Pump,
    pub(super) node: usize,
    pub(super) span: Span,
}

impl Builder {
    /// Makes the stream of an input.
    pub(super) fn input(&mut self, input: &InputStream) {
        let types = input.columns.iter().chain(&input.metadata).map(|column| column.sql_type).collect();
        let node = self.add(Operator::Source(types), Vec::new());
        let InputStream { name, columns, metadata } = input.clone();
        self.catalog.streams.push(InApplicationStream { name, columns, node });
        self.catalog.hidden.push(metadata);
    }

    /// Does what a statement says.
    pub(super) fn statement(&mut self, statement: &Statement, pumps: &mut Vec<PlannedPump>) -> Planned<()> {
        match statement {
            Statement::CreateStream(create) => self.create_stream(create),
            Statement::CreatePump(create) => self.create_pump(create, pumps),
            Statement::CreateView(create) => self.create_view(create),
            Statement::CreateFunction(create) => self.create_function(create),
        }
    }

    /// A name that nothing has yet.
    fn new_name<'p>(&self, path: &'p Path) -> Planned<&'p str> {
        let name = single(path)?;
        if name.eq_ignore_ascii_case(ERROR_STREAM) {
            return Err(Complaint::new(
                path.span,
                "The error stream is there already, and cannot be made or written",
            ));
        }
        if self.catalog.has(name) {
            return Err(Complaint::new(path.span, format!("Object '{name}' was redefined"))
                .hint("give it another name, or leave one of the two out"));
        }
        Ok(name)
    }

    fn create_stream(&mut self, create: &CreateStream) -> Planned<()> {
        let name = self.new_name(&create.name)?;
        let mut columns: Vec<NamedColumn> = Vec::new();
        for column in &create.columns {
            let named = &column.name.text;
            if named == ROWTIME {
                return Err(Complaint::new(
                    column.name.span,
                    "Each stream has ROWTIME, and no column can be called so",
                ));
            }
            if columns.iter().any(|other| other.name == *named) {
                return Err(Complaint::new(column.name.span, format!("Column '{named}' is declared twice")));
            }
            columns.push(NamedColumn { name: named.clone(), sql_type: column.sql_type });
        }
        self.pump = None;
        let types = columns.iter().map(|column| column.sql_type).collect();
        let node = self.add(Operator::Merge(types), Vec::new());
        self.catalog.streams.push(InApplicationStream { name: name.into(), columns, node });
        self.catalog.hidden.push(Vec::new());
        Ok(())
    }

    fn create_pump(&mut self, create: &CreatePump, pumps: &mut Vec<PlannedPump>) -> Planned<()> {
        let name = single(&create.name)?;
        if pumps.iter().any(|other| other.pump.name == name) {
            return Err(Complaint::new(create.name.span, format!("Pump '{name}' was redefined")));
        }
        self.pump = Some(pumps.len());
        let node = self.insert(&create.insert)?;
        if create.state == Some(PumpState::Stopped) {
            return Err(Complaint::unsupported(create.span, "A pump that is STOPPED")
                .hint("leave the pump out: nothing in an application can start it"));
        }
        let into = single(&create.insert.into)?.into();
        pumps.push(PlannedPump { pump: Pump { name: name.into(), into }, node, span: create.span });
        Ok(())
    }

    fn create_view(&mut self, create: &CreateView) -> Planned<()> {
        let name = self.new_name(&create.name)?;
        let before = self.nodes.len();
        let relation = self.query(&create.query)?;
        // Only its names and types were wanted: each query that selects from it plans it again.
        self.nodes.truncate(before);
        let visible: Vec<&Column> = relation.columns.iter().filter(|column| !column.is_hidden).collect();
        if !create.columns.is_empty() && create.columns.len() != visible.len() {
            let message =
                format!("{} columns are named, and the query has {}", create.columns.len(), visible.len());
            return Err(Complaint::new(create.name.span, message));
        }
        let columns = create.columns.iter().map(|name| name.text.clone()).collect();
        self.catalog.views.push(View { name: name.into(), columns, query: create.query.clone() });
        Ok(())
    }

    fn create_function(&mut self, create: &CreateFunction) -> Planned<()> {
        let name = single(&create.name)?;
        if function::find(name).is_some() {
            return Err(Complaint::new(create.name.span, format!("Function '{name}' is there already")));
        }
        let is_null_on_null = create.characteristics.contains(&Characteristic::ReturnsNullOnNullInput);
        let function = UserFunction {
            name: name.into(),
            parameters: create.parameters.clone(),
            returns: create.returns,
            is_null_on_null,
            body: create.body.clone(),
        };
        self.check_body(&function, create)?;
        let is_same = |other: &UserFunction| {
            let types = |function: &UserFunction| -> Vec<_> {
                function.parameters.iter().map(|parameter| parameter.sql_type).collect()
            };
            other.name == function.name && types(other) == types(&function)
        };
        match self.catalog.functions.iter().any(is_same) && !create.replace {
            true => Err(Complaint::new(create.name.span, format!("Function '{name}' was redefined"))),
            false => {
                self.catalog.functions.retain(|other| !is_same(other));
                self.catalog.functions.push(function);
                Ok(())
            }
        }
    }

    /// Whether a function can be computed of its parameters.
    fn check_body(&self, function: &UserFunction, create: &CreateFunction) -> Planned<()> {
        let columns = function.parameters.iter();
        let columns =
            columns.map(|parameter| Column::new(&parameter.name.text, parameter.sql_type)).collect();
        let parameters = Relation::without_rows(columns);
        let mut scope = Scope::of(&parameters);
        for (place, parameter) in function.parameters.iter().enumerate() {
            let path = Path { names: [parameter.name.clone()].into(), span: parameter.name.span };
            let kind = ExpressionKind::Column(path);
            let name =
                scope.plain(&crate::analytics::sql::ast::Expression { kind, span: parameter.name.span });
            scope.known.push((name, Expression::column(place, parameter.sql_type)));
        }
        let body = Translator::new(&scope, &self.catalog).typed(&create.body)?;
        body.assigned(function.returns, create.body.span).map(|_| ())
    }
}
