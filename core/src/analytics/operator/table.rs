//! Groups of rows, and what is told of each.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::aggregate::{self, Accumulator, Measure, Rows};
use super::context::Context;
use super::groups::Groups;
use crate::analytics::row::{Batch, Column, Order};
use crate::analytics::sql_type::SqlType;

/// By what rows are grouped, and what is told of the groups: the columns that they have, which leave in this order.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// Columns by which rows are grouped, with their types.
    pub keys: Vec<(usize, SqlType)>,
    /// What is told of each group.
    pub measures: Vec<Measure>,
}

/// The groups so far, numbered in the order of their first rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) groups: Groups,
    accumulators: Vec<Accumulator>,
}

impl Grouping {
    /// The types of what leaves.
    pub fn types(&self) -> impl Iterator<Item = SqlType> {
        let keys = self.keys.iter().map(|(_, sql_type)| *sql_type);
        keys.chain(self.measures.iter().map(Measure::result_type))
    }

    /// The same, behind the rowtime of the row that began a period.
    pub(super) fn types_with_rowtime(&self) -> Vec<SqlType> {
        [SqlType::Timestamp].into_iter().chain(self.types()).collect()
    }

    pub(super) fn table(&self) -> Table {
        let types: Vec<_> = self.keys.iter().map(|(_, sql_type)| *sql_type).collect();
        let accumulators = self.measures.iter().map(Measure::accumulator).collect();
        Table { groups: Groups::new(&types), accumulators }
    }

    /// What makes rows alike.
    pub(super) fn key_columns(&self, rows: &Batch) -> Vec<Arc<Column>> {
        self.keys.iter().map(|(column, _)| Arc::clone(&rows.columns[*column])).collect()
    }

    /// Adds rows, one after the other from this one on, to these groups of the table.
    pub(super) fn add(&self, table: &mut Table, rows: &Batch, from: usize, groups: &[u32]) {
        let count = table.groups.len();
        aggregate::add(&self.measures, &mut table.accumulators, &rows.columns, Rows { from, groups }, count);
    }

    /// Tells of these groups. `first` are the columns that stand before theirs, `order` is the place of each row.
    pub(super) fn tell(
        &self,
        table: &Table,
        groups: Range<usize>,
        first: Column,
        order: Vec<Order>,
        context: &mut Context,
    ) -> Batch {
        let mut columns = Vec::from([first]);
        columns.extend(table.groups.values().iter().map(|column| column.slice(groups.clone())));
        let mut faults = Vec::new();
        for (measure, accumulator) in self.measures.iter().zip(&table.accumulators) {
            columns.push(measure.tell(accumulator, groups.clone(), &mut faults));
        }
        let told = Batch::new(order, columns);
        if faults.is_empty() {
            return told;
        }
        let is_well = |place: &u32| !faults.iter().any(|(faulty, _)| *faulty == *place as usize);
        let well: Vec<u32> = (0..told.len() as u32).filter(is_well).collect();
        let well = told.take(&well);
        faults.into_iter().for_each(|(place, why)| context.refuse(told.order[place], why));
        well
    }
}
