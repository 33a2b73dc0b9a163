//! GROUP BY: rows of one period after another.

use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::period::{Period, count_before};
use super::table::{Grouping, Table};
use crate::analytics::row::{Batch, Chunk, Column, Order};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Groups the rows of a period, and tells of all groups at its end. Groups come in the order of their first rows.
///
/// Each row that leaves has a moment of its period (of which any expression has the value by which the period is one), then what
/// is told of the group.
#[derive(Clone, Debug)]
pub struct Tumbling {
    /// What ends a period.
    pub trigger: Trigger,
    /// By what rows of a period are grouped.
    pub grouping: Grouping,
}

/// What ends a period.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// An expression of ROWTIME has another value: so the end is known before a row or the clock reaches it. What leaves has it as
    /// its rowtime.
    Rowtime(Period),
    /// A column of this type has another value. What leaves has the rowtime of the row in which it was found.
    Value(usize, SqlType),
}

/// The period that is open, where one is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State(Option<Open>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Open {
    /// The rowtime of its first row.
    moment: i64,
    until: Until,
    table: Table,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Until {
    Rowtime(i64),
    Not(Value<'static>),
}

impl Tumbling {
    /// The types of what leaves.
    pub fn types(&self) -> Vec<SqlType> {
        self.grouping.types_with_rowtime()
    }

    /// Takes rows, and gives the groups of the periods that end with them.
    pub fn take(&self, state: &mut State, chunk: Chunk, context: &mut Context) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let keys = self.grouping.key_columns(&rows);
        let mut out = Batch::empty(&self.types());
        let mut groups = Vec::new();
        let mut from = 0;
        while from < rows.len() {
            if let Some(ended) = state.0.take_if(|open| self.count(open, &rows, from) == 0) {
                out.append(&self.tell(&ended, rows.order[from], context));
            }
            let open = state.0.get_or_insert_with(|| self.open(&rows, from, context));
            let to = from + self.count(open, &rows, from);
            groups.clear();
            open.table.groups.find(&keys, from..to, &mut groups);
            self.grouping.add(&mut open.table, &rows, from, &groups);
            from = to;
        }
        if let Some(ended) = state.0.take_if(|open| open.is_over(bound.next_rowtime())) {
            out.append(&self.tell(&ended, bound, context));
        }
        Chunk { rows: out, bound: self.bound(state, bound, context) }
    }

    fn open(&self, rows: &Batch, row: usize, context: &Context) -> Open {
        let moment = rows.order[row].rowtime;
        let until = match &self.trigger {
            Trigger::Rowtime(period) => Until::Rowtime(period.end(moment, &context.moment)),
            Trigger::Value(column, sql_type) => {
                Until::Not(rows.columns[*column].value(row, *sql_type).into_owned())
            }
        };
        Open { moment, until, table: self.grouping.table() }
    }

    /// How many rows from this one on belong to the period.
    fn count(&self, open: &Open, rows: &Batch, from: usize) -> usize {
        match (&open.until, &self.trigger) {
            (Until::Rowtime(end), _) => count_before(&rows.order[from..], *end),
            (Until::Not(value), Trigger::Value(column, sql_type)) => {
                let is_same = |row: &usize| rows.columns[*column].value(*row, *sql_type) == *value;
                (from..rows.len()).take_while(is_same).count()
            }
            (Until::Not(_), Trigger::Rowtime(_)) => panic!("the state of another trigger"),
        }
    }

    /// What the groups of a period tell, which a row at this place has ended.
    fn tell(&self, open: &Open, at: Order, context: &mut Context) -> Batch {
        let order = match open.until {
            Until::Rowtime(end) => Order::at(end),
            Until::Not(_) => at,
        };
        let count = open.table.groups.len();
        let moments = Column::from(vec![open.moment; count]);
        self.grouping.tell(&open.table, 0..count, moments, vec![order; count], context)
    }

    /// Behind which place everything stands that will leave.
    fn bound(&self, state: &State, bound: Order, context: &Context) -> Order {
        match (&state.0, &self.trigger) {
            (Some(Open { until: Until::Rowtime(end), .. }), _) => Order::just_before(*end),
            (None, Trigger::Rowtime(period)) => {
                Order::just_before(period.end(bound.next_rowtime(), &context.moment))
            }
            (_, Trigger::Value(..)) | (Some(Open { until: Until::Not(_), .. }), _) => bound,
        }
    }
}

