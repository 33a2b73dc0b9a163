//! Runs a program over a text: what failed goes back to the last place where there was another way.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::Found;
use super::class::Set;
use super::node::{Assertion, Greed};
use super::program::{Instruction, Program};
use crate::analytics::function::refusal::Fault;

/// Steps for one text at most: instructions run and characters taken. A pattern that needs more has too many ways to fail.
pub const STEPS_MAX: u32 = 5_000_000;

/// The steps are used up.
#[derive(Debug)]
pub struct Exhausted;

impl Exhausted {
    pub(super) fn fault(self) -> Fault {
        Fault::new("the regular expression needs too many steps for this text")
    }
}

/// What is undone or tried when a way fails.
enum Undo {
    /// Goes on here.
    Branch { at: usize, place: usize },
    /// A run of characters takes one fewer, down to `least`.
    Shorter { at: usize, least: usize, place: usize },
    /// A run of characters takes one more, `left` more at most.
    Longer { at: usize, place: usize, left: u32 },
    /// A slot had another place.
    Slot { slot: usize, place: Option<usize> },
}

/// A program at work.
pub struct Machine<'p> {
    program: &'p Program,
    text: &'p str,
    slots: Vec<Option<usize>>,
    undo: Vec<Undo>,
    /// Where the search began.
    begin: usize,
    steps: u32,
}

impl<'p> Machine<'p> {
    /// Begins to work on a text, at a place in it.
    pub fn new(program: &'p Program, text: &'p str, begin: usize) -> Self {
        Self { program, text, slots: vec![None; program.slots], undo: Vec::new(), begin, steps: 0 }
    }

    /// Matches from a place on; to the end of the text where `whole` is asked for.
    pub fn match_at(&mut self, start: usize, whole: bool) -> Result<Option<Found>, Exhausted> {
        self.slots.fill(None);
        self.undo.clear();
        let goal = whole.then_some(self.text.len());
        if self.run(0, start, goal)?.is_none() {
            return Ok(None);
        }
        let groups = (0..=self.program.groups).map(|group| self.group(group));
        Ok(Some(Found(groups.collect())))
    }

    fn group(&self, group: usize) -> Option<Range<usize>> {
        let place = |slot: usize| self.slots.get(slot).copied().flatten();
        let (from, to) = (place(group * 2)?, place(group * 2 + 1)?);
        (from <= to).then_some(from..to)
    }

    /// Runs from an instruction to its `Matched`, which must be at `goal` where there is one. On a match the ways that are left are
    /// still on the stack; otherwise all is as it was.
    fn run(&mut self, start: usize, from: usize, goal: Option<usize>) -> Result<Option<usize>, Exhausted> {
        let base = self.undo.len();
        let (mut at, mut place) = (start, from);
        loop {
            self.step(1)?;
            let next = match &self.program.instructions[at] {
                Instruction::Matched if goal.is_none_or(|goal| goal == place) => return Ok(Some(place)),
                Instruction::Matched => None,
                instruction => self.execute(instruction, at, place)?,
            };
            (at, place) = match next {
                Some(next) => next,
                None => match self.go_back(base)? {
                    Some(next) => next,
                    None => return Ok(None),
                },
            };
        }
    }

    fn step(&mut self, count: u32) -> Result<(), Exhausted> {
        self.steps = self.steps.saturating_add(count);
        if self.steps > STEPS_MAX { Err(Exhausted) } else { Ok(()) }
    }

