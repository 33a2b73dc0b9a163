//! What stands in parentheses.

use alloc::boxed::Box;
use alloc::string::String;

use super::super::dialect::Dialect;
use super::Parser;
use crate::analytics::function::pattern::PatternError;
use crate::analytics::function::pattern::node::Node;

impl Parser {
    /// A group, behind its parenthesis.
    pub(super) fn group(&mut self) -> Result<Node, PatternError> {
        if !self.reader.eat('?') {
            self.groups += 1;
            return self.catching(self.groups);
        }
        for (mark, is_negative, is_behind) in
            [("=", false, false), ("!", true, false), ("<=", false, true), ("<!", true, true)]
        {
            if self.reader.eat_all(mark) {
                let node = Box::new(self.inside()?);
                return Ok(Node::Look { node, is_negative, is_behind });
            }
        }
        match self.reader.peek() {
            Some('>') => {
                self.reader.next();
                Ok(Node::Atomic(Box::new(self.inside()?)))
            }
            Some('<') => self.named(),
            _ => self.flagged(),
        }
    }

    fn named(&mut self) -> Result<Node, PatternError> {
        self.reader.next();
        let name = self.name()?;
        if self.names.iter().any(|(known, _)| *known == name) {
            return Err(self.reader.error("Named capturing group is already defined"));
        }
        self.groups += 1;
        self.names.push((name, self.groups));
        self.catching(self.groups)
    }

    /// The name of a group, up to and with its `>`.
    pub(super) fn name(&mut self) -> Result<String, PatternError> {
        let name = self.reader.take_while(usize::MAX, |it| it.is_ascii_alphanumeric());
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || !self.reader.eat('>') {
            return Err(self.reader.error("Illegal name of a capturing group"));
        }
        Ok(name)
    }

    fn catching(&mut self, number: usize) -> Result<Node, PatternError> {
        Ok(Node::Group(number, Box::new(self.inside()?)))
    }

    /// What a group holds, and its closing parenthesis. Flags that it turns on end with it.
    fn inside(&mut self) -> Result<Node, PatternError> {
        let flags = self.flags;
        let node = self.alternation()?;
        self.flags = flags;
        if self.reader.eat(')') { Ok(node) } else { Err(self.reader.error("Unclosed group")) }
    }

    /// `(?i-s:...)`, `(?:...)`, or `(?i)` for what follows.
    fn flagged(&mut self) -> Result<Node, PatternError> {
        let before = self.flags;
        let mut is_on = true;
        loop {
            let flags = &mut self.flags;
            match self.reader.next() {
                Some('i') => flags.any_case = is_on,
                Some('m') => flags.multiline = is_on,
                Some('s') => flags.dot_all = is_on,
                Some('x') => flags.comments = is_on,
                Some('d') => flags.unix = is_on,
                Some('U') => flags.unicode = is_on,
                Some('u') => {} // letters beyond ASCII: their case is not known here
                Some('-') if is_on => is_on = false,
                Some(')') => return Ok(Node::Empty),
                Some(':') => break,
                _ => return Err(self.reader.error("Unknown inline modifier")),
            }
        }
        let inside = self.inside();
        self.flags = before;
        inside
    }
}
