//! SELECT: from rows to rows.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::aggregate::{is_aggregate, is_analytic};
use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::course;
use super::node::Operator;
use super::relation::{Column, Course, Relation, Rows};
use super::scope::{ROWTIME, Scope, alias_of, single};
use super::translate::{Translator, Typed, prepare};
use super::walk;
use crate::analytics::expression::Expression;
use crate::analytics::function::arithmetic::typing::common;
use crate::analytics::function::{self, Prepared, Record};
use crate::analytics::operator::distinct::Distinct;
use crate::analytics::operator::project::{Output, Project};
use crate::analytics::operator::retime::Retime;
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{
    self, Body, ExpressionKind, Item, Literal, OrderBy, Quantifier, Query, Select, SetOperator,
};
use crate::analytics::sql_type::SqlType;

impl Builder {
    /// The rows of a query.
    pub(super) fn query(&mut self, query: &Query) -> Planned<Relation> {
        self.deeper(query.span, |builder| match &query.body {
            Body::Select(select) => builder.select(select, query.order_by.as_ref()),
            Body::Set { operator: SetOperator::Union, all: true, left, right } => match &query.order_by {
                None => builder.union_all(left, right, query.span),
                Some(order) => Err(Complaint::unsupported(order.span, "ORDER BY of UNION ALL")
                    .hint("write it into a stream, and sort what is selected from that")),
            },
            Body::Set { .. } => Err(Complaint::new(query.span, "Of streams, only UNION ALL can be made")),
            Body::Values(_) => {
                Err(Complaint::new(query.span, "VALUES is not supported in Kinesis Data Analytics"))
            }
        })
    }

    fn select(&mut self, select: &Select, order_by: Option<&OrderBy>) -> Planned<Relation> {
        let relation = self.from(&select.from, &select.windows)?;
        let is_analytic = items(select).any(|it| contains(it, &is_analytic));
        let is_grouped = select.grouping.is_some()
            || items(select).chain(&select.having).any(|it| contains(it, &is_aggregate));
        match (is_grouped, is_analytic) {
            (true, true) => {
                let message = "Functions of a window cannot stand beside a GROUP BY";
                Err(Complaint::new(select.span, message).hint("group in a subquery, and select from that"))
            }
            (true, false) => self.grouped(select, &relation, order_by),
            (false, _) if select.having.is_some() => {
                Err(Complaint::new(select.span, "HAVING asks for a GROUP BY"))
            }
            (false, true) => self.over_windows(select, &relation, order_by),
            (false, false) => {
                let scope = Scope::of(&relation);
                let condition = self.filter(select, &scope)?;
                self.finish(select, &scope, condition, order_by)
            }
        }
    }

    /// The condition of WHERE.
    pub(super) fn filter(&self, select: &Select, scope: &Scope<'_>) -> Planned<Option<Expression>> {
        let Some(filter) = &select.filter else { return Ok(None) };
        let is_of_many = |it: &ast::Expression| is_aggregate(it) || is_analytic(it);
        if contains(filter, &is_of_many) {
            return Err(Complaint::new(
                filter.span,
                "WHERE looks at single rows, and this is a function of many",
            )
            .hint("compute it in a subquery, and filter what is selected from that"));
        }
        Translator::new(scope, &self.catalog).condition(filter).map(Some)
    }

    /// What is selected, of rows for which a condition holds; then DISTINCT, AS ROWTIME and ORDER BY.
    pub(super) fn finish(
        &mut self,
        select: &Select,
        scope: &Scope<'_>,
        condition: Option<Expression>,
        order_by: Option<&OrderBy>,
    ) -> Planned<Relation> {
        let selected = self.selected(select, scope)?;
        let (mut outputs, columns): (Vec<Output>, Vec<_>) = selected.into_iter().unzip();
        let mut columns: Vec<Column> = columns.into_iter().flatten().collect();
        let sorting = match order_by {
            Some(order) => Some(self.sorting(order, select, scope, &mut outputs, &mut columns)?),
            None => None,
        };
        let node = self.stream(scope.relation, select.span)?;
        let project = Operator::Project(Project { condition, columns: outputs });
        let mut rows = Relation { rows: Rows::Stream(self.add(project, [node].into())), columns };
        if select.quantifier == Some(Quantifier::Distinct) {
            rows = self.distinct(&rows, select.span)?;
        }
        match sorting {
            Some(sorting) => self.sort(rows, sorting, select.span),
            None => self.retimed(rows, None, select.span),
        }
    }

