//! Many texts in one piece of memory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

/// Texts or strings of bytes, end to end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Texts {
    /// Where each one ends, behind a zero.
    ends: Vec<u32>,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

impl Texts {
    /// None yet, with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        let mut ends = Vec::with_capacity(count + 1);
        ends.push(0);
        Self { ends, bytes: Vec::new() }
    }

    /// So many empty ones.
    pub fn empty(count: usize) -> Self {
        Self { ends: vec![0; count + 1], bytes: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one.
    ///
    /// # Panics
    /// When all together have 4 GiB.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.close();
    }

    /// The memory that the next one is written to; [`Self::close`] ends it.
    pub fn tail(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Makes what was written behind the last one the next one.
    ///
    /// # Panics
    /// When all together have 4 GiB.
    pub fn close(&mut self) {
        self.ends.push(u32::try_from(self.bytes.len()).expect("a batch has less than 4 GiB of text"));
    }

    /// One of them.
    pub fn bytes(&self, place: usize) -> &[u8] {
        &self.bytes[self.range(place)]
    }

    /// One of them, as text. Everything that is pushed as text is UTF-8.
    pub fn text(&self, place: usize) -> &str {
        str::from_utf8(self.bytes(place)).unwrap_or_default()
    }

    /// Those at these places.
    pub fn take(&self, places: &[u32]) -> Self {
        let mut taken = Self::with_capacity(places.len());
        taken.bytes.reserve(places.iter().map(|place| self.range(*place as usize).len()).sum());
        places.iter().for_each(|place| taken.push(self.bytes(*place as usize)));
        taken
    }

    /// Those of a stretch.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let base = self.ends[range.start];
        let ends: Vec<_> = self.ends[range.start..=range.end].iter().map(|end| end - base).collect();
        let bytes = self.bytes[base as usize..self.ends[range.end] as usize].to_vec();
        Self { ends, bytes }
    }

    /// Keeps the first ones.
    pub fn truncate(&mut self, count: usize) {
        if count < self.len() {
            self.ends.truncate(count + 1);
            self.bytes.truncate(self.ends[count] as usize);
        }
    }

    /// Adds those of another.
    pub fn append(&mut self, other: &Self) {
        let base = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        u32::try_from(self.bytes.len()).expect("a batch has less than 4 GiB of text");
        self.ends.extend(other.ends[1..].iter().map(|end| base + end));
    }

    fn range(&self, place: usize) -> Range<usize> {
        self.ends[place] as usize..self.ends[place + 1] as usize
    }
}
