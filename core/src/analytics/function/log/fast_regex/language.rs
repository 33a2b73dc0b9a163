//! What a part of a pattern matches, as sets of places: from where it begins to all where it can end.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::analytics::function::pattern::class::Class;
use crate::analytics::function::refusal::Fault;

/// Places that are looked at for one text at most.
pub(crate) const STEPS_MAX: u32 = 5_000_000;

/// A part of a pattern. The parser bounds how deep it is.
#[derive(Clone, Debug)]
pub(crate) enum Language {
    /// Nothing at all, not even the empty text: `#`.
    Nothing,
    /// One character.
    Character(Class),
    /// Digits that are a number from one to another: `<5-17>`.
    Number {
        /// The least.
        min: u64,
        /// The largest.
        max: u64,
        /// How many digits it has, where both ends are written with as many.
        digits: Option<usize>,
    },
    /// One after the other.
    Concatenation(Vec<Language>),
    /// One of them.
    Union(Vec<Language>),
    /// Both.
    Intersection(Box<Language>, Box<Language>),
    /// Many times.
    Repeat {
        /// What is repeated.
        language: Box<Language>,
        /// Times at least.
        min: u32,
        /// Times at most.
        max: Option<u32>,
    },
    /// What stands in parentheses.
    Group(Box<Language>),
}

impl Language {
    /// How many characters it takes, where that is always the same.
    pub(crate) fn width(&self) -> Option<usize> {
        match self {
            Self::Character(_) => Some(1),
            Self::Nothing => None,
            Self::Number { digits, .. } => *digits,
            Self::Concatenation(all) => {
                all.iter().map(Self::width).try_fold(0_usize, |sum, it| sum.checked_add(it?))
            }
            Self::Union(all) => {
                let first = all.first()?.width()?;
                all.iter().all(|it| it.width() == Some(first)).then_some(first)
            }
            Self::Intersection(a, b) => a.width().filter(|_| a.width() == b.width()),
            Self::Repeat { language, min, max } => {
                let width = language.width().filter(|_| *max == Some(*min))?;
                width.checked_mul(*min as usize)
            }
            Self::Group(language) => language.width(),
        }
    }
}

/// A text that languages are looked for in.
pub(crate) struct Text<'t> {
    characters: &'t [char],
    steps: u32,
}

impl<'t> Text<'t> {
    /// The characters of a text.
    pub(crate) fn new(characters: &'t [char]) -> Self {
        Self { characters, steps: 0 }
    }

    /// All places where a language can end that begins at one of `starts`, in order.
    pub(crate) fn ends(&mut self, language: &Language, starts: &[usize]) -> Result<Vec<usize>, Fault> {
        self.step(starts.len() + 1)?;
        Ok(match language {
            Language::Nothing => Vec::new(),
            Language::Character(class) => {
                let taken =
                    |&&start: &&usize| self.characters.get(start).is_some_and(|&it| class.contains(it));
                starts.iter().filter(taken).map(|start| start + 1).collect()
            }
            Language::Number { min, max, digits } => {
                let ends = starts.iter().flat_map(|&start| self.numbers(start, *min, *max, *digits));
                in_order(ends.collect())
            }
            Language::Concatenation(all) => {
                let mut ends = Vec::from(starts);
                for part in all {
                    ends = self.ends(part, &ends)?;
                }
                ends
            }
            Language::Union(all) => {
                let mut ends = Vec::new();
                for part in all {
                    ends.extend(self.ends(part, starts)?);
                }
                in_order(ends)
            }
            Language::Intersection(a, b) => {
                let mut ends = Vec::new();
                for &start in starts {
                    let left = self.ends(a, &[start])?;
                    let right = self.ends(b, &[start])?;
                    ends.extend(left.into_iter().filter(|end| right.binary_search(end).is_ok()));
                }
                in_order(ends)
            }
            Language::Repeat { language, min, max } => self.repeated(language, *min, *max, starts)?,
            Language::Group(language) => self.ends(language, starts)?,
        })
    }

    fn step(&mut self, count: usize) -> Result<(), Fault> {
        self.steps = self.steps.saturating_add(count as u32);
        if self.steps > STEPS_MAX {
            return Err(Fault::new("the pattern needs too many steps for this text"));
        }
        Ok(())
    }

    fn numbers(
        &self,
        start: usize,
        min: u64,
        max: u64,
        digits: Option<usize>,
    ) -> impl Iterator<Item = usize> {
        let rest = self.characters.get(start..).unwrap_or_default();
        let values = rest.iter().map_while(|it| it.to_digit(10)).scan(0_u64, |value, digit| {
            *value = value.saturating_mul(10).saturating_add(digit.into());
            Some(*value)
        });
        let fitting = values.enumerate().filter(move |(at, value)| {
            (min..=max).contains(value) && digits.is_none_or(|digits| digits == at + 1)
        });
        fitting.map(move |(at, _)| start + at + 1)
    }

    fn repeated(
        &mut self,
        language: &Language,
        min: u32,
        max: Option<u32>,
        starts: &[usize],
    ) -> Result<Vec<usize>, Fault> {
        let mut front = Vec::from(starts);
        for _ in 0..min {
            if front.is_empty() {
                return Ok(front);
            }
            front = self.ends(language, &front)?;
        }
        self.step(self.characters.len())?;
        // From here on a place that was reached before is reached again in vain.
        let mut seen = alloc::vec![false; self.characters.len() + 1];
        let mut count = min;
        while !front.is_empty() {
            front.iter().for_each(|&place| seen[place] = true);
            if max.is_some_and(|max| count >= max) {
                break;
            }
            front = self.ends(language, &front)?;
            front.retain(|&place| !seen[place]);
            count = count.saturating_add(1);
        }
        Ok((0..seen.len()).filter(|&place| seen[place]).collect())
    }
}

fn in_order(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}
