//! GROUP BY and WINDOWED BY STAGGER.

use alloc::vec::Vec;

use super::aggregate::{self, is_aggregate};
use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::course;
use super::node::Operator;
use super::relation::{Course, Relation, Rows};
use super::scope::Scope;
use super::select::items;
use super::translate::Translator;
use super::walk;
use super::window::constant;
use crate::analytics::expression::Expression;
use crate::analytics::operator::aggregate::Measure;
use crate::analytics::operator::stagger::Stagger;
use crate::analytics::operator::tumbling::{Trigger, Tumbling};
use crate::analytics::operator::{Grouping, Period};
use crate::analytics::sql::ast::{self, GroupItem, OrderBy, Select};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// What ends the period of a group, among the expressions that rows are grouped by.
enum Ends<'e> {
    /// An expression of ROWTIME.
    Rowtime(&'e ast::Expression, Expression),
    /// An expression that never goes back: its place.
    Value(usize),
}

impl Builder {
    /// A query that takes rows together.
    pub(super) fn grouped(
        &mut self,
        select: &Select,
        relation: &Relation,
        order_by: Option<&OrderBy>,
    ) -> Planned<Relation> {
        let scope = Scope::of(relation);
        let condition = self.filter(select, &scope)?;
        let Some(grouping) = &select.grouping else {
            return Err(Complaint::new(
                select.span,
                "An aggregate of a stream asks for a GROUP BY, or it would never end",
            )
            .hint("for example GROUP BY STEP(s.ROWTIME BY INTERVAL '60' SECOND)"));
        };
        let by: Vec<&ast::Expression> = match grouping {
            ast::Grouping::By(items) => items.iter().filter_map(expression_of).collect(),
            ast::Grouping::Stagger { partition_by, .. } => partition_by.iter().collect(),
        };
        let ends = match grouping {
            ast::Grouping::By(_) => Some(self.ends(&by, relation, select)?),
            ast::Grouping::Stagger { .. } => None,
        };
        // What ends a period has one value in it: it is computed from a moment of the period, and is no key.
        let is_key = |expression: &&&ast::Expression| match &ends {
            Some(Ends::Rowtime(other, _)) => !core::ptr::eq(**expression, *other),
            _ => true,
        };
        let keys: Vec<&ast::Expression> = by.iter().filter(is_key).copied().collect();
        let calls = self.calls(select);
        let translator = Translator::new(&scope, &self.catalog);
        let mut added: Vec<Expression> =
            keys.iter().map(|key| translator.expression(key)).collect::<Planned<_>>()?;
        let key_types: Vec<SqlType> = added.iter().map(Expression::sql_type).collect();
        let mut measures = Vec::new();
        for call in &calls {
            measures.push(self.measure(call, &scope, relation.columns.len(), &mut added)?);
        }
        let mut known = Vec::new();
        if let Some(Ends::Rowtime(expression, value)) = &ends {
            known.push((scope.plain(expression), value.clone().with_rowtime(0)));
        }
        for (place, (key, sql_type)) in keys.iter().zip(&key_types).enumerate() {
            known.push((scope.plain(key), Expression::column(1 + place, *sql_type)));
        }
        for (place, (call, measure)) in calls.iter().zip(&measures).enumerate() {
            let column = Expression::column(1 + keys.len() + place, measure.result_type());
            known.push((scope.plain(call), column));
        }
        let (wider, places) = self.with_columns(relation, condition, added, select.span)?;
        let keys = places.into_iter().zip(key_types).collect();
        let node = self.group(ends, Grouping { keys, measures }, grouping, &wider, select)?;
        let mut groups =
            Relation { rows: Rows::Stream(node), columns: relation.columns.clone() }.without_courses();
        groups.columns.iter_mut().for_each(|column| column.is_hidden = true);
        let scope = Scope { relation: &groups, known, is_grouped: true };
        let having = match &select.having {
            Some(having) => Some(Translator::new(&scope, &self.catalog).condition(having)?),
            None => None,
        };
        self.finish(select, &scope, having, order_by)
    }

