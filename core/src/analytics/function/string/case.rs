//! UPPER, LOWER and INITCAP.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::take_text;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::value::Value;

/// In upper case.
pub(crate) const UPPER: Function = Function {
    name: "UPPER",
    forms: &["UPPER(<CHARACTER>)"],
    summary: "The text in upper case.",
    bind: |arguments| cased(arguments, upper),
};

/// In lower case.
pub(crate) const LOWER: Function = Function {
    name: "LOWER",
    forms: &["LOWER(<CHARACTER>)"],
    summary: "The text in lower case.",
    bind: |arguments| cased(arguments, lower),
};

/// Words with a capital.
pub(crate) const INITCAP: Function = Function {
    name: "INITCAP",
    forms: &["INITCAP(<CHARACTER>)"],
    summary: "The text with the first letter of each word in upper case and all others in lower case.",
    bind: |arguments| cased(arguments, capitalized),
};

fn cased(
    arguments: Arguments<'_>,
    rule: for<'a> fn(Cow<'a, str>) -> Cow<'a, str>,
) -> Result<Prepared, Mismatch> {
    arguments.count(1, 1)?;
    let result = arguments.text(0)?;
    Ok(Scalar::strict(result, move |arguments, _| Ok(Value::Text(rule(take_text(arguments, 0)?)))))
}

/// A letter that becomes two is left as it is, so that a text never outgrows its type.
fn upper(text: Cow<'_, str>) -> Cow<'_, str> {
    changed(text, |character, _| only(character.to_uppercase(), character))
}

fn lower(text: Cow<'_, str>) -> Cow<'_, str> {
    changed(text, |character, _| only(character.to_lowercase(), character))
}

fn capitalized(text: Cow<'_, str>) -> Cow<'_, str> {
    changed(text, |character, before| match before {
        None | Some(' ') => only(character.to_uppercase(), character),
        Some(_) => only(character.to_lowercase(), character),
    })
}

/// Changes each character, which is told the one before it. A text that stays as it is is not copied.
fn changed(text: Cow<'_, str>, rule: fn(char, Option<char>) -> char) -> Cow<'_, str> {
    let mut before = None;
    let mut change = |character| rule(character, before.replace(character));
    if text.chars().all(|character| change(character) == character) {
        return text;
    }
    let mut before = None;
    let changed = text.chars().map(|character| rule(character, before.replace(character)));
    Cow::Owned(changed.collect::<String>())
}

fn only(mut changed: impl Iterator<Item = char>, otherwise: char) -> char {
    match (changed.next(), changed.next()) {
        (Some(character), None) => character,
        _ => otherwise,
    }
}
