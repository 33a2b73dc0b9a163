//! Random calls of all functions, by the forms that they tell of: each form can be called, no row panics, and what comes out is of
//! the type that was told.

use alloc::string::String;
use alloc::vec::Vec;
use std::format;

use super::table::MOMENT;
use crate::analytics::function::arithmetic::{decimal, integer};
use crate::analytics::function::{Argument, FUNCTIONS, Function, OPERATORS, Prepared};
use crate::analytics::sql_type::{Qualifier, SqlType, Unit};
use crate::analytics::value::{Decimal, Value};

/// Calls of each form, and rows of each call.
const CALLS: usize = 150;
const ROWS: usize = 6;

struct Draw(u64);

impl Draw {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ (self.0 >> 29)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Small, near an end, or any.
    fn integer(&mut self) -> i64 {
        match self.below(4) {
            0 => self.below(20) as i64 - 5,
            1 => self.one(&[0, 1, -1, i64::MAX, i64::MIN, i32::MAX.into(), i32::MIN.into(), 86_400_000]),
            2 => self.number() as i64 >> self.below(64),
            _ => self.number() as i64,
        }
    }

    fn words(&mut self, words: &[&str], length_max: usize) -> String {
        let length = self.below(length_max + 1);
        (0..length).map(|_| self.one(words)).collect()
    }

    fn text(&mut self, alphabet: &str, length_max: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let length = self.below(length_max + 1);
        (0..length).map(|_| self.one(&alphabet)).collect()
    }
}

/// What random constants are made of.
const ALPHABETS: [(&str, &[&str]); 5] = [
    (
        "REGULAR_EXPRESSION",
        &[
            "a", "1", ".", "*", "+", "?", "{2}", "{1,}", "(", ")", "(?:", "(?=", "(?<!", "(?i)", "[", "]",
            "[^", "&&", "|", "^", "$", "\\", "\\d", "\\Q", "\\E", "\\b", "-", "é",
        ],
    ),
    (
        "FAST_REGULAR_EXPRESSION",
        &[
            "a", "1", ".", "*", "+", "?", "{2}", "(", ")", "(.*)", "[", "]", "|", "&", "#", "@", "\"",
            "<Alpha>", "<1-9>",
        ],
    ),
    (
        "COLUMN_LIST",
        &[
            "A ",
            "TYPE ",
            "INTEGER ",
            "VARCHAR",
            "(",
            "3",
            ")",
            ", ",
            "NOT NULL ",
            "START 1 ",
            "FOR 2 ",
            "DATE ",
            "'yy' ",
            "\"x\" ",
            "'",
            "é",
        ],
    ),
    ("LOG_FORMAT", &["%h", "%t", "%r", "%>s", "%{a}i", "%[", "%%", "%", " ", "\"", "é"]),
    (
        "DATE_PATTERN",
        &["y", "yy", "M", "MMM", "d", "E", "h", "a", "'", "-", "w", "F", "S", "Z", "X", "b", " ", "é"],
    ),
];

#[test]
fn random_calls_of_all_functions_keep_their_word() {
    let mut draw = Draw(2_026);
    for function in FUNCTIONS.iter().chain(OPERATORS) {
        for form in function.forms {
            let kinds = kinds(form);
            let prepared = (0..CALLS).filter(|_| run(function, &kinds, &mut draw)).count();
            assert!(prepared > 0, "{form} of {} cannot be called", function.name);
        }
    }
}

/// The kinds of arguments in a form; three dots are more of the last.
fn kinds(form: &str) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for piece in form.split('<').skip(1) {
        if let Some((kind, _)) = piece.split_once('>')
            && kind.bytes().all(|it| it.is_ascii_uppercase() || it == b'_')
            && !kind.is_empty()
        {
            kinds.push(kind);
        }
    }
    if form.contains("...") {
        kinds.extend(kinds.last().copied());
    }
    kinds
}

