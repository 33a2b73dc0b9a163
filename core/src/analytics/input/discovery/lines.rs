//! Columns of lines.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::guess::{Guess, of_field};
use super::{Found, SAMPLE_ROWS_MAX};
use crate::analytics::input::csv::Decoder;

/// What may stand between fields, the likeliest first.
const DELIMITERS: [&str; 4] = [",", "|", "\t", ";"];

/// The delimiter of lines, and their columns. A header is a line like another.
pub(super) fn columns(texts: &[&str]) -> Option<(&'static str, Vec<Found>)> {
    let delimiter =
        DELIMITERS.into_iter().max_by_key(|delimiter| (fewest(texts, delimiter), delimiter == &","))?;
    let mut guesses: Vec<Guess> = Vec::new();
    let decoder = Decoder::new("\n", delimiter, &[]).ok()?;
    for line in decoder.lines(texts).take(SAMPLE_ROWS_MAX) {
        guesses.resize(guesses.len().max(line.len()), Guess::default());
        line.iter().zip(&mut guesses).for_each(|(field, guess)| guess.see(&of_field(field.trim())));
    }
    let found = |guess| Found { mapping: None, name: String::new(), guess };
    (!guesses.is_empty()).then(|| (delimiter, guesses.into_iter().map(found).collect()))
}

/// How many fields each line has at least.
fn fewest(texts: &[&str], delimiter: &str) -> usize {
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.is_empty());
    let mut counts = vec![];
    counts.extend(lines.take(SAMPLE_ROWS_MAX).map(|line| line.matches(delimiter).count()));
    counts.into_iter().min().unwrap_or(0)
}
