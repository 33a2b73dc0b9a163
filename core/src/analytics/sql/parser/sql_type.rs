//! Types.

use alloc::format;

use super::{Failed, Parse, Parser};
use crate::analytics::sql::token::Kind;
use crate::analytics::sql_type::{LENGTH_MAX, PRECISION_MAX, SqlType};

/// Digits of a fraction of a second that may be written behind TIME and TIMESTAMP.
const SECOND_DIGITS_MAX: u32 = 9;
/// Those that they have, whatever is written.
const SECOND_DIGITS: u32 = 3;
/// What the page on data types has for DECIMAL, and the reference's own example of CREATE STREAM.
const PRECISION_OF_EXAMPLES: &str = "19";

/// Types of one word without anything behind it.
const SIMPLE: &[(&str, SqlType)] = &[
    ("BOOLEAN", SqlType::Boolean),
    ("TINYINT", SqlType::TinyInt),
    ("SMALLINT", SqlType::SmallInt),
    ("INTEGER", SqlType::Integer),
    ("INT", SqlType::Integer),
    ("BIGINT", SqlType::BigInt),
    ("REAL", SqlType::Real),
    ("FLOAT", SqlType::Double),
    ("DATE", SqlType::Date),
];

impl Parser<'_> {
    /// Reads the type of something that is kept: any but INTERVAL.
    pub(super) fn column_type(&mut self) -> Parse<SqlType> {
        if self.is_word(0, "INTERVAL") {
            let hint = "keep its milliseconds as BIGINT: CAST((t1 - t2) SECOND AS BIGINT) * 1000";
            return self.fail(self.span(), "no column holds an INTERVAL", hint);
        }
        self.any_type()
    }

    /// Reads a type.
    pub(super) fn any_type(&mut self) -> Parse<SqlType> {
        if let Some((_, sql_type)) = SIMPLE.iter().find(|(word, _)| self.eat(word)) {
            return Ok(*sql_type);
        }
        if self.eat("DOUBLE") {
            self.eat("PRECISION");
            Ok(SqlType::Double)
        } else if self.eat("DECIMAL") || self.eat("NUMERIC") || self.eat("DEC") {
            self.decimal_type()
        } else if self.eat("VARCHAR") {
            self.length(LENGTH_MAX).map(SqlType::VarChar)
        } else if self.eat("CHAR") || self.eat("CHARACTER") {
            self.text_type()
        } else if self.eat("VARBINARY") {
            self.length(LENGTH_MAX).map(SqlType::VarBinary)
        } else if self.eat("BINARY") {
            self.binary_type()
        } else if self.eat("TIMESTAMP") {
            self.second_digits().map(|()| SqlType::Timestamp)
        } else if self.eat("TIME") {
            self.second_digits().map(|()| SqlType::Time)
        } else if self.eat("INTERVAL") {
            self.qualifier().map(SqlType::Interval)
        } else {
            self.no_type()
        }
    }

    /// Tells of a type that others have, or that there is none.
    fn no_type<T>(&mut self) -> Parse<T> {
        let hint = match &*self.spelling().to_ascii_uppercase() {
            "STRING" | "TEXT" | "CLOB" | "NVARCHAR" | "VARCHAR2" => "text is VARCHAR(length)",
            "NUMBER" => "numbers are INTEGER, BIGINT, DOUBLE or DECIMAL(precision, scale)",
            "DATETIME" => "a day with a time is TIMESTAMP",
            "BOOL" => "truth is BOOLEAN",
            "LONG" => "a whole number of 64 bits is BIGINT",
            "BLOB" | "BYTES" => "bytes are VARBINARY(length)",
            _ => {
                self.expected.clear();
                self.note("a type");
                return self.unexpected();
            }
        };
        let message = format!("there is no type {}", self.spelling());
        self.error(self.span(), message, Some(hint.into()));
        Err(Failed)
    }

    fn text_type(&mut self) -> Parse<SqlType> {
        if self.eat("VARYING") {
            self.length(LENGTH_MAX).map(SqlType::VarChar)
        } else {
            self.length(1).map(SqlType::Char)
        }
    }

    fn binary_type(&mut self) -> Parse<SqlType> {
        if self.eat("VARYING") {
            self.length(LENGTH_MAX).map(SqlType::VarBinary)
        } else {
            self.length(1).map(SqlType::Binary)
        }
    }

    /// Reads a length, or takes this one where none is told.
    fn length(&mut self, otherwise: u32) -> Parse<u32> {
        if !self.at("(") {
            return Ok(otherwise);
        }
        self.parenthesised(|parser| parser.whole_number("the length", 1, LENGTH_MAX))
    }

    fn decimal_type(&mut self) -> Parse<SqlType> {
        if !self.at("(") {
            return Ok(SqlType::DECIMAL);
        }
        self.parenthesised(|parser| {
            let precision = parser.precision()?;
            let scale = if parser.eat(",") { parser.whole_number("the scale", 0, precision)? } else { 0 };
            Ok(SqlType::Decimal { precision: precision as u8, scale: scale as u8 })
        })
    }

    fn precision(&mut self) -> Parse<u32> {
        if self.spelling() != PRECISION_OF_EXAMPLES {
            return self.whole_number("the precision", 1, PRECISION_MAX.into());
        }
        self.warn(self.span(), "a DECIMAL has 18 digits at most; it is taken for one of 18", "write 18");
        self.advance();
        Ok(PRECISION_MAX.into())
    }

    /// Reads the digits behind TIME and TIMESTAMP, which change nothing.
    fn second_digits(&mut self) -> Parse<()> {
        if !self.at("(") {
            return Ok(());
        }
        let span = self.span();
        let digits =
            self.parenthesised(|parser| parser.whole_number("the precision", 0, SECOND_DIGITS_MAX))?;
        if digits != SECOND_DIGITS {
            self.warn(
                self.since(span),
                "times have milliseconds, whatever precision is asked for",
                "leave it out",
            );
        }
        Ok(())
    }

    /// Reads a whole number within bounds.
    pub(super) fn whole_number(&mut self, what: &str, min: u32, max: u32) -> Parse<u32> {
        if self.kind(0) != Some(Kind::Number) {
            self.note("a whole number");
            return self.unexpected();
        }
        match self.spelling().parse() {
            Ok(number) if (min..=max).contains(&number) => {
                self.advance();
                Ok(number)
            }
            _ => {
                let message =
                    format!("{what} must be a whole number from {min} to {max}, not {}", self.spelling());
                self.error(self.span(), message, None);
                Err(Failed)
            }
        }
    }
}
