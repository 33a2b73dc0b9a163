//! A tree made into instructions.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::class::Set;
use super::node::{Assertion, Greed, Node};
use super::{Parsed, PatternError};

/// Instructions of a pattern at most: counted repetitions are written out, and `(a{999}){999}` would be a million.
pub const INSTRUCTIONS_MAX: usize = 20_000;

/// One step of the machine. Places are indices of instructions.
#[derive(Debug)]
pub enum Instruction {
    /// Takes one character of a set.
    Take(Set),
    /// Takes many characters of a set.
    Run {
        /// The set.
        set: Set,
        /// How many at least.
        min: u32,
        /// How many at most.
        max: u32,
        /// How many first.
        greed: Greed,
    },
    /// Goes on at the first place, and at the second where that fails.
    Fork(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Remembers the place in the text.
    Save(usize),
    /// Goes on at the next instruction unless the text's place is the one in the slot, and elsewhere else: what is repeated took no
    /// character, and would take none for ever.
    UnlessStill {
        /// Where the place was remembered.
        slot: usize,
        /// Where it goes on.
        elsewhere: usize,
    },
    /// The text of a group once more.
    Backreference {
        /// Its number.
        group: usize,
        /// Whether letters may be of the other case.
        any_case: bool,
    },
    /// Holds here, or fails.
    Assert(Assertion),
    /// Runs what comes next on its own, up to its [`Self::Matched`], and goes on at `next`.
    Look {
        /// Whether it must not match.
        is_negative: bool,
        /// How many characters back it is tried from, at least and at most.
        behind: Option<(u32, u32)>,
        /// Where it goes on.
        next: usize,
    },
    /// Runs what comes next on its own, keeps its first match, and goes on at `next`.
    Atomic {
        /// Where it goes on.
        next: usize,
    },
    /// All is found.
    Matched,
}

/// A pattern's instructions.
#[derive(Debug)]
pub struct Program {
    /// From the first.
    pub instructions: Vec<Instruction>,
    /// Places that are remembered: two a group, then those of repetitions.
    pub slots: usize,
    /// Groups that catch.
    pub groups: usize,
    /// Those with names.
    pub names: Vec<(String, usize)>,
}

/// Makes a program.
pub(in crate::analytics::function) fn compile(parsed: Parsed) -> Result<Program, PatternError> {
    let slots = (parsed.groups + 1) * 2;
    let mut writer = Writer { instructions: Vec::new(), slots };
    writer.node(&Node::Group(0, Box::new(parsed.node)))?;
    writer.push(Instruction::Matched)?;
    let Writer { instructions, slots } = writer;
    Ok(Program { instructions, slots, groups: parsed.groups, names: parsed.names })
}

struct Writer {
    instructions: Vec<Instruction>,
    slots: usize,
}

impl Writer {
    fn push(&mut self, instruction: Instruction) -> Result<usize, PatternError> {
        if self.instructions.len() >= INSTRUCTIONS_MAX {
            return Err(PatternError { what: "Too large a pattern", at: 0 });
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    fn here(&self) -> usize {
        self.instructions.len()
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        match node {
            Node::Empty => {}
            Node::Class(class) => {
                self.push(Instruction::Take(Set::new(class.clone())))?;
            }
            Node::Concatenation(nodes) => nodes.iter().try_for_each(|node| self.node(node))?,
            Node::Alternation(nodes) => self.alternation(nodes)?,
            Node::Repeat { node, min, max, greed } => self.repeat(node, *min, *max, *greed)?,
            Node::Group(number, node) => {
                self.push(Instruction::Save(number * 2))?;
                self.node(node)?;
                self.push(Instruction::Save(number * 2 + 1))?;
            }
            Node::Backreference { group, any_case } => {
                self.push(Instruction::Backreference { group: *group, any_case: *any_case })?;
            }
            Node::Assertion(assertion) => {
                self.push(Instruction::Assert(*assertion))?;
            }
            Node::Look { node, is_negative, is_behind } => self.look(node, *is_negative, *is_behind)?,
            Node::Atomic(node) => self.atomic(node)?,
        }
        Ok(())
    }

    fn alternation(&mut self, nodes: &[Node]) -> Result<(), PatternError> {
        let Some((last, others)) = nodes.split_last() else { return Ok(()) };
        let mut jumps = Vec::new();
        for node in others {
            let fork = self.push(Instruction::Fork(0, 0))?;
            self.node(node)?;
            jumps.push(self.push(Instruction::Jump(0))?);
            self.instructions[fork] = Instruction::Fork(fork + 1, self.here());
        }
        self.node(last)?;
        let end = self.here();
        jumps.into_iter().for_each(|jump| self.instructions[jump] = Instruction::Jump(end));
        Ok(())
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greed: Greed) -> Result<(), PatternError> {
        if let Node::Class(class) = node {
            let set = Set::new(class.clone());
            self.push(Instruction::Run { set, min, max: max.unwrap_or(u32::MAX), greed })?;
            return Ok(());
        }
        if greed == Greed::Possessive {
            let atomic = self.push(Instruction::Atomic { next: 0 })?;
            self.repeat(node, min, max, Greed::Greedy)?;
            self.push(Instruction::Matched)?;
            self.instructions[atomic] = Instruction::Atomic { next: self.here() };
            return Ok(());
        }
        for _ in 0..min {
            let before = self.here();
            self.node(node)?;
            if self.here() == before {
                break; // nothing, however often
            }
        }
        match max {
            None => self.endless(node, greed),
            Some(max) => self.optional(node, max.saturating_sub(min), greed),
        }
    }

    /// `node*`
    fn endless(&mut self, node: &Node, greed: Greed) -> Result<(), PatternError> {
        let slot = self.slots;
        self.slots += 1;
        let fork = self.push(Instruction::Fork(0, 0))?;
        self.push(Instruction::Save(slot))?;
        self.node(node)?;
        let still = self.push(Instruction::UnlessStill { slot, elsewhere: 0 })?;
        self.push(Instruction::Jump(fork))?;
        let end = self.here();
        self.instructions[still] = Instruction::UnlessStill { slot, elsewhere: end };
        self.instructions[fork] = forked(fork + 1, end, greed);
        Ok(())
    }

    /// `(node(node(node)?)?)?`
    fn optional(&mut self, node: &Node, count: u32, greed: Greed) -> Result<(), PatternError> {
        let mut forks = Vec::new();
        for _ in 0..count {
            let fork = self.push(Instruction::Fork(0, 0))?;
            self.node(node)?;
            forks.push(fork);
            if self.here() == fork + 1 {
                break; // nothing, however often
            }
        }
        let end = self.here();
        forks.into_iter().for_each(|fork| self.instructions[fork] = forked(fork + 1, end, greed));
        Ok(())
    }

    fn look(&mut self, node: &Node, is_negative: bool, is_behind: bool) -> Result<(), PatternError> {
        let behind = match (is_behind, node.width()) {
            (false, _) => None,
            (true, (least, Some(most))) => Some((least, most)),
            (true, (_, None)) => {
                let what = "Look-behind group does not have an obvious maximum length";
                return Err(PatternError { what, at: 0 });
            }
        };
        let look = self.push(Instruction::Matched)?;
        self.node(node)?;
        self.push(Instruction::Matched)?;
        self.instructions[look] = Instruction::Look { is_negative, behind, next: self.here() };
        Ok(())
    }

    fn atomic(&mut self, node: &Node) -> Result<(), PatternError> {
        let atomic = self.push(Instruction::Atomic { next: 0 })?;
        self.node(node)?;
        self.push(Instruction::Matched)?;
        self.instructions[atomic] = Instruction::Atomic { next: self.here() };
        Ok(())
    }
}

fn forked(inside: usize, outside: usize, greed: Greed) -> Instruction {
    match greed {
        Greed::Lazy => Instruction::Fork(outside, inside),
        Greed::Greedy | Greed::Possessive => Instruction::Fork(inside, outside),
    }
}
