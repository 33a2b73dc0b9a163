//! Texts: of keys, and of what is wrong.

use jaq_core::compile::{Errors, Undefined};
use jaq_core::load::lex::{self, Lexer};
use jaq_core::load::parse::{Parser, Term};
use jaq_json::Val;

/// The longest excerpt in a text of what is wrong.
const EXCERPT_CHARS: usize = 40;

/// The key of a partition and its value as they stand in a prefix.
pub(super) fn pair(key: &Val, value: &Val) -> Result<(String, String), String> {
    let Val::TStr(key) = key else { return Err("A key of the query's object is no text.".to_owned()) };
    let key = String::from_utf8_lossy(key).into_owned();
    let wrong = |what| Err(format!("The value of {key} is {what}."));
    let text = match value {
        Val::Null => return wrong("null"),
        Val::Arr(_) => return wrong("an array"),
        Val::Obj(_) => return wrong("an object"),
        Val::TStr(text) | Val::BStr(text) => String::from_utf8_lossy(text).into_owned(),
        Val::Bool(_) | Val::Num(_) => value.to_string(),
    };
    if text.is_empty() { wrong("empty") } else { Ok((key, text)) }
}

/// A value in a few words.
pub(super) fn shortened(value: &Val) -> String {
    match value {
        Val::Arr(_) => "an array".to_owned(),
        Val::Null => "null".to_owned(),
        other => excerpt(&other.to_string()),
    }
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// Takes a query apart, or says what stands where something else was expected.
pub(super) fn parse(text: &str) -> Result<Term<&str>, String> {
    let tokens = Lexer::new(text).lex().map_err(|errors| lexing(&errors))?;
    Parser::new(&tokens).parse(|parser| parser.term()).map_err(|errors| {
        let first = errors.first().map(|(expect, found)| (expect.as_str(), found.map(|token| token.0)));
        let (expected, found) = first.unwrap_or(("expression", None));
        format!("Expected {expected} but found {}.", found.map_or("the end".to_owned(), excerpt))
    })
}

fn lexing(errors: &[lex::Error<&str>]) -> String {
    let first = errors.first().map(|(expect, found)| (expect.as_str(), *found));
    let (expected, found) = first.unwrap_or(("expression", ""));
    format!(
        "Expected {expected} at {}.",
        if found.is_empty() { "the end".to_owned() } else { excerpt(found) }
    )
}

/// Names that nothing has.
pub(super) fn compiling(errors: &Errors<&str, ()>) -> String {
    let all = errors.iter().flat_map(|(_, errors)| errors);
    let texts: Vec<String> =
        all.map(|(name, kind)| format!("There is no {} {name}.", described(kind))).collect();
    texts.join(" ")
}

fn described(kind: &Undefined) -> String {
    match kind {
        Undefined::Filter(arity) if *arity > 0 => format!("function of {arity} arguments"),
        Undefined::Filter(_) => "function".to_owned(),
        other => other.as_str().to_owned(),
    }
}
