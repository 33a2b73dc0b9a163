//! The one source of chance: seeded, so that a run can be repeated, and integer only.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A seeded random number generator whose whole state is part of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng(fastrand::Rng);

impl Rng {
    /// The generator of this seed.
    pub fn from_seed(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A generator of its own for one part of the world, so that its draws do not disturb the others'.
    pub fn fork(&mut self) -> Self {
        Self::from_seed(self.draw())
    }

    /// Any 64-bit number.
    pub fn draw(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// A number from `low` to `high`, both included. The bias of at most 2^-32 for ranges below 2^32 is accepted.
    ///
    /// # Panics
    /// If `high < low`.
    pub fn in_range(&mut self, low: u64, high: u64) -> u64 {
        assert!(low <= high, "empty range {low}..={high}");
        let width = u128::from(high - low) + 1;
        low + ((u128::from(self.draw()) * width) >> 64) as u64
    }

    /// True so many times in a million.
    pub fn chance_per_million(&mut self, millionths: u32) -> bool {
        self.in_range(0, 999_999) < u64::from(millionths)
    }

    /// Fills the bytes.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

impl Serialize for Rng {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.get_seed().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rng {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Self::from_seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_same_numbers_and_every_value_of_a_range_comes() {
        let (mut a, mut b) = (Rng::from_seed(7), Rng::from_seed(7));
        let mut seen = [0; 6];
        for _ in 0..600 {
            let drawn = a.in_range(10, 15);
            assert_eq!(drawn, b.in_range(10, 15));
            seen[drawn as usize - 10] += 1;
        }
        assert!(seen.iter().all(|&count| count > 60), "{seen:?}");
        assert_ne!(Rng::from_seed(8).draw(), Rng::from_seed(7).draw());
    }
}
