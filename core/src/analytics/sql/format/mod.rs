//! Lays a text out: clauses begin lines, subqueries are indented, keywords are in upper case.
//!
//! It works on tokens and changes nothing but blanks and the case of keywords, so comments stay where they are and a text with
//! errors in it can be laid out too. What fits in a line stays in one.

mod layout;
mod spacing;

use alloc::string::String;
use alloc::vec::Vec;

use super::lexer;
use super::token::{Fault, Kind};
use layout::Layout;

/// Characters of a line, if it can be broken.
const WIDTH: usize = 100;
/// Blanks that what belongs to a line above is indented by.
const INDENT: usize = 4;
/// How far to the right a line can begin, so that a text of parentheses alone does not grow by their square.
const INDENT_MAX: usize = 40;

/// A text laid out. Texts that differ in blanks and the case of keywords alone mostly become the same; a text that is laid out
/// stays as it is.
pub fn format(text: &str) -> String {
    Layout::new(&pieces(text)).text()
}

/// A token of a text that is laid out.
struct Piece {
    kind: Kind,
    text: String,
    /// Lines that ended between the token before and this one.
    lines_before: usize,
    /// Whether there was anything between them.
    had_gap: bool,
}

impl Piece {
    fn is(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Keyword | Kind::Operator) && self.text == word
    }

    fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::Comment | Kind::Wrong(Fault::UnclosedComment))
    }

    /// Whether nothing can stand behind it in its line.
    fn ends_line(&self) -> bool {
        match self.kind {
            Kind::Comment => !self.text.starts_with("/*"),
            Kind::Wrong(Fault::UnclosedString | Fault::UnclosedName | Fault::UnclosedComment) => true,
            _ => false,
        }
    }

    fn width(&self) -> usize {
        self.text.chars().count()
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut end = 0;
    let piece = |token: super::Token| {
        let between = &text[end..token.span.start as usize];
        end = token.span.end as usize;
        let spelling = token.span.of(text);
        let text = match token.kind {
            Kind::Keyword => spelling.to_ascii_uppercase(),
            // The end of a line belongs to what ends with the line, and is not doubled by the one that follows.
            _ => spelling.trim_end().into(),
        };
        let lines_before = between.matches('\n').count();
        Piece { kind: token.kind, text, lines_before, had_gap: !between.is_empty() }
    };
    lexer::tokens(text).into_iter().map(piece).collect()
}

#[cfg(test)]
pub(in crate::analytics::sql) mod tests;
