//! Expressions as they are written, to such that can be computed.

mod call;
mod case;
mod literal;
mod operator;

use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::catalog::Catalog;
use super::complaint::{Complaint, Planned};
use super::scope::Scope;
use crate::analytics::expression::Expression;
use crate::analytics::function::{self, Argument, Function, Prepared, Scalar, conversion};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{self, ExpressionKind};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Translates expressions of one scope.
#[derive(Clone, Copy)]
pub(super) struct Translator<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) catalog: &'a Catalog,
    /// How many functions of the application stand around it.
    pub(super) depth: usize,
}

/// An expression. NULL as it is written has a type only for want of another.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) expression: Expression,
    pub(super) is_untyped: bool,
}

impl<'a> Translator<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, catalog: &'a Catalog) -> Self {
        Self { scope, catalog, depth: 0 }
    }

    /// An expression of whatever type.
    pub(super) fn expression(self, of: &ast::Expression) -> Planned<Expression> {
        self.typed(of).map(|typed| typed.expression)
    }

    /// A condition.
    pub(super) fn condition(self, of: &ast::Expression) -> Planned<Expression> {
        let Typed { expression, is_untyped } = self.typed(of)?;
        match expression.sql_type() {
            SqlType::Boolean => Ok(expression),
            _ if is_untyped => Ok(Expression::constant(Value::Null, SqlType::Boolean)),
            other => Err(Complaint::new(
                of.span,
                format!("A condition must be a BOOLEAN, and this is of type {other}"),
            )),
        }
    }

    pub(super) fn typed(self, of: &ast::Expression) -> Planned<Typed> {
        if let Some(known) = self.scope.known(of) {
            return Ok(known.into());
        }
        match &of.kind {
            ExpressionKind::Literal(literal) => literal::of(literal, of.span),
            ExpressionKind::Column(path) => Ok(self.scope.column(path)?.into()),
            ExpressionKind::Field(record, name) => self.field(record, name),
            ExpressionKind::Signed(sign, number) => operator::signed(self, *sign, number, of.span),
            ExpressionKind::Arithmetic(operator, left, right) => {
                operator::arithmetic(self, *operator, left, right, of.span)
            }
            ExpressionKind::Difference(left, right, qualifier) => {
                let sides =
                    vec![self.typed(left)?, self.typed(right)?, of_type(SqlType::Interval(*qualifier))];
                self.apply("DATETIME DIFFERENCE", sides, of.span)
            }
            ExpressionKind::Not(condition) => {
                self.apply("NOT", vec![self.condition(condition)?.into()], of.span)
            }
            ExpressionKind::And(all) => Ok(Expression::all(self.conditions(all)?).into()),
            ExpressionKind::Or(all) => Ok(Expression::any(self.conditions(all)?).into()),
            ExpressionKind::Comparison(comparison, left, right) => {
                operator::comparison(self, *comparison, left, right, of.span)
            }
            ExpressionKind::Is { .. }
            | ExpressionKind::IsDistinct { .. }
            | ExpressionKind::Between { .. }
            | ExpressionKind::In { .. }
            | ExpressionKind::Like { .. } => operator::predicate(self, of),
            ExpressionKind::Exists(_) | ExpressionKind::Subquery(_) => {
                Err(Complaint::unsupported(of.span, "A query within an expression"))
            }
            ExpressionKind::Cursor(_) | ExpressionKind::Row(_) => Err(Complaint::new(
                of.span,
                "This can only be handed to a function of many rows, in FROM TABLE(...)",
            )),
            ExpressionKind::Case { of: compared, branches, otherwise } => {
                case::case(self, compared.as_deref(), branches, otherwise.as_deref(), of.span)
            }
            ExpressionKind::Cast(value, sql_type) => {
                self.apply("CAST", vec![self.typed(value)?, of_type(*sql_type)], of.span)
            }
            ExpressionKind::Call(call) => call::call(self, call),
            ExpressionKind::Special(special) => call::special(self, special, of.span),
        }
    }

    fn conditions(self, all: &[ast::Expression]) -> Planned<Vec<Expression>> {
        all.iter().map(|one| self.condition(one)).collect()
    }

    /// A field of a record, which is a column that has that name.
    fn field(self, record: &ast::Expression, name: &ast::Name) -> Planned<Typed> {
        let ExpressionKind::Column(path) = &record.kind else {
            return Err(Complaint::new(name.span, "Only a column that holds a record has fields"));
        };
        let mut path = path.clone();
        path.span = path.span.to(name.span);
        path.names.push(name.clone());
        Ok(self.scope.column(&path)?.into())
    }

    /// A function of this name.
    pub(super) fn apply(self, name: &str, arguments: Vec<Typed>, span: Span) -> Planned<Typed> {
        let function = function::find(name).or_else(|| function::operator(name));
        let Some(function) = function else {
            return Err(Complaint::new(span, format!("No match found for function signature {name}")));
        };
        match prepare(function, &arguments, span)? {
            Prepared::Scalar(scalar) => Ok(folded(scalar, arguments).into()),
            Prepared::Record(_) => Err(Complaint::new(span, format!("{name} gives several values"))
                .hint("select it alone from a subquery, whose record has its values as fields")),
        }
    }
}

