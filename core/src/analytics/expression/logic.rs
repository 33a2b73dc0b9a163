//! AND and OR: an operand is computed only on the rows that those before it have not decided.

use alloc::vec;
use alloc::vec::Vec;

use super::{Expression, Faults, on_some};
use crate::analytics::function::Moment;
use crate::analytics::row::{Batch, Column};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Or,
}

impl Word {
    /// The operand that decides alone.
    fn decides(self) -> bool {
        self == Self::Or
    }
}

pub(super) fn evaluate(
    word: Word,
    operands: &[Expression],
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) -> Column {
    let decides = word.decides();
    // Unless an operand says otherwise, it is what does not decide; one that is NULL leaves it open.
    let mut results = vec![Some(!decides); rows.len()];
    for operand in operands {
        let is_open = |row: &u32| results[*row as usize] != Some(decides) && !faults.contains_key(row);
        let open: Vec<u32> = match operand.is_safe() {
            true => (0..rows.len() as u32).collect(),
            false => (0..rows.len() as u32).filter(is_open).collect(),
        };
        let column = on_some(operand, rows, &open, moment, faults);
        for (place, row) in open.iter().enumerate() {
            let result = &mut results[*row as usize];
            match column.is_null(place) {
                true if *result != Some(decides) => *result = None,
                false if column.booleans()[place] == decides => *result = Some(decides),
                _ => {}
            }
        }
    }
    Column::from_options(&results)
}
