//! Reading a pattern, and how deep it goes.

use alloc::string::String;
use alloc::vec::Vec;

use super::PatternError;

/// How deep a pattern nests at most.
const NESTING_MAX: usize = 100;

/// The characters of a pattern, read one by one.
#[derive(Debug)]
pub(in crate::analytics::function) struct Reader {
    characters: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    pub(in crate::analytics::function) fn new(text: &str) -> Self {
        Self { characters: text.chars().collect(), at: 0, depth: 0 }
    }

    pub(in crate::analytics::function) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    pub(in crate::analytics::function) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    pub(in crate::analytics::function) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        Some(character)
    }

    pub(in crate::analytics::function) fn eat(&mut self, expected: char) -> bool {
        let is_there = self.peek() == Some(expected);
        self.at += usize::from(is_there);
        is_there
    }

    /// Takes a text, where it is what comes next.
    pub(in crate::analytics::function) fn eat_all(&mut self, expected: &str) -> bool {
        let is_there = expected.chars().enumerate().all(|(ahead, it)| self.peek_at(ahead) == Some(it));
        self.at += if is_there { expected.chars().count() } else { 0 };
        is_there
    }

    /// Takes characters as long as they are of a kind, `max` at most.
    pub(in crate::analytics::function) fn take_while(
        &mut self,
        max: usize,
        is: impl Fn(char) -> bool,
    ) -> String {
        let taken: String =
            self.characters.iter().skip(self.at).take(max).take_while(|&&it| is(it)).collect();
        self.at += taken.chars().count();
        taken
    }

    pub(in crate::analytics::function) fn error(&self, what: &'static str) -> PatternError {
        PatternError { what, at: self.at }
    }

    /// Goes one level down, where there is one left.
    pub(in crate::analytics::function) fn enter(&mut self) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > NESTING_MAX { Err(self.error("Too deeply nested")) } else { Ok(()) }
    }

    pub(in crate::analytics::function) fn leave(&mut self) {
        self.depth -= 1;
    }
}
