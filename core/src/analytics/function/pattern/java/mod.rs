//! Patterns as `java.util.regex.Pattern` reads them.
//!
//! # Source
//! Java SE 8, class Pattern. What is left out: canonical equivalence, scripts and blocks of Unicode, case of letters beyond ASCII.

mod class;
mod escape;
mod group;
pub(in crate::analytics::function) mod property;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::class::Class;
use super::dialect::Dialect;
use super::machine::ends_line;
use super::node::{Assertion, Greed, Node};
use super::{Parsed, PatternError, Reader};

/// What letters in `(?...)` turn on and off.
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    /// `i`
    any_case: bool,
    /// `m`
    multiline: bool,
    /// `s`
    dot_all: bool,
    /// `x`
    comments: bool,
    /// `d`
    unix: bool,
    /// `U`
    unicode: bool,
}

struct Parser {
    reader: Reader,
    flags: Flags,
    groups: usize,
    names: Vec<(String, usize)>,
}

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<Parsed, PatternError> {
    let reader = Reader::new(text);
    let mut parser = Parser { reader, flags: Flags::default(), groups: 0, names: Vec::new() };
    let node = parser.whole()?;
    Ok(Parsed { node, groups: parser.groups, names: parser.names })
}

impl Dialect for Parser {
    fn reader(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// Flags that are turned on inside go on behind the next bar, and end with the group.
    fn concatenation(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            if self.flags.comments {
                self.skip_comments();
            }
            if matches!(self.reader.peek(), None | Some('|' | ')')) {
                return Ok(Node::Concatenation(nodes));
            }
            if self.reader.eat_all("\\Q") {
                self.quoted(&mut nodes)?;
                continue;
            }
            let atom = self.atom()?;
            nodes.push(self.repeated(atom)?);
        }
    }
}

impl Parser {
    /// Blanks, and what follows `#` on a line: they are no part of a pattern with the flag `x`.
    fn skip_comments(&mut self) {
        loop {
            self.reader.take_while(usize::MAX, |it| it.is_ascii_whitespace() || it == '\u{b}');
            if !self.reader.eat('#') {
                return;
            }
            let unix = self.flags.unix;
            self.reader.take_while(usize::MAX, |it| !ends_line(it, unix));
        }
    }

    fn atom(&mut self) -> Result<Node, PatternError> {
        let unix = self.flags.unix;
        let Some(character) = self.reader.next() else { return Ok(Node::Empty) };
        Ok(match character {
            '(' => self.group()?,
            '[' => Node::Class(self.class()?),
            '\\' => self.escape()?,
            '.' if self.flags.dot_all => Node::Class(Class::any()),
            '.' if unix => Node::Class(Class::one('\n').negated()),
            '.' => Node::Class(line_end().negated()),
            '^' if self.flags.multiline => Node::Assertion(Assertion::LineBegin { unix }),
            '^' => Node::Assertion(Assertion::TextBegin),
            '$' if self.flags.multiline => Node::Assertion(Assertion::LineEnd { unix }),
            '$' => Node::Assertion(Assertion::LastLineEnd { unix }),
            '*' | '+' | '?' => {
                return Err(self.reader.error("Dangling meta character"));
            }
            other => self.literal(other),
        })
    }

    fn literal(&self, character: char) -> Node {
        let class = Class::one(character);
        Node::Class(if self.flags.any_case { class.any_case() } else { class })
    }

    /// What may stand behind an atom: how often it comes, and which number is tried first.
    fn repeated(&mut self, mut node: Node) -> Result<Node, PatternError> {
        let mut times = 0;
        loop {
            if self.flags.comments {
                self.skip_comments();
            }
            let (min, max) = match self.reader.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => self.reader.bounds()?,
                _ => break,
            };
            self.reader.next();
            let greed = if self.reader.eat('?') {
                Greed::Lazy
            } else if self.reader.eat('+') {
                Greed::Possessive
            } else {
                Greed::Greedy
            };
            self.reader.enter()?;
            times += 1;
            node = Node::Repeat { node: Box::new(node), min, max, greed };
        }
        (0..times).for_each(|_| self.reader.leave());
        Ok(node)
    }
}

/// Characters that end lines.
fn line_end() -> Class {
    Class::ranges(&[('\n', '\n'), ('\r', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')])
}
