//! `expression AS ROWTIME`, and ORDER BY ... WITHIN: rows get another rowtime.

use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::context::Context;
use crate::analytics::function::Fault;
use crate::analytics::row::{Batch, Chunk, Order};
use crate::analytics::sql_type::SqlType;

/// Gives each row the rowtime that a column of it has. A row that would stand before one that has left is late: it goes to the error
/// stream. NULL is no time: such a row is dropped where rows are sorted, and refused where they are not.
///
/// What was known of the clock is of no use for a time that the data have: only rows move it on.
#[derive(Clone, Debug)]
pub struct Retime {
    /// The column with the times.
    pub column: usize,
    /// How far rows may be out of order, where they are put into order; unit: milliseconds.
    pub slack_ms: Option<i64>,
    /// The types of the rows.
    pub types: Vec<SqlType>,
}

/// Rows that wait until no earlier one can come, and the latest time of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    waiting: Option<Batch>,
    latest: i64,
}

impl Default for State {
    fn default() -> Self {
        Self { waiting: None, latest: i64::MIN }
    }
}

impl Retime {
    /// Takes rows, and gives those that no row can come before any more.
    pub fn take(&self, state: &mut State, chunk: Chunk, context: &mut Context) -> Chunk {
        let Chunk { mut rows, bound } = chunk;
        let times = Arc::clone(&rows.columns[self.column]);
        let mut kept = Vec::with_capacity(rows.len());
        for (row, time) in times.integers().iter().enumerate() {
            let order = &mut rows.order[row];
            match self.check(state, times.is_null(row), *time) {
                Ok(true) => {
                    state.latest = state.latest.max(*time);
                    order.rowtime = *time;
                    kept.push(row as u32);
                }
                Ok(false) => {}
                Err(why) => context.refuse(*order, why),
            }
        }
        let rows = rows.take(&kept);
        match self.slack_ms {
            None => Chunk { rows, bound: Order { rowtime: state.latest, cause: bound.cause } },
            Some(slack) => self.sort(state, &rows, slack),
        }
    }

    /// Whether a row with this time is kept; refused where it is late.
    fn check(&self, state: &State, is_null: bool, time: i64) -> Result<bool, Fault> {
        let is_late = time < state.latest.saturating_sub(self.slack_ms.unwrap_or(0));
        match (is_null, is_late) {
            (true, _) if self.slack_ms.is_some() => Ok(false),
            (true, _) => Err(Fault("ROWTIME is NULL".into())),
            (false, _) if Order::ROWTIME_MAX < time.saturating_abs() => {
                Err(Fault("ROWTIME is beyond all time".into()))
            }
            (false, true) => Err(Fault("the row is out of order".into())),
            (false, false) => Ok(true),
        }
    }

    /// Puts rows among those that wait, and lets those go that the latest has left behind by more than the slack.
    fn sort(&self, state: &mut State, rows: &Batch, slack: i64) -> Chunk {
        let mut waiting = state.waiting.take().unwrap_or_else(|| Batch::empty(&self.types));
        waiting.append(rows);
        let mut places: Vec<u32> = (0..waiting.len() as u32).collect();
        places.sort_by_key(|place| waiting.order[*place as usize]);
        let order = places.iter().map(|place| waiting.order[*place as usize]).collect();
        let columns = waiting.columns.iter().map(|column| Arc::new(column.take(&places))).collect();
        let mut waiting = Batch { order, columns };
        let bound = Order::just_before(state.latest.saturating_sub(slack));
        let gone = waiting.split_to(waiting.count_up_to(bound));
        state.waiting = Some(waiting);
        Chunk { rows: gone, bound }
    }
}
