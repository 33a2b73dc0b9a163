//! Names of types in a list of columns.

use super::tokens::{Token, Tokens};
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::{LENGTH_MAX, PRECISION_MAX, SqlType};

/// Reads a type, with its length or its digits.
pub(super) fn parse(tokens: &mut Tokens<'_>) -> Result<SqlType, Fault> {
    let Some(Token::Name(name)) = tokens.next() else { return Err(tokens.error("a type")) };
    Ok(match name.as_str() {
        "BOOLEAN" => SqlType::Boolean,
        "TINYINT" => SqlType::TinyInt,
        "SMALLINT" => SqlType::SmallInt,
        "INTEGER" | "INT" => SqlType::Integer,
        "BIGINT" => SqlType::BigInt,
        "REAL" => SqlType::Real,
        "FLOAT" => SqlType::Double,
        "DOUBLE" => {
            tokens.eat_name("PRECISION");
            SqlType::Double
        }
        "DECIMAL" | "DEC" | "NUMERIC" => decimal(tokens)?,
        "CHAR" | "CHARACTER" if tokens.eat_name("VARYING") => SqlType::VarChar(length(tokens, LENGTH_MAX)?),
        "CHAR" | "CHARACTER" => SqlType::Char(length(tokens, 1)?),
        "VARCHAR" => SqlType::VarChar(length(tokens, LENGTH_MAX)?),
        "DATE" => SqlType::Date,
        "TIME" => {
            numbers(tokens)?;
            SqlType::Time
        }
        "TIMESTAMP" => {
            numbers(tokens)?;
            SqlType::Timestamp
        }
        _ => return Err(tokens.error("a type that a column of a log can have")),
    })
}

fn length(tokens: &mut Tokens<'_>, otherwise: u32) -> Result<u32, Fault> {
    match numbers(tokens)? {
        (None, _) => Ok(otherwise),
        (Some(length), None) if (1..=u64::from(LENGTH_MAX)).contains(&length) => Ok(length as u32),
        _ => Err(tokens.error("a length from 1 to 65535")),
    }
}

fn decimal(tokens: &mut Tokens<'_>) -> Result<SqlType, Fault> {
    let (precision, scale) = numbers(tokens)?;
    let precision = precision.unwrap_or(PRECISION_MAX.into());
    let scale = scale.unwrap_or(0);
    if !(1..=u64::from(PRECISION_MAX)).contains(&precision) || scale > precision {
        return Err(tokens.error("a precision from 1 to 18 and a scale that is not larger"));
    }
    Ok(SqlType::Decimal { precision: precision as u8, scale: scale as u8 })
}

/// `(12)` or `(12, 2)`, or nothing.
fn numbers(tokens: &mut Tokens<'_>) -> Result<(Option<u64>, Option<u64>), Fault> {
    if !tokens.eat(&Token::Open) {
        return Ok((None, None));
    }
    let first = tokens.number()?;
    let second = if tokens.eat(&Token::Comma) { Some(tokens.number()?) } else { None };
    if !tokens.eat(&Token::Close) {
        return Err(tokens.error("a closing parenthesis"));
    }
    Ok((Some(first), second))
}
