//! Which records are near each other: one bit for each two of them.

use alloc::vec;
use alloc::vec::Vec;

/// Places that one word of a set tells of.
const WORD: usize = u64::BITS as usize;

/// Which places of the window hold records that are near each other. A record is near itself.
#[derive(Clone, Debug)]
pub(super) struct Neighbours {
    /// For each place a set of places, end to end.
    sets: Vec<u64>,
    /// How many each set holds.
    counts: Vec<u32>,
    /// Words of a set.
    words: usize,
}

impl Neighbours {
    pub(super) fn new(places: usize) -> Self {
        let words = places.div_ceil(WORD);
        Self { sets: vec![0; words * places], counts: vec![0; places], words }
    }

    /// Makes the records at two places neighbours, which they were not.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        self.insert(a, b);
        if a != b {
            self.insert(b, a);
        }
    }

    /// Lets go of the record at a place.
    pub(super) fn forget(&mut self, place: usize) {
        let set: Vec<u64> = self.of(place).to_vec();
        for other in members(&set) {
            self.sets[other * self.words + place / WORD] &= !(1 << (place % WORD));
            self.counts[other] -= 1;
        }
        let words = self.words;
        self.sets[place * words..][..words].fill(0);
        self.counts[place] = 0;
    }

    /// The neighbours of a place.
    pub(super) fn of(&self, place: usize) -> &[u64] {
        &self.sets[place * self.words..][..self.words]
    }

    /// How many neighbours a place has.
    pub(super) fn count(&self, place: usize) -> u32 {
        self.counts[place]
    }

    fn insert(&mut self, place: usize, other: usize) {
        self.sets[place * self.words + other / WORD] |= 1 << (other % WORD);
        self.counts[place] += 1;
    }
}

/// A set of places, to which those of other sets are added.
#[derive(Clone, Debug)]
pub(super) struct Places(Vec<u64>);

impl Places {
    /// No place, of as many as the neighbours are of.
    pub(super) fn none_of(neighbours: &Neighbours) -> Self {
        Self(vec![0; neighbours.words])
    }

    pub(super) fn holds(&self, place: usize) -> bool {
        self.0[place / WORD] & 1 << (place % WORD) != 0
    }

    pub(super) fn insert(&mut self, place: usize) {
        self.0[place / WORD] |= 1 << (place % WORD);
    }

    /// Adds all places of a set, and gives those that are new in their order; O(words).
    pub(super) fn take_new<'a>(&'a mut self, set: &'a [u64]) -> impl Iterator<Item = usize> + 'a {
        self.0.iter_mut().zip(set).enumerate().flat_map(|(at, (held, &set))| {
            let new = set & !*held;
            *held |= new;
            ones(new).map(move |bit| at * WORD + bit)
        })
    }
}

/// The places in a set, in order.
fn members(set: &[u64]) -> impl Iterator<Item = usize> {
    set.iter().enumerate().flat_map(|(at, &word)| ones(word).map(move |bit| at * WORD + bit))
}

/// Which bits of a word are set, from the lowest.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let rests = core::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
    rests.take_while(|rest| *rest != 0).map(|rest| rest.trailing_zeros() as usize)
}
