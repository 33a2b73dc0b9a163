//! SUBSTRING by three regular expressions of SQL, of which the middle one is wanted.

use alloc::vec::Vec;

use crate::analytics::function::Function;
use crate::analytics::function::operand::{part, take_text, text};
use crate::analytics::function::operator::like::escape_character;
use crate::analytics::function::pattern::Pattern;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// What is between two escaped quotes. The whole may be found anywhere, as the reference's examples are.
pub(crate) const SUBSTRING_SIMILAR: Function = Function {
    name: "SUBSTRING SIMILAR",
    forms: &["SUBSTRING(<CHARACTER> SIMILAR <CHARACTER> ESCAPE <CHARACTER>)"],
    summary: "The part of a text that matches what stands between two escaped quotes of a pattern.",
    bind: |arguments| {
        arguments.count(3, 3)?;
        (1..3).try_for_each(|at| arguments.text(at).map(|_| ()))?;
        let (SqlType::Char(length) | SqlType::VarChar(length)) = arguments.text(0)? else {
            return Err(Mismatch::Types);
        };
        let once = match (arguments.constant_text(1), arguments.constant_text(2)) {
            (Some(pattern), Some(escape)) => Some(compile(pattern, escape)?),
            _ => None,
        };
        Ok(Scalar::strict(SqlType::VarChar(length), move |arguments, _| {
            let source = take_text(arguments, 0)?;
            let found = match &once {
                Some(pattern) => pattern.find(&source, 0)?,
                None => compile(text(arguments, 1)?, text(arguments, 2)?)?.find(&source, 0)?,
            };
            let middle = found.and_then(|found| found.group(1));
            Ok(middle.map_or(Value::Null, |range| Value::Text(part(source, range))))
        }))
    },
};

fn compile(pattern: &str, escape: &str) -> Result<Pattern, Fault> {
    let escape = escape_character(escape)?;
    let parts = split(pattern, escape);
    let [before, wanted, after] = parts.as_slice() else {
        let text =
            alloc::format!("the pattern '{pattern}' needs two quotes, each behind the escape character");
        return Err(Fault::new(text));
    };
    Pattern::between(before, wanted, after, escape)
}

/// Cuts a pattern at its escaped quotes. What is escaped otherwise is skipped as a whole.
fn split(pattern: &str, escape: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut characters = pattern.char_indices();
    while let Some((at, character)) = characters.next() {
        if character != escape {
            continue;
        }
        if let Some((quote, '"')) = characters.next() {
            parts.push(&pattern[begin..at]);
            begin = quote + 1;
        }
    }
    parts.push(&pattern[begin..]);
    parts
}
