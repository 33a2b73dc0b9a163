//! The rows that one side of a join holds.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Input;
use crate::analytics::operator::key;
use crate::analytics::row::{Batch, Order};
use crate::analytics::value::Value;

/// Rows in the order in which they came, found by their keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Side {
    rows: VecDeque<Held>,
    /// The place of the first row, counted from the first that ever came.
    first: u64,
    /// The places of the rows of each key.
    by_key: BTreeMap<Box<[u8]>, VecDeque<u64>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) order: Order,
    pub(super) values: Vec<Value<'static>>,
    pub(super) is_matched: bool,
    /// What is written of its key; none where a part of it is NULL, which is equal to nothing.
    key: Option<Box<[u8]>>,
}

impl Held {
    pub(super) fn of(rows: &Batch, row: usize, plan: &Input) -> Self {
        let columns: Vec<_> = plan.keys.iter().map(|column| rows.columns[*column].clone()).collect();
        let is_whole = columns.iter().all(|column| !column.is_null(row));
        let mut written = Vec::new();
        key::write(&columns, row, &mut written);
        let values = rows.columns.iter().zip(&plan.types);
        let values = values.map(|(column, sql_type)| column.value(row, *sql_type).into_owned()).collect();
        Self { order: rows.order[row], values, is_matched: false, key: is_whole.then(|| written.into()) }
    }
}

impl Side {
    pub(super) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The places of rows with the key of this one.
    pub(super) fn matching(&self, row: &Held) -> Vec<u64> {
        let places = row.key.as_ref().and_then(|key| self.by_key.get(key));
        places.into_iter().flatten().copied().collect()
    }

    pub(super) fn held(&self, place: u64) -> &Held {
        &self.rows[(place - self.first) as usize]
    }

    pub(super) fn held_mut(&mut self, place: u64) -> &mut Held {
        &mut self.rows[(place - self.first) as usize]
    }

    pub(super) fn hold(&mut self, row: Held) {
        if let Some(key) = &row.key {
            let place = self.first + self.len();
            self.by_key.entry(key.clone()).or_default().push_back(place);
        }
        self.rows.push_back(row);
    }

    /// Lets go of the oldest row.
    pub(super) fn release(&mut self) -> Option<Held> {
        let row = self.rows.pop_front()?;
        self.first += 1;
        if let Some(key) = &row.key
            && let Some(places) = self.by_key.get_mut(key)
        {
            places.pop_front();
            if places.is_empty() {
                self.by_key.remove(key);
            }
        }
        Some(row)
    }

    /// Lets go of the oldest row where it is such a one.
    pub(super) fn release_if(&mut self, is_over: impl Fn(&Held) -> bool) -> Option<Held> {
        if self.rows.front().is_some_and(is_over) { self.release() } else { None }
    }
}
