//! Whether a text is a type of a table's column: Hive's, as far as files have them.
//!
//! # Source
//! Glue developer guide, "Column type"; Hive language manual, "Types".

use alloc::format;
use alloc::string::String;

/// How deeply types may lie in each other.
const DEPTH_MAX: usize = 30;

/// Types that say no more than their name.
const PLAIN: [&str; 13] = [
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "integer",
    "bigint",
    "float",
    "double",
    "string",
    "date",
    "timestamp",
    "binary",
    "decimal",
];

/// Refuses what is no type; letters may be large or small.
///
/// # Errors
/// What is wrong with it.
pub(super) fn check(text: &str) -> Result<(), String> {
    let rest = take_type(text, 0)?.trim_start();
    if rest.is_empty() { Ok(()) } else { Err(format!("{rest:?} stands behind the type")) }
}

/// Takes a type from the start of a text, and gives the rest.
fn take_type(text: &str, depth: usize) -> Result<&str, String> {
    if DEPTH_MAX < depth {
        return Err(format!("types lie more than {DEPTH_MAX} deep in each other"));
    }
    let (name, rest) = take_word(text);
    let name = name.to_ascii_lowercase();
    let inner = |rest| take_type(rest, depth + 1);
    match &*name {
        "decimal" if is_next(rest, '(') => take_decimal(take(rest, '(')?),
        "char" => take_length(rest, 255),
        "varchar" => take_length(rest, 65_535),
        "array" => take(inner(take(rest, '<')?)?, '>'),
        "map" => {
            let key = take(rest, '<')?;
            let (kind, _) = take_word(key);
            if ["array", "map", "struct"].iter().any(|nested| kind.eq_ignore_ascii_case(nested)) {
                return Err(format!("the keys of a map cannot be {kind}"));
            }
            take(inner(take(inner(key)?, ',')?)?, '>')
        }
        "struct" => take_fields(take(rest, '<')?, depth),
        name if PLAIN.contains(&name) => Ok(rest),
        name => Err(format!("there is no type {name:?}")),
    }
}

fn take_fields(mut text: &str, depth: usize) -> Result<&str, String> {
    loop {
        let end = text.find([':', ',', '<', '>']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.trim().is_empty() {
            return Err("a field has no name".into());
        }
        text = take_type(take(rest, ':')?, depth + 1)?;
        if !is_next(text, ',') {
            return take(text, '>');
        }
        text = take(text, ',')?;
    }
}

fn take_decimal(text: &str) -> Result<&str, String> {
    let (precision, mut rest) = take_number(text)?;
    let mut scale = 0;
    if is_next(rest, ',') {
        (scale, rest) = take_number(take(rest, ',')?)?;
    }
    if !(1..=38).contains(&precision) || precision < scale {
        return Err(format!("decimal({precision},{scale}) is not within 38 digits"));
    }
    take(rest, ')')
}

fn take_length(text: &str, max: u32) -> Result<&str, String> {
    let (length, rest) = take_number(take(text, '(')?)?;
    if !(1..=max).contains(&length) {
        return Err(format!("a length is from 1 to {max}, not {length}"));
    }
    take(rest, ')')
}

fn take_number(text: &str) -> Result<(u32, &str), String> {
    let (word, rest) = take_word(text);
    Ok((word.parse().map_err(|_| format!("{word:?} is no number"))?, rest))
}

fn take_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let is_outside = |letter: char| !(letter.is_ascii_alphanumeric() || letter == '_');
    text.split_at(text.find(is_outside).unwrap_or(text.len()))
}

fn is_next(text: &str, sign: char) -> bool {
    text.trim_start().starts_with(sign)
}

fn take(text: &str, sign: char) -> Result<&str, String> {
    text.trim_start().strip_prefix(sign).ok_or_else(|| format!("'{sign}' is missing before {text:?}"))
}
