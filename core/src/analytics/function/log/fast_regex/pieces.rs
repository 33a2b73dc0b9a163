//! A pattern cut into pieces at its groups.
//!
//! What has a fixed width at the begin of a part belongs to the piece before it, so that each piece ends with something to look
//! for: `(.*)_+(<Alpha>.*)` is `.*_`, then `_*<Alpha>`, then `.*` up to the end.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use super::language::{Language, Text};
use super::parse;
use crate::analytics::function::log::columns::COLUMNS_MAX;
use crate::analytics::function::refusal::Fault;

/// A pattern in pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    /// Where each part of the pattern begins, in order.
    begins: Vec<Begin>,
    /// Which parts are groups.
    groups: Vec<usize>,
}

#[derive(Debug)]
struct Piece {
    language: Language,
    /// How many characters at its end were moved here from the parts behind it.
    moved: usize,
}

/// A place in a piece: so many of its moved characters are before it.
#[derive(Debug)]
struct Begin {
    piece: usize,
    moved: usize,
}

impl Pieces {
    /// Reads a pattern and cuts it.
    pub(super) fn compile(text: &str) -> Result<Self, Fault> {
        let language = parse::parse(text).map_err(|error| error.fault(text))?;
        let parts = parts(language);
        let groups: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].is_group).collect();
        if groups.is_empty() || groups.len() > COLUMNS_MAX {
            return Err(Fault::new("the pattern must have from 1 to 1000 groups"));
        }
        let (mut lists, mut begins) = (Vec::<(Vec<Language>, usize)>::new(), Vec::new());
        for Part { languages, .. } in parts {
            let Some((last, moved)) = lists.last_mut() else {
                begins.push(Begin { piece: 0, moved: 0 });
                lists.push((languages, 0));
                continue;
            };
            let before = *moved;
            let (fixed, rest) = fixed_prefix(languages);
            *moved = fixed.iter().filter_map(Language::width).fold(before, usize::saturating_add);
            last.extend(fixed);
            begins.push(Begin { piece: lists.len() - 1, moved: before });
            if !rest.is_empty() {
                lists.push((rest, 0));
            }
        }
        let piece = |(languages, moved)| Piece { language: Language::Concatenation(languages), moved };
        Ok(Self { pieces: lists.into_iter().map(piece).collect(), begins, groups })
    }

    /// How many columns it gives.
    pub(super) fn groups(&self) -> usize {
        self.groups.len()
    }

    /// Where the groups are in a text; `None` where a piece is not there, or does not take the rest of the text as the last one.
    pub(super) fn split(&self, characters: &[char]) -> Result<Option<Vec<Range<usize>>>, Fault> {
        let mut text = Text::new(characters);
        let mut piece_ends = Vec::with_capacity(self.pieces.len());
        let mut at = 0;
        for (index, piece) in self.pieces.iter().enumerate() {
            let ends = text.ends(&piece.language, &[at])?;
            let is_last = index + 1 == self.pieces.len();
            let end =
                if is_last { ends.last().filter(|&&end| end == characters.len()) } else { ends.first() };
            let Some(&end) = end else { return Ok(None) };
            piece_ends.push(end);
            at = end;
        }
        let place = |part: usize| match self.begins.get(part) {
            Some(_) if part == 0 => 0,
            Some(Begin { piece, moved }) => piece_ends[*piece] - (self.pieces[*piece].moved - moved),
            None => characters.len(),
        };
        Ok(Some(self.groups.iter().map(|&part| place(part)..place(part + 1)).collect()))
    }
}

/// A group, or what is between two groups.
struct Part {
    languages: Vec<Language>,
    is_group: bool,
}

/// The parts of a pattern. Parentheses that are repeated, in a union or in others only say what belongs together.
fn parts(language: Language) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for item in flat(language) {
        match (item, parts.last_mut()) {
            (Language::Group(inner), _) => parts.push(Part { languages: flat(*inner), is_group: true }),
            (item, Some(Part { languages, is_group: false })) => languages.push(item),
            (item, _) => parts.push(Part { languages: Vec::from([item]), is_group: false }),
        }
    }
    parts
}

fn flat(language: Language) -> Vec<Language> {
    match language {
        Language::Concatenation(all) => all,
        other => Vec::from([other]),
    }
}

/// What has a fixed width at the begin, and the rest. `_+` is `_` and then `_*`.
fn fixed_prefix(languages: Vec<Language>) -> (Vec<Language>, Vec<Language>) {
    let mut fixed = Vec::new();
    let mut rest = languages.into_iter();
    while let Some(language) = rest.next() {
        if language.width().is_some() {
            fixed.push(language);
            continue;
        }
        let mut left = Vec::new();
        match language {
            Language::Repeat { language, min, max } if min > 0 && language.width().is_some() => {
                fixed.push(Language::Repeat { language: Box::new((*language).clone()), min, max: Some(min) });
                left.push(Language::Repeat { language, min: 0, max: max.map(|max| max - min) });
            }
            other => left.push(other),
        }
        left.extend(rest);
        return (fixed, left);
    }
    (fixed, Vec::new())
}