    fn group(
        &mut self,
        ends: Option<Ends<'_>>,
        grouping: Grouping,
        written: &ast::Grouping,
        rows: &Relation,
        select: &Select,
    ) -> Planned<usize> {
        let node = self.stream(rows, select.span)?;
        let operator = match (ends, written) {
            (Some(Ends::Rowtime(_, value)), _) => {
                Operator::Tumbling(Tumbling { trigger: Trigger::Rowtime(Period(value)), grouping })
            }
            (Some(Ends::Value(key)), _) => {
                let (column, sql_type) = grouping.keys[key];
                Operator::Tumbling(Tumbling { trigger: Trigger::Value(column, sql_type), grouping })
            }
            (None, ast::Grouping::Stagger { range, .. }) => match constant(range, &self.catalog)? {
                Value::Interval(length_ms) if 0 < length_ms => {
                    Operator::Stagger(Stagger { length_ms, grouping })
                }
                _ => {
                    return Err(Complaint::new(
                        range.span,
                        "RANGE takes an interval that is longer than nothing",
                    ));
                }
            },
            (None, ast::Grouping::By(_)) => {
                return Err(Complaint::new(select.span, "Nothing ends the groups"));
            }
        };
        Ok(self.add(operator, [node].into()))
    }

    /// Which of the expressions that rows are grouped by ends a period.
    fn ends<'e>(
        &self,
        by: &[&'e ast::Expression],
        relation: &Relation,
        select: &Select,
    ) -> Planned<Ends<'e>> {
        let mut found = None;
        for (place, expression) in by.iter().enumerate() {
            match course::of(expression, relation, &self.catalog) {
                Course::OfRowtime(_) if matches!(found, Some(Ends::Rowtime(..))) => {
                    return Err(Complaint::new(expression.span, "GROUP BY uses multiple ROWTIME columns"));
                }
                Course::OfRowtime(value) => found = Some(Ends::Rowtime(expression, value)),
                Course::Ascending => found = found.or(Some(Ends::Value(place))),
                Course::Any => {}
            }
        }
        found.ok_or_else(|| {
            Complaint::new(
                select.span,
                "GROUP BY of a stream asks for an expression that is monotonic and not constant",
            )
            .hint("group by a period too, for example STEP(s.ROWTIME BY INTERVAL '60' SECOND)")
        })
    }

    /// The aggregates that are asked for, each once.
    fn calls(&self, select: &Select) -> Vec<ast::Expression> {
        let mut found = Vec::new();
        for expression in items(select).chain(&select.having) {
            walk::outermost(expression, &is_aggregate, &mut found);
        }
        let mut calls: Vec<ast::Expression> = Vec::new();
        found.into_iter().for_each(|call| {
            if !calls.contains(&call) {
                calls.push(call);
            }
        });
        calls
    }

    /// What an aggregate tells, whose argument is added behind the columns of the rows.
    fn measure(
        &self,
        expression: &ast::Expression,
        scope: &Scope<'_>,
        first: usize,
        added: &mut Vec<Expression>,
    ) -> Planned<Measure> {
        let ast::ExpressionKind::Call(call) = &expression.kind else {
            return Err(Complaint::new(expression.span, "An aggregate is wanted here"));
        };
        let aggregate = match aggregate::named(call) {
            Some(aggregate) => aggregate?,
            None => return Err(Complaint::new(call.span, "An aggregate is wanted here")),
        };
        let Some(argument) = aggregate::argument(call, aggregate)? else { return Ok(Measure::count_rows()) };
        let value = Translator::new(scope, &self.catalog).expression(argument)?;
        let argument_type = value.sql_type();
        aggregate::check(aggregate, argument_type, call)?;
        let place = match value.as_column() {
            Some(column) => column,
            None => {
                added.push(value);
                first + added.len() - 1
            }
        };
        Ok(Measure { aggregate, argument: Some(place), argument_type })
    }
}

fn expression_of(item: &GroupItem) -> Option<&ast::Expression> {
    match item {
        GroupItem::Expression(expression) => Some(expression),
        GroupItem::Total(_) => None,
    }
}
