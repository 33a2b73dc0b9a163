//! A plan that runs.
//!
//! An [`Execution`] takes rows of the inputs and words of the clock, and gives what comes of them at once: rows of each stream, and
//! rows without a result. Nothing in it waits for a thread or a clock, and all that it remembers can be written down between two
//! rows and taken up again ([`Execution::checkpoint`]).

#[cfg(test)]
mod oracles;
mod state;

use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;

use state::NodeState;

use super::function::{Fault, Moment};
use super::operator::lookup::Indexed;
use super::operator::{Context, Refused};
use super::plan::{Node, Operator, Plan};
use super::row::{Batch, Chunk, Column, Order};

/// Tables that are looked into, by the places of those who do. Shared: no run changes them.
type Tables = Arc<LiteMap<usize, Indexed>>;

/// Who looks on is shown what each operator gave of a piece of input, by its place among those of the plan, and the clock.
pub type Watch<'w> = dyn FnMut(&[Chunk], &Moment) + 'w;

/// A plan with all that it remembers.
#[derive(Clone, Debug)]
pub struct Execution {
    plan: Plan,
    tables: Tables,
    memory: state::Memory,
}

/// What comes of a piece of input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// Rows, with the place of their stream among those of the plan.
    pub rows: Vec<(usize, Batch)>,
    /// Rows without a result.
    pub refused: Vec<RefusedRow>,
}

/// A row without a result.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedRow {
    /// The place of the pump among those of the plan.
    pub pump: Option<usize>,
    /// Which row.
    pub order: Order,
    /// Why.
    pub why: Fault,
    /// Whether it stood behind rows that had left.
    pub is_late: bool,
}

impl Execution {
    /// Begins to run at a moment, with these rows in the tables of the plan.
    pub fn new(plan: Plan, tables: Vec<Batch>, now: i64) -> Self {
        let memory = state::Memory::new(&plan, now);
        let tables = index(&plan, tables);
        Self { plan, tables, memory }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Takes rows of an input, whose rowtimes do not go back behind any that was taken or told before: those that do are taken to be
    /// of the latest.
    ///
    /// # Panics
    /// Where the plan has no such input, or a column has more or fewer values than there are rowtimes.
    pub fn push(&mut self, input: usize, rowtimes: &[i64], columns: Vec<Column>) -> Given {
        self.push_watched(input, rowtimes, columns, &mut |_, _| {})
    }

    /// The same, before the eyes of somebody.
    ///
    /// # Panics
    /// Where the plan has no such input, or a column has more or fewer values than there are rowtimes.
    pub fn push_watched(
        &mut self,
        input: usize,
        rowtimes: &[i64],
        columns: Vec<Column>,
        watch: &mut Watch<'_>,
    ) -> Given {
        let order = rowtimes.iter().map(|rowtime| self.memory.next(*rowtime)).collect();
        self.step(Some((input, Batch::new(order, columns))), watch)
    }

    /// Takes the word of the clock that no row will come with an earlier rowtime.
    pub fn advance(&mut self, now: i64) -> Given {
        self.advance_watched(now, &mut |_, _| {})
    }

    /// The same, before the eyes of somebody.
    pub fn advance_watched(&mut self, now: i64, watch: &mut Watch<'_>) -> Given {
        self.memory.advance(now);
        self.step(None, watch)
    }

    /// The latest rowtime, or what the clock has said since.
    pub fn now(&self) -> i64 {
        self.memory.last.rowtime
    }

    /// The number of the last row that was taken.
    pub fn cause(&self) -> u64 {
        self.memory.last.cause
    }

    /// All that is remembered, to go on from in another execution of the same code.
    pub fn checkpoint(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.memory).expect("plain data can be written down")
    }

    /// Goes on from what another execution of the same code remembered.
    ///
    /// # Errors
    /// It was none of this code.
    pub fn restore(plan: Plan, tables: Vec<Batch>, checkpoint: &[u8]) -> Result<Self, postcard::Error> {
        let memory: state::Memory = postcard::from_bytes(checkpoint)?;
        match memory.is_of(&plan) {
            true => Ok(Self { tables: index(&plan, tables), plan, memory }),
            false => Err(postcard::Error::DeserializeBadEncoding),
        }
    }

