//! What an application does, as operators that hand rows to each other.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::operator::anomaly::Anomaly;
use crate::analytics::operator::distinct::Distinct;
use crate::analytics::operator::join::Join;
use crate::analytics::operator::lookup::Lookup;
use crate::analytics::operator::project::Project;
use crate::analytics::operator::rank::Rank;
use crate::analytics::operator::retime::Retime;
use crate::analytics::operator::sliding::Sliding;
use crate::analytics::operator::sort::Sort;
use crate::analytics::operator::stagger::Stagger;
use crate::analytics::operator::tally::Tally;
use crate::analytics::operator::tumbling::Tumbling;
use crate::analytics::sql_type::SqlType;

/// The place of a node among those of a plan.
pub type NodeId = usize;

/// An operator, and what hands rows to it.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is done.
    pub operator: Operator,
    /// What hands rows to it, all of which have lower places once the plan is made.
    pub inputs: Vec<NodeId>,
    /// The pump that it is a part of; none where it is a stream.
    pub pump: Option<usize>,
}

/// What is done with rows.
#[derive(Clone, Debug)]
pub enum Operator {
    /// Rows of these types come from outside.
    Source(Vec<SqlType>),
    /// Rows of several inputs become one stream, as those of pumps do, and the sides of UNION ALL; their types.
    Merge(Vec<SqlType>),
    /// WHERE and SELECT.
    Project(Project),
    /// GROUP BY.
    Tumbling(Tumbling),
    /// WINDOWED BY STAGGER.
    Stagger(Stagger),
    /// OVER.
    Sliding(Sliding),
    /// SELECT STREAM DISTINCT.
    Distinct(Distinct),
    /// ORDER BY.
    Sort(Sort),
    /// AS ROWTIME, and ORDER BY ... WITHIN.
    Retime(Retime),
    /// JOIN of two streams.
    Join(Join),
    /// JOIN with a table.
    Lookup(Lookup),
    /// RANDOM_CUT_FOREST and HOTSPOTS.
    Anomaly(Anomaly),
    /// TOP_K_ITEMS_TUMBLING and COUNT_DISTINCT_ITEMS_TUMBLING.
    Tally(Tally),
    /// GROUP_RANK.
    Rank(Rank),
}

/// A column that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedColumn {
    /// As it is stored: upper case unless it was quoted.
    pub name: String,
    /// What it holds.
    pub sql_type: SqlType,
}

/// A stream inside the application.
#[derive(Clone, Debug)]
pub struct InApplicationStream {
    /// Its name, as it is stored.
    pub name: String,
    /// Its columns.
    pub columns: Vec<NamedColumn>,
    /// What holds its rows.
    pub node: NodeId,
}

/// A pump.
#[derive(Clone, Debug)]
pub struct Pump {
    /// Its name, as it is stored.
    pub name: String,
    /// The stream that it writes to.
    pub into: String,
}
