//! Going through the tokens.

use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::Expression;
use crate::analytics::sql::span::Span;
use crate::analytics::sql::token::{Kind, Token};

impl<'t> Parser<'t> {
    /// Whether the next token is this keyword or sign. Remembers that it could have been.
    pub(super) fn at(&mut self, word: &'static str) -> bool {
        let is_at = self.is_word(0, word);
        if !is_at {
            self.expected.push(word);
        }
        is_at
    }

    /// Reads a keyword or sign if it comes next.
    pub(super) fn eat(&mut self, word: &'static str) -> bool {
        let is_at = self.at(word);
        if is_at {
            self.advance();
        }
        is_at
    }

    /// Reads keywords if the first of them comes next, which the others must follow.
    pub(super) fn eat_phrase(&mut self, words: &[&'static str]) -> Parse<bool> {
        let is_at = self.eat(words[0]);
        if is_at {
            self.expect_all(&words[1..])?;
        }
        Ok(is_at)
    }

    /// Reads a keyword or sign, which must come next.
    pub(super) fn expect(&mut self, word: &'static str) -> Parse<()> {
        if self.eat(word) { Ok(()) } else { self.unexpected() }
    }

    /// Reads keywords or signs, all of which must come next.
    pub(super) fn expect_all(&mut self, words: &[&'static str]) -> Parse<()> {
        words.iter().try_for_each(|word| self.expect(word))
    }

    /// Whether a token further on is this keyword or sign. Remembers nothing.
    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.token(ahead).is_some_and(|token| {
            matches!(token.kind, Kind::Keyword | Kind::Name | Kind::Operator)
                && token.span.of(self.text).eq_ignore_ascii_case(word)
        })
    }

    /// Whether the next tokens are these keywords or signs. Remembers nothing.
    pub(super) fn are_words(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.is_word(ahead, word))
    }

    /// The kind of a token further on.
    pub(super) fn kind(&self, ahead: usize) -> Option<Kind> {
        self.token(ahead).map(|token| token.kind)
    }

    /// A token further on.
    pub(super) fn token(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    /// The next token as it is written; nothing at the end.
    pub(super) fn spelling(&self) -> &'t str {
        self.span().of(self.text)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// Where the next token stands; at the end, behind the last one.
    pub(super) fn span(&self) -> Span {
        match self.token(0) {
            Some(token) => token.span,
            None => {
                let end = self.previous_span().end;
                Span { start: end, end }
            }
        }
    }

    /// Where the last token stands that was read.
    pub(super) fn previous_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |token| token.span)
    }

    /// From a place to the last token that was read.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.previous_span())
    }

    pub(super) fn advance(&mut self) {
        if !self.is_at_end() {
            self.at += 1;
        }
        self.expected.clear();
    }

    /// Goes to the next semicolon, or to the next CREATE: nothing but a statement begins with that.
    pub(super) fn skip_statement(&mut self) {
        while !self.is_at_end() && !self.is_word(0, ";") && !self.is_word(0, "CREATE") {
            self.advance();
        }
        self.expected.clear();
    }

    /// Reads things with commas between them, one at least.
    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Parse<T>) -> Parse<Vec<T>> {
        let mut list = Vec::from([read(self)?]);
        while self.eat(",") {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// Reads the rest of expressions with commas between them.
    pub(super) fn list_after(&mut self, first: Expression) -> Parse<Vec<Expression>> {
        let mut list = Vec::from([first]);
        while self.eat(",") {
            list.push(self.expression()?);
        }
        Ok(list)
    }

    /// Reads what stands between parentheses.
    pub(super) fn parenthesised<T>(&mut self, read: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let open = self.span();
        self.expect("(")?;
        let it = self.within(read)?;
        self.close(open)?;
        Ok(it)
    }

    /// Reads the parenthesis that closes an earlier one.
    pub(super) fn close(&mut self, open: Span) -> Parse<()> {
        let open = Span { end: open.start + 1, ..open };
        if self.eat(")") { Ok(()) } else { self.unclosed(open, ")") }
    }
}
