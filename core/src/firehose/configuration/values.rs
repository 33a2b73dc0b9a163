//! Values that only configurations have.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::api::{Faults, Kind, Role, Rules, Setting, check_entries};
use crate::wire::{Number, Reader, SyntaxError, Token, Writer};

/// A share from 0 to 1, as the text that was sent: nothing is calculated with it here, and it is told as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proportion(String);

impl Proportion {
    /// The number, whatever its form.
    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }
}

impl Setting for Proportion {
    const KINDS: [Kind; 3] = [Kind::Double; 3];

    fn read<'a>(
        _: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        match token {
            Token::Number(Number::Json(text)) => Ok(Self(text.into())),
            Token::Number(Number::Integer(value)) => Ok(Self(value.to_string())),
            Token::Number(Number::Float(value)) => Ok(Self(format!("{value}"))),
            other => {
                faults.wrong_type(Kind::Double, &other);
                reader.skip(other)?;
                Ok(Self::default())
            }
        }
    }

    fn check(&self, _: Role, rules: &Rules, faults: &mut Faults) {
        let Some((least, greatest)) = rules.range else { return };
        let value = self.value();
        // The bounds are whole, so the whole number beyond one says as much as the value itself.
        let beyond = if value < least as f64 {
            least - 1
        } else if (greatest as f64) < value {
            greatest + 1
        } else {
            return;
        };
        faults.check_number(beyond, rules);
    }

    fn print(&self, _: &str) -> String {
        self.0.clone()
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(&self.0);
    }
}

/// Columns by name, and the keys that they are read from, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMappings(Vec<(String, String)>);

impl ColumnMappings {
    /// The column and the key of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(column, key)| (column.as_str(), key.as_str()))
    }
}

impl Setting for ColumnMappings {
    const KINDS: [Kind; 3] = [Kind::Map(&Kind::String); 3];

    fn read<'a>(
        role: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        let Token::Map(mut map) = token else {
            faults.wrong_type(Self::KINDS[0], &token);
            reader.skip(token)?;
            return Ok(Self::default());
        };
        let mut mappings = Vec::new();
        while let Some(column) = reader.next_key(&mut map)? {
            match reader.next_token()? {
                Token::Null => {}
                token => mappings.push((column.into(), String::read(role, token, reader, faults)?)),
            }
        }
        Ok(Self(mappings))
    }

    fn check(&self, _: Role, rules: &Rules, faults: &mut Faults) {
        check_entries(|| self.iter(), rules, || self.print(""), faults);
    }

    fn print(&self, _: &str) -> String {
        let entries: Vec<_> = self.iter().map(|(column, key)| format!("{column}={key}")).collect();
        format!("{{{}}}", entries.join(", "))
    }

    fn write(&self, writer: &mut Writer) {
        writer.start_map(self.0.len());
        for (column, key) in self.iter() {
            writer.key(column);
            writer.text(key);
        }
        writer.end_map();
    }
}
