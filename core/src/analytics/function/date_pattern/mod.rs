//! Patterns of dates as Java's SimpleDateFormat has them: `yyyy-MM-dd HH:mm:ss`.
//!
//! # Source
//! SQL reference, "Date and Time Patterns", "CAST" (examples of CHAR_TO_TIMESTAMP); Java SE 8, class SimpleDateFormat, in the
//! locale of the United States. Java is lenient where a field is too large; the service is not.

mod fields;
mod names;
mod parse;
mod print;
#[cfg(test)]
mod tests;
mod zone;

use alloc::string::String;
use alloc::vec::Vec;

use super::refusal::Fault;

/// A pattern that is ready for texts and timestamps.
#[derive(Clone, Debug)]
pub struct DatePattern {
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Item {
    /// A letter, so many times.
    Letter(Letter, usize),
    /// Text that stands for itself.
    Literal(String),
}

/// What a letter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    /// G
    Era,
    /// y
    Year,
    /// Y, the year that a week belongs to
    WeekYear,
    /// M
    Month,
    /// w
    WeekOfYear,
    /// W
    WeekOfMonth,
    /// D
    DayOfYear,
    /// d
    DayOfMonth,
    /// F, which Monday of the month it is
    WeekdayOfMonth,
    /// E
    WeekdayName,
    /// u, 1 is Monday
    WeekdayNumber,
    /// a
    HalfOfDay,
    /// H, 0 to 23
    Hour0To23,
    /// k, 1 to 24
    Hour1To24,
    /// K, 0 to 11
    Hour0To11,
    /// h, 1 to 12
    Hour1To12,
    /// m
    Minute,
    /// s
    Second,
    /// S
    Millisecond,
    /// z
    ZoneName,
    /// Z
    ZoneOffset,
    /// X
    ZoneIso,
}

const LETTERS: [(char, Letter); 22] = [
    ('G', Letter::Era),
    ('y', Letter::Year),
    ('Y', Letter::WeekYear),
    ('M', Letter::Month),
    ('w', Letter::WeekOfYear),
    ('W', Letter::WeekOfMonth),
    ('D', Letter::DayOfYear),
    ('d', Letter::DayOfMonth),
    ('F', Letter::WeekdayOfMonth),
    ('E', Letter::WeekdayName),
    ('u', Letter::WeekdayNumber),
    ('a', Letter::HalfOfDay),
    ('H', Letter::Hour0To23),
    ('k', Letter::Hour1To24),
    ('K', Letter::Hour0To11),
    ('h', Letter::Hour1To12),
    ('m', Letter::Minute),
    ('s', Letter::Second),
    ('S', Letter::Millisecond),
    ('z', Letter::ZoneName),
    ('Z', Letter::ZoneOffset),
    ('X', Letter::ZoneIso),
];

impl DatePattern {
    /// Digits that a number is filled up to at most; more letters than this are refused.
    const COUNT_MAX: usize = 100;

    /// Reads a pattern.
    ///
    /// # Errors
    /// A letter stands for nothing, or a quote is open at the end.
    pub fn compile(text: &str) -> Result<Self, Fault> {
        let mut items = Vec::new();
        let mut literal = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if character == '\'' {
                quoted(&mut characters, &mut literal)?;
            } else if character.is_ascii_alphabetic() {
                flush(&mut literal, &mut items);
                let mut count = 1;
                while characters.next_if_eq(&character).is_some() {
                    count += 1;
                }
                items.push(letter(character, count)?);
            } else {
                literal.push(character);
            }
        }
        flush(&mut literal, &mut items);
        Ok(Self { items })
    }
}

fn letter(character: char, count: usize) -> Result<Item, Fault> {
    let known = LETTERS.iter().find(|(letter, _)| *letter == character);
    match known {
        Some((_, Letter::ZoneIso)) if count > 3 => {
            Err(Fault::new("invalid ISO 8601 format: more than three X"))
        }
        Some((_, letter)) if count <= DatePattern::COUNT_MAX => Ok(Item::Letter(*letter, count)),
        Some(_) => Err(Fault::new(alloc::format!("too many letters '{character}' in a row"))),
        None => Err(Fault::new(alloc::format!("Illegal pattern character '{character}'"))),
    }
}

fn flush(literal: &mut String, items: &mut Vec<Item>) {
    if !literal.is_empty() {
        items.push(Item::Literal(core::mem::take(literal)));
    }
}

/// Text behind a quote, up to the next one. Two quotes in a row are one, in a quoted text and outside.
fn quoted(
    characters: &mut core::iter::Peekable<core::str::Chars<'_>>,
    literal: &mut String,
) -> Result<(), Fault> {
    if characters.next_if_eq(&'\'').is_some() {
        literal.push('\'');
        return Ok(());
    }
    while let Some(character) = characters.next() {
        if character != '\'' {
            literal.push(character);
        } else if characters.next_if_eq(&'\'').is_some() {
            literal.push('\'');
        } else {
            return Ok(());
        }
    }
    Err(Fault::new("Unterminated quote"))
}
