//! WINDOWED BY STAGGER: each group has a window of its own, which its first row opens.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::key;
use super::table::{Grouping, Table};
use crate::analytics::row::{Batch, Chunk, Column, Order};
use crate::analytics::sql_type::SqlType;

/// Tells of a group so long after its first row, and forgets it. A row that comes just at that moment opens the next window.
///
/// Each row that leaves has the rowtime of the row which opened the window, then what is told of the group.
#[derive(Clone, Debug)]
pub struct Stagger {
    /// How long a window is open; unit: milliseconds.
    pub length_ms: i64,
    /// By what rows are grouped.
    pub grouping: Grouping,
}

/// The windows that are open.
///
/// Those that were opened within the length of a window are of one generation: so it has no key twice, and when its first window
/// ends, the next generation begins. Its last window ends before the first of the next does: so there are two generations at most,
/// and each is forgotten in one piece.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State(VecDeque<Generation>);

/// Windows in the order in which they were opened, and so end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Generation {
    opened: Vec<i64>,
    /// How many have ended.
    ended: usize,
    table: Table,
}

impl Stagger {
    /// The types of what leaves.
    pub fn types(&self) -> Vec<SqlType> {
        self.grouping.types_with_rowtime()
    }

    /// Takes rows, and gives the groups whose windows end.
    pub fn take(&self, state: &mut State, chunk: Chunk, context: &mut Context) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let keys = self.grouping.key_columns(&rows);
        let mut out = Batch::empty(&self.types());
        let mut key = Vec::new();
        for (row, order) in rows.order.iter().enumerate() {
            self.end(state, order.rowtime, &mut out, context);
            key::write(&keys, row, &mut key);
            self.add(state, &rows, row, &keys, &key);
        }
        self.end(state, bound.next_rowtime(), &mut out, context);
        let next_end = state.0.iter().find_map(Generation::oldest).unwrap_or(bound.next_rowtime());
        Chunk { rows: out, bound: Order::just_before(self.end_of(next_end)) }
    }

    /// Adds a row to the window of its group, which it opens where there is none.
    fn add(&self, state: &mut State, rows: &Batch, row: usize, keys: &[Arc<Column>], key: &[u8]) {
        let open = state.0.iter().position(|generation| generation.open_window(key).is_some());
        let place = open.unwrap_or_else(|| self.newest(state, rows.order[row].rowtime));
        let generation = &mut state.0[place];
        let group = generation.table.groups.find_one(keys, row, key);
        if group as usize == generation.opened.len() {
            generation.opened.push(rows.order[row].rowtime);
        }
        self.grouping.add(&mut generation.table, rows, row, &[group]);
    }

    /// The generation of a window that opens now.
    fn newest(&self, state: &mut State, now: i64) -> usize {
        let is_of = |generation: &Generation| now < self.end_of(generation.opened[0]);
        if !state.0.back().is_some_and(is_of) {
            state.0.push_back(Generation { opened: Vec::new(), ended: 0, table: self.grouping.table() });
        }
        state.0.len() - 1
    }

    /// Ends the windows whose time is over.
    fn end(&self, state: &mut State, now: i64, out: &mut Batch, context: &mut Context) {
        for generation in &mut state.0 {
            let from = generation.ended;
            let over = generation.opened[from..].partition_point(|opened| self.end_of(*opened) <= now);
            if over == 0 {
                break;
            }
            generation.ended += over;
            let opened = &generation.opened[from..generation.ended];
            let order = opened.iter().map(|opened| Order::at(self.end_of(*opened))).collect();
            let moments = Column::from(opened.to_vec());
            let groups = from..generation.ended;
            out.append(&self.grouping.tell(&generation.table, groups, moments, order, context));
        }
        while state.0.front().is_some_and(|generation| generation.oldest().is_none()) {
            state.0.pop_front();
        }
    }

    fn end_of(&self, opened: i64) -> i64 {
        opened.saturating_add(self.length_ms)
    }
}

impl Generation {
    /// When the oldest window was opened that has not ended.
    fn oldest(&self) -> Option<i64> {
        self.opened.get(self.ended).copied()
    }

    fn open_window(&self, key: &[u8]) -> Option<u32> {
        self.table.groups.group(key).filter(|group| self.ended <= *group as usize)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::aggregate::{Aggregate, Measure};
    use super::super::testing::{BIGINT, TEXT, events, run};
    use super::*;

    #[track_caller]
    fn check(script: &str, expected: Expect) {
        let types = [TEXT, BIGINT];
        let sum = Measure { aggregate: Aggregate::Sum, argument: Some(1), argument_type: BIGINT };
        let measures = [Measure::count_rows(), sum].into();
        let stagger = Stagger { length_ms: 10, grouping: Grouping { keys: [(0, TEXT)].into(), measures } };
        let given = run(&types, &events(&types, script), &stagger.types(), |state, chunk, context| {
            stagger.take(state, chunk, context)
        });
        expected.assert_eq(&given);
    }

    #[test]
    fn each_key_has_a_window_of_its_own_from_its_first_row_on() {
        let script = "
            3 a 1
            5 b 2
            12 a 4
            14 b 8
            15 b 16
            40";
        check(
            script,
            expect![[r#"
                13: 3 a 2 5
                15: 5 b 2 10
                25: 15 b 1 16
            "#]],
        );
    }

    #[test]
    fn a_row_at_the_end_of_a_window_opens_the_next() {
        check(
            "0 a 1\n10 a 2\n19 a 4\n20 a 8\n30",
            expect![[r#"
                10: 0 a 1 1
                20: 10 a 2 6
                30: 20 a 1 8
            "#]],
        );
    }

    #[test]
    fn windows_that_were_opened_together_end_together_in_their_order() {
        check(
            "0 b 1\n0 a 1\n0 - 1\n9 - 1\n10",
            expect![[r#"
                10: 0 b 1 1
                10: 0 a 1 1
                10: 0 - 2 2
            "#]],
        );
    }

    #[test]
    fn a_window_of_the_generation_before_goes_on_beside_those_of_the_next() {
        let script = "
            0 a 1
            9 b 1
            10 a 2
            12 b 2
            18 c 4
            19 b 4
            21 a 8
            60";
        check(
            script,
            expect![[r#"
                10: 0 a 1 1
                19: 9 b 2 3
                20: 10 a 1 2
                28: 18 c 1 4
                29: 19 b 1 4
                31: 21 a 1 8
            "#]],
        );
    }
}
