//! Names.

use alloc::string::String;
use alloc::vec::Vec;

use super::complaint::NAME;
use super::{Parse, Parser};
use crate::analytics::sql::ast::{Name, Path};
use crate::analytics::sql::reserved;
use crate::analytics::sql::token::{Kind, Token};

impl Parser<'_> {
    /// Reads a name that something is given.
    pub(super) fn name(&mut self) -> Parse<Name> {
        self.name_if(|word| !reserved::is_reserved(word))
    }

    /// Reads a name of a column, which may be one that a service gives.
    pub(super) fn column_name(&mut self) -> Parse<Name> {
        self.name_if(|word| !reserved::is_reserved(word) || reserved::is_column(word))
    }

    /// Reads the name of a stream or the like, perhaps with a schema before it.
    pub(super) fn path(&mut self) -> Parse<Path> {
        let start = self.span();
        let mut names = Vec::from([self.name()?]);
        while self.is_word(0, ".") {
            self.advance();
            names.push(self.name()?);
        }
        Ok(Path { names, span: self.since(start) })
    }

    /// Reads the rest of a way to a column, up to `.*`.
    pub(super) fn column_path(&mut self, first: Name) -> Parse<Path> {
        let start = first.span;
        let mut names = Vec::from([first]);
        while self.is_word(0, ".") && !self.is_word(1, "*") {
            self.advance();
            names.push(self.column_name()?);
        }
        Ok(Path { names, span: self.since(start) })
    }

    /// Reads `(name, name)`.
    pub(super) fn names_in_parentheses(&mut self) -> Parse<Vec<Name>> {
        self.parenthesised(|parser| parser.list(Self::name))
    }

    /// The next token as a name, whatever word it is.
    pub(super) fn take_name(&mut self, token: Token) -> Name {
        let spelling = token.span.of(self.text);
        let text = match token.kind {
            Kind::QuotedName => unquoted(spelling, '"'),
            _ => spelling.to_uppercase(),
        };
        self.advance();
        Name { text, span: token.span }
    }

    /// Whether a token further on can be a name that something is given.
    pub(super) fn is_name(&self, ahead: usize) -> bool {
        self.is_name_if(ahead, |word| !reserved::is_reserved(word))
    }

    fn is_name_if(&self, ahead: usize, may_be: impl Fn(&str) -> bool) -> bool {
        self.token(ahead).is_some_and(|token| match token.kind {
            Kind::QuotedName | Kind::Name => true,
            Kind::Keyword => may_be(&token.span.of(self.text).to_ascii_uppercase()),
            _ => false,
        })
    }

    fn name_if(&mut self, may_be: impl Fn(&str) -> bool) -> Parse<Name> {
        match self.token(0) {
            Some(token) if self.is_name_if(0, may_be) => Ok(self.take_name(token)),
            _ => {
                self.note(NAME);
                self.unexpected()
            }
        }
    }
}

/// What stands between quotes, which may lack the last one; quotes within are written twice.
pub(super) fn unquoted(spelling: &str, quote: char) -> String {
    let inner = spelling.strip_prefix(quote).unwrap_or(spelling);
    let doubled: String = [quote, quote].iter().collect();
    let mut single = [0; 4];
    inner.strip_suffix(quote).unwrap_or(inner).replace(&doubled, quote.encode_utf8(&mut single))
}
