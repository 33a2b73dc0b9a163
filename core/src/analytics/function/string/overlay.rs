//! OVERLAY

use alloc::string::String;

use crate::analytics::function::Function;
use crate::analytics::function::operand::{integer, text};
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};
use crate::analytics::value::Value;

/// One text over a part of another.
pub(crate) const OVERLAY: Function = Function {
    name: "OVERLAY",
    forms: &[
        "OVERLAY(<CHARACTER> PLACING <CHARACTER> FROM <INTEGER>)",
        "OVERLAY(<CHARACTER> PLACING <CHARACTER> FROM <INTEGER> FOR <INTEGER>)",
    ],
    summary: "The first text with the second in the place of so many of its characters.",
    bind: |arguments| {
        let count = arguments.count(3, 4)?;
        let (SqlType::Char(a) | SqlType::VarChar(a), SqlType::Char(b) | SqlType::VarChar(b)) =
            (arguments.text(0)?, arguments.text(1)?)
        else {
            return Err(Mismatch::Types);
        };
        (2..count).try_for_each(|at| arguments.integer(at).map(|_| ()))?;
        let result = SqlType::VarChar(a.saturating_add(b).min(LENGTH_MAX));
        Ok(Scalar::strict(result, move |arguments, _| {
            let (original, replacement) = (text(arguments, 0)?, text(arguments, 1)?);
            let length = match arguments.len() {
                4 => integer(arguments, 3)?,
                _ => replacement.chars().count() as i64,
            };
            let overlaid = overlay(original, replacement, integer(arguments, 2)?, length)?;
            if overlaid.chars().count() > LENGTH_MAX as usize {
                return Err(Fault::too_long(result, &overlaid));
            }
            Ok(Value::text(overlaid))
        }))
    },
};

/// A place before the first character takes that many characters fewer away.
fn overlay(original: &str, replacement: &str, start: i64, length: i64) -> Result<String, Fault> {
    if length < 0 {
        return Err(Fault::new("the length of OVERLAY must not be negative"));
    }
    let from = start.saturating_sub(1);
    let to = from.saturating_add(length);
    let offset = |place: i64| {
        let place = usize::try_from(place).unwrap_or(0);
        original.char_indices().nth(place).map_or(original.len(), |(at, _)| at)
    };
    let (before, after) = (&original[..offset(from)], &original[offset(to)..]);
    Ok([before, replacement, after].concat())
}
