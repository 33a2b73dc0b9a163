//! What is computed of values that stand beside it.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::literal::integer_type;
use super::{Translator, Typed, prepare};
use crate::analytics::expression::{self, Expression};
use crate::analytics::function::{self, Prepared};
use crate::analytics::plan::complaint::{Complaint, Planned};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, Among, Arithmetic, Comparison, ExpressionKind, Literal, Sign, Truth};
use crate::analytics::value::Value;

pub(super) fn signed(
    translator: Translator<'_>,
    sign: Sign,
    number: &ast::Expression,
    span: Span,
) -> Planned<Typed> {
    if let (Sign::Minus, ExpressionKind::Literal(Literal::Integer(least))) = (sign, &number.kind) {
        // The least number has no positive twin.
        let number = i128::from(*least);
        let number =
            i64::try_from(-number).map_err(|_| Complaint::new(span, "The number does not fit 64 bits"))?;
        return Ok(Expression::constant(Value::Integer(number), integer_type(number)).into());
    }
    let of = translator.typed(number)?;
    match sign {
        Sign::Plus if of.expression.sql_type().is_numeric() => Ok(of),
        Sign::Plus => Err(Complaint::new(span, "Only a number has a sign")),
        Sign::Minus => translator.apply("-", vec![of], span),
    }
}

pub(super) fn arithmetic(
    translator: Translator<'_>,
    operator: Arithmetic,
    left: &ast::Expression,
    right: &ast::Expression,
    span: Span,
) -> Planned<Typed> {
    let sides = [translator.typed(left)?, translator.typed(right)?];
    let name = &*operator.to_string();
    let is_constant = sides.iter().all(|side| side.expression.as_constant().is_some());
    if is_constant || sides.iter().any(|side| side.is_untyped) {
        return translator.apply(name, sides.into(), span);
    }
    let (Some(whole), Some(function)) = (of_numbers(operator), function::operator(name)) else {
        return translator.apply(name, sides.into(), span);
    };
    let Prepared::Scalar(scalar) = prepare(function, &sides, span)? else {
        return Err(Complaint::new(span, format!("{name} gives several values")));
    };
    let both = Box::new(sides.map(|side| side.expression));
    let computed = Expression::arithmetic(whole, both, scalar.sql_type());
    Ok(computed.unwrap_or_else(|sides| Expression::call(scalar, (*sides).into())).into())
}

/// What is computed of whole columns of numbers.
fn of_numbers(operator: Arithmetic) -> Option<expression::Arithmetic> {
    match operator {
        Arithmetic::Add => Some(expression::Arithmetic::Add),
        Arithmetic::Subtract => Some(expression::Arithmetic::Subtract),
        Arithmetic::Multiply => Some(expression::Arithmetic::Multiply),
        Arithmetic::Divide => Some(expression::Arithmetic::Divide),
        Arithmetic::Concatenate => None,
    }
}

pub(super) fn comparison(
    translator: Translator<'_>,
    comparison: Comparison,
    left: &ast::Expression,
    right: &ast::Expression,
    span: Span,
) -> Planned<Typed> {
    compare(translator, comparison, translator.typed(left)?, translator.typed(right)?, span)
}

/// Compares two values.
pub(super) fn compare(
    translator: Translator<'_>,
    comparison: Comparison,
    left: Typed,
    right: Typed,
    span: Span,
) -> Planned<Typed> {
    let name = &*comparison.to_string();
    if left.is_untyped || right.is_untyped {
        return translator.apply(name, vec![left, right], span);
    }
    match Expression::comparison(comparison, Box::new([left.expression, right.expression])) {
        Ok(compared) => Ok(compared.into()),
        Err(sides) => translator.apply(name, (*sides).map(Typed::from).into(), span),
    }
}

/// What is true or not of a value.
pub(super) fn predicate(translator: Translator<'_>, of: &ast::Expression) -> Planned<Typed> {
    let (name, arguments, negated): (&str, Vec<Typed>, bool) = match &of.kind {
        ExpressionKind::Is { of, negated, truth } => {
            let name = match truth {
                Truth::Null => "IS NULL",
                Truth::True => "IS TRUE",
                Truth::False => "IS FALSE",
                Truth::Unknown => "IS UNKNOWN",
            };
            (name, vec![translator.typed(of)?], *negated)
        }
        ExpressionKind::IsDistinct { left, negated, right } => {
            ("IS DISTINCT FROM", vec![translator.typed(left)?, translator.typed(right)?], *negated)
        }
        ExpressionKind::Between { of, negated, symmetric, low, high } => {
            let name = if *symmetric { "BETWEEN SYMMETRIC" } else { "BETWEEN" };
            (name, vec![translator.typed(of)?, translator.typed(low)?, translator.typed(high)?], *negated)
        }
        ExpressionKind::In { of, negated, among: Among::List(list) } => {
            let all = core::iter::once(&**of).chain(list);
            ("IN", all.map(|one| translator.typed(one)).collect::<Planned<_>>()?, *negated)
        }
        ExpressionKind::Like { of, negated, similar, pattern, escape } => {
            let all = [&**of, pattern].into_iter().chain(escape.as_deref());
            let arguments = all.map(|one| translator.typed(one)).collect::<Planned<_>>()?;
            (if *similar { "SIMILAR TO" } else { "LIKE" }, arguments, *negated)
        }
        _ => return Err(Complaint::unsupported(of.span, "A query within an expression")),
    };
    let predicate = translator.apply(name, arguments, of.span)?;
    if negated { translator.apply("NOT", vec![predicate], of.span) } else { Ok(predicate) }
}
