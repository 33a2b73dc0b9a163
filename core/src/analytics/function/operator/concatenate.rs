//! `||`

use crate::analytics::function::Function;
use crate::analytics::function::operand::take_text;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};
use crate::analytics::value::Value;

/// One text behind the other. Bytes cannot be put together so.
pub(crate) const CONCATENATE: Function = Function {
    name: "||",
    forms: &["<CHARACTER> || <CHARACTER>"],
    summary: "Puts two texts together.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let result = match (arguments.text(0)?, arguments.text(1)?) {
            (SqlType::Char(a), SqlType::Char(b)) => SqlType::Char(a.saturating_add(b).min(LENGTH_MAX)),
            (SqlType::Char(a) | SqlType::VarChar(a), SqlType::Char(b) | SqlType::VarChar(b)) => {
                SqlType::VarChar(a.saturating_add(b).min(LENGTH_MAX))
            }
            (other, _) => other,
        };
        Ok(Scalar::strict(result, move |arguments, _| {
            let (first, second) = (take_text(arguments, 0)?, take_text(arguments, 1)?);
            if second.is_empty() {
                return Ok(Value::Text(first));
            }
            if first.len() + second.len() > LENGTH_MAX as usize
                && first.chars().count() + second.chars().count() > LENGTH_MAX as usize
            {
                return Err(Fault::too_long(result, &first));
            }
            let mut text = first.into_owned();
            text.push_str(&second);
            Ok(Value::text(text))
        }))
    },
};
