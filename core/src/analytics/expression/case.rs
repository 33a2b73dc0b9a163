//! CASE: each branch is computed only on the rows that choose it.

use alloc::vec;
use alloc::vec::Vec;

use super::{Expression, Faults, on_some};
use crate::analytics::function::Moment;
use crate::analytics::row::{Batch, Column};
use crate::analytics::sql_type::SqlType;

/// Conditions with what they choose, in their order.
#[derive(Clone, Debug)]
pub struct Case {
    /// Each condition with the value where it is the first that holds.
    pub branches: Vec<(Expression, Expression)>,
    /// The value where none holds; NULL where there is none.
    pub otherwise: Option<Expression>,
}

pub(super) fn evaluate(
    case: &Case,
    sql_type: SqlType,
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) -> Column {
    // For each row, which of the values computed so far is its own, and the place there.
    let mut chosen = vec![None; rows.len()];
    let mut values = Vec::new();
    let mut open: Vec<u32> = (0..rows.len() as u32).collect();
    for (condition, value) in &case.branches {
        let holds = on_some(condition, rows, &open, moment, faults);
        let (taken, rest): (Vec<_>, Vec<_>) =
            open.iter().enumerate().partition(|(place, _)| holds.holds(*place));
        let strip = |places: Vec<(usize, &u32)>| places.into_iter().map(|(_, row)| *row).collect::<Vec<_>>();
        let (taken, rest) = (strip(taken), strip(rest));
        choose(value, &taken, &mut chosen, &mut values, rows, moment, faults);
        open = rest;
    }
    if let Some(value) = &case.otherwise {
        choose(value, &open, &mut chosen, &mut values, rows, moment, faults);
    }
    let mut results = Column::empty(sql_type);
    for chosen in chosen {
        match chosen {
            Some((value, place)) => results.push_from(&values[value], place),
            None => results.push_null(),
        }
    }
    results
}

/// Computes the value of a branch on the rows that have chosen it.
fn choose(
    value: &Expression,
    taken: &[u32],
    chosen: &mut [Option<(usize, usize)>],
    values: &mut Vec<alloc::sync::Arc<Column>>,
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) {
    for (place, row) in taken.iter().enumerate() {
        chosen[*row as usize] = Some((values.len(), place));
    }
    values.push(on_some(value, rows, taken, moment, faults));
}
