//! POSITION

use crate::analytics::function::Function;
use crate::analytics::function::operand::text;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Where a text is in another one.
pub(crate) const POSITION: Function = Function {
    name: "POSITION",
    forms: &["POSITION(<CHARACTER> IN <CHARACTER>)"],
    summary: "The character at which the first text begins in the second, or 0.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.text(0)?;
        arguments.text(1)?;
        Ok(Scalar::strict(SqlType::Integer, |arguments, _| {
            let (wanted, source) = (text(arguments, 0)?, text(arguments, 1)?);
            let place = source.find(wanted).map_or(0, |at| source[..at].chars().count() + 1);
            Ok(Value::Integer(place as i64))
        }))
    },
};
