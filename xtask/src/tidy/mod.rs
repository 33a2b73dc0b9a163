//! The rules of the tree that no compiler checks.

use anyhow::Result;

use crate::project::Project;

/// Checks the tree; answers whether it keeps its rules.
pub(crate) fn run(_: &Project) -> Result<bool> {
    Ok(true)
}
