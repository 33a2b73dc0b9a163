//! TOP_K_ITEMS_TUMBLING and COUNT_DISTINCT_ITEMS_TUMBLING: the values of a column in windows that follow each other.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::key;
use crate::analytics::distinct::DistinctCounter;
use crate::analytics::row::{Batch, Chunk, Column, Order};
use crate::analytics::sql_type::SqlType;
use crate::analytics::top_k::TopK;

/// Counts the values of a column in windows of a length, and tells of each window at its end. NULL is no value.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The column, with its type.
    pub column: (usize, SqlType),
    /// How long a window is; unit: milliseconds since 1970.
    pub length_ms: i64,
    /// What is told.
    pub told: Told,
}

/// What is told of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// So many values that came most often, the most frequent first, and how often.
    Top(u32),
    /// How many different values came.
    Distinct,
}

/// The window that is open: its end, and what was counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State(Option<(i64, Counter)>);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Counter {
    /// With the values, by the numbers that they are counted by.
    Top(TopK, Groups),
    Distinct(DistinctCounter),
}

impl Tally {
    /// The types of what leaves.
    pub fn types(&self) -> Vec<SqlType> {
        match self.told {
            Told::Top(_) => [self.column.1, SqlType::BigInt].into(),
            Told::Distinct => [SqlType::BigInt].into(),
        }
    }

    /// Takes rows, and gives what is told of the windows that end with them.
    pub fn take(&self, State(open): &mut State, chunk: Chunk) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let mut out = Batch::empty(&self.types());
        let column = [Arc::clone(&rows.columns[self.column.0])];
        let mut written = Vec::new();
        for (row, order) in rows.order.iter().enumerate() {
            if let Some((end, counter)) = open.take_if(|(end, _)| *end <= order.rowtime) {
                out.append(&self.tell(end, &counter));
            }
            let (_, counter) = open.get_or_insert_with(|| (self.end(order.rowtime), self.counter()));
            if column[0].is_null(row) {
                continue;
            }
            key::write(&column, row, &mut written);
            match counter {
                Counter::Top(top, values) => {
                    let value = values.find_one(&column, row, &written);
                    top.insert(&value.to_be_bytes());
                }
                Counter::Distinct(distinct) => distinct.insert(&written),
            }
        }
        let next = bound.next_rowtime();
        if let Some((end, counter)) = open.take_if(|(end, _)| *end <= next) {
            out.append(&self.tell(end, &counter));
        }
        let end = open.as_ref().map_or_else(|| self.end(next), |(end, _)| *end);
        Chunk { rows: out, bound: Order::just_before(end) }
    }

    /// When the window ends that a row with this rowtime lies in.
    pub fn end(&self, rowtime: i64) -> i64 {
        (rowtime.div_euclid(self.length_ms) + 1).saturating_mul(self.length_ms)
    }

    fn counter(&self) -> Counter {
        match self.told {
            Told::Top(_) => Counter::Top(TopK::default(), Groups::new(&[self.column.1])),
            Told::Distinct => Counter::Distinct(DistinctCounter::new()),
        }
    }

    fn tell(&self, end: i64, counter: &Counter) -> Batch {
        let columns = match (counter, self.told) {
            (Counter::Top(top, values), Told::Top(k)) => {
                let top = top.top(k as usize);
                let place = |bytes: &[u8]| bytes.iter().fold(0, |place, byte| place << 8 | u32::from(*byte));
                let places: Vec<u32> = top.iter().map(|(value, _)| place(value)).collect();
                let counts: Vec<i64> = top.iter().map(|(_, count)| *count as i64).collect();
                [values.values()[0].take(&places), counts.into()].into()
            }
            (Counter::Distinct(distinct), _) => Vec::from([Column::from(vec![distinct.count() as i64])]),
            (Counter::Top(..), Told::Distinct) => panic!("the state of another function"),
        };
        Batch::new(vec![Order::at(end); columns[0].len()], columns)
    }
}