impl Open {
    /// Whether no row can come any more that belongs to it.
    fn is_over(&self, next_rowtime: i64) -> bool {
        matches!(self.until, Until::Rowtime(end) if end <= next_rowtime)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::aggregate::{Aggregate, Measure, Nulls, Spread};
    use super::super::period::tests::step;
    use super::super::testing::{BIGINT, DOUBLE, TEXT, events, run};
    use super::*;
    use crate::analytics::sql_type::Unit;

    /// Rows of a text and a number, grouped by the text and ten milliseconds.
    #[track_caller]
    fn check(script: &str, measures: &[Measure], expected: Expect) {
        let types = [TEXT, BIGINT];
        let tumbling = Tumbling {
            trigger: Trigger::Rowtime(step(10, Unit::Second)),
            grouping: Grouping { keys: [(0, TEXT)].into(), measures: measures.into() },
        };
        let given = run(&types, &events(&types, script), &tumbling.types(), |state, chunk, context| {
            tumbling.take(state, chunk, context)
        });
        expected.assert_eq(&given);
    }

    fn of(aggregate: Aggregate) -> Measure {
        Measure { aggregate, argument: Some(1), argument_type: BIGINT }
    }

    #[test]
    fn a_period_is_told_of_at_its_end_in_the_order_of_first_rows() {
        let script = "
            20 b 1
            21 a 2
            29 b 4
            30 a 8
            55";
        check(
            script,
            &[Measure::count_rows(), of(Aggregate::Sum)],
            expect![[r#"
                30: 20 b 2 5
                30: 20 a 1 2
                40: 30 a 1 8
            "#]],
        );
    }

    #[test]
    fn without_a_row_or_a_clock_nothing_ends() {
        check("20 a 1\n29 b 2\n29", &[Measure::count_rows()], expect![""]);
        check(
            "20 a 1\n30",
            &[Measure::count_rows()],
            expect![[r#"
            30: 20 a 1
        "#]],
        );
    }

    #[test]
    fn null_is_a_group_and_counts_for_nothing() {
        let measures = [
            Measure::count_rows(),
            of(Aggregate::Count),
            of(Aggregate::Sum),
            of(Aggregate::Average),
            of(Aggregate::Min),
            of(Aggregate::Max),
            of(Aggregate::First(Nulls::Respect)),
            of(Aggregate::First(Nulls::Ignore)),
            of(Aggregate::Last(Nulls::Ignore)),
        ];
        let script = "
            1 - -
            2 - 30
            3 - 31
            4 - -
            5 x -
            10";
        check(
            script,
            &measures,
            expect![[r#"
                10: 1 - 4 2 61 30 30 31 - 30 31
                10: 1 x 1 0 - - - - - - -
            "#]],
        );
    }

    #[test]
    fn spreads_divide_by_one_less_for_samples() {
        let spread = |is_sample, is_root| of(Aggregate::Spread(Spread { is_sample, is_root }));
        let script = "
            1 a 2
            1 a 4
            1 a 4
            1 a 4
            1 a 5
            1 a 5
            1 a 7
            1 a 9
            2 b 3
            10";
        check(
            script,
            &[spread(false, false), spread(false, true), spread(true, false)],
            expect![[r#"
                10: 1 a 4 2 4.571428571428571
                10: 1 b 0 0 -
            "#]],
        );
    }

    #[test]
    fn a_sum_that_is_too_large_is_refused_and_leaves_the_other_groups() {
        let script = "
            1 a 9223372036854775807
            1 a 1
            2 b 1
            3 c 9223372036854775807
            4 c 9223372036854775807
            4 c -9223372036854775807
            10";
        check(
            script,
            &[of(Aggregate::Sum)],
            expect![[r#"
                10: 1 b 1
                10: 1 c 9223372036854775807
            "#]],
        );
    }

    #[test]
    fn a_value_that_changes_ends_a_group_even_where_it_was_met_before() {
        let types = [BIGINT, DOUBLE];
        let average = Measure { aggregate: Aggregate::Average, argument: Some(1), argument_type: DOUBLE };
        let tumbling = Tumbling {
            trigger: Trigger::Value(0, BIGINT),
            grouping: Grouping { keys: [(0, BIGINT)].into(), measures: [average].into() },
        };
        let script = "
            1 7 1.5
            2 7 2.5
            5 8 3
            90
            91 7 4
            92 - 4
            93 - 6
            94 1 1";
        let given = run(&types, &events(&types, script), &tumbling.types(), |state, chunk, context| {
            tumbling.take(state, chunk, context)
        });
        let expected = expect![[r#"
            5: 1 7 2
            91: 5 8 3
            92: 91 7 4
            94: 92 - 5
        "#]];
        expected.assert_eq(&given);
    }
}
