//! MIN and MAX.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Rows;
use crate::analytics::extremes::Extreme;
use crate::analytics::row::{Column, Data, Texts};
use crate::analytics::sql_type::SqlType;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Extremes {
    wanted: Extreme,
    best: Best,
}

/// The best value of each group so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Best {
    Boolean(Vec<Option<bool>>),
    Integer(Vec<Option<i64>>),
    Double(Vec<Option<f64>>),
    Text(Vec<Option<Box<[u8]>>>),
}

impl Extremes {
    pub(super) fn of(sql_type: SqlType, wanted: Extreme) -> Self {
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

fn is_better(wanted: Extreme, than_known: Ordering) -> bool {
    match wanted {
        Extreme::Least => than_known.is_lt(),
        Extreme::Greatest => than_known.is_gt(),
    }
}

fn keep<T: Copy>(best: &mut Option<T>, value: T, wanted: Extreme, compare: fn(&T, &T) -> Ordering) {
    if best.is_none_or(|best| is_better(wanted, compare(&value, &best))) {
        *best = Some(value);
    }
}

fn keep_text(best: &mut Option<Box<[u8]>>, value: &[u8], wanted: Extreme) {
    if best.as_deref().is_none_or(|best| is_better(wanted, value.cmp(best))) {
        *best = Some(value.into());
    }
}