    /// What the items give, in order, each with the columns that it is.
    fn selected(&self, select: &Select, scope: &Scope<'_>) -> Planned<Vec<(Output, Vec<Column>)>> {
        let mut outputs = Vec::new();
        for item in &select.items {
            match item {
                Item::All(span) => outputs.extend(self.all(scope, None, *span)?),
                Item::AllOf(path) => outputs.extend(self.all(scope, Some(single(path)?), path.span)?),
                Item::Expression { expression, alias } => {
                    let alias = alias.as_ref().map(|name| name.text.clone());
                    let name = alias.or_else(|| alias_of(expression));
                    let name = name.unwrap_or_else(|| format!("EXPR${}", outputs.len()));
                    outputs.push(self.output(expression, name, scope)?);
                }
            }
        }
        Ok(outputs)
    }

    /// The columns that `*` stands for.
    fn all(&self, scope: &Scope<'_>, of: Option<&str>, span: Span) -> Planned<Vec<(Output, Vec<Column>)>> {
        if scope.is_grouped {
            return Err(Complaint::new(
                span,
                "Rows are grouped, so that there are no columns to select all of",
            ));
        }
        if let Some(name) = of.filter(|name| !scope.relation.has_qualifier(name)) {
            return Err(Complaint::new(span, format!("Table '{name}' not found")));
        }
        let columns = scope.relation.columns.iter().enumerate();
        let wanted = columns.filter(|(_, column)| {
            !column.is_hidden && of.is_none_or(|of| column.qualifier.as_deref() == Some(of))
        });
        let output = |(place, column): (usize, &Column)| {
            let value = Expression::column(place, column.sql_type);
            (Output::Value(value), [Column { qualifier: None, ..column.clone() }].into())
        };
        Ok(wanted.map(output).collect())
    }

    /// What one item gives.
    fn output(
        &self,
        expression: &ast::Expression,
        name: String,
        scope: &Scope<'_>,
    ) -> Planned<(Output, Vec<Column>)> {
        let translator = Translator::new(scope, &self.catalog);
        if let Some((record, arguments)) = record(translator, expression)? {
            let field = |field: &function::Field| Column {
                field: Some(field.name.clone()),
                ..Column::new(&name, field.sql_type)
            };
            let columns = record.fields().iter().map(field).collect();
            return Ok((Output::Record(record, arguments), columns));
        }
        let Typed { expression: value, .. } = translator.typed(expression)?;
        let course = match scope.is_grouped {
            true => Course::Any,
            false => course::of(expression, scope.relation, &self.catalog),
        };
        let column = Column { course, ..Column::new(&name, value.sql_type()) };
        Ok((Output::Value(value), [column].into()))
    }

    /// Rows that differ, within each value of a column that never goes back.
    fn distinct(&mut self, rows: &Relation, span: Span) -> Planned<Relation> {
        let is_rowtime = |column: &Column| column.is_whole_rowtime();
        let steps = |column: &Column| !matches!(column.course, Course::Any) && !is_rowtime(column);
        let Some(monotonic) = rows.columns.iter().position(steps) else {
            return Err(Complaint::new(
                span,
                "SELECT STREAM DISTINCT asks for an expression that never goes back",
            )
            .hint("select a period too, for example STEP(s.ROWTIME BY INTERVAL '1' MINUTE)"));
        };
        let columns =
            rows.columns.iter().enumerate().filter(|(_, column)| !is_rowtime(column) && !column.is_hidden);
        let columns = columns.map(|(place, column)| (place, column.sql_type)).collect();
        let monotonic = (monotonic, rows.columns[monotonic].sql_type);
        self.through(rows, Operator::Distinct(Distinct { columns, monotonic }), span)
    }

    /// The rows with the rowtime that a column called ROWTIME gives them, which then is no column any more.
    pub(super) fn retimed(&mut self, rows: Relation, slack_ms: Option<i64>, span: Span) -> Planned<Relation> {
        let is_rowtime = |column: &Column| column.name == ROWTIME && !column.is_hidden;
        let Some(place) = rows.columns.iter().position(is_rowtime) else { return Ok(rows) };
        let column = &rows.columns[place];
        if column.sql_type != SqlType::Timestamp {
            let message = format!("ROWTIME must be a TIMESTAMP, and this is of type {}", column.sql_type);
            return Err(Complaint::new(span, message));
        }
        let is_its_own = column.is_whole_rowtime() && slack_ms.is_none();
        let mut rows = match is_its_own {
            true => rows,
            false => {
                let retime = Retime { column: place, slack_ms, types: rows.types() };
                self.through(&rows, Operator::Retime(retime), span)?.without_courses()
            }
        };
        rows.columns[place] = Column { is_hidden: true, ..Column::rowtime(None, "") };
        Ok(rows)
    }

