//! What a forest is made with.

use serde::{Deserialize, Serialize};

use crate::analytics::parameter::{NUMERIC_COLUMNS, Parameter, Refusal};

/// Random cut trees.
pub const NUMBER_OF_TREES: Parameter = Parameter::new("numberOfTrees", 1, 1_000);
/// Points that each tree holds.
pub const SUB_SAMPLE_SIZE: Parameter = Parameter::new("subSampleSize", 10, 1_000);
/// Points after which one weighs e times less.
pub const TIME_DECAY: Parameter = Parameter::new("timeDecay", 1, 2_147_483_647);
/// Records that one point is made of.
pub const SHINGLE_SIZE: Parameter = Parameter::new("shingleSize", 1, 30);

/// What a forest is made with. Source: SQL reference, RANDOM_CUT_FOREST and RANDOM_CUT_FOREST_WITH_EXPLANATION, 2023-02.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    pub(super) number_of_trees: u32,
    pub(super) sub_sample_size: u32,
    pub(super) time_decay: u32,
    pub(super) shingle_size: u32,
    pub(super) columns: u32,
}

impl Parameters {
    /// What is taken where the call says nothing, in the call's order.
    pub const DEFAULTS: [i64; 4] = [100, 256, 100_000, 1];

    /// The parameters, in the call's order, for a cursor with so many numeric columns.
    ///
    /// # Errors
    /// One out of its range, in the call's order; then a `subSampleSize` that is not below `timeDecay`; then too few or too many
    /// columns.
    pub fn new(
        [number_of_trees, sub_sample_size, time_decay, shingle_size]: [i64; 4],
        columns: usize,
    ) -> Result<Self, Refusal> {
        let parameters = Self {
            number_of_trees: NUMBER_OF_TREES.check(number_of_trees)?,
            sub_sample_size: SUB_SAMPLE_SIZE.check(sub_sample_size)?,
            time_decay: TIME_DECAY.check(time_decay)?,
            shingle_size: SHINGLE_SIZE.check(shingle_size)?,
            columns: NUMERIC_COLUMNS.check(i64::try_from(columns).unwrap_or(i64::MAX))?,
        };
        SUB_SAMPLE_SIZE.check_less(parameters.sub_sample_size, TIME_DECAY, parameters.time_decay)?;
        Ok(parameters)
    }

    /// Numbers that one point has.
    pub(super) fn dimensions(&self) -> usize {
        self.columns as usize * self.shingle_size as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[track_caller]
    fn check(parameters: [i64; 4], columns: usize, expected: &str) {
        let answer = Parameters::new(parameters, columns);
        assert_eq!(answer.map_or_else(|refusal| refusal.to_string(), |_| "fine".into()), expected);
    }

    #[test]
    fn each_parameter_has_its_range() {
        check(Parameters::DEFAULTS, 1, "fine");
        check([1, 10, 11, 1], 30, "fine");
        check([1_000, 1_000, 2_147_483_647, 30], 30, "fine");
        check([0, 256, 100_000, 1], 1, "numberOfTrees must be from 1 to 1000, not 0");
        check([1_001, 256, 100_000, 1], 1, "numberOfTrees must be from 1 to 1000, not 1001");
        check([100, 9, 100_000, 1], 1, "subSampleSize must be from 10 to 1000, not 9");
        check([100, 1_001, 100_000, 1], 1, "subSampleSize must be from 10 to 1000, not 1001");
        check([100, 256, 0, 1], 1, "timeDecay must be from 1 to 2147483647, not 0");
        check([100, 256, 1 << 31, 1], 1, "timeDecay must be from 1 to 2147483647, not 2147483648");
        check([100, 256, 100_000, 0], 1, "shingleSize must be from 1 to 30, not 0");
        check([100, 256, 100_000, 31], 1, "shingleSize must be from 1 to 30, not 31");
        check(Parameters::DEFAULTS, 0, "the number of numeric columns must be from 1 to 30, not 0");
        check(Parameters::DEFAULTS, 31, "the number of numeric columns must be from 1 to 30, not 31");
    }

    #[test]
    fn a_sample_must_be_smaller_than_what_it_is_drawn_from() {
        check([100, 256, 257, 1], 1, "fine");
        check([100, 256, 256, 1], 1, "subSampleSize must be less than timeDecay, which is 256, not 256");
    }

    #[test]
    fn the_first_fault_in_the_order_of_the_call_is_told() {
        check([0, 0, 0, 0], 0, "numberOfTrees must be from 1 to 1000, not 0");
        check([1, 10, 10, 0], 0, "shingleSize must be from 1 to 30, not 0");
    }
}
