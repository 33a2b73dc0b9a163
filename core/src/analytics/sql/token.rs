//! What a text is made of.

use super::span::Span;

/// A word, sign or comment of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is, as an editor colours it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the language; in some places it may still be a name.
    Keyword,
    /// Any other word.
    Name,
    /// A name in double quotes.
    QuotedName,
    /// Characters or bytes in single quotes.
    String,
    /// A number.
    Number,
    /// A sign.
    Operator,
    /// A remark.
    Comment,
    /// What is none of these.
    Wrong(Fault),
}

/// What is wrong with a token by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A string without an end. It is taken to end with the line.
    UnclosedString,
    /// A quoted name without an end. It is taken to end with the line.
    UnclosedName,
    /// A comment without an end. It goes on to the end of the text.
    UnclosedComment,
    /// A number that runs into a word: `12px`.
    NumberBeforeName,
    /// A character that means nothing.
    StrayCharacter,
}
