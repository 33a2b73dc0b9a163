//! Bloom filters: whether a value can be in a stride at all.
//!
//! # Source
//! ORC specification v1, "Bloom Filter Index"; `BloomFilter` and `Murmur3` of apache/orc 2.0.

use std::ops::Range;

use super::super::proto;
use crate::store::{Values, decimal_text};
use crate::table::DataType;

/// A filter that is being filled.
pub(super) struct Filter {
    words: Vec<u64>,
    hashes: u32,
}

impl Filter {
    /// For so many values, wrong about so large a share of others.
    pub(super) fn new(values: usize, share: f64) -> Self {
        let values = values.max(1) as f64;
        let share = share.clamp(1e-6, 0.999_999);
        let bits = (-values * share.ln() / (2f64.ln() * 2f64.ln())) as usize;
        let words = bits / 64 + 1;
        let hashes = ((words * 64) as f64 / values * 2f64.ln()).round().max(1.0) as u32;
        Self { words: vec![0; words], hashes }
    }

    /// Takes in some values of a column; `false` for a type that has no filter.
    pub(super) fn add(&mut self, data_type: &DataType, values: &Values, range: Range<usize>) -> bool {
        match (values, data_type) {
            (Values::Int(values), _) => {
                values[range].iter().for_each(|value| self.add_hash(of_long((*value).into())))
            }
            (Values::Long(values), _) => {
                values[range].iter().for_each(|value| self.add_hash(of_long(*value)))
            }
            (Values::Float(values), _) => {
                values[range]
                    .iter()
                    .for_each(|value| self.add_hash(of_long(f64::from(*value).to_bits() as i64)));
            }
            (Values::Double(values), _) => {
                values[range].iter().for_each(|value| self.add_hash(of_long(value.to_bits() as i64)));
            }
            (Values::Moment(values), _) => {
                let millis =
                    values[range].iter().map(|at| at.seconds * 1000 + i64::from(at.nanos / 1_000_000));
                millis.for_each(|millis| self.add_hash(of_long(millis)));
            }
            (Values::Decimal(values), DataType::Decimal { scale, .. }) => {
                let texts = values[range].iter().map(|value| decimal_text(*value, *scale));
                texts.for_each(|text| self.add_hash(of_bytes(text.as_bytes())));
            }
            (Values::Bytes(values), _) => {
                values.range(range).for_each(|bytes| self.add_hash(of_bytes(bytes)))
            }
            _ => return false,
        }
        true
    }

    fn add_hash(&mut self, hash: u64) {
        let (first, second) = (hash as i32, (hash >> 32) as i32);
        let bits = self.words.len() * 64;
        for index in 1..=self.hashes {
            let combined = first.wrapping_add((index as i32).wrapping_mul(second));
            let place = (if combined < 0 { !combined } else { combined }) as usize % bits;
            self.words[place / 64] |= 1 << (place % 64);
        }
    }

    pub(super) fn message(&self) -> proto::BloomFilter {
        let bytes = self.words.iter().flat_map(|word| word.to_le_bytes()).collect();
        proto::BloomFilter { num_hash_functions: Some(self.hashes), utf8bitset: Some(bytes) }
    }
}

/// Thomas Wang's hash of a number.
fn of_long(value: i64) -> u64 {
    let mut key = (!value).wrapping_add(value << 21);
    key ^= key >> 24;
    key = key.wrapping_add(key << 3).wrapping_add(key << 8);
    key ^= key >> 14;
    key = key.wrapping_add(key << 2).wrapping_add(key << 4);
    key ^= key >> 28;
    key.wrapping_add(key << 31) as u64
}

/// Murmur3 of 64 bits.
fn of_bytes(bytes: &[u8]) -> u64 {
    const SEED: u64 = 104_729;
    let mix = |word: u64| {
        word.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f)
    };
    let (words, tail) = bytes.as_chunks::<8>();
    let mut hash = SEED;
    for word in words {
        hash =
            (hash ^ mix(u64::from_le_bytes(*word))).rotate_left(27).wrapping_mul(5).wrapping_add(0x52dc_e729);
    }
    if !tail.is_empty() {
        let mut word = [0; 8];
        word[..tail.len()].copy_from_slice(tail);
        hash ^= mix(u64::from_le_bytes(word));
    }
    hash ^= bytes.len() as u64;
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}
