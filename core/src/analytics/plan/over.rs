//! Functions of a window: OVER.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::aggregate::{self, is_analytic, nulls};
use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::node::Operator;
use super::relation::{Column, Relation};
use super::scope::{Scope, single};
use super::select::items;
use super::translate::Translator;
use super::walk;
use super::window::{self, Window, constant};
use crate::analytics::expression::Expression;
use crate::analytics::operator::aggregate::Aggregate;
use crate::analytics::operator::sliding::{Analytic, Kind, Sliding};
use crate::analytics::sql::ast::{self, Call, End, ExpressionKind, OrderBy, Select};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A window with the functions that look at it.
struct Looked {
    window: Window,
    calls: Vec<ast::Expression>,
}

impl Builder {
    /// A query with functions of windows: each window adds what it tells to the rows.
    pub(super) fn over_windows(
        &mut self,
        select: &Select,
        relation: &Relation,
        order_by: Option<&OrderBy>,
    ) -> Planned<Relation> {
        let windows = windows(select)?;
        let condition = self.filter(select, &Scope::of(relation))?;
        let mut rows = match condition {
            Some(condition) => self.with_columns(relation, Some(condition), Vec::new(), select.span)?.0,
            None => relation.clone(),
        };
        let mut known = Vec::new();
        for looked in windows {
            let first = self.window_columns(&mut rows, relation, &looked, select)?;
            let scope = Scope::of(relation);
            for (place, call) in looked.calls.iter().enumerate() {
                let column = Expression::column(first + place, rows.columns[first + place].sql_type);
                known.push((scope.plain(call), column));
            }
        }
        let scope = Scope { relation: &rows, known, is_grouped: false };
        self.finish(select, &scope, None, order_by)
    }

    /// Adds what a window tells to rows; gives the place of the first column.
    fn window_columns(
        &mut self,
        rows: &mut Relation,
        names: &Relation,
        looked: &Looked,
        select: &Select,
    ) -> Planned<usize> {
        let frame = looked.window.frame(&self.catalog)?;
        let scope = Scope::of(names);
        let translator = Translator::new(&scope, &self.catalog);
        let by = looked.window.partition_by.iter().map(|by| translator.expression(by));
        let mut added = by.collect::<Planned<Vec<_>>>()?;
        let partition_types: Vec<SqlType> = added.iter().map(Expression::sql_type).collect();
        let mut functions = Vec::new();
        for call in &looked.calls {
            functions.push(self.analytic(call, &scope, rows.columns.len(), &mut added)?);
        }
        let (wider, places) = self.with_columns(rows, None, added, select.span)?;
        let partition = places.into_iter().zip(partition_types).collect();
        let sliding = Sliding { partition, frame, functions };
        let told: Vec<SqlType> = sliding.added_types().collect();
        *rows = self.through(&wider, Operator::Sliding(sliding), select.span)?;
        let first = rows.columns.len();
        rows.columns.extend(told.into_iter().map(|it| Column { is_hidden: true, ..Column::new("", it) }));
        Ok(first)
    }

    fn analytic(
        &self,
        expression: &ast::Expression,
        scope: &Scope<'_>,
        first: usize,
        added: &mut Vec<Expression>,
    ) -> Planned<Analytic> {
        let ExpressionKind::Call(call) = &expression.kind else {
            return Err(Complaint::new(expression.span, "A function of a window is wanted here"));
        };
        let kind = self.kind(call)?;
        if kind == Kind::Aggregate(Aggregate::CountRows) {
            return Ok(Analytic { kind, argument: None, argument_type: SqlType::BigInt });
        }
        let Some(argument) = aggregate::arguments(call).first() else {
            return Err(Complaint::new(call.span, "This function of a window has an argument"));
        };
        let value = Translator::new(scope, &self.catalog).expression(argument)?;
        let argument_type = value.sql_type();
        match &kind {
            Kind::Aggregate(aggregate) => aggregate::check(*aggregate, argument_type, call)?,
            Kind::ExpAvg(_) if !argument_type.is_numeric() => {
                return Err(Complaint::new(
                    argument.span,
                    format!("EXP_AVG is of numbers, and this is of type {argument_type}"),
                ));
            }
            Kind::Nth { .. } | Kind::Lag { .. } | Kind::ExpAvg(_) => {}
        }
        let kind = self.with_default(kind, call, argument_type)?;
        let place = value.as_column().unwrap_or_else(|| {
            added.push(value);
            first + added.len() - 1
        });
        Ok(Analytic { kind, argument: Some(place), argument_type })
    }

