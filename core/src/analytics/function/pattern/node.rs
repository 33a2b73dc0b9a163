//! A pattern as a tree. Parsers bound how deep it is, so that walking and dropping it cannot overflow.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::class::Class;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub enum Node {
    /// Nothing, which is always there.
    Empty,
    /// One character of a set.
    Class(Class),
    /// One after the other.
    Concatenation(Vec<Node>),
    /// The first that fits.
    Alternation(Vec<Node>),
    /// Many times the same.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// Times at least.
        min: u32,
        /// Times at most.
        max: Option<u32>,
        /// How many are tried first.
        greed: Greed,
    },
    /// What it holds is kept under a number.
    Group(usize, Box<Node>),
    /// The text of a group once more.
    Backreference {
        /// Its number.
        group: usize,
        /// Whether letters of ASCII may be of the other case.
        any_case: bool,
    },
    /// Holds at a place and takes no character.
    Assertion(Assertion),
    /// What comes next, or came before, looked at only.
    Look {
        /// What is looked for.
        node: Box<Node>,
        /// Whether it must be there, or must not.
        is_negative: bool,
        /// Whether before the place.
        is_behind: bool,
    },
    /// The first way to match is the only one.
    Atomic(Box<Node>),
}

/// How many times a repetition is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greed {
    /// As often as there is, then fewer.
    Greedy,
    /// As rarely as may be, then more.
    Lazy,
    /// As often as there is, and never fewer.
    Possessive,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// Before all.
    TextBegin,
    /// Where the search began: at the text's begin, or behind the match before.
    SearchBegin,
    /// Behind all.
    TextEnd,
    /// Behind all, or before a line's end that ends all.
    LastLineEnd {
        /// Whether only a line feed ends lines.
        unix: bool,
    },
    /// Where a line begins.
    LineBegin {
        /// Whether only a line feed ends lines.
        unix: bool,
    },
    /// Where a line ends.
    LineEnd {
        /// Whether only a line feed ends lines.
        unix: bool,
    },
    /// Between a character of words and another.
    WordBoundary,
    /// Anywhere else.
    NoWordBoundary,
}

impl Node {
    /// How many characters it takes, at least and at most.
    pub fn width(&self) -> (u32, Option<u32>) {
        match self {
            Self::Empty | Self::Assertion(_) | Self::Look { .. } => (0, Some(0)),
            Self::Class(_) => (1, Some(1)),
            Self::Concatenation(nodes) => nodes.iter().map(Self::width).fold((0, Some(0)), |a, b| {
                (a.0.saturating_add(b.0), a.1.zip(b.1).map(|(a, b)| a.saturating_add(b)))
            }),
            Self::Alternation(nodes) => {
                let either = |a: (u32, Option<u32>), b: (u32, Option<u32>)| {
                    (a.0.min(b.0), a.1.zip(b.1).map(|(a, b)| a.max(b)))
                };
                nodes.iter().map(Self::width).reduce(either).unwrap_or((0, Some(0)))
            }
            Self::Repeat { node, min, max, .. } => {
                let (least, most) = node.width();
                let most = most.zip(*max).map(|(most, max)| most.saturating_mul(max));
                (least.saturating_mul(*min), most)
            }
            Self::Group(_, node) | Self::Atomic(node) => node.width(),
            Self::Backreference { .. } => (0, None),
        }
    }
}
