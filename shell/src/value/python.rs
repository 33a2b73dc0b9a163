//! Values as Python's `str` and `repr` write them, because the AWS CLI prints so.

use super::Value;

/// A number as `repr` writes it: the shortest text that reads back as the same number.
pub(super) fn float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    format!("{number:?}")
}

/// A value as `str` writes it.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => repr(other),
    }
}

/// A value as `repr` writes it.
pub(crate) fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => float(*number),
        Value::Text(text) => quoted(text),
        Value::List(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{}: {}", quoted(name), repr(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The name of a value's type.
pub(crate) fn class(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Integer(_) => "int",
        Value::Float(_) => "float",
        Value::Text(_) => "str",
        Value::List(_) => "list",
        Value::Object(_) => "dict",
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(quote);
    for character in text.chars() {
        match character {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\\' => quoted.push_str("\\\\"),
            _ if character == quote => quoted.extend(['\\', quote]),
            _ if character.is_ascii_control() => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push(quote);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_shortest_text() {
        let numbers = [0.0, 1.0, 1_700_000_000.123, 0.1 + 0.2, 1e16, 123_456_789.0, 1e-5, -2.5e-7, 1e22];
        let texts: Vec<_> = numbers.into_iter().map(float).collect();
        let expected = "0.0 1.0 1700000000.123 0.30000000000000004 1e+16 123456789.0 1e-05 -2.5e-07 1e+22";
        assert_eq!(texts.join(" "), expected);
    }

    #[test]
    fn texts_choose_their_quotes() {
        assert_eq!(repr(&Value::text("it's")), "\"it's\"");
        assert_eq!(repr(&Value::text("a\n'\"")), "'a\\n\\'\"'");
        assert_eq!(text(&Value::text("it's")), "it's");
    }
}
