//! Rows of several streams become one.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::analytics::row::{Batch, Chunk, Order};

/// Rows of several inputs that wait for each other: none goes before all inputs have come as far as it. Of rows that stand at one
/// place, those of the first input go first.
///
/// So pumps meet in a stream, the sides of UNION ALL, and those of a join.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Of each input what waits, and how far it has come.
    inputs: Vec<(Option<Batch>, Order)>,
}

/// Rows of one input that go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Which input.
    pub input: usize,
    /// Its rows.
    pub rows: Batch,
}

impl State {
    /// Of so many inputs.
    pub fn new(inputs: usize) -> Self {
        Self { inputs: (0..inputs).map(|_| (None, Order::BEGIN)).collect() }
    }

    /// Takes rows of an input, and gives what no input holds back any more, in order; with how far all have come.
    pub fn take(&mut self, input: usize, chunk: Chunk) -> (Vec<Turn>, Order) {
        let (waiting, bound) = &mut self.inputs[input];
        *bound = chunk.bound;
        match waiting {
            Some(waiting) => waiting.append(&chunk.rows),
            None if chunk.rows.is_empty() => {}
            None => *waiting = Some(chunk.rows),
        }
        let bound = self.inputs.iter().map(|(_, bound)| *bound).min().unwrap_or(Order::END);
        let mut turns = Vec::new();
        while let Some(turn) = self.turn(bound) {
            turns.push(turn);
        }
        (turns, bound)
    }

    /// The rows that go next: as many of one input as stand before those of all others.
    fn turn(&mut self, bound: Order) -> Option<Turn> {
        let first = |(input, (waiting, _)): (usize, &(Option<Batch>, Order))| {
            Some((*waiting.as_ref()?.order.first()?, input))
        };
        let mut firsts: Vec<_> = self.inputs.iter().enumerate().filter_map(first).collect();
        firsts.sort_unstable();
        let (order, input) = *firsts.first()?;
        if bound < order {
            return None;
        }
        let waiting = self.inputs[input].0.as_mut()?;
        let is_before = |order: &Order| match firsts.get(1) {
            Some((other, its_input)) => (*order, input) < (*other, *its_input),
            None => true,
        };
        let count = waiting.order.partition_point(|order| *order <= bound && is_before(order));
        Some(Turn { input, rows: waiting.split_to(count) })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use std::format;
    use std::string::String;

    use super::super::testing::{BIGINT, chunks, events, show};
    use super::*;

    /// Each line is what comes of an input: its number, then events, divided by commas.
    #[track_caller]
    fn check(script: &str, expected: Expect) {
        let mut state = State::new(2);
        let mut said = String::new();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (input, rest) = line.split_once(' ').unwrap();
            let events = events(&[BIGINT], &rest.replace(", ", "\n"));
            let [chunk] = &chunks(&[BIGINT], &events, events.len())[..] else { panic!("{line}") };
            let (turns, _) = state.take(input.parse().unwrap(), chunk.clone());
            said += &format!("{line}\n");
            for Turn { input, rows } in turns {
                said += &show(&[BIGINT], &rows)
                    .lines()
                    .map(|row| format!("  {input} {row}\n"))
                    .collect::<String>();
            }
        }
        expected.assert_eq(&said);
    }

    #[test]
    fn the_one_that_is_behind_holds_the_other_back() {
        let script = "
            0 10 1, 20 2, 30 3
            1 15 4
            1 25 5
            1 90
            0 31 6";
        check(
            script,
            expect![[r#"
                0 10 1, 20 2, 30 3
                1 15 4
                  0 10: 1
                  1 15: 4
                1 25 5
                  0 20: 2
                  1 25: 5
                1 90
                  0 30: 3
                0 31 6
                  0 31: 6
            "#]],
        );
    }

    #[test]
    fn at_one_place_the_first_input_goes_first() {
        check(
            "1 10 1\n0 10 2",
            expect![[r#"
            1 10 1
            0 10 2
              0 10: 2
              1 10: 1
        "#]],
        );
    }
}
