//! Windows over rows.

use alloc::format;
use alloc::vec::Vec;

use super::catalog::Catalog;
use super::complaint::{Complaint, Planned};
use super::relation::Relation;
use super::scope::{ROWTIME, Scope, names};
use super::translate::Translator;
use crate::analytics::operator::sliding::Frame;
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, Bound, ExpressionKind, FrameUnit, NamedWindow, Over};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A window with what it adds to others put in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) partition_by: Vec<ast::Expression>,
    pub(super) order_by: Vec<ast::Sort>,
    pub(super) frame: Option<ast::Frame>,
    pub(super) span: Span,
}

/// The window that is meant.
pub(super) fn resolve(over: &Over, named: &[NamedWindow]) -> Planned<Window> {
    match over {
        Over::Named(name) => by_name(name, named, named.len()),
        Over::Window(window) => complete(window, named, named.len()),
    }
}

/// The window of a name, which may add to those before the place.
fn by_name(name: &ast::Name, named: &[NamedWindow], before: usize) -> Planned<Window> {
    let found = named[..before].iter().rposition(|it| it.name.text == name.text);
    match found {
        Some(place) => complete(&named[place].window, named, place),
        None => Err(Complaint::new(name.span, format!("Window '{}' not found", name.text))),
    }
}

fn complete(window: &ast::Window, named: &[NamedWindow], before: usize) -> Planned<Window> {
    let mut complete = match &window.base {
        Some(base) => by_name(base, named, before)?,
        None => Window { partition_by: Vec::new(), order_by: Vec::new(), frame: None, span: window.span },
    };
    if !window.partition_by.is_empty() {
        complete.partition_by.clone_from(&window.partition_by);
    }
    if !window.order_by.is_empty() {
        complete.order_by.clone_from(&window.order_by);
    }
    complete.frame = window.frame.clone().or(complete.frame);
    complete.span = window.span;
    Ok(complete)
}

impl Window {
    /// How far back it goes.
    pub(super) fn frame(&self, catalog: &Catalog) -> Planned<Frame> {
        if let Some(sort) = self.order_by.iter().find(|sort| !is_rowtime(sort)) {
            return Err(Complaint::new(
                sort.expression.span,
                "A window is ordered by ROWTIME, and by nothing else",
            ));
        }
        let Some(frame) = &self.frame else { return Ok(Frame::Unbounded) };
        match &frame.to {
            None | Some(Bound::CurrentRow) => {}
            Some(_) => {
                return Err(Complaint::new(frame.span, "A window must end with the current row")
                    .hint("end it with AND CURRENT ROW, or leave the end out"));
            }
        }
        match &frame.from {
            Bound::CurrentRow => Ok(Frame::Rows(0)),
            Bound::UnboundedPreceding => Ok(Frame::Unbounded),
            Bound::Preceding(length) => preceding(frame.unit, length, catalog),
            Bound::UnboundedFollowing => {
                Err(Complaint::new(frame.span, "A window cannot begin behind all rows"))
            }
            Bound::Following(_) => Err(Complaint::unsupported(frame.span, "A window of rows that follow")),
        }
    }

    /// Its frame as that of a side of a join.
    pub(super) fn of_join(&self, catalog: &Catalog) -> Planned<Frame> {
        if let Some(first) = self.partition_by.first() {
            return Err(Complaint::new(first.span, "The window of a join has no PARTITION BY"));
        }
        self.frame(catalog)
    }
}

fn is_rowtime(sort: &ast::Sort) -> bool {
    matches!(&sort.expression.kind, ExpressionKind::Column(path) if names(path).last() == Some(&ROWTIME))
}

fn preceding(unit: FrameUnit, length: &ast::Expression, catalog: &Catalog) -> Planned<Frame> {
    let value = constant(length, catalog)?;
    match (unit, value) {
        (FrameUnit::Rows, Value::Integer(count)) if 0 <= count => Ok(Frame::Rows(count as u64)),
        (FrameUnit::Range, Value::Interval(length)) if 0 <= length => Ok(Frame::Range(length)),
        (FrameUnit::Rows, _) => {
            Err(Complaint::new(length.span, "ROWS takes a whole number that is not negative"))
        }
        (FrameUnit::Range, _) => {
            Err(Complaint::new(length.span, "RANGE takes an interval that is not negative")
                .hint("for example RANGE INTERVAL '1' MINUTE PRECEDING"))
        }
    }
}

/// The value of an expression that is the same for all rows.
pub(super) fn constant(expression: &ast::Expression, catalog: &Catalog) -> Planned<Value<'static>> {
    let nothing = Relation::without_rows(Vec::new());
    let scope = Scope::of(&nothing);
    let translated = Translator::new(&scope, catalog).expression(expression)?;
    let is_months =
        matches!(translated.sql_type(), SqlType::Interval(qualifier) if qualifier.is_year_month());
    match translated.as_constant() {
        Some(_) if is_months => {
            Err(Complaint::unsupported(expression.span, "An interval of years or months here"))
        }
        Some(value) => Ok(value.clone()),
        None => Err(Complaint::new(expression.span, "This must be the same for all rows")),
    }
}