    fn union_all(&mut self, left: &Query, right: &Query, span: Span) -> Planned<Relation> {
        let (left, right) = (self.visible(left)?, self.visible(right)?);
        if left.columns.len() != right.columns.len() {
            let (a, b) = (left.columns.len(), right.columns.len());
            return Err(Complaint::new(span, format!("The sides of UNION ALL have {a} and {b} columns")));
        }
        let mut columns = left.columns.clone();
        for (column, other) in columns.iter_mut().zip(&right.columns) {
            let Some(both) = common(column.sql_type, other.sql_type) else {
                let message = format!(
                    "Column '{}' is of type {} on one side of UNION ALL and of type {} on the other",
                    column.name, column.sql_type, other.sql_type
                );
                return Err(Complaint::new(span, message));
            };
            *column = Column { sql_type: both, course: Course::Any, ..column.clone() };
        }
        let types: Vec<_> = columns.iter().map(|column| column.sql_type).collect();
        let sides = [self.of_types(&left, &types, span)?, self.of_types(&right, &types, span)?];
        let rows = Rows::Stream(self.add(Operator::Merge(types), sides.into()));
        Ok(Relation { rows, columns })
    }

    /// The rows of a query without what only helps to compute them.
    pub(super) fn visible(&mut self, query: &Query) -> Planned<Relation> {
        let relation = self.query(query)?;
        if relation.columns.iter().all(|column| !column.is_hidden) {
            return Ok(relation);
        }
        let node = self.stream(&relation, query.span)?;
        let kept = relation.columns.iter().enumerate().filter(|(_, column)| !column.is_hidden);
        let (outputs, columns): (Vec<_>, Vec<_>) = kept
            .map(|(place, column)| {
                (Output::Value(Expression::column(place, column.sql_type)), column.clone())
            })
            .unzip();
        let project = Operator::Project(Project { condition: None, columns: outputs });
        Ok(Relation { rows: Rows::Stream(self.add(project, [node].into())), columns })
    }

    /// The node of rows whose columns are widened to these types.
    fn of_types(&mut self, relation: &Relation, types: &[SqlType], span: Span) -> Planned<usize> {
        let node = self.stream(relation, span)?;
        if relation.types() == types {
            return Ok(node);
        }
        let wide = |(place, (column, to)): (usize, (&Column, &SqlType))| {
            let value = Expression::column(place, column.sql_type);
            Output::Value(super::translate::widened(value, *to))
        };
        let columns = relation.columns.iter().zip(types).enumerate().map(wide).collect();
        Ok(self.add(Operator::Project(Project { condition: None, columns }), [node].into()))
    }
}

impl Column {
    /// Whether it is no more than the rowtime of its row.
    fn is_whole_rowtime(&self) -> bool {
        matches!(&self.course, Course::OfRowtime(expression) if expression.is_rowtime())
    }
}

/// The expressions that are selected.
pub(super) fn items(select: &Select) -> impl Iterator<Item = &ast::Expression> {
    select.items.iter().filter_map(|item| match item {
        Item::Expression { expression, .. } => Some(expression),
        Item::All(_) | Item::AllOf(_) => None,
    })
}

/// Whether such an expression is a part of one.
pub(super) fn contains(expression: &ast::Expression, is_such: &impl Fn(&ast::Expression) -> bool) -> bool {
    let mut found = Vec::new();
    walk::outermost(expression, is_such, &mut found);
    !found.is_empty()
}

/// A call that gives several values.
fn record(
    translator: Translator<'_>,
    expression: &ast::Expression,
) -> Planned<Option<(Record, Vec<Expression>)>> {
    let ExpressionKind::Call(call) = &expression.kind else { return Ok(None) };
    let Some(function) = function::find(single(&call.name)?) else { return Ok(None) };
    if !function.name.ends_with("_PARSE") && !function.name.ends_with("_PARSER") {
        return Ok(None);
    }
    let arguments = super::aggregate::arguments(call).iter().map(|one| translator.typed(one));
    let arguments = arguments.collect::<Planned<Vec<_>>>()?;
    match prepare(function, &arguments, call.span)? {
        Prepared::Record(record) => {
            Ok(Some((record, arguments.into_iter().map(|typed| typed.expression).collect())))
        }
        Prepared::Scalar(_) => Ok(None),
    }
}

/// The place that a whole number in ORDER BY means, counted from 1.
pub(super) fn ordinal(expression: &ast::Expression) -> Option<usize> {
    match &expression.kind {
        ExpressionKind::Literal(Literal::Integer(number)) => usize::try_from(*number).ok(),
        _ => None,
    }
}
