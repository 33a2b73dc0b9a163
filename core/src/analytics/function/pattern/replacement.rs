//! What `replaceAll` of Java puts in the place of a match: `$1` and `${name}` are groups, and a backslash takes meaning away.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Found, Pattern, Reader};
use crate::analytics::function::refusal::Fault;

/// A replacement that is read.
#[derive(Debug)]
pub struct Replacement(Vec<Part>);

#[derive(Debug)]
enum Part {
    Literal(String),
    Group(usize),
}

impl Replacement {
    /// Reads a replacement for matches of a pattern.
    pub fn parse(text: &str, pattern: &Pattern) -> Result<Self, Fault> {
        let mut reader = Reader::new(text);
        let mut parts = Vec::new();
        let mut literal = String::new();
        while let Some(character) = reader.next() {
            match character {
                '\\' => literal
                    .push(reader.next().ok_or_else(|| Fault::new("character to be escaped is missing"))?),
                '$' => {
                    parts.push(Part::Literal(core::mem::take(&mut literal)));
                    parts.push(Part::Group(group(&mut reader, pattern)?));
                }
                other => literal.push(other),
            }
        }
        parts.push(Part::Literal(literal));
        Ok(Self(parts))
    }

    /// Writes it for one match in `text`.
    pub fn write(&self, text: &str, found: &Found, into: &mut String) {
        for part in &self.0 {
            match part {
                Part::Literal(literal) => into.push_str(literal),
                Part::Group(0) => into.push_str(text.get(found.whole()).unwrap_or_default()),
                Part::Group(number) => {
                    let range = found.group(*number).unwrap_or(0..0);
                    into.push_str(text.get(range).unwrap_or_default());
                }
            }
        }
    }
}

/// Which group is meant, behind its dollar: as many digits as there are groups for.
fn group(reader: &mut Reader, pattern: &Pattern) -> Result<usize, Fault> {
    if reader.eat('{') {
        let name = reader.take_while(usize::MAX, |it| it.is_ascii_alphanumeric());
        let number = pattern.group_named(&name).filter(|_| reader.eat('}'));
        return number.ok_or_else(|| Fault::new(alloc::format!("No group with name {{{name}}}")));
    }
    let mut number = None;
    while let Some(digit) = reader.peek().and_then(|it| it.to_digit(10)) {
        let longer = number.unwrap_or(0) * 10 + digit as usize;
        if number.is_some() && longer > pattern.groups() {
            break;
        }
        number = Some(longer);
        reader.next();
    }
    match number {
        Some(number) if number <= pattern.groups() => Ok(number),
        Some(number) => Err(Fault::new(alloc::format!("No group {number}"))),
        None => Err(Fault::new("Illegal group reference")),
    }
}
