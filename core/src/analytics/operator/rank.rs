//! GROUP_RANK: the rows of one rowtime, ranked.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::sort::compare;
use crate::analytics::group_rank::{self, group_rank};
use crate::analytics::row::{Batch, Chunk, Column, Order};
use crate::analytics::sql_type::SqlType;

/// Holds the rows of one rowtime until another comes or the clock passes it, so that a bound on idle time holds nothing longer; ranks them by a column, and lets them out with their rank behind their columns.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The types of the rows.
    pub types: Vec<SqlType>,
    /// The column that ranks them.
    pub column: usize,
    /// Which value has the first rank.
    pub sort_order: group_rank::Order,
    /// Which rank leaves first.
    pub output_order: group_rank::Order,
    /// How many rows leave at most; 0 is all.
    pub output_max: usize,
}

/// The rows that are held, which have one rowtime.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State(Option<Batch>);

impl Rank {
    /// Takes rows, and gives those of earlier rowtimes with their ranks.
    pub fn take(&self, State(held): &mut State, chunk: Chunk) -> Chunk {
        let Chunk { mut rows, bound } = chunk;
        let types: Vec<_> = self.types.iter().copied().chain([SqlType::Integer]).collect();
        let mut out = Batch::empty(&types);
        while let Some(first) = rows.order.first().copied() {
            if let Some(earlier) = held.take_if(|held| held.order[0].rowtime < first.rowtime) {
                out.append(&self.ranked(&earlier));
            }
            let count = rows.order.partition_point(|order| order.rowtime == first.rowtime);
            let now = rows.split_to(count);
            match held {
                Some(held) => held.append(&now),
                None => *held = Some(now),
            }
        }
        let next = bound.next_rowtime();
        if let Some(earlier) = held.take_if(|held| held.order[0].rowtime < next) {
            out.append(&self.ranked(&earlier));
        }
        let bound = held.as_ref().map_or(next, |held| held.order[0].rowtime);
        Chunk { rows: out, bound: Order::just_before(bound) }
    }

    fn ranked(&self, held: &Batch) -> Batch {
        let rows: Vec<usize> = (0..held.len()).collect();
        let by = &held.columns[self.column];
        let ranked = group_rank(
            &rows,
            |a, b| compare(by, *a, *b),
            self.sort_order,
            self.output_order,
            self.output_max,
        );
        let places: Vec<u32> = ranked.iter().map(|ranked| ranked.row as u32).collect();
        let ranks: Vec<i64> = ranked.iter().map(|ranked| ranked.rank).collect();
        let columns = held.columns.iter().map(|column| Arc::new(column.take(&places)));
        let columns = columns.chain([Arc::new(Column::from(ranks))]).collect();
        Batch { order: vec![Order::at(held.order[0].rowtime); places.len()], columns }
    }
}