/// Prepares a call with random types and constants, and runs rows; whether the types fitted.
fn run(function: &Function, kinds: &[&str], draw: &mut Draw) -> bool {
    let common = any_type(draw);
    let types: Vec<SqlType> = kinds.iter().map(|kind| type_of(kind, common, draw)).collect();
    let constants: Vec<Value<'static>> =
        kinds.iter().zip(&types).map(|(kind, &sql_type)| value_of(kind, sql_type, draw)).collect();
    let is_constant: Vec<bool> =
        kinds.iter().map(|kind| must_be_constant(kind) || draw.below(3) == 0).collect();
    let arguments: Vec<Argument<'_>> = (0..kinds.len())
        .map(|at| match is_constant[at] {
            true => Argument::constant(types[at], constants[at].clone()),
            false => Argument::of(types[at]),
        })
        .collect();
    let Ok(prepared) = function.prepare(&arguments) else { return false };
    for _ in 0..ROWS {
        let mut row: Vec<Value<'static>> = (0..kinds.len())
            .map(|at| match is_constant[at] {
                true => constants[at].clone(),
                false => value_of(kinds[at], types[at], draw),
            })
            .collect();
        let told = format!("{}{row:?} of {types:?}", function.name);
        match &prepared {
            Prepared::Scalar(scalar) => {
                if let Ok(value) = scalar.apply(&mut row, &MOMENT) {
                    assert!(
                        is_of(&value, scalar.sql_type()),
                        "{value:?} is no {} in {told}",
                        scalar.sql_type()
                    );
                }
            }
            Prepared::Record(record) => {
                if let Ok(values) = record.apply(&mut row, &MOMENT) {
                    assert_eq!(values.len(), record.fields().len(), "{told}");
                    for (value, field) in values.iter().zip(record.fields()) {
                        assert!(is_of(value, field.sql_type), "{value:?} is no {} in {told}", field.sql_type);
                    }
                }
            }
        }
    }
    true
}

fn must_be_constant(kind: &str) -> bool {
    matches!(
        kind,
        "COLUMN_LIST"
            | "LOG_FORMAT"
            | "DELIMITER"
            | "ESCAPE"
            | "QUOTE"
            | "FAST_REGULAR_EXPRESSION"
            | "REGULAR_EXPRESSION"
            | "TIME_UNIT"
            | "INTERVAL_QUALIFIER"
            | "DATA_TYPE"
    )
}

fn any_type(draw: &mut Draw) -> SqlType {
    let kind = draw.one(&["NUMERIC", "CHARACTER", "BINARY", "DATETIME", "DATETIME_INTERVAL", "BOOLEAN"]);
    type_of(kind, SqlType::Boolean, draw)
}

fn type_of(kind: &str, common: SqlType, draw: &mut Draw) -> SqlType {
    let integers = [SqlType::TinyInt, SqlType::SmallInt, SqlType::Integer, SqlType::BigInt];
    let length = draw.below(12) as u32 + 1;
    match kind {
        "INTEGER" => draw.one(&integers),
        "NUMERIC" => match draw.below(3) {
            0 => draw.one(&integers),
            1 => draw.one(&[SqlType::Real, SqlType::Double]),
            _ => {
                let precision = draw.below(18) as u8 + 1;
                SqlType::Decimal { precision, scale: draw.below(usize::from(precision) + 1) as u8 }
            }
        },
        "BINARY" => draw.one(&[SqlType::Binary(length), SqlType::VarBinary(length)]),
        "BOOLEAN" => SqlType::Boolean,
        "DATE" => SqlType::Date,
        "TIME" => SqlType::Time,
        "TIMESTAMP" => SqlType::Timestamp,
        "DATETIME" => draw.one(&[SqlType::Date, SqlType::Time, SqlType::Timestamp]),
        "DATETIME_INTERVAL" | "INTERVAL_QUALIFIER" | "TIME_UNIT" => SqlType::Interval(qualifier(draw)),
        "DATA_TYPE" => any_type(draw),
        "ANY" | "COMPARABLE_TYPE" => common,
        "CHARACTER" => draw.one(&[SqlType::Char(length), SqlType::VarChar(length)]),
        _ => SqlType::VarChar(256),
    }
}

fn qualifier(draw: &mut Draw) -> Qualifier {
    let (from, to) = draw.one(&[
        (Unit::Year, None),
        (Unit::Month, None),
        (Unit::Year, Some(Unit::Month)),
        (Unit::Day, None),
        (Unit::Hour, None),
        (Unit::Minute, None),
        (Unit::Second, None),
        (Unit::Day, Some(Unit::Second)),
        (Unit::Hour, Some(Unit::Minute)),
    ]);
    Qualifier { to, digits: draw.one(&[None, Some(4)]), ..Qualifier::of(from) }
}

