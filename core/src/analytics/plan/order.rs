//! ORDER BY.

use alloc::format;
use alloc::vec::Vec;

use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::course;
use super::node::Operator;
use super::relation::{Column, Course, Relation};
use super::scope::{ROWTIME, Scope};
use super::select::ordinal;
use super::translate::Translator;
use super::window::constant;
use crate::analytics::operator::Period;
use crate::analytics::operator::project::Output;
use crate::analytics::operator::sort::{Key, Sort};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, OrderBy, Select};
use crate::analytics::value::Value;

/// How rows are put into order.
pub(super) enum Sorting {
    /// Those of each period.
    Periods(Option<Period>, Vec<Key>),
    /// By the time that they tell, within so many milliseconds.
    Time(i64),
}

impl Builder {
    /// Reads ORDER BY; what it sorts by and is not selected is added to what leaves, hidden.
    pub(super) fn sorting(
        &self,
        order: &OrderBy,
        select: &Select,
        scope: &Scope<'_>,
        outputs: &mut Vec<Output>,
        columns: &mut Vec<Column>,
    ) -> Planned<Sorting> {
        if let Some(within) = &order.within {
            return self.by_time(order, within, columns);
        }
        let Some((first, rest)) = order.sorts.split_first() else {
            return Err(Complaint::new(order.span, "ORDER BY asks for an expression"));
        };
        let leading = named(select, &first.expression).unwrap_or(&first.expression);
        let not_time = || {
            let message = "The first expression of ORDER BY must be time-based and never go back";
            Complaint::new(first.expression.span, message)
                .hint("for example ORDER BY FLOOR(s.ROWTIME TO SECOND), ...")
        };
        let period = match scope.is_grouped {
            // Groups of a period leave with one rowtime: they are sorted among each other, and keep it.
            true => {
                let value = Translator::new(scope, &self.catalog).expression(leading)?;
                if !value.is_of_period() {
                    return Err(not_time());
                }
                None
            }
            false => match course::of(leading, scope.relation, &self.catalog) {
                Course::OfRowtime(period) => Some(Period(period)),
                Course::Any | Course::Ascending => return Err(not_time()),
            },
        };
        let mut keys = Vec::new();
        for sort in rest {
            let column = self.sort_column(sort, select, scope, outputs, columns)?;
            keys.push(Key { column, is_descending: sort.descending });
        }
        Ok(Sorting::Periods(period, keys))
    }

    fn sort_column(
        &self,
        sort: &ast::Sort,
        select: &Select,
        scope: &Scope<'_>,
        outputs: &mut Vec<Output>,
        columns: &mut Vec<Column>,
    ) -> Planned<usize> {
        let span = sort.expression.span;
        if let Some(place) = ordinal(&sort.expression) {
            return match place.checked_sub(1).filter(|place| *place < columns.len()) {
                Some(place) => Ok(place),
                None => Err(Complaint::new(span, format!("There is no column {place} in what is selected"))),
            };
        }
        let expression = named(select, &sort.expression).unwrap_or(&sort.expression);
        let value = Translator::new(scope, &self.catalog).expression(expression)?;
        columns.push(Column { is_hidden: true, ..Column::new("", value.sql_type()) });
        outputs.push(Output::Value(value));
        Ok(columns.len() - 1)
    }

    /// ORDER BY a time that the rows tell, which is selected AS ROWTIME.
    fn by_time(&self, order: &OrderBy, within: &ast::Expression, columns: &[Column]) -> Planned<Sorting> {
        let Value::Interval(slack) = constant(within, &self.catalog)? else {
            return Err(Complaint::new(within.span, "WITHIN takes an interval"));
        };
        match &order.sorts[..] {
            [sort] if sort.descending => Err(Complaint::new(
                sort.expression.span,
                "Rows can be put into the order of their times only from the first to the last",
            )),
            [_] if columns.iter().any(|column| column.name == ROWTIME && !column.is_hidden) => {
                Ok(Sorting::Time(slack))
            }
            [sort] => Err(Complaint::new(
                sort.expression.span,
                "What rows are put into order by must be selected AS ROWTIME",
            )),
            _ => Err(Complaint::new(order.span, "ORDER BY ... WITHIN takes one expression")),
        }
    }

    /// The rows in order.
    pub(super) fn sort(&mut self, rows: Relation, sorting: Sorting, span: Span) -> Planned<Relation> {
        match sorting {
            Sorting::Time(slack) => self.retimed(rows, Some(slack), span),
            Sorting::Periods(period, keys) => {
                let rows = self.retimed(rows, None, span)?;
                let sort = Sort { period, keys, types: rows.types() };
                Ok(self.through(&rows, Operator::Sort(sort), span)?.without_courses())
            }
        }
    }
}

/// What an alias of the select list stands for.
fn named<'s>(select: &'s Select, expression: &ast::Expression) -> Option<&'s ast::Expression> {
    let ast::ExpressionKind::Column(path) = &expression.kind else { return None };
    let [name] = &path.names[..] else { return None };
    select.items.iter().find_map(|item| match item {
        ast::Item::Expression { expression, alias: Some(alias) } if alias.text == name.text => {
            Some(expression)
        }
        _ => None,
    })
}
