//! All that an execution remembers.

use alloc::vec::Vec;
use core::mem::discriminant;

use serde::{Deserialize, Serialize};

use crate::analytics::operator::{
    anomaly, distinct, join, merge, rank, retime, sliding, sort, stagger, tally, tumbling,
};
use crate::analytics::plan::{Node, Operator, Plan};
use crate::analytics::row::Order;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Memory {
    /// When it began to run.
    pub(super) began: i64,
    /// The place of the latest row, or what the clock has said since.
    pub(super) last: Order,
    /// What each operator remembers.
    pub(super) nodes: Vec<NodeState>,
}

/// What an operator remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum NodeState {
    /// Nothing.
    None,
    Merge(merge::State),
    Tumbling(tumbling::State),
    Stagger(stagger::State),
    Sliding(sliding::State),
    Distinct(distinct::State),
    Sort(sort::State),
    Retime(retime::State),
    Join(join::State),
    Anomaly(anomaly::State),
    Tally(tally::State),
    Rank(rank::State),
}

impl Memory {
    pub(super) fn new(plan: &Plan, now: i64) -> Self {
        let last = Order { rowtime: i64::MIN, cause: 0 };
        Self { began: now, last, nodes: plan.nodes.iter().map(NodeState::of).collect() }
    }

    /// The place of the next row.
    pub(super) fn next(&mut self, rowtime: i64) -> Order {
        let rowtime = rowtime.clamp(-Order::ROWTIME_MAX, Order::ROWTIME_MAX);
        self.last = Order { rowtime: self.last.rowtime.max(rowtime), cause: self.last.cause + 1 };
        self.last
    }

    /// Takes the word of the clock. The last moment of all is never told, because no window could end behind it.
    pub(super) fn advance(&mut self, now: i64) {
        self.last.rowtime = self.last.rowtime.max(now.min(i64::MAX - 1));
    }

    /// Whether it can be of this plan.
    pub(super) fn is_of(&self, plan: &Plan) -> bool {
        let is_alike =
            |(state, node): (&NodeState, &Node)| discriminant(state) == discriminant(&NodeState::of(node));
        self.nodes.len() == plan.nodes.len() && self.nodes.iter().zip(&plan.nodes).all(is_alike)
    }
}

impl NodeState {
    fn of(node: &Node) -> Self {
        match &node.operator {
            Operator::Source(_) | Operator::Project(_) | Operator::Lookup(_) => Self::None,
            Operator::Merge(_) => Self::Merge(merge::State::new(node.inputs.len())),
            Operator::Tumbling(_) => Self::Tumbling(Default::default()),
            Operator::Stagger(_) => Self::Stagger(Default::default()),
            Operator::Sliding(_) => Self::Sliding(Default::default()),
            Operator::Distinct(_) => Self::Distinct(Default::default()),
            Operator::Sort(_) => Self::Sort(Default::default()),
            Operator::Retime(_) => Self::Retime(Default::default()),
            Operator::Anomaly(_) => Self::Anomaly(Default::default()),
            Operator::Tally(_) => Self::Tally(Default::default()),
            Operator::Rank(_) => Self::Rank(Default::default()),
            Operator::Join(_) => Self::Join(Default::default()),
        }
    }
}