/// A value of a kind and a type; NULL now and then, and always for what says a type only.
fn value_of(kind: &str, sql_type: SqlType, draw: &mut Draw) -> Value<'static> {
    let special = match kind {
        "TIME_UNIT" | "INTERVAL_QUALIFIER" | "DATA_TYPE" => return Value::Null,
        _ if draw.below(2) == 0 && ALPHABETS.iter().any(|(known, _)| *known == kind) => {
            let alphabet = ALPHABETS.iter().find(|(known, _)| *known == kind);
            return Value::text(draw.words(alphabet.map_or(&[], |(_, words)| *words), 9));
        }
        "DATE_PATTERN" => draw.one(&["yyyy-MM-dd HH:mm:ss", "d.M.yy", "EEE MMM d hh a", "y D", "Y w u X"]),
        "REGULAR_EXPRESSION" | "FAST_REGULAR_EXPRESSION" => {
            draw.one(&[r"(a|b)*(\d+).*", r"([^,]*),?(.*)", "(.*)_+(<Alpha>.*)", r"(\w)\1", "(a*)", "("])
        }
        "COLUMN_LIST" => draw.one(&[
            "A TYPE INTEGER START 1 FOR 2, B TYPE VARCHAR(3) START 0",
            "A DATE 'yyyy', B TIMESTAMP NOT NULL",
            "\"a\" TYPE DECIMAL(4, 2) START 0 FOR 3",
            "A TYPE CHAR(4) START 2, B TYPE BOOLEAN START 9 FOR 4",
        ]),
        "LOG_FORMAT" => draw.one(&["COMMON", "%h %l", "IIS", "%t%%%h", "agent"]),
        "DELIMITER" => draw.one(&[",", "ab", " "]),
        "ESCAPE" => draw.one(&["\\", "", "ab"]),
        "QUOTE" => draw.one(&["\"", "<>", ""]),
        _ => return plain_value(sql_type, draw),
    };
    Value::text(special)
}

fn plain_value(sql_type: SqlType, draw: &mut Draw) -> Value<'static> {
    if draw.below(12) == 0 {
        return Value::Null;
    }
    let within = |number: i64, end: i64| number.checked_rem(end).unwrap_or(0);
    match sql_type {
        SqlType::Boolean => Value::Boolean(draw.below(2) == 0),
        SqlType::Real => Value::Double(f64::from(draw.integer() as f32 / 8.0)),
        SqlType::Double => Value::Double(draw.integer() as f64 * draw.one(&[1.0, 0.125, 1e-9, 1e280])),
        SqlType::Decimal { precision, scale } => {
            let unscaled = within(draw.integer(), 10_i64.pow(precision.into()));
            Value::Decimal(Decimal { unscaled, scale })
        }
        SqlType::Char(length) => {
            let text = draw.text(" ab1,%_\\é<\"", length as usize);
            Value::text(format!("{text:<0$}", length as usize))
        }
        SqlType::VarChar(length) => Value::text(draw.text(" ab1,%_\\é<\"-:09yMdhxX.$", length as usize)),
        SqlType::Binary(length) => Value::Binary(alloc::vec![7; length as usize].into()),
        SqlType::VarBinary(length) => Value::Binary(alloc::vec![7; draw.below(length as usize + 1)].into()),
        SqlType::Date => Value::Date(within(draw.integer(), (1 << 29) * 365)),
        SqlType::Time => Value::Time(draw.integer().rem_euclid(86_400_000)),
        SqlType::Timestamp => Value::Timestamp(draw.integer()),
        SqlType::Interval(_) => Value::Interval(draw.integer()),
        _ => {
            let range = integer::range(sql_type);
            let number = draw.integer();
            Value::Integer(if range.contains(&number) { number } else { *range.start() })
        }
    }
}

fn is_of(value: &Value<'_>, sql_type: SqlType) -> bool {
    match (value, sql_type) {
        (Value::Null, _) | (Value::Boolean(_), SqlType::Boolean) => true,
        (Value::Integer(number), _) => sql_type.is_integer() && integer::range(sql_type).contains(number),
        (Value::Double(number), SqlType::Double) => number.is_finite(),
        (Value::Double(number), SqlType::Real) => f64::from(*number as f32) == *number,
        (Value::Decimal(number), SqlType::Decimal { precision, scale }) => {
            number.scale == scale && decimal::fit(number.unscaled.into(), precision, scale).is_ok()
        }
        (Value::Text(text), SqlType::Char(length)) => text.chars().count() == length as usize,
        (Value::Text(text), SqlType::VarChar(length)) => text.chars().count() <= length as usize,
        (Value::Binary(bytes), SqlType::Binary(length)) => bytes.len() == length as usize,
        (Value::Binary(bytes), SqlType::VarBinary(length)) => bytes.len() <= length as usize,
        (Value::Date(_), SqlType::Date) | (Value::Timestamp(_), SqlType::Timestamp) => true,
        (Value::Time(time), SqlType::Time) => (0..86_400_000).contains(time),
        (Value::Interval(_), SqlType::Interval(_)) => true,
        _ => false,
    }
}
