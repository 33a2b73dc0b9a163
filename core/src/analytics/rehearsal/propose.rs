//! What could stand at a place of the code.

use alloc::vec::Vec;

use super::setup::Setup;
use crate::analytics::completion::{Completion, Relation, complete};

/// What could stand behind so many bytes of the code. What of the setup cannot be read yet has no names to propose.
pub fn propose(setup: &Setup, at: usize) -> Completion {
    let mut relations: Vec<Relation> = Vec::new();
    for input in setup.inputs().unwrap_or_default() {
        relations.push(Relation { name: input.name, columns: input.schema.named_columns() });
    }
    for reference in setup.references().unwrap_or_default() {
        relations.push(Relation { name: reference.name, columns: reference.schema.named_columns() });
    }
    complete(&setup.code, at, &relations)
}
