//! LIKE and SIMILAR TO.

use alloc::vec::Vec;

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::text;
use crate::analytics::function::pattern::Pattern;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Like a pattern of `_` and `%`.
pub(crate) const LIKE: Function = Function {
    name: "LIKE",
    forms: &["<CHARACTER> LIKE <CHARACTER>", "<CHARACTER> LIKE <CHARACTER> ESCAPE <CHARACTER>"],
    summary: "Whether a text is like a pattern in which _ is one character and % is any text.",
    bind: |arguments| matching(arguments, Like::parse, |pattern, text| Ok(pattern.matches(text))),
};

/// Like a regular expression of SQL.
pub(crate) const SIMILAR_TO: Function = Function {
    name: "SIMILAR TO",
    forms: &["<CHARACTER> SIMILAR TO <CHARACTER>", "<CHARACTER> SIMILAR TO <CHARACTER> ESCAPE <CHARACTER>"],
    summary: "Whether all of a text matches a regular expression of SQL.",
    bind: |arguments| {
        matching(arguments, Pattern::similar, |pattern, text| Ok(pattern.match_whole(text)?.is_some()))
    },
};

/// Text, pattern, and perhaps an escape character. The pattern is read once where it can be.
fn matching<T: Send + Sync + 'static>(
    arguments: Arguments<'_>,
    parse: fn(&str, Option<char>) -> Result<T, Fault>,
    matches: fn(&T, &str) -> Result<bool, Fault>,
) -> Result<Prepared, Mismatch> {
    let count = arguments.count(2, 3)?;
    (0..count).try_for_each(|at| arguments.text(at).map(|_| ()))?;
    let escape =
        if count == 3 { arguments.constant_text(2).map(escape_character).transpose()? } else { None };
    let once = match arguments.constant_text(1) {
        Some(pattern) if escape.is_some() || count == 2 => Some(parse(pattern, escape)?),
        _ => None,
    };
    Ok(Scalar::strict(SqlType::Boolean, move |arguments, _| {
        let subject = text(arguments, 0)?;
        if let Some(pattern) = &once {
            return Ok(Value::Boolean(matches(pattern, subject)?));
        }
        let escape = if count == 3 { Some(escape_character(text(arguments, 2)?)?) } else { None };
        let pattern = parse(text(arguments, 1)?, escape)?;
        Ok(Value::Boolean(matches(&pattern, subject)?))
    }))
}

/// The one character of an escape.
pub(in crate::analytics::function) fn escape_character(text: &str) -> Result<char, Fault> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Fault::new(alloc::format!("invalid escape character '{text}'"))),
    }
}

/// A pattern of LIKE.
struct Like(Vec<Part>);

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Character(char),
    /// `_`
    One,
    /// `%`
    Many,
}

impl Like {
    fn parse(text: &str, escape: Option<char>) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            parts.push(match character {
                _ if Some(character) == escape => {
                    let escaped =
                        characters.next().filter(|&it| matches!(it, '_' | '%') || Some(it) == escape);
                    let invalid = || Fault::new(alloc::format!("invalid escape sequence in '{text}'"));
                    Part::Character(escaped.ok_or_else(invalid)?)
                }
                '_' => Part::One,
                '%' => Part::Many,
                other => Part::Character(other),
            });
        }
        Ok(Self(parts))
    }

    /// Goes through both at once. Where they part, only the last `%` can have taken too little: it takes one more.
    fn matches(&self, text: &str) -> bool {
        let (mut part, mut rest) = (0, text);
        let mut last_many: Option<(usize, &str)> = None;
        loop {
            let next = rest.chars().next();
            match (self.0.get(part), next) {
                (Some(Part::Many), _) => {
                    last_many = Some((part, rest));
                    part += 1;
                    continue;
                }
                (Some(&wanted), Some(character))
                    if wanted == Part::One || wanted == Part::Character(character) =>
                {
                    part += 1;
                    rest = &rest[character.len_utf8()..];
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            let Some((many, from)) = last_many else { return false };
            let Some(taken) = from.chars().next() else { return false };
            rest = &from[taken.len_utf8()..];
            last_many = Some((many, rest));
            part = many + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn like_and_similar_to_agree_on_what_both_know(pattern in "[ab_%]{0,8}", text in "[abc]{0,12}") {
            let like = Like::parse(&pattern, None).unwrap().matches(&text);
            let similar = Pattern::similar(&pattern, None).unwrap().match_whole(&text).unwrap().is_some();
            prop_assert_eq!(like, similar);
        }
    }
}
