//! SELECT STREAM DISTINCT: each row once in a period.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use crate::analytics::row::{Batch, Chunk};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Lets the first of rows that are alike through, until the column that never goes back has another value.
#[derive(Clone, Debug)]
pub struct Distinct {
    /// The columns that make rows alike, with their types. ROWTIME is none of them.
    pub columns: Vec<(usize, SqlType)>,
    /// The column that never goes back.
    pub monotonic: (usize, SqlType),
}

/// The rows of the period that is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State(Option<(Value<'static>, Groups)>);

impl Distinct {
    /// Takes rows, and gives those that are new.
    pub fn take(&self, state: &mut State, chunk: Chunk) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let new: Vec<u32> =
            (0..rows.len() as u32).filter(|row| self.is_new(state, &rows, *row as usize)).collect();
        Chunk { rows: rows.take(&new), bound }
    }

    fn is_new(&self, State(open): &mut State, rows: &Batch, row: usize) -> bool {
        let (column, sql_type) = self.monotonic;
        let value = rows.columns[column].value(row, sql_type);
        open.take_if(|(of, _)| *of != value);
        let (_, known) = open.get_or_insert_with(|| {
            let types: Vec<_> = self.columns.iter().map(|(_, sql_type)| *sql_type).collect();
            (value.into_owned(), Groups::new(&types))
        });
        let columns: Vec<_> = self.columns.iter().map(|(column, _)| rows.columns[*column].clone()).collect();
        let before = known.len();
        let mut group = Vec::new();
        known.find(&columns, row..row + 1, &mut group);
        before < known.len()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::testing::{BIGINT, TEXT, events, run};
    use super::*;

    #[test]
    fn a_row_is_let_through_once_until_the_period_changes() {
        let types = [BIGINT, TEXT];
        let distinct = Distinct { columns: [(0, BIGINT), (1, TEXT)].into(), monotonic: (0, BIGINT) };
        let script = "
            1 1 a
            2 1 b
            3 1 a
            4 1 -
            4 1 -
            5 2 a
            6 2 a
            7 - a
            8 - a";
        let given =
            run(&types, &events(&types, script), &types, |state, chunk, _| distinct.take(state, chunk));
        let expected = expect![[r#"
            1: 1 a
            2: 1 b
            4: 1 -
            5: 2 a
            7: - a
        "#]];
        expected.assert_eq(&given);
    }
}
