//! Values that know each other by number, in one stretch of memory.

use alloc::vec::Vec;
use core::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// Values by number. The number of one that is removed is given out again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Arena<T> {
    places: Vec<T>,
    free: Vec<u32>,
}

impl<T> Arena<T> {
    pub(super) fn new() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }

    pub(super) fn insert(&mut self, value: T) -> u32 {
        match self.free.pop() {
            Some(id) => {
                self[id] = value;
                id
            }
            None => {
                self.places.push(value);
                self.places.len() as u32 - 1
            }
        }
    }

    /// Gives the number back. The value stays until the number is given out again.
    pub(super) fn remove(&mut self, id: u32) {
        self.free.push(id);
    }

    /// Places, taken or free.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.places.len()
    }
}

impl<T> Index<u32> for Arena<T> {
    type Output = T;

    fn index(&self, id: u32) -> &T {
        &self.places[id as usize]
    }
}

impl<T> IndexMut<u32> for Arena<T> {
    fn index_mut(&mut self, id: u32) -> &mut T {
        &mut self.places[id as usize]
    }
}
