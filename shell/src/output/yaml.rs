//! YAML as version 2 of the AWS CLI writes it: names sorted, quotes only where they are needed, lines of eighty columns.

use std::fmt::Write;

use crate::value::{self, Value};

/// The column behind which a text goes on in the next line.
const WIDTH: usize = 80;

/// Prints a value.
pub(crate) fn yaml(value: &Value) -> String {
    let mut to = String::new();
    if value.is_scalar() {
        return value.to_json_line() + "\n";
    }
    if value.is_empty() {
        return flow(value) + "\n";
    }
    block(value, 0, &mut to);
    to
}

/// Prints what stands on lines of its own; the place is behind the indentation of the first.
fn block(value: &Value, level: usize, to: &mut String) {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|one, other| one.0.cmp(&other.0));
            for (at, (name, value)) in sorted.into_iter().enumerate() {
                indent(if at == 0 { 0 } else { level }, to);
                let name = scalar(&Value::text(name), level, 0);
                to.push_str(&name);
                to.push(':');
                member(value, level, name.chars().count() + 1 + level, to);
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                indent(if at == 0 { 0 } else { level }, to);
                to.push('-');
                if item.is_scalar() || item.is_empty() {
                    writeln!(to, " {}", leaf(item, level + 2, level + 2)).expect("a text takes all");
                } else {
                    to.push(' ');
                    block(item, level + 2, to);
                }
            }
        }
        _ => {}
    }
}

fn member(value: &Value, level: usize, column: usize, to: &mut String) {
    match value {
        _ if value.is_scalar() || value.is_empty() => {
            writeln!(to, " {}", leaf(value, level + 2, column + 1)).expect("a text takes all");
        }
        Value::List(_) => {
            to.push('\n');
            indent(level, to);
            block(value, level, to);
        }
        _ => {
            to.push('\n');
            indent(level + 2, to);
            block(value, level + 2, to);
        }
    }
}

fn indent(level: usize, to: &mut String) {
    to.extend(std::iter::repeat_n(' ', level));
}

fn leaf(value: &Value, level: usize, column: usize) -> String {
    if value.is_scalar() { scalar(value, level, column) } else { flow(value) }
}

fn flow(value: &Value) -> String {
    if value.as_list().is_some() { "[]".into() } else { "{}".into() }
}

fn scalar(value: &Value, level: usize, column: usize) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Text(text) if needs_escapes(text) => double_quoted(text, level, column),
        Value::Text(text) if needs_quotes(text) => {
            let text = text.replace('\'', "''");
            folded(&format!("'{text}'"), level, column)
        }
        Value::Text(text) => folded(text, level, column),
        number => value::text(number),
    }
}

fn needs_escapes(text: &str) -> bool {
    text.chars().any(|letter| letter.is_control())
}

/// Whether a plain text would be read as something else.
fn needs_quotes(text: &str) -> bool {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return true };
    let second = letters.next();
    let ends_word = second.is_none_or(|letter| letter == ' ');
    let is_sign = "#,[]{}&*!|>'\"%@`".contains(first) || (matches!(first, '-' | '?' | ':') && ends_word);
    is_sign
        || text.starts_with(' ')
        || text.ends_with([' ', ':'])
        || text.contains(": ")
        || text.contains(" #")
        || text.starts_with("---")
        || text.starts_with("...")
        || is_other_type(text)
}

/// Whether a text is what YAML 1.2 has other types for, as the library of the AWS CLI tells them.
fn is_other_type(text: &str) -> bool {
    const WORDS: &[&str] =
        &["~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "=", "<<"];
    WORDS.contains(&text) || is_number(text) || is_date(text)
}

fn is_number(text: &str) -> bool {
    let plain = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(plain, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = plain.strip_prefix(prefix) {
            return !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix) || digit == '_');
        }
    }
    let (digits, exponent) =
        plain.split_once(['e', 'E']).map_or((plain, None), |(digits, rest)| (digits, Some(rest)));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let are_digits = |text: &str| text.chars().all(|digit| digit.is_ascii_digit() || digit == '_');
    let is_exponent = |text: &str| {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit())
    };
    let has_digit = digits.chars().any(|digit| digit.is_ascii_digit());
    has_digit
        && !whole.starts_with('_')
        && are_digits(whole)
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(is_exponent)
}

/// `2023-11-14`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let parts: Vec<_> = date
        .split('-')
        .map(|part| part.chars().all(|digit| digit.is_ascii_digit()).then_some(part.len()))
        .collect();
    match parts[..] {
        [Some(4), Some(2), Some(2)] if rest.is_empty() => true,
        [Some(4), Some(1 | 2), Some(1 | 2)] => {
            value::seconds(text).is_some() && rest.matches(':').count() >= 2
        }
        _ => false,
    }
}

/// Breaks a text at single spaces behind the width.
fn folded(text: &str, level: usize, start: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut to = String::new();
    let mut column = start;
    for (at, letter) in letters.iter().enumerate() {
        let is_alone = *letter == ' '
            && at > 0
            && letters[at - 1] != ' '
            && letters.get(at + 1).is_some_and(|next| !matches!(next, ' ' | '\''));
        let ends_at = at == letters.len() - 1;
        if is_alone && column > WIDTH && !ends_at {
            to.push('\n');
            indent(level, &mut to);
            column = level;
        } else {
            to.push(*letter);
            column += 1;
        }
    }
    to
}

fn double_quoted(text: &str, level: usize, start: usize) -> String {
    let mut to = String::from('"');
    let mut column = start + 1;
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let piece = match letter {
            '\n' => "\\n".into(),
            '\t' => "\\t".into(),
            '\r' => "\\r".into(),
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            '\0' => "\\0".into(),
            _ if letter.is_control() => format!("\\x{:02X}", u32::from(*letter)),
            _ => letter.to_string(),
        };
        if *letter == ' ' && column > WIDTH && at > 0 && at < letters.len() - 1 && letters[at + 1] != ' ' {
            to.push('\n');
            indent(level, &mut to);
            column = level;
        } else {
            column += piece.chars().count();
            to.push_str(&piece);
        }
    }
    to + "\""
}
