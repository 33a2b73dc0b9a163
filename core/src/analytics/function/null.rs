//! COALESCE and NULLIF.

use super::Function;
use super::arithmetic::typing;
use super::conversion::assign;
use super::operand::take;
use super::operator::compare::comparable;
use super::prepared::Scalar;
use super::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// The first that is something.
pub(crate) const COALESCE: Function = Function {
    name: "COALESCE",
    forms: &["COALESCE(<ANY>, ...)"],
    summary: "The first of its arguments that is not NULL; all are of one kind.",
    bind: |arguments| {
        arguments.count(1, usize::MAX)?;
        let result = common_type(arguments.types()).ok_or(Mismatch::Types)?;
        Ok(Scalar::seeing_null(result, move |arguments, _| {
            let first = arguments.iter_mut().find(|argument| !matches!(argument, Value::Null));
            first.map_or(Ok(Value::Null), |found| assign(core::mem::replace(found, Value::Null), result))
        }))
    },
};

/// The one type of all that have a type; NULL alone is an INTEGER.
fn common_type(types: impl Iterator<Item = Option<SqlType>>) -> Option<SqlType> {
    let mut known = types.flatten();
    let Some(first) = known.next() else { return Some(SqlType::Integer) };
    known.try_fold(first, typing::common)
}

/// Nothing where both are the same.
pub(crate) const NULLIF: Function = Function {
    name: "NULLIF",
    forms: &["NULLIF(<COMPARABLE_TYPE>, <COMPARABLE_TYPE>)"],
    summary: "NULL where both are equal, or else the first.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let result = arguments.any(0)?.or(arguments.any(1)?).ok_or(Mismatch::Types)?;
        let order = comparable(arguments, 0, 1)?;
        Ok(Scalar::strict_in(0..1, result, move |arguments, _| {
            let is_equal = match arguments.get(1) {
                None | Some(Value::Null) => false,
                Some(second) => order(&arguments[0], second)?.is_eq(),
            };
            Ok(if is_equal { Value::Null } else { take(arguments, 0) })
        }))
    },
};
