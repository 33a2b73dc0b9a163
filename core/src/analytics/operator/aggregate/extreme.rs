//! MIN and MAX.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Rows;
use crate::analytics::row::{Column, Data, Texts};
use crate::analytics::sql_type::SqlType;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Extreme {
    wanted: Wanted,
    best: Best,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Wanted {
    Least,
    Greatest,
}

/// The best value of each group so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Best {
    Boolean(Vec<Option<bool>>),
    Integer(Vec<Option<i64>>),
    Double(Vec<Option<f64>>),
    Text(Vec<Option<Box<[u8]>>>),
}

impl Extreme {
    pub(super) fn of(sql_type: SqlType, wanted: Wanted) -> Self {
        let best = match Data::of(sql_type) {
            Data::Boolean(_) => Best::Boolean(Vec::new()),
            Data::Integer(_) => Best::Integer(Vec::new()),
            Data::Double(_) => Best::Double(Vec::new()),
            Data::Text(_) => Best::Text(Vec::new()),
        };
        Self { wanted, best }
    }

    pub(super) fn add(&mut self, column: &Column, rows: Rows<'_>, count: usize) {
        let wanted = self.wanted;
        match (&mut self.best, &column.data) {
            (Best::Boolean(best), Data::Boolean(values)) => {
                best.resize(count, None);
                rows.known(column)
                    .for_each(|(row, group)| keep(&mut best[group], values[row], wanted, bool::cmp));
            }
            (Best::Integer(best), Data::Integer(values)) => {
                best.resize(count, None);
                rows.known(column)
                    .for_each(|(row, group)| keep(&mut best[group], values[row], wanted, i64::cmp));
            }
            (Best::Double(best), Data::Double(values)) => {
                best.resize(count, None);
                rows.known(column)
                    .for_each(|(row, group)| keep(&mut best[group], values[row], wanted, f64::total_cmp));
            }
            (Best::Text(best), Data::Text(values)) => {
                best.resize(count, None);
                rows.known(column)
                    .for_each(|(row, group)| keep_text(&mut best[group], values.bytes(row), wanted));
            }
            (best, data) => panic!("{data:?} is not of the type of {best:?}"),
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>) -> Column {
        match &self.best {
            Best::Boolean(best) => Column::from_options(&best[groups]),
            Best::Integer(best) => Column::from_options(&best[groups]),
            Best::Double(best) => Column::from_options(&best[groups]),
            Best::Text(best) => {
                let best = &best[groups];
                let mut texts = Texts::with_capacity(best.len());
                best.iter().for_each(|text| texts.push(text.as_deref().unwrap_or_default()));
                Column::from(texts).with_nulls(best.iter().map(Option::is_none).collect())
            }
        }
    }
}

impl Wanted {
    fn is_better(self, than_known: Ordering) -> bool {
        match self {
            Self::Least => than_known == Ordering::Less,
            Self::Greatest => than_known == Ordering::Greater,
        }
    }
}

fn keep<T: Copy>(best: &mut Option<T>, value: T, wanted: Wanted, compare: fn(&T, &T) -> Ordering) {
    if best.is_none_or(|best| wanted.is_better(compare(&value, &best))) {
        *best = Some(value);
    }
}

fn keep_text(best: &mut Option<Box<[u8]>>, value: &[u8], wanted: Wanted) {
    if best.as_deref().is_none_or(|best| wanted.is_better(value.cmp(best))) {
        *best = Some(value.into());
    }
}
