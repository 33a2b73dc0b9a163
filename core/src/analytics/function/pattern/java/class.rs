//! What stands in brackets: `[a-c]`, `[^x]`, `[a-d[m-p]]` and `[a-z&&[^bc]]`.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Parser;
use crate::analytics::function::pattern::PatternError;
use crate::analytics::function::pattern::class::Class;

impl Parser {
    /// A class, behind its opening bracket.
    pub(super) fn class(&mut self) -> Result<Class, PatternError> {
        self.reader.enter()?;
        let is_negated = self.reader.eat('^');
        let mut class = self.operand()?;
        let mut intersections = 0;
        while self.reader.eat_all("&&") {
            // Each makes the tree one level deeper, to the left.
            self.reader.enter()?;
            intersections += 1;
            let right = self.operand()?;
            class = Class::Intersection(Box::new(class), Box::new(right));
        }
        if !self.reader.eat(']') {
            return Err(self.reader.error("Unclosed character class"));
        }
        (0..=intersections).for_each(|_| self.reader.leave());
        Ok(class.negated_if(is_negated))
    }

    /// What stands between `&&` and `&&`.
    fn operand(&mut self) -> Result<Class, PatternError> {
        let mut parts = Vec::new();
        loop {
            if self.flags.comments {
                self.skip_comments();
            }
            match self.reader.peek() {
                None => return Err(self.reader.error("Unclosed character class")),
                // A bracket that closes nothing yet is a character.
                Some(']') if !parts.is_empty() => break,
                Some('&') if self.reader.peek_at(1) == Some('&') && !parts.is_empty() => break,
                Some('[') => {
                    self.reader.next();
                    parts.push(self.class()?);
                }
                Some(_) => parts.push(self.member()?),
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Class::Union(parts) })
    }

    /// One character, one range or one escape.
    fn member(&mut self) -> Result<Class, PatternError> {
        if self.reader.peek() == Some('\\') {
            self.reader.next();
            if self.reader.eat('Q') {
                return Ok(self.quoted_members());
            }
            if let Some(class) = self.escaped_class()? {
                return Ok(class);
            }
            let first = self.escaped_character()?;
            return self.range(first);
        }
        match self.reader.next() {
            Some(first) => self.range(first),
            None => Err(self.reader.error("Unclosed character class")),
        }
    }

    fn quoted_members(&mut self) -> Class {
        let mut members = Vec::new();
        while !self.reader.eat_all("\\E")
            && let Some(character) = self.reader.next()
        {
            members.push(self.cased(Class::one(character)));
        }
        Class::Union(members)
    }

    /// `a-z` from its first character on, or that one alone.
    fn range(&mut self, first: char) -> Result<Class, PatternError> {
        let is_range =
            self.reader.peek() == Some('-') && !matches!(self.reader.peek_at(1), None | Some(']' | '['));
        if !is_range {
            return Ok(self.cased(Class::one(first)));
        }
        self.reader.next();
        let last = match self.reader.next() {
            Some('\\') => self.escaped_character()?,
            Some(last) => last,
            None => return Err(self.reader.error("Unclosed character class")),
        };
        if last < first {
            return Err(self.reader.error("Illegal character range"));
        }
        Ok(self.cased(Class::Range(first, last)))
    }

    fn cased(&self, class: Class) -> Class {
        if self.flags.any_case { class.any_case() } else { class }
    }
}
