//! What the dialects of patterns have in common.

use alloc::vec::Vec;

use super::node::Node;
use super::{PatternError, Reader};

/// How often one thing can be repeated: as many times as a text has characters.
const REPEAT_MAX: u32 = 65_535;

/// One that reads patterns of a dialect.
pub(super) trait Dialect {
    /// Where it reads.
    fn reader(&mut self) -> &mut Reader;

    /// Reads up to a bar, a closing parenthesis or the end.
    fn concatenation(&mut self) -> Result<Node, PatternError>;

    /// `a|b|c`.
    fn alternation(&mut self) -> Result<Node, PatternError> {
        self.reader().enter()?;
        let mut nodes = Vec::from([self.concatenation()?]);
        while self.reader().eat('|') {
            nodes.push(self.concatenation()?);
        }
        self.reader().leave();
        Ok(if nodes.len() > 1 { Node::Alternation(nodes) } else { nodes.remove(0) })
    }

    /// A pattern to its end.
    fn whole(&mut self) -> Result<Node, PatternError> {
        let node = self.alternation()?;
        match self.reader().peek() {
            None => Ok(node),
            Some(_) => Err(self.reader().error("Unmatched closing ')'")),
        }
    }
}

impl Reader {
    /// `{2}`, `{2,}` or `{2,4}`, up to its last brace: how often something comes at least, and at most.
    pub(in crate::analytics::function) fn bounds(&mut self) -> Result<(u32, Option<u32>), PatternError> {
        self.next();
        let min = self.number()?.ok_or_else(|| self.error("Illegal repetition"))?;
        let max = if self.eat(',') { self.number()? } else { Some(min) };
        if self.peek() != Some('}') {
            return Err(self.error("Unclosed counted closure"));
        }
        if max.is_some_and(|max| max < min) {
            return Err(self.error("Illegal repetition range"));
        }
        Ok((min, max))
    }

    fn number(&mut self) -> Result<Option<u32>, PatternError> {
        let digits = self.take_while(usize::MAX, |it| it.is_ascii_digit());
        if digits.is_empty() {
            return Ok(None);
        }
        match digits.parse() {
            Ok(number) if number <= REPEAT_MAX => Ok(Some(number)),
            _ => Err(self.error("Illegal repetition range")),
        }
    }
}
