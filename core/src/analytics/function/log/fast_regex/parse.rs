//! The syntax of patterns: unions of intersections of sequences of repeated parts.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::language::Language;
use crate::analytics::function::pattern::class::Class;
use crate::analytics::function::pattern::java::property::posix;
use crate::analytics::function::pattern::{PatternError, Reader};

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<Language, PatternError> {
    let mut reader = Reader::new(text);
    let language = union(&mut reader)?;
    match reader.peek() {
        None => Ok(language),
        Some(_) => Err(reader.error("Unmatched closing ')'")),
    }
}

fn union(reader: &mut Reader) -> Result<Language, PatternError> {
    reader.enter()?;
    let mut all = Vec::from([intersection(reader)?]);
    while reader.eat('|') {
        all.push(intersection(reader)?);
    }
    reader.leave();
    Ok(if all.len() == 1 { all.remove(0) } else { Language::Union(all) })
}

fn intersection(reader: &mut Reader) -> Result<Language, PatternError> {
    let mut language = concatenation(reader)?;
    let mut count = 0;
    while reader.eat('&') {
        reader.enter()?;
        count += 1;
        language = Language::Intersection(Box::new(language), Box::new(concatenation(reader)?));
    }
    (0..count).for_each(|_| reader.leave());
    Ok(language)
}

fn concatenation(reader: &mut Reader) -> Result<Language, PatternError> {
    let mut all = Vec::new();
    while !matches!(reader.peek(), None | Some('|' | '&' | ')')) {
        let simple = simple(reader)?;
        all.push(repeated(reader, simple)?);
    }
    Ok(Language::Concatenation(all))
}

fn repeated(reader: &mut Reader, mut language: Language) -> Result<Language, PatternError> {
    let mut count = 0;
    loop {
        let (min, max) = match reader.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => reader.bounds()?,
            _ => break,
        };
        reader.next();
        reader.enter()?;
        count += 1;
        language = Language::Repeat { language: Box::new(language), min, max };
    }
    (0..count).for_each(|_| reader.leave());
    Ok(language)
}

fn simple(reader: &mut Reader) -> Result<Language, PatternError> {
    let any = || Language::Character(Class::any());
    Ok(match reader.next() {
        Some('.') => any(),
        Some('@') => Language::Repeat { language: Box::new(any()), min: 0, max: None },
        Some('#') => Language::Nothing,
        Some('[') => class(reader)?,
        Some('"') => {
            let text = reader.take_while(usize::MAX, |it| it != '"');
            if !reader.eat('"') {
                return Err(reader.error("Unclosed string"));
            }
            Language::Concatenation(text.chars().map(Class::one).map(Language::Character).collect())
        }
        Some('(') => {
            let language = union(reader)?;
            if !reader.eat(')') {
                return Err(reader.error("Unclosed group"));
            }
            Language::Group(Box::new(language))
        }
        Some('<') => named(reader)?,
        Some('\\') => Language::Character(Class::one(escaped(reader)?)),
        Some('?' | '*' | '+' | '{') => return Err(reader.error("Nothing to repeat")),
        Some(other) => Language::Character(Class::one(other)),
        None => Language::Concatenation(Vec::new()),
    })
}

fn escaped(reader: &mut Reader) -> Result<char, PatternError> {
    reader.next().ok_or_else(|| reader.error("Backslash without a character"))
}

/// `[abc]`, `[a-z]` or `[^a-z]`
fn class(reader: &mut Reader) -> Result<Language, PatternError> {
    let is_negated = reader.eat('^');
    let mut members = Vec::new();
    loop {
        let first = match reader.next() {
            Some(']') if !members.is_empty() => break,
            Some('\\') => escaped(reader)?,
            Some(other) => other,
            None => return Err(reader.error("Unclosed character class")),
        };
        if reader.peek() != Some('-') || reader.peek_at(1) == Some(']') {
            members.push(Class::one(first));
            continue;
        }
        reader.next();
        let last = match reader.next() {
            Some('\\') => escaped(reader)?,
            Some(other) => other,
            None => return Err(reader.error("Unclosed character class")),
        };
        if last < first {
            return Err(reader.error("Illegal character range"));
        }
        members.push(Class::Range(first, last));
    }
    Ok(Language::Character(Class::Union(members).negated_if(is_negated)))
}

/// `<Alpha>` or `<5-17>`
fn named(reader: &mut Reader) -> Result<Language, PatternError> {
    let name = reader.take_while(64, |it| it != '>');
    if !reader.eat('>') {
        return Err(reader.error("Unclosed named pattern"));
    }
    if let Some((from, to)) = name.split_once('-')
        && let (Ok(from_number), Ok(to_number)) = (from.parse::<u64>(), to.parse::<u64>())
    {
        let (min, max) = (from_number.min(to_number), from_number.max(to_number));
        let digits = (from.len() == to.len()).then_some(from.len());
        return Ok(Language::Number { min, max, digits });
    }
    // Here a blank is not printed: the reference makes Print of letters, digits and punctuation.
    let known = posix(if name == "Print" { "Graph" } else { &name });
    known.map(Language::Character).ok_or_else(|| reader.error("Unknown named pattern"))
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;

    #[test]
    fn nesting_has_an_end() {
        let deep = [
            "(".repeat(100_000),
            format!("a{}", "*".repeat(100_000)),
            format!("a{}", "&b".repeat(100_000)),
            format!("{}a", "(b|".repeat(100_000)),
        ];
        for pattern in deep {
            assert_eq!(parse(&pattern).unwrap_err().what, "Too deeply nested");
        }
    }
}
