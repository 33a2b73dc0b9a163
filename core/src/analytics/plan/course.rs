//! How the values of an expression go on from row to row: whether a change of it can end a period.

use super::catalog::Catalog;
use super::relation::{Course, Relation};
use super::scope::{Scope, names};
use super::translate::Translator;
use super::walk;
use crate::analytics::expression::Expression;
use crate::analytics::sql::ast::{self, Arithmetic, ExpressionKind, Literal, Sign, Special};

/// Where values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// They never go back.
    Up,
    /// They never go on.
    Down,
    /// They stay.
    Nowhere,
}

/// The course of an expression over the rows of a relation.
pub(super) fn of(expression: &ast::Expression, relation: &Relation, catalog: &Catalog) -> Course {
    match direction(expression, relation) {
        None | Some(Direction::Nowhere) => Course::Any,
        Some(Direction::Up | Direction::Down) => match of_rowtime(expression, relation, catalog) {
            Some(expression) => Course::OfRowtime(expression),
            None => Course::Ascending,
        },
    }
}

/// An expression over rows without columns, where it needs no more than their rowtime.
fn of_rowtime(expression: &ast::Expression, relation: &Relation, catalog: &Catalog) -> Option<Expression> {
    let mut scope = Scope::of(relation);
    for (place, column) in relation.columns.iter().enumerate() {
        if let Course::OfRowtime(value) = &column.course {
            let known = scope.plain(&named(place, expression));
            scope.known.push((known, value.clone()));
        }
    }
    let translated = Translator::new(&scope, catalog).expression(expression).ok()?;
    let mut is_asserted_or_clock = false;
    let mut copy = expression.clone();
    walk::change(&mut copy, &mut |part| is_asserted_or_clock |= is_call(part, "CURRENT_ROW_TIMESTAMP"));
    (!translated.has_column() && !is_asserted_or_clock).then_some(translated)
}

/// The column at a place, as it is written when it is plain.
fn named(place: usize, like: &ast::Expression) -> ast::Expression {
    let name = ast::Name { text: alloc::format!("\0{place}"), span: like.span };
    let path = ast::Path { names: alloc::vec![name], span: like.span };
    ast::Expression { kind: ExpressionKind::Column(path), span: like.span }
}

fn is_call(expression: &ast::Expression, name: &str) -> bool {
    match &expression.kind {
        ExpressionKind::Call(call) => matches!(&call.name.names[..], [only] if only.text == name),
        _ => false,
    }
}

fn direction(expression: &ast::Expression, relation: &Relation) -> Option<Direction> {
    let of = |part: &ast::Expression| direction(part, relation);
    match &expression.kind {
        ExpressionKind::Literal(_) => Some(Direction::Nowhere),
        ExpressionKind::Column(path) => match (relation.find(&names(path))[..].as_ref(), &names(path)[..]) {
            ([column], _) => match relation.columns[*column].course {
                Course::Any => None,
                Course::Ascending | Course::OfRowtime(_) => Some(Direction::Up),
            },
            ([], [.., super::scope::ROWTIME]) => Some(Direction::Up),
            _ => None,
        },
        ExpressionKind::Signed(Sign::Plus, part) => of(part),
        ExpressionKind::Signed(Sign::Minus, part) => of(part).map(Direction::back),
        ExpressionKind::Arithmetic(operator, left, right) => {
            arithmetic(*operator, of(left)?, of(right)?, is_negative(left), is_negative(right))
        }
        ExpressionKind::Difference(left, right, _) => {
            arithmetic(Arithmetic::Subtract, of(left)?, of(right)?, None, None)
        }
        ExpressionKind::Special(special) => match &**special {
            Special::Floor(part, _) | Special::Ceil(part, _) => of(part),
            Special::Step(part, by) if of(by) == Some(Direction::Nowhere) => of(part),
            _ => None,
        },
        ExpressionKind::Call(call) => match (&call.name.names[..], super::aggregate::arguments(call)) {
            ([name], [part]) if matches!(name.text.as_str(), "FLOOR" | "CEIL" | "CEILING") => of(part),
            ([name], [_]) if name.text == "MONOTONIC" => Some(Direction::Up),
            ([name], [part]) if name.text == "UNIX_TIMESTAMP" => of(part),
            ([name], []) if name.text == "CURRENT_ROW_TIMESTAMP" => Some(Direction::Up),
            ([name], []) if name.text.starts_with("CURRENT_") || name.text.starts_with("LOCALTIME") => {
                Some(Direction::Nowhere)
            }
            _ => None,
        },
        _ => None,
    }
}

fn arithmetic(
    operator: Arithmetic,
    left: Direction,
    right: Direction,
    is_left_negative: Option<bool>,
    is_right_negative: Option<bool>,
) -> Option<Direction> {
    use Direction::Nowhere;
    let scaled = |direction: Direction, is_negative: Option<bool>| match is_negative? {
        true => Some(direction.back()),
        false => Some(direction),
    };
    match (operator, left, right) {
        (Arithmetic::Add, one, Nowhere) | (Arithmetic::Add, Nowhere, one) => Some(one),
        (Arithmetic::Add, left, right) => (left == right).then_some(left),
        (Arithmetic::Subtract, one, Nowhere) => Some(one),
        (Arithmetic::Subtract, Nowhere, one) => Some(one.back()),
        (Arithmetic::Subtract, left, right) => (left == right.back()).then_some(left),
        (Arithmetic::Multiply | Arithmetic::Divide, Nowhere, Nowhere) => Some(Nowhere),
        (Arithmetic::Multiply | Arithmetic::Divide, one, Nowhere) => scaled(one, is_right_negative),
        (Arithmetic::Multiply, Nowhere, one) => scaled(one, is_left_negative),
        // What divides must keep its sign, which nothing here says.
        _ => None,
    }
}

/// The sign of a number that is written down, and is not zero.
fn is_negative(expression: &ast::Expression) -> Option<bool> {
    match &expression.kind {
        ExpressionKind::Literal(Literal::Integer(number)) if *number != 0 => Some(false),
        ExpressionKind::Literal(Literal::Decimal(number)) if number.unscaled != 0 => Some(false),
        ExpressionKind::Literal(Literal::Double(number)) if *number != 0.0 => Some(false),
        ExpressionKind::Signed(Sign::Minus, number) => is_negative(number).map(|is_negative| !is_negative),
        _ => None,
    }
}

impl Direction {
    fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Nowhere => Self::Nowhere,
        }
    }
}
