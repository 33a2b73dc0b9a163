//! Rows of one stream.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Column, Order};
use crate::analytics::sql_type::SqlType;

/// Rows of one stream, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// The place of each row, ascending.
    pub order: Vec<Order>,
    /// What the rows tell. Shared, because most of what is computed passes most columns on.
    pub columns: Vec<Arc<Column>>,
}

/// Rows, and how far the stream has come with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chunk {
    /// The rows.
    pub rows: Batch,
    /// Behind it stand all rows that are still to come.
    pub bound: Order,
}

impl Batch {
    /// No rows of these types.
    pub fn empty(types: &[SqlType]) -> Self {
        let columns = types.iter().map(|sql_type| Arc::new(Column::empty(*sql_type))).collect();
        Self { order: Vec::new(), columns }
    }

    /// Rows in this order.
    ///
    /// # Panics
    /// Where a column has more or fewer values than there are rows.
    pub fn new(order: Vec<Order>, columns: Vec<Column>) -> Self {
        assert!(columns.iter().all(|column| column.len() == order.len()), "a value for each row");
        Self { order, columns: columns.into_iter().map(Arc::new).collect() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The rows at these places, which ascend.
    pub fn take(&self, places: &[u32]) -> Self {
        if places.len() == self.len() {
            return self.clone();
        }
        let order = places.iter().map(|place| self.order[*place as usize]).collect();
        let columns = self.columns.iter().map(|column| Arc::new(column.take(places))).collect();
        Self { order, columns }
    }

    /// The rows of a stretch.
    pub fn slice(&self, range: Range<usize>) -> Self {
        if range == (0..self.len()) {
            return self.clone();
        }
        let columns = self.columns.iter().map(|column| Arc::new(column.slice(range.clone()))).collect();
        Self { order: self.order[range].to_vec(), columns }
    }

    /// Adds rows of the same types.
    pub fn append(&mut self, other: &Self) {
        if self.is_empty() {
            *self = other.clone();
            return;
        }
        self.order.extend_from_slice(&other.order);
        for (to, from) in self.columns.iter_mut().zip(&other.columns) {
            Arc::make_mut(to).append(from);
        }
    }

    /// Takes the first rows away.
    pub fn split_to(&mut self, count: usize) -> Self {
        if count == self.len() {
            let columns = self.columns.iter().map(|column| Arc::new(column.slice(0..0))).collect();
            return core::mem::replace(self, Self { order: Vec::new(), columns });
        }
        let first = self.slice(0..count);
        *self = self.slice(count..self.len());
        first
    }

    /// How many rows stand at this place or before it.
    pub fn count_up_to(&self, bound: Order) -> usize {
        self.order.partition_point(|order| *order <= bound)
    }
}