    /// Does one instruction: where to go on, or `None` where this way fails.
    fn execute(
        &mut self,
        instruction: &'p Instruction,
        at: usize,
        place: usize,
    ) -> Result<Option<(usize, usize)>, Exhausted> {
        Ok(match instruction {
            Instruction::Take(set) => self.take(set, place).map(|place| (at + 1, place)),
            Instruction::Run { set, min, max, greed } => {
                self.take_many(set, (*min, *max), *greed, at, place)?
            }
            Instruction::Fork(first, second) => {
                self.undo.push(Undo::Branch { at: *second, place });
                Some((*first, place))
            }
            Instruction::Jump(next) => Some((*next, place)),
            Instruction::Save(slot) => {
                self.save(*slot, Some(place));
                Some((at + 1, place))
            }
            Instruction::UnlessStill { slot, elsewhere } => {
                let is_still = self.slots.get(*slot).copied().flatten() == Some(place);
                Some((if is_still { *elsewhere } else { at + 1 }, place))
            }
            Instruction::Backreference { group, any_case } => {
                self.repeated(*group, *any_case, place)?.map(|place| (at + 1, place))
            }
            Instruction::Assert(Assertion::SearchBegin) => (place == self.begin).then_some((at + 1, place)),
            Instruction::Assert(assertion) => holds(*assertion, self.text, place).then_some((at + 1, place)),
            Instruction::Look { is_negative, behind, next } => {
                let is_there = self.look(at + 1, place, *behind)?;
                if is_there && *is_negative {
                    None
                } else {
                    (is_there != *is_negative).then_some((*next, place))
                }
            }
            Instruction::Atomic { next } => {
                let base = self.undo.len();
                let end = self.run(at + 1, place, None)?;
                self.keep_slots(base);
                end.map(|end| (*next, end))
            }
            Instruction::Matched => None,
        })
    }

    /// Takes the last way that is left, above `base` only.
    fn go_back(&mut self, base: usize) -> Result<Option<(usize, usize)>, Exhausted> {
        while self.undo.len() > base
            && let Some(undo) = self.undo.pop()
        {
            match undo {
                Undo::Slot { slot, place } => self.slots[slot] = place,
                Undo::Branch { at, place } => return Ok(Some((at, place))),
                Undo::Shorter { at, least, place } => {
                    let shorter = before(self.text, place).map_or(least, |it| place - it.len_utf8());
                    if shorter > least {
                        self.undo.push(Undo::Shorter { at, least, place: shorter });
                    }
                    return Ok(Some((at + 1, shorter)));
                }
                Undo::Longer { at, place, left } => {
                    if let Some(next) = self.longer(at, place, left) {
                        return Ok(Some(next));
                    }
                }
            }
        }
        Ok(None)
    }

    fn longer(&mut self, at: usize, place: usize, left: u32) -> Option<(usize, usize)> {
        let Instruction::Run { set, .. } = &self.program.instructions[at] else { return None };
        let place = self.take(set, place)?;
        if left > 1 {
            self.undo.push(Undo::Longer { at, place, left: left - 1 });
        }
        Some((at + 1, place))
    }

    fn take(&self, set: &Set, place: usize) -> Option<usize> {
        let character = behind(self.text, place)?;
        set.contains(character).then(|| place + character.len_utf8())
    }

    fn take_many(
        &mut self,
        set: &Set,
        (min, max): (u32, u32),
        greed: Greed,
        at: usize,
        place: usize,
    ) -> Result<Option<(usize, usize)>, Exhausted> {
        let Some(least) = self.run_of(set, min, min, place)? else { return Ok(None) };
        if greed == Greed::Lazy {
            if max > min {
                self.undo.push(Undo::Longer { at, place: least, left: max - min });
            }
            return Ok(Some((at + 1, least)));
        }
        let Some(most) = self.run_of(set, 0, max.saturating_sub(min), least)? else { return Ok(None) };
        if greed == Greed::Greedy && most > least {
            self.undo.push(Undo::Shorter { at, least, place: most });
        }
        Ok(Some((at + 1, most)))
    }

    /// Takes up to `max` characters of a set; `None` where there are fewer than `min`.
    fn run_of(&mut self, set: &Set, min: u32, max: u32, place: usize) -> Result<Option<usize>, Exhausted> {
        let (mut end, mut count) = (place, 0);
        while count < max
            && let Some(next) = self.take(set, end)
        {
            (end, count) = (next, count + 1);
        }
        self.step(count)?;
        Ok((count >= min).then_some(end))
    }

