//! The points of all trees, each kept once.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::arena::Arena;

/// Points that trees share. One goes when nobody holds it any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PointStore {
    dimensions: usize,
    /// The numbers of all points, end to end.
    numbers: Vec<f64>,
    /// How many hold each point.
    holders: Arena<u32>,
}

impl PointStore {
    pub(super) fn new(dimensions: usize) -> Self {
        Self { dimensions, numbers: Vec::new(), holders: Arena::new() }
    }

    /// Keeps a point, held once.
    pub(super) fn insert(&mut self, point: &[f64]) -> u32 {
        let id = self.holders.insert(1);
        let at = id as usize * self.dimensions;
        if at == self.numbers.len() {
            self.numbers.extend_from_slice(point);
        } else {
            self.numbers[at..][..self.dimensions].copy_from_slice(point);
        }
        id
    }

    pub(super) fn get(&self, id: u32) -> &[f64] {
        &self.numbers[id as usize * self.dimensions..][..self.dimensions]
    }

    pub(super) fn hold(&mut self, id: u32) {
        self.holders[id] += 1;
    }

    pub(super) fn release(&mut self, id: u32) {
        self.holders[id] -= 1;
        if self.holders[id] == 0 {
            self.holders.remove(id);
        }
    }

    /// Places for points, taken or free.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.holders.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_used_again_when_the_last_holder_lets_go() {
        let mut store = PointStore::new(2);
        let (first, second) = (store.insert(&[1.0, 2.0]), store.insert(&[3.0, 4.0]));
        store.hold(first);
        store.release(first);
        assert_eq!(store.get(first), [1.0, 2.0]);
        store.release(first);
        let third = store.insert(&[5.0, 6.0]);
        assert_eq!((store.get(third), store.get(second)), (&[5.0, 6.0][..], &[3.0, 4.0][..]));
        assert_eq!(store.capacity(), 2);
    }
}
