//! What is told of many rows at once: counts, sums, extremes.

mod count;
mod edge;
mod extreme;
mod spread;
mod total;
mod truth;

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

pub(super) use self::spread::as_double;
pub(super) use self::total::{finite, whole};
use crate::analytics::extremes::Extreme;
use crate::analytics::function::Fault;
use crate::analytics::row::Column;
use crate::analytics::sql_type::SqlType;

/// A function of many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// COUNT(*).
    CountRows,
    /// COUNT(x): those that are not NULL.
    Count,
    /// SUM(x).
    Sum,
    /// AVG(x), of the type of x: of whole numbers it is one, cut.
    Average,
    /// MIN(x).
    Min,
    /// MAX(x).
    Max,
    /// VAR_POP(x), VAR_SAMP(x), STDDEV_POP(x), STDDEV_SAMP(x).
    Spread(Spread),
    /// FIRST_VALUE(x).
    First(Nulls),
    /// LAST_VALUE(x).
    Last(Nulls),
    /// ANY(x).
    Any,
    /// EVERY(x).
    Every,
}

impl Aggregate {
    /// How it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::CountRows => "COUNT(*)",
            Self::Count => "COUNT",
            Self::Sum => "SUM",
            Self::Average => "AVG",
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::Spread(Spread { is_sample: false, is_root: false }) => "VAR_POP",
            Self::Spread(Spread { is_sample: true, is_root: false }) => "VAR_SAMP",
            Self::Spread(Spread { is_sample: false, is_root: true }) => "STDDEV_POP",
            Self::Spread(Spread { is_sample: true, is_root: true }) => "STDDEV_SAMP",
            Self::First(_) => "FIRST_VALUE",
            Self::Last(_) => "LAST_VALUE",
            Self::Any => "ANY",
            Self::Every => "EVERY",
        }
    }
}

/// How far values lie from their mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Whether the rows are a sample: one less than there are divides.
    pub is_sample: bool,
    /// Whether the root is wanted.
    pub is_root: bool,
}

/// What NULLs are to the first and the last value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nulls {
    /// Values.
    Respect,
    /// Nothing.
    Ignore,
}

/// An aggregate of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Which.
    pub aggregate: Aggregate,
    /// The place of the column, which COUNT(*) needs none of.
    pub argument: Option<usize>,
    /// The type of the column.
    pub argument_type: SqlType,
}

/// Groups without a result, and why.
pub(super) type Faults = Vec<(usize, Fault)>;

/// What is kept of each group to tell the aggregate when all rows of the group have come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Accumulator {
    Count(count::Count),
    Totals(total::Totals),
    Extremes(extreme::Extremes),
    Spreads(spread::Spreads),
    Edge(edge::Edge),
    Truth(truth::Truth),
}

/// Some rows, with the group of each.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    /// The first row's place in the column.
    pub(super) from: usize,
    pub(super) groups: &'r [u32],
}

impl Measure {
    /// COUNT(*).
    pub fn count_rows() -> Self {
        Self { aggregate: Aggregate::CountRows, argument: None, argument_type: SqlType::BigInt }
    }

    /// The type of what it tells.
    pub fn result_type(&self) -> SqlType {
        match self.aggregate {
            Aggregate::CountRows | Aggregate::Count => SqlType::BigInt,
            Aggregate::Spread(_) => SqlType::Double,
            Aggregate::Any | Aggregate::Every => SqlType::Boolean,
            Aggregate::Sum | Aggregate::Average | Aggregate::Min | Aggregate::Max => self.argument_type,
            Aggregate::First(_) | Aggregate::Last(_) => self.argument_type,
        }
    }

    pub(super) fn accumulator(&self) -> Accumulator {
        match self.aggregate {
            Aggregate::CountRows | Aggregate::Count => Accumulator::Count(count::Count::default()),
            Aggregate::Sum | Aggregate::Average => Accumulator::Totals(total::Totals::of(self.argument_type)),
            Aggregate::Min => {
                Accumulator::Extremes(extreme::Extremes::of(self.argument_type, Extreme::Least))
            }
            Aggregate::Max => {
                Accumulator::Extremes(extreme::Extremes::of(self.argument_type, Extreme::Greatest))
            }
            Aggregate::Spread(_) => Accumulator::Spreads(spread::Spreads::default()),
            Aggregate::First(nulls) => Accumulator::Edge(edge::Edge::first(nulls)),
            Aggregate::Last(nulls) => Accumulator::Edge(edge::Edge::last(nulls)),
            Aggregate::Any => Accumulator::Truth(truth::Truth::any()),
            Aggregate::Every => Accumulator::Truth(truth::Truth::every()),
        }
    }

    /// Adds rows. `count` is how many groups there are now.
    pub(super) fn add(&self, to: &mut Accumulator, column: Option<&Column>, rows: Rows<'_>, count: usize) {
        match to {
            Accumulator::Count(it) => it.add(column, rows, count),
            Accumulator::Totals(it) => it.add(argument(column), rows, count),
            Accumulator::Extremes(it) => it.add(argument(column), rows, count),
            Accumulator::Spreads(it) => it.add(argument(column), self.argument_type, rows, count),
            Accumulator::Edge(it) => it.add(argument(column), self.argument_type, rows, count),
            Accumulator::Truth(it) => it.add(argument(column), rows, count),
        }
    }

    /// What the rows of these groups tell, a value for each. Faults have the place of the group among these.
    pub(super) fn tell(&self, of: &Accumulator, groups: Range<usize>, faults: &mut Faults) -> Column {
        match (of, self.aggregate) {
            (Accumulator::Count(it), _) => it.tell(groups),
            (Accumulator::Totals(it), Aggregate::Average) => it.averages(groups, faults),
            (Accumulator::Totals(it), _) => it.sums(groups, faults),
            (Accumulator::Extremes(it), _) => it.tell(groups),
            (Accumulator::Spreads(it), Aggregate::Spread(spread)) => it.tell(groups, spread, faults),
            (Accumulator::Edge(it), _) => it.tell(groups, self.argument_type),
            (Accumulator::Truth(it), _) => it.tell(groups),
            (Accumulator::Spreads(_), aggregate) => panic!("{aggregate:?} keeps something else"),
        }
    }
}

/// Adds rows to groups that were found for them.
pub(super) fn add(
    measures: &[Measure],
    accumulators: &mut [Accumulator],
    columns: &[Arc<Column>],
    rows: Rows<'_>,
    count: usize,
) {
    for (measure, accumulator) in measures.iter().zip(accumulators) {
        let column = measure.argument.map(|column| &*columns[column]);
        measure.add(accumulator, column, rows, count);
    }
}

fn argument(column: Option<&Column>) -> &Column {
    column.expect("only COUNT(*) has no argument")
}

impl Rows<'_> {
    /// Each row's place in the column, with its group.
    fn iter(self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.from..self.from + self.groups.len();
        places.zip(self.groups.iter().map(|group| *group as usize))
    }

    /// The same, without the rows in which the column is NULL.
    fn known(self, column: &Column) -> impl Iterator<Item = (usize, usize)> {
        let nulls = column.nulls();
        self.iter().filter(move |(row, _)| nulls.is_empty() || !nulls[*row])
    }
}
