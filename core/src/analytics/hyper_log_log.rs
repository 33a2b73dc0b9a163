//! How many different hashes came, estimated within a fixed memory.

use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// An estimate of how many different hashes came (Flajolet and others 2007).
///
/// Each hash goes to one of many registers, and each register remembers the longest run of zeros that a hash of its began with. The
/// count is read from the registers by Ertl's estimator (2017), which needs neither tables nor another way for small counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HyperLogLog {
    registers: Vec<u8>,
}

/// Bits of a hash that choose its register.
const INDEX_BITS: u32 = 14;
/// Bits of a hash whose zeros are counted.
const RUN_BITS: u32 = u64::BITS - INDEX_BITS;
const REGISTERS: usize = 1 << INDEX_BITS;

impl HyperLogLog {
    /// The standard deviation of a count, as a share of it: 1.04 by the root of the number of registers.
    #[cfg(test)]
    pub(super) const STANDARD_ERROR: f64 = 1.04 / 128.0;

    /// An estimate of nothing.
    pub(super) fn new() -> Self {
        Self { registers: vec![0; REGISTERS] }
    }

    /// Takes in a hash.
    pub(super) fn insert(&mut self, hash: u64) {
        let index = (hash >> RUN_BITS) as usize;
        let run = (hash << INDEX_BITS).leading_zeros().min(RUN_BITS) as u8 + 1;
        if let Some(register) = self.registers.get_mut(index) {
            *register = run.max(*register);
        }
    }

    /// How many different hashes came, about; O(registers).
    pub(super) fn count(&self) -> u64 {
        const LONGEST: usize = RUN_BITS as usize + 1;
        let mut counts = [0_u32; LONGEST + 1];
        self.registers.iter().for_each(|&run| counts[usize::from(run).min(LONGEST)] += 1);
        let share = |run: usize| f64::from(counts[run]) / REGISTERS as f64;
        let mut sum = from_full(1.0 - share(LONGEST));
        for run in (1..LONGEST).rev() {
            sum = 0.5 * (sum + share(run));
        }
        sum += from_empty(share(0));
        libm::round(REGISTERS as f64 / (2.0 * core::f64::consts::LN_2 * sum)) as u64
    }
}

/// What registers that saw no hash add, by their share: Ertl's function sigma.
fn from_empty(share: f64) -> f64 {
    if 1.0 <= share {
        return f64::INFINITY;
    }
    let (mut power, mut weight, mut sum) = (share, 1.0, share);
    loop {
        power *= power;
        let next = sum + power * weight;
        if next == sum {
            return sum;
        }
        (sum, weight) = (next, weight * 2.0);
    }
}

/// What registers that can go no higher add, by the share of all others: Ertl's function tau.
fn from_full(share: f64) -> f64 {
    if share <= 0.0 || 1.0 <= share {
        return 0.0;
    }
    let (mut root, mut weight, mut sum) = (share, 1.0, 1.0 - share);
    loop {
        root = libm::sqrt(root);
        weight *= 0.5;
        let next = sum - (1.0 - root) * (1.0 - root) * weight;
        if next == sum {
            return sum / 3.0;
        }
        sum = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn few_and_many_hashes_are_estimated_within_a_few_percent() {
        for seed in 0..20 {
            let (mut rng, mut estimate) = (Rng::from_seed(seed), HyperLogLog::new());
            assert_eq!(estimate.count(), 0);
            let mut count = 0_u64;
            for target in [1, 10, 100, 1_000, 10_000, 40_000, 100_000, 1_000_000] {
                while count < target {
                    estimate.insert(rng.draw());
                    count += 1;
                }
                let error = estimate.count() as f64 / target as f64 - 1.0;
                assert!(error.abs() < 4.0 * HyperLogLog::STANDARD_ERROR, "{seed} {target}: {error}");
            }
        }
    }

    #[test]
    fn the_same_hash_counts_once() {
        let mut estimate = HyperLogLog::new();
        (0..1_000).for_each(|_| estimate.insert(0x0123_4567_89ab_cdef));
        assert_eq!(estimate.count(), 1);
    }

    #[test]
    fn full_registers_give_a_count() {
        let mut estimate = HyperLogLog::new();
        (0..REGISTERS as u64).for_each(|index| estimate.insert(index << RUN_BITS));
        assert!(u64::MAX / 100 < estimate.count(), "{}", estimate.count());
    }
}
