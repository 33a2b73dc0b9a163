//! ORDER BY: rows of one period after another, each sorted.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::period::{Period, count_before};
use crate::analytics::row::{Batch, Chunk, Column, Data, Order};
use crate::analytics::sql_type::SqlType;

/// Holds the rows of a period, and lets them out at its end, sorted: with that end as their rowtime, because theirs no longer
/// ascend.
#[derive(Clone, Debug)]
pub struct Sort {
    /// How long the leading expression keeps its value. Without one, rows of one rowtime are sorted, and keep it.
    pub period: Option<Period>,
    /// What sorts the rows of a period, the first first.
    pub keys: Vec<Key>,
    /// The types of the rows.
    pub types: Vec<SqlType>,
}

/// A column that sorts. NULL stands before everything where it ascends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which.
    pub column: usize,
    /// Whether the largest comes first.
    pub is_descending: bool,
}

/// The rows of the period that is open, and when it ends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State(Option<(i64, Batch)>);

impl Sort {
    /// Takes rows, and gives those of the periods that end with them.
    pub fn take(&self, State(open): &mut State, chunk: Chunk, context: &Context) -> Chunk {
        let Chunk { mut rows, bound } = chunk;
        let mut out = Batch::empty(&self.types);
        while let Some(first) = rows.order.first() {
            let rowtime = first.rowtime;
            if let Some((end, held)) = open.take_if(|(end, _)| *end <= rowtime) {
                out.append(&self.sorted(end, &held));
            }
            let (end, held) =
                open.get_or_insert_with(|| (self.end(rowtime, context), Batch::empty(&self.types)));
            let count = count_before(&rows.order, *end);
            held.append(&rows.split_to(count));
        }
        let next = bound.next_rowtime();
        if let Some((end, held)) = open.take_if(|(end, _)| *end <= next) {
            out.append(&self.sorted(end, &held));
        }
        let end = open.as_ref().map_or_else(|| self.end(next, context), |(end, _)| *end);
        Chunk { rows: out, bound: Order::just_before(self.stamp(end)) }
    }

    /// When the period is over that a row with this rowtime lies in.
    fn end(&self, rowtime: i64, context: &Context) -> i64 {
        match &self.period {
            Some(period) => period.end(rowtime, &context.moment),
            None => rowtime.saturating_add(1),
        }
    }

    /// The rowtime of the rows of a period that is over then.
    fn stamp(&self, end: i64) -> i64 {
        match &self.period {
            Some(_) => end,
            None => end.saturating_sub(1),
        }
    }

    fn sorted(&self, end: i64, held: &Batch) -> Batch {
        let mut places: Vec<u32> = (0..held.len() as u32).collect();
        places.sort_by(|a, b| self.compare(held, *a as usize, *b as usize));
        let columns = held.columns.iter().map(|column| Arc::new(column.take(&places))).collect();
        Batch { order: vec![Order::at(self.stamp(end)); held.len()], columns }
    }

    fn compare(&self, rows: &Batch, a: usize, b: usize) -> Ordering {
        let by = |key: &Key| {
            let ascending = compare(&rows.columns[key.column], a, b);
            if key.is_descending { ascending.reverse() } else { ascending }
        };
        self.keys.iter().map(by).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
    }
}

/// Which of two values of a column is greater; NULL is the least.
pub(super) fn compare(column: &Column, a: usize, b: usize) -> Ordering {
    match (column.is_null(a), column.is_null(b)) {
        (false, false) => match &column.data {
            Data::Boolean(it) => it[a].cmp(&it[b]),
            Data::Integer(it) => it[a].cmp(&it[b]),
            Data::Double(it) => it[a].total_cmp(&it[b]),
            Data::Text(it) => it.bytes(a).cmp(it.bytes(b)),
        },
        (a, b) => b.cmp(&a),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::period::tests::step;
    use super::super::testing::{BIGINT, TEXT, events, run};
    use super::*;
    use crate::analytics::sql_type::Unit;

    #[test]
    fn rows_of_a_period_leave_sorted_at_its_end_and_equal_ones_as_they_came() {
        let types = [TEXT, BIGINT];
        let keys = [Key { column: 1, is_descending: true }, Key { column: 0, is_descending: false }].into();
        let sort = Sort { period: Some(step(10, Unit::Second)), keys, types: types.into() };
        let script = "
            1 b 2
            2 - 2
            3 a 2
            4 c 7
            5 d -
            12 x 1
            19 y 2
            20";
        let given = run(&types, &events(&types, script), &types, |state, chunk, context| {
            sort.take(state, chunk, context)
        });
        let expected = expect![[r#"
            10: c 7
            10: - 2
            10: a 2
            10: b 2
            10: d -
            20: y 2
            20: x 1
        "#]];
        expected.assert_eq(&given);
    }
}
