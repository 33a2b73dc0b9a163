//! `kinetoscope operations`.

use std::io::{Write, stdout};

use anyhow::Result;
use kinetoscope::world;

/// Prints a line for each operation, as `X-Amz-Target` spells it.
pub(crate) fn print() -> Result<()> {
    let mut lines = String::new();
    for (service, operations) in world::operations() {
        for operation in operations {
            lines += &format!("{service}.{operation}\n");
        }
    }
    Ok(stdout().write_all(lines.as_bytes())?)
}
