//! Types from text.

use super::{Column, DataType};

/// How deeply types may lie in each other.
const DEPTH_MAX: usize = 30;

/// Takes `struct<a:int,b:array<string>>` and the like; letters may be large or small, blanks are left out.
pub(super) fn parse(text: &str) -> Result<DataType, String> {
    let mut parser = Parser { rest: text };
    let data_type = parser.data_type(0)?;
    match parser.rest.trim_start() {
        "" => Ok(data_type),
        rest => Err(format!("`{rest}` stands behind the type.")),
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn data_type(&mut self, depth: usize) -> Result<DataType, String> {
        if depth > DEPTH_MAX {
            return Err(format!("Types lie more than {DEPTH_MAX} deep in each other."));
        }
        let name = self.word().to_ascii_lowercase();
        Ok(match name.as_str() {
            "boolean" => DataType::Boolean,
            "tinyint" => DataType::TinyInt,
            "smallint" => DataType::SmallInt,
            "int" | "integer" => DataType::Int,
            "bigint" => DataType::BigInt,
            "float" => DataType::Float,
            "double" => DataType::Double,
            "decimal" => self.decimal()?,
            "string" => DataType::String,
            "char" => DataType::Char(self.length(255)?),
            "varchar" => DataType::Varchar(self.length(65_535)?),
            "date" => DataType::Date,
            "timestamp" => DataType::Timestamp,
            "binary" => DataType::Binary,
            "array" => DataType::Array(Box::new(self.within(|parser| parser.data_type(depth + 1))?)),
            "map" => self.within(|parser| parser.map(depth))?,
            "struct" => DataType::Struct(self.within(|parser| parser.fields(depth))?),
            _ => return Err(format!("There is no type `{name}`.")),
        })
    }

    /// `(10,0)` where nothing is said; the scale alone is 0 then.
    fn decimal(&mut self) -> Result<DataType, String> {
        let (mut precision, mut scale) = (10, 0);
        if self.takes('(') {
            precision = self.number()?;
            if self.takes(',') {
                scale = self.number()?;
            }
            self.expect(')')?;
        }
        if !(1..=38).contains(&precision) || scale > precision {
            return Err(format!("decimal({precision},{scale}) is not within 38 digits."));
        }
        Ok(DataType::Decimal { precision: precision as u8, scale: scale as u8 })
    }

    fn length(&mut self, max: u32) -> Result<u32, String> {
        self.expect('(')?;
        let length = self.number()?;
        self.expect(')')?;
        if (1..=max).contains(&length) {
            Ok(length)
        } else {
            Err(format!("A length is from 1 to {max}, not {length}."))
        }
    }

    fn map(&mut self, depth: usize) -> Result<DataType, String> {
        let key = self.data_type(depth + 1)?;
        if key.is_nested() {
            return Err(format!("A map's keys cannot be {key}."));
        }
        self.expect(',')?;
        Ok(DataType::Map(Box::new(key), Box::new(self.data_type(depth + 1)?)))
    }

    fn fields(&mut self, depth: usize) -> Result<Vec<Column>, String> {
        let mut fields = Vec::new();
        loop {
            let name = self.field_name()?;
            self.expect(':')?;
            fields.push(Column { name, data_type: self.data_type(depth + 1)? });
            if !self.takes(',') {
                return Ok(fields);
            }
        }
    }

    /// Anything up to the colon: Hive sets no rule here that writers keep.
    fn field_name(&mut self) -> Result<String, String> {
        let end = self.rest.find([':', ',', '<', '>']).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        match name.trim() {
            "" => Err("A field has no name.".to_owned()),
            name => Ok(name.to_owned()),
        }
    }

    fn within<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        self.expect('<')?;
        let value = inner(self)?;
        self.expect('>')?;
        Ok(value)
    }

    fn number(&mut self) -> Result<u32, String> {
        let word = self.word();
        word.parse().map_err(|_| format!("`{word}` is no number."))
    }

    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        word
    }

    fn takes(&mut self, sign: char) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.takes(sign) { Ok(()) } else { Err(format!("`{sign}` is missing before `{}`.", self.rest)) }
    }
}
