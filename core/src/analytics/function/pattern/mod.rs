//! Regular expressions that backtrack, because Java's do.
//!
//! Two dialects are read, [`java`] and SQL's [`similar`], into one tree ([`node`]). It becomes a program ([`program`]), which a
//! machine runs over a text ([`machine`]) in a bounded number of steps.
//!
//! There are engines to be had, and `fancy-regex` needs no `std`. But it reads another dialect (`\h` is a hexadecimal digit to it,
//! `\Q` an error), and without a megabyte of tables it knows neither `\w` nor `(?i)`. Whoever translates Java's dialect for it has
//! read all of it, and what is left to do is this machine.

pub mod class;
mod dialect;
pub mod java;
pub mod machine;
pub mod node;
pub mod program;
mod reader;
pub mod replacement;
pub mod similar;

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::refusal::Fault;
use machine::{Exhausted, Machine};
use node::Node;
use program::Program;
pub(super) use reader::Reader;

/// A regular expression that is ready for texts.
#[derive(Debug)]
pub struct Pattern {
    program: Program,
}

/// Where a pattern was found, as byte offsets: all of it first, then its groups. A group that took no part has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found(Vec<Option<Range<usize>>>);

impl Found {
    /// All of the match.
    pub fn whole(&self) -> Range<usize> {
        self.group(0).unwrap_or(0..0)
    }

    /// A group, counted from 1.
    pub fn group(&self, number: usize) -> Option<Range<usize>> {
        self.0.get(number).cloned().flatten()
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
}

impl Pattern {
    /// Reads a pattern as `java.util.regex.Pattern` does.
    pub fn java(text: &str) -> Result<Self, Fault> {
        let parsed = java::parse(text).map_err(|error| error.fault(text))?;
        Self::new(parsed).map_err(|error| error.fault(text))
    }

    /// Reads a pattern of SIMILAR TO.
    pub fn similar(text: &str, escape: Option<char>) -> Result<Self, Fault> {
        let parsed = similar::parse(text, escape).map_err(|error| error.fault(text))?;
        Self::new(parsed).map_err(|error| error.fault(text))
    }

    /// A pattern of SIMILAR TO in three parts, of which the middle one is the group 1.
    pub fn between(before: &str, wanted: &str, after: &str, escape: char) -> Result<Self, Fault> {
        let part = |text: &str| {
            let parsed = similar::parse(text, Some(escape)).map_err(|error| error.fault(text))?;
            Ok::<Node, Fault>(parsed.node)
        };
        let group = Node::Group(1, Box::new(part(wanted)?));
        let node = Node::Concatenation(Vec::from([part(before)?, group, part(after)?]));
        Self::new(Parsed { node, groups: 1, names: Vec::new() }).map_err(|error| error.fault(wanted))
    }

    pub(super) fn new(parsed: Parsed) -> Result<Self, PatternError> {
        Ok(Self { program: program::compile(parsed)? })
    }

    /// How many groups it has.
    pub fn groups(&self) -> usize {
        self.program.groups
    }

    /// The number of a group with a name.
    pub fn group_named(&self, name: &str) -> Option<usize> {
        self.program.names.iter().find(|(known, _)| known == name).map(|(_, number)| *number)
    }

    /// Matches all of a text, from its begin to its end.
    pub fn match_whole(&self, text: &str) -> Result<Option<Found>, Fault> {
        let mut machine = Machine::new(&self.program, text, 0);
        machine.match_at(0, true).map_err(Exhausted::fault)
    }

    /// The first match that begins at `start` or behind it; a byte offset between two characters.
    pub fn find(&self, text: &str, start: usize) -> Result<Option<Found>, Fault> {
        let mut machine = Machine::new(&self.program, text, start);
        let mut at = start;
        loop {
            if let Some(found) = machine.match_at(at, false).map_err(Exhausted::fault)? {
                return Ok(Some(found));
            }
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(character) => at += character.len_utf8(),
                None => return Ok(None),
            }
        }
    }
}

/// What a parser hands over.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    /// Groups that catch.
    pub(super) groups: usize,
    /// Those with names.
    pub(super) names: Vec<(String, usize)>,
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    /// What is wrong.
    pub(super) what: &'static str,
    /// The character at which it was seen, from 0.
    pub(super) at: usize,
}

impl PatternError {
    pub(super) fn fault(&self, pattern: &str) -> Fault {
        let pattern = super::refusal::shortened(pattern);
        Fault::new(alloc::format!("{} near index {} of the pattern '{pattern}'", self.what, self.at))
    }
}