    fn kind(&self, call: &Call) -> Planned<Kind> {
        let arguments = aggregate::arguments(call);
        let number = |place: usize| match arguments.get(place) {
            None => Ok(None),
            Some(argument) => match constant(argument, &self.catalog)? {
                Value::Integer(number) if 0 <= number => Ok(Some(number as u64)),
                _ => Err(Complaint::new(argument.span, "This must be a whole number that is not negative")),
            },
        };
        match single(&call.name)? {
            "NTH_VALUE" => {
                let Some(n) = number(1)?.filter(|n| *n > 0) else {
                    return Err(Complaint::new(call.span, "NTH_VALUE takes a value, and a number from 1 on"));
                };
                Ok(Kind::Nth { n, is_from_last: call.from == Some(End::Last), nulls: nulls(call) })
            }
            "LAG" => Ok(Kind::Lag { n: number(1)?.unwrap_or(1), default: Value::Null, nulls: nulls(call) }),
            "EXP_AVG" => {
                let half_life =
                    arguments.get(1).map(|argument| constant(argument, &self.catalog)).transpose()?;
                match half_life {
                    Some(Value::Interval(half_life)) if half_life > 0 => Ok(Kind::ExpAvg(half_life)),
                    _ => Err(Complaint::new(
                        call.span,
                        "EXP_AVG takes a value, and an interval that is longer than nothing",
                    )),
                }
            }
            name => match aggregate::named(call) {
                Some(aggregate) => Ok(Kind::Aggregate(aggregate?)),
                None => Err(Complaint::new(call.span, format!("{name} is no function of a window"))),
            },
        }
    }

    /// LAG with the value where the window does not go back so far.
    fn with_default(&self, kind: Kind, call: &Call, sql_type: SqlType) -> Planned<Kind> {
        let (Kind::Lag { n, nulls, .. }, Some(argument)) = (&kind, aggregate::arguments(call).get(2)) else {
            return Ok(kind);
        };
        let nothing = Relation::without_rows(Vec::new());
        let scope = Scope::of(&nothing);
        let value =
            Translator::new(&scope, &self.catalog).typed(argument)?.assigned(sql_type, argument.span)?;
        let moment = crate::analytics::function::Moment { now: 0, began: 0 };
        let default = value.at(0, &moment).map_err(|fault| Complaint::new(argument.span, fault.0))?;
        Ok(Kind::Lag { n: *n, default, nulls: *nulls })
    }
}

/// The windows that functions look at, each once.
fn windows(select: &Select) -> Planned<Vec<Looked>> {
    let mut calls = Vec::new();
    items(select).for_each(|item| walk::outermost(item, &is_analytic, &mut calls));
    let mut windows: Vec<Looked> = Vec::new();
    for expression in calls {
        let ExpressionKind::Call(call) = &expression.kind else { continue };
        let Some(over) = &call.over else { continue };
        let window = window::resolve(over, &select.windows)?;
        match windows.iter_mut().find(|looked| looked.window == window) {
            Some(looked) if looked.calls.contains(&expression) => {}
            Some(looked) => looked.calls.push(expression),
            None => windows.push(Looked { window, calls: vec![expression] }),
        }
    }
    Ok(windows)
}
