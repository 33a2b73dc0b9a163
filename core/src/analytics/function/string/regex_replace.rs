//! REGEX_REPLACE

use alloc::string::String;

use crate::analytics::function::Function;
use crate::analytics::function::operand::{integer, take_text, text};
use crate::analytics::function::pattern::Pattern;
use crate::analytics::function::pattern::replacement::Replacement;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::ready::Ready;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};
use crate::analytics::value::Value;

/// What `replaceAll` of Java does, from a place on, for all matches or one.
pub(crate) const REGEX_REPLACE: Function = Function {
    name: "REGEX_REPLACE",
    forms: &["REGEX_REPLACE(<CHARACTER>, <REGULAR_EXPRESSION>, <CHARACTER>, <INTEGER>, <INTEGER>)"],
    summary: "The text with a replacement for what matches a regular expression: the nth match from a place on, or all for 0.",
    bind: |arguments| {
        arguments.count(5, 5)?;
        arguments.text(0)?;
        arguments.text(2)?;
        (3..5).try_for_each(|at| arguments.integer(at).map(|_| ()))?;
        let ready = Ready::of(arguments, 1, Pattern::java)?;
        let result = SqlType::VarChar(LENGTH_MAX);
        Ok(Scalar::strict(result, move |arguments, _| {
            let (start, occurrence) = (integer(arguments, 3)?, integer(arguments, 4)?);
            if start < 1 {
                return Err(Fault::new("the start position of REGEX_REPLACE must be at least 1"));
            }
            if occurrence < 0 {
                return Err(Fault::new("the occurrence of REGEX_REPLACE must not be negative"));
            }
            let original = take_text(arguments, 0)?;
            let Some((from, _)) = original.char_indices().nth(start as usize - 1) else {
                return Ok(Value::Text(original));
            };
            let replaced = ready.with(text(arguments, 1)?, |pattern| {
                let replacement = Replacement::parse(text(arguments, 2)?, pattern)?;
                replace(&original, pattern, &replacement, from, occurrence)
            })?;
            Ok(replaced.map_or(Value::Text(original), Value::text))
        }))
    },
};

/// The text with its replacements; `None` where there are none.
fn replace(
    original: &str,
    pattern: &Pattern,
    replacement: &Replacement,
    from: usize,
    occurrence: i64,
) -> Result<Option<String>, Fault> {
    let mut replaced = String::new();
    let (mut copied, mut at, mut count) = (0, from, 0);
    while let Some(found) = pattern.find(original, at)? {
        let range = found.whole();
        count += 1;
        if occurrence == 0 || occurrence == count {
            replaced.push_str(&original[copied..range.start]);
            replacement.write(original, &found, &mut replaced);
            copied = range.end;
            if replaced.len() > LENGTH_MAX as usize * 4 {
                return Err(Fault::too_long(SqlType::VarChar(LENGTH_MAX), &replaced));
            }
        }
        if occurrence == count {
            break;
        }
        // Behind an empty match the search goes on one character further.
        at = range.end;
        if range.is_empty() {
            match original[at..].chars().next() {
                Some(next) => at += next.len_utf8(),
                None => break,
            }
        }
    }
    if count == 0 || occurrence > count {
        return Ok(None);
    }
    replaced.push_str(&original[copied..]);
    if replaced.chars().count() > LENGTH_MAX as usize {
        return Err(Fault::too_long(SqlType::VarChar(LENGTH_MAX), &replaced));
    }
    Ok(Some(replaced))
}
