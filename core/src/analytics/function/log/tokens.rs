//! The words of a list of columns.

use alloc::format;
use alloc::string::String;

use crate::analytics::function::refusal::Fault;

/// A word of a list of columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// In upper case.
    Name(String),
    QuotedName(String),
    Text(String),
    Number(u64),
    Comma,
    Open,
    Close,
    Unknown,
}

/// The words of a list.
pub(super) struct Tokens<'t> {
    text: &'t str,
    rest: &'t str,
    peeked: Option<Token>,
}

impl<'t> Tokens<'t> {
    /// Begins to read a list.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, rest: text, peeked: None }
    }

    pub(super) fn peek(&mut self) -> Option<Token> {
        if self.peeked.is_none() {
            self.peeked = self.read();
        }
        self.peeked.clone()
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        self.peeked.take().or_else(|| self.read())
    }

    pub(super) fn eat(&mut self, token: &Token) -> bool {
        let is_there = self.peek().as_ref() == Some(token);
        if is_there {
            self.peeked = None;
        }
        is_there
    }

    pub(super) fn eat_name(&mut self, name: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Name(found)) if found == name);
        if is_there {
            self.peeked = None;
        }
        is_there
    }

    pub(super) fn number(&mut self) -> Result<u64, Fault> {
        match self.next() {
            Some(Token::Number(number)) => Ok(number),
            _ => Err(self.error("a number")),
        }
    }

    /// Says what should have been there.
    pub(super) fn error(&self, expected: &str) -> Fault {
        let at = self.text[..self.text.len() - self.rest.len()].chars().count();
        Fault::new(format!("the list of columns needs {expected} before its character {}", at + 1))
    }

    fn read(&mut self) -> Option<Token> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        if first == '"' || first == '\'' {
            return Some(self.quoted(first));
        }
        let word = |it: char| it.is_alphanumeric() || it == '_';
        let end = match first {
            _ if word(first) => self.rest.find(|it| !word(it)).unwrap_or(self.rest.len()),
            other => other.len_utf8(),
        };
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(match text {
            "," => Token::Comma,
            "(" => Token::Open,
            ")" => Token::Close,
            _ if first.is_ascii_digit() => text.parse().map_or(Token::Unknown, Token::Number),
            _ if word(first) => Token::Name(text.to_uppercase()),
            _ => Token::Unknown,
        })
    }

    /// A name or a text in quotes; two quotes in a row are one.
    fn quoted(&mut self, quote: char) -> Token {
        let mut content = String::new();
        let mut characters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            if character != quote {
                content.push(character);
            } else if characters.next_if(|&(_, next)| next == quote).is_some() {
                content.push(quote);
            } else {
                self.rest = &self.rest[at + 1..];
                return if quote == '"' { Token::QuotedName(content) } else { Token::Text(content) };
            }
        }
        self.rest = "";
        Token::Unknown
    }
}
