//! SELECT STREAM DISTINCT: each row once in a period.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::key;
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
        let alike: Vec<_> = self.columns.iter().map(|(column, _)| rows.columns[*column].clone()).collect();
        let mut key = Vec::new();
        let mut new = Vec::new();
        for row in 0..rows.len() {
            let known = self.period(state, &rows, row);
            let before = known.len();
            key::write(&alike, row, &mut key);
            known.find_one(&alike, row, &key);
            if before < known.len() {
                new.push(row as u32);
            }
        }
        Chunk { rows: rows.take(&new), bound }
    }

    /// The rows so far of the period that a row lies in.
    fn period<'s>(&self, State(open): &'s mut State, rows: &Batch, row: usize) -> &'s mut Groups {
        let (column, sql_type) = self.monotonic;
        let value = rows.columns[column].value(row, sql_type);
        open.take_if(|(of, _)| *of != value);
        let (_, known) = open.get_or_insert_with(|| {
            let types: Vec<_> = self.columns.iter().map(|(_, sql_type)| *sql_type).collect();
            (value.into_owned(), Groups::new(&types))
        });
        known
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