    /// Lets each operator take what those before it give.
    fn step(&mut self, mut pushed: Option<(usize, Batch)>, watch: &mut Watch<'_>) -> Given {
        let state::Memory { began, last, nodes } = &mut self.memory;
        let mut context = Context::new(Moment { now: last.rowtime, began: *began });
        let mut refused = Vec::new();
        let mut chunks: Vec<Chunk> = Vec::with_capacity(nodes.len());
        let mut sources = 0;
        for (place, (node, state)) in self.plan.nodes.iter().zip(nodes).enumerate() {
            let chunk = match &node.operator {
                Operator::Source(types) => {
                    let source = sources;
                    sources += 1;
                    let rows = pushed.take_if(|(input, _)| *input == source).map(|(_, rows)| rows);
                    Chunk { rows: rows.unwrap_or_else(|| Batch::empty(types)), bound: *last }
                }
                Operator::Lookup(lookup) => {
                    lookup.take(&self.tables[&place], chunks[node.inputs[0]].clone(), &mut context)
                }
                _ => take(node, state, &chunks, &mut context),
            };
            chunks.push(chunk);
            let pump = node.pump;
            let is_late = matches!(node.operator, Operator::Retime(_));
            let row = |row: Refused| RefusedRow { pump, order: row.order, why: row.why, is_late };
            refused.extend(context.refused.drain(..).map(row));
        }
        watch(&chunks, &context.moment);
        let streams = self.plan.streams.iter().enumerate();
        let rows = streams.map(|(place, stream)| (place, &chunks[stream.node].rows));
        let rows = rows.filter(|(_, rows)| !rows.is_empty()).map(|(place, rows)| (place, rows.clone()));
        Given { rows: rows.collect(), refused }
    }
}

/// The rows of the table of each operator that looks into one, by the operator's place.
fn index(plan: &Plan, tables: Vec<Batch>) -> Tables {
    let nodes = plan.nodes.iter().enumerate();
    let indexed = nodes.filter_map(|(place, node)| match &node.operator {
        Operator::Lookup(lookup) => Some((place, lookup.index(tables[lookup.table].clone()))),
        _ => None,
    });
    Arc::new(indexed.collect())
}

/// What an operator gives that looks at nothing but rows.
fn take(node: &Node, state: &mut NodeState, chunks: &[Chunk], context: &mut Context) -> Chunk {
    let input = |place: usize| chunks[node.inputs[place]].clone();
    match (&node.operator, state) {
        (Operator::Merge(types), NodeState::Merge(state)) => match node.inputs.len() {
            // Nothing writes to it, and nothing ever will.
            0 => Chunk { rows: Batch::empty(types), bound: Order::END },
            1 => input(0),
            count => {
                let mut all = Chunk { rows: Batch::empty(types), bound: Order::BEGIN };
                for place in 0..count {
                    let (turns, bound) = state.take(place, input(place));
                    turns.into_iter().for_each(|turn| all.rows.append(&turn.rows));
                    all.bound = bound;
                }
                all
            }
        },
        (Operator::Project(it), NodeState::None) => it.take(input(0), context),
        (Operator::Tumbling(it), NodeState::Tumbling(state)) => it.take(state, input(0), context),
        (Operator::Stagger(it), NodeState::Stagger(state)) => it.take(state, input(0), context),
        (Operator::Sliding(it), NodeState::Sliding(state)) => it.take(state, input(0), context),
        (Operator::Distinct(it), NodeState::Distinct(state)) => it.take(state, input(0)),
        (Operator::Sort(it), NodeState::Sort(state)) => it.take(state, input(0), context),
        (Operator::Retime(it), NodeState::Retime(state)) => it.take(state, input(0), context),
        (Operator::Anomaly(it), NodeState::Anomaly(state)) => it.take(state, input(0)),
        (Operator::Tally(it), NodeState::Tally(state)) => it.take(state, input(0)),
        (Operator::Rank(it), NodeState::Rank(state)) => it.take(state, input(0)),
        (Operator::Join(it), NodeState::Join(state)) => {
            let mut left = it.take(state, 0, input(0), context);
            let right = it.take(state, 1, input(1), context);
            left.rows.append(&right.rows);
            Chunk { rows: left.rows, bound: right.bound }
        }
        (operator, state) => panic!("{operator:?} with the state {state:?}"),
    }
}
