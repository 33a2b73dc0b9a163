//! Calls as the tables write them: `SUBSTRING FROM('tea', 2)`. A type stands in angle brackets, as does a unit: `<CHAR(4)>`,
//! `<DAY TO SECOND>`. A type before a number makes it one of that type: `<TINYINT> 7`.

use alloc::string::String;
use alloc::vec::Vec;
use std::borrow::ToOwned;
use std::string::ToString;

use crate::analytics::function::Argument;
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::function::conversion::{assign, datetime_text};
use crate::analytics::function::interval;
use crate::analytics::function::log::columns;
use crate::analytics::sql_type::{Qualifier, SqlType, Unit};
use crate::analytics::value::Value;

/// A call that is read.
pub(super) struct Call {
    pub(super) text: String,
    pub(super) name: String,
    pub(super) arguments: Vec<Argument<'static>>,
}

/// Reads a call, and nothing behind its last parenthesis.
pub(super) fn call(line: &str) -> Call {
    let (name, rest) = line.split_once('(').unwrap();
    let mut reader = Reader { rest };
    let mut arguments = Vec::new();
    while !reader.eat(")") {
        arguments.push(reader.argument());
        reader.eat(",");
    }
    let length = line.len() - reader.rest.len();
    Call { text: line[..length].to_owned(), name: name.to_owned(), arguments }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What stands up to a character, which is taken too.
    fn until(&mut self, end: char) -> String {
        let (text, rest) = self.rest.split_once(end).unwrap();
        self.rest = rest;
        text.to_owned()
    }

    fn argument(&mut self) -> Argument<'static> {
        if self.eat("<") {
            let sql_type = sql_type(&self.until('>'));
            let is_alone = matches!(self.rest.trim_start().chars().next(), Some(',' | ')'));
            return if is_alone {
                Argument::constant(sql_type, Value::Null)
            } else {
                let value = self.argument().constant.unwrap();
                Argument::constant(sql_type, assign(value, sql_type).unwrap())
            };
        }
        for (word, kind) in
            [("DATE '", SqlType::Date), ("TIMESTAMP '", SqlType::Timestamp), ("TIME '", SqlType::Time)]
        {
            if self.eat(word) {
                return Argument::constant(kind, datetime_text::parse(&self.until('\''), kind).unwrap());
            }
        }
        if self.eat("INTERVAL '") {
            let text = self.until('\'');
            let end = self.rest.find([',', ')']).unwrap();
            // Digits of a qualifier are in parentheses too.
            let end = if self.rest[..end].contains('(') { self.rest.find(')').unwrap() + 1 } else { end };
            let qualifier = qualifier(&self.rest[..end]);
            self.rest = &self.rest[end..];
            let number = interval::parse(&text, qualifier).unwrap();
            return Argument::constant(SqlType::Interval(qualifier), Value::Interval(number));
        }
        if self.eat("X'") {
            let digits = self.until('\'');
            let bytes =
                (0..digits.len() / 2).map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap());
            let bytes: Vec<u8> = bytes.collect();
            return Argument::constant(SqlType::Binary(bytes.len() as u32), Value::Binary(bytes.into()));
        }
        if self.eat("'") {
            return self.text();
        }
        self.word()
    }

    fn text(&mut self) -> Argument<'static> {
        let mut text = self.until('\'');
        while self.rest.starts_with('\'') {
            self.rest = &self.rest[1..];
            text = text + "'" + &self.until('\'');
        }
        let length = text.chars().count().max(1) as u32;
        Argument::constant(SqlType::VarChar(length), Value::text(text))
    }

    fn word(&mut self) -> Argument<'static> {
        let rest = self.rest.trim_start();
        let end = rest.find([',', ')']).unwrap();
        let word = rest[..end].trim().to_owned();
        self.rest = &rest[end..];
        match word.as_str() {
            "NULL" => Argument::NULL,
            "TRUE" => Argument::constant(SqlType::Boolean, Value::Boolean(true)),
            "FALSE" => Argument::constant(SqlType::Boolean, Value::Boolean(false)),
            "UNKNOWN" => Argument::constant(SqlType::Boolean, Value::Null),
            _ => number(&word),
        }
    }
}

fn number(word: &str) -> Argument<'static> {
    if word.contains(['e', 'E']) {
        return Argument::constant(SqlType::Double, Value::Double(word.parse().unwrap()));
    }
    if word.contains('.') {
        let number = decimal::parse(word).unwrap().unwrap();
        let precision = number.unscaled.unsigned_abs().to_string().len().max(number.scale.into()) as u8;
        let sql_type = SqlType::Decimal { precision, scale: number.scale };
        return Argument::constant(sql_type, Value::Decimal(number));
    }
    let number: i64 = word.parse().unwrap();
    let sql_type = if i32::try_from(number).is_ok() { SqlType::Integer } else { SqlType::BigInt };
    Argument::constant(sql_type, Value::Integer(number))
}

fn sql_type(text: &str) -> SqlType {
    let first = text.split([' ', '(']).next().unwrap();
    if unit(first).is_some() {
        return SqlType::Interval(qualifier(text));
    }
    match text.split_once('(') {
        Some(("BINARY", length)) => SqlType::Binary(length.trim_end_matches(')').parse().unwrap()),
        Some(("VARBINARY", length)) => SqlType::VarBinary(length.trim_end_matches(')').parse().unwrap()),
        _ => columns::parse(&std::format!("X TYPE {text}")).unwrap()[0].field.sql_type,
    }
}

fn qualifier(text: &str) -> Qualifier {
    let (from, to) = match text.split_once(" TO ") {
        Some((from, to)) => (from, unit(to.trim())),
        None => (text, None),
    };
    let (from, digits) = match from.trim().split_once('(') {
        Some((from, digits)) => (from, digits.trim_end_matches(')').parse().ok()),
        None => (from.trim(), None),
    };
    Qualifier { from: unit(from).unwrap(), digits, to, fraction: None }
}

fn unit(text: &str) -> Option<Unit> {
    let units = [Unit::Year, Unit::Month, Unit::Day, Unit::Hour, Unit::Minute, Unit::Second];
    units.into_iter().find(|unit| unit.to_string() == text)
}
