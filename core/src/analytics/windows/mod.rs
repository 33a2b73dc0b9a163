//! Which windows an application has, and which of them a row fell into.
//!
//! [`Windows`] looks on while an application runs ([`Windows::see`]) and changes nothing. What it keeps is bounded: the last windows of
//! each lane, and of each window the first rows.

mod lane;
#[cfg(test)]
mod tests;
mod words;

use alloc::collections::VecDeque;
use alloc::vec::Vec;

pub use lane::{Kind, Lane, Mark, Window};

use super::function::Moment;
use super::plan::{NamedColumn, Operator, Plan};
use super::row::Chunk;
use super::sql_type::SqlType;

/// Rows of sources that are remembered.
const ROWS_MAX: usize = 10_000;

/// The windows of an application, with the rows that they took.
#[derive(Clone, Debug)]
pub struct Windows {
    /// One for each clause that takes rows together, in the order of the plan.
    pub lanes: Vec<Lane>,
    /// Rows of the inputs, the oldest first.
    rows: VecDeque<SourceRow>,
}

/// A row of an input, as a row of a window is traced back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its number among all rows that came.
    pub cause: u64,
    /// When it came: the clock then.
    pub arrival: i64,
    /// The times that it tells, one for each TIMESTAMP column of the input.
    pub times: Vec<Option<i64>>,
}

impl Windows {
    /// None yet of this plan.
    pub fn of(plan: &Plan) -> Self {
        let lanes = (0..plan.nodes.len()).filter_map(|node| Lane::of(plan, node));
        Self { lanes: lanes.collect(), rows: VecDeque::new() }
    }

    /// Takes what the operators of the plan gave of a piece of input which came at this moment.
    pub fn see(&mut self, plan: &Plan, chunks: &[Chunk], clock: &Moment, arrival: i64) {
        for stream in &plan.streams[..plan.inputs] {
            let rows = &chunks[stream.node].rows;
            let times = times(&stream.columns);
            for (row, order) in rows.order.iter().enumerate() {
                let time = |place: &usize| {
                    let column = &rows.columns[*place];
                    (!column.is_null(row)).then(|| column.integers()[row])
                };
                let times = times.iter().map(time).collect();
                self.rows.push_back(SourceRow { cause: order.cause, arrival, times });
            }
        }
        let surplus = self.rows.len().saturating_sub(ROWS_MAX);
        self.rows.drain(..surplus);
        for lane in &mut self.lanes {
            let node = &plan.nodes[lane.node];
            lane.see(&node.operator, &chunks[node.inputs[0]], &chunks[lane.node], clock);
        }
    }

    /// The row of an input that a row of a window came from; none where the row was made by the clock, or came long ago.
    pub fn source_row(&self, mark: &Mark) -> Option<&SourceRow> {
        let place = self.rows.binary_search_by_key(&mark.cause, |row| row.cause).ok()?;
        self.rows.get(place)
    }

    /// Whether a row tells a time, by this place among the TIMESTAMP columns, which lies before the window that took it: it came too
    /// late for the window of its own time. None is late for a stagger window, which begins when its first row comes, whatever that
    /// tells.
    pub fn is_late(&self, lane: &Lane, window: &Window, mark: &Mark, time: usize) -> bool {
        let from = window.from_of(mark);
        !matches!(lane.kind, Kind::Stagger(_)) && self.time(mark, time).is_some_and(|time| time < from)
    }

    /// The time that a row tells.
    pub fn time(&self, mark: &Mark, time: usize) -> Option<i64> {
        self.source_row(mark)?.times.get(time).copied().flatten()
    }
}

/// The places of columns that hold moments.
pub fn times(columns: &[NamedColumn]) -> Vec<usize> {
    (0..columns.len()).filter(|place| columns[*place].sql_type == SqlType::Timestamp).collect()
}

/// Whether an operator takes rows together.
fn is_window(operator: &Operator) -> bool {
    match operator {
        Operator::Tumbling(_) | Operator::Stagger(_) | Operator::Sliding(_) | Operator::Tally(_) => true,
        Operator::Sort(it) => it.period.is_some(),
        _ => false,
    }
}
