//! Tokens for the parser, and what is wrong with them by themselves.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::complaint::has_room;
use crate::analytics::sql::NAME_CHARACTERS_MAX;
use crate::analytics::sql::lexer::{self, is_foreign_comment, is_long_dash};
use crate::analytics::sql::problem::{Problem, Severity};
use crate::analytics::sql::token::{Fault, Kind, Token};

/// What characters that look like others should be.
const LOOKALIKES: &[(&[char], &str)] = &[
    (&['\u{2018}', '\u{2019}', '\u{201a}', '`', '´'], "a string takes straight single quotes: 'text'"),
    (&['\u{201c}', '\u{201d}', '\u{201e}'], "a name takes straight double quotes: \"name\""),
    (&['\u{d7}'], "multiplication is written *"),
    (&['%'], "the remainder of a division is MOD(a, b)"),
    (&['&', '|'], "write AND, OR, or || to join texts"),
    (&['!'], "write NOT"),
];

pub(super) struct Read {
    /// Without comments and what means nothing.
    pub(super) tokens: Vec<Token>,
    pub(super) problems: Vec<Problem>,
    /// The first byte of each that is wrong.
    pub(super) faults: Vec<u32>,
}

/// Reads all tokens of a text. A string without an end is still taken for a string, and so on, so that the parser goes on.
pub(super) fn read(text: &str) -> Read {
    let mut read = Read { tokens: Vec::new(), problems: Vec::new(), faults: Vec::new() };
    for token in lexer::tokens(text) {
        let spelling = token.span.of(text);
        if let Some((severity, message, hint)) = objection(token.kind, spelling) {
            if has_room(&read.problems, severity) {
                read.problems.push(Problem::new(text, severity, token.span, message, hint));
            }
            if severity == Severity::Error {
                read.faults.push(token.span.start);
            }
        }
        if let Some(kind) = taken_for(token.kind) {
            read.tokens.push(Token { kind, ..token });
        }
    }
    read
}

/// What the parser takes a token for; nothing if it should not see it.
fn taken_for(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Comment | Kind::Wrong(Fault::UnclosedComment | Fault::StrayCharacter) => None,
        Kind::Wrong(Fault::UnclosedString) => Some(Kind::String),
        Kind::Wrong(Fault::UnclosedName) => Some(Kind::QuotedName),
        Kind::Wrong(Fault::NumberBeforeName) => Some(Kind::Number),
        right => Some(right),
    }
}

type Objection = (Severity, String, Option<String>);

fn objection(kind: Kind, spelling: &str) -> Option<Objection> {
    let error = |message: &str, hint: &str| Some((Severity::Error, message.into(), Some(hint.into())));
    match kind {
        Kind::Comment if is_foreign_comment(spelling) => {
            let hint = "write -- before a remark, with two hyphens".into();
            let message = "a comment begins in another way than in SQL; it is taken for one".into();
            Some((Severity::Warning, message, Some(hint)))
        }
        Kind::Name | Kind::Keyword => too_long(spelling),
        Kind::QuotedName => quoted_name(spelling),
        Kind::Wrong(Fault::UnclosedString) => {
            error("this string has no end", "a string ends with ', and a ' within it is written ''")
        }
        Kind::Wrong(Fault::UnclosedName) => {
            error("this name in quotes has no end", "it ends with \", and a \" within it is written \"\"")
        }
        Kind::Wrong(Fault::UnclosedComment) => error("this comment has no end", "it ends with */"),
        Kind::Wrong(Fault::NumberBeforeName) => error(
            "a number runs into a word",
            "put a blank between them, or double quotes around a name that begins with a digit",
        ),
        Kind::Wrong(Fault::StrayCharacter) => Some(stray(spelling)),
        _ => None,
    }
}

fn stray(spelling: &str) -> Objection {
    let character = spelling.chars().next().unwrap_or_default();
    let hint = if is_long_dash(character) {
        Some("a minus is written -, and a comment begins with --")
    } else {
        LOOKALIKES.iter().find(|(characters, _)| characters.contains(&character)).map(|(_, hint)| *hint)
    };
    let message = format!("the character {} means nothing here", character.escape_debug());
    (Severity::Error, message, hint.map(Into::into))
}

fn quoted_name(spelling: &str) -> Option<Objection> {
    let text = spelling[1..spelling.len() - 1].replace("\"\"", "\"");
    if text.is_empty() {
        let hint = "a string takes single quotes: ''".into();
        Some((Severity::Error, "this name has no characters".into(), Some(hint)))
    } else if text.contains(|c: char| c <= '\u{1f}') {
        Some((Severity::Error, "a name holds a control character or the end of a line".into(), None))
    } else {
        too_long(&text)
    }
}

fn too_long(name: &str) -> Option<Objection> {
    let count = name.chars().count();
    let message =
        || format!("this name has {count} characters, and {NAME_CHARACTERS_MAX} are allowed at most");
    (count > NAME_CHARACTERS_MAX).then(|| (Severity::Error, message(), None))
}
