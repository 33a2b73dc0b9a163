//! `CREATE FUNCTION`.

use alloc::vec::Vec;
use core::mem::discriminant;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{Characteristic, CreateFunction, Parameter};
use crate::analytics::sql::span::Span;

/// What is said of a function by words alone.
const CHARACTERISTICS: &[(&[&str], Characteristic)] = &[
    (&["LANGUAGE", "SQL"], Characteristic::LanguageSql),
    (&["DETERMINISTIC"], Characteristic::Deterministic(true)),
    (&["NOT", "DETERMINISTIC"], Characteristic::Deterministic(false)),
    (&["CONTAINS", "SQL"], Characteristic::ContainsSql),
    (&["READS", "SQL", "DATA"], Characteristic::ReadsSqlData),
    (&["MODIFIES", "SQL", "DATA"], Characteristic::ModifiesSqlData),
    (&["RETURNS", "NULL", "ON", "NULL", "INPUT"], Characteristic::ReturnsNullOnNullInput),
    (&["CALLED", "ON", "NULL", "INPUT"], Characteristic::CalledOnNullInput),
];

impl Parser<'_> {
    pub(super) fn create_function(&mut self, start: Span, replace: bool) -> Parse<CreateFunction> {
        let name = self.path()?;
        let parameters =
            self.parenthesised(
                |parser| {
                    if parser.at(")") { Ok(Vec::new()) } else { parser.list(Self::parameter) }
                },
            )?;
        self.expect("RETURNS")?;
        let returns = self.column_type()?;
        let characteristics = self.characteristics()?;
        self.expect("RETURN")?;
        let body = self.expression()?;
        let span = self.since(start);
        Ok(CreateFunction { replace, name, parameters, returns, characteristics, body, span })
    }

    fn parameter(&mut self) -> Parse<Parameter> {
        Ok(Parameter { name: self.name()?, sql_type: self.column_type()? })
    }

    fn characteristics(&mut self) -> Parse<Vec<Characteristic>> {
        let mut list: Vec<Characteristic> = Vec::new();
        while let Some(next) = self.characteristic()? {
            if list.iter().any(|earlier| discriminant(earlier) == discriminant(&next)) {
                return self.twice("this");
            }
            list.push(next);
        }
        Ok(list)
    }

    fn characteristic(&mut self) -> Parse<Option<Characteristic>> {
        if self.eat("SPECIFIC") {
            return self.name().map(|name| Some(Characteristic::Specific(name)));
        }
        for (words, characteristic) in CHARACTERISTICS {
            if self.eat_phrase(words)? {
                return Ok(Some(characteristic.clone()));
            }
        }
        Ok(None)
    }
}
