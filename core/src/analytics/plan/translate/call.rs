//! Calls of functions.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::{Translator, Typed, of_type};
use crate::analytics::expression::{Case, Expression};
use crate::analytics::function;
use crate::analytics::plan::aggregate;
use crate::analytics::plan::catalog::UserFunction;
use crate::analytics::plan::complaint::{Complaint, Planned};
use crate::analytics::plan::relation::Relation;
use crate::analytics::plan::scope::{Scope, single};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, Arguments, Call, ExpressionKind, Side, Special};
use crate::analytics::sql_type::{Qualifier, SqlType, Unit};
use crate::analytics::value::Value;

/// How deep functions of an application may call each other.
const DEPTH_MAX: usize = 32;

pub(super) fn call(translator: Translator<'_>, call: &Call) -> Planned<Typed> {
    let name = single(&call.name)?;
    let arguments = match &call.arguments {
        Arguments::List(list) => list.iter().map(|one| translator.typed(one)).collect::<Planned<Vec<_>>>()?,
        Arguments::Niladic => Vec::new(),
        Arguments::Star => return Err(misplaced(name, call.span)),
    };
    if let Some(user) = translator.catalog.function(name, &types(&arguments)) {
        return user_function(translator, user, arguments, call.span);
    }
    if function::find(name).is_none() && aggregate::named(call).is_some_and(|it| it.is_ok()) {
        return Err(misplaced(name, call.span));
    }
    translator.apply(name, arguments, call.span)
}

/// An aggregate where single rows are looked at.
fn misplaced(name: &str, span: Span) -> Complaint {
    Complaint::new(span, format!("{name} is a function of many rows, and here is one"))
        .hint("give the query a GROUP BY, or the function a window with OVER")
}

fn types(arguments: &[Typed]) -> Vec<Option<SqlType>> {
    arguments.iter().map(|typed| (!typed.is_untyped).then(|| typed.expression.sql_type())).collect()
}

/// A function of the application: its body, with the arguments in the place of the parameters.
fn user_function(
    translator: Translator<'_>,
    user: &UserFunction,
    arguments: Vec<Typed>,
    span: Span,
) -> Planned<Typed> {
    if DEPTH_MAX <= translator.depth {
        return Err(Complaint::new(span, format!("Functions call each other more than {DEPTH_MAX} deep")));
    }
    let nothing = Relation::without_rows(Vec::new());
    let mut scope = Scope::of(&nothing);
    let mut handed = Vec::new();
    for (parameter, argument) in user.parameters.iter().zip(arguments) {
        let value = argument.assigned(parameter.sql_type, span)?;
        let path = ast::Path { names: vec![parameter.name.clone()], span: parameter.name.span };
        let name = ast::Expression { kind: ExpressionKind::Column(path), span: parameter.name.span };
        handed.push(value.clone());
        scope.known.push((name, value));
    }
    let inner = Translator { scope: &scope, catalog: translator.catalog, depth: translator.depth + 1 };
    let body = inner.typed(&user.body)?.assigned(user.returns, span)?;
    if !user.is_null_on_null || handed.is_empty() {
        return Ok(body.into());
    }
    let is_null = |value| translator.apply("IS NULL", vec![Typed::from(value)], span).map(|it| it.expression);
    let condition = Expression::any(handed.into_iter().map(is_null).collect::<Planned<_>>()?);
    let nothing = Expression::constant(Value::Null, user.returns);
    let case = Case { branches: vec![(condition, nothing)], otherwise: Some(body) };
    Ok(Expression::case(case, user.returns).into())
}

pub(super) fn special(translator: Translator<'_>, special: &Special, span: Span) -> Planned<Typed> {
    let unit = |unit: Unit| of_type(SqlType::Interval(Qualifier::of(unit)));
    let (name, parts, last): (&str, Vec<&ast::Expression>, Option<Typed>) = match special {
        Special::Floor(of, to) => ("FLOOR TO", vec![of], Some(unit(*to))),
        Special::Ceil(of, to) => ("CEIL TO", vec![of], Some(unit(*to))),
        Special::Extract(field, of) => {
            let moment = translator.typed(of)?;
            return translator.apply("EXTRACT", vec![unit(*field), moment], span);
        }
        Special::Step(of, by) => ("STEP", vec![of, by], None),
        Special::Position { what, text } => ("POSITION", vec![what, text], None),
        Special::Substring { text, from, length } => {
            ("SUBSTRING FROM", [&**text, from].into_iter().chain(length.as_deref()).collect(), None)
        }
        Special::SubstringSimilar { text, pattern, escape } => {
            ("SUBSTRING SIMILAR", vec![text, pattern, escape], None)
        }
        Special::Overlay { text, replacement, from, length } => {
            ("OVERLAY", [&**text, replacement, from].into_iter().chain(length.as_deref()).collect(), None)
        }
        Special::Trim { side, what, text } => {
            let name = match side {
                Side::Both => "TRIM BOTH",
                Side::Leading => "TRIM LEADING",
                Side::Trailing => "TRIM TRAILING",
            };
            (name, what.as_deref().into_iter().chain([&**text]).collect(), None)
        }
    };
    let mut arguments = parts.into_iter().map(|part| translator.typed(part)).collect::<Planned<Vec<_>>>()?;
    arguments.extend(last);
    translator.apply(name, arguments, span)
}
