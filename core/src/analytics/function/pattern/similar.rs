//! Patterns of SIMILAR TO: regular expressions in which `%` and `_` mean what they mean in LIKE.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::class::Class;
use super::dialect::Dialect;
use super::node::{Greed, Node};
use super::{Parsed, PatternError, Reader};

/// Characters that mean something, and stand for themselves behind the escape character only.
const SPECIAL: &str = "_%|*+?{}()[]^-";

struct Parser {
    reader: Reader,
    escape: Option<char>,
}

/// Reads a pattern. It matches whole texts only, which whoever asks sees to.
pub(super) fn parse(text: &str, escape: Option<char>) -> Result<Parsed, PatternError> {
    let mut parser = Parser { reader: Reader::new(text), escape };
    Ok(Parsed { node: parser.whole()?, groups: 0, names: Vec::new() })
}

impl Dialect for Parser {
    fn reader(&mut self) -> &mut Reader {
        &mut self.reader
    }

    fn concatenation(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while !matches!(self.reader.peek(), None | Some('|' | ')')) {
            let atom = self.atom()?;
            nodes.push(self.repeated(atom)?);
        }
        Ok(Node::Concatenation(nodes))
    }
}

impl Parser {
    fn atom(&mut self) -> Result<Node, PatternError> {
        if let Some(escaped) = self.escaped()? {
            return Ok(Node::Class(Class::one(escaped)));
        }
        Ok(match self.reader.next() {
            None => Node::Empty,
            Some('%') => many(Node::Class(Class::any()), 0, None),
            Some('_') => Node::Class(Class::any()),
            Some('(') => {
                let node = self.alternation()?;
                if !self.reader.eat(')') {
                    return Err(self.reader.error("Unclosed group"));
                }
                node
            }
            Some('[') => Node::Class(self.class()?),
            Some('*' | '+' | '?' | '{') => return Err(self.reader.error("Nothing to repeat")),
            Some(other) => Node::Class(Class::one(other)),
        })
    }

    /// The character behind an escape character, where that comes next.
    fn escaped(&mut self) -> Result<Option<char>, PatternError> {
        if self.escape.is_none() || self.reader.peek() != self.escape {
            return Ok(None);
        }
        self.reader.next();
        let next = self.reader.next();
        match next.filter(|&it| SPECIAL.contains(it) || Some(it) == self.escape || !it.is_alphanumeric()) {
            Some(character) => Ok(Some(character)),
            None => Err(self.reader.error("Invalid escape sequence")),
        }
    }

    fn repeated(&mut self, mut node: Node) -> Result<Node, PatternError> {
        let mut times = 0;
        loop {
            let (min, max) = match self.reader.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => self.reader.bounds()?,
                _ => break,
            };
            self.reader.next();
            self.reader.enter()?;
            times += 1;
            node = many(node, min, max);
        }
        (0..times).for_each(|_| self.reader.leave());
        Ok(node)
    }

    /// `[abc]`, `[a-z]`, `[^abc]`, and `[a-e^c]` for all of the first part but those of the second.
    fn class(&mut self) -> Result<Class, PatternError> {
        let taken = self.members()?;
        if !self.reader.eat('^') {
            return if taken.is_empty() { Err(self.empty()) } else { self.closed(Class::Union(taken)) };
        }
        let left = self.members()?;
        if left.is_empty() {
            return Err(self.empty());
        }
        let left = Class::Union(left).negated();
        self.closed(match taken.is_empty() {
            true => left,
            false => Class::Intersection(Box::new(Class::Union(taken)), Box::new(left)),
        })
    }

    fn empty(&self) -> PatternError {
        self.reader.error("Empty character class")
    }

    fn closed(&mut self, class: Class) -> Result<Class, PatternError> {
        if self.reader.eat(']') { Ok(class) } else { Err(self.reader.error("Unclosed character class")) }
    }

    /// Characters and ranges up to a caret or the closing bracket.
    fn members(&mut self) -> Result<Vec<Class>, PatternError> {
        let mut members = Vec::new();
        while !matches!(self.reader.peek(), None | Some('^' | ']')) {
            let first = self.member()?;
            if self.reader.peek() != Some('-') {
                members.push(Class::one(first));
                continue;
            }
            self.reader.next();
            let last = self.member()?;
            if last < first {
                return Err(self.reader.error("Illegal character range"));
            }
            members.push(Class::Range(first, last));
        }
        Ok(members)
    }

    /// One character; a special one needs the escape character here as everywhere.
    fn member(&mut self) -> Result<char, PatternError> {
        if let Some(escaped) = self.escaped()? {
            return Ok(escaped);
        }
        match self.reader.next() {
            Some(special) if SPECIAL.contains(special) => {
                Err(self.reader.error("Special character in a character class"))
            }
            Some(character) => Ok(character),
            None => Err(self.reader.error("Unclosed character class")),
        }
    }
}

fn many(node: Node, min: u32, max: Option<u32>) -> Node {
    Node::Repeat { node: Box::new(node), min, max, greed: Greed::Greedy }
}
