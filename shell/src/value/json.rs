//! JSON in, with the words of Python's reader for what is wrong, and out, as Python writes it.

use std::fmt::Write;

use super::{Object, Value, python};

/// How deep lists and objects may lie in each other.
const DEPTH_MAX: u32 = 200;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was expected.
    pub message: &'static str,
    /// Characters before the place.
    pub at: usize,
    text: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let before: Vec<char> = self.text.chars().take(self.at).collect();
        let line = before.iter().filter(|character| **character == '\n').count() + 1;
        let column = before.iter().rev().take_while(|character| **character != '\n').count() + 1;
        write!(to, "{}: line {line} column {column} (char {})", self.message, self.at)
    }
}

/// Reads one JSON value.
///
/// # Errors
/// The first fault, as Python's `json` tells it.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let characters: Vec<char> = text.chars().collect();
    let mut reader = Reader { characters: &characters, at: 0, depth: 0 };
    let read = reader.document();
    read.map_err(|(message, at)| Fault { message, at, text: text.into() })
}

type Read<T> = Result<T, (&'static str, usize)>;

struct Reader<'a> {
    characters: &'a [char],
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn document(&mut self) -> Read<Value> {
        self.skip_space();
        let value = self.value()?;
        self.skip_space();
        match self.peek() {
            Some(_) => Err(("Extra data", self.at)),
            None => Ok(value),
        }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|next| matches!(next, ' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Read<Value> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(("Too deep", self.at));
        }
        let value = match self.peek() {
            Some('"') => self.string().map(Value::Text),
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(),
        };
        self.depth -= 1;
        value
    }

    fn word(&mut self) -> Read<Value> {
        let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        for (word, value) in words {
            if self.characters[self.at..].starts_with(&word.chars().collect::<Vec<_>>()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(("Expecting value", self.at))
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some('-'));
        match self.peek() {
            Some('0') => self.at += 1,
            Some('1'..='9') => self.digits(),
            _ => return Err(("Expecting value", start)),
        }
        let mut is_whole = true;
        let digit = |at: usize| self.characters.get(at).is_some_and(char::is_ascii_digit);
        if self.peek() == Some('.') && digit(self.at + 1) {
            is_whole = false;
            self.at += 1;
            self.digits();
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.characters.get(self.at + 1), Some('+' | '-')));
            if self.characters.get(self.at + 1 + sign).is_some_and(char::is_ascii_digit) {
                is_whole = false;
                self.at += 1 + sign;
                self.digits();
            }
        }
        let text: String = self.characters[start..self.at].iter().collect();
        let whole = text.parse().ok().filter(|_| is_whole);
        Ok(whole.map_or_else(|| Value::Float(text.parse().unwrap_or(f64::INFINITY)), Value::Integer))
    }

    fn list(&mut self) -> Read<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.peek() == Some(']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            self.skip_space();
            items.push(self.value()?);
            self.skip_space();
            match self.peek() {
                Some(']') => break,
                Some(',') => self.at += 1,
                _ => return Err(("Expecting ',' delimiter", self.at)),
            }
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn object(&mut self) -> Read<Value> {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        let mut object = Value::Object(Object::new());
        self.skip_space();
        if self.peek() == Some('}') {
            self.at += 1;
            return Ok(object);
        }
        loop {
            self.skip_space();
            if self.peek() != Some('"') {
                return Err((NAME, self.at));
            }
            let name = self.string()?;
            self.skip_space();
            if self.peek() != Some(':') {
                return Err(("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.skip_space();
            let value = self.value()?;
            object.set(&name, value);
            self.skip_space();
            match self.peek() {
                Some('}') => break,
                Some(',') => self.at += 1,
                _ => return Err(("Expecting ',' delimiter", self.at)),
            }
        }
        self.at += 1;
        Ok(object)
    }

    fn string(&mut self) -> Read<String> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            let Some(next) = self.peek() else { return Err(("Unterminated string starting at", start)) };
            match next {
                '"' => break,
                '\\' => text.push(self.escape(start)?),
                '\0'..='\x1f' => return Err(("Invalid control character at", self.at)),
                _ => {
                    text.push(next);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        Ok(text)
    }

    fn escape(&mut self, start: usize) -> Read<char> {
        let at = self.at;
        let Some(kind) = self.characters.get(at + 1) else {
            return Err(("Unterminated string starting at", start));
        };
        self.at += 2;
        Ok(match kind {
            '"' | '\\' | '/' => *kind,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(at),
            _ => return Err(("Invalid \\escape", at)),
        })
    }

    fn unicode(&mut self, at: usize) -> Read<char> {
        let unit = self.hex(at)?;
        if (0xd800..0xdc00).contains(&unit) && self.characters[self.at..].starts_with(&['\\', 'u']) {
            let before = self.at;
            self.at += 2;
            let low = self.hex(before)?;
            if (0xdc00..0xe000).contains(&low) {
                let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self, at: usize) -> Read<u32> {
        let digits: String = self.characters[self.at..].iter().take(4).collect();
        let is_hex = digits.len() == 4 && digits.chars().all(|digit| digit.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(&digits, 16).ok().filter(|_| is_hex).ok_or(("Invalid \\uXXXX escape", at + 1))
    }
}

impl Value {
    /// The value over several lines, four spaces a level, as the AWS CLI prints it.
    pub fn to_json(&self) -> String {
        let mut to = String::new();
        write_value(self, Some(0), 4, &mut to);
        to
    }

    /// The same with two spaces a level, as `jq` prints it.
    pub fn to_json_by_two(&self) -> String {
        let mut to = String::new();
        write_value(self, Some(0), 2, &mut to);
        to
    }

    /// The value on one line.
    pub fn to_json_line(&self) -> String {
        let mut to = String::new();
        write_value(self, None, 1, &mut to);
        to
    }

    /// The value on one line, without spaces between.
    pub fn to_json_dense(&self) -> String {
        let mut to = String::new();
        write_value(self, None, 0, &mut to);
        to
    }
}

/// Writes a value: over lines where it is told the level that it stands on.
fn write_value(value: &Value, level: Option<usize>, step: usize, to: &mut String) {
    match value {
        Value::Null => to.push_str("null"),
        Value::Bool(value) => to.push_str(if *value { "true" } else { "false" }),
        Value::Integer(number) => _ = write!(to, "{number}"),
        Value::Float(number) => to.push_str(&python::float(*number)),
        Value::Text(text) => write_text(text, to),
        Value::List(items) if items.is_empty() => to.push_str("[]"),
        Value::Object(members) if members.is_empty() => to.push_str("{}"),
        Value::List(items) => {
            to.push('[');
            for (at, item) in items.iter().enumerate() {
                begin_item(at, level, step, to);
                write_value(item, level.map(|level| level + step), step, to);
            }
            end_items(level, to);
            to.push(']');
        }
        Value::Object(members) => {
            to.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                begin_item(at, level, step, to);
                write_text(name, to);
                to.push_str(if step == 0 { ":" } else { ": " });
                write_value(value, level.map(|level| level + step), step, to);
            }
            end_items(level, to);
            to.push('}');
        }
    }
}

fn begin_item(at: usize, level: Option<usize>, step: usize, to: &mut String) {
    match level {
        Some(level) => {
            to.push_str(if at > 0 { ",\n" } else { "\n" });
            to.extend(std::iter::repeat_n(' ', level + step));
        }
        None if at == 0 => {}
        None => to.push_str(if step == 0 { "," } else { ", " }),
    }
}

fn end_items(level: Option<usize>, to: &mut String) {
    if let Some(level) = level {
        to.push('\n');
        to.extend(std::iter::repeat_n(' ', level));
    }
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            '\x08' => to.push_str("\\b"),
            '\x0c' => to.push_str("\\f"),
            '\0'..='\x1f' => _ = write!(to, "\\u{:04x}", u32::from(character)),
            _ => to.push(character),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let printed = match parse(text) {
            Ok(value) => value.to_json_line(),
            Err(fault) => fault.to_string(),
        };
        expected.assert_eq(&printed);
    }

    #[test]
    fn members_keep_their_order_and_the_last_of_a_name_counts() {
        check(
            r#"{"b": 1, "a": [true, null, -2.50, 1e20, 12345678901234567890], "b": "ü\u00e9\ud83d\ude00\n"}"#,
            expect![[r#"{"b": "üé😀\n", "a": [true, null, -2.5, 1e+20, 1.2345678901234567e+19]}"#]],
        );
    }

    #[test]
    fn faults_are_told_in_python_s_words() {
        check("", expect!["Expecting value: line 1 column 1 (char 0)"]);
        check(
            "[{bad",
            expect!["Expecting property name enclosed in double quotes: line 1 column 3 (char 2)"],
        );
        check("{\"a\"", expect!["Expecting ':' delimiter: line 1 column 5 (char 4)"]);
        check("{\"a\":1\n \"b\"}", expect!["Expecting ',' delimiter: line 2 column 2 (char 8)"]);
        check("\"ab", expect!["Unterminated string starting at: line 1 column 1 (char 0)"]);
        check("[1] 2", expect!["Extra data: line 1 column 5 (char 4)"]);
        check("\"\\x\"", expect![[r"Invalid \escape: line 1 column 2 (char 1)"]]);
        check(&"[".repeat(1000), expect!["Too deep: line 1 column 201 (char 200)"]);
    }
}
