//! MONOTONIC

use crate::analytics::function::Function;
use crate::analytics::function::operand::take;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::Mismatch;

/// The value itself. Whoever plans a query reads the promise from the call.
pub(crate) const MONOTONIC: Function = Function {
    name: "MONOTONIC",
    forms: &["MONOTONIC(<ANY>)"],
    summary: "The value, with the promise that it never goes back from row to row.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        let result = arguments.any(0)?.ok_or(Mismatch::Types)?;
        Ok(Scalar::strict(result, |arguments, _| Ok(take(arguments, 0))))
    },
};
