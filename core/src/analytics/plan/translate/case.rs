//! CASE.

use alloc::format;
use alloc::vec::Vec;

use super::operator::compare;
use super::{Translator, Typed, widened};
use crate::analytics::expression::{Case, Expression};
use crate::analytics::function::arithmetic::typing::common as common_type;
use crate::analytics::plan::complaint::{Complaint, Planned};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, Branch, Comparison};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

pub(super) fn case(
    translator: Translator<'_>,
    compared: Option<&ast::Expression>,
    branches: &[Branch],
    otherwise: Option<&ast::Expression>,
    span: Span,
) -> Planned<Typed> {
    let values = branches.iter().map(|branch| &branch.then).chain(otherwise);
    let values = values.map(|value| translator.typed(value)).collect::<Planned<Vec<_>>>()?;
    let sql_type = common(&values, span)?;
    let mut values = values.into_iter().map(|value| match value.is_untyped {
        true => Expression::constant(Value::Null, sql_type),
        false => widened(value.expression, sql_type),
    });
    let mut chosen = Vec::with_capacity(branches.len());
    for branch in branches {
        let conditions = branch.when.iter().map(|when| condition(translator, compared, when));
        let condition = Expression::any(conditions.collect::<Planned<_>>()?);
        chosen
            .push((condition, values.next().unwrap_or_else(|| Expression::constant(Value::Null, sql_type))));
    }
    let case = Case { branches: chosen, otherwise: values.next() };
    Ok(Expression::case(case, sql_type).into())
}

fn condition(
    translator: Translator<'_>,
    compared: Option<&ast::Expression>,
    when: &ast::Expression,
) -> Planned<Expression> {
    let Some(of) = compared else { return translator.condition(when) };
    let (of, with) = (translator.typed(of)?, translator.typed(when)?);
    Ok(compare(translator, Comparison::Equal, of, with, when.span)?.expression)
}

/// The type that all values can be of.
fn common(values: &[Typed], span: Span) -> Planned<SqlType> {
    let mut types = values.iter().filter(|value| !value.is_untyped).map(|value| value.expression.sql_type());
    let Some(first) = types.next() else {
        return Err(Complaint::new(span, "At least one branch must not be NULL"));
    };
    types.try_fold(first, |a, b| {
        common_type(a, b).ok_or_else(|| {
            Complaint::new(span, format!("The branches are of types that are not alike: {a} and {b}"))
        })
    })
}