/// Reads the types and constants of a call.
pub(super) fn prepare(function: &Function, arguments: &[Typed], span: Span) -> Planned<Prepared> {
    let arguments: Vec<_> = arguments.iter().map(Typed::argument).collect();
    function.prepare(&arguments).map_err(|message| Complaint::new(span, message))
}

/// A call, or its value where that is known now.
fn folded(scalar: Scalar, arguments: Vec<Typed>) -> Expression {
    let sql_type = scalar.sql_type();
    let is_constant =
        !arguments.is_empty() && arguments.iter().all(|typed| typed.expression.as_constant().is_some());
    let call = Expression::call(scalar, arguments.into_iter().map(|typed| typed.expression).collect());
    if !is_constant {
        return call;
    }
    // What depends on the clock has no arguments, and so is none of these.
    match call.at(0, &function::Moment { now: 0, began: 0 }) {
        Ok(value) => Expression::constant(value, sql_type),
        Err(_) => call,
    }
}

/// A type that is handed to a function.
fn of_type(sql_type: SqlType) -> Typed {
    Typed { expression: Expression::constant(Value::Null, sql_type), is_untyped: false }
}

impl From<Expression> for Typed {
    fn from(expression: Expression) -> Self {
        Self { expression, is_untyped: false }
    }
}

impl Typed {
    pub(super) fn null() -> Self {
        Self { expression: Expression::constant(Value::Null, SqlType::Integer), is_untyped: true }
    }

    fn argument(&self) -> Argument<'static> {
        let sql_type = (!self.is_untyped).then(|| self.expression.sql_type());
        Argument { sql_type, constant: self.expression.as_constant().cloned() }
    }

    /// The value in a column of this type.
    pub(super) fn assigned(self, to: SqlType, span: Span) -> Planned<Expression> {
        let from = self.expression.sql_type();
        if self.is_untyped {
            return Ok(Expression::constant(Value::Null, to));
        }
        if !conversion::is_assignable(from, to) {
            let message = format!("Cannot assign a value of type {from} to a column of type {to}");
            return Err(Complaint::new(span, message)
                .hint("convert it with ".to_string() + &format!("CAST(... AS {to})")));
        }
        Ok(widened(self.expression, to))
    }
}

/// An expression as one of another type of its kind.
pub(super) fn widened(expression: Expression, to: SqlType) -> Expression {
    let is_within = match (expression.sql_type(), to) {
        (from, to) if from == to => true,
        (from, SqlType::BigInt) => from.is_integer(),
        (SqlType::TinyInt | SqlType::SmallInt, SqlType::Integer) | (SqlType::TinyInt, SqlType::SmallInt) => {
            true
        }
        (SqlType::Real, SqlType::Double) => true,
        (SqlType::VarChar(from), SqlType::VarChar(to)) => from <= to,
        (SqlType::VarBinary(from), SqlType::VarBinary(to)) => from <= to,
        (SqlType::Interval(_), SqlType::Interval(_)) => true,
        _ => false,
    };
    if is_within {
        return expression.retyped(to);
    }
    let assign = Scalar::strict(to, move |arguments, _| {
        conversion::assign(core::mem::replace(&mut arguments[0], Value::Null), to)
    });
    match assign {
        Prepared::Scalar(assign) => Expression::call(assign, vec![expression]),
        Prepared::Record(_) => expression,
    }
}