    fn save(&mut self, slot: usize, place: Option<usize>) {
        let old = core::mem::replace(&mut self.slots[slot], place);
        self.undo.push(Undo::Slot { slot, place: old });
    }

    fn repeated(&mut self, group: usize, any_case: bool, place: usize) -> Result<Option<usize>, Exhausted> {
        let Some(range) = self.group(group) else { return Ok(None) };
        self.step(range.len() as u32)?;
        let caught = self.text.get(range).unwrap_or_default();
        let here = self.text.get(place..place + caught.len()).unwrap_or_default();
        let is_same = if any_case { here.eq_ignore_ascii_case(caught) } else { here == caught };
        Ok(is_same.then_some(place + caught.len()))
    }

    fn look(
        &mut self,
        start: usize,
        place: usize,
        characters: Option<(u32, u32)>,
    ) -> Result<bool, Exhausted> {
        let base = self.undo.len();
        let Some((least, most)) = characters else {
            let is_there = self.run(start, place, None)?.is_some();
            self.keep_slots(base);
            return Ok(is_there);
        };
        let (mut from, mut count) = (place, 0);
        loop {
            if count >= least && self.run(start, from, Some(place))?.is_some() {
                self.keep_slots(base);
                return Ok(true);
            }
            let Some(character) = before(self.text, from).filter(|_| count < most) else { return Ok(false) };
            (from, count) = (from - character.len_utf8(), count + 1);
            self.step(1)?;
        }
    }

    /// Forgets the other ways of what is above `base`, but not what its slots were before.
    fn keep_slots(&mut self, base: usize) {
        let mut kept = base;
        for index in base..self.undo.len() {
            if matches!(self.undo[index], Undo::Slot { .. }) {
                self.undo.swap(kept, index);
                kept += 1;
            }
        }
        self.undo.truncate(kept);
    }
}

fn behind(text: &str, place: usize) -> Option<char> {
    text.get(place..)?.chars().next()
}

fn before(text: &str, place: usize) -> Option<char> {
    text.get(..place)?.chars().next_back()
}

/// What ends lines.
pub(super) fn ends_line(character: char, unix: bool) -> bool {
    character == '\n' || !unix && matches!(character, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn holds(assertion: Assertion, text: &str, place: usize) -> bool {
    let rest = text.get(place..).unwrap_or_default();
    let (last, next) = (before(text, place), behind(text, place));
    match assertion {
        Assertion::TextBegin | Assertion::SearchBegin => place == 0,
        Assertion::TextEnd => rest.is_empty(),
        Assertion::LastLineEnd { unix } => {
            let mut left = rest.chars();
            rest.is_empty()
                || (!unix && rest == "\r\n")
                || left.next().is_some_and(|it| ends_line(it, unix))
                    && left.next().is_none()
                    && !splits_line_end(last, next, unix)
        }
        Assertion::LineBegin { unix } => {
            place == 0
                || !rest.is_empty()
                    && last.is_some_and(|it| ends_line(it, unix))
                    && !splits_line_end(last, next, unix)
        }
        Assertion::LineEnd { unix } => {
            rest.is_empty()
                || next.is_some_and(|it| ends_line(it, unix)) && !splits_line_end(last, next, unix)
        }
        Assertion::WordBoundary => last.is_some_and(is_word) != next.is_some_and(is_word),
        Assertion::NoWordBoundary => last.is_some_and(is_word) == next.is_some_and(is_word),
    }
}

/// Whether the place is inside of a carriage return and line feed, which are one end of a line.
fn splits_line_end(last: Option<char>, next: Option<char>, unix: bool) -> bool {
    !unix && last == Some('\r') && next == Some('\n')
}
