//! The rules of the tree, as a suite.

use anyhow::{Result, bail};

use super::{Suite, Tests};
use crate::project::Project;
use crate::tidy;

pub(crate) const SUITE: Suite = Suite {
    name: "tidy",
    what: "the tree keeps its rules (cargo xtask tidy)",
    tests: Tests::Everywhere,
    run,
};

fn run(project: &Project) -> Result<()> {
    if !tidy::run(project)? {
        bail!("the tree breaks its rules, see above");
    }
    Ok(())
}
