//! Sets of characters.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// A set of characters as it is written.
#[derive(Clone, Debug)]
pub enum Class {
    /// From one character to another, both in it.
    Range(char, char),
    /// All for which this holds.
    Property(fn(char) -> bool),
    /// All that are not in it.
    Not(Box<Class>),
    /// All that are in one of them.
    Union(Vec<Class>),
    /// All that are in both.
    Intersection(Box<Class>, Box<Class>),
}

impl Class {
    /// One character.
    pub fn one(character: char) -> Self {
        Self::Range(character, character)
    }

    /// Every character.
    pub fn any() -> Self {
        Self::Range('\0', char::MAX)
    }

    /// Ranges, each both ends in it.
    pub fn ranges(ranges: &[(char, char)]) -> Self {
        Self::Union(ranges.iter().map(|&(from, to)| Self::Range(from, to)).collect())
    }

    /// All but its characters.
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// The set, or all but it.
    pub fn negated_if(self, is_negated: bool) -> Self {
        if is_negated { self.negated() } else { self }
    }

    /// Its characters, and of each letter of ASCII the other case.
    pub fn any_case(self) -> Self {
        match self {
            Self::Range(from, to) => {
                let mut ranges = Vec::from([Self::Range(from, to)]);
                // Only the part that is of letters has another case.
                for (first, last, other) in [('a', 'z', 'A'), ('A', 'Z', 'a')] {
                    let (from, to) = (from.max(first), to.min(last));
                    if from <= to {
                        let shift = |it: char| char::from(it as u8 - first as u8 + other as u8);
                        ranges.push(Self::Range(shift(from), shift(to)));
                    }
                }
                Self::Union(ranges)
            }
            Self::Property(is) => Self::Property(is),
            Self::Not(inner) => inner.any_case().negated(),
            Self::Union(all) => Self::Union(all.into_iter().map(Self::any_case).collect()),
            Self::Intersection(a, b) => Self::Intersection(Box::new(a.any_case()), Box::new(b.any_case())),
        }
    }

    /// Whether a character is in it.
    pub fn contains(&self, character: char) -> bool {
        match self {
            Self::Range(from, to) => (*from..=*to).contains(&character),
            Self::Property(is) => is(character),
            Self::Not(inner) => !inner.contains(character),
            Self::Union(all) => all.iter().any(|class| class.contains(character)),
            Self::Intersection(a, b) => a.contains(character) && b.contains(character),
        }
    }
}

/// A set that is asked often: a bit for each character of ASCII, and the class for all others.
#[derive(Clone, Debug)]
pub struct Set {
    ascii: u128,
    others: Class,
}

impl Set {
    /// The characters of a class.
    pub fn new(class: Class) -> Self {
        let ascii = (0..128_u8).filter(|&code| class.contains(char::from(code)));
        let ascii = ascii.fold(0, |bits, code| bits | 1 << code);
        Self { ascii, others: class }
    }

    /// Whether a character is in it.
    pub fn contains(&self, character: char) -> bool {
        match u32::from(character) {
            code @ 0..128 => self.ascii >> code & 1 == 1,
            _ => self.others.contains(character),
        }
    }
}
