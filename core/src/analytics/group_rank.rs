//! GROUP_RANK: the rows of one moment, ranked.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// A direction of the call, `'asc'` or `'desc'`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A row by its place among those that came, and its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its place, from 0.
    pub row: usize,
    /// Its rank, from 1. Rows with equal keys share one, and as many ranks behind it are left out.
    pub rank: i64,
}

/// Ranks rows by their keys in `sort_order` and gives them by rank in `output_order`, those of one rank as they came, at most
/// `output_max` of them; 0 is all. Source: SQL reference, GROUP_RANK.
pub fn group_rank<K>(
    keys: &[K],
    compare: impl Fn(&K, &K) -> Ordering,
    sort_order: Order,
    output_order: Order,
    output_max: usize,
) -> Vec<Ranked> {
    let compare = |a: usize, b: usize| sort_order.apply(compare(&keys[a], &keys[b]));
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    rows.sort_by(|&a, &b| compare(a, b));
    let mut ranked: Vec<Ranked> = Vec::with_capacity(rows.len());
    for (above, row) in rows.into_iter().enumerate() {
        let rank = match ranked.last() {
            Some(last) if compare(last.row, row).is_eq() => last.rank,
            _ => above as i64 + 1,
        };
        ranked.push(Ranked { row, rank });
    }
    ranked.sort_by(|a, b| output_order.apply(a.rank.cmp(&b.rank)));
    if output_max != 0 {
        ranked.truncate(output_max);
    }
    ranked
}

impl Order {
    fn apply(self, ordering: Ordering) -> Ordering {
        match self {
            Self::Ascending => ordering,
            Self::Descending => ordering.reverse(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Order::{Ascending, Descending};
    use super::*;
    use std::fmt::Write;
    use std::string::String;

    /// `place:rank` of each row.
    #[track_caller]
    fn check(keys: &[i64], sort: Order, output: Order, max: usize, expected: &str) {
        let mut told = String::new();
        for Ranked { row, rank } in group_rank(keys, i64::cmp, sort, output, max) {
            write!(told, "{row}:{rank} ").unwrap();
        }
        assert_eq!(told.trim_end(), expected);
    }

    #[test]
    fn equal_keys_share_a_rank_and_leave_a_gap() {
        check(&[30, 10, 20, 10, 30], Ascending, Ascending, 0, "1:1 3:1 2:3 0:4 4:4");
        check(&[30, 10, 20, 10, 30], Descending, Ascending, 0, "0:1 4:1 2:3 1:4 3:4");
        check(&[7, 7, 7], Descending, Descending, 0, "0:1 1:1 2:1");
        check(&[], Ascending, Ascending, 0, "");
    }

    #[test]
    fn the_output_has_an_order_of_its_own_and_is_cut_in_it() {
        check(&[30, 10, 20, 10], Ascending, Descending, 0, "0:4 2:3 1:1 3:1");
        check(&[30, 10, 20, 10], Ascending, Descending, 2, "0:4 2:3");
        check(&[30, 10, 20, 10], Ascending, Ascending, 3, "1:1 3:1 2:3");
        check(&[30, 10], Ascending, Ascending, 99, "1:1 0:2");
    }

    #[test]
    fn ranks_are_one_more_than_the_keys_before() {
        for seed in 0..1_000 {
            let mut rng = crate::rng::Rng::from_seed(seed);
            let keys: Vec<u64> = (0..rng.in_range(0, 30)).map(|_| rng.in_range(0, 9)).collect();
            let ranked = group_rank(&keys, u64::cmp, Ascending, Ascending, 0);
            assert_eq!(ranked.len(), keys.len());
            for Ranked { row, rank } in ranked {
                assert_eq!(rank, 1 + keys.iter().filter(|&&key| key < keys[row]).count() as i64);
            }
        }
    }
}
