//! JOIN of two streams: each row with those of the other side's window.

mod side;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use self::side::{Held, Side};
use super::context::Context;
use super::merge::{self, Turn};
use super::sliding::Frame;
use crate::analytics::expression::{Expression, Faults};
use crate::analytics::row::{Batch, Chunk, Order};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Matches each row that comes with the rows that the other side holds at that moment: those of its window, or its last row where
/// it has none. What leaves has the columns of the left side, then those of the right, and the place of the row that came.
///
/// Where a side is preserved, a row of it that nothing matched leaves as it leaves its window, with NULLs for the other side.
#[derive(Clone, Debug)]
pub struct Join {
    /// The left side and the right one.
    pub sides: [Input; 2],
    /// What else must be true of two rows, over the columns of both.
    pub condition: Option<Expression>,
}

/// A side of a join.
#[derive(Clone, Debug)]
pub struct Input {
    /// The types of its rows.
    pub types: Vec<SqlType>,
    /// How far back its window goes; its last row alone where there is none.
    pub window: Option<Frame>,
    /// Columns that must be equal to those of the other side at the same places here.
    pub keys: Vec<usize>,
    /// Whether rows leave that nothing matches.
    pub is_preserved: bool,
}

/// The rows that sides hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    merge: merge::State,
    sides: [Side; 2],
}

impl Default for State {
    fn default() -> Self {
        Self { merge: merge::State::new(2), sides: Default::default() }
    }
}

impl Join {
    /// The types of what leaves.
    pub fn types(&self) -> Vec<SqlType> {
        self.sides.iter().flat_map(|side| side.types.iter().copied()).collect()
    }

    /// Takes rows of a side, and gives what they match.
    pub fn take(&self, state: &mut State, input: usize, chunk: Chunk, context: &mut Context) -> Chunk {
        let (turns, bound) = state.merge.take(input, chunk);
        let mut out = Batch::empty(&self.types());
        for Turn { input, rows } in turns {
            for row in 0..rows.len() {
                self.expire(state, rows.order[row].rowtime, &mut out);
                self.arrive(state, input, Held::of(&rows, row, &self.sides[input]), &mut out, context);
            }
        }
        self.expire(state, bound.next_rowtime(), &mut out);
        Chunk { rows: out, bound }
    }

    /// Matches a row of a side, and holds it.
    fn arrive(&self, state: &mut State, input: usize, mut row: Held, out: &mut Batch, context: &mut Context) {
        let at = row.order;
        let Ok([own, other]) = state.sides.get_disjoint_mut([input, 1 - input]) else { return };
        let places = other.matching(&row);
        let places = self.fulfilling(input, &row, other, places, context);
        row.is_matched = !places.is_empty();
        for place in places {
            let held = other.held_mut(place);
            held.is_matched = true;
            let pair = if input == 0 { [&row, &*held] } else { [&*held, &row] };
            push(out, at, pair.into_iter().flat_map(|side| &side.values));
        }
        let plan = &self.sides[input];
        match plan.window {
            // Without a window a row can be matched only as it comes, or as the last.
            None if plan.is_preserved && !row.is_matched => self.tell_unmatched(input, &row, at, out),
            _ => own.hold(row),
        }
        let count = match plan.window {
            None => 1,
            Some(Frame::Rows(count)) => count + 1,
            Some(Frame::Range(_) | Frame::Unbounded) => return,
        };
        while count < own.len() {
            let Some(left) = own.release() else { break };
            if plan.is_preserved && !left.is_matched {
                self.tell_unmatched(input, &left, at, out);
            }
        }
    }

    /// Those of the rows at these places that fulfil the condition together with a row.
    fn fulfilling(
        &self,
        input: usize,
        row: &Held,
        other: &Side,
        places: Vec<u64>,
        context: &mut Context,
    ) -> Vec<u64> {
        let Some(condition) = &self.condition else { return places };
        if places.is_empty() {
            return places;
        }
        let mut pairs = Batch::empty(&self.types());
        for place in &places {
            let held = other.held(*place);
            let pair = if input == 0 { [row, held] } else { [held, row] };
            push(&mut pairs, row.order, pair.into_iter().flat_map(|side| &side.values));
        }
        let mut faults = Faults::new();
        let holds = condition.evaluate(&pairs, &context.moment, &mut faults);
        let is_wanted = |pair: &usize| holds.holds(*pair) && !faults.contains_key(&(*pair as u32));
        let wanted = (0..places.len()).filter(is_wanted).map(|pair| places[pair]).collect();
        faults.into_values().for_each(|why| context.refuse(row.order, why));
        wanted
    }

    /// Lets go of rows that no row with this rowtime can find in a window any more.
    fn expire(&self, state: &mut State, now: i64, out: &mut Batch) {
        let mut unmatched = Vec::new();
        for (input, (side, plan)) in state.sides.iter_mut().zip(&self.sides).enumerate() {
            let Some(Frame::Range(length)) = plan.window else { continue };
            while let Some(left) = side.release_if(|held| held.order.rowtime.saturating_add(length) < now) {
                if plan.is_preserved && !left.is_matched {
                    // After all rows of the last moment at which it could have been matched.
                    let at = Order { rowtime: left.order.rowtime.saturating_add(length), cause: u64::MAX };
                    unmatched.push((at, left.order, input, left));
                }
            }
        }
        unmatched.sort_by_key(|(at, order, input, _)| (*at, *order, *input));
        unmatched.iter().for_each(|(at, _, input, row)| self.tell_unmatched(*input, row, *at, out));
    }

    fn tell_unmatched(&self, input: usize, row: &Held, at: Order, out: &mut Batch) {
        let nothing = self.sides[1 - input].types.iter().map(|_| &Value::Null);
        match input {
            0 => push(out, at, row.values.iter().chain(nothing)),
            _ => push(out, at, nothing.chain(&row.values)),
        }
    }
}

fn push<'v>(out: &mut Batch, at: Order, values: impl Iterator<Item = &'v Value<'static>>) {
    out.order.push(at);
    for (column, value) in out.columns.iter_mut().zip(values) {
        alloc::sync::Arc::make_mut(column).push(value);
    }
}
