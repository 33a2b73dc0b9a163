//! CHAR_LENGTH

use crate::analytics::function::Function;
use crate::analytics::function::operand::text;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// How many characters. The blanks that fill a CHAR count.
pub(crate) const CHAR_LENGTH: Function = Function {
    name: "CHAR_LENGTH",
    forms: &["CHAR_LENGTH(<CHARACTER>)"],
    summary: "How many characters a text has.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        arguments.text(0)?;
        Ok(Scalar::strict(SqlType::Integer, |arguments, _| {
            Ok(Value::Integer(text(arguments, 0)?.chars().count() as i64))
        }))
    },
};

/// The same in another word.
pub(crate) const CHARACTER_LENGTH: Function =
    Function { name: "CHARACTER_LENGTH", forms: &["CHARACTER_LENGTH(<CHARACTER>)"], ..CHAR_LENGTH };
